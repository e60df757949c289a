/* request_details.c
 * What is asked of a request only when it was refused; see request_details.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "request_details.h"

#include "offer.h"

#include <string.h>

const sip_request_details request_details_unknown = { .session_expires = -1, .content_length = -1, .body_size = -1, .size = -1 };

static void
read_offer(text_pool *pool, const sip_message *message, sip_request_details *details)
{
    sdp_offer offer = { .has_media = false };

    if (!sip_message_has_sdp(message)) {
        return;
    }
    GString *summary = g_string_new(NULL);
    sdp_offer_read(message->body, &offer, summary);
    details->offer = text_pool_copy(pool, (sip_text){ summary->str, summary->len });
    details->broken_line = text_pool_copy(pool, offer.broken_line);
    if (!offer.has_media && details->broken_line == NULL) {
        details->broken_line = text_pool_copy(pool, (sip_text){ "no m= line", strlen("no m= line") });
    }
    details->offers_audio = offer.has_audio;
    details->offers_fax = offer.has_fax;
    details->offers_usual_codec = offer.has_usual_codec;
    details->offers_plain_rtp = offer.has_plain_rtp;
    details->offers_srtp = offer.has_srtp;
    g_string_free(summary, TRUE);
}

/* The sent-by that stands twice, with its port, so that it is one element and not one host; .at is NULL if none does. */
static sip_text
repeated_sent_by(const sip_message *message)
{
    sip_text sent_by[SIP_REQUEST_MAX_VIAS];
    sip_values at = { .line = { NULL, 0 } };
    sip_text via;

    for (unsigned i = 0; i < SIP_REQUEST_MAX_VIAS && sip_message_next_value(message, SIP_HEADER_VIA, &at, &via); i++) {
        sent_by[i] = sip_via_sent_by(via);
        for (unsigned j = 0; j < i && sent_by[i].size > 0; j++) {
            if (sip_text_equal(sent_by[i], sent_by[j])) {
                return sent_by[i];
            }
        }
    }
    return (sip_text){ NULL, 0 };
}

bool
request_has_report(const sip_message *message)
{
    return sip_text_is(message->method, "NOTIFY") &&
           sip_text_is(sip_text_token(sip_message_header(message, SIP_HEADER_CONTENT_TYPE)), "message/sipfrag");
}

static void
read_report(text_pool *pool, const sip_message *message, sip_request_details *details)
{
    sip_message fragment;

    if (request_has_report(message) && sip_message_read(message->body.at, message->body.size, &fragment) && fragment.is_response) {
        details->reported_status = fragment.status;
        details->reported = text_pool_copy(pool, fragment.start_line);
    }
}

static gint64
missing_bytes_announced(const sip_message *message)
{
    const gint64 announced = sip_text_number(sip_message_header(message, SIP_HEADER_CONTENT_LENGTH));

    return announced > (gint64)message->body.size ? announced : -1;
}

const sip_request_details *
request_details_read(arena *memory, text_pool *pool, const sip_message *message, bool is_cut)
{
    sip_request_details *details = arena_take(memory, sizeof *details);

    details->uri = text_pool_copy(pool, message->request_uri);
    details->event = text_pool_copy(pool, sip_text_token(sip_message_header(message, SIP_HEADER_EVENT)));
    details->content_type = text_pool_copy(pool, sip_text_token(sip_message_header(message, SIP_HEADER_CONTENT_TYPE)));
    details->etag = text_pool_copy(pool, sip_message_header(message, SIP_HEADER_SIP_IF_MATCH));
    details->looping = text_pool_copy(pool, repeated_sent_by(message));
    details->session_expires = sip_text_number(sip_message_header(message, SIP_HEADER_SESSION_EXPIRES));
    details->content_length = is_cut ? -1 : missing_bytes_announced(message);
    details->body_size = (gint64)message->body.size;
    details->size = (gint64)message->size;
    if (!is_cut) {
        read_offer(pool, message, details);
    }
    read_report(pool, message, details);
    return details;
}

sip_text
request_details_scheme(const sip_request_details *details)
{
    const char *colon = details->uri != NULL ? strchr(details->uri, ':') : NULL;

    return (sip_text){ colon != NULL ? details->uri : NULL, colon != NULL ? (size_t)(colon - details->uri) : 0 };
}
