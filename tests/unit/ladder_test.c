/* ladder_test.c
 * Which elements and messages the ladder of a failure has, and what is kept for it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"
#include "ladder.h"
#include "reported.h"

#include <string.h>

/*
 * Elements are separated by " | ", their addresses by a comma. A message is "FRAME FROM>TO WHAT", with the numbers of elements, "~" if it
 * is relayed, "xN" if it was sent N times, "/LEG" but in the first leg, and "!" or "*" for the failure or its origin.
 */
typedef struct {
    const char *name;
    const char *elements;
    const char *messages;
    scene_step steps[MAX_STEPS];
} ladder_case;

#define PHONE_1 "203.0.113.5:1024"
#define PHONE_2 "203.0.113.5:2048"
#define TCP_1 "10.0.0.1:40001"
#define TCP_2 "10.0.0.1:40002"
#define PBX_OUT "10.0.0.9:5080"
#define INSIDE "192.0.2.9:5060"
#define LEG_TWO "Call-ID: leg2\nFrom: <sip:alice@pbx>;tag=p\n"

/* A ladder has no more. */
static const guint most_messages = 2 * LADDER_LOG_EDGE;

static const ladder_case cases[] = {
    { "refused",
      "A | B",
      "1 0>1 INVITE, 2 1>0 100 Trying, 3 1>0 486 Busy Here!, 4 0>1 ACK",
      { STEP(0, A, B, "INVITE"), STEP(1, B, A, "100 Trying"), STEP(90, B, A, "486 Busy Here"), STEP(91, A, B, "ACK") } },
    { "through-proxy",
      "A | P | B",
      "1 0>1 INVITE, 2 1>2 INVITE~, 3 2>1 486 Busy Here*, 4 1>2 ACK, 5 1>0 486 Busy Here~!, 6 0>1 ACK",
      { STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED), STEP(90, B, P, "486 Busy Here"),
        STEP(91, P, B, "ACK"), STEP(92, P, A, "486 Busy Here", .kind = SCENE_FORWARDED), STEP(93, A, P, "ACK") } },
    { "repeated",
      "A | B",
      "1 0>1 INVITE x3, 4 1>0 486 Busy Here x2!",
      { STEP(0, A, B, "INVITE"), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN), STEP(1500, A, B, "INVITE", .kind = SCENE_AGAIN),
        STEP(1600, B, A, "486 Busy Here"), STEP(2100, B, A, "486 Busy Here", .kind = SCENE_AGAIN) } },
    /* What a mirror port shows twice was sent once. */
    { "captured-twice",
      "A | B",
      "1 0>1 INVITE, 3 1>0 486 Busy Here!",
      { STEP(0, A, B, "INVITE"), STEP(0, A, B, "INVITE", .kind = SCENE_AGAIN), STEP(90, B, A, "486 Busy Here"),
        STEP(90, B, A, "486 Busy Here", .kind = SCENE_AGAIN) } },
    { "captured-twice-in-turn",
      "A | B",
      "1 0>1 INVITE, 2 1>0 180 Ringing, 3 1>0 486 Busy Here x2!",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(92, B, A, "486 Busy Here"),
        STEP(95, B, A, "180 Ringing", .kind = SCENE_AGAIN), STEP(97, B, A, "486 Busy Here", .kind = SCENE_AGAIN),
        STEP(592, B, A, "486 Busy Here", .kind = SCENE_AGAIN), STEP(597, B, A, "486 Busy Here", .kind = SCENE_AGAIN) } },
    /* Two phones ring, and one of them does so once more after its announcement. */
    { "dialogs-in-turn",
      "A | B",
      "1 0>1 INVITE, 2 1>0 180 Ringing x2, 3 1>0 180 Ringing x2, 6 1>0 183 Session Progress, 7 1>0 180 Ringing, 8 1>0 486 Busy "
      "Here!",
      { STEP(0, A, B, "INVITE"), STEP(1000, B, A, "180 Ringing"), STEP(2000, B, A, "180 Ringing", .extra = "To: <sip:b@x>;tag=2\n"),
        STEP(3000, B, A, "180 Ringing", .kind = SCENE_AGAIN, .of = 2),
        STEP(4000, B, A, "180 Ringing", .kind = SCENE_AGAIN, .of = 3), STEP(5000, B, A, "183 Session Progress"),
        STEP(6000, B, A, "180 Ringing"), STEP(7000, B, A, "486 Busy Here") } },
    /* Two phones were busy, and repeat it as long as nobody acknowledges it. */
    { "refused-in-turn",
      "A | B",
      "1 0>1 INVITE, 2 1>0 486 Busy Here x2!, 3 1>0 486 Busy Here x2",
      { STEP(0, A, B, "INVITE"), STEP(1000, B, A, "486 Busy Here"),
        STEP(1100, B, A, "486 Busy Here", .extra = "To: <sip:b@x>;tag=2\n"),
        STEP(1500, B, A, "486 Busy Here", .kind = SCENE_AGAIN, .of = 2),
        STEP(1600, B, A, "486 Busy Here", .kind = SCENE_AGAIN, .of = 3) } },
    { "fork",
      "A | P | B | C",
      "1 0>1 INVITE, 2 1>2 INVITE~, 3 1>3 INVITE~, 4 2>1 486 Busy Here*, 5 3>1 480 Temporarily Unavailable, "
      "6 1>0 486 Busy Here~!",
      { STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED), STEP(2, P, C, "INVITE", .kind = SCENE_FORWARDED),
        STEP(90, B, P, "486 Busy Here"), STEP(95, C, P, "480 Temporarily Unavailable"),
        STEP(96, P, A, "486 Busy Here", .kind = SCENE_FORWARDED) } },
    { "b2bua-from-another-port",
      "A | P,10.0.0.9:5080 | B",
      "1 0>1 INVITE, 2 1>2 INVITE/2, 3 2>1 603 Decline/2*, 4 1>0 403 Forbidden!",
      { STEP(0, A, P, "INVITE"), STEP(1, PBX_OUT, B, "INVITE", .extra = LEG_TWO), STEP(90, B, PBX_OUT, "603 Decline"),
        STEP(91, P, A, "403 Forbidden", .of = 1) } },
    { "two-phones-behind-one-address",
      PHONE_1 " | P | " PHONE_2,
      "1 0>1 INVITE, 2 1>2 INVITE~, 3 2>1 486 Busy Here*, 4 1>0 486 Busy Here~!",
      { STEP(0, PHONE_1, P, "INVITE"), STEP(1, P, PHONE_2, "INVITE", .kind = SCENE_FORWARDED),
        STEP(90, PHONE_2, P, "486 Busy Here"), STEP(91, P, PHONE_1, "486 Busy Here", .kind = SCENE_FORWARDED) } },
    { "one-phone-with-two-connections",
      TCP_1 "," TCP_2 " | B",
      "1 0>1 REGISTER, 2 1>0 401 Unauthorized, 3 0>1 REGISTER, 4 1>0 403 Forbidden!",
      { STEP(0, TCP_1, B, "REGISTER"), STEP(9, B, TCP_1, "401 Unauthorized", .extra = OFFERS("n")),
        STEP(20, TCP_2, B, "REGISTER", .extra = USES("n")), STEP(29, B, TCP_2, "403 Forbidden") } },
    { "request-to-itself",
      "A | P",
      "1 0>1 INVITE, 2 1>1 INVITE~, 3 1>1 482 Loop Detected*, 4 1>0 482 Loop Detected~!",
      { STEP(0, A, P, "INVITE"), STEP(1, P, P, "INVITE", .kind = SCENE_FORWARDED), STEP(2, P, P, "482 Loop Detected", .of = 2),
        STEP(3, P, A, "482 Loop Detected", .kind = SCENE_FORWARDED, .of = 3) } },
    { "icmp",
      "A | B",
      "1 0>1 INVITE!, 2 1>0 ICMP port unreachable",
      { STEP(0, A, B, "INVITE"), STEP(1, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = { "10.0.0.2", 3, 3, false }) } },
    { "icmp-for-response",
      "A | B",
      "1 0>1 INVITE, 2 1>0 486 Busy Here!, 3 0>1 ICMP error",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "486 Busy Here"),
        STEP(91, B, A, "486 Busy Here", .kind = SCENE_QUOTED, .icmp = { "10.0.0.1", 3, 3, false }) } },
    { "icmp-for-ack",
      "A | B",
      "1 0>1 INVITE, 2 1>0 200 OK, 3 0>1 ACK, 4 1>0 ICMP error, 5 0>1 BYE, 6 1>0 500 Server Internal Error!",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"),
        STEP(91, A, B, "ACK", .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bKx\n"),
        STEP(92, A, B, "ACK", .kind = SCENE_QUOTED, .icmp = { "10.0.0.2", 3, 3, false }),
        STEP(5000, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(5001, B, A, "500 Server Internal Error") } },
    /* The set-up of the call explains why its BYE fails. */
    { "in-call",
      "A | B",
      "1 0>1 INVITE, 2 1>0 200 OK, 3 0>1 ACK, 4 0>1 BYE, 5 1>0 500 Server Internal Error!",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(91, A, B, "ACK"), STEP(5000, A, B, "BYE", .kind = SCENE_IN_DIALOG),
        STEP(5001, B, A, "500 Server Internal Error") } },
    /* Of pings with one Call-ID only the one that failed. */
    { "ping",
      "A | B",
      "3 0>1 OPTIONS, 4 1>0 503 Service Unavailable!",
      { STEP(0, A, B, "OPTIONS"), STEP(1, B, A, "200 OK"), STEP(9000, A, B, "OPTIONS"),
        STEP(9001, B, A, "503 Service Unavailable") } },
    { "round-of-authentication",
      "A | B",
      "3 0>1 MESSAGE, 4 1>0 407 Proxy Authentication Required, 5 0>1 MESSAGE, 6 1>0 404 Not Found!",
      { STEP(0, A, B, "MESSAGE"), STEP(1, B, A, "200 OK"), STEP(9000, A, B, "MESSAGE"),
        STEP(9001, B, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("n")),
        STEP(9010, A, B, "MESSAGE", .extra = PROXY_USES("n")), STEP(9011, B, A, "404 Not Found") } },
    { "refresh-that-fails",
      "A | B",
      "3 0>1 REGISTER, 4 1>0 403 Forbidden!",
      { STEP(0, A, B, "REGISTER"), STEP(1, B, A, "200 OK"), STEP(9000, A, B, "REGISTER"), STEP(9001, B, A, "403 Forbidden") } },
    { "unanswered",
      "A | B",
      "1 0>1 OPTIONS x3!",
      { STEP(0, A, B, "OPTIONS"), STEP(500, A, B, "OPTIONS", .kind = SCENE_AGAIN),
        STEP(33000, A, B, "OPTIONS", .kind = SCENE_AGAIN) } },
    /* A client that sends its request on to another server with the branch that it has. */
    { "unanswered-by-two",
      "A | B | C",
      "1 0>1 OPTIONS x2!, 3 0>2 OPTIONS x2",
      { STEP(0, A, B, "OPTIONS"), STEP(500, A, B, "OPTIONS", .kind = SCENE_AGAIN),
        STEP(1000, A, C, "OPTIONS", .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bK1\nCSeq: 1 OPTIONS\n"),
        STEP(33000, A, C, "OPTIONS", .kind = SCENE_AGAIN) } },
    /* Frames that two interfaces captured, and captures of two places with clocks that differ. */
    { "response-before-request",
      "A | B",
      "1 1>0 100 Trying, 2 0>1 INVITE, 3 1>0 486 Busy Here!",
      { STEP(0, B, A, "100 Trying",
             .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bK2\nFrom: <sip:alice@example.test>;tag=10-0-0-1-5060\n"),
        STEP(0, A, B, "INVITE"), STEP(90, B, A, "486 Busy Here") } },
    { "relay-before-request",
      "A | P | B",
      "1 1>2 INVITE~, 2 0>1 INVITE, 3 2>1 486 Busy Here*, 4 1>0 486 Busy Here~!",
      { STEP(0, P, B, "INVITE",
             .extra = "Via: SIP/2.0/UDP " P ";branch=z9hG4bK1\nVia: SIP/2.0/UDP " A
                      ";branch=z9hG4bK2\nFrom: <sip:alice@example.test>;tag=10-0-0-1-5060\nCSeq: 7 INVITE\n"),
        STEP(0, A, P, "INVITE", .extra = "CSeq: 7 INVITE\n"), STEP(90, B, P, "486 Busy Here"),
        STEP(91, P, A, "486 Busy Here", .kind = SCENE_FORWARDED, .of = 3) } },
    /* A client that uses one Call-ID for call after call. */
    { "second-call-of-one-call-id",
      "A | B",
      "6 0>1 INVITE, 7 1>0 486 Busy Here!, 8 0>1 ACK",
      { STEP(0, A, B, "INVITE"), STEP(1, B, A, "200 OK"), STEP(2, A, B, "ACK"), STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG),
        STEP(901, B, A, "200 OK"), STEP(9000, A, B, "INVITE"), STEP(9001, B, A, "486 Busy Here"), STEP(9002, A, B, "ACK") } },
    /* A proxy between two networks. */
    { "proxy-with-two-addresses",
      "A | P,192.0.2.9:5060 | B",
      "1 0>1 INVITE, 2 1>2 INVITE~, 3 2>1 486 Busy Here*, 4 1>0 486 Busy Here~!",
      { STEP(0, A, P, "INVITE"), STEP(1, INSIDE, B, "INVITE", .kind = SCENE_FORWARDED, .of = 1),
        STEP(90, B, INSIDE, "486 Busy Here"), STEP(91, P, A, "486 Busy Here", .kind = SCENE_FORWARDED, .of = 3) } },
    /* Legs of another host may come over a hop that is not captured. */
    { "b2bua-of-another-host",
      "A | P | 192.0.2.9:5060 | B",
      "1 0>1 INVITE, 2 2>3 INVITE/2, 3 3>2 603 Decline/2*, 4 1>0 403 Forbidden!",
      { STEP(0, A, P, "INVITE"), STEP(1, INSIDE, B, "INVITE", .extra = LEG_TWO "X-CID: call\n"), STEP(90, B, INSIDE, "603 Decline"),
        STEP(91, P, A, "403 Forbidden", .of = 1) } },
    { "transfer",
      "A | B",
      "1 0>1 NOTIFY*, 2 1>0 200 OK!",
      { STEP(0, A, B, "NOTIFY", .kind = SCENE_IN_DIALOG, .extra = SIPFRAG("SIP/2.0 486 Busy Here")), STEP(50, B, A, "200 OK") } },
    /* Each 2xx of a fork has an ACK of its own. */
    { "two-dialogs",
      "A | P",
      "1 0>1 INVITE, 2 1>0 200 OK, 3 0>1 ACK, 4 1>0 200 OK, 5 0>1 ACK x2, 7 0>1 BYE, 8 1>0 500 Server Internal Error!",
      { STEP(0, A, P, "INVITE"), STEP(90, P, A, "200 OK"),
        STEP(91, A, P, "ACK", .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bKx\n"),
        STEP(95, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=2\n"),
        STEP(96, A, P, "ACK", .extra = "To: <sip:bob@example.test>;tag=2\nVia: SIP/2.0/UDP " A ";branch=z9hG4bKy\n"),
        STEP(596, A, P, "ACK", .kind = SCENE_AGAIN), STEP(5000, A, P, "BYE", .kind = SCENE_IN_DIALOG),
        STEP(5001, P, A, "500 Server Internal Error") } },
    /* A proxy without state sends on all that it gets, with a branch that depends on nothing else (RFC 3261 16.11). */
    { "stateless-proxy",
      "A | P | B",
      "1 0>1 INVITE, 2 1>2 INVITE~, 3 2>1 486 Busy Here*, 4 1>0 486 Busy Here~!, 5 0>1 ACK, 6 1>2 ACK~",
      { STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED), STEP(90, B, P, "486 Busy Here"),
        STEP(91, P, A, "486 Busy Here", .kind = SCENE_FORWARDED), STEP(92, A, P, "ACK"),
        STEP(93, P, B, "ACK", .extra = "Via: SIP/2.0/UDP " P ";branch=z9hG4bK2\nVia: SIP/2.0/UDP " A ";branch=z9hG4bK1\n") } },
    /* The capture begins within the call. */
    { "ack-alone",
      "A | B",
      "1 1>0 200 OK, 2 0>1 ACK, 3 0>1 BYE, 4 1>0 500 Server Internal Error!",
      { STEP(0, B, A, "200 OK"),
        STEP(1, A, B, "ACK",
             .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bKx\nFrom: <sip:alice@example.test>;tag=a\n"
                      "To: <sip:bob@example.test>;tag=b\nCall-ID: call\nCSeq: 1 ACK\n"),
        STEP(5000, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(5001, B, A, "500 Server Internal Error") } },
    /* The client has to discard them, but they are on the line. */
    { "responses-without-via",
      "A | B",
      "1 0>1 INVITE, 2 1>0 180 Ringing, no Via x2, 4 1>0 486 Busy Here!",
      { STEP(0, A, B, "INVITE"), STEP(1, B, A, "180 Ringing", .without = "Via"), STEP(501, B, A, "180 Ringing", .without = "Via"),
        STEP(900, B, A, "486 Busy Here") } },
    { "response-alone", "A | B", "1 1>0 503 Service Unavailable!", { STEP(0, B, A, "503 Service Unavailable") } },
};

/* The names of the elements as the table has them. */
static void
append_address(GString *text, const char *address)
{
    static const struct {
        const char *address;
        const char *name;
    } names[] = { { A, "A" }, { B, "B" }, { C, "C" }, { P, "P" } };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(names[i].address, address) == 0) {
            g_string_append(text, names[i].name);
            return;
        }
    }
    g_string_append(text, address);
}

