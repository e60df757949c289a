/* traffic.c
 * Writes a capture of telephone calls, for tests/benchmark.in: traffic sip|rtp PACKETS >FILE
 *
 * Phones call through one server, twenty dialogues at a time: of ten, six are answered calls, two are registrations and two fail.
 * With "sip" the capture holds SIP alone; with "rtp" the answered calls have so much speech that 98% of the packets are RTP.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define LINKTYPE_ETHERNET 1
#define ETHERNET_HEADER 14
#define IP_HEADER 20
#define UDP_HEADER 8
#define SPEECH_SAMPLES 160 /* 20 ms of G.711 */
#define SPEECH_PACKETS 490 /* of each answered call: ten dialogues have 60 SIP messages */
#define AT_A_TIME 20
#define PHONES 1000
#define SIP_PORT 5060
#define FIRST_RTP_PORT 16384
#define SERVER "10.0.0.254"
#define SERVER_NUMBER 0x0a0000feU
#define FIRST_PHONE_NUMBER 0x0a010001U
#define MICROSECONDS_BETWEEN_PACKETS 500

typedef struct {
    const char *start; /* a request's is its method */
    const char *method;
    const char *extra;
    unsigned cseq;
    unsigned branch;
    bool by_server;
    bool has_to_tag;
    bool has_sdp;
    bool speech_follows;
    bool ends_with_nonce;
} step;

#define REQUEST(name, ...)                                                                                                         \
    {                                                                                                                              \
        .start = name, .method = name, __VA_ARGS__                                                                                 \
    }
#define RESPONSE(start_line, of, ...)                                                                                              \
    {                                                                                                                              \
        .by_server = true, .start = start_line, .method = of, __VA_ARGS__                                                          \
    }
#define INVITE REQUEST("INVITE", .cseq = 1, .branch = 1, .has_sdp = true)
#define TRYING RESPONSE("100 Trying", "INVITE", .cseq = 1, .branch = 1)
#define RINGING RESPONSE("180 Ringing", "INVITE", .cseq = 1, .branch = 1, .has_to_tag = true)
#define REFUSAL(start_line, more) RESPONSE(start_line, "INVITE", .cseq = 1, .branch = 1, .has_to_tag = true, .extra = (more))
#define ACK_OF_REFUSAL REQUEST("ACK", .cseq = 1, .branch = 1, .has_to_tag = true)
#define END                                                                                                                        \
    {                                                                                                                              \
        .start = NULL                                                                                                              \
    }

static const step answered[] = {
    INVITE,
    TRYING,
    RINGING,
    RESPONSE("200 OK", "INVITE", .cseq = 1, .branch = 1, .has_to_tag = true, .has_sdp = true),
    REQUEST("ACK", .cseq = 1, .branch = 2, .has_to_tag = true, .speech_follows = true),
    REQUEST("BYE", .cseq = 2, .branch = 3, .has_to_tag = true),
    RESPONSE("200 OK", "BYE", .cseq = 2, .branch = 3, .has_to_tag = true),
    END,
};
static const step registered[] = {
    REQUEST("REGISTER", .cseq = 1, .branch = 1, .extra = "Expires: 600\r\n"),
    RESPONSE("401 Unauthorized", "REGISTER", .cseq = 1, .branch = 1, .has_to_tag = true, .ends_with_nonce = true,
             .extra = "WWW-Authenticate: Digest realm=\"example.com\", algorithm=MD5, qop=\"auth\""),
    REQUEST("REGISTER", .cseq = 2, .branch = 2, .ends_with_nonce = true,
            .extra = "Expires: 600\r\nAuthorization: Digest username=\"phone\", realm=\"example.com\", uri=\"sip:example.com\", "
                     "response=\"0123456789abcdef0123456789abcdef\", algorithm=MD5, cnonce=\"0a4f113b\", qop=auth, nc=00000001"),
    RESPONSE("200 OK", "REGISTER", .cseq = 2, .branch = 2, .has_to_tag = true, .extra = "Expires: 600\r\n"),
    END,
};
static const step busy[] = {
    INVITE, TRYING, RINGING, REFUSAL("486 Busy Here", "Reason: Q.850;cause=17;text=\"User busy\"\r\n"), ACK_OF_REFUSAL, END,
};
static const step unknown[] = { INVITE, TRYING, REFUSAL("404 Not Found", NULL), ACK_OF_REFUSAL, END };
static const step overloaded[] = {
    INVITE, TRYING, REFUSAL("503 Service Unavailable", "Retry-After: 30\r\n"), ACK_OF_REFUSAL, END,
};
static const step no_codec[] = {
    INVITE,         TRYING, REFUSAL("488 Not Acceptable Here", "Warning: 304 " SERVER " \"Media type not available\"\r\n"),
    ACK_OF_REFUSAL, END,
};
static const step cancelled[] = {
    INVITE,
    TRYING,
    RINGING,
    REQUEST("CANCEL", .cseq = 1, .branch = 1),
    RESPONSE("200 OK", "CANCEL", .cseq = 1, .branch = 1, .has_to_tag = true),
    REFUSAL("487 Request Terminated", NULL),
    ACK_OF_REFUSAL,
    END,
};

