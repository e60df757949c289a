/* overlaps.c
 * INVITE and UPDATE that come while another one is unfinished: of the same side (RFC 3261 14.2), or of the other one (RFC 3261 14.1,
 * RFC 3311 5.2).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

/* 64 times T1 at its default */
#define SECONDS_OF_TIMER_B ((gint64)32)

/* Who gets 491 tries again within 4 s (RFC 3261 14.1), µs; a later 491 is for another change. */
#define LONGEST_RETRY ((gint64)10 * G_USEC_PER_SEC)

/* A 2xx that came so often without an ACK was not merely overtaken by the next request. */
#define TRANSMISSIONS_WITHOUT_ACK 3

/* Nobody waits longer for a request that got no response at all (RFC 3261 17.1.1.2, Timer B). */
static bool
has_timed_out(const sip_transaction *transaction, gint64 now)
{
    return transaction_is_silent(transaction) && now - transaction->request.time > SECONDS_OF_TIMER_B * G_USEC_PER_SEC;
}

/* By an ACK that its 2xx got, or by one with a later CSeq, of which the tags may be others. */
static bool
is_acknowledged(const finding *found, const sip_transaction *invite)
{
    const sip_ack *latest = call_ack(found->call);

    return transaction_ack_frame(invite) != 0 || (latest->frame != 0 && latest->cseq >= invite->request.cseq);
}

/* The INVITE that the same side had sent before and that is unfinished: without final response, or ACK for its 2xx; NULL if there is none. */
static const sip_transaction *
own_unfinished_invite(const finding *found)
{
    const sip_side *side = transaction_side(found->transaction);
    const sip_transaction *before = side != NULL && finding_is_of(found, "INVITE") ? side->invite_before : NULL;

    if (before == NULL || !found->request->in_dialog || before->request.cseq >= found->request->cseq ||
        before->final.status >= 300 || has_timed_out(before, found->request->time) ||
        (before->final.status >= 200 && is_acknowledged(found, before))) {
        return NULL;
    }
    return before;
}

static bool
overlaps_own(finding *found, const sip_transaction *before, bool shown)
{
    finding_set_placeholder_number(found, "frame", before->request.frame);
    finding_show_frame(found, EVIDENCE_INVITE, before->request.frame);
    return finding_conclude_if_shown(found, VERDICT_DIALOG_OVERLAPPING_INVITE, shown);
}

/* RFC 3261 14.2: a second INVITE before the final response of the first, or before its ACK, gets 500. */
bool
overlaps_own_invite(finding *found)
{
    const sip_transaction *before = own_unfinished_invite(found);

    return before != NULL && overlaps_own(found, before, sip_message_header(found->response, SIP_HEADER_RETRY_AFTER).at != NULL);
}

/* True if the ACK of that INVITE may have been on its way when the request came. */
static bool
awaited_ack(const finding *found, const sip_transaction *invite)
{
    const guint32 ack_frame = transaction_ack_frame(invite);

    return transaction_is_of(invite, "INVITE") && invite->final.status < 300 &&
           (ack_frame == 0 || ack_frame > found->request->frame) &&
           found->request->time - invite->final.time <= TRANSACTION_CROSSING_WITHIN;
}

/* True if that request, which may be absent, is an INVITE or UPDATE that had not ended when the one that is judged was sent. */
static bool
was_pending(const finding *found, const sip_transaction *other)
{
    if (other == NULL || !(transaction_is_of(other, "INVITE") || transaction_is_of(other, "UPDATE"))) {
        return false;
    }
    return sip_answer_is_there(&other->final) ? other->final.time > found->request->time || awaited_ack(found, other)
                                              : !has_timed_out(other, found->request->time);
}

/* The same of another leg of the call. What a B2BUA sent on there because of the request was sent after it. */
static bool
is_pending_on_leg(const finding *found, const sip_call *leg)
{
    for (size_t i = 0; i < G_N_ELEMENTS(leg->sides); i++) {
        const sip_transaction *const latest[] = { leg->sides[i].invite, leg->sides[i].latest };
        for (size_t j = 0; j < G_N_ELEMENTS(latest); j++) {
            if (was_pending(found, latest[j]) && latest[j]->request.frame < found->request->frame) {
                return true;
            }
        }
    }
    return false;
}

static bool
is_pending_on_other_leg(const finding *found)
{
    for (const sip_call *leg = call_first_leg(found->call); leg != NULL; leg = call_next_leg(leg)) {
        if (leg != found->call && is_pending_on_leg(found, leg)) {
            return true;
        }
    }
    return false;
}

/* The INVITE of the other side had its 2xx repeated, and no ACK. */
static bool
is_unacknowledged(finding *found, const sip_transaction *invite)
{
    if (invite == NULL || invite->final.status < 200 || invite->final.status >= 300 || transaction_ack_frame(invite) != 0 ||
        invite->final.count < TRANSMISSIONS_WITHOUT_ACK) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", invite->request.frame);
    finding_set_placeholder_number(found, "count", invite->final.count);
    finding_show_frame(found, EVIDENCE_INVITE, invite->request.frame);
    finding_show_frame(found, EVIDENCE_NO_ACK, invite->final.frame);
    return finding_conclude(found, VERDICT_DIALOG_GLARE_UNACKNOWLEDGED);
}

/* A second 491 in a row shows that trying again does not help. */
static bool
is_refused_again(const finding *found)
{
    const sip_side *side = transaction_side(found->transaction);
    const sip_transaction *before = side == NULL ? NULL : finding_is_of(found, "INVITE") ? side->invite_before : side->invite;

    return before != NULL && before->final.status == 491 && found->request->time - before->final.time <= LONGEST_RETRY;
}

/* The INVITE of the same side before an UPDATE, if it is pending: its offer may lack an answer or a PRACK (RFC 3311 5.1). */
static const sip_transaction *
invite_before_update(const finding *found)
{
    const sip_side *side = transaction_side(found->transaction);

    return side != NULL && transaction_is_of(found->transaction, "UPDATE") && was_pending(found, side->invite) ? side->invite
                                                                                                               : NULL;
}

/* Some send 491 for an INVITE of the same side, too. What a B2BUA made of that INVITE is no change by the other side. */
static bool
overlaps_same_side(finding *found)
{
    const sip_transaction *before = own_unfinished_invite(found);
    const sip_transaction *invite = invite_before_update(found);

    if (before != NULL && was_pending(found, before)) {
        return overlaps_own(found, before, false);
    }
    if (invite == NULL) {
        return false;
    }
    finding_show_frame(found, EVIDENCE_INVITE, invite->request.frame);
    return finding_conclude_as(found, VERDICT_DIALOG_GLARE_UNSEEN, CATALOG_CHAT);
}

bool
overlaps_other_side(finding *found)
{
    const sip_side *other = call_other_side(found->call, found->request->from_tag);
    const sip_transaction *invite = other != NULL ? other->invite : NULL;

    if (is_unacknowledged(found, invite)) {
        return true;
    }
    if (was_pending(found, invite) || (other != NULL && was_pending(found, other->latest))) {
        return finding_conclude(found, VERDICT_DIALOG_GLARE);
    }
    if (overlaps_same_side(found)) {
        return true;
    }
    if (is_pending_on_other_leg(found)) {
        return finding_conclude(found, VERDICT_DIALOG_GLARE);
    }
    return finding_conclude_as(found, VERDICT_DIALOG_GLARE_UNSEEN, is_refused_again(found) ? CATALOG_WARN : CATALOG_CHAT);
}
