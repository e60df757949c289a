/* request.c
 * Requests that are incomplete, or state what is not so.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

/* 2026-09-21 14:13:20 UTC, in ms */
#define NOW 1790000000000
/* {"alg":"ES256"} . {"dest":{"tn":["1"]},"iat":1789999400} . sig */
#define IDENTITY                                                                                                                   \
    "Identity: eyJhbGciOiJFUzI1NiJ9.eyJkZXN0Ijp7InRuIjpbIjEiXX0sImlhdCI6MTc4OTk5OTQwMH0.c2ln;info=<https://c.test/a.pem>\n"
#define COMPACT_IDENTITY "Identity: ..c2ln;info=<https://c.test/a.pem>\n"
#define CONTACT "Contact: <sip:alice@10.0.0.1>\n"

static const diagnosis_case cases[] = {
    { "invite-400-named", "message.missing-header", WARN_C, .says = "INVITE in frame 1 has no Contact",
      .lines = { "The INVITE in frame 1 has no Contact" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "400 Missing Contact header") } },
    { "invite-400", "message.missing-header", WARN_T, .says = "INVITE in frame 1 has no Contact",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "400 Bad Request") } },
    { "invite-400-about-something-else", "message.malformed", WARN_T, .lines = { "The INVITE in frame 1 has no Contact" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "400 Bad CSeq") } },
    { "message-needs-no-contact", "message.malformed", WARN_T, .lacks = "has no",
      .steps = { STEP(0, A, B, "MESSAGE"), STEP(50, B, A, "400 Bad Request") } },
    { "cut", "message.malformed", WARN_T, .lacks = "has no",
      .steps = { STEP(0, A, B, "INVITE", .is_cut = true), STEP(50, B, A, "400 Bad Request") } },
    { "publish-489", "message.missing-header", WARN_C, .says = "PUBLISH in frame 1 has no Event",
      .steps = { STEP(0, A, P, "PUBLISH", .extra = "SIP-If-Match: x\n"), STEP(50, P, A, "489 Bad Event") } },
    { "publish-489-with-event", "event.unsupported", NOTE_C, .lacks = "has no",
      .steps = { STEP(0, A, P, "PUBLISH", .extra = "Event: foo\nSIP-If-Match: x\n"), STEP(50, P, A, "489 Bad Event") } },
    { "publish-of-nothing", "message.missing-header", WARN_C, .says = "has no SIP-If-Match/body",
      .steps = { STEP(0, A, P, "PUBLISH", .extra = "Event: presence\n"), STEP(50, P, A, "400 Bad Request") } },
    { "publish-of-a-state", "message.malformed", WARN_T, .lacks = "has no",
      .steps = { STEP(0, A, P, "PUBLISH", .extra = "Event: presence\nContent-Type: application/pidf+xml\n\n<presence/>\n"),
                 STEP(50, P, A, "400 Bad Request") } },
    { "notify-400", "message.missing-header", WARN_T, .lines = { "The NOTIFY in frame 1 has no Subscription-State" },
      .steps = { STEP(0, A, B, "NOTIFY", .extra = "Event: presence\n"), STEP(50, B, A, "400 Bad Request") } },
    { "refer-400", "message.missing-header", WARN_C, .says = "REFER in frame 1 has no Refer-To",
      .steps = { STEP(0, A, B, "REFER", .extra = CONTACT), STEP(50, B, A, "400 Missing Refer-To") } },

    { "400", "message.content-length", WARN_T, .says = "is 5, but its datagram holds 6 bytes",
      .lines = { "Content-Length in frame 1 is 5, the body has 6 bytes" },
      .steps = { STEP(0, A, B, "MESSAGE", .extra = "Content-Type: text/plain\nContent-Length: 5\n\ntest 1"),
                 STEP(50, B, A, "400 Bad Request") } },
    { "488-body-not-counted", "message.content-length", WARN_T, .lines = { "Content-Length in frame 1 is 0, the body has 7 bytes" },
      .steps = { STEP(0, A, B, "INVITE", .extra = CONTACT "Content-Type: application/sdp\nContent-Length: 0\n\nv=0\no="),
                 STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488-some-bytes-not-counted", "media.offer-refused", WARN_T, .shows = "Content-Length in frame 1 is 130, the body has",
      .steps = { STEP(0, A, B, "INVITE", .extra = CONTACT "Content-Length: 130\n" AUDIO "a=sendrecv\na=ptime:20\n"),
                 STEP(50, B, A, "488 Not Acceptable Here") } },
    { "line-end-after-body", "message.malformed", WARN_T, .lacks = "Content-Length",
      .steps = { STEP(0, A, B, "MESSAGE", .extra = "Content-Type: text/plain\nContent-Length: 6\n\ntest 1\n"),
                 STEP(50, B, A, "400 Bad Request") } },
    { "shorter-body", "message.truncated", WARN_C, .lines = { "Content-Length in frame 1 is 9, the body has 6 bytes" },
      .steps = { STEP(0, A, B, "MESSAGE", .extra = "Content-Type: text/plain\nContent-Length: 9\n\ntest 1"),
                 STEP(50, B, A, "400 Bad Request") } },

    { "line-without-colon", "message.malformed", WARN_T, .lines = { "Frame 1 has a line that is no header: Subject" },
      .steps = { STEP(0, A, B, "MESSAGE", .extra = "Subject\n"), STEP(50, B, A, "400 Bad Request") } },
    { "name-with-blank", "message.malformed", WARN_T, .lines = { "Frame 1 has a line that is no header: My Subject: x" },
      .steps = { STEP(0, A, B, "MESSAGE", .extra = "My Subject: x\n"), STEP(50, B, A, "400 Bad Request") } },
    { "folded-line", "message.malformed", WARN_T, .lacks = "no header",
      .steps = { STEP(0, A, B, "MESSAGE", .extra = "Subject : x\n y\n"), STEP(50, B, A, "400 Bad Request") } },

    { "415", "message.type-accepted", WARN_T, .says = "(application/sdp)", .lines = { "Accept: text/plain, application/sdp" },
      .steps = { STEP(0, A, B, "INVITE", .extra = CONTACT AUDIO),
                 STEP(50, B, A, "415 Unsupported Media Type", .extra = "Accept: text/plain, application/sdp\n") } },
    { "415-range", "message.type-accepted", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = CONTACT AUDIO),
                 STEP(50, B, A, "415 Unsupported Media Type", .extra = "Accept: application/*;q=0.5\n") } },
    { "415-other-range", "message.unsupported-body", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = CONTACT AUDIO),
                 STEP(50, B, A, "415 Unsupported Media Type", .extra = "Accept: app/*\n") } },
    { "415-encoded", "message.unsupported-body", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = "Content-Encoding: gzip\n" AUDIO),
                 STEP(50, B, A, "415 Unsupported Media Type", .extra = "Accept: application/sdp\n") } },

    { "404-formats", "route.no-such-user", NOTE_T,
      .lines = { "Number formats differ in frame 1: 00493012345 in Request-URI, +49301999 in From",
                 "Number formats differ in frame 1: 00493012345 in Request-URI, 0301999 in P-Asserted-Identity" },
      .steps = { STEP(0, A, P, "INVITE sip:00493012345@x",
                      .extra = "From: <sip:+49301999@x>;tag=a\nP-Asserted-Identity: <sip:0301999@x>\n"),
                 STEP(50, P, A, "404 Not Found") } },
    { "404-same-format", "route.no-such-user", NOTE_T, .lacks = "formats",
      .steps = { STEP(0, A, P, "INVITE sip:+493012345@x", .extra = "From: <sip:+49(30)1999;ext=1@x>;tag=a\n"),
                 STEP(50, P, A, "404 Not Found") } },
    { "404-extension", "route.no-such-user", NOTE_T, .lacks = "formats",
      .steps = { STEP(0, A, P, "INVITE sip:+493012345@x", .extra = "From: <sip:200@x>;tag=a\n"),
                 STEP(50, P, A, "404 Not Found") } },

    { "date-403", "identity.stale-date", WARN_C,
      .lines = { "Date in frame 1 is 600 seconds behind the clock of the capture: Mon, 21 Sep 2026 14:03:20 GMT" },
      .steps = { STEP(NOW, A, P, "INVITE", .extra = "Date: Mon, 21 Sep 2026 14:03:20 GMT\n" COMPACT_IDENTITY),
                 STEP(NOW + 50, P, A, "403 Stale Date") } },
    { "iat-403", "identity.stale-date", WARN_C,
      .lines = { "iat in frame 1 is 600 seconds behind the clock of the capture: 1789999400" },
      .steps = { STEP(NOW, A, P, "INVITE", .extra = IDENTITY), STEP(NOW + 50, P, A, "403 Stale Date") } },
    { "date-438", "identity.stale-date", WARN_T,
      .lines = { "Date in frame 1 is 61 seconds ahead of the clock of the capture: Mon, 21 Sep 2026 14:14:21 GMT" },
      .steps = { STEP(NOW, A, P, "INVITE", .extra = "Date: Mon, 21 Sep 2026 14:14:21 GMT\n" COMPACT_IDENTITY),
                 STEP(NOW + 50, P, A, "438 Invalid Identity Header") } },
    { "fresh-but-called-stale", "identity.stale-date", WARN_T, .lacks = "clock of the capture",
      .steps = { STEP(NOW, A, P, "INVITE", .extra = "Date: Mon, 21 Sep 2026 14:13:20 GMT\n" COMPACT_IDENTITY),
                 STEP(NOW + 50, P, A, "403 Stale Date") } },
    { "438-fresh", "identity.signature-invalid", WARN_T, .lacks = "clock of the capture",
      .lines = { "Request in frame 1: Identity info <https://c.test/a.pem>" },
      .steps = { STEP(NOW, A, P, "INVITE", .extra = "Date: Mon, 21 Sep 2026 14:14:20 GMT\n" COMPACT_IDENTITY),
                 STEP(NOW + 50, P, A, "438 Invalid Identity Header") } },
    { "403-with-a-wrong-clock", "policy.forbidden", NOTE_T, .lacks = "clock of the capture",
      .steps = { STEP(NOW, A, P, "INVITE", .extra = "Date: Mon, 21 Sep 2020 14:03:20 GMT\n"),
                 STEP(NOW + 50, P, A, "403 Forbidden") } },
    { "428-without-identity", "identity.missing", WARN_C, .lines = { "The INVITE in frame 1 has no Identity" },
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "428 Use Identity Header") } },
    { "428-with-identity", "identity.missing", WARN_T, .lacks = "has no",
      .steps = { STEP(0, A, P, "INVITE", .extra = IDENTITY), STEP(50, P, A, "428 Use Identity Header") } },
    { "429-with-referrer", "identity.no-referrer", WARN_T, .lines = { "Request in frame 1: Referred-By <sip:a@x>" },
      .steps = { STEP(0, A, P, "REFER", .extra = "Referred-By: <sip:a@x>\n"), STEP(50, P, A, "429 Provide Referrer Identity") } },
    /* Extensions of up to six digits have one format only. */
    { "404-seven-digits", "route.no-such-user", NOTE_T,
      .lines = { "Number formats differ in frame 1: 0123456 in Request-URI, +4912345 in From" },
      .steps = { STEP(0, A, P, "INVITE sip:0123456@x", .extra = "From: <sip:+4912345@x>;tag=a\n"),
                 STEP(50, P, A, "404 Not Found") } },
    { "404-six-digits", "route.no-such-user", NOTE_T, .lacks = "formats",
      .steps = { STEP(0, A, P, "INVITE sip:012345@x", .extra = "From: <sip:+4912345@x>;tag=a\n"),
                 STEP(50, P, A, "404 Not Found") } },
    { "404-six-digits-of-the-caller", "route.no-such-user", NOTE_T, .lacks = "formats",
      .steps = { STEP(0, A, P, "INVITE sip:0123456@x", .extra = "From: <sip:+491234@x>;tag=a\n"),
                 STEP(50, P, A, "404 Not Found") } },
};

const diagnosis_case_group request_cases = { "request", cases, G_N_ELEMENTS(cases) };
