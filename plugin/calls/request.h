/* request.h
 * What is kept of a request for judging its responses: numbers and short texts, and for a while its bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REQUEST_H
#define SIPEXPERT_REQUEST_H

#include "kept.h"
#include "message.h"
#include "strings.h"

/** A nonce that a challenge offered, and the latest request of its first client that used it for one account. */
typedef struct sip_nonce {
    const struct sip_nonce *before; /**< the one that the challenged request used for the realm; NULL if none */
    const char *text;
    const char *user;       /**< of the credentials that used it; NULL of the offer itself */
    const char *realm;      /**< of the challenge; NULL if it names none */
    const char *source;     /**< address:port that sent the challenge; NULL if several did, as when one sends it on */
    const void *client;     /**< the endpoint that used it first; NULL if it was not used */
    const void *use_call;   /**< the call of the latest request */
    gint64 time;            /**< µs */
    guint32 frame;          /**< of the challenge */
    bool is_refused;        /**< a challenge refused a request with it */
    bool is_aka;            /**< of AKA (RFC 3310) */
    bool takes_any_count;   /**< a first use with an nc above 1 was accepted, of it or of one before it */
    guint32 accepted_frame; /**< the first 2xx to a request that used it; 0 if none */
    guint32 use_frame;      /**< the latest request; 0 if none */
    guint32 use_cseq;       /**< its CSeq */
    guint32 use_count;      /**< its nc; 0 if it has none */
    guint32 auts_count;     /**< so many nonces in a row, this the last, were answered with auts (RFC 3310 3.4) */
} sip_nonce;

/** Credentials that a request carries (RFC 3261 22). Texts may be NULL. */
typedef struct sip_credentials {
    struct sip_credentials *next;
    const char *realm;
    const char *user;
    const char *nonce;
    sip_nonce *offered;   /**< the challenge that offered this nonce, and its use for this user; NULL if it was not seen */
    guint32 count;        /**< nc, how often the nonce was used (RFC 7616 3.4); 0 if it has none, as without qop */
    guint32 before_frame; /**< another request of the same client and user that used the nonce before; 0 if none */
    guint32 before_count; /**< its nc */
    bool is_first_use;    /**< no request of this user before used their nonce, as far as the capture shows */
    bool is_aka;          /**< they answer a challenge of AKA (RFC 3310), as far as they or the challenge say so */
    bool is_empty;        /**< their response is empty: of AKA, that the client does not accept the challenge */
    bool has_auts;        /**< of AKA, that the client asks for resynchronisation */
} sip_credentials;

/** A request. Texts are NULL if the request lacks them. There are many at a time, so the order of the members leaves no gaps. */
typedef struct sip_request {
    gint64 time;      /**< of its first transmission, µs */
    gint64 last_time; /**< of its last transmission, µs */
    const char *user; /**< of the Request-URI, or of To in a REGISTER */
    const char *from_user;
    const char *from_tag;
    sip_credentials *credentials;
    sip_kept_message *kept; /**< see sip_request_message() */
    gint64 expires;         /**< s; -1 if the request lacks it */
    guint32 frame;          /**< its first transmission; 0 if the capture lacks it */
    guint32 last_frame;     /**< its last transmission */
    guint32 cseq;
    guint32 surplus;     /**< bytes of its datagram after the body that Content-Length announces, white space around them aside */
    guint32 size;        /**< bytes */
    gint16 max_forwards; /**< -1 if the request lacks it */
    guint8 vias;         /**< no more are counted than SIP_REQUEST_MAX_VIAS */
    bool is_cut : 1;     /**< the capture does not hold all of its bytes */
    bool is_out_of_order : 1; /**< a higher CSeq of its sender was seen before */
    bool in_dialog : 1;       /**< To has a tag */
    bool has_report : 1;      /**< a NOTIFY with message/sipfrag */
    bool is_stream : 1;       /**< came over a connection */
    bool is_fragmented : 1;   /**< came in IP fragments */
} sip_request;

/** True if a challenge, or the credentials that answer it, are of AKA (RFC 3310 3.1, RFC 4169). */
bool sip_is_aka(sip_text line);

/** How many values of Via the message has; no more are counted than SIP_REQUEST_MAX_VIAS. */
guint8 sip_request_count_vias(const sip_message *message);

/** Of a transaction whose request is not in the capture. */
#define SIP_REQUEST_UNSEEN ((sip_request){ .expires = -1, .max_forwards = -1 })

/** Reads what a response repeats of a request that the capture lacks: users, From tag and CSeq (RFC 3261 8.2.6.2). */
void sip_request_read_repeated(string_pool *pool, const sip_message *response, sip_request *request);

/**
 * Reads what a message tells into *request; texts are of the pool, credentials in the arena. from_tag, kept, frames, times and the
 * credentials' offered stay 0.
 */
void sip_request_read(arena *memory, string_pool *pool, const sip_message *message, bool is_cut, sip_request *request);

/**
 * Reads the message of a request once more. Its bytes are kept until the final response is added, for KEPT_TIME and within KEPT_BYTES at
 * most. The spans of *message are good until the next message is added. Returns false if the bytes are gone.
 */
bool sip_request_message(const sip_request *request, sip_message *message);

#endif
