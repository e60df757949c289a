/* sdp_test.c
 * What a session description offers, and bodies that are none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "sdp.h"
#include "sdp_session.h"

#include <string.h>

#define HEAD "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n"

#define MANY_STREAMS 100000
/* The longest name of a codec that is begun before the summary is full may stand behind it. */
#define SUMMARY_BYTES 400

typedef struct {
    sdp_offer offer;
    char *summary;
    char *body;
} reading;

/* Reads a copy that has exactly the size of the body, so that a sanitizer sees a step outside. */
static reading
read_bytes(const char *bytes, gsize size)
{
    reading result = { .body = g_memdup2(bytes, size) };
    GString *summary = g_string_new(NULL);

    sdp_offer_read((sip_text){ result.body, size }, &result.offer, summary);
    result.summary = g_string_free(summary, FALSE);
    return result;
}

static reading
read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void
free_reading(reading *done)
{
    g_free(done->summary);
    g_free(done->body);
}

static void
test_offers(void)
{
    static const struct {
        const char *body;
        const char *shown[4];
        const char *hidden;
        sdp_offer flags;
    } offers[] = {
        { HEAD "m=audio 4000 RTP/AVP 0 18 101\r\na=rtpmap:101 telephone-event/8000\r\n",
          { "audio RTP/AVP", "PCMU", "G729" },
          "telephone-event",
          { .has_audio = true, .has_usual_codec = true, .has_plain_rtp = true, .has_media = true } },
        { HEAD "m=audio 4000 RTP/AVP 96 3\r\na=rtpmap:96 opus/48000/2\r\n",
          { "opus", "GSM" },
          "96",
          { .has_audio = true, .has_plain_rtp = true, .has_media = true } },
        { HEAD "m=audio 4000 RTP/AVP 97\r\na=rtpmap:97 pcma/8000\r\n",
          { "pcma" },
          "97",
          { .has_audio = true, .has_usual_codec = true, .has_plain_rtp = true, .has_media = true } },
        { HEAD "m=audio 4000 RTP/AVP 0\r\na=rtpmap:0 G726-32/8000\r\n",
          { "G726-32" },
          "PCMU",
          { .has_audio = true, .has_plain_rtp = true, .has_media = true } },
        { HEAD "m=audio 4000 RTP/AVP 111\r\n", { "111" }, NULL, { .has_audio = true, .has_plain_rtp = true, .has_media = true } },
        { HEAD "m=audio 4000 RTP/AVPF 8\r\n",
          { "RTP/AVPF", "PCMA" },
          NULL,
          { .has_audio = true, .has_usual_codec = true, .has_plain_rtp = true, .has_media = true } },
        { HEAD "m=audio 4000 RTP/SAVP 8\r\n",
          { "RTP/SAVP", "PCMA" },
          NULL,
          { .has_audio = true, .has_usual_codec = true, .has_srtp = true, .has_media = true } },
        { HEAD "m=audio 4000 RTP/SAV 8\r\n",
          { "RTP/SAV", "PCMA" },
          NULL,
          { .has_audio = true, .has_usual_codec = true, .has_media = true } },
        { HEAD "m=audio 4000 RTP/AVP 97\r\na=rtpmap:97 a\x7f\x1f"
               "b~/8000\r\n",
          { "a??b~" },
          NULL,
          { .has_audio = true, .has_plain_rtp = true, .has_media = true } },
        { HEAD "m=audio 4000 UDP/TLS/RTP/SAVPF 9\r\n",
          { "UDP/TLS/RTP/SAVPF", "G722" },
          NULL,
          { .has_audio = true, .has_srtp = true, .has_media = true } },
        { HEAD "m=image 4000 udptl t38\r\n", { "image udptl t38" }, NULL, { .has_fax = true, .has_media = true } },
        { HEAD "m=image 4000 UDPTL t38\r\n", { "image UDPTL t38" }, NULL, { .has_fax = true, .has_media = true } },
        { HEAD "m=video 4000 RTP/AVP 0\r\n", { "video RTP/AVP" }, NULL, { .has_plain_rtp = true, .has_media = true } },
        { HEAD "m=audio 4000 RTP/AVP 8\r\nm=video 0 RTP/AVP 34\r\n",
          { "audio RTP/AVP", "PCMA", "; video" },
          NULL,
          { .has_audio = true, .has_usual_codec = true, .has_plain_rtp = true, .has_media = true } },
        { "v=0\nm=audio 4000 RTP/AVP 8\n",
          { "PCMA" },
          NULL,
          { .has_audio = true, .has_usual_codec = true, .has_plain_rtp = true, .has_media = true } },
        { HEAD "m=audio 4000/2 RTP/AVP 4\r\n", { "G723" }, NULL, { .has_audio = true, .has_plain_rtp = true, .has_media = true } },
        { HEAD, { NULL }, NULL, { .has_media = false } },
        { "", { NULL }, NULL, { .has_media = false } },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(offers); i++) {
        reading done = read_text(offers[i].body);
        g_test_message("%s", offers[i].body);
        for (size_t shown = 0; offers[i].shown[shown] != NULL; shown++) {
            g_assert_nonnull(strstr(done.summary, offers[i].shown[shown]));
        }
        g_assert_true(offers[i].hidden == NULL || strstr(done.summary, offers[i].hidden) == NULL);
        g_assert_null(done.offer.broken_line.at);
        g_assert_cmpint(done.offer.has_audio, ==, offers[i].flags.has_audio);
        g_assert_cmpint(done.offer.has_usual_codec, ==, offers[i].flags.has_usual_codec);
        g_assert_cmpint(done.offer.has_plain_rtp, ==, offers[i].flags.has_plain_rtp);
        g_assert_cmpint(done.offer.has_srtp, ==, offers[i].flags.has_srtp);
        g_assert_cmpint(done.offer.has_fax, ==, offers[i].flags.has_fax);
        g_assert_cmpint(done.offer.has_media, ==, offers[i].flags.has_media);
        free_reading(&done);
    }
}

