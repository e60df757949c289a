/* diagnosis_test.c
 * Every verdict of the catalog by a call that deserves it, and the calls that look like it and do not.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "scene.h"

#include <string.h>

/* A calls B; P is the proxy or PBX between them, C another phone of B's user, G a gateway behind P. */
#define A "10.0.0.1:5060"
#define B "10.0.0.2:5060"
#define C "10.0.0.3:5060"
#define G "10.0.0.7:5060"
#define P "10.0.0.9:5060"

/* More requests than wait to be read. */
#define MANY 2000

#define SDP_HEAD "\nv=0\no=- 1 1 IN IP4 10.0.0.1\ns=-\nc=IN IP4 10.0.0.1\nt=0 0\n"
#define AUDIO SDP_HEAD "m=audio 4000 RTP/AVP 0 8\n"
#define AUDIO_G729 SDP_HEAD "m=audio 4000 RTP/AVP 18\n"
#define AUDIO_SRTP SDP_HEAD "m=audio 4000 RTP/SAVP 0 8\n"
#define FAX SDP_HEAD "m=image 4000 udptl t38\n"
#define NO_STREAM SDP_HEAD
#define BAD_STREAM SDP_HEAD "m=audio\n"

#define DIGEST "Digest realm=\"office\",nonce="
#define OFFERS(nonce) "WWW-Authenticate: " DIGEST "\"" nonce "\"\n"
#define OFFERS_STALE(nonce) "WWW-Authenticate: " DIGEST "\"" nonce "\",stale=TRUE\n"
#define PROXY_OFFERS(nonce) "Proxy-Authenticate: " DIGEST "\"" nonce "\"\n"
#define USES(nonce) "Authorization: " DIGEST "\"" nonce "\",username=\"alice\",response=\"0\"\n"
#define PROXY_USES(nonce) "Proxy-Authorization: " DIGEST "\"" nonce "\",username=\"alice\",response=\"0\"\n"
#define Q850(cause) "Reason: Q.850;cause=" #cause "\n"
#define KAMAILIO "Server: kamailio (5.6.3 (x86_64/linux))\n"
#define SIPFRAG(line) "Content-Type: message/sipfrag;version=2.0\n\n" line "\n"

#define MAX_STEPS 16

/** A scene whose last step is judged. */
typedef struct diagnosis_case {
    const char *name;
    const char *verdict; /**< NULL: nothing beyond the code */
    catalog_severity severity;
    bool certain;
    const char *shows; /**< stands in a line of evidence; NULL: any evidence will do */
    const char *says;  /**< stands in the cause; NULL: any cause will do */
    const char *origin;
    scene_step steps[MAX_STEPS];
} diagnosis_case;

#define CHAT_C .severity = CATALOG_CHAT, .certain = true
#define CHAT_T .severity = CATALOG_CHAT, .certain = false
#define NOTE_C .severity = CATALOG_NOTE, .certain = true
#define NOTE_T .severity = CATALOG_NOTE, .certain = false
#define WARN_C .severity = CATALOG_WARN, .certain = true
#define WARN_T .severity = CATALOG_WARN, .certain = false
#define ERROR_C .severity = CATALOG_ERROR, .certain = true

