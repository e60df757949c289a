/* b2bua.c
 * The other leg of a call through a back-to-back user agent; see b2bua.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "b2bua.h"

#include "hash.h"
#include "hops.h"
#include "transaction.h"

/* A B2BUA begins its second leg at once; later calls of the same user are other calls. */
#define OTHER_LEG_WITHIN ((gint64)60 * G_USEC_PER_SEC)
/* A call of the same caller to another number is its own unless it comes at once. */
#define REWRITTEN_WITHIN ((gint64)4 * G_USEC_PER_SEC)
/* A leg is not looked for on more hops. */
#define MAX_HOPS 32
/* The nil of RFC 7989 5: there is no UUID. */
#define NIL_SESSION "00000000000000000000000000000000"

/* The latest INVITEs to one host that are alike. */
typedef struct {
    sip_transaction *latest;
    sip_transaction *before; /* NULL if there is none */
} waiting_legs;

struct b2bua_table {
    GHashTable *users;   /* host, caller and called user -> waiting_legs */
    GHashTable *callers; /* host and caller -> the same */
    GHashTable *called;  /* host and called user -> the same */
    GHashTable *marks;   /* what both legs carry -> the latest INVITE that carries it and is no second leg */
};

/* Callers that say that they do not say who they are (RFC 3323 4.1.1.3, and what is seen). */
static const char *const nobodies[] = { "anonymous", "unknown", "unavailable", "restricted", "private", "asterisk" };

/* Headers whose value both legs carry. */
static const sip_header marks[] = { SIP_HEADER_SESSION_ID, SIP_HEADER_P_CHARGING_VECTOR };
/* Headers in which the second leg names the Call-ID of the first. */
static const sip_header names_of_call[] = { SIP_HEADER_X_CID, SIP_HEADER_X_CALL_ID };

b2bua_table *
b2bua_table_new(void)
{
    b2bua_table *table = g_new(b2bua_table, 1);

    table->users = hash_table_new(g_free, g_free);
    table->callers = hash_table_new(g_free, g_free);
    table->called = hash_table_new(g_free, g_free);
    table->marks = hash_table_new(g_free, NULL);
    return table;
}

void
b2bua_table_free(b2bua_table *table)
{
    g_hash_table_destroy(table->marks);
    g_hash_table_destroy(table->called);
    g_hash_table_destroy(table->callers);
    g_hash_table_destroy(table->users);
    g_free(table);
}

/* A user may have any byte but zero, and no host has a line feed in its name. For g_free(). */
static char *
key_of(const sip_endpoint *endpoint, const char *caller, const char *called)
{
    return g_strconcat(endpoint->host->name, "\n", caller, "\n", called, NULL);
}

