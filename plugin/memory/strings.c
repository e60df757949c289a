/* strings.c
 * Texts from messages, each kept once; see strings.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "strings.h"

#include "hash.h"

#include <string.h>

/* Of a text that is not kept whole. Even if each byte is written as two, size and hash fit after them. */
#define BYTES_OF_BEGINNING ((size_t)96)
#define BYTES_OF_SIZE_AND_HASH (sizeof "...(18446744073709551615 bytes, 0123456789abcdef)" - 1)
G_STATIC_ASSERT(2 * BYTES_OF_BEGINNING + BYTES_OF_SIZE_AND_HASH <= STRING_BYTES);

/* A string with its hash, which is asked for again when the string is added and whenever the table grows. */
typedef struct {
    guint64 hash;
    char text[STRING_ROOM];
} pooled_string;

struct string_pool {
    arena *memory;
    GHashTable *strings; /* a set of pooled_string, of whose text only what is needed is there */
};

static guint
hash_of(gconstpointer string)
{
    return (guint)((const pooled_string *)string)->hash;
}

static gboolean
are_equal(gconstpointer left, gconstpointer right)
{
    const pooled_string *one = left;
    const pooled_string *other = right;

    return one->hash == other->hash && strcmp(one->text, other->text) == 0;
}

string_pool *
string_pool_new(arena *memory)
{
    string_pool *pool = g_new(string_pool, 1);

    pool->memory = memory;
    pool->strings = g_hash_table_new(hash_of, are_equal);
    return pool;
}

void
string_pool_free(string_pool *pool)
{
    g_hash_table_destroy(pool->strings);
    g_free(pool);
}

static bool
is_kept_whole(const char *bytes, size_t size)
{
    return size <= STRING_BYTES && (size == 0 || memchr(bytes, '\0', size) == NULL);
}

static size_t
write_shortened(char *to, const char *bytes, size_t size)
{
    char *end = to;

    for (size_t i = 0; i < size && i < BYTES_OF_BEGINNING; i++) {
        if (bytes[i] == '\0') {
            *end++ = '\xc0';
            *end++ = '\x80';
        } else {
            *end++ = bytes[i];
        }
    }
    const size_t written = (size_t)(end - to);
    return written + (size_t)g_snprintf(end, STRING_ROOM - written, "...(%" G_GSIZE_FORMAT " bytes, %016" G_GINT64_MODIFIER "x)",
                                        size, hash_bytes(bytes, size));
}

size_t
string_write(char *to, const char *bytes, size_t size)
{
    if (!is_kept_whole(bytes, size)) {
        return write_shortened(to, bytes, size);
    }
    if (size > 0) {
        memcpy(to, bytes, size);
    }
    to[size] = '\0';
    return size;
}

const char *
string_pool_copy(string_pool *pool, const char *bytes, size_t size)
{
    pooled_string written;

    if (bytes == NULL) {
        return NULL;
    }
    const size_t written_size = string_write(written.text, bytes, size);
    written.hash = hash_bytes(written.text, written_size);
    pooled_string *copy = g_hash_table_lookup(pool->strings, &written);
    if (copy == NULL) {
        copy = arena_copy(pool->memory, &written, offsetof(pooled_string, text) + written_size + 1);
        g_hash_table_add(pool->strings, copy);
    }
    return copy->text;
}

bool
string_is_shortened(const char *string)
{
    return g_regex_match_simple("\\.\\.\\.\\([0-9]+ bytes, [0-9a-f]{16}\\)$", string, G_REGEX_RAW, 0);
}

bool
string_is(const char *string, const char *bytes, size_t size)
{
    char written[STRING_ROOM];

    if (string == NULL || bytes == NULL) {
        return false;
    }
    if (is_kept_whole(bytes, size)) {
        return strncmp(string, bytes, size) == 0 && string[size] == '\0';
    }
    string_write(written, bytes, size);
    return strcmp(string, written) == 0;
}
