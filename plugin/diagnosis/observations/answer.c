/* answer.c
 * Observations of the answer that a 200 to an INVITE brings: what cannot work, and what does not fit the offer (RFC 3264 6); see
 * observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"
#include "sdp.h"
#include "sdp_session.h"
#include "uri.h"

#define FIRST_DYNAMIC 96

static sip_text
address_of(const sip_endpoint *endpoint)
{
    return endpoint != NULL ? sip_text_of(endpoint->host->name) : (sip_text){ NULL, 0 };
}

/* With ICE the address of c= is only one of those that are tried (RFC 8839 4.2.1). */
static const sdp_stream *
stream_at_private_address(const sdp_session *answer)
{
    for (unsigned i = 0; i < sdp_session_described(answer); i++) {
        const sdp_stream *stream = &answer->streams[i];
        if (stream->has_ice) {
            return NULL;
        }
        if (sdp_stream_is_usable(stream) && sip_host_is_private(stream->address)) {
            return stream;
        }
    }
    return NULL;
}

static bool
lists(const sdp_stream *stream, sip_text wanted)
{
    sip_text formats = stream->formats;
    sip_text format;

    while (sdp_take_format(&formats, &format)) {
        if (sip_text_equal(format, wanted)) {
            return true;
        }
    }
    return false;
}

/* A dynamic payload type may have another number on each side; the static ones are the same for all (RFC 3551 6, RFC 3264 6.1). */
static bool
has_no_offered_format(const sdp_stream *offered, const sdp_stream *answered)
{
    sip_text formats = answered->formats;
    sip_text format;
    bool has_format = false;

    while (sdp_take_format(&formats, &format)) {
        const gint64 number = sip_text_number(format);
        if (number < 0 || number >= FIRST_DYNAMIC || lists(offered, format)) {
            return false;
        }
        has_format = true;
    }
    return has_format;
}

static bool
is_secure(const sdp_stream *stream)
{
    return g_strstr_len(stream->profile.at, (gssize)stream->profile.size, "SAVP") != NULL;
}

static void
observe_stream(finding *found, const sdp_stream *offered, const sdp_stream *answered)
{
    if (answered->port == 0) {
        return;
    }
    if (!sip_text_is(answered->profile, "") && !sip_text_equal(offered->profile, answered->profile)) {
        finding_show(found, OBSERVED_ANSWERED_PROFILE, "name", finding_copy(found, offered->profile), "value",
                     finding_copy(found, answered->profile), NULL);
    } else if (is_secure(answered) && !answered->has_key) {
        finding_show(found, OBSERVED_ANSWERED_WITHOUT_KEY, "value", finding_copy(found, answered->profile), NULL);
    } else if (has_no_offered_format(offered, answered)) {
        finding_show(found, OBSERVED_ANSWERED_FORMATS, "name", finding_copy(found, offered->formats), "value",
                     finding_copy(found, answered->formats), NULL);
    }
}

static bool
rejects_all(const sdp_session *answer)
{
    for (unsigned i = 0; i < sdp_session_described(answer); i++) {
        if (answer->streams[i].port != 0) {
            return false;
        }
    }
    return answer->count > 0 && answer->count <= SDP_MAX_STREAMS;
}

static void
compare_with_offer(finding *found, const sdp_session *answer)
{
    const sip_message *request = found->request->is_cut ? NULL : finding_request(found);
    sdp_session offer;

    if (request == NULL || !sip_message_has_sdp(request)) {
        return;
    }
    sdp_session_read(request->body, &offer);
    if (offer.count != answer->count) {
        finding_show(found, OBSERVED_ANSWERED_COUNT, "streams", finding_number(found, offer.count), "count",
                     finding_number(found, answer->count), NULL);
        return;
    }
    if (rejects_all(answer)) {
        finding_show(found, OBSERVED_ANSWERED_NO_STREAM, NULL);
        return;
    }
    for (unsigned i = 0; i < sdp_session_described(&offer); i++) {
        observe_stream(found, &offer.streams[i], &answer->streams[i]);
    }
}

/* Nothing is read where both hosts are one, or on a private network, whose calls go well. */
void
observe_answer(finding *found)
{
    const sip_transaction *transaction = found->transaction;
    sdp_session answer;

    if (!finding_is_of(found, "INVITE") || found->packet->is_cut || transaction->client == NULL ||
        transaction->client->host == transaction->server->host || !sip_host_is_public(address_of(transaction->server)) ||
        !sip_host_is_public(address_of(transaction->client)) || !sip_message_has_sdp(found->response)) {
        return;
    }
    sdp_session_read(found->response->body, &answer);
    const sdp_stream *stream = stream_at_private_address(&answer);
    if (stream != NULL) {
        finding_show(found, OBSERVED_ANSWERED_PRIVATELY, "value", finding_copy(found, stream->address), "element",
                     transaction->server->name, "source", transaction->client->name, NULL);
    }
    compare_with_offer(found, &answer);
}
