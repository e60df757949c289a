/* transaction.c
 * The transactions of a capture; see transaction.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "transaction.h"

#include "offer.h"

#include <string.h>

/* Forks are no wider; a hostile capture that hangs more below one transaction finds the rest unseen. */
#define MAX_CHILDREN 16
/* A B2BUA begins its second leg at once; later calls of the same user are other calls. */
#define OTHER_LEG_WITHIN ((gint64)60 * G_USEC_PER_SEC)

/* The longest name has five parts. */
#define NAME_BYTES ((size_t)5 * (TEXT_POOL_BYTES + 1))

/* INVITEs that a host got, by a user of the pool: of each the latest. The tables are NULL as long as it got none. */
struct sip_host {
    GHashTable *from;
    GHashTable *to;
};

/* Texts of the pool are equal if their pointers are. */
struct transaction_table {
    arena *memory; /* of all that follows */
    text_pool *pool;
    GHashTable *transactions;  /* a set */
    GHashTable *calls;         /* Call-ID -> sip_call */
    GHashTable *elements;      /* address:port -> sip_element */
    GHashTable *hosts;         /* address -> sip_host */
    GHashTable *nonces;        /* nonce of the pool -> sip_nonce */
    sip_transaction *wanted;   /* has the name of the one that is looked for, and no other meaning */
    sip_transaction *nameless; /* of the last response that names no transaction */
    sip_course nameless_course;
    sip_call *nameless_call;
};

static const sip_course no_course;

static guint
hash_of_name(gconstpointer transaction)
{
    return ((const sip_transaction *)transaction)->name_hash;
}

static gboolean
names_are_equal(gconstpointer a, gconstpointer b)
{
    return strcmp(((const sip_transaction *)a)->name, ((const sip_transaction *)b)->name) == 0;
}

static void
forget_host(gpointer data)
{
    sip_host *host = data;

    if (host->from != NULL) {
        g_hash_table_destroy(host->from);
        g_hash_table_destroy(host->to);
    }
}

transaction_table *
transaction_table_new(void)
{
    transaction_table *table = g_new0(transaction_table, 1);

    table->memory = arena_new();
    table->pool = text_pool_new(table->memory);
    table->transactions = g_hash_table_new(hash_of_name, names_are_equal);
    table->calls = g_hash_table_new(g_str_hash, g_str_equal);
    table->elements = g_hash_table_new(g_str_hash, g_str_equal);
    table->hosts = g_hash_table_new_full(NULL, NULL, NULL, forget_host);
    table->nonces = g_hash_table_new(NULL, NULL);
    table->wanted = arena_take(table->memory, sizeof(sip_transaction) + NAME_BYTES);
    table->nameless = arena_take(table->memory, sizeof(sip_transaction) + 1);
    table->nameless_call = arena_take(table->memory, sizeof(sip_call));
    return table;
}

void
transaction_table_free(transaction_table *table)
{
    g_hash_table_destroy(table->nonces);
    g_hash_table_destroy(table->hosts);
    g_hash_table_destroy(table->elements);
    g_hash_table_destroy(table->calls);
    g_hash_table_destroy(table->transactions);
    text_pool_free(table->pool);
    arena_free(table->memory);
    g_free(table);
}

static sip_text
text(const char *string)
{
    return (sip_text){ string, strlen(string) };
}

/* The address without its port. */
static sip_text
host_of(const char *name)
{
    const char *colon = strrchr(name, ':');

    return (sip_text){ name, colon != NULL ? (size_t)(colon - name) : strlen(name) };
}

static sip_host *
host_with_element(transaction_table *table, const char *name)
{
    const char *key = text_pool_copy(table->pool, host_of(name));
    sip_host *host = g_hash_table_lookup(table->hosts, key);

    if (host == NULL) {
        host = arena_take(table->memory, sizeof *host);
        g_hash_table_insert(table->hosts, (gpointer)key, host);
    }
    return host;
}

static sip_element *
element_named(transaction_table *table, const char *name)
{
    sip_element *element = g_hash_table_lookup(table->elements, name);

    if (element == NULL) {
        element = arena_take(table->memory, sizeof *element);
        element->name = text_pool_copy(table->pool, text(name));
        element->host = host_with_element(table, name);
        g_hash_table_insert(table->elements, (gpointer)element->name, element);
    }
    return element;
}

