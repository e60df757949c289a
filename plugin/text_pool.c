/* text_pool.c
 * Printable copies of texts; see text_pool.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "text_pool.h"

#include <string.h>

struct text_pool {
    GStringChunk *texts;
    GString *buffer;
};

text_pool *
text_pool_new(void)
{
    text_pool *pool = g_new(text_pool, 1);

    pool->texts = g_string_chunk_new(4096);
    pool->buffer = g_string_sized_new(TEXT_POOL_BYTES);
    return pool;
}

void
text_pool_free(text_pool *pool)
{
    g_string_chunk_free(pool->texts);
    g_string_free(pool->buffer, TRUE);
    g_free(pool);
}

static char
printable(char byte)
{
    return g_ascii_isprint(byte) ? byte : '?';
}

static size_t
size_kept(sip_text text)
{
    return MIN(text.size, (size_t)TEXT_POOL_BYTES);
}

const char *
text_pool_copy(text_pool *pool, sip_text text)
{
    return text.at != NULL ? text_pool_join(pool, &text, 1) : NULL;
}

const char *
text_pool_join(text_pool *pool, const sip_text *texts, size_t count)
{
    g_string_truncate(pool->buffer, 0);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            g_string_append_c(pool->buffer, ' ');
        }
        g_string_append_len(pool->buffer, texts[i].at, (gssize)size_kept(texts[i]));
    }
    for (size_t i = 0; i < pool->buffer->len; i++) {
        pool->buffer->str[i] = printable(pool->buffer->str[i]);
    }
    return g_string_chunk_insert_const(pool->texts, pool->buffer->str);
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
