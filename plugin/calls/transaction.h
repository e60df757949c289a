/* transaction.h
 * The transactions of a capture: which request a response answers, on which branch of which call, and what was seen before.
 *
 * Messages are added in the order of the capture. A transaction is one hop's: branch and sent-by of the top Via and the CSeq method
 * tell it (RFC 3261 17.1.3, 17.2.3; without RFC 3261's branch the Call-ID, CSeq and From tag take its place). A proxy's branches hang
 * below the transaction whose request it forwarded, which the second Via names; a B2BUA's new call hangs there when caller or called
 * user are the same and the first leg waits for its answer.
 *
 * What more is known of the parties is in call.h and endpoint.h, which are included, and in challenge.h.
 *
 * Each message costs a fixed number of look-ups, however many went before; memory grows with the number of transactions only.
 * Texts are printable copies, cut at TEXT_POOL_BYTES, that live as long as the table. Nothing here knows Wireshark.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TRANSACTION_H
#define SIPEXPERT_TRANSACTION_H

#include "call.h"
#include "endpoint.h"
#include "request.h"

typedef struct transaction_table transaction_table;

/** Why a response was sent. Another room makes it; it is kept here with its response. */
typedef struct diagnosis diagnosis;

/** One message as the capture shows it. The names of endpoints live as long as the table, and equal ones are the same pointer. */
typedef struct sip_packet {
    const sip_message *message;
    const char *source;      /**< address:port */
    const char *destination; /**< address:port; may be NULL if the message is a response */
    guint32 frame;
    gint64 time; /**< µs */
    bool is_cut; /**< the capture does not hold all of its bytes */
} sip_packet;

/**
 * What comes again within so many µs is the same packet captured twice, as at a mirror port: no sender repeats a message that fast
 * (T1 of RFC 3261 17.1.1.1 is 500 ms, and nobody sets it below a tenth of that).
 */
#define TRANSACTION_DUPLICATE_WITHIN 50000

/** A response that a transaction got. */
typedef struct sip_answer {
    gint64 last_time; /**< of its last sending, µs */
    const char *to_tag;
    const diagnosis *diagnosis; /**< what transaction_add_response() was given */
    guint32 frame;              /**< its first sending */
    guint32 last_frame;         /**< its last sending */
    guint32 count;              /**< how often it was sent */
    int status;                 /**< 0: none yet */
} sip_answer;

/** What happens in some transactions only. */
typedef struct sip_progress {
    sip_answer provisional;     /**< the latest 1xx */
    gint64 ringing_time;        /**< of ringing_frame, µs */
    guint32 ringing_frame;      /**< the first 180 or 182; 0 if none */
    guint32 early_media_frame;  /**< the first 18x with SDP; 0 if none */
    guint32 cancel_frame;       /**< 0 if none */
    guint32 icmp_frame;         /**< an ICMP error that quotes the request; 0 if none */
    sip_transaction *cancelled; /**< of a CANCEL: the INVITE; NULL if not seen */
} sip_progress;

struct sip_transaction {
    const char *method;
    sip_call *call;
    sip_endpoint *client;      /**< sent the request; NULL if the capture lacks it */
    sip_endpoint *server;      /**< got it */
    sip_transaction *parent;   /**< the hop before: the transaction for which `client` made this one; NULL if not seen */
    sip_transaction *children; /**< the hops after, the latest first */
    sip_transaction *sibling;
    const sip_progress *progress; /**< never NULL */
    sip_request request;
    sip_answer final;        /**< the first final response with the latest To tag */
    guint32 transmissions;   /**< how often the request was sent */
    bool is_other_call;      /**< parent is of another call: `client` is a B2BUA */
    _Alignas(8) char name[]; /**< what tells it from all others of the table, padded */
};

/** Returns an empty table, to be freed with transaction_table_free(). */
transaction_table *transaction_table_new(void);

void transaction_table_free(transaction_table *table);

/** Adds a request. Returns its transaction, which belongs to the table; NULL if the message names none. */
sip_transaction *transaction_add_request(transaction_table *table, const sip_packet *packet);

/** Notes that an ICMP error quotes this request. */
void transaction_add_unreachable(transaction_table *table, const sip_packet *packet);

/** True if the request has that method. Inline, because most methods are known by their first letter to be another. */
static inline bool
transaction_is_of(const sip_transaction *transaction, const char *method)
{
    return *transaction->method == *method && strcmp(transaction->method, method) == 0;
}

/** False for the transaction that a response without a name of its own gets. */
bool transaction_is_named(const transaction_table *table, const sip_transaction *transaction);

/**
 * Finds the transaction of a response; where the capture lacks the request it is a new one without. Never returns NULL: a response
 * that names no transaction gets one of its own, which lives until the next such response. Call transaction_add_response() when the
 * response has been judged by what was before it.
 */
sip_transaction *transaction_of_response(transaction_table *table, const sip_packet *packet);

/** Adds the response; `diagnosis` is kept in the answer if it is the first with that status and To tag. */
void transaction_add_response(transaction_table *table, sip_transaction *transaction, const sip_packet *packet,
                              const diagnosis *diagnosis);

/** True if the response repeats one that the transaction already got: same status and same To tag. */
bool transaction_is_answered_by(const sip_transaction *transaction, const sip_message *response);

/** True if it is a packet captured twice: as transaction_is_answered_by(), but too soon for a sender to repeat it. */
bool transaction_has_duplicate(const sip_transaction *transaction, const sip_packet *packet);

/** The child whose latest response the message relays (same status and To tag, RFC 3261 16.7); NULL if none does. */
const sip_transaction *transaction_relayed_child(const sip_transaction *transaction, const sip_message *response);

/** The side of the call that sent the request; NULL if the capture lacks it. */
const sip_side *transaction_side(const sip_transaction *transaction);

#endif
