/* delivery.c
 * Observations of messages that do not reach whom they are for: responses, and the ACK (RFC 3261 13.2.2.4, 17.1.1.3, 18.2.2).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"

#include "request_details.h"
#include "sip_string.h"
#include "transaction_key.h"
#include "uri.h"
#include "via.h"

static const char *
name_of(const sip_endpoint *endpoint)
{
    return endpoint != NULL ? endpoint->name : NULL;
}

static sip_text
top_via(const sip_message *message)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text via = { NULL, 0 };

    sip_message_next_value(message, SIP_HEADER_VIA, &values, &via);
    return via;
}

void
observe_late_requests(finding *found)
{
    finding_show(found, OBSERVED_REQUEST_AGAIN, "method", finding_copy_string(found, found->transaction->method), "count",
                 finding_number(found, found->transaction->late_transmissions), "frame",
                 finding_number(found, found->transaction->late_after), NULL);
}

/* SIP/2.0/UDP and what else there is in Via (RFC 3261 20.42). */
static bool
is_over_datagrams(sip_text via)
{
    const sip_text protocol = sip_text_token(via);

    return protocol.size > 3 && g_ascii_strncasecmp(protocol.at + protocol.size - 3, "UDP", 3) == 0;
}

static void
observe_connection(finding *found, const char *source, const char *destination)
{
    const sip_packet *packet = found->packet;

    if (strcmp(packet->source, destination) != 0 || strcmp(packet->destination, source) != 0) {
        finding_show(found, OBSERVED_OTHER_CONNECTION, "source", source, "destination", destination, "element", packet->source,
                     "value", packet->destination, NULL);
    }
}

static void
observe_datagrams(finding *found, sip_text via, const char *source, const char *destination)
{
    const sip_packet *packet = found->packet;
    const sip_text sent_by = sip_via_sent_by(via);

    if (strcmp(packet->destination, source) != 0) {
        finding_show(found, OBSERVED_RESPONSE_ELSEWHERE, "destination", packet->destination, "source", source, NULL);
    }
    if (strcmp(packet->source, destination) != 0) {
        finding_show(found, OBSERVED_RESPONSE_FROM_ELSEWHERE, "element", packet->source, "destination", destination, NULL);
    }
    if (sip_text_parameter(via, "rport").at == NULL && sip_uri_port(sent_by) != endpoint_port(source)) {
        finding_show(found, OBSERVED_NO_RPORT, "value", finding_copy(found, sent_by), "source", source, NULL);
    }
    if (sip_host_is_private(sip_uri_host(sent_by)) && sip_host_is_public(endpoint_address(source))) {
        finding_show(found, OBSERVED_VIA_PRIVATE, "value", finding_copy(found, sent_by), "source", source, NULL);
    }
}

void
observe_response_path(finding *found)
{
    const char *source = name_of(found->transaction->client);
    const char *destination = name_of(found->transaction->server);
    const sip_text via = top_via(found->response);

    if (source == NULL || found->packet->destination == NULL || via.at == NULL) {
        return;
    }
    if (is_over_datagrams(via)) {
        observe_datagrams(found, via, source, destination);
    } else {
        observe_connection(found, source, destination);
    }
}

/* Who uses one branch for several requests may get the response to another one; so does an ALG whose both sides are in the capture. */
static bool
answers_request(const finding *found)
{
    const sip_text from_tag = sip_text_parameter(sip_message_header(found->response, SIP_HEADER_FROM), "tag");
    const gint64 cseq = sip_text_number(sip_message_header(found->response, SIP_HEADER_CSEQ));

    return found->request->frame != 0 && !found->transaction->has_other_call_id && cseq == (gint64)found->request->cseq &&
           sip_string_is(found->request->from_tag, from_tag);
}

void
observe_call_id(finding *found)
{
    const sip_text id = sip_message_header(found->response, SIP_HEADER_CALL_ID);

    if (id.at != NULL && answers_request(found) && !sip_string_is(found->call->id, id)) {
        finding_show(found, OBSERVED_CALL_ID_CHANGED, "value", finding_copy(found, id), "method",
                     finding_copy_string(found, found->transaction->method), "frame", finding_number(found, found->request->frame),
                     "expected", finding_copy_string(found, found->call->id), NULL);
    }
}

const sip_dialog *
observed_dialog(const finding *found)
{
    const sip_text from_tag = sip_text_parameter(sip_message_header(found->response, SIP_HEADER_FROM), "tag");

    return dialog_at_hop(found->call->dialogs, from_tag, found->packet->to_tag, name_of(found->transaction->client),
                         name_of(found->transaction->server));
}

static bool
is_acknowledged_since(const finding *found, const sip_dialog *dialog)
{
    return dialog != NULL && dialog->ack_frame > found->transaction->final.frame && dialog->ack_cseq == found->request->cseq;
}

