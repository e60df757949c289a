/* header_name.c
 * The names of headers; see header_name.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "header_name.h"

#include "text_scan.h"

typedef struct {
    const char *name;
    guint8 size;
} header_name;

#define SIZED(text) (text), sizeof(text) - 1

static const header_name header_names[SIP_HEADER_COUNT] = {
    [SIP_HEADER_ACCEPT] = { SIZED("Accept") },
    [SIP_HEADER_ACCEPT_ENCODING] = { SIZED("Accept-Encoding") },
    [SIP_HEADER_ACCEPT_LANGUAGE] = { SIZED("Accept-Language") },
    [SIP_HEADER_ACCEPT_RESOURCE_PRIORITY] = { SIZED("Accept-Resource-Priority") },
    [SIP_HEADER_ALERTMSG_ERROR] = { SIZED("AlertMsg-Error") },
    [SIP_HEADER_ALLOW] = { SIZED("Allow") },
    [SIP_HEADER_ALLOW_EVENTS] = { SIZED("Allow-Events") },
    [SIP_HEADER_AUTHORIZATION] = { SIZED("Authorization") },
    [SIP_HEADER_CALL_ID] = { SIZED("Call-ID") },
    [SIP_HEADER_CALL_INFO] = { SIZED("Call-Info") },
    [SIP_HEADER_CONTACT] = { SIZED("Contact") },
    [SIP_HEADER_CONTENT_ENCODING] = { SIZED("Content-Encoding") },
    [SIP_HEADER_CONTENT_LENGTH] = { SIZED("Content-Length") },
    [SIP_HEADER_CONTENT_TYPE] = { SIZED("Content-Type") },
    [SIP_HEADER_CSEQ] = { SIZED("CSeq") },
    [SIP_HEADER_ERROR_INFO] = { SIZED("Error-Info") },
    [SIP_HEADER_EVENT] = { SIZED("Event") },
    [SIP_HEADER_EXPIRES] = { SIZED("Expires") },
    [SIP_HEADER_FROM] = { SIZED("From") },
    [SIP_HEADER_GEOLOCATION] = { SIZED("Geolocation") },
    [SIP_HEADER_GEOLOCATION_ERROR] = { SIZED("Geolocation-Error") },
    [SIP_HEADER_IDENTITY] = { SIZED("Identity") },
    [SIP_HEADER_INFO_PACKAGE] = { SIZED("Info-Package") },
    [SIP_HEADER_MAX_FORWARDS] = { SIZED("Max-Forwards") },
    [SIP_HEADER_MIN_EXPIRES] = { SIZED("Min-Expires") },
    [SIP_HEADER_MIN_SE] = { SIZED("Min-SE") },
    [SIP_HEADER_PATH] = { SIZED("Path") },
    [SIP_HEADER_PERMISSION_MISSING] = { SIZED("Permission-Missing") },
    [SIP_HEADER_P_REGISTRAR_ERROR] = { SIZED("P-Registrar-Error") },
    [SIP_HEADER_PRIVACY] = { SIZED("Privacy") },
    [SIP_HEADER_PROXY_AUTHENTICATE] = { SIZED("Proxy-Authenticate") },
    [SIP_HEADER_PROXY_AUTHORIZATION] = { SIZED("Proxy-Authorization") },
    [SIP_HEADER_PROXY_REQUIRE] = { SIZED("Proxy-Require") },
    [SIP_HEADER_RACK] = { SIZED("RAck") },
    [SIP_HEADER_REASON] = { SIZED("Reason") },
    [SIP_HEADER_RECV_INFO] = { SIZED("Recv-Info") },
    [SIP_HEADER_REFER_TO] = { SIZED("Refer-To") },
    [SIP_HEADER_REFERRED_BY] = { SIZED("Referred-By") },
    [SIP_HEADER_REPLACES] = { SIZED("Replaces") },
    [SIP_HEADER_REQUIRE] = { SIZED("Require") },
    [SIP_HEADER_RESOURCE_PRIORITY] = { SIZED("Resource-Priority") },
    [SIP_HEADER_RESPONSE_SOURCE] = { SIZED("Response-Source") },
    [SIP_HEADER_RETRY_AFTER] = { SIZED("Retry-After") },
    [SIP_HEADER_RSEQ] = { SIZED("RSeq") },
    [SIP_HEADER_SECURITY_CLIENT] = { SIZED("Security-Client") },
    [SIP_HEADER_SECURITY_SERVER] = { SIZED("Security-Server") },
    [SIP_HEADER_SECURITY_VERIFY] = { SIZED("Security-Verify") },
    [SIP_HEADER_SERVER] = { SIZED("Server") },
    [SIP_HEADER_SESSION_EXPIRES] = { SIZED("Session-Expires") },
    [SIP_HEADER_SIP_ETAG] = { SIZED("SIP-ETag") },
    [SIP_HEADER_SIP_IF_MATCH] = { SIZED("SIP-If-Match") },
    [SIP_HEADER_SUBSCRIPTION_STATE] = { SIZED("Subscription-State") },
    [SIP_HEADER_SUPPORTED] = { SIZED("Supported") },
    [SIP_HEADER_TO] = { SIZED("To") },
    [SIP_HEADER_UNSUPPORTED] = { SIZED("Unsupported") },
    [SIP_HEADER_USER_AGENT] = { SIZED("User-Agent") },
    [SIP_HEADER_VIA] = { SIZED("Via") },
    [SIP_HEADER_WARNING] = { SIZED("Warning") },
    [SIP_HEADER_WWW_AUTHENTICATE] = { SIZED("WWW-Authenticate") },
};

/* The first header whose name begins with that letter or a later one; the names are in alphabetical order, but for P-Registrar-Error. */
static const guint8 first_of_letter[] = {
    ['a'] = SIP_HEADER_ACCEPT,
    ['b'] = SIP_HEADER_CALL_ID,
    ['c'] = SIP_HEADER_CALL_ID,
    ['d'] = SIP_HEADER_ERROR_INFO,
    ['e'] = SIP_HEADER_ERROR_INFO,
    ['f'] = SIP_HEADER_FROM,
    ['g'] = SIP_HEADER_GEOLOCATION,
    ['h'] = SIP_HEADER_IDENTITY,
    ['i'] = SIP_HEADER_IDENTITY,
    ['j'] = SIP_HEADER_MAX_FORWARDS,
    ['k'] = SIP_HEADER_MAX_FORWARDS,
    ['l'] = SIP_HEADER_MAX_FORWARDS,
    ['m'] = SIP_HEADER_MAX_FORWARDS,
    ['n'] = SIP_HEADER_PATH,
    ['o'] = SIP_HEADER_PATH,
    ['p'] = SIP_HEADER_PATH,
    ['q'] = SIP_HEADER_RACK,
    ['r'] = SIP_HEADER_RACK,
    ['s'] = SIP_HEADER_SECURITY_CLIENT,
    ['t'] = SIP_HEADER_TO,
    ['u'] = SIP_HEADER_UNSUPPORTED,
    ['v'] = SIP_HEADER_VIA,
    ['w'] = SIP_HEADER_WARNING,
    ['x'] = SIP_HEADER_COUNT,
    ['y'] = SIP_HEADER_COUNT,
    ['z'] = SIP_HEADER_COUNT,
    ['z' + 1] = SIP_HEADER_COUNT,
};

