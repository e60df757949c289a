/* ladder_log.h
 * The messages of calls, as far as a ladder may be drawn of them: the report draws one of each kind of failure.
 *
 * Nobody knows of a message whether its call will fail. So the messages of the calls that were active last are kept; of a call that drops
 * out of these they go, unless its owner wants them. What is kept of one call has a bound, too.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_LADDER_LOG_H
#define SIPEXPERT_LADDER_LOG_H

#include "transaction.h"

/** As many messages of a call are kept from its beginning, and as many up to its end, but for some of failures between these. */
#define LADDER_LOG_EDGE 50U

/** As many calls are kept whatever becomes of them. */
#define LADDER_LOG_CALLS 16384

typedef enum ladder_kind {
    LADDER_REQUEST,
    LADDER_RESPONSE,
    LADDER_ACK,
    LADDER_ICMP /**< an error that quotes a message */
} ladder_kind;

/** A message, with all that repeat it. */
typedef struct ladder_entry {
    const sip_transaction
        *transaction;           /**< of an ACK that of its INVITE, of an ICMP error that of the quoted message; may be NULL */
    const sip_unkeyed *unkeyed; /**< of an ACK and of a response without Via; NULL for all others */
    const diagnosis *diagnosis; /**< of a response; NULL for all others */
    const char *to_tag;         /**< of a response or an ACK; NULL if it has none */
    const char *from;           /**< address:port */
    const char *to;             /**< the same */
    gint64 time;                /**< µs since 1970 */
    gint64 last_time;           /**< of the last repetition */
    guint32 frame;
    guint32 last_frame; /**< of the last repetition */
    guint32 count;      /**< transmissions, packets that were captured twice aside */
    ladder_kind kind;
} ladder_entry;

/** The call that a message belongs to. */
static inline const sip_call *
ladder_entry_call(const ladder_entry *entry)
{
    return entry->unkeyed != NULL ? entry->unkeyed->call : entry->transaction->call;
}

/** What is kept of a call and all its legs. */
typedef struct ladder_call {
    GArray *entries;      /**< ladder_entry, in the order of the capture */
    guint32 left_out;     /**< messages after the first LADDER_LOG_EDGE entries that are not among them */
    guint32 left_out_end; /**< the frame of the last one of these */
} ladder_call;

typedef struct ladder_log ladder_log;

/** True if the messages of the call are wanted although it is no longer active. */
typedef bool (*ladder_log_judge)(const ladder_call *call, void *user_data);

/** Returns an empty log, for ladder_log_free(). What entries point to must live as long as it. */
ladder_log *ladder_log_new(ladder_log_judge is_wanted, void *user_data);

void ladder_log_free(ladder_log *log);

/** Adds a message. Of the entry last_time, last_frame and count are set. */
void ladder_log_add(ladder_log *log, const ladder_entry *entry);

/** What is kept of the call that has this Call-ID as its first leg; NULL if nothing. */
const ladder_call *ladder_log_find(const ladder_log *log, const sip_call *first_leg);

#endif
