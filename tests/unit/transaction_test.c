/* transaction_test.c
 * Which request a response answers, on which branch of which call.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "scene.h"

#include <string.h>

#define A "10.0.0.1:5060"
#define B "10.0.0.2:5060"
#define C "10.0.0.3:5060"
#define P "10.0.0.9:5060"

#define MANY 20000
#define HUGE_BYTES 10000

/* Plays text whose header lines end as SIP wants it. */
static const diagnosis *G_GNUC_PRINTF(5, 6) say(scene *play, gint64 at, const char *from, const char *to, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    const diagnosis *judged = scene_play_bytes(play, at, from, to, text, strlen(text));
    g_free(text);
    return judged;
}

/* The frame of the request that the response in `frame` was counted to; 0 if none. */
static guint32
request_of(const scene *play, guint32 frame)
{
    return scene_transaction(play, frame)->request.frame;
}

static void
test_same_branch_of_two_elements(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE", .extra = "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx\n"),
          STEP(1, B, P, "INVITE", .extra = "Call-ID: other\nVia: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bKx\n"),
          STEP(50, P, A, "486 Busy Here"), STEP(60, P, B, "404 Not Found"));
    g_assert_cmpuint(request_of(play, 3), ==, 1);
    g_assert_cmpuint(request_of(play, 4), ==, 2);
    scene_free(play);
}

static void
test_cancel_shares_the_branch(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(10, B, A, "180 Ringing"), STEP(50, A, B, "CANCEL"), STEP(60, B, A, "200 OK"),
          STEP(70, B, A, "487 Request Terminated", .of = 1));
    g_assert_cmpuint(request_of(play, 4), ==, 3);
    g_assert_cmpuint(request_of(play, 5), ==, 1);
    g_assert_true(transaction_progress(scene_transaction(play, 3))->cancelled == scene_transaction(play, 1));
    SCENE(play, STEP(80, A, B, "CANCEL", .kind = SCENE_AGAIN));
    g_assert_cmpuint(transaction_progress(scene_transaction(play, 1))->cancel_frame, ==, 3);
    g_assert_cmpint(scene_transaction(play, 1)->final.status, ==, 487);
    scene_free(play);
}

/* RFC 2543 knows no branch, or one without the magic cookie; there the Call-ID, CSeq and From tag tell. */
static void
test_branches_without_cookie(void)
{
    static const char *const vias[] = { "Via: SIP/2.0/UDP 10.0.0.1\n", "Via: SIP/2.0/UDP 10.0.0.1;branch=1\n",
                                        "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK\n" };

    for (size_t i = 0; i < G_N_ELEMENTS(vias); i++) {
        scene *play = scene_new();
        SCENE(play, STEP(0, A, B, "INVITE", .extra = vias[i]), STEP(10, A, B, "INVITE", .extra = vias[i]),
              STEP(50, B, A, "486 Busy Here", .of = 1), STEP(60, B, A, "404 Not Found", .of = 2));
        g_assert_cmpuint(request_of(play, 3), ==, 1);
        g_assert_cmpuint(request_of(play, 4), ==, 2);
        scene_free(play);
    }
}

static void
test_cookie_in_any_case(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE", .extra = "CSeq: 1 INVITE\nVia: SIP/2.0/UDP 10.0.0.1;branch=Z9HG4BKa\n"),
          STEP(10, A, B, "INVITE", .extra = "CSeq: 1 INVITE\nVia: SIP/2.0/UDP 10.0.0.1;branch=Z9HG4BKb\n"),
          STEP(50, B, A, "486 Busy Here", .of = 1));
    g_assert_cmpuint(request_of(play, 3), ==, 1);
    scene_free(play);
}

static void
test_request_retransmissions(void)
{
    scene *play = scene_new();
    const sip_transaction *transaction;

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN),
          STEP(1500, A, B, "INVITE", .kind = SCENE_AGAIN));
    transaction = scene_transaction(play, 1);
    g_assert_true(scene_transaction(play, 3) == transaction);
    g_assert_cmpuint(transaction->transmissions, ==, 3);
    g_assert_cmpuint(transaction->request.frame, ==, 1);
    g_assert_cmpint(transaction->request.time, ==, 0);
    g_assert_cmpint(transaction->request.last_time, ==, 1500000);
    scene_free(play);
}

static void
test_duplicates_of_a_mirror_port(void)
{
    scene *play = scene_new();
    const sip_transaction *transaction;

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(1, A, B, "INVITE", .kind = SCENE_AGAIN),
          STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN), STEP(502, A, B, "INVITE", .kind = SCENE_AGAIN), STEP(600, B, A, "200 OK"),
          STEP(601, B, A, "200 OK", .kind = SCENE_AGAIN), STEP(1100, B, A, "200 OK", .kind = SCENE_AGAIN),
          STEP(1101, B, A, "200 OK", .kind = SCENE_AGAIN));
    transaction = scene_transaction(play, 1);
    g_assert_cmpuint(transaction->transmissions, ==, 2);
    g_assert_cmpuint(transaction->final.count, ==, 2);
    g_assert_cmpuint(transaction->final.frame, ==, 5);
    g_assert_cmpuint(transaction->final.last_frame, ==, 8);
    scene_free(play);
}

static void
test_answers_of_two_forks(void)
{
    scene *play = scene_new();
    const sip_transaction *transaction;

    SCENE(play, STEP(0, A, P, "INVITE"), STEP(100, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=b\n"),
          STEP(150, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=c\n"));
    transaction = scene_transaction(play, 3);
    g_assert_true(transaction == scene_transaction(play, 1));
    g_assert_cmpstr(transaction->final.to_tag, ==, "c");
    g_assert_cmpuint(transaction->final.count, ==, 1);
    g_assert_cmpuint(call_dialog_frame(transaction->call), ==, 2);
    scene_free(play);
}

static void
test_branches_of_a_proxy(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .kind = SCENE_FORWARDED),
          STEP(11, P, C, "INVITE", .kind = SCENE_FORWARDED));
    const sip_transaction *call = scene_transaction(play, 1);
    const sip_transaction *to_b = scene_transaction(play, 2);
    const sip_transaction *to_c = scene_transaction(play, 3);
    g_assert_true(to_b->parent == call);
    g_assert_true(to_c->parent == call);
    g_assert_true(call->children == to_c);
    g_assert_true(to_c->sibling == to_b);
    g_assert_false(to_b->is_other_call);
    g_assert_cmpstr(to_b->server->name, ==, B);
    g_assert_cmpstr(to_b->client->name, ==, call->server->name);
    g_assert_null(call->parent);
    scene_free(play);
}

/* Via values parted by a comma are the same list (RFC 3261 7.3.1). */
static void
test_second_via_on_the_first_line(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE", .extra = "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKa\n"),
          STEP(10, P, B, "INVITE", .extra = "Via: SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKp, SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKa\n"));
    g_assert_true(scene_transaction(play, 2)->parent == scene_transaction(play, 1));
    g_assert_cmpuint(scene_transaction(play, 2)->request.vias, ==, 2);
    scene_free(play);
}

/* Another port of the PBX. */
#define P2 "10.0.0.9:5080"

#define LEG_OF_ALICE "Call-ID: leg2\nFrom: <sip:alice@pbx>;tag=p\n"
#define LEG_OF_CAROL "Call-ID: leg2\nFrom: <sip:carol@pbx>;tag=p\n"

