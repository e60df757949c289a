/* users.c
 * What people did: busy, rejected, not answered, hung up; and what a policy decided for them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

/* After so long the user of a ringing phone did not come: a 480 says so sooner than what may be a pressed button. */
#define SECONDS_TO_UNAVAILABLE 10
#define SECONDS_TO_NO_ANSWER 25

/* A timer of the server may be so far from the Expires of the request, µs. */
#define EXPIRES_CLOSE_TO ((gint64)G_USEC_PER_SEC)

/* Nobody hears anything in less, µs. */
#define SHORTEST_ANNOUNCEMENT ((gint64)G_USEC_PER_SEC)

static gint64
seconds_of_ringing(const finding *found)
{
    const sip_transaction *transaction = found->transaction;

    return transaction_progress(transaction)->ringing_frame != 0
               ? (found->packet->time - transaction_progress(transaction)->ringing_time) / G_USEC_PER_SEC
               : 0;
}

/* An element may send a CANCEL on although it refuses it. One that comes later is for another reason. */
static bool
was_sent_on(const sip_transaction *invite, const sip_transaction *cancel)
{
    for (const sip_transaction *hop = invite->children; hop != NULL; hop = hop->sibling) {
        const sip_transaction *sent_on = transaction_progress(hop)->cancel;
        if (sent_on != NULL && sent_on->request.time - cancel->request.time <= TRANSACTION_CROSSING_WITHIN) {
            return true;
        }
    }
    return false;
}

/* The CANCEL for that INVITE if it had no effect so far; NULL if it had, or may have had, or there is none. */
static const sip_transaction *
cancel_in_vain(const sip_transaction *invite)
{
    const sip_transaction *cancel = transaction_cancel(invite);

    if (cancel == NULL || was_sent_on(invite, cancel)) {
        return NULL;
    }
    /* Of a CANCEL that was repeated the refusal may be of the repetition, after a 200. */
    if (cancel->final.status >= 300) {
        return cancel->transmissions == 1 ? cancel : NULL;
    }
    /* Who repeats it got no response; of one sending, the response may have escaped the capture. */
    return transaction_is_silent(cancel) && cancel->transmissions > 1 ? cancel : NULL;
}

/* The same of this hop or one before, if it was sent so long before this response that the two did not cross. */
static const sip_transaction *
failed_cancel(const finding *found)
{
    for (const sip_transaction *hop = found->transaction; hop != NULL; hop = hop->parent) {
        const sip_transaction *cancel = cancel_in_vain(hop);
        if (cancel != NULL && found->packet->time - cancel->request.time > TRANSACTION_CROSSING_WITHIN) {
            return cancel;
        }
    }
    return NULL;
}

static void
show_cancel_of(finding *found, const sip_transaction *invite)
{
    const sip_progress *progress = transaction_progress(invite);

    if (progress->cancel_reason == NULL) {
        finding_show_frame(found, EVIDENCE_CANCEL, progress->cancel_frame);
    } else {
        finding_show(found, OBSERVED_CANCEL_REASON, "frame", finding_number(found, progress->cancel_frame), "value",
                     finding_copy_string(found, progress->cancel_reason), NULL);
    }
}

static void
show_cancel(finding *found)
{
    show_cancel_of(found, found->transaction);
}

/* The dialog that another branch of this INVITE set up, where the capture lacks the hop that forked it. */
static const sip_dialog *
dialog_of_other_branch(const finding *found)
{
    for (const sip_dialog *dialog = found->call->dialogs; dialog != NULL; dialog = dialog->next) {
        if (!dialog->is_later && !found->request->in_dialog && dialog->request_frame != found->request->frame &&
            g_strcmp0(dialog->from_tag, found->request->from_tag) == 0) {
            return dialog;
        }
    }
    return NULL;
}

static bool
is_parent_answered(const finding *found)
{
    const sip_transaction *parent = found->transaction->parent;

    return parent != NULL && parent->final.status >= 200 && parent->final.status < 300;
}

static bool
is_answered_on_other_branch(const finding *found)
{
    return is_parent_answered(found) || dialog_of_other_branch(found) != NULL;
}

static void
show_answer(finding *found, const char *element, guint32 frame)
{
    finding_show(found, EVIDENCE_ANSWERED, "element", element, "frame", finding_number(found, frame), NULL);
}

static void
show_other_answer(finding *found)
{
    const sip_dialog *dialog = dialog_of_other_branch(found);

    if (is_parent_answered(found)) {
        const diagnosis *answer = found->transaction->parent->final.diagnosis;
        show_answer(found, answer->origin, answer->origin_frame);
    } else if (dialog != NULL) {
        show_answer(found, dialog->responder, dialog->response_frame);
    }
}

