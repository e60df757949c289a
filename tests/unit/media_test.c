/* media_test.c
 * Addresses, contents and counts of media packets, and what is forgotten of them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_content.h"
#include "media_table.h"
#include "media_total.h"
#include "scene.h"

#define A "10.0.0.1:5060"
#define B "10.0.0.2:5060"
#define P "10.0.0.9:5060"
#define SDP(host, lines) "\nv=0\no=- 1 1 IN IP4 " host "\ns=-\nc=IN IP4 " host "\nt=0 0\n" lines

static void
test_addresses(void)
{
    static const struct {
        const char *host;
        gint64 port;
        const char *text; /* NULL: it is none */
        bool is_private;
    } cases[] = {
        { "10.0.0.1", 4000, "10.0.0.1:4000", true },
        { "203.0.113.9", 65535, "203.0.113.9:65535", false },
        { "fd00::1", 1, "[fd00::1]:1", true },
        { "2001:db8::1", 9, "[2001:db8::1]:9", false },
        { "::ffff:10.0.0.1", 4000, "10.0.0.1:4000", true },
        { "10.0.0.1", 0, NULL, false },
        { "10.0.0.1", 65536, NULL, false },
        { "10.0.0.1", -1, NULL, false },
        { "media.example.test", 4000, NULL, false },
        { "10.0.0.1 ", 4000, NULL, false },
        { "", 4000, NULL, false },
        { "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb", 4000, NULL, false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        media_address address;
        g_test_message("%s", cases[i].host);
        g_assert_cmpint(media_address_read(sip_text_of(cases[i].host), cases[i].port, &address), ==, cases[i].text != NULL);
        if (cases[i].text != NULL) {
            char text[MEDIA_ADDRESS_ROOM];
            g_assert_cmpstr(media_address_write(&address, text), ==, cases[i].text);
            g_assert_cmpint(media_address_is_private(&address), ==, cases[i].is_private);
            g_assert_cmpint(media_address_is_public(&address), ==, !cases[i].is_private);
        }
    }
}

#define BYTES(text) (const guint8 *)(text), sizeof(text) - 1

static void
test_contents(void)
{
    static const struct {
        const char *name;
        const guint8 *bytes;
        size_t size;
        bool is_fax;
        media_content wanted;
    } cases[] = {
        { "rtp", BYTES("\x80\x08\0\1"), false, { MEDIA_STREAM, .payload_type = 8, .has_type = true, .sent = -1 } },
        { "rtp-with-marker", BYTES("\x80\x88\0\1"), false, { MEDIA_STREAM, .payload_type = 8, .has_type = true, .sent = -1 } },
        { "rtp-of-two-bytes", BYTES("\x80\x7f"), false, { MEDIA_STREAM, .payload_type = 127, .has_type = true, .sent = -1 } },
        { "rtp-of-one-byte", BYTES("\x80"), false, { MEDIA_OTHER, .sent = -1 } },
        { "sender-report",
          BYTES("\x81\xc8\0\6SSRCNTP.NTP.RTP.\0\0\1\2"),
          false,
          { MEDIA_RTCP, .is_report = true, .reports = 1, .sent = 258 } },
        { "report-block",
          BYTES("\x81\xc9\0\7SSRC\0\0\1\0LOST\0\0\0\x50JTTRLSR.DLSR"),
          false,
          { MEDIA_RTCP, .is_report = true, .reports = 1, .sent = -1, .received = 0x150 } },
        { "report-block-of-sender",
          BYTES("\x81\xc8\0\14SSRCNTP.NTP.RTP.\0\0\1\2OCTS\0\0\1\0LOST\0\0\0\x51JTTRLSR.DLSR"),
          false,
          { MEDIA_RTCP, .is_report = true, .reports = 1, .sent = 258, .received = 0x151 } },
        { "cut-report-block",
          BYTES("\x81\xc9\0\7SSRC\0\0\1\0LOST\0\0\0\x50JTTRLSR.DLS"),
          false,
          { MEDIA_RTCP, .is_report = true, .reports = 1, .sent = -1 } },
        { "cut-sender-report",
          BYTES("\x81\xc8\0\6SSRCNTP.NTP.RTP.\0\0\1"),
          false,
          { MEDIA_RTCP, .is_report = true, .reports = 1, .sent = -1 } },
        { "receiver-report", BYTES("\x80\xc9\0\1SSRC"), false, { MEDIA_RTCP, .is_report = true, .sent = -1 } },
        { "bye", BYTES("\x81\xcb\0\1SSRC"), false, { MEDIA_RTCP, .reports = 1, .sent = -1 } },
        { "last-rtcp", BYTES("\x80\xdf\0\1"), false, { MEDIA_RTCP, .sent = -1 } },
        { "behind-rtcp", BYTES("\x80\xe0\0\1"), false, { MEDIA_STREAM, .payload_type = 96, .has_type = true, .sent = -1 } },
        { "stun", BYTES("\0\1\0\0\x21\x12\xa4\x42"), false, { MEDIA_CHECK, .sent = -1 } },
        { "stun-to-fax", BYTES("\0\1\0\0\x21\x12\xa4\x42"), true, { MEDIA_CHECK, .sent = -1 } },
        { "dtls", BYTES("\x16\xfe\xfd\0"), false, { MEDIA_CHECK, .sent = -1 } },
        { "turn", BYTES("\x40\0\0\4"), false, { MEDIA_CHECK, .sent = -1 } },
        { "fax", BYTES("\0\1\2\6"), true, { MEDIA_STREAM, .sent = -1 } },
        { "fax-like-rtp", BYTES("\x80\xc8\2\6"), true, { MEDIA_STREAM, .sent = -1 } },
        { "fax-keep-alive", BYTES("\0"), true, { MEDIA_OTHER, .sent = -1 } },
        { "keep-alive", BYTES("\r\n\r\n"), false, { MEDIA_OTHER, .sent = -1 } },
        { "nothing", BYTES(""), false, { MEDIA_OTHER, .sent = -1 } },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        guint8 *bytes = g_memdup2(cases[i].bytes, cases[i].size);
        const media_content content = media_content_of(bytes, cases[i].size, cases[i].is_fax);
        g_test_message("%s", cases[i].name);
        g_assert_cmpint(content.kind, ==, cases[i].wanted.kind);
        g_assert_cmpint(content.has_type, ==, cases[i].wanted.has_type);
        g_assert_cmpint(content.payload_type, ==, cases[i].wanted.payload_type);
        g_assert_cmpint(content.is_report, ==, cases[i].wanted.is_report);
        g_assert_cmpint(content.reports, ==, cases[i].wanted.reports);
        g_assert_cmpint(content.sent, ==, cases[i].wanted.sent);
        g_assert_cmpuint(content.received, ==, cases[i].wanted.received);
        g_free(bytes);
    }
}

