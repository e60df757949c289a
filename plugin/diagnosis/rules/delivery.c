/* delivery.c
 * Final responses that are sent again because they or their ACK do not arrive, an ACK that is answered, and INVITEs that are answered
 * twice (RFC 3261 13.2.2.4, 13.3.1.4, 17.2).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

/* One transmission may cross or follow a lost packet; of so many, somebody gets nothing. */
#define REPETITIONS_OF_A_FAULT 2
#define REPETITIONS_OF_IGNORED_ACK 3

static void
show_linked_request(finding *found)
{
    if (found->request->frame == 0) {
        return;
    }
    finding_show(found, OBSERVED_LINKED_WITHOUT_VIA, "method", finding_copy_string(found, found->transaction->method), "frame",
                 finding_number(found, found->request->frame), NULL);
    if (transaction_progress(found->transaction)->cancel_frame != 0) {
        finding_show_frame(found, EVIDENCE_CANCEL, transaction_progress(found->transaction)->cancel_frame);
    }
}

/* The client has to discard such a response (RFC 3261 18.1.2). What else a response lacks may have been missing in its request, too. */
bool
delivery_lacks_via(finding *found)
{
    if (!found->packet->lacks_via) {
        return false;
    }
    finding_set_placeholder(found, "header", sip_header_name(SIP_HEADER_VIA));
    show_linked_request(found);
    return finding_conclude(found, VERDICT_PROTOCOL_MISSING_HEADER);
}

bool
delivery_answered_ack(finding *found)
{
    if (!finding_is_of(found, "ACK")) {
        return false;
    }
    if (found->request->frame != 0) {
        finding_show_request(found, sip_header_name(SIP_HEADER_CSEQ), "ACK");
    }
    return finding_conclude(found, VERDICT_PROTOCOL_ACK_ANSWERED);
}

/* The client cannot have got a final response that went where it does not listen. */
static bool
went_astray(const finding *found)
{
    return finding_has(found, OBSERVED_OTHER_CONNECTION) || finding_has(found, OBSERVED_RESPONSE_ELSEWHERE) ||
           finding_has(found, OBSERVED_RESPONSE_FROM_ELSEWHERE);
}

static bool
not_received(finding *found, guint32 count)
{
    observe_late_requests(found);
    observe_response_path(found);
    observe_call_id(found);
    finding_set_placeholder_number(found, "count", count);
    return finding_conclude(found, finding_has(found, OBSERVED_CALL_ID_CHANGED) ? VERDICT_RESPONSE_CALL_ID_CHANGED
                                                                                : VERDICT_RESPONSE_NOT_RECEIVED);
}

static bool
acknowledged(finding *found)
{
    const sip_ack *ack = call_ack(found->call);
    const sip_answer *answer = &found->transaction->final;

    if (ack->frame <= answer->frame || ack->cseq != found->request->cseq) {
        finding_show_frame(found, EVIDENCE_NO_ACK, answer->frame);
        return false;
    }
    finding_show_frame(found, EVIDENCE_ACK, ack->frame);
    return true;
}

/* Several repetitions, and the latest one so long after an ACK that the two did not cross. */
static bool
is_ignored(const finding *found)
{
    return found->transaction->final.count >= REPETITIONS_OF_IGNORED_ACK &&
           found->packet->time - call_ack(found->call)->time > TRANSACTION_CROSSING_WITHIN;
}

/* What the messages of a 2xx and its ACK show. */
static bool
success_without_ack(finding *found, bool is_acknowledged)
{
    const bool is_elsewhere = finding_has(found, OBSERVED_ACK_ELSEWHERE);
    const bool has_wrong_route = finding_has(found, OBSERVED_ROUTE_MISSING) || finding_has(found, OBSERVED_ROUTE_WRONG);
    const bool has_wrong_target = finding_has(found, OBSERVED_TARGET_WRONG);

    if (finding_has(found, OBSERVED_RECORD_ROUTE_LOST) && (is_elsewhere || !is_acknowledged)) {
        return finding_conclude(found, VERDICT_ACK_NO_RECORD_ROUTE);
    }
    if (has_wrong_route || has_wrong_target) {
        return finding_conclude(found, has_wrong_target ? VERDICT_ACK_WRONG_TARGET : VERDICT_ACK_NO_ROUTE_SET);
    }
    if (is_elsewhere) {
        return finding_conclude_if_shown(found, VERDICT_ACK_MISROUTED, finding_has(found, OBSERVED_CONTACT_PRIVATE));
    }
    if (!is_acknowledged) {
        return finding_conclude(found, VERDICT_ACK_LOST);
    }
    return finding_conclude(found, is_ignored(found) ? VERDICT_ACK_NOT_RECEIVED : VERDICT_ACK_LATE);
}

