/* request.h
 * What is kept of a request for judging its responses: numbers and short texts.
 *
 * Most requests succeed, and nobody asks for more of them than a few numbers. So their bytes wait, a fixed number of the latest ones at
 * a time, and details are made of them when they are asked for. When the turn of one is over they are made if it still waits for its
 * final response, and otherwise forgotten.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REQUEST_H
#define SIPEXPERT_REQUEST_H

#include "message.h"
#include "request_details.h"

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

/** Bytes of a request that wait to be read. */
typedef struct unread_request unread_request;

/** A request. Texts are NULL if the request lacks them. There are many at a time, so the order of the members leaves no gaps. */
typedef struct sip_request {
    gint64 time;      /**< of its first sending, µs */
    gint64 last_time; /**< of its last sending, µs */
    const char *user; /**< of the Request-URI, or of To in a REGISTER */
    const char *from_user;
    const char *from_tag;
    sip_credentials *credentials;
    union {
        const sip_request_details *details; /**< for sip_request_details_of() alone */
        unread_request *unread;             /**< the same, unless is_read */
    };
    gint64 expires; /**< s; -1 if the request lacks it */
    guint32 frame;  /**< its first sending; 0 if the capture lacks it */
    guint32 cseq;
    gint16 max_forwards;      /**< -1 if the request lacks it */
    guint8 vias;              /**< no more are counted than 70 */
    bool is_read : 1;         /**< tells what stands in the union */
    bool is_settled : 1;      /**< it got its final response, and its details may be forgotten */
    bool is_cut : 1;          /**< the capture does not hold all of its bytes */
    bool is_out_of_order : 1; /**< a higher CSeq of its sender was seen before */
    bool in_dialog : 1;       /**< To has a tag */
    bool has_report : 1;      /**< a NOTIFY with message/sipfrag */
} sip_request;

/** Reads requests, and keeps the bytes of the latest ones as long as nobody asked for their details. */
typedef struct request_reader request_reader;

/** Returns a reader that gives texts of the pool and all else from the arena, to be freed before these. */
request_reader *request_reader_new(arena *memory, text_pool *pool);

void request_reader_free(request_reader *reader);

/** Sets *request to that of a transaction of which the capture lacks the request. */
void sip_request_forget(sip_request *request);

/**
 * Reads what a message tells into *request, which must stay where it is as long as the reader. from_tag, frame, times and
 * the credentials' offered stay 0.
 */
void sip_request_read(request_reader *reader, const sip_message *message, bool is_cut, sip_request *request);

/**
 * Returns the details of a request, which live as long as the arena. Of a message that is not whole in the capture the body is not
 * judged. Those of a settled request that nobody asked for are kept for a while only.
 */
const sip_request_details *sip_request_details_of(const sip_request *request);

#endif
