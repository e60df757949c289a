/* credentials.c
 * Challenges and credentials that do not fit each other.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

#define OFFERS_TWO(nonce)                                                                                                          \
    "WWW-Authenticate: " DIGEST "\"" nonce "\",algorithm=SHA-256\nWWW-Authenticate: " DIGEST "\"" nonce "\",algorithm=MD5\n"
#define OFFERS_QOP(nonce) "WWW-Authenticate: " DIGEST "\"" nonce "\",qop=\"auth,auth-int\"\n"
#define USES_QOP(nonce, nc) "Authorization: " DIGEST "\"" nonce "\",username=\"alice\",response=\"0\",qop=auth,nc=" nc "\n"
#define USES_URI(nonce, uri) "Authorization: " DIGEST "\"" nonce "\",username=\"alice\",response=\"0\",uri=\"" uri "\"\n"
#define ACCOUNT(nonce, account) "Authorization: " DIGEST "\"" nonce "\",username=\"" account "\",response=\"0\"\n"
#define CHALLENGED(offers) STEP(0, A, P, "REGISTER"), STEP(50, P, A, "401 Unauthorized", .extra = offers)

static const diagnosis_case cases[] = {
    { "registration-of-another-call-id", "auth.unanswered", WARN_T, .says = "(SHA-256, MD5)",
      .lines = { "No credentials followed 1 challenge before this one, the first in frame 2",
                 "Algorithms offered, in this order: SHA-256, MD5" },
      .steps = { CHALLENGED(OFFERS_TWO("n1")), STEP(300000, "10.0.0.1:40000", P, "REGISTER", .extra = "Call-ID: later\n"),
                 STEP(300050, P, "10.0.0.1:40000", "401 Unauthorized", .extra = OFFERS_TWO("n2")) } },
    { "third-message", "auth.unanswered", WARN_T, .says = "so far: 3, the first in frame 2",
      .lines = { "No credentials followed 2 challenges before this one, the first in frame 2",
                 "Algorithms offered, in this order: MD5" },
      .steps = { STEP(0, A, P, "MESSAGE"), STEP(50, P, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("n1")),
                 STEP(5000, A, P, "MESSAGE", .extra = "Call-ID: m2\n"),
                 STEP(5050, P, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("n2")),
                 STEP(9000, A, P, "MESSAGE", .extra = "Call-ID: m3\n"),
                 STEP(9050, P, A, "407 Proxy Authentication Required", .extra = PROXY_OFFERS("n3")) } },
    { "refresh-after-success", "auth.challenge", CHAT_C,
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = USES("n1")), STEP(99, P, A, "200 OK"),
                 STEP(60000, A, P, "REGISTER"), STEP(60050, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },
    { "other-user-of-the-host", "auth.challenge", CHAT_C,
      .steps = { CHALLENGED(OFFERS("n1")), STEP(60000, A, P, "REGISTER", .extra = "From: <sip:carol@example.test>;tag=c\n"),
                 STEP(60050, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },
    { "subscriptions-at-once", "auth.challenge", CHAT_C,
      .steps = { STEP(0, A, P, "SUBSCRIBE"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS("n1")),
                 STEP(60, A, P, "SUBSCRIBE", .extra = "Call-ID: s2\n"),
                 STEP(90, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },

    { "as-offered", "auth.stale-loop", WARN_C, .says = "2 nonces in a row",
      .lines = { "The nonce was sent back as offered in frame 4" },
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n2")), STEP(120, A, P, "REGISTER", .extra = USES("n2")),
                 STEP(150, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n3")) } },
    { "twice", "auth.nonce-altered", WARN_C, .lines = { "The nonce used is \"n%2B2\", frame 4 offered \"n+2\"" },
      .lacks = "sent back as offered",
      .steps = { CHALLENGED(OFFERS("n+1")), STEP(90, A, P, "REGISTER", .extra = USES("n%2B1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n+2")),
                 STEP(120, A, P, "REGISTER", .extra = USES("n%2B2")),
                 STEP(150, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n+3")) } },
    { "once", "auth.stale", CHAT_C,
      .steps = { CHALLENGED(OFFERS("n+1")), STEP(90, A, P, "REGISTER", .extra = USES("n%2B1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n+2")) } },
    { "unknown-nonce-of-a-challenge-just-seen", "auth.nonce-outdated", NOTE_T,
      .lines = { "The nonce used is \"n%2B1\", frame 2 offered \"n+1\"" },
      .steps = { CHALLENGED(OFFERS("n+1")), STEP(90, A, P, "REGISTER", .extra = USES("n%2B1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS("n+2")) } },
    { "success-between", "auth.stale", CHAT_C, .lacks = "as offered",
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n2")), STEP(120, A, P, "REGISTER", .extra = USES("n2")),
                 STEP(130, P, A, "200 OK"), STEP(140, A, P, "REGISTER", .extra = USES("n2")),
                 STEP(150, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n3")) } },
    { "old-nonce-again", "auth.stale", CHAT_C,
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n2")),
                 STEP(60000, A, P, "REGISTER", .extra = USES("n2")),
                 STEP(60050, P, A, "401 Unauthorized", .extra = OFFERS_STALE("n3")) } },

    { "register", "auth.uri-mismatch", WARN_T, .says = "another uri than the Request-URI",
      .lines = { "Digest uri in frame 3: sip:example.test:5060; Request-URI: sip:example.test" },
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = USES_URI("n1", "sip:example.test:5060")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },
    { "same-uri", "auth.rejected", WARN_T, .lacks = "Digest uri",
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = USES_URI("n1", "SIP:example.test")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },
    { "proxy-between", "auth.rejected", WARN_T, .lacks = "Digest uri",
      .steps = { CHALLENGED(OFFERS("n1")),
                 STEP(90, A, P, "REGISTER",
                      .extra = "Via: SIP/2.0/UDP a;branch=z9hG4bKa\nVia: SIP/2.0/UDP b;branch=z9hG4bKb\n" USES_URI(
                          "n1", "sip:example.test:5060")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },

    { "same-nc", "auth.nonce-reused", WARN_T, .says = "nc is 1",
      .lines = { "nc is 1 in frame 5, and was 1 for the same nonce in frame 3" },
      .steps = { CHALLENGED(OFFERS_QOP("n1")), STEP(90, A, P, "REGISTER", .extra = USES_QOP("n1", "00000001")),
                 STEP(99, P, A, "200 OK"), STEP(5000, A, P, "REGISTER", .extra = USES_QOP("n1", "00000001")),
                 STEP(5050, P, A, "401 Unauthorized", .extra = OFFERS_QOP("n2")) } },
    { "raised-nc", "auth.nonce-outdated", NOTE_T, .lacks = "nc is",
      .steps = { CHALLENGED(OFFERS_QOP("n1")), STEP(90, A, P, "REGISTER", .extra = USES_QOP("n1", "00000009")),
                 STEP(99, P, A, "200 OK"), STEP(5000, A, P, "REGISTER", .extra = USES_QOP("n1", "0000000a")),
                 STEP(5050, P, A, "401 Unauthorized", .extra = OFFERS_QOP("n2")) } },
    { "credentials-sent-on", "auth.rejected", WARN_T, .lacks = "nc is",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "401 Unauthorized", .extra = OFFERS_QOP("n1")),
                 STEP(90, A, P, "INVITE", .extra = USES_QOP("n1", "00000001")),
                 STEP(95, P, B, "INVITE", .kind = SCENE_FORWARDED, .extra = USES_QOP("n1", "00000001")),
                 STEP(99, B, P, "401 Unauthorized", .extra = OFFERS_QOP("n2")) } },

    { "algorithm", "auth.not-offered", WARN_T, .says = "algorithm MD5, but the challenge offers SHA-256",
      .lines = { "Credentials in frame 3 have algorithm MD5, the challenge offers SHA-256" },
      .steps = { CHALLENGED("WWW-Authenticate: " DIGEST "\"n1\",algorithm=SHA-256\n"),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = "WWW-Authenticate: " DIGEST "\"n2\",algorithm=SHA-256\n") } },
    { "algorithm-of-second-challenge", "auth.rejected", WARN_T, .lacks = "the challenge offers",
      .steps = { CHALLENGED(OFFERS_TWO("n1")), STEP(90, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS_TWO("n2")) } },
    { "qop", "auth.not-offered", WARN_T, .says = "qop auth, but the challenge offers -",
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = USES_QOP("n1", "00000001")),
                 STEP(99, P, A, "401 Unauthorized", .extra = OFFERS("n2")) } },
    { "realm", "auth.not-offered", WARN_T, .says = "user alice have realm office, but the challenge offers home",
      .lines = { "Credentials in frame 3 have realm office, the challenge offers home" },
      .steps = { CHALLENGED("WWW-Authenticate: Digest realm=\"home\",nonce=\"n1\"\n"),
                 STEP(90, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(99, P, A, "401 Unauthorized", .extra = "WWW-Authenticate: Digest realm=\"home\",nonce=\"n2\"\n") } },

    { "from", "auth.identity-mismatch", WARN_T, .says = "account of the credentials, 4711t0,",
      .lines = { "From in frame 3 is alice, the credentials are of account 4711t0" },
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "407 Proxy Authentication Required", .extra = OFFERS("n1")),
                 STEP(90, A, P, "INVITE", .extra = ACCOUNT("n1", "4711t0")), STEP(99, P, A, "403 Forbidden") } },
    { "to-of-register", "auth.identity-mismatch", WARN_T, .lines = { "To in frame 3 is alice, the credentials are of account bob" },
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = ACCOUNT("n1", "bob")),
                 STEP(99, P, A, "403 Forbidden") } },
    { "account-with-domain", "auth.forbidden", WARN_T, .lacks = "of account",
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = ACCOUNT("n1", "alice@example.test")),
                 STEP(99, P, A, "403 Forbidden") } },
    { "asserted-identity", "auth.forbidden", WARN_T, .lacks = "of account",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "407 Proxy Authentication Required", .extra = OFFERS("n1")),
                 STEP(90, A, P, "INVITE", .extra = "P-Preferred-Identity: <sip:+4711@example.test>\n" ACCOUNT("n1", "4711")),
                 STEP(99, P, A, "403 Forbidden") } },

    { "phrase", "auth.nonce-outdated", NOTE_T, .shows = "Sent phrase: nonce has changed",
      .steps = { CHALLENGED(OFFERS("n1")), STEP(90, A, P, "REGISTER", .extra = USES("n1")),
                 STEP(99, P, A, "401 nonce has changed", .extra = OFFERS("n2")) } },
};

const diagnosis_case_group credentials_cases = { "credentials", cases, G_N_ELEMENTS(cases) };
