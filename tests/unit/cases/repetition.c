/* repetition.c
 * Responses that are sent again.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {
    { "first-without-ack", "ack.late", NOTE_T, .shows = "No ACK up to this frame for the response of frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "200 OK"), STEP(600, B, A, "200 OK", .kind = SCENE_AGAIN) } },
    { "after-ack", "ack.late", NOTE_T, .shows = "ACK in frame 3",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "200 OK"), STEP(150, A, B, "ACK"),
                 STEP(600, B, A, "200 OK", .kind = SCENE_AGAIN), STEP(1600, B, A, "200 OK", .kind = SCENE_AGAIN) } },
    { "second-without-ack", "ack.lost", WARN_T, .shows = "frame 2", .says = "so far: 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "200 OK"), STEP(600, B, A, "200 OK", .kind = SCENE_AGAIN),
                 STEP(1600, B, A, "200 OK", .kind = SCENE_AGAIN) } },
    { "failure-without-ack", "ack.refused", WARN_T, .says = "so far: 2", .lacks = "Contact",
      .lines = { "No ACK up to this frame for the response of frame 2" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "486 Busy Here"), STEP(600, B, A, "486 Busy Here", .kind = SCENE_AGAIN),
                 STEP(1600, B, A, "486 Busy Here", .kind = SCENE_AGAIN) } },
    { "ack-of-earlier-invite", "ack.lost", WARN_T, .shows = "frame 4",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "200 OK"), STEP(200, A, B, "INVITE", .kind = SCENE_IN_DIALOG),
                 STEP(300, B, A, "200 OK"), STEP(400, A, B, "ACK", .of = 1), STEP(800, B, A, "200 OK", .kind = SCENE_AGAIN),
                 STEP(1800, B, A, "200 OK", .kind = SCENE_AGAIN) } },
    { "answer-to-repeated-invite", "user.busy", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(480, B, A, "486 Busy Here"), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN),
                 STEP(620, B, A, "486 Busy Here", .kind = SCENE_AGAIN) } },
    { "mirror-port", "user.busy", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "486 Busy Here"),
                 STEP(101, B, A, "486 Busy Here", .kind = SCENE_AGAIN) } },
    { "other-method", NULL,
      .steps = { STEP(0, A, B, "MESSAGE"), STEP(100, B, A, "200 OK"), STEP(600, B, A, "200 OK", .kind = SCENE_AGAIN),
                 STEP(1600, B, A, "200 OK", .kind = SCENE_AGAIN) } },
    /* Nothing but the second INVITE shows that the caller is there: the 200 is repeated for want of an ACK all the same. */
    { "without-ack-after-repeated-invite", "ack.lost", WARN_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN), STEP(2000, B, A, "200 OK"),
                 STEP(2500, B, A, "200 OK", .kind = SCENE_AGAIN), STEP(3500, B, A, "200 OK", .kind = SCENE_AGAIN) } },
    /* The dialog is forgotten with the next call of that Call-ID. */
    { "answer-of-the-call-before", "ack.lost", WARN_T, .lacks = "Record-Route",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "200 OK"), STEP(200, A, B, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(210, B, A, "200 OK"), STEP(300, A, B, "INVITE"), STEP(600, B, A, "200 OK", .kind = SCENE_AGAIN, .of = 2),
                 STEP(1600, B, A, "200 OK", .kind = SCENE_AGAIN, .of = 2) } },
};

const diagnosis_case_group repetition_cases = { "repetition", cases, G_N_ELEMENTS(cases) };
