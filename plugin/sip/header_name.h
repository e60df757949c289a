/* header_name.h
 * The headers that can be asked for, and their names.
 *
 * Names are known without regard to case (RFC 3261 7.3.1) and in their compact forms (7.3.3). A new header is added to the enum and to the
 * table of names in header_name.c.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_HEADER_NAME_H
#define SIPEXPERT_HEADER_NAME_H

#include "text.h"

/** The headers that can be asked for. There are at most 64: sip_message has a bit for each. */
typedef enum sip_header {
    SIP_HEADER_ACCEPT,
    SIP_HEADER_ACCEPT_ENCODING,
    SIP_HEADER_ACCEPT_LANGUAGE,
    SIP_HEADER_ACCEPT_RESOURCE_PRIORITY,
    SIP_HEADER_ALERTMSG_ERROR,
    SIP_HEADER_ALLOW,
    SIP_HEADER_ALLOW_EVENTS,
    SIP_HEADER_AUTHORIZATION,
    SIP_HEADER_CALL_ID,
    SIP_HEADER_CALL_INFO,
    SIP_HEADER_CONTACT,
    SIP_HEADER_CONTENT_LENGTH,
    SIP_HEADER_CONTENT_TYPE,
    SIP_HEADER_CSEQ,
    SIP_HEADER_DATE,
    SIP_HEADER_DIVERSION,
    SIP_HEADER_ERROR_INFO,
    SIP_HEADER_EVENT,
    SIP_HEADER_EXPIRES,
    SIP_HEADER_FROM,
    SIP_HEADER_GEOLOCATION_ERROR,
    SIP_HEADER_IDENTITY,
    SIP_HEADER_MAX_FORWARDS,
    SIP_HEADER_MIN_EXPIRES,
    SIP_HEADER_MIN_SE,
    SIP_HEADER_P_ASSERTED_IDENTITY,
    SIP_HEADER_P_CHARGING_VECTOR,
    SIP_HEADER_PERMISSION_MISSING,
    SIP_HEADER_P_REGISTRAR_ERROR,
    SIP_HEADER_PROXY_AUTHENTICATE,
    SIP_HEADER_PROXY_AUTHORIZATION,
    SIP_HEADER_PROXY_REQUIRE,
    SIP_HEADER_RACK,
    SIP_HEADER_REASON,
    SIP_HEADER_RECORD_ROUTE,
    SIP_HEADER_RECV_INFO,
    SIP_HEADER_REFER_TO,
    SIP_HEADER_REFERRED_BY,
    SIP_HEADER_REPLACES,
    SIP_HEADER_REQUIRE,
    SIP_HEADER_RESPONSE_SOURCE,
    SIP_HEADER_RETRY_AFTER,
    SIP_HEADER_ROUTE,
    SIP_HEADER_RSEQ,
    SIP_HEADER_SECURITY_SERVER,
    SIP_HEADER_SERVER,
    SIP_HEADER_SESSION_EXPIRES,
    SIP_HEADER_SESSION_ID,
    SIP_HEADER_SIP_ETAG,
    SIP_HEADER_SIP_IF_MATCH,
    SIP_HEADER_SUBSCRIPTION_STATE,
    SIP_HEADER_SUPPORTED,
    SIP_HEADER_TO,
    SIP_HEADER_UNSUPPORTED,
    SIP_HEADER_USER_AGENT,
    SIP_HEADER_VIA,
    SIP_HEADER_WARNING,
    SIP_HEADER_WWW_AUTHENTICATE,
    SIP_HEADER_X_CALL_ID,
    SIP_HEADER_X_CID,
    SIP_HEADER_COUNT
} sip_header;

/** The header of that name or compact form, without regard to ASCII case; SIP_HEADER_COUNT if it is none of these. */
sip_header sip_header_named(sip_text name);

/** Returns the name of a header as it is registered. */
const char *sip_header_name(sip_header header);

#endif
