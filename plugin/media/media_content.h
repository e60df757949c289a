/* media_content.h
 * What the payload of a UDP packet to a media address is, as far as its first bytes tell (RFC 7983, RFC 5761 4).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MEDIA_CONTENT_H
#define SIPEXPERT_MEDIA_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

typedef enum media_kind {
    MEDIA_STREAM, /**< RTP or SRTP, which cannot be told apart, or T.38 over UDPTL */
    MEDIA_RTCP,   /**< RTCP or SRTCP */
    MEDIA_CHECK,  /**< STUN, DTLS or TURN: connections are tried, media do not flow yet */
    MEDIA_OTHER   /**< keep-alives and whatever else */
} media_kind;

/** One payload. */
typedef struct media_content {
    media_kind kind;
    guint8 payload_type; /**< of RTP */
    bool has_type;       /**< payload_type is known */
    bool is_report;      /**< RTCP that begins with a sender or receiver report (RFC 3550 6.4) */
    guint8 reports;      /**< its number of report blocks: what its sender receives itself */
    gint64 sent;         /**< packets that its sender says to have sent so far; -1: it does not say, or the capture lacks it */
    guint32 received; /**< sources and last sequence numbers of the blocks, added up: the same while nothing comes; 0: not known */
} media_content;

/** Tells what the bytes are, of which the capture may have only the first. `is_fax`: the address was named for T.38 over UDPTL. */
media_content media_content_of(const guint8 *bytes, size_t size, bool is_fax);

#endif
