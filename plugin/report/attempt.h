/* attempt.h
 * What clients attempt: one call, one registration, one request of another kind, each with all the requests that it takes.
 *
 * A call is all INVITEs outside dialogs of one Call-ID and From tag (RFC 3261 12.1.2): rounds of authentication, retries, and the branches of
 * a fork. A client that goes on using them begins another call after its BYE. A registration is the REGISTERs of one Call-ID and address
 * of record up to their result; after a success they are refreshes, until one removes the registration. Each request within a dialog
 * stands alone. Only those nearest to the client that the capture shows count: what a proxy or B2BUA sends on is no attempt of its own.
 *
 * The messages of a capture are added in its order. What an attempt has come to is told at any time; it is final when the capture is.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ATTEMPT_H
#define SIPEXPERT_ATTEMPT_H

#include "diagnosis.h"

/** As many requests of an attempt are remembered: branches of a fork that may still be pending. */
#define ATTEMPT_TRIES 4

/** What is attempted. */
typedef enum attempt_kind {
    ATTEMPT_CALL,
    ATTEMPT_REGISTRATION,
    ATTEMPT_IN_CALL, /**< a REFER, or what ends a call that was answered, or shows that it cannot work */
    ATTEMPT_REQUEST  /**< all others */
} attempt_kind;

/** What it has come to. */
typedef enum attempt_outcome {
    ATTEMPT_OPEN, /**< no final response, or one that only asks for another request */
    ATTEMPT_SUCCEEDED,
    ATTEMPT_CANCELLED, /**< by the caller, before the answer */
    ATTEMPT_REDIRECTED,
    ATTEMPT_FAILED
} attempt_outcome;

/** An attempt. Its requests point to it (sip_transaction). */
struct attempt {
    attempt *before;                             /**< one of the same Call-ID; NULL if there is none */
    const sip_transaction *first;                /**< its first request */
    const sip_transaction *tries[ATTEMPT_TRIES]; /**< its latest requests, the latest first */
    const sip_transaction *decisive;             /**< the one whose final response counts; `first` as long as there is none */
    const diagnosis *result;                     /**< of that response; NULL if there is none */
    const diagnosis *repeated;                   /**< of a repetition of it that is worse: a lost ACK; NULL if there is none */
    gint64 begin;                                /**< of the first message, µs */
    guint32 first_frame;                         /**< of that */
    guint32 result_frame;                        /**< of the response that counts; 0 if there is none */
    guint32 repeated_frame;                      /**< of `repeated` */
    guint32 superseded_frame;                    /**< of the response that counted before; 0 if none did */
    guint32 refusals;                            /**< requests that were refused, challenges aside */
    bool is_over : 1;                            /**< a BYE ended the call */
    bool is_refresh : 1;                         /**< of a registration that succeeded before */
    bool is_removal : 1;                         /**< of a registration: Expires is 0 */
};

/** Adds a request that transaction_add_request() was given; one that was added before is ignored. Attempts live in the arena. */
void attempt_add_request(arena *memory, sip_transaction *transaction);

/** Adds a response with its diagnosis and frame. `time` is in µs. */
void attempt_add_response(arena *memory, sip_transaction *transaction, const diagnosis *diagnosis, guint32 frame, gint64 time);

/** True if it is a call, however it ended. */
bool attempt_is_call(const attempt *attempt);

attempt_kind attempt_kind_of(const attempt *attempt);

attempt_outcome attempt_outcome_of(const attempt *attempt);

/**
 * Returns the diagnosis of the response that the failure of an attempt is counted for, and its frame: also of a success that shows that
 * somebody has to act. NULL if it did not fail, or is part of another attempt.
 */
const diagnosis *attempt_failure(const attempt *attempt, guint32 *frame);

/** True if it failed in that sense. */
bool attempt_has_failed(const attempt *attempt);

/** True if the response in that frame is the one that a failed attempt is counted for. */
bool attempt_counts(const sip_transaction *transaction, guint32 frame);

/**
 * True for a call that was answered and went well so far, if the transaction is the INVITE whose 2xx counts: where its media are silent, it is a
 * failure all the same.
 */
bool attempt_is_good_call(const attempt *attempt, const sip_transaction *invite);

/** True if it is a registration of its own: no successful or open refresh or removal of one. */
bool attempt_registers(const attempt *attempt);

#endif
