/* transaction.c
 * The transactions of a capture; see transaction.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "transaction.h"

#include "challenge.h"
#include "sdp.h"
#include "transaction_key.h"

#include <string.h>

/* Forks are no wider; a hostile capture that hangs more below one transaction finds the rest unseen. */
#define MAX_CHILDREN 16

/* Texts of the pool are equal if their pointers are. */
struct transaction_table {
    arena *memory; /* of all that follows */
    text_pool *pool;
    GHashTable *transactions; /* a set */
    call_table *calls;
    endpoint_table *endpoints;
    nonce_table *nonces;
    request_reader *reader;
    sip_transaction *wanted;   /* has the name of the one that is looked for, and no other meaning */
    size_t wanted_size;        /* of this name with its padding */
    sip_transaction *nameless; /* of the last response that names no transaction */
    sip_progress nameless_progress;
    sip_call *nameless_call;
};

static const sip_progress no_progress;

static guint
hash_of_name(gconstpointer transaction)
{
    return padded_hash(((const sip_transaction *)transaction)->name);
}

static gboolean
names_are_equal(gconstpointer a, gconstpointer b)
{
    return padded_equal(((const sip_transaction *)a)->name, ((const sip_transaction *)b)->name);
}

transaction_table *
transaction_table_new(void)
{
    transaction_table *table = g_new0(transaction_table, 1);

    table->memory = arena_new();
    table->pool = text_pool_new(table->memory);
    table->transactions = g_hash_table_new(hash_of_name, names_are_equal);
    table->calls = call_table_new(table->memory);
    table->endpoints = endpoint_table_new(table->memory);
    table->nonces = nonce_table_new(table->memory, table->pool);
    table->reader = request_reader_new(table->memory, table->pool);
    table->wanted = arena_take(table->memory, sizeof(sip_transaction) + TRANSACTION_KEY_ROOM);
    table->nameless = arena_take(table->memory, sizeof(sip_transaction) + 1);
    table->nameless_call = arena_take(table->memory, sizeof(sip_call) + 1);
    return table;
}

void
transaction_table_free(transaction_table *table)
{
    request_reader_free(table->reader);
    nonce_table_free(table->nonces);
    endpoint_table_free(table->endpoints);
    call_table_free(table->calls);
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

/* Returns the progress of a transaction to be written to. */
static sip_progress *
progress_of(transaction_table *table, sip_transaction *transaction)
{
    if (transaction->progress == &no_progress) {
        transaction->progress = arena_take(table->memory, sizeof(sip_progress));
    }
    return (sip_progress *)transaction->progress;
}

/* Wants the transaction that the Via value at that position and the method belong to; false if they name none. */
static bool
name_wanted(transaction_table *table, const sip_message *message, unsigned via, sip_text method)
{
    table->wanted_size = transaction_key_write(table->wanted->name, message, via, method);
    return table->wanted_size > 0;
}

static sip_transaction *
find_transaction(transaction_table *table, const sip_message *message, unsigned via, sip_text method)
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

    for (size_t i = 0; i < G_N_ELEMENTS(usual) && method.size > 0; i++) {
        if (*method.at == *usual[i] && sip_text_equal(method, text(usual[i]))) {
            return usual[i];
        }
    }
    return text_pool_copy(table->pool, method);
}

/* Adds one with the name that is wanted. */
static sip_transaction *
new_transaction(transaction_table *table, const sip_message *message, sip_text method)
{
    sip_transaction *transaction = arena_take(table->memory, offsetof(sip_transaction, name) + table->wanted_size);

    memcpy(transaction->name, table->wanted->name, table->wanted_size);
    transaction->method = method_of(table, method);
    transaction->call = call_of(table->calls, message);
    transaction->progress = &no_progress;
    sip_request_forget(&transaction->request);
    g_hash_table_add(table->transactions, transaction);
    sip_transaction *before = find_transaction(table, message, 1, method);
    if (before != NULL) {
        hang_below(before, transaction);
    }
    return transaction;
}

