/* media_frames.c
 * Media in the frames of a capture; see media_frames.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_frames.h"

#include "media_table.h"
#include "preferences.h"
#include "session.h"
#include "sip_frames.h"
#include "udp_frame.h"

#include <epan/to_str.h>

void
media_frames_note(capture_state *state, const sip_transaction *transaction, const sip_packet *packet)
{
    const sip_call *call = transaction != NULL ? transaction->call : transaction_call_of(state->transactions, packet->message);

    if (!preferences_count_media() || call == NULL) {
        return;
    }
    if (state->media == NULL) {
        state->media = media_table_new();
    }
    media_session_note(state->media, transaction, call, packet);
}

static media_packet
packet_of(const udp_frame *frame, const packet_info *pinfo, const capture_state *state)
{
    const guint8 family = frame->is_v6 ? MEDIA_IP6 : MEDIA_IP4;

    return (media_packet){ .source = media_address_of(family, frame->source, frame->source_port),
                           .destination = media_address_of(family, frame->destination, frame->destination_port),
                           .bytes = frame->payload,
                           .size = frame->size,
                           .frame = state->frames_before + pinfo->num,
                           .time = sip_frames_time(pinfo) };
}

static bool
read_frame(const packet_info *pinfo, tvbuff_t *tvb, udp_frame *frame)
{
    const bool is_v6 = pinfo->net_src.type == AT_IPv6;

    if ((!is_v6 && pinfo->net_src.type != AT_IPv4) || pinfo->net_dst.type != pinfo->net_src.type) {
        return false;
    }
    const size_t size = tvb_captured_length(tvb);
    const guint8 *bytes = tvb_get_ptr(tvb, 0, (int)size);
    const size_t ip = udp_frame_find_ip(bytes, size, is_v6, pinfo->net_src.data, pinfo->net_dst.data);
    return udp_frame_read(bytes, size, ip, frame);
}

/* An ICMP error has the ports of the packet that it quotes, or in later versions of Wireshark none. */
static bool
may_carry_media(const packet_info *pinfo)
{
    return (pinfo->ptype == PT_UDP && pinfo->destport <= G_MAXUINT16) || pinfo->ptype == PT_NONE;
}

void
media_frames_count(packet_info *pinfo, tvbuff_t *tvb)
{
    udp_frame frame;

    if (!may_carry_media(pinfo)) {
        return;
    }
    const capture_state *state = session_known_state();
    if (state == NULL || state->media == NULL ||
        (pinfo->ptype == PT_UDP && !media_table_knows_port(state->media, (guint16)pinfo->destport)) ||
        !read_frame(pinfo, tvb, &frame)) {
        return;
    }
    const media_packet packet = packet_of(&frame, pinfo, state);
    if (!frame.is_quoted) {
        media_table_count(state->media, &packet);
        return;
    }
    const sip_icmp icmp = {
        .sender = address_to_str(pinfo->pool, &pinfo->net_src), .type = frame.type, .code = frame.code, .is_v6 = frame.is_v6
    };
    media_table_count_icmp(state->media, &packet, &icmp);
}
