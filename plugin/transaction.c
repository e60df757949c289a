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

/* Texts of the pool are equal if their pointers are, so the tables need no more than a pointer's hash. */
struct transaction_table {
    text_pool *pool;
    GHashTable *transactions; /* key -> sip_transaction */
    GHashTable *calls;        /* Call-ID -> sip_call */
    GHashTable *elements;     /* address:port -> sip_element */
    GHashTable *nonces;       /* nonce -> sip_nonce */
    GHashTable *first_legs;   /* host and user -> latest INVITE that the host got */
    sip_transaction nameless; /* of the last response that names no transaction */
    sip_call nameless_call;
};

static void
free_transaction(gpointer data)
{
    sip_transaction *transaction = data;

    sip_credentials_free(transaction->request.credentials);
    g_free(transaction);
}

transaction_table *
transaction_table_new(void)
{
    transaction_table *table = g_new(transaction_table, 1);

    table->pool = text_pool_new();
    table->transactions = g_hash_table_new_full(NULL, NULL, NULL, free_transaction);
    table->calls = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    table->elements = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    table->nonces = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    table->first_legs = g_hash_table_new(NULL, NULL);
    return table;
}

void
transaction_table_free(transaction_table *table)
{
    g_hash_table_destroy(table->first_legs);
    g_hash_table_destroy(table->nonces);
    g_hash_table_destroy(table->elements);
    g_hash_table_destroy(table->calls);
    g_hash_table_destroy(table->transactions);
    text_pool_free(table->pool);
    g_free(table);
}

static sip_text
text(const char *string)
{
    return (sip_text){ string, strlen(string) };
}

static sip_element *
element_named(transaction_table *table, const char *name)
{
    const char *key = text_pool_copy(table->pool, text(name));
    sip_element *element = g_hash_table_lookup(table->elements, key);

    if (element == NULL) {
        element = g_new0(sip_element, 1);
        element->name = key;
        g_hash_table_insert(table->elements, (gpointer)key, element);
    }
    return element;
}