static void
observe_missing_ack(finding *found, bool is_acknowledged)
{
    observe_unlike_ack(found);
    if (!is_acknowledged) {
        observe_response_path(found);
        observe_call_id(found);
    }
    if (found->response->status < 300) {
        observe_lost_record_route(found);
        observe_ack(found);
    }
}

/* The final response to INVITE is repeated until its ACK comes (RFC 3261 13.3.1.4, 17.2.1). */
static bool
repeated_for_want_of_ack(finding *found)
{
    const sip_answer *answer = &found->transaction->final;
    const bool is_acknowledged = acknowledged(found);

    observe_missing_ack(found, is_acknowledged);
    finding_set_placeholder_number(found, "count", answer->count);
    if (answer->count < REPETITIONS_OF_A_FAULT) {
        return finding_conclude(found, VERDICT_ACK_LATE);
    }
    if (finding_has(found, OBSERVED_ACK_UNLIKE) || finding_has(found, OBSERVED_ACK_OTHER_BRANCH) ||
        finding_has(found, OBSERVED_TAG_MISSING)) {
        return finding_conclude(found, VERDICT_ACK_MISMATCH);
    }
    if (finding_has(found, OBSERVED_CALL_ID_CHANGED)) {
        return finding_conclude(found, VERDICT_RESPONSE_CALL_ID_CHANGED);
    }
    if (went_astray(found)) {
        return finding_conclude(found, VERDICT_RESPONSE_NOT_RECEIVED);
    }
    return found->response->status < 300 ? success_without_ack(found, is_acknowledged)
                                         : finding_conclude(found, VERDICT_ACK_REFUSED);
}

bool
delivery_repeated(finding *found)
{
    const bool final = found->response->status >= 200;
    const sip_transaction *transaction = found->transaction;
    const sip_answer *answer = final ? &transaction->final : &transaction_progress(transaction)->provisional;

    if (!found->packet->is_repetition) {
        return false;
    }
    if (found->result->retransmission && transaction->late_transmissions >= REPETITIONS_OF_A_FAULT) {
        return not_received(found, transaction->late_transmissions);
    }
    /* A response that follows the request once more answers that. */
    if (found->result->retransmission && final && finding_is_of(found, "INVITE") &&
        found->request->last_time <= answer->last_time) {
        return repeated_for_want_of_ack(found);
    }
    branches_take_over(found, answer->diagnosis);
    return true;
}

/* Another To tag is another dialog, so another device (RFC 3261 12.1.2); but not if that dialog had been set up already. */
bool
delivery_answered_twice(finding *found)
{
    const sip_transaction *transaction = found->transaction;
    const sip_answer *before = &transaction->final;

    if (!finding_is_of(found, "INVITE") || found->request->in_dialog || before->status < 200 || before->status >= 300 ||
        found->packet->is_repetition || found->packet->to_tag.at == NULL || observed_dialog(found) != NULL) {
        return false;
    }
    const sip_transaction *child = transaction_relayed_child(transaction, found->packet);
    if (child != NULL) {
        found->result->origin = child->final.diagnosis->origin;
        found->result->origin_frame = child->final.diagnosis->origin_frame;
    }
    finding_set_placeholder_number(found, "frame", before->frame);
    finding_show(found, OBSERVED_ANSWERED_BEFORE, "code", finding_number(found, before->status), "frame",
                 finding_number(found, before->frame), "expected", finding_copy_string(found, before->to_tag), "value",
                 finding_copy(found, found->packet->to_tag), NULL);
    return finding_conclude(found, VERDICT_CALL_ANSWERED_TWICE);
}
