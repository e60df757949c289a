/* challenge.c
 * Challenges and credentials; see challenge.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "challenge.h"

#include "sip_string.h"
#include "transaction.h"

struct nonce_table {
    arena *memory;
    string_pool *pool;
    GHashTable *nonces; /* a set of sip_nonce: offers, and the use of each by each account */
};

static guint
hash_nonce(gconstpointer key)
{
    const sip_nonce *nonce = key;

    return g_direct_hash(nonce->text) ^ g_direct_hash(nonce->user) * 31;
}

/* Both texts are strings of the pool. */
static gboolean
are_equal_nonces(gconstpointer one, gconstpointer other)
{
    const sip_nonce *first = one;
    const sip_nonce *second = other;

    return first->text == second->text && first->user == second->user;
}

static sip_nonce *
find_nonce(const nonce_table *table, const char *text, const char *user)
{
    const sip_nonce wanted = { .text = text, .user = user };

    return g_hash_table_lookup(table->nonces, &wanted);
}

nonce_table *
nonce_table_new(arena *memory, string_pool *pool)
{
    nonce_table *table = g_new(nonce_table, 1);

    table->memory = memory;
    table->pool = pool;
    table->nonces = g_hash_table_new(hash_nonce, are_equal_nonces);
    return table;
}

void
nonce_table_free(nonce_table *table)
{
    g_hash_table_destroy(table->nonces);
    g_free(table);
}

static const sip_header challenge_headers[] = { SIP_HEADER_WWW_AUTHENTICATE, SIP_HEADER_PROXY_AUTHENTICATE };

/* The nonce that the request used for that realm; NULL if the capture lacks its challenge, or the request used none. */
static const sip_nonce *
used_nonce(const sip_request *request, const char *realm)
{
    for (const sip_credentials *credentials = request->credentials; credentials != NULL; credentials = credentials->next) {
        if (credentials->realm == realm) {
            return credentials->offered;
        }
    }
    return NULL;
}

static const sip_nonce *
add_nonce(nonce_table *table, sip_text challenge, const sip_request *request, const sip_packet *response)
{
    const char *nonce = sip_string(table->pool, sip_text_auth_parameter(challenge, "nonce"));

    if (nonce == NULL) {
        return NULL;
    }
    sip_nonce *offered = find_nonce(table, nonce, NULL);
    if (offered == NULL) {
        offered = arena_take(table->memory, sizeof *offered);
        offered->text = nonce;
        offered->realm = sip_string(table->pool, sip_text_auth_parameter(challenge, "realm"));
        offered->before = used_nonce(request, offered->realm);
        offered->source = response->source;
        offered->frame = response->frame;
        offered->time = response->time;
        offered->is_aka = sip_is_aka(challenge);
        g_hash_table_add(table->nonces, offered);
    } else if (offered->source != response->source) {
        offered->source = NULL;
    }
    return offered;
}

const sip_nonce *
challenge_add_nonces(nonce_table *table, const sip_request *request, const sip_packet *response)
{
    const sip_nonce *last = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(challenge_headers); i++) {
        sip_text line = sip_message_header(response->message, challenge_headers[i]);
        if (line.at == NULL) {
            continue;
        }
        do {
            const sip_nonce *offered = add_nonce(table, line, request, response);
            last = offered != NULL ? offered : last;
        } while (sip_message_next_header(response->message, challenge_headers[i], &line));
    }
    return last;
}

/*
 * Servers that make nonces of the time alone offer one to several accounts at once: each counts its own uses, and is accepted or refused by
 * itself. NULL if the capture lacks the challenge.
 */
static sip_nonce *
nonce_of_user(nonce_table *table, const char *text, const char *user)
{
    const sip_nonce *offer = find_nonce(table, text, NULL);
    sip_nonce *used = offer != NULL ? find_nonce(table, text, user) : NULL;

    if (offer != NULL && used == NULL) {
        used = arena_take(table->memory, sizeof *used);
        *used = (sip_nonce){ .before = offer->before,
                             .text = text,
                             .user = user,
                             .realm = offer->realm,
                             .time = offer->time,
                             .frame = offer->frame,
                             .is_aka = offer->is_aka,
                             .takes_any_count = offer->before != NULL && offer->before->takes_any_count };
        g_hash_table_add(table->nonces, used);
    }
    if (used != NULL) {
        used->source = offer->source;
    }
    return used;
}