static char *
elements_of(const ladder *ladder)
{
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < ladder->elements->len; i++) {
        const ladder_element *element = g_ptr_array_index(ladder->elements, i);
        g_string_append(text, i > 0 ? " | " : "");
        for (guint j = 0; j < element->addresses->len; j++) {
            g_string_append(text, j > 0 ? "," : "");
            append_address(text, g_ptr_array_index(element->addresses, j));
        }
    }
    return g_string_free(text, FALSE);
}

static char *
messages_of(const ladder *ladder)
{
    static const char *const signs[] = { "", "!", "*" };
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < ladder->messages->len; i++) {
        const ladder_message *message = &g_array_index(ladder->messages, ladder_message, i);
        char *what = ladder_what(message);
        g_string_append_printf(text, "%s%u %u>%u %s%s", i > 0 ? ", " : "", message->entry.frame, message->from, message->to, what,
                               message->is_relay ? "~" : "");
        if (message->entry.count > 1) {
            g_string_append_printf(text, " x%u", message->entry.count);
        }
        if (message->leg > 1) {
            g_string_append_printf(text, "/%u", message->leg);
        }
        g_string_append(text, signs[message->mark]);
        g_free(what);
    }
    return g_string_free(text, FALSE);
}

/* The only case of a summary. */
static const report_case *
only_case(const report_summary *summary)
{
    g_assert_cmpuint(summary->failures->len + summary->unanswered->len, ==, 1);
    return g_ptr_array_index(summary->failures->len > 0 ? summary->failures : summary->unanswered, 0);
}

