/* users.c
 * What people did: busy, rejected, not answered, hung up; and what a policy decided for them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

/* After so long the user of a ringing phone did not come: a 480 says so sooner than what may be a pressed button. */
#define SECONDS_TO_UNAVAILABLE 10
#define SECONDS_TO_NO_ANSWER 25

static gint64
seconds_of_ringing(const finding *found)
{
    const sip_transaction *transaction = found->transaction;

    return transaction_progress(transaction)->ringing_frame != 0
               ? (found->packet->time - transaction_progress(transaction)->ringing_time) / G_USEC_PER_SEC
               : 0;
}

static bool
not_answered(finding *found, bool shown)
{
    finding_set_placeholder_number(found, "seconds", seconds_of_ringing(found));
    return finding_conclude_if_shown(found, VERDICT_USER_NO_ANSWER, shown);
}

static bool
cancelled_in(finding *found, guint32 frame, bool shown)
{
    finding_set_placeholder_number(found, "frame", frame);
    finding_show_frame(found, EVIDENCE_CANCEL, frame);
    return finding_conclude_if_shown(found, VERDICT_USER_CANCELLED, shown);
}

/* A 6xx of one branch ends all others (RFC 3261 16.7 step 10). */
static bool
ended_by_other_branch(const sip_transaction *transaction)
{
    for (const sip_transaction *child = transaction->parent->children; child != NULL; child = child->sibling) {
        if (child != transaction && child->final.status >= 600) {
            return true;
        }
    }
    return false;
}

/* Why the element that sent the CANCEL did so shows in the transaction for which it had sent the INVITE on. */
bool
users_cancelled(finding *found)
{
    const sip_transaction *transaction = found->transaction;
    const sip_transaction *parent = transaction->parent;

    if (transaction_progress(transaction)->cancel_frame == 0) {
        return false;
    }
    if (parent != NULL && transaction_progress(parent)->cancel_frame == 0 && parent->final.status >= 200 &&
        parent->final.status < 300) {
        const diagnosis *answer = parent->final.diagnosis;
        finding_set_placeholder_number(found, "frame", answer->origin_frame);
        finding_show_frame(found, EVIDENCE_CANCEL, transaction_progress(transaction)->cancel_frame);
        finding_show(found, EVIDENCE_ANSWERED, "element", answer->origin, "frame", finding_number(found, answer->origin_frame),
                     NULL);
        return finding_conclude(found, VERDICT_USER_ANSWERED_ELSEWHERE);
    }
    if (parent != NULL && transaction_progress(parent)->cancel_frame == 0 &&
        transaction_progress(transaction)->ringing_frame != 0 && !ended_by_other_branch(transaction)) {
        finding_show_frame(found, EVIDENCE_CANCEL, transaction_progress(transaction)->cancel_frame);
        /* The failure that the element sent on shows that it gave up by itself. */
        return not_answered(found, parent->final.status >= 300);
    }
    if (parent != NULL && transaction_progress(parent)->cancel_frame != 0) {
        return cancelled_in(found, transaction_progress(parent)->cancel_frame, true);
    }
    return cancelled_in(found, transaction_progress(transaction)->cancel_frame, parent == NULL);
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

    if (progress->ringing_frame == 0 || progress->cancel_frame != 0) {
        return false;
    }
    const bool timed_out = status == 408 || found->q850 == Q850_NO_USER_RESPONDING || found->q850 == Q850_NO_ANSWER;
    const int enough = status == 480 ? SECONDS_TO_UNAVAILABLE : SECONDS_TO_NO_ANSWER;

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

    if (frame == 0 || transaction_progress(found->transaction)->ringing_frame != 0 || !finding_is_of(found, "INVITE")) {
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
    return finding_conclude(found, VERDICT_USER_NOT_REACHABLE);
}

bool
users_forbidden(finding *found)
{
    return finding_conclude(found, finding_is_of(found, "REGISTER") ? VERDICT_REGISTRATION_FORBIDDEN : VERDICT_POLICY_FORBIDDEN);
}
