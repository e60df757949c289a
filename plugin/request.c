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

static void
read_credentials(text_pool *pool, const sip_message *message, sip_header header, sip_request *request)
{
    sip_text line = sip_message_header(message, header);
    unsigned count = 0;

    if (line.at == NULL) {
        return;
    }
    do {
        sip_credentials *one = g_new0(sip_credentials, 1);
        one->realm = text_pool_copy(pool, sip_text_auth_parameter(line, "realm"));
        one->user = text_pool_copy(pool, sip_text_auth_parameter(line, "username"));
        one->nonce = text_pool_copy(pool, sip_text_auth_parameter(line, "nonce"));
        one->next = request->credentials;
        if (one->nonce != NULL && *one->nonce == '\0') {
            /* The first REGISTER to an IMS has no nonce yet (3GPP TS 24.229 5.1.1.2): it asks for a challenge. */
            g_free(one);
        } else {
            request->credentials = one;
        }
    } while (++count < MAX_CREDENTIALS && sip_message_next_header(message, header, &line));
}

void
sip_credentials_free(sip_credentials *credentials)
{
    while (credentials != NULL) {
        sip_credentials *next = credentials->next;
        g_free(credentials);
        credentials = next;
    }
}

static void
read_offer(text_pool *pool, const sip_message *message, sip_request *request)
{
    sdp_offer offer = { .has_media = false };

    if (sip_message_has_sdp(message)) {
        GString *summary = g_string_new(NULL);
        sdp_offer_read(message->body, &offer, summary);
        request->offer = text_pool_copy(pool, (sip_text){ summary->str, summary->len });
        request->broken_line = text_pool_copy(pool, offer.broken_line);
        if (!offer.has_media && request->broken_line == NULL) {
            request->broken_line = text_pool_copy(pool, (sip_text){ "no m= line", strlen("no m= line") });
        }
        request->offers_audio = offer.has_audio;
        request->offers_fax = offer.has_fax;
        request->offers_usual_codec = offer.has_usual_codec;
        request->offers_plain_rtp = offer.has_plain_rtp;
        request->offers_srtp = offer.has_srtp;
        g_string_free(summary, TRUE);
    }
}

/* The sent-by that stands in the Via list twice, with its port, so that it is one element and not one host. */
static void
read_vias(text_pool *pool, const sip_message *message, sip_request *request)
{
    const char *seen[MAX_VIAS] = { NULL };
    sip_text line = sip_message_header(message, SIP_HEADER_VIA);

    if (line.at == NULL) {
        return;
    }
    do {
        sip_text rest = line;
        sip_text via;
        while (request->vias < MAX_VIAS && sip_text_take_value(&rest, &via)) {
            const char *element = text_pool_copy(pool, sip_via_sent_by(via));
            for (guint32 i = 0; i < request->vias && request->looping == NULL; i++) {
                request->looping = element != NULL && seen[i] == element && *element != '\0' ? element : NULL;
            }
            seen[request->vias++] = element;
        }
    } while (request->vias < MAX_VIAS && sip_message_next_header(message, SIP_HEADER_VIA, &line));
}

/* What a NOTIFY says of a transfer (RFC 3515 2.4.5): the start line in its body. */
static void
read_report(text_pool *pool, const sip_message *message, sip_request *request)
{
    sip_message fragment;

    if (sip_text_is(message->method, "NOTIFY") &&
        sip_text_is(sip_text_token(sip_message_header(message, SIP_HEADER_CONTENT_TYPE)), "message/sipfrag") &&
        sip_message_read(message->body.at, message->body.size, &fragment) && fragment.is_response) {
        request->reported_status = fragment.status;
        request->reported = text_pool_copy(pool, fragment.start_line);
    }
}

static void
read_uris(text_pool *pool, const sip_message *message, sip_request *request)
{
    const sip_text uri = message->request_uri;
    const char *colon = memchr(uri.at, ':', uri.size);
    const bool registers = sip_text_is(message->method, "REGISTER");
    const sip_text called = registers ? sip_text_uri(sip_message_header(message, SIP_HEADER_TO)) : uri;

    request->uri = text_pool_copy(pool, uri);
    request->scheme = colon != NULL ? text_pool_copy(pool, (sip_text){ uri.at, (size_t)(colon - uri.at) }) : NULL;
    request->user = text_pool_copy(pool, sip_uri_user(called));
    request->from_user = text_pool_copy(pool, sip_uri_user(sip_text_uri(sip_message_header(message, SIP_HEADER_FROM))));
}

/* Expires may stand in the header or, in a REGISTER, with each Contact (RFC 3261 10.2.1.1); the longest is what is asked for. */
static gint64
expires_of(const sip_message *message)
{
    const gint64 of_header = sip_text_number(sip_message_header(message, SIP_HEADER_EXPIRES));
    sip_text line = sip_message_header(message, SIP_HEADER_CONTACT);
    gint64 longest = -1;
    int count = 0;

    if (line.at == NULL) {
        return of_header;
    }
    do {
        sip_text rest = line;
        sip_text contact;
        while (count++ < MAX_CONTACTS && sip_text_take_value(&rest, &contact)) {
            const gint64 of_contact = sip_text_number(sip_text_parameter(contact, "expires"));
            longest = MAX(longest, of_contact >= 0 ? of_contact : of_header);
        }
    } while (count < MAX_CONTACTS && sip_message_next_header(message, SIP_HEADER_CONTACT, &line));
    return longest;
}

void
sip_request_read(text_pool *pool, const sip_message *message, bool is_cut, sip_request *request)
{
    const sip_text cseq = sip_message_header(message, SIP_HEADER_CSEQ);

    memset(request, 0, sizeof *request);
    request->cseq = (guint32)MAX(sip_text_number(cseq), 0);
    request->from_tag = text_pool_copy(pool, sip_text_parameter(sip_message_header(message, SIP_HEADER_FROM), "tag"));
    request->in_dialog = sip_text_parameter(sip_message_header(message, SIP_HEADER_TO), "tag").at != NULL;
    request->event = text_pool_copy(pool, sip_text_token(sip_message_header(message, SIP_HEADER_EVENT)));
    request->content_type = text_pool_copy(pool, sip_text_token(sip_message_header(message, SIP_HEADER_CONTENT_TYPE)));
    request->etag = text_pool_copy(pool, sip_message_header(message, SIP_HEADER_SIP_IF_MATCH));
    request->expires = expires_of(message);
    request->session_expires = sip_text_number(sip_message_header(message, SIP_HEADER_SESSION_EXPIRES));
    request->max_forwards = sip_text_number(sip_message_header(message, SIP_HEADER_MAX_FORWARDS));
    request->content_length = is_cut ? -1 : sip_text_number(sip_message_header(message, SIP_HEADER_CONTENT_LENGTH));
    request->is_cut = is_cut;
    request->body_size = (guint32)message->body.size;
    request->size = (guint32)message->size;
    read_uris(pool, message, request);
    read_vias(pool, message, request);
    read_credentials(pool, message, SIP_HEADER_AUTHORIZATION, request);
    read_credentials(pool, message, SIP_HEADER_PROXY_AUTHORIZATION, request);
    if (!is_cut) {
        read_offer(pool, message, request);
    }
    read_report(pool, message, request);
}
