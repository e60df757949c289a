/* text_pool.c
 * Printable copies of texts; see text_pool.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "text_pool.h"

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
    pool->texts = g_hash_table_new(g_str_hash, g_str_equal);
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

size_t
text_pool_write(char *at, sip_text text)
{
    const size_t size = text.at != NULL ? size_kept(text) : 0;

    for (size_t i = 0; i < size; i++) {
        at[i] = printable(text.at[i]);
    }
    at[size] = '\0';
    return size;
}

const char *
text_pool_add(text_pool *pool, sip_text text)
{
    if (text.at == NULL) {
        return NULL;
    }
    char *copy = arena_take(pool->memory, size_kept(text) + 1);
    text_pool_write(copy, text);
    return copy;
}

const char *
text_pool_copy(text_pool *pool, sip_text text)
{
    char written[TEXT_POOL_BYTES + 1];

    if (text.at == NULL) {
        return NULL;
    }
    const size_t size = text_pool_write(written, text) + 1;
    char *copy = g_hash_table_lookup(pool->texts, written);
    if (copy == NULL) {
        copy = memcpy(arena_take(pool->memory, size), written, size);
        g_hash_table_add(pool->texts, copy);
    }
    return copy;
}

bool
text_pool_is_copy_of(const char *copy, sip_text text)
{
    const size_t size = size_kept(text);

    if (text.at == NULL || strlen(copy) != size) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        if (copy[i] != printable(text.at[i])) {
            return false;
        }
    }
    return true;
}