static const diagnosis_case successes[] = {
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
    { "sipfrag-486", "transfer.failed", WARN_C, .shows = "486 Busy Here", .says = "486 Busy Here", .origin = A,
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
};

static const diagnosis_case repetitions[] = {
    { "first-without-ack", "ack.late", NOTE_T, .shows = "No ACK in the capture for the response of frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "200 OK"), STEP(600, B, A, "200 OK", .kind = SCENE_AGAIN) } },
    { "after-ack", "ack.late", NOTE_T, .shows = "ACK in frame 3",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "200 OK"), STEP(150, A, B, "ACK"),
                 STEP(600, B, A, "200 OK", .kind = SCENE_AGAIN), STEP(1600, B, A, "200 OK", .kind = SCENE_AGAIN) } },
    { "second-without-ack", "ack.lost", WARN_T, .shows = "frame 2", .says = "so far: 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "200 OK"), STEP(600, B, A, "200 OK", .kind = SCENE_AGAIN),
                 STEP(1600, B, A, "200 OK", .kind = SCENE_AGAIN) } },
    { "failure-without-ack", "ack.lost", WARN_T, .shows = "frame 2",
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
    { "second-fork", NULL,
      .steps = { STEP(0, A, P, "INVITE"), STEP(100, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=b\n"),
                 STEP(600, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=c\n") } },
};

static const diagnosis_case authentications[] = {
    { "register", "auth.challenge", CHAT_C, .says = "office", .shows = "WWW-Authenticate",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")) } },
    { "invite-407", "auth.challenge", CHAT_C, .says = "office",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("n1")) } },
    { "other-realm", "auth.challenge", CHAT_C, .says = "home",
      .steps = { STEP(0, A, P, "INVITE", .extra = USES("n1")),
                 STEP(50, P, A, "401 Unauthorized", .extra = "WWW-Authenticate: Digest realm=\"home\",nonce=\"n2\"\n") } },
    { "request-unseen", NULL, .shows = "request is not in the capture",
      .steps = { STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")) } },
    { "stale", "auth.stale", CHAT_C, .shows = "user alice",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n2")) } },
    { "password", "auth.rejected", WARN_T, .shows = "offered in frame 2", .says = "alice",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")), STEP(99, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },
    { "password-at-proxy", "auth.rejected", WARN_T, .shows = "offered in frame 2",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("n1")),
                 STEP(90, A, P, "INVITE", .extra = PROXY_USES("n1")),
                 STEP(99, P, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("n2")) } },
    { "password-again", "auth.rejected", WARN_T, .shows = "refused 1 times before, last in frame 4",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")), STEP(99, P, A, "401 Unauthorized", .extra = OFFERS("n2")),
                 STEP(120, A, P, "REGISTER", .extra = USES("n2")), STEP(150, P, A, "401 Unauthorized", .extra = OFFERS("n3")) } },
    { "accepted-nonce-offered-again", "auth.rejected", WARN_T, .shows = "accepted in frame 4",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")), STEP(99, P, A, "200 OK"),
                 STEP(120, A, P, "REGISTER", .extra = USES("n1")), STEP(150, P, A, "401 Unauthorized", .extra = OFFERS("n1")) } },
    { "never-offered", "auth.nonce-outdated", NOTE_T, .shows = "offered the nonce of frame 1",
      .steps = { STEP(0, A, P, "REGISTER", .extra = USES("n0")), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")) } },
    { "accepted-an-hour-ago", "auth.nonce-outdated", NOTE_T, .shows = "accepted in frame 4",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")), STEP(99, P, A, "200 OK"),
                 STEP(3600000, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(3600050, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },
    { "offered-long-ago", "auth.nonce-outdated", NOTE_T, .shows = "offered in frame 2",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(60000, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(60050, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },

    { "third-call", "auth.trunk", WARN_T, .says = A,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(2000, A, P, "INVITE", .extra = "Call-ID: c2\n"), STEP(2050, P, A, "401 Unauthorized", .extra = OFFERS("n2")),
                 STEP(4000, A, P, "INVITE", .extra = "Call-ID: c3\n"),
                 STEP(4050, P, A, "401 Unauthorized", .extra = OFFERS("n3")) } },
    { "second-call", "auth.challenge", CHAT_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(2000, A, P, "INVITE", .extra = "Call-ID: c2\n"),
                 STEP(2050, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },
    { "one-call", "auth.challenge", CHAT_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")), STEP(1000, A, P, "INVITE"),
                 STEP(1050, P, A, "401 Unauthorized", .extra = OFFERS("n2")), STEP(2000, A, P, "INVITE"),
                 STEP(2050, P, A, "401 Unauthorized", .extra = OFFERS("n3")) } },
    { "peer-with-credentials", "auth.challenge", CHAT_C,
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Call-ID: reg\n" USES("n0")), STEP(100, A, P, "INVITE"),
                 STEP(150, P, A, "401 Unauthorized", .extra = OFFERS("n1")), STEP(2000, A, P, "INVITE", .extra = "Call-ID: c2\n"),
                 STEP(2050, P, A, "401 Unauthorized", .extra = OFFERS("n2")), STEP(4000, A, P, "INVITE", .extra = "Call-ID: c3\n"),
                 STEP(4050, P, A, "401 Unauthorized", .extra = OFFERS("n3")) } },
    { "other-peer", "auth.challenge", CHAT_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(2000, A, P, "INVITE", .extra = "Call-ID: c2\n"), STEP(2050, P, A, "401 Unauthorized", .extra = OFFERS("n2")),
                 STEP(4000, C, P, "INVITE", .extra = "Call-ID: c3\n"),
                 STEP(4050, P, C, "401 Unauthorized", .extra = OFFERS("n3")) } },

    { "invite-with-credentials", "auth.forbidden", WARN_T, .shows = "frame 1", .says = "alice",
      .steps = { STEP(0, A, P, "INVITE", .extra = USES("n1")), STEP(50, P, A, "403 Forbidden") } },
    { "after-one-refusal", "auth.forbidden", WARN_T, .shows = "user alice",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")), STEP(99, P, A, "401 Unauthorized", .extra = OFFERS("n2")),
                 STEP(120, A, P, "REGISTER", .extra = USES("n2")), STEP(150, P, A, "403 Forbidden") } },
    { "success-between", "auth.forbidden", WARN_T, .shows = "user alice",
      .steps = { STEP(0, A, P, "REGISTER", .extra = USES("n0")), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")), STEP(99, P, A, "200 OK"),
                 STEP(900, A, P, "REGISTER", .extra = USES("n1")), STEP(950, P, A, "401 Unauthorized", .extra = OFFERS("n2")),
                 STEP(990, A, P, "REGISTER", .extra = USES("n2")), STEP(999, P, A, "403 Forbidden") } },
    { "after-two-refusals", "auth.blocked", WARN_T, .shows = "refused 2 times before, last in frame 6", .says = "2, user alice",
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")), STEP(99, P, A, "401 Unauthorized", .extra = OFFERS("n2")),
                 STEP(120, A, P, "REGISTER", .extra = USES("n2")), STEP(150, P, A, "401 Unauthorized", .extra = OFFERS("n3")),
                 STEP(190, A, P, "REGISTER", .extra = USES("n3")), STEP(199, P, A, "403 Forbidden") } },
    { "494", "auth.security-agreement", CHAT_C, .shows = "Security-Server: ipsec-3gpp",
      .steps = { STEP(0, A, P, "REGISTER"),
                 STEP(50, P, A, "494 Security Agreement Required", .extra = "Security-Server: ipsec-3gpp;q=0.1\n") } },
    { "421", "auth.security-agreement", CHAT_C,
      .steps = { STEP(0, A, P, "REGISTER"),
                 STEP(50, P, A, "421 Extension Required", .extra = "Require: sec-agree\nSecurity-Server: tls;q=0.1\n") } },
};

static const diagnosis_case broken_rules[] = {
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

static const diagnosis_case bad_messages[] = {
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
    { "400", "message.malformed", WARN_T, .says = "Missing Contact", .shows = "Missing Contact",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(50, B, A, "400 Missing Contact") } },
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
};

static const diagnosis_case routes[] = {
    { "404", "route.no-such-user", NOTE_T, .says = "bob", .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "404 Not Found") } },
    { "604", "route.no-such-user", NOTE_T, .steps = { STEP(0, A, P, "MESSAGE"), STEP(50, P, A, "604 Does Not Exist Anywhere") } },
    { "404-asterisk", "route.no-such-user", NOTE_T, .shows = "Asterisk",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "404 Not Found", .extra = "Server: Asterisk PBX 20\n") } },
    { "404-register", NULL, .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "404 Not Found", .extra = KAMAILIO) } },
    { "404-kamailio", "route.not-registered", NOTE_T, .says = "bob", .shows = "kamailio",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "404 Not Found", .extra = KAMAILIO) } },
    { "404-opensips", "route.not-registered", NOTE_T,
      .steps = { STEP(0, A, P, "MESSAGE"), STEP(50, P, A, "404 Not here", .extra = "Server: OpenSIPS (3.4.0)\n") } },
    { "404-cause-1", "route.unallocated-number", NOTE_C, .shows = "cause 1", .says = "bob",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "404 Not Found", .extra = Q850(1)) } },
    { "500-cause-1", "route.unallocated-number", NOTE_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Server Internal Error", .extra = Q850(1)) } },
    { "404-cause-2", "route.no-route", NOTE_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "404 Not Found", .extra = Q850(2)) } },
    { "404-cause-3", "route.no-route", NOTE_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "404 Not Found", .extra = Q850(3)) } },
    { "503-cause-3", "route.no-route", NOTE_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "503 Service Unavailable", .extra = Q850(3)) } },
    { "404-cause-of-sip", "route.no-such-user", NOTE_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "404 Not Found", .extra = "Reason: SIP;cause=1\n") } },
    { "410-cause-22", "route.number-changed", NOTE_C, .says = "bob",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "410 Gone", .extra = Q850(22)) } },
    { "410", NULL, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "410 Gone") } },
    { "484", "route.number-incomplete", NOTE_T,
      .steps = { STEP(0, A, P, "INVITE sip:49@x"), STEP(50, P, A, "484 Address Incomplete") } },
    { "484-cause-28", "route.number-incomplete", NOTE_T,
      .steps = { STEP(0, A, P, "INVITE sip:49@x"), STEP(50, P, A, "484 Address Incomplete", .extra = Q850(28)) } },

    { "482", "route.loop", WARN_C, .shows = "10.9.9.9", .says = "10.9.9.9",
      .steps = { STEP(0, A, P, "INVITE",
                      .extra = "Via: SIP/2.0/UDP a;branch=z9hG4bK1\nVia: SIP/2.0/UDP 10.9.9.9;branch=z9hG4bK2,SIP/2.0/UDP c\n"
                               "Via: SIP/2.0/UDP 10.9.9.9;branch=z9hG4bK3\n"),
                 STEP(50, P, A, "482 Loop Detected") } },
    { "483", "route.loop", WARN_C, .shows = "among 2 entries",
      .steps = { STEP(0, A, P, "INVITE",
                      .extra = "Max-Forwards: 0\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\nVia: SIP/2.0/UDP a;branch=z9hG4bK2\n"),
                 STEP(50, P, A, "483 Too Many Hops") } },
    { "483-two-ports-of-a-host", "route.too-many-hops", WARN_C,
      .steps = { STEP(0, A, P, "INVITE",
                      .extra =
                          "Max-Forwards: 0\nVia: SIP/2.0/UDP a:5060;branch=z9hG4bK1\nVia: SIP/2.0/UDP a:5080;branch=z9hG4bK2\n"),
                 STEP(50, P, A, "483 Too Many Hops") } },
    { "max-forwards-0", "route.too-many-hops", WARN_C, .shows = "Max-Forwards 0", .says = "hops: 1",
      .steps = { STEP(0, A, P, "INVITE", .extra = "Max-Forwards: 0\n"), STEP(50, P, A, "483 Too Many Hops") } },
    { "482-without-loop", "route.merged", WARN_T, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "482 Request merged") } },
    { "478-phrase", "route.unresolvable", WARN_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "478 Unresolvable destination (478/TM)", .extra = KAMAILIO) } },
    { "478-of-others", NULL, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "478 Odd") } },
    { "477-phrase", "route.send-failed", WARN_C, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "477 Next hop (477/TM)") } },
    { "477-server", "route.send-failed", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "477 Send failed", .extra = "Server: OpenSIPS (3.4.0)\n") } },
    { "477-of-others", NULL, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "477 Odd") } },
    { "302", "route.redirected", CHAT_C, .says = "sip:c@x, sip:d@y",
      .steps = { STEP(0, A, P, "INVITE"),
                 STEP(50, P, A, "302 Moved Temporarily", .extra = "Contact: <sip:c@x>\nContact: <sip:d@y>;q=0.5\n") } },
    { "300", "route.redirected", CHAT_C, .shows = "Contact: <sip:c@x>",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "300 Multiple Choices", .extra = "Contact: <sip:c@x>,<sip:d@y>\n") } },
    { "305", "route.use-proxy", NOTE_C, .says = "sip:q",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "305 Use Proxy", .extra = "Contact: <sip:q>\n") } },
    { "380", "route.use-proxy", NOTE_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "380 Alternative Service", .extra = "Contact: <sip:q>\n") } },
    { "302-without-contact", "route.redirected-nowhere", NOTE_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "302 Moved Temporarily") } },
    { "305-without-contact", "route.redirected-nowhere", NOTE_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "305 Use Proxy") } },
};

