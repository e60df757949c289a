/* transaction.c
 * The transactions of a capture; see transaction.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "transaction.h"

#include "b2bua.h"
#include "challenge.h"
#include "hops.h"
#include "orphans.h"
#include "sdp.h"
#include "sdp_session.h"
#include "sip_string.h"
#include "transaction_key.h"

struct transaction_table {
    arena *memory; /* of all that follows */
    string_pool *pool;
    GHashTable *transactions; /* .key -> sip_transaction */
    call_table *calls;
    endpoint_table *endpoints;
    orphan_table *orphans;
    b2bua_table *legs;
    nonce_table *nonces;
    unanswered_table *unanswered;
    kept_queue *kept; /* requests that wait for their final response */
};

transaction_table *
transaction_table_new(void)
{
    transaction_table *table = g_new0(transaction_table, 1);

    table->memory = arena_new();
    table->pool = string_pool_new(table->memory);
    table->transactions = g_hash_table_new(g_int64_hash, g_int64_equal);
    table->calls = call_table_new(table->memory, table->pool);
    table->endpoints = endpoint_table_new(table->memory);
    table->orphans = orphan_table_new();
    table->legs = b2bua_table_new();
    table->nonces = nonce_table_new(table->memory, table->pool);
    table->unanswered = unanswered_table_new(table->memory);
    table->kept = kept_queue_new();
    return table;
}

void
transaction_table_free(transaction_table *table)
{
    kept_queue_free(table->kept);
    unanswered_table_free(table->unanswered);
    nonce_table_free(table->nonces);
    b2bua_table_free(table->legs);
    orphan_table_free(table->orphans);
    endpoint_table_free(table->endpoints);
    call_table_free(table->calls);
    g_hash_table_destroy(table->transactions);
    string_pool_free(table->pool);
    arena_free(table->memory);
    g_free(table);
}

guint
transaction_table_size(const transaction_table *table)
{
    return g_hash_table_size(table->transactions);
}

const sip_progress *
transaction_progress(const sip_transaction *transaction)
{
    static const sip_progress none;

    return transaction->progress != NULL ? transaction->progress : &none;
}

guint32
transaction_ack_frame(const sip_transaction *invite)
{
    const sip_progress *progress = transaction_progress(invite);

    return g_strcmp0(progress->ack_tag, invite->final.to_tag) == 0 ? progress->ack_frame : 0;
}

bool
transaction_is_silent(const sip_transaction *transaction)
{
    return transaction->request.frame != 0 && !sip_answer_is_there(&transaction->final) &&
           !sip_answer_is_there(&transaction_progress(transaction)->provisional);
}

const sip_side *
transaction_side(const sip_transaction *transaction)
{
    return call_side(transaction->call, transaction->request.from_tag);
}

/* The progress of a transaction to be written to. */
static sip_progress *
progress_of(transaction_table *table, sip_transaction *transaction)
{
    if (transaction->progress == NULL) {
        transaction->progress = arena_take(table->memory, sizeof *transaction->progress);
    }
    return transaction->progress;
}

static sip_transaction *
find_transaction(const transaction_table *table, const sip_message *message, unsigned via, sip_text method)
{
    const guint64 key = transaction_key(message, via, method);

    return key != 0 ? g_hash_table_lookup(table->transactions, &key) : NULL;
}

/* An ACK makes no transaction, as nobody may answer it (RFC 3261 17); of one that is answered the call knows what is to be known. */
static void
find_ack(sip_transaction *transaction)
{
    const sip_ack *ack = call_ack(transaction->call);

    if (ack->frame != 0 && ack->key == transaction->key) {
        transaction->request.frame = ack->frame;
        transaction->request.last_frame = ack->frame;
        transaction->request.time = transaction->request.last_time = ack->time;
        transaction->request.cseq = ack->cseq;
        transaction->client = ack->client;
        transaction->server = ack->server;
        transaction->transmissions = 1;
    }
}

/* Links a new transaction with the hop before, and with those after it that came first. */
static void
link_hops(transaction_table *table, const sip_message *message, sip_text method, sip_transaction *transaction)
{
    const guint64 parent_key = transaction_key(message, 1, method);

    if (parent_key != 0) {
        sip_transaction *parent = g_hash_table_lookup(table->transactions, &parent_key);
        if (parent != NULL) {
            hops_attach(parent, transaction);
        } else {
            orphans_add(table->orphans, parent_key, transaction);
        }
    }
    sip_transaction *child = orphans_take(table->orphans, transaction->key);
    while (child != NULL) {
        sip_transaction *next = child->sibling;
        child->sibling = NULL;
        child->is_orphan = false;
        hops_attach(transaction, child);
        child = next;
    }
}

