/* dialog.c
 * Observations of dialogs (RFC 3261 12); see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"

#include "hops.h"
#include "request_details.h"
#include "sip_string.h"
#include "uri.h"
#include "via.h"

/* A route set of more proxies is not compared. */
#define MAX_ROUTES 16

/* The INVITE of either side that would set up the first dialog of the call, but has no final response yet; NULL if there is none. */
static const sip_transaction *
pending_setup(const sip_call *call)
{
    for (size_t i = 0; i < G_N_ELEMENTS(call->sides); i++) {
        const sip_transaction *invite = call->sides[i].invite;
        if (invite != NULL && !invite->request.in_dialog && !sip_answer_is_there(&invite->final)) {
            return invite;
        }
    }
    return NULL;
}

void
observe_unseen_dialog(finding *found)
{
    if (!found->request->in_dialog || found->call->dialogs != NULL) {
        return;
    }
    const sip_transaction *invite = pending_setup(found->call);
    if (invite != NULL) {
        finding_show_frame(found, EVIDENCE_INVITE, invite->request.frame);
    } else {
        finding_show(found, OBSERVED_DIALOG_UNSEEN, NULL);
    }
}

void
observe_ended_subscription(finding *found)
{
    const sip_transaction *latest = found->call->subscription;

    if (finding_is_of(found, "NOTIFY") && latest != NULL && transaction_is_of(latest, "SUBSCRIBE") &&
        latest->request.expires == 0) {
        finding_show_frame(found, OBSERVED_UNSUBSCRIBED, latest->request.frame);
    }
}

/* What makes no sense outside a dialog. */
static bool
needs_dialog(const finding *found)
{
    return found->request->in_dialog || finding_is_of(found, "BYE") || finding_is_of(found, "PRACK") ||
           finding_is_of(found, "UPDATE") || finding_is_of(found, "INFO") || finding_is_of(found, "NOTIFY");
}

/* A tag that has no 2xx yet: that of a branch which rings. */
static bool
is_early(const sip_transaction *invite, sip_text to_tag)
{
    for (const sip_transaction *hop = invite; hop != NULL; hop = hops_next(invite, hop)) {
        if (to_tag.at != NULL && sip_string_is(transaction_progress(hop)->provisional.to_tag, to_tag)) {
            return true;
        }
    }
    return false;
}

static void
show_tag(finding *found, const char *name, sip_text sent, const char *tag, guint32 frame)
{
    const char *expected = finding_copy_string(found, tag);
    const char *own_frame = finding_number(found, found->request->frame);
    const char *before = finding_number(found, frame);

    finding_set_placeholder(found, "name", name);
    finding_set_placeholder(found, "frame", own_frame);
    if (sent.at == NULL) {
        finding_show(found, OBSERVED_TAG_MISSING, "name", name, "frame", own_frame, "expected", expected, "before", before, NULL);
    } else {
        finding_show(found, OBSERVED_TAG_WRONG, "name", name, "frame", own_frame, "value", finding_copy(found, sent), "expected",
                     expected, "before", before, NULL);
    }
}

/* Compares with a dialog that one of the tags is of. Returns false if none is. */
static bool
compare_tags(finding *found, const sip_dialog *dialog, sip_text from_tag, sip_text to_tag)
{
    const guint32 of_client = dialog->request_frame != 0 ? dialog->request_frame : dialog->response_frame;
    const guint32 of_server = dialog->response_frame;

    if (dialog->from_tag == NULL || dialog->to_tag == NULL) {
        return false;
    }
    if (dialog_tag_is(dialog->from_tag, from_tag)) {
        show_tag(found, "To", to_tag, dialog->to_tag, of_server);
    } else if (dialog_tag_is(dialog->to_tag, from_tag)) {
        show_tag(found, "To", to_tag, dialog->from_tag, of_client);
    } else if (dialog_tag_is(dialog->from_tag, to_tag)) {
        show_tag(found, "From", from_tag, dialog->to_tag, of_server);
    } else if (dialog_tag_is(dialog->to_tag, to_tag)) {
        show_tag(found, "From", from_tag, dialog->from_tag, of_client);
    } else {
        return false;
    }
    return true;
}

static bool
is_to_tag_of_dialog(const sip_call *call, sip_text to_tag)
{
    for (const sip_dialog *dialog = call->dialogs; dialog != NULL; dialog = dialog->next) {
        if (dialog->to_tag != NULL && dialog_tag_is(dialog->to_tag, to_tag)) {
            return true;
        }
    }
    return false;
}

