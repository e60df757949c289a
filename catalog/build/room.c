/* room.c
 * The room that a text of a catalog has in a line; see room.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "room.h"

#include "placeholders.h"
#include "product_keys.h"

#include <string.h>

bool
is_reported(const char *group)
{
    return strcmp(group, "evidence") == 0 || strcmp(group, "observation") == 0;
}

/* True if the text follows a label or a phrase in one line. */
static bool
has_head(const char *group, const char *key)
{
    static const char *const labelled[] = { "meaning", "cause", "fix", NULL };
    static const char *const free_groups[] = { "labels", "page", "compare", "placeholders", NULL };

    return !g_strv_contains(free_groups, group) && (g_strv_contains(labelled, key) || is_product_text(group, key));
}

/* What a pattern of the labels adds to the two texts it puts together. */
static gsize
bytes_around(GKeyFile *file, const char *pattern)
{
    char *text = g_key_file_get_string(file, "labels", pattern, NULL);
    const gsize bytes = text != NULL ? bytes_of_pattern(text) : 0;

    g_free(text);
    return bytes > 2 * PLACEHOLDER_BYTES ? bytes - 2 * PLACEHOLDER_BYTES : 0;
}

/* The label before a text, for g_free(); NULL if there is none. */
static char *
label_before(GKeyFile *file, const char *group, const char *key)
{
    if (is_product_text(group, key)) {
        return label_of_product_text(file, key);
    }
    return g_key_file_get_string(file, "labels", strcmp(key, "cause") == 0 ? "typical-cause" : key, NULL);
}

gsize
bytes_beside(GKeyFile *file, const char *group, const char *key, bool *limited)
{
    *limited = is_reported(group) || has_head(group, key);
    if (!has_head(group, key)) {
        return 0;
    }
    /* A code's meaning is shown after the code and its phrase, every other text after its label. */
    char *phrase = strcmp(key, "meaning") == 0 ? g_key_file_get_string(file, group, "phrase", NULL) : NULL;
    char *label = label_before(file, group, key);
    const gsize head = phrase != NULL ? strlen("100 ") + strlen(phrase) : strlen(label != NULL ? label : "");
    const gsize bytes = head + bytes_around(file, phrase != NULL ? "headline" : "line");

    g_free(label);
    g_free(phrase);
    return bytes;
}
