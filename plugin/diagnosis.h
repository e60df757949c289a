/* diagnosis.h
 * Why a response was sent in this call: its verdict, with the evidence it rests on.
 *
 * A diagnosis looks at the response, at the transaction it belongs to and at what the capture showed before; it never takes back what
 * it said. The rules that lead to a verdict are in rules_*.c, one small function each. Nothing here knows Wireshark.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DIAGNOSIS_H
#define SIPEXPERT_DIAGNOSIS_H

#include "catalog.h"
#include "transaction.h"

/** What is said of one response. */
typedef struct diagnosis {
    int code;                       /**< as sent */
    const catalog_code *entry;      /**< of the code; never NULL */
    const catalog_verdict *verdict; /**< NULL if nothing is known beyond the code */
    catalog_severity severity;      /**< of the verdict in this call, or of the code */
    bool certain;                   /**< the evidence shows the cause */
    bool retransmission;            /**< sent before in this transaction */
    char *cause;                    /**< whole; NULL: the entry's */
    char *fix;                      /**< whole; NULL: the entry's */
    char *cause_line;               /**< label and cause, values shortened to CATALOG_LINE_BYTES; NULL: the entry's */
    char *fix_line;                 /**< label and fix, the same */
    char **evidence;                /**< NULL-terminated, or NULL if there is none */
    char *origin;                   /**< address:port of the element that made the response, as far as the capture shows */
    guint32 origin_frame;           /**< where it was seen first */
    guint32 request_frame;          /**< the request's first sending; 0 if not captured */
    guint32 previous_frame;         /**< the response before in the same transaction; 0 if there is none */
    int previous_code;              /**< its status; 0 if there is none */
    gint64 time;                    /**< since the request's first sending, µs; -1 if not captured */
} diagnosis;

/**
 * Judges a response before it is added to its transaction. Returns a diagnosis for diagnosis_free(); what it points to in the catalog
 * must live longer.
 */
diagnosis *diagnosis_of_response(const catalog *knowledge, const sip_transaction *transaction, const sip_sighting *sighting);

/** True for a failure, or for a response that needs somebody's attention. */
bool diagnosis_is_failure(const diagnosis *diagnosis);

/** Frees a diagnosis; NULL is allowed. */
void diagnosis_free(diagnosis *diagnosis);

#endif