static void
test_case(gconstpointer data)
{
    const ladder_case *wanted = data;
    reported scene;

    reported_begin(&scene);
    scene_play(scene.play, wanted->steps);
    const report_summary *summary = reported_summarise(&scene);
    ladder *ladder = ladder_of_case(summary, only_case(summary));
    char *elements = elements_of(ladder);
    char *messages = messages_of(ladder);
    g_assert_cmpstr(elements, ==, wanted->elements);
    g_assert_cmpstr(messages, ==, wanted->messages);
    g_assert_cmpuint(ladder->left_out, ==, 0);
    g_free(messages);
    g_free(elements);
    ladder_free(ladder);
    reported_end(&scene);
}

/* An INVITE need not wait for the ACK to the one before, and what no INVITE fits has a number of its own. */
static void
test_acks_have_their_invites(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, B, "INVITE"), STEP(1, B, A, "200 OK"), STEP(2, A, B, "INVITE", .kind = SCENE_IN_DIALOG),
          STEP(3, B, A, "500 Server Internal Error"), STEP(4, A, B, "ACK"),
          STEP(5, A, B, "ACK", .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bKx\n", .of = 1),
          STEP(6, A, B, "ACK", .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bKy\nCSeq: 9 ACK\n"));
    const report_summary *summary = reported_summarise(&scene);
    ladder *ladder = ladder_of_case(summary, only_case(summary));
    static const guint transactions[] = { 1, 1, 2, 2, 2, 1, 3 };
    static const guint32 numbers[] = { 1, 1, 2, 2, 2, 1, 9 };
    g_assert_cmpuint(ladder->messages->len, ==, G_N_ELEMENTS(numbers));
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
        const ladder_message *message = &g_array_index(ladder->messages, ladder_message, i);
        g_assert_cmpuint(message->transaction, ==, transactions[i]);
        g_assert_cmpuint(ladder_cseq(message), ==, numbers[i]);
    }
    ladder_free(ladder);
    reported_end(&scene);
}

