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
/* The nil of RFC 7989 5: there is no UUID. */
#define NIL_SESSION "00000000000000000000000000000000"

struct b2bua_table {
    GHashTable *callers; /* host and caller -> the latest INVITE of that caller to that host */
    GHashTable *called;  /* host and called user -> the same */
    GHashTable *marks;   /* what both legs carry -> the latest INVITE that carries it and is no second leg */
};

/* Headers whose value both legs carry. */
static const sip_header marks[] = { SIP_HEADER_SESSION_ID, SIP_HEADER_P_CHARGING_VECTOR };
/* Headers in which the second leg names the Call-ID of the first. */
static const sip_header names_of_call[] = { SIP_HEADER_X_CID, SIP_HEADER_X_CALL_ID };

b2bua_table *
b2bua_table_new(void)
{
    b2bua_table *table = g_new(b2bua_table, 1);

    table->callers = hash_table_new(g_free, NULL);
    table->called = hash_table_new(g_free, NULL);
    table->marks = hash_table_new(g_free, NULL);
    return table;
}

void
b2bua_table_free(b2bua_table *table)
{
    g_hash_table_destroy(table->marks);
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

/* The value of icid-value. It is a parameter, and yet the first one comes after no semicolon. */
static sip_text
icid_of(sip_text vector)
{
    const size_t name_size = strlen("icid-value=");

    if (!sip_text_begins_with(vector, "icid-value=")) {
        return sip_text_parameter(vector, "icid-value");
    }
    const sip_text value = { vector.at + name_size, vector.size - name_size };
    const char *quote = value.size > 1 && value.at[0] == '"' ? memchr(value.at + 1, '"', value.size - 1) : NULL;
    return quote != NULL ? (sip_text){ value.at + 1, (size_t)(quote - value.at - 1) } : sip_text_token(value);
}

/* What identifies the call in the header; absent if nothing does. */
static sip_text
mark_of(const sip_message *message, sip_header header)
{
    const sip_text value = sip_message_header(message, header);
    const sip_text mark = header == SIP_HEADER_P_CHARGING_VECTOR ? icid_of(value) : sip_text_token(value);

    return sip_text_is(mark, NIL_SESSION) ? (sip_text){ NULL, 0 } : mark;
}

/* For g_free(). */
static char *
mark_key(sip_header header, sip_text mark)
{
    char written[STRING_ROOM];

    string_write(written, mark.at, mark.size);
    return g_strdup_printf("%d %s", (int)header, written);
}

/* True if the second may be the other leg of the first, whatever links them. */
static bool
may_follow(const sip_transaction *first, const sip_transaction *second)
{
    /* Who only hides the topology keeps the Call-ID, and changes the tag of From. */
    const bool is_other = first->call != second->call || g_strcmp0(first->request.from_tag, second->request.from_tag) != 0;

    return is_other && first->client != NULL && !sip_answer_is_there(&first->final) && first->client != second->client &&
           first->server != second->server;
}

/* True if a user in common is enough to link the two. On one host many programs have ports of their own. */
static bool
may_share_user(const sip_transaction *first, const sip_transaction *second, bool is_caller)
{
    const bool same_port = first->server == second->client;

    return second->request.time - first->request.time < OTHER_LEG_WITHIN &&
           (same_port || (is_caller && first->client->host != first->server->host));
}

static sip_transaction *
leg_by_mark(const b2bua_table *table, const sip_transaction *invite, const sip_message *message, sip_header header)
{
    const sip_text mark = mark_of(message, header);

    if (mark.size == 0) {
        return NULL;
    }
    char *key = mark_key(header, mark);
    sip_transaction *leg = g_hash_table_lookup(table->marks, key);
    g_free(key);
    return leg != NULL && may_follow(leg, invite) ? leg : NULL;
}

static sip_transaction *
leg_by_name(const call_table *calls, const sip_transaction *invite, const sip_message *message, sip_header header)
{
    const sip_text id = sip_message_header(message, header);
    const sip_call *call = id.size > 0 ? call_named(calls, id) : NULL;

    for (size_t i = 0; call != NULL && i < G_N_ELEMENTS(call->sides); i++) {
        sip_transaction *leg = call->sides[i].invite;
        if (leg != NULL && !leg->request.in_dialog && may_follow(leg, invite)) {
            return leg;
        }
    }
    return NULL;
}

static sip_transaction *
leg_by_user(GHashTable *legs, const sip_transaction *invite, const char *user, bool is_caller)
{
    if (user == NULL) {
        return NULL;
    }
    char *key = key_of(invite->client, user);
    sip_transaction *leg = g_hash_table_lookup(legs, key);
    g_free(key);
    return leg != NULL && may_follow(leg, invite) && may_share_user(leg, invite, is_caller) ? leg : NULL;
}

/* Who forwards a call names the one that was called first (RFC 5806). */
static sip_transaction *
leg_by_diversion(const b2bua_table *table, const sip_transaction *invite, const sip_message *message)
{
    const sip_text user = sip_uri_user(sip_text_uri(sip_message_header(message, SIP_HEADER_DIVERSION)));
    char written[STRING_ROOM];

    if (user.size == 0) {
        return NULL;
    }
    string_write(written, user.at, user.size);
    return leg_by_user(table->called, invite, written, false);
}

static sip_transaction *
leg_by_header(const b2bua_table *table, const call_table *calls, sip_transaction *invite, const sip_message *message)
{
    sip_transaction *leg = NULL;

    for (size_t i = 0; leg == NULL && i < G_N_ELEMENTS(names_of_call); i++) {
        leg = leg_by_name(calls, invite, message, invite->linked_by = names_of_call[i]);
    }
    for (size_t i = 0; leg == NULL && i < G_N_ELEMENTS(marks); i++) {
        leg = leg_by_mark(table, invite, message, invite->linked_by = marks[i]);
    }
    if (leg == NULL) {
        leg = leg_by_diversion(table, invite, message);
        invite->linked_by = SIP_HEADER_DIVERSION;
    }
    return leg;
}

sip_transaction *
b2bua_first_leg(const b2bua_table *table, const call_table *calls, sip_transaction *invite, const sip_message *message)
{
    sip_transaction *leg = leg_by_header(table, calls, invite, message);

    if (leg == NULL) {
        invite->linked_by = SIP_HEADER_FROM;
        leg = leg_by_user(table->callers, invite, invite->request.from_user, true);
    }
    if (leg == NULL) {
        invite->linked_by = SIP_HEADER_TO;
        leg = leg_by_user(table->called, invite, invite->request.user, false);
    }
    return leg;
}

static void
note(GHashTable *legs, sip_transaction *invite, const char *user)
{
    if (user != NULL) {
        g_hash_table_insert(legs, key_of(invite->server, user), invite);
    }
}

void
b2bua_note_leg(b2bua_table *table, sip_transaction *invite, const sip_message *message)
{
    note(table->callers, invite, invite->request.from_user);
    note(table->called, invite, invite->request.user);
    for (size_t i = 0; invite->parent == NULL && i < G_N_ELEMENTS(marks); i++) {
        const sip_text mark = mark_of(message, marks[i]);
        if (mark.size > 0) {
            g_hash_table_insert(table->marks, mark_key(marks[i], mark), invite);
        }
    }
}