/* Adds a transaction with a key that no other one has, or that those of other hops have, `first` being the first of them. */
static sip_transaction *
new_transaction(transaction_table *table, guint64 key, const sip_message *message, sip_text method, sip_transaction *first)
{
    sip_transaction *transaction = arena_take(table->memory, sizeof *transaction);

    transaction->key = key;
    transaction->method = sip_string(table->pool, method);
    transaction->call = call_of(table->calls, message);
    transaction->request = SIP_REQUEST_UNSEEN;
    if (first != NULL) {
        transaction->next_hop = first->next_hop;
        first->next_hop = transaction;
        hops_attach(first, transaction);
        return transaction;
    }
    g_hash_table_insert(table->transactions, &transaction->key, transaction);
    link_hops(table, message, method, transaction);
    if (transaction_is_of(transaction, "ACK")) {
        find_ack(transaction);
    }
    return transaction;
}

/* True unless the message goes between two hosts that are both other ones than those of the transaction. */
static bool
is_at_hop(const transaction_table *table, const sip_transaction *transaction, const sip_endpoint *sender, const sip_packet *packet)
{
    const bool is_response = packet->message->is_response;
    const sip_endpoint *same_sender = is_response ? transaction->server : transaction->client;
    const sip_endpoint *same_receiver = is_response ? transaction->client : transaction->server;

    return same_sender == NULL || same_sender->host == sender->host || packet->destination == NULL ||
           endpoint_named(table->endpoints, packet->destination)->host == same_receiver->host;
}

/* Some devices send messages on with the Via that they got, so several hops have one key. The first of those may be NULL. */
static sip_transaction *
transaction_at_hop(const transaction_table *table, sip_transaction *first, const sip_endpoint *sender, const sip_packet *packet)
{
    for (sip_transaction *transaction = first; transaction != NULL; transaction = transaction->next_hop) {
        if (is_at_hop(table, transaction, sender, packet)) {
            return transaction;
        }
    }
    return NULL;
}

static sip_transaction *
find_or_add(transaction_table *table, guint64 key, sip_text method, const sip_endpoint *sender, const sip_packet *packet)
{
    sip_transaction *first = g_hash_table_lookup(table->transactions, &key);
    sip_transaction *transaction = transaction_at_hop(table, first, sender, packet);

    return transaction != NULL ? transaction : new_transaction(table, key, packet->message, method, first);
}

/* The endpoint that sent the packet, which lives. */
static sip_endpoint *
sender_of(transaction_table *table, const sip_packet *packet)
{
    sip_endpoint *sender = endpoint_named(table->endpoints, packet->source);

    endpoint_note_sent(sender, packet->frame);
    if (sender->srtp_frame == 0 && sip_message_offers_srtp(packet->message)) {
        sender->srtp_frame = packet->frame;
    }
    return sender;
}

/* Finds the call that a B2BUA continues with this INVITE, and remembers the INVITE for the B2BUA that may have got it. */
static void
link_legs(transaction_table *table, sip_transaction *invite, const sip_message *message)
{
    if (invite->request.in_dialog) {
        return;
    }
    if (invite->request.vias == 1) {
        sip_transaction *first = b2bua_first_leg(table->legs, table->calls, invite, message);
        invite->is_other_call = hops_attach(first, invite);
        if (invite->is_other_call) {
            call_link_legs(first->call, invite->call);
        }
    }
    b2bua_note_leg(table->legs, invite, message);
}

/* Line ends and zero bytes after a message are no fault of anybody. */
static guint32
surplus_of(const sip_message *message)
{
    sip_text after = sip_text_trimmed(message->after);

    while (after.size > 0 && after.at[after.size - 1] == '\0') {
        after.size--;
    }
    return (guint32)MIN(after.size, G_MAXUINT32);
}

/* Notes which call the INVITE asks to take the place of (RFC 3891). */
static void
note_replaced(const transaction_table *table, const sip_transaction *invite, const sip_message *message)
{
    const sip_text replaces = sip_message_header(message, SIP_HEADER_REPLACES);

    if (replaces.at != NULL) {
        invite->call->replaced = call_named(table->calls, sip_text_token(replaces));
    }
}

