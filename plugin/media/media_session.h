/* media_session.h
 * The media of a call at one hop: where each side wants them, as its SDP says, and what came there.
 *
 * Each side has a line for each m= line, and a new version of it when another message changes it: a later offer or answer, in INVITE, UPDATE,
 * PRACK, ACK or their responses, early media included. What an offer within a dialog names holds when a 2xx accepts it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MEDIA_SESSION_H
#define SIPEXPERT_MEDIA_SESSION_H

#include "media_address.h"
#include "sdp_session.h"
#include "transaction.h"

typedef struct media_line media_line;
typedef struct media_session media_session;
typedef struct media_table media_table;

/** Further versions of the lines of a session are not kept; of such a session nothing is said. */
#define MEDIA_MAX_LINES 32

/** Further sources of one address are counted as one. */
#define MEDIA_MAX_FLOWS 4

/** What the RTCP of a source tells. Frames are 0 if there are none. */
typedef struct media_reports {
    guint32 packets;
    guint32 receiving_frame; /**< the latest report that says that its sender receives something */
    guint32 deaf_frame;      /**< the latest report that says that its sender receives nothing, or nothing more */
    guint32 received;        /**< what the latest report says of that (media_content.h) */
    gint64 receiving_time;   /**< of receiving_frame, µs */
    gint64 deaf_time;        /**< of deaf_frame, µs */
    gint64 sent;             /**< packets that it says to have sent, in sent_frame; -1 if it never says */
    guint32 sent_frame;
} media_reports;

/** What one source sent to one address that a line named. */
typedef struct media_flow {
    struct media_flow *next;
    media_address source; /**< family 0: those beyond MEDIA_MAX_FLOWS */
    bool is_named;        /**< the other side named it as an address of its own, too */
    guint8 unlisted_type; /**< a payload type that the line does not list */
    guint32 packets;      /**< of media; RTCP, STUN and DTLS are none */
    guint32 first_frame;
    guint32 last_frame;
    guint32 unlisted;   /**< of them those with payload types that the line does not list */
    guint32 early;      /**< those before the answer to the call */
    guint32 late;       /**< those after another version took the line's place */
    guint32 late_frame; /**< the first of these */
    guint32 checks;     /**< STUN and DTLS */
    gint64 first_time;  /**< µs */
    gint64 last_time;
    gint64 last_late_time;
    guint64 types[2];       /**< a set: payload types seen */
    media_reports *reports; /**< NULL: no RTCP was seen */
} media_flow;

/** ICMP errors during the call that quote packets to one address. */
typedef struct media_errors {
    guint32 count;
    guint32 frame; /**< the first */
    sip_icmp icmp; /**< that error */
    gint64 time;   /**< of that, µs */
    gint64 last_time;
} media_errors;

typedef enum media_place {
    MEDIA_NAMED,     /**< in c= and m= */
    MEDIA_CANDIDATE, /**< in a=candidate */
    MEDIA_LATCHED,   /**< the side's own packets come from there, and no SDP names it (symmetric RTP, RFC 4961) */
    MEDIA_OF_RTCP    /**< for RTCP alone */
} media_place;

/** An address where a line takes packets. */
typedef struct media_target {
    struct media_target *next;      /**< of the same line */
    struct media_target *next_here; /**< of another line, with the same address */
    media_line *line;
    media_address address;
    media_place place;
    bool is_listed; /**< packets to it are still counted */
    guint8 flow_count;
    media_flow *flows;
    media_errors *errors; /**< NULL: no ICMP error quotes a packet to it */
} media_target;

/** One m= line of RTP or T.38, in the version that a message gave it. */
struct media_line {
    media_line *before; /**< the older ones of the side, whatever their m= line */
    media_session *session;
    media_target *targets;  /**< NULL: nothing can be sent to it */
    gint64 since;           /**< when it began to hold, µs */
    gint64 until;           /**< when another version took its place; 0 while it holds */
    guint32 frame;          /**< of the message that named it */
    guint32 until_frame;    /**< of the message that named the next version; 0 while it holds */
    guint64 types[2];       /**< a set: payload types listed */
    gint16 telephone_event; /**< payload type; -1 if none */
    guint8 side;            /**< MEDIA_CALLER or MEDIA_CALLEE */
    guint8 stream;          /**< position of the m= line */
    guint8 direction;       /**< sdp_direction; without SDP_RECEIVES for the address 0.0.0.0 without ICE */
    bool is_open;           /**< the port is not 0 */
    bool is_audio;
    bool is_fax;
    bool is_secure; /**< SRTP */
    bool is_answer; /**< it came in answer to an offer of the other side */
};

/** Sides of a session. */
enum {
    MEDIA_CALLER,
    MEDIA_CALLEE,
    MEDIA_SIDES
};

/** The media of one hop of a call. */
struct media_session {
    media_session *next; /**< of the same call */
    media_table *table;
    const sip_call *call;
    const char *caller_tag;          /**< of From in the INVITE that began it */
    const char *names[MEDIA_SIDES];  /**< of the endpoints that sent and got that INVITE */
    const char *agents[MEDIA_SIDES]; /**< what a side calls itself beside its latest SDP, also beyond a proxy; NULL if not known */
    media_line *lines[MEDIA_SIDES];  /**< the latest first */
    guint32 answer_frame;            /**< the first 2xx to the INVITE; 0 if none */
    guint32 end_frame;               /**< the first BYE; 0 if none */
    guint32 ringing_frame;           /**< the first 18x with SDP; 0 if none */
    const char *end_reason;          /**< the first Reason of that BYE (RFC 3326); NULL if it has none */
    gint64 answer_time;              /**< µs */
    gint64 end_time;
    gint64 ringing_time;
    guint8 line_count;
    bool is_unclear; /**< there are more than MEDIA_MAX_LINES, or the capture lacks part of an SDP */
};

/**
 * Notes what a message names, and whether it answers or ends a call. A request was added to its transaction, which may be NULL, and of an
 * ACK does not count; a response comes from its judge (transaction.h), as the request must still be kept.
 */
void media_session_note(media_table *table, const sip_transaction *transaction, const sip_call *call, const sip_packet *packet);

/** The session that the INVITE of a transaction began; NULL if there is none. */
const media_session *media_session_of(const sip_transaction *invite);

static inline unsigned
media_other_side(unsigned side)
{
    return side == MEDIA_CALLER ? MEDIA_CALLEE : MEDIA_CALLER;
}

/** True if the hop beyond the endpoint of that side names other media addresses for it: then that endpoint put these into the SDP. */
bool media_session_is_rewritten(const media_session *session, unsigned side);

/** What m= and c= of the line name; NULL if nothing can be sent to it. */
const media_target *media_line_named(const media_line *line);

#endif
