/* dialog.c
 * The dialogs of a call; see dialog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "dialog.h"

#include "sip_string.h"
#include "transaction.h"

bool
dialog_tag_is(const char *tag, sip_text text)
{
    return tag == NULL ? text.at == NULL : sip_string_is(tag, text);
}

static bool
has_tags(const sip_dialog *dialog, sip_text from_tag, sip_text to_tag)
{
    return (dialog_tag_is(dialog->from_tag, from_tag) && dialog_tag_is(dialog->to_tag, to_tag)) ||
           (dialog_tag_is(dialog->from_tag, to_tag) && dialog_tag_is(dialog->to_tag, from_tag));
}

const sip_dialog *
dialog_find(const sip_dialog *list, sip_text from_tag, sip_text to_tag)
{
    for (const sip_dialog *dialog = list; dialog != NULL; dialog = dialog->next) {
        if (has_tags(dialog, from_tag, to_tag)) {
            return dialog;
        }
    }
    return NULL;
}

static bool
is_host_of(const sip_dialog *dialog, const char *name)
{
    return name == NULL || endpoint_names_share_host(dialog->client, name) || endpoint_names_share_host(dialog->server, name) ||
           endpoint_names_share_host(dialog->responder, name);
}

const sip_dialog *
dialog_at_hop(const sip_dialog *list, sip_text from_tag, sip_text to_tag, const char *sender, const char *receiver)
{
    for (const sip_dialog *dialog = list; dialog != NULL; dialog = dialog->next) {
        if (has_tags(dialog, from_tag, to_tag) && is_host_of(dialog, sender) && is_host_of(dialog, receiver)) {
            return dialog;
        }
    }
    return NULL;
}

void
dialog_add_bye(sip_dialog *list, const sip_transaction *bye)
{
    sip_message request;

    if (list == NULL || !sip_request_message(&bye->request, &request)) {
        return;
    }
    const sip_text from_tag = sip_text_parameter(sip_message_header(&request, SIP_HEADER_FROM), "tag");
    const sip_text to_tag = sip_text_parameter(sip_message_header(&request, SIP_HEADER_TO), "tag");
    for (sip_dialog *dialog = list; dialog != NULL; dialog = dialog->next) {
        if (dialog->bye_frame == 0 && has_tags(dialog, from_tag, to_tag)) {
            dialog->bye_frame = bye->request.frame;
            dialog->bye_time = bye->request.time;
        }
    }
}

void
dialog_refuse_bye(sip_dialog *list, guint32 frame)
{
    for (sip_dialog *dialog = list; dialog != NULL; dialog = dialog->next) {
        dialog->bye_frame = dialog->bye_frame == frame ? 0 : dialog->bye_frame;
    }
}

static void
release_messages(sip_dialog *dialog)
{
    kept_message_release(dialog->request);
    kept_message_release(dialog->response);
    kept_message_release(dialog->ack);
    dialog->request = dialog->response = dialog->ack = NULL;
}

void
dialog_release_all(sip_dialog *list)
{
    for (sip_dialog *dialog = list; dialog != NULL; dialog = dialog->next) {
        release_messages(dialog);
    }
}

void
dialog_end(sip_dialog *list, sip_text from_tag, sip_text to_tag)
{
    for (sip_dialog *dialog = list; dialog != NULL; dialog = dialog->next) {
        if (has_tags(dialog, from_tag, to_tag)) {
            release_messages(dialog);
        }
    }
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
note_session(sip_dialog *dialog, const sip_packet *response)
{
    dialog->session_expires = sip_text_number(sip_message_header(response->message, SIP_HEADER_SESSION_EXPIRES));
    dialog->session_time = response->time;
    dialog->session_frame = response->frame;
}

static const char *
name_of(const sip_endpoint *endpoint)
{
    return endpoint != NULL ? endpoint->name : NULL;
}

/* A later request within a known dialog sets up nothing, and neither does a 2xx that was seen at the same hop before. */
static bool
is_known(const sip_dialog *dialog, const sip_transaction *transaction)
{
    return transaction->request.in_dialog ||
           (dialog->client == name_of(transaction->client) && dialog->server == name_of(transaction->server));
}