/* What is wrong with the CANCEL was found when it was refused. */
static bool
rang_on(finding *found, const sip_transaction *cancel)
{
    const diagnosis *refusal = cancel->final.diagnosis;

    finding_set_placeholder_number(found, "frame", cancel->request.frame);
    finding_set_placeholder_number(found, "seconds", (found->packet->time - cancel->request.time) / G_USEC_PER_SEC);
    finding_set_placeholder(found, "destination", cancel->server->name);
    if (transaction_progress(cancel)->cancelled != NULL) {
        show_cancel_of(found, transaction_progress(cancel)->cancelled);
    } else {
        finding_show_frame(found, EVIDENCE_CANCEL, cancel->request.frame);
    }
    show_other_answer(found);
    if (refusal == NULL) {
        return finding_conclude_if_shown(found, VERDICT_CANCEL_IN_VAIN_UNANSWERED, false);
    }
    finding_set_placeholder_number(found, "code", refusal->code);
    finding_show(found, OBSERVED_CANCEL_REFUSED, "code", finding_number(found, refusal->code), "frame",
                 finding_number(found, cancel->final.frame), NULL);
    for (guint i = 1; i < refusal->fact_count; i++) {
        if (refusal->facts[i]->kind == OBSERVED_CANCEL_UNLIKE_INVITE) {
            finding_add(found, refusal->facts[i]);
        }
    }
    return finding_conclude(found, VERDICT_CANCEL_IN_VAIN);
}

static bool
not_answered(finding *found, bool shown)
{
    const sip_transaction *cancel = failed_cancel(found);

    if (cancel != NULL) {
        return rang_on(found, cancel);
    }
    finding_set_placeholder_number(found, "seconds", seconds_of_ringing(found));
    return finding_conclude_if_shown(found, VERDICT_USER_NO_ANSWER, shown);
}

/* A 6xx of one branch ends all others (RFC 3261 16.7 step 10). NULL if there is none. */
static const sip_transaction *
branch_with_6xx(const sip_transaction *transaction)
{
    for (const sip_transaction *child = transaction->parent->children; child != NULL; child = child->sibling) {
        if (child != transaction && child->final.status >= 600) {
            return child;
        }
    }
    return NULL;
}

/* The cause in the Reason of the CANCEL, if it is of that protocol (RFC 3326); -1 if it names none. */
static gint64
cause_of_cancel(const sip_progress *progress, const char *protocol)
{
    const sip_text reason = progress->cancel_reason != NULL ? sip_text_of(progress->cancel_reason) : (sip_text){ NULL, 0 };

    return sip_text_is(sip_text_token(reason), protocol) ? sip_text_number(sip_text_parameter(reason, "cause")) : -1;
}

static catalog_topic
topic_of_cancel(const sip_progress *progress)
{
    const sip_text text =
        progress->cancel_reason != NULL ? sip_text_parameter(sip_text_of(progress->cancel_reason), "text") : (sip_text){ NULL, 0 };

    return text.at != NULL ? catalog_topic_of(text.at, text.size) : TOPIC_NONE;
}

static bool
cancel_says_elsewhere(const sip_progress *progress)
{
    return cause_of_cancel(progress, "SIP") == 200 || cause_of_cancel(progress, "Q.850") == Q850_NON_SELECTED_USER ||
           topic_of_cancel(progress) == TOPIC_ELSEWHERE;
}

/* A timer of a hop before, as a ring timer or the time of a hunt group. */
static bool
cancel_says_timeout(const sip_progress *progress)
{
    const gint64 cause = cause_of_cancel(progress, "Q.850");
    const catalog_topic topic = topic_of_cancel(progress);

    return cause_of_cancel(progress, "SIP") == 408 || cause == Q850_NO_USER_RESPONDING || cause == Q850_NO_ANSWER ||
           cause == Q850_TIMER_EXPIRY || topic == TOPIC_NO_ANSWER || topic == TOPIC_TIMEOUT;
}

static bool
cancelled_in(finding *found, guint32 frame, bool shown)
{
    finding_set_placeholder_number(found, "frame", frame);
    if (frame == transaction_progress(found->transaction)->cancel_frame) {
        show_cancel(found);
    } else {
        finding_show_frame(found, EVIDENCE_CANCEL, frame);
    }
    return finding_conclude_if_shown(found, VERDICT_USER_CANCELLED, shown);
}

