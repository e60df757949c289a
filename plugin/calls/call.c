/* call.c
 * What all messages of one Call-ID have in common; see call.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "call.h"

#include "hash.h"
#include "request_details.h"
#include "sip_string.h"
#include "transaction.h"

#include <string.h>

struct call_table {
    arena *memory;
    string_pool *pool;
    GHashTable *calls; /* .key -> sip_call */
};

static void
forget_dialogs(gpointer data)
{
    sip_call *call = data;

    dialog_release_all(call->dialogs);
    call->dialogs = NULL;
}

call_table *
call_table_new(arena *memory, string_pool *pool)
{
    call_table *table = g_new(call_table, 1);

    table->memory = memory;
    table->pool = pool;
    table->calls = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, forget_dialogs);
    return table;
}

void
call_table_free(call_table *table)
{
    g_hash_table_destroy(table->calls);
    g_free(table);
}

static guint64
key_of(sip_text id)
{
    return hash_bytes(id.size > 0 ? id.at : "", id.size);
}

static const char *
copy_of_id(arena *memory, sip_text id)
{
    char written[STRING_ROOM];

    return arena_copy(memory, written, string_write(written, id.at, id.size) + 1);
}

sip_call *
call_of(call_table *table, const sip_message *message)
{
    const sip_text id = sip_message_header(message, SIP_HEADER_CALL_ID);
    const guint64 key = key_of(id);
    sip_call *call = g_hash_table_lookup(table->calls, &key);

    if (call == NULL) {
        call = arena_take(table->memory, sizeof *call);
        call->key = key;
        call->id = copy_of_id(table->memory, id);
        g_hash_table_insert(table->calls, &call->key, call);
    }
    return call;
}

sip_call *
call_named(const call_table *table, sip_text id)
{
    const guint64 key = key_of(id);

    return g_hash_table_lookup(table->calls, &key);
}

const sip_call *
call_first_leg(const sip_call *call)
{
    while (call->leg_before != NULL) {
        call = call->leg_before;
    }
    return call;
}

void
call_link_legs(sip_call *first, sip_call *second)
{
    if (second->leg_before == NULL && call_first_leg(first) != second) {
        second->leg_before = first;
        second->next_leg = first->legs_after;
        first->legs_after = second;
    }
}

const sip_call *
call_next_leg(const sip_call *leg)
{
    if (leg->legs_after != NULL) {
        return leg->legs_after;
    }
    while (leg != NULL && leg->next_leg == NULL) {
        leg = leg->leg_before;
    }
    return leg != NULL ? leg->next_leg : NULL;
}

sip_side *
call_side(sip_call *call, const char *tag)
{
    for (size_t i = 0; tag != NULL && i < G_N_ELEMENTS(call->sides); i++) {
        if (call->sides[i].tag != NULL && strcmp(call->sides[i].tag, tag) == 0) {
            return &call->sides[i];
        }
    }
    return NULL;
}

const sip_side *
call_other_side(const sip_call *call, const char *tag)
{
    for (size_t i = 0; i < G_N_ELEMENTS(call->sides); i++) {
        const sip_side *other = &call->sides[1 - i];
        if (tag != NULL && g_strcmp0(call->sides[i].tag, tag) == 0) {
            return other->tag != NULL ? other : NULL;
        }
    }
    return NULL;
}

guint32
call_dialog_frame(const sip_call *call)
{
    return call->dialogs != NULL ? call->dialogs->response_frame : 0;
}

/* Each request of a side has a higher CSeq than the one before (RFC 3261 12.2.1.1); only CANCEL and what is sent on have the same. */
static void
note_order(sip_transaction *transaction, sip_side *side)
{
    sip_request *request = &transaction->request;

    if (transaction_is_of(transaction, "CANCEL")) {
        return;
    }
    request->is_out_of_order = request->cseq < side->cseq || (side->latest != NULL && request->cseq == side->cseq &&
                                                              !transaction_is_of(transaction, side->latest->method));
    if (side->latest == NULL || request->cseq > side->cseq) {
        side->cseq = request->cseq;
        side->latest = transaction;
    }
}

static void
note_side(sip_transaction *transaction, bool is_invite)
{
    sip_call *call = transaction->call;
    const sip_request *request = &transaction->request;
    sip_side *side = call_side(call, request->from_tag);

    if (side == NULL) {
        /* The second place is taken over by any further tag: a fork's, or those of an earlier call with this Call-ID. */
        side = &call->sides[call->sides[0].tag == NULL ? 0 : 1];
        *side = (sip_side){ .tag = request->from_tag };
    }
    if (is_invite && (side->invite == NULL || side->invite->request.cseq != request->cseq)) {
        side->invite_before = side->invite;
        side->invite = transaction;
    } else if (is_invite && side->invite->parent == transaction) {
        /* What was sent on came first. */
        side->invite = transaction;
    }
    note_order(transaction, side);
}