static const diagnosis_case users[] = {
    { "486", "user.busy", NOTE_T, .says = "bob", .origin = B, .shows = "element behind it",
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

static const diagnosis_case media[] = {
    { "488-warning-305", "media.no-common-codec", WARN_C, .shows = "Offer in frame 1: audio RTP/AVP PCMU", .says = "PCMU",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO),
                 STEP(50, B, A, "488 Not Acceptable Here", .extra = "Warning: 305 b \"Incompatible media format\"\n") } },
    { "606-second-warning-305", "media.no-common-codec", WARN_C, .shows = "Warning 305 from b",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO),
                 STEP(50, B, A, "606 Not Acceptable", .extra = "Warning: 399 b \"a, b\", 305 b \"x\"\n") } },
    { "488-warning-305-in-dialog", "media.no-common-codec", NOTE_C,
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = AUDIO),
                 STEP(50, B, A, "488 Not Acceptable Here", .extra = "Warning: 305 b \"x\"\n") } },
    { "488-warning-399", "media.offer-refused", WARN_T, .shows = "Warning 399",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO),
                 STEP(50, B, A, "488 Not Acceptable Here", .extra = "Warning: 399 b \"305\"\n") } },
    { "488-g729", "media.no-usual-codec", WARN_T, .shows = "G729", .says = "G729",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO_G729), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488-g729-in-dialog", "media.no-usual-codec", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = AUDIO_G729),
                 STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488", "media.offer-refused", WARN_T, .shows = "RTP/AVP PCMU",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488-update", "media.offer-refused", NOTE_T,
      .steps = { STEP(0, A, B, "UPDATE", .kind = SCENE_IN_DIALOG, .extra = AUDIO), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488-video-only", "media.offer-refused", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = SDP_HEAD "m=video 4000 RTP/AVP 96\na=rtpmap:96 H264/90000\n"),
                 STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488-warning-302", "media.srtp-required", WARN_C,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO),
                 STEP(50, B, A, "488 Not Acceptable Here", .extra = "Warning: 302 b \"Incompatible transport protocol\"\n") } },
    { "488-by-a-phone-with-srtp", "media.srtp-required", WARN_T, .shows = B " described a session with SRTP in frame 1",
      .steps = { STEP(0, B, A, "INVITE", .extra = "Call-ID: before\n" AUDIO_SRTP), STEP(50, A, B, "200 OK"),
                 STEP(900, A, B, "INVITE", .extra = AUDIO), STEP(950, B, A, "488 Not Acceptable Here") } },
    { "488-srtp-offered", "media.offer-refused", WARN_T,
      .steps = { STEP(0, B, A, "INVITE", .extra = "Call-ID: before\n" AUDIO_SRTP), STEP(50, A, B, "200 OK"),
                 STEP(900, A, B, "INVITE", .extra = AUDIO_SRTP), STEP(950, B, A, "488 Not Acceptable Here") } },
    { "488-srtp-of-another", "media.offer-refused", WARN_T,
      .steps = { STEP(0, C, A, "INVITE", .extra = "Call-ID: before\n" AUDIO_SRTP), STEP(50, A, C, "200 OK"),
                 STEP(900, A, B, "INVITE", .extra = AUDIO), STEP(950, B, A, "488 Not Acceptable Here") } },
    { "488", "media.t38-declined", NOTE_T, .shows = "udptl t38",
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = FAX), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "606", "media.t38-declined", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = FAX),
                 STEP(50, B, A, "606 Not Acceptable", .extra = "Warning: 305 b \"x\"\n") } },
    { "488-new-call-of-fax", "media.offer-refused", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = FAX), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488-cause-65", "media.bearer", WARN_T, .shows = "cause 65", .says = "65",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(50, B, A, "488 Not Acceptable Here", .extra = Q850(65)) } },
    { "500-cause-57", "media.bearer", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(50, B, A, "500 Server Internal Error", .extra = Q850(57)) } },
    { "503-cause-58", "media.bearer", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(50, B, A, "503 Service Unavailable", .extra = Q850(58)) } },
    { "488-cause-70", "media.bearer", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(50, B, A, "488 Not Acceptable Here", .extra = Q850(70)) } },
    { "488-cause-69", "media.offer-refused", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(50, B, A, "488 Not Acceptable Here", .extra = Q850(69)) } },
    { "488-without-sdp", "media.offer-missing", WARN_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488-message", NULL, .steps = { STEP(0, A, B, "MESSAGE"), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488-without-request", NULL, .steps = { STEP(50, B, A, "488 Not Acceptable Here") } },
    { "404", "media.early-then-failed", WARN_T, .shows = "SDP in frame 2", .says = "frame 2",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(100, B, A, "183 Session Progress", .extra = AUDIO),
                 STEP(5000, B, A, "404 Not Found") } },
    { "503-cause-34", "media.early-then-failed", WARN_T, .shows = "cause 34",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(100, B, A, "183 Session Progress", .extra = AUDIO),
                 STEP(5000, B, A, "503 Service Unavailable", .extra = Q850(34)) } },
    { "183-without-sdp", "route.no-such-user", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(100, B, A, "183 Session Progress"),
                 STEP(5000, B, A, "404 Not Found") } },
    { "183-then-busy", "user.busy", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(100, B, A, "183 Session Progress", .extra = AUDIO),
                 STEP(5000, B, A, "486 Busy Here") } },
    { "183-then-declined", "user.rejected", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(100, B, A, "183 Session Progress", .extra = AUDIO),
                 STEP(5000, B, A, "603 Decline") } },
};