static sip_call *
call_of(transaction_table *table, const sip_message *message)
{
    const sip_text call_id = sip_message_header(message, SIP_HEADER_CALL_ID);
    const char *key = text_pool_copy(table->pool, call_id.at != NULL ? call_id : text(""));
    sip_call *call = g_hash_table_lookup(table->calls, key);

    if (call == NULL) {
        call = g_new0(sip_call, 1);
        call->id = key;
        g_hash_table_insert(table->calls, (gpointer)key, call);
    }
    return call;
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

/* The name of the transaction that a Via value, and where that says too little the message, belongs to; NULL if none. */
static const char *
transaction_key(transaction_table *table, const sip_message *message, sip_text via, const char *method)
{
    const sip_text branch = sip_text_parameter(via, "branch");

    if (via.at == NULL || method == NULL) {
        return NULL;
    }
    if (branch.size > 7 && g_ascii_strncasecmp(branch.at, "z9hG4bK", 7) == 0) {
        return text_pool_join(table->pool, (const sip_text[]){ branch, sip_via_sent_by(via), text(method) }, 3);
    }
    /* RFC 3261 17.2.3 for the branches of RFC 2543. The To tag is left out, as the request may have none. */
    const sip_text parts[] = { sip_message_header(message, SIP_HEADER_CALL_ID), sip_message_header(message, SIP_HEADER_CSEQ),
                               sip_text_parameter(sip_message_header(message, SIP_HEADER_FROM), "tag"), sip_via_sent_by(via),
                               text(method) };
    return text_pool_join(table->pool, parts, G_N_ELEMENTS(parts));
}

static sip_transaction *
transaction_named(transaction_table *table, const char *key)
{
    return key != NULL ? g_hash_table_lookup(table->transactions, key) : NULL;
}

static void
hang_below(sip_transaction *parent, sip_transaction *transaction)
{
    transaction->parent = parent;
    transaction->sibling = parent->children;
    parent->children = transaction;
}

static sip_transaction *
new_transaction(transaction_table *table, const char *key, const char *method, const sip_message *message)
{
    sip_transaction *transaction = g_new0(sip_transaction, 1);
    sip_transaction *before = transaction_named(table, transaction_key(table, message, via_value(message, 1), method));

    transaction->method = method;
    transaction->call = call_of(table, message);
    if (before != NULL) {
        hang_below(before, transaction);
    }
    g_hash_table_insert(table->transactions, (gpointer)key, transaction);
    return transaction;
}

/* The address without its port. */
static sip_text
host_of(const char *name)
{
    const char *colon = strrchr(name, ':');

    return (sip_text){ name, colon != NULL ? (size_t)(colon - name) : strlen(name) };
}

static const char *
leg_key(transaction_table *table, const char *element, const char *role, const char *user)
{
    return text_pool_join(table->pool, (const sip_text[]){ host_of(element), text(role), text(user) }, 3);
}

static sip_transaction *
waiting_leg(transaction_table *table, const sip_transaction *transaction, const char *role, const char *user)
{
    sip_transaction *leg =
        user != NULL ? g_hash_table_lookup(table->first_legs, leg_key(table, transaction->client->name, role, user)) : NULL;

    return leg != NULL && leg->final.status == 0 && leg->call != transaction->call &&
                   transaction->request.time - leg->request.time < OTHER_LEG_WITHIN
               ? leg
               : NULL;
}

/* Finds the call that a B2BUA continues with this INVITE, and remembers the INVITE for the B2BUA that may have got it. */
static void
link_legs(transaction_table *table, sip_transaction *transaction)
{
    const sip_request *request = &transaction->request;
    sip_transaction *leg = NULL;

    if (request->in_dialog) {
        return;
    }
    if (transaction->parent == NULL && request->vias == 1) {
        leg = waiting_leg(table, transaction, "from", request->from_user);
        leg = leg != NULL ? leg : waiting_leg(table, transaction, "to", request->user);
    }
    if (leg != NULL) {
        transaction->is_other_call = true;
        hang_below(leg, transaction);
    }
    if (request->from_user != NULL) {
        g_hash_table_insert(table->first_legs, (gpointer)leg_key(table, transaction->server->name, "from", request->from_user),
                            transaction);
    }
    if (request->user != NULL) {
        g_hash_table_insert(table->first_legs, (gpointer)leg_key(table, transaction->server->name, "to", request->user),
                            transaction);
    }
}

static sip_side *
side_with_tag(sip_call *call, const char *tag)
{
    for (size_t i = 0; tag != NULL && i < G_N_ELEMENTS(call->sides); i++) {
        if (call->sides[i].tag == tag) {
            return &call->sides[i];
        }
    }
    return NULL;
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
    for (sip_credentials *one = transaction->request.credentials; one != NULL; one = one->next) {
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

    sip_request_read(table->pool, sighting->message, sighting->is_cut, request);
    request->frame = sighting->frame;
    request->time = sighting->time;
    transaction->client = element_named(table, sighting->source);
    transaction->server = element_named(table, sighting->destination);
    note_credentials(table, transaction);
    if (strcmp(transaction->method, "INVITE") == 0 && !request->in_dialog && call->bye_frame != 0) {
        forget_dialog(call);
    }
    note_side(transaction);
    if (request->offers_srtp && transaction->client->srtp_frame == 0) {
        transaction->client->srtp_frame = sighting->frame;
    }
    if (strcmp(transaction->method, "INVITE") == 0) {
        link_legs(table, transaction);
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

/* The names of methods are compared by their letters (RFC 3261 7.1), and must be of the pool. */
static const char *
method_of(transaction_table *table, sip_text method)
{
    return text_pool_copy(table->pool, method);
}

sip_transaction *
transaction_add_request(transaction_table *table, const sip_sighting *sighting)
{
    const sip_message *message = sighting->message;
    const sip_text via = via_value(message, 0);
    const char *method = method_of(table, message->method);
    const char *key = transaction_key(table, message, via, method);

    if (strcmp(method, "ACK") == 0) {
        note_ack(table, sighting);
        return NULL;
    }
    if (key == NULL) {
        return NULL;
    }
    sip_transaction *transaction = transaction_named(table, key);
    if (transaction == NULL) {
        transaction = new_transaction(table, key, method, message);
    }
    if (transaction->request.frame == 0) {
        note_first_sending(table, transaction, sighting);
    }
    if (transaction->request.sendings == 0 || sighting->time - transaction->request.last_time > TRANSACTION_DUPLICATE_WITHIN) {
        transaction->request.sendings++;
    }
    transaction->request.last_frame = sighting->frame;
    transaction->request.last_time = sighting->time;
    if (strcmp(method, "CANCEL") == 0) {
        sip_transaction *invite = transaction_named(table, transaction_key(table, message, via, method_of(table, text("INVITE"))));
        transaction->cancelled = invite;
        if (invite != NULL && invite->cancel_frame == 0) {
            invite->cancel_frame = sighting->frame;
        }
    }
    return transaction;
}

void
transaction_add_unreachable(transaction_table *table, const sip_sighting *sighting)
{
    const sip_message *message = sighting->message;
    sip_transaction *transaction =
        transaction_named(table, transaction_key(table, message, via_value(message, 0), method_of(table, message->method)));

    if (transaction != NULL && transaction->icmp_frame == 0) {
        transaction->icmp_frame = sighting->frame;
    }
}

bool
transaction_is_named(const transaction_table *table, const sip_transaction *transaction)
{
    return transaction != &table->nameless;
}

static void
forget_request(sip_request *request)
{
    *request = (sip_request){ .expires = -1, .session_expires = -1, .max_forwards = -1, .content_length = -1 };
}

sip_transaction *
transaction_of_response(transaction_table *table, const sip_sighting *sighting)
{
    const sip_message *message = sighting->message;
    const char *method = method_of(table, cseq_method(message));
    const char *key = transaction_key(table, message, via_value(message, 0), method);
    sip_transaction *transaction = transaction_named(table, key);

    if (transaction != NULL) {
        return transaction;
    }
    if (key != NULL) {
        transaction = new_transaction(table, key, method, message);
    } else {
        transaction = &table->nameless;
        table->nameless_call = (sip_call){ .id = "" };
        *transaction = (sip_transaction){ .method = method != NULL ? method : "", .call = &table->nameless_call };
    }
    forget_request(&transaction->request);
    return transaction;
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
            sip_nonce *offered = g_new0(sip_nonce, 1);
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
            for (const sip_credentials *one = transaction->request.credentials; one != NULL; one = one->next) {
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
    for (sip_credentials *one = transaction->request.credentials; one != NULL; one = one->next) {
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
note_progress(sip_transaction *transaction, const sip_sighting *sighting)
{
    const int status = sighting->message->status;

    if ((status == 180 || status == 182) && transaction->ringing_frame == 0) {
        transaction->ringing_frame = sighting->frame;
        transaction->ringing_time = sighting->time;
    }
    if (status > 100 && transaction->early_media_frame == 0 && sip_message_has_sdp(sighting->message)) {
        transaction->early_media_frame = sighting->frame;
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
    sip_answer *answer = message->status < 200 ? &transaction->progress : &transaction->final;

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
                            .to_tag = text_pool_copy(table->pool, tag),
                            .diagnosis = diagnosis };
    if (message->status < 200) {
        note_progress(transaction, sighting);
    } else if (message->status < 300) {
        note_success(transaction, sighting);
    } else {
        note_failure(table, transaction, sighting);
    }
}

static const sip_answer *
answer_like(const sip_transaction *transaction, const sip_message *response)
{
    return response->status < 200 ? &transaction->progress : &transaction->final;
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