/* Finds the call that a B2BUA continues with this INVITE, and remembers the INVITE for the B2BUA that may have got it. */
static void
link_legs(sip_transaction *invite)
{
    if (invite->request.in_dialog) {
        return;
    }
    sip_transaction *leg = invite->parent == NULL && invite->request.vias == 1 ? b2bua_other_leg(invite) : NULL;
    if (leg != NULL) {
        invite->is_other_call = true;
        hang_below(leg, invite);
    }
    b2bua_note_leg(invite);
}

static void
note_srtp(transaction_table *table, const sip_packet *packet)
{
    if (sip_message_offers_srtp(packet->message)) {
        sip_endpoint *sender = endpoint_named(table->endpoints, packet->source);
        if (sender->srtp_frame == 0) {
            sender->srtp_frame = packet->frame;
        }
    }
}

static void
note_first_sending(transaction_table *table, sip_transaction *transaction, const sip_packet *packet)
{
    sip_request *request = &transaction->request;

    sip_request_read(table->reader, packet->message, packet->is_cut, request);
    request->from_tag = call_tag(transaction, table->pool, sip_text_tag(sip_message_header(packet->message, SIP_HEADER_FROM)));
    request->frame = packet->frame;
    request->time = packet->time;
    transaction->client = endpoint_named(table->endpoints, packet->source);
    transaction->server = endpoint_named(table->endpoints, packet->destination);
    if (challenge_find_offers(table->nonces, request)) {
        transaction->client->sent_credentials = true;
    }
    note_srtp(table, packet);
    call_add_request(transaction);
    if (transaction_is_of(transaction, "INVITE")) {
        link_legs(transaction);
    } else if (transaction_is_of(transaction, "OPTIONS") && transaction->client->open_probe == NULL) {
        transaction->client->open_probe = transaction;
    }
}

/* A CANCEL has the branch of the INVITE it cancels (RFC 3261 9.1). */
static void
note_cancel(transaction_table *table, sip_transaction *transaction, const sip_packet *packet)
{
    sip_transaction *invite = find_transaction(table, packet->message, 0, text("INVITE"));

    if (invite != NULL) {
        progress_of(table, transaction)->cancelled = invite;
        if (invite->progress->cancel_frame == 0) {
            progress_of(table, invite)->cancel_frame = packet->frame;
        }
    }
}

sip_transaction *
transaction_add_request(transaction_table *table, const sip_packet *packet)
{
    const sip_message *message = packet->message;

    /* The names of methods are compared by their letters (RFC 3261 7.1). */
    if (sip_text_equal(message->method, text("ACK"))) {
        call_add_ack(call_of(table->calls, message), message, packet->frame);
        return NULL;
    }
    if (!name_wanted(table, message, 0, message->method)) {
        return NULL;
    }
    sip_transaction *transaction = g_hash_table_lookup(table->transactions, table->wanted);
    if (transaction == NULL) {
        transaction = new_transaction(table, message, message->method);
    }
    if (transaction->request.frame == 0) {
        note_first_sending(table, transaction, packet);
    }
    if (transaction->transmissions == 0 || packet->time - transaction->request.last_time > TRANSACTION_DUPLICATE_WITHIN) {
        transaction->transmissions++;
    }
    transaction->request.last_time = packet->time;
    if (transaction_is_of(transaction, "CANCEL")) {
        note_cancel(table, transaction, packet);
    }
    return transaction;
}