static sip_call *
call_of(transaction_table *table, const sip_message *message)
{
    char id[TEXT_POOL_BYTES + 1];

    const size_t size = text_pool_write(id, sip_message_header(message, SIP_HEADER_CALL_ID)) + 1;
    sip_call *call = g_hash_table_lookup(table->calls, id);
    if (call == NULL) {
        call = arena_take(table->memory, sizeof *call + size);
        call->id = memcpy(call + 1, id, size);
        g_hash_table_insert(table->calls, (gpointer)call->id, call);
    }
    return call;
}

/* Returns the course of a transaction to be written to. */
static sip_course *
course_of(transaction_table *table, sip_transaction *transaction)
{
    if (transaction->course == &no_course) {
        transaction->course = arena_take(table->memory, sizeof(sip_course));
    }
    return (sip_course *)transaction->course;
}

/* The method after the CSeq number; .at is NULL if there is none. */
static sip_text
cseq_method(const sip_message *message)
{
    sip_text cseq = sip_message_header(message, SIP_HEADER_CSEQ);
    size_t digits = 0;

    while (digits < cseq.size && g_ascii_isdigit(cseq.at[digits])) {
        digits++;
    }
    if (digits == cseq.size) {
        return (sip_text){ NULL, 0 };
    }
    return sip_text_token((sip_text){ cseq.at + digits, cseq.size - digits });
}

static sip_text
via_value(const sip_message *message, unsigned position)
{
    sip_text line = sip_message_header(message, SIP_HEADER_VIA);

    if (line.at == NULL) {
        return line;
    }
    do {
        sip_text rest = line;
        sip_text via;
        while (sip_text_take_value(&rest, &via)) {
            if (position-- == 0) {
                return via;
            }
        }
    } while (sip_message_next_header(message, SIP_HEADER_VIA, &line));
    return (sip_text){ NULL, 0 };
}

/* Puts texts together with blanks between them. A name is never shown, so it needs no more than to be a string. */
static void
name_after(sip_transaction *wanted, const sip_text *parts, size_t count)
{
    char *end = wanted->name;
    char *zero;

    for (size_t i = 0; i < count; i++) {
        const size_t size = MIN(parts[i].size, (size_t)TEXT_POOL_BYTES);
        if (size > 0) {
            memcpy(end, parts[i].at, size);
        }
        end += size;
        *end++ = ' ';
    }
    *--end = '\0';
    while ((zero = memchr(wanted->name, '\0', (size_t)(end - wanted->name))) != NULL) {
        *zero = '?';
    }
    wanted->name_hash = g_str_hash(wanted->name);
}

/* Makes the name of the transaction that a Via value, and where that says too little the message, belongs to; false if none. */
static bool
name_wanted(transaction_table *table, const sip_message *message, sip_text via, sip_text method)
{
    if (via.at == NULL || method.at == NULL) {
        return false;
    }
    const sip_text cookie = text("z9hG4bK"); /* RFC 3261 8.1.1.7 */
    const sip_text branch = sip_text_parameter(via, "branch");
    if (branch.size > cookie.size && sip_text_is((sip_text){ branch.at, cookie.size }, cookie.at)) {
        name_after(table->wanted, (const sip_text[]){ branch, sip_via_sent_by(via), method }, 3);
        return true;
    }
    /* RFC 3261 17.2.3 for the branches of RFC 2543. The To tag is left out, as the request may have none. */
    const sip_text parts[] = { sip_message_header(message, SIP_HEADER_CALL_ID), sip_message_header(message, SIP_HEADER_CSEQ),
                               sip_text_parameter(sip_message_header(message, SIP_HEADER_FROM), "tag"), sip_via_sent_by(via),
                               method };
    name_after(table->wanted, parts, G_N_ELEMENTS(parts));
    return true;
}

static sip_transaction *
find_transaction(transaction_table *table, const sip_message *message, sip_text via, sip_text method)
{
    return name_wanted(table, message, via, method) ? g_hash_table_lookup(table->transactions, table->wanted) : NULL;
}

static void
hang_below(sip_transaction *parent, sip_transaction *transaction)
{
    transaction->parent = parent;
    transaction->sibling = parent->children;
    parent->children = transaction;
}

