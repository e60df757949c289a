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

#include "arena.h"
#include "catalog.h"
#include "transaction.h"

/** What was found, as values for a pattern of the catalog. */
typedef struct diagnosis_fact {
    catalog_evidence_id kind; /**< EVIDENCE_COUNT: the values are for cause and fix of the verdict */
    size_t count;
    catalog_value values[];
} diagnosis_fact;

/** What is known of an end of a request, and what it does in what the verdict is about. */
typedef struct diagnosis_end {
    guint8 product; /**< catalog_product */
    guint8 role;    /**< catalog_role of the texts for it */
} diagnosis_end;

/** What is said of one response. Most are never looked at, so it is small, and its texts are made when they are asked for. */
struct diagnosis {
    const catalog_code *entry;        /**< of the code; never NULL */
    const catalog_verdict *verdict;   /**< NULL if nothing is known beyond the code */
    const char *origin;               /**< address:port of the element that made the response, as far as the capture shows */
    const char *stated;               /**< the words of the sender that say more than the code; NULL if there are none */
    gint64 time;                      /**< since the request's first sending, µs; -1 if not captured */
    guint32 origin_frame;             /**< where it was seen first */
    guint32 request_frame;            /**< the request's first sending; 0 if not captured */
    guint32 previous_frame;           /**< the response before in the same transaction; 0 if there is none */
    gint16 previous_code;             /**< its status; 0 if there is none */
    gint16 code;                      /**< as sent */
    catalog_severity severity : 8;    /**< of the verdict in this call, or of the code */
    bool certain;                     /**< the evidence shows the cause */
    bool retransmission;              /**< sent before in this transaction */
    diagnosis_end ends[CATALOG_ENDS]; /**< who made the response, of media the called side, and who made the request */
    guint8 fact_count;
    const diagnosis_fact *facts[]; /**< if there is a verdict its own, then the evidence; some are other diagnoses' */
};

/**
 * Judges a response: for the judge of transaction_add_response(). The diagnosis lives as long as the memory that it is made in. It points to
 * texts of the catalog and of the transactions, and to diagnoses made before: while it is looked at, they must be there.
 */
const diagnosis *diagnosis_of_response(arena *memory, const catalog *knowledge, const sip_transaction *transaction,
                                       const sip_packet *packet);

/**
 * Judges a request by what came after it, in a capture whose last frame was captured at that time (µs). The message is the request's, or
 * NULL to read what is kept of it. Returns a diagnosis with a verdict, whose code and origin are not set, and which lives as one of a
 * response does; NULL if nothing is wrong, or nothing can be said.
 */
const diagnosis *diagnosis_of_request(arena *memory, const catalog *knowledge, const sip_transaction *transaction,
                                      const sip_message *message, gint64 capture_end);

/**
 * Judges what came of the media of a call that the INVITE of the transaction set up, in a capture whose last frame was captured at that time
 * (µs). Returns a diagnosis with a verdict and with code and origin of the response that answered the call, which lives as one of a response
 * does; NULL if the call was not answered, its media flow as they should, or nothing can be said.
 */
const diagnosis *diagnosis_of_media(arena *memory, const catalog *knowledge, const sip_transaction *invite, gint64 capture_end);

/**
 * Returns evidence alone, without a verdict: the packets of media to both sides of the call, or those before its answer. NULL if the capture
 * has none of the call.
 */
const diagnosis *diagnosis_of_media_packets(arena *memory, const catalog *knowledge, const sip_transaction *invite, bool is_early);

/**
 * Returns the diagnosis whose origin is that of a response of the transaction: its own, or that of the response which it relays where this
 * comes later in the capture, as in one that is out of order.
 */
const diagnosis *diagnosis_of_origin(const sip_transaction *transaction, const diagnosis *diagnosis);

/** Returns the id of a verdict or, without one, code.NNN, in `buffer`. */
const char *diagnosis_id(const diagnosis *diagnosis, char *buffer, size_t size);

/** Returns the title of the verdict or, without one, the registered phrase of the code. */
const char *diagnosis_title(const diagnosis *diagnosis);

/** Returns what {name} of the texts of the verdict stands for; NULL if there is none, as without a verdict. */
const char *diagnosis_value(const diagnosis *diagnosis, const char *name);

/** True for a failure, or for a response that needs somebody's attention. */
bool diagnosis_is_failure(const diagnosis *diagnosis);

/*
 * The texts of a diagnosis, each for g_free(). The catalog is the one that the diagnosis was made with.
 */

/** Returns why the response was sent; after words of its sender, both in CATALOG_LINE_BYTES. */
char *diagnosis_cause(const diagnosis *diagnosis, const catalog *knowledge);

/** Returns what to do about it. */
char *diagnosis_fix(const diagnosis *diagnosis, const catalog *knowledge);

/** Returns label and cause, values shortened to CATALOG_LINE_BYTES. */
char *diagnosis_cause_line(const diagnosis *diagnosis, const catalog *knowledge);

/** Returns label and fix, the same. */
char *diagnosis_fix_line(const diagnosis *diagnosis, const catalog *knowledge);

/**
 * Returns what to do at the product at that end, CATALOG_RESPONDER or CATALOG_REQUESTER, and the same after its label; NULL if the product is
 * not known, or has no setting for it.
 */
char *diagnosis_product_fix(const diagnosis *diagnosis, const catalog *knowledge, catalog_role end);
char *diagnosis_product_line(const diagnosis *diagnosis, const catalog *knowledge, catalog_role end);

/** True if there is a line of evidence, which is told cheaply. */
bool diagnosis_has_evidence(const diagnosis *diagnosis);

/** A frame that a line of evidence names. */
typedef struct diagnosis_frame {
    guint line; /**< counted from 0 */
    guint32 frame;
} diagnosis_frame;

/**
 * Returns the lines of evidence, none twice, closed by NULL; for g_strfreev(). What frames they name is appended to `frames`, an array of
 * diagnosis_frame, which may be NULL.
 */
char **diagnosis_evidence(const diagnosis *diagnosis, const catalog *knowledge, GArray *frames);

#endif
