/* arena.h
 * Memory for many small things that all go at the same time: no header and no free for each of them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ARENA_H
#define SIPEXPERT_ARENA_H

#include <stddef.h>

typedef struct arena arena;

/** The most bytes that one thing may have. */
#define ARENA_MAX 8192

/** Returns an empty arena, to be freed with arena_free(). */
arena *arena_new(void);

/** Frees the arena and all that came from it. */
void arena_free(arena *memory);

/** Returns `size` bytes, ARENA_MAX at most, all zero, aligned for any type; they live as long as the arena. */
void *arena_take(arena *memory, size_t size);

/** Returns a copy of so many bytes, of as many as arena_take() gives. */
void *arena_copy(arena *memory, const void *bytes, size_t size);

#endif
