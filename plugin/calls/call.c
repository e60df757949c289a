/* call.c
 * What all messages of one Call-ID have in common; see call.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "call.h"

#include "transaction.h"

#include <string.h>

struct call_table {
    arena *memory;
    GHashTable *calls; /* a set of .id of each sip_call */
};

call_table *
call_table_new(arena *memory)
{
    call_table *table = g_new(call_table, 1);

    table->memory = memory;
    table->calls = padded_set_new(NULL);
    return table;
}

void
call_table_free(call_table *table)
{
    g_hash_table_destroy(table->calls);
    g_free(table);
}

sip_call *
call_of(call_table *table, const sip_message *message)
{
    const size_t head = offsetof(sip_call, id);

    return (sip_call *)(text_pool_name(table->calls, table->memory, sip_message_header(message, SIP_HEADER_CALL_ID), head) - head);
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

const char *
call_tag(const sip_transaction *transaction, text_pool *pool, sip_text tag)
{
    const sip_call *call = transaction->call;
    const char *const known[] = { call->sides[0].tag, call->sides[1].tag, call->dialog_tags[1],
                                  transaction->progress->provisional.to_tag };

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (known[i] != NULL && text_pool_is_copy_of(known[i], tag)) {
            return known[i];
        }
    }
    return text_pool_add(pool, tag);
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
    }
    transaction->request.is_out_of_order = request->cseq < side->cseq;
    side->cseq = MAX(side->cseq, request->cseq);
}

void
call_add_request(sip_transaction *transaction)
{
    sip_call *call = transaction->call;
    const sip_request *request = &transaction->request;
    const bool is_invite = transaction_is_of(transaction, "INVITE");

    if (is_invite && !request->in_dialog && call->bye_frame != 0) {
        call->dialog_frame = 0;
        call->bye_frame = 0;
    }
    note_side(transaction, is_invite);
    if (!is_invite && call->bye_frame == 0 && transaction_is_of(transaction, "BYE")) {
        call->bye_frame = request->frame;
        call->bye_tag = request->from_tag;
        call->bye_cseq = request->cseq;
    }
}

void
call_add_ack(sip_call *call, const sip_message *ack, guint32 frame)
{
    call->ack_frame = frame;
    call->ack_cseq = (guint32)MAX(sip_text_number(sip_message_header(ack, SIP_HEADER_CSEQ)), 0);
}

void
call_add_success(const sip_transaction *transaction, guint32 frame)
{
    sip_call *call = transaction->call;

    call->refusals = 0;
    if (call->dialog_frame == 0 && (transaction_is_of(transaction, "INVITE") || transaction_is_of(transaction, "SUBSCRIBE"))) {
        call->dialog_frame = frame;
        call->dialog_tags[0] = transaction->request.from_tag;
        call->dialog_tags[1] = transaction->final.to_tag;
    }
}

void
call_add_failure(const sip_transaction *transaction)
{
    /* A BYE that is refused ends nothing. */
    if (transaction_is_of(transaction, "BYE") && transaction->call->bye_frame == transaction->request.frame) {
        transaction->call->bye_frame = 0;
    }
}

void
call_add_refusal(const sip_transaction *transaction, guint32 frame)
{
    sip_call *call = transaction->call;

    if (call->refused_cseq != transaction->request.cseq) {
        call->refusals++;
        call->refused_cseq = transaction->request.cseq;
        call->refused_frame = frame;
    }
}
