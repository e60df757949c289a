/* methods.c
 * Requests other than INVITE and REGISTER that are refused: what is usual for a call does not hold for them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

/* The verdict for a method whatever the code; those that may also be sent in a call are refused without an end of it. */
static const struct {
    const char *method;
    catalog_verdict_id verdict;
    bool in_dialog; /* also for a request in a dialog */
} refusals[] = {
    { "SUBSCRIBE", VERDICT_SUBSCRIPTION_REFUSED, false },
    { "REFER", VERDICT_TRANSFER_REFUSED, true },
    { "PUBLISH", VERDICT_PUBLISH_REFUSED, false },
    { "NOTIFY", VERDICT_NOTIFY_REFUSED, true },
    { "INFO", VERDICT_INFO_REFUSED, true },
    { "BYE", VERDICT_BYE_REFUSED, true },
};

/* Shows the dialog in which the request came: it is known, and goes on. */
static bool
refused_in_dialog(finding *found, catalog_verdict_id verdict)
{
    const sip_text from_tag = sip_text_parameter(sip_message_header(found->response, SIP_HEADER_FROM), "tag");
    const sip_dialog *dialog = dialog_find(found->call->dialogs, from_tag, found->packet->to_tag);

    if (dialog != NULL) {
        finding_show_frame(found, EVIDENCE_DIALOG, dialog->response_frame);
    }
    return finding_conclude(found, verdict);
}

/* To watch somebody whom a proxy does not know is refused for the user, not for the subscription. */
static bool
is_of_unknown_user(const finding *found)
{
    return found->response->status == 404 && finding_is_of(found, "SUBSCRIBE");
}

bool
methods_refused(finding *found)
{
    for (size_t i = 0; i < G_N_ELEMENTS(refusals); i++) {
        if (finding_is_of(found, refusals[i].method) && (refusals[i].in_dialog || !found->request->in_dialog) &&
            !is_of_unknown_user(found)) {
            return refused_in_dialog(found, refusals[i].verdict);
        }
    }
    return false;
}

/* A REFER is refused for the transfer that it asks for, even with the words for an unknown method. */
bool
methods_refused_transfer(finding *found)
{
    return finding_is_of(found, "REFER") && refused_in_dialog(found, VERDICT_TRANSFER_REFUSED);
}

/* RFC 6086 4.2.2 */
bool
methods_info_package(finding *found)
{
    const sip_message *request = finding_is_of(found, "INFO") ? finding_request(found) : NULL;
    const sip_text package = request != NULL ? sip_message_header_named(request, "Info-Package") : (sip_text){ NULL, 0 };

    if (package.at != NULL) {
        finding_show_request(found, "Info-Package", finding_copy(found, package));
    }
    return finding_is_of(found, "INFO") && finding_conclude(found, VERDICT_INFO_PACKAGE);
}

static bool
is_text_message(const finding *found)
{
    return finding_is_of(found, "MESSAGE") && !found->request->in_dialog;
}

bool
methods_no_recipient(finding *found)
{
    return is_text_message(found) && finding_conclude(found, VERDICT_MESSAGING_NO_RECIPIENT);
}

bool
methods_recipient_offline(finding *found)
{
    return is_text_message(found) && finding_conclude(found, VERDICT_MESSAGING_OFFLINE);
}

/* What people decide is no fault. */
bool
methods_message_refused(finding *found)
{
    const int status = found->response->status;
    const bool by_person = status == 486 || status == 600 || status == 603 || status == 607;

    return is_text_message(found) && finding_conclude_as(found, VERDICT_MESSAGING_REFUSED, by_person ? CATALOG_NOTE : CATALOG_WARN);
}

/* Requests that are served by servers, or sent to a user without a call. */
static bool
is_outside_calls(const finding *found)
{
    return !found->request->in_dialog && (finding_is_of(found, "REGISTER") || finding_is_of(found, "SUBSCRIBE") ||
                                          finding_is_of(found, "PUBLISH") || finding_is_of(found, "MESSAGE"));
}

bool
methods_not_served(finding *found)
{
    return is_outside_calls(found) && finding_conclude(found, VERDICT_SERVER_REQUEST_FAILED);
}

/* Nobody rings for any of these, in a dialog or not. */
bool
methods_timed_out(finding *found)
{
    return !finding_is_of(found, "INVITE") && found->request->frame != 0 && finding_conclude(found, VERDICT_SERVER_REQUEST_TIMEOUT);
}