/* A tag of a branch that rang and never got a 2xx: what its dialog is, was not seen. */
static bool
is_of_early_dialog(const sip_call *call, sip_text to_tag)
{
    return !is_to_tag_of_dialog(call, to_tag) &&
           (is_early(call->sides[0].invite, to_tag) || is_early(call->sides[1].invite, to_tag));
}

/* True if the request goes between hosts of the dialog: what others send may belong to a fork that was not seen. */
static bool
is_between_its_hosts(const finding *found, const sip_dialog *dialog)
{
    const char *sender = found->transaction->client->name;
    const char *receiver = found->transaction->server->name;

    if (dialog->client == NULL) {
        return endpoint_names_share_host(sender, dialog->responder) || endpoint_names_share_host(receiver, dialog->responder);
    }
    return (endpoint_names_share_host(sender, dialog->client) && endpoint_names_share_host(receiver, dialog->server)) ||
           (endpoint_names_share_host(receiver, dialog->client) &&
            (endpoint_names_share_host(sender, dialog->server) || endpoint_names_share_host(sender, dialog->responder)));
}

void
observe_tags(finding *found)
{
    const sip_call *call = found->call;

    if (found->request->frame == 0 || found->transaction->client == NULL || call->dialogs == NULL || !needs_dialog(found)) {
        return;
    }
    const char *from = found->request->from_tag;
    const sip_text from_tag = from != NULL ? sip_text_of(from) : (sip_text){ NULL, 0 };
    const sip_text to_tag = found->request->in_dialog ? found->packet->to_tag : (sip_text){ NULL, 0 };
    if (dialog_find(call->dialogs, from_tag, to_tag) != NULL || is_of_early_dialog(call, to_tag)) {
        return;
    }
    for (const sip_dialog *dialog = call->dialogs; dialog != NULL; dialog = dialog->next) {
        if (is_between_its_hosts(found, dialog) && compare_tags(found, dialog, from_tag, to_tag)) {
            return;
        }
    }
}

/* The URIs of Route or Record-Route. Returns how many there are; MAX_ROUTES + 1 if they are too many. */
static size_t
read_routes(const sip_message *message, sip_header name, sip_text routes[MAX_ROUTES + 1])
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text value;
    size_t count = 0;

    while (count <= MAX_ROUTES && sip_message_next_value(message, name, &values, &value)) {
        routes[count++] = sip_text_uri(value);
    }
    return count;
}

static bool
is_loose(sip_text route)
{
    return sip_text_parameter(route, "lr").at != NULL;
}

/* Some user agents put an outbound proxy of their own before the route set. */
static bool
ends_with_routes(const sip_text *sent, size_t sent_count, const sip_text *expected, size_t count)
{
    if (sent_count < count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!sip_uri_is_same_address(sent[sent_count - count + i], expected[i])) {
            return false;
        }
    }
    return true;
}

static void
compare_routes(finding *found, const sip_message *request, guint32 request_frame, const sip_text *expected, size_t count,
               guint32 frame)
{
    sip_text sent[MAX_ROUTES + 1];
    const size_t sent_count = read_routes(request, SIP_HEADER_ROUTE, sent);

    if (sent_count > MAX_ROUTES || ends_with_routes(sent, sent_count, expected, count)) {
        return;
    }
    const char *own_frame = finding_number(found, request_frame);
    const char *before = finding_number(found, frame);
    if (sent_count == 0) {
        finding_show(found, OBSERVED_ROUTE_MISSING, "frame", own_frame, "expected", finding_copy(found, expected[0]), "before",
                     before, NULL);
    } else {
        finding_show(found, OBSERVED_ROUTE_WRONG, "frame", own_frame, "value", finding_copy(found, sent[0]), "expected",
                     finding_copy(found, expected[0]), "before", before, NULL);
    }
}

static void
show_target(finding *found, catalog_evidence_id kind, const sip_message *request, guint32 request_frame, sip_text target,
            guint32 frame)
{
    finding_show(found, kind, "frame", finding_number(found, request_frame), "uri", finding_copy(found, request->request_uri),
                 "expected", finding_copy(found, target), "before", finding_number(found, frame), NULL);
}

static void
compare_target(finding *found, const sip_message *request, guint32 request_frame, sip_text target, guint32 frame)
{
    if (target.at != NULL && !sip_uri_is_same_address(request->request_uri, target)) {
        show_target(found, OBSERVED_TARGET_WRONG, request, request_frame, target, frame);
    }
}

static void
reverse(sip_text *routes, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        const sip_text route = routes[i];
        routes[i] = routes[count - 1 - i];
        routes[count - 1 - i] = route;
    }
}

/* Of the values of a set-up message those of Record-Route, as its receiver has to use them (RFC 3261 12.1.1, 12.1.2). */
static size_t
route_set(const sip_message *setup, sip_text routes[MAX_ROUTES + 1])
{
    const size_t count = read_routes(setup, SIP_HEADER_RECORD_ROUTE, routes);

    if (setup->is_response) {
        reverse(routes, count);
    }
    return count;
}

