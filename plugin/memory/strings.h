/* strings.h
 * Texts from messages, each kept once: zero-terminated, otherwise byte for byte as they were sent, so not fit to be shown (see
 * text_clean.h).
 *
 * A text of more than STRING_BYTES, or with a zero byte inside, is kept as its beginning, its size and a seeded hash of all its bytes: what
 * is kept has a bound, and different texts stay different. In such a beginning zero bytes are written as C0 80.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_STRINGS_H
#define SIPEXPERT_STRINGS_H

#include "arena.h"

#include <stdbool.h>
#include <stddef.h>

/** The most bytes of a text that is kept whole, and of any string. */
#define STRING_BYTES 256

/** Room for whatever string_write() writes, and its zero byte. */
#define STRING_ROOM (STRING_BYTES + 1)

typedef struct string_pool string_pool;

/** Returns an empty pool that takes its memory from the arena, to be freed with string_pool_free() before that. */
string_pool *string_pool_new(arena *memory);

void string_pool_free(string_pool *pool);

/** Returns the pool's copy of a text, which lives as long as the arena; NULL if bytes is NULL. Equal texts give the same pointer. */
const char *string_pool_copy(string_pool *pool, const char *bytes, size_t size);

/** Writes a text as the pool keeps it to `to`, which has STRING_ROOM. Returns its size without the zero byte. */
size_t string_write(char *to, const char *bytes, size_t size);

/** True if the string, as string_write() wrote it, may be the beginning of a longer text. */
bool string_is_shortened(const char *string);

/** True if the pool would keep the text as that string. False if one of them is NULL. */
bool string_is(const char *string, const char *bytes, size_t size);

#endif
