/* record.h
 * What English said when its texts were translated, so that a translation of an older text is found. Beside xx.ini the record xx.english
 * has for each text in it two hashes: of the English text that was translated, and of the translation.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_RECORD_H
#define SIPEXPERT_RECORD_H

#include <stdbool.h>

#include <glib.h>

/** What a record says of a text that is translated. */
typedef enum record_state {
    RECORD_CURRENT, /**< it translates the English text as it is now */
    RECORD_STALE,   /**< the English text was another one */
    RECORD_UNKNOWN  /**< the record does not have it */
} record_state;

/** Returns the path of the record of a translation, "ja.english" for "ja.ini", for g_free(). */
char *record_path(const char *translation);

/** Returns the record of the translation at that path, empty if there is none, for g_key_file_free(). */
GKeyFile *record_of(const char *translation);

/** Returns what the record says of a text of the translation. */
record_state record_state_of(GKeyFile *record, GKeyFile *english, const char *group, const char *key);

/** Takes the stale texts out of a translation, so that English is shown there: what an old text says may be wrong by now. */
void record_drop_stale(GKeyFile *record, GKeyFile *english, GKeyFile *translation);

/**
 * Returns the record that follows `before`, for g_key_file_free(): current is what was current, is not in `before`, or was translated anew
 * since then; all texts are if `all` is set.
 */
GKeyFile *record_after(GKeyFile *before, GKeyFile *english, GKeyFile *translation, bool all);

#endif
