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
