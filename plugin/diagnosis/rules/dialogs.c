/* dialogs.c
 * Dialogs unknown, crossed or used out of order (RFC 3261 12.2, 14; RFC 5057), and what successful responses to CANCEL, REFER, NOTIFY
 * and REGISTER mean for the call.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "hops.h"
#include "media_total.h"
#include "rules.h"
#include "sip_string.h"
#include "via.h"

#include <string.h>

/* Some registrars grant what is left when they answer. */
#define SECONDS_OF_TOLERANCE 2

static void
show_difference(finding *found, const char *name, const char *sent, const sip_transaction *invite, const char *expected)
{
    finding_show(found, OBSERVED_CANCEL_UNLIKE_INVITE, "name", name, "frame", finding_number(found, found->request->frame), "value",
                 sent, "before", finding_number(found, invite->request.frame), "expected", expected, NULL);
}

/* A CANCEL has branch, sent-by and CSeq number of its INVITE (RFC 3261 9.1). */
bool
dialogs_cancel_unlike_invite(finding *found)
{
    const sip_transaction *invite = finding_is_of(found, "CANCEL") ? transaction_pending_invite(found->transaction) : NULL;
    sip_message asked;
    sip_via of_invite;
    sip_via of_cancel;

    if (invite == NULL || !sip_request_message(&invite->request, &asked) || !sip_message_via(&asked, 0, &of_invite) ||
        !sip_message_via(found->response, 0, &of_cancel)) {
        return false;
    }
    const bool is_branch = !sip_text_equal(of_invite.branch, of_cancel.branch);
    const bool is_sent_by = !sip_text_equal(of_invite.sent_by, of_cancel.sent_by);
    const bool is_cseq = invite->request.cseq != found->request->cseq;
    if (is_branch) {
        show_difference(found, "branch", finding_copy(found, of_cancel.branch), invite, finding_copy(found, of_invite.branch));
    }
    if (is_sent_by) {
        show_difference(found, "sent-by", finding_copy(found, of_cancel.sent_by), invite, finding_copy(found, of_invite.sent_by));
    }
    if (is_cseq) {
        show_difference(found, "CSeq", finding_number(found, found->request->cseq), invite,
                        finding_number(found, invite->request.cseq));
    }
    finding_set_placeholder_number(found, "frame", invite->request.frame);
    return (is_branch || is_sent_by || is_cseq) && finding_conclude(found, VERDICT_CANCEL_BRANCH_MISMATCH);
}

/* What the INVITE of a CANCEL got before: then there is nothing left to cancel (RFC 3261 9.1). */
static bool
cancel_came_too_late(finding *found, const sip_transaction *invite)
{
    finding_set_placeholder_number(found, "frame", invite->final.frame);
    finding_set_placeholder_number(found, "code", invite->final.status);
    finding_show(found, OBSERVED_INVITE_FINAL, "before", finding_number(found, invite->request.frame), "code",
                 finding_number(found, invite->final.status), "frame", finding_number(found, invite->final.frame), NULL);
    return finding_conclude(found, VERDICT_CANCEL_TOO_LATE);
}

/* True if branch, sent-by, CSeq number and From tag are those of the INVITE, and its receiver, which sent a 1xx, has not ended it. */
static bool
fits_pending(const finding *found, const sip_transaction *invite)
{
    return !sip_answer_is_there(&invite->final) && sip_answer_is_there(&transaction_progress(invite)->provisional) &&
           invite->call == found->call && invite->request.cseq == found->request->cseq &&
           g_strcmp0(invite->request.from_tag, found->request->from_tag) == 0;
}

bool
dialogs_cancel_without_transaction(finding *found)
{
    const sip_transaction *invite = transaction_progress(found->transaction)->cancelled;

    if (!finding_is_of(found, "CANCEL")) {
        return false;
    }
    if (invite != NULL && sip_answer_is_there(&invite->final) && invite->final.frame < found->packet->frame) {
        return cancel_came_too_late(found, invite);
    }
    if (invite != NULL && fits_pending(found, invite)) {
        finding_show_frame(found, EVIDENCE_INVITE, invite->request.frame);
        finding_set_placeholder_number(found, "frame", invite->request.frame);
        return finding_conclude(found, VERDICT_CANCEL_NO_TRANSACTION_PENDING);
    }
    return finding_conclude(found, VERDICT_CANCEL_NO_TRANSACTION);
}

