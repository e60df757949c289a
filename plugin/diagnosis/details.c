/* details.c
 * What is asked of a request only when it was refused; see finding.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"
#include "request_details.h"
#include "sdp.h"

static void
read_offer(finding *found, const sip_message *request, sip_request_extras *extras)
{
    sdp_offer offer = { .has_media = false };

    if (!sip_message_has_sdp(request)) {
        return;
    }
    GString *summary = g_string_new(NULL);
    sdp_offer_read(request->body, &offer, summary);
    extras->offer = finding_copy_string(found, summary->str);
    extras->broken_line = finding_copy(found, offer.broken_line);
    if (!offer.has_media && extras->broken_line == NULL) {
        extras->broken_line = finding_keep_text(found, "no m= line");
    }
    extras->offers_audio = offer.has_audio;
    extras->offers_fax = offer.has_fax;
    extras->offers_usual_codec = offer.has_usual_codec;
    extras->offers_plain_rtp = offer.has_plain_rtp;
    extras->offers_srtp = offer.has_srtp;
    extras->offers_other_profile = offer.has_other_profile;
    g_string_free(summary, TRUE);
}

static void
read_report(finding *found, const sip_message *request, sip_request_extras *extras)
{
    sip_message report;

    if (request_read_report(request, &report)) {
        extras->reported_status = report.status;
        extras->reported = finding_copy(found, report.start_line);
    }
}

static void
read_extras(finding *found, const sip_message *request, sip_request_extras *extras)
{
    extras->event = finding_copy(found, sip_text_token(sip_message_header(request, SIP_HEADER_EVENT)));
    extras->content_type = finding_copy(found, sip_text_token(sip_message_header(request, SIP_HEADER_CONTENT_TYPE)));
    extras->etag = finding_copy(found, sip_message_header(request, SIP_HEADER_SIP_IF_MATCH));
    extras->looping = finding_copy(found, request_repeated_sent_by(request));
    extras->session_expires = sip_text_number(sip_message_header(request, SIP_HEADER_SESSION_EXPIRES));
    extras->body_size = (gint64)request->body.size;
    /* The body of a message that is not whole in the capture is not judged. */
    if (!found->request->is_cut) {
        extras->content_length = sip_message_missing_body(request);
        read_offer(found, request, extras);
    }
    read_report(found, request, extras);
}

const sip_request_details *
finding_details(finding *found)
{
    if (!found->has_details) {
        const sip_message *request = finding_request(found);
        found->has_details = true;
        found->extras = (sip_request_extras){ .session_expires = -1, .content_length = -1, .body_size = -1 };
        found->details = (sip_request_details){ .size = -1, .extras = &found->extras };
        if (request != NULL) {
            found->details.uri = finding_copy(found, request->request_uri);
            found->details.size = (gint64)request->size;
            read_extras(found, request, &found->extras);
        }
    }
    return &found->details;
}
