/* endpoint.c
 * The endpoints of a capture; see endpoint.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "endpoint.h"

#include "strings.h"
#include "transaction.h"

#include <string.h>

/* A B2BUA begins its second leg at once; later calls of the same user are other calls. */
#define OTHER_LEG_WITHIN ((gint64)60 * G_USEC_PER_SEC)

/*
 * INVITEs that a host got, by a user of the pool: of each the latest. The tables are NULL as long as it got none. Its name, which is its
 * address, stands behind it.
 */
struct sip_host {
    GHashTable *from;
    GHashTable *to;
};

struct endpoint_table {
    arena *memory;
    GHashTable *endpoints; /* name -> sip_endpoint */
    GHashTable *hosts;     /* a set of the names of all sip_host */
    sip_endpoint *latest;  /* the last two that were asked for: very often one is a server, whose peers come and go */
    sip_endpoint *latest_but_one;
};

static void
forget_host(gpointer name)
{
    const sip_host *host = (const sip_host *)name - 1;

    if (host->from != NULL) {
        g_hash_table_destroy(host->from);
        g_hash_table_destroy(host->to);
    }
}

endpoint_table *
endpoint_table_new(arena *memory)
{
    endpoint_table *table = g_new0(endpoint_table, 1);

    table->memory = memory;
    table->endpoints = g_hash_table_new(NULL, NULL);
    table->hosts = padded_set_new(forget_host);
    return table;
}

void
endpoint_table_free(endpoint_table *table)
{
    g_hash_table_destroy(table->hosts);
    g_hash_table_destroy(table->endpoints);
    g_free(table);
}

/* The address without its port. */
static sip_text
host_of(const char *name)
{
    const char *colon = strrchr(name, ':');

    return (sip_text){ name, colon != NULL ? (size_t)(colon - name) : strlen(name) };
}

static sip_endpoint *
find_or_add(endpoint_table *table, const char *name)
{
    sip_endpoint *endpoint = g_hash_table_lookup(table->endpoints, name);

    if (endpoint == NULL) {
        endpoint = arena_take(table->memory, sizeof *endpoint);
        endpoint->name = name;
        endpoint->host = (sip_host *)text_pool_name(table->hosts, table->memory, host_of(name), sizeof(sip_host)) - 1;
        g_hash_table_insert(table->endpoints, (gpointer)name, endpoint);
    }
    return endpoint;
}

sip_endpoint *
endpoint_named(endpoint_table *table, const char *name)
{
    if (table->latest == NULL || table->latest->name != name) {
        sip_endpoint *before = table->latest_but_one;
        sip_endpoint *wanted = before != NULL && before->name == name ? before : find_or_add(table, name);
        table->latest_but_one = table->latest;
        table->latest = wanted;
    }
    return table->latest;
}

/* The latest INVITE of a user that waits for its answer. */
static sip_transaction *
waiting_leg(GHashTable *legs, const sip_transaction *transaction, const char *user)
{
    sip_transaction *leg = legs != NULL && user != NULL ? g_hash_table_lookup(legs, user) : NULL;

    return leg != NULL && leg->final.status == 0 && leg->call != transaction->call &&
                   transaction->request.time - leg->request.time < OTHER_LEG_WITHIN
               ? leg
               : NULL;
}

sip_transaction *
b2bua_other_leg(const sip_transaction *invite)
{
    const sip_host *client = invite->client->host;
    sip_transaction *leg = waiting_leg(client->from, invite, invite->request.from_user);

    return leg != NULL ? leg : waiting_leg(client->to, invite, invite->request.user);
}

void
b2bua_note_leg(sip_transaction *invite)
{
    sip_host *host = invite->server->host;
    const sip_request *request = &invite->request;

    if (host->from == NULL) {
        host->from = g_hash_table_new(NULL, NULL);
        host->to = g_hash_table_new(NULL, NULL);
    }
    if (request->from_user != NULL) {
        g_hash_table_insert(host->from, (gpointer)request->from_user, invite);
    }
    if (request->user != NULL) {
        g_hash_table_insert(host->to, (gpointer)request->user, invite);
    }
}
