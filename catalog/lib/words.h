/* words.h
 * Finds known words in the texts of senders.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_WORDS_H
#define SIPEXPERT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/** Words of a sender, in small letters, and the topic or product that they stand for. */
typedef struct catalog_words {
    const char *words; /**< NULL after the last entry */
    int id;
} catalog_words;

/**
 * Returns the id of the first entry whose words are in the text, in any case, and begin and end where words of the text do; 0 if there is
 * none. A number that follows letters is a word of its own. A blank stands for "-", "_" and "/", too. Words with * at their end may be the
 * beginning of a longer word.
 */
int words_in(const catalog_words *entries, const char *text, size_t size);

/** True if the text as a whole is one of the entries. */
bool words_are(const catalog_words *entries, const char *text, size_t size);

#endif
