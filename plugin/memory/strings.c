/* strings.c
 * Printable copies of texts; see strings.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "strings.h"

#include <string.h>

struct text_pool {
    arena *memory;
    GHashTable *texts;
};

text_pool *
text_pool_new(arena *memory)
{
    text_pool *pool = g_new(text_pool, 1);

    pool->memory = memory;
    pool->texts = padded_set_new(NULL);
    return pool;
}

void
text_pool_free(text_pool *pool)
{
    g_hash_table_destroy(pool->texts);
    g_free(pool);
}

static char
printable(char byte)
{
    return (char)(byte >= ' ' && byte <= '~' ? byte : '?');
}

static size_t
size_kept(sip_text text)
{
    return MIN(text.size, (size_t)TEXT_POOL_BYTES);
}

static inline void
write_printable(char *at, const char *from, size_t size)
{
    if (!padded_copy(at, from, size)) {
        for (size_t i = 0; i < size; i++) {
            at[i] = printable(from[i]);
        }
    }
}

size_t
text_pool_write(char *at, sip_text text)
{
    const size_t size = text.at != NULL ? size_kept(text) : 0;

    write_printable(at, text.at, size);
    padded_end(at + size);
    return size;
}

const char *
text_pool_add(text_pool *pool, sip_text text)
{
    if (text.at == NULL) {
        return NULL;
    }
    const size_t size = size_kept(text);
    char *copy = arena_take_unset(pool->memory, PADDED_BYTES(size));
    padded_end(copy + PADDED_BYTES(size) - PADDED_WORD);
    write_printable(copy, text.at, size);
    return copy;
}

char *
text_pool_name(GHashTable *set, arena *memory, sip_text text, size_t head)
{
    char written[TEXT_POOL_ROOM];
    const size_t size = PADDED_BYTES(text_pool_write(written, text));
    char *name = g_hash_table_lookup(set, written);

    if (name == NULL) {
        char *piece = arena_take_unset(memory, head + size);
        memset(piece, 0, head);
        name = memcpy(piece + head, written, size);
        g_hash_table_add(set, name);
    }
    return name;
}

const char *
text_pool_copy(text_pool *pool, sip_text text)
{
    return text.at != NULL ? text_pool_name(pool->texts, pool->memory, text, 0) : NULL;
}

bool
text_pool_is_copy_of(const char *copy, sip_text text)
{
    const size_t size = size_kept(text);

    if (text.at == NULL) {
        return false;
    }
    /* This does not go beyond the end of the copy, of which no byte is a printable one. */
    for (size_t i = 0; i < size; i++) {
        if (copy[i] != printable(text.at[i])) {
            return false;
        }
    }
    return copy[size] == '\0';
}
