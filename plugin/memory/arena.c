/* arena.c
 * Memory that goes as a whole; see arena.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "arena.h"

#include <glib.h>
#include <string.h>

#define BLOCK_BYTES 65536
#define ALIGNMENT 8 /* of pointers and 64-bit numbers, the largest that is kept here */

struct arena {
    GPtrArray *blocks;
    char *free_at; /* in the last block */
    size_t free_bytes;
};

arena *
arena_new(void)
{
    arena *memory = g_new0(arena, 1);

    memory->blocks = g_ptr_array_new_with_free_func(g_free);
    return memory;
}

void
arena_free(arena *memory)
{
    g_ptr_array_free(memory->blocks, TRUE);
    g_free(memory);
}

static void *
take(arena *memory, size_t size)
{
    const size_t needed = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);

    g_assert(needed <= ARENA_MAX);
    if (needed > memory->free_bytes) {
        memory->free_at = g_malloc(BLOCK_BYTES);
        memory->free_bytes = BLOCK_BYTES;
        g_ptr_array_add(memory->blocks, memory->free_at);
    }
    void *taken = memory->free_at;
    memory->free_at += needed;
    memory->free_bytes -= needed;
    return taken;
}

void *
arena_take(arena *memory, size_t size)
{
    return memset(take(memory, size), 0, size);
}

void *
arena_copy(arena *memory, const void *bytes, size_t size)
{
    return memcpy(take(memory, size), bytes, size);
}
