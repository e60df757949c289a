/* sdp_session.h
 * The streams of a session description, for comparing an offer with its answer and for what cannot work in one of them (RFC 8866, RFC 3264).
 *
 * Nothing is copied; texts are parts of the body and live as long. Any bytes may be given.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SDP_SESSION_H
#define SIPEXPERT_SDP_SESSION_H

#include "text.h"

/** Further streams are counted and not described. */
#define SDP_MAX_STREAMS 8

/** Which way media of a stream goes, as its side sees it (RFC 8866 6.7). Both bits are set for a=sendrecv, the default. */
typedef enum sdp_direction {
    SDP_INACTIVE = 0,
    SDP_SENDS = 1,
    SDP_RECEIVES = 2,
    SDP_BOTH_WAYS = SDP_SENDS | SDP_RECEIVES
} sdp_direction;

/** One m= line with what follows it, or what the session says before the first one. */
typedef struct sdp_stream {
    sip_text media;
    gint64 port;
    sip_text profile;        /**< such as RTP/AVP */
    sip_text formats;        /**< numbers of payload types, separated by blanks */
    sip_text attributes;     /**< all lines after m= */
    sip_text address;        /**< of c=, its own or the session's; absent if there is none */
    sdp_direction direction; /**< its own or the session's */
    bool has_key;            /**< a=crypto or a=fingerprint, its own or the session's */
    bool is_mandatory;       /**< a precondition: a=des with strength mandatory (RFC 3312 4) */
    bool is_unmet;           /**< a=curr with none (RFC 3312 4) */
    bool has_candidates;     /**< a=candidate (ICE, RFC 8839) */
    bool has_ice;            /**< a=ice-ufrag or a=candidate, its own or the session's: candidates may come later (RFC 8840) */
    bool has_rtcp_mux;       /**< a=rtcp-mux (RFC 5761 5.1.1) */
    sip_text rtcp;           /**< value of a=rtcp (RFC 3605): port, and perhaps an address as in c=; absent if there is none */
} sdp_stream;

/** A session description. */
typedef struct sdp_session {
    gint64 bandwidth; /**< the largest b=AS or b=CT of session and streams, kbit/s (RFC 8866 5.8); -1 if there is none */
    unsigned count;   /**< number of m= lines */
    sdp_stream streams[SDP_MAX_STREAMS];
} sdp_session;

/** Reads a session description. */
void sdp_session_read(sip_text body, sdp_session *session);

/** The number of streams that are described. */
static inline unsigned
sdp_session_described(const sdp_session *session)
{
    return session->count < SDP_MAX_STREAMS ? session->count : SDP_MAX_STREAMS;
}

/** True if c= names no place to send to: 0.0.0.0 or :: (RFC 3264 8.4), with ICE that candidates follow (RFC 8840). */
bool sdp_stream_is_unspecified(const sdp_stream *stream);

/** True if media can flow: a port other than 0, not inactive, and an address to send to or ICE that will find one (RFC 3264 5.1, 8.4). */
bool sdp_stream_is_usable(const sdp_stream *stream);

/** Takes the next format off the list of a stream. Returns false when nothing is left. */
bool sdp_take_format(sip_text *formats, sip_text *format);

/** Address and port of the a=rtcp of a stream, where it gives one; the address of c= if it has only a port. Returns false without it. */
bool sdp_stream_rtcp(const sdp_stream *stream, sip_text *address, gint64 *port);

/** An address that ICE may find to work (RFC 8839 5.1). */
typedef struct sdp_candidate {
    sip_text address;
    gint64 port;
    gint64 component; /**< 1 is RTP, 2 is RTCP */
} sdp_candidate;

/**
 * Takes the next UDP candidate off *rest, which begins as stream->attributes. Returns false when nothing is left.
 */
bool sdp_take_candidate(sip_text *rest, sdp_candidate *candidate);

/** The payload type that a=rtpmap of the stream maps to telephone-event (RFC 4733); -1 if none is. */
gint64 sdp_stream_telephone_event(const sdp_stream *stream);

/** True if media can flow in any stream of the description, and none waits for a precondition (RFC 3312). */
bool sdp_may_carry_media(sip_text body);

/** A payload type that a stream uses for two things (RFC 3264 5.1, RFC 8866 6.6). */
typedef struct sdp_conflict {
    gint64 number;
    sip_text first;  /**< what a=rtpmap maps it to */
    sip_text second; /**< absent if the m= line only lists the number twice */
} sdp_conflict;

/** Looks for such a payload type among the streams. Returns false if there is none. */
bool sdp_session_find_conflict(const sdp_session *session, sdp_conflict *conflict);

#endif