/* The messages of all responses to one request, each with a To tag of its own. */
static void
test_middle_is_counted(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, B, "INVITE"));
    for (guint i = 0; i < 2 * LADDER_LOG_EDGE + 9; i++) {
        char *to = g_strdup_printf("To: <sip:bob@example.test>;tag=%u\n", i);
        SCENE(scene.play, STEP(100 * (gint64)i, B, A, "180 Ringing", .extra = to));
        g_free(to);
    }
    SCENE(scene.play, STEP(90000, B, A, "486 Busy Here"));
    const report_summary *summary = reported_summarise(&scene);
    ladder *ladder = ladder_of_case(summary, only_case(summary));
    g_assert_cmpuint(ladder->messages->len, ==, most_messages);
    g_assert_cmpuint(ladder->left_out, ==, 11);
    g_assert_cmpuint(ladder->left_out_at, ==, LADDER_LOG_EDGE);
    g_assert_cmpuint(g_array_index(ladder->messages, ladder_message, LADDER_LOG_EDGE - 1).entry.frame, ==, LADDER_LOG_EDGE);
    g_assert_cmpuint(g_array_index(ladder->messages, ladder_message, LADDER_LOG_EDGE).entry.frame, ==, LADDER_LOG_EDGE + 12);
    g_assert_cmpint(g_array_index(ladder->messages, ladder_message, 2 * LADDER_LOG_EDGE - 1).mark, ==, LADDER_FAILURE);
    ladder_free(ladder);
    reported_end(&scene);
}

