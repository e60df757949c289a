/* endpoint.c
 * The endpoints of a capture; see endpoint.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "endpoint.h"

#include "hash.h"
#include "transaction.h"

#include <string.h>

/* Of one prober as many destinations are remembered: those probed last. */
#define MAX_DESTINATIONS 16U
/* A response may take as long as T1 (RFC 3261 17.1.1.1). */
#define PATIENCE (G_USEC_PER_SEC / 2)
/* Fewer requests than this may be without response by chance. */
#define SILENT_RUN 3
/* A client that has credentials sends them at once, but may have sent requests of several calls before. */
#define TIME_TO_ANSWER G_USEC_PER_SEC
#define FORGOTTEN_AFTER ((gint64)300 * G_USEC_PER_SEC)

/* What was sent to one destination since its last sign of life. */
struct endpoint_probes {
    endpoint_probes *next; /* to another destination */
    const sip_transaction *first;
    gint64 last_time;
};

struct endpoint_table {
    arena *memory;
    GHashTable *endpoints; /* name -> sip_endpoint; a name is one pointer */
    GHashTable *hosts;     /* name -> sip_host */
};

endpoint_table *
endpoint_table_new(arena *memory)
{
    endpoint_table *table = g_new(endpoint_table, 1);

    table->memory = memory;
    table->endpoints = g_hash_table_new(NULL, NULL);
    table->hosts = hash_table_new(g_free, NULL);
    return table;
}

void
endpoint_table_free(endpoint_table *table)
{
    g_hash_table_destroy(table->hosts);
    g_hash_table_destroy(table->endpoints);
    g_free(table);
}

sip_text
endpoint_address(const char *name)
{
    const char *colon = name != NULL ? strrchr(name, ':') : NULL;

    if (name == NULL) {
        return (sip_text){ NULL, 0 };
    }
    const size_t size = colon != NULL ? (size_t)(colon - name) : strlen(name);
    return name[0] == '[' && size >= 2 ? (sip_text){ name + 1, size - 2 } : (sip_text){ name, size };
}

unsigned
endpoint_port(const char *name)
{
    const char *colon = name != NULL ? strrchr(name, ':') : NULL;

    return colon != NULL ? (unsigned)g_ascii_strtoull(colon + 1, NULL, 10) : 0;
}

bool
endpoint_names_share_host(const char *name, const char *other)
{
    return sip_text_equal(endpoint_address(name), endpoint_address(other));
}

static sip_host *
host_of(endpoint_table *table, const char *endpoint_name)
{
    const sip_text address = endpoint_address(endpoint_name);
    char *name = g_strndup(address.at, address.size);
    sip_host *host = g_hash_table_lookup(table->hosts, name);

    if (host != NULL) {
        g_free(name);
        return host;
    }
    host = arena_take(table->memory, sizeof *host);
    host->name = name;
    g_hash_table_insert(table->hosts, name, host);
    return host;
}

sip_endpoint *
endpoint_named(endpoint_table *table, const char *name)
{
    sip_endpoint *endpoint = g_hash_table_lookup(table->endpoints, name);

    if (endpoint == NULL) {
        endpoint = arena_take(table->memory, sizeof *endpoint);
        endpoint->name = name;
        endpoint->host = host_of(table, name);
        g_hash_table_insert(table->endpoints, (gpointer)name, endpoint);
    }
    return endpoint;
}

void
endpoint_note_sent(sip_endpoint *endpoint, guint32 frame)
{
    endpoint->last_frame = frame;
    endpoint->host->last_frame = frame;
}

guint32
endpoint_sign_of_life(const sip_transaction *transaction)
{
    const sip_endpoint *server = transaction->server;

    return server->host == transaction->client->host ? server->last_frame : server->host->last_frame;
}

void
endpoint_note_request(const sip_transaction *transaction)
{
    sip_silent_run *run = &transaction->client->run;
    const guint32 alive_frame = endpoint_sign_of_life(transaction);

    if (run->server != transaction->server || alive_frame > run->first_frame) {
        *run = (sip_silent_run){ .server = transaction->server,
                                 .first_time = transaction->request.time,
                                 .first_frame = transaction->request.frame,
                                 .alive_frame = alive_frame };
    }
    run->count++;
}

const sip_silent_run *
endpoint_silent_run(const sip_transaction *transaction)
{
    const sip_silent_run *run = transaction->client != NULL ? &transaction->client->run : NULL;
    const bool is_of_run = run != NULL && run->server == transaction->server && transaction->request.frame >= run->first_frame;

    return is_of_run && run->count >= SILENT_RUN && run->alive_frame != 0 && endpoint_sign_of_life(transaction) < run->first_frame
               ? run
               : NULL;
}

bool
endpoint_left_challenge(const sip_transaction *transaction)
{
    const sip_endpoint *client = transaction->client;

    return !client->sent_credentials && client->challenged_call != transaction->call->id &&
           (client->challenges == 0 || transaction->request.time - client->challenged_time >= TIME_TO_ANSWER);
}

/* True if there was no sign of life of the destination since the probe. */
static bool
is_silent(const sip_transaction *probe)
{
    return transaction_is_silent(probe) && endpoint_sign_of_life(probe) <= probe->request.frame;
}

/* The probes of a destination; where too many were probed, those whose last is the oldest; NULL if neither. */
static endpoint_probes *
probes_to(const sip_endpoint *prober, const sip_endpoint *server)
{
    endpoint_probes *oldest = prober->probes;
    unsigned count = 0;

    for (endpoint_probes *probes = prober->probes; probes != NULL; probes = probes->next) {
        if (probes->first->server == server) {
            return probes;
        }
        oldest = probes->last_time < oldest->last_time ? probes : oldest;
        count++;
    }
    return count == MAX_DESTINATIONS ? oldest : NULL;
}

void
endpoint_add_probe(endpoint_table *table, sip_transaction *options)
{
    sip_endpoint *prober = options->client;
    endpoint_probes *probes = probes_to(prober, options->server);

    if (probes == NULL) {
        probes = arena_take(table->memory, sizeof *probes);
        probes->next = prober->probes;
        prober->probes = probes;
    }
    if (probes->first == NULL || probes->first->server != options->server || !is_silent(probes->first)) {
        probes->first = options;
    }
    probes->last_time = options->request.time;
}

const sip_transaction *
endpoint_silent_probe(const sip_endpoint *prober, gint64 now)
{
    const sip_transaction *longest = NULL;

    for (const endpoint_probes *probes = prober->probes; probes != NULL; probes = probes->next) {
        const sip_transaction *first = probes->first;
        if (is_silent(first) && now - first->request.time >= PATIENCE && now - probes->last_time <= FORGOTTEN_AFTER &&
            (longest == NULL || first->request.frame < longest->request.frame)) {
            longest = first;
        }
    }
    return longest;
}
