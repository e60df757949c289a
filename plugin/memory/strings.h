/* strings.h
 * Printable copies of texts from messages, each kept once.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_STRINGS_H
#define SIPEXPERT_STRINGS_H

#include "arena.h"
#include "message.h"
#include "padded.h"

/** Longer texts are cut here, so that no message can make the pool grow by more than it has headers. */
#define TEXT_POOL_BYTES 256

/** Room to write any text that is cut there and padded. */
#define TEXT_POOL_ROOM (TEXT_POOL_BYTES + 8)

typedef struct text_pool text_pool;

/** Returns an empty pool that takes its memory from the arena, to be freed with text_pool_free() before that. */
text_pool *text_pool_new(arena *memory);

void text_pool_free(text_pool *pool);

/**
 * Returns the pool's copy of a text, bytes that are no printable ASCII replaced by question marks; NULL if the text is not there.
 * Equal texts give the same pointer. The copy is padded (padded.h) and lives as long as the arena.
 */
const char *text_pool_copy(text_pool *pool, sip_text text);

/** The same as a copy of its own, which costs no look-up. */
const char *text_pool_add(text_pool *pool, sip_text text);

/** Writes what text_pool_copy() would give, padded, to `at`, which has TEXT_POOL_ROOM. Returns the size of the text, 0 if it is not there. */
size_t text_pool_write(char *at, sip_text text);

/**
 * Returns the text of a padded set that is what text_pool_copy() would give; a new one if there is none. Before each text stand `head`
 * bytes of the same piece of the arena, which are zero at first: what the text is the name of. A text that is not there is an empty one.
 */
char *text_pool_name(GHashTable *set, arena *memory, sip_text text, size_t head);

/** True if text_pool_copy() of the text would give an equal text. */
bool text_pool_is_copy_of(const char *copy, sip_text text);

#endif