static const char *
method_of(transaction_table *table, sip_text method)
{
    /* Most requests have one of these, which need no look-up. */
    static const char *const usual[] = { "INVITE", "REGISTER", "OPTIONS", "BYE", "SUBSCRIBE", "NOTIFY" };

    for (size_t i = 0; i < G_N_ELEMENTS(usual); i++) {
        if (sip_text_equal(method, text(usual[i]))) {
            return usual[i];
        }
    }
    return text_pool_copy(table->pool, method);
}

/* Adds one with the name that is wanted. */
static sip_transaction *
new_transaction(transaction_table *table, const sip_message *message, sip_text method)
{
    const size_t name_size = strlen(table->wanted->name) + 1;
    sip_transaction *transaction = arena_take(table->memory, offsetof(sip_transaction, name) + name_size);

    memcpy(transaction->name, table->wanted->name, name_size);
    transaction->name_hash = table->wanted->name_hash;
    transaction->method = method_of(table, method);
    transaction->call = call_of(table, message);
    transaction->course = &no_course;
    sip_request_forget(&transaction->request);
    g_hash_table_add(table->transactions, transaction);
    sip_transaction *before = find_transaction(table, message, via_value(message, 1), method);
    if (before != NULL) {
        hang_below(before, transaction);
    }
    return transaction;
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

static void
note_leg(sip_transaction *transaction)
{
    sip_host *host = transaction->server->host;
    const sip_request *request = &transaction->request;

    if (host->from == NULL) {
        host->from = g_hash_table_new(NULL, NULL);
        host->to = g_hash_table_new(NULL, NULL);
    }
    if (request->from_user != NULL) {
        g_hash_table_insert(host->from, (gpointer)request->from_user, transaction);
    }
    if (request->user != NULL) {
        g_hash_table_insert(host->to, (gpointer)request->user, transaction);
    }
}

/* Finds the call that a B2BUA continues with this INVITE, and remembers the INVITE for the B2BUA that may have got it. */
static void
link_legs(sip_transaction *transaction)
{
    const sip_request *request = &transaction->request;
    const sip_host *client = transaction->client->host;
    sip_transaction *leg = NULL;

    if (request->in_dialog) {
        return;
    }
    if (transaction->parent == NULL && request->vias == 1) {
        leg = waiting_leg(client->from, transaction, request->from_user);
        leg = leg != NULL ? leg : waiting_leg(client->to, transaction, request->user);
    }
    if (leg != NULL) {
        transaction->is_other_call = true;
        hang_below(leg, transaction);
    }
    note_leg(transaction);
}

static sip_side *
side_with_tag(sip_call *call, const char *tag)
{
    for (size_t i = 0; tag != NULL && i < G_N_ELEMENTS(call->sides); i++) {
        if (call->sides[i].tag != NULL && strcmp(call->sides[i].tag, tag) == 0) {
            return &call->sides[i];
        }
    }
    return NULL;
}

/* Returns a copy of a tag: the one that the call or the transaction has, or a new one. Outside a call tags mean nothing. */
static const char *
tag_of(transaction_table *table, const sip_transaction *transaction, sip_text tag)
{
    const sip_call *call = transaction->call;
    const char *const known[] = { call->sides[0].tag, call->sides[1].tag, call->dialog_tags[1],
                                  transaction->course->progress.to_tag };

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (known[i] != NULL && text_pool_is_copy_of(known[i], tag)) {
            return known[i];
        }
    }
    return text_pool_add(table->pool, tag);
}

static void
note_side(sip_transaction *transaction)
{
    sip_call *call = transaction->call;
    const sip_request *request = &transaction->request;
    sip_side *side = side_with_tag(call, request->from_tag);

    if (side == NULL) {
        /* The second place is taken over by any further tag: a fork's, or those of an earlier call with this Call-ID. */
        side = &call->sides[call->sides[0].tag == NULL ? 0 : 1];
        *side = (sip_side){ .tag = request->from_tag };
    }
    if (strcmp(transaction->method, "INVITE") == 0 && (side->invite == NULL || side->invite->request.cseq != request->cseq)) {
        side->invite_before = side->invite;
        side->invite = transaction;
    }
    transaction->request.is_out_of_order = request->cseq < side->cseq;
    side->cseq = MAX(side->cseq, request->cseq);
}

static void
note_credentials(transaction_table *table, sip_transaction *transaction)
{
    for (sip_credentials *one = transaction->request.details->credentials; one != NULL; one = one->next) {
        one->offered = g_hash_table_lookup(table->nonces, one->nonce);
        transaction->client->sent_credentials = true;
    }
}

