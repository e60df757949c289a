/* translated.c
 * catalog-translated [--all] ENGLISH TRANSLATION...: records that what was translated since the last time, or all, translates the English
 * texts as they are now; see record.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "overlay.h"
#include "record.h"

#include <stdlib.h>
#include <string.h>

static const char heading[] =
    "# Written by catalog-translated: for each text the hash of the English text that it translates, and its own.\n\n";

/* The key file, or NULL after a message. */
static GKeyFile *
key_file_at(const char *path)
{
    GKeyFile *file = g_key_file_new();
    GError *error = NULL;

    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &error)) {
        g_printerr("%s: %s\n", path, error->message);
        g_clear_error(&error);
        g_clear_pointer(&file, g_key_file_free);
    }
    return file;
}

static bool
write_record(const char *path, GKeyFile *record)
{
    GError *error = NULL;
    char *data = g_key_file_to_data(record, NULL, NULL);
    char *text = g_strconcat(heading, data, NULL);
    const bool written = g_file_set_contents(path, text, -1, &error);

    if (!written) {
        g_printerr("%s\n", error->message);
        g_clear_error(&error);
    }
    g_free(text);
    g_free(data);
    return written;
}

static bool
record_translation(GKeyFile *english, const char *path, bool all)
{
    GKeyFile *translation = key_file_at(path);

    if (translation == NULL) {
        return false;
    }
    catalog_drop_empty(translation);
    GKeyFile *before = record_of(path);
    GKeyFile *after = record_after(before, english, translation, all);
    char *own_path = record_path(path);
    const bool written = write_record(own_path, after);

    g_free(own_path);
    g_key_file_free(after);
    g_key_file_free(before);
    g_key_file_free(translation);
    return written;
}

int
main(int count, char **arguments)
{
    const bool all = count > 1 && strcmp(arguments[1], "--all") == 0;
    char **paths = arguments + (all ? 2 : 1);
    bool written = true;

    if (count < (all ? 3 : 2)) {
        g_printerr("catalog-translated [--all] ENGLISH TRANSLATION...\n");
        return EXIT_FAILURE;
    }
    GKeyFile *english = key_file_at(paths[0]);
    for (char **path = paths + 1; english != NULL && *path != NULL; path++) {
        written = record_translation(english, *path, all) && written;
    }
    written = written && english != NULL;
    g_clear_pointer(&english, g_key_file_free);
    return written ? EXIT_SUCCESS : EXIT_FAILURE;
}