static const diagnosis_case dialogs[] = {
    { "bye", "dialog.unknown", WARN_T,
      .steps = { STEP(0, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "481 Call/Transaction Does Not Exist") } },
    { "bye-of-seen-dialog", "dialog.unknown", WARN_T, .shows = "set up in frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "200 OK"), STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(950, B, A, "481 Call/Transaction Does Not Exist") } },
    { "bye-of-callee", "dialog.unknown", WARN_T, .shows = "set up in frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "200 OK"), STEP(900, B, A, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(950, A, B, "481 Call/Transaction Does Not Exist") } },
    { "notify", "dialog.unknown", NOTE_T, .says = "NOTIFY",
      .steps = { STEP(0, A, B, "NOTIFY", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "481 Subscription Does Not Exist") } },
    { "prack", "dialog.unknown", NOTE_T,
      .steps = { STEP(0, A, B, "PRACK", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "481 Call/Transaction Does Not Exist") } },
    { "bye-repeated", "dialog.unknown", WARN_T,
      .steps = { STEP(0, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(500, A, B, "BYE", .kind = SCENE_AGAIN),
                 STEP(550, B, A, "481 Call/Transaction Does Not Exist") } },
    { "bye-of-both", "dialog.already-over", NOTE_C, .shows = "BYE in frame 3", .says = "frame 3",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "200 OK"), STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(901, B, A, "BYE", .kind = SCENE_IN_DIALOG), STEP(950, A, B, "481 Call/Transaction Does Not Exist") } },
    { "second-bye", "dialog.already-over", NOTE_C, .shows = "BYE in frame 1",
      .steps = { STEP(0, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "200 OK"),
                 STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(950, B, A, "481 Call/Transaction Does Not Exist") } },
    { "bye-of-another-call", "dialog.unknown", WARN_T,
      .steps = { STEP(0, A, B, "BYE", .kind = SCENE_IN_DIALOG, .extra = "Call-ID: other\n"), STEP(50, B, A, "200 OK"),
                 STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(950, B, A, "481 Call/Transaction Does Not Exist") } },
    { "message-after-bye", "dialog.unknown", WARN_T,
      .steps = { STEP(0, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "200 OK"),
                 STEP(900, A, B, "MESSAGE", .kind = SCENE_IN_DIALOG), STEP(950, B, A, "481 Call/Transaction Does Not Exist") } },
    { "cancel", "cancel.no-transaction", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, A, B, "CANCEL"), STEP(90, B, A, "481 Call/Transaction Does Not Exist") } },
    { "491", "dialog.glare", CHAT_T,
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "491 Request Pending") } },
    { "first-open", "dialog.overlapping-invite", NOTE_T, .shows = "INVITE in frame 1", .says = "frame 1",
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG), STEP(50, A, B, "INVITE", .kind = SCENE_IN_DIALOG),
                 STEP(90, B, A, "500 Server Internal Error") } },
    { "first-without-ack", "dialog.overlapping-invite", NOTE_T, .shows = "INVITE in frame 1",
      .steps = { STEP(0, A, B, "INVITE"), STEP(10, B, A, "200 OK"), STEP(50, A, B, "INVITE", .kind = SCENE_IN_DIALOG),
                 STEP(90, B, A, "500 Server Internal Error") } },
    { "first-acknowledged", "server.internal", WARN_T,
      .steps = { STEP(0, A, B, "INVITE"), STEP(10, B, A, "200 OK"), STEP(20, A, B, "ACK"),
                 STEP(50, A, B, "INVITE", .kind = SCENE_IN_DIALOG), STEP(90, B, A, "500 Server Internal Error") } },
    { "first-failed", "server.internal", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG), STEP(10, B, A, "488 Not Acceptable Here"), STEP(20, A, B, "ACK"),
                 STEP(50, A, B, "INVITE", .kind = SCENE_IN_DIALOG), STEP(90, B, A, "500 Server Internal Error") } },
    { "first-of-other-side", "server.internal", WARN_T,
      .steps = { STEP(0, B, A, "INVITE", .kind = SCENE_IN_DIALOG), STEP(50, A, B, "INVITE", .kind = SCENE_IN_DIALOG),
                 STEP(90, B, A, "500 Server Internal Error") } },
    { "info-in-open-invite", "server.internal", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG), STEP(50, A, B, "INFO", .kind = SCENE_IN_DIALOG),
                 STEP(90, B, A, "500 Server Internal Error") } },
    { "lower", "dialog.cseq-too-low", WARN_C, .shows = "CSeq 4", .says = "9",
      .steps = { STEP(0, A, B, "INFO", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 9 INFO\n"), STEP(20, B, A, "200 OK"),
                 STEP(50, A, B, "INFO", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 4 INFO\n"),
                 STEP(90, B, A, "500 Server Internal Error") } },
    { "higher-by-five", "server.internal", WARN_T,
      .steps = { STEP(0, A, B, "INFO", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 4 INFO\n"), STEP(20, B, A, "200 OK"),
                 STEP(50, A, B, "INFO", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 9 INFO\n"),
                 STEP(90, B, A, "500 Server Internal Error") } },
    { "lower-than-other-side", "server.internal", WARN_T,
      .steps = { STEP(0, B, A, "INFO", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 9 INFO\n"), STEP(20, A, B, "200 OK"),
                 STEP(50, A, B, "INFO", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 4 INFO\n"),
                 STEP(90, B, A, "500 Server Internal Error") } },
};

static const diagnosis_case servers[] = {
    { "422", "timer.session-too-small", NOTE_C, .shows = "Session-Expires 60", .says = "at least 90",
      .steps = { STEP(0, A, B, "INVITE", .extra = "Session-Expires: 60;refresher=uac\n"),
                 STEP(50, B, A, "422 Session Interval Too Small", .extra = "Min-SE: 90\n") } },
    { "423", "timer.registration-too-brief", NOTE_C, .shows = "Expires 60", .says = "at least 300",
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Expires: 60\n"),
                 STEP(50, P, A, "423 Interval Too Brief", .extra = "Min-Expires: 300\n") } },
    { "423-other-registrar-error", "timer.registration-too-brief", NOTE_C,
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Expires: 60\n"),
                 STEP(50, P, A, "423 Interval Too Brief", .extra = "Min-Expires: 300\nP-Registrar-Error: Interval too brief\n") } },
    { "423-subscribe", "timer.subscription-too-brief", NOTE_C, .says = "expiry of 60 seconds",
      .steps = { STEP(0, A, P, "SUBSCRIBE", .extra = "Expires: 60\n"),
                 STEP(50, P, A, "423 Interval Too Brief", .extra = "Min-Expires: 300\n") } },
    { "423-publish", "timer.subscription-too-brief", NOTE_C,
      .steps = { STEP(0, A, P, "PUBLISH", .extra = "Expires: 60\n"),
                 STEP(50, P, A, "423 Interval Too Brief", .extra = "Min-Expires: 300\n") } },

    { "408", "callee.no-response-seen", WARN_T, .steps = { STEP(0, A, P, "INVITE"), STEP(32000, P, A, "408 Request Timeout") } },
    { "503-retry-after", "server.overload", WARN_T, .shows = "Retry-After: 120", .says = "120 seconds",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "503 Service Unavailable", .extra = "Retry-After: 120\n") } },
    { "503", "server.unavailable", WARN_T, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "503 Service Unavailable") } },
    { "503-cause-34", "server.no-circuit", WARN_T, .shows = "cause 34", .says = "34",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "503 Service Unavailable", .extra = Q850(34) "Retry-After: 120\n") } },
    { "503-cause-42", "server.no-circuit", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "503 Service Unavailable", .extra = Q850(42)) } },
    { "500-cause-44", "server.no-circuit", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Server Internal Error", .extra = Q850(44)) } },
    { "503-cause-47", "server.no-circuit", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "503 Service Unavailable", .extra = Q850(47)) } },
    { "500", "server.internal", WARN_T, .says = "Script failed",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Script failed") } },
    { "500-cause-0", "server.internal", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Server Internal Error", .extra = Q850(0)) } },
    { "500-cause-999", "server.internal", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Server Internal Error", .extra = Q850(999)) } },
    { "502", "server.bad-gateway", WARN_T, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "502 Bad Gateway") } },
    { "504", "server.timeout", WARN_T, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "504 Server Time-out") } },
    { "500-cause-38", "gateway.cause", WARN_T, .shows = "cause 38", .says = "38",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "500 Server Internal Error", .extra = Q850(38)) } },
    { "502-cause-27", "gateway.cause", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "502 Bad Gateway", .extra = Q850(27)) } },
    { "504-cause-102", "gateway.cause", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "504 Server Time-out", .extra = Q850(102)) } },
    { "410-cause-26", "gateway.cause", NOTE_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "410 Gone", .extra = Q850(26)) } },

    { "503", "server.gateway-down", WARN_T, .shows = "OPTIONS to " G " in frame 1", .says = G,
      .steps = { STEP(0, P, G, "OPTIONS", .extra = "Call-ID: probe\n"), STEP(5000, A, P, "INVITE"),
                 STEP(5050, P, A, "503 Service Unavailable", .extra = "Retry-After: 30\n") } },
    { "404-cause-3", "server.gateway-down", WARN_T,
      .steps = { STEP(0, P, G, "OPTIONS", .extra = "Call-ID: probe\n"), STEP(5000, A, P, "INVITE"),
                 STEP(5050, P, A, "404 Not Found", .extra = Q850(3)) } },
    { "408", "server.gateway-down", WARN_T,
      .steps = { STEP(0, P, G, "OPTIONS", .extra = "Call-ID: probe\n"), STEP(5000, A, P, "INVITE"),
                 STEP(37050, P, A, "408 Request Timeout") } },
    { "probe-answered-404", "server.unavailable", WARN_T,
      .steps = { STEP(0, P, G, "OPTIONS", .extra = "Call-ID: probe\n"), STEP(50, G, P, "404 Not Found"), STEP(5000, A, P, "INVITE"),
                 STEP(5050, P, A, "503 Service Unavailable") } },
    { "probe-just-sent", "server.unavailable", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(10, P, G, "OPTIONS", .extra = "Call-ID: probe\n"),
                 STEP(50, P, A, "503 Service Unavailable") } },
    { "probe-of-another", "server.unavailable", WARN_T,
      .steps = { STEP(0, A, G, "OPTIONS", .extra = "Call-ID: probe\n"), STEP(5000, A, P, "INVITE"),
                 STEP(5050, P, A, "503 Service Unavailable") } },

    { "phrase", "registration.too-many-contacts", WARN_C,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "403 Too many registered contacts") } },
    { "header", "registration.too-many-contacts", WARN_C, .shows = "P-Registrar-Error",
      .steps = { STEP(0, A, P, "REGISTER"),
                 STEP(50, P, A, "503 Service Unavailable", .extra = "P-Registrar-Error: Too many registered contacts\n") } },
    { "403", "registration.forbidden", WARN_T, .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "403 Forbidden") } },
    { "403-invite-contacts", "policy.forbidden", NOTE_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "403 Too many contacts") } },
};

