/* frame_log.c
 * The annotations of the frames that were analysed; see frame_log.h.
 *
 * Wireshark's own data of frames (p_add_proto_data) take seven times as much memory.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "frame_log.h"

#define PAGE_FRAMES 512

typedef struct {
    const annotation *first[PAGE_FRAMES];
} page;

struct frame_log {
    GPtrArray *pages; /* page; NULL where none of the frames was set */
};

frame_log *
frame_log_new(void)
{
    frame_log *log = g_new(frame_log, 1);

    log->pages = g_ptr_array_new_with_free_func(g_free);
    return log;
}

void
frame_log_free(frame_log *log)
{
    g_ptr_array_unref(log->pages);
    g_free(log);
}

void
frame_log_set(frame_log *log, guint32 frame, const annotation *first)
{
    const guint number = frame / PAGE_FRAMES;

    if (number >= log->pages->len) {
        g_ptr_array_set_size(log->pages, (gint)number + 1);
    }
    if (log->pages->pdata[number] == NULL) {
        log->pages->pdata[number] = g_new0(page, 1);
    }
    ((page *)log->pages->pdata[number])->first[frame % PAGE_FRAMES] = first;
}

const annotation *
frame_log_find(const frame_log *log, guint32 frame)
{
    const guint number = frame / PAGE_FRAMES;
    const page *page = number < log->pages->len ? log->pages->pdata[number] : NULL;

    return page != NULL ? page->first[frame % PAGE_FRAMES] : NULL;
}
