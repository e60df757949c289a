/* header_name.c
 * The names of headers; see header_name.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "header_name.h"

static const char *const header_names[] = {
    [SIP_HEADER_ACCEPT] = "Accept",
    [SIP_HEADER_ACCEPT_ENCODING] = "Accept-Encoding",
    [SIP_HEADER_ACCEPT_LANGUAGE] = "Accept-Language",
    [SIP_HEADER_ACCEPT_RESOURCE_PRIORITY] = "Accept-Resource-Priority",
    [SIP_HEADER_ALERTMSG_ERROR] = "AlertMsg-Error",
    [SIP_HEADER_ALLOW] = "Allow",
    [SIP_HEADER_ALLOW_EVENTS] = "Allow-Events",
    [SIP_HEADER_AUTHORIZATION] = "Authorization",
    [SIP_HEADER_CALL_ID] = "Call-ID",
    [SIP_HEADER_CALL_INFO] = "Call-Info",
    [SIP_HEADER_CONTACT] = "Contact",
    [SIP_HEADER_CONTENT_LENGTH] = "Content-Length",
    [SIP_HEADER_CONTENT_TYPE] = "Content-Type",
    [SIP_HEADER_CSEQ] = "CSeq",
    [SIP_HEADER_DATE] = "Date",
    [SIP_HEADER_DIVERSION] = "Diversion",
    [SIP_HEADER_ERROR_INFO] = "Error-Info",
    [SIP_HEADER_EVENT] = "Event",
    [SIP_HEADER_EXPIRES] = "Expires",
    [SIP_HEADER_FROM] = "From",
    [SIP_HEADER_GEOLOCATION_ERROR] = "Geolocation-Error",
    [SIP_HEADER_IDENTITY] = "Identity",
    [SIP_HEADER_MAX_FORWARDS] = "Max-Forwards",
    [SIP_HEADER_MIN_EXPIRES] = "Min-Expires",
    [SIP_HEADER_MIN_SE] = "Min-SE",
    [SIP_HEADER_P_ASSERTED_IDENTITY] = "P-Asserted-Identity",
    [SIP_HEADER_P_CHARGING_VECTOR] = "P-Charging-Vector",
    [SIP_HEADER_PERMISSION_MISSING] = "Permission-Missing",
    [SIP_HEADER_P_REGISTRAR_ERROR] = "P-Registrar-Error",
    [SIP_HEADER_PROXY_AUTHENTICATE] = "Proxy-Authenticate",
    [SIP_HEADER_PROXY_AUTHORIZATION] = "Proxy-Authorization",
    [SIP_HEADER_PROXY_REQUIRE] = "Proxy-Require",
    [SIP_HEADER_RACK] = "RAck",
    [SIP_HEADER_REASON] = "Reason",
    [SIP_HEADER_RECORD_ROUTE] = "Record-Route",
    [SIP_HEADER_RECV_INFO] = "Recv-Info",
    [SIP_HEADER_REFER_TO] = "Refer-To",
    [SIP_HEADER_REFERRED_BY] = "Referred-By",
    [SIP_HEADER_REPLACES] = "Replaces",
    [SIP_HEADER_REQUIRE] = "Require",
    [SIP_HEADER_RESPONSE_SOURCE] = "Response-Source",
    [SIP_HEADER_RETRY_AFTER] = "Retry-After",
    [SIP_HEADER_ROUTE] = "Route",
    [SIP_HEADER_RSEQ] = "RSeq",
    [SIP_HEADER_SECURITY_SERVER] = "Security-Server",
    [SIP_HEADER_SERVER] = "Server",
    [SIP_HEADER_SESSION_EXPIRES] = "Session-Expires",
    [SIP_HEADER_SESSION_ID] = "Session-ID",
    [SIP_HEADER_SIP_ETAG] = "SIP-ETag",
    [SIP_HEADER_SIP_IF_MATCH] = "SIP-If-Match",
    [SIP_HEADER_SUBSCRIPTION_STATE] = "Subscription-State",
    [SIP_HEADER_SUPPORTED] = "Supported",
    [SIP_HEADER_TO] = "To",
    [SIP_HEADER_UNSUPPORTED] = "Unsupported",
    [SIP_HEADER_USER_AGENT] = "User-Agent",
    [SIP_HEADER_VIA] = "Via",
    [SIP_HEADER_WARNING] = "Warning",
    [SIP_HEADER_WWW_AUTHENTICATE] = "WWW-Authenticate",
    [SIP_HEADER_X_CALL_ID] = "X-Call-ID",
    [SIP_HEADER_X_CID] = "X-CID",
};
G_STATIC_ASSERT(G_N_ELEMENTS(header_names) == SIP_HEADER_COUNT);
G_STATIC_ASSERT(SIP_HEADER_COUNT <= 64);

/* The first name with each letter; those of one letter follow one another. Letters of no name have the first name of all. */
static const guint8 first_with_letter[] = {
    ['A' - 'A'] = SIP_HEADER_ACCEPT,
    ['C' - 'A'] = SIP_HEADER_CALL_ID,
    ['D' - 'A'] = SIP_HEADER_DATE,
    ['E' - 'A'] = SIP_HEADER_ERROR_INFO,
    ['F' - 'A'] = SIP_HEADER_FROM,
    ['G' - 'A'] = SIP_HEADER_GEOLOCATION_ERROR,
    ['I' - 'A'] = SIP_HEADER_IDENTITY,
    ['M' - 'A'] = SIP_HEADER_MAX_FORWARDS,
    ['P' - 'A'] = SIP_HEADER_P_ASSERTED_IDENTITY,
    ['R' - 'A'] = SIP_HEADER_RACK,
    ['S' - 'A'] = SIP_HEADER_SECURITY_SERVER,
    ['T' - 'A'] = SIP_HEADER_TO,
    ['U' - 'A'] = SIP_HEADER_UNSUPPORTED,
    ['V' - 'A'] = SIP_HEADER_VIA,
    ['W' - 'A'] = SIP_HEADER_WARNING,
    ['X' - 'A'] = SIP_HEADER_X_CALL_ID,
};