/* A client that uses one Call-ID for call after call begins anew after its BYE. */
static void
forget_dialog(sip_call *call)
{
    call->dialog_frame = 0;
    call->bye_frame = 0;
}

static void
note_first_sending(transaction_table *table, sip_transaction *transaction, const sip_sighting *sighting)
{
    sip_call *call = transaction->call;
    sip_request *request = &transaction->request;

    sip_request_read(table->memory, table->pool, sighting->message, sighting->is_cut, request);
    request->from_tag =
        tag_of(table, transaction, sip_text_parameter(sip_message_header(sighting->message, SIP_HEADER_FROM), "tag"));
    request->frame = sighting->frame;
    request->time = sighting->time;
    transaction->client = element_named(table, sighting->source);
    transaction->server = element_named(table, sighting->destination);
    note_credentials(table, transaction);
    if (strcmp(transaction->method, "INVITE") == 0 && !request->in_dialog && call->bye_frame != 0) {
        forget_dialog(call);
    }
    note_side(transaction);
    if (request->details->offers_srtp && transaction->client->srtp_frame == 0) {
        transaction->client->srtp_frame = sighting->frame;
    }
    if (strcmp(transaction->method, "INVITE") == 0) {
        link_legs(transaction);
    } else if (strcmp(transaction->method, "BYE") == 0 && call->bye_frame == 0) {
        call->bye_frame = sighting->frame;
        call->bye_tag = request->from_tag;
        call->bye_cseq = request->cseq;
    } else if (strcmp(transaction->method, "OPTIONS") == 0 && transaction->client->open_probe == NULL) {
        transaction->client->open_probe = transaction;
    }
}

/* ACK has no transaction of its own that anybody would answer: it is noted with the call. */
static void
note_ack(transaction_table *table, const sip_sighting *sighting)
{
    sip_call *call = call_of(table, sighting->message);

    call->ack_frame = sighting->frame;
    call->ack_cseq = (guint32)MAX(sip_text_number(sip_message_header(sighting->message, SIP_HEADER_CSEQ)), 0);
}

/* A CANCEL has the branch of the INVITE it cancels (RFC 3261 9.1). */
static void
note_cancel(transaction_table *table, sip_transaction *transaction, const sip_sighting *sighting, sip_text via)
{
    sip_transaction *invite = find_transaction(table, sighting->message, via, text("INVITE"));

    if (invite != NULL) {
        course_of(table, transaction)->cancelled = invite;
        if (invite->course->cancel_frame == 0) {
            course_of(table, invite)->cancel_frame = sighting->frame;
        }
    }
}

sip_transaction *
transaction_add_request(transaction_table *table, const sip_sighting *sighting)
{
    const sip_message *message = sighting->message;
    const sip_text via = via_value(message, 0);

    /* The names of methods are compared by their letters (RFC 3261 7.1). */
    if (sip_text_equal(message->method, text("ACK"))) {
        note_ack(table, sighting);
        return NULL;
    }
    if (!name_wanted(table, message, via, message->method)) {
        return NULL;
    }
    sip_transaction *transaction = g_hash_table_lookup(table->transactions, table->wanted);
    if (transaction == NULL) {
        transaction = new_transaction(table, message, message->method);
    }
    if (transaction->request.frame == 0) {
        note_first_sending(table, transaction, sighting);
    }
    if (transaction->sendings == 0 || sighting->time - transaction->request.last_time > TRANSACTION_DUPLICATE_WITHIN) {
        transaction->sendings++;
    }
    transaction->request.last_frame = sighting->frame;
    transaction->request.last_time = sighting->time;
    if (strcmp(transaction->method, "CANCEL") == 0) {
        note_cancel(table, transaction, sighting, via);
    }
    return transaction;
}

void
transaction_add_unreachable(transaction_table *table, const sip_sighting *sighting)
{
    const sip_message *message = sighting->message;
    sip_transaction *transaction = find_transaction(table, message, via_value(message, 0), message->method);

    if (transaction != NULL && transaction->course->icmp_frame == 0) {
        course_of(table, transaction)->icmp_frame = sighting->frame;
    }
}

bool
transaction_is_named(const transaction_table *table, const sip_transaction *transaction)
{
    return transaction != table->nameless;
}

