/* frame_log.c
 * What is kept of the frames that were analysed; see frame_log.h.
 *
 * Wireshark's own data of frames (p_add_proto_data) take several times as much memory.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "frame_log.h"

/* Small, because there may be few SIP messages among packets of media. */
#define PAGE_FRAMES 16

typedef struct {
    const void *kept[PAGE_FRAMES];
} page;

struct frame_log {
    arena *memory;    /* of the pages */
    GPtrArray *pages; /* page; NULL where none of the frames was set */
};

frame_log *
frame_log_new(arena *memory)
{
    frame_log *log = g_new(frame_log, 1);

    log->memory = memory;
    log->pages = g_ptr_array_new();
    return log;
}

void
frame_log_free(frame_log *log)
{
    g_ptr_array_unref(log->pages);
    g_free(log);
}

void
frame_log_set(frame_log *log, guint32 frame, const void *kept)
{
    const guint number = frame / PAGE_FRAMES;

    if (number >= log->pages->len) {
        g_ptr_array_set_size(log->pages, (gint)number + 1);
    }
    if (log->pages->pdata[number] == NULL) {
        log->pages->pdata[number] = arena_take(log->memory, sizeof(page));
    }
    ((page *)log->pages->pdata[number])->kept[frame % PAGE_FRAMES] = kept;
}

const void *
frame_log_find(const frame_log *log, guint32 frame)
{
    const guint number = frame / PAGE_FRAMES;
    const page *page = number < log->pages->len ? log->pages->pdata[number] : NULL;

    return page != NULL ? page->kept[frame % PAGE_FRAMES] : NULL;
}
