/* scratch.c
 * Memory for what is needed while one response is judged; see scratch.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "scratch.h"

void
scratch_begin(scratch *scratch)
{
    scratch->used = 0;
    scratch->more = NULL;
}

void
scratch_end(scratch *scratch)
{
    if (scratch->more != NULL) {
        g_ptr_array_free(scratch->more, TRUE);
    }
}

void *
scratch_take(scratch *scratch, size_t size)
{
    const size_t cells = (size + sizeof scratch->room[0] - 1) / sizeof scratch->room[0];

    if (cells <= G_N_ELEMENTS(scratch->room) - scratch->used) {
        scratch->used += cells;
        return &scratch->room[scratch->used - cells];
    }
    if (scratch->more == NULL) {
        scratch->more = g_ptr_array_new_with_free_func(g_free);
    }
    void *piece = g_malloc(size);
    g_ptr_array_add(scratch->more, piece);
    return piece;
}
