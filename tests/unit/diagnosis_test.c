/* diagnosis_test.c
 * The cases, and what no table can say.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

#include <string.h>

/* More requests than a busy server gets in the time of a call. */
#define MANY 2000
/* KEPT_TIME of kept.h, in ms. */
#define KEPT_MS ((gint64)300000)

static void
test_frames_and_time(void)
{
    scene *play = scene_new();
    const diagnosis *ringing = SCENE(play, THROUGH_P, STEP(100, B, P, "100 Trying"), STEP(300, B, P, "180 Ringing"));
    const diagnosis *busy = SCENE(play, STEP(2000, B, P, "486 Busy Here"));
    const diagnosis *relayed = SCENE(play, STEP(2100, P, A, "486 Busy Here", .kind = SCENE_FORWARDED));

    g_assert_cmpint(ringing->code, ==, 180);
    g_assert_cmpuint(ringing->request_frame, ==, 2);
    g_assert_cmpuint(ringing->previous_frame, ==, 3);
    g_assert_cmpint(ringing->time, ==, 290000);
    g_assert_cmpuint(busy->previous_frame, ==, 4);
    g_assert_cmpint(busy->time, ==, 1990000);
    g_assert_cmpuint(busy->origin_frame, ==, 5);
    g_assert_cmpuint(relayed->request_frame, ==, 1);
    g_assert_cmpuint(relayed->previous_frame, ==, 0);
    g_assert_cmpuint(relayed->origin_frame, ==, 5);
    g_assert_false(relayed->retransmission);
    scene_free(play);
}

static void
test_response_without_request(void)
{
    scene *play = scene_new();
    const diagnosis *busy = SCENE(play, STEP(100, B, A, "486 Busy Here"));

    g_assert_cmpstr(verdict_of(busy), ==, "user.busy");
    assert_shows(play, busy, "request is not in the capture");
    g_assert_cmpuint(busy->request_frame, ==, 0);
    g_assert_cmpint(busy->time, ==, -1);
    g_assert_cmpstr(busy->origin, ==, B);
    assert_says(play, busy, "bob");
    scene_free(play);
}

static void
test_retransmissions_and_duplicates(void)
{
    scene *play = scene_new();
    const diagnosis *first = SCENE(play, STEP(0, A, B, "MESSAGE"), STEP(100, B, A, "404 Not Found"));
    const diagnosis *duplicate = SCENE(play, STEP(101, B, A, "404 Not Found", .kind = SCENE_AGAIN));
    const diagnosis *again = SCENE(play, STEP(600, B, A, "404 Not Found", .kind = SCENE_AGAIN));

    g_assert_false(first->retransmission);
    g_assert_false(duplicate->retransmission);
    g_assert_cmpstr(verdict_of(duplicate), ==, "messaging.no-recipient");
    g_assert_true(again->retransmission);
    g_assert_cmpstr(verdict_of(again), ==, "messaging.no-recipient");
    g_assert_cmpuint(again->origin_frame, ==, 2);
    g_assert_cmpuint(again->previous_frame, ==, 3);
    scene_free(play);
}

/* Each repetition of a 200 without ACK, as a phone behind a bad Contact sends them. */
static void
test_answer_repeated_without_ack(void)
{
    static const gint64 repeated_at[] = { 600, 1600, 3600, 7600 };
    scene *play = scene_new();
    const diagnosis *answer = SCENE(play, STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(100, B, A, "200 OK", .extra = AUDIO));

    g_assert_null(verdict_of(answer));
    for (size_t i = 0; i < G_N_ELEMENTS(repeated_at); i++) {
        char *count = g_strdup_printf("so far: %" G_GSIZE_FORMAT, i + 1);
        const diagnosis *again = SCENE(play, STEP(repeated_at[i], B, A, "200 OK", .kind = SCENE_AGAIN));
        const diagnosis *duplicate = SCENE(play, STEP(repeated_at[i] + 1, B, A, "200 OK", .kind = SCENE_AGAIN));
        g_assert_true(again->retransmission);
        g_assert_false(duplicate->retransmission);
        g_assert_cmpstr(verdict_of(again), ==, i == 0 ? "ack.late" : "ack.lost");
        if (i > 0) {
            assert_says(play, again, count);
        }
        g_free(count);
    }
    scene_free(play);
}

