/* flow.c
 * Cases: what came of the media of calls that were answered.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

/* A and B take media where they are signalled to, and where A's NAT N shows it. */
#define MA "10.0.0.1:4000"
#define MB "10.0.0.2:30000"
#define N "203.0.113.9:5060"
#define MN "203.0.113.9:31000"
#define S "198.51.100.7:5060"
#define MS "198.51.100.7:30000"

#define SDP(host, port, ...)                                                                                                       \
    "\nv=0\no=- 1 1 IN IP4 " host "\ns=-\nc=IN IP4 " host "\nt=0 0\nm=audio " port " RTP/AVP 0 8\n" __VA_ARGS__
#define OF_A SDP("10.0.0.1", "4000")
#define OF_B SDP("10.0.0.2", "30000")
#define OF_S SDP("198.51.100.7", "30000")
#define SDP_OF_G729 "\nv=0\no=- 1 1 IN IP4 10.0.0.2\ns=-\nc=IN IP4 10.0.0.2\nt=0 0\nm=audio 30000 RTP/AVP 18\n"
#define SECURE_OF_B SDP_HEAD "m=audio 30000 RTP/SAVP 0 8\nc=IN IP4 10.0.0.2\n"
#define OF_A_AT(port) SDP("10.0.0.1", port)
#define OF_A_WITH(...) SDP("10.0.0.1", "4000", __VA_ARGS__)
#define OF_B_WITH(...) SDP("10.0.0.2", "30000", __VA_ARGS__)

#define ANSWERED_WITH(offer, answer)                                                                                               \
    STEP(0, A, B, "INVITE", .extra = (offer)), STEP(1000, B, A, "200 OK", .extra = (answer)), STEP(1010, A, B, "ACK")
#define ANSWERED ANSWERED_WITH(OF_A, OF_B)
/* A behind the NAT N, with its own address in the SDP, and S in the public network. */
#define ANSWERED_NAT STEP(0, N, S, "INVITE", .extra = OF_A), STEP(1000, S, N, "200 OK", .extra = OF_S), STEP(1010, N, S, "ACK")
/* Seen on the inside of the NAT. */
#define ANSWERED_INSIDE STEP(0, A, S, "INVITE", .extra = OF_A), STEP(1000, S, A, "200 OK", .extra = OF_S), STEP(1010, A, S, "ACK")

#define TO_B(at, count) MEDIA(at, MA, MB, "RTP 0", count)
#define TO_A(at, count) MEDIA(at, MB, MA, "RTP 0", count)
#define BYE(at) STEP(at, A, B, "BYE", .kind = SCENE_IN_DIALOG), STEP((at) + 5, B, A, "200 OK")

#define ASTERISK "Asterisk PBX 22.5.2\n"
#define YEALINK "Yealink SIP-T46G 28.81.0.25\n"
#define OF_A_BY(agent) "User-Agent: " agent OF_A
#define OF_B_BY(agent) "Server: " agent OF_B
#define OF_S_BY(agent) "Server: " agent OF_S
#define NAT_BY(caller, callee)                                                                                                     \
    STEP(0, N, S, "INVITE", .extra = OF_A_BY(caller)), STEP(1000, S, N, "200 OK", .extra = OF_S_BY(callee)),                       \
        STEP(1010, N, S, "ACK"), MEDIA(1020, MN, MS, "RTP 0", 250), MEDIA(1030, MS, MA, "RTP 0", 250)
/* Through the proxy P, which names itself; the SDP that P sends on is as it came, or its own. */
#define MP "10.0.0.9:20000"
#define THROUGH_PROXY(from, caller, sent_on, callee)                                                                               \
    STEP(0, from, P, "INVITE", .extra = OF_A_BY(caller)), STEP(1, P, from, "100 Trying", .extra = KAMAILIO),                       \
        STEP(2, P, S, "INVITE", .kind = SCENE_FORWARDED, .extra = "User-Agent: " caller sent_on),                                  \
        STEP(1000, S, P, "200 OK", .extra = OF_S_BY(callee)),                                                                      \
        STEP(1001, P, from, "200 OK", .kind = SCENE_FORWARDED, .extra = OF_S_BY(callee)), STEP(1010, from, P, "ACK"),              \
        STEP(1011, P, S, "ACK", .kind = SCENE_FORWARDED)
/* B is a PBX that takes itself out of the way of the media between A and C. */
#define MC "10.0.0.3:20000"
#define DIRECT_MEDIA(at)                                                                                                           \
    STEP(at, B, A, "INVITE", .kind = SCENE_IN_DIALOG, .extra = SDP("10.0.0.3", "20000")),                                          \
        STEP((at) + 50, A, B, "200 OK", .extra = OF_A), STEP((at) + 60, B, A, "ACK")
