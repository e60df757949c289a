/* unanswered.c
 * Cases: requests without a final response in the whole capture.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

#define PORT_UNREACHABLE                                                                                                           \
    {                                                                                                                              \
        "10.0.0.2", 3, 3, false                                                                                                    \
    }
#define HOST_UNREACHABLE                                                                                                           \
    {                                                                                                                              \
        "10.0.0.254", 3, 1, false                                                                                                  \
    }
#define PROHIBITED                                                                                                                 \
    {                                                                                                                              \
        "10.0.0.254", 3, 13, false                                                                                                 \
    }
#define PORT_UNREACHABLE_V6                                                                                                        \
    {                                                                                                                              \
        "fd00::2", 1, 4, true                                                                                                      \
    }
#define PROHIBITED_V6                                                                                                              \
    {                                                                                                                              \
        "fd00::fe", 1, 1, true                                                                                                     \
    }
#define TOO_BIG                                                                                                                    \
    {                                                                                                                              \
        "10.0.0.254", 3, 4, false                                                                                                  \
    }
#define UNASSIGNED                                                                                                                 \
    {                                                                                                                              \
        "10.0.0.254", 3, 99, false                                                                                                 \
    }

#define ALIVE STEP(0, A, B, "OPTIONS"), STEP(2, B, A, "200 OK")
#define TWICE(...) STEP(0, A, B, __VA_ARGS__), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN)

static const diagnosis_case cases[] = {
    { "invite", "request.unanswered", WARN_T, .request = 1, .end = 2000, .says = "INVITE", .advises = "10.0.0.2:5060",
      .lines = { "No response in the capture, sent 3 times in 1.5 s", "Nothing from 10.0.0.2:5060 in the capture" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN),
                 STEP(1500, A, B, "INVITE", .kind = SCENE_AGAIN) } },
    { "last-transmission-tells-the-same", "request.unanswered", WARN_T, .request = 2, .end = 1000, .shows = "sent 2 times in 0.5 s",
      .steps = { TWICE("INVITE") } },
    { "twice-at-the-end-of-the-capture", NULL, .request = 1, .end = 900, .steps = { TWICE("INVITE") } },
    { "answered", NULL, .request = 1, .end = 90000, .steps = { TWICE("INVITE"), STEP(900, B, A, "486 Busy Here") } },
    { "answered-in-the-last-frame", NULL, .request = 1, .end = 900, .steps = { TWICE("INVITE"), STEP(900, B, A, "200 OK") } },
    { "mirror-port-is-no-repetition", NULL, .request = 1, .end = 2,
      .steps = { STEP(0, A, B, "INVITE"), STEP(1, A, B, "INVITE", .kind = SCENE_AGAIN) } },
    { "cancel", "request.unanswered", WARN_T, .request = 2, .end = 2000, .says = "CANCEL", .shows = "sent 2 times",
      .steps = { STEP(0, A, B, "INVITE"), STEP(400, A, B, "CANCEL"), STEP(900, A, B, "CANCEL", .kind = SCENE_AGAIN) } },
    { "branch-behind-a-proxy", "request.unanswered", WARN_T, .request = 2, .end = 2000, .shows = "Nothing from 10.0.0.2:5060",
      .steps = { THROUGH_P, STEP(12, P, A, "100 Trying", .of = 1), STEP(510, P, B, "INVITE", .kind = SCENE_AGAIN) } },

    { "once", "request.unanswered/once", NOTE_T, .request = 1, .end = 1000, .shows = "sent once", .advises = A,
      .steps = { STEP(0, A, B, "OPTIONS") } },
    { "once-at-the-end-of-the-capture", NULL, .request = 1, .end = 900, .steps = { STEP(0, A, B, "OPTIONS") } },

    { "one-direction", "request.unanswered/acknowledged", NOTE_C, .request = 1, .end = 90, .lines = { "ACK in frame 2" },
      .says = "ACK of frame 2", .lacks = "Nothing from", .steps = { STEP(0, A, B, "INVITE"), STEP(90, A, B, "ACK") } },
    { "only-provisional-captured", "request.unanswered/acknowledged", NOTE_C, .request = 1, .end = 90, .says = "ACK of frame 3",
      .shows = "the last one was 180 in frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "180 Ringing"), STEP(90, A, B, "ACK") } },
    { "487-not-captured", "request.unanswered/acknowledged", NOTE_C, .request = 1, .end = 9000, .says = "ACK of frame 5",
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "180 Ringing"), STEP(90, A, B, "CANCEL"), STEP(91, B, A, "200 OK"),
                 STEP(99, A, B, "ACK") } },
    { "acknowledged-and-captured", NULL, .request = 1, .end = 9000,
      .steps = { STEP(0, A, B, "INVITE"), STEP(50, B, A, "200 OK"), STEP(90, A, B, "ACK") } },
    { "ack-of-another-client", "request.unanswered", WARN_T, .request = 1, .end = 2000, .lacks = "ACK",
      .steps = { TWICE("INVITE"), STEP(900, C, B, "ACK", .extra = "Via: SIP/2.0/UDP c;branch=z9hG4bKc\n") } },

    { "other-requests-were-answered", "request.unanswered/gone", WARN_T, .request = 3, .end = 2000, .says = "frame 2",
      .lines = { "10.0.0.2:5060 sent its last message before this request, in frame 2" },
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(9, B, A, "200 OK"), STEP(500, A, B, "MESSAGE") } },
    { "answers-stop-at-once", "request.unanswered/gone", WARN_T, .request = 3, .end = 300, .shows = "sent once",
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(2, B, A, "200 OK"), STEP(10, A, B, "OPTIONS") } },
    { "silent-after-answers", "request.unanswered/run", WARN_T, .request = 3, .end = 300, .says = "none of 3 requests",
      .advises = "look for 10.0.0.1:5060",
      .lines = { "No response in the capture, sent once",
                 "10.0.0.2:5060 sent its last message in frame 2, and no response to 3 requests in a row since frame 3" },
      .steps = { ALIVE, STEP(10, A, B, "OPTIONS"), STEP(90, A, B, "OPTIONS"), STEP(170, A, B, "OPTIONS") } },
    { "last-of-those-needs-not-wait", "request.unanswered/run", WARN_T, .request = 5, .end = 300, .shows = "3 requests in a row",
      .steps = { ALIVE, STEP(10, A, B, "OPTIONS"), STEP(90, A, B, "OPTIONS"), STEP(290, A, B, "OPTIONS") } },
    { "silent-to-two-only", "request.unanswered/gone", WARN_T, .request = 3, .end = 300, .lacks = "in a row",
      .steps = { ALIVE, STEP(10, A, B, "OPTIONS"), STEP(90, A, B, "OPTIONS") } },
    { "alive-between-those", "request.unanswered/gone", WARN_T, .request = 6, .end = 2000, .lacks = "in a row",
      .steps = { ALIVE, STEP(10, A, B, "OPTIONS"), STEP(90, A, B, "OPTIONS"), STEP(100, B, C, "OPTIONS"),
                 STEP(170, A, B, "OPTIONS") } },
    { "silent-to-another-client", "request.unanswered/gone", WARN_T, .request = 3, .end = 2000, .lacks = "in a row",
      .steps = { ALIVE, STEP(10, A, B, "OPTIONS"), STEP(90, A, B, "OPTIONS"), STEP(170, C, B, "OPTIONS") } },
    { "repeated-and-silent", "request.unanswered/gone", WARN_T, .request = 3, .end = 2000, .lacks = "in a row",
      .steps = { ALIVE, STEP(10, A, B, "OPTIONS"), STEP(510, A, B, "OPTIONS", .kind = SCENE_AGAIN), STEP(600, A, B, "OPTIONS"),
                 STEP(700, A, B, "OPTIONS") } },
    { "never-alive", "request.unanswered/once", NOTE_T, .request = 1, .end = 2000, .lacks = "in a row",
      .steps = { STEP(10, A, B, "OPTIONS"), STEP(90, A, B, "OPTIONS"), STEP(170, A, B, "OPTIONS") } },
    { "slow-server-may-still-answer", NULL, .request = 3, .end = 400,
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(40, B, A, "200 OK"), STEP(50, A, B, "OPTIONS") } },
    { "other-method-may-take-longer", NULL, .request = 3, .end = 400,
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(2, B, A, "200 OK"), STEP(50, A, B, "MESSAGE") } },
    { "server-is-heard-later", "request.unanswered/alive", WARN_T, .request = 1, .end = 2000, .says = "frame 3",
      .lines = { "10.0.0.2:5060 sent other messages after this request, the last in frame 3" },
      .steps = { TWICE("INVITE"), STEP(1900, B, C, "OPTIONS") } },
    { "other-host-is-heard", "request.unanswered", WARN_T, .request = 1, .end = 2000, .lacks = "frame 3",
      .steps = { TWICE("INVITE"), STEP(1900, C, A, "OPTIONS") } },

    { "over-a-connection", "request.unanswered/stream-unheard", WARN_T, .request = 1, .end = 32000, .says = "lack that direction",
      .advises = "both directions", .lines = { "Nothing from 10.0.0.2:5060 in the capture" },
      .steps = { STEP(0, A, B, "INVITE", .is_stream = true) } },
    { "over-a-connection-that-lived-before", "request.unanswered/stream", WARN_T, .request = 3, .end = 50000, .says = "closed",
      .lacks = "ACL", .advises = "tcp.flags.fin",
      .lines = { "10.0.0.2:5060 sent its last message before this request, in frame 2" },
      .steps = { STEP(0, A, B, "OPTIONS", .is_stream = true), STEP(20, B, A, "200 OK", .is_stream = true),
                 STEP(9000, A, B, "INVITE", .is_stream = true) } },
    { "over-a-connection-that-lives-on", "request.unanswered/alive", WARN_T, .request = 1, .end = 40000, .lacks = "closed",
      .says = "frame 3", .lines = { "10.0.0.2:5060 sent other messages after this request, the last in frame 3" },
      .steps = { STEP(0, A, B, "INVITE", .is_stream = true), STEP(9000, A, B, "OPTIONS", .is_stream = true),
                 STEP(9020, B, A, "200 OK", .is_stream = true) } },
    { "over-another-connection-than-that-which-lives", "request.unanswered/stream", WARN_T, .request = 1, .end = 40000,
      .says = "closed", .lacks = "ACL", .lines = { "10.0.0.2:5060 sent other messages after this request, the last in frame 3" },
      .steps = { STEP(0, A, B, "INVITE", .is_stream = true), STEP(9000, "10.0.0.1:40001", B, "OPTIONS", .is_stream = true),
                 STEP(9020, B, "10.0.0.1:40001", "200 OK", .is_stream = true) } },
    { "over-a-connection-to-a-server-alive-over-udp", "request.unanswered/stream", WARN_T, .request = 1, .end = 40000,
      .says = "closed", .lacks = "ACL",
      .steps = { STEP(0, A, B, "INVITE", .is_stream = true), STEP(9000, A, B, "OPTIONS"), STEP(9020, B, A, "200 OK") } },
    { "over-a-connection-too-early", NULL, .request = 1, .end = 31900, .steps = { STEP(0, A, B, "INVITE", .is_stream = true) } },

    { "port", "request.unanswered/port", WARN_C, .request = 1, .end = 10, .says = "ICMP port unreachable in frame 2",
      .lines = { "No response in the capture, sent once",
                 "ICMP error from 10.0.0.2 in frame 2: type 3 code 3, port unreachable; it "
                 "quotes the INVITE to 10.0.0.2:5060" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = PORT_UNREACHABLE) } },
    { "port-v6", "request.unanswered/port", WARN_C, .request = 1, .end = 10, .shows = "type 1 code 4, port unreachable",
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = PORT_UNREACHABLE_V6) } },
    { "port-but-answered", NULL, .request = 1, .end = 10000,
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = PORT_UNREACHABLE),
                 STEP(600, A, B, "INVITE", .kind = SCENE_AGAIN), STEP(700, B, A, "200 OK") } },
    { "too-large", "request.unanswered/too-large", WARN_C, .request = 1, .end = 10, .says = "ICMP fragmentation needed in frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = { "10.0.0.254", 3, 4, false }) } },
    { "time-to-live", "request.unanswered/loop", WARN_T, .request = 1, .end = 10, .says = "in frame 2",
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = { "10.0.0.254", 11, 0, false }) } },
    { "reassembly", "request.unanswered/icmp", WARN_T, .request = 1, .end = 10, .says = "fragment reassembly time exceeded",
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = { "10.0.0.254", 11, 1, false }) } },
    { "port-of-another-request", "request.unanswered/once", NOTE_T, .request = 1, .end = 3000, .lacks = "ICMP",
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(1, A, B, "INVITE"),
                 STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = PORT_UNREACHABLE) } },
    { "host", "request.unanswered/host", WARN_C, .request = 1, .end = 10, .says = "ICMP host unreachable in frame 2",
      .shows = "from 10.0.0.254",
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = HOST_UNREACHABLE) } },
    { "prohibited", "request.unanswered/prohibited", WARN_C, .request = 1, .end = 10, .says = "administratively prohibited",
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = PROHIBITED) } },
    { "prohibited-v6", "request.unanswered/prohibited", WARN_C, .request = 1, .end = 10, .says = "administratively prohibited",
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = PROHIBITED_V6) } },
    { "too-big", "request.unanswered/too-large", WARN_C, .request = 1, .end = 10, .says = "fragmentation needed",
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = TOO_BIG) } },
    { "unknown-code", "request.unanswered/icmp", WARN_T, .request = 1, .end = 10, .shows = "type 3 code 99;",
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = UNASSIGNED) } },
    { "unread", "request.unanswered/icmp", WARN_T, .request = 1, .end = 10, .lacks = "port",
      .lines = { "ICMP error in frame 2 quotes the INVITE to 10.0.0.2:5060" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED) } },

    { "no-call-id", "request.unanswered/unreadable", WARN_T, .request = 1, .end = 10, .says = "Call-ID", .advises = A,
      .lines = { "The INVITE in frame 1 has no Call-ID" }, .steps = { STEP(0, A, B, "INVITE", .extra = "Call-ID:\n") } },
    { "no-call-id-but-answered", NULL, .request = 1, .end = 5000,
      .steps = { STEP(0, A, B, "INVITE", .extra = "Call-ID:\n"), STEP(5, B, A, "400 Bad Request") } },
    { "no-max-forwards", "request.unanswered", WARN_T, .request = 1, .end = 2000, .lacks = "header",
      .steps = { STEP(0, A, B, "INVITE", .extra = "Max-Forwards:\n"), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN) } },

    { "user-in-uri", "request.unanswered/registrar-user", WARN_T, .request = 1, .end = 2000, .says = "user part",
      .lines = { "The Request-URI of the REGISTER in frame 1 has a user part: sip:esp@10.0.0.2",
                 "Nothing from 10.0.0.2:5060 in the capture" },
      .steps = { STEP(0, A, B, "REGISTER sip:esp@10.0.0.2"), STEP(500, A, B, "REGISTER", .kind = SCENE_AGAIN) } },
    { "user-in-uri-of-message", "request.unanswered", WARN_T, .request = 1, .end = 2000, .lacks = "user part",
      .steps = { STEP(0, A, B, "MESSAGE sip:esp@10.0.0.2"), STEP(500, A, B, "MESSAGE", .kind = SCENE_AGAIN) } },
    { "register-of-a-domain", "request.unanswered", WARN_T, .request = 1, .end = 2000, .lacks = "user part",
      .steps = { STEP(0, A, B, "REGISTER sip:10.0.0.2"), STEP(500, A, B, "REGISTER", .kind = SCENE_AGAIN) } },

    { "fragments", "request.fragmented", WARN_T, .request = 3, .end = 4000, .says = "in fragments",
      .lines = { "A small request got a response from there: OPTIONS of 235 bytes in frame 1",
                 "INVITE of 1446 bytes over UDP, in IP fragments, the last in frame 3" },
      .lacks = "Nothing from",
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(9, B, A, "200 OK"),
                 STEP(1000, A, B, "INVITE", .extra = LARGE, .is_fragmented = true),
                 STEP(1500, A, B, "INVITE", .kind = SCENE_AGAIN, .is_fragmented = true) } },
    { "large-in-one-packet", "request.fragmented/large", WARN_T, .request = 1, .end = 4000, .says = "too large for UDP",
      .lines = { "A small request got a response from there: OPTIONS of 235 bytes in frame 3",
                 "INVITE of 1446 bytes over UDP in frame 1" },
      .steps = { STEP(0, A, B, "INVITE", .extra = LARGE), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN),
                 STEP(900, A, B, "OPTIONS"), STEP(909, B, A, "200 OK") } },
    { "below-1300", "request.unanswered/alive", WARN_T, .request = 1, .end = 4000, .lacks = "over UDP",
      .steps = { STEP(0, A, B, "INVITE", .extra = NEARLY_LARGE), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN),
                 STEP(900, A, B, "OPTIONS"), STEP(909, B, A, "200 OK") } },
    { "large-to-a-dead-server", "request.unanswered", WARN_T, .request = 1, .end = 4000, .shows = "bytes over UDP",
      .steps = { STEP(0, A, B, "INVITE", .extra = LARGE), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN) } },
    { "small-one-of-another-client", "request.unanswered/alive", WARN_T, .request = 1, .end = 4000, .lacks = "small request",
      .steps = { STEP(0, A, B, "INVITE", .extra = LARGE), STEP(500, A, B, "INVITE", .kind = SCENE_AGAIN),
                 STEP(900, C, B, "OPTIONS"), STEP(909, B, C, "200 OK") } },
    { "large-over-a-connection", "request.unanswered/stream", WARN_T, .request = 3, .end = 40000, .lacks = "UDP",
      .steps = { STEP(0, A, B, "OPTIONS", .is_stream = true), STEP(9, B, A, "200 OK"),
                 STEP(1000, A, B, "INVITE", .extra = LARGE, .is_stream = true) } },

    { "of-the-invite", "cancel.unfinished", WARN_T, .request = 1, .end = 3000, .says = "CANCEL of frame 3",
      .lines = { "CANCEL accepted by the 200 of frame 4", "INVITE of frame 1 has no final response in the capture" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(2000, A, B, "CANCEL"), STEP(2010, B, A, "200 OK") } },
    { "of-the-cancel", "cancel.unfinished", WARN_T, .request = 3, .end = 3000, .says = "CANCEL of frame 3",
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(2000, A, B, "CANCEL"), STEP(2010, B, A, "200 OK") } },
    { "487-came", NULL, .request = 1, .end = 3000,
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(2000, A, B, "CANCEL"), STEP(2010, B, A, "200 OK"),
                 STEP(2020, B, A, "487 Request Terminated", .of = 1) } },
    { "487-late-by-half-a-second", "cancel.unfinished", WARN_T, .request = 1, .end = 2510,
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(2000, A, B, "CANCEL"), STEP(2010, B, A, "200 OK") } },
    { "487-may-still-come", NULL, .request = 1, .end = 2400,
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(2000, A, B, "CANCEL"), STEP(2010, B, A, "200 OK") } },
    { "cancel-refused", NULL, .request = 1, .end = 3000,
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing"), STEP(2000, A, B, "CANCEL"),
                 STEP(2010, B, A, "481 Call/Transaction Does Not Exist") } },

    { "rings-for-ever", "request.unfinished", WARN_T, .request = 1, .end = 181000, .says = "180 (frame 2; nothing in 180 s",
      .lines = { "No final response in the capture; the last one was 180 in frame 2" },
      .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing") } },
    { "still-rings", NULL, .request = 1, .end = 180000, .steps = { STEP(0, A, B, "INVITE"), STEP(90, B, A, "180 Ringing") } },
    { "trying-for-ever", "request.unfinished", WARN_T, .request = 1, .end = 33000, .says = "MESSAGE",
      .steps = { STEP(0, A, B, "MESSAGE"), STEP(90, B, A, "100 Trying") } },
    /* That large requests get through shows nothing against fragments. */
    { "large-one-answered", "request.unanswered/gone", WARN_T, .request = 3, .end = 4000, .lacks = "small request",
      .steps = { STEP(0, A, B, "OPTIONS", .extra = LARGE), STEP(9, B, A, "200 OK"), STEP(1000, A, B, "INVITE", .extra = LARGE),
                 STEP(1500, A, B, "INVITE", .kind = SCENE_AGAIN) } },
    { "server-answers-another-client-fast", NULL, .request = 3, .end = 400,
      .steps = { STEP(0, C, B, "OPTIONS"), STEP(2, B, C, "200 OK"), STEP(50, A, B, "OPTIONS") } },
    { "server-answers-this-client-fast", "request.unanswered/gone", WARN_T, .request = 3, .end = 151,
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(2, B, A, "200 OK"), STEP(50, A, B, "OPTIONS", .extra = "Call-ID: x\n") } },
    /* 20 times as long as the server took before, but not less than 100 ms. */
    { "fast-server-may-still-answer", NULL, .request = 3, .end = 149,
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(2, B, A, "200 OK"), STEP(50, A, B, "OPTIONS", .extra = "Call-ID: x\n") } },
    { "slow-server-has-still-time", NULL, .request = 3, .end = 849,
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(40, B, A, "200 OK"), STEP(50, A, B, "OPTIONS", .extra = "Call-ID: x\n") } },
    { "slow-server-has-no-more-time", "request.unanswered/gone", WARN_T, .request = 3, .end = 850,
      .steps = { STEP(0, A, B, "OPTIONS"), STEP(40, B, A, "200 OK"), STEP(50, A, B, "OPTIONS", .extra = "Call-ID: x\n") } },
};

const diagnosis_case_group unanswered_cases = { "unanswered", cases, G_N_ELEMENTS(cases) };