static void
test_legs_of_a_pbx(void)
{
    static const struct {
        scene_step between;
        scene_step second;
        bool linked;
    } legs[] = {
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE", .extra = LEG_OF_ALICE), true },
        { STEP(5, P, A, "180 Ringing"), STEP(59000, P, B, "INVITE", .extra = LEG_OF_ALICE), true },
        { STEP(5, P, A, "180 Ringing"), STEP(3000, P, B, "INVITE sip:carol@x", .extra = LEG_OF_ALICE), true },
        { STEP(5, P, A, "180 Ringing"), STEP(9000, P, B, "INVITE sip:carol@x", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE", .extra = LEG_OF_CAROL), true },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE sip:dora@x", .extra = LEG_OF_CAROL), false },
        { STEP(5, P, A, "100 Trying"), STEP(61000, P, B, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "486 Busy Here"), STEP(10, P, B, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "200 OK"), STEP(10, P, B, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, C, B, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = "Call-ID: leg2\n"), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "MESSAGE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE", .extra = "From: <sip:alice@pbx>;tag=p\n"), true },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE", .extra = "From: <sip:alice@pbx>;tag=10-0-0-1-5060\n"), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, P2, B, "INVITE", .extra = LEG_OF_ALICE), true },
        { STEP(5, P, A, "100 Trying"), STEP(10, P2, P, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "000 Odd"), STEP(10, P, B, "INVITE", .extra = LEG_OF_ALICE), true },
        { STEP(5, P, A, "180 Ringing"), STEP(59999, P, B, "INVITE", .extra = LEG_OF_ALICE), true },
        { STEP(5, P, A, "180 Ringing"), STEP(60000, P, B, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "180 Ringing"), STEP(3999, P, B, "INVITE sip:carol@x", .extra = LEG_OF_ALICE), true },
        { STEP(5, P, A, "180 Ringing"), STEP(4000, P, B, "INVITE sip:carol@x", .extra = LEG_OF_ALICE), false },
        /* What a B2BUA makes begins a Via list of its own. */
        { STEP(5, P, A, "100 Trying"),
          STEP(10, P, B, "INVITE", .extra = LEG_OF_ALICE "v: SIP/2.0/UDP 10.0.0.7;branch=z9hG4bKseven\n"), false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(legs); i++) {
        scene *play = scene_new();
        SCENE(play, STEP(0, A, P, "INVITE"), legs[i].between, legs[i].second);
        g_test_message("leg %" G_GSIZE_FORMAT, i);
        g_assert_true(scene_transaction(play, 3)->parent == (legs[i].linked ? scene_transaction(play, 1) : NULL));
        g_assert_cmpint(scene_transaction(play, 3)->is_other_call, ==, legs[i].linked);
        scene_free(play);
    }
}

/* One tester on one host plays both sides: only what comes from the very port that got the first call is its other leg. */
static void
test_calls_of_one_client_to_its_own_host(void)
{
    static const struct {
        const char *from;
        bool linked;
    } seconds[] = { { "10.0.0.1:5061", false }, { "10.0.0.1:5062", false }, { "10.0.0.1:5060", true } };

    for (size_t i = 0; i < G_N_ELEMENTS(seconds); i++) {
        scene *play = scene_new();
        SCENE(play, STEP(0, "10.0.0.1:5061", "10.0.0.1:5060", "INVITE"),
              STEP(10, seconds[i].from, B, "INVITE", .extra = LEG_OF_ALICE));
        g_assert_cmpint(scene_transaction(play, 2)->is_other_call, ==, seconds[i].linked);
        scene_free(play);
    }
}

/* Of several calls that wait at a B2BUA the one with the same users is continued, or else the only one that may be. */
static void
test_legs_of_several_calls(void)
{
    static const char two[] = "Call-ID: two\nFrom: <sip:alice@example.test>;tag=2\n";
    static const char leg[] = "Call-ID: leg\nFrom: <sip:alice@pbx>;tag=p\n";
    static const char nobody[] = "From: <sip:Anonymous@anonymous.invalid>;tag=1\n";
    static const char leg_of_nobody[] = "Call-ID: leg\nFrom: <sip:anonymous@anonymous.invalid>;tag=p\n";
    static const struct {
        guint32 parent; /* 0: none */
        guint32 leg;
        scene_step steps[6];
    } calls[] = {
        { 1,
          3,
          { STEP(0, A, P, "INVITE"), STEP(1, A, P, "INVITE sip:carol@x", .extra = two), STEP(2, P, B, "INVITE", .extra = leg) } },
        { 2,
          3,
          { STEP(0, A, P, "INVITE"), STEP(1, A, P, "INVITE sip:carol@x", .extra = two),
            STEP(2, P, C, "INVITE sip:carol@x", .extra = leg) } },
        { 0,
          3,
          { STEP(0, A, P, "INVITE"), STEP(1, A, P, "INVITE sip:carol@x", .extra = two),
            STEP(2, P, C, "INVITE sip:dora@x", .extra = leg) } },
        { 2,
          4,
          { STEP(0, A, P, "INVITE"), STEP(1, A, P, "INVITE sip:carol@x", .extra = two), STEP(2, P, B, "INVITE", .extra = leg),
            STEP(3, P, C, "INVITE sip:dora@x", .extra = "Call-ID: leg2\nFrom: <sip:alice@pbx>;tag=q\n") } },
        /* forwarded on no answer */
        { 1,
          3,
          { STEP(0, A, P, "INVITE"), STEP(2, P, B, "INVITE", .extra = leg),
            STEP(20000, P, C, "INVITE sip:dora@x", .extra = "Call-ID: leg2\nFrom: <sip:alice@pbx>;tag=q\n") } },
        { 0, 2, { STEP(0, A, P, "INVITE", .extra = nobody), STEP(900, P, B, "INVITE sip:dora@x", .extra = leg_of_nobody) } },
        { 1, 2, { STEP(0, A, P, "INVITE", .extra = nobody), STEP(900, P, B, "INVITE", .extra = leg_of_nobody) } },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(calls); i++) {
        scene *play = scene_new();
        scene_play(play, calls[i].steps);
        g_test_message("calls %" G_GSIZE_FORMAT, i);
        g_assert_true(scene_transaction(play, calls[i].leg)->parent ==
                      (calls[i].parent != 0 ? scene_transaction(play, calls[i].parent) : NULL));
        scene_free(play);
    }
}

/* A leg hangs at the hop on which its sender got the call, also where a header names an earlier one. */
static void
test_leg_by_header_behind_a_proxy(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE", .extra = "Session-ID: ab30\n"), STEP(1, P, C, "INVITE", .kind = SCENE_FORWARDED),
          STEP(2, C, B, "INVITE sip:dora@x", .extra = "Call-ID: leg\nFrom: <sip:x@pbx>;tag=p\nSession-ID: ab30\n"));
    g_assert_true(scene_transaction(play, 3)->parent == scene_transaction(play, 2));
    scene_free(play);
}

/* What names the first leg, or both, links them whatever the users are. */
static void
test_legs_by_header(void)
{
    static const struct {
        const char *first;
        const char *second;
        int linked_by; /* SIP_HEADER_COUNT: not at all */
    } headers[] = {
        { "", "X-CID: one\n", SIP_HEADER_X_CID },
        { "", "x-call-id: one\n", SIP_HEADER_X_CALL_ID },
        { "", "X-CID: two\n", SIP_HEADER_COUNT },
        { "", "X-CID: other\n", SIP_HEADER_COUNT },
        { "Session-ID: ab30;remote=00\n", "Session-ID: ab30;remote=17\n", SIP_HEADER_SESSION_ID },
        { "Session-ID: ab30;remote=00\n", "Session-ID: ab31;remote=00\n", SIP_HEADER_COUNT },
        { "Session-ID: 00000000000000000000000000000000;remote=1\n", "Session-ID: 00000000000000000000000000000000;remote=1\n",
          SIP_HEADER_COUNT },
        { "P-Charging-Vector: icid-value=\"a;b\";orig-ioi=x\n", "P-Charging-Vector: icid-value=\"a;b\";term-ioi=y\n",
          SIP_HEADER_P_CHARGING_VECTOR },
        { "P-Charging-Vector: icid-value=7;orig-ioi=x\n", "P-Charging-Vector: orig-ioi=x;icid-value=8\n", SIP_HEADER_COUNT },
        { "P-Charging-Vector: icid-value=\"a7\";orig-ioi=x\n", "P-Charging-Vector: icid-value=a7;orig-ioi=x\n",
          SIP_HEADER_P_CHARGING_VECTOR },
        { "P-Charging-Vector: icid-value=7;orig-ioi=x\n", "P-Charging-Vector: icid-value=7;orig-ioi=z\n",
          SIP_HEADER_P_CHARGING_VECTOR },
        { "Session-ID: ab30\n", "P-Charging-Vector: icid-value=ab30\n", SIP_HEADER_COUNT },
        { "", "Diversion: <sip:bob@pbx>;reason=unconditional\n", SIP_HEADER_DIVERSION },
        { "", "Diversion: <sip:eve@pbx>;reason=unconditional\n", SIP_HEADER_COUNT },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
        scene *play = scene_new();
        char *first = g_strconcat("Call-ID: one\n", headers[i].first, NULL);
        char *second = g_strconcat("Call-ID: two\nFrom: <sip:trunk@pbx>;tag=p\n", headers[i].second, NULL);
        SCENE(play, STEP(0, A, P, "INVITE", .extra = first), STEP(5, P, A, "100 Trying"),
              STEP(10, P, B, "INVITE sip:dora@x", .extra = second));
        const sip_transaction *leg = scene_transaction(play, 3);
        g_test_message("headers %" G_GSIZE_FORMAT, i);
        g_assert_cmpint(leg->is_other_call, ==, headers[i].linked_by != SIP_HEADER_COUNT);
        if (leg->is_other_call) {
            g_assert_cmpint(leg->linked_by, ==, headers[i].linked_by);
            g_assert_true(call_first_leg(leg->call) == scene_transaction(play, 1)->call);
        } else {
            g_assert_true(call_first_leg(leg->call) == leg->call);
        }
        scene_free(play);
        g_free(second);
        g_free(first);
    }
}

