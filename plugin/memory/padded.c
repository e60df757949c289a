/* padded.c
 * Keys that are read eight bytes at a time; see padded.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "padded.h"

/* Two for each word. */
static guint64 factors[2 * (PADDED_MAX / PADDED_WORD)];

void
padded_prepare(void)
{
    static gsize is_ready = 0;

    if (g_once_init_enter(&is_ready)) {
        for (size_t i = 0; i < G_N_ELEMENTS(factors); i++) {
            factors[i] = (guint64)g_random_int() << 32 | g_random_int();
        }
        g_once_init_leave(&is_ready, 1);
    }
}

GHashTable *
padded_set_new(GDestroyNotify free_text)
{
    padded_prepare();
    return g_hash_table_new_full(padded_hash, padded_equal, free_text, NULL);
}

/* One summand of the hash "Multilinear-HM" (Lemire and Kaser, Strongly universal string hashing is fast, 2014). */
static inline guint64
summand(guint64 word, const guint64 *factor)
{
    return (factor[0] + (guint32)word) * (factor[1] + (word >> 32));
}

guint
padded_hash(gconstpointer text)
{
    const guint64 *factor = factors;
    guint64 sum = 0;

    for (const char *at = text;; at += PADDED_WORD, factor += 2) {
        sum += summand(padded_word(at), factor);
        if (at[PADDED_WORD - 1] == '\0') {
            return (guint)(sum >> 32);
        }
    }
}

gboolean
padded_equal(gconstpointer a, gconstpointer b)
{
    const char *const second = b;

    for (size_t at = 0;; at += PADDED_WORD) {
        const char *const first = (const char *)a + at;
        if (padded_word(first) != padded_word(second + at)) {
            return FALSE;
        }
        if (first[PADDED_WORD - 1] == '\0') {
            return TRUE;
        }
    }
}

guint
padded_hash_words(const guint64 *words, size_t count)
{
    guint64 sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += summand(words[i], &factors[2 * i]);
    }
    return (guint)(sum >> 32);
}
