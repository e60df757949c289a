/* words.c
 * Finds known words in the texts of senders; see words.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "words.h"

#include <string.h>

#include <glib.h>

static bool
is_separator(char c)
{
    return c == ' ' || c == '-' || c == '_' || c == '/';
}

static bool
begins_with(const char *text, size_t size, const char *words, size_t length)
{
    if (size < length) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (words[i] == ' ' ? !is_separator(text[i]) : g_ascii_tolower(text[i]) != words[i]) {
            return false;
        }
    }
    return true;
}

/* True if a word ends between the two characters: a number may follow letters, as in "GXP2170". */
static bool
is_end(char last, char next)
{
    return !g_ascii_isalnum(last) || !g_ascii_isalnum(next) || (g_ascii_isalpha(last) && g_ascii_isdigit(next));
}

/* True if the words are there, as whole ones; a word begins at that place. */
static bool
are_at(const char *text, size_t size, size_t begin, const char *words)
{
    if (g_ascii_tolower(text[begin]) != words[0]) {
        return false;
    }
    const size_t length = strcspn(words, "*");
    const size_t end = begin + length;

    return begins_with(text + begin, size - begin, words, length) &&
           (words[length] == '*' || end == size || is_end(text[end - 1], text[end]));
}

int
words_in(const catalog_words *entries, const char *text, size_t size)
{
    const catalog_words *first = NULL;

    for (size_t begin = 0; begin < size; begin++) {
        if (begin > 0 && g_ascii_isalnum(text[begin - 1])) {
            continue;
        }
        for (const catalog_words *entry = entries; entry != first && entry->words != NULL; entry++) {
            if (are_at(text, size, begin, entry->words)) {
                first = entry;
                break;
            }
        }
    }
    return first != NULL ? first->id : 0;
}

bool
words_are(const catalog_words *entries, const char *text, size_t size)
{
    for (const catalog_words *entry = entries; entry->words != NULL; entry++) {
        if (strlen(entry->words) == size && begins_with(text, size, entry->words, size)) {
            return true;
        }
    }
    return false;
}