/* A call has a tree of legs, each of which is stepped through once; no leg continues itself, nor two others. */
static void
test_all_legs(void)
{
    sip_call calls[5] = { { .id = "0" }, { .id = "1" }, { .id = "2" }, { .id = "3" }, { .id = "other" } };
    GString *ids = g_string_new(NULL);

    call_link_legs(&calls[1], &calls[3]);
    call_link_legs(&calls[0], &calls[1]);
    call_link_legs(&calls[0], &calls[2]);
    call_link_legs(&calls[3], &calls[0]);
    call_link_legs(&calls[4], &calls[2]);
    for (const sip_call *leg = call_first_leg(&calls[3]); leg != NULL; leg = call_next_leg(leg)) {
        g_string_append(ids, leg->id);
    }
    g_assert_cmpstr(ids->str, ==, "0213");
    g_assert_null(call_next_leg(&calls[4]));
    g_string_free(ids, TRUE);
}

/* Nothing that the first leg's client sends or its server gets is its other leg, whatever it carries. */
static void
test_no_leg_of_the_caller(void)
{
    static const struct {
        const char *from;
        const char *to;
    } hops[] = { { A, B }, { P, P }, { P2, P } };

    for (size_t i = 0; i < G_N_ELEMENTS(hops); i++) {
        scene *play = scene_new();
        SCENE(play, STEP(0, A, P, "INVITE"), STEP(10, hops[i].from, hops[i].to, "INVITE", .extra = LEG_OF_ALICE "X-CID: call\n"));
        g_assert_false(scene_transaction(play, 2)->is_other_call);
        scene_free(play);
    }
}

/* What a proxy sends on may be captured before what it got, with or without the requests. */
static void
test_hop_before_comes_later(void)
{
    static const char vias[] = "Via: SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bK2, SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1\n";
    static const char via[] = "Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1\n";
    static const char other_via[] = "Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK3\n";
    static const struct {
        scene_step relayed;
        scene_step original;
        bool linked;
    } hops[] = {
        { STEP(1, P, B, "INVITE", .extra = vias), STEP(0, A, P, "INVITE", .extra = via), true },
        { STEP(1, P, B, "INVITE", .extra = vias), STEP(0, A, P, "INVITE", .extra = other_via), false },
        { STEP(0, B, P, "200 OK", .extra = vias), STEP(1, P, A, "200 OK", .extra = via), true },
        { STEP(0, B, P, "200 OK", .extra = vias), STEP(1, P, A, "200 OK", .extra = other_via), false },
        { STEP(1, P, A, "200 OK", .extra = via), STEP(0, B, P, "200 OK", .extra = vias), false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(hops); i++) {
        scene *play = scene_new();
        SCENE(play, hops[i].relayed, hops[i].original);
        g_test_message("hop %" G_GSIZE_FORMAT, i);
        g_assert_true((scene_transaction(play, 1)->parent == scene_transaction(play, 2)) == hops[i].linked);
        scene_free(play);
    }
}

static void
test_compact_headers_over_tcp(void)
{
    scene *play = scene_new();
    const diagnosis *busy;

    say(play, 0, A, B,
        "INVITE sip:bob@x SIP/2.0\r\nv: SIP/2.0/TCP 10.0.0.1:40000;branch=z9hG4bKt;alias\r\nf: <sip:alice@x>;tag=a\r\n"
        "t: <sip:bob@x>\r\ni: compact\r\nCSeq: 7 INVITE\r\nc: application/sdp\r\nl: 0\r\n\r\n");
    busy = say(play, 100, B, A,
               "SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/TCP 10.0.0.1:40000;branch=z9hG4bKt;alias;received=10.0.0.1\r\n"
               "From: <sip:alice@x>;tag=a\r\nTo: <sip:bob@x>;tag=b\r\nCall-ID: compact\r\nCSeq: 7 INVITE\r\n\r\n");
    g_assert_cmpuint(busy->request_frame, ==, 1);
    g_assert_cmpstr(scene_transaction(play, 2)->call->id, ==, "compact");
    g_assert_cmpuint(scene_transaction(play, 2)->request.cseq, ==, 7);
    g_assert_cmpstr(scene_transaction(play, 2)->request.from_user, ==, "alice");
    scene_free(play);
}

static void
test_ipv6(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, "[2001:db8::1]:5060", "[2001:db8::9]:5060", "INVITE"),
          STEP(10, "[2001:db8::9]:5080", "[2001:db8::2]:5060", "INVITE", .extra = LEG_OF_ALICE),
          STEP(50, "[2001:db8::2]:5060", "[2001:db8::9]:5080", "486 Busy Here"));
    g_assert_cmpuint(request_of(play, 3), ==, 2);
    g_assert_true(scene_transaction(play, 2)->parent == scene_transaction(play, 1));
    g_assert_cmpstr(scene_transaction(play, 2)->server->name, ==, "[2001:db8::2]:5060");
    g_assert_cmpstr(scene_diagnosis(play, 3)->origin, ==, "[2001:db8::2]:5060");
    scene_free(play);
}

static void
test_response_without_request(void)
{
    scene *play = scene_new();
    const sip_transaction *transaction;

    SCENE(play, STEP(0, B, A, "180 Ringing", .extra = "Via: SIP/2.0/UDP a;branch=z9hG4bK1\n"),
          STEP(900, B, A, "486 Busy Here", .extra = "Via: SIP/2.0/UDP a;branch=z9hG4bK1\n"));
    transaction = scene_transaction(play, 2);
    g_assert_true(transaction == scene_transaction(play, 1));
    g_assert_cmpuint(transaction->request.frame, ==, 0);
    g_assert_null(transaction->client);
    g_assert_cmpuint(transaction_progress(transaction)->ringing_frame, ==, 1);
    g_assert_null(transaction_side(transaction));
    g_assert_cmpuint(scene_diagnosis(play, 2)->previous_frame, ==, 1);
    scene_free(play);
}

/* Such responses have nothing in common, not even with each other. */
static void
test_response_without_via(void)
{
    static const char *const texts[] = {
        "SIP/2.0 486 Busy Here\r\nCSeq: 1 INVITE\r\nCall-ID: c\r\nTo: <sip:b>;tag=t\r\n\r\n",
        "SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCall-ID: c\r\n\r\n",
        "SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCSeq: 1\r\nCall-ID: c\r\n\r\n",
        "SIP/2.0 486 Busy Here\r\n\r\n",
        "SIP/2.0 486",
    };
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE"));
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        for (int again = 0; again < 2; again++) {
            const diagnosis *judged = scene_play_bytes(play, 100 + 1000 * (gint64)i, B, A, texts[i], strlen(texts[i]));
            g_assert_cmpuint(judged->request_frame, ==, 0);
            g_assert_cmpuint(judged->previous_frame, ==, 0);
            g_assert_false(judged->retransmission);
        }
    }
    scene_free(play);
}

static void
test_request_without_via(void)
{
    static const char text[] = "INVITE sip:b SIP/2.0\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\n\r\n";
    scene *play = scene_new();

    scene_play_bytes(play, 0, A, B, text, strlen(text));
    g_assert_null(scene_transaction(play, 1));
    scene_free(play);
}