static void
test_call_behind_pbx_judges_both_legs(void)
{
    scene *play = scene_new();
    const diagnosis *caller = SCENE(play, THROUGH_PBX, STEP(50, B, P, "503 Service Unavailable", .extra = "Retry-After: 9\n"),
                                    STEP(60, P, A, "503 Service Unavailable", .extra = Q850(34)));

    g_assert_cmpstr(verdict_of(scene_diagnosis(play, 3)), ==, "server.overload");
    g_assert_cmpstr(verdict_of(caller), ==, "server.overload");
    g_assert_cmpstr(caller->origin, ==, B);
    g_assert_cmpuint(caller->origin_frame, ==, 3);
    assert_shows(play, caller, "INVITE in frame 2");
    assert_shows(play, caller, "cause 34");
    scene_free(play);
}

static void
test_origin_of_fork_choice(void)
{
    scene *play = scene_new();
    const diagnosis *chosen = SCENE(play, FORKED, STEP(50, B, P, "486 Busy Here"), STEP(60, C, P, "480 Temporarily Unavailable"),
                                    STEP(70, P, A, "480 Temporarily Unavailable", .kind = SCENE_FORWARDED));

    g_assert_cmpstr(verdict_of(chosen), ==, "fork.all-failed");
    g_assert_cmpstr(chosen->origin, ==, C);
    g_assert_cmpuint(chosen->origin_frame, ==, 5);
    assert_shows(play, chosen, "Branch to " B ": 486 in frame 4");
    assert_shows(play, chosen, "Branch to " C ": 480 in frame 5");
    scene_free(play);
}

/* A response of which the capture holds only the first bytes may have had any header. */
static void
test_cut_response_lacks_no_header(void)
{
    static const char response[] =
        "SIP/2.0 420 Bad Extension\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCSeq: 1 INVITE\r\nTo: <sip:b";
    scene *play = scene_new();

    g_assert_null(verdict_of(scene_play_bytes(play, 0, P, A, response, strlen(response))));
    scene_free(play);
}

