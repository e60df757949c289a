/* header_value.h
 * What the value of a header line holds: comma-separated values, parameters, addresses and their URIs, Via's sent-by.
 *
 * Quoted strings and angle brackets are respected: what looks like a separator within them is none (RFC 3261 25.1). As in text.h, nothing
 * is copied, every text returned is part of the one given, and an absent text (.at == NULL) may be given everywhere.
 *
 *     sip_text rest = sip_message_header(&message, SIP_HEADER_CONTACT);
 *     sip_text contact;
 *     while (sip_text_take_value(&rest, &contact)) {
 *         sip_text user = sip_uri_user(sip_text_uri(contact));
 *         sip_text expires = sip_text_parameter(contact, "expires");
 *     }
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_HEADER_VALUE_H
#define SIPEXPERT_HEADER_VALUE_H

#include "text.h"

/**
 * Takes the first value off a comma-separated header value (RFC 3261 7.3.1), with respect to quoted strings and angle brackets.
 * *rest is what is left. Returns false when nothing is left; empty values are passed over.
 */
bool sip_text_take_value(sip_text *rest, sip_text *value);

/** Value of the parameter `name` after a semicolon, quotes taken off; .at is NULL if absent, size 0 if it has no value. */
sip_text sip_text_parameter(sip_text value, const char *name);

/** Value of one `name=value` of a challenge or credentials (RFC 3261 25.1, auth-param), quotes taken off; .at is NULL if absent. */
sip_text sip_text_auth_parameter(sip_text value, const char *name);

/** The URI of a name-addr or addr-spec (From, To, Contact ...), angle brackets and display name taken off. */
sip_text sip_text_uri(sip_text value);

/** The user part of a sip, sips or tel URI; .at is NULL if it has none. */
sip_text sip_uri_user(sip_text uri);

/** The scheme of a URI, before its first colon; absent if there is none. */
sip_text sip_uri_scheme(sip_text uri);

/** The host and port that one value of Via names (sent-by, RFC 3261 20.42); size 0 if the value is cut short, .at NULL if there is none. */
sip_text sip_via_sent_by(sip_text via);

#endif
