/* pattern.c
 * Patterns with placeholders; see pattern.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pattern.h"

#include <string.h>

#include <glib.h>

/* The value that {name} at the beginning of `at` stands for, NULL if it is no placeholder; *size is that of the placeholder. */
static const char *
value_at(const char *at, const catalog_value *values, size_t count, const char *unknown, size_t *size)
{
    const char *close = *at == '{' ? strchr(at, '}') : NULL;

    for (size_t i = 0; close != NULL && i < count; i++) {
        const size_t length = strlen(values[i].name);
        if ((size_t)(close - at - 1) == length && strncmp(at + 1, values[i].name, length) == 0) {
            *size = length + 2;
            return values[i].text != NULL ? values[i].text : unknown;
        }
    }
    return NULL;
}

/* Appends the text, cut where a character begins if it has more than `limit` bytes. */
static void
append_cut(GString *filled, const char *text, size_t limit)
{
    static const char ellipsis[] = "...";
    size_t size = strlen(text);

    if (size <= limit) {
        g_string_append_len(filled, text, (gssize)size);
        return;
    }
    size = limit > strlen(ellipsis) ? limit - strlen(ellipsis) : 0;
    while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80) {
        size--;
    }
    g_string_append_len(filled, text, (gssize)size);
    g_string_append(filled, ellipsis);
}

static GString *
fill_with_limit(const char *pattern, const catalog_value *values, size_t count, size_t limit_of_value, const char *unknown)
{
    GString *filled = g_string_sized_new(CATALOG_LINE_BYTES + 1);

    for (const char *at = pattern; *at != '\0';) {
        size_t size = 1;
        const char *value = value_at(at, values, count, unknown, &size);
        if (value != NULL) {
            append_cut(filled, value, limit_of_value);
        } else {
            size = 1 + strcspn(at + 1, "{");
            g_string_append_len(filled, at, (gssize)size);
        }
        at += size;
    }
    return filled;
}

char *
pattern_fill(const char *pattern, const catalog_value *values, size_t count, size_t limit, const char *unknown)
{
    size_t limit_of_value = G_MAXSIZE;
    GString *filled = fill_with_limit(pattern, values, count, limit_of_value, unknown);

    /* Halving the longest value's room ends soon, and leaves short values whole. */
    if (limit != 0 && filled->len > limit) {
        limit_of_value = limit;
        while (filled->len > limit && limit_of_value > 4) {
            limit_of_value -= limit_of_value / 8 + 1;
            g_string_free(filled, TRUE);
            filled = fill_with_limit(pattern, values, count, limit_of_value, unknown);
        }
    }
    return g_string_free(filled, FALSE);
}
