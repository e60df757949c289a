/* hash.c
 * A seeded hash; see hash.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "hash.h"

#include <string.h>

typedef struct {
    guint64 v[4];
} state;

static const guint64 *
seed(void)
{
    static guint64 key[2];
    static gsize is_ready = 0;

    if (g_once_init_enter(&is_ready)) {
        for (size_t i = 0; i < G_N_ELEMENTS(key); i++) {
            key[i] = (guint64)g_random_int() << 32 | g_random_int();
        }
        g_once_init_leave(&is_ready, 1);
    }
    return key;
}

static inline guint64
rotated(guint64 word, unsigned bits)
{
    return word << bits | word >> (64 - bits);
}

static inline void
do_round(guint64 *v)
{
    v[0] += v[1];
    v[1] = rotated(v[1], 13) ^ v[0];
    v[0] = rotated(v[0], 32);
    v[2] += v[3];
    v[3] = rotated(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotated(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotated(v[1], 17) ^ v[2];
    v[2] = rotated(v[2], 32);
}

static inline void
add_word(state *hash, guint64 word)
{
    hash->v[3] ^= word;
    do_round(hash->v);
    hash->v[0] ^= word;
}

guint64
hash_bytes(const void *bytes, size_t size)
{
    const guint64 *key = seed();
    state hash = { { key[0] ^ G_GUINT64_CONSTANT(0x736f6d6570736575), key[1] ^ G_GUINT64_CONSTANT(0x646f72616e646f6d),
                     key[0] ^ G_GUINT64_CONSTANT(0x6c7967656e657261), key[1] ^ G_GUINT64_CONSTANT(0x7465646279746573) } };
    const size_t words = size / sizeof(guint64);
    guint64 word;

    for (size_t i = 0; i < words; i++) {
        memcpy(&word, (const char *)bytes + i * sizeof word, sizeof word);
        add_word(&hash, GUINT64_FROM_LE(word));
    }
    word = 0;
    memcpy(&word, (const char *)bytes + words * sizeof word, size % sizeof word);
    add_word(&hash, GUINT64_FROM_LE(word) | (guint64)size << 56);
    hash.v[2] ^= 0xff;
    for (int i = 0; i < 3; i++) {
        do_round(hash.v);
    }
    return hash.v[0] ^ hash.v[1] ^ hash.v[2] ^ hash.v[3];
}

guint
hash_string(gconstpointer string)
{
    return (guint)hash_bytes(string, strlen(string));
}

GHashTable *
hash_table_new(GDestroyNotify free_key, GDestroyNotify free_value)
{
    return g_hash_table_new_full(hash_string, g_str_equal, free_key, free_value);
}