/* Test clients use one Call-ID for call after call. */
static void
test_call_id_used_again_after_bye(void)
{
    scene *play = scene_new();
    const sip_call *call;

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(10, B, A, "200 OK"), STEP(20, A, B, "ACK"),
          STEP(100, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(110, B, A, "200 OK"));
    call = scene_transaction(play, 1)->call;
    g_assert_cmpuint(call_dialog_frame(call), ==, 2);
    g_assert_cmpuint(call->bye_frame, ==, 4);
    SCENE(play, STEP(500, A, B, "INVITE"));
    g_assert_true(scene_transaction(play, 6)->call == call);
    g_assert_cmpuint(call_dialog_frame(call), ==, 0);
    g_assert_cmpuint(call->bye_frame, ==, 0);
    SCENE(play, STEP(510, B, A, "200 OK"), STEP(600, A, B, "BYE", .kind = SCENE_IN_DIALOG),
          STEP(610, B, A, "481 Call/Transaction Does Not Exist"));
    g_assert_cmpuint(call_dialog_frame(call), ==, 7);
    /* A refused BYE ends nothing. */
    g_assert_cmpuint(call->bye_frame, ==, 0);
    g_assert_cmpstr(scene_diagnosis(play, 9)->verdict->id, ==, "dialog.unknown");
    scene_free(play);
}

/* The INVITE came before the capture began: its repetition and its responses are all there is. */
static void
test_capture_begins_in_the_middle(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, P, A, "180 Ringing", .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bK7\n"),
          STEP(100, A, P, "INVITE", .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bK7\n"), STEP(200, P, A, "486 Busy Here"),
          STEP(300, A, P, "ACK"));
    g_assert_true(scene_transaction(play, 3) == scene_transaction(play, 1));
    g_assert_cmpuint(request_of(play, 3), ==, 2);
    g_assert_cmpint(scene_diagnosis(play, 1)->time, ==, -1);
    g_assert_cmpint(scene_diagnosis(play, 3)->time, ==, 100000);
    scene_free(play);
}

/* Behind a NAT the packets have other addresses than Via; the elements are those of the packets. */
static void
test_nat(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, "203.0.113.5:61234", P, "INVITE", .extra = "Via: SIP/2.0/UDP 192.168.1.4:5060;branch=z9hG4bKn;rport\n"),
          STEP(50, P, "203.0.113.5:61234", "486 Busy Here",
               .extra = "Via: SIP/2.0/UDP 192.168.1.4:5060;branch=z9hG4bKn;rport=61234;received=203.0.113.5\n"));
    g_assert_cmpuint(request_of(play, 2), ==, 1);
    g_assert_cmpstr(scene_transaction(play, 2)->client->name, ==, "203.0.113.5:61234");
    g_assert_cmpstr(scene_transaction(play, 2)->server->name, ==, P);
    scene_free(play);
}

static void
test_huge_texts(void)
{
    scene *play = scene_new();
    char *x = g_strnfill(HUGE_BYTES, 'x');
    char *headers = g_strdup_printf("Via: SIP/2.0/UDP %s;branch=z9hG4bK%s\r\nCall-ID: %s\r\nFrom: <sip:%s@x>;tag=%s\r\n"
                                    "To: <sip:%s@x>;tag=%s\r\nCSeq: 1 INVITE\r\n\r\n",
                                    x, x, x, x, x, x, x);

    say(play, 0, A, B, "INVITE sip:%s@x SIP/2.0\r\n%s", x, headers);
    say(play, 90, B, A, "SIP/2.0 486 %s\r\n%s", x, headers);
    g_assert_cmpuint(request_of(play, 2), ==, 1);
    g_assert_cmpuint(strlen(scene_transaction(play, 2)->call->id), <=, STRING_BYTES);
    char *line = diagnosis_cause_line(scene_diagnosis(play, 2), scene_catalog(play));
    g_assert_cmpuint(strlen(line), <=, CATALOG_LINE_BYTES);
    g_free(line);
    g_free(headers);
    g_free(x);
    scene_free(play);
}

static void
test_many_transactions_of_one_call(void)
{
    scene *play = scene_new();

    for (guint32 i = 0; i < MANY; i++) {
        say(play, 20 * (gint64)i, A, B,
            "OPTIONS sip:b SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK%u\r\nCall-ID: c\r\nFrom: <sip:a>;tag=a\r\nTo: <sip:b>\r\n"
            "CSeq: %u OPTIONS\r\n\r\n",
            i, i + 1);
    }
    for (guint32 i = 0; i < MANY; i += 997) {
        say(play, 20 * (gint64)MANY, B, A,
            "SIP/2.0 404 Not Found\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK%u\r\nCall-ID: c\r\nFrom: <sip:a>;tag=a\r\nTo: "
            "<sip:b>;tag=b\r\n"
            "CSeq: %u OPTIONS\r\n\r\n",
            i, i + 1);
        g_assert_cmpuint(request_of(play, MANY + i / 997 + 1), ==, i + 1);
    }
    g_assert_true(scene_transaction(play, MANY)->call == scene_transaction(play, 1)->call);
    g_assert_cmpuint(scene_transaction(play, 1)->call->sides[0].cseq, ==, MANY);
    scene_free(play);
}

static void
test_sides_and_acks(void)
{
    scene *play = scene_new();
    const sip_call *call;

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(10, B, A, "200 OK"), STEP(20, A, B, "ACK"),
          STEP(30, B, A, "INVITE", .kind = SCENE_IN_DIALOG),
          STEP(40, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 5 INVITE\n"));
    call = scene_transaction(play, 1)->call;
    g_assert_true(scene_transaction(play, 3) == scene_transaction(play, 1));
    g_assert_cmpuint(call_ack(call)->frame, ==, 3);
    g_assert_cmpuint(call_ack(call)->cseq, ==, 1);
    g_assert_true(transaction_side(scene_transaction(play, 5)) == &call->sides[0]);
    g_assert_true(transaction_side(scene_transaction(play, 4)) == &call->sides[1]);
    g_assert_cmpuint(call->sides[0].cseq, ==, 5);
    g_assert_true(call->sides[0].invite == scene_transaction(play, 5));
    g_assert_true(call->sides[0].invite_before == scene_transaction(play, 1));
    scene_free(play);
}

static void
test_icmp_error(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(1, A, B, "INVITE", .kind = SCENE_QUOTED),
          STEP(501, A, B, "INVITE", .kind = SCENE_QUOTED));
    g_assert_cmpuint(transaction_progress(scene_transaction(play, 1))->icmp_frame, ==, 2);
    g_assert_cmpuint(scene_transaction(play, 1)->transmissions, ==, 1);
    g_assert_true(scene_transaction(play, 2) == scene_transaction(play, 1));
    scene_free(play);
}

/* It says nothing of the request. */
static void
test_icmp_error_for_response(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(1, B, A, "180 Ringing"), STEP(2, B, A, "180 Ringing", .kind = SCENE_QUOTED));
    g_assert_true(scene_transaction(play, 3) == scene_transaction(play, 1));
    g_assert_cmpuint(transaction_progress(scene_transaction(play, 1))->icmp_frame, ==, 0);
    scene_free(play);
}

/* An ACK from another port than that of its INVITE is of the latest one, and one of a call that the capture lacks of none. */
static void
test_ack_finds_its_invite(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(10, B, A, "200 OK"),
          STEP(20, "10.0.0.1:9999", B, "ACK", .extra = "CSeq: 1 ACK\nFrom: <sip:alice@example.test>;tag=10-0-0-1-5060\n"),
          STEP(30, A, B, "ACK", .extra = "Call-ID: other\nVia: SIP/2.0/UDP a;branch=z9hG4bKother\n"));
    g_assert_true(scene_transaction(play, 3) == scene_transaction(play, 1));
    g_assert_null(scene_transaction(play, 4));
    scene_free(play);
}