static void
test_broken_lines(void)
{
    static const struct {
        const char *body;
        const char *broken;
    } bodies[] = {
        { HEAD "m=audio\r\n", "m=audio" },
        { HEAD "m=audio x RTP/AVP 0\r\n", "m=audio x RTP/AVP 0" },
        { HEAD "m=audio 4000\r\n", "m=audio 4000" },
        { "v=0\r\no=- 1 1 IN IP4\r\n", "o=- 1 1 IN IP4" },
        { "v=0\r\no=a b 1 1 IN IP4 x\r\n", "o=a b 1 1 IN IP4 x" },
        { HEAD "c=IN IP4\r\n", "c=IN IP4" },
        { HEAD "hello\r\nm=audio\r\n", "hello" },
        { "x", "x" },
        { "=\n", "=" },
        { HEAD "m =audio 4000 RTP/AVP 0\r\n", "m =audio 4000 RTP/AVP 0" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
        reading done = read_text(bodies[i].body);
        g_assert_cmpmem(done.offer.broken_line.at, done.offer.broken_line.size, bodies[i].broken, strlen(bodies[i].broken));
        g_assert_false(done.offer.has_media);
        free_reading(&done);
    }
}

static void
test_text_before_is_kept(void)
{
    static const char body[] = "m=audio 4000 RTP/AVP 8\n";
    GString *summary = g_string_new("Offer: ");
    sdp_offer offer;

    sdp_offer_read((sip_text){ body, strlen(body) }, &offer, summary);
    g_assert_true(g_str_has_prefix(summary->str, "Offer: "));
    g_assert_nonnull(strstr(summary->str, "audio RTP/AVP PCMA"));
    g_string_free(summary, TRUE);
}

static void
test_many_streams(void)
{
    GString *body = g_string_new(HEAD);

    for (int i = 0; i < MANY_STREAMS; i++) {
        g_string_append(body, "m=audio 4000 RTP/AVP 0 96\r\na=rtpmap:96 opus/48000\r\n");
    }
    g_string_append(body, "m=image 4000 udptl t38\r\n");
    reading done = read_bytes(body->str, body->len);
    g_assert_true(done.offer.has_audio);
    g_assert_true(done.offer.has_fax);
    g_assert_cmpuint(strlen(done.summary), <=, SUMMARY_BYTES);
    free_reading(&done);
    g_string_free(body, TRUE);
}

static void
test_many_formats_and_long_names(void)
{
    GString *body = g_string_new("m=audio 4000 RTP/AVP");

    for (int i = 0; i < MANY_STREAMS; i++) {
        g_string_append_printf(body, " %d", i);
    }
    g_string_append(body, "\r\na=rtpmap:1 ");
    for (int i = 0; i < MANY_STREAMS; i++) {
        g_string_append_c(body, 'x');
    }
    reading done = read_bytes(body->str, body->len);
    g_assert_true(done.offer.has_media);
    g_assert_cmpuint(strlen(done.summary), <=, SUMMARY_BYTES);
    free_reading(&done);
    g_string_free(body, TRUE);
}

/* More names of codecs than are remembered, asked for more than once; a name is one of its own stream only (RFC 8866 6.6). */
static void
test_many_codecs(void)
{
    GString *body = g_string_new("a=rtpmap:90 early/8000\r\nm=audio 4000 RTP/AVP 90 139 100\r\na=rtpmap:139 first/8000\r\n"
                                 "m=video 4000 RTP/AVP 139 90 139 100\r\n");

    for (int i = 100; i < 140; i++) {
        g_string_append_printf(body, "a=rtpmap:%d c%d/8000\r\n", i, i);
    }
    reading done = read_bytes(body->str, body->len);
    g_assert_cmpstr(done.summary, ==, "audio RTP/AVP 90 first 100; video RTP/AVP c139 90 c139 c100");
    free_reading(&done);
    g_string_free(body, TRUE);
}

static void
test_unprintable_bytes(void)
{
    static const char body[] = "m=audio 4000 RTP/AVP 96\r\na=rtpmap:96 a\0\x01\xff/8000\r\n\0\0\r\nm=\0 1 \0 \0\r\n";
    reading done = read_bytes(body, sizeof body - 1);

    g_assert_true(done.offer.has_audio);
    g_assert_nonnull(strstr(done.summary, "a???"));
    g_assert_nonnull(done.offer.broken_line.at);
    free_reading(&done);
}

/* Cut at every byte, with and without line ends, and with every byte a zero. */
static void
test_damaged_bodies(void)
{
    static const char body[] = HEAD "m=audio 4000 RTP/AVP 0 96\r\na=rtpmap:96 opus/48000/2\r\nm=image 4000 udptl t38\r\n";

    for (gsize cut = 0; cut < sizeof body; cut++) {
        char *damaged = g_memdup2(body, sizeof body);
        reading whole = read_bytes(body, cut);
        damaged[cut] = '\0';
        reading zero = read_bytes(damaged, sizeof body - 1);
        g_strdelimit(damaged, "\r\n", ' ');
        reading one_line = read_bytes(damaged, cut);
        g_assert_false(one_line.offer.has_media);
        free_reading(&one_line);
        free_reading(&zero);
        free_reading(&whole);
        g_free(damaged);
    }
}

static void
test_sdp_of_messages(void)
{
    static const struct {
        const char *text;
        bool has_sdp;
        bool offers_srtp;
    } messages[] = {
        { "SIP/2.0 200 OK\r\nContent-Type: application/sdp\r\n\r\n" HEAD "m=audio 1 RTP/AVP 0\r\n", true, false },
        { "SIP/2.0 200 OK\r\nc: Application/SDP;x=y\r\n\r\n" HEAD "m=audio 1 RTP/SAVP 0\r\n", true, true },
        { "SIP/2.0 200 OK\r\nContent-Type: text/plain\r\n\r\nm=audio 1 RTP/SAVP 0\r\n", false, false },
        { "SIP/2.0 200 OK\r\n\r\nm=audio 1 RTP/SAVP 0\r\n", false, false },
        { "SIP/2.0 200 OK\r\nContent-Type: application/sdp\r\nContent-Length: 0\r\n\r\nm=audio 1 RTP/SAVP 0\r\n", false, false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(messages); i++) {
        sip_message message;
        g_assert_true(sip_message_read(messages[i].text, strlen(messages[i].text), &message));
        g_assert_cmpint(sip_message_has_sdp(&message), ==, messages[i].has_sdp);
        g_assert_cmpint(sip_message_offers_srtp(&message), ==, messages[i].offers_srtp);
    }
}

/* Reads a copy of exactly the size of the body, which is to be freed after the session. */
static char *
read_session(const char *text, sdp_session *session)
{
    char *body = g_memdup2(text, strlen(text));

    sdp_session_read((sip_text){ body, strlen(text) }, session);
    return body;
}

static void
test_streams_of_a_session(void)
{
    sdp_session session;
    char *body = read_session("v=0\r\nc=IN IP4 10.0.0.1/127\r\nb=AS:64\r\na=fingerprint:x\r\na=inactive\r\n"
                              "m=audio 4000/2 RTP/SAVP 0  8\r\na=sendrecv\r\na=candidate:1\r\nb=AS:512\r\n"
                              "m=video 0 RTP/AVP 96\r\nc=IN IP6 ::\r\nb=TIAS:9000000\r\nm=image",
                              &session);

    g_assert_cmpuint(session.count, ==, 3);
    g_assert_cmpint(session.bandwidth, ==, 512);
    g_assert_true(sip_text_is(session.streams[0].address, "10.0.0.1"));
    g_assert_true(sip_text_is(session.streams[0].formats, "0  8"));
    g_assert_true(session.streams[0].has_key && session.streams[0].has_candidates);
    g_assert_true(sdp_stream_is_usable(&session.streams[0]));
    g_assert_true(sip_text_is(session.streams[1].address, "::"));
    g_assert_true(session.streams[1].has_key && session.streams[1].direction == SDP_INACTIVE && !session.streams[1].has_candidates);
    g_assert_cmpint(session.streams[2].port, ==, -1);
    g_free(body);
}

static void
test_usable_streams(void)
{
    static const struct {
        const char *body;
        bool usable;
    } cases[] = {
        { "c=IN IP4 10.0.0.1\nm=audio 4000 RTP/AVP 0\n", true },
        { "c=IN IP4 10.0.0.1\nm=audio 0 RTP/AVP 0\n", false },
        { "c=IN IP4 0.0.0.0\nm=audio 4000 RTP/AVP 0\n", false },
        { "c=IN IP4 0.0.0.0\nm=audio 4000 RTP/AVP 0\nc=IN IP4 10.0.0.1\n", true },
        { "c=IN IP4 0.0.0.0\nm=audio 9 RTP/SAVPF 0\na=ice-ufrag:x\n", true },
        { "a=ice-ufrag:x\nm=audio 9 RTP/SAVPF 0\nc=IN IP6 ::\n", true },
        { "c=IN IP4 0.0.0.0\nm=audio 9 RTP/SAVPF 0\na=candidate:1 1 UDP 1 10.0.0.1 4000 typ host\n", true },
        { "c=IN IP4 0.0.0.0\nm=audio 9 RTP/SAVPF 0\na=ice-ufrag:x\na=inactive\n", false },
        { "c=IN IP4 0.0.0.0\nm=audio 9 RTP/SAVPF 0\na=ice-ufrag:x\nm=audio 0 RTP/SAVPF 0\n", true },
        { "c=IN IP4 0.0.0.0\nm=audio 9 RTP/SAVPF 0\n", false },
        { "m=audio 4000 RTP/AVP 0\na=inactive\n", false },
        { "m=audio 4000 RTP/AVP 0\na=sendonly\n", true },
        { "m=audio 4000 RTP/AVP 0\na=curr:qos local none\na=des:qos mandatory local sendrecv\n", false },
        { "m=audio 4000 RTP/AVP 0\na=curr:qos local none\na=des:qos optional local sendrecv\n", true },
        { "m=audio 4000 RTP/AVP 0\na=curr:qos local sendrecv\na=des:qos mandatory local sendrecv\n", true },
        { "v=0\n", false },
        { "", false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].body);
        g_assert_cmpint(sdp_may_carry_media(sip_text_of(cases[i].body)), ==, cases[i].usable);
    }
}

/* The way of the session holds for streams that have none of their own. */
static void
test_ways_of_streams(void)
{
    sdp_session session;
    char *body =
        read_session("v=0\na=recvonly\nm=audio 1 RTP/AVP 0\nm=audio 2 RTP/AVP 0\na=sendonly\nm=audio 3 RTP/AVP 0\na=sendrecv\n"
                     "m=audio 4 RTP/AVP 0\na=inactive\na=sendonlyx\n",
                     &session);

    g_assert_cmpint(session.streams[0].direction, ==, SDP_RECEIVES);
    g_assert_cmpint(session.streams[1].direction, ==, SDP_SENDS);
    g_assert_cmpint(session.streams[2].direction, ==, SDP_BOTH_WAYS);
    g_assert_cmpint(session.streams[3].direction, ==, SDP_INACTIVE);
    g_free(body);
    body = read_session("m=audio 1 RTP/AVP 0\n", &session);
    g_assert_cmpint(session.streams[0].direction, ==, SDP_BOTH_WAYS);
    g_free(body);
}

static void
test_rtcp_of_streams(void)
{
    static const struct {
        const char *lines;
        const char *address; /* NULL: no a=rtcp that names a port */
        gint64 port;
        bool is_multiplexed;
    } cases[] = {
        { "", NULL, 0, false },
        { "a=rtcp:4001\n", "10.0.0.1", 4001, false },
        { "a=rtcp:5001 IN IP4 10.0.0.9\na=rtcp-mux\n", "10.0.0.9", 5001, true },
        { "a=rtcp:5001 IN IP6 fd00::1/127 x\n", "fd00::1", 5001, false },
        { "a=rtcp:\na=rtcp-muxed\n", NULL, 0, false },
        { "a=rtcp:0\n", NULL, 0, false },
        { "a=rtcp:x IN IP4 10.0.0.9\n", NULL, 0, false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        sdp_session session;
        sip_text address;
        gint64 port;
        char *text = g_strconcat("c=IN IP4 10.0.0.1\nm=audio 4000 RTP/AVP 0\n", cases[i].lines, NULL);
        char *body = read_session(text, &session);
        g_test_message("%s", cases[i].lines);
        g_assert_cmpint(sdp_stream_rtcp(&session.streams[0], &address, &port), ==, cases[i].address != NULL);
        if (cases[i].address != NULL) {
            g_assert_true(sip_text_is(address, cases[i].address));
            g_assert_cmpint(port, ==, cases[i].port);
        }
        g_assert_cmpint(session.streams[0].has_rtcp_mux, ==, cases[i].is_multiplexed);
        g_free(body);
        g_free(text);
    }
}

/* Only those over UDP that have a port; the others are passed over. */
static void
test_candidates(void)
{
    sdp_session session;
    sdp_candidate candidate;
    char *body =
        read_session("m=audio 9 UDP/TLS/RTP/SAVPF 111\na=candidate:1 1 udp 2130706431 192.0.2.7 4000 typ host\n"
                     "a=candidate:1 1 TCP 1518280447 192.0.2.7 9 typ host tcptype active\na=candidate:\na=candidate:2 2 UDP 1\n"
                     "a=ice-ufrag:x\na=candidate:3 2 UDP 1694498815 fd00::7 4001 typ srflx raddr :: rport 0",
                     &session);
    sip_text rest = session.streams[0].attributes;

    g_assert_true(sdp_take_candidate(&rest, &candidate));
    g_assert_true(sip_text_is(candidate.address, "192.0.2.7"));
    g_assert_cmpint(candidate.port, ==, 4000);
    g_assert_cmpint(candidate.component, ==, 1);
    g_assert_true(sdp_take_candidate(&rest, &candidate));
    g_assert_true(sip_text_is(candidate.address, "fd00::7"));
    g_assert_cmpint(candidate.component, ==, 2);
    g_assert_false(sdp_take_candidate(&rest, &candidate));
    g_free(body);
}

static void
test_telephone_event(void)
{
    static const struct {
        const char *body;
        gint64 number;
    } cases[] = {
        { "m=audio 4000 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000\n", 101 },
        { "m=audio 4000 RTP/AVP 0 96\na=rtpmap:96  Telephone-Event/8000/1\n", 96 },
        { "m=audio 4000 RTP/AVP 0 101\na=fmtp:101 0-15\n", -1 },
        { "m=audio 4000 RTP/AVP 0\na=rtpmap:101 telephone-events/8000\n", -1 },
        { "m=audio 4000 RTP/AVP 0\nm=audio 4000 RTP/AVP 0 101\na=rtpmap:101 telephone-event/8000\n", -1 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        sdp_session session;
        char *body = read_session(cases[i].body, &session);
        g_test_message("%s", cases[i].body);
        g_assert_cmpint(sdp_stream_telephone_event(&session.streams[0]), ==, cases[i].number);
        g_free(body);
    }
}

static void
test_payload_types_used_twice(void)
{
    static const struct {
        const char *body;
        gint64 number; /* -1: no conflict */
        bool is_mapped;
    } cases[] = {
        { "m=audio 1 RTP/AVP 103\na=rtpmap:103 A/8000\na=rtpmap:103 B/8000\n", 103, true },
        { "m=audio 1 RTP/AVP 103\na=rtpmap:103 A/8000\na=rtpmap:103 A/8000\n", -1, false },
        { "m=audio 1 RTP/AVP 103\na=rtpmap:103 A/8000\nm=video 2 RTP/AVP 103\na=rtpmap:103 B/8000\n", -1, false },
        { "m=audio 1 RTP/AVP 8 0 8\n", 8, false },
        { "m=audio 1 RTP/AVP 8 0\n", -1, false },
        { "m=application 1 UDP/DTLS/SCTP 8 8\n", -1, false },
        { "m=audio 1 RTP/AVP 128 128 x x\na=rtpmap:128 A/1\na=rtpmap:128 B/1\na=rtpmap:\n", -1, false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        sdp_session session;
        sdp_conflict conflict = { .number = -1 };
        char *body = read_session(cases[i].body, &session);
        g_test_message("%s", cases[i].body);
        g_assert_cmpint(sdp_session_find_conflict(&session, &conflict), ==, cases[i].number >= 0);
        g_assert_cmpint(conflict.number, ==, cases[i].number);
        g_assert_cmpint(conflict.second.at != NULL, ==, cases[i].is_mapped);
        g_free(body);
    }
}

static void
test_more_streams_than_are_described(void)
{
    GString *body = g_string_new(NULL);
    sdp_session session;

    for (int i = 0; i < MANY_STREAMS; i++) {
        g_string_append(body, "m=audio 4000 RTP/AVP 0\nc=IN IP4 10.0.0.1\na=inactive\n");
    }
    sdp_session_read((sip_text){ body->str, body->len }, &session);
    g_assert_cmpuint(session.count, ==, MANY_STREAMS);
    g_assert_cmpuint(sdp_session_described(&session), ==, SDP_MAX_STREAMS);
    g_string_free(body, TRUE);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/offers", test_offers);
    g_test_add_func("/broken-lines", test_broken_lines);
    g_test_add_func("/text-before", test_text_before_is_kept);
    g_test_add_func("/many-streams", test_many_streams);
    g_test_add_func("/many-formats", test_many_formats_and_long_names);
    g_test_add_func("/many-codecs", test_many_codecs);
    g_test_add_func("/unprintable", test_unprintable_bytes);
    g_test_add_func("/damaged", test_damaged_bodies);
    g_test_add_func("/messages", test_sdp_of_messages);
    g_test_add_func("/session/streams", test_streams_of_a_session);
    g_test_add_func("/session/usable", test_usable_streams);
    g_test_add_func("/session/ways", test_ways_of_streams);
    g_test_add_func("/session/rtcp", test_rtcp_of_streams);
    g_test_add_func("/session/candidates", test_candidates);
    g_test_add_func("/session/telephone-event", test_telephone_event);
    g_test_add_func("/session/conflicts", test_payload_types_used_twice);
    g_test_add_func("/session/many", test_more_streams_than_are_described);
    return g_test_run();
}
