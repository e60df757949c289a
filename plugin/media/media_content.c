/* media_content.c
 * What the payload of a UDP packet is; see media_content.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_content.h"

#include <string.h>

#define LAST_STUN 3
#define FIRST_DTLS 20
#define LAST_DTLS 63
#define FIRST_TURN 64
#define LAST_TURN 79
#define RTP_VERSION 2
#define FIRST_RTCP 192
#define LAST_RTCP 223
#define SENDER_REPORT 200
#define RECEIVER_REPORT 201
/* Of a sender report: header, SSRC, two words of NTP time, RTP time, and then the packet count (RFC 3550 6.4.1). */
#define SENT_AT 20
#define WORD 4
/* Report blocks come after the SSRC, or after that of a sender report; in each the last sequence number is the third word. */
#define BLOCKS_OF_RECEIVER 8
#define BLOCKS_OF_SENDER 28
#define BLOCK 24
#define LAST_NUMBER_AT 8

static const guint8 stun_cookie[] = { 0x21, 0x12, 0xa4, 0x42 };

/* A sequence number of UDPTL may begin as STUN does; the cookie tells (RFC 8489 5). */
static bool
is_stun(const guint8 *bytes, size_t size)
{
    return size >= WORD + sizeof stun_cookie && bytes[0] <= LAST_STUN && memcmp(bytes + WORD, stun_cookie, sizeof stun_cookie) == 0;
}

static gint64
word_at(const guint8 *bytes)
{
    return (gint64)bytes[0] << 24 | (gint64)bytes[1] << 16 | (gint64)bytes[2] << 8 | bytes[3];
}

static guint32
received_by(const guint8 *bytes, size_t size, size_t at, unsigned blocks)
{
    guint32 sum = 0;

    if (size < at + (size_t)blocks * BLOCK) {
        return 0;
    }
    for (unsigned i = 0; i < blocks; i++, at += BLOCK) {
        sum += (guint32)word_at(bytes + at) + (guint32)word_at(bytes + at + LAST_NUMBER_AT);
    }
    return sum;
}

static media_content
content_of_rtcp(const guint8 *bytes, size_t size)
{
    const bool is_sender = bytes[1] == SENDER_REPORT;
    const bool is_report = is_sender || bytes[1] == RECEIVER_REPORT;
    const unsigned blocks = bytes[0] & 0x1f;
    const size_t blocks_at = is_sender ? BLOCKS_OF_SENDER : BLOCKS_OF_RECEIVER;

    return (media_content){ .kind = MEDIA_RTCP,
                            .is_report = is_report,
                            .reports = (guint8)blocks,
                            .received = is_report ? received_by(bytes, size, blocks_at, blocks) : 0,
                            .sent = is_sender && size >= SENT_AT + WORD ? word_at(bytes + SENT_AT) : -1 };
}

media_content
media_content_of(const guint8 *bytes, size_t size, bool is_fax)
{
    const media_content other = { .kind = MEDIA_OTHER, .sent = -1 };
    const media_content check = { .kind = MEDIA_CHECK, .sent = -1 };

    if (is_stun(bytes, size)) {
        return check;
    }
    if (is_fax) {
        return size >= WORD ? (media_content){ .kind = MEDIA_STREAM, .sent = -1 } : other;
    }
    if (size < 2) {
        return other;
    }
    if (bytes[0] >> 6 == RTP_VERSION) {
        return bytes[1] >= FIRST_RTCP && bytes[1] <= LAST_RTCP
                   ? content_of_rtcp(bytes, size)
                   : (media_content){ .kind = MEDIA_STREAM, .payload_type = bytes[1] & 0x7f, .has_type = true, .sent = -1 };
    }
    return (bytes[0] >= FIRST_DTLS && bytes[0] <= LAST_DTLS) || (bytes[0] >= FIRST_TURN && bytes[0] <= LAST_TURN) ||
                   bytes[0] <= LAST_STUN
               ? check
               : other;
}
