/* kept.c
 * The bytes of messages that are read again later; see kept.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "kept.h"

struct kept_queue {
    GQueue places; /* of sip_kept_message **; those released since are NULL inside */
    size_t bytes;
};

sip_kept_message *
kept_message_new(const sip_message *message, gint64 time)
{
    sip_kept_message *kept = g_rc_box_alloc(sizeof *kept + message->size);

    kept->size = message->size;
    kept->time = time;
    memcpy(kept->bytes, message->start_line.at, message->size);
    return kept;
}

sip_kept_message *
kept_message_share(sip_kept_message *kept)
{
    return g_rc_box_acquire(kept);
}

void
kept_message_release(sip_kept_message *kept)
{
    if (kept != NULL) {
        g_rc_box_release(kept);
    }
}

bool
kept_message_read(const sip_kept_message *kept, sip_message *message)
{
    return kept != NULL && sip_message_read(kept->bytes, kept->size, message);
}

kept_queue *
kept_queue_new(void)
{
    kept_queue *queue = g_new(kept_queue, 1);

    g_queue_init(&queue->places);
    queue->bytes = 0;
    return queue;
}

void
kept_queue_release(kept_queue *queue, sip_kept_message **place)
{
    if (*place != NULL) {
        queue->bytes -= (*place)->size;
        kept_message_release(*place);
        *place = NULL;
    }
}

void
kept_queue_free(kept_queue *queue)
{
    for (GList *place = queue->places.head; place != NULL; place = place->next) {
        kept_queue_release(queue, place->data);
    }
    g_queue_clear(&queue->places);
    g_free(queue);
}

void
kept_queue_forget(kept_queue *queue, gint64 now)
{
    while (!g_queue_is_empty(&queue->places)) {
        sip_kept_message **oldest = g_queue_peek_head(&queue->places);
        if (*oldest != NULL && now - (*oldest)->time <= KEPT_TIME && queue->bytes <= KEPT_BYTES) {
            return;
        }
        kept_queue_release(queue, oldest);
        g_queue_pop_head(&queue->places);
    }
}

void
kept_queue_add(kept_queue *queue, const sip_message *message, gint64 time, sip_kept_message **place)
{
    *place = kept_message_new(message, time);
    queue->bytes += (*place)->size;
    g_queue_push_tail(&queue->places, place);
    kept_queue_forget(queue, time);
}
