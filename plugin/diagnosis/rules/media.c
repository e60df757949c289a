/* media.c
 * Media that were refused: 488 and 606 against the offer of the request (RFC 3264, RFC 3261 21.4.26, 21.6.4).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

#include <string.h>

static void
show_offer(finding *found)
{
    if (finding_extras(found)->offer != NULL) {
        finding_show(found, EVIDENCE_OFFER, "frame", finding_number(found, found->request->frame), "value",
                     finding_extras(found)->offer, NULL);
    }
}

/* A failed offer within a dialog leaves the session as it was (RFC 3261 14.1). */
static bool
conclude(finding *found, catalog_verdict_id verdict)
{
    show_offer(found);
    return finding_conclude_as(found, verdict, found->request->in_dialog ? CATALOG_NOTE : CATALOG_WARN);
}

bool
media_declined_fax(finding *found)
{
    return found->request->in_dialog && finding_extras(found)->offers_fax && conclude(found, VERDICT_MEDIA_T38_DECLINED);
}

/* What a voice line carries: no bearer of an ISDN is refused for it. */
static bool
offers_plain_audio(finding *found)
{
    const sip_request_extras *extras = finding_extras(found);

    return extras->offers_usual_codec && strchr(extras->offer, ';') == NULL;
}

static bool
is_media_refusal(const finding *found)
{
    return found->response->status == 488 || found->response->status == 606;
}

bool
media_refused_bearer(finding *found)
{
    const int cause = found->q850;
    const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);

    if (entry == NULL || found->response->status == 501 ||
        (cause != Q850_BEARER_NOT_AUTHORIZED && cause != Q850_BEARER_NOT_AVAILABLE && cause != Q850_BEARER_NOT_IMPLEMENTED &&
         cause != Q850_RESTRICTED_BEARER_ONLY) ||
        (!is_media_refusal(found) && offers_plain_audio(found))) {
        return false;
    }
    finding_set_placeholder_number(found, "number", cause);
    finding_set_placeholder(found, "name", entry->name);
    return conclude(found, VERDICT_MEDIA_BEARER);
}

/* Only an INVITE, or what changes its session, is refused for its media. */
static bool
may_have_offer(const finding *found)
{
    return finding_is_of(found, "INVITE") || finding_is_of(found, "UPDATE") || finding_is_of(found, "PRACK");
}

/* What warn-codes and words say of media, in whatever response. */
bool
media_stated(finding *found)
{
    const catalog_topic topic = finding_topic(found);

    if (!may_have_offer(found)) {
        return false;
    }
    if (topic == TOPIC_BANDWIDTH || finding_has_warning(found, WARN_INSUFFICIENT_BANDWIDTH)) {
        return conclude(found, VERDICT_MEDIA_BANDWIDTH);
    }
    if (finding_has_warning(found, WARN_INCOMPATIBLE_PROTOCOL) || finding_has_warning(found, WARN_INCOMPATIBLE_ADDRESS)) {
        return conclude(found, VERDICT_MEDIA_ADDRESS_FAMILY);
    }
    if (topic == TOPIC_ENCRYPTION) {
        conclude(found, VERDICT_MEDIA_SRTP_REQUIRED);
        found->result->certain = false;
        return true;
    }
    return false;
}

/* That the offer has such a fault is certain, and that this was the reason is not. */
bool
media_faulty_offer(finding *found)
{
    /* A 400 that says nothing else may well mean the SDP. */
    const bool is_silent_400 = found->response->status == 400 && finding_stated(found).at == NULL;

    if (!may_have_offer(found) || (!is_media_refusal(found) && !is_silent_400 && finding_topic(found) != TOPIC_MEDIA)) {
        return false;
    }
    if (finding_has(found, OBSERVED_PAYLOAD_MAPPED_TWICE) || finding_has(found, OBSERVED_PAYLOAD_LISTED_TWICE)) {
        finding_set_placeholder(found, "number", finding_value(found, "number"));
        return conclude(found, VERDICT_MEDIA_PAYLOAD_CONFLICT);
    }
    if (finding_has(found, OBSERVED_LINES_REMOVED)) {
        finding_set_placeholder(found, "streams", finding_value(found, "streams"));
        finding_set_placeholder(found, "count", finding_value(found, "count"));
        finding_set_placeholder(found, "frame", finding_value(found, "before"));
        return conclude(found, VERDICT_MEDIA_LINES_REMOVED);
    }
    return finding_has(found, OBSERVED_NO_STREAM) && conclude(found, VERDICT_MEDIA_NO_STREAM);
}

bool
media_refused_in_words(finding *found)
{
    return finding_topic(found) == TOPIC_MEDIA && !is_media_refusal(found) && may_have_offer(found) &&
           finding_extras(found)->offer != NULL && conclude(found, VERDICT_MEDIA_OFFER_REFUSED);
}

bool
media_no_common_codec(finding *found)
{
    if (finding_has_warning(found, WARN_INCOMPATIBLE_FORMAT)) {
        return conclude(found, VERDICT_MEDIA_NO_COMMON_CODEC);
    }
    return finding_has_warning(found, WARN_MEDIA_TYPE) && conclude(found, VERDICT_MEDIA_OFFER_REFUSED_KIND);
}