static const diagnosis_case extensions[] = {
    { "420", "extension.unsupported", WARN_C, .shows = "Unsupported: 100rel", .says = "100rel",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "420 Bad Extension", .extra = "Unsupported: 100rel\n") } },
    { "421", "extension.required", WARN_C, .says = "timer",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "421 Extension Required", .extra = "Require: timer\n") } },
    { "501-invite", "method.unsupported", WARN_C, .shows = "INVITE", .says = "INVITE",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "501 Not Implemented") } },
    { "405-message", "method.unsupported", NOTE_C, .shows = "Allow: INVITE",
      .steps = { STEP(0, A, B, "MESSAGE"), STEP(50, B, A, "405 Method Not Allowed", .extra = "Allow: INVITE, BYE\n") } },
    { "405-bye", "method.unsupported", WARN_C,
      .steps = { STEP(0, A, B, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(50, B, A, "405 Method Not Allowed", .extra = "Allow: INVITE\n") } },
    { "405-without-request", "method.unsupported", NOTE_C, .shows = "not in the capture",
      .steps = { STEP(0, B, A, "405 Method Not Allowed", .extra = "CSeq: 1 INFO\nAllow: INVITE\n") } },
    { "405-without-allow", "method.unsupported", NOTE_C, .shows = "Allow is missing",
      .steps = { STEP(0, A, B, "INFO"), STEP(50, B, A, "405 Method Not Allowed") } },
    { "489", "event.unsupported", NOTE_C, .shows = "Event reg", .says = "reg",
      .steps = { STEP(0, A, B, "SUBSCRIBE", .extra = "Event: reg;id=1\n"), STEP(50, B, A, "489 Bad Event") } },
    { "489-without-event", NULL, .steps = { STEP(0, A, B, "SUBSCRIBE"), STEP(50, B, A, "489 Bad Event") } },
    { "412", "publish.stale-etag", NOTE_C, .shows = "SIP-If-Match xyz", .says = "xyz",
      .steps = { STEP(0, A, P, "PUBLISH", .extra = "SIP-If-Match: xyz\n"), STEP(50, P, A, "412 Conditional Request Failed") } },
    { "412-without-etag", NULL, .steps = { STEP(0, A, P, "PUBLISH"), STEP(50, P, A, "412 Conditional Request Failed") } },
    { "404", "subscription.not-found", NOTE_T, .says = "dialog",
      .steps = { STEP(0, A, P, "SUBSCRIBE", .extra = "Event: dialog\n"),
                 STEP(50, P, A, "404 Not Found", .extra = "Server: Asterisk PBX 20\n") } },
    { "404-subscribe-kamailio", "route.not-registered", NOTE_T,
      .steps = { STEP(0, A, P, "SUBSCRIBE", .extra = "Event: dialog\n"), STEP(50, P, A, "404 Not Found", .extra = KAMAILIO) } },
    { "404", "probe.answered", CHAT_C, .says = "404",
      .steps = { STEP(0, P, G, "OPTIONS"), STEP(50, G, P, "404 Not Found", .extra = KAMAILIO) } },
    { "401", "probe.answered", CHAT_C,
      .steps = { STEP(0, P, G, "OPTIONS"), STEP(50, G, P, "401 Unauthorized", .extra = OFFERS("n1")) } },
    { "405", "probe.answered", CHAT_C, .steps = { STEP(0, P, G, "OPTIONS"), STEP(50, G, P, "405 Method Not Allowed") } },
    { "486", "probe.answered", CHAT_C, .steps = { STEP(0, P, G, "OPTIONS"), STEP(50, G, P, "486 Busy Here") } },
    { "501", "probe.answered", CHAT_C, .steps = { STEP(0, P, G, "OPTIONS"), STEP(50, G, P, "501 Not Implemented") } },
    { "options-400", "message.malformed", WARN_T, .steps = { STEP(0, P, G, "OPTIONS"), STEP(50, G, P, "400 Bad Request") } },
    { "options-416", "message.bad-uri", WARN_C, .says = "foo:bar",
      .steps = { STEP(0, P, G, "OPTIONS foo:bar"), STEP(50, G, P, "416 Unsupported URI Scheme") } },
    { "options-420", "extension.unsupported", WARN_C, .says = "foo",
      .steps = { STEP(0, P, G, "OPTIONS", .extra = "Require: foo\n"),
                 STEP(50, G, P, "420 Bad Extension", .extra = "Unsupported: foo\n") } },
    { "options-200", NULL, .steps = { STEP(0, P, G, "OPTIONS"), STEP(50, G, P, "200 OK") } },
    { "options-408", "callee.no-response-seen", WARN_T,
      .steps = { STEP(0, P, G, "OPTIONS"), STEP(50, G, P, "408 Request Timeout") } },
    { "options-503", "server.unavailable", WARN_T,
      .steps = { STEP(0, P, G, "OPTIONS"), STEP(50, G, P, "503 Service Unavailable") } },
    { "options-in-dialog", "dialog.unknown", WARN_T,
      .steps = { STEP(0, A, B, "OPTIONS", .kind = SCENE_IN_DIALOG), STEP(50, B, A, "481 Call/Transaction Does Not Exist") } },
    { "483", "probe.traceroute", CHAT_C,
      .steps = { STEP(0, A, P, "OPTIONS", .extra = "Max-Forwards: 0\n"), STEP(50, P, A, "483 Too Many Hops") } },
    { "403", "policy.forbidden", NOTE_T, .says = "Destination barred", .shows = "Destination barred",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "403 Destination barred") } },
    { "402", "policy.payment", NOTE_T, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "402 Payment Required") } },
    { "433", "policy.anonymous-refused", NOTE_T, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "433 Anonymity Disallowed") } },
    { "428", "identity.missing", WARN_C, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "428 Use Identity Header") } },
    { "436", "identity.unusable", WARN_T, .says = "436",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "436 Bad Identity Info") } },
    { "437", "identity.unusable", WARN_T, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "437 Unsupported Credential") } },
    { "438", "identity.unusable", WARN_T, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "438 Invalid Identity Header") } },
    { "429", NULL, .steps = { STEP(0, A, P, "REFER"), STEP(50, P, A, "429 Provide Referrer Identity") } },
    { "699", NULL, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "699 Odd") } },
    { "180", NULL, .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "180 Ringing") } },
};

/* A call through the proxy P: frame 1 to P, frame 2 on to B. */
#define THROUGH_P STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .kind = SCENE_FORWARDED)
/* Frame 3 on to C, too. */
#define FORKED THROUGH_P, STEP(11, P, C, "INVITE", .kind = SCENE_FORWARDED)
/* The same through the PBX P, which calls B on its own. */
#define THROUGH_PBX STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .extra = "Call-ID: leg2\nFrom: <sip:alice@pbx>;tag=p\n")

