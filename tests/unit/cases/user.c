/* user.c
 * What people did.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {
    { "486", "user.busy", NOTE_T, .says = "bob", .origin = B, .shows = "element downstream of it",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "486 Busy Here") } },
    { "600", "user.busy", NOTE_T, .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "600 Busy Everywhere") } },
    { "rejected-while-ringing", "user.busy", NOTE_T, .shows = "Ringing since frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "180 Ringing"), STEP(9000, B, A, "486 Busy Here") } },
    { "486-cause-of-sip", "user.busy", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "486 Busy Here", .extra = "Reason: SIP;cause=17\n") } },
    { "486-cause-17", "user.busy-confirmed", NOTE_C, .shows = "cause 17",
      .steps = { STEP(0, A, B, "INVITE"),
                 STEP(50, B, A, "486 Busy Here", .extra = "Reason: SIP;cause=486, q.850;cause=17;text=\"a,b\"\n") } },
    { "480-cause-17", "user.busy-confirmed", NOTE_C, .shows = "usually sent as 486",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "480 Temporarily Unavailable", .extra = Q850(17)) } },
    { "603", "user.rejected", NOTE_T, .says = "bob", .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "603 Decline") } },
    { "403-cause-21", "user.rejected", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "403 Forbidden", .extra = Q850(21)) } },
    { "608", "policy.blocked-by-network", WARN_C, .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "608 Rejected") } },
    { "603-network", "policy.blocked-by-network", WARN_C,
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "603 Network Blocked") } },
    { "607", "user.unwanted", NOTE_C, .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "607 Unwanted") } },

    { "408-after-ringing", "user.no-answer", NOTE_C, .shows = "Ringing since frame 2", .says = "30",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "180 Ringing"), STEP(30200, B, A, "408 Request Timeout") } },
    { "480-after-long-ringing", "user.no-answer", NOTE_T, .shows = "frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "180 Ringing"), STEP(20200, B, A, "480 Temporarily Unavailable") } },
    { "480-cause-19-after-ringing", "user.no-answer", NOTE_C,
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "180 Ringing"),
                 STEP(5000, B, A, "480 Temporarily Unavailable", .extra = Q850(19)) } },
    { "487-by-timer-of-proxy", "user.no-answer", NOTE_T, .shows = "CANCEL in frame 4", .says = "20",
      .steps = { STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .kind = SCENE_FORWARDED), STEP(100, B, P, "180 Ringing"),
                 STEP(20200, P, B, "CANCEL"), STEP(20250, B, P, "487 Request Terminated", .of = 2) } },
    { "480-just-after-ringing", "user.not-reachable", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "180 Ringing"), STEP(400, B, A, "480 Temporarily Unavailable") } },
    { "480-cause-19-without-ringing", "user.not-reachable", NOTE_T, .says = "bob",
      .steps = { STEP(0, A, B, "INVITE"), STEP(20200, B, A, "480 Temporarily Unavailable", .extra = Q850(19)) } },
    { "480-cause-20", "user.not-reachable", NOTE_T, .shows = "cause 20",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "480 Temporarily Unavailable", .extra = Q850(20)) } },
    { "480-subscribe", NULL, .steps = { STEP(0, A, B, "SUBSCRIBE"), STEP(50, B, A, "480 Temporarily Unavailable") } },

    { "487-after-cancel", "user.cancelled", CHAT_C, .shows = "CANCEL in frame 3", .says = "frame 3",
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(900, A, B, "CANCEL"), STEP(950, B, A, "200 OK"),
                 STEP(960, B, A, "487 Request Terminated", .of = 1) } },
    { "487-after-cancel-with-cause", "user.cancelled", CHAT_C,
      .steps = { STEP(0, A, B, "INVITE"), STEP(900, A, B, "CANCEL"),
                 STEP(960, B, A, "487 Request Terminated", .of = 1, .extra = Q850(127)) } },
    { "487-behind-proxy", "user.cancelled", CHAT_C, .shows = "CANCEL in frame 4",
      .steps = { STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .kind = SCENE_FORWARDED), STEP(100, B, P, "180 Ringing"),
                 STEP(900, A, P, "CANCEL"), STEP(910, P, B, "CANCEL"), STEP(950, B, P, "487 Request Terminated", .of = 2) } },
    { "487-after-bye", "user.cancelled", CHAT_C, .shows = "BYE in frame 3",
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(950, B, A, "487 Request Terminated", .of = 1) } },
    { "487", "user.cancelled-unseen", NOTE_T, .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "487 Request Terminated") } },
    { "487-bye-of-another-call", "user.cancelled-unseen", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(10, A, B, "BYE", .extra = "Call-ID: other\n"),
                 STEP(90, B, A, "487 Request Terminated", .of = 1) } },
    { "487-cancel-of-another-invite", "user.cancelled-unseen", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(10, C, B, "INVITE", .extra = "Call-ID: other\n"), STEP(50, C, B, "CANCEL"),
                 STEP(90, B, A, "487 Request Terminated", .of = 1) } },
    { "487-of-a-fork", "user.answered-elsewhere", CHAT_C, .shows = "Answered by " C, .says = "frame 4",
      .steps = { STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .kind = SCENE_FORWARDED),
                 STEP(11, P, C, "INVITE", .kind = SCENE_FORWARDED), STEP(900, C, P, "200 OK"),
                 STEP(910, P, A, "200 OK", .kind = SCENE_FORWARDED), STEP(920, P, B, "CANCEL"),
                 STEP(950, B, P, "487 Request Terminated", .of = 2) } },
};

const diagnosis_case_group user_cases = { "user", cases, G_N_ELEMENTS(cases) };
