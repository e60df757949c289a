/* ini.c
 * Reads the embedded key files; see ini.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "ini.h"

#include <string.h>

/* Everything points into `text`, where line ends and delimiters are overwritten. */
struct ini {
    char *text;
    GPtrArray *groups;   /* names */
    GHashTable *entries; /* name -> GPtrArray of keys and values by turns */
};

/* Reads one line into the group that is open, or opens one. Returns the open group. */
static GPtrArray *
read_line(ini *file, GPtrArray *open, char *line)
{
    if (*line == '[') {
        line[strlen(line) - 1] = '\0';
        open = g_ptr_array_new();
        g_ptr_array_add(file->groups, line + 1);
        g_hash_table_insert(file->entries, line + 1, open);
    } else if (*line != '#' && *line != '\0') {
        char *end = strchr(line, '=');
        char *value = end + 1;
        /* As GKeyFile has it. */
        while (*value == ' ') {
            value++;
        }
        while (end > line && end[-1] == ' ') {
            end--;
        }
        *end = '\0';
        g_ptr_array_add(open, line);
        g_ptr_array_add(open, value);
    }
    return open;
}

ini *
ini_new(GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    ini *file = g_new(ini, 1);
    GPtrArray *open = NULL;
    char *next;

    file->text = g_strndup(data, size);
    file->groups = g_ptr_array_new();
    file->entries = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
    for (char *line = file->text; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL) {
            *next++ = '\0';
        }
        open = read_line(file, open, line);
    }
    return file;
}

void
ini_free(ini *file)
{
    if (file != NULL) {
        g_hash_table_destroy(file->entries);
        g_ptr_array_unref(file->groups);
        g_free(file->text);
        g_free(file);
    }
}

const char *const *
ini_groups(const ini *file, guint *count)
{
    *count = file->groups->len;
    return (const char *const *)file->groups->pdata;
}

GPtrArray *
ini_keys(const ini *file, const char *group)
{
    const GPtrArray *entries = g_hash_table_lookup(file->entries, group);
    GPtrArray *keys = g_ptr_array_new();

    for (guint i = 0; entries != NULL && i < entries->len; i += 2) {
        g_ptr_array_add(keys, entries->pdata[i]);
    }
    return keys;
}

const char *
ini_value(const ini *file, const char *group, const char *key)
{
    const GPtrArray *entries = g_hash_table_lookup(file->entries, group);

    for (guint i = 0; entries != NULL && i < entries->len; i += 2) {
        const char *found = entries->pdata[i];
        /* The first letter tells most of them apart without a call. */
        if (*found == *key && strcmp(found, key) == 0) {
            return entries->pdata[i + 1];
        }
    }
    return NULL;
}