static const char *
tag_of(const sip_dialog *dialog, const char *endpoint)
{
    const bool is_client = endpoint_names_share_host(dialog->client, endpoint);
    const bool is_server =
        endpoint_names_share_host(dialog->server, endpoint) || endpoint_names_share_host(dialog->responder, endpoint);

    return is_client == is_server ? NULL : is_client ? dialog->from_tag : dialog->to_tag;
}

/* The tag of the endpoint itself in a dialog; NULL if it is at neither end, or at both, as a proxy in between is. */
static const char *
own_tag(const sip_dialog *first, sip_text from_tag, sip_text to_tag, const char *endpoint)
{
    const sip_dialog *dialog = dialog_at_hop(first, from_tag, to_tag, endpoint, NULL);
    const char *tag = dialog != NULL ? tag_of(dialog, endpoint) : NULL;

    while (tag != NULL && (dialog = dialog_at_hop(dialog->next, from_tag, to_tag, endpoint, NULL)) != NULL) {
        tag = g_strcmp0(tag, tag_of(dialog, endpoint)) == 0 ? tag : NULL;
    }
    return tag;
}

static bool
replaces_ended(finding *found, const sip_dialog *dialog)
{
    const gint64 seconds = (found->request->time - dialog->bye_time) / G_USEC_PER_SEC;

    if (dialog->bye_frame == 0 || dialog->bye_frame > found->request->frame) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", dialog->bye_frame);
    finding_set_placeholder_number(found, "seconds", seconds);
    finding_show_frame(found, EVIDENCE_BYE, dialog->bye_frame);
    return finding_conclude(found, VERDICT_DIALOG_REPLACES_UNKNOWN_OVER);
}

/* What the capture shows of the dialog that Replaces names: that it had ended, or that its tags are in each other's place. */
static bool
replaces_seen(finding *found, sip_text replaces)
{
    const sip_call *replaced = found->call->replaced;
    const sip_text to_tag = sip_text_parameter(replaces, "to-tag");
    const sip_text from_tag = sip_text_parameter(replaces, "from-tag");
    const sip_dialog *dialog = replaced != NULL ? dialog_find(replaced->dialogs, from_tag, to_tag) : NULL;

    if (dialog == NULL || replaces_ended(found, dialog)) {
        return dialog != NULL;
    }
    const char *own = own_tag(dialog, from_tag, to_tag, found->transaction->server->name);
    if (own == NULL) {
        return false;
    }
    finding_show_frame(found, EVIDENCE_DIALOG, dialog->response_frame);
    if (sip_string_is(own, to_tag)) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", dialog->response_frame);
    return finding_conclude(found, VERDICT_DIALOG_REPLACES_UNKNOWN_SWAPPED);
}

/* RFC 3891 3: an INVITE that would take the place of a dialog its receiver does not have. */
bool
dialogs_replaces_unknown(finding *found)
{
    const sip_message *request = finding_is_of(found, "INVITE") && !found->request->in_dialog ? finding_request(found) : NULL;
    const sip_text replaces = request != NULL ? sip_message_header(request, SIP_HEADER_REPLACES) : (sip_text){ NULL, 0 };

    if (replaces.at == NULL) {
        return false;
    }
    finding_show_request(found, sip_header_name(SIP_HEADER_REPLACES), finding_copy(found, replaces));
    return replaces_seen(found, replaces) || finding_conclude(found, VERDICT_DIALOG_REPLACES_UNKNOWN);
}

bool
dialogs_tag_mismatch(finding *found)
{
    const int status = found->response->status;

    return (finding_has(found, OBSERVED_TAG_MISSING) || finding_has(found, OBSERVED_TAG_WRONG)) &&
           finding_conclude_if_shown(found, VERDICT_DIALOG_TAG_MISMATCH, status == 481 || status == 404);
}

