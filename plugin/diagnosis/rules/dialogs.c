/* dialogs.c
 * Dialogs unknown, crossed or used out of order (RFC 3261 12.2, 14; RFC 5057), and what successful responses to CANCEL, REFER, NOTIFY
 * and REGISTER mean for the call.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"
#include "sip_string.h"

#include <string.h>

/* Some registrars grant what is left when they answer. */
#define SECONDS_OF_TOLERANCE 2

bool
dialogs_cancel_without_transaction(finding *found)
{
    return finding_is_of(found, "CANCEL") && finding_conclude(found, VERDICT_CANCEL_NO_TRANSACTION);
}

/* An earlier BYE of the same dialog: of the other side, whose tag stands in To, or another one of this side. */
bool
dialogs_call_already_over(finding *found)
{
    const sip_call *call = found->call;
    const sip_request *request = found->request;

    if (!finding_is_of(found, "BYE") || call->bye_frame == 0 || call->bye_tag == NULL ||
        (g_strcmp0(call->bye_tag, request->from_tag) == 0 ? call->bye_cseq == request->cseq
                                                          : !sip_string_is(call->bye_tag, found->packet->to_tag))) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", call->bye_frame);
    finding_show_frame(found, EVIDENCE_BYE, call->bye_frame);
    return finding_conclude(found, VERDICT_DIALOG_ALREADY_OVER);
}

/* A response repeats both tags of a request within a dialog (RFC 3261 8.2.6.2); either side may have sent the request. */
static const sip_dialog *
dialog_of(const finding *found)
{
    const sip_text from_tag = sip_text_parameter(sip_message_header(found->response, SIP_HEADER_FROM), "tag");

    return dialog_find(found->call->dialogs, from_tag, found->packet->to_tag);
}

bool
dialogs_unknown_dialog(finding *found)
{
    const bool mild = finding_is_of(found, "NOTIFY") || finding_is_of(found, "PRACK");

    const sip_dialog *dialog = dialog_of(found);

    if (dialog != NULL) {
        finding_show_frame(found, EVIDENCE_DIALOG, dialog->response_frame);
    }
    return finding_conclude_as(found, VERDICT_DIALOG_UNKNOWN, mild ? CATALOG_NOTE : CATALOG_WARN);
}

/* RFC 3261 14.2: a second INVITE before the final response of the first, or before its ACK, gets 500. */
bool
dialogs_overlapping_invite(finding *found)
{
    const sip_side *side = transaction_side(found->transaction);
    const sip_transaction *before = side != NULL && finding_is_of(found, "INVITE") ? side->invite_before : NULL;

    if (before == NULL || !found->request->in_dialog || before->request.cseq >= found->request->cseq ||
        before->final.status >= 300 ||
        (before->final.status >= 200 && found->call->ack_frame != 0 && found->call->ack_cseq >= before->request.cseq)) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", before->request.frame);
    finding_show_frame(found, EVIDENCE_INVITE, before->request.frame);
    return finding_conclude_if_shown(found, VERDICT_DIALOG_OVERLAPPING_INVITE,
                                     sip_message_header(found->response, SIP_HEADER_RETRY_AFTER).at != NULL);
}

/* RFC 3261 12.2.2 */
bool
dialogs_low_cseq(finding *found)
{
    const sip_side *side = transaction_side(found->transaction);

    if (side == NULL || !found->request->in_dialog || !found->request->is_out_of_order) {
        return false;
    }
    finding_set_placeholder_number(found, "cseq", found->request->cseq);
    finding_set_placeholder_number(found, "highest", side->cseq);
    finding_show_request(found, "CSeq", finding_number(found, found->request->cseq));
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
    finding_set_placeholder_number(found, "frame", invite->final.frame);
    finding_show(found, EVIDENCE_ANSWERED, "element", invite->server != NULL ? invite->server->name : NULL, "frame",
                 finding_number(found, invite->final.frame), NULL);
    return finding_conclude(found, VERDICT_CANCEL_TOO_LATE);
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
    return finding_conclude(found, VERDICT_TRANSFER_FAILED);
}