/* Warn-code 302 is of any profile (RFC 3261 20.43): it is a matter of SRTP where nothing else tells the offered streams apart. */
static bool
warns_of_srtp(finding *found)
{
    const sip_request_extras *extras = finding_extras(found);

    return finding_has_warning(found, WARN_INCOMPATIBLE_TRANSPORT) && !extras->offers_other_profile &&
           extras->offers_plain_rtp != extras->offers_srtp;
}

/* Certain if the response says so; that the answering side itself was seen to use SRTP is a strong hint only. */
bool
media_srtp_required(finding *found)
{
    const sip_endpoint *server = found->transaction->server;
    const bool plain = finding_extras(found)->offers_plain_rtp && !finding_extras(found)->offers_srtp;

    if (!(finding_has_warning(found, WARN_INCOMPATIBLE_TRANSPORT) && (plain || finding_extras(found)->offers_srtp)) &&
        !(plain && server != NULL && server->srtp_frame != 0)) {
        return false;
    }
    if (server != NULL && server->srtp_frame != 0) {
        finding_show(found, EVIDENCE_SRTP, "element", server->name, "frame", finding_number(found, server->srtp_frame), NULL);
    }
    conclude(found, VERDICT_MEDIA_SRTP_REQUIRED);
    found->result->certain = warns_of_srtp(found);
    return true;
}

bool
media_no_usual_codec(finding *found)
{
    /* What else is warned of or said is the reason rather than the list of codecs. */
    return sip_message_header(found->response, SIP_HEADER_WARNING).at == NULL && finding_stated(found).at == NULL &&
           finding_extras(found)->offers_audio && !finding_extras(found)->offers_usual_codec &&
           conclude(found, VERDICT_MEDIA_NO_USUAL_CODEC);
}

static bool
has_no_body(finding *found)
{
    const sip_request_extras *extras = finding_extras(found);

    return !found->request->is_cut && extras->content_type == NULL && extras->body_size == 0;
}

/* SRTP alone, to a side that was not seen to use it. */
static bool
offers_only_srtp(finding *found)
{
    const sip_endpoint *server = found->transaction->server;

    return finding_extras(found)->offers_srtp && !finding_extras(found)->offers_plain_rtp &&
           (server == NULL || server->srtp_frame == 0);
}

/* What the offer itself is likely refused for, where no words say more. */
bool
media_unusual_offer(finding *found)
{
    if (sip_message_header(found->response, SIP_HEADER_WARNING).at != NULL || finding_stated(found).at != NULL) {
        return false;
    }
    if (finding_has(found, OBSERVED_OTHER_FAMILY)) {
        return conclude(found, VERDICT_MEDIA_ADDRESS_FAMILY);
    }
    return offers_only_srtp(found) && conclude(found, VERDICT_MEDIA_OFFER_REFUSED_SRTP);
}

bool
media_refused_offer(finding *found)
{
    if (finding_extras(found)->offer != NULL) {
        return conclude(found, VERDICT_MEDIA_OFFER_REFUSED);
    }
    return finding_is_of(found, "INVITE") && has_no_body(found) && conclude(found, VERDICT_MEDIA_OFFER_MISSING);
}

/* A relayed answer is judged where it was made, unless it was in order there: at a hop within a private network. */
static bool
is_told_before(const finding *found, catalog_verdict_id verdict)
{
    const sip_transaction *child = transaction_relayed_child(found->transaction, found->packet);

    return child != NULL && child->final.diagnosis != NULL &&
           child->final.diagnosis->verdict == catalog_verdict_of(found->knowledge, verdict);
}

bool
media_answered_privately(finding *found)
{
    if (!finding_has(found, OBSERVED_ANSWERED_PRIVATELY) || is_told_before(found, VERDICT_MEDIA_ANSWER_UNROUTABLE)) {
        return false;
    }
    finding_set_placeholder(found, "value", finding_value(found, "value"));
    return finding_conclude(found, VERDICT_MEDIA_ANSWER_UNROUTABLE);
}

bool
media_answered_otherwise(finding *found)
{
    static const catalog_evidence_id kinds[] = { OBSERVED_ANSWERED_COUNT, OBSERVED_ANSWERED_NO_STREAM, OBSERVED_ANSWERED_PROFILE,
                                                 OBSERVED_ANSWERED_WITHOUT_KEY, OBSERVED_ANSWERED_FORMATS };

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (finding_has(found, kinds[i])) {
            return !is_told_before(found, VERDICT_MEDIA_ANSWER_MISMATCH) && finding_conclude(found, VERDICT_MEDIA_ANSWER_MISMATCH);
        }
    }
    return false;
}

/* Nobody hangs up by hand so soon and says a failure for it. */
#define SECONDS_OF_ENDED_AT_ONCE 2