/* The dialog at the hop that the ACK of this 2xx was sent at: this one, or one before it, whose ACK bypasses this hop. */
static const sip_dialog *
acknowledged_dialog(const finding *found)
{
    const sip_dialog *dialog = observed_dialog(found);

    if (dialog == NULL || is_acknowledged_since(found, dialog)) {
        return dialog;
    }
    for (const sip_dialog *other = found->call->dialogs; other != NULL; other = other->next) {
        if (g_strcmp0(other->from_tag, dialog->from_tag) == 0 && g_strcmp0(other->to_tag, dialog->to_tag) == 0 &&
            is_acknowledged_since(found, other)) {
            return other;
        }
    }
    return NULL;
}

/* True if the address is that of an element of this dialog at another hop, such as the callee beyond a proxy without Record-Route. */
static bool
is_element_of_dialog(const finding *found, const sip_dialog *dialog, const char *name)
{
    for (const sip_dialog *other = found->call->dialogs; other != NULL; other = other->next) {
        if (g_strcmp0(other->to_tag, dialog->to_tag) == 0 && endpoint_names_share_host(other->responder, name)) {
            return true;
        }
    }
    return false;
}

static void
observe_contact(finding *found)
{
    const sip_message *response = found->response;
    const char *frame = finding_number(found, found->transaction->final.frame);
    const sip_text host = sip_uri_host(sip_text_uri(sip_message_header(response, SIP_HEADER_CONTACT)));
    sip_values values = { .line = { NULL, 0 } };
    sip_text contact;
    unsigned count = 0;

    while (count < 2 && sip_message_next_value(response, SIP_HEADER_CONTACT, &values, &contact)) {
        count++;
    }
    if (count == 0) {
        finding_show(found, OBSERVED_CONTACT_MISSING, "frame", frame, NULL);
    } else if (count > 1) {
        finding_show(found, OBSERVED_CONTACT_TWICE, "frame", frame, NULL);
    }
    /* With Record-Route the ACK goes to a proxy, which may well know the way. */
    if (sip_host_is_private(host) && sip_host_is_public(endpoint_address(found->packet->source)) &&
        sip_message_header(response, SIP_HEADER_RECORD_ROUTE).at == NULL) {
        finding_show(found, OBSERVED_CONTACT_PRIVATE, "frame", frame, "value", finding_copy(found, host), "element",
                     found->packet->source, NULL);
    }
}

void
observe_ack(finding *found)
{
    const sip_dialog *dialog = acknowledged_dialog(found);
    sip_message ack;

    observe_contact(found);
    if (dialog == NULL || !kept_message_read(dialog->ack, &ack)) {
        return;
    }
    observe_route_of_ack(found, &ack, dialog);
    /* Where an ACK with Route goes is a matter of the first of them. */
    if (sip_message_header(&ack, SIP_HEADER_ROUTE).at == NULL &&
        !endpoint_names_share_host(dialog->ack_server, found->packet->source) &&
        !is_element_of_dialog(found, dialog, dialog->ack_server)) {
        finding_set_placeholder(found, "destination", dialog->ack_server);
        finding_set_placeholder(found, "element", found->packet->source);
        finding_show(found, OBSERVED_ACK_ELSEWHERE, "frame", finding_number(found, dialog->ack_frame), "destination",
                     dialog->ack_server, "code", finding_number(found, found->response->status), "element", found->packet->source,
                     NULL);
    }
}

static void
show_unlike_ack(finding *found, const char *name, const char *value, const char *expected)
{
    finding_show(found, OBSERVED_ACK_UNLIKE, "name", name, "frame", finding_number(found, call_ack(found->call)->frame), "value",
                 value, "expected", expected, NULL);
}

static void
show_tag_of_ack(finding *found, sip_text sent)
{
    const char *expected = finding_copy(found, found->packet->to_tag);

    if (sent.at == NULL) {
        finding_show(found, OBSERVED_TAG_MISSING, "name", "To", "frame", finding_number(found, call_ack(found->call)->frame),
                     "expected", expected, "before", finding_number(found, found->transaction->final.frame), NULL);
    } else {
        show_unlike_ack(found, "To tag", finding_copy(found, sent), expected);
    }
}

/* True for the CSeq number of that INVITE, unless the ACK has the tag of this response and the final response of that INVITE another. */
static bool
is_acknowledged_by(const finding *found, const sip_transaction *invite)
{
    const sip_ack *ack = call_ack(found->call);
    const bool is_for_response = ack->to_tag != NULL && sip_string_is(ack->to_tag, found->packet->to_tag);

    return invite != NULL && invite->request.cseq == ack->cseq &&
           (found->request->in_dialog || !is_for_response || !sip_answer_is_there(&invite->final) ||
            g_strcmp0(invite->final.to_tag, ack->to_tag) == 0);
}

/* True if the ACK may be that of another INVITE that the client sent in this call. */
static bool
is_of_other_invite(const finding *found)
{
    const sip_side *side = transaction_side(found->transaction);

    return side == NULL || is_acknowledged_by(found, side->invite) || is_acknowledged_by(found, side->invite_before);
}

