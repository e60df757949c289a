/* request_details.c
 * What is asked of a request only when it was refused; see request_details.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "request_details.h"

#include "sdp.h"

#include <string.h>

static const sip_request_extras no_extras = { .session_expires = -1, .content_length = -1 };
static const sip_request_extras unknown_extras = { .session_expires = -1, .content_length = -1, .body_size = -1 };
const sip_request_details request_details_unknown = { .size = -1, .extras = &unknown_extras };

static void
read_offer(text_pool *pool, const sip_message *message, sip_request_extras *extras)
{
    sdp_offer offer = { .has_media = false };

    if (!sip_message_has_sdp(message)) {
        return;
    }
    GString *summary = g_string_new(NULL);
    sdp_offer_read(message->body, &offer, summary);
    extras->offer = text_pool_copy(pool, (sip_text){ summary->str, summary->len });
    extras->broken_line = text_pool_copy(pool, offer.broken_line);
    if (!offer.has_media && extras->broken_line == NULL) {
        extras->broken_line = text_pool_copy(pool, (sip_text){ "no m= line", strlen("no m= line") });
    }
    extras->offers_audio = offer.has_audio;
    extras->offers_fax = offer.has_fax;
    extras->offers_usual_codec = offer.has_usual_codec;
    extras->offers_plain_rtp = offer.has_plain_rtp;
    extras->offers_srtp = offer.has_srtp;
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
read_report(text_pool *pool, const sip_message *message, sip_request_extras *extras)
{
    sip_message fragment;

    if (request_has_report(message) && sip_message_read(message->body.at, message->body.size, &fragment) && fragment.is_response) {
        extras->reported_status = fragment.status;
        extras->reported = text_pool_copy(pool, fragment.start_line);
    }
}

static bool
has_extras(const sip_request_extras *extras)
{
    return extras->event != NULL || extras->content_type != NULL || extras->etag != NULL || extras->looping != NULL ||
           extras->reported != NULL || extras->session_expires >= 0 || extras->content_length >= 0 || extras->body_size != 0;
}

/* In the arena if there are any. */
static const sip_request_extras *
extras_of(arena *memory, text_pool *pool, const sip_message *message, bool is_cut)
{
    sip_request_extras extras = no_extras;

    extras.event = text_pool_copy(pool, sip_text_token(sip_message_header(message, SIP_HEADER_EVENT)));
    extras.content_type = text_pool_copy(pool, sip_text_token(sip_message_header(message, SIP_HEADER_CONTENT_TYPE)));
    extras.etag = text_pool_copy(pool, sip_message_header(message, SIP_HEADER_SIP_IF_MATCH));
    extras.looping = text_pool_copy(pool, repeated_sent_by(message));
    extras.session_expires = sip_text_number(sip_message_header(message, SIP_HEADER_SESSION_EXPIRES));
    extras.body_size = (gint64)message->body.size;
    if (!is_cut) {
        extras.content_length = sip_message_missing_body(message);
        read_offer(pool, message, &extras);
    }
    read_report(pool, message, &extras);
    return has_extras(&extras) ? memcpy(arena_take_unset(memory, sizeof extras), &extras, sizeof extras) : &no_extras;
}

const sip_request_details *
request_details_read(arena *memory, text_pool *pool, const sip_message *message, bool is_cut)
{
    sip_request_details *details = arena_take_unset(memory, sizeof *details);

    details->uri = text_pool_copy(pool, message->request_uri);
    details->size = (gint64)message->size;
    details->extras = extras_of(memory, pool, message, is_cut);
    return details;
}

sip_text
request_details_scheme(const sip_request_details *details)
{
    const char *colon = details->uri != NULL ? strchr(details->uri, ':') : NULL;

    return (sip_text){ colon != NULL ? details->uri : NULL, colon != NULL ? (size_t)(colon - details->uri) : 0 };
}
