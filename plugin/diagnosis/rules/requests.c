/* requests.c
 * Requests that got no final response in the whole capture.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "icmp.h"
#include "rules.h"

/* T1 of RFC 3261 17.1.1.1: a response that is late by less may have come after the capture ended. */
#define PATIENCE (G_USEC_PER_SEC / 2)
/* What a client has not repeated in this time over UDP is not repeated, though T1 may be set higher; over a connection nothing is. */
#define UNREPEATED_AFTER G_USEC_PER_SEC
/* A server that answered the same method is given so many times as long, but not less than this. */
#define TIMES_OF_ANSWER 20
#define LEAST_PATIENCE (G_USEC_PER_SEC / 10)
/* Timers B and F, and C, which ends a call that rings (RFC 3261 appendix A). */
#define TIMER_B ((gint64)32 * G_USEC_PER_SEC)
#define TIMER_C ((gint64)180 * G_USEC_PER_SEC)

bool
requests_answered_without_via(finding *found)
{
    const sip_transaction *cancelled = transaction_progress(found->transaction)->cancelled;

    return transaction_progress(cancelled != NULL ? cancelled : found->transaction)->stray_frame != 0;
}

bool
requests_acknowledged(finding *found)
{
    const guint32 ack = transaction_progress(found->transaction)->ack_frame;

    if (ack == 0 || sip_answer_is_there(&found->transaction->final)) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", ack);
    if (transaction_is_silent(found->transaction)) {
        observe_no_response(found);
    } else {
        observe_last_provisional(found);
    }
    finding_show_frame(found, EVIDENCE_ACK, ack);
    return finding_conclude(found, VERDICT_REQUEST_UNANSWERED_ACKNOWLEDGED);
}

/* The CANCEL of an INVITE, or the transaction itself if it is a CANCEL; NULL if there is none. */
static const sip_transaction *
cancel_of(const sip_transaction *transaction, const sip_transaction **invite)
{
    const sip_progress *progress = transaction_progress(transaction);

    *invite = progress->cancelled != NULL ? progress->cancelled : transaction;
    return progress->cancelled != NULL ? transaction : progress->cancel;
}

bool
requests_cancel_unfinished(finding *found)
{
    const sip_transaction *invite;
    const sip_transaction *cancel = cancel_of(found->transaction, &invite);

    if (cancel == NULL || cancel->final.status != 200 || invite->request.frame == 0 || sip_answer_is_there(&invite->final) ||
        found->capture_end - cancel->final.last_time < PATIENCE) {
        return false;
    }
    finding_show(found, OBSERVED_CANCEL_ACCEPTED, "frame", finding_number(found, cancel->final.frame), NULL);
    finding_show(found, OBSERVED_INVITE_OPEN, "frame", finding_number(found, invite->request.frame), NULL);
    finding_set_placeholder_number(found, "frame", cancel->request.frame);
    return finding_conclude(found, VERDICT_CANCEL_UNFINISHED);
}

bool
requests_unfinished(finding *found)
{
    const sip_answer *provisional = &transaction_progress(found->transaction)->provisional;
    const gint64 patience = finding_is_of(found, "INVITE") ? TIMER_C : TIMER_B;

    if (!sip_answer_is_there(provisional) || found->capture_end - provisional->last_time < patience) {
        return false;
    }
    observe_last_provisional(found);
    return finding_conclude(found, VERDICT_REQUEST_UNFINISHED);
}

/* How long a request has to wait after its last transmission before it can be said to have no response. */
static gint64
patience_for(const finding *found)
{
    const sip_transaction *transaction = found->transaction;
    const sip_transaction *answered = transaction->server->answered;

    if (found->request->is_stream) {
        return TIMER_B;
    }
    /* Who repeats a request has waited in between: for T1 the first time, for longer after it. */
    if (transaction->transmissions > 1) {
        return found->request->last_time - found->request->time >= UNREPEATED_AFTER ? 0 : PATIENCE;
    }
    if (answered == NULL || answered->client == NULL || answered->client->host != transaction->client->host ||
        !transaction_is_of(answered, transaction->method) || !sip_answer_is_there(&answered->final)) {
        return UNREPEATED_AFTER;
    }
    return CLAMP((answered->final.time - answered->request.time) * TIMES_OF_ANSWER, LEAST_PATIENCE, UNREPEATED_AFTER);
}

