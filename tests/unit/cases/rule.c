/* rule.c
 * Responses that break a rule of the protocol themselves.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {
    { "401", "protocol.missing-header", ERROR_C, .says = "WWW-Authenticate",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "401 Unauthorized") } },
    { "407", "protocol.missing-header", ERROR_C, .says = "Proxy-Authenticate",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "407 Proxy Authentication Required") } },
    { "420", "protocol.missing-header", ERROR_C, .says = "Unsupported",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "420 Bad Extension") } },
    { "421", "protocol.missing-header", ERROR_C, .says = "Require",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "421 Extension Required") } },
    { "422", "protocol.missing-header", ERROR_C, .says = "Min-SE",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "422 Session Interval Too Small") } },
    { "423", "protocol.missing-header", ERROR_C, .says = "Min-Expires",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "423 Interval Too Brief") } },
    { "494", "protocol.missing-header", ERROR_C, .says = "Security-Server",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "494 Security Agreement Required") } },
    { "merged-challenges", "auth.challenge", CHAT_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "407 Proxy Authentication Required", .extra = OFFERS("n1")) } },
};

const diagnosis_case_group rule_cases = { "rule", cases, G_N_ELEMENTS(cases) };
