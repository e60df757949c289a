/* pattern.h
 * Patterns: texts with placeholders such as {frame}.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PATTERN_H
#define SIPEXPERT_PATTERN_H

#include <stddef.h>

/** Wireshark shows so many bytes of an expert item's text, one less than its ITEM_LABEL_LENGTH. */
#define CATALOG_LINE_BYTES 239

/** What stands for {name} in a pattern. */
typedef struct catalog_value {
    const char *name;
    const char *text; /**< NULL is shown as the label "unknown" */
} catalog_value;

/**
 * Puts the values into a pattern; `unknown` takes the place of those that are NULL. `limit` is the most bytes that the text may have, 0
 * for no limit; values are shortened, never the words of the pattern and never inside a character. Returns a text for g_free().
 */
char *pattern_fill(const char *pattern, const catalog_value *values, size_t count, size_t limit, const char *unknown);

#endif
