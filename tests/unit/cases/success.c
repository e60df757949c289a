/* success.c
 * Successful responses that say more than that.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {
    { "while-ringing", "cancel.accepted", CHAT_C, .shows = "INVITE in frame 1",
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(900, A, B, "CANCEL"), STEP(950, B, A, "200 OK") } },
    { "after-answer", "cancel.too-late", NOTE_C, .shows = "in frame 2", .says = "frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"), STEP(95, A, B, "CANCEL"), STEP(99, B, A, "200 OK") } },
    { "cancel-of-unseen-invite", NULL, .steps = { STEP(0, A, B, "CANCEL"), STEP(50, B, A, "200 OK") } },
    { "cancel-of-another-invite", NULL,
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "200 OK"),
                 STEP(95, A, B, "CANCEL", .extra = "Via: SIP/2.0/UDP " A ";branch=z9hG4bKother\n"), STEP(99, B, A, "200 OK") } },

    { "less-granted", "registration.expiry-changed", NOTE_C, .shows = "Expires 3600", .says = "grants 60 ",
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Expires: 3600\n"),
                 STEP(50, P, A, "200 OK", .extra = "Contact: <sip:a@x>;expires=60\n") } },
    { "more-granted", "registration.expiry-changed", NOTE_C, .shows = "frame 1", .says = "asked for 10 ",
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Contact: <sip:a@x>;expires=10\n"),
                 STEP(50, P, A, "200 OK", .extra = "Expires: 60\n") } },
    { "remaining-lifetime", NULL,
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Expires: 3600\n"),
                 STEP(50, P, A, "200 OK", .extra = "Contact: <sip:a@x>;expires=3599\n") } },
    { "binding-of-another-phone", NULL,
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Expires: 3600\n"),
                 STEP(50, P, A, "200 OK", .extra = "Contact: <sip:c@x>;expires=60, <sip:a@x>;expires=3600\n") } },
    { "no-expiry-asked", NULL,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "200 OK", .extra = "Contact: <sip:a@x>;expires=60\n") } },
    { "expiry-of-subscription", NULL,
      .steps = { STEP(0, A, P, "SUBSCRIBE", .extra = "Expires: 3600\n"), STEP(50, P, A, "200 OK", .extra = "Expires: 60\n") } },
    { "register-unseen", NULL, .steps = { STEP(50, P, A, "200 OK", .extra = "CSeq: 1 REGISTER\nExpires: 60\n") } },
    { "expires-0", "registration.removed", CHAT_C, .shows = "Expires 0",
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Contact: *\nExpires: 0\n"), STEP(50, P, A, "200 OK") } },
    { "contact-expires-0", "registration.removed", CHAT_C, .shows = "frame 1",
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Contact: <sip:a@x>;expires=0\n"), STEP(50, P, A, "200 OK") } },
    { "removed-twice", "registration.removed", CHAT_C, .shows = "frame 1",
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Expires: 0\n"), STEP(50, P, A, "200 OK"),
                 STEP(900, P, A, "200 OK", .kind = SCENE_AGAIN) } },

    { "refer-202", "transfer.accepted", NOTE_C,
      .steps = { STEP(0, A, B, "REFER", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "202 Accepted") } },
    { "refer-200", "transfer.accepted", NOTE_C,
      .steps = { STEP(0, A, B, "REFER", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "200 OK") } },
    { "subscribe-202", NULL, .steps = { STEP(0, A, B, "SUBSCRIBE"), STEP(50, B, A, "202 Accepted") } },
    { "sipfrag-486", "transfer.failed", WARN_C, .lines = { "NOTIFY in frame 1 reports SIP/2.0 486 Busy Here" },
      .says = "486 Busy Here", .origin = A,
      .steps = { STEP(0, A, B, "NOTIFY", .kind = SCENE_IN_DIALOG, .extra = SIPFRAG("SIP/2.0 486 Busy Here")),
                 STEP(50, B, A, "200 OK") } },
    { "sipfrag-200", NULL,
      .steps = { STEP(0, A, B, "NOTIFY", .kind = SCENE_IN_DIALOG, .extra = SIPFRAG("SIP/2.0 200 OK")), STEP(50, B, A, "200 OK") } },
    { "sipfrag-100", NULL,
      .steps = { STEP(0, A, B, "NOTIFY", .kind = SCENE_IN_DIALOG, .extra = SIPFRAG("SIP/2.0 100 Trying")),
                 STEP(50, B, A, "200 OK") } },
    { "sipfrag-in-message", NULL,
      .steps = { STEP(0, A, B, "MESSAGE", .extra = SIPFRAG("SIP/2.0 486 Busy Here")), STEP(50, B, A, "200 OK") } },
    { "text-in-notify", NULL,
      .steps = { STEP(0, A, B, "NOTIFY", .extra = "Content-Type: text/plain\n\nSIP/2.0 486 Busy Here\n"),
                 STEP(50, B, A, "200 OK") } },
    { "two-seconds-less", NULL,
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Expires: 3600\n"),
                 STEP(50, P, A, "200 OK", .extra = "Contact: <sip:a@x>;expires=3598\n") } },
    { "three-seconds-less", "registration.expiry-changed", NOTE_C, .says = "grants 3597 ",
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Expires: 3600\n"),
                 STEP(50, P, A, "200 OK", .extra = "Contact: <sip:a@x>;expires=3597\n") } },
};

const diagnosis_case_group success_cases = { "success", cases, G_N_ELEMENTS(cases) };
