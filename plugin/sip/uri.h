/* uri.h
 * SIP URIs as addresses: what of them decides where a request goes, and whether two of them name the same place.
 *
 * As in text.h, nothing is copied, and an absent text may be given everywhere.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_URI_H
#define SIPEXPERT_URI_H

#include "header_value.h"

/** The host of a sip or sips URI or of Via's sent-by, brackets of an IPv6 address taken off; absent if there is none. */
sip_text sip_uri_host(sip_text uri);

/** The port of the same; the default one of its scheme and transport if it has none (RFC 3261 19.1.2). */
unsigned sip_uri_port(sip_text uri);

/** True if user, host and port are equal; all parameters but transport are ignored. Escapes are resolved (RFC 3261 19.1.4). */
bool sip_uri_is_same_address(sip_text uri, sip_text other);

/** True if the host is an IP address of a private network, of this link or of this host (RFC 1918, RFC 6598, RFC 4193). */
bool sip_host_is_private(sip_text host);

/** True if the host is any other IP address. */
bool sip_host_is_public(sip_text host);

#endif