static sip_transaction *
new_nameless_transaction(transaction_table *table, sip_text method)
{
    sip_transaction *transaction = table->nameless;

    memset(table->nameless_call, 0, sizeof *table->nameless_call);
    memset(&table->nameless_course, 0, sizeof table->nameless_course);
    memset(transaction, 0, sizeof *transaction);
    table->nameless_call->id = "";
    transaction->call = table->nameless_call;
    transaction->course = &table->nameless_course;
    transaction->method = method.at != NULL ? method_of(table, method) : "";
    sip_request_forget(&transaction->request);
    return transaction;
}

sip_transaction *
transaction_of_response(transaction_table *table, const sip_sighting *sighting)
{
    const sip_message *message = sighting->message;
    const sip_text method = cseq_method(message);

    if (!name_wanted(table, message, via_value(message, 0), method)) {
        return new_nameless_transaction(table, method);
    }
    sip_transaction *transaction = g_hash_table_lookup(table->transactions, table->wanted);
    return transaction != NULL ? transaction : new_transaction(table, message, method);
}

static void
note_offered_nonces(transaction_table *table, const sip_sighting *sighting, sip_header header)
{
    sip_text line = sip_message_header(sighting->message, header);

    if (line.at == NULL) {
        return;
    }
    do {
        const char *nonce = text_pool_copy(table->pool, sip_text_auth_parameter(line, "nonce"));
        if (nonce != NULL && !g_hash_table_contains(table->nonces, nonce)) {
            sip_nonce *offered = arena_take(table->memory, sizeof *offered);
            offered->frame = sighting->frame;
            offered->time = sighting->time;
            g_hash_table_insert(table->nonces, (gpointer)nonce, offered);
        }
    } while (sip_message_next_header(sighting->message, header, &line));
}

const sip_credentials *
transaction_challenged_credentials(const sip_transaction *transaction, const sip_message *response, sip_text *challenge)
{
    static const sip_header headers[] = { SIP_HEADER_WWW_AUTHENTICATE, SIP_HEADER_PROXY_AUTHENTICATE };

    *challenge = (sip_text){ NULL, 0 };
    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
        sip_text line = sip_message_header(response, headers[i]);
        if (line.at == NULL) {
            continue;
        }
        *challenge = challenge->at == NULL ? line : *challenge;
        do {
            const sip_text realm = sip_text_auth_parameter(line, "realm");
            for (const sip_credentials *one = transaction->request.details->credentials; one != NULL; one = one->next) {
                if (one->realm != NULL && text_pool_is_copy_of(one->realm, realm)) {
                    *challenge = line;
                    return one;
                }
            }
        } while (sip_message_next_header(response, headers[i], &line));
    }
    return NULL;
}

/* A stale nonce is no refusal of the credentials, and neither is the challenge of another realm. */
static bool
refuses_credentials(const sip_transaction *transaction, const sip_message *response)
{
    sip_text challenge;

    return transaction_challenged_credentials(transaction, response, &challenge) != NULL &&
           !sip_text_is(sip_text_auth_parameter(challenge, "stale"), "true");
}

static void
note_challenge(transaction_table *table, sip_transaction *transaction, const sip_sighting *sighting)
{
    sip_call *call = transaction->call;

    note_offered_nonces(table, sighting, SIP_HEADER_WWW_AUTHENTICATE);
    note_offered_nonces(table, sighting, SIP_HEADER_PROXY_AUTHENTICATE);
    if (refuses_credentials(transaction, sighting->message) && call->refused_cseq != transaction->request.cseq) {
        call->refusals++;
        call->refused_cseq = transaction->request.cseq;
        call->refused_frame = sighting->frame;
    }
    if (transaction->client != NULL && !transaction->client->sent_credentials && transaction->client->challenged_call != call->id) {
        transaction->client->challenged_call = call->id;
        transaction->client->challenges++;
    }
}

/* A BYE that is refused ends nothing. */
static void
note_failure(transaction_table *table, sip_transaction *transaction, const sip_sighting *sighting)
{
    if (strcmp(transaction->method, "BYE") == 0 && transaction->call->bye_frame == transaction->request.frame) {
        transaction->call->bye_frame = 0;
    }
    if (sighting->message->status == 401 || sighting->message->status == 407) {
        note_challenge(table, transaction, sighting);
    }
}