/* The packets that came to a side of the call of frame 1. */
static guint32
packets(const scene *play, unsigned side)
{
    return media_side_total(media_session_of(scene_transaction(play, 1)), side).packets;
}

#define CALL(offer, answer)                                                                                                        \
    STEP(0, A, B, "INVITE", .extra = SDP("10.0.0.1", offer)), STEP(100, B, A, "200 OK", .extra = SDP("10.0.0.2", answer)),         \
        STEP(110, A, B, "ACK")
#define AUDIO_A "m=audio 4000 RTP/AVP 0\n"
#define AUDIO_B "m=audio 30000 RTP/AVP 0\n"

static void
test_directions(void)
{
    scene *play = scene_new();

    SCENE(play, CALL(AUDIO_A, AUDIO_B), MEDIA(200, "10.0.0.1:4000", "10.0.0.2:30000", "RTP 0", 3),
          MEDIA(200, "10.0.0.2:30000", "10.0.0.1:4000", "RTP 0", 5), MEDIA(200, "10.0.0.2:30001", "10.0.0.1:4001", "RTCP 1", 7),
          MEDIA(200, "10.0.0.2:30000", "10.0.0.1:4002", "RTP 0", 11));
    g_assert_cmpuint(packets(play, MEDIA_CALLEE), ==, 3);
    g_assert_cmpuint(packets(play, MEDIA_CALLER), ==, 5);
    scene_free(play);
}

/* What goes back to where a side sends from counts for it. */
static void
test_symmetric(void)
{
    scene *play = scene_new();

    SCENE(play, CALL(AUDIO_A, AUDIO_B), MEDIA(200, "203.0.113.9:7000", "10.0.0.2:30000", "RTP 0", 3),
          MEDIA(200, "10.0.0.2:30000", "203.0.113.9:7000", "RTP 0", 5),
          MEDIA(300, "10.0.0.2:30000", "203.0.113.9:7002", "RTP 0", 9));
    g_assert_cmpuint(packets(play, MEDIA_CALLER), ==, 5);
    /* Taken off hold, it still does. */
    SCENE(play, STEP(400, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = SDP("10.0.0.1", AUDIO_A "a=sendonly\n")),
          STEP(410, B, A, "200 OK", .extra = SDP("10.0.0.2", AUDIO_B "a=recvonly\n")),
          MEDIA(500, "10.0.0.2:30000", "203.0.113.9:7000", "RTP 0", 5));
    g_assert_cmpuint(packets(play, MEDIA_CALLER), ==, 10);
    g_assert_cmpuint(media_line_total(media_session_of(scene_transaction(play, 1))->lines[MEDIA_CALLER]).packets, ==, 5);
    scene_free(play);
}

