/* ladder.h
 * The ladder of a failure: its elements, and the messages between them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_LADDER_H
#define SIPEXPERT_LADDER_H

#include "ladder_log.h"
#include "report.h"

/** A ladder has no more elements: what goes to or comes from further ones is left out. */
#define LADDER_ELEMENTS 32U

/** What a message means for the failure. */
typedef enum ladder_mark {
    LADDER_UNMARKED,
    LADDER_FAILURE, /**< the response that the case is about, or the request without one */
    LADDER_ORIGIN   /**< where that failure was made, if that is another message */
} ladder_mark;

/** A client, server or proxy: all addresses that it is seen to use. Texts are not fit to be shown (see text_clean.h). */
typedef struct ladder_element {
    const char *name;     /**< its User-Agent or Server; NULL if none was seen */
    GPtrArray *addresses; /**< of const char *, address:port, in the order of the capture */
} ladder_element;

typedef struct ladder_message {
    ladder_entry entry;
    guint from;        /**< index of the element */
    guint to;          /**< the same */
    guint leg;         /**< 1 for the first Call-ID, one more for each that a B2BUA adds */
    guint transaction; /**< counted from 1; a request, its responses and its ACK have the same */
    bool is_relay;     /**< a proxy passes it on */
    ladder_mark mark;
} ladder_message;

/** Texts belong to the transactions. */
typedef struct ladder {
    GPtrArray *elements; /**< ladder_element *, in the order in which the request came to them */
    GArray *messages;    /**< ladder_message, in the order of the capture */
    guint32 left_out;    /**< messages that are not among them, */
    guint left_out_at;   /**< before the one with this index */
} ladder;

/** Returns the ladder of a case for ladder_free(); without messages if the report kept none. */
ladder *ladder_of_case(const report_summary *summary, const report_case *this_case);

void ladder_free(ladder *ladder);

/**
 * Returns what the message is: method, code and phrase, or the name of an ICMP error; a response says if it lacks Via, so that its client
 * discards it. A text for g_free(), fit to be shown.
 */
char *ladder_what(const ladder_message *message);

/** The number of its CSeq. */
guint32 ladder_cseq(const ladder_message *message);

/** Returns an address as it is shown, for g_free(): without the port 0 of those that have none. */
char *ladder_address(const char *address);

#endif
