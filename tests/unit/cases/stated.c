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

/* Topics, and near misses by method, code and words. */
#define STATES(label, method, verdict, kind, response, ...)                                                                        \
    {                                                                                                                              \
        label, verdict, kind, .says = "The server says", .steps = {                                                                \
            STEP(0, A, P, method),                                                                                                 \
            STEP(500, P, A, response, __VA_ARGS__)                                                                                 \
        }                                                                                                                          \
    }
    STATES("invite", "INVITE", "account.disabled", WARN_T, "403 Account suspended"),
    STATES("register", "REGISTER", "account.disabled", WARN_T, "403 User is disabled"),
    STATES("invite", "INVITE", "policy.caller-id", WARN_T, "403 Forbidden",
           .extra = "Warning: 399 c \"Caller ID not allowed\"\n" Q850(57)),
    STATES("caller-id-of-a-register", "REGISTER", "registration.forbidden", WARN_T, "403 Invalid caller ID"),
    STATES("invite", "INVITE", "policy.blocked", NOTE_T, "403 Destination barred"),
    STATES("spam", "MESSAGE", "policy.blocked", NOTE_T, "480 Suspected spam"),
    STATES("part-of-a-word", "INVITE", "policy.forbidden", NOTE_T, "403 Unblockedness"),
    STATES("invite", "INVITE", "policy.source-address", WARN_T, "403 IP not allowed"),
    STATES("register", "REGISTER", "policy.source-address", WARN_T, "403 Unauthorized IP"),
    STATES("invite", "INVITE", "policy.payment", NOTE_T, "503 Insufficient funds"),
    STATES("words-of-anonymity", "INVITE", "policy.anonymous-refused", NOTE_T, "403 Anonymous calls rejected"),
    STATES("words-of-policy", "INVITE", "policy.forbidden", NOTE_T, "480 Not permitted by policy"),
    STATES("invite", "INVITE", "server.call-limit", WARN_T, "503 Maximum Calls In Progress"),
    STATES("trunks", "INVITE", "server.call-limit", WARN_T, "503 All trunks busy"),
    STATES("limit-of-a-message", "MESSAGE", "server.request-failed", WARN_T, "503 Session limit exceeded"),
    STATES("invite", "INVITE", "server.rate-limit", WARN_T, "503 CPS limit exceeded"),
    STATES("options", "OPTIONS", "server.rate-limit", WARN_T, "503 Flood detected"),
    STATES("invite", "INVITE", "server.congestion", WARN_T, "503 Server overloaded"),
    STATES("subscribe", "SUBSCRIBE", "server.maintenance", WARN_T, "503 Under maintenance"),
    STATES("invite", "INVITE", "route.trunk", WARN_T, "503 Trunk not registered"),
    STATES("register", "REGISTER", "registration.domain", WARN_T, "403 Domain not served here"),
    STATES("invite", "INVITE", "route.domain", WARN_T, "403 Relaying denied"),
    STATES("invite", "INVITE", "route.number-format", WARN_T, "404 Invalid number format"),
    STATES("words-of-routing", "INVITE", "route.no-route", WARN_T, "500 Server Internal Error",
           .extra = "Reason: SIP;cause=500;text=\"General Routing Failure\"\n"),
    STATES("words-of-routing-for-register", "REGISTER", "server.request-failed", WARN_T, "500 Routing failure"),
    STATES("words-of-resolution", "REGISTER", "route.unresolvable", WARN_T, "480 No DNS results"),
    STATES("words-of-registration", "INVITE", "route.not-registered", NOTE_T, "480 User not registered"),
    STATES("caller-not-registered", "INVITE", "policy.forbidden", NOTE_T, "403 User not registered"),
    STATES("words-of-a-user", "MESSAGE", "messaging.no-recipient", NOTE_T, "480 User unknown"),
    STATES("words-of-transport", "INVITE", "route.send-failed/stated", WARN_T, "503 Connection refused"),
    STATES("words-of-tls", "REGISTER", "route.send-failed/stated", WARN_T, "500 TLS handshake failed"),
    STATES("name-with-a-number-of-its-own", "INVITE", "route.not-registered", NOTE_T, "480 Temporarily Unavailable",
           .extra = "Reason: Q.850;cause=606;text=\"USER_NOT_REGISTERED\"\n"),
    /* The code says more itself. */
    STATES("code-of-the-extension", "INVITE", "extension.not-required", WARN_T, "420 Codec policy", .extra = "Unsupported: x\n"),
    STATES("code-of-the-method", "INVITE", "method.function-missing", WARN_T, "501 No route", .extra = Q850(3)),
    { "code-of-the-identity", "identity.missing", WARN_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(500, P, A, "428 Use Identity Header", .extra = Q850(21)) } },
    { "code-of-the-service", "policy.blocked-by-network", WARN_C, .lines = { "Call-Info: <https://b.example/i>;purpose=jwscard" },
      .steps = { STEP(0, A, P, "INVITE"),
                 STEP(500, P, A, "608 Rejected", .extra = Q850(21) "Call-Info: <https://b.example/i>;purpose=jwscard\n") } },
    { "code-of-the-redirection", "route.redirected", CHAT_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(500, P, A, "302 Moved Temporarily", .extra = Q850(22) "Contact: <sip:c@x>\n") } },
    STATES("words-of-a-user", "PUBLISH", "publish.refused", WARN_T, "480 User unknown"),
    { "caller-id-without-asserted-identity", "policy.caller-id", WARN_T, .lacks = "P-Asserted-Identity",
      .lines = { "Request in frame 1: From <sip:alice@example.test>;tag=10-0-0-1-5060" },
      .steps = { STEP(0, A, P, "INVITE"), STEP(500, P, A, "403 Caller ID not allowed") } },
    { "unregistered-warning", "server.internal", WARN_T, .lines = { "Warning 390 from b: \"Odd\"" },
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Server Internal Error", .extra = "Warning: 390 b \"Odd\"\n") } },
    STATES("message", "MESSAGE", "account.disabled", WARN_T, "403 Account suspended"),
    STATES("subscribe", "SUBSCRIBE", "account.disabled", WARN_T, "403 Account suspended"),
    STATES("publish", "PUBLISH", "account.disabled", WARN_T, "403 Account suspended"),
    STATES("incomplete-number", "INVITE", "route.number-format", WARN_T, "484 Invalid number format"),
    { "subscribe-without-words", "server.request-failed", WARN_T, .lacks = "The server says",
      .steps = { STEP(0, A, P, "SUBSCRIBE"), STEP(500, P, A, "503 Service Unavailable") } },
    STATES("words-of-transport-480", "INVITE", "route.send-failed/stated", WARN_T, "480 Connection refused"),
    STATES("words-of-transport-408", "INVITE", "route.send-failed/stated", WARN_T, "408 Connection refused"),
    STATES("words-of-transport-404", "INVITE", "route.no-such-user", NOTE_T, "404 Connection refused"),
    { "challenge-of-an-unseen-request-with-words", NULL, .says = "The server says \"Account suspended\"",
      .steps = { STEP(0, P, A, "407 Account suspended", .extra = PROXY_OFFERS("n1")) } },
};

const diagnosis_case_group stated_cases = { "stated", cases, G_N_ELEMENTS(cases) };