bool
dialogs_prack_mismatch(finding *found)
{
    return finding_has(found, OBSERVED_RACK_WRONG) && finding_conclude(found, VERDICT_DIALOG_PRACK_MISMATCH);
}

/* Codes with which an element says that it does not know the dialog or the place that the request is for. */
static bool
is_lost(const finding *found)
{
    const int status = found->response->status;

    return status == 404 || status == 481 || status == 604;
}

static bool
wrong_way(finding *found, catalog_verdict_id verdict)
{
    finding_set_placeholder_number(found, "frame", found->request->frame);
    return finding_conclude_if_shown(found, verdict, is_lost(found));
}

/* A user agent that has the dialog finds it by its tags, so it may be wrong about the Request-URI only where others route by that. */
static bool
is_routed_by_target(finding *found)
{
    const sip_message *request = finding_request(found);

    return found->response->status == 404 || finding_has(found, OBSERVED_OTHER_SERVER) ||
           finding_has(found, OBSERVED_ROUTE_MISSING) ||
           (request != NULL && sip_message_header(request, SIP_HEADER_ROUTE).at != NULL);
}

bool
dialogs_wrong_target(finding *found)
{
    return finding_has(found, OBSERVED_TARGET_WRONG) && is_routed_by_target(found) && wrong_way(found, VERDICT_DIALOG_WRONG_TARGET);
}

bool
dialogs_no_route_set(finding *found)
{
    return (finding_has(found, OBSERVED_ROUTE_MISSING) || finding_has(found, OBSERVED_ROUTE_WRONG)) &&
           wrong_way(found, VERDICT_DIALOG_NO_ROUTE_SET);
}

/* A NOTIFY outside any dialog, in a call that has neither SUBSCRIBE nor REFER (RFC 6665 4.1.3). */
bool
dialogs_unsolicited_notify(finding *found)
{
    if (!finding_is_of(found, "NOTIFY") || found->request->frame == 0 || found->request->in_dialog ||
        found->call->subscription != NULL) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", found->request->frame);
    finding_show(found, OBSERVED_NO_SUBSCRIPTION, "frame", finding_number(found, found->request->frame), NULL);
    return finding_conclude(found, VERDICT_DIALOG_NOTIFY_UNSOLICITED);
}

/* A subscriber has to take a NOTIFY that overtakes the 2xx to its SUBSCRIBE (RFC 6665 4.1.2.4). */
bool
dialogs_early_notify(finding *found)
{
    const sip_transaction *notify = found->transaction;
    const sip_transaction *latest = found->call->subscription;

    if (!finding_is_of(found, "NOTIFY") || !found->request->in_dialog || latest == NULL || notify->client == NULL ||
        !sip_string_is(latest->request.from_tag, found->packet->to_tag)) {
        return false;
    }
    const sip_transaction *subscribe = hops_between(latest, notify->server->name, notify->client->name);
    if (subscribe == NULL || subscribe->request.in_dialog ||
        (sip_answer_is_there(&subscribe->final) && subscribe->final.frame < found->request->frame)) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", subscribe->request.frame);
    finding_set_placeholder(found, "method", subscribe->method);
    finding_show(found, OBSERVED_SUBSCRIBE_OPEN, "method", subscribe->method, "before",
                 finding_number(found, subscribe->request.frame), "frame", finding_number(found, found->request->frame), NULL);
    return finding_conclude(found, VERDICT_DIALOG_NOTIFY_EARLY);
}

/* The seconds since the session was set up or refreshed last, if it is longer than the session interval (RFC 4028 10); else -1. */
static gint64
seconds_past_session(const finding *found, const sip_dialog *dialog)
{
    const gint64 seconds = (found->request->time - dialog->session_time) / G_USEC_PER_SEC;

    return dialog->session_expires > 0 && seconds >= dialog->session_expires ? seconds : -1;
}

