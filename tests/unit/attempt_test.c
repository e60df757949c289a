/* attempt_test.c
 * What counts as a call, a registration or a failure, and how it ended.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"
#include "reported.h"

/* What the report counts. */
typedef struct {
    guint calls;
    guint answered;
    guint cancelled;
    guint redirected;
    guint failed;
    guint open;
    guint registrations;
    guint failed_registrations;
    guint open_registrations;
    guint in_calls;
    guint others;
    guint unanswered;
} counts;

typedef struct {
    const char *name;
    counts counts;
    const char *counted; /* frames of the responses that count as failures, with a blank after each; NULL: none */
    scene_step steps[MAX_STEPS];
} counted_case;

#define ANSWERED .calls = 1, .answered = 1
#define CANCELLED .calls = 1, .cancelled = 1
#define FAILED .calls = 1, .failed = 1
#define OPEN .calls = 1, .open = 1

#define CSEQ(number, method) "CSeq: " #number " " #method "\n"
#define BRANCH(name) "Via: SIP/2.0/UDP p;branch=z9hG4bK" #name "\n"
#define CALL(id) "Call-ID: " #id "\n"
#define LEG_TWO "Call-ID: leg2\nFrom: <sip:alice@pbx>;tag=p\n"
#define WITHOUT_BINDING "Expires: 0\n"
#define REGISTERED STEP(0, A, B, "REGISTER"), STEP(9, B, A, "200 OK")
#define NO_INVITE(more) "CSeq: 20 INVITE\nFrom: <sip:alice@example.test>;tag=a\nTo: <sip:bob@example.test>;tag=b\n" more

