/* kept.h
 * The bytes of messages that are read again later: of requests that wait for their final response, and of those that set up a dialog.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_KEPT_H
#define SIPEXPERT_KEPT_H

#include "message.h"

/** Requests are kept for so many µs of the capture's time. */
#define KEPT_TIME ((gint64)300 * G_USEC_PER_SEC)

/** So many bytes of requests are kept; the oldest ones go first. */
#define KEPT_BYTES ((size_t)64 * 1024 * 1024)

/** The bytes of a message; counts its references. */
typedef struct sip_kept_message {
    size_t size;
    gint64 time; /**< of the message, µs */
    char bytes[];
} sip_kept_message;

/** Returns a copy of the bytes of a message, for kept_message_release(). */
sip_kept_message *kept_message_new(const sip_message *message, gint64 time);

/** Returns the same message with one more reference, for kept_message_release(). */
sip_kept_message *kept_message_share(sip_kept_message *kept);

/** Gives back a reference, and frees the message with the last one. NULL is allowed. */
void kept_message_release(sip_kept_message *kept);

/** Reads a kept message, whose bytes the spans of *message belong to. Returns false, and sets nothing, if it is NULL. */
bool kept_message_read(const sip_kept_message *kept, sip_message *message);

/** The requests that are kept, in the order in which they came. */
typedef struct kept_queue kept_queue;

/** Returns an empty queue, for kept_queue_free(). */
kept_queue *kept_queue_new(void);

/** Frees the queue and all that it keeps; the places that it was given must still be there, and are NULL then. */
void kept_queue_free(kept_queue *queue);

/** Keeps a message at *place, which is NULL and stays where it is as long as the queue. */
void kept_queue_add(kept_queue *queue, const sip_message *message, gint64 time, sip_kept_message **place);

/** Lets the message at *place go, if there is one, and sets it to NULL. */
void kept_queue_release(kept_queue *queue, sip_kept_message **place);

/** Lets all messages go that are older than KEPT_TIME. */
void kept_queue_forget(kept_queue *queue, gint64 now);

#endif
