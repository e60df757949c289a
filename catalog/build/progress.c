/* progress.c
 * Tells how far a translation is behind the English texts; see progress.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "progress.h"

#include "lines.h"
#include "overlay.h"
#include "record.h"

typedef struct {
    unsigned missing;
    unsigned unrecorded;
} progress;

static void
warn_of_count(const char *path, unsigned count, const char *what)
{
    if (count > 0) {
        g_printerr("%s: warning: %s: %u\n", path, what, count);
    }
}

static progress
add_group(progress sum, const char *path, char *const *lines, GKeyFile *english, GKeyFile *translation, GKeyFile *record,
          const char *group)
{
    char **keys = catalog_keys(english, group);

    for (char **key = keys; *key != NULL; key++) {
        if (!g_key_file_has_key(translation, group, *key, NULL)) {
            sum.missing += catalog_is_wanted(english, group, *key);
        } else if (catalog_is_translated(group, *key)) {
            const record_state state = record_state_of(record, english, group, *key);
            sum.unrecorded += state == RECORD_UNKNOWN;
            if (state == RECORD_STALE) {
                g_printerr("%s:%u: warning: [%s] %s translates an older English text\n", path, line_of(lines, group, *key, 1),
                           group, *key);
            }
        }
    }
    g_strfreev(keys);
    return sum;
}

void
warn_of_progress(const char *path, char *const *lines, GKeyFile *english, GKeyFile *translation, GKeyFile *record)
{
    char **groups = g_key_file_get_groups(english, NULL);
    progress sum = { 0, 0 };

    for (char **group = groups; *group != NULL; group++) {
        sum = add_group(sum, path, lines, english, translation, record, *group);
    }
    warn_of_count(path, sum.missing, "missing texts, for which English is shown (language_test lists them)");
    warn_of_count(path, sum.unrecorded, "texts not recorded as translations of the English ones (see catalog-translated)");
    g_strfreev(groups);
}