static void
note_first_transmission(transaction_table *table, sip_transaction *transaction, const sip_packet *packet, sip_endpoint *sender)
{
    sip_request *request = &transaction->request;

    sip_request_read(table->memory, table->pool, packet->message, packet->is_cut, request);
    request->from_tag = sip_string(table->pool, sip_text_parameter(sip_message_header(packet->message, SIP_HEADER_FROM), "tag"));
    request->frame = packet->frame;
    request->time = packet->time;
    request->surplus = packet->is_datagram ? surplus_of(packet->message) : 0;
    request->size = (guint32)MIN(packet->message->size, G_MAXUINT32);
    request->is_stream = !packet->is_datagram;
    request->is_fragmented = packet->is_fragmented;
    if (!sip_answer_is_there(&transaction->final)) {
        kept_queue_add(table->kept, packet->message, packet->time, &request->kept);
    }
    transaction->client = sender;
    /* What comes with further Vias, or with one that it had before, another one made. */
    if (sender->agent == NULL && request->vias == 1 && transaction->parent == NULL) {
        sender->agent = sip_string(table->pool, sip_message_header(packet->message, SIP_HEADER_USER_AGENT));
    }
    transaction->server = endpoint_named(table->endpoints, packet->destination);
    if (challenge_find_offers(table->nonces, transaction)) {
        sender->sent_credentials = true;
        unanswered_note_credentials(table->unanswered, transaction);
    }
    endpoint_note_request(transaction);
    call_add_request(transaction);
    if (transaction_is_of(transaction, "INVITE")) {
        link_legs(table, transaction, packet->message);
        note_replaced(table, transaction, packet->message);
    } else if (transaction_is_of(transaction, "OPTIONS")) {
        endpoint_add_probe(table->endpoints, transaction);
    }
}

const sip_transaction *
transaction_pending_invite(const sip_transaction *cancel)
{
    const sip_side *side = transaction_side(cancel);

    if (side == NULL || side->invite == NULL || cancel->client == NULL) {
        return NULL;
    }
    const sip_transaction *invite = hops_between(side->invite, cancel->client->name, cancel->server->name);
    return invite != NULL && !sip_answer_is_there(&invite->final) ? invite : NULL;
}

const sip_transaction *
transaction_cancel(const sip_transaction *invite)
{
    const sip_progress *progress = transaction_progress(invite);

    return progress->cancel != NULL ? progress->cancel : progress->misfit;
}

/* Notes a CANCEL for the INVITE that is pending, if it has the branch of none, or of one before that: that of a challenge. */
static void
note_misfit(transaction_table *table, const sip_transaction *cancel, const sip_transaction *of_branch)
{
    sip_transaction *pending = (sip_transaction *)transaction_pending_invite(cancel);

    if (pending != NULL &&
        (of_branch == NULL || (sip_answer_is_there(&of_branch->final) && of_branch->request.cseq != pending->request.cseq))) {
        progress_of(table, pending)->misfit = cancel;
    }
}

/* A CANCEL has the branch of the INVITE it cancels (RFC 3261 9.1). */
static void
note_cancel(transaction_table *table, sip_transaction *transaction, const sip_packet *packet)
{
    sip_transaction *first = find_transaction(table, packet->message, 0, sip_text_of("INVITE"));
    sip_transaction *invite = transaction_at_hop(table, first, transaction->client, packet);

    note_misfit(table, transaction, invite);
    if (invite != NULL) {
        progress_of(table, transaction)->cancelled = invite;
        if (transaction_progress(invite)->cancel_frame == 0) {
            progress_of(table, invite)->cancel_frame = packet->frame;
            progress_of(table, invite)->cancel = transaction;
            progress_of(table, invite)->cancel_reason =
                sip_string(table->pool, sip_message_header(packet->message, SIP_HEADER_REASON));
        }
    }
}

