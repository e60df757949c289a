/* unanswered.c
 * Challenges that clients never answered; see unanswered.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "unanswered.h"

#include "hash.h"
#include "transaction.h"

/* A client that sends requests of several calls at once answers their challenges one by one. */
#define TIME_TO_ANSWER ((gint64)2 * G_USEC_PER_SEC)

struct unanswered_table {
    arena *memory;
    GHashTable *clients; /* for key_of() -> sip_unanswered */
};

unanswered_table *
unanswered_table_new(arena *memory)
{
    unanswered_table *table = g_new(unanswered_table, 1);

    table->memory = memory;
    table->clients = hash_table_new(g_free, NULL);
    return table;
}

void
unanswered_table_free(unanswered_table *table)
{
    g_hash_table_destroy(table->clients);
    g_free(table);
}

/* For g_free(). */
static char *
key_of(const sip_transaction *transaction)
{
    const char *user = transaction->request.from_user;
    const char *who = transaction_is_of(transaction, "INVITE") ? transaction->call->id : user != NULL ? user : "";

    return g_strjoin("\n", transaction->client->host->name, transaction->method, who, NULL);
}

static sip_unanswered *
find(const unanswered_table *table, const sip_transaction *transaction)
{
    char *key = key_of(transaction);
    sip_unanswered *found = g_hash_table_lookup(table->clients, key);

    g_free(key);
    return found;
}

void
unanswered_note_credentials(unanswered_table *table, const sip_transaction *transaction)
{
    if (g_hash_table_size(table->clients) > 0) {
        char *key = key_of(transaction);
        g_hash_table_remove(table->clients, key);
        g_free(key);
    }
}

static bool
is_same_request(const sip_unanswered *challenges, const sip_transaction *transaction)
{
    return challenges->call == transaction->call && challenges->cseq == transaction->request.cseq;
}

void
unanswered_add(unanswered_table *table, const sip_transaction *transaction, guint32 frame, gint64 time)
{
    sip_unanswered *challenges = find(table, transaction);

    if (challenges == NULL) {
        challenges = arena_take(table->memory, sizeof *challenges);
        challenges->first_frame = frame;
        g_hash_table_insert(table->clients, key_of(transaction), challenges);
    } else if (is_same_request(challenges, transaction)) {
        return;
    }
    challenges->call = transaction->call;
    challenges->cseq = transaction->request.cseq;
    challenges->time = time;
    challenges->last_frame = frame;
    challenges->count++;
}

const sip_unanswered *
unanswered_before(const unanswered_table *table, const sip_transaction *transaction)
{
    const sip_unanswered *challenges = find(table, transaction);

    if (challenges == NULL || is_same_request(challenges, transaction)) {
        return NULL;
    }
    const gint64 time = transaction->request.time - challenges->time;
    return challenges->call == transaction->call ? (time > 0 ? challenges : NULL) : time > TIME_TO_ANSWER ? challenges : NULL;
}
