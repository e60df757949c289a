/* request_details.h
 * What is asked of a request only when it was refused, read from its message.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REQUEST_DETAILS_H
#define SIPEXPERT_REQUEST_DETAILS_H

#include "message.h"

/** No more values of Via are looked at: lists are longer only in loops, and those show themselves before. */
#define SIP_REQUEST_MAX_VIAS 70

/** True for a NOTIFY that reports how a transfer went (RFC 3515 2.4.5). */
bool request_has_report(const sip_message *request);

/** Reads the response that such a NOTIFY reports, whose spans are in the body of the request. Returns false if it has none. */
bool request_read_report(const sip_message *request, sip_message *report);

/** The user part in the Request-URI of a REGISTER, which must have none (RFC 3261 10.2); absent otherwise. */
sip_text request_registered_user(const sip_message *request);

/** The sent-by that is in Via more than once, with its port, so that it is one endpoint and not one host; absent if none is. */
sip_text request_repeated_sent_by(const sip_message *request);

/**
 * True if Replaces, of the request itself or in the URI of its Refer-To, names the Call-ID and the tags that the request has itself
 * (RFC 3891 3): there is no other dialog to replace.
 */
bool request_replaces_own_dialog(const sip_message *request);

#endif