/* One dialogue in play. */
typedef struct {
    guint64 number;
    const step *next;
    unsigned to_say; /* RTP packets before the next step */
} dialogue;

typedef struct {
    bool with_speech;
    guint64 left; /* packets still to be written */
    guint64 written;
    guint64 dialogues;
    GString *text;
    GString *body;
} traffic;

static const step *
progress_of(guint64 number)
{
    static const step *const failures[] = { unknown, overloaded, no_codec, cancelled };
    static const step *const courses[] = { answered, registered, answered, answered, busy, answered, registered, answered };

    switch (number % 10) {
    case 8:
        return answered;
    case 9:
        return failures[number / 10 % G_N_ELEMENTS(failures)];
    default:
        return courses[number % 10];
    }
}

static void
put_16(guint8 *at, gsize number)
{
    at[0] = (guint8)(number >> 8);
    at[1] = (guint8)number;
}

static void
put_32(guint8 *at, guint32 number)
{
    put_16(at, number >> 16);
    put_16(at + 2, number & 0xffff);
}

/* Writes one datagram between a phone and the server. */
static void
write_datagram(traffic *all, guint64 phone, bool by_server, gsize phone_port, gsize server_port, const void *bytes, gsize size)
{
    const guint64 time = all->written * MICROSECONDS_BETWEEN_PACKETS;
    const guint32 whole = (guint32)(ETHERNET_HEADER + IP_HEADER + UDP_HEADER + size);
    const guint32 record[] = { (guint32)(time / G_USEC_PER_SEC), (guint32)(time % G_USEC_PER_SEC), whole, whole };
    const guint32 phone_number = FIRST_PHONE_NUMBER + (guint32)phone;
    guint8 head[ETHERNET_HEADER + IP_HEADER + UDP_HEADER] = { 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0x45 };
    guint8 *ip = head + ETHERNET_HEADER;
    guint8 *udp = ip + IP_HEADER;

    put_16(ip + 2, IP_HEADER + UDP_HEADER + size);
    ip[8] = 64;
    ip[9] = 17;
    put_32(ip + 12, by_server ? SERVER_NUMBER : phone_number);
    put_32(ip + 16, by_server ? phone_number : SERVER_NUMBER);
    put_16(udp, by_server ? server_port : phone_port);
    put_16(udp + 2, by_server ? phone_port : server_port);
    put_16(udp + 4, UDP_HEADER + size);
    /* main() asks once whether everything could be written. */
    (void)fwrite(record, sizeof record, 1, stdout);
    (void)fwrite(head, sizeof head, 1, stdout);
    (void)fwrite(bytes, size, 1, stdout);
    all->written++;
    all->left--;
}

/* Dialogues in play have ports of their own, so that streams do not mix. */
static gsize
rtp_port(guint64 number)
{
    return FIRST_RTP_PORT + number % PHONES * 2;
}

static void
write_speech(traffic *all, dialogue *one)
{
    guint8 packet[12 + SPEECH_SAMPLES] = { 0x80, 0 };
    const bool by_server = one->to_say % 2 != 0;
    const guint32 spoken = (SPEECH_PACKETS - one->to_say) / 2;

    put_16(packet + 2, spoken);
    put_32(packet + 4, spoken * SPEECH_SAMPLES);
    put_32(packet + 8, (guint32)(one->number * 2 + by_server));
    memset(packet + 12, (int)(0xd5 ^ (spoken & 0x0f)), SPEECH_SAMPLES);
    write_datagram(all, one->number % PHONES, by_server, rtp_port(one->number), rtp_port(one->number), packet, sizeof packet);
    one->to_say--;
}

static void
describe_session(traffic *all, const dialogue *one, const char *host)
{
    g_string_printf(all->body,
                    "v=0\r\no=- %" G_GUINT64_FORMAT " 1 IN IP4 %s\r\ns=call\r\nc=IN IP4 %s\r\nt=0 0\r\n"
                    "m=audio %" G_GSIZE_FORMAT " RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:0 PCMU/8000\r\n"
                    "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n",
                    one->number, host, host, rtp_port(one->number));
}

