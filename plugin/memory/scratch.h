/* scratch.h
 * Memory for what is needed while one response is judged: taken piece by piece, given back at once.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SCRATCH_H
#define SIPEXPERT_SCRATCH_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

/** Enough for nearly every response; what does not fit comes from the heap. */
#define SCRATCH_BYTES 4096

/** Lives on the stack; begin with scratch_begin(). */
typedef struct scratch {
    size_t used;
    GPtrArray *more;                             /**< pieces from the heap; NULL if there are none */
    gint64 room[SCRATCH_BYTES / sizeof(gint64)]; /**< not set to zero, because that would cost more than to judge a response */
} scratch;

/** Makes it empty. */
void scratch_begin(scratch *scratch);

/** Frees all pieces. */
void scratch_end(scratch *scratch);

/** Returns a piece of memory for any type, not set to zero, which lives until scratch_end(). */
void *scratch_take(scratch *scratch, size_t size);

/** True if scratch_take() returned that pointer. */
static inline bool
scratch_holds(const scratch *scratch, const void *piece)
{
    const guintptr distance = (guintptr)piece - (guintptr)scratch->room;

    return distance < sizeof scratch->room || (scratch->more != NULL && g_ptr_array_find(scratch->more, piece, NULL));
}

#endif