/* What was left out is of the call before. */
static void
test_gap_is_of_its_call(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, B, "INVITE"), STEP(1, B, A, "200 OK"), STEP(2, A, B, "ACK"));
    for (guint i = 1; i <= 2 * LADDER_LOG_EDGE; i++) {
        SCENE(scene.play, STEP(1000 * (gint64)i, A, B, "INFO", .kind = SCENE_IN_DIALOG),
              STEP(1000 * (gint64)i + 1, B, A, "200 OK"));
    }
    SCENE(scene.play, STEP(500000, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(500001, B, A, "200 OK"),
          STEP(900000, A, B, "INVITE"), STEP(900001, B, A, "486 Busy Here"));
    const report_summary *summary = reported_summarise(&scene);
    ladder *ladder = ladder_of_case(summary, only_case(summary));
    g_assert_cmpuint(ladder->messages->len, ==, 2);
    g_assert_cmpuint(ladder->left_out, ==, 0);
    ladder_free(ladder);
    reported_end(&scene);
}

/* What a case is about is kept, wherever it is in a long call; of very many failures those at the beginning and those at the end. */
static void
test_failures_are_kept(void)
{
    for (guint failing = 1; failing <= 3 * LADDER_LOG_EDGE; failing += 3 * LADDER_LOG_EDGE - 1) {
        reported scene;
        reported_begin(&scene);
        SCENE(scene.play, STEP(0, A, B, "INVITE"), STEP(1, B, A, "200 OK"), STEP(2, A, B, "ACK"));
        for (guint i = 1; i <= 6 * LADDER_LOG_EDGE; i++) {
            const bool fails = i > LADDER_LOG_EDGE && i <= LADDER_LOG_EDGE + failing;
            SCENE(scene.play, STEP(1000 * (gint64)i, A, B, "INFO", .kind = SCENE_IN_DIALOG),
                  STEP(1000 * (gint64)i + 1, B, A, fails ? "500 Server Internal Error" : "200 OK"));
        }
        const report_summary *summary = reported_summarise(&scene);
        ladder *ladder = ladder_of_case(summary, only_case(summary));
        g_assert_cmpuint(ladder->messages->len, ==, most_messages);
        const ladder_message *failure = &g_array_index(ladder->messages, ladder_message, LADDER_LOG_EDGE + 1);
        g_assert_cmpint(failure->mark, ==, LADDER_FAILURE);
        g_assert_cmpuint(failure->entry.frame, ==, 3 + 2 * (LADDER_LOG_EDGE + 1));
        g_assert_cmpuint(ladder->left_out, ==, 3 + 12 * LADDER_LOG_EDGE - 2 * LADDER_LOG_EDGE);
        g_assert_cmpuint(ladder->left_out_at, ==, LADDER_LOG_EDGE);
        ladder_free(ladder);
        reported_end(&scene);
    }
}