#define RTCP_TO_B(at, what) MEDIA(at, "10.0.0.1:4001", "10.0.0.2:30001", what, 1)
#define RTCP_TO_C(at, what) MEDIA(at, "10.0.0.1:4001", "10.0.0.3:20001", what, 1)

#define REFUSED                                                                                                                    \
    {                                                                                                                              \
        "10.0.0.1", 3, 3, false                                                                                                    \
    }

static const diagnosis_case cases[] = {
    { "good", NULL, .media = 1, .end = 9000, .steps = { ANSWERED, TO_B(1020, 250), TO_A(1030, 250), BYE(6100) } },

    { "caller-deaf", "media.one-way", WARN_T, .media = 1, .end = 9000, .says = "No media reaches 10.0.0.1:4000",
      .lines = { "Media to 10.0.0.2:30000: 250 packets from frame 4; to 10.0.0.1:4000: none",
                 "The caller hears nothing at 10.0.0.1:4000, named in frame 1" },
      .steps = { ANSWERED, TO_B(1020, 250), BYE(6100) } },
    { "callee-deaf", "media.one-way", WARN_T, .media = 1, .end = 9000, .says = "10.0.0.1:4000 does not send",
      .lines = { "Media to 10.0.0.1:4000: 250 packets from frame 4; to 10.0.0.2:30000: none",
                 "The called side hears nothing at 10.0.0.2:30000, named in frame 2" },
      .steps = { ANSWERED, TO_A(1020, 250), BYE(6100) } },
    { "only-signalling", NULL, .media = 1, .end = 9000, .steps = { ANSWERED, BYE(6100) } },
    { "short-call", NULL, .media = 1, .end = 9000, .steps = { ANSWERED, TO_B(1020, 30), BYE(1900) } },
    { "capture-ends-too-soon", NULL, .media = 1, .end = 3900, .steps = { ANSWERED, TO_B(1020, 100) } },
    /* Its RTCP says that it gets what the capture lacks. */
    { "half-filtered", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED, TO_B(1020, 250), MEDIA(5000, "10.0.0.1:4001", "10.0.0.2:30001", "RTCP 1 200", 1), BYE(6100) } },
    /* Media of an SBC have addresses of their own, and nothing shows that what comes to them would be captured. */
    { "media-of-sbc-elsewhere", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED_WITH(SDP("10.0.5.5", "4000"), OF_B), MEDIA(1020, "10.0.5.5:4000", MB, "RTP 0", 250), BYE(6100) } },
    { "no-audio-in-the-answer", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED_WITH(OF_A, SDP("10.0.0.2", "0")), TO_A(1020, 250), BYE(6100) } },
    { "video-refused", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED_WITH(OF_A_WITH("m=video 4002 RTP/AVP 96\n"), OF_B_WITH("m=video 0 RTP/AVP 96\n")), TO_B(1020, 250),
                 TO_A(1020, 250), BYE(6100) } },
    { "held", NULL, .media = 1, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 50), TO_A(1020, 50),
                 STEP(2100, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = OF_A_WITH("a=sendonly\n")),
                 STEP(2150, B, A, "200 OK", .extra = OF_B_WITH("a=recvonly\n")), TO_B(2200, 400), BYE(12000) } },
    { "held-by-address", NULL, .media = 1, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 50), TO_A(1020, 50),
                 STEP(2100, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = SDP("0.0.0.0", "4000")),
                 STEP(2150, B, A, "200 OK", .extra = OF_B), TO_B(2200, 400), BYE(12000) } },
    { "not-answered", NULL, .media = 1, .end = 9000,
      .steps = { STEP(0, A, B, "INVITE", .extra = OF_A), STEP(50, B, A, "183 Session Progress", .extra = OF_B), TO_B(60, 250) } },
    /* The call began before the capture. */
    { "set-up-not-captured", NULL, .media = 1, .end = 9000,
      .steps = { STEP(0, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = OF_A), STEP(20, B, A, "200 OK", .extra = OF_B),
                 TO_B(1020, 250), BYE(6100) } },
    { "cut-answer", NULL, .media = 1, .end = 9000,
      .steps = { STEP(0, A, B, "INVITE", .extra = OF_A), STEP(1000, B, A, "200 OK", .extra = OF_B, .is_cut = true),
                 STEP(1010, A, B, "ACK"), TO_B(1020, 250), BYE(6100) } },
    { "answer-in-the-ack", "media.one-way", WARN_T, .media = 1, .end = 9000, .shows = "The caller hears nothing",
      .steps = { STEP(0, A, B, "INVITE"), STEP(1000, B, A, "200 OK", .extra = OF_B), STEP(1010, A, B, "ACK", .extra = OF_A),
                 TO_B(1020, 250), BYE(6100) } },
    { "symmetric-behind-nat", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED_NAT, MEDIA(1020, MN, MS, "RTP 0", 250), MEDIA(1030, MS, MN, "RTP 0", 250) } },
    /* A phone may send STUN before media, from the same port. */
    { "symmetric-behind-nat-after-checks", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED_NAT, MEDIA(1015, MN, MS, "STUN", 1), MEDIA(1016, MS, MA, "RTP 0", 7), MEDIA(1020, MN, MS, "RTP 0", 250),
                 MEDIA(1030, MS, MN, "RTP 0", 250) } },

    { "refused", "media.one-way/icmp", WARN_C, .media = 1, .end = 9000, .says = "type 3 code 3, port unreachable",
      .lines = { "8 ICMP errors from 10.0.0.1 since frame 254: type 3 code 3, port unreachable; quoted is media to 10.0.0.1:4000" },
      .steps = { ANSWERED, TO_A(1020, 250), MEDIA(1021, MB, MA, "RTP 0", 8, .icmp = REFUSED, .every = 600), BYE(6100) } },
    { "refused-at-first", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED, TO_A(1020, 250), TO_B(1100, 250), MEDIA(1021, MB, MA, "RTP 0", 8, .icmp = REFUSED, .every = 20),
                 BYE(6100) } },
    { "refused-until-it-opens", NULL, .media = 1, .end = 9900,
      .steps = { ANSWERED, TO_A(1020, 350), TO_B(1100, 350), MEDIA(1021, MB, MA, "RTP 0", 4, .icmp = REFUSED, .every = 600),
                 BYE(8200) } },
    { "refused-after-bye", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED, TO_B(1020, 250), TO_A(1020, 250), BYE(6100),
                 MEDIA(6200, MB, MA, "RTP 0", 8, .icmp = REFUSED, .every = 600) } },

    { "outside", "media.one-way/private", WARN_C, .media = 1, .end = 9000, .says = "10.0.0.1:4000 is a private address",
      .lines = { "Media comes from 203.0.113.9:31000 since frame 4; the SDP of that side names 10.0.0.1:4000" },
      .steps = { ANSWERED_NAT, MEDIA(1020, MN, MS, "RTP 0", 250), MEDIA(1030, MS, MA, "RTP 0", 250) } },
    { "inside", "media.one-way/private", WARN_T, .media = 1, .end = 9000, .shows = "The caller hears nothing at 10.0.0.1:4000",
      .steps = { ANSWERED_INSIDE, MEDIA(1020, MA, MS, "RTP 0", 250) } },
    { "inside-with-rtcp", "media.one-way/private", WARN_C, .media = 1, .end = 9000,
      .lines = { "RTCP in frame 254: 10.0.0.1:4000 receives no media" },
      .steps = { ANSWERED_INSIDE, MEDIA(1020, MA, MS, "RTP 0", 250),
                 MEDIA(6000, "10.0.0.1:4001", "198.51.100.7:30001", "RTCP 0 200", 1) } },
    { "private-and-routed", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED_INSIDE, MEDIA(1020, MA, MS, "RTP 0", 250), MEDIA(1030, MS, MA, "RTP 0", 250) } },

    { "stun-address-not-used", "media.one-way/nat", WARN_T, .media = 1, .end = 9000, .says = "10.0.0.1:4000",
      .steps = { STEP(0, A, S, "INVITE", .extra = SDP("203.0.113.9", "40000")), STEP(1000, S, A, "200 OK", .extra = OF_S),
                 STEP(1010, A, S, "ACK"), MEDIA(1020, MA, MS, "RTP 0", 250) } },
    { "named-port-is-closed", "media.one-way/nat", WARN_C, .media = 1, .end = 9000, .says = "comes from 203.0.113.9:31000",
      .steps = { STEP(0, N, S, "INVITE", .extra = SDP("203.0.113.9", "40000")), STEP(1000, S, N, "200 OK", .extra = OF_S),
                 STEP(1010, N, S, "ACK"), MEDIA(1020, MN, MS, "RTP 0", 250), MEDIA(1020, MS, "203.0.113.9:40000", "RTP 0", 250),
                 MEDIA(6000, "203.0.113.9:31001", "198.51.100.7:30001", "RTCP 0 200", 1) } },
    /* One may send from another port than one takes packets at. */
    { "asymmetric", NULL, .media = 1, .end = 9000,
      .steps = { STEP(0, N, S, "INVITE", .extra = SDP("203.0.113.9", "40000")), STEP(1000, S, N, "200 OK", .extra = OF_S),
                 STEP(1010, N, S, "ACK"), MEDIA(1020, MN, MS, "RTP 0", 250), MEDIA(1020, MS, "203.0.113.9:40000", "RTP 0", 250) } },
    /* It was heard where the SDP says, and then nobody spoke. */
    { "asymmetric-then-quiet", NULL, .media = 1, .end = 9000,
      .steps = { STEP(0, N, S, "INVITE", .extra = SDP("203.0.113.9", "40000")), STEP(1000, S, N, "200 OK", .extra = OF_S),
                 STEP(1010, N, S, "ACK"), MEDIA(1020, MN, MS, "RTP 0", 250), MEDIA(1020, MS, "203.0.113.9:40000", "RTP 0", 100),
                 MEDIA(2500, "203.0.113.9:31001", "198.51.100.7:30001", "RTCP 1 70 77", 1),
                 MEDIA(6000, "203.0.113.9:31001", "198.51.100.7:30001", "RTCP 1 200 77", 1) } },

    { "moved", "media.one-way/old-address", WARN_C, .media = 1, .end = 19000, .says = "still goes to 10.0.0.1:4000",
      .lines = { "Media to the old address 10.0.0.1:4000 after frame 104: 300 packets from frame 107",
                 "Media to 10.0.0.2:30000: 350 packets from frame 4; to 10.0.0.1:4000: 350 packets from frame 54" },
      .steps = { ANSWERED, TO_B(1020, 50), TO_A(1020, 50),
                 STEP(2100, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = OF_A_AT("4010")),
                 STEP(2150, B, A, "200 OK", .extra = OF_B), STEP(2160, A, B, "ACK"), TO_A(2200, 300),
                 MEDIA(2200, "10.0.0.1:4010", MB, "RTP 0", 300), BYE(9000) } },
    { "moved-and-followed", NULL, .media = 1, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 50), TO_A(1020, 60),
                 STEP(2100, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = OF_A_AT("4010")),
                 STEP(2150, B, A, "200 OK", .extra = OF_B), STEP(2160, A, B, "ACK"), MEDIA(2200, MB, "10.0.0.1:4010", "RTP 0", 300),
                 MEDIA(2200, "10.0.0.1:4010", MB, "RTP 0", 300), BYE(8300) } },
    { "move-refused", NULL, .media = 1, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 50), TO_A(1020, 60),
                 STEP(2100, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = OF_A_AT("4010")),
                 STEP(2150, B, A, "488 Not Acceptable Here"), STEP(2160, A, B, "ACK"), TO_A(2200, 300), TO_B(2200, 300),
                 BYE(8300) } },

    { "direct-media-blocked", "media.one-way/moved", WARN_T, .media = 1, .end = 19000,
      .says = "Frame 139 moved the other end from 10.0.0.2:30000 to 10.0.0.3:20000; since then no media reaches 10.0.0.1:4000",
      .lines = { "Media to 10.0.0.3:20000: 360 packets from frame 4; to 10.0.0.1:4000: 75 packets from frame 64" },
      .steps = { ANSWERED, TO_B(1020, 60), TO_A(1020, 75), DIRECT_MEDIA(2300), MEDIA(2400, MA, MC, "RTP 0", 300), BYE(9000) } },
    { "moved-before-anything-was-heard", "media.one-way", WARN_T, .media = 1, .end = 19000, .says = "10.0.0.3:20000 does not send",
      .steps = { ANSWERED, DIRECT_MEDIA(1100), MEDIA(1200, MA, MC, "RTP 0", 300), BYE(8000) } },
    { "direct-media-just-before-the-end", NULL, .media = 1, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 250), TO_A(1020, 250), DIRECT_MEDIA(6100), MEDIA(6200, MA, MC, "RTP 0", 50), BYE(7300) } },
    { "direct-media", NULL, .media = 1, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 60), TO_A(1020, 60), DIRECT_MEDIA(2300), MEDIA(2400, MA, MC, "RTP 0", 300),
                 MEDIA(2400, MC, MA, "RTP 0", 300), BYE(9000) } },
    /* At the PBX, which sees no more of them. */
    { "direct-media-elsewhere", NULL, .media = 1, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 60), TO_A(1020, 60), DIRECT_MEDIA(2300), BYE(12000) } },
    { "direct-media-at-once-elsewhere", NULL, .media = 1, .end = 19000,
      .steps = { ANSWERED, MEDIA(1020, MA, MB, "STUN", 2), TO_B(1020, 2), TO_A(1020, 3), DIRECT_MEDIA(1100), BYE(9000) } },
    { "direct-media-after-an-announcement", NULL, .media = 1, .end = 29000,
      .steps = { ANSWERED, TO_B(1020, 300), TO_A(1020, 300), DIRECT_MEDIA(7100), MEDIA(7200, MA, MC, "RTP 0", 300),
                 MEDIA(7200, MC, MA, "RTP 0", 300), BYE(13500) } },
    /* A phone may report the source that it heard last for ever. */
    { "direct-media-blocked-old-source-reported", "media.one-way/moved", WARN_T, .media = 1, .end = 19000,
      .lines = { "RTCP in frame 428: 10.0.0.1:4000 receives no media" },
      .steps = { ANSWERED, TO_B(1020, 60), TO_A(1020, 60), DIRECT_MEDIA(2300), MEDIA(2400, MA, MC, "RTP 0", 300),
                 RTCP_TO_C(4000, "RTCP 1 100 77"), RTCP_TO_C(7000, "RTCP 1 200 77"), BYE(9000) } },
    { "direct-media-new-source-reported", NULL, .media = 1, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 60), TO_A(1020, 60), DIRECT_MEDIA(2300), MEDIA(2400, MA, MC, "RTP 0", 300),
                 RTCP_TO_C(4000, "RTCP 1 100 77"), RTCP_TO_C(7000, "RTCP 1 200 78"), BYE(9000) } },

    { "other-codec", "media.one-way/payload", WARN_T, .media = 1, .end = 9000, .says = "payload type 18",
      .lines = { "Packets to 10.0.0.1:4000 have payload type 18 (frame 254); the SDP of frame 1 does not list it" },
      .steps = { ANSWERED, TO_B(1020, 250), MEDIA(1020, MB, MA, "RTP 18", 250), BYE(6100) } },
    { "some-of-another-codec", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED, TO_B(1020, 250), MEDIA(1020, MB, MA, "RTP 18", 100), MEDIA(3020, MB, MA, "RTP 8", 150), BYE(6100) } },

    { "announcement", "media.one-way/held", NOTE_C, .media = 1, .end = 9000, .says = "a=recvonly in frame 2",
      .lines = { "SDP in frame 2: a=recvonly" },
      .steps = { ANSWERED_WITH(OF_A, OF_B_WITH("a=recvonly\n")), TO_B(1020, 250), BYE(6100) } },
    { "not-resumed", "media.one-way/held", WARN_C, .media = 1, .end = 19000, .says = "a=recvonly in frame",
      .steps = { ANSWERED, TO_B(1020, 50), TO_A(1020, 50),
                 STEP(2100, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = OF_A_WITH("a=sendonly\n")),
                 STEP(2150, B, A, "200 OK", .extra = OF_B_WITH("a=recvonly\n")),
                 STEP(3100, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = OF_A_WITH("a=sendrecv\n")),
                 STEP(3150, B, A, "200 OK", .extra = OF_B_WITH("a=recvonly\n")), TO_B(3200, 400), BYE(12000) } },

    { "rtcp-alone", "media.none", WARN_T, .media = 1, .end = 9000,
      .lines = { "Media to 10.0.0.2:30000: none; to 10.0.0.1:4000: none" },
      .steps = { ANSWERED, MEDIA(3000, "10.0.0.2:30001", "10.0.0.1:4001", "RTCP 0 0", 1), BYE(6100) } },
    { "other-calls-have-media", "media.none", WARN_T, .media = 506, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 250), TO_A(1020, 250), BYE(6100),
                 STEP(8000, A, B, "INVITE", .extra = "Call-ID: 2\n" OF_A_AT("4010")),
                 STEP(8100, B, A, "200 OK", .extra = SDP("10.0.0.2", "30010")), STEP(8110, A, B, "ACK") } },
    { "other-calls-of-other-hosts", NULL, .media = 505, .end = 19000,
      .steps = { ANSWERED, TO_B(1020, 250), TO_A(1020, 250), STEP(6000, A, B, "BYE", .kind = SCENE_IN_DIALOG),
                 STEP(8000, A, B, "INVITE", .extra = "Call-ID: 2\n" SDP("10.0.5.5", "4010")),
                 STEP(8100, B, A, "200 OK", .extra = SDP("10.0.5.6", "30010")), STEP(8110, A, B, "ACK") } },
    { "checks-alone", "media.none/ice", WARN_T, .media = 1, .end = 9000,
      .steps = { ANSWERED, MEDIA(1020, MA, MB, "STUN", 20, .every = 100), BYE(6100) } },
    { "checks-and-media", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED, MEDIA(1020, MA, MB, "STUN", 3, .every = 100), TO_A(1500, 250), TO_B(1500, 250), BYE(6600) } },

    { "sent-and-lost", "media.one-way/lost", WARN_C, .media = 1, .end = 9000, .says = "10.0.0.2:30000 has sent 200 packets",
      .lines = { "RTCP in frame 254: 10.0.0.2:30000 has sent 200 packets" },
      .steps = { ANSWERED, TO_B(1020, 250), MEDIA(6000, "10.0.0.2:30001", "10.0.0.1:4001", "RTCP 1 200", 1), BYE(6100) } },
    { "lost-behind", "media.one-way/beyond", WARN_C, .media = 1, .end = 9000, .says = "250 packets to it passed here",
      .steps = { ANSWERED, TO_B(1020, 250), TO_A(1020, 250), MEDIA(6000, "10.0.0.1:4001", "10.0.0.2:30001", "RTCP 0 200", 1),
                 BYE(6100) } },
    /* SRTCP is encrypted: what would be the number of packets is none. */
    { "sent-over-srtp", "media.one-way", WARN_T, .media = 1, .end = 9000, .lacks = "has sent", .says = "No media reaches",
      .steps = { ANSWERED_WITH(AUDIO_SRTP, SECURE_OF_B), TO_B(1020, 250),
                 MEDIA(6000, "10.0.0.2:30001", "10.0.0.1:4001", "RTCP 1 200", 1), BYE(6100) } },
    { "deaf-at-first-only", NULL, .media = 1, .end = 9000,
      .steps = { ANSWERED, TO_B(1020, 250), TO_A(1020, 250), MEDIA(1200, "10.0.0.1:4001", "10.0.0.2:30001", "RTCP 0 2", 1),
                 BYE(6100) } },

    { "secure-and-plain", "media.one-way/srtp", WARN_C, .media = 1, .end = 9000, .says = "SRTP (SDP in frame 1)",
      .lines = { "SRTP at 10.0.0.1:4000 (frame 1), plain RTP at 10.0.0.2:30000 (frame 2)" },
      .steps = { ANSWERED_WITH(AUDIO_SRTP, OF_B), TO_B(1020, 250), TO_A(1020, 250), BYE(6100) } },

    { "quiet-183", "media.one-way/ring-back", NOTE_T, .media = 1, .end = 19000, .says = "none came in 5.0 s",
      .lines = { "No early media to 10.0.0.1:4000 in the 5.0 s from the SDP of frame 2 to the answer" },
      .steps = { STEP(0, A, B, "INVITE", .extra = OF_A), STEP(1000, B, A, "183 Session Progress", .extra = OF_B),
                 STEP(6000, B, A, "200 OK", .extra = OF_B), STEP(6010, A, B, "ACK"), TO_B(6020, 250), TO_A(6020, 250) } },
    { "quiet-183-after-180", "media.one-way/ring-back", NOTE_T, .media = 1, .end = 19000,
      .steps = { STEP(0, A, B, "INVITE", .extra = OF_A), STEP(900, B, A, "180 Ringing"),
                 STEP(1000, B, A, "183 Session Progress", .extra = OF_B), STEP(6000, B, A, "200 OK", .extra = OF_B),
                 STEP(6010, A, B, "ACK"), TO_B(6020, 250), TO_A(6020, 250) } },
    { "early-media", NULL, .media = 1, .end = 19000,
      .steps = { STEP(0, A, B, "INVITE", .extra = OF_A), STEP(1000, B, A, "183 Session Progress", .extra = OF_B), TO_A(1100, 200),
                 STEP(6000, B, A, "200 OK", .extra = OF_B), STEP(6010, A, B, "ACK"), TO_B(6020, 250), TO_A(6020, 250) } },
    { "own-ring-back", NULL, .media = 1, .end = 19000,
      .steps = { STEP(0, A, B, "INVITE", .extra = OF_A), STEP(1000, B, A, "183 Session Progress", .extra = OF_B),
                 STEP(1100, B, A, "180 Ringing"), STEP(6000, B, A, "200 OK", .extra = OF_B), STEP(6010, A, B, "ACK"),
                 TO_B(6020, 250), TO_A(6020, 250) } },

    { "one-side", "media.stopped", WARN_T, .media = 1, .end = 29000, .says = "10.0.0.1:4000 stopped in frame",
      .lines = { "Last media to 10.0.0.1:4000 in frame 1103, 18.0 s before the BYE of frame 1104" },
      .steps = { ANSWERED, TO_B(1020, 1000), TO_A(1020, 100), BYE(21000) } },
    { "bye-says-why", "media.stopped", WARN_T, .media = 1, .end = 29000,
      .lines = { "BYE in frame 1104 says Reason: Q.850;cause=44" },
      .steps = { ANSWERED, TO_B(1020, 1000), TO_A(1020, 100),
                 STEP(21000, A, B, "BYE", .kind = SCENE_IN_DIALOG, .extra = "Reason: Q.850;cause=44\n") } },
    { "bye-says-nothing", "media.stopped", WARN_T, .media = 1, .end = 29000, .lacks = "says Reason",
      .steps = { ANSWERED, TO_B(1020, 1000), TO_A(1020, 100), BYE(21000) } },
    { "bye-with-empty-reason", "media.stopped", WARN_T, .media = 1, .end = 29000, .lacks = "says Reason",
      .steps = { ANSWERED, TO_B(1020, 1000), TO_A(1020, 100),
                 STEP(21000, A, B, "BYE", .kind = SCENE_IN_DIALOG, .extra = "Reason:\n") } },
    /* It did hear something. */
    { "stopped-is-not-deaf", "media.stopped", WARN_T, .media = 1, .end = 29000, .lacks = "hears nothing",
      .steps = { ANSWERED, TO_B(1020, 1000), TO_A(1020, 100), BYE(21000) } },
    { "both-sides-and-bye", "media.stopped", WARN_T, .media = 1, .end = 39000, .shows = "s before the BYE of frame",
      .steps = { ANSWERED, TO_B(1020, 100), TO_A(1020, 100), STEP(33000, B, A, "BYE", .kind = SCENE_IN_DIALOG) } },
    /* A report tells of some seconds before it, too, and may name that source again. */
    { "reported-just-after", "media.stopped", WARN_T, .media = 1, .end = 29000,
      .lines = { "Last media to 10.0.0.1:4000 in frame 1103, 18.0 s before the BYE of frame 1105" },
      .steps = { ANSWERED, TO_B(1020, 1000), TO_A(1020, 100), RTCP_TO_B(5000, "RTCP 1 200 77"), BYE(21000) } },
    { "reported-long-after", NULL, .media = 1, .end = 29000,
      .steps = { ANSWERED, TO_B(1020, 1000), TO_A(1020, 100), RTCP_TO_B(5000, "RTCP 1 200 77"), RTCP_TO_B(15000, "RTCP 1 700 99"),
                 BYE(21000) } },
    { "no-bye-yet", "media.stopped", WARN_T, .media = 1, .end = 21000,
      .lines = { "Last media to 10.0.0.1:4000 in frame 1103, 18.0 s before the end of the capture" },
      .steps = { ANSWERED, TO_B(1020, 1000), TO_A(1020, 100) } },
    { "capture-of-media-ended", NULL, .media = 1, .end = 39000, .steps = { ANSWERED, TO_B(1020, 100), TO_A(1020, 100) } },
    { "comfort-noise", NULL, .media = 1, .end = 29000,
      .steps = { ANSWERED, TO_B(1020, 1000), TO_A(1020, 100), MEDIA(3020, MB, MA, "RTP 13", 1), BYE(21000) } },
    { "codec-without-silence", NULL, .media = 1, .end = 29000,
      .steps = { ANSWERED_WITH(AUDIO_G729, SDP_OF_G729), MEDIA(1020, MA, MB, "RTP 18", 1000), MEDIA(1020, MB, MA, "RTP 18", 100),
                 BYE(21000) } },
    { "stopped-by-hold", NULL, .media = 1, .end = 29000,
      .steps = { ANSWERED, TO_B(1020, 100), TO_A(1020, 100),
                 STEP(3100, A, B, "INVITE", .kind = SCENE_IN_DIALOG, .extra = OF_A_WITH("a=sendonly\n")),
                 STEP(3150, B, A, "200 OK", .extra = OF_B_WITH("a=recvonly\n")), TO_B(3200, 800), BYE(21000) } },

    { "late", "media.late", NOTE_T, .media = 1, .end = 19000, .says = "came 5.0 s after the answer",
      .lines = { "First media to 10.0.0.1:4000 in frame 404, 5.0 s after the answer" },
      .steps = { ANSWERED, TO_B(1020, 400), TO_A(6000, 150), BYE(9100) } },
    { "in-time", NULL, .media = 1, .end = 19000, .steps = { ANSWERED, TO_B(1020, 400), TO_A(2500, 320), BYE(9100) } },

    { "fax", "media.one-way", WARN_T, .media = 1, .end = 29000, .shows = "The caller hears nothing at 10.0.0.1:4100",
      .steps = { ANSWERED, TO_B(1020, 100), TO_A(1020, 100),
                 STEP(3100, B, A, "INVITE", .kind = SCENE_IN_DIALOG,
                      .extra = SDP_HEAD "m=image 30100 udptl t38\nc=IN IP4 10.0.0.2\n"),
                 STEP(3150, A, B, "200 OK", .extra = SDP_HEAD "m=image 4100 udptl t38\n"),
                 MEDIA(3200, "10.0.0.1:4100", "10.0.0.2:30100", "T38", 200, .every = 50), BYE(14000) } },
    { "fax-both-ways", NULL, .media = 1, .end = 29000,
      .steps = { ANSWERED, TO_B(1020, 100), TO_A(1020, 100),
                 STEP(3100, B, A, "INVITE", .kind = SCENE_IN_DIALOG,
                      .extra = SDP_HEAD "m=image 30100 udptl t38\nc=IN IP4 10.0.0.2\n"),
                 STEP(3150, A, B, "200 OK", .extra = SDP_HEAD "m=image 4100 udptl t38\n"),
                 MEDIA(3200, "10.0.0.1:4100", "10.0.0.2:30100", "T38", 200, .every = 50),
                 MEDIA(3210, "10.0.0.2:30100", "10.0.0.1:4100", "T38", 200, .every = 50), BYE(14000) } },

    /* Who named the address changes that, who sends to it where it sends. */
    { "phone-names-private", "media.one-way/private", WARN_C, .media = 1, .end = 9000,
      .at_caller = "`account.X.nat.nat_traversal=1`", .at_callee = "rtp_symmetric=yes", .steps = { NAT_BY(YEALINK, ASTERISK) } },
    { "pbx-names-private", "media.one-way/private", WARN_C, .media = 1, .end = 9000, .at_caller = "external_media_address",
      .at_callee = "", .steps = { NAT_BY(ASTERISK, YEALINK) } },
    { "pbx-at-both-ends", "media.one-way/private", WARN_C, .media = 1, .end = 9000, .at_caller = "external_media_address",
      .at_callee = "rtp_symmetric=yes", .steps = { NAT_BY(ASTERISK, ASTERISK) } },
    { "products-unknown", "media.one-way/private", WARN_C, .media = 1, .end = 9000, .at_caller = "", .at_callee = "",
      .steps = { ANSWERED_NAT, MEDIA(1020, MN, MS, "RTP 0", 250), MEDIA(1030, MS, MA, "RTP 0", 250) } },
    { "pbx-is-deaf", "media.one-way", WARN_T, .media = 1, .end = 9000, .at_caller = "", .at_callee = "rtpstart",
      .steps = { ANSWERED_WITH(OF_A_BY(ASTERISK), OF_B_BY(ASTERISK)), TO_A(1020, 250), BYE(6100) } },
    /* What opens ports is no help for what SDP keeps back. */
    { "pbx-is-held", "media.one-way/held", NOTE_C, .media = 1, .end = 9000, .at_caller = "", .at_callee = "",
      .steps = { ANSWERED_WITH(OF_A_BY(ASTERISK), OF_B_BY(ASTERISK) "a=recvonly\n"), TO_B(1020, 250), BYE(6100) } },
    { "pbx-secure-and-plain", "media.one-way/srtp", WARN_C, .media = 1, .end = 9000, .at_caller = "media_encryption=sdes",
      .at_callee = "media_encryption=sdes",
      .steps = { ANSWERED_WITH("User-Agent: " ASTERISK AUDIO_SRTP, OF_B_BY(ASTERISK)), TO_B(1020, 250), TO_A(1020, 250),
                 BYE(6100) } },
    { "pbx-stopped", "media.stopped", WARN_T, .media = 1, .end = 29000, .at_caller = "rtp_timeout", .at_callee = "rtp_keepalive",
      .steps = { ANSWERED_WITH(OF_A_BY(ASTERISK), OF_B_BY(ASTERISK)), TO_B(1020, 1000), TO_A(1020, 100), BYE(21000) } },
    { "pbx-rings-quietly", "media.one-way/ring-back", NOTE_T, .media = 1, .end = 19000, .at_caller = "", .at_callee = "180",
      .steps = { STEP(0, A, B, "INVITE", .extra = OF_A_BY(ASTERISK)),
                 STEP(1000, B, A, "183 Session Progress", .extra = OF_B_BY(ASTERISK)), STEP(6000, B, A, "200 OK", .extra = OF_B),
                 STEP(6010, A, B, "ACK"), TO_B(6020, 250), TO_A(6020, 250) } },

    /* A proxy of the hop is asked where nothing is known of the product beyond it. */
    { "proxy-relays-unknown", "media.one-way/private", WARN_C, .media = 1, .end = 9000, .at_caller = "",
      .at_callee = "rtpengine_manage",
      .steps = { THROUGH_PROXY(N, "x\n", OF_A, "x\n"), MEDIA(1020, MN, MS, "RTP 0", 250), MEDIA(1030, MS, MA, "RTP 0", 250) } },
    { "proxy-relays-known", "media.one-way/private", WARN_C, .media = 1, .end = 9000,
      .at_caller = "`account.X.nat.nat_traversal=1`", .at_callee = "rtp_symmetric=yes",
      .steps = { THROUGH_PROXY(N, YEALINK, OF_A, ASTERISK), MEDIA(1020, MN, MS, "RTP 0", 250),
                 MEDIA(1030, MS, MA, "RTP 0", 250) } },
    /* Whoever put another address into the SDP has to put the right one there. */
    { "proxy-names-private", "media.one-way/private", WARN_T, .media = 3, .end = 9000, .at_caller = "rtpengine_manage",
      .at_callee = "rtp_symmetric=yes",
      .steps = { THROUGH_PROXY(N, YEALINK, SDP("10.0.0.9", "20000"), ASTERISK), MEDIA(1020, MP, MS, "RTP 0", 250) } },
    { "proxy-names-nothing", "media.one-way/private", WARN_T, .media = 3, .end = 9000,
      .at_caller = "`account.X.nat.nat_traversal=1`", .at_callee = "rtp_symmetric=yes",
      .steps = { THROUGH_PROXY(N, YEALINK, OF_A, ASTERISK), MEDIA(1020, MP, MS, "RTP 0", 250) } },
};

const diagnosis_case_group flow_cases = { "flow", cases, G_N_ELEMENTS(cases) };