static const counted_case cases[] = {
    /* calls and their branches */
    { "call/answered", { ANSWERED }, NULL, { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(95, A, B, "ACK") } },
    { "call/no-response", { OPEN }, NULL, { STEP(0, A, B, "INVITE") } },
    { "call/rings", { OPEN }, NULL, { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing") } },
    { "call/redirected",
      { .calls = 1, .redirected = 1 },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "302 Moved Temporarily") } },
    { "call/emergency-refused",
      { FAILED },
      "2 ",
      { STEP(0, A, B, "INVITE tel:112"), STEP(90, B, A, "380 Alternative Service", .extra = "\n<type>emergency</type>\n") } },
    { "call/emergency-repeated",
      { ANSWERED },
      NULL,
      { STEP(0, A, B, "INVITE tel:112"), STEP(90, B, A, "380 Alternative Service", .extra = "\n<type>emergency</type>\n"),
        STEP(900, A, B, "INVITE urn:service:sos"), STEP(990, B, A, "200 OK") } },
    { "call/cancelled",
      { CANCELLED },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(50, B, A, "180 Ringing"), STEP(900, A, B, "CANCEL"), STEP(901, B, A, "200 OK"),
        STEP(902, B, A, "487 Request Terminated", .of = 1) } },
    { "call/cancelled-without-via",
      { CANCELLED },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(900, A, B, "CANCEL"),
        STEP(902, B, A, "487 Request Terminated", .of = 1, .without = "Via") } },
    { "call/487-without-cancel-and-via",
      { OPEN },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(902, B, A, "487 Request Terminated", .of = 1, .without = "Via") } },
    { "call/challenged", { OPEN }, NULL, { STEP(0, A, B, "INVITE"), STEP(9, B, A, "401 Unauthorized", .extra = OFFERS("n")) } },
    { "call/security-agreement",
      { OPEN },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(9, B, A, "494 Security Agreement Required", .extra = "Security-Server: tls\n") } },
    { "call/authenticated",
      { ANSWERED },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(9, B, A, "401 Unauthorized", .extra = OFFERS("n")),
        STEP(20, A, B, "INVITE", .extra = USES("n")), STEP(90, B, A, "200 OK") } },
    { "call/credentials-refused",
      { FAILED },
      "4 ",
      { STEP(0, A, B, "INVITE"), STEP(9, B, A, "401 Unauthorized", .extra = OFFERS("n")),
        STEP(20, A, B, "INVITE", .extra = USES("n")), STEP(90, B, A, "401 Unauthorized", .extra = OFFERS("m")) } },
    { "call/two-calls",
      { .calls = 2, .answered = 1, .failed = 1 },
      "4 ",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(100, A, B, "INVITE", .extra = CALL(two)),
        STEP(190, B, A, "486 Busy Here") } },
    { "call/other-from-tag",
      { .calls = 2, .open = 2 },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(9, A, B, "INVITE", .extra = "From: <sip:alice@example.test>;tag=2\n") } },
    { "call/failover",
      { ANSWERED },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(9, B, A, "503 Service Unavailable"), STEP(20, A, C, "INVITE"), STEP(90, C, A, "200 OK") } },
    { "call/failover-open",
      { OPEN },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(9, B, A, "503 Service Unavailable"), STEP(20, A, C, "INVITE") } },
    { "call/silent-then-failed",
      { FAILED, .unanswered = 1 },
      "4 ",
      { STEP(0, A, B, "INVITE"), STEP(2000, A, B, "INVITE", .kind = SCENE_AGAIN), STEP(3000, A, C, "INVITE"),
        STEP(3090, C, A, "486 Busy Here") } },
    { "call/anew-after-bye",
      { .calls = 2, .answered = 1, .failed = 1 },
      "6 ",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(1000, A, B, "BYE", .kind = SCENE_IN_DIALOG),
        STEP(1009, B, A, "200 OK"), STEP(2000, A, B, "INVITE"), STEP(2009, B, A, "486 Busy Here") } },
    { "call/anew-without-bye",
      { ANSWERED },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(2000, A, B, "INVITE"), STEP(2009, B, A, "200 OK") } },
    { "fork/one-answers",
      { ANSWERED },
      NULL,
      { STEP(0, P, B, "INVITE", .extra = CSEQ(1, INVITE)), STEP(1, P, C, "INVITE", .extra = CSEQ(1, INVITE)),
        STEP(90, C, P, "486 Busy Here"), STEP(900, B, P, "200 OK") } },
    { "fork/answered-elsewhere",
      { ANSWERED },
      NULL,
      { STEP(0, P, B, "INVITE", .extra = CSEQ(1, INVITE)), STEP(1, P, C, "INVITE", .extra = CSEQ(1, INVITE)),
        STEP(900, B, P, "200 OK"), STEP(901, P, C, "CANCEL", .extra = "Reason: SIP;cause=200\n"),
        STEP(902, C, P, "487 Request Terminated", .of = 2) } },
    { "fork/two-answers",
      { ANSWERED },
      NULL,
      { STEP(0, P, B, "INVITE", .extra = CSEQ(1, INVITE)), STEP(1, P, C, "INVITE", .extra = CSEQ(1, INVITE)),
        STEP(900, B, P, "200 OK"), STEP(901, C, P, "200 OK") } },
    { "fork/declined",
      { FAILED },
      "3 ",
      { STEP(0, P, B, "INVITE", .extra = CSEQ(1, INVITE)), STEP(1, P, C, "INVITE", .extra = CSEQ(1, INVITE)),
        STEP(900, B, P, "603 Decline"), STEP(901, P, C, "CANCEL", .extra = "Reason: SIP;cause=603\n"),
        STEP(902, C, P, "487 Request Terminated", .of = 2) } },
    { "fork/caller-gives-up",
      { CANCELLED },
      NULL,
      { STEP(0, P, B, "INVITE", .extra = CSEQ(1, INVITE)), STEP(1, P, C, "INVITE", .extra = CSEQ(1, INVITE)),
        STEP(90, C, P, "486 Busy Here"), STEP(100, B, P, "180 Ringing"), STEP(900, P, B, "CANCEL"),
        STEP(902, B, P, "487 Request Terminated", .of = 1) } },
    { "fork/one-still-rings",
      { OPEN },
      NULL,
      { STEP(0, P, B, "INVITE", .extra = CSEQ(1, INVITE)), STEP(1, P, C, "INVITE", .extra = CSEQ(1, INVITE)),
        STEP(100, B, P, "180 Ringing"), STEP(190, C, P, "486 Busy Here") } },
    { "fork/first-of-six-still-rings",
      { OPEN },
      NULL,
      { STEP(0, P, B, "INVITE", .extra = CSEQ(1, INVITE)), STEP(1, B, P, "180 Ringing"),
        STEP(2, P, C, "INVITE", .extra = CSEQ(1, INVITE)), STEP(3, C, P, "486 Busy Here"),
        STEP(4, P, C, "INVITE", .extra = CSEQ(1, INVITE)), STEP(5, C, P, "486 Busy Here"),
        STEP(6, P, C, "INVITE", .extra = CSEQ(1, INVITE)), STEP(7, C, P, "486 Busy Here"),
        STEP(8, P, C, "INVITE", .extra = CSEQ(1, INVITE)), STEP(9, C, P, "486 Busy Here"),
        STEP(10, P, C, "INVITE", .extra = CSEQ(1, INVITE)), STEP(11, C, P, "486 Busy Here") } },
    { "fork/all-fail",
      { FAILED },
      "4 ",
      { STEP(0, P, B, "INVITE", .extra = CSEQ(1, INVITE)), STEP(1, P, C, "INVITE", .extra = CSEQ(1, INVITE)),
        STEP(90, B, P, "503 Service Unavailable"), STEP(100, C, P, "486 Busy Here") } },
    { "hop/relayed",
      { FAILED },
      "4 ",
      { THROUGH_P, STEP(90, B, P, "486 Busy Here"), STEP(91, P, A, "486 Busy Here", .kind = SCENE_FORWARDED) } },
    { "hop/relayed-first",
      { FAILED },
      "4 ",
      { STEP(1, P, B, "INVITE", .extra = BRANCH(2) BRANCH(1)), STEP(0, A, P, "INVITE", .extra = BRANCH(1) CSEQ(1, INVITE)),
        STEP(90, B, P, "486 Busy Here", .of = 1), STEP(91, P, A, "486 Busy Here", .kind = SCENE_FORWARDED) } },
    { "hop/b2bua", { FAILED }, "4 ", { THROUGH_PBX, STEP(90, B, P, "486 Busy Here"), STEP(91, P, A, "486 Busy Here", .of = 1) } },
    { "hop/call-of-the-caller",
      { .calls = 2, .failed = 1, .open = 1 },
      "3 ",
      { STEP(0, A, P, "INVITE"), STEP(10, A, B, "INVITE", .extra = LEG_TWO), STEP(90, B, A, "486 Busy Here") } },
    { "no-request/answered",
      { ANSWERED },
      NULL,
      { STEP(0, B, P, "200 OK", .extra = BRANCH(2) BRANCH(1) NO_INVITE("")),
        STEP(1, P, A, "200 OK", .extra = BRANCH(1) NO_INVITE("")) } },
    { "no-request/failed",
      { FAILED },
      "2 ",
      { STEP(0, B, P, "486 Busy Here", .extra = BRANCH(2) BRANCH(1) NO_INVITE("")),
        STEP(1, P, A, "486 Busy Here", .extra = BRANCH(1) NO_INVITE("")) } },
    { "no-request/two-calls",
      { .calls = 2, .answered = 2 },
      NULL,
      { STEP(0, B, A, "200 OK", .extra = BRANCH(1) NO_INVITE(CALL(1))),
        STEP(1, B, A, "200 OK", .extra = BRANCH(2) NO_INVITE(CALL(2))) } },
    { "no-request/callee-renews",
      { ANSWERED },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"),
        STEP(9000, A, B, "200 OK",
             .extra = BRANCH(9) "CSeq: 7 INVITE\nFrom: <sip:bob@example.test>;tag=10-0-0-2-5060\nTo: "
                                "<sip:alice@example.test>;tag=10-0-0-1-5060\n") } },
    { "no-request/callee-renews-one-way",
      { OPEN },
      NULL,
      { STEP(0, A, B, "INVITE"),
        STEP(9000, A, B, "200 OK",
             .extra = BRANCH(
                 9) "CSeq: 7 INVITE\nFrom: <sip:bob@example.test>;tag=b\nTo: <sip:alice@example.test>;tag=10-0-0-1-5060\n") } },
    { "no-request/renewal-refused",
      { ANSWERED, .others = 1 },
      "3 ",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"),
        STEP(9000, B, A, "488 Not Acceptable Here",
             .extra = BRANCH(9) "CSeq: 7 INVITE\nFrom: <sip:alice@example.test>;tag=10-0-0-1-5060\nTo: "
                                "<sip:bob@example.test>;tag=10-0-0-2-5060\n") } },
    { "hop/only-the-next-one-answers",
      { FAILED },
      "2 ",
      { STEP(9, P, B, "INVITE", .extra = BRANCH(2) BRANCH(1) CSEQ(1, INVITE) "From: <sip:alice@example.test>;tag=1\n"),
        STEP(10, B, P, "486 Busy Here"),
        STEP(0, A, P, "INVITE", .extra = BRANCH(1) CSEQ(1, INVITE) "From: <sip:alice@example.test>;tag=1\n") } },
    { "repeated/404",
      { FAILED },
      "2 ",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "404 Not Found"), STEP(590, B, A, "404 Not Found", .kind = SCENE_AGAIN),
        STEP(1590, B, A, "404 Not Found", .kind = SCENE_AGAIN), STEP(3590, B, A, "404 Not Found", .kind = SCENE_AGAIN),
        STEP(7590, B, A, "404 Not Found", .kind = SCENE_AGAIN), STEP(11590, B, A, "404 Not Found", .kind = SCENE_AGAIN) } },
    { "repeated/200",
      { ANSWERED, .in_calls = 1 },
      "4 ",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(590, B, A, "200 OK", .kind = SCENE_AGAIN),
        STEP(1590, B, A, "200 OK", .kind = SCENE_AGAIN), STEP(3590, B, A, "200 OK", .kind = SCENE_AGAIN) } },

    /* within calls */
    { "in-call/ended-at-once",
      { ANSWERED, .in_calls = 1 },
      "5 ",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(95, A, B, "ACK"),
        STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG, .extra = "Reason: SIP;cause=488;text=\"no media\"\n"),
        STEP(909, B, A, "200 OK") } },
    { "in-call/hung-up",
      { ANSWERED },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(95, A, B, "ACK"), STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG),
        STEP(909, B, A, "200 OK") } },
    { "in-call/transfer-refused",
      { ANSWERED, .in_calls = 1 },
      "4 ",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(900, A, B, "REFER", .kind = SCENE_IN_DIALOG),
        STEP(909, B, A, "603 Decline") } },
    { "in-call/renewal-refused",
      { ANSWERED, .others = 1 },
      "4 ",
      { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(900, A, B, "INVITE", .kind = SCENE_IN_DIALOG),
        STEP(909, B, A, "488 Not Acceptable Here") } },

    /* registrations */
    { "registration/done", { .registrations = 1 }, NULL, { REGISTERED } },
    { "registration/authenticated",
      { .registrations = 1 },
      NULL,
      { STEP(0, A, B, "REGISTER"), STEP(9, B, A, "401 Unauthorized", .extra = OFFERS("n")),
        STEP(20, A, B, "REGISTER", .extra = USES("n")), STEP(29, B, A, "200 OK") } },
    { "registration/other-from-tag",
      { .registrations = 1 },
      NULL,
      { STEP(0, A, B, "REGISTER"), STEP(9, B, A, "401 Unauthorized", .extra = OFFERS("n")),
        STEP(20, A, B, "REGISTER", .extra = "From: <sip:alice@example.test>;tag=2\n" USES("n")), STEP(29, B, A, "200 OK") } },
    { "registration/two-users",
      { .registrations = 2 },
      NULL,
      { REGISTERED, STEP(20, A, B, "REGISTER", .extra = "To: <sip:carol@example.test>\n"), STEP(29, B, A, "200 OK") } },
    { "registration/two-call-ids",
      { .registrations = 2 },
      NULL,
      { REGISTERED, STEP(20, A, B, "REGISTER", .extra = CALL(2)), STEP(29, B, A, "200 OK") } },
    { "registration/refreshed",
      { .registrations = 1 },
      NULL,
      { REGISTERED, STEP(60000, A, B, "REGISTER"), STEP(60009, B, A, "200 OK") } },
    { "registration/refresh-open", { .registrations = 1 }, NULL, { REGISTERED, STEP(60000, A, B, "REGISTER") } },
    { "registration/refresh-failed",
      { .registrations = 2, .failed_registrations = 1 },
      "4 ",
      { REGISTERED, STEP(60000, A, B, "REGISTER"), STEP(60009, B, A, "403 Forbidden") } },
    { "registration/removed",
      { .registrations = 1 },
      NULL,
      { REGISTERED, STEP(60000, A, B, "REGISTER", .extra = WITHOUT_BINDING), STEP(60009, B, A, "200 OK") } },
    { "registration/anew-after-removal",
      { .registrations = 2 },
      NULL,
      { REGISTERED, STEP(60000, A, B, "REGISTER", .extra = WITHOUT_BINDING), STEP(60009, B, A, "200 OK"),
        STEP(70000, A, B, "REGISTER"), STEP(70009, B, A, "200 OK") } },
    { "registration/removal-unanswered-first",
      { .registrations = 1 },
      NULL,
      { STEP(0, A, B, "REGISTER", .extra = WITHOUT_BINDING), STEP(9000, A, B, "REGISTER"), STEP(9009, B, A, "200 OK") } },
    { "registration/relayed-first",
      { .registrations = 1 },
      NULL,
      { STEP(9, P, B, "REGISTER", .extra = BRANCH(2) BRANCH(1)), STEP(10, B, P, "200 OK"),
        STEP(0, A, P, "REGISTER", .extra = BRANCH(1) CSEQ(1, REGISTER)), STEP(11, P, A, "200 OK", .kind = SCENE_FORWARDED) } },
    { "registration/407-refused-then-anew",
      { .registrations = 2, .failed_registrations = 1 },
      "4 ",
      { STEP(0, A, B, "REGISTER"), STEP(9, B, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("n")),
        STEP(20, A, B, "REGISTER", .extra = PROXY_USES("n")),
        STEP(29, B, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("m")), STEP(90000, A, B, "REGISTER"),
        STEP(90009, B, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("l")),
        STEP(90020, A, B, "REGISTER", .extra = PROXY_USES("l")), STEP(90029, B, A, "200 OK") } },
    { "registration/challenged",
      { .registrations = 1, .open_registrations = 1 },
      NULL,
      { STEP(0, A, B, "REGISTER"), STEP(9, B, A, "401 Unauthorized", .extra = OFFERS("n")) } },
    { "registration/silent",
      { .registrations = 1, .open_registrations = 1, .unanswered = 1 },
      NULL,
      { STEP(0, A, B, "REGISTER"), STEP(1500, A, B, "REGISTER", .kind = SCENE_AGAIN) } },
    { "registration/refused-twice",
      { .registrations = 1, .failed_registrations = 1 },
      "6 ",
      { STEP(0, A, B, "REGISTER"), STEP(9, B, A, "401 Unauthorized", .extra = OFFERS("n")),
        STEP(20, A, B, "REGISTER", .extra = USES("n")), STEP(29, B, A, "401 Unauthorized", .extra = OFFERS("m")),
        STEP(30, A, B, "REGISTER", .extra = USES("m")), STEP(39, B, A, "401 Unauthorized", .extra = OFFERS("l")) } },
    { "registration/refused-then-anew",
      { .registrations = 2, .failed_registrations = 1 },
      "4 ",
      { STEP(0, A, B, "REGISTER"), STEP(9, B, A, "401 Unauthorized", .extra = OFFERS("n")),
        STEP(20, A, B, "REGISTER", .extra = USES("n")), STEP(29, B, A, "401 Unauthorized", .extra = OFFERS("m")),
        STEP(90000, A, B, "REGISTER"), STEP(90009, B, A, "401 Unauthorized", .extra = OFFERS("l")),
        STEP(90020, A, B, "REGISTER", .extra = USES("l")), STEP(90029, B, A, "200 OK") } },
    { "registration/too-brief",
      { .registrations = 1 },
      NULL,
      { STEP(0, A, B, "REGISTER", .extra = "Expires: 5\n"), STEP(9, B, A, "423 Interval Too Brief", .extra = "Min-Expires: 60\n"),
        STEP(20, A, B, "REGISTER", .extra = "Expires: 60\n"), STEP(29, B, A, "200 OK") } },
    { "registration/forbidden-twice",
      { .registrations = 2, .failed_registrations = 2 },
      "2 4 ",
      { STEP(0, A, B, "REGISTER"), STEP(9, B, A, "403 Forbidden"), STEP(60000, A, B, "REGISTER"),
        STEP(60009, B, A, "403 Forbidden") } },

    /* other requests */
    { "request/fails-after-success",
      { .others = 1 },
      "6 ",
      { STEP(0, A, B, "PUBLISH", .extra = "Event: presence\n"),
        STEP(9, B, A, "423 Interval Too Brief", .extra = "Min-Expires: 60\n"),
        STEP(20, A, B, "PUBLISH", .extra = "Event: presence\n"), STEP(29, B, A, "200 OK"),
        STEP(60000, A, B, "PUBLISH", .extra = "Event: presence\n"), STEP(60009, B, A, "503 Service Unavailable") } },
    { "request/each-message-alone",
      { .others = 1 },
      "2 ",
      { STEP(0, A, B, "MESSAGE"), STEP(9, B, A, "404 Not Found"), STEP(20, A, B, "MESSAGE"), STEP(29, B, A, "200 OK") } },
    { "request/subscribed-at-last",
      { .others = 0 },
      NULL,
      { STEP(0, A, B, "SUBSCRIBE", .extra = "Event: dialog\n"),
        STEP(9, B, A, "423 Interval Too Brief", .extra = "Min-Expires: 60\n"),
        STEP(20, A, B, "SUBSCRIBE", .extra = "Event: dialog\n"), STEP(29, B, A, "200 OK") } },
    { "request/not-subscribed",
      { .others = 1 },
      "4 ",
      { STEP(0, A, B, "SUBSCRIBE", .extra = "Event: dialog\n"),
        STEP(9, B, A, "423 Interval Too Brief", .extra = "Min-Expires: 60\n"),
        STEP(20, A, B, "SUBSCRIBE", .extra = "Event: dialog\n"), STEP(29, B, A, "489 Bad Event") } },

    /* requests without response */
    { "unanswered/branch-of-an-answered-call",
      { ANSWERED, .unanswered = 1 },
      NULL,
      { THROUGH_P, STEP(1600, P, B, "INVITE", .kind = SCENE_AGAIN), STEP(1700, P, C, "INVITE", .kind = SCENE_FORWARDED),
        STEP(1800, C, P, "200 OK"), STEP(1801, P, A, "200 OK", .kind = SCENE_FORWARDED) } },
    { "unanswered/last-hop-only",
      { OPEN, .unanswered = 1 },
      NULL,
      { THROUGH_P, STEP(1600, A, P, "INVITE", .kind = SCENE_AGAIN), STEP(1610, P, B, "INVITE", .kind = SCENE_AGAIN) } },
    { "unanswered/next-hop-sent-once",
      { OPEN, .unanswered = 1 },
      NULL,
      { THROUGH_P, STEP(500, A, P, "INVITE", .kind = SCENE_AGAIN), STEP(1500, A, P, "INVITE", .kind = SCENE_AGAIN) } },
    { "unanswered/with-its-cancel",
      { OPEN, .unanswered = 1 },
      NULL,
      { STEP(0, A, B, "INVITE"), STEP(1600, A, B, "INVITE", .kind = SCENE_AGAIN), STEP(1700, A, B, "CANCEL"),
        STEP(3700, A, B, "CANCEL", .kind = SCENE_AGAIN) } },
    { "unanswered/once", { OPEN }, NULL, { STEP(0, A, B, "INVITE"), STEP(9000, C, P, "OPTIONS"), STEP(9009, P, C, "200 OK") } },
    { "unanswered/stream",
      { OPEN, .unanswered = 1 },
      NULL,
      { STEP(0, A, B, "INVITE", .is_stream = true), STEP(33000, C, P, "OPTIONS"), STEP(33009, P, C, "200 OK") } },
    { "unanswered/run",
      { .unanswered = 3 },
      NULL,
      { STEP(0, A, B, "OPTIONS"), STEP(2, B, A, "200 OK"), STEP(10, A, B, "OPTIONS"), STEP(90, A, B, "OPTIONS"),
        STEP(170, A, B, "OPTIONS") } },
};