/* It is linked by Call-ID, CSeq and From tag; and is no answer, as the client has to discard it. */
static void
test_response_without_via(void)
{
    static const struct {
        const char *response;
        const char *shows;
    } cases[] = {
        { "SIP/2.0 487 Request Terminated\r\nFrom: <sip:a@x>;tag=10-0-0-1-5060\r\nTo: <sip:b@x>;tag=b\r\nCall-ID: call\r\n"
          "CSeq: 1 INVITE\r\n\r\n",
          "Call-ID, CSeq and From tag are those of the INVITE in frame 1" },
        { "SIP/2.0 487 Request Terminated\r\nFrom: <sip:a@x>;tag=other\r\nTo: <sip:b@x>;tag=b\r\nCall-ID: call\r\n"
          "CSeq: 1 INVITE\r\n\r\n",
          "The request is not in the capture" },
        { "SIP/2.0 487 Request Terminated\r\nFrom: <sip:a@x>;tag=10-0-0-1-5060\r\nTo: <sip:b@x>;tag=b\r\nCall-ID: call\r\n"
          "CSeq: 2 INVITE\r\n\r\n",
          "The request is not in the capture" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scene *play = scene_new();
        SCENE(play, STEP(0, A, B, "INVITE"), STEP(900, A, B, "CANCEL"), STEP(910, B, A, "200 OK"));
        const diagnosis *judged = scene_play_bytes(play, 920, B, A, cases[i].response, strlen(cases[i].response));
        g_assert_cmpstr(verdict_of(judged), ==, "protocol.missing-header");
        g_assert_true(judged->certain);
        assert_says(play, judged, "has to carry Via");
        assert_shows(play, judged, cases[i].shows);
        g_assert_cmpuint(judged->request_frame, ==, i == 0 ? 1 : 0);
        assert_texts_are_whole(play, judged);
        g_assert_true(transaction_is_silent(scene_transaction(play, 1)));
        /* Of its request nothing is to be said, whatever else came after it. */
        SCENE(play, STEP(930, A, B, "ACK"));
        g_assert_cmpint(scene_judge_request(play, 1, 5000) == NULL, ==, i == 0);
        scene_free(play);
    }
}

/* Evidence of a dialog is named only for responses of that dialog. */
static void
test_dialog_with_other_tags_is_no_evidence(void)
{
    scene *play = scene_new();
    const diagnosis *unknown =
        SCENE(play, STEP(0, A, B, "SUBSCRIBE"), STEP(50, B, A, "200 OK"),
              STEP(900, A, B, "SUBSCRIBE", .extra = "From: <sip:alice@example.test>;tag=x\nTo: <sip:bob@example.test>;tag=y\n"),
              STEP(950, B, A, "481 Subscription Does Not Exist"));
    char **evidence = diagnosis_evidence(unknown, scene_catalog(play), NULL);
    char *all = g_strjoinv("\n", evidence);

    g_assert_cmpstr(verdict_of(unknown), ==, "dialog.unknown");
    g_assert_null(strstr(all, "Both tags"));
    g_free(all);
    g_strfreev(evidence);
    scene_free(play);
}

/* More than is shown, and more than fits on the stack. */
static void
test_much_evidence(void)
{
    static const char *const headers[] = { "Error-Info", "Server", "Unsupported", "User-Agent", "Warning" };
    scene *play = scene_new();
    GString *response = g_string_new("SIP/2.0 480 Gone\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCSeq: 1 INVITE\r\n");

    for (size_t i = 0; i < G_N_ELEMENTS(headers) * 10; i++) {
        g_string_append_printf(response, "%s: %c%0300d\r\n", headers[i / 10], (char)('a' + i % 10), 0);
        g_string_append_printf(response, "%s: \tthe same\r\n", headers[i / 10]);
    }
    g_string_append(response, "\r\n");
    const diagnosis *judged = scene_play_bytes(play, 0, B, A, response->str, response->len);
    char **evidence = diagnosis_evidence(judged, scene_catalog(play), NULL);
    g_assert_cmpuint(g_strv_length(evidence), >, 20);
    g_assert_cmpuint(g_strv_length(evidence), <=, 32);
    assert_shows(play, judged, "Sent phrase: Gone");
    for (char **line = evidence; *line != NULL; line++) {
        g_assert_cmpuint(strlen(*line), <=, CATALOG_LINE_BYTES);
        g_assert_false(g_strv_contains((const char *const *)line + 1, *line));
    }
    assert_texts_are_whole(play, judged);
    g_strfreev(evidence);
    g_string_free(response, TRUE);
    scene_free(play);
}

/* What a cause or warn-code means follows only if there is an entry of it. */
static void
test_reasons_and_warnings(void)
{
    static const char *const lines[] = {
        "Warning 305 from b: \"x\". One or more codecs or media formats of the offer are not available at the answering side.",
        "Warning 390 from b: \"x\"",
        "Warning 99999999999999999999 from b: \"x\"",
        "Reason: Q.850 cause 17 (User busy): The called user is busy and cannot take another call.",
        ("Reason: Q.850 cause 34 (No circuit/channel available), usually sent as 503: No suitable circuit or channel is free for "
         "the "
         "call at present."),
        "Reason: Q.850;cause=10",
    };
    scene *play = scene_new();
    const diagnosis *busy =
        SCENE(play, STEP(0, A, B, "INVITE"),
              STEP(50, B, A, "486 Busy Here",
                   .extra = "Warning: 305 b \"x\", 390 b \"x\", 99999999999999999999 b \"x\"\n" Q850(17) Q850(34) Q850(10)));
    char **evidence = diagnosis_evidence(busy, scene_catalog(play), NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        if (!g_strv_contains((const char *const *)evidence, lines[i])) {
            g_test_message("no line of evidence: %s", lines[i]);
            g_test_fail();
        }
    }
    g_strfreev(evidence);
    scene_free(play);
}

static void
play_unanswered(scene *play, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        SCENE(play, STEP(20, C, G, "OPTIONS"));
    }
}