void
dialog_add(sip_dialog **list, arena *memory, string_pool *pool, const sip_transaction *transaction, const sip_packet *response)
{
    const sip_text from_tag = sip_text_parameter(sip_message_header(response->message, SIP_HEADER_FROM), "tag");
    sip_dialog **end = list;
    unsigned count = 0;

    for (; *end != NULL; end = &(*end)->next) {
        if (has_tags(*end, from_tag, response->to_tag) && is_known(*end, transaction)) {
            return;
        }
        count++;
    }
    if (count == SIP_CALL_MAX_DIALOGS) {
        return;
    }
    sip_dialog *dialog = arena_take(memory, sizeof *dialog);
    dialog->from_tag = sip_string(pool, from_tag);
    dialog->to_tag = sip_string(pool, response->to_tag);
    dialog->client = name_of(transaction->client);
    dialog->server = name_of(transaction->server);
    dialog->responder = response->source;
    dialog->request_frame = transaction->request.frame;
    dialog->response_frame = response->frame;
    dialog->is_later = transaction->request.in_dialog;
    keep_messages(dialog, &transaction->request, response);
    for (const sip_dialog *before = *list; before != NULL; before = before->next) {
        share_request(dialog, before);
    }
    note_session(dialog, response);
    *end = dialog;
}

/* A URI that the pool would not keep whole is not compared. */
static void
set_target(sip_target *target, string_pool *pool, const sip_message *message, guint32 frame)
{
    const sip_text uri = sip_text_uri(sip_message_header(message, SIP_HEADER_CONTACT));

    target->uri = uri.size <= STRING_BYTES ? sip_string(pool, uri) : NULL;
    target->frame = frame;
}

/* Requests whose Contact becomes the target of the other side, as that of their 2xx does (RFC 3261 12.2, RFC 3311 5.1, RFC 6665 4.4.1). */
static bool
refreshes_target(const sip_transaction *transaction)
{
    static const char *const methods[] = { "INVITE", "UPDATE", "SUBSCRIBE", "NOTIFY", "REFER" };

    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        if (transaction_is_of(transaction, methods[i])) {
            return true;
        }
    }
    return false;
}

static void
refresh_targets(sip_dialog *dialog, string_pool *pool, const sip_message *request, guint32 frame, const sip_packet *response)
{
    const bool by_client = dialog_tag_is(dialog->from_tag, sip_text_parameter(sip_message_header(request, SIP_HEADER_FROM), "tag"));

    if (sip_message_header(request, SIP_HEADER_CONTACT).at != NULL) {
        set_target(by_client ? &dialog->client_target : &dialog->server_target, pool, request, frame);
    }
    if (sip_message_header(response->message, SIP_HEADER_CONTACT).at != NULL) {
        set_target(by_client ? &dialog->server_target : &dialog->client_target, pool, response->message, response->frame);
    }
}

void
dialog_refresh(sip_dialog *list, string_pool *pool, const sip_transaction *transaction, const sip_packet *response)
{
    const sip_text from_tag = sip_text_parameter(sip_message_header(response->message, SIP_HEADER_FROM), "tag");
    const bool refreshes_session = transaction_is_of(transaction, "INVITE") || transaction_is_of(transaction, "UPDATE");
    sip_message request;

    if (!refreshes_target(transaction) || !sip_request_message(&transaction->request, &request)) {
        return;
    }
    for (sip_dialog *dialog = list; dialog != NULL; dialog = dialog->next) {
        if (!has_tags(dialog, from_tag, response->to_tag) || !is_host_of(dialog, transaction->client->name)) {
            continue;
        }
        refresh_targets(dialog, pool, &request, transaction->request.frame, response);
        if (refreshes_session) {
            note_session(dialog, response);
        }
    }
}

/* The ACK to a 2xx goes wherever the Contact leads it; that of a later INVITE may come from the other side. */
static bool
is_ack_of_hop(const sip_dialog *dialog, const sip_packet *ack)
{
    return endpoint_names_share_host(dialog->client, ack->source) ||
           (is_host_of(dialog, ack->source) && endpoint_names_share_host(dialog->client, ack->destination));
}

void
dialog_add_ack(sip_dialog *list, const sip_packet *ack)
{
    const sip_text from_tag = sip_text_parameter(sip_message_header(ack->message, SIP_HEADER_FROM), "tag");
    const sip_text to_tag = sip_text_parameter(sip_message_header(ack->message, SIP_HEADER_TO), "tag");

    for (sip_dialog *dialog = list; dialog != NULL; dialog = dialog->next) {
        if (!has_tags(dialog, from_tag, to_tag) || !is_ack_of_hop(dialog, ack)) {
            continue;
        }
        dialog->ack_frame = ack->frame;
        dialog->ack_cseq = (guint32)MAX(sip_text_number(sip_message_header(ack->message, SIP_HEADER_CSEQ)), 0);
        dialog->ack_client = ack->source;
        dialog->ack_server = ack->destination;
        kept_message_release(dialog->ack);
        dialog->ack = ack->message->size <= SIP_DIALOG_MAX_BYTES ? kept_message_new(ack->message, ack->time) : NULL;
    }
}
