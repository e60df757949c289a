/* registration.c
 * Registrations that are refused.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {
    { "404", "registration.no-account", WARN_T, .says = "alice", .lacks = "umber",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "404 Not Found", .extra = "Server: Asterisk PBX 20\n") } },
    { "404-with-credentials", "registration.no-account", WARN_T, .says = "address of record bob",
      .lines = { "Credentials in frame 1: user alice, realm office" },
      .steps = { STEP(0, A, P, "REGISTER", .extra = "To: <sip:bob@example.test>\n" USES("n1")), STEP(50, P, A, "404 Not Found") } },
    { "604", "registration.no-account", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "604 Does Not Exist Anywhere") } },
    { "404-of-invite", "route.no-such-user", NOTE_T, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "404 Not Found") } },
    { "404-domain", "registration.domain", WARN_T, .shows = "Domain not served",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "404 Domain not served here") } },
    { "403-warning", "registration.domain", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "403 Forbidden", .extra = "Warning: 399 p \"unknown domain\"\n") } },
    { "403-other-words", "registration.forbidden", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "403 Domains full") } },
    { "420", "registration.path", WARN_T, .lines = { "Request in frame 1: Path <sip:edge;lr>", "Unsupported: path" },
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Path: <sip:edge;lr>\nSupported: path\n"),
                 STEP(50, P, A, "420 Bad Extension", .extra = "Unsupported: path\n") } },
    { "420-other-tag", "extension.not-required", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Path: <sip:edge;lr>\n"),
                 STEP(50, P, A, "420 Bad Extension", .extra = "Unsupported: outbound\n") } },
    { "405", "registration.no-registrar", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "405 Method Not Allowed", .extra = "Allow: INVITE\n") } },
    { "501", "registration.no-registrar", WARN_T, .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "501 Not Implemented") } },
    { "603", "registration.refused", WARN_T, .says = "registrar", .lacks = "callee",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "603 Decline") } },
    { "480", "registration.refused", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "480 Temporarily Unavailable") } },
    { "503", "server.request-failed", WARN_T, .says = "this REGISTER", .lacks = "trunk",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "503 Service Unavailable") } },
    { "503-retry-after", "server.overload", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "503 Service Unavailable", .extra = "Retry-After: 9\n") } },
    { "503-of-invite", "server.unavailable", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "503 Service Unavailable") } },
    { "408-to-bye", "server.request-timeout", WARN_T, .says = "this BYE",
      .steps = { STEP(0, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "408 Request Timeout") } },
    { "408", "server.request-timeout", WARN_T, .says = "this REGISTER",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(32000, P, A, "408 Request Timeout") } },
    { "408-of-invite", "callee.no-response-seen", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(32000, P, A, "408 Request Timeout") } },
    { "400-star", "registration.wildcard", WARN_C, .lines = { "Request in frame 1: Contact *", "Request in frame 1: Expires 3600" },
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Contact: *\nExpires: 3600\n"), STEP(50, P, A, "400 Invalid Request") } },
    { "400-star-to-remove", "message.malformed", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Contact: *\nExpires: 0\n"), STEP(50, P, A, "400 Bad Request") } },
    { "user-in-uri", "registration.forbidden", WARN_T,
      .lines = { "The Request-URI of the REGISTER in frame 1 has a user part: sip:alice@example.test" },
      .steps = { STEP(0, A, P, "REGISTER sip:alice@example.test"), STEP(50, P, A, "403 Forbidden") } },
    { "no-user-in-uri", "registration.forbidden", WARN_T, .lacks = "user part",
      .steps = { STEP(0, A, P, "REGISTER sip:example.test"), STEP(50, P, A, "403 Forbidden") } },
};

const diagnosis_case_group registration_cases = { "registration", cases, G_N_ELEMENTS(cases) };
