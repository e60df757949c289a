/* placeholders.h
 * Checks the placeholders of the texts of a catalog.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PLACEHOLDERS_H
#define SIPEXPERT_PLACEHOLDERS_H

#include <stdbool.h>

#include <glib.h>

/** Room for a value in a pattern, so that most show whole. */
#define PLACEHOLDER_BYTES ((gsize)16)

/** Returns the names of a pattern's placeholders, each once, for g_hash_table_destroy(). */
GHashTable *placeholder_names(const char *pattern);

/** True if two patterns have placeholders of the same names. */
bool has_same_placeholders(const char *first, const char *second);

/** Returns what is wrong with the braces and plural forms of a pattern, for g_free(), or NULL. */
char *fault_of_braces(const char *pattern);

/**
 * Returns what is wrong with a pattern that may name only keys of the group [placeholders] of the file, for g_free(), or NULL. Only those
 * whose description begins with "number of" may have plural forms.
 */
char *fault_of_named_placeholders(GKeyFile *file, const char *pattern);

/** Returns the least bytes that the filled pattern needs. A value takes PLACEHOLDER_BYTES, one with plural forms those of a number. */
gsize bytes_of_pattern(const char *pattern);

#endif
