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
    g_assert_true(scene_transaction(play, 3)->progress->cancelled == scene_transaction(play, 1));
    g_assert_cmpuint(scene_transaction(play, 1)->progress->cancel_frame, ==, 3);
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
    g_assert_cmpuint(transaction->call->dialog_frame, ==, 2);
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
        { STEP(5, P, A, "180 Ringing"), STEP(59000, P, B, "INVITE sip:carol@x", .extra = LEG_OF_ALICE), true },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE", .extra = LEG_OF_CAROL), true },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE sip:dora@x", .extra = LEG_OF_CAROL), false },
        { STEP(5, P, A, "100 Trying"), STEP(61000, P, B, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "486 Busy Here"), STEP(10, P, B, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "200 OK"), STEP(10, P, B, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, C, B, "INVITE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = "Call-ID: leg2\n"), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "MESSAGE", .extra = LEG_OF_ALICE), false },
        { STEP(5, P, A, "100 Trying"), STEP(10, P, B, "INVITE", .extra = "From: <sip:alice@pbx>;tag=p\n"), false },
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
    g_assert_cmpuint(transaction->progress->ringing_frame, ==, 1);
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
    g_assert_cmpuint(call->dialog_frame, ==, 2);
    g_assert_cmpuint(call->bye_frame, ==, 4);
    SCENE(play, STEP(500, A, B, "INVITE"));
    g_assert_true(scene_transaction(play, 6)->call == call);
    g_assert_cmpuint(call->dialog_frame, ==, 0);
    g_assert_cmpuint(call->bye_frame, ==, 0);
    SCENE(play, STEP(510, B, A, "200 OK"), STEP(600, A, B, "BYE", .kind = SCENE_IN_DIALOG),
          STEP(610, B, A, "481 Call/Transaction Does Not Exist"));
    g_assert_cmpuint(call->dialog_frame, ==, 7);
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
    g_assert_cmpuint(strlen(scene_transaction(play, 2)->call->id), ==, TEXT_POOL_BYTES);
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
    g_assert_null(scene_transaction(play, 3));
    g_assert_cmpuint(call->ack_frame, ==, 3);
    g_assert_cmpuint(call->ack_cseq, ==, 1);
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
    g_assert_cmpuint(scene_transaction(play, 1)->progress->icmp_frame, ==, 2);
    g_assert_cmpuint(scene_transaction(play, 1)->transmissions, ==, 1);
    scene_free(play);
}

static void
test_probes(void)
{
    scene *play = scene_new();
    const sip_endpoint *prober;

    SCENE(play, STEP(0, P, B, "OPTIONS"), STEP(5, P, C, "OPTIONS", .extra = "Call-ID: other\n"));
    prober = scene_transaction(play, 1)->client;
    g_assert_true(prober->open_probe == scene_transaction(play, 1));
    SCENE(play, STEP(50, B, P, "404 Not Found"));
    g_assert_null(prober->open_probe);
    scene_free(play);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/match/two-elements", test_same_branch_of_two_elements);
    g_test_add_func("/match/cancel", test_cancel_shares_the_branch);
    g_test_add_func("/match/without-cookie", test_branches_without_cookie);
    g_test_add_func("/match/cookie-case", test_cookie_in_any_case);
    g_test_add_func("/match/compact-tcp", test_compact_headers_over_tcp);
    g_test_add_func("/match/ipv6", test_ipv6);
    g_test_add_func("/match/nat", test_nat);
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
    g_test_add_func("/element/icmp", test_icmp_error);
    g_test_add_func("/element/probes", test_probes);
    return g_test_run();
}