/* The INVITE of that sender with that CSeq; NULL if it is none of the two latest: the next one need not wait for the ACK to a 2xx. */
static sip_transaction *
invite_numbered(sip_call *call, const char *from_tag, guint32 cseq)
{
    const sip_side *side = call_side(call, from_tag);
    sip_transaction *const latest[] = { side != NULL ? side->invite : NULL, side != NULL ? side->invite_before : NULL };

    for (size_t i = 0; i < G_N_ELEMENTS(latest); i++) {
        if (latest[i] != NULL && latest[i]->request.cseq == cseq) {
            return latest[i];
        }
    }
    return NULL;
}

/* The ACK to a 2xx has a branch of its own (RFC 3261 13.2.2.4), that to any other final response has its INVITE's (17.1.1.3). */
static sip_transaction *
acknowledged_invite(const transaction_table *table, const sip_packet *ack, sip_call *call, const sip_endpoint *client)
{
    sip_transaction *first = find_transaction(table, ack->message, 0, sip_text_of("INVITE"));

    if (first != NULL) {
        sip_transaction *invite = transaction_at_hop(table, first, client, ack);
        return invite != NULL ? invite : first;
    }
    sip_transaction *numbered = invite_numbered(call, call_ack(call)->from_tag, call_ack(call)->cseq);
    return numbered != NULL ? hops_from_client(numbered, client) : NULL;
}

/* Returns the INVITE of the ACK; where it comes from elsewhere, the first one with its CSeq. */
static sip_transaction *
note_ack(transaction_table *table, const sip_packet *packet, guint64 key, sip_endpoint *sender)
{
    sip_call *call = call_of(table->calls, packet->message);

    call_add_ack(table->calls, call, packet, key, sender, endpoint_named(table->endpoints, packet->destination));
    sip_transaction *invite = acknowledged_invite(table, packet, call, sender);
    /* A fork may bring a 2xx after the one that was acknowledged; the latest counts, as in .final. */
    if (invite != NULL && transaction_ack_frame(invite) == 0) {
        sip_progress *progress = progress_of(table, invite);
        progress->ack_frame = packet->frame;
        progress->ack_tag = call_ack(call)->to_tag;
    }
    return invite != NULL ? invite : invite_numbered(call, call_ack(call)->from_tag, call_ack(call)->cseq);
}

/* The response after which a request needs not be sent again: the first one to an INVITE, the final one to others (RFC 3261 17.1). */
static const sip_answer *
ending_answer(const sip_transaction *transaction)
{
    const sip_answer *provisional = &transaction_progress(transaction)->provisional;

    return sip_answer_is_there(&transaction->final)                                       ? &transaction->final
           : sip_answer_is_there(provisional) && transaction_is_of(transaction, "INVITE") ? provisional
                                                                                          : NULL;
}

static void
count_transmission(sip_transaction *transaction, guint32 frame, gint64 time, bool is_same_call)
{
    /* Another request with the same branch is not sent for want of the response. */
    const sip_answer *answer = is_same_call ? ending_answer(transaction) : NULL;

    if (transaction->transmissions == 0 || time - transaction->request.last_time > TRANSACTION_DUPLICATE_WITHIN) {
        transaction->transmissions++;
        if (answer != NULL && time - answer->time > TRANSACTION_CROSSING_WITHIN) {
            transaction->late_after = transaction->late_transmissions == 0 ? answer->frame : transaction->late_after;
            transaction->late_transmissions++;
        }
    }
    transaction->request.last_time = time;
    transaction->request.last_frame = frame;
}

sip_transaction *
transaction_add_request(transaction_table *table, const sip_packet *packet)
{
    const sip_message *message = packet->message;
    sip_endpoint *sender = sender_of(table, packet);
    const guint64 key = transaction_key(message, 0, message->method);

    kept_queue_forget(table->kept, packet->time);
    /* The names of methods are compared with respect to case (RFC 3261 7.1). */
    if (sip_text_equal(message->method, sip_text_of("ACK"))) {
        return note_ack(table, packet, key, sender);
    }
    if (key == 0) {
        return NULL;
    }
    sip_transaction *transaction = find_or_add(table, key, message->method, sender, packet);
    if (transaction->request.frame == 0) {
        note_first_transmission(table, transaction, packet, sender);
    }
    const sip_text call_id = sip_message_header(message, SIP_HEADER_CALL_ID);
    const bool is_same_call = call_id.at == NULL || sip_string_is(transaction->call->id, call_id);
    transaction->has_other_call_id |= !is_same_call;
    count_transmission(transaction, packet->frame, packet->time, is_same_call);
    if (transaction_is_of(transaction, "CANCEL")) {
        note_cancel(table, transaction, packet);
    }
    return transaction;
}

