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

/** A request. Numbers are -1 and texts NULL if the request lacks them. */
typedef struct sip_request {
    guint32 frame;      /**< its first sending; 0 if the capture lacks it */
    guint32 last_frame; /**< its last sending */
    gint64 last_time;   /**< of that, µs */
    guint32 sendings;
    gint64 time; /**< of the first, µs */
    guint32 cseq;
    const char *uri;
    const char *scheme; /**< of the Request-URI */
    const char *user;   /**< of the Request-URI, or of To in a REGISTER */
    const char *from_user;
    const char *from_tag;
    const char *event;
    const char *content_type;
    const char *etag;
    const char *offer;       /**< sdp_offer_read()'s summary; NULL without SDP */
    const char *broken_line; /**< of the SDP */
    const char *looping;     /**< sent-by that stands in Via more than once */
    const char *reported;    /**< the start line that a NOTIFY's message/sipfrag reports (RFC 3515 2.4.5) */
    int reported_status;     /**< its status; 0 if there is none */
    sip_credentials *credentials;
    gint64 expires;         /**< s */
    gint64 session_expires; /**< s */
    gint64 max_forwards;
    gint64 content_length; /**< as announced */
    guint32 body_size;     /**< as captured, bytes */
    guint32 size;          /**< bytes */
    guint32 vias;
    bool is_cut;          /**< the capture does not hold all of its bytes */
    bool is_out_of_order; /**< a higher CSeq of its sender was seen before */
    bool in_dialog;       /**< To has a tag */
    bool offers_fax;
    bool offers_usual_codec;
    bool offers_audio;
    bool offers_plain_rtp;
    bool offers_srtp;
} sip_request;

/**
 * Reads what a message tells into *request. Of a message that is not whole in the capture the body is not judged. frame, last_frame, sendings, time and the credentials' offered stay 0. Texts belong
 * to the pool; the credentials are the caller's, to be freed with sip_credentials_free().
 */
void sip_request_read(text_pool *pool, const sip_message *message, bool is_cut, sip_request *request);

/** Frees a list of credentials; NULL is allowed. */
void sip_credentials_free(sip_credentials *credentials);

#endif
