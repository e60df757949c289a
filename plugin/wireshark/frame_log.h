/* frame_log.h
 * What is kept of the frames that were analysed, by their numbers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_FRAME_LOG_H
#define SIPEXPERT_FRAME_LOG_H

#include "arena.h"

#include <glib.h>

typedef struct frame_log frame_log;

/** Returns an empty log that takes its memory from the arena, to be freed with frame_log_free() before it. */
frame_log *frame_log_new(arena *memory);

void frame_log_free(frame_log *log);

/** Sets what is kept of a frame, which must live as long as the log. */
void frame_log_set(frame_log *log, guint32 frame, const void *kept);

/** Returns it; NULL if nothing was set. */
const void *frame_log_find(const frame_log *log, guint32 frame);

#endif