/* The same where the capture lacks the hop that forked the request. */
static const sip_transaction *
declined_branch(const finding *found)
{
    const sip_transaction *declined = found->call->declined;

    return declined != NULL && declined != found->transaction && declined->parent == NULL &&
                   declined->client == found->transaction->client && declined->request.cseq == found->request->cseq &&
                   g_strcmp0(declined->request.from_tag, found->request->from_tag) == 0
               ? declined
               : NULL;
}

/* A caller that hung up is no matter of other branches: then the hop before was cancelled, too. */
static bool
is_cancelled_by_caller(const sip_transaction *transaction)
{
    return transaction->parent != NULL && transaction_progress(transaction->parent)->cancel_frame != 0 &&
           cancel_in_vain(transaction->parent) == NULL;
}

static bool
answered_elsewhere(finding *found)
{
    if (!is_answered_on_other_branch(found) && !cancel_says_elsewhere(transaction_progress(found->transaction))) {
        return false;
    }
    show_cancel(found);
    show_other_answer(found);
    return finding_conclude(found, VERDICT_USER_ANSWERED_ELSEWHERE);
}

static bool
declined_elsewhere(finding *found)
{
    const sip_progress *progress = transaction_progress(found->transaction);
    const sip_transaction *branch =
        found->transaction->parent != NULL ? branch_with_6xx(found->transaction) : declined_branch(found);

    if (branch == NULL && cause_of_cancel(progress, "SIP") < 600) {
        return false;
    }
    show_cancel(found);
    if (branch != NULL) {
        finding_show(found, EVIDENCE_BRANCH, "element", branch->server != NULL ? branch->server->name : NULL, "code",
                     finding_number(found, branch->final.status), "frame", finding_number(found, branch->final.frame), NULL);
    }
    finding_set_placeholder_number(found, "frame", branch != NULL ? branch->final.frame : progress->cancel_frame);
    return finding_conclude(found, VERDICT_USER_DECLINED_ELSEWHERE);
}

/* Why the element that sent the CANCEL did so shows in its Reason and in the transaction for which it had sent the INVITE on. */
bool
users_cancelled(finding *found)
{
    const sip_transaction *transaction = found->transaction;
    const sip_transaction *parent = transaction->parent;
    const sip_progress *progress = transaction_progress(transaction);

    if (progress->cancel_frame == 0) {
        return false;
    }
    if (is_cancelled_by_caller(transaction)) {
        return cancelled_in(found, transaction_progress(parent)->cancel_frame, true);
    }
    if (answered_elsewhere(found) || declined_elsewhere(found)) {
        return true;
    }
    if (parent != NULL && progress->ringing_frame != 0) {
        show_cancel(found);
        /* The failure that the element sent on shows that it gave up by itself. */
        return not_answered(found, parent->final.status >= 300);
    }
    if (progress->ringing_frame != 0 && cancel_says_timeout(progress)) {
        show_cancel(found);
        return not_answered(found, false);
    }
    /* The hop before may have forked the request, or have a timer. */
    if (parent == NULL && found->request->vias > 1) {
        show_cancel(found);
        finding_set_placeholder_number(found, "frame", progress->cancel_frame);
        return finding_conclude(found, VERDICT_USER_CANCELLED_BEFORE);
    }
    return cancelled_in(found, progress->cancel_frame, parent == NULL);
}

/* Words of the sender where the CANCEL is not in the capture. */
bool
users_said_elsewhere(finding *found)
{
    return finding_topic(found) == TOPIC_ELSEWHERE && finding_conclude_if_shown(found, VERDICT_USER_ANSWERED_ELSEWHERE, false);
}

/* The 487 comes when the time is over that the INVITE gives (RFC 3261 13.3.1.1). */
bool
users_expired(finding *found)
{
    const sip_message *request = finding_request(found);
    const gint64 seconds = request != NULL ? sip_text_number(sip_message_header(request, SIP_HEADER_EXPIRES)) : -1;
    const gint64 late = found->result->time - seconds * G_USEC_PER_SEC;

    if (seconds <= 0 || late < -EXPIRES_CLOSE_TO || late > EXPIRES_CLOSE_TO) {
        return false;
    }
    finding_set_placeholder_number(found, "seconds", seconds);
    finding_show_request(found, sip_header_name(SIP_HEADER_EXPIRES), finding_number(found, seconds));
    return finding_conclude(found, VERDICT_USER_CANCELLED_UNSEEN_EXPIRED);
}

bool
users_ended_by_bye(finding *found)
{
    if (found->call->bye_frame == 0 || found->request->in_dialog || found->call->dialogs != NULL) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", found->call->bye_frame);
    finding_show_frame(found, EVIDENCE_BYE, found->call->bye_frame);
    return finding_conclude(found, VERDICT_USER_CANCELLED);
}