static const diagnosis_case branches[] = {
    { "relayed", "user.busy", NOTE_T, .shows = "first seen from " B " in frame 3", .origin = B,
      .steps = { THROUGH_P, STEP(50, B, P, "486 Busy Here"), STEP(60, P, A, "486 Busy Here", .kind = SCENE_FORWARDED) } },
    { "relayed-ringing", NULL, .origin = B,
      .steps = { THROUGH_P, STEP(50, B, P, "180 Ringing"), STEP(60, P, A, "180 Ringing", .kind = SCENE_FORWARDED) } },
    { "relayed-over-two-proxies", "user.busy", NOTE_T, .shows = "first seen from " B " in frame 4", .origin = B,
      .steps = { STEP(0, A, P, "INVITE"), STEP(10, P, C, "INVITE", .kind = SCENE_FORWARDED),
                 STEP(20, C, B, "INVITE", .kind = SCENE_FORWARDED), STEP(50, B, C, "486 Busy Here"),
                 STEP(60, C, P, "486 Busy Here", .kind = SCENE_FORWARDED),
                 STEP(70, P, A, "486 Busy Here", .kind = SCENE_FORWARDED) } },
    { "503-became-500", "server.overload", WARN_T, .shows = "503 from " B " in frame 3 became 500", .origin = B,
      .steps = { THROUGH_P, STEP(50, B, P, "503 Service Unavailable", .extra = "Retry-After: 9\n"),
                 STEP(60, P, A, "500 Server Internal Error") } },
    { "603-became-403", "user.rejected", NOTE_T, .shows = "603 from " B " in frame 3 became 403", .origin = B,
      .steps = { THROUGH_P, STEP(50, B, P, "603 Decline"), STEP(60, P, A, "403 Forbidden") } },
    { "486-became-480", "user.busy", NOTE_T, .shows = "frame 3", .origin = B,
      .steps = { THROUGH_P, STEP(50, B, P, "486 Busy Here"), STEP(60, P, A, "480 Temporarily Unavailable", .extra = Q850(17)) } },
    { "behind-pbx", "user.busy", NOTE_T, .shows = "Other leg of the B2BUA " P, .origin = B,
      .steps = { THROUGH_PBX, STEP(50, B, P, "486 Busy Here"), STEP(60, P, A, "486 Busy Here", .of = 1, .extra = Q850(17)) } },
    { "behind-pbx-changed", "user.rejected", NOTE_T, .shows = "603 from " B " in frame 3 became 403", .origin = B,
      .steps = { THROUGH_PBX, STEP(50, B, P, "603 Decline"), STEP(60, P, A, "403 Forbidden", .extra = Q850(21)) } },
    { "behind-pbx-silent", "callee.no-response", WARN_C, .says = B, .shows = "frame 2, sent 2 times",
      .steps = { THROUGH_PBX, STEP(510, P, B, "INVITE", .kind = SCENE_AGAIN), STEP(32000, P, A, "503 Service Unavailable") } },
    { "call-of-another-user", "user.busy", NOTE_T, .origin = P,
      .steps = { STEP(0, A, P, "INVITE"),
                 STEP(10, P, B, "INVITE sip:dora@x", .extra = "Call-ID: leg2\nFrom: <sip:carol@pbx>;tag=p\n"),
                 STEP(50, B, P, "603 Decline"), STEP(60, P, A, "486 Busy Here") } },

    { "silent-408", "callee.no-response", WARN_C, .shows = "No answer from " B, .says = B, .origin = P,
      .steps = { THROUGH_P, STEP(510, P, B, "INVITE", .kind = SCENE_AGAIN), STEP(1510, P, B, "INVITE", .kind = SCENE_AGAIN),
                 STEP(32000, P, A, "408 Request Timeout") } },
    { "silent-504", "callee.no-response", WARN_T, .shows = "frame 2",
      .steps = { THROUGH_P, STEP(32000, P, A, "504 Server Time-out") } },
    { "silent-500", "callee.no-response", WARN_T, .steps = { THROUGH_P, STEP(32000, P, A, "500 Server Internal Error") } },
    { "trying-408", "callee.no-response-seen", WARN_T,
      .steps = { THROUGH_P, STEP(20, B, P, "100 Trying"), STEP(32000, P, A, "408 Request Timeout") } },
    { "fork-busy-and-silent", "callee.no-response", WARN_T, .shows = "Branch to " B ": 486 in frame 4", .says = C,
      .steps = { FORKED, STEP(50, B, P, "486 Busy Here"), STEP(32000, P, A, "408 Request Timeout") } },
    { "fork-silent-and-busy", "callee.no-response", WARN_T, .shows = "No answer from " B, .says = B,
      .steps = { FORKED, STEP(50, C, P, "486 Busy Here"), STEP(32000, P, A, "408 Request Timeout") } },
    { "fork-busy-and-ringing", "user.no-answer", NOTE_C, .shows = "Branch to " B ": 486 in frame 4",
      .steps = { FORKED, STEP(50, B, P, "486 Busy Here"), STEP(60, C, P, "180 Ringing"),
                 STEP(70, P, A, "180 Ringing", .kind = SCENE_FORWARDED), STEP(32000, P, A, "408 Request Timeout") } },
    { "icmp", "server.unreachable", WARN_C, .shows = "ICMP error in frame 3", .says = "frame 3",
      .steps = { THROUGH_P, STEP(11, P, B, "INVITE", .kind = SCENE_QUOTED), STEP(32000, P, A, "503 Service Unavailable") } },
    { "icmp-for-options", "callee.no-response", WARN_T,
      .steps = { STEP(0, P, B, "OPTIONS", .extra = "Call-ID: probe\n"), STEP(1, P, B, "OPTIONS", .kind = SCENE_QUOTED),
                 STEP(100, A, P, "INVITE"), STEP(110, P, B, "INVITE", .kind = SCENE_FORWARDED),
                 STEP(32000, P, A, "408 Request Timeout") } },

    { "two-failures", "fork.all-failed", NOTE_C, .shows = "Branch to " C ": 480 in frame 5", .says = "2 branches",
      .steps = { FORKED, STEP(50, B, P, "486 Busy Here"), STEP(60, C, P, "480 Temporarily Unavailable"),
                 STEP(70, P, A, "486 Busy Here", .kind = SCENE_FORWARDED) } },
    { "two-failures-origin", "fork.all-failed", NOTE_C, .shows = "Relays the response of frame 4", .origin = B,
      .steps = { FORKED, STEP(50, B, P, "486 Busy Here"), STEP(60, C, P, "480 Temporarily Unavailable"),
                 STEP(70, P, A, "486 Busy Here", .kind = SCENE_FORWARDED) } },
    { "two-failures-own-response", "fork.all-failed", NOTE_C, .shows = "Branch to " B ": 486 in frame 4",
      .steps = { FORKED, STEP(50, B, P, "486 Busy Here"), STEP(60, C, P, "503 Service Unavailable"),
                 STEP(70, P, A, "500 Server Internal Error") } },
    { "failure-and-cancelled", "user.rejected", NOTE_T, .origin = B,
      .steps = { FORKED, STEP(50, B, P, "603 Decline"), STEP(55, P, C, "CANCEL"), STEP(60, C, P, "487 Request Terminated", .of = 3),
                 STEP(70, P, A, "603 Decline", .kind = SCENE_FORWARDED) } },
    { "failure-and-challenge", "auth.challenge", CHAT_C,
      .steps = { FORKED, STEP(50, B, P, "486 Busy Here"), STEP(60, C, P, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(70, P, A, "401 Unauthorized", .kind = SCENE_FORWARDED, .extra = OFFERS("n1")) } },
    { "failure-and-answer", NULL, .origin = C,
      .steps = { FORKED, STEP(50, B, P, "486 Busy Here"), STEP(60, C, P, "200 OK"),
                 STEP(70, P, A, "200 OK", .kind = SCENE_FORWARDED) } },
};

/* Calls that were once judged wrongly. */
static const diagnosis_case regressions[] = {
    { "stale-twice", "auth.forbidden", WARN_T, .shows = "user alice",
      .steps = { STEP(0, A, P, "REGISTER", .extra = USES("n0")), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n1")),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")), STEP(99, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n2")),
                 STEP(190, A, P, "REGISTER", .extra = USES("n2")), STEP(199, P, A, "403 Forbidden") } },
    { "480-kamailio", "route.not-registered", NOTE_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "480 Temporarily Unavailable", .extra = KAMAILIO) } },
    { "480-cause-1", "route.unallocated-number", NOTE_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "480 Temporarily Unavailable", .extra = Q850(1)) } },
    { "403-cause-1", "route.unallocated-number", NOTE_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "403 Forbidden", .extra = Q850(1)) } },
    { "301-cause-22", "route.number-changed", NOTE_C,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "301 Moved Permanently", .extra = Q850(22) "Contact: <sip:new@x>\n") } },
    { "183-then-cause-21", "user.rejected", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(100, B, A, "183 Session Progress", .extra = AUDIO),
                 STEP(5000, B, A, "403 Forbidden", .extra = Q850(21)) } },
    { "183-then-cause-1", "route.unallocated-number", NOTE_C,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(100, B, A, "183 Session Progress", .extra = AUDIO),
                 STEP(5000, B, A, "404 Not Found", .extra = Q850(1)) } },
    { "480-cause-34", "server.no-circuit", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "480 Temporarily Unavailable", .extra = Q850(34)) } },
    { "contacts-by-warning", "registration.too-many-contacts", WARN_C,
      .steps = { STEP(0, A, P, "REGISTER"), STEP(50, P, A, "403 Forbidden", .extra = "Warning: 399 p \"Too many contacts\"\n") } },
    { "contacts-with-credentials", "registration.too-many-contacts", WARN_C,
      .steps = { STEP(0, A, P, "REGISTER", .extra = USES("n1")), STEP(50, P, A, "403 Too many registered contacts") } },
    { "480-with-dead-gateway", "server.gateway-down", WARN_T,
      .steps = { STEP(0, P, G, "OPTIONS", .extra = "Call-ID: probe\n"), STEP(5000, A, P, "INVITE"),
                 STEP(5050, P, A, "480 Temporarily Unavailable") } },
    { "415-to-t38", "media.t38-declined", NOTE_T,
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = FAX), STEP(50, B, A, "415 Unsupported Media Type") } },
    { "488-to-cut-invite", NULL,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO, .is_cut = true), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "488-to-multipart", NULL,
      .steps = { STEP(0, A, B, "INVITE", .extra = "Content-Type: multipart/mixed;boundary=b\n\n--b\n\nx\n--b--\n"),
                 STEP(50, B, A, "488 Not Acceptable Here") } },
    { "cancel-after-486", NULL,
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "486 Busy Here"), STEP(55, A, B, "CANCEL"), STEP(60, B, A, "200 OK") } },
    { "cancelled-for-603-of-other-branch", "user.cancelled", CHAT_T, .shows = "CANCEL in frame 6",
      .steps = { FORKED, STEP(50, B, P, "180 Ringing"), STEP(60, C, P, "603 Decline"), STEP(61, P, B, "CANCEL"),
                 STEP(70, B, P, "487 Request Terminated", .of = 2) } },
    { "challenged-bye", "dialog.unknown", WARN_T,
      .steps = { STEP(0, A, P, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(50, P, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("n1")),
                 STEP(60, A, P, "BYE", .kind = SCENE_IN_DIALOG, .extra = PROXY_USES("n1")),
                 STEP(70, P, A, "481 Call/Transaction Does Not Exist") } },
    { "one-of-two-contacts-removed", "registration.expiry-changed", NOTE_C,
      .steps = { STEP(0, A, P, "REGISTER", .extra = "Contact: <sip:a@x>;expires=0, <sip:b@x>;expires=60\n"),
                 STEP(50, P, A, "200 OK", .extra = "Expires: 90\n") } },
    { "478-by-server-header", "route.unresolvable", WARN_T,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "478 Cannot resolve", .extra = KAMAILIO) } },
    { "empty-nonce", "auth.challenge", CHAT_C,
      .steps = { STEP(0, A, P, "REGISTER", .extra = USES("")), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")) } },
    { "challenge-nobody-answered", "server.unavailable", WARN_T, .shows = "401 from " B " in frame 3 became 503",
      .steps = { THROUGH_P, STEP(50, B, P, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(60, P, A, "503 Service Unavailable") } },
    { "overlap-with-retry-after", "dialog.overlapping-invite", NOTE_C, .shows = "INVITE in frame 1",
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG), STEP(100, A, B, "INVITE", .kind = SCENE_IN_DIALOG),
                 STEP(150, B, A, "500 Server Internal Error", .extra = "Retry-After: 5\n") } },
    { "slow-failure-of-an-earlier-request", "server.internal", WARN_T,
      .steps = { STEP(0, A, B, "UPDATE", .kind = SCENE_IN_DIALOG), STEP(100, A, B, "INFO", .kind = SCENE_IN_DIALOG),
                 STEP(150, B, A, "200 OK", .of = 2), STEP(900, B, A, "500 Server Internal Error", .of = 1) } },
    { "followed-redirection", "route.no-such-user", NOTE_T, .origin = C,
      .steps = { THROUGH_P, STEP(50, B, P, "302 Moved Temporarily", .extra = "Contact: <sip:c@x>\n"),
                 STEP(55, P, C, "INVITE", .kind = SCENE_FORWARDED, .of = 1), STEP(60, C, P, "404 Not Found"),
                 STEP(70, P, A, "404 Not Found", .kind = SCENE_FORWARDED) } },
};

