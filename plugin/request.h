/* request.h
 * What is kept of a request for judging its responses: numbers and short texts, none of its bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REQUEST_H
#define SIPEXPERT_REQUEST_H

#include "message.h"
#include "text_pool.h"

/** A nonce that a challenge offered. */
typedef struct sip_nonce {
    guint32 frame;
    gint64 time;            /**< µs */
    guint32 accepted_frame; /**< the first 2xx to a request that used it; 0 if none */
} sip_nonce;

/** Credentials that a request carries (RFC 3261 22). Texts may be NULL. */
typedef struct sip_credentials {
    struct sip_credentials *next;
    const char *realm;
    const char *user;
    const char *nonce;
    sip_nonce *offered; /**< the challenge that offered this nonce; NULL if it was not seen */
} sip_credentials;

/** What only some requests tell. Numbers are -1 and texts NULL if the request lacks them. */
typedef struct sip_request_details {
    const char *event;
    const char *content_type;
    const char *etag;
    const char *offer;       /**< sdp_offer_read()'s summary; NULL without SDP */
    const char *broken_line; /**< of the SDP */
    const char *looping;     /**< sent-by that stands in Via more than once */
    const char *reported;    /**< the start line that a NOTIFY's message/sipfrag reports (RFC 3515 2.4.5) */
    sip_credentials *credentials;
    gint64 expires;         /**< s */
    gint64 session_expires; /**< s */
    gint64 content_length;  /**< as announced, if the capture should hold all of the body and does not */
    int reported_status;    /**< status of `reported`; 0 if there is none */
    bool offers_fax;
    bool offers_usual_codec;
    bool offers_audio;
    bool offers_plain_rtp;
    bool offers_srtp;
} sip_request_details;

/** A request. Texts are NULL if the request lacks them. There are many at a time, so the order of the members leaves no gaps. */
typedef struct sip_request {
    gint64 time;        /**< of its first sending, µs */
    gint64 last_time;   /**< of its last sending, µs */
    guint32 frame;      /**< its first sending; 0 if the capture lacks it */
    guint32 last_frame; /**< its last sending */
    const char *uri;
    const char *user; /**< of the Request-URI, or of To in a REGISTER */
    const char *from_user;
    const char *from_tag;
    const sip_request_details *details; /**< never NULL */
    guint32 cseq;
    guint32 body_size;        /**< as captured, bytes */
    guint32 size;             /**< bytes */
    gint16 max_forwards;      /**< -1 if the request lacks it */
    guint8 vias;              /**< no more are counted than 70 */
    bool is_cut : 1;          /**< the capture does not hold all of its bytes */
    bool is_out_of_order : 1; /**< a higher CSeq of its sender was seen before */
    bool in_dialog : 1;       /**< To has a tag */
} sip_request;

/** Sets *request to that of a transaction of which the capture lacks the request. */
void sip_request_forget(sip_request *request);

/**
 * Reads what a message tells into *request. Of a message that is not whole in the capture the body is not judged. from_tag, frame,
 * last_frame, times and the credentials' offered stay 0. Texts belong to the pool, all else to the arena.
 */
void sip_request_read(arena *memory, text_pool *pool, const sip_message *message, bool is_cut, sip_request *request);

/** The scheme that the Request-URI begins with; .at is NULL if it has none. */
sip_text sip_request_scheme(const sip_request *request);

#endif
