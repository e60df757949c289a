/* overlap.c
 * Responses and requests that two neighbours of rules/order.c are for: which of them says it is decided by the order.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

/* Hosts with public addresses. */
#define PA "198.51.100.1:5060"
#define PB "203.0.113.57:5060"
#define PP "192.0.2.9:5060"
#define SDP_AT(address) "\nv=0\no=- 1 1 IN IP4 " address "\ns=-\nc=IN IP4 " address "\nt=0 0\n"
#define AUDIO_TWICE SDP_HEAD "m=audio 4000 RTP/AVP 8 103 103\na=rtpmap:103 SILK/8000\na=rtpmap:103 telephone-event/8000\n"
#define CONTACT "Contact: <sip:alice@10.0.0.1>\n"
#define TAG_A "10-0-0-1-5060"
#define TAG_B "10-0-0-2-5060"
#define PROBED STEP(0, P, G, "OPTIONS", .extra = "Call-ID: probe\n")

static const diagnosis_case cases[] = {
    /* Whoever answered second: what is said of its answer is another matter. */
    { "answered-twice-and-privately", "call.answered-twice", NOTE_C, .lacks = "private",
      .steps = { STEP(0, PA, PB, "INVITE", .extra = SDP_AT("198.51.100.1") "m=audio 4000 RTP/AVP 0 8\n"),
                 STEP(900, PB, PA, "200 OK", .extra = "To: <sip:bob@x>;tag=b\n" SDP_AT("203.0.113.57") "m=audio 5000 RTP/AVP 8\n"),
                 STEP(950, PB, PA, "200 OK", .extra = "To: <sip:bob@x>;tag=c\n" SDP_AT("10.0.0.2") "m=audio 5000 RTP/AVP 8\n") } },
    { "answered-privately-and-otherwise", "media.answer-unroutable", WARN_T,
      .lines = { "The answer has the formats 18 and none of those offered: 0 8" },
      .steps = { STEP(0, PA, PB, "INVITE", .extra = SDP_AT("198.51.100.1") "m=audio 4000 RTP/AVP 0 8\n"),
                 STEP(900, PB, PA, "200 OK", .extra = SDP_AT("10.0.0.2") "m=audio 5000 RTP/AVP 18\n") } },
    { "answered-otherwise-without-via", "protocol.missing-header", ERROR_C, .lacks = "formats",
      .steps = { STEP(0, PA, PB, "INVITE", .extra = SDP_AT("198.51.100.1") "m=audio 4000 RTP/AVP 0 8\n"),
                 STEP(900, PB, PA, "200 OK", .without = "Via", .extra = SDP_AT("203.0.113.57") "m=audio 5000 RTP/AVP 18\n") } },
    /* The hop in the private network was not looked at. */
    { "answered-otherwise-and-relayed", "media.answer-mismatch", WARN_T, .origin = PP,
      .steps = { STEP(0, PA, PP, "INVITE", .extra = SDP_AT("198.51.100.1") "m=audio 4000 RTP/AVP 0 8\n"),
                 STEP(10, PP, B, "INVITE", .kind = SCENE_FORWARDED),
                 STEP(900, B, PP, "200 OK", .extra = SDP_AT("192.0.2.9") "m=audio 5000 RTP/AVP 18\n"),
                 STEP(910, PP, PA, "200 OK", .kind = SCENE_FORWARDED, .extra = SDP_AT("192.0.2.9") "m=audio 5000 RTP/AVP 18\n") } },

    { "probe-answered-for-a-silent-branch", "probe.answered", CHAT_C,
      .steps = { STEP(0, A, P, "OPTIONS"), STEP(10, P, B, "OPTIONS", .kind = SCENE_FORWARDED),
                 STEP(510, P, B, "OPTIONS", .kind = SCENE_AGAIN), STEP(9000, P, A, "604 Does Not Exist Anywhere", .of = 1) } },

    { "over-by-bye-and-never-set-up", "dialog.already-over", NOTE_C, .lines = { "BYE in frame 4" }, .lacks = "had got",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "487 Request Terminated"), STEP(60, A, B, "ACK"),
                 STEP(890, B, A, "BYE", .kind = SCENE_IN_DIALOG), STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(950, B, A, UNKNOWN) } },
    { "over-by-bye-and-replaces-itself", "dialog.already-over", NOTE_C,
      .lines = { "BYE in frame 3", "Replaces of the REFER in frame 5 names the dialog that the REFER itself is sent in" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "200 OK"), STEP(500, B, A, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(510, A, B, "200 OK"),
                 STEP(520, A, B, "REFER", .kind = SCENE_IN_DIALOG,
                      .extra = "Refer-To: <sip:c@x?Replaces=call%3Bto-tag%3D" TAG_B "%3Bfrom-tag%3D" TAG_A ">\n"),
                 STEP(530, B, A, UNKNOWN) } },
    /* RFC 3261 14.2 and 12.2.2 name 500 both; the first INVITE is open. */
    { "overlapping-and-out-of-order", "dialog.overlapping-invite", NOTE_T, .lines = { "INVITE in frame 1 is not finished" },
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 2 INVITE\n"),
                 STEP(50, A, B, "INFO", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 9 INFO\n"), STEP(60, B, A, "200 OK"),
                 STEP(70, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = "CSeq: 5 INVITE\n"),
                 STEP(90, B, A, "500 Server Internal Error") } },
    { "wrong-target-without-route", "dialog.wrong-target", WARN_C,
      .lines = { "Request-URI in frame 4 is sip:bob@example.test; Contact in frame 2 is sip:bob@10.0.0.2",
                 "No Route in frame 4; Record-Route in frame 2 makes it begin with sip:10.0.0.9;lr" },
      .steps = { STEP(0, A, P, "INVITE"),
                 STEP(50, P, A, "200 OK",
                      .extra = "To: <sip:bob@x>;tag=" TAG_B "\nRecord-Route: <sip:10.0.0.9;lr>\nContact: <sip:bob@10.0.0.2>\n"),
                 STEP(60, A, P, "ACK"), STEP(900, A, P, "BYE", .extra = "To: <sip:bob@x>;tag=" TAG_B "\n"),
                 STEP(950, P, A, "404 Not here") } },

    /* What is wrong with the bytes of a request. */
    { "header-line-and-sdp", "message.bad-sdp", WARN_T, .lines = { "Frame 1 has a line that is no header: no header" },
      .steps = { STEP(0, A, B, "INVITE", .extra = CONTACT "no header\n" BAD_STREAM), STEP(50, B, A, "400 Bad Request") } },
    { "488-content-length-0-and-sdp", "message.content-length", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = "Content-Length: 0\n" AUDIO), STEP(50, B, A, "488 Not Acceptable Here") } },
    { "content-length-and-wildcard", "message.content-length", WARN_T,
      .steps = { STEP(0, A, P, "REGISTER",
                      .extra = "Contact: *\nExpires: 3600\nContent-Type: text/plain\nContent-Length: 1\n\nxy\n"),
                 STEP(50, P, A, "400 Bad Request") } },
    { "400-words-of-a-number", "route.number-format", WARN_T, .says = "The server says \"Invalid number format\"",
      .steps = { STEP(0, A, P, "INVITE", .extra = CONTACT), STEP(50, P, A, "400 Invalid number format") } },

    /* Warn-codes, then words, then faults of the offer, then numbers, then what the offer lets one guess. */
    { "400-bandwidth-of-the-offer", "media.bandwidth", WARN_T, .lines = { "The offer in frame 1 asks for 2048 kbit/s (b=)" },
      .steps = { STEP(0, A, B, "INVITE",
                      .extra = CONTACT
                      "\nv=0\no=- 1 1 IN IP4 10.0.0.1\ns=-\nc=IN IP4 10.0.0.1\nb=AS:2048\nt=0 0\nm=audio 4000 RTP/AVP 0 8\n"),
                 STEP(50, B, A, "400 Bad Request", .extra = "Warning: 370 b \"Insufficient bandwidth\"\n") } },
    { "400-address-family-and-payload", "media.address-family", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = CONTACT AUDIO_TWICE),
                 STEP(50, B, A, "400 Bad Request", .extra = "Warning: 301 b \"Incompatible network address formats\"\n") } },
    { "400-payload-and-words", "media.payload-conflict", WARN_T, .says = "The server says \"SDP error\"",
      .steps = { STEP(0, A, B, "INVITE", .extra = CONTACT AUDIO_TWICE), STEP(50, B, A, "400 SDP error") } },
    { "606-codec-and-bandwidth", "media.no-common-codec", WARN_C,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO),
                 STEP(50, B, A, "606 Not Acceptable",
                      .extra = "Warning: 305 b \"Incompatible media format\", 370 b \"Insufficient bandwidth\"\n") } },
    { "488-bandwidth-and-payload", "media.bandwidth", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO_TWICE),
                 STEP(50, B, A, "488 Not Acceptable Here", .extra = "Warning: 370 b \"Insufficient bandwidth\"\n") } },
    { "603-blocked-while-ringing", "policy.blocked-by-network", WARN_C, .lines = { "Ringing since frame 2, for 4.0 s" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(100, B, A, "180 Ringing"), STEP(4100, B, A, "603 Network Blocked") } },
    { "trunk-in-words-and-bearer", "route.trunk", WARN_T, .says = "The server says \"Trunk not registered\"",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO_G729), STEP(50, B, A, "503 Trunk not registered", .extra = Q850(58)) } },
    { "bearer-and-no-usual-codec", "media.bearer", WARN_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO_G729), STEP(50, B, A, "488 Not Acceptable Here", .extra = Q850(65)) } },
    { "606-offer-and-number", "media.offer-refused", WARN_T, .shows = "cause 1",
      .steps = { STEP(0, A, B, "INVITE", .extra = AUDIO), STEP(50, B, A, "606 Not Acceptable", .extra = Q850(1)) } },

    /* Some phones send both. */
    { "cancel-and-bye", "user.cancelled", CHAT_C, .lines = { "CANCEL in frame 3" }, .lacks = "BYE in frame",
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(900, A, B, "CANCEL"),
                 STEP(901, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP(950, B, A, "487 Request Terminated", .of = 1) } },
    { "bye-and-words-of-elsewhere", "user.cancelled", CHAT_C, .lines = { "BYE in frame 3" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(900, A, B, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(950, B, A, "487 Request Terminated", .of = 1,
                      .extra = "Reason: SIP;cause=200;text=\"Call completed elsewhere\"\n") } },
    { "words-of-elsewhere-at-expires", "user.answered-elsewhere", CHAT_T,
      .steps = { STEP(0, A, B, "INVITE", .extra = "Expires: 20\n"), STEP(90, B, A, "180 Ringing"),
                 STEP(20300, B, A, "487 Request Terminated",
                      .extra = "Reason: SIP;cause=200;text=\"Call completed elsewhere\"\n") } },
    { "603-at-once-with-cause", "gateway.cause", WARN_T, .says = "Q.850 102", .shows = "Decided 8 ms",
      .steps = { STEP(0, A, P, "INVITE"), STEP(8, P, A, "603 Decline", .extra = Q850(102)) } },
    { "503-retry-after-and-cause", "server.overload", WARN_T, .says = "30 seconds",
      .steps = { STEP(0, A, P, "INVITE"), STEP(50, P, A, "503 Service Unavailable", .extra = Q850(38) "Retry-After: 30\n") } },
    { "408-cause-and-dead-gateway", "gateway.cause", WARN_T, .lacks = G,
      .steps = { PROBED, STEP(5000, A, P, "INVITE"), STEP(5500, P, A, "408 Request Timeout", .extra = Q850(38)) } },

    /* Requests. */
    { "acknowledged-after-cancel", "request.unanswered/acknowledged", NOTE_C, .request = 1, .end = 5000,
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(2000, A, B, "CANCEL"), STEP(2010, B, A, "200 OK"),
                 STEP(2030, A, B, "ACK") } },
    { "cancelled-and-rings-for-ever", "cancel.unfinished", WARN_T, .request = 1, .end = 200000,
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(2000, A, B, "CANCEL"), STEP(2010, B, A, "200 OK") } },
    { "port-unreachable-and-user-in-uri", "request.unanswered/port", WARN_C, .request = 1, .end = 2000, .lacks = "user part",
      .steps = { STEP(0, A, B, "REGISTER sip:esp@10.0.0.2"),
                 STEP(2, A, B, "REGISTER", .kind = SCENE_QUOTED, .icmp = { "10.0.0.2", 3, 3, false }) } },
    { "user-in-uri-and-large", "request.unanswered/registrar-user", WARN_T, .request = 3, .end = 3000,
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(9, B, A, "200 OK"), STEP(1000, A, B, "REGISTER sip:esp@10.0.0.2", .extra = LARGE),
                 STEP(1500, A, B, "REGISTER", .kind = SCENE_AGAIN) } },
    { "large-in-a-silent-run", "request.fragmented/large", WARN_T, .request = 5, .end = 9000, .lacks = "in a row",
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(9, B, A, "200 OK"), STEP(1000, A, B, "MESSAGE", .extra = LARGE),
                 STEP(2000, A, B, "MESSAGE", .extra = LARGE), STEP(3000, A, B, "MESSAGE", .extra = LARGE) } },
    /* RFC 3261 18.1.2: the client has to discard it, whoever made it. */
    { "relayed-without-via", "protocol.missing-header", ERROR_C, .says = "has to carry Via", .origin = P,
      .steps = { THROUGH_P, STEP(50, B, P, "486 Busy Here"),
                 STEP(60, P, A, "486 Busy Here", .kind = SCENE_FORWARDED, .without = "Via") } },
    { "without-via-to-ack", "protocol.missing-header", ERROR_C, .says = "has to carry Via",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "486 Busy Here"), STEP(60, A, B, "ACK"),
                 STEP(70, B, A, "405 Method Not Allowed", .of = 3, .without = "Via") } },
    /* Gateways put any number beside a 487; the CANCEL says why. */
    { "cancelled-with-cause-17", "user.cancelled", CHAT_C, .lines = { "CANCEL in frame 3" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(900, A, B, "CANCEL"),
                 STEP(950, B, A, "487 Request Terminated", .of = 1, .extra = Q850(17)) } },
    { "cancelled-with-cause-21", "user.cancelled", CHAT_C, .lines = { "CANCEL in frame 3" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(900, A, B, "CANCEL"),
                 STEP(950, B, A, "487 Request Terminated", .of = 1, .extra = Q850(21)) } },
    { "487-with-cause-17", "user.busy-confirmed", NOTE_C, .lacks = "CANCEL",
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"),
                 STEP(950, B, A, "487 Request Terminated", .extra = Q850(17)) } },
};

const diagnosis_case_group overlap_cases = { "overlap", cases, G_N_ELEMENTS(cases) };