/* A fork to more than there is room for: the one that says why keeps its place. */
static void
test_marked_have_their_place(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, P, "INVITE"));
    for (guint i = 0; i <= LADDER_ELEMENTS; i++) {
        char *phone = g_strdup_printf("10.0.1.%u:5060", i);
        SCENE(scene.play, STEP(i + 1, P, phone, "INVITE", .kind = SCENE_FORWARDED, .of = 1));
        g_free(phone);
    }
    const guint32 last = LADDER_ELEMENTS + 2;
    char *phone = g_strdup_printf("10.0.1.%u:5060", LADDER_ELEMENTS);
    SCENE(scene.play, STEP(900, phone, P, "404 Not Found", .of = last),
          STEP(901, P, A, "404 Not Found", .kind = SCENE_FORWARDED, .of = last + 1));
    const report_summary *summary = reported_summarise(&scene);
    ladder *ladder = ladder_of_case(summary, only_case(summary));
    char *messages = messages_of(ladder);
    g_assert_cmpuint(ladder->elements->len, ==, LADDER_ELEMENTS);
    g_assert_nonnull(strstr(messages, "35 31>1 404 Not Found*, 36 1>0 404 Not Found~!"));
    g_assert_cmpuint(ladder->left_out, ==, 3);
    g_free(messages);
    g_free(phone);
    ladder_free(ladder);
    reported_end(&scene);
}