static void
test_probes(void)
{
    static const struct {
        const char *name;
        scene_step steps[8];
        gint64 now;    /* ms */
        guint32 shown; /* the frame of the probe that P heard no sign of life after; 0: none */
    } cases[] = {
        { "silent", { STEP(0, P, B, "OPTIONS") }, 5000, 1 },
        { "just sent", { STEP(0, P, B, "OPTIONS") }, 499, 0 },
        { "sent half a second ago", { STEP(0, P, B, "OPTIONS") }, 500, 1 },
        { "answered", { STEP(0, P, B, "OPTIONS"), STEP(50, B, P, "404 Not Found") }, 5000, 0 },
        { "answered by 100", { STEP(0, P, B, "OPTIONS"), STEP(50, B, P, "100 Trying") }, 5000, 0 },
        { "answered by 000", { STEP(0, P, B, "OPTIONS"), STEP(50, C, P, "000 Odd", .of = 1) }, 5000, 0 },
        { "other port of the destination lives", { STEP(0, P, B, "OPTIONS"), STEP(50, "10.0.0.2:40000", C, "INVITE") }, 5000, 0 },
        { "somebody else lives", { STEP(0, P, B, "OPTIONS"), STEP(50, C, P, "INVITE") }, 5000, 1 },
        { "the prober lives", { STEP(0, P, B, "OPTIONS"), STEP(50, P, B, "INVITE") }, 5000, 1 },
        { "prober and destination on one host", { STEP(0, P, "10.0.0.9:5080", "OPTIONS"), STEP(50, P, B, "INVITE") }, 5000, 1 },
        { "later one answered", { STEP(0, P, B, "OPTIONS"), STEP(60000, P, B, "OPTIONS"), STEP(60002, B, P, "200 OK") }, 65000, 0 },
        { "later one silent", { STEP(0, P, B, "OPTIONS"), STEP(60000, P, B, "OPTIONS") }, 60100, 1 },
        { "silent again after life",
          { STEP(0, P, B, "OPTIONS"), STEP(60000, P, B, "OPTIONS"), STEP(60002, B, P, "200 OK"), STEP(90000, P, B, "OPTIONS") },
          95000,
          4 },
        { "another destination is answered",
          { STEP(0, P, B, "OPTIONS"), STEP(5, P, C, "OPTIONS"), STEP(50, C, P, "200 OK") },
          5000,
          1 },
        { "two destinations are silent", { STEP(0, P, B, "OPTIONS"), STEP(5, P, C, "OPTIONS") }, 5000, 1 },
        { "the longer silent one is forgotten", { STEP(0, P, B, "OPTIONS"), STEP(60000, P, C, "OPTIONS") }, 310000, 2 },
        { "five minutes", { STEP(0, P, B, "OPTIONS") }, 300000, 1 },
        { "more than five minutes", { STEP(0, P, B, "OPTIONS") }, 300001, 0 },
        { "still probed after five minutes", { STEP(0, P, B, "OPTIONS"), STEP(290000, P, B, "OPTIONS") }, 400000, 1 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scene *play = scene_new();
        g_test_message("%s", cases[i].name);
        scene_play(play, cases[i].steps);
        const sip_transaction *probe = endpoint_silent_probe(scene_transaction(play, 1)->client, cases[i].now * 1000);
        g_assert_cmpuint(probe != NULL ? probe->request.frame : 0, ==, cases[i].shown);
        scene_free(play);
    }
}

/* More destinations than are remembered of one prober: those probed last are, and none is named that answered. */
static void
test_many_probed_destinations(void)
{
    scene *play = scene_new();
    char *names[40];

    for (guint32 i = 0; i < G_N_ELEMENTS(names); i++) {
        names[i] = g_strdup_printf("10.1.0.%u:5060", i + 1);
        SCENE(play, STEP((gint64)i * 1000, P, names[i], "OPTIONS"));
    }
    const sip_endpoint *prober = scene_transaction(play, 1)->client;
    for (guint32 i = 0; i < G_N_ELEMENTS(names); i++) {
        const sip_transaction *probe = endpoint_silent_probe(prober, (gint64)60 * G_USEC_PER_SEC);
        g_assert_nonnull(probe);
        g_assert_cmpuint(probe->request.frame, >, i);
        SCENE(play, STEP(50000, names[i], P, "200 OK", .of = i + 1));
    }
    g_assert_null(endpoint_silent_probe(prober, (gint64)60 * G_USEC_PER_SEC));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_free(names[i]);
    }
    scene_free(play);
}

/* A chain of parents ends, whatever the messages say. */
static void
assert_ancestors_end(const sip_transaction *transaction)
{
    unsigned count = 0;

    while (transaction != NULL) {
        g_assert_cmpuint(count, <=, 1000);
        count++;
        transaction = transaction->parent;
    }
}

static void
test_equal_vias_make_no_parent(void)
{
    scene *play = scene_new();

    SCENE(
        play,
        STEP(0, A, B, "INVITE", .extra = "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx\nVia: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKx\n"),
        STEP(50, B, A, "482 Loop Detected"));
    g_assert_null(scene_transaction(play, 1)->parent);
    g_assert_null(scene_transaction(play, 1)->children);
    scene_free(play);
}

#define VIA(host, branch) "Via: SIP/2.0/UDP " host ";branch=z9hG4bK" branch "\n"

/* A response that comes first makes a transaction that already has a child when its INVITE comes. */
static void
test_longer_cycles_of_parents(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, B, P, "180 Ringing", .extra = "Call-ID: leg2\nCSeq: 1 INVITE\n" VIA("10.0.0.9", "second")),
          STEP(10, A, P, "INVITE", .extra = "CSeq: 1 INVITE\n" VIA("10.0.0.1", "first") VIA("10.0.0.9", "second")),
          STEP(20, P, B, "INVITE", .extra = LEG_OF_ALICE "CSeq: 1 INVITE\n" VIA("10.0.0.9", "second")));
    g_assert_true(scene_transaction(play, 2)->parent == scene_transaction(play, 1));
    g_assert_true(scene_transaction(play, 3) == scene_transaction(play, 1));
    assert_ancestors_end(scene_transaction(play, 2));
    g_assert_null(scene_transaction(play, 3)->parent);
    g_assert_false(scene_transaction(play, 3)->is_other_call);
    scene_free(play);
}

/* A response names a hop before that its request, which comes later, does not: what waits for that hop is nobody's child meanwhile. */
static void
test_waiting_for_a_parent(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE", .extra = VIA("10.0.0.1", "first")),
          STEP(10, P, C, "INVITE", .extra = VIA("10.0.0.9", "child") VIA("10.0.0.1", "first")),
          STEP(20, B, P, "180 Ringing",
               .extra = "Call-ID: leg2\nCSeq: 1 INVITE\n" VIA("10.0.0.9", "second") VIA("10.0.0.3", "third")),
          STEP(30, P, B, "INVITE", .extra = LEG_OF_ALICE "CSeq: 1 INVITE\n" VIA("10.0.0.9", "second")),
          STEP(40, C, P, "INVITE", .extra = "Call-ID: leg2\nCSeq: 1 INVITE\n" VIA("10.0.0.3", "third")));
    g_assert_true(scene_transaction(play, 2)->parent == scene_transaction(play, 1));
    g_assert_true(scene_transaction(play, 4) == scene_transaction(play, 3));
    g_assert_true(scene_transaction(play, 4)->parent == scene_transaction(play, 5));
    g_assert_true(scene_transaction(play, 1)->children == scene_transaction(play, 2));
    g_assert_null(scene_transaction(play, 2)->sibling);
    g_assert_true(scene_transaction(play, 5)->children == scene_transaction(play, 4));
    scene_free(play);
}

static void
test_long_chain_of_parents(void)
{
    scene *play = scene_new();

    for (unsigned i = 1; i <= 2000; i++) {
        char *vias =
            g_strdup_printf("CSeq: 1 INVITE\nVia: SIP/2.0/UDP a;branch=z9hG4bK%u\nVia: SIP/2.0/UDP a;branch=z9hG4bK%u\n", i, i - 1);
        SCENE(play, STEP(i, A, B, "INVITE", .extra = vias));
        g_free(vias);
    }
    g_assert_true(scene_transaction(play, 70)->parent == scene_transaction(play, 69));
    assert_ancestors_end(scene_transaction(play, 2000));
    scene_free(play);
}