static char *
counted_frames(const reported *scene)
{
    GString *frames = g_string_new(NULL);

    for (guint32 frame = 1; frame <= scene_frames(scene->play); frame++) {
        const sip_transaction *transaction = scene_transaction(scene->play, frame);
        if (scene_diagnosis(scene->play, frame) != NULL && transaction != NULL && attempt_counts(transaction, frame)) {
            g_string_append_printf(frames, "%u ", frame);
        }
    }
    return g_string_free(frames, FALSE);
}

static void
test_case(gconstpointer data)
{
    const counted_case *this_case = data;
    const counts *expected = &this_case->counts;
    reported scene;

    reported_begin(&scene);
    scene_play(scene.play, this_case->steps);
    const report_summary *summary = reported_summarise(&scene);
    char *frames = counted_frames(&scene);
    g_assert_cmpuint(summary->calls, ==, expected->calls);
    g_assert_cmpuint(summary->answered, ==, expected->answered);
    g_assert_cmpuint(summary->cancelled, ==, expected->cancelled);
    g_assert_cmpuint(summary->redirected, ==, expected->redirected);
    g_assert_cmpuint(summary->failed_calls, ==, expected->failed);
    g_assert_cmpuint(summary->open_calls, ==, expected->open);
    g_assert_cmpuint(summary->registrations, ==, expected->registrations);
    g_assert_cmpuint(summary->failed_registrations, ==, expected->failed_registrations);
    g_assert_cmpuint(summary->open_registrations, ==, expected->open_registrations);
    g_assert_cmpuint(summary->failed_in_calls, ==, expected->in_calls);
    g_assert_cmpuint(summary->failed_others, ==, expected->others);
    g_assert_cmpuint(summary->unanswered_requests, ==, expected->unanswered);
    g_assert_cmpstr(frames, ==, this_case->counted != NULL ? this_case->counted : "");
    g_free(frames);
    reported_end(&scene);
}

#define LINES 60

/* A gateway registers and refreshes all its lines within one Call-ID (RFC 3261 10.2). */
static void
test_many_lines_of_one_gateway(void)
{
    reported scene;

    reported_begin(&scene);
    for (unsigned i = 0; i < 2 * LINES; i++) {
        char *to = g_strdup_printf("To: <sip:line%u@example.test>\n", i % LINES);
        SCENE(scene.play, STEP((gint64)i * 20, A, B, "REGISTER", .extra = to), STEP((gint64)i * 20 + 9, B, A, "200 OK"));
        g_free(to);
    }
    g_assert_cmpuint(reported_summarise(&scene)->registrations, ==, LINES);
    reported_end(&scene);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *path = g_strconcat("/", cases[i].name, NULL);
        g_test_add_data_func(path, &cases[i], test_case);
        g_free(path);
    }
    g_test_add_func("/registration/many-lines", test_many_lines_of_one_gateway);
    return g_test_run();
}