void
transaction_add_unreachable(transaction_table *table, const sip_packet *packet)
{
    const sip_message *message = packet->message;
    sip_transaction *transaction = find_transaction(table, message, 0, message->method);

    if (transaction != NULL && transaction->progress->icmp_frame == 0) {
        progress_of(table, transaction)->icmp_frame = packet->frame;
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
    memset(&table->nameless_progress, 0, sizeof table->nameless_progress);
    memset(transaction, 0, sizeof *transaction);
    transaction->call = table->nameless_call;
    transaction->progress = &table->nameless_progress;
    transaction->method = method.at != NULL ? method_of(table, method) : "";
    sip_request_forget(&transaction->request);
    return transaction;
}

sip_transaction *
transaction_of_response(transaction_table *table, const sip_packet *packet)
{
    const sip_message *message = packet->message;
    const sip_text method = transaction_cseq_method(message);

    if (!name_wanted(table, message, 0, method)) {
        return new_nameless_transaction(table, method);
    }
    sip_transaction *transaction = g_hash_table_lookup(table->transactions, table->wanted);
    return transaction != NULL ? transaction : new_transaction(table, message, method);
}

static void
note_challenge(transaction_table *table, sip_transaction *transaction, const sip_packet *packet)
{
    sip_endpoint *client = transaction->client;

    challenge_add_nonces(table->nonces, packet->message, packet->frame, packet->time);
    if (challenge_refuses(&transaction->request, packet->message)) {
        call_add_refusal(transaction, packet->frame);
    }
    if (client != NULL && !client->sent_credentials && client->challenged_call != transaction->call->id) {
        client->challenged_call = transaction->call->id;
        client->challenges++;
    }
}

static void
note_progress(sip_progress *progress, const sip_packet *packet)
{
    const int status = packet->message->status;

    if ((status == 180 || status == 182) && progress->ringing_frame == 0) {
        progress->ringing_frame = packet->frame;
        progress->ringing_time = packet->time;
    }
    if (status > 100 && progress->early_media_frame == 0 && sip_message_has_sdp(packet->message)) {
        progress->early_media_frame = packet->frame;
    }
}

static bool
answer_is(const sip_answer *answer, const sip_message *response)
{
    if (answer->status != response->status) {
        return false;
    }
    const sip_text tag = sip_text_tag(sip_message_header(response, SIP_HEADER_TO));
    return answer->to_tag == NULL ? tag.at == NULL : text_pool_is_copy_of(answer->to_tag, tag);
}

void
transaction_add_response(transaction_table *table, sip_transaction *transaction, const sip_packet *packet,
                         const diagnosis *diagnosis)
{
    const sip_message *message = packet->message;
    sip_answer *answer = message->status < 200 ? &progress_of(table, transaction)->provisional : &transaction->final;

    if (transaction->client != NULL && transaction->client->open_probe == transaction) {
        transaction->client->open_probe = NULL;
    }
    note_srtp(table, packet);
    if (answer_is(answer, message)) {
        if (packet->time - answer->last_time > TRANSACTION_DUPLICATE_WITHIN) {
            answer->count++;
        }
        answer->last_frame = packet->frame;
        answer->last_time = packet->time;
        return;
    }
    const sip_text tag = sip_text_tag(sip_message_header(message, SIP_HEADER_TO));
    *answer = (sip_answer){ .status = message->status,
                            .frame = packet->frame,
                            .last_frame = packet->frame,
                            .last_time = packet->time,
                            .count = 1,
                            .to_tag = call_tag(transaction, table->pool, tag),
                            .diagnosis = diagnosis };
    transaction->request.is_settled |= message->status >= 200;
    if (message->status < 200) {
        note_progress(progress_of(table, transaction), packet);
    } else if (message->status < 300) {
        call_add_success(transaction, packet->frame);
        challenge_accept(&transaction->request, packet->frame);
    } else {
        call_add_failure(transaction);
        if (message->status == 401 || message->status == 407) {
            note_challenge(table, transaction, packet);
        }
    }
}

static const sip_answer *
answer_like(const sip_transaction *transaction, const sip_message *response)
{
    return response->status < 200 ? &transaction->progress->provisional : &transaction->final;
}

bool
transaction_has_duplicate(const sip_transaction *transaction, const sip_packet *packet)
{
    return transaction_is_answered_by(transaction, packet->message) &&
           packet->time - answer_like(transaction, packet->message)->last_time <= TRANSACTION_DUPLICATE_WITHIN;
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
    return call_side(transaction->call, transaction->request.from_tag);
}