static void
test_children_are_limited(void)
{
    scene *play = scene_new();
    unsigned count = 0;

    SCENE(play, STEP(0, A, P, "INVITE"));
    for (gint64 i = 1; i <= 100; i++) {
        SCENE(play, STEP(i, P, B, "INVITE", .kind = SCENE_FORWARDED, .of = 1));
    }
    for (const sip_transaction *child = scene_transaction(play, 1)->children; child != NULL; child = child->sibling) {
        g_assert_true(child == scene_transaction(play, 101 - count));
        count++;
    }
    g_assert_cmpuint(count, ==, SIP_TRANSACTION_MAX_CHILDREN);
    scene_free(play);
}

/* A status of 0 is as good as another: it says nothing of whether there was a response. */
static void
test_status_zero(void)
{
    static const char request[] = "INVITE sip:b SIP/2.0\r\n"
                                  "Via: SIP/2.0/UDP a;branch=z9hG4bK1\r\nTo: <sip:b>\r\nCSeq: 1 INVITE\r\n\r\n";
    static const char zero[] = "SIP/2.0 000 Odd\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nTo: <sip:b>\r\nCSeq: 1 INVITE\r\n\r\n";
    scene *play = scene_new();

    scene_play_bytes(play, 0, A, B, request, strlen(request));
    g_assert_true(transaction_is_silent(scene_transaction(play, 1)));
    const diagnosis *first = scene_play_bytes(play, 900, B, A, zero, strlen(zero));
    g_assert_false(first->retransmission);
    g_assert_cmpuint(transaction_progress(scene_transaction(play, 1))->provisional.count, ==, 1);
    g_assert_cmpuint(transaction_progress(scene_transaction(play, 1))->provisional.frame, ==, 2);
    g_assert_false(transaction_is_silent(scene_transaction(play, 1)));
    g_assert_true(scene_play_bytes(play, 1900, B, A, zero, strlen(zero))->retransmission);
    scene_free(play);
}

static void
test_previous_of_a_mirror_port(void)
{
    static const guint32 previous[] = { 0, 0, 0, 3, 3, 5, 6, 5 };
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(100, B, A, "180 Ringing"), STEP(101, B, A, "180 Ringing", .kind = SCENE_AGAIN),
          STEP(900, B, A, "486 Busy Here"), STEP(901, B, A, "486 Busy Here", .kind = SCENE_AGAIN),
          STEP(1500, B, A, "486 Busy Here", .kind = SCENE_AGAIN), STEP(1600, B, A, "183 Progress", .of = 1),
          STEP(1510, B, A, "486 Busy Here", .kind = SCENE_AGAIN));
    for (guint32 frame = 2; frame <= G_N_ELEMENTS(previous); frame++) {
        g_test_message("frame %u", frame);
        g_assert_cmpuint(scene_diagnosis(play, frame)->previous_frame, ==, previous[frame - 1]);
    }
    g_assert_cmpint(scene_diagnosis(play, 5)->previous_code, ==, 180);
    scene_free(play);
}

static void
test_response_to_ack(void)
{
    static const struct {
        const char *name;
        const char *ack;
        const char *response;
        guint32 request;
    } cases[] = {
        { "its ACK", VIA("a", "ack"), VIA("a", "ack"), 2 },
        { "branch of another", VIA("a", "ack"), VIA("a", "other"), 0 },
        { "sent-by of another", VIA("a", "ack"), VIA("b", "ack"), 0 },
        { "other call", "Call-ID: other\n" VIA("a", "ack"), VIA("a", "ack"), 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scene *play = scene_new();
        char *response = g_strconcat("CSeq: 1 ACK\n", cases[i].response, NULL);
        SCENE(play, STEP(0, A, B, "INVITE"), STEP(10, A, B, "ACK", .extra = cases[i].ack),
              STEP(30, B, A, "405 Method Not Allowed", .extra = response));
        g_test_message("%s", cases[i].name);
        g_assert_cmpuint(request_of(play, 3), ==, cases[i].request);
        g_assert_cmpuint(scene_diagnosis(play, 3)->request_frame, ==, cases[i].request);
        g_assert_cmpint(scene_diagnosis(play, 3)->time, ==, cases[i].request != 0 ? 20000 : -1);
        if (cases[i].request != 0) {
            g_assert_cmpstr(scene_transaction(play, 3)->client->name, ==, A);
            g_assert_cmpstr(scene_transaction(play, 3)->server->name, ==, B);
        }
        g_free(response);
        scene_free(play);
    }
}

/* What differs in one byte is of another call or transaction, wherever that byte is. */
static void
test_all_bytes_of_a_key_count(void)
{
    char *x = g_strnfill(1000, 'x');
    const char *const tails[][2] = { { "1", "2" }, { "\xc3\xa4", "\xc3\xb6" }, { "\xe4", "\xf6" }, { "\x01", "?" } };

    for (size_t i = 0; i < 2 * G_N_ELEMENTS(tails); i++) {
        const char *head = i % 2 == 0 ? "" : x;
        scene *play = scene_new();
        for (size_t n = 0; n < 2; n++) {
            say(play, (gint64)n * 10, A, B,
                "INVITE sip:b SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK%s%s\r\nCall-ID: %s%s\r\nFrom: <sip:%s%s@x>;tag=%s%s\r\n"
                "To: <sip:b>\r\nCSeq: 1 INVITE\r\n\r\n",
                head, tails[i / 2][n], head, tails[i / 2][n], head, tails[i / 2][n], head, tails[i / 2][n]);
        }
        const sip_transaction *first = scene_transaction(play, 1);
        const sip_transaction *second = scene_transaction(play, 2);
        g_assert_true(first != second);
        g_assert_true(first->call != second->call);
        g_assert_cmpstr(first->request.from_tag, !=, second->request.from_tag);
        g_assert_cmpstr(first->request.from_user, !=, second->request.from_user);
        scene_free(play);
    }
    g_free(x);
}

/* Each line is one, and a forking proxy asks for no more than four. */
static void
test_credentials_of_a_request(void)
{
    for (unsigned lines = 0; lines <= 6; lines++) {
        scene *play = scene_new();
        GString *extra = g_string_new("Subject: x\n");
        unsigned count = 0;
        for (unsigned i = 0; i < lines; i++) {
            g_string_append_printf(extra, "Authorization: Digest realm=\"%u\",nonce=\"n\"\n", i);
        }
        SCENE(play, STEP(0, A, B, "INVITE", .extra = extra->str));
        for (const sip_credentials *one = scene_transaction(play, 1)->request.credentials; one != NULL; one = one->next) {
            count++;
        }
        g_assert_cmpuint(count, ==, MIN(lines, 4));
        g_string_free(extra, TRUE);
        scene_free(play);
    }
}

/* The bytes of a request are there until its final response. */
static void
test_kept_request(void)
{
    scene *play = scene_new();
    sip_message message;

    SCENE(play, STEP(0, A, B, "INVITE", .extra = "Subject: hello\n\nv=0\n"), STEP(10, B, A, "180 Ringing"));
    const sip_request *request = &scene_transaction(play, 1)->request;
    g_assert_true(sip_request_message(request, &message));
    g_assert_true(sip_text_is(message.method, "INVITE"));
    g_assert_true(sip_text_equal(message.body, sip_text_of("v=0\r\n")));
    SCENE(play, STEP(20, B, A, "200 OK"));
    g_assert_false(sip_request_message(request, &message));
    SCENE(play, STEP(600, A, B, "INVITE", .kind = SCENE_AGAIN));
    g_assert_false(sip_request_message(request, &message));
    g_assert_false(sip_request_message(&SIP_REQUEST_UNSEEN, &message));
    scene_free(play);
}

/* Not longer than five minutes, whatever message shows how late it is. */
static void
test_kept_requests_are_forgotten(void)
{
    static const scene_step later[] = { STEP(0, C, B, "OPTIONS"), STEP(0, C, B, "ACK"), STEP(0, B, C, "200 OK", .of = 1) };
    sip_message message;

    for (size_t i = 0; i < G_N_ELEMENTS(later); i++) {
        scene *play = scene_new();
        scene_step step = later[i];
        SCENE(play, STEP(0, C, B, "MESSAGE"), STEP(1000, A, B, "INVITE"));
        const sip_request *request = &scene_transaction(play, 2)->request;
        step.at = 301000;
        SCENE(play, step);
        g_assert_true(sip_request_message(request, &message));
        step.at = 301001;
        SCENE(play, step);
        g_assert_false(sip_request_message(request, &message));
        scene_free(play);
    }
}

/* The oldest ones go when all of them are too large. */
static void
test_kept_requests_have_a_limit(void)
{
    const size_t size = (size_t)1024 * 1024;
    char *body = g_strnfill(size, 'x');
    scene *play = scene_new();
    sip_message message;
    size_t kept = 0;

    for (gint64 i = 0; i < 100; i++) {
        say(play, i, A, B, "MESSAGE sip:b SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK%d\r\nCSeq: 1 MESSAGE\r\n\r\n%s", (int)i,
            body);
    }
    for (guint32 frame = 1; frame <= 100; frame++) {
        const bool is_kept = sip_request_message(&scene_transaction(play, frame)->request, &message);
        g_assert_true(is_kept || kept == 0);
        kept += is_kept ? 1 : 0;
    }
    g_assert_cmpuint(kept, >=, 60);
    g_assert_cmpuint(kept * size, <=, KEPT_BYTES);
    scene_free(play);
    g_free(body);
}

static void
assert_kept(const sip_kept_message *kept, const char *start)
{
    sip_message message;

    g_assert_true(kept_message_read(kept, &message));
    g_assert_cmpmem(message.start_line.at, message.start_line.size, start, strlen(start));
}

/* A device that sends messages on with the Via that they came with: each hop has transactions of its own. */
static void
test_one_branch_at_two_hops(void)
{
    static const char via[] = "Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKsame\nCSeq: 7 INVITE\n";
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE", .extra = via), STEP(1, B, A, "100 Trying"),
          STEP(60, C, "10.0.0.7:5060", "INVITE", .extra = via), STEP(200, "10.0.0.7:5060", C, "100 Trying"),
          STEP(400, C, "10.0.0.7:5060", "INVITE", .kind = SCENE_AGAIN), STEP(500, "10.0.0.7:5060", C, "200 OK", .of = 3),
          STEP(510, B, A, "200 OK", .of = 1));
    g_assert_true(scene_transaction(play, 1) == scene_transaction(play, 7));
    g_assert_true(scene_transaction(play, 3) != scene_transaction(play, 1));
    g_assert_true(scene_transaction(play, 3) == scene_transaction(play, 6));
    g_assert_true(scene_transaction(play, 3)->parent == scene_transaction(play, 1));
    g_assert_cmpuint(scene_transaction(play, 1)->transmissions, ==, 1);
    g_assert_cmpuint(scene_transaction(play, 3)->transmissions, ==, 2);
    g_assert_cmpuint(scene_diagnosis(play, 4)->request_frame, ==, 3);
    g_assert_false(scene_diagnosis(play, 4)->retransmission);
    scene_free(play);
}

