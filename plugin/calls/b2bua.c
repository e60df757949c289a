/* b2bua.c
 * The other leg of a call through a back-to-back user agent; see b2bua.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "b2bua.h"

#include "hash.h"
#include "transaction.h"

/* A B2BUA begins its second leg at once; later calls of the same user are other calls. */
#define OTHER_LEG_WITHIN ((gint64)60 * G_USEC_PER_SEC)

struct b2bua_table {
    GHashTable *callers; /* host and caller -> the latest INVITE of that caller to that host */
    GHashTable *called;  /* host and called user -> the same */
};

b2bua_table *
b2bua_table_new(void)
{
    b2bua_table *table = g_new(b2bua_table, 1);

    table->callers = hash_table_new(g_free, NULL);
    table->called = hash_table_new(g_free, NULL);
    return table;
}

void
b2bua_table_free(b2bua_table *table)
{
    g_hash_table_destroy(table->callers);
    g_hash_table_destroy(table->called);
    g_free(table);
}

/* No host has a blank in its name. */
static char *
key_of(const sip_endpoint *endpoint, const char *user)
{
    return g_strconcat(endpoint->host->name, " ", user, NULL);
}

static bool
may_be_legs_of_one_call(const sip_transaction *first, const sip_transaction *second)
{
    /* Who only hides the topology keeps the Call-ID, and changes the tag of From. */
    const bool is_other = first->call != second->call || g_strcmp0(first->request.from_tag, second->request.from_tag) != 0;

    return !sip_answer_is_there(&first->final) && is_other && first->client != second->client && first->server != second->server &&
           second->request.time - first->request.time < OTHER_LEG_WITHIN;
}

static sip_transaction *
waiting_leg(GHashTable *legs, const sip_transaction *invite, const char *user)
{
    if (user == NULL) {
        return NULL;
    }
    char *key = key_of(invite->client, user);
    sip_transaction *leg = g_hash_table_lookup(legs, key);
    g_free(key);
    return leg != NULL && may_be_legs_of_one_call(leg, invite) ? leg : NULL;
}

sip_transaction *
b2bua_other_leg(const b2bua_table *table, const sip_transaction *invite)
{
    sip_transaction *leg = waiting_leg(table->callers, invite, invite->request.from_user);

    return leg != NULL ? leg : waiting_leg(table->called, invite, invite->request.user);
}

static void
note(GHashTable *legs, sip_transaction *invite, const char *user)
{
    if (user != NULL) {
        g_hash_table_insert(legs, key_of(invite->server, user), invite);
    }
}

void
b2bua_note_leg(b2bua_table *table, sip_transaction *invite)
{
    note(table->callers, invite, invite->request.from_user);
    note(table->called, invite, invite->request.user);
}