/* The ACK of a failure is of the transaction of its INVITE (RFC 3261 17.1.1.3, 17.2.3). */
static bool
has_branch_of_invite(const finding *found)
{
    const guint64 key = transaction_key(found->response, 0, sip_text_of("ACK"));
    sip_via via;

    return !sip_message_via(found->response, 0, &via) || !sip_text_begins_with(via.branch, "z9hG4bK") || key == 0 ||
           key == call_ack(found->call)->key;
}

/* The ACK to a 2xx has both tags of the dialog; where it has those of another one, it is of another branch of a fork. */
static bool
has_tag_of_dialog(const finding *found, sip_text from_tag, sip_text to_tag)
{
    return sip_text_equal(to_tag, found->packet->to_tag) || found->packet->to_tag.at == NULL ||
           dialog_find(found->call->dialogs, from_tag, to_tag) != NULL;
}

void
observe_unlike_ack(finding *found)
{
    const sip_ack *ack = call_ack(found->call);
    const sip_endpoint *client = found->transaction->client;
    const sip_text from_tag = sip_text_parameter(sip_message_header(found->response, SIP_HEADER_FROM), "tag");
    const sip_text to_tag = ack->to_tag != NULL ? sip_text_of(ack->to_tag) : (sip_text){ NULL, 0 };

    if (ack->frame <= found->transaction->final.frame || client == NULL || ack->client->host != client->host ||
        !dialog_tag_is(ack->from_tag, from_tag)) {
        return;
    }
    if (ack->cseq != found->request->cseq) {
        if (!is_of_other_invite(found)) {
            show_unlike_ack(found, "CSeq", finding_number(found, ack->cseq), finding_number(found, found->request->cseq));
        }
    } else if (found->response->status < 300) {
        if (!has_tag_of_dialog(found, from_tag, to_tag)) {
            show_tag_of_ack(found, to_tag);
        }
    } else if (!has_branch_of_invite(found)) {
        finding_show(found, OBSERVED_ACK_OTHER_BRANCH, "frame", finding_number(found, ack->frame), "before",
                     finding_number(found, found->request->frame), NULL);
    }
}

static unsigned
count_values(const sip_message *message, sip_header name)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text value;
    unsigned count = 0;

    while (count < SIP_REQUEST_MAX_VIAS && sip_message_next_value(message, name, &values, &value)) {
        count++;
    }
    return count;
}

/* The receiver of an INVITE copies all values of Record-Route into its 2xx (RFC 3261 12.1.1). */
void
observe_lost_record_route(finding *found)
{
    const sip_dialog *dialog = observed_dialog(found);
    sip_message invite;

    if (dialog == NULL || dialog->is_later || found->request->in_dialog || !kept_message_read(dialog->request, &invite)) {
        return;
    }
    const unsigned sent = count_values(&invite, SIP_HEADER_RECORD_ROUTE);
    const unsigned copied = count_values(found->response, SIP_HEADER_RECORD_ROUTE);
    if (copied < sent) {
        finding_set_placeholder_number(found, "frame", dialog->request_frame);
        finding_show(found, OBSERVED_RECORD_ROUTE_LOST, "before", finding_number(found, dialog->request_frame), "count",
                     finding_number(found, sent), "frame", finding_number(found, found->transaction->final.frame), "value",
                     finding_number(found, copied), NULL);
    }
}

/* A request of the same hop that the response would answer but for its top Via. */
static const sip_transaction *
request_like(const finding *found)
{
    const sip_message *response = found->response;
    const sip_text from_tag = sip_text_parameter(sip_message_header(response, SIP_HEADER_FROM), "tag");
    const gint64 cseq = sip_text_number(sip_message_header(response, SIP_HEADER_CSEQ));
    sip_call *call = found->transaction->call;

    return cseq >= 0 ? transaction_of_request(call, from_tag, (guint32)cseq, transaction_cseq_method(response),
                                              found->packet->destination, found->packet->source)
                     : NULL;
}

void
observe_unmatched_request(finding *found)
{
    const sip_transaction *like = request_like(found);
    sip_message request;
    sip_via asked;
    sip_via answered;

    if (like == NULL || !sip_request_message(&like->request, &request) || !sip_message_via(&request, 0, &asked) ||
        !sip_message_via(found->response, 0, &answered)) {
        finding_show(found, EVIDENCE_NO_REQUEST, NULL);
        return;
    }
    const bool is_branch = !sip_text_equal(asked.branch, answered.branch);
    finding_show(found, OBSERVED_REQUEST_UNMATCHED, "method", finding_copy_string(found, like->method), "frame",
                 finding_number(found, like->request.frame), "name", is_branch ? "branch" : "sent-by", "value",
                 finding_copy(found, is_branch ? answered.branch : answered.sent_by), "expected",
                 finding_copy(found, is_branch ? asked.branch : asked.sent_by), NULL);
}
