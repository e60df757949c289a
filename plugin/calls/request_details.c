/* request_details.c
 * What is asked of a request only when it was refused; see request_details.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "request_details.h"

bool
request_has_report(const sip_message *request)
{
    return sip_text_is(request->method, "NOTIFY") &&
           sip_text_is(sip_text_token(sip_message_header(request, SIP_HEADER_CONTENT_TYPE)), "message/sipfrag");
}

bool
request_read_report(const sip_message *request, sip_message *report)
{
    return request_has_report(request) && sip_message_read(request->body.at, request->body.size, report) && report->is_response;
}

sip_text
request_registered_user(const sip_message *request)
{
    return sip_text_is(request->method, "REGISTER") ? sip_uri_user(request->request_uri) : (sip_text){ NULL, 0 };
}

sip_text
request_repeated_sent_by(const sip_message *request)
{
    sip_text sent_by[SIP_REQUEST_MAX_VIAS];
    sip_values values = { .line = { NULL, 0 } };
    sip_text via;

    for (unsigned i = 0; i < SIP_REQUEST_MAX_VIAS && sip_message_next_value(request, SIP_HEADER_VIA, &values, &via); i++) {
        sent_by[i] = sip_via_sent_by(via);
        for (unsigned before = 0; before < i && sent_by[i].size > 0; before++) {
            if (sip_text_equal(sent_by[i], sent_by[before])) {
                return sent_by[i];
            }
        }
    }
    return (sip_text){ NULL, 0 };
}

/* The value of Replaces among the headers of a URI, with its escapes (RFC 3261 19.1.1); absent if there is none. */
static sip_text
uri_replaces(sip_text uri)
{
    static const char name[] = "Replaces=";
    const char *end = uri.size > 0 ? uri.at + uri.size : uri.at;
    const char *mark = uri.size > 0 ? memchr(uri.at, '?', uri.size) : NULL;

    while (mark != NULL) {
        const sip_text header = { mark + 1, (size_t)(end - mark - 1) };
        mark = header.size > 0 ? memchr(header.at, '&', header.size) : NULL;
        if (sip_text_begins_with(header, name)) {
            const char *value = header.at + strlen(name);
            return (sip_text){ value, (size_t)((mark != NULL ? mark : end) - value) };
        }
    }
    return (sip_text){ NULL, 0 };
}

static bool
names_dialog_of(const sip_message *request, sip_text replaces)
{
    const sip_text id = sip_text_token(replaces);
    const sip_text from_tag = sip_text_parameter(sip_message_header(request, SIP_HEADER_FROM), "tag");
    const sip_text to_tag = sip_text_parameter(sip_message_header(request, SIP_HEADER_TO), "tag");
    const sip_text from_there = sip_text_parameter(replaces, "from-tag");
    const sip_text to_there = sip_text_parameter(replaces, "to-tag");

    return sip_text_equal(id, sip_message_header(request, SIP_HEADER_CALL_ID)) &&
           ((sip_text_equal(from_there, from_tag) && sip_text_equal(to_there, to_tag)) ||
            (sip_text_equal(from_there, to_tag) && sip_text_equal(to_there, from_tag)));
}

bool
request_replaces_own_dialog(const sip_message *request)
{
    const sip_text header = sip_message_header(request, SIP_HEADER_REPLACES);
    const sip_text escaped = uri_replaces(sip_text_uri(sip_message_header(request, SIP_HEADER_REFER_TO)));
    char *replaces = escaped.at != NULL ? g_uri_unescape_segment(escaped.at, escaped.at + escaped.size, NULL) : NULL;
    const bool is_own = names_dialog_of(request, header) || (replaces != NULL && names_dialog_of(request, sip_text_of(replaces)));

    g_free(replaces);
    return is_own;
}