static const struct {
    const char *name;
    const diagnosis_case *cases;
    size_t count;
} groups[] = {
    { "success", successes, G_N_ELEMENTS(successes) },
    { "repetition", repetitions, G_N_ELEMENTS(repetitions) },
    { "authentication", authentications, G_N_ELEMENTS(authentications) },
    { "rule", broken_rules, G_N_ELEMENTS(broken_rules) },
    { "message", bad_messages, G_N_ELEMENTS(bad_messages) },
    { "route", routes, G_N_ELEMENTS(routes) },
    { "user", users, G_N_ELEMENTS(users) },
    { "media", media, G_N_ELEMENTS(media) },
    { "dialog", dialogs, G_N_ELEMENTS(dialogs) },
    { "server", servers, G_N_ELEMENTS(servers) },
    { "extension", extensions, G_N_ELEMENTS(extensions) },
    { "branch", branches, G_N_ELEMENTS(branches) },
    { "regression", regressions, G_N_ELEMENTS(regressions) },
};

static const char *
verdict_of(const diagnosis *judged)
{
    return judged->verdict != NULL ? judged->verdict->id : NULL;
}

static void
assert_shows(const scene *play, const diagnosis *judged, const char *text)
{
    char **evidence = diagnosis_evidence(judged, scene_catalog(play));
    bool shown = false;

    for (char **line = evidence; *line != NULL; line++) {
        shown |= strstr(*line, text) != NULL;
    }
    if (!shown) {
        char *all = g_strjoinv("\n", evidence);
        g_test_message("\"%s\" is not in the evidence:\n%s", text, all);
        g_test_fail();
        g_free(all);
    }
    g_strfreev(evidence);
}

static void
assert_says(const scene *play, const diagnosis *judged, const char *text)
{
    char *cause = diagnosis_cause(judged, scene_catalog(play));

    if (strstr(cause, text) == NULL) {
        g_test_message("\"%s\" is not in the cause: %s", text, cause);
        g_test_fail();
    }
    g_free(cause);
}

/* Texts that Wireshark cannot show whole, and places without a value, are faults of any diagnosis. */
static void
assert_texts_are_whole(const scene *play, const diagnosis *judged)
{
    char *cause = diagnosis_cause(judged, scene_catalog(play));
    char *fix = diagnosis_fix(judged, scene_catalog(play));
    char **evidence = diagnosis_evidence(judged, scene_catalog(play));

    if (judged->verdict == NULL) {
        g_assert_cmpstr(cause, ==, judged->entry->cause);
        g_assert_cmpstr(fix, ==, judged->entry->fix);
    } else {
        g_assert_cmpuint(strlen(cause), <=, CATALOG_LINE_BYTES);
    }
    g_assert_null(strchr(cause, '{'));
    g_assert_null(strchr(fix, '{'));
    for (char **line = evidence; *line != NULL; line++) {
        g_assert_null(strchr(*line, '{'));
        g_assert_null(strstr(*line, "frame 0"));
    }
    g_strfreev(evidence);
    g_free(fix);
    g_free(cause);
}

static void
test_case(gconstpointer data)
{
    const diagnosis_case *one = data;
    scene *play = scene_new();
    const diagnosis *judged = scene_play(play, one->steps);

    g_assert_nonnull(judged);
    g_assert_cmpstr(verdict_of(judged), ==, one->verdict);
    g_assert_cmpint(judged->severity, ==, one->verdict != NULL ? one->severity : judged->entry->severity);
    g_assert_cmpint(judged->certain, ==, one->certain);
    if (one->shows != NULL) {
        assert_shows(play, judged, one->shows);
    }
    if (one->says != NULL) {
        assert_says(play, judged, one->says);
    }
    if (one->origin != NULL) {
        g_assert_cmpstr(judged->origin, ==, one->origin);
    }
    assert_texts_are_whole(play, judged);
    scene_free(play);
}

static void
test_frames_and_time(void)
{
    scene *play = scene_new();
    const diagnosis *ringing = SCENE(play, THROUGH_P, STEP(100, B, P, "100 Trying"), STEP(300, B, P, "180 Ringing"));
    const diagnosis *busy = SCENE(play, STEP(2000, B, P, "486 Busy Here"));
    const diagnosis *relayed = SCENE(play, STEP(2100, P, A, "486 Busy Here", .kind = SCENE_FORWARDED));

    g_assert_cmpint(ringing->code, ==, 180);
    g_assert_cmpuint(ringing->request_frame, ==, 2);
    g_assert_cmpuint(ringing->previous_frame, ==, 3);
    g_assert_cmpint(ringing->time, ==, 290000);
    g_assert_cmpuint(busy->previous_frame, ==, 4);
    g_assert_cmpint(busy->time, ==, 1990000);
    g_assert_cmpuint(busy->origin_frame, ==, 5);
    g_assert_cmpuint(relayed->request_frame, ==, 1);
    g_assert_cmpuint(relayed->previous_frame, ==, 0);
    g_assert_cmpuint(relayed->origin_frame, ==, 5);
    g_assert_false(relayed->retransmission);
    scene_free(play);
}

static void
test_response_without_request(void)
{
    scene *play = scene_new();
    const diagnosis *busy = SCENE(play, STEP(100, B, A, "486 Busy Here"));

    g_assert_cmpstr(verdict_of(busy), ==, "user.busy");
    assert_shows(play, busy, "request is not in the capture");
    g_assert_cmpuint(busy->request_frame, ==, 0);
    g_assert_cmpint(busy->time, ==, -1);
    g_assert_cmpstr(busy->origin, ==, B);
    assert_says(play, busy, "unknown");
    scene_free(play);
}

static void
test_retransmissions_and_duplicates(void)
{
    scene *play = scene_new();
    const diagnosis *first = SCENE(play, STEP(0, A, B, "MESSAGE"), STEP(100, B, A, "404 Not Found"));
    const diagnosis *duplicate = SCENE(play, STEP(101, B, A, "404 Not Found", .kind = SCENE_AGAIN));
    const diagnosis *again = SCENE(play, STEP(600, B, A, "404 Not Found", .kind = SCENE_AGAIN));

    g_assert_false(first->retransmission);
    g_assert_false(duplicate->retransmission);
    g_assert_cmpstr(verdict_of(duplicate), ==, "route.no-such-user");
    g_assert_true(again->retransmission);
    g_assert_cmpstr(verdict_of(again), ==, "route.no-such-user");
    g_assert_cmpuint(again->origin_frame, ==, 2);
    g_assert_cmpuint(again->previous_frame, ==, 3);
    scene_free(play);
}

/* Each repetition of a 200 without ACK, as a phone behind a bad Contact sends them. */
static void
test_answer_repeated_without_ack(void)
{
    static const gint64 repeated_at[] = { 600, 1600, 3600, 7600 };
    scene *play = scene_new();
    const diagnosis *answer = SCENE(play, STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(100, B, A, "200 OK", .extra = AUDIO));

    g_assert_null(verdict_of(answer));
    for (size_t i = 0; i < G_N_ELEMENTS(repeated_at); i++) {
        char *count = g_strdup_printf("so far: %" G_GSIZE_FORMAT, i + 1);
        const diagnosis *again = SCENE(play, STEP(repeated_at[i], B, A, "200 OK", .kind = SCENE_AGAIN));
        const diagnosis *duplicate = SCENE(play, STEP(repeated_at[i] + 1, B, A, "200 OK", .kind = SCENE_AGAIN));
        g_assert_true(again->retransmission);
        g_assert_false(duplicate->retransmission);
        g_assert_cmpstr(verdict_of(again), ==, i == 0 ? "ack.late" : "ack.lost");
        if (i > 0) {
            assert_says(play, again, count);
        }
        g_free(count);
    }
    scene_free(play);
}

