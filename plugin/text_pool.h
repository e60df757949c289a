/* text_pool.h
 * Printable copies of texts from messages, each kept once.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TEXT_POOL_H
#define SIPEXPERT_TEXT_POOL_H

#include "arena.h"
#include "message.h"

/** Longer texts are cut here, so that no message can make the pool grow by more than it has headers. */
#define TEXT_POOL_BYTES 256

typedef struct text_pool text_pool;

/** Returns an empty pool that takes its memory from the arena, to be freed with text_pool_free() before that. */
text_pool *text_pool_new(arena *memory);

void text_pool_free(text_pool *pool);

/**
 * Returns the pool's copy of a text, bytes that are no printable ASCII replaced by question marks; NULL if the text is not there.
 * Equal texts give the same pointer. The copy lives as long as the arena.
 */
const char *text_pool_copy(text_pool *pool, sip_text text);

/**
 * Writes what text_pool_copy() would give to `at`, which has room for TEXT_POOL_BYTES and a terminator; nothing if the text is not
 * there. Returns the place behind it, which is not terminated.
 */
char *text_pool_write(char *at, sip_text text);

/** True if text_pool_copy() of the text would give an equal text. */
bool text_pool_is_copy_of(const char *copy, sip_text text);

#endif