/* Refreshes that went well make room for the one that fails, however many came before and after it. */
static void
test_refreshes_make_room(void)
{
    reported scene;

    reported_begin(&scene);
    for (guint i = 0; i < 6 * LADDER_LOG_EDGE; i++) {
        SCENE(scene.play, STEP(60000 * (gint64)i, A, B, "REGISTER"),
              STEP(60000 * (gint64)i + 9, B, A, i == 3 * LADDER_LOG_EDGE ? "403 Forbidden" : "200 OK"));
    }
    const report_summary *summary = reported_summarise(&scene);
    ladder *ladder = ladder_of_case(summary, only_case(summary));
    char *messages = messages_of(ladder);
    g_assert_cmpstr(messages, ==, "301 0>1 REGISTER, 302 1>0 403 Forbidden!");
    g_free(messages);
    ladder_free(ladder);
    reported_end(&scene);
}

static bool
is_of_every_other_call(const ladder_call *call, void *calls)
{
    const sip_transaction *transaction = g_array_index(call->entries, ladder_entry, 0).transaction;

    return (transaction->call - (const sip_call *)calls) % 2 == 0;
}

static void
test_calls_have_a_bound(void)
{
    const guint count = LADDER_LOG_CALLS + 4;
    sip_call *calls = g_new0(sip_call, count);
    sip_transaction *transactions = g_new0(sip_transaction, count);
    ladder_log *log = ladder_log_new(is_of_every_other_call, calls);

    for (guint i = 0; i < count; i++) {
        transactions[i].call = &calls[i];
        transactions[i].method = "INVITE";
        const ladder_entry message = { .transaction = &transactions[i], .from = A, .to = B, .frame = i + 1, .time = i };
        ladder_log_add(log, &message);
    }
    /* Four calls had to go, of which two are wanted. */
    for (guint i = 0; i < count; i++) {
        const ladder_call *kept = ladder_log_find(log, &calls[i]);
        g_assert_cmpint(kept != NULL, ==, i >= 4 || i % 2 == 0);
    }
    /* A call that is active again counts as one of the latest. */
    const ladder_entry again = { .transaction = &transactions[4], .from = B, .to = A, .frame = count + 1, .kind = LADDER_ACK };
    ladder_log_add(log, &again);
    const ladder_entry first = { .transaction = &transactions[1], .from = A, .to = B, .frame = count + 2 };
    ladder_log_add(log, &first);
    g_assert_cmpuint(ladder_log_find(log, &calls[4])->entries->len, ==, 2);
    g_assert_null(ladder_log_find(log, &calls[5]));
    g_assert_cmpuint(ladder_log_find(log, &calls[1])->entries->len, ==, 1);
    ladder_log_free(log);
    g_free(transactions);
    g_free(calls);
}

/* Without report_keep_messages() nothing is kept, and a ladder is empty. */
static void
test_nothing_is_kept_unasked(void)
{
    report *report = report_new();
    sip_call call = { .id = "call" };
    const sip_transaction transaction = { .method = "INVITE", .call = &call };
    const ladder_entry message = { .transaction = &transaction, .from = A, .to = B, .frame = 1 };

    report_add(report, &transaction, NULL, 0);
    report_add_message(report, &message);
    report_summary *summary = report_summarise(report, catalog_of_language("en"));
    const report_case any = { .transaction = &transaction, .result = &(const diagnosis){ .code = 0 } };
    ladder *ladder = ladder_of_case(summary, &any);
    g_assert_cmpuint(ladder->messages->len, ==, 0);
    g_assert_cmpuint(ladder->elements->len, ==, 0);
    ladder_free(ladder);
    report_summary_free(summary);
    report_free(report);
}

