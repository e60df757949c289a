/* request_details.h
 * What is asked of a request only when it was refused.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REQUEST_DETAILS_H
#define SIPEXPERT_REQUEST_DETAILS_H

#include "message.h"
#include "strings.h"

/** What only some requests tell. Numbers are -1 and texts NULL if the request lacks them, and all of them if nobody knows it any more. */
typedef struct sip_request_extras {
    const char *event;
    const char *content_type;
    const char *etag;
    const char *offer;       /**< sdp_offer_read()'s summary; NULL without SDP */
    const char *broken_line; /**< of the SDP */
    const char *looping;     /**< sent-by that stands in Via more than once */
    const char *reported;    /**< the start line that a NOTIFY's message/sipfrag reports (RFC 3515 2.4.5) */
    gint64 session_expires;  /**< s */
    gint64 content_length;   /**< as announced, if the capture should hold all of the body and does not */
    gint64 body_size;        /**< as captured, bytes */
    int reported_status;     /**< status of `reported`; 0 if there is none */
    bool offers_fax;
    bool offers_usual_codec;
    bool offers_audio;
    bool offers_plain_rtp;
    bool offers_srtp;
} sip_request_extras;

typedef struct sip_request_details {
    const char *uri;
    gint64 size;                      /**< bytes; -1 if nobody knows */
    const sip_request_extras *extras; /**< never NULL */
} sip_request_details;

/** No more values of Via are looked at: lists are longer only in loops, and those show themselves before. */
#define SIP_REQUEST_MAX_VIAS 70

/** True for a NOTIFY that reports how a transfer went (RFC 3515 2.4.5). */
bool request_has_report(const sip_message *message);

/** Of a request that nobody knows. */
extern const sip_request_details request_details_unknown;

/**
 * Returns the details of a request, in the arena, texts in the pool. Of a message that is not whole in the capture the body is not judged.
 */
const sip_request_details *request_details_read(arena *memory, text_pool *pool, const sip_message *message, bool is_cut);

/** The scheme that the Request-URI begins with; .at is NULL if it has none. */
sip_text request_details_scheme(const sip_request_details *details);

#endif
