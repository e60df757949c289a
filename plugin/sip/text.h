/* text.h
 * Texts that are spans of the bytes of a message: trimming, comparing, words and numbers.
 *
 * Nothing here copies, allocates or changes a byte; what a function returns is part of the text it was given, and lives as long.
 * Bytes may have any value. An absent text (.at == NULL) may be given to each function, and gives an absent one, false or -1.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TEXT_H
#define SIPEXPERT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <glib.h>

/** Bytes of the message. Not terminated. at == NULL means "absent"; size 0 with at != NULL means "there, but empty". */
typedef struct sip_text {
    const char *at;
    size_t size;
} sip_text;

/** The text of a zero-terminated string. */
static inline sip_text
sip_text_of(const char *string)
{
    return (sip_text){ string, strlen(string) };
}

/** The text without white space around it. */
sip_text sip_text_trimmed(sip_text text);

/** The first word: what is before white space, a comma or a semicolon. */
sip_text sip_text_token(sip_text value);

/** The decimal number the text begins with, after white space; -1 if there is none or it is above 4294967295. */
gint64 sip_text_number(sip_text text);

/** True if both are there and equal byte for byte. */
bool sip_text_equal(sip_text a, sip_text b);

/** True if both are there and equal but for ASCII case; zero bytes count as any other. */
bool sip_text_equal_any_case(sip_text a, sip_text b);

/** True if the text is there and begins with the word, without regard to ASCII case. */
bool sip_text_begins_with(sip_text text, const char *word);

/** True if the text is there and is the word, without regard to ASCII case. */
static inline bool
sip_text_is(sip_text text, const char *word)
{
    return text.size == strlen(word) && sip_text_begins_with(text, word);
}

/** True if the text is there and the word is a part of it, without regard to ASCII case. */
bool sip_text_contains(sip_text text, const char *word);

#endif
