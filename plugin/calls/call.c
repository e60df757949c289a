/* call.c
 * What all messages of one Call-ID have in common; see call.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "call.h"

#include "hash.h"
#include "sip_string.h"
#include "transaction.h"

#include <string.h>

struct call_table {
    arena *memory;
    string_pool *pool;
    GHashTable *calls; /* .id -> sip_call */
};

/* Lets the messages of a dialog go; it is still known which it was. */
static void
release_messages(sip_dialog *dialog)
{
    kept_message_release(dialog->request);
    kept_message_release(dialog->response);
    dialog->request = dialog->response = NULL;
}

static void
forget_dialogs(gpointer data)
{
    sip_call *call = data;

    for (sip_dialog *dialog = call->dialogs; dialog != NULL; dialog = dialog->next) {
        release_messages(dialog);
    }
    call->dialogs = NULL;
}

call_table *
call_table_new(arena *memory, string_pool *pool)
{
    call_table *table = g_new(call_table, 1);

    table->memory = memory;
    table->pool = pool;
    table->calls = hash_table_new(NULL, forget_dialogs);
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
    const sip_text id = sip_message_header(message, SIP_HEADER_CALL_ID);
    char written[STRING_ROOM];

    string_write(written, id.at, id.size);
    sip_call *call = g_hash_table_lookup(table->calls, written);
    if (call == NULL) {
        call = arena_take(table->memory, sizeof *call);
        call->id = string_pool_copy(table->pool, written, strlen(written));
        g_hash_table_insert(table->calls, (gpointer)call->id, call);
    }
    return call;
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

static bool
tag_is(const char *tag, sip_text text)
{
    return tag == NULL ? text.at == NULL : sip_string_is(tag, text);
}

static sip_dialog *
find_dialog(const sip_call *call, sip_text from_tag, sip_text to_tag)
{
    for (sip_dialog *dialog = call->dialogs; dialog != NULL; dialog = dialog->next) {
        if ((tag_is(dialog->from_tag, from_tag) && tag_is(dialog->to_tag, to_tag)) ||
            (tag_is(dialog->from_tag, to_tag) && tag_is(dialog->to_tag, from_tag))) {
            return dialog;
        }
    }
    return NULL;
}

const sip_dialog *
call_dialog(const sip_call *call, sip_text from_tag, sip_text to_tag)
{
    return find_dialog(call, from_tag, to_tag);
}

guint32
call_dialog_frame(const sip_call *call)
{
    return call->dialogs != NULL ? call->dialogs->response_frame : 0;
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
        forget_dialogs(call);
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
call_add_ack(sip_call *call, const sip_packet *ack, guint64 hash, sip_endpoint *client, sip_endpoint *server)
{
    call->ack_frame = ack->frame;
    call->ack_cseq = (guint32)MAX(sip_text_number(sip_message_header(ack->message, SIP_HEADER_CSEQ)), 0);
    call->ack_time = ack->time;
    call->ack_hash = hash;
    call->ack_client = client;
    call->ack_server = server;
}

static void
keep_messages(sip_dialog *dialog, const sip_request *request, const sip_packet *response)
{
    if (request->kept != NULL && request->kept->size <= SIP_DIALOG_MAX_BYTES) {
        dialog->request = kept_message_share(request->kept);
    }
    if (response->message->size <= SIP_DIALOG_MAX_BYTES) {
        dialog->response = kept_message_new(response->message, response->time);
    }
}

/* Further 2xx of a fork come when the request is no longer kept with its transaction, but with the first dialog. */
static void
share_request(sip_dialog *dialog, const sip_dialog *before)
{
    if (dialog->request == NULL && before->request != NULL && before->request_frame == dialog->request_frame) {
        dialog->request = kept_message_share(before->request);
    }
}

static void
add_dialog(call_table *table, const sip_transaction *transaction, const sip_packet *response, sip_text from_tag)
{
    const sip_request *request = &transaction->request;
    sip_dialog **end = &transaction->call->dialogs;
    unsigned count = 0;

    for (; *end != NULL; end = &(*end)->next) {
        count++;
    }
    if (count == SIP_CALL_MAX_DIALOGS) {
        return;
    }
    sip_dialog *dialog = arena_take(table->memory, sizeof *dialog);
    dialog->from_tag = sip_string(table->pool, from_tag);
    dialog->to_tag = sip_string(table->pool, response->to_tag);
    dialog->client = transaction->client != NULL ? transaction->client->name : NULL;
    dialog->server = transaction->server != NULL ? transaction->server->name : NULL;
    dialog->responder = response->source;
    dialog->request_frame = request->frame;
    dialog->response_frame = response->frame;
    keep_messages(dialog, request, response);
    for (const sip_dialog *before = transaction->call->dialogs; before != NULL; before = before->next) {
        share_request(dialog, before);
    }
    *end = dialog;
}

void
call_add_success(call_table *table, const sip_transaction *transaction, const sip_packet *response)
{
    const sip_text from_tag = sip_text_parameter(sip_message_header(response->message, SIP_HEADER_FROM), "tag");
    sip_dialog *dialog = find_dialog(transaction->call, from_tag, response->to_tag);

    transaction->call->refusals = 0;
    if (dialog != NULL && transaction_is_of(transaction, "BYE")) {
        release_messages(dialog);
    }
    if (dialog == NULL && (transaction_is_of(transaction, "INVITE") || transaction_is_of(transaction, "SUBSCRIBE"))) {
        add_dialog(table, transaction, response, from_tag);
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