/* The value of icid-value. It is a parameter, and yet the first one comes after no semicolon. */
static sip_text
icid_of(sip_text vector)
{
    const size_t name_size = strlen("icid-value=");

    if (vector.at == NULL || !sip_text_begins_with(vector, "icid-value=")) {
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

/* Its hop on which the sender of the second got the call; the first itself if that was not seen. */
static sip_transaction *
hop_to_sender(sip_transaction *first, const sip_transaction *second)
{
    const sip_transaction *hop = first;

    for (unsigned i = 0; hop != NULL && i < MAX_HOPS; i++) {
        if (hop->server != NULL && hop->server->host == second->client->host && may_follow(hop, second)) {
            return (sip_transaction *)hop;
        }
        hop = hops_next(first, hop);
    }
    return first;
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
    return leg != NULL && may_follow(leg, invite) ? hop_to_sender(leg, invite) : NULL;
}

static sip_transaction *
leg_by_name(const call_table *calls, const sip_transaction *invite, const sip_message *message, sip_header header)
{
    const sip_text id = sip_message_header(message, header);
    const sip_call *call = id.size > 0 ? call_named(calls, id) : NULL;

    for (size_t i = 0; call != NULL && i < G_N_ELEMENTS(call->sides); i++) {
        sip_transaction *leg = call->sides[i].invite;
        if (leg != NULL && !leg->request.in_dialog && may_follow(leg, invite)) {
            return hop_to_sender(leg, invite);
        }
    }
    return NULL;
}

static bool
has_leg(const sip_transaction *first)
{
    return first->children != NULL && first->children->is_other_call;
}

/* True if the first waits, and the second comes soon enough. On one host many programs have ports of their own. */
static bool
waits_for(const sip_transaction *first, const sip_transaction *second, gint64 within)
{
    return may_follow(first, second) && second->request.time - first->request.time < within &&
           (first->server == second->client || first->client->host != first->server->host);
}

/* Of two calls that wait and of which neither or both have another leg, nobody can say which one is continued. */
static sip_transaction *
leg_among(GHashTable *legs, const sip_transaction *invite, const char *caller, const char *called, gint64 within)
{
    char *key = key_of(invite->client, caller, called);
    const waiting_legs *alike = g_hash_table_lookup(legs, key);

    g_free(key);
    if (alike == NULL) {
        return NULL;
    }
    sip_transaction *latest = waits_for(alike->latest, invite, within) ? alike->latest : NULL;
    sip_transaction *before = alike->before != NULL && waits_for(alike->before, invite, within) ? alike->before : NULL;
    if (latest == NULL || before == NULL) {
        return latest != NULL ? latest : before;
    }
    return has_leg(latest) == has_leg(before) ? NULL : has_leg(latest) ? before : latest;
}

static bool
is_nobody(const char *user)
{
    for (size_t i = 0; i < G_N_ELEMENTS(nobodies); i++) {
        if (g_ascii_strcasecmp(user, nobodies[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* A caller who calls again after an earlier call was forwarded, or at once: the B2BUA has changed the number. */
static sip_transaction *
leg_by_caller(const b2bua_table *table, const sip_transaction *invite)
{
    const char *caller = invite->request.from_user;

    if (caller == NULL || is_nobody(caller)) {
        return NULL;
    }
    sip_transaction *leg = leg_among(table->callers, invite, caller, "", OTHER_LEG_WITHIN);
    const gint64 time = leg != NULL ? invite->request.time - leg->request.time : 0;
    return leg != NULL && (has_leg(leg) || time < REWRITTEN_WITHIN) ? leg : NULL;
}

/* Only the very port that got the first leg may have changed the caller, too. */
static sip_transaction *
leg_by_called(const b2bua_table *table, const sip_transaction *invite, const char *called)
{
    sip_transaction *leg = leg_among(table->called, invite, "", called, OTHER_LEG_WITHIN);

    return leg != NULL && leg->server == invite->client ? leg : NULL;
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
    return leg_by_called(table, invite, written);
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

/* The leg of the same users, then of the same caller, then of the same called user. */
static sip_transaction *
leg_by_user(const b2bua_table *table, sip_transaction *invite)
{
    const sip_request *request = &invite->request;
    sip_transaction *leg = NULL;

    invite->linked_by = SIP_HEADER_FROM;
    if (request->from_user != NULL && request->user != NULL) {
        leg = leg_among(table->users, invite, request->from_user, request->user, OTHER_LEG_WITHIN);
    }
    leg = leg != NULL ? leg : leg_by_caller(table, invite);
    if (leg == NULL && request->user != NULL) {
        invite->linked_by = SIP_HEADER_TO;
        leg = leg_by_called(table, invite, request->user);
    }
    return leg;
}

sip_transaction *
b2bua_first_leg(const b2bua_table *table, const call_table *calls, sip_transaction *invite, const sip_message *message)
{
    sip_transaction *leg = leg_by_header(table, calls, invite, message);

    return leg != NULL ? leg : leg_by_user(table, invite);
}

static void
note(GHashTable *legs, sip_transaction *invite, const char *caller, const char *called)
{
    char *key = key_of(invite->server, caller, called);
    waiting_legs *alike = g_hash_table_lookup(legs, key);

    if (alike == NULL) {
        alike = g_new0(waiting_legs, 1);
        g_hash_table_insert(legs, key, alike);
    } else {
        g_free(key);
    }
    /* Another request of the same call, as with credentials, takes the place of the first. */
    alike->before = alike->latest != NULL && alike->latest->call == invite->call ? alike->before : alike->latest;
    alike->latest = invite;
}

void
b2bua_note_leg(b2bua_table *table, sip_transaction *invite, const sip_message *message)
{
    const char *caller = invite->request.from_user;
    const char *called = invite->request.user;

    if (caller != NULL && called != NULL) {
        note(table->users, invite, caller, called);
    }
    if (caller != NULL) {
        note(table->callers, invite, caller, "");
    }
    if (called != NULL) {
        note(table->called, invite, "", called);
    }
    for (size_t i = 0; invite->parent == NULL && i < G_N_ELEMENTS(marks); i++) {
        const sip_text mark = mark_of(message, marks[i]);
        if (mark.size > 0) {
            g_hash_table_insert(table->marks, mark_key(marks[i], mark), invite);
        }
    }
}