static void
test_candidates_and_bundles(void)
{
    scene *play = scene_new();

    SCENE(play,
          CALL("m=audio 4000 RTP/AVP 0\na=rtcp-mux\na=candidate:1 1 UDP 1 10.0.0.3 4600 typ host\nm=video 4000 RTP/AVP "
               "96\na=rtcp-mux\n",
               AUDIO_B),
          MEDIA(200, "10.0.0.2:30000", "10.0.0.3:4600", "RTP 0", 5), MEDIA(200, "10.0.0.2:30000", "10.0.0.1:4000", "RTP 96", 2),
          MEDIA(200, "10.0.0.2:30001", "10.0.0.1:4000", "RTCP 1", 2));
    const media_line *video = media_session_of(scene_transaction(play, 1))->lines[MEDIA_CALLER];
    g_assert_cmpuint(packets(play, MEDIA_CALLER), ==, 7);
    g_assert_cmpuint(media_line_total(video).packets, ==, 0);
    g_assert_cmpuint(media_line_total(video->before).packets, ==, 7);
    g_assert_cmpuint(media_line_total(video->before).unlisted, ==, 0);
    scene_free(play);
}

/* Both hops of a proxy, and a later call at the same ports, have counts of their own. */
static void
test_shared_addresses(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE", .extra = SDP("10.0.0.1", AUDIO_A)),
          STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED, .extra = SDP("10.0.0.1", AUDIO_A)),
          STEP(100, B, P, "200 OK", .extra = SDP("10.0.0.2", AUDIO_B)),
          STEP(101, P, A, "200 OK", .kind = SCENE_FORWARDED, .extra = SDP("10.0.0.2", AUDIO_B)),
          MEDIA(200, "10.0.0.1:4000", "10.0.0.2:30000", "RTP 0", 3));
    g_assert_cmpuint(packets(play, MEDIA_CALLEE), ==, 3);
    g_assert_cmpuint(media_side_total(media_session_of(scene_transaction(play, 2)), MEDIA_CALLEE).packets, ==, 3);
    SCENE(play, STEP(9000, A, P, "BYE", .kind = SCENE_IN_DIALOG), STEP(9001, P, B, "BYE", .kind = SCENE_FORWARDED));
    SCENE(play, STEP(99000, A, B, "INVITE", .extra = "Call-ID: 2\n" SDP("10.0.0.1", AUDIO_A)),
          STEP(99100, B, A, "200 OK", .extra = SDP("10.0.0.2", AUDIO_B)),
          MEDIA(99200, "10.0.0.1:4000", "10.0.0.2:30000", "RTP 0", 4));
    g_assert_cmpuint(packets(play, MEDIA_CALLEE), ==, 3);
    g_assert_cmpuint(media_side_total(media_session_of(scene_transaction(play, 10)), MEDIA_CALLEE).packets, ==, 4);
    scene_free(play);
}

/* A call that changes its media again and again is not followed for ever. */
static void
test_many_versions(void)
{
    scene *play = scene_new();
    unsigned lines = 0;

    SCENE(play, CALL(AUDIO_A, AUDIO_B));
    for (unsigned i = 0; i < 2 * MEDIA_MAX_LINES; i++) {
        char *offer = g_strdup_printf(SDP("10.0.0.1", "m=audio %u RTP/AVP 0\n"), 5000 + 2 * i);
        SCENE(play, STEP(200, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = offer),
              STEP(210, B, A, "200 OK", .extra = SDP("10.0.0.2", AUDIO_B)));
        g_free(offer);
    }
    const media_session *session = media_session_of(scene_transaction(play, 1));
    for (const media_line *line = session->lines[MEDIA_CALLER]; line != NULL; line = line->before) {
        lines++;
    }
    g_assert_cmpuint(lines, ==, MEDIA_MAX_LINES - 1);
    g_assert_true(session->is_unclear);
    g_assert_null(scene_judge_media(play, 1, 99000));
    scene_free(play);
}

static void
test_many_sources(void)
{
    scene *play = scene_new();

    SCENE(play, CALL(AUDIO_A, AUDIO_B));
    for (unsigned i = 0; i < 100; i++) {
        char *source = g_strdup_printf("10.0.0.1:%u", 20000 + i);
        SCENE(play, MEDIA(200, source, "10.0.0.2:30000", "RTP 0", 2));
        g_free(source);
    }
    g_assert_cmpuint(packets(play, MEDIA_CALLEE), ==, 200);
    scene_free(play);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/media/addresses", test_addresses);
    g_test_add_func("/media/contents", test_contents);
    g_test_add_func("/media/directions", test_directions);
    g_test_add_func("/media/symmetric", test_symmetric);
    g_test_add_func("/media/candidates", test_candidates_and_bundles);
    g_test_add_func("/media/shared", test_shared_addresses);
    g_test_add_func("/media/many-versions", test_many_versions);
    g_test_add_func("/media/many-sources", test_many_sources);
    return g_test_run();
}