bool
requests_too_early(finding *found)
{
    const gint64 waited = found->capture_end - found->request->last_time;

    if (!transaction_is_silent(found->transaction)) {
        return true;
    }
    if (transaction_progress(found->transaction)->icmp_frame != 0) {
        return false;
    }
    /* Where several in a row have no response, the first of them has waited for all. */
    const sip_silent_run *run = endpoint_silent_run(found->transaction);
    return (run != NULL ? found->capture_end - run->first_time : waited) < patience_for(found);
}

bool
requests_unreachable(finding *found)
{
    static const catalog_verdict_id verdicts[] = {
        [ICMP_OTHER] = VERDICT_REQUEST_UNANSWERED_ICMP,          [ICMP_PORT] = VERDICT_REQUEST_UNANSWERED_PORT,
        [ICMP_HOST] = VERDICT_REQUEST_UNANSWERED_HOST,           [ICMP_PROHIBITED] = VERDICT_REQUEST_UNANSWERED_PROHIBITED,
        [ICMP_TOO_LARGE] = VERDICT_REQUEST_UNANSWERED_TOO_LARGE, [ICMP_LOOP] = VERDICT_REQUEST_UNANSWERED_LOOP,
    };

    if (transaction_progress(found->transaction)->icmp_frame == 0) {
        return false;
    }
    observe_no_response(found);
    finding_set_placeholder_number(found, "size", found->request->size);
    return finding_conclude(found, verdicts[icmp_show(found, found->transaction)]);
}

bool
requests_unreadable(finding *found)
{
    if (!transaction_is_silent(found->transaction)) {
        return false;
    }
    observe_no_response(found);
    observe_unreadable_request(found);
    return finding_has(found, OBSERVED_HEADER_ABSENT) && finding_conclude(found, VERDICT_REQUEST_UNANSWERED_UNREADABLE);
}

bool
requests_registrar_with_user(finding *found)
{
    observe_no_response(found);
    observe_registered_user(found);
    observe_server_alive(found);
    return finding_has(found, OBSERVED_REGISTERED_USER) && finding_conclude(found, VERDICT_REQUEST_UNANSWERED_REGISTRAR_USER);
}

bool
requests_fragmented(finding *found)
{
    observe_no_response(found);
    observe_large_request(found);
    observe_small_answered(found);
    if (!finding_has(found, OBSERVED_SMALL_ANSWERED)) {
        return false;
    }
    finding_set_placeholder_number(found, "size", found->request->size);
    if (finding_has(found, OBSERVED_FRAGMENTED)) {
        return finding_conclude(found, VERDICT_REQUEST_FRAGMENTED);
    }
    return finding_has(found, OBSERVED_LARGE) && finding_conclude(found, VERDICT_REQUEST_FRAGMENTED_LARGE);
}

bool
requests_silent_run(finding *found)
{
    observe_no_response(found);
    observe_silent_run(found);
    return finding_has(found, OBSERVED_SILENT_RUN) && finding_conclude(found, VERDICT_REQUEST_UNANSWERED_RUN);
}

/* True if the server answered a later request between the same ports: what else it sends may use another connection. */
static bool
connection_lives(const finding *found)
{
    const sip_transaction *answered = found->transaction->server->answered;

    return answered != NULL && answered->client == found->transaction->client && answered->request.is_stream &&
           answered->request.frame > found->request->frame;
}

bool
requests_unanswered(finding *found)
{
    observe_no_response(found);
    observe_large_request(found);
    observe_server_alive(found);
    if (found->request->is_stream && !connection_lives(found)) {
        return finding_conclude(found, finding_has(found, OBSERVED_SERVER_SILENT) ? VERDICT_REQUEST_UNANSWERED_STREAM_UNHEARD
                                                                                  : VERDICT_REQUEST_UNANSWERED_STREAM);
    }
    if (finding_has(found, OBSERVED_SERVER_ALIVE_LATER)) {
        return finding_conclude(found, VERDICT_REQUEST_UNANSWERED_ALIVE);
    }
    if (finding_has(found, OBSERVED_SERVER_ALIVE)) {
        return finding_conclude(found, VERDICT_REQUEST_UNANSWERED_GONE);
    }
    return finding_conclude(found,
                            found->transaction->transmissions > 1 ? VERDICT_REQUEST_UNANSWERED : VERDICT_REQUEST_UNANSWERED_ONCE);
}
