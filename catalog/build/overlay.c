/* overlay.c
 * Merges the texts of a language into the English ones; see overlay.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "overlay.h"

char **
catalog_keys(GKeyFile *file, const char *group)
{
    char **keys = g_key_file_get_keys(file, group, NULL, NULL);

    if (keys == NULL) {
        keys = g_strsplit("", ",", -1);
    }
    return keys;
}

void
catalog_overlay(GKeyFile *base, GKeyFile *over)
{
    char **groups = g_key_file_get_groups(over, NULL);

    for (char **group = groups; *group != NULL; group++) {
        char **keys = catalog_keys(over, *group);
        for (char **key = keys; *key != NULL; key++) {
            char *value = g_key_file_get_value(over, *group, *key, NULL);
            g_key_file_set_value(base, *group, *key, value);
            g_free(value);
        }
        g_strfreev(keys);
    }
    g_strfreev(groups);
}

bool
catalog_is_optional(const char *key)
{
    return g_str_has_prefix(key, "fix.");
}

bool
catalog_is_translated(const char *group, const char *key)
{
    static const char *const whole_groups[] = { "labels", "evidence", "observation", "compare", NULL };
    static const char *const texts[] = { "meaning", "cause", "fix", "about", "use", "title", "difference", NULL };

    if (g_str_equal(group, "placeholders") || g_str_has_prefix(group, "product ")) {
        return false;
    }
    /* The name of a class or a Q.850 cause; that of a warn-code is registered text, as a phrase is. */
    return g_strv_contains(whole_groups, group) || g_strv_contains(texts, key) || catalog_is_optional(key) ||
           (g_str_equal(key, "name") && !g_str_has_prefix(group, "warning "));
}
