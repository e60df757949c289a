/* record.c
 * What English said when its texts were translated; see record.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "record.h"

#include "overlay.h"

#include <string.h>

/* As many hexadecimal digits of SHA-1 as tell two wordings of a text apart. */
#define HASH_DIGITS 8

/* The hash of a text, for g_free(); NULL if the file lacks it. */
static char *
hash_of(GKeyFile *file, const char *group, const char *key)
{
    char *text = g_key_file_get_string(file, group, key, NULL);
    char *hash = text != NULL ? g_compute_checksum_for_string(G_CHECKSUM_SHA1, text, -1) : NULL;

    if (hash != NULL) {
        hash[HASH_DIGITS] = '\0';
    }
    g_free(text);
    return hash;
}

char *
record_path(const char *translation)
{
    const char *extension = strrchr(translation, '.');

    return g_strdup_printf("%.*s.english", (int)(extension != NULL ? (size_t)(extension - translation) : strlen(translation)),
                           translation);
}

GKeyFile *
record_of(const char *translation)
{
    GKeyFile *record = g_key_file_new();
    char *path = record_path(translation);

    g_key_file_load_from_file(record, path, G_KEY_FILE_NONE, NULL);
    g_free(path);
    return record;
}

record_state
record_state_of(GKeyFile *record, GKeyFile *english, const char *group, const char *key)
{
    char *recorded = g_key_file_get_string(record, group, key, NULL);
    char *hash = hash_of(english, group, key);
    record_state state = RECORD_UNKNOWN;

    if (recorded != NULL) {
        state = hash != NULL && g_str_has_prefix(recorded, hash) ? RECORD_CURRENT : RECORD_STALE;
    }
    g_free(hash);
    g_free(recorded);
    return state;
}

/* True if the record has the translation as it is. */
static bool
has_translation(GKeyFile *record, GKeyFile *translation, const char *group, const char *key)
{
    char *recorded = g_key_file_get_string(record, group, key, NULL);
    char *hash = hash_of(translation, group, key);
    const bool same = recorded != NULL && hash != NULL && g_str_has_suffix(recorded, hash);

    g_free(hash);
    g_free(recorded);
    return same;
}

typedef void (*text_visitor)(GKeyFile *record, GKeyFile *english, GKeyFile *translation, const char *group, const char *key,
                             GKeyFile *result);

/* Visits the texts of a translation that English has. */
static void
visit_texts(GKeyFile *record, GKeyFile *english, GKeyFile *translation, text_visitor visit, GKeyFile *result)
{
    char **groups = g_key_file_get_groups(translation, NULL);

    for (char **group = groups; *group != NULL; group++) {
        char **keys = catalog_keys(translation, *group);
        for (char **key = keys; *key != NULL; key++) {
            if (catalog_is_translated(*group, *key) && g_key_file_has_key(english, *group, *key, NULL)) {
                visit(record, english, translation, *group, *key, result);
            }
        }
        g_strfreev(keys);
    }
    g_strfreev(groups);
}

static void
drop_if_stale(GKeyFile *record, GKeyFile *english, GKeyFile *translation, const char *group, const char *key,
              GKeyFile *result G_GNUC_UNUSED)
{
    if (record_state_of(record, english, group, key) == RECORD_STALE) {
        g_key_file_remove_key(translation, group, key, NULL);
    }
}

void
record_drop_stale(GKeyFile *record, GKeyFile *english, GKeyFile *translation)
{
    visit_texts(record, english, translation, drop_if_stale, NULL);
}

static void
enter_current(GKeyFile *record G_GNUC_UNUSED, GKeyFile *english, GKeyFile *translation, const char *group, const char *key,
              GKeyFile *result)
{
    char *english_hash = hash_of(english, group, key);
    char *own_hash = hash_of(translation, group, key);
    char *entry = g_strdup_printf("%s %s", english_hash, own_hash);

    g_key_file_set_string(result, group, key, entry);
    g_free(entry);
    g_free(own_hash);
    g_free(english_hash);
}

static void
enter_or_keep(GKeyFile *record, GKeyFile *english, GKeyFile *translation, const char *group, const char *key, GKeyFile *result)
{
    if (has_translation(record, translation, group, key)) {
        char *recorded = g_key_file_get_string(record, group, key, NULL);
        g_key_file_set_string(result, group, key, recorded);
        g_free(recorded);
    } else {
        enter_current(record, english, translation, group, key, result);
    }
}

GKeyFile *
record_after(GKeyFile *before, GKeyFile *english, GKeyFile *translation, bool all)
{
    GKeyFile *after = g_key_file_new();

    visit_texts(before, english, translation, all ? enter_current : enter_or_keep, after);
    return after;
}