static const struct {
    const char *name;
    const char *agent; /* of the third element in the path A, P, B */
    const char *proxy;
    scene_step steps[MAX_STEPS];
} named[] = {
    { "user-agent-of-request",
      NULL,
      "Phone",
      { STEP(0, P, B, "INVITE", .extra = "User-Agent: Phone\n"), STEP(9, B, P, "486 Busy Here") } },
    { "server-of-response", "Box", NULL, { STEP(0, P, B, "INVITE"), STEP(9, B, P, "486 Busy Here", .extra = "Server: Box\n") } },
    { "user-agent-of-response",
      "Box",
      NULL,
      { STEP(0, P, B, "INVITE"), STEP(9, B, P, "486 Busy Here", .extra = "User-Agent: Box\n") } },
    /* Whoever asks to stay on the path passes on what another one made. */
    { "record-route",
      NULL,
      NULL,
      { STEP(0, P, B, "INVITE"), STEP(9, B, P, "480 Gone", .extra = "Server: Box\nRecord-Route: <sip:10.0.0.2;lr>\n") } },
    { "trying-with-record-route",
      "Proxy",
      NULL,
      { STEP(0, P, B, "INVITE"), STEP(1, B, P, "100 Trying", .extra = "Server: Proxy\nRecord-Route: <sip:10.0.0.2;lr>\n"),
        STEP(9, B, P, "480 Gone", .extra = "Server: Box\n") } },
};

static void
test_names(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(named); i++) {
        reported scene;
        reported_begin(&scene);
        scene_play(scene.play, named[i].steps);
        const report_summary *summary = reported_summarise(&scene);
        ladder *ladder = ladder_of_case(summary, only_case(summary));
        g_test_message("%s", named[i].name);
        g_assert_cmpstr(((const ladder_element *)g_ptr_array_index(ladder->elements, 0))->name, ==, named[i].proxy);
        g_assert_cmpstr(((const ladder_element *)g_ptr_array_index(ladder->elements, 1))->name, ==, named[i].agent);
        ladder_free(ladder);
        reported_end(&scene);
    }
}

/* The response that a proxy passes on does not name the proxy. */
static void
test_proxy_is_not_named_by_what_it_relays(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED),
          STEP(90, B, P, "486 Busy Here", .extra = "Server: Box\n"),
          STEP(91, P, A, "486 Busy Here", .kind = SCENE_FORWARDED, .extra = "Server: Box\n"));
    const report_summary *summary = reported_summarise(&scene);
    ladder *ladder = ladder_of_case(summary, only_case(summary));
    g_assert_cmpstr(((const ladder_element *)g_ptr_array_index(ladder->elements, 1))->name, ==, NULL);
    g_assert_cmpstr(((const ladder_element *)g_ptr_array_index(ladder->elements, 2))->name, ==, "Box");
    ladder_free(ladder);
    reported_end(&scene);
}

/* Nor does a request that a device sends on with the Via that it got. */
static void
test_device_is_not_named_by_what_it_sends_on(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, P, "INVITE", .extra = "User-Agent: Phone\n"),
          STEP(1, INSIDE, B, "INVITE",
               .extra =
                   "User-Agent: Phone\nVia: SIP/2.0/UDP " A ";branch=z9hG4bK1\nFrom: <sip:alice@example.test>;tag=10-0-0-1-5060\n"
                   "CSeq: 1 INVITE\n"),
          STEP(90, P, A, "486 Busy Here"));
    const report_summary *summary = reported_summarise(&scene);
    ladder *ladder = ladder_of_case(summary, only_case(summary));
    char *elements = elements_of(ladder);
    g_assert_cmpstr(elements, ==, "A | P,192.0.2.9:5060 | B");
    g_assert_cmpstr(((const ladder_element *)g_ptr_array_index(ladder->elements, 0))->name, ==, "Phone");
    g_assert_null(((const ladder_element *)g_ptr_array_index(ladder->elements, 1))->name);
    g_free(elements);
    ladder_free(ladder);
    reported_end(&scene);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strconcat("/ladder/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
        g_free(path);
    }
    g_test_add_func("/ladder/acks-have-their-invites", test_acks_have_their_invites);
    g_test_add_func("/ladder/middle-is-counted", test_middle_is_counted);
    g_test_add_func("/ladder/gap-is-of-its-call", test_gap_is_of_its_call);
    g_test_add_func("/ladder/failures-are-kept", test_failures_are_kept);
    g_test_add_func("/ladder/marked-have-their-place", test_marked_have_their_place);
    g_test_add_func("/ladder/refreshes-make-room", test_refreshes_make_room);
    g_test_add_func("/ladder/calls-have-a-bound", test_calls_have_a_bound);
    g_test_add_func("/ladder/nothing-is-kept-unasked", test_nothing_is_kept_unasked);
    g_test_add_func("/ladder/names", test_names);
    g_test_add_func("/ladder/proxy-is-not-named-by-what-it-relays", test_proxy_is_not_named_by_what_it_relays);
    g_test_add_func("/ladder/device-is-not-named-by-what-it-sends-on", test_device_is_not_named_by_what_it_sends_on);
    return g_test_run();
}
