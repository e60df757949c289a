/* pattern.c
 * Patterns with placeholders; see pattern.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pattern.h"

#include <string.h>

#include <glib.h>

/* The shortest room that a value is cut to. */
#define LEAST_VALUE_BYTES 4

static size_t
size_of_name(const char *name)
{
    size_t size = 0;

    while (g_ascii_islower(name[size]) || g_ascii_isdigit(name[size]) || name[size] == '-') {
        size++;
    }
    return size;
}

bool
pattern_find_placeholder(const char *text, pattern_placeholder *placeholder)
{
    for (const char *open = strchr(text, '{'); open != NULL; open = strchr(open + 1, '{')) {
        const char *name = open + 1;
        const size_t name_size = size_of_name(name);
        const bool has_forms = name[name_size] == ':';
        const char *forms = name + name_size + (has_forms ? 1 : 0);
        const size_t forms_size = has_forms ? strcspn(forms, "{}") : 0;
        if (name_size > 0 && forms[forms_size] == '}') {
            *placeholder = (pattern_placeholder){ .begin = open,
                                                  .size = (size_t)(forms + forms_size + 1 - open),
                                                  .name = name,
                                                  .name_size = name_size,
                                                  .forms = has_forms ? forms : NULL,
                                                  .forms_size = forms_size };
            return true;
        }
    }
    return false;
}

static const catalog_value *
find_value(const catalog_value *values, size_t count, const pattern_placeholder *placeholder)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(values[i].name) == placeholder->name_size &&
            strncmp(values[i].name, placeholder->name, placeholder->name_size) == 0) {
            return &values[i];
        }
    }
    return NULL;
}

/* Appends the value, cut where a character begins if it has more than `limit` bytes. */
static void
append_cut(GString *filled, const char *value, size_t limit)
{
    static const char ellipsis[] = "...";
    size_t size = strlen(value);

    if (size <= limit) {
        g_string_append_len(filled, value, (gssize)size);
        return;
    }
    size = limit > strlen(ellipsis) ? limit - strlen(ellipsis) : 0;
    while (size > 0 && ((unsigned char)value[size] & 0xc0) == 0x80) {
        size--;
    }
    g_string_append_len(filled, value, (gssize)size);
    g_string_append(filled, ellipsis);
}

static size_t
arabic_form(guint64 number)
{
    const guint64 last_two_digits = number % 100;

    if (number <= 2) {
        return (size_t)number;
    }
    return last_two_digits >= 3 && last_two_digits <= 10 ? 3 : last_two_digits >= 11 ? 4 : 5;
}

static size_t
form_for(const char *value, size_t form_count)
{
    guint64 number;

    if (!g_ascii_string_to_unsigned(value, 10, 0, G_MAXUINT64, &number, NULL)) {
        return form_count - 1;
    }
    switch (form_count) {
    case PATTERN_FORMS_TWO:
        return number == 1 ? 0 : 1;
    case PATTERN_FORMS_ARABIC:
        return arabic_form(number);
    default:
        return 0;
    }
}

static void
append_form(GString *filled, const pattern_placeholder *placeholder, const char *value, size_t limit)
{
    char *all = g_strndup(placeholder->forms, placeholder->forms_size);
    char **forms = g_strsplit(all, "|", -1);
    const unsigned form_count = g_strv_length(forms);

    if (form_count > 0) {
        char **parts = g_strsplit(forms[form_for(value, form_count)], "#", -1);
        for (char **part = parts; *part != NULL; part++) {
            if (part != parts) {
                append_cut(filled, value, limit);
            }
            g_string_append(filled, *part);
        }
        g_strfreev(parts);
    }
    g_strfreev(forms);
    g_free(all);
}

static GString *
fill_with_limit(const char *pattern, const catalog_value *values, size_t count, size_t limit_of_value, const char *unknown)
{
    GString *filled = g_string_sized_new(CATALOG_LINE_BYTES + 1);
    pattern_placeholder placeholder;
    const char *rest = pattern;

    while (pattern_find_placeholder(rest, &placeholder)) {
        const catalog_value *value = find_value(values, count, &placeholder);
        const char *shown = value != NULL && value->text != NULL ? value->text : unknown;
        g_string_append_len(filled, rest, placeholder.begin - rest);
        if (value == NULL) {
            g_string_append_len(filled, placeholder.begin, (gssize)placeholder.size);
        } else if (placeholder.forms == NULL) {
            append_cut(filled, shown, limit_of_value);
        } else {
            append_form(filled, &placeholder, shown, limit_of_value);
        }
        rest = placeholder.begin + placeholder.size;
    }
    return g_string_append(filled, rest);
}

char *
pattern_fill(const char *pattern, const catalog_value *values, size_t count, size_t limit, const char *unknown)
{
    size_t limit_of_value = G_MAXSIZE;
    GString *filled = fill_with_limit(pattern, values, count, limit_of_value, unknown);

    /* Taking away an eighth of the longest value's room at a time ends soon, and leaves short values whole. */
    if (limit != 0 && filled->len > limit) {
        limit_of_value = limit;
        while (filled->len > limit && limit_of_value > LEAST_VALUE_BYTES) {
            limit_of_value -= limit_of_value / 8 + 1;
            g_string_free(filled, TRUE);
            filled = fill_with_limit(pattern, values, count, limit_of_value, unknown);
        }
    }
    return g_string_free(filled, FALSE);
}