/* A Reason that only says that somebody hung up. Asterisk has cause 0 for a call that its dialplan ends. */
static bool
is_hang_up(sip_text reason)
{
    const gint64 cause = sip_text_number(sip_text_parameter(reason, "cause"));

    return (sip_text_is(sip_text_token(reason), "Q.850") &&
            (cause == 0 || cause == Q850_NORMAL_CLEARING || cause == Q850_NORMAL_UNSPECIFIED)) ||
           (sip_text_is(sip_text_token(reason), "SIP") && cause >= 200 && cause < 300);
}

/* The BYE that is answered; NULL if it is none, or if the answer of the one dialog that it ends is not known. */
static const sip_message *
bye_of_answered_call(finding *found)
{
    const sip_dialog *dialog = finding_is_of(found, "BYE") ? found->call->dialogs : NULL;

    return dialog != NULL && dialog->next == NULL && !dialog->is_later && dialog->response != NULL ? finding_request(found) : NULL;
}

/* The call ended so long after its answer, for that Reason. */
static bool
conclude_ended(finding *found, sip_text reason, catalog_verdict_id verdict)
{
    const sip_dialog *dialog = found->call->dialogs;

    finding_set_placeholder(found, "value", finding_copy(found, reason));
    finding_set_placeholder_number(found, "seconds", (found->request->time - dialog->response->time) / G_USEC_PER_SEC);
    finding_show_frame(found, EVIDENCE_DIALOG, dialog->response_frame);
    return finding_conclude(found, verdict);
}

bool
media_ended_at_once(finding *found)
{
    const sip_message *bye = bye_of_answered_call(found);
    const sip_text reason = bye != NULL ? sip_message_header(bye, SIP_HEADER_REASON) : (sip_text){ NULL, 0 };

    return reason.at != NULL && !is_hang_up(reason) &&
           found->request->time - found->call->dialogs->response->time <= SECONDS_OF_ENDED_AT_ONCE * (gint64)G_USEC_PER_SEC &&
           conclude_ended(found, reason, VERDICT_CALL_ENDED_AT_ONCE);
}

/* A Reason of the network or of the sender. What it may say of a user, or of another leg such as the target of a transfer, is no failure of this call. */
static bool
is_failure(sip_text reason)
{
    const gint64 cause = sip_text_number(sip_text_parameter(reason, "cause"));

    if (sip_text_is(sip_text_token(reason), "Q.850")) {
        return cause >= Q850_OUT_OF_ORDER && cause != Q850_NORMAL_UNSPECIFIED && cause < Q850_INTERWORKING;
    }
    return sip_text_is(sip_text_token(reason), "SIP") && cause >= 400 && cause < 600 && cause != 480 && cause != 486 &&
           cause != 487;
}

/* The first value of Reason that is one; absent if there is none. */
static sip_text
failure_in(const sip_message *bye)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text reason;

    while (bye != NULL && sip_message_next_value(bye, SIP_HEADER_REASON, &values, &reason)) {
        if (is_failure(reason)) {
            return reason;
        }
    }
    return (sip_text){ NULL, 0 };
}

bool
media_ended_by_failure(finding *found)
{
    const sip_text reason = failure_in(bye_of_answered_call(found));
    const gint64 cause = sip_text_number(sip_text_parameter(reason, "cause"));

    if (reason.at == NULL) {
        return false;
    }
    const catalog_reason *entry =
        sip_text_is(sip_text_token(reason), "Q.850") ? catalog_find_q850(found->knowledge, (int)cause) : NULL;
    if (entry != NULL) {
        finding_show(found, EVIDENCE_REASON_Q850, "number", finding_number(found, cause), "name", entry->name, "meaning",
                     entry->meaning, NULL);
    }
    if (found->call->dialogs->ack_frame == 0) {
        finding_show_frame(found, EVIDENCE_NO_ACK, found->call->dialogs->response_frame);
    }
    return conclude_ended(found, reason, VERDICT_CALL_ENDED_BY_FAILURE);
}

/* The re-INVITE to T.38 that the side of the BYE sent last, if it was declined just before; NULL otherwise. */
static const sip_answer *
declined_fax_before(const finding *found)
{
    const sip_side *side = finding_is_of(found, "BYE") ? transaction_side(found->transaction) : NULL;
    const sip_answer *final = side != NULL && side->invite != NULL ? &side->invite->final : NULL;

    return final != NULL && final->diagnosis != NULL &&
                   final->diagnosis->verdict == catalog_verdict_of(found->knowledge, VERDICT_MEDIA_T38_DECLINED) &&
                   found->request->time - final->time <= SECONDS_OF_ENDED_AT_ONCE * (gint64)G_USEC_PER_SEC
               ? final
               : NULL;
}

bool
media_ended_for_fax(finding *found)
{
    const sip_answer *declined = declined_fax_before(found);

    if (declined == NULL) {
        return false;
    }
    const gint64 age = found->request->time - declined->time;
    finding_set_placeholder_number(found, "seconds", MAX((age + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, 1));
    finding_set_placeholder_number(found, "frame", declined->frame);
    return finding_conclude(found, VERDICT_MEDIA_T38_CALL_ENDED);
}