static void
write_start_and_routing(traffic *all, const dialogue *one, const step *now, const char *phone_host)
{
    GString *text = all->text;
    const guint64 phone = one->number % PHONES;
    const bool registers = strcmp(now->method, "REGISTER") == 0;
    const guint64 callee = registers ? phone : (phone + 1) % PHONES;

    if (now->by_server) {
        g_string_printf(text, "SIP/2.0 %s\r\n", now->start);
    } else if (registers) {
        g_string_assign(text, "REGISTER sip:example.com SIP/2.0\r\n");
    } else {
        g_string_printf(text, "%s sip:%" G_GUINT64_FORMAT "@example.com SIP/2.0\r\n", now->start, 2000 + callee);
    }
    g_string_append_printf(text, "Via: SIP/2.0/UDP %s:5060;branch=z9hG4bK%08" G_GINT64_MODIFIER "x%u;rport%s\r\n", phone_host,
                           one->number * 2654435761U & 0xffffffff, now->branch, now->by_server ? "=5060" : "");
    if (!now->by_server) {
        g_string_append(text, "Max-Forwards: 70\r\n");
    }
    g_string_append_printf(text,
                           "From: \"Phone %1$" G_GUINT64_FORMAT "\" <sip:%1$" G_GUINT64_FORMAT
                           "@example.com>;tag=a%2$" G_GINT64_MODIFIER "x\r\n",
                           2000 + phone, one->number);
    g_string_append_printf(text, "To: <sip:%" G_GUINT64_FORMAT "@example.com>", 2000 + callee);
    if (now->has_to_tag) {
        g_string_append_printf(text, ";tag=b%" G_GINT64_MODIFIER "x", one->number);
    }
    g_string_append_printf(text, "\r\nCall-ID: %016" G_GINT64_MODIFIER "x@%s\r\nCSeq: %u %s\r\n", one->number * 0x9e3779b97f4a7c15U,
                           phone_host, now->cseq, now->method);
}

static void
write_step(traffic *all, dialogue *one)
{
    const step *now = one->next++;
    const guint64 phone = one->number % PHONES;
    const guint32 number = FIRST_PHONE_NUMBER + (guint32)phone;
    char phone_host[sizeof "10.255.255.255"];

    g_snprintf(phone_host, sizeof phone_host, "10.%u.%u.%u", number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff);
    g_string_truncate(all->body, 0);
    if (now->has_sdp) {
        describe_session(all, one, now->by_server ? SERVER : phone_host);
    }
    write_start_and_routing(all, one, now, phone_host);
    g_string_append_printf(all->text, "Contact: <sip:%" G_GUINT64_FORMAT "@%s:5060>\r\n", 2000 + phone,
                           now->by_server ? SERVER : phone_host);
    g_string_append_printf(all->text,
                           "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, NOTIFY, REFER, UPDATE, INFO\r\n"
                           "Supported: replaces, timer\r\n%s: Example %s 4.2\r\n",
                           now->by_server ? "Server" : "User-Agent", now->by_server ? "PBX" : "Phone");
    g_string_append(all->text, now->extra != NULL ? now->extra : "");
    if (now->ends_with_nonce) {
        g_string_append_printf(all->text, ", nonce=\"%016" G_GINT64_MODIFIER "x\"\r\n", one->number * 0xff51afd7ed558ccdU);
    }
    g_string_append(all->text, now->has_sdp ? "Content-Type: application/sdp\r\n" : "");
    g_string_append_printf(all->text, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s", all->body->len, all->body->str);
    write_datagram(all, phone, now->by_server, SIP_PORT, SIP_PORT, all->text->str, all->text->len);
    one->to_say = all->with_speech && now->speech_follows ? SPEECH_PACKETS : 0;
}

static void
write_capture(traffic *all)
{
    const guint32 head[] = { 0xa1b2c3d4, 2 | 4 << 16, 0, 0, 262144, LINKTYPE_ETHERNET };
    dialogue dialogues[AT_A_TIME] = { { .next = NULL } };

    (void)fwrite(head, sizeof head, 1, stdout);
    for (guint64 turn = 0; all->left > 0; turn++) {
        dialogue *one = &dialogues[turn % AT_A_TIME];
        if (one->next == NULL || (one->next->start == NULL && one->to_say == 0)) {
            *one = (dialogue){ .number = all->dialogues, .next = progress_of(all->dialogues) };
            all->dialogues++;
        }
        if (one->to_say > 0) {
            write_speech(all, one);
        } else {
            write_step(all, one);
        }
    }
}

int
main(int argc, char **argv)
{
    guint64 packets;

    if (argc != 3 || (strcmp(argv[1], "sip") != 0 && strcmp(argv[1], "rtp") != 0) ||
        !g_ascii_string_to_unsigned(argv[2], 10, 0, G_MAXUINT32, &packets, NULL)) {
        (void)fputs("usage: traffic sip|rtp PACKETS >FILE\n", stderr);
        return 1;
    }
    traffic all = {
        .with_speech = strcmp(argv[1], "rtp") == 0, .left = packets, .text = g_string_new(NULL), .body = g_string_new(NULL)
    };
    write_capture(&all);
    g_string_free(all.text, TRUE);
    g_string_free(all.body, TRUE);
    return ferror(stdout) != 0 || fflush(stdout) != 0;
}
