/* delivery.c
 * Responses and ACKs that do not arrive, an ACK that is answered, an INVITE that is answered twice.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

/* The caller U and the callee V have public addresses; V's phone has the private one of N. */
#define U "198.51.100.80:5060"
#define U_NAT "198.51.100.80:8030"
#define V "203.0.113.90:5060"
#define N "192.168.1.20:5060"
#define CONTACT(address) "Contact: <sip:bob@" address ">\n"
#define VIA(protocol, sent_by) "Via: SIP/2.0/" protocol " " sent_by ";branch=z9hG4bKx"
#define ROUTED "Record-Route: <sip:10.0.0.9;lr>\n"
#define AGAIN(at_ms, sender, receiver, start) STEP(at_ms, sender, receiver, start, .kind = SCENE_AGAIN)
#define THRICE(sender, receiver, response, ...)                                                                                    \
    STEP(100, sender, receiver, response, __VA_ARGS__), AGAIN(600, sender, receiver, response),                                    \
        AGAIN(1600, sender, receiver, response)

static const diagnosis_case cases[] = {
    { "private-contact", "ack.misrouted", WARN_C,
      .says = "The ACK goes to 192.168.1.20:5060, but the 2xx came from 203.0.113.90:5060",
      .lines = { "ACK in frame 3 went to 192.168.1.20:5060; the 200 came from 203.0.113.90:5060",
                 "Contact in frame 2 has the private address 192.168.1.20; the response came from 203.0.113.90:5060" },
      .steps = { STEP(0, U, V, "INVITE"), STEP(100, V, U, "200 OK", .extra = CONTACT("192.168.1.20")),
                 STEP(110, U, N, "ACK sip:bob@192.168.1.20", .of = 1, .extra = "To: <sip:bob@x>;tag=203-0-113-90-5060\n"),
                 AGAIN(600, V, U, "200 OK"), AGAIN(1600, V, U, "200 OK") } },
    { "private-contact-repeated-once", "ack.late", NOTE_T,
      .lines = { "ACK in frame 3 went to 192.168.1.20:5060; the 200 came from 203.0.113.90:5060" },
      .steps = { STEP(0, U, V, "INVITE"), STEP(100, V, U, "200 OK", .extra = CONTACT("192.168.1.20")),
                 STEP(110, U, N, "ACK sip:bob@192.168.1.20", .of = 1, .extra = "To: <sip:bob@x>;tag=203-0-113-90-5060\n"),
                 AGAIN(600, V, U, "200 OK") } },
    { "public-contact", "ack.misrouted", WARN_T, .lacks = "private",
      .steps = { STEP(0, U, V, "INVITE"), STEP(100, V, U, "200 OK", .extra = CONTACT("203.0.113.91")),
                 STEP(110, U, "203.0.113.91:5060", "ACK sip:bob@203.0.113.91", .of = 1,
                      .extra = "To: <sip:bob@x>;tag=203-0-113-90-5060\n"),
                 AGAIN(600, V, U, "200 OK"), AGAIN(1600, V, U, "200 OK") } },
    { "ack-with-route", "ack.late", NOTE_T, .lacks = "went to",
      .steps = { STEP(0, U, V, "INVITE"), STEP(100, V, U, "200 OK", .extra = CONTACT("203.0.113.91")),
                 STEP(110, U, "203.0.113.91:5060", "ACK sip:bob@203.0.113.91", .of = 1,
                      .extra = "To: <sip:bob@x>;tag=203-0-113-90-5060\nRoute: <sip:203.0.113.91;lr>\n"),
                 AGAIN(600, V, U, "200 OK"), AGAIN(1600, V, U, "200 OK") } },
    /* A proxy without Record-Route: the ACK goes straight to the callee, which the capture shows at another hop. */
    { "proxy-without-record-route", "ack.late", NOTE_T, .lacks = "went to",
      .steps = { THROUGH_P, STEP(100, B, P, "200 OK", .extra = CONTACT("10.0.0.2")),
                 STEP(101, P, A, "200 OK", .kind = SCENE_FORWARDED, .extra = CONTACT("10.0.0.2")),
                 STEP(110, A, B, "ACK sip:bob@10.0.0.2", .of = 1, .extra = "To: <sip:bob@x>;tag=10-0-0-2-5060\n"),
                 AGAIN(600, P, A, "200 OK"), AGAIN(1600, P, A, "200 OK") } },
    { "ack-to-other-uri", "ack.not-to-contact", WARN_C,
      .lines = { "Request-URI of the ACK in frame 3 is sip:bob@example.test; Contact of the 2xx is sip:bob@203.0.113.90" },
      .steps = { STEP(0, U, V, "INVITE"), STEP(100, V, U, "200 OK", .extra = CONTACT("203.0.113.90")),
                 STEP(110, U, V, "ACK", .extra = "To: <sip:bob@x>;tag=203-0-113-90-5060\n"), AGAIN(600, V, U, "200 OK"),
                 AGAIN(1600, V, U, "200 OK") } },
    { "no-contact", "ack.lost", WARN_T,
      .lines = { "Frame 2 has no Contact", "No ACK up to this frame for the response of frame 2" },
      .steps = { STEP(0, U, V, "INVITE"), THRICE(V, U, "200 OK", .extra = NULL) } },
    { "two-contacts", "ack.lost", WARN_T, .lines = { "Frame 2 has more than one Contact" },
      .steps = { STEP(0, U, V, "INVITE"), THRICE(V, U, "200 OK", .extra = CONTACT("203.0.113.90") CONTACT("203.0.113.91")) } },
    { "one-contact", "ack.lost", WARN_T, .lacks = "Contact in",
      .steps = { STEP(0, U, V, "INVITE"), THRICE(V, U, "200 OK", .extra = CONTACT("203.0.113.90")) } },
    { "private-contact-on-a-lan", "ack.lost", WARN_T, .lacks = "private",
      .steps = { STEP(0, A, B, "INVITE"), THRICE(B, A, "200 OK", .extra = CONTACT("10.0.0.2")) } },
    { "private-contact-with-record-route", "ack.lost", WARN_T, .lacks = "private",
      .steps = { STEP(0, U, V, "INVITE"),
                 THRICE(V, U, "200 OK", .extra = "Record-Route: <sip:203.0.113.90;lr>\n" CONTACT("192.168.1.20")) } },

    { "record-route-lost", "ack.no-record-route", WARN_C, .says = "INVITE (frame 1)",
      .lines = { "INVITE in frame 1 has 1 Record-Route, the 2xx in frame 2 has 0" },
      .steps = { STEP(0, P, B, "INVITE", .extra = ROUTED), THRICE(B, P, "200 OK", .extra = CONTACT("10.0.0.2")) } },
    { "record-route-copied", "ack.lost", WARN_T, .lacks = "Record-Routes",
      .steps = { STEP(0, P, B, "INVITE", .extra = ROUTED), THRICE(B, P, "200 OK", .extra = ROUTED CONTACT("10.0.0.2")) } },
    { "record-route-of-next-hop", "ack.lost", WARN_T, .lacks = "has 1 Record-Route",
      .steps = { STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .kind = SCENE_FORWARDED, .extra = ROUTED),
                 STEP(90, B, P, "200 OK", .extra = ROUTED CONTACT("10.0.0.2")),
                 STEP(100, P, A, "200 OK", .kind = SCENE_FORWARDED, .extra = CONTACT("10.0.0.2")), AGAIN(600, P, A, "200 OK"),
                 AGAIN(1600, P, A, "200 OK") } },

    { "failure-acknowledged-in-vain", "ack.refused", WARN_T, .lines = { "ACK in frame 3" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "486 Busy Here"), STEP(110, A, B, "ACK"),
                 AGAIN(600, B, A, "486 Busy Here"), AGAIN(1600, B, A, "486 Busy Here") } },
    { "failure-repeated-once", "ack.late", NOTE_T, .shows = "No ACK up to this frame",
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "486 Busy Here"), AGAIN(600, B, A, "486 Busy Here") } },

    { "request-again", "response.not-received", WARN_T, .says = "The client does not receive the response",
      .lines = { "MESSAGE came again 2 times after its final response of frame 2" }, .origin = B,
      .steps = { STEP(0, A, B, "MESSAGE"), STEP(10, B, A, "200 OK"), AGAIN(500, A, B, "MESSAGE"), AGAIN(510, B, A, "200 OK"),
                 AGAIN(1500, A, B, "MESSAGE"), AGAIN(1510, B, A, "200 OK"), AGAIN(3500, A, B, "MESSAGE"),
                 AGAIN(3510, B, A, "200 OK") } },
    { "request-again-once", NULL,
      .steps = { STEP(0, A, B, "MESSAGE"), STEP(10, B, A, "200 OK"), AGAIN(500, A, B, "MESSAGE"), AGAIN(510, B, A, "200 OK"),
                 AGAIN(1500, A, B, "MESSAGE"), AGAIN(1510, B, A, "200 OK") } },
    { "invite-again-behind-nat", "response.not-received", WARN_T,
      .lines = { "INVITE came again 2 times after its final response of frame 2",
                 "Via has the private sent-by 10.0.0.1:5060; the request came from 198.51.100.80:8030",
                 "Via has no rport and the sent-by 10.0.0.1:5060, but the request came from 198.51.100.80:8030",
                 "The response goes to 198.51.100.80:5060, the request came from 198.51.100.80:8030" },
      .steps = { STEP(0, U_NAT, V, "INVITE", .extra = VIA("UDP", "10.0.0.1:5060") "\n"), STEP(10, V, U, "404 Not Found", .of = 1),
                 AGAIN(1500, U_NAT, V, "INVITE"), AGAIN(1510, V, U, "404 Not Found"), AGAIN(3500, U_NAT, V, "INVITE"),
                 AGAIN(3510, V, U, "404 Not Found") } },
    { "rport", "response.not-received", WARN_T, .lacks = "no rport",
      .steps = { STEP(0, U_NAT, V, "INVITE", .extra = VIA("UDP", "198.51.100.80") ";rport\n"), STEP(10, V, U_NAT, "404 Not Found"),
                 AGAIN(1500, U_NAT, V, "INVITE"), AGAIN(1510, V, U_NAT, "404 Not Found"), AGAIN(3500, U_NAT, V, "INVITE"),
                 AGAIN(3510, V, U_NAT, "404 Not Found") } },
    { "final-to-other-port", "response.not-received", WARN_T,
      .lines = { "The response goes to 198.51.100.80:5060, the request came from 198.51.100.80:8030" },
      .steps = { STEP(0, U_NAT, V, "INVITE", .extra = VIA("UDP", "198.51.100.80") "\n"), THRICE(V, U, "486 Busy Here", .of = 1) } },
    { "final-from-other-address", "response.not-received", WARN_T,
      .lines = { "The response comes from 203.0.113.91:5060, the request had gone to 203.0.113.90:5060" },
      .steps = { STEP(0, U, V, "INVITE"), THRICE("203.0.113.91:5060", U, "486 Busy Here", .of = 1) } },
    { "other-connection", "response.not-received", WARN_T,
      .lines = { "The request came from 10.0.0.1:41000 to 10.0.0.2:5061, the response goes from 10.0.0.2:52011 to 10.0.0.1:5061" },
      .steps = { STEP(0, "10.0.0.1:41000", "10.0.0.2:5061", "INVITE", .extra = VIA("TLS", "10.0.0.1:5061") "\n"),
                 THRICE("10.0.0.2:52011", "10.0.0.1:5061", "200 OK", .of = 1) } },
    { "other-connection-acknowledged", "ack.late", NOTE_T, .lacks = "52011",
      .steps = { STEP(0, "10.0.0.1:41000", "10.0.0.2:5061", "INVITE", .extra = VIA("TLS", "10.0.0.1:5061") "\n"),
                 STEP(100, "10.0.0.2:52011", "10.0.0.1:5061", "200 OK", .of = 1),
                 STEP(110, "10.0.0.1:41000", "10.0.0.2:5061", "ACK"), AGAIN(600, "10.0.0.2:52011", "10.0.0.1:5061", "200 OK"),
                 AGAIN(1600, "10.0.0.2:52011", "10.0.0.1:5061", "200 OK") } },
    { "same-connection", "ack.lost", WARN_T, .lacks = "The request came from",
      .steps = { STEP(0, "10.0.0.1:41000", "10.0.0.2:5061", "INVITE", .extra = VIA("TLS", "10.0.0.1:5061") "\n"),
                 THRICE("10.0.0.2:5061", "10.0.0.1:41000", "200 OK", .of = 1) } },

    { "second-device", "call.answered-twice", NOTE_C, .says = "frame 2", .lines = { "The 200 of frame 2 has To tag b, this one c" },
      .steps = { STEP(0, A, P, "INVITE"), STEP(100, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=b\n"),
                 STEP(103, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=c\n") } },
    { "second-device-relayed", "call.answered-twice", NOTE_C, .origin = C,
      .steps = { FORKED, STEP(90, B, P, "200 OK"), STEP(91, C, P, "200 OK"),
                 STEP(92, P, A, "200 OK", .kind = SCENE_FORWARDED, .of = 4),
                 STEP(93, P, A, "200 OK", .kind = SCENE_FORWARDED, .of = 5) } },
    { "first-device-again", NULL,
      .steps = { STEP(0, A, P, "INVITE"), STEP(100, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=b\n"),
                 STEP(103, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=c\n"),
                 STEP(600, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=b\n") } },
    { "tag-of-other-branch-rang", NULL,
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "180 Ringing", .extra = "To: <sip:bob@example.test>;tag=b\n"),
                 STEP(103, P, A, "200 OK", .extra = "To: <sip:bob@example.test>;tag=c\n") } },

    { "ack-answered", "protocol.ack-answered", ERROR_C, .says = "405", .lines = { "Request in frame 3: CSeq ACK" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "486 Busy Here"), STEP(60, A, B, "ACK"),
                 STEP(70, B, A, "405 Method Not Allowed", .of = 3) } },
    { "ack-answered-with-200", "protocol.ack-answered", ERROR_C,
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "200 OK"), STEP(60, A, B, "ACK"), STEP(70, B, A, "200 OK", .of = 3) } },
    { "info-answered", "method.unsupported", NOTE_C,
      .steps = { STEP(0, A, B, "INFO"), STEP(70, B, A, "405 Method Not Allowed", .extra = "Allow: INVITE, ACK, BYE\n") } },

    { "other-branch", "user.busy", NOTE_T, .lacks = "The request is not",
      .lines = { "Same Call-ID, CSeq and From tag as the INVITE in frame 1, but branch z9hG4bKy instead of z9hG4bK1" },
      .steps = { STEP(0, A, B, "INVITE"),
                 STEP(50, B, A, "486 Busy Here", .extra = "Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKy\n") } },
    { "other-sent-by", "user.busy", NOTE_T,
      .lines = { "Same Call-ID, CSeq and From tag as the INVITE in frame 1, but sent-by 10.0.0.8:5060 instead of 10.0.0.1:5060" },
      .steps = { STEP(0, A, B, "INVITE"),
                 STEP(50, B, A, "486 Busy Here", .extra = "Via: SIP/2.0/UDP 10.0.0.8:5060;branch=z9hG4bK1\n") } },
    { "request-of-another-hop", "user.busy", NOTE_T, .lines = { "The request is not in the capture" },
      .steps = { STEP(0, A, P, "INVITE"),
                 STEP(50, B, P, "486 Busy Here", .of = 1, .extra = "Via: SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bKy\n") } },
    { "request-with-other-cseq", "user.busy", NOTE_T, .lines = { "The request is not in the capture" },
      .steps = { STEP(0, A, B, "INVITE"),
                 STEP(50, B, A, "486 Busy Here", .extra = "CSeq: 9 INVITE\nVia: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKy\n") } },
};

const diagnosis_case_group delivery_cases = { "delivery", cases, G_N_ELEMENTS(cases) };
