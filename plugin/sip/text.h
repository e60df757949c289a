/* text.h
 * Texts that are spans of the bytes of a message: trimming, comparing, words and numbers.
 *
 * Nothing here copies, allocates or changes a byte; what a function returns is part of the text it was given, and lives as long.
 * Bytes may have any value. A text that is not there (.at == NULL) may be given to each function, and gives one that is not there,
 * false or -1.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TEXT_H
#define SIPEXPERT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <glib.h>

/** Bytes of the message. Not terminated. at == NULL means "not there"; size 0 with at != NULL means "there, but empty". */
typedef struct sip_text {
    const char *at;
    size_t size;
} sip_text;

/** The text without white space around it. */
sip_text sip_text_trimmed(sip_text text);

/** The first word: what stands before white space, a comma or a semicolon. */
sip_text sip_text_token(sip_text value);

/** The decimal number the text begins with, after white space; -1 if there is none or it is above 4294967295. */
gint64 sip_text_number(sip_text text);

/** True if both are there and equal byte for byte. */
static inline bool
sip_text_equal(sip_text a, sip_text b)
{
    return a.at != NULL && b.at != NULL && a.size == b.size && memcmp(a.at, b.at, a.size) == 0;
}

/** True if the text is there and is, without regard to ASCII case, what as many bytes of `word` are. */
bool sip_text_same_letters(sip_text text, const char *word);

/**
 * True if the text is there and is `word`, without regard to ASCII case. Inline, because most texts are known by their size not to be, and
 * nearly all others are written as the word is.
 */
static inline bool
sip_text_is(sip_text text, const char *word)
{
    return text.at != NULL && text.size == strlen(word) &&
           (memcmp(text.at, word, strlen(word)) == 0 || sip_text_same_letters(text, word));
}

#endif