static bool
session_expired(finding *found, const sip_dialog *dialog, gint64 seconds)
{
    finding_set_placeholder_number(found, "granted", dialog->session_expires);
    finding_set_placeholder_number(found, "seconds", seconds);
    finding_show(found, OBSERVED_SESSION_UNREFRESHED, "value", finding_number(found, dialog->session_expires), "before",
                 finding_number(found, dialog->session_frame), "frame", finding_number(found, found->request->frame), "seconds",
                 finding_number(found, seconds), NULL);
    return finding_conclude(found, VERDICT_DIALOG_SESSION_EXPIRED);
}

bool
dialogs_session_expired(finding *found)
{
    const sip_dialog *dialog = found->request->in_dialog ? observed_dialog(found) : NULL;
    const gint64 seconds = dialog != NULL ? seconds_past_session(found, dialog) : -1;

    return seconds >= 0 && session_expired(found, dialog, seconds);
}

/* Who ends a session that was not refreshed does so before it expires, by a third of its time or 32 s (RFC 4028 10). */
static bool
is_near_expiry(const sip_dialog *dialog, gint64 seconds)
{
    return dialog->session_expires > 0 && seconds >= dialog->session_expires - MAX(dialog->session_expires / 3, 32);
}

static bool
reason_names_session(const sip_message *request)
{
    static const char *const words[] = { "session", "Session", "timer", "Timer", "expire", "Expire" };
    const sip_text reason = sip_message_header(request, SIP_HEADER_REASON);

    for (size_t i = 0; reason.at != NULL && i < G_N_ELEMENTS(words); i++) {
        if (g_strstr_len(reason.at, (gssize)reason.size, words[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static bool
is_about(gint64 seconds, gint64 expected)
{
    return ABS(seconds - expected) <= SECONDS_OF_TOLERANCE;
}

/* The moments at which software ends a session by itself. Who hangs up is unlikely to hit them. */
static bool
is_at_expiry(const sip_dialog *dialog, gint64 seconds)
{
    const gint64 expires = dialog->session_expires;

    return expires > 0 && (is_about(seconds, expires - MIN(expires / 3, 32)) || is_about(seconds, expires));
}

bool
dialogs_session_ended(finding *found)
{
    const sip_dialog *dialog = finding_is_of(found, "BYE") ? observed_dialog(found) : NULL;
    const gint64 seconds = dialog != NULL ? (found->request->time - dialog->session_time) / G_USEC_PER_SEC : -1;
    const sip_message *request = dialog != NULL && is_near_expiry(dialog, seconds) ? finding_request(found) : NULL;
    const sip_text reason = request != NULL ? sip_message_header(request, SIP_HEADER_REASON) : (sip_text){ NULL, 0 };

    if (request == NULL || (reason.at != NULL ? !reason_names_session(request) : !is_at_expiry(dialog, seconds))) {
        return false;
    }
    if (reason.at != NULL) {
        finding_show_request(found, sip_header_name(SIP_HEADER_REASON), finding_copy(found, reason));
    }
    return session_expired(found, dialog, seconds);
}

/* An earlier BYE of the same dialog: of the other side, whose tag is in To, or another one of this side. */
static bool
is_after_bye(const finding *found)
{
    const sip_call *call = found->call;
    const sip_request *request = found->request;

    return call->bye_frame != 0 && call->bye_frame < request->frame && call->bye_tag != NULL && request->in_dialog &&
           (g_strcmp0(call->bye_tag, request->from_tag) == 0 ? call->bye_cseq != request->cseq
                                                             : sip_string_is(call->bye_tag, found->packet->to_tag));
}

/* The subscription of a REFER may outlive the call (RFC 5057 4.1), so a NOTIFY is not refused for the BYE for certain. */
bool
dialogs_call_already_over(finding *found)
{
    if (!is_after_bye(found)) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", found->call->bye_frame);
    finding_show_frame(found, EVIDENCE_BYE, found->call->bye_frame);
    return finding_conclude_if_shown(found, VERDICT_DIALOG_ALREADY_OVER, !finding_is_of(found, "NOTIFY"));
}

/* The INVITE of either side, if it failed: then there is no dialog that a request could be in. */
static const sip_transaction *
failed_invite(const finding *found)
{
    const sip_call *call = found->call;

    for (size_t i = 0; i < G_N_ELEMENTS(call->sides); i++) {
        const sip_transaction *invite = call->sides[i].invite;
        if (invite != NULL && !invite->request.in_dialog && invite->final.status >= 300 &&
            invite->final.frame < found->packet->frame) {
            return invite;
        }
    }
    return NULL;
}

bool
dialogs_never_set_up(finding *found)
{
    const sip_transaction *invite = found->request->in_dialog && found->call->dialogs == NULL ? failed_invite(found) : NULL;

    if (invite == NULL) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", invite->final.frame);
    finding_set_placeholder_number(found, "code", invite->final.status);
    finding_show(found, OBSERVED_INVITE_FINAL, "before", finding_number(found, invite->request.frame), "code",
                 finding_number(found, invite->final.status), "frame", finding_number(found, invite->final.frame), NULL);
    return finding_conclude(found, VERDICT_DIALOG_NEVER_SET_UP);
}

/* True if the caller sent media after the 2xx, by more than what was still on its way. */
static bool
caller_talks_in(const sip_transaction *invite)
{
    const media_session *session = media_session_of(invite);

    return session != NULL && media_side_total(session, MEDIA_CALLEE).last_time > invite->final.time + TRANSACTION_CROSSING_WITHIN;
}

/*
 * The INVITE of the other side that set up the call, if its sender gave it up, by a CANCEL before the 2xx or when that was on its way, and did
 * nothing more. A proxy, which would have a Via below its own, cancels for reasons of its own.
 */
static const sip_transaction *
given_up_invite(const finding *found)
{
    const sip_side *other = call_other_side(found->call, found->request->from_tag);
    const sip_transaction *invite = other != NULL ? other->invite : NULL;

    if (invite == NULL || invite->request.in_dialog || invite->final.status < 200 || invite->final.status >= 300 ||
        invite->request.vias > 1 || (other->latest != invite && other->latest->request.frame > invite->final.frame)) {
        return NULL;
    }
    const sip_transaction *cancel = transaction_cancel(invite);
    return cancel != NULL && cancel->request.time - invite->final.time <= TRANSACTION_CROSSING_WITHIN && !caller_talks_in(invite)
               ? invite
               : NULL;
}

/* After a 2xx in spite of its CANCEL the caller has to send a BYE (RFC 3261 9.1); without one the callee's side stays in the call. */
bool
dialogs_left_by_caller(finding *found)
{
    const sip_transaction *invite = finding_is_of(found, "BYE") ? given_up_invite(found) : NULL;
    const sip_dialog *dialog = invite != NULL ? observed_dialog(found) : NULL;

    if (dialog == NULL || found->call->bye_frame != found->request->frame) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", transaction_cancel(invite)->request.frame);
    finding_set_placeholder_number(found, "seconds", (found->request->time - invite->final.time) / G_USEC_PER_SEC);
    finding_show_frame(found, EVIDENCE_CANCEL, transaction_cancel(invite)->request.frame);
    finding_show_frame(found, EVIDENCE_DIALOG, dialog->response_frame);
    return finding_conclude(found, VERDICT_DIALOG_UNKNOWN_CANCELLED);
}

bool
dialogs_unknown_dialog(finding *found)
{
    const bool mild = finding_is_of(found, "NOTIFY") || finding_is_of(found, "PRACK");
    const sip_text from_tag = sip_text_parameter(sip_message_header(found->response, SIP_HEADER_FROM), "tag");
    const sip_dialog *dialog = dialog_find(found->call->dialogs, from_tag, found->packet->to_tag);

    if (!found->request->in_dialog && found->response->status != 481) {
        return false;
    }
    if (dialog != NULL) {
        finding_show_frame(found, EVIDENCE_DIALOG, dialog->response_frame);
    }
    return finding_conclude_as(found, VERDICT_DIALOG_UNKNOWN, mild ? CATALOG_NOTE : CATALOG_WARN);
}

/* RFC 3261 12.2.2 */
bool
dialogs_low_cseq(finding *found)
{
    const sip_side *side = transaction_side(found->transaction);

    if (side == NULL || !found->request->in_dialog || !found->request->is_out_of_order ||
        (found->response->status == 400 && !finding_phrase_contains(found, "CSeq"))) {
        return false;
    }
    finding_set_placeholder_number(found, "cseq", found->request->cseq);
    finding_set_placeholder_number(found, "highest", side->cseq);
    finding_show_request(found, "CSeq", finding_number(found, found->request->cseq));
    if (side->latest != NULL && side->latest != found->transaction) {
        finding_show(found, OBSERVED_CSEQ_USED, "cseq", finding_number(found, side->cseq), "method",
                     finding_copy_string(found, side->latest->method), "frame", finding_number(found, side->latest->request.frame),
                     NULL);
    }
    return finding_conclude(found, VERDICT_DIALOG_CSEQ_TOO_LOW);
}

/* A CANCEL shares branch and CSeq number with its INVITE, whose state tells what the CANCEL could do (RFC 3261 9.2). */
bool
dialogs_answered_cancel(finding *found)
{
    const sip_transaction *invite = transaction_progress(found->transaction)->cancelled;

    if (!finding_is_of(found, "CANCEL") || invite == NULL) {
        return false;
    }
    if (invite->final.status >= 300 && invite->final.status != 487) {
        return false;
    }
    if (!sip_answer_is_there(&invite->final) || invite->final.status == 487) {
        finding_show_frame(found, EVIDENCE_INVITE, invite->request.frame);
        return finding_conclude(found, VERDICT_CANCEL_ACCEPTED);
    }
    return cancel_came_too_late(found, invite);
}

static bool
has_several_contacts(const finding *found)
{
    sip_values contacts = { .line = { NULL, 0 } };
    sip_text contact;
    unsigned count = 0;

    while (count < 2 && sip_message_next_value(found->response, SIP_HEADER_CONTACT, &contacts, &contact)) {
        count++;
    }
    return count > 1;
}

/* What the registrar grants stands with the contact (RFC 3261 10.3 step 8); several bindings do not tell whose it is. */
static gint64
granted_expiry(const finding *found)
{
    const gint64 of_contact =
        sip_text_number(sip_text_parameter(sip_message_header(found->response, SIP_HEADER_CONTACT), "expires"));

    if (has_several_contacts(found)) {
        return -1;
    }
    return of_contact >= 0 ? of_contact : sip_text_number(sip_message_header(found->response, SIP_HEADER_EXPIRES));
}

bool
dialogs_registered(finding *found)
{
    if (!finding_is_of(found, "REGISTER") || found->request->frame == 0) {
        return false;
    }
    const gint64 asked = found->request->expires;
    const gint64 granted = granted_expiry(found);
    if (asked == 0) {
        finding_show_request(found, "Expires", "0");
        return finding_conclude(found, VERDICT_REGISTRATION_REMOVED);
    }
    if (asked < 0 || granted < 0 || ABS(asked - granted) <= SECONDS_OF_TOLERANCE) {
        return false;
    }
    finding_set_placeholder_number(found, "asked", asked);
    finding_set_placeholder_number(found, "granted", granted);
    finding_show_request(found, "Expires", finding_number(found, asked));
    return finding_conclude(found, VERDICT_REGISTRATION_EXPIRY_CHANGED);
}

bool
dialogs_accepted_transfer(finding *found)
{
    return finding_is_of(found, "REFER") && finding_conclude(found, VERDICT_TRANSFER_ACCEPTED);
}

/* RFC 3515 2.4.5: the outcome of a REFER comes in the body of a NOTIFY. */
bool
dialogs_failed_transfer(finding *found)
{
    const sip_request *request = found->request;

    if (!request->has_report || finding_extras(found)->reported_status < 300) {
        return false;
    }
    /* Who failed is on the side of the NOTIFY's sender; who answers it only takes note. */
    found->result->origin = found->transaction->client->name;
    found->result->origin_frame = request->frame;
    finding_set_placeholder(found, "sent", finding_extras(found)->reported);
    finding_show(found, EVIDENCE_REPORT, "frame", finding_number(found, request->frame), "value", finding_extras(found)->reported,
                 NULL);
    observe_own_replaces(found);
    return finding_conclude(found, VERDICT_TRANSFER_FAILED);
}