const sip_transaction *
transaction_find(const transaction_table *table, const sip_message *request)
{
    return find_transaction(table, request, 0, request->method);
}

const sip_call *
transaction_call_of(const transaction_table *table, const sip_message *message)
{
    return call_named(table->calls, sip_message_header(message, SIP_HEADER_CALL_ID));
}

static guint32
cseq_of(const sip_message *message)
{
    return (guint32)MAX(sip_text_number(sip_message_header(message, SIP_HEADER_CSEQ)), 0);
}

static sip_transaction *
invite_of_quoted_ack(const transaction_table *table, const sip_message *ack)
{
    sip_transaction *invite = find_transaction(table, ack, 0, sip_text_of("INVITE"));
    sip_call *call = call_named(table->calls, sip_message_header(ack, SIP_HEADER_CALL_ID));

    if (invite != NULL || call == NULL) {
        return invite;
    }
    const sip_text from_tag = sip_text_parameter(sip_message_header(ack, SIP_HEADER_FROM), "tag");
    return invite_numbered(call, sip_string(table->pool, from_tag), cseq_of(ack));
}

const sip_transaction *
transaction_add_unreachable(transaction_table *table, const sip_packet *packet)
{
    const sip_message *message = packet->message;
    const bool is_ack = sip_text_equal(message->method, sip_text_of("ACK"));
    sip_transaction *transaction =
        is_ack ? invite_of_quoted_ack(table, message)
               : find_transaction(table, message, 0, message->is_response ? transaction_cseq_method(message) : message->method);

    if (transaction != NULL && !message->is_response && !is_ack && transaction_progress(transaction)->icmp_frame == 0) {
        sip_progress *progress = progress_of(table, transaction);
        progress->icmp_frame = packet->frame;
        progress->icmp = packet->icmp;
    }
    return transaction;
}

/* The response of a transaction that one with this status takes the place of, or repeats. */
static const sip_answer *
answer_for(const sip_transaction *transaction, int status)
{
    return status < 200 ? &transaction_progress(transaction)->provisional : &transaction->final;
}

static bool
is_repeated_by(const sip_answer *answer, const sip_packet *response)
{
    return sip_answer_is_there(answer) && answer->status == response->message->status &&
           (answer->to_tag == NULL ? response->to_tag.at == NULL : sip_string_is(answer->to_tag, response->to_tag));
}

const sip_transaction *
transaction_relayed_child(const sip_transaction *transaction, const sip_packet *response)
{
    for (const sip_transaction *child = transaction->children; child != NULL; child = child->sibling) {
        if (is_repeated_by(answer_for(child, response->message->status), response)) {
            return child;
        }
    }
    return NULL;
}

/* Sets what the transaction tells of a response. */
static void
compare_with_earlier(const sip_transaction *transaction, sip_packet *response)
{
    const sip_answer *answer = answer_for(transaction, response->message->status);
    const sip_answer *provisional = &transaction_progress(transaction)->provisional;
    const sip_answer *latest = provisional->last_frame > transaction->final.last_frame ? provisional : &transaction->final;

    response->is_repetition = is_repeated_by(answer, response);
    response->is_duplicate = response->is_repetition && response->time - answer->last_time <= TRANSACTION_DUPLICATE_WITHIN;
    response->previous_frame = response->is_duplicate ? answer->previous_frame : latest->last_frame;
    response->previous_status = response->is_duplicate ? answer->previous_status : latest->status;
}

static void
note_reliable(const transaction_table *table, sip_progress *progress, const sip_packet *packet)
{
    const gint64 rseq = sip_text_number(sip_message_header(packet->message, SIP_HEADER_RSEQ));

    if (rseq < 0) {
        return;
    }
    if (progress->reliable_frame == 0 || !sip_string_is(progress->reliable_tag, packet->to_tag)) {
        progress->reliable_tag = sip_string(table->pool, packet->to_tag);
        progress->first_rseq = (guint32)rseq;
    }
    progress->last_rseq = (guint32)rseq;
    progress->reliable_frame = packet->frame;
}