/* What shows that the ring time ran out, whatever the code; a refusal by hand may come late, too, and before that is one. */
bool
users_rang_in_vain(finding *found)
{
    const sip_progress *progress = transaction_progress(found->transaction);
    const int status = found->response->status;

    const sip_transaction *cancel = failed_cancel(found);

    if (progress->ringing_frame == 0 || (cancel == NULL && transaction_cancel(found->transaction) != NULL)) {
        return false;
    }
    const bool timed_out = status == 408 || found->q850 == Q850_NO_USER_RESPONDING || found->q850 == Q850_NO_ANSWER;
    const int enough = status != 480 ? SECONDS_TO_NO_ANSWER : cancel == NULL ? SECONDS_TO_UNAVAILABLE : 0;

    return (timed_out || finding_topic(found) == TOPIC_NO_ANSWER || seconds_of_ringing(found) >= enough) &&
           not_answered(found, timed_out);
}

/* A 182 says that the call waits, not that a device rings (RFC 3261 21.1.4). */
bool
users_waited_in_queue(finding *found)
{
    const sip_progress *progress = transaction_progress(found->transaction);

    if (progress->queued_frame == 0 || progress->ringing_frame != 0 || progress->cancel_frame != 0) {
        return false;
    }
    finding_set_placeholder_number(found, "seconds", (found->packet->time - progress->queued_time) / G_USEC_PER_SEC);
    return finding_conclude(found, VERDICT_USER_QUEUE_TIMEOUT);
}

/* A device that rang was reached, whatever ended its call. */
bool
users_never_rang(finding *found)
{
    return transaction_progress(found->transaction)->ringing_frame == 0 && finding_conclude(found, VERDICT_CALLEE_NO_RESPONSE_SEEN);
}

/* What only rang can have been refused by hand. */
bool
users_busy(finding *found)
{
    return finding_conclude(found, finding_has(found, OBSERVED_RANG) ? VERDICT_USER_BUSY_RANG : VERDICT_USER_BUSY);
}

/* ATIS-1000099: here, and only here, the phrase has a meaning. */
bool
users_blocked_by_network(finding *found)
{
    return (found->response->status == 608 || finding_phrase_contains(found, "Network Blocked")) &&
           finding_conclude(found, VERDICT_POLICY_BLOCKED_BY_NETWORK);
}

/* Early media before a failure are mostly an announcement that says more than the code. */
bool
users_early_media_then_failed(finding *found)
{
    const guint32 frame = transaction_progress(found->transaction)->early_media_frame;
    const gint64 time = found->packet->time - transaction_progress(found->transaction)->early_media_time;

    if (frame == 0 || time < SHORTEST_ANNOUNCEMENT || transaction_progress(found->transaction)->ringing_frame != 0 ||
        !finding_is_of(found, "INVITE")) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", frame);
    finding_show_frame(found, EVIDENCE_EARLY_MEDIA, frame);
    return finding_conclude(found, VERDICT_MEDIA_EARLY_THEN_FAILED);
}

bool
users_not_reachable(finding *found)
{
    if (!finding_is_of(found, "INVITE") || finding_q850_is_circuit(found)) {
        return false;
    }
    /* A proxy whose own registrations have nobody to ring. */
    if (finding_is_made_by_proxy(found) && transaction_progress(found->transaction)->ringing_frame == 0 &&
        found->transaction->children == NULL) {
        return finding_conclude(found, VERDICT_ROUTE_NOT_REGISTERED);
    }
    /* A device that rang is registered, and one that is not logged in has no do not disturb. */
    if (transaction_progress(found->transaction)->ringing_frame != 0) {
        return finding_conclude(found, VERDICT_USER_NOT_REACHABLE_RANG);
    }
    switch (found->q850) {
    case Q850_NO_USER_RESPONDING:
        return finding_conclude(found, VERDICT_USER_NOT_REACHABLE_SILENT);
    case Q850_NO_ANSWER:
        return finding_conclude(found, VERDICT_USER_NOT_REACHABLE_UNANSWERED);
    case Q850_SUBSCRIBER_ABSENT:
        return finding_conclude(found, VERDICT_USER_NOT_REACHABLE_ABSENT);
    default:
        return finding_conclude(found, VERDICT_USER_NOT_REACHABLE);
    }
}

bool
users_forbidden(finding *found)
{
    return finding_conclude(found, finding_is_of(found, "REGISTER") ? VERDICT_REGISTRATION_FORBIDDEN : VERDICT_POLICY_FORBIDDEN);
}