/*
 * A proxy sends credentials on as they are, and so may a B2BUA, which makes another call of it: only the client that used a nonce first uses
 * it again.
 */
static void
note_use(sip_credentials *credentials, const sip_transaction *transaction)
{
    sip_nonce *offered = credentials->offered;
    const sip_request *request = &transaction->request;

    if (offered->client != NULL && offered->client != transaction->client) {
        return;
    }
    if (offered->use_frame != 0 && (offered->use_call != transaction->call || offered->use_cseq != request->cseq)) {
        credentials->before_frame = offered->use_frame;
        credentials->before_count = offered->use_count;
    }
    credentials->is_first_use = offered->use_frame == 0;
    offered->client = transaction->client;
    offered->use_call = transaction->call;
    offered->use_cseq = request->cseq;
    offered->use_frame = request->frame;
    offered->use_count = credentials->count;
}

static void
note_auts(const sip_credentials *credentials)
{
    const sip_nonce *before = credentials->offered->before;

    if (credentials->has_auts) {
        credentials->offered->auts_count = 1 + (before != NULL ? before->auts_count : 0);
    }
}

bool
challenge_find_offers(nonce_table *table, const sip_transaction *transaction)
{
    const sip_request *request = &transaction->request;

    for (sip_credentials *credentials = request->credentials; credentials != NULL; credentials = credentials->next) {
        credentials->offered = credentials->nonce != NULL ? nonce_of_user(table, credentials->nonce, credentials->user) : NULL;
        if (credentials->offered != NULL) {
            credentials->is_aka |= credentials->offered->is_aka;
            note_auts(credentials);
            note_use(credentials, transaction);
        }
    }
    return request->credentials != NULL;
}

void
challenge_accept(const sip_request *request, guint32 frame)
{
    for (const sip_credentials *credentials = request->credentials; credentials != NULL; credentials = credentials->next) {
        sip_nonce *offered = credentials->offered;
        if (offered == NULL) {
            continue;
        }
        offered->accepted_frame = offered->accepted_frame == 0 ? frame : offered->accepted_frame;
        offered->takes_any_count |= credentials->is_first_use && credentials->count > 1;
    }
}

void
challenge_refuse(const sip_request *request)
{
    for (const sip_credentials *credentials = request->credentials; credentials != NULL; credentials = credentials->next) {
        if (credentials->offered != NULL) {
            credentials->offered->is_refused = true;
        }
    }
}

const sip_credentials *
challenged_credentials(const sip_request *request, const sip_message *response, sip_text *challenge)
{
    *challenge = (sip_text){ NULL, 0 };
    for (size_t i = 0; i < G_N_ELEMENTS(challenge_headers); i++) {
        sip_text line = sip_message_header(response, challenge_headers[i]);
        if (line.at == NULL) {
            continue;
        }
        *challenge = challenge->at == NULL ? line : *challenge;
        if (request->credentials == NULL) {
            break;
        }
        do {
            const sip_text realm = sip_text_auth_parameter(line, "realm");
            for (const sip_credentials *credentials = request->credentials; credentials != NULL; credentials = credentials->next) {
                if (sip_string_is(credentials->realm, realm)) {
                    *challenge = line;
                    return credentials;
                }
            }
        } while (sip_message_next_header(response, challenge_headers[i], &line));
    }
    return NULL;
}

static bool
is_stale(sip_text challenge)
{
    return sip_text_is(sip_text_auth_parameter(challenge, "stale"), "true");
}

bool
challenge_refuses(const sip_request *request, const sip_message *response)
{
    sip_text challenge;
    const sip_credentials *credentials = challenged_credentials(request, response, &challenge);

    return credentials != NULL && !credentials->has_auts && !is_stale(challenge);
}

bool
challenge_is_stale(const sip_request *request, const sip_message *response)
{
    sip_text challenge;

    return challenged_credentials(request, response, &challenge) != NULL && is_stale(challenge);
}