static void
note_progress(const transaction_table *table, sip_progress *progress, const sip_packet *packet)
{
    const int status = packet->message->status;

    if (status == 182 && progress->queued_frame == 0) {
        progress->queued_frame = packet->frame;
        progress->queued_time = packet->time;
    } else if (status == 180 && progress->ringing_frame == 0) {
        progress->ringing_frame = packet->frame;
        progress->ringing_time = packet->time;
    }
    note_reliable(table, progress, packet);
    if (status > 100 && progress->early_media_frame == 0 && sip_message_has_sdp(packet->message) &&
        sdp_may_carry_media(packet->message->body)) {
        progress->early_media_frame = packet->frame;
        progress->early_media_time = packet->time;
    }
}

/* Notes a challenge for a request without credentials. */
static void
note_first_challenge(transaction_table *table, const sip_transaction *transaction, const sip_packet *packet)
{
    sip_endpoint *client = transaction->client;

    unanswered_add(table->unanswered, transaction, packet->frame, packet->time);
    if (endpoint_left_challenge(transaction)) {
        client->challenged_call = transaction->call->id;
        client->challenged_time = packet->time;
        client->challenges++;
    }
}

static void
note_challenge(transaction_table *table, sip_transaction *transaction, const sip_packet *packet)
{
    const sip_nonce *offered = challenge_add_nonces(table->nonces, &transaction->request, packet);

    transaction->call->offered = offered != NULL ? offered : transaction->call->offered;
    if (challenge_refuses(&transaction->request, packet->message)) {
        call_add_refusal(transaction, packet->frame);
        challenge_refuse(&transaction->request);
    } else if (challenge_is_stale(&transaction->request, packet->message)) {
        call_add_stale(transaction);
    }
    if (transaction->client != NULL && transaction->request.credentials == NULL) {
        note_first_challenge(table, transaction, packet);
    }
}

/*
 * Notes what the server calls itself. A 100 is its own (RFC 3261 16.7); any other response may be one that it passes on, which shows where
 * the hop after it is captured, too, or where it asks to stay on the path.
 */
static void
note_server_agent(const transaction_table *table, const sip_transaction *transaction, const sip_message *response)
{
    sip_endpoint *server = transaction->server;

    if (server == NULL || server->server_agent != NULL ||
        (response->status != 100 &&
         (transaction->children != NULL || sip_message_header(response, SIP_HEADER_RECORD_ROUTE).at != NULL))) {
        return;
    }
    server->server_agent = sip_string(table->pool, sip_message_agent(response));
}

/* Notes what a response that is not a repetition means for the call and its parties. */
static void
note_effects(transaction_table *table, sip_transaction *transaction, const sip_packet *packet)
{
    const int status = packet->message->status;

    if (transaction->server != NULL && transaction->request.size <= SIP_SMALL_REQUEST) {
        transaction->server->answered = transaction;
    }
    note_server_agent(table, transaction, packet->message);
    if (status < 200) {
        note_progress(table, progress_of(table, transaction), packet);
        return;
    }
    if (status < 300) {
        call_add_success(table->calls, transaction, packet);
        challenge_accept(&transaction->request, packet->frame);
        if (transaction->client != NULL && transaction->request.credentials != NULL) {
            transaction->client->was_accepted = true;
        }
    } else {
        call_add_failure(transaction);
        if (sip_is_challenge(packet->message->status)) {
            note_challenge(table, transaction, packet);
        }
    }
    kept_queue_release(table->kept, &transaction->request.kept);
}

static void
add_answer(transaction_table *table, sip_transaction *transaction, const sip_packet *packet, const diagnosis *diagnosis)
{
    const int status = packet->message->status;
    sip_answer *answer = status < 200 ? &progress_of(table, transaction)->provisional : &transaction->final;

    if (!packet->is_repetition) {
        *answer = (sip_answer){ .status = status,
                                .frame = packet->frame,
                                .time = packet->time,
                                .to_tag = sip_string(table->pool, packet->to_tag),
                                .diagnosis = diagnosis };
    }
    if (!packet->is_duplicate) {
        answer->count++;
        answer->previous_frame = packet->previous_frame;
        answer->previous_status = packet->previous_status;
    }
    answer->last_frame = packet->frame;
    answer->last_time = packet->time;
    if (!packet->is_repetition) {
        note_effects(table, transaction, packet);
    }
}

