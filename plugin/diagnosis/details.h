/* details.h
 * What is asked of a request only when it was refused, as texts that may be shown.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DETAILS_H
#define SIPEXPERT_DETAILS_H

#include <stdbool.h>

#include <glib.h>

/** What only some requests say. Numbers are -1 and texts NULL if the request lacks them, and all of them if its bytes are gone. */
typedef struct sip_request_extras {
    const char *event;
    const char *content_type;
    const char *etag;
    const char *offer;       /**< sdp_offer_read()'s summary; NULL without SDP */
    const char *broken_line; /**< of the SDP */
    const char *looping;     /**< sent-by that is in Via more than once */
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
    bool offers_other_profile; /**< than RTP/AVP and RTP/SAVP */
} sip_request_extras;

typedef struct sip_request_details {
    const char *uri;
    gint64 size;                      /**< bytes; -1 if nobody knows */
    const sip_request_extras *extras; /**< never NULL */
} sip_request_details;

#endif
