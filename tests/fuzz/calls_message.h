/* calls_message.h
 * The messages that fuzz_calls plays: eight bytes of its input choose one from small sets, so that messages belong together often.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CALLS_MESSAGE_H
#define SIPEXPERT_CALLS_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/** What is done with the message. */
typedef enum calls_kind {
    CALLS_PLAIN,
    CALLS_QUOTED,  /**< an ICMP error quotes it */
    CALLS_AGAIN,   /**< an earlier message is sent again in its place */
    CALLS_DAMAGED, /**< the bytes after these are written over a part of it */
    CALLS_MANY     /**< it is sent CALLS_COPIES times, each time with another branch and To tag */
} calls_kind;

/** One more than any list of plugin/calls keeps, and some. */
#define CALLS_COPIES 18

/** Eight bytes of the input; each holds several numbers, see calls_message.c. */
typedef struct calls_event {
    uint8_t start;   /**< start line */
    uint8_t path;    /**< sender, receiver, time */
    uint8_t top;     /**< top Via, and how many there are */
    uint8_t below;   /**< second Via, CSeq number */
    uint8_t dialog;  /**< Call-ID, tags, users */
    uint8_t headers; /**< two header lines more */
    uint8_t place;   /**< which message is sent again, or where one is damaged or cut */
    uint8_t kind;
} calls_event;

/** What is done with the message of the event. */
calls_kind calls_kind_of(const calls_event *event);

/** The earlier event, sent again when the later one says. */
calls_event calls_again(const calls_event *earlier, const calls_event *later);

/** Who sends it, address:port; lives for ever, and equal texts are one pointer. */
const char *calls_source(const calls_event *event);

/** Who gets it; the same. */
const char *calls_destination(const calls_event *event);

/** How long it comes after the message before, µs; negative where packets are not in the order of time. */
gint64 calls_step(const calls_event *event);

/** True if the capture holds only a part of it, up to calls_place(). */
bool calls_is_cut(const calls_event *event);

/** How many of so many bytes the capture holds, or where they are damaged. */
gsize calls_place(const calls_event *event, gsize size);

/**
 * A number for branch, sent-by of the top Via and method: messages belong to one transaction, whatever its hop, if and only if
 * it is the same. -1 if more than these tells.
 */
int calls_key(const calls_event *event);

/** Writes the message in place of *text; of CALLS_MANY the copy with that number from 1 on, and 0 otherwise. */
void calls_write(const calls_event *event, unsigned copy, GString *text);

#endif
