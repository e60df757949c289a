/* method.c
 * Methods other than INVITE that are refused.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

#define IN_CALL STEP(0, A, B, "INVITE"), STEP(50, B, A, "200 OK")

static const diagnosis_case cases[] = {
    { "subscribe-403", "subscription.refused", WARN_T, .says = "Event: dialog", .lacks = "call",
      .steps = { STEP(0, A, P, "SUBSCRIBE", .extra = "Event: dialog\n"), STEP(50, P, A, "403 Forbidden") } },
    { "subscribe-603", "subscription.refused", WARN_T,
      .steps = { STEP(0, A, P, "SUBSCRIBE", .extra = "Event: dialog\n"), STEP(50, P, A, "603 Decline") } },
    { "invite-603", "user.rejected", NOTE_T, .steps = { STEP(0, A, P, "INVITE"), STEP(5000, P, A, "603 Decline") } },

    { "refer-603", "transfer.refused", WARN_T, .says = "the call goes on",
      .lines = { "Both tags are those of the dialog set up in frame 2" },
      .steps = { IN_CALL, STEP(900, A, B, "REFER", .kind = SCENE_IN_DIALOG), STEP(950, B, A, "603 Decline") } },
    { "refer-405", "transfer.refused", WARN_T, .shows = "Allow: INVITE",
      .steps = { IN_CALL, STEP(900, A, B, "REFER", .kind = SCENE_IN_DIALOG),
                 STEP(950, B, A, "405 Method Not Allowed", .extra = "Allow: INVITE\n") } },
    { "refer-401", "auth.challenge", CHAT_C,
      .steps = { IN_CALL, STEP(900, A, B, "REFER", .kind = SCENE_IN_DIALOG),
                 STEP(950, B, A, "401 Unauthorized", .extra = OFFERS("n1")) } },
    { "refer-481", "dialog.unknown", WARN_T,
      .steps = { IN_CALL, STEP(900, A, B, "REFER", .kind = SCENE_IN_DIALOG),
                 STEP(950, B, A, "481 Call/Transaction Does Not Exist") } },

    { "publish-403", "publish.refused", WARN_T, .says = "event presence", .lacks = "call",
      .steps = { STEP(0, A, P, "PUBLISH", .extra = "Event: presence\n"), STEP(50, P, A, "403 Forbidden") } },
    { "publish-404", "publish.refused", WARN_T,
      .steps = { STEP(0, A, P, "PUBLISH", .extra = "Event: presence\n"), STEP(50, P, A, "404 Not Found") } },
    { "publish-412", "publish.stale-etag", NOTE_C,
      .steps = { STEP(0, A, P, "PUBLISH", .extra = "Event: presence\nSIP-If-Match: x\n"),
                 STEP(50, P, A, "412 Conditional Request Failed") } },

    { "notify-488", "notify.refused", WARN_T,
      .steps = { STEP(0, A, B, "NOTIFY", .extra = "Event: presence\n"), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "notify-489", "event.unsupported", NOTE_C,
      .steps = { STEP(0, A, B, "NOTIFY", .extra = "Event: presence\n"), STEP(50, B, A, "489 Bad Event") } },

    { "489-listed", "event.not-here", NOTE_T, .says = "(dialog)", .lines = { "Allow-Events: presence, dialog" },
      .steps = { STEP(0, A, P, "SUBSCRIBE", .extra = "Event: dialog;id=1\n"),
                 STEP(50, P, A, "489 Bad Event", .extra = "Allow-Events: presence, dialog\n") } },
    { "489-not-listed", "event.unsupported", NOTE_C,
      .steps = { STEP(0, A, P, "SUBSCRIBE", .extra = "Event: dialog.winfo\n"),
                 STEP(50, P, A, "489 Bad Event", .extra = "Allow-Events: presence, dialog\n") } },
    { "info-403", "info.refused", WARN_T, .says = "application/dtmf-relay",
      .steps = { IN_CALL, STEP(900, A, B, "INFO", .kind = SCENE_IN_DIALOG, .extra = "Content-Type: application/dtmf-relay\n\n5\n"),
                 STEP(950, B, A, "403 Forbidden") } },
    { "info-415", "message.unsupported-body", WARN_T,
      .steps = { IN_CALL, STEP(900, A, B, "INFO", .kind = SCENE_IN_DIALOG, .extra = "Content-Type: application/dtmf-relay\n\n5\n"),
                 STEP(950, B, A, "415 Unsupported Media Type") } },
    { "info-469", "info.package", NOTE_T, .lines = { "Request in frame 3: Info-Package foo", "Recv-Info: bar" },
      .steps = { IN_CALL, STEP(900, A, B, "INFO", .kind = SCENE_IN_DIALOG, .extra = "Info-Package: foo\n"),
                 STEP(950, B, A, "469 Bad Info Package", .extra = "Recv-Info: bar\n") } },
    { "469-to-invite", NULL, .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "469 Bad Info Package") } },

    { "bye-403", "bye.refused", WARN_T,
      .steps = { IN_CALL, STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(950, B, A, "403 Forbidden") } },
    { "bye-481", "dialog.unknown", WARN_T,
      .steps = { IN_CALL, STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(950, B, A, "481 Call/Transaction Does Not Exist") } },

    { "message-404", "messaging.no-recipient", NOTE_T, .says = "bob", .lacks = "dial plan",
      .steps = { STEP(0, A, P, "MESSAGE"), STEP(50, P, A, "404 Not Found", .extra = KAMAILIO) } },
    { "message-480", "messaging.offline", NOTE_T, .says = "bob",
      .steps = { STEP(0, A, P, "MESSAGE"), STEP(50, P, A, "480 Temporarily Unavailable") } },
    { "message-603", "messaging.refused", NOTE_T, .steps = { STEP(0, A, P, "MESSAGE"), STEP(50, P, A, "603 Decline") } },
    { "message-403", "messaging.refused", WARN_T, .steps = { STEP(0, A, P, "MESSAGE"), STEP(50, P, A, "403 Forbidden") } },
    { "message-413", "message.too-large", WARN_T,
      .steps = { STEP(0, A, P, "MESSAGE"), STEP(50, P, A, "413 Request Entity Too Large") } },

    { "405-allowed", "method.not-here", NOTE_T, .lines = { "Allow of the response lists INFO" },
      .steps = { STEP(0, A, B, "INFO"), STEP(50, B, A, "405 Method Not Allowed", .extra = "Allow: INVITE, INFO\n") } },
    { "501-unknown", "method.unsupported", NOTE_C, .says = "FOO",
      .steps = { STEP(0, A, B, "FOO"), STEP(50, B, A, "501 Not Implemented", .extra = "Allow: INVITE, BYE\n") } },

    { "required-by-proxy-require", "extension.unsupported", WARN_C, .lacks = "Neither",
      .steps = { STEP(0, A, P, "INVITE", .extra = "Proxy-Require: privacy\n"),
                 STEP(50, P, A, "420 Bad Extension", .extra = "Unsupported: Privacy\n") } },
    { "supported-only", "extension.not-required", WARN_T,
      .lines = { "Neither Require nor Proxy-Require in frame 1 has any of these option tags" },
      .steps = { STEP(0, A, P, "INVITE", .extra = "Require: timer\nSupported: foo\n"),
                 STEP(50, P, A, "420 Bad Extension", .extra = "Unsupported: foo\n") } },
    { "request-unseen", "extension.unsupported", WARN_T,
      .steps = { STEP(50, P, A, "420 Bad Extension", .extra = "Unsupported: foo\n") } },
    { "supported-but-required", "extension.required", WARN_T, .lines = { "Supported in frame 1 has all that Require asks for" },
      .steps = { STEP(0, A, P, "INVITE", .extra = "Supported: timer,100rel\n"),
                 STEP(50, P, A, "421 Extension Required", .extra = "Require: 100rel\n") } },
    { "not-supported-and-required", "extension.required", WARN_C, .lacks = "has all",
      .steps = { STEP(0, A, P, "INVITE", .extra = "Supported: timer\n"),
                 STEP(50, P, A, "421 Extension Required", .extra = "Require: 100rel\n") } },

    { "423-without-minimum", "timer.subscription-too-brief", WARN_T, .says = "expiry of 5 seconds",
      .lines = { "Request in frame 1: Expires 5", "The mandatory header Min-Expires is missing" },
      .steps = { STEP(0, A, P, "SUBSCRIBE", .extra = "Expires: 5\n"), STEP(50, P, A, "423 Interval Too Brief") } },
    { "422-without-minimum", "timer.session-too-small", WARN_T, .lines = { "The mandatory header Min-SE is missing" },
      .steps = { STEP(0, A, P, "INVITE", .extra = "Session-Expires: 60\n"), STEP(50, P, A, "422 Session Interval Too Small") } },
    { "423-minimum-met", "timer.registration-too-brief", NOTE_T, .lacks = "missing",
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Expires: 600\n"),
                 STEP(50, P, A, "423 Interval Too Brief", .extra = "Min-Expires: 300\n") } },

    { "494-beyond-first-hop", "auth.security-agreement-beyond", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(5, P, G, "REGISTER", .kind = SCENE_FORWARDED),
                 STEP(50, G, P, "494 Security Agreement Required", .extra = "Security-Server: tls;q=0.1\n") } },
    { "494-of-first-hop", "auth.security-agreement", CHAT_C,
      .steps = { STEP(0, A, P, "REGISTER"),
                 STEP(50, P, A, "494 Security Agreement Required", .extra = "Security-Server: tls;q=0.1\n") } },
};

const diagnosis_case_group method_cases = { "method", cases, G_N_ELEMENTS(cases) };
