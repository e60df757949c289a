/* route.c
 * Numbers and hops that lead nowhere, loops, redirections, probes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {
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

const diagnosis_case_group route_cases = { "route", cases, G_N_ELEMENTS(cases) };