/* What only some methods tell. */
static void
note_method(sip_call *call, sip_transaction *transaction)
{
    const bool refers = transaction_is_of(transaction, "REFER");
    sip_message request;

    if (refers || transaction_is_of(transaction, "SUBSCRIBE")) {
        call->subscription = transaction;
    }
    if (refers && sip_request_message(&transaction->request, &request) && request_replaces_own_dialog(&request)) {
        call->replacing_frame = transaction->request.frame;
    }
    if (!transaction_is_of(transaction, "BYE")) {
        return;
    }
    dialog_add_bye(call->dialogs, transaction);
    if (call->bye_frame == 0) {
        call->bye_frame = transaction->request.frame;
        call->bye_tag = transaction->request.from_tag;
        call->bye_cseq = transaction->request.cseq;
    }
}

void
call_add_request(sip_transaction *transaction)
{
    sip_call *call = transaction->call;
    const sip_request *request = &transaction->request;
    const bool is_invite = transaction_is_of(transaction, "INVITE");

    if (is_invite && !request->in_dialog && call->bye_frame != 0) {
        forget_dialogs(call);
        call->bye_frame = 0;
    }
    note_side(transaction, is_invite);
    if (!is_invite) {
        note_method(call, transaction);
    }
}

void
call_add_ack(call_table *table, sip_call *call, const sip_packet *packet, guint64 key, sip_endpoint *client, sip_endpoint *server)
{
    const sip_message *message = packet->message;

    if (call->ack == NULL) {
        call->ack = arena_take(table->memory, sizeof *call->ack);
    }
    *call->ack = (sip_ack){
        .key = key,
        .time = packet->time,
        .from_tag = sip_string(table->pool, sip_text_parameter(sip_message_header(message, SIP_HEADER_FROM), "tag")),
        .to_tag = sip_string(table->pool, sip_text_parameter(sip_message_header(message, SIP_HEADER_TO), "tag")),
        .client = client,
        .server = server,
        .frame = packet->frame,
        .cseq = (guint32)MAX(sip_text_number(sip_message_header(message, SIP_HEADER_CSEQ)), 0),
    };
    dialog_add_ack(call->dialogs, packet);
}

const sip_ack *
call_ack(const sip_call *call)
{
    static const sip_ack none;

    return call->ack != NULL ? call->ack : &none;
}

void
call_add_success(call_table *table, const sip_transaction *transaction, const sip_packet *response)
{
    sip_call *call = transaction->call;

    call->refusals = 0;
    call->stale_count = 0;
    if (transaction->request.in_dialog) {
        dialog_refresh(call->dialogs, table->pool, transaction, response);
    }
    if (transaction_is_of(transaction, "BYE")) {
        dialog_end(call->dialogs, sip_text_parameter(sip_message_header(response->message, SIP_HEADER_FROM), "tag"),
                   response->to_tag);
    } else if (transaction_is_of(transaction, "INVITE") || transaction_is_of(transaction, "SUBSCRIBE")) {
        dialog_add(&call->dialogs, table->memory, table->pool, transaction, response);
    }
}

void
call_add_failure(const sip_transaction *transaction)
{
    /* A BYE that is refused ends nothing. */
    if (transaction_is_of(transaction, "BYE")) {
        dialog_refuse_bye(transaction->call->dialogs, transaction->request.frame);
        if (transaction->call->bye_frame == transaction->request.frame) {
            transaction->call->bye_frame = 0;
        }
    }
    if (transaction->final.status >= 600 && transaction_is_of(transaction, "INVITE")) {
        transaction->call->declined = transaction;
    }
}

void
call_add_refusal(const sip_transaction *transaction, guint32 frame)
{
    sip_call *call = transaction->call;

    if (call->refused_cseq != transaction->request.cseq) {
        call->refusals++;
        call->stale_count = 0;
        call->refused_cseq = transaction->request.cseq;
        call->refused_frame = frame;
    }
}

void
call_add_stale(const sip_transaction *transaction)
{
    sip_call *call = transaction->call;

    if (call->stale_count == 0 || call->stale_cseq != transaction->request.cseq) {
        call->stale_count++;
        call->stale_cseq = transaction->request.cseq;
    }
}
