/* pattern.h
 * Patterns: texts with placeholders.
 *
 * {frame} is replaced by the value named "frame". {count:# time|# times} is replaced by the form that fits the number which the value
 * holds, and # in it by the number. How many forms there are says how one is chosen:
 *
 *     1  that form for all numbers
 *     2  1, all others
 *     6  Arabic: 0, 1, 2, few (3 to 10, 103 to 110 ...), many (11 to 99, 111 to 199 ...), all others (100, 101, 102, 200 ...)
 *
 * These are the plural rules of Unicode CLDR. A value that is no number takes the last form.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PATTERN_H
#define SIPEXPERT_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

/** Wireshark shows so many bytes of an expert item's text, one less than its ITEM_LABEL_LENGTH. */
#define CATALOG_LINE_BYTES 239

/** How many forms a placeholder may have. */
enum {
    PATTERN_FORMS_ONE = 1,
    PATTERN_FORMS_TWO = 2,
    PATTERN_FORMS_ARABIC = 6
};

/** What replaces {name} in a pattern. */
typedef struct catalog_value {
    const char *name;
    const char *text; /**< NULL is shown as the label "unknown" */
} catalog_value;

/** A placeholder in a pattern. The texts are not terminated. */
typedef struct pattern_placeholder {
    const char *begin; /**< its opening brace */
    size_t size;       /**< from brace to brace */
    const char *name;
    size_t name_size;
    const char *forms; /**< separated by |; NULL if it has none */
    size_t forms_size;
} pattern_placeholder;

/** Finds the first placeholder of a text. Returns false, and leaves *placeholder unset, if there is none. */
bool pattern_find_placeholder(const char *text, pattern_placeholder *placeholder);

/**
 * Puts the values into a pattern; `unknown` takes the place of those that are NULL, and a placeholder without a value stays. `limit` is
 * the most bytes that the text may have, 0 for no limit; values are shortened, never the words of the pattern and never inside a
 * character. Returns a text for g_free().
 */
char *pattern_fill(const char *pattern, const catalog_value *values, size_t count, size_t limit, const char *unknown);

#endif