/* RFC 3261 7.3.3 and the RFCs that added to it. */
static const struct {
    char letter;
    sip_header header;
} compact_forms[] = {
    { 'b', SIP_HEADER_REFERRED_BY },
    { 'c', SIP_HEADER_CONTENT_TYPE },
    { 'f', SIP_HEADER_FROM },
    { 'i', SIP_HEADER_CALL_ID },
    { 'k', SIP_HEADER_SUPPORTED },
    { 'l', SIP_HEADER_CONTENT_LENGTH },
    { 'm', SIP_HEADER_CONTACT },
    { 'o', SIP_HEADER_EVENT },
    { 'r', SIP_HEADER_REFER_TO },
    { 't', SIP_HEADER_TO },
    { 'u', SIP_HEADER_ALLOW_EVENTS },
    { 'v', SIP_HEADER_VIA },
    { 'x', SIP_HEADER_SESSION_EXPIRES },
    { 'y', SIP_HEADER_IDENTITY },
};

static sip_header
header_of_letter(char letter)
{
    for (size_t i = 0; i < G_N_ELEMENTS(compact_forms); i++) {
        if (compact_forms[i].letter == letter) {
            return compact_forms[i].header;
        }
    }
    return SIP_HEADER_COUNT;
}

sip_header
sip_header_named(sip_text name)
{
    const char first = (char)(name.size > 0 ? g_ascii_toupper(name.at[0]) : '\0');

    if (name.size == 1) {
        return header_of_letter(g_ascii_tolower(first));
    }
    if (first < 'A' || (size_t)(first - 'A') >= G_N_ELEMENTS(first_with_letter)) {
        return SIP_HEADER_COUNT;
    }
    for (int header = first_with_letter[first - 'A']; header < SIP_HEADER_COUNT && header_names[header][0] == first; header++) {
        if (sip_text_is(name, header_names[header])) {
            return (sip_header)header;
        }
    }
    return SIP_HEADER_COUNT;
}

const char *
sip_header_name(sip_header header)
{
    return header_names[header];
}