/* One end that differs is that of a NAT, or of an endpoint with two addresses. */
static void
test_one_branch_at_two_addresses(void)
{
    static const char via[] = "Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKsame\nCSeq: 7 INVITE\n";
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE", .extra = via), STEP(1, C, B, "INVITE", .extra = via),
          STEP(50, B, C, "180 Ringing", .of = 1), STEP(90, "10.0.0.7:5060", A, "200 OK", .of = 1));
    for (guint32 frame = 2; frame <= 4; frame++) {
        g_assert_true(scene_transaction(play, frame) == scene_transaction(play, 1));
    }
    scene_free(play);
}

/* What is known of a dialog is known for each hop: other ACKs go there, and other Contacts are sent. */
static void
test_dialog_of_each_hop(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED), STEP(50, B, P, "200 OK"),
          STEP(51, P, A, "200 OK", .kind = SCENE_FORWARDED), STEP(60, A, P, "ACK", .extra = "To: <sip:b@x>;tag=10-0-0-2-5060\n"),
          STEP(61, P, B, "ACK", .kind = SCENE_FORWARDED));
    const sip_dialog *below = scene_transaction(play, 1)->call->dialogs;
    const sip_dialog *above = below->next;
    g_assert_cmpstr(below->client, ==, P);
    g_assert_cmpuint(below->response_frame, ==, 3);
    g_assert_cmpstr(above->client, ==, A);
    g_assert_cmpuint(above->response_frame, ==, 4);
    g_assert_cmpuint(above->ack_frame, ==, 5);
    g_assert_cmpstr(above->ack_server, ==, P);
    g_assert_cmpuint(below->ack_frame, ==, 6);
    g_assert_cmpstr(below->ack_server, ==, B);
    assert_kept(below->ack, "ACK sip:bob@example.test SIP/2.0");
    g_assert_null(above->next);
    scene_free(play);
}

static void
test_dialog_keeps_its_messages(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE"), STEP(10, B, A, "200 OK", .of = 1), STEP(400000, A, P, "OPTIONS"),
          STEP(400010, A, P, "INVITE", .kind = SCENE_IN_DIALOG, .extra = "To: <sip:bob@example.test>;tag=10-0-0-2-5060\n"),
          STEP(400020, P, A, "200 OK"));
    const sip_call *call = scene_transaction(play, 1)->call;
    const sip_dialog *dialog = call->dialogs;
    g_assert_cmpuint(dialog->request_frame, ==, 1);
    g_assert_cmpuint(dialog->response_frame, ==, 2);
    g_assert_cmpstr(dialog->from_tag, ==, "10-0-0-1-5060");
    g_assert_cmpstr(dialog->to_tag, ==, "10-0-0-2-5060");
    g_assert_cmpstr(dialog->client, ==, A);
    g_assert_cmpstr(dialog->server, ==, P);
    g_assert_cmpstr(dialog->responder, ==, B);
    g_assert_null(dialog->next);
    assert_kept(dialog->request, "INVITE sip:bob@example.test SIP/2.0");
    assert_kept(dialog->response, "SIP/2.0 200 OK");
    SCENE(play,
          STEP(500000, B, A, "BYE", .extra = "From: <sip:bob@example.test>;tag=10-0-0-2-5060\nTo: <sip:a@x>;tag=10-0-0-1-5060\n"),
          STEP(500010, A, B, "481 Call/Transaction Does Not Exist"));
    g_assert_nonnull(dialog->request);
    SCENE(play,
          STEP(500020, B, A, "BYE", .extra = "From: <sip:bob@example.test>;tag=10-0-0-2-5060\nTo: <sip:a@x>;tag=10-0-0-1-5060\n"),
          STEP(500030, A, B, "200 OK"));
    g_assert_null(dialog->request);
    g_assert_null(dialog->response);
    g_assert_true(call->dialogs == dialog);
    scene_free(play);
}

static void
test_dialogs_of_a_fork(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE"));
    for (gint64 i = 1; i <= SIP_CALL_MAX_DIALOGS + 2; i++) {
        char *to = g_strdup_printf("To: <sip:bob@example.test>;tag=t%d\n", (int)i);
        SCENE(play, STEP(i * 1000, P, A, "200 OK", .extra = to));
        g_free(to);
    }
    const sip_call *call = scene_transaction(play, 1)->call;
    unsigned count = 0;
    for (const sip_dialog *dialog = call->dialogs; dialog != NULL; dialog = dialog->next) {
        assert_kept(dialog->request, "INVITE sip:bob@example.test SIP/2.0");
        g_assert_cmpuint(dialog->response_frame, ==, 2 + count);
        count++;
    }
    g_assert_cmpuint(count, ==, SIP_CALL_MAX_DIALOGS);
    SCENE(play, STEP(30000, A, P, "BYE", .extra = "To: <sip:bob@example.test>;tag=t2\n"), STEP(30010, P, A, "200 OK"));
    g_assert_nonnull(call->dialogs->request);
    g_assert_null(call->dialogs->next->request);
    g_assert_nonnull(call->dialogs->next->next->request);
    scene_free(play);
}

static void
test_dialog_by_both_tags(void)
{
    static const struct {
        const char *from;
        const char *to;
        bool is_dialog;
    } cases[] = {
        { "10-0-0-1-5060", "10-0-0-2-5060", true },
        { "10-0-0-2-5060", "10-0-0-1-5060", true },
        { "10-0-0-1-5060", "10-0-0-1-5060", false },
        { "10-0-0-1-5060", "x", false },
        { "x", "10-0-0-2-5060", false },
        { "10-0-0-1-506", "10-0-0-2-5060", false },
    };
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "SUBSCRIBE"), STEP(10, B, A, "200 OK"));
    const sip_call *call = scene_transaction(play, 1)->call;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const sip_dialog *dialog = dialog_find(call->dialogs, sip_text_of(cases[i].from), sip_text_of(cases[i].to));
        g_assert_true(dialog == (cases[i].is_dialog ? call->dialogs : NULL));
    }
    g_assert_null(dialog_find(call->dialogs, sip_text_of("10-0-0-1-5060"), (sip_text){ NULL, 0 }));
    scene_free(play);
}

