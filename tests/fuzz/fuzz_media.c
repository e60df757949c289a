/* fuzz_media.c
 * libFuzzer target: what is counted for the media of calls did come, as a list of all packets says; and the SDP of its
 * messages, read as one, is within the bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz_capture.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Whether the packet may have been counted there. A flow of no family is of all further sources. */
static bool
fits(const media_packet *packet, const media_target *target, const media_flow *flow)
{
    return media_address_is(&packet->destination, &target->address) &&
           (flow->source.family == 0 || media_address_is(&packet->source, &flow->source));
}

static void
assert_came(const fuzz_capture *open, guint32 frame, const media_target *target, const media_flow *flow)
{
    for (guint i = 0; i < open->packets->len; i++) {
        const media_packet *packet = &g_array_index(open->packets, media_packet, i);
        if (packet->frame == frame) {
            g_assert_true(fits(packet, target, flow));
            return;
        }
    }
    g_assert_not_reached();
}

static void
check_flow(const fuzz_capture *open, const media_target *target, const media_flow *flow)
{
    guint fitting = 0;

    for (guint i = 0; i < open->packets->len; i++) {
        fitting += fits(&g_array_index(open->packets, media_packet, i), target, flow) ? 1 : 0;
    }
    g_assert_cmpuint(flow->packets + flow->checks + (flow->reports != NULL ? flow->reports->packets : 0), <=, fitting);
    g_assert_cmpuint(flow->unlisted, <=, flow->packets);
    g_assert_cmpuint(flow->early, <=, flow->packets);
    g_assert_cmpuint(flow->late, <=, flow->packets);
    if (flow->packets > 0) {
        assert_came(open, flow->first_frame, target, flow);
        assert_came(open, flow->last_frame, target, flow);
        g_assert_cmpuint(flow->first_frame, <=, flow->last_frame);
        g_assert_cmpint(flow->first_time, <=, flow->last_time);
    }
    if (flow->late > 0) {
        assert_came(open, flow->late_frame, target, flow);
    }
}

static void
check_line(const fuzz_capture *open, const media_line *line)
{
    for (const media_target *target = line->targets; target != NULL; target = target->next) {
        guint flows = 0;
        for (const media_flow *flow = target->flows; flow != NULL; flow = flow->next, flows++) {
            check_flow(open, target, flow);
        }
        g_assert_cmpuint(flows, <=, MEDIA_MAX_FLOWS + 1);
        g_assert_true(target->line == line);
    }
    g_assert_cmpuint(line->frame, <=, open->frame);
    /* An offer may be accepted after another one that came later. */
    g_assert_true(line->until_frame == 0 || line->until >= line->since);
}

static void
check_session(const fuzz_capture *open, const media_session *session)
{
    guint lines = 0;

    for (int side = 0; side < MEDIA_SIDES; side++) {
        for (const media_line *line = session->lines[side]; line != NULL; line = line->before, lines++) {
            check_line(open, line);
            g_assert_true(line->session == session && line->side == side);
        }
    }
    g_assert_cmpuint(lines, <=, MEDIA_MAX_LINES);
}

static void
check_inside(sip_text text, sip_text whole)
{
    g_assert_true(text.at == NULL || (text.at >= whole.at && text.at + text.size <= whole.at + whole.size));
}

static void
check_stream(const sdp_stream *stream, sip_text body)
{
    const sip_text texts[] = { stream->media, stream->profile, stream->formats, stream->attributes, stream->address, stream->rtcp };
    sip_text rest = stream->attributes;
    sip_text address = { NULL, 0 };
    sip_text formats = stream->formats;
    sip_text format;
    sdp_candidate candidate;
    gint64 port;

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        check_inside(texts[i], body);
    }
    while (sdp_take_format(&formats, &format)) {
        check_inside(format, body);
        g_assert_cmpuint(format.size, >, 0);
    }
    while (sdp_take_candidate(&rest, &candidate)) {
        check_inside(candidate.address, body);
    }
    if (sdp_stream_rtcp(stream, &address, &port)) {
        check_inside(address, body);
    }
    g_assert_cmpint(sdp_stream_telephone_event(stream), >=, -1);
}

static guint
count_of_media_lines(sip_text body)
{
    guint count = 0;
    bool is_begin = true;

    for (size_t i = 0; i + 1 < body.size; i++) {
        count += is_begin && body.at[i] == 'm' && body.at[i + 1] == '=' ? 1 : 0;
        is_begin = body.at[i] == '\n';
    }
    return count;
}

static void
check_description(sip_text body)
{
    sdp_session session;
    sdp_conflict conflict;

    sdp_session_read(body, &session);
    g_assert_cmpuint(session.count, ==, count_of_media_lines(body));
    for (unsigned i = 0; i < sdp_session_described(&session); i++) {
        check_stream(&session.streams[i], body);
    }
    if (sdp_session_find_conflict(&session, &conflict)) {
        check_inside(conflict.first, body);
        check_inside(conflict.second, body);
    }
    (void)sdp_may_carry_media(body);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_capture open;

    check_description((sip_text){ (const char *)bytes, size });
    fuzz_capture_open(&open, bytes, size, NULL);
    for (guint i = 0; i < open.requests->len; i++) {
        const media_session *session = media_session_of(g_ptr_array_index(open.requests, i));
        if (session != NULL) {
            check_session(&open, session);
        }
    }
    fuzz_capture_close(&open);
    return 0;
}