/* Compact forms: RFC 3261 7.3.3 and the RFCs that added to it. */
static sip_header
header_of_letter(int letter)
{
    switch (letter) {
    case 'b':
        return SIP_HEADER_REFERRED_BY;
    case 'c':
        return SIP_HEADER_CONTENT_TYPE;
    case 'e':
        return SIP_HEADER_CONTENT_ENCODING;
    case 'f':
        return SIP_HEADER_FROM;
    case 'i':
        return SIP_HEADER_CALL_ID;
    case 'k':
        return SIP_HEADER_SUPPORTED;
    case 'l':
        return SIP_HEADER_CONTENT_LENGTH;
    case 'm':
        return SIP_HEADER_CONTACT;
    case 'o':
        return SIP_HEADER_EVENT;
    case 'r':
        return SIP_HEADER_REFER_TO;
    case 't':
        return SIP_HEADER_TO;
    case 'u':
        return SIP_HEADER_ALLOW_EVENTS;
    case 'v':
        return SIP_HEADER_VIA;
    case 'x':
        return SIP_HEADER_SESSION_EXPIRES;
    case 'y':
        return SIP_HEADER_IDENTITY;
    default:
        return SIP_HEADER_COUNT;
    }
}

sip_header
sip_header_named(sip_text name)
{
    const int letter = name.size > 0 ? lower(name.at[0]) : '\0';

    if (letter < 'a' || letter > 'z') {
        return SIP_HEADER_COUNT;
    }
    if (name.size == 1) {
        return header_of_letter(letter);
    }
    for (int i = first_of_letter[letter]; i < first_of_letter[letter + 1]; i++) {
        if (header_names[i].size == name.size && same_but_for_case(header_names[i].name, name.at, name.size)) {
            return (sip_header)i;
        }
    }
    return SIP_HEADER_COUNT;
}