/* Compares a request with what one message of the set-up gave its sender, and with the target that came later, if frame is not 0. */
static void
compare_with_setup(finding *found, const sip_message *request, guint32 request_frame, const sip_message *setup, guint32 setup_frame,
                   sip_target refreshed)
{
    sip_text routes[MAX_ROUTES + 1];
    const size_t count = route_set(setup, routes);

    /* A strict router wants its own URI as Request-URI (RFC 3261 16.12.1.2). */
    if (count > MAX_ROUTES || (count > 0 && !is_loose(routes[0]))) {
        return;
    }
    if (refreshed.frame == 0) {
        compare_target(found, request, request_frame, sip_text_uri(sip_message_header(setup, SIP_HEADER_CONTACT)), setup_frame);
    } else if (refreshed.uri != NULL) {
        compare_target(found, request, request_frame, sip_text_of(refreshed.uri), refreshed.frame);
    }
    if (count > 0) {
        compare_routes(found, request, request_frame, routes, count, setup_frame);
    }
}

/* The URI has the user of Contact at the address that the response came from: so a PBX reaches a phone behind NAT, whatever its Contact. */
static bool
is_where_response_came_from(const finding *found, sip_text uri, sip_text contact)
{
    const char *source = found->packet->source;

    return sip_text_equal(sip_uri_user(uri), sip_uri_user(contact)) && sip_uri_port(uri) == endpoint_port(source) &&
           sip_text_equal(sip_uri_host(uri), endpoint_address(source));
}

/* What comes through a proxy with Record-Route has an address of the proxy for its source. */
static bool
goes_to_source(const finding *found, const sip_message *ack, sip_text contact)
{
    return contact.at != NULL && sip_message_header(found->response, SIP_HEADER_RECORD_ROUTE).at == NULL &&
           !sip_uri_is_same_address(ack->request_uri, contact) && is_where_response_came_from(found, ack->request_uri, contact);
}

/* A caller that ignores the Contact repeats the Request-URI of its INVITE in the ACK. */
static bool
has_uri_of_invite(const sip_message *ack, const sip_dialog *dialog)
{
    sip_message invite;

    return kept_message_read(dialog->request, &invite) && sip_uri_is_same_address(ack->request_uri, invite.request_uri);
}

/* NAT changed the port only, or a private address to a public one. */
static bool
is_translated(const finding *found, sip_text contact)
{
    const sip_text source = endpoint_address(found->packet->source);
    const sip_text host = sip_uri_host(contact);

    return sip_text_equal(host, source) || (sip_host_is_private(host) && sip_host_is_public(source));
}

void
observe_route_of_ack(finding *found, const sip_message *ack, const sip_dialog *dialog)
{
    const sip_text contact = sip_text_uri(sip_message_header(found->response, SIP_HEADER_CONTACT));
    sip_via via;

    if (sip_message_via(ack, 1, &via)) {
        return;
    }
    /* The same without Record-Route, where the hop beyond the proxy is in the capture. */
    if (!goes_to_source(found, ack, contact) || hops_go_on(found->transaction)) {
        compare_with_setup(found, ack, dialog->ack_frame, found->response, found->transaction->final.frame,
                           (sip_target){ .frame = 0 });
    } else if (!has_uri_of_invite(ack, dialog) || is_translated(found, contact)) {
        show_target(found, OBSERVED_TARGET_REWRITTEN, ack, dialog->ack_frame, contact, found->transaction->final.frame);
    }
    /* Otherwise nobody knows: the caller ignores Contact, or has its target from a registration that came from there. */
}

static bool
has_one_via(const sip_kept_message *kept)
{
    sip_message message;
    sip_via via;

    return kept_message_read(kept, &message) && !sip_message_via(&message, 1, &via);
}

/* True if the host that sent the request is that of the user agent, which is the one that had sent a request with one Via only. */
static bool
is_sent_by_agent(const finding *found, const sip_dialog *dialog, bool by_client)
{
    const char *sender = found->transaction->client->name;

    return found->request->vias == 1 &&
           (by_client ? endpoint_names_share_host(sender, dialog->client) && has_one_via(dialog->request)
                      : endpoint_names_share_host(sender, dialog->responder));
}

