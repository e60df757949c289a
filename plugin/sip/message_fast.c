/* message_fast.c
 * Header lines that are written as nearly all are; see message_fast.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message_fast.h"

#include "text_scan.h"

/* The longest name with colon and blank; a line with less room to the end of the message is left to the plain reader. */
#define LONGEST_NAME (sizeof "Proxy-Authorization: " - 1)

#define USUAL(text, name)                                                                                                          \
    if (memcmp(line, (text), sizeof(text) - 1) == 0) {                                                                             \
        *value = line + sizeof(text) - 1;                                                                                          \
        return (name);                                                                                                             \
    }

/* The header whose line begins there, and where its value begins; SIP_HEADER_COUNT if it is not a usual one. */
static inline sip_header
usual_header(const char *line, const char **value)
{
    switch (line[0]) {
    case 'A':
        USUAL("Allow: ", SIP_HEADER_ALLOW)
        USUAL("Authorization: ", SIP_HEADER_AUTHORIZATION)
        break;
    case 'C':
        USUAL("CSeq: ", SIP_HEADER_CSEQ)
        USUAL("Call-ID: ", SIP_HEADER_CALL_ID)
        USUAL("Contact: ", SIP_HEADER_CONTACT)
        USUAL("Content-Length: ", SIP_HEADER_CONTENT_LENGTH)
        USUAL("Content-Type: ", SIP_HEADER_CONTENT_TYPE)
        break;
    case 'E':
        USUAL("Expires: ", SIP_HEADER_EXPIRES)
        break;
    case 'F':
        USUAL("From: ", SIP_HEADER_FROM)
        break;
    case 'M':
        USUAL("Max-Forwards: ", SIP_HEADER_MAX_FORWARDS)
        break;
    case 'P':
        USUAL("Proxy-Authorization: ", SIP_HEADER_PROXY_AUTHORIZATION)
        break;
    case 'R':
        USUAL("Record-Route: ", SIP_HEADER_RECORD_ROUTE)
        USUAL("Route: ", SIP_HEADER_ROUTE)
        break;
    case 'S':
        USUAL("Supported: ", SIP_HEADER_SUPPORTED)
        USUAL("Server: ", SIP_HEADER_SERVER)
        break;
    case 'T':
        USUAL("To: ", SIP_HEADER_TO)
        break;
    case 'U':
        USUAL("User-Agent: ", SIP_HEADER_USER_AGENT)
        break;
    case 'V':
        USUAL("Via: ", SIP_HEADER_VIA)
        break;
    case 'W':
        USUAL("WWW-Authenticate: ", SIP_HEADER_WWW_AUTHENTICATE)
        break;
    default:
        break;
    }
    return SIP_HEADER_COUNT;
}

/* The line feed that ends a value written as usual; NULL if it is not. Bytes above 127 at its ends are left to the plain reader. */
static inline const char *
usual_line_feed(const char *value, const char *end)
{
    const char *feed = scan_find('\n', value, end);

    /* A value has a byte, so there are two before the line feed. */
    if (feed == NULL || value[0] <= ' ' || feed[-1] != '\r' || feed[-2] <= ' ' || end - feed < 2 || feed[1] == ' ' ||
        feed[1] == '\t') {
        return NULL;
    }
    return feed;
}

const char *
message_read_usual_lines(sip_message *message, const char *line, const char *end)
{
    while ((size_t)(end - line) > LONGEST_NAME) {
        const char *value;
        const sip_header name = usual_header(line, &value);
        const char *feed = name != SIP_HEADER_COUNT ? usual_line_feed(value, end) : NULL;
        if (feed == NULL) {
            break;
        }
        message_add_header(message, name, scan_span(value, feed - 1));
        line = feed + 1;
    }
    return line;
}