const sip_transaction *
transaction_of_request(sip_call *call, sip_text from_tag, guint32 cseq, sip_text method, const char *client, const char *server)
{
    for (size_t i = 0; i < G_N_ELEMENTS(call->sides); i++) {
        const sip_side *side = &call->sides[i];
        const sip_transaction *const latest[] = { side->latest, side->invite, side->invite_before };
        for (size_t j = 0; j < G_N_ELEMENTS(latest) && sip_string_is(side->tag, from_tag); j++) {
            if (latest[j] != NULL && latest[j]->request.cseq == cseq && sip_string_is(latest[j]->method, method)) {
                return hops_between(latest[j], client, server);
            }
        }
    }
    return NULL;
}

static bool
lacks_via(const sip_message *message)
{
    return message->has_all_headers && sip_message_header(message, SIP_HEADER_VIA).at == NULL;
}

/* The transaction of the request that a response without Via fits otherwise; NULL if there is none. */
static const sip_transaction *
transaction_without_via(transaction_table *table, const sip_packet *response)
{
    const sip_message *message = response->message;

    if (!lacks_via(message) || sip_message_header(message, SIP_HEADER_CALL_ID).at == NULL) {
        return NULL;
    }
    return transaction_of_request(call_of(table->calls, message),
                                  sip_text_parameter(sip_message_header(message, SIP_HEADER_FROM), "tag"), cseq_of(message),
                                  transaction_cseq_method(message), response->destination, response->source);
}

const char *
transaction_to_tag(transaction_table *table, const sip_message *message, const sip_transaction *transaction)
{
    if (message->is_response && transaction != NULL) {
        return answer_for(transaction, message->status)->to_tag;
    }
    return sip_string(table->pool, sip_text_parameter(sip_message_header(message, SIP_HEADER_TO), "tag"));
}

const sip_unkeyed *
transaction_unkeyed(transaction_table *table, const sip_packet *packet, const sip_transaction *transaction)
{
    const sip_message *message = packet->message;

    if (message->is_response ? !lacks_via(message) : !sip_text_equal(message->method, sip_text_of("ACK"))) {
        return NULL;
    }
    sip_unkeyed *unkeyed = arena_take(table->memory, sizeof *unkeyed);
    unkeyed->call = call_of(table->calls, message);
    unkeyed->transaction = message->is_response ? transaction_without_via(table, packet) : transaction;
    unkeyed->cseq = cseq_of(message);
    unkeyed->vias = sip_request_count_vias(message);
    return unkeyed;
}

/* Has a response judged that names no transaction. */
static void
judge_alone(transaction_table *table, const sip_packet *response, sip_text method, transaction_judge judge, void *user_data)
{
    sip_call nothing = { .id = "" };
    const char *name = sip_string(table->pool, method);
    const sip_transaction alone = { .method = name != NULL ? name : "", .call = &nothing, .request = SIP_REQUEST_UNSEEN };
    const sip_message *message = response->message;
    const sip_transaction *linked = transaction_without_via(table, response);
    const diagnosis *judged = judge(linked != NULL ? linked : &alone, response, user_data);
    if (linked != NULL && message->status >= 200) {
        sip_progress *progress = progress_of(table, (sip_transaction *)linked);
        progress->stray = judged;
        progress->stray_frame = response->frame;
    }
}

sip_transaction *
transaction_add_response(transaction_table *table, const sip_packet *packet, transaction_judge judge, void *user_data)
{
    const sip_message *message = packet->message;
    const sip_text method = transaction_cseq_method(message);
    const guint64 key = transaction_key(message, 0, method);
    sip_packet response = *packet;

    kept_queue_forget(table->kept, packet->time);
    const sip_endpoint *sender = sender_of(table, packet);
    response.to_tag = sip_text_parameter(sip_message_header(message, SIP_HEADER_TO), "tag");
    if (key == 0) {
        response.lacks_via = lacks_via(message);
        judge_alone(table, &response, method, judge, user_data);
        return NULL;
    }
    sip_transaction *transaction = find_or_add(table, key, method, sender, &response);
    if (transaction->request.frame == 0 && transaction->request.from_tag == NULL) {
        sip_request_read_repeated(table->pool, message, &transaction->request);
    }
    compare_with_earlier(transaction, &response);
    if (sip_is_challenge(message->status) && transaction->client != NULL) {
        response.unanswered = unanswered_before(table->unanswered, transaction);
    }
    add_answer(table, transaction, &response, judge(transaction, &response, user_data));
    return transaction;
}