static void
note_success(sip_transaction *transaction, const sip_sighting *sighting)
{
    sip_call *call = transaction->call;

    call->refusals = 0;
    for (sip_credentials *one = transaction->request.details->credentials; one != NULL; one = one->next) {
        if (one->offered != NULL && one->offered->accepted_frame == 0) {
            one->offered->accepted_frame = sighting->frame;
        }
    }
    if (call->dialog_frame == 0 && (strcmp(transaction->method, "INVITE") == 0 || strcmp(transaction->method, "SUBSCRIBE") == 0)) {
        call->dialog_frame = sighting->frame;
        call->dialog_tags[0] = transaction->request.from_tag;
        call->dialog_tags[1] = transaction->final.to_tag;
    }
}

static void
note_progress(sip_course *course, const sip_sighting *sighting)
{
    const int status = sighting->message->status;

    if ((status == 180 || status == 182) && course->ringing_frame == 0) {
        course->ringing_frame = sighting->frame;
        course->ringing_time = sighting->time;
    }
    if (status > 100 && course->early_media_frame == 0 && sip_message_has_sdp(sighting->message)) {
        course->early_media_frame = sighting->frame;
    }
}

static bool
answer_is(const sip_answer *answer, const sip_message *response)
{
    if (answer->status != response->status) {
        return false;
    }
    const sip_text tag = sip_text_parameter(sip_message_header(response, SIP_HEADER_TO), "tag");
    return answer->to_tag == NULL ? tag.at == NULL : text_pool_is_copy_of(answer->to_tag, tag);
}

static void
note_srtp(transaction_table *table, const sip_sighting *sighting)
{
    if (sip_message_offers_srtp(sighting->message)) {
        sip_element *element = element_named(table, sighting->source);
        element->srtp_frame = element->srtp_frame != 0 ? element->srtp_frame : sighting->frame;
    }
}

void
transaction_add_response(transaction_table *table, sip_transaction *transaction, const sip_sighting *sighting,
                         const void *diagnosis)
{
    const sip_message *message = sighting->message;
    sip_answer *answer = message->status < 200 ? &course_of(table, transaction)->progress : &transaction->final;

    if (transaction->client != NULL && transaction->client->open_probe == transaction) {
        transaction->client->open_probe = NULL;
    }
    note_srtp(table, sighting);
    if (answer_is(answer, message)) {
        if (sighting->time - answer->last_time > TRANSACTION_DUPLICATE_WITHIN) {
            answer->count++;
        }
        answer->last_frame = sighting->frame;
        answer->last_time = sighting->time;
        return;
    }
    const sip_text tag = sip_text_parameter(sip_message_header(message, SIP_HEADER_TO), "tag");
    *answer = (sip_answer){ .status = message->status,
                            .frame = sighting->frame,
                            .last_frame = sighting->frame,
                            .last_time = sighting->time,
                            .count = 1,
                            .to_tag = tag_of(table, transaction, tag),
                            .diagnosis = diagnosis };
    if (message->status < 200) {
        note_progress(course_of(table, transaction), sighting);
    } else if (message->status < 300) {
        note_success(transaction, sighting);
    } else {
        note_failure(table, transaction, sighting);
    }
}

static const sip_answer *
answer_like(const sip_transaction *transaction, const sip_message *response)
{
    return response->status < 200 ? &transaction->course->progress : &transaction->final;
}

bool
transaction_has_duplicate(const sip_transaction *transaction, const sip_sighting *sighting)
{
    return transaction_is_answered_by(transaction, sighting->message) &&
           sighting->time - answer_like(transaction, sighting->message)->last_time <= TRANSACTION_DUPLICATE_WITHIN;
}

bool
transaction_is_answered_by(const sip_transaction *transaction, const sip_message *response)
{
    return answer_is(answer_like(transaction, response), response);
}

const sip_transaction *
transaction_relayed_child(const sip_transaction *transaction, const sip_message *response)
{
    unsigned seen = 0;

    for (const sip_transaction *child = transaction->children; child != NULL && seen < MAX_CHILDREN; child = child->sibling) {
        if (transaction_is_answered_by(child, response)) {
            return child;
        }
        seen++;
    }
    return NULL;
}

const sip_side *
transaction_side(const sip_transaction *transaction)
{
    return side_with_tag(transaction->call, transaction->request.from_tag);
}
