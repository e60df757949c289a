/* glossary.h
 * The words that a language has for the terms of the trade: its group [glossary], with entries
 *
 *     english term=word; another word | word not to be used; another
 *
 * What is in parentheses in a term is a note. In words it is a further word; a word not to be used that has a note, which says where, is
 * left to readers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_GLOSSARY_H
#define SIPEXPERT_GLOSSARY_H

#include <glib.h>

#define GLOSSARY_GROUP "glossary"

typedef struct glossary glossary;

/** Returns the glossary of a language's file, empty if there is none, for glossary_free(). */
glossary *glossary_of(GKeyFile *file);

void glossary_free(glossary *words);

/** Returns what is wrong with the form of an entry, for g_free(), or NULL. */
char *fault_of_glossary_entry(const char *entry);

/**
 * Returns which word should not be in a translation of an English text, "TERM: WORD", for g_free(), or NULL. Commands in backticks and
 * names of values do not count, nor does a word that the English text calls for as the word of another term, or a part of a word of the
 * glossary. In scripts with blanks between words whole words are looked for, in Arabic with and without article and prefixed
 * prepositions; words in ASCII as they are written, others in any case.
 */
char *glossary_fault(const glossary *words, const char *english, const char *translation);

#endif
