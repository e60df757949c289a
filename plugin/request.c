/* request.c
 * What is kept of a request; see request.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "request.h"

#include "offer.h"

#include <string.h>

/* More than a request needs to answer all challenges of a forking proxy (RFC 3261 22.3). */
#define MAX_CREDENTIALS 4
#define MAX_CONTACTS 16
/* Via lists are longer only in loops, and those show themselves before. */
#define MAX_VIAS 70

static const sip_request_details no_details = { .expires = -1, .session_expires = -1, .content_length = -1 };

static void
read_credentials(arena *memory, text_pool *pool, const sip_message *message, sip_header name, sip_request_details *details)
{
    sip_text line = sip_message_header(message, name);
    unsigned count = 0;

    if (line.at == NULL) {
        return;
    }
    do {
        const sip_text nonce = sip_text_auth_parameter(line, "nonce");
        /* The first REGISTER to an IMS has no nonce yet (3GPP TS 24.229 5.1.1.2): it asks for a challenge. */
        if (nonce.at == NULL || nonce.size > 0) {
            sip_credentials *one = arena_take(memory, sizeof *one);
            one->realm = text_pool_copy(pool, sip_text_auth_parameter(line, "realm"));
            one->user = text_pool_copy(pool, sip_text_auth_parameter(line, "username"));
            one->nonce = text_pool_copy(pool, nonce);
            one->next = details->credentials;
            details->credentials = one;
        }
    } while (++count < MAX_CREDENTIALS && sip_message_next_header(message, name, &line));
}

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
repeated_sent_by(const sip_text *vias, unsigned count)
{
    sip_text sent_by[MAX_VIAS];

    for (unsigned i = 0; i < count && count > 1; i++) {
        sent_by[i] = sip_via_sent_by(vias[i]);
        for (unsigned j = 0; j < i && sent_by[i].size > 0; j++) {
            if (sip_text_equal(sent_by[i], sent_by[j])) {
                return sent_by[i];
            }
        }
    }
    return (sip_text){ NULL, 0 };
}

static unsigned
read_vias(text_pool *pool, const sip_message *message, sip_request_details *details)
{
    sip_text vias[MAX_VIAS];
    sip_values at = { .line = { NULL, 0 } };
    unsigned count = 0;

    while (count < MAX_VIAS && sip_message_next_value(message, SIP_HEADER_VIA, &at, &vias[count])) {
        count++;
    }
    details->looping = text_pool_copy(pool, repeated_sent_by(vias, count));
    return count;
}

/* What a NOTIFY says of a transfer (RFC 3515 2.4.5): the start line in its body. */
static void
read_report(text_pool *pool, const sip_message *message, sip_request_details *details)
{
    sip_message fragment;

    if (sip_text_is(message->method, "NOTIFY") &&
        sip_text_is(sip_text_token(sip_message_header(message, SIP_HEADER_CONTENT_TYPE)), "message/sipfrag") &&
        sip_message_read(message->body.at, message->body.size, &fragment) && fragment.is_response) {
        details->reported_status = fragment.status;
        details->reported = text_pool_copy(pool, fragment.start_line);
    }
}

/* Expires may stand in the header or, in a REGISTER, with each Contact (RFC 3261 10.2.1.1); the longest is what is asked for. */
static gint64
expires_of(const sip_message *message)
{
    const gint64 of_header = sip_text_number(sip_message_header(message, SIP_HEADER_EXPIRES));
    sip_values at = { .line = { NULL, 0 } };
    sip_text contact;
    gint64 longest = -1;
    int count = 0;

    if (!sip_text_is(message->method, "REGISTER") || sip_message_header(message, SIP_HEADER_CONTACT).at == NULL) {
        return of_header;
    }
    while (count++ < MAX_CONTACTS && sip_message_next_value(message, SIP_HEADER_CONTACT, &at, &contact)) {
        const gint64 of_contact = sip_text_number(sip_text_parameter(contact, "expires"));
        longest = MAX(longest, of_contact >= 0 ? of_contact : of_header);
    }
    return longest;
}

static bool
is_empty(const sip_request_details *details)
{
    return details->event == NULL && details->content_type == NULL && details->etag == NULL && details->looping == NULL &&
           details->reported == NULL && details->credentials == NULL && details->expires < 0 && details->session_expires < 0 &&
           details->content_length < 0;
}

/* Returns what the message has beside the usual, in the arena if there is anything. */
static const sip_request_details *
details_of(arena *memory, text_pool *pool, const sip_message *message, sip_request *request)
{
    sip_request_details details = no_details;

    details.event = text_pool_copy(pool, sip_text_token(sip_message_header(message, SIP_HEADER_EVENT)));
    details.content_type = text_pool_copy(pool, sip_text_token(sip_message_header(message, SIP_HEADER_CONTENT_TYPE)));
    details.etag = text_pool_copy(pool, sip_message_header(message, SIP_HEADER_SIP_IF_MATCH));
    details.expires = expires_of(message);
    details.session_expires = sip_text_number(sip_message_header(message, SIP_HEADER_SESSION_EXPIRES));
    request->vias = (guint8)read_vias(pool, message, &details);
    read_credentials(memory, pool, message, SIP_HEADER_AUTHORIZATION, &details);
    read_credentials(memory, pool, message, SIP_HEADER_PROXY_AUTHORIZATION, &details);
    if (!request->is_cut) {
        const gint64 announced = sip_text_number(sip_message_header(message, SIP_HEADER_CONTENT_LENGTH));
        details.content_length = announced > (gint64)request->body_size ? announced : -1;
        read_offer(pool, message, &details);
    }
    read_report(pool, message, &details);
    return is_empty(&details) ? &no_details : memcpy(arena_take(memory, sizeof details), &details, sizeof details);
}

static void
read_users(text_pool *pool, const sip_message *message, sip_request *request)
{
    const bool registers = sip_text_is(message->method, "REGISTER");
    const sip_text called = registers ? sip_text_uri(sip_message_header(message, SIP_HEADER_TO)) : message->request_uri;

    request->uri = text_pool_copy(pool, message->request_uri);
    request->user = text_pool_copy(pool, sip_uri_user(called));
    request->from_user = text_pool_copy(pool, sip_uri_user(sip_text_uri(sip_message_header(message, SIP_HEADER_FROM))));
}

void
sip_request_forget(sip_request *request)
{
    *request = (sip_request){ .details = &no_details, .max_forwards = -1 };
}

void
sip_request_read(arena *memory, text_pool *pool, const sip_message *message, bool is_cut, sip_request *request)
{
    sip_request_forget(request);
    request->cseq = (guint32)MAX(sip_text_number(sip_message_header(message, SIP_HEADER_CSEQ)), 0);
    request->in_dialog = sip_text_parameter(sip_message_header(message, SIP_HEADER_TO), "tag").at != NULL;
    request->max_forwards = (gint16)MIN(sip_text_number(sip_message_header(message, SIP_HEADER_MAX_FORWARDS)), G_MAXINT16);
    request->is_cut = is_cut;
    request->body_size = (guint32)message->body.size;
    request->size = (guint32)message->size;
    read_users(pool, message, request);
    request->details = details_of(memory, pool, message, request);
}

sip_text
sip_request_scheme(const sip_request *request)
{
    const char *colon = request->uri != NULL ? strchr(request->uri, ':') : NULL;

    return (sip_text){ colon != NULL ? request->uri : NULL, colon != NULL ? (size_t)(colon - request->uri) : 0 };
}
