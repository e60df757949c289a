/* padded.h
 * Keys for GHashTable that are read eight bytes at a time: words, and padded texts.
 *
 * A padded text has no zero byte inside and zero bytes behind it up to the next multiple of eight, at least one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PADDED_H
#define SIPEXPERT_PADDED_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <glib.h>

/** Bytes of the longest padded text. */
#define PADDED_MAX 1296

#define PADDED_WORD sizeof(guint64)

/** A word of eight such bytes. */
#define PADDED_OF(byte) (G_GUINT64_CONSTANT(0x0101010101010101) * (byte))

/** Bytes that a text of so many takes when it is padded. */
#define PADDED_BYTES(size) (((size_t)(size) | 7) + 1)

/** Call before the first use of a hash; padded_set_new() does. */
void padded_prepare(void);

/** Returns an empty set of padded texts, for g_hash_table_destroy(); free_text, which may be NULL, is called for each text that goes. */
GHashTable *padded_set_new(GDestroyNotify free_text);

/** A GHashFunc of padded texts, and its GEqualFunc. Nobody who does not see the hashes can choose texts that collide. */
guint padded_hash(gconstpointer text);
gboolean padded_equal(gconstpointer a, gconstpointer b);

/** Such a hash of any words, PADDED_MAX bytes at most. */
guint padded_hash_words(const guint64 *words, size_t count);

/** The word at a place of any alignment. */
static inline guint64
padded_word(const char *at)
{
    guint64 word;

    memcpy(&word, at, sizeof word);
    return word;
}

/** Has a bit of PADDED_OF(0x80) if one of the word's bytes is not printable, and is otherwise without meaning. */
static inline guint64
padded_marks(guint64 word)
{
    return word | (word + PADDED_OF('\x7f' - '~')) | (word - PADDED_OF(' '));
}

static inline guint64
padded_copy_word(char *at, const char *from)
{
    memcpy(at, from, PADDED_WORD);
    return padded_marks(padded_word(from));
}

static inline guint64
padded_copy_short(char *at, const char *from, size_t size)
{
    guint64 found = 0;

    if (size >= PADDED_WORD / 2) {
        guint32 halves[2];
        memcpy(&halves[0], from, sizeof *halves);
        memcpy(&halves[1], from + size - sizeof *halves, sizeof *halves);
        memcpy(at, &halves[0], sizeof *halves);
        memcpy(at + size - sizeof *halves, &halves[1], sizeof *halves);
        return padded_marks((guint64)halves[0] << 32 | halves[1]);
    }
    for (size_t i = 0; i < size; i++) {
        at[i] = from[i];
        found |= padded_marks(PADDED_OF((guint8)from[i]));
    }
    return found;
}

/**
 * Copies so many bytes as they are. Returns true if all of them are printable ASCII.
 * What does not fill a word or half of one is copied with the bytes before it, once more.
 */
static inline bool
padded_copy(char *at, const char *from, size_t size)
{
    guint64 found;

    if (size < PADDED_WORD) {
        found = padded_copy_short(at, from, size);
    } else {
        found = padded_copy_word(at + size - PADDED_WORD, from + size - PADDED_WORD);
        for (size_t i = 0; i + PADDED_WORD < size; i += PADDED_WORD) {
            found |= padded_copy_word(at + i, from + i);
        }
    }
    return (found & PADDED_OF(0x80)) == 0;
}

/** Writes the zero bytes behind a text, which has room for eight of them. */
static inline void
padded_end(char *end)
{
    memset(end, 0, PADDED_WORD);
}

#endif