/* The dialog at the hop of the request, or else at one that its sender has with somebody else: a wrong target leads anywhere. */
static const sip_dialog *
dialog_of_sender(finding *found)
{
    const sip_dialog *dialog = observed_dialog(found);

    if (dialog != NULL || found->transaction->client == NULL) {
        return dialog;
    }
    const sip_text from_tag = sip_text_parameter(sip_message_header(found->response, SIP_HEADER_FROM), "tag");
    dialog = dialog_at_hop(found->call->dialogs, from_tag, found->packet->to_tag, found->transaction->client->name, NULL);
    if (dialog != NULL) {
        const bool by_client = g_strcmp0(found->request->from_tag, dialog->from_tag) == 0;
        finding_show(found, OBSERVED_OTHER_SERVER, "frame", finding_number(found, found->request->frame), "destination",
                     found->transaction->server->name, "element", by_client ? dialog->server : dialog->client, NULL);
    }
    return dialog;
}

void
observe_route(finding *found)
{
    const sip_message *request = found->request->in_dialog && !finding_is_of(found, "CANCEL") ? finding_request(found) : NULL;
    const sip_dialog *dialog = request != NULL ? dialog_of_sender(found) : NULL;

    if (dialog == NULL || dialog->is_later) {
        return;
    }
    const bool by_client = g_strcmp0(found->request->from_tag, dialog->from_tag) == 0;
    sip_message setup;
    if (is_sent_by_agent(found, dialog, by_client) && kept_message_read(by_client ? dialog->response : dialog->request, &setup)) {
        compare_with_setup(found, request, found->request->frame, &setup,
                           by_client ? dialog->response_frame : dialog->request_frame,
                           by_client ? dialog->server_target : dialog->client_target);
    }
}

/* The INVITE of this hop that a PRACK may be for: the latest of its side, or what it became there. */
static const sip_transaction *
invite_at_hop(const finding *found)
{
    const sip_side *side = transaction_side(found->transaction);
    const sip_transaction *invites[] = { side != NULL ? side->invite : NULL, side != NULL ? side->invite_before : NULL };

    for (size_t i = 0; i < G_N_ELEMENTS(invites); i++) {
        const sip_transaction *at_hop =
            invites[i] != NULL ? hops_between(invites[i], found->transaction->client->name, found->transaction->server->name)
                               : NULL;
        if (at_hop != NULL && transaction_progress(at_hop)->reliable_frame != 0) {
            return at_hop;
        }
    }
    return NULL;
}

/* RAck = response-num LWS CSeq-num LWS Method (RFC 3262 10) */
static bool
is_rack_of(sip_text rack, const sip_transaction *invite, sip_text to_tag)
{
    const sip_progress *progress = transaction_progress(invite);
    const gint64 rseq = sip_text_number(rack);
    size_t digits = 0;

    while (digits < rack.size && g_ascii_isdigit(rack.at[digits])) {
        digits++;
    }
    const gint64 cseq = sip_text_number((sip_text){ rack.at + digits, rack.size - digits });
    /* Each branch of a fork numbers its responses itself. */
    const bool is_number = !sip_string_is(progress->reliable_tag, to_tag) ||
                           (rseq >= (gint64)progress->first_rseq && rseq <= (gint64)progress->last_rseq);

    return is_number && cseq == (gint64)invite->request.cseq;
}

void
observe_rack(finding *found)
{
    const sip_message *request = finding_is_of(found, "PRACK") ? finding_request(found) : NULL;
    const sip_text rack = request != NULL ? sip_message_header(request, SIP_HEADER_RACK) : (sip_text){ NULL, 0 };
    const sip_transaction *invite = rack.at != NULL ? invite_at_hop(found) : NULL;

    if (invite == NULL || is_rack_of(rack, invite, found->packet->to_tag)) {
        return;
    }
    finding_set_placeholder_number(found, "frame", found->request->frame);
    finding_show(found, OBSERVED_RACK_WRONG, "frame", finding_number(found, found->request->frame), "value",
                 finding_copy(found, rack), "before", finding_number(found, transaction_progress(invite)->reliable_frame), "number",
                 finding_number(found, transaction_progress(invite)->last_rseq), "cseq",
                 finding_number(found, invite->request.cseq), NULL);
}

void
observe_own_replaces(finding *found)
{
    const bool may_replace = finding_is_of(found, "REFER") || finding_is_of(found, "INVITE");
    const sip_message *request = may_replace ? finding_request(found) : NULL;

    if (request != NULL && request_replaces_own_dialog(request)) {
        finding_show(found, OBSERVED_REPLACES_ITSELF, "method", finding_copy_string(found, found->transaction->method), "frame",
                     finding_number(found, found->request->frame), NULL);
    } else if (found->request->has_report && found->call->replacing_frame != 0) {
        finding_show(found, OBSERVED_REPLACES_ITSELF, "method", "REFER", "frame",
                     finding_number(found, found->call->replacing_frame), NULL);
    }
}
