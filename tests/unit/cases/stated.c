/* stated.c
 * What the sender states in words.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {
    /* What leads the cause, and what says no more than the code. */
    { "phrase", "server.internal", WARN_T, .says = "The server says \"Script failed\". ",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Script failed") } },
    { "phrase-in-other-case", "server.internal", WARN_T, .lacks = "The server says",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 SERVER internal ERROR") } },
    { "unspecific-phrase", "user.busy", NOTE_T, .lacks = "The server says",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "486 Busy here") } },
    { "warning-before-phrase", "server.internal", WARN_T, .says = "The server says \"Module gone\". ",
      .lines = { "Warning 399 from b: \"Module gone\". Free text for people from the host named as warn-agent; software must not "
                 "act on it. Its "
                 "content is vendor-specific.",
                 "Sent phrase: Odd" },
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Odd", .extra = "Warning: 399 b \"Module gone\"\n") } },
    { "log-line-of-kamailio", "server.internal", WARN_T, .lacks = "The server says",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Server Internal Error",
                                               .extra = "Warning: 392 10.0.0.9 \"Noisy feedback tells: pid=7\"\n") } },
    { "registered-warning", "media.no-common-codec", WARN_C, .lacks = "The server says",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO),
                 STEP(50, B, A, "488 Not Acceptable Here", .extra = "Warning: 305 b \"Incompatible media format\"\n") } },
    { "reason-of-sip", "server.internal", WARN_T, .says = "The server says \"Odd thing\". ",
      .lines = { "Reason: SIP;cause=500;text=\"Odd thing\"" },
      .steps = { STEP(0, A, P, "INVITE"),
                 STEP(50, P, A, "500 Server Internal Error", .extra = "Reason: SIP;cause=500;text=\"Odd thing\"\n") } },
    { "name-of-the-cause", "gateway.cause", WARN_T, .lacks = "The server says",
      .steps = { STEP(0, A, P, "INVITE"),
                 STEP(50, P, A, "500 Server Internal Error", .extra = "Reason: Q.850;cause=38;text=\"Network out of order\"\n") } },
    { "name-of-the-cause-in-capitals", "gateway.cause", WARN_T, .lacks = "The server says",
      .steps = { STEP(0, A, P, "INVITE"),
                 STEP(50, P, A, "500 Server Internal Error", .extra = "Reason: Q.850;cause=38;text=\"NETWORK_OUT_OF_ORDER\"\n") } },
    { "own-header", "server.internal", WARN_T, .says = "The server says \"Licence file unreadable\". ",
      .lines = { "x-reason: \"Licence file unreadable\"" },
      .steps = { STEP(0, A, P, "INVITE"),
                 STEP(50, P, A, "500 Server Internal Error", .extra = "x-reason: \"Licence file unreadable\"\n") } },
    { "own-header-without-words", "server.internal", WARN_T, .lacks = "The server says",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Server Internal Error", .extra = "X-Reason: 17\n") } },
    { "without-verdict", NULL, .says = "The server says \"Odd\". ",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "478 Odd") } },
    { "relayed", "server.internal", WARN_T, .says = "The server says \"Script failed\". ",
      .steps = { THROUGH_P, STEP(50, B, P, "500 Script failed"), STEP(60, P, A, "500 Script failed", .kind = SCENE_FORWARDED) } },
    { "repeated", "ack.late", NOTE_T, .lacks = "The server says",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Script failed"),
                 STEP(550, P, A, "500 Script failed", .kind = SCENE_AGAIN) } },
};

const diagnosis_case_group stated_cases = { "stated", cases, G_N_ELEMENTS(cases) };