/* However many other requests come in between, and however large the request is. */
static void
test_offer_is_known_when_it_is_refused(void)
{
    char *large = g_strdup_printf("Subject: %05000d\n" AUDIO_G729, 0);
    const char *const requests[] = { AUDIO_G729, large };
    const unsigned between[] = { 0, 1, MANY };

    for (size_t i = 0; i < G_N_ELEMENTS(requests) * G_N_ELEMENTS(between); i++) {
        scene *play = scene_new();
        SCENE(play, STEP(0, A, B, "INVITE", .extra = requests[i % 2]));
        play_unanswered(play, between[i / 2]);
        const diagnosis *refused = SCENE(play, STEP(5000, B, A, "488 Not Acceptable Here", .of = 1));
        g_assert_cmpstr(verdict_of(refused), ==, "media.no-usual-codec");
        assert_shows(play, refused, "Offer in frame 1: audio RTP/AVP G729");
        scene_free(play);
    }
    g_free(large);
}

/* Each frame that a line names can be gone to. */
static void
test_frames_of_evidence(void)
{
    scene *play = scene_new();

    for (int i = 0; i < 10; i++) {
        SCENE(play, STEP(i, C, G, "OPTIONS"));
    }
    const diagnosis *over =
        SCENE(play, STEP(100, A, B, "INVITE"), STEP(150, B, A, "487 Request Terminated"), STEP(160, A, B, "ACK"),
              STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(950, B, A, UNKNOWN));
    GArray *frames = g_array_new(FALSE, FALSE, sizeof(diagnosis_frame));
    char **evidence = diagnosis_evidence(over, scene_catalog(play), frames);

    g_assert_cmpstr(evidence[0], ==, "The INVITE of frame 11 had got 487 in frame 12");
    g_assert_cmpuint(frames->len, ==, 2);
    for (guint i = 0; i < frames->len; i++) {
        g_assert_cmpuint(g_array_index(frames, diagnosis_frame, i).line, ==, 0);
        g_assert_cmpuint(g_array_index(frames, diagnosis_frame, i).frame, ==, 11 + i);
    }
    g_array_unref(frames);
    g_strfreev(evidence);
    scene_free(play);
}

/* The words are shortened, and the cause after them is whole, in expert items, too. */
static void
test_long_words_before_the_cause(void)
{
    char *words = g_strnfill(400, 'w');
    char *response = g_strdup_printf("500 %s", words);
    scene *play = scene_new();
    const diagnosis *judged = SCENE(play, STEP(0, A, P, "INVITE"), STEP(50, P, A, response));
    char *line = diagnosis_cause_line(judged, scene_catalog(play));

    g_assert_cmpuint(strlen(line), <=, CATALOG_LINE_BYTES);
    g_assert_true(g_str_has_prefix(line, "Typical cause: The server says \"wwwwwwwwwwwwwwww"));
    g_assert_true(g_str_has_suffix(line, judged->verdict->cause));
    assert_texts_are_whole(play, judged);
    scene_free(play);
    g_free(line);
    g_free(response);
    g_free(words);
}

/* The bytes of a request go with its final response: what is refused afterwards is not blamed on what nobody knows any more. */
static void
test_refusal_after_the_final_response(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE", .extra = AUDIO_G729), STEP(50, B, A, "200 OK"));
    const diagnosis *late = SCENE(play, STEP(60, B, A, "488 Not Acceptable Here", .of = 1));
    g_assert_cmpstr(verdict_of(late), ==, NULL);
    scene_free(play);
}

#define OF_YEALINK "User-Agent: Yealink SIP-T46G 28.81.0.25\n"
#define OF_ASTERISK "Server: Asterisk PBX 22.5.2\n"

