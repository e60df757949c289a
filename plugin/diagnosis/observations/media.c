/* media.c
 * Observations of the offer that a refused request made (RFC 3264, RFC 8866); see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_session.h"
#include "observations.h"
#include "sdp.h"
#include "sdp_session.h"

#include <string.h>

static void
show_conflict(finding *found, const sdp_conflict *conflict, const char *frame)
{
    const char *number = finding_number(found, conflict->number);

    if (conflict->second.at != NULL) {
        finding_show(found, OBSERVED_PAYLOAD_MAPPED_TWICE, "frame", frame, "number", number, "name",
                     finding_copy(found, conflict->first), "value", finding_copy(found, conflict->second), NULL);
    } else {
        finding_show(found, OBSERVED_PAYLOAD_LISTED_TWICE, "frame", frame, "number", number, NULL);
    }
}

static bool
has_usable_stream(const sdp_session *offer)
{
    for (unsigned i = 0; i < sdp_session_described(offer); i++) {
        if (sdp_stream_is_usable(&offer->streams[i])) {
            return true;
        }
    }
    return offer->count == 0 || offer->count > SDP_MAX_STREAMS;
}

static bool
is_ip6(sip_text address)
{
    return address.at != NULL && memchr(address.at, ':', address.size) != NULL;
}

/* Addresses of IPv6 have more than the one colon before the port. */
static bool
is_ip6_endpoint(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon != NULL && strchr(colon + 1, ':') != NULL;
}

/* With ICE the address of c= is only one of those that are tried, and perhaps none yet. */
static void
observe_family(finding *found, const sdp_session *offer, const char *frame)
{
    for (unsigned i = 0; i < sdp_session_described(offer); i++) {
        const sip_text address = offer->streams[i].address;
        if (address.at != NULL && !offer->streams[i].has_ice && is_ip6(address) != is_ip6_endpoint(found->packet->source)) {
            finding_show(found, OBSERVED_OTHER_FAMILY, "frame", frame, "value", finding_copy(found, address), NULL);
            return;
        }
    }
}

/* The hop of the transaction, whoever called. */
static bool
is_same_hop(const media_session *session, const sip_transaction *transaction)
{
    const char *client = transaction->client != NULL ? transaction->client->name : NULL;
    const char *server = transaction->server != NULL ? transaction->server->name : NULL;
    const char *const *names = session->names;

    return (names[MEDIA_CALLER] == client && names[MEDIA_CALLEE] == server) ||
           (names[MEDIA_CALLER] == server && names[MEDIA_CALLEE] == client);
}

/* The frame of the INVITE that set up the dialog of the request; 0 if none did, or the capture lacks it. */
static guint32
frame_of_invite(const finding *found, const sip_message *request)
{
    const sip_dialog *dialog =
        dialog_find(found->call->dialogs, sip_text_parameter(sip_message_header(request, SIP_HEADER_FROM), "tag"),
                    sip_text_parameter(sip_message_header(request, SIP_HEADER_TO), "tag"));

    return dialog != NULL && !dialog->is_later ? dialog->request_frame : 0;
}

/* True if that frame has the 2xx of an INVITE of the call. What comes in other responses may be of an INVITE that failed, or of another fork. */
static bool
has_success(const sip_call *call, guint32 frame)
{
    for (const sip_dialog *dialog = call->dialogs; dialog != NULL; dialog = dialog->next) {
        if (dialog->response_frame == frame) {
            return true;
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(call->sides); i++) {
        const sip_transaction *invite = call->sides[i].invite;
        if (invite != NULL && invite->final.frame == frame && invite->final.status < 300) {
            return true;
        }
    }
    return false;
}

/*
 * The last m= line that an answer of this hop has, since the frame: what the offer asked for as well (RFC 3264 6). NULL if none was seen.
 */
static const media_line *
last_answered_line(const finding *found, guint32 since)
{
    const media_line *last = NULL;

    for (const media_session *session = found->call->media; session != NULL; session = session->next) {
        for (unsigned side = 0; side < MEDIA_SIDES && is_same_hop(session, found->transaction); side++) {
            for (const media_line *line = session->lines[side]; line != NULL; line = line->before) {
                if (line->is_answer && line->frame > since && has_success(found->call, line->frame) &&
                    (last == NULL || line->stream > last->stream)) {
                    last = line;
                }
            }
        }
    }
    return last;
}

/* No m= line of a session is ever taken out of it again (RFC 3264 8). What an earlier INVITE of the call was answered is no part of it. */
static void
observe_removed_lines(finding *found, const sip_message *request, const sdp_session *offer, const char *frame)
{
    const guint32 invite = frame_of_invite(found, request);
    const media_line *last = invite != 0 ? last_answered_line(found, invite) : NULL;

    if (last != NULL && last->stream >= offer->count) {
        finding_show(found, OBSERVED_LINES_REMOVED, "frame", frame, "streams", finding_number(found, offer->count), "count",
                     finding_number(found, last->stream + 1), "before", finding_number(found, last->frame), NULL);
    }
}

void
observe_offer(finding *found)
{
    const sip_message *request = found->request->is_cut ? NULL : finding_request(found);
    sdp_session offer;
    sdp_conflict conflict;

    if (request == NULL || !sip_message_has_sdp(request)) {
        return;
    }
    const char *frame = finding_number(found, found->request->frame);
    sdp_session_read(request->body, &offer);
    if (sdp_session_find_conflict(&offer, &conflict)) {
        show_conflict(found, &conflict, frame);
    }
    if (found->request->in_dialog) {
        observe_removed_lines(found, request, &offer, frame);
    } else if (!has_usable_stream(&offer)) {
        finding_show(found, OBSERVED_NO_STREAM, "frame", frame, NULL);
    }
    if (offer.bandwidth >= 0) {
        finding_show(found, OBSERVED_BANDWIDTH, "frame", frame, "number", finding_number(found, offer.bandwidth), NULL);
    }
    observe_family(found, &offer, frame);
}
