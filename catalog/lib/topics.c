/* topics.c
 * What the words of a sender are about; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "data.h"

#include <string.h>

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

/* True if the words begin and end there where words of the text do. */
static bool
is_whole(const char *text, size_t size, size_t begin, size_t length)
{
    return (begin == 0 || !g_ascii_isalnum(text[begin - 1])) && (begin + length == size || !g_ascii_isalnum(text[begin + length]));
}

static bool
contains(const char *text, size_t size, const char *words)
{
    const size_t length = strlen(words);

    for (size_t begin = 0; begin + length <= size; begin++) {
        if (begins_with(text + begin, size - begin, words, length) && is_whole(text, size, begin, length)) {
            return true;
        }
    }
    return false;
}

catalog_topic
catalog_topic_of(const char *text, size_t size)
{
    for (const catalog_words *entry = catalog_data_topics; entry->words != NULL; entry++) {
        if (contains(text, size, entry->words)) {
            return entry->topic;
        }
    }
    return TOPIC_NONE;
}

bool
catalog_is_unspecific(const char *text, size_t size)
{
    for (const catalog_words *entry = catalog_data_unspecific; entry->words != NULL; entry++) {
        if (strlen(entry->words) == size && begins_with(text, size, entry->words, size)) {
            return true;
        }
    }
    return false;
}
