/* challenge.c
 * Challenges and credentials; see challenge.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "challenge.h"

#include "hash.h"
#include "sip_string.h"

struct nonce_table {
    arena *memory;
    string_pool *pool;
    GHashTable *nonces; /* nonce -> sip_nonce */
};

nonce_table *
nonce_table_new(arena *memory, string_pool *pool)
{
    nonce_table *table = g_new(nonce_table, 1);

    table->memory = memory;
    table->pool = pool;
    table->nonces = hash_table_new(NULL, NULL);
    return table;
}

void
nonce_table_free(nonce_table *table)
{
    g_hash_table_destroy(table->nonces);
    g_free(table);
}

static const sip_header challenge_headers[] = { SIP_HEADER_WWW_AUTHENTICATE, SIP_HEADER_PROXY_AUTHENTICATE };

static void
add_nonce(nonce_table *table, sip_text challenge, guint32 frame, gint64 time)
{
    const char *nonce = sip_string(table->pool, sip_text_auth_parameter(challenge, "nonce"));

    if (nonce != NULL && !g_hash_table_contains(table->nonces, nonce)) {
        sip_nonce *offered = arena_take(table->memory, sizeof *offered);
        offered->frame = frame;
        offered->time = time;
        g_hash_table_insert(table->nonces, (gpointer)nonce, offered);
    }
}

void
challenge_add_nonces(nonce_table *table, const sip_message *response, guint32 frame, gint64 time)
{
    for (size_t i = 0; i < G_N_ELEMENTS(challenge_headers); i++) {
        sip_text line = sip_message_header(response, challenge_headers[i]);
        if (line.at == NULL) {
            continue;
        }
        do {
            add_nonce(table, line, frame, time);
        } while (sip_message_next_header(response, challenge_headers[i], &line));
    }
}

bool
challenge_find_offers(const nonce_table *table, const sip_request *request)
{
    for (sip_credentials *credentials = request->credentials; credentials != NULL; credentials = credentials->next) {
        credentials->offered = credentials->nonce != NULL ? g_hash_table_lookup(table->nonces, credentials->nonce) : NULL;
    }
    return request->credentials != NULL;
}

void
challenge_accept(const sip_request *request, guint32 frame)
{
    for (const sip_credentials *credentials = request->credentials; credentials != NULL; credentials = credentials->next) {
        if (credentials->offered != NULL && credentials->offered->accepted_frame == 0) {
            credentials->offered->accepted_frame = frame;
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

bool
challenge_refuses(const sip_request *request, const sip_message *response)
{
    sip_text challenge;

    return challenged_credentials(request, response, &challenge) != NULL &&
           !sip_text_is(sip_text_auth_parameter(challenge, "stale"), "true");
}
