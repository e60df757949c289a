/* message.c
 * Requests that are broken or ask too much.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {
    { "sdp-without-stream", "message.bad-sdp", WARN_T, .shows = "no m= line", .says = "no m= line",
      .steps = { STEP(0, A, B, "INVITE", .extra = NO_STREAM), STEP(50, B, A, "400 Bad Request") } },
    { "sdp-broken-line", "message.bad-sdp", WARN_T, .shows = "m=audio",
      .steps = { STEP(0, A, B, "INVITE", .extra = BAD_STREAM), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "sdp-606", "message.bad-sdp", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = BAD_STREAM), STEP(50, B, A, "606 Not Acceptable") } },
    { "sdp-named-by-phrase", "message.bad-sdp", WARN_C,
      .steps = { STEP(0, A, B, "INVITE", .extra = BAD_STREAM), STEP(50, B, A, "400 Bad SDP") } },
    { "sdp-named-by-warning", "message.bad-sdp", WARN_C,
      .steps = { STEP(0, A, B, "INVITE", .extra = BAD_STREAM),
                 STEP(50, B, A, "488 Not Acceptable Here", .extra = "Warning: 399 b \"SDP syntax\"\n") } },
    { "sdp-broken-but-busy", "user.busy", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = BAD_STREAM), STEP(50, B, A, "486 Busy Here") } },
    { "sdp-cut-by-snaplen", "message.malformed", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = "Content-Length: 300\n" BAD_STREAM, .is_cut = true),
                 STEP(50, B, A, "400 Bad Request") } },
    { "body-shorter-than-announced", "message.truncated", WARN_C, .shows = "Content-Length 999", .says = "999 bytes",
      .steps = { STEP(0, A, B, "INVITE", .extra = "Content-Length: 999\n" AUDIO), STEP(50, B, A, "400 Bad Request") } },
    { "body-cut-by-snaplen", "message.malformed", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = "Content-Length: 999\n" AUDIO, .is_cut = true),
                 STEP(50, B, A, "400 Bad Request") } },
    { "body-short-but-busy", "user.busy", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = "Content-Length: 999\n" AUDIO), STEP(50, B, A, "486 Busy Here") } },
    { "400", "message.malformed", WARN_T, .says = "Bad Contact", .shows = "Bad Contact",
      .steps = { STEP(0, A, B, "INVITE", .extra = "Contact: <sip:alice\n" AUDIO), STEP(50, B, A, "400 Bad Contact") } },
    { "400-without-request", "message.malformed", WARN_T, .steps = { STEP(50, B, A, "400 Bad Request") } },
    { "413", "message.too-large", WARN_T, .steps = { STEP(0, A, B, "MESSAGE"), STEP(50, B, A, "413 Request Entity Too Large") } },
    { "414", "message.too-large", WARN_T, .steps = { STEP(0, A, B, "MESSAGE"), STEP(50, B, A, "414 Request-URI Too Long") } },
    { "513", "message.too-large", WARN_T, .steps = { STEP(0, A, B, "MESSAGE"), STEP(50, B, A, "513 Message Too Large") } },
    { "urn-416", "message.bad-uri", WARN_C, .shows = "urn:service:sos", .says = "urn:service:sos",
      .steps = { STEP(0, A, B, "INVITE urn:service:sos"), STEP(50, B, A, "416 Unsupported URI Scheme") } },
    { "urn-400", "message.bad-uri", WARN_C, .steps = { STEP(0, A, B, "INVITE http://x"), STEP(50, B, A, "400 Bad Request-URI") } },
    { "sip-400", "message.malformed", WARN_T,
      .steps = { STEP(0, A, B, "INVITE SIP:bob@x"), STEP(50, B, A, "400 Bad Request-URI") } },
    { "tel", "message.unsupported-uri", WARN_T, .says = "tel:+4930",
      .steps = { STEP(0, A, B, "INVITE tel:+4930"), STEP(50, B, A, "416 Unsupported URI Scheme") } },
    { "sips", "message.unsupported-uri", WARN_T,
      .steps = { STEP(0, A, B, "INVITE sips:bob@x"), STEP(50, B, A, "416 Unsupported URI Scheme") } },
    { "415", "message.unsupported-body", WARN_T, .says = "application/dtmf", .shows = "Accept: application/sdp",
      .steps = { STEP(0, A, B, "INFO", .extra = "Content-Type: application/dtmf\n\n5\n"),
                 STEP(50, B, A, "415 Unsupported Media Type", .extra = "Accept: application/sdp\n") } },
    { "493", "message.undecipherable", WARN_T, .steps = { STEP(0, A, B, "MESSAGE"), STEP(50, B, A, "493 Undecipherable") } },
    { "urn-400-without-words", "message.malformed", WARN_T,
      .lacks = "urn:", .steps = { STEP(0, A, B, "MESSAGE urn:service:sos"), STEP(50, B, A, "400 Bad Request") } },
};

const diagnosis_case_group message_cases = { "message", cases, G_N_ELEMENTS(cases) };
