/* calls_check.h
 * What must hold of transactions, calls and endpoints after each message of fuzz_calls, as the headers of plugin/calls promise it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CALLS_CHECK_H
#define SIPEXPERT_CALLS_CHECK_H

#include "transaction.h"

/** More messages are not played. */
#define CALLS_MAX_FRAMES 64

/** A message that was added, or quoted. */
typedef struct calls_frame {
    const sip_transaction *transaction; /**< NULL if it has none */
    bool is_request;
    bool is_quoted;           /**< by an ICMP error, so it was not added itself */
    char method[STRING_ROOM]; /**< of a request, as a pool keeps it */
    int status;
    const char *source;
    const char *destination;
    gint64 time;
} calls_frame;

/** The messages that were added, by their frames; that of frame 0 is none. */
typedef struct calls_history {
    calls_frame frames[CALLS_MAX_FRAMES + 1];
    guint32 last;
} calls_history;

/** A stand-in for the diagnosis of the response in that frame; only its address is compared. */
const diagnosis *calls_diagnosis(guint32 frame);

/** Checks what the judge of a response gets; the message is the last one of the history. */
void calls_check_judged(const calls_history *history, const sip_transaction *transaction, const sip_packet *packet);

/** Checks a transaction, its call, its endpoints, and all that they refer to. */
void calls_check_transaction(const calls_history *history, const sip_transaction *transaction);

#endif