/* Who made the response is known by it or by what its endpoint sent before, who made the request by that. */
static void
test_products(void)
{
    static const struct {
        const char *responder; /* NULL: not known */
        const char *requester;
        scene_step steps[6];
    } products[] = {
        { "asterisk", NULL, { STEP(0, A, B, "INVITE"), STEP(9, B, A, "404 Not Found", .extra = OF_ASTERISK) } },
        { "asterisk",
          "yealink",
          { STEP(0, A, B, "INVITE", .extra = OF_YEALINK), STEP(9, B, A, "404 Not Found", .extra = OF_ASTERISK) } },
        { NULL, "yealink", { STEP(0, A, B, "INVITE", .extra = OF_YEALINK), STEP(9, B, A, "404 Not Found") } },
        { NULL, NULL, { STEP(0, A, B, "INVITE"), STEP(9, B, A, "404 Not Found", .extra = "Server: Asteriskish 1\n") } },
        { "yealink",
          NULL,
          { STEP(0, B, C, "REGISTER", .extra = OF_YEALINK), STEP(9, A, B, "INVITE"), STEP(20, B, A, "486 Busy Here") } },
        /* A name that the catalog does not know is another product's all the same. */
        { NULL,
          NULL,
          { STEP(0, B, C, "REGISTER", .extra = OF_YEALINK), STEP(9, A, B, "INVITE"),
            STEP(20, B, A, "486 Busy Here", .extra = "Server: x\n") } },
        /* A proxy leaves the name of the client, so its requests do not tell what it is. */
        { NULL,
          NULL,
          { STEP(0, C, P, "MESSAGE", .extra = OF_YEALINK), STEP(1, P, B, "MESSAGE", .kind = SCENE_FORWARDED, .extra = OF_YEALINK),
            STEP(9, A, P, "INVITE"), STEP(20, P, A, "486 Busy Here") } },
        { "yealink",
          NULL,
          { STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED),
            STEP(9, B, P, "486 Busy Here", .extra = OF_YEALINK), STEP(10, P, A, "486 Busy Here", .kind = SCENE_FORWARDED) } },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(products); i++) {
        scene *play = scene_new();
        const diagnosis *judged = scene_play(play, products[i].steps);
        g_test_message("products %" G_GSIZE_FORMAT, i);
        g_assert_cmpstr(catalog_product_id((catalog_product)judged->ends[CATALOG_RESPONDER].product), ==, products[i].responder);
        g_assert_cmpstr(catalog_product_id((catalog_product)judged->ends[CATALOG_REQUESTER].product), ==, products[i].requester);
        scene_free(play);
    }
}

/* What to do at a product has its own line, and its values. */
static void
test_fix_at_the_product(void)
{
    scene *play = scene_new();
    const diagnosis *judged = SCENE(play, STEP(0, A, B, "INVITE"), STEP(9, B, A, "404 Not Found", .extra = OF_ASTERISK));
    char *line = diagnosis_product_line(judged, scene_catalog(play), CATALOG_RESPONDER);

    g_assert_true(g_str_has_prefix(line, "At Asterisk: "));
    g_assert_cmpuint(strlen(line), <=, CATALOG_LINE_BYTES);
    g_assert_null(diagnosis_product_line(judged, scene_catalog(play), CATALOG_REQUESTER));
    g_assert_null(diagnosis_product_fix(judged, scene_catalog(play), CATALOG_REQUESTER));
    g_free(line);
    scene_free(play);
}

#define AUDIO_OF(host, port) "\nv=0\no=- 1 1 IN IP4 " host "\ns=-\nc=IN IP4 " host "\nt=0 0\nm=audio " port " RTP/AVP 0\n"

static void
assert_packets(scene *play, guint32 invite, bool is_early, const char *line)
{
    const diagnosis *seen = scene_media_packets(play, invite, is_early);

    g_assert_nonnull(seen);
    g_assert_null(seen->verdict);
    assert_shows(play, seen, line);
}

