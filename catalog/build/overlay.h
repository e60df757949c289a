/* overlay.h
 * Merges the texts of a language into the English ones.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_OVERLAY_H
#define SIPEXPERT_OVERLAY_H

#include <stdbool.h>

#include <glib.h>

/** Returns the keys of a group, for g_strfreev(); none if the file lacks the group. */
char **catalog_keys(GKeyFile *file, const char *group);

/** Copies every value of `over` into `base`. */
void catalog_overlay(GKeyFile *base, GKeyFile *over);

/** Takes the keys without a value out of a translation: a template has them for texts that are not translated yet. */
void catalog_drop_empty(GKeyFile *translation);

/** True if a text with that key is translated; all else is the same in every language. */
bool catalog_is_translated(const char *group, const char *key);

/** True if a translation that lacks this English text is incomplete. */
bool catalog_is_wanted(GKeyFile *english, const char *group, const char *key);

/** True if a translated text may be missing in a complete translation: those for products. */
bool catalog_is_optional(const char *key);

#endif
