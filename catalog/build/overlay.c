/* overlay.c
 * Merges the texts of a language into the English ones; see overlay.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "overlay.h"

#include "product_keys.h"

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

void
catalog_drop_empty(GKeyFile *translation)
{
    char **groups = g_key_file_get_groups(translation, NULL);

    for (char **group = groups; *group != NULL; group++) {
        char **keys = catalog_keys(translation, *group);
        for (char **key = keys; *key != NULL; key++) {
            char *value = g_key_file_get_value(translation, *group, *key, NULL);
            if (value != NULL && *value == '\0') {
                g_key_file_remove_key(translation, *group, *key, NULL);
            }
            g_free(value);
        }
        g_strfreev(keys);
    }
    g_strfreev(groups);
}

bool
catalog_is_optional(const char *key)
{
    return is_product_key(key);
}

bool
catalog_is_translated(const char *group, const char *key)
{
    static const char *const whole_groups[] = { "labels", "page", "evidence", "observation", "compare", NULL };
    static const char *const texts[] = { "meaning", "cause", "fix", "about", "use", "title", "difference", NULL };

    if (g_str_equal(group, "placeholders") || g_str_has_prefix(group, "product ")) {
        return false;
    }
    /* A phrase is registered text, but for numbers that are not registered. */
    if (g_str_equal(key, "phrase") && !g_strv_contains(whole_groups, group)) {
        return g_str_has_suffix(group, "xx") || g_str_equal(group, "invalid");
    }
    /* The name of the language, a class or a Q.850 cause; that of a warn-code is registered text. */
    return g_strv_contains(whole_groups, group) || g_strv_contains(texts, key) || catalog_is_optional(key) ||
           (g_str_equal(key, "name") && !g_str_has_prefix(group, "warning "));
}

bool
catalog_is_wanted(GKeyFile *english, const char *group, const char *key)
{
    char *text = g_key_file_get_string(english, group, key, NULL);
    const bool wanted = catalog_is_translated(group, key) && !catalog_is_optional(key) && text != NULL && *text != '\0';

    g_free(text);
    return wanted;
}