static void
test_large_messages_of_a_dialog_are_not_kept(void)
{
    scene *play = scene_new();
    char *large = g_strdup_printf("Subject: %065536d\n", 0);

    SCENE(play, STEP(0, A, B, "INVITE", .extra = large), STEP(10, B, A, "200 OK"));
    const sip_dialog *dialog = scene_transaction(play, 1)->call->dialogs;
    g_assert_cmpuint(dialog->request_frame, ==, 1);
    g_assert_null(dialog->request);
    g_assert_nonnull(dialog->response);
    g_free(large);
    scene_free(play);
}

#define OWN_BRANCH "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKack\n"
#define OTHER_TAG "To: <sip:bob@example.test>;tag=other\n"

/* The ACK to a 2xx has a branch of its own, that to a failure has its INVITE's; both are of one client, number and To tag. */
static void
test_ack_of_invite(void)
{
    static const struct {
        const char *name;
        const char *response;
        const char *from;
        const char *extra; /* of the ACK */
        guint32 frame;
    } cases[] = {
        { "to a 2xx", "200 OK", A, OWN_BRANCH "To: <sip:bob@example.test>;tag=10-0-0-2-5060\n", 3 },
        { "to a failure", "486 Busy Here", A, "To: <sip:bob@example.test>;tag=10-0-0-2-5060\n", 3 },
        { "with another branch and number", "486 Busy Here", A, OWN_BRANCH "CSeq: 9 ACK\n", 0 },
        { "of another client", "200 OK", P, OWN_BRANCH "To: <sip:bob@example.test>;tag=10-0-0-2-5060\n", 0 },
        { "with another tag", "200 OK", A, OWN_BRANCH OTHER_TAG, 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        scene *play = scene_new();
        g_test_message("%s", cases[i].name);
        SCENE(play, STEP(0, A, B, "INVITE"), STEP(90, B, A, cases[i].response),
              STEP(95, cases[i].from, B, "ACK", .extra = cases[i].extra, .of = 1));
        g_assert_cmpuint(transaction_ack_frame(scene_transaction(play, 1)), ==, cases[i].frame);
        scene_free(play);
    }
}

/* Each hop has its own ACK. */
static void
test_ack_of_each_hop(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .kind = SCENE_FORWARDED), STEP(90, B, P, "200 OK"),
          STEP(91, P, A, "200 OK", .kind = SCENE_FORWARDED),
          STEP(95, A, P, "ACK", .extra = OWN_BRANCH "To: <sip:bob@example.test>;tag=10-0-0-2-5060\n"),
          STEP(96, P, B, "ACK", .kind = SCENE_FORWARDED));
    g_assert_cmpuint(transaction_ack_frame(scene_transaction(play, 1)), ==, 5);
    g_assert_cmpuint(transaction_ack_frame(scene_transaction(play, 2)), ==, 6);
    scene_free(play);
}

static void
test_icmp_error_is_kept(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE"), STEP(1, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = { "10.0.0.2", 3, 3, false }),
          STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = { "10.0.0.254", 3, 1, false }));
    const sip_progress *progress = transaction_progress(scene_transaction(play, 1));
    g_assert_cmpuint(progress->icmp_frame, ==, 2);
    g_assert_cmpstr(progress->icmp.sender, ==, "10.0.0.2");
    g_assert_cmpuint(progress->icmp.type, ==, 3);
    g_assert_cmpuint(progress->icmp.code, ==, 3);
    g_assert_false(progress->icmp.is_v6);
    scene_free(play);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/legs/headers", test_legs_by_header);
    g_test_add_func("/legs/several", test_legs_of_several_calls);
    g_test_add_func("/legs/proxy", test_leg_by_header_behind_a_proxy);
    g_test_add_func("/legs/all", test_all_legs);
    g_test_add_func("/legs/caller", test_no_leg_of_the_caller);
    g_test_add_func("/late-parent", test_hop_before_comes_later);
    g_test_add_func("/match/two-elements", test_same_branch_of_two_elements);
    g_test_add_func("/match/cancel", test_cancel_shares_the_branch);
    g_test_add_func("/match/without-cookie", test_branches_without_cookie);
    g_test_add_func("/match/cookie-case", test_cookie_in_any_case);
    g_test_add_func("/match/compact-tcp", test_compact_headers_over_tcp);
    g_test_add_func("/match/ipv6", test_ipv6);
    g_test_add_func("/match/nat", test_nat);
    g_test_add_func("/match/two-hops", test_one_branch_at_two_hops);
    g_test_add_func("/match/two-addresses", test_one_branch_at_two_addresses);
    g_test_add_func("/dialog/hops", test_dialog_of_each_hop);
    g_test_add_func("/match/response-without-request", test_response_without_request);
    g_test_add_func("/match/response-without-via", test_response_without_via);
    g_test_add_func("/match/request-without-via", test_request_without_via);
    g_test_add_func("/match/capture-begins-late", test_capture_begins_in_the_middle);
    g_test_add_func("/match/huge", test_huge_texts);
    g_test_add_func("/match/many", test_many_transactions_of_one_call);
    g_test_add_func("/repeat/requests", test_request_retransmissions);
    g_test_add_func("/repeat/mirror-port", test_duplicates_of_a_mirror_port);
    g_test_add_func("/branch/two-answers", test_answers_of_two_forks);
    g_test_add_func("/branch/proxy", test_branches_of_a_proxy);
    g_test_add_func("/branch/via-on-one-line", test_second_via_on_the_first_line);
    g_test_add_func("/branch/pbx", test_legs_of_a_pbx);
    g_test_add_func("/call/id-used-again", test_call_id_used_again_after_bye);
    g_test_add_func("/call/sides", test_sides_and_acks);
    g_test_add_func("/endpoint/icmp", test_icmp_error);
    g_test_add_func("/transaction/icmp-error-for-response", test_icmp_error_for_response);
    g_test_add_func("/transaction/ack-finds-its-invite", test_ack_finds_its_invite);
    g_test_add_func("/endpoint/probes", test_probes);
    g_test_add_func("/endpoint/many-probes", test_many_probed_destinations);
    g_test_add_func("/branch/one-client", test_calls_of_one_client_to_its_own_host);
    g_test_add_func("/branch/equal-vias", test_equal_vias_make_no_parent);
    g_test_add_func("/branch/cycle", test_longer_cycles_of_parents);
    g_test_add_func("/branch/waiting", test_waiting_for_a_parent);
    g_test_add_func("/branch/long-chain", test_long_chain_of_parents);
    g_test_add_func("/branch/many", test_children_are_limited);
    g_test_add_func("/repeat/status-0", test_status_zero);
    g_test_add_func("/repeat/previous", test_previous_of_a_mirror_port);
    g_test_add_func("/match/ack", test_response_to_ack);
    g_test_add_func("/ack/of-invite", test_ack_of_invite);
    g_test_add_func("/ack/of-each-hop", test_ack_of_each_hop);
    g_test_add_func("/icmp", test_icmp_error_is_kept);
    g_test_add_func("/match/all-bytes", test_all_bytes_of_a_key_count);
    g_test_add_func("/credentials", test_credentials_of_a_request);
    g_test_add_func("/kept/request", test_kept_request);
    g_test_add_func("/kept/forgotten", test_kept_requests_are_forgotten);
    g_test_add_func("/kept/limit", test_kept_requests_have_a_limit);
    g_test_add_func("/dialog/kept", test_dialog_keeps_its_messages);
    g_test_add_func("/dialog/fork", test_dialogs_of_a_fork);
    g_test_add_func("/dialog/tags", test_dialog_by_both_tags);
    g_test_add_func("/dialog/large", test_large_messages_of_a_dialog_are_not_kept);
    return g_test_run();
}