static void
test_call_behind_pbx_judges_both_legs(void)
{
    scene *play = scene_new();
    const diagnosis *caller = SCENE(play, THROUGH_PBX, STEP(50, B, P, "503 Service Unavailable", .extra = "Retry-After: 9\n"),
                                    STEP(60, P, A, "503 Service Unavailable", .extra = Q850(34)));

    g_assert_cmpstr(verdict_of(scene_diagnosis(play, 3)), ==, "server.overload");
    g_assert_cmpstr(verdict_of(caller), ==, "server.overload");
    g_assert_cmpstr(caller->origin, ==, B);
    g_assert_cmpuint(caller->origin_frame, ==, 3);
    assert_shows(play, caller, "INVITE in frame 2");
    assert_shows(play, caller, "cause 34");
    scene_free(play);
}

static void
test_origin_of_fork_choice(void)
{
    scene *play = scene_new();
    const diagnosis *chosen = SCENE(play, FORKED, STEP(50, B, P, "486 Busy Here"), STEP(60, C, P, "480 Temporarily Unavailable"),
                                    STEP(70, P, A, "480 Temporarily Unavailable", .kind = SCENE_FORWARDED));

    g_assert_cmpstr(verdict_of(chosen), ==, "fork.all-failed");
    g_assert_cmpstr(chosen->origin, ==, C);
    g_assert_cmpuint(chosen->origin_frame, ==, 5);
    assert_shows(play, chosen, "Branch to " B ": 486 in frame 4");
    assert_shows(play, chosen, "Branch to " C ": 480 in frame 5");
    scene_free(play);
}

/* A response of which the capture holds only the first bytes may have had any header. */
static void
test_cut_response_lacks_no_header(void)
{
    static const char response[] =
        "SIP/2.0 420 Bad Extension\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCSeq: 1 INVITE\r\nTo: <sip:b";
    scene *play = scene_new();

    g_assert_null(verdict_of(scene_play_bytes(play, 0, P, A, response, strlen(response))));
    scene_free(play);
}

/* Evidence of a dialog is named only for responses of that dialog. */
static void
test_dialog_with_other_tags_is_no_evidence(void)
{
    scene *play = scene_new();
    const diagnosis *unknown =
        SCENE(play, STEP(0, A, B, "SUBSCRIBE"), STEP(50, B, A, "200 OK"),
              STEP(900, A, B, "SUBSCRIBE", .extra = "From: <sip:alice@example.test>;tag=x\nTo: <sip:bob@example.test>;tag=y\n"),
              STEP(950, B, A, "481 Subscription Does Not Exist"));
    char **evidence = diagnosis_evidence(unknown, scene_catalog(play));
    char *all = g_strjoinv("\n", evidence);

    g_assert_cmpstr(verdict_of(unknown), ==, "dialog.unknown");
    g_assert_null(strstr(all, "Dialog was set up"));
    g_free(all);
    g_strfreev(evidence);
    scene_free(play);
}

/* More than is shown, and more than fits on the stack. */
static void
test_much_evidence(void)
{
    static const char *const headers[] = { "Error-Info", "Server", "Unsupported", "User-Agent", "Warning" };
    scene *play = scene_new();
    GString *response = g_string_new("SIP/2.0 480 Gone\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCSeq: 1 INVITE\r\n");

    for (size_t i = 0; i < G_N_ELEMENTS(headers) * 10; i++) {
        g_string_append_printf(response, "%s: %c%0300d\r\n", headers[i / 10], (char)('a' + i % 10), 0);
        g_string_append_printf(response, "%s: \tthe same\r\n", headers[i / 10]);
    }
    g_string_append(response, "\r\n");
    const diagnosis *judged = scene_play_bytes(play, 0, B, A, response->str, response->len);
    char **evidence = diagnosis_evidence(judged, scene_catalog(play));
    g_assert_cmpuint(g_strv_length(evidence), >, 20);
    g_assert_cmpuint(g_strv_length(evidence), <=, 32);
    assert_shows(play, judged, "Sent phrase: Gone");
    for (char **line = evidence; *line != NULL; line++) {
        g_assert_cmpuint(strlen(*line), <=, CATALOG_LINE_BYTES);
        g_assert_false(g_strv_contains((const char *const *)line + 1, *line));
    }
    assert_texts_are_whole(play, judged);
    g_strfreev(evidence);
    g_string_free(response, TRUE);
    scene_free(play);
}

static void
play_unanswered(scene *play, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        SCENE(play, STEP(20, C, G, "OPTIONS"));
    }
}

/* However many other requests come in between, and however large the request is. */
static void
test_offer_is_known_when_it_is_refused(void)
{
    char *large = g_strdup_printf("Subject: %05000d\n" AUDIO_G729, 0);
    const char *const requests[] = { AUDIO_G729, large };
    const unsigned between[] = { 0, 1, MANY };

    for (size_t i = 0; i < G_N_ELEMENTS(requests) * G_N_ELEMENTS(between); i++) {
        scene *play = scene_new();
        SCENE(play, STEP(0, A, B, "INVITE", .extra = requests[i % 2]));
        play_unanswered(play, between[i / 2]);
        const diagnosis *refused = SCENE(play, STEP(5000, B, A, "488 Not Acceptable Here", .of = 1));
        g_assert_cmpstr(verdict_of(refused), ==, "media.no-usual-codec");
        assert_shows(play, refused, "Offer in frame 1: audio RTP/AVP G729");
        scene_free(play);
    }
    g_free(large);
}

/* A server that refuses what it accepted before gets no wrong cause when the request is forgotten. */
static void
test_refusal_long_after_the_final_response(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE", .extra = AUDIO_G729), STEP(50, B, A, "200 OK"));
    const diagnosis *soon = SCENE(play, STEP(60, B, A, "488 Not Acceptable Here", .of = 1));
    SCENE(play, STEP(70, A, B, "INVITE", .extra = "Call-ID: other" AUDIO_G729), STEP(80, B, A, "200 OK"));
    play_unanswered(play, MANY);
    const diagnosis *late = SCENE(play, STEP(5000, B, A, "488 Not Acceptable Here", .of = 4));
    g_assert_cmpstr(verdict_of(soon), ==, "media.no-usual-codec");
    g_assert_cmpstr(verdict_of(late), ==, NULL);
    scene_free(play);
}

static bool
is_reached(const char *verdict)
{
    for (size_t group = 0; group < G_N_ELEMENTS(groups); group++) {
        for (size_t i = 0; i < groups[group].count; i++) {
            if (g_strcmp0(groups[group].cases[i].verdict, verdict) == 0) {
                return true;
            }
        }
    }
    return false;
}

static void
test_every_verdict_has_a_case(void)
{
    char *path = g_test_build_filename(G_TEST_DIST, "catalog", "texts", "en.ini", NULL);
    GKeyFile *file = g_key_file_new();
    unsigned count = 0;

    g_assert_true(g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, NULL));
    char **sections = g_key_file_get_groups(file, NULL);
    for (char **section = sections; *section != NULL; section++) {
        if (g_str_has_prefix(*section, "verdict ")) {
            count++;
            if (!is_reached(*section + strlen("verdict "))) {
                g_test_message("no case leads to %s", *section);
                g_test_fail();
            }
        }
    }
    g_assert_cmpuint(count, >, 0);
    g_strfreev(sections);
    g_key_file_free(file);
    g_free(path);
}

static void
add_cases(void)
{
    for (size_t group = 0; group < G_N_ELEMENTS(groups); group++) {
        for (size_t i = 0; i < groups[group].count; i++) {
            const diagnosis_case *one = &groups[group].cases[i];
            char *path = g_strdup_printf("/%s/%s/%s", groups[group].name, one->verdict != NULL ? one->verdict : "code", one->name);
            g_test_add_data_func(path, one, test_case);
            g_free(path);
        }
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    add_cases();
    g_test_add_func("/frames-and-time", test_frames_and_time);
    g_test_add_func("/response-without-request", test_response_without_request);
    g_test_add_func("/retransmissions", test_retransmissions_and_duplicates);
    g_test_add_func("/answer-without-ack", test_answer_repeated_without_ack);
    g_test_add_func("/pbx-legs", test_call_behind_pbx_judges_both_legs);
    g_test_add_func("/fork-choice", test_origin_of_fork_choice);
    g_test_add_func("/cut-response", test_cut_response_lacks_no_header);
    g_test_add_func("/other-dialog", test_dialog_with_other_tags_is_no_evidence);
    g_test_add_func("/much-evidence", test_much_evidence);
    g_test_add_func("/offer/kept", test_offer_is_known_when_it_is_refused);
    g_test_add_func("/offer/forgotten", test_refusal_long_after_the_final_response);
    g_test_add_func("/every-verdict", test_every_verdict_has_a_case);
    return g_test_run();
}