/* What is shown of a call that goes well: all packets, and those before the answer. */
static void
test_packets_of_media(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE", .extra = AUDIO_OF("10.0.0.1", "4000")),
          STEP(100, B, A, "183 Session Progress", .extra = AUDIO_OF("10.0.0.2", "30000")));
    g_assert_null(scene_media_packets(play, 1, false));
    SCENE(play, MEDIA(200, "10.0.0.2:30000", "10.0.0.1:4000", "RTP 0", 5),
          MEDIA(250, "10.0.0.2:30001", "10.0.0.1:4001", "RTCP 0", 2), MEDIA(300, "10.0.0.2:30000", "10.0.0.1:4010", "RTP 0", 7));
    assert_packets(play, 1, false, "Media to 10.0.0.1:4000: 5 packets from frame 3; to 10.0.0.2:30000: none");
    SCENE(play, STEP(5000, B, A, "200 OK", .of = 1), STEP(5010, A, B, "ACK"),
          MEDIA(5020, "10.0.0.1:4000", "10.0.0.2:30000", "RTP 0", 1), MEDIA(5030, "10.0.0.2:30000", "10.0.0.1:4000", "RTP 0", 3));
    assert_packets(play, 1, false, "Media to 10.0.0.2:30000: 1 packet from frame 19; to 10.0.0.1:4000: 8 packets from frame 3");
    assert_packets(play, 1, true, "Media to 10.0.0.1:4000: 5 packets from frame 3; to 10.0.0.2:30000: none");
    scene_free(play);
}

/* Who still has its bytes gives them. */
static void
test_request_that_is_no_longer_kept(void)
{
    static const char bytes[] = "OPTIONS sip:b@x SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1\r\n"
                                "From: <sip:a@x>;tag=a\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n\r\n";
    scene *play = scene_new();
    arena *memory = arena_new();
    sip_message message;

    scene_play_bytes(play, 0, A, B, bytes, strlen(bytes));
    SCENE(play, STEP(KEPT_MS + 1000, A, B, "OPTIONS"));
    g_assert_cmpstr(verdict_of(scene_judge_request(play, 1, 2 * KEPT_MS)), !=, "request.unanswered/unreadable");
    g_assert_true(sip_message_read(bytes, strlen(bytes), &message));
    g_assert_cmpstr(
        verdict_of(diagnosis_of_request(memory, scene_catalog(play), scene_transaction(play, 1), &message, 2 * KEPT_MS * 1000)), ==,
        "request.unanswered/unreadable");
    arena_free(memory);
    scene_free(play);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    for (const diagnosis_case_group *const *group = diagnosis_case_groups; *group != NULL; group++) {
        diagnosis_case_add(*group);
    }
    g_test_add_func("/frames-and-time", test_frames_and_time);
    g_test_add_func("/response-without-request", test_response_without_request);
    g_test_add_func("/retransmissions", test_retransmissions_and_duplicates);
    g_test_add_func("/answer-without-ack", test_answer_repeated_without_ack);
    g_test_add_func("/pbx-legs", test_call_behind_pbx_judges_both_legs);
    g_test_add_func("/fork-choice", test_origin_of_fork_choice);
    g_test_add_func("/cut-response", test_cut_response_lacks_no_header);
    g_test_add_func("/without-via", test_response_without_via);
    g_test_add_func("/other-dialog", test_dialog_with_other_tags_is_no_evidence);
    g_test_add_func("/much-evidence", test_much_evidence);
    g_test_add_func("/reasons-and-warnings", test_reasons_and_warnings);
    g_test_add_func("/frames-of-evidence", test_frames_of_evidence);
    g_test_add_func("/long-words", test_long_words_before_the_cause);
    g_test_add_func("/offer/kept", test_offer_is_known_when_it_is_refused);
    g_test_add_func("/offer/forgotten", test_refusal_after_the_final_response);
    g_test_add_func("/request/no-longer-kept", test_request_that_is_no_longer_kept);
    g_test_add_func("/products", test_products);
    g_test_add_func("/products/fix", test_fix_at_the_product);
    g_test_add_func("/media/packets", test_packets_of_media);
    return g_test_run();
}
