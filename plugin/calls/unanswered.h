/* unanswered.h
 * Challenges that clients got again and again without ever sending credentials (RFC 3261 22.2, 22.3).
 *
 * Such a client may change its port and its Call-ID from attempt to attempt, so it is known by its host, the method and the user in From. Of
 * INVITEs each call is counted by itself: a trunk makes many at a time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_UNANSWERED_H
#define SIPEXPERT_UNANSWERED_H

#include "arena.h"

#include <glib.h>

typedef struct sip_call sip_call;
typedef struct sip_transaction sip_transaction;
typedef struct unanswered_table unanswered_table;

/** The challenges that a client got since it last sent credentials. */
typedef struct sip_unanswered {
    const sip_call *call; /**< of the last one's request */
    gint64 time;          /**< of the last one, µs */
    guint32 cseq;         /**< of the last one's request */
    guint32 count;        /**< how many requests were challenged */
    guint32 first_frame;
    guint32 last_frame;
} sip_unanswered;

/** Returns an empty table that takes its memory from the arena, to be freed before it. */
unanswered_table *unanswered_table_new(arena *memory);

void unanswered_table_free(unanswered_table *table);

/** Notes that the request of the transaction carries credentials, so the challenges before are answered. */
void unanswered_note_credentials(unanswered_table *table, const sip_transaction *transaction);

/** Notes that the response in that frame challenges the request of the transaction, which carries no credentials. */
void unanswered_add(unanswered_table *table, const sip_transaction *transaction, guint32 frame, gint64 time);

/**
 * The challenges before this request, none of which was answered although the client had the time to; NULL if there are none.
 */
const sip_unanswered *unanswered_before(const unanswered_table *table, const sip_transaction *transaction);

#endif
