/* placeholders.c
 * Checks the placeholders of the texts of a catalog; see placeholders.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "placeholders.h"

#include "pattern.h"

#include <string.h>

/* Room for a number that is counted. */
#define NUMBER_BYTES ((gsize)6)

static char *
name_of(const pattern_placeholder *placeholder)
{
    return g_strndup(placeholder->name, placeholder->name_size);
}

/* The forms of a placeholder that has some, for g_strfreev(). */
static char **
forms_of(const pattern_placeholder *placeholder)
{
    char *all = g_strndup(placeholder->forms, placeholder->forms_size);
    char **forms = g_strsplit(all, "|", -1);

    g_free(all);
    return forms;
}

GHashTable *
placeholder_names(const char *pattern)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    pattern_placeholder placeholder;

    for (const char *rest = pattern; pattern_find_placeholder(rest, &placeholder); rest = placeholder.begin + placeholder.size) {
        g_hash_table_add(names, name_of(&placeholder));
    }
    return names;
}

bool
has_same_placeholders(const char *first, const char *second)
{
    GHashTable *names_of_first = placeholder_names(first);
    GHashTable *names_of_second = placeholder_names(second);
    GHashTableIter names;
    gpointer name;
    bool same = g_hash_table_size(names_of_first) == g_hash_table_size(names_of_second);

    g_hash_table_iter_init(&names, names_of_first);
    while (same && g_hash_table_iter_next(&names, &name, NULL)) {
        same = g_hash_table_contains(names_of_second, name);
    }
    g_hash_table_destroy(names_of_first);
    g_hash_table_destroy(names_of_second);
    return same;
}

static const char *
fault_of_forms(char **forms)
{
    const unsigned count = g_strv_length(forms);
    bool all_alike = count > 1;

    if (count != PATTERN_FORMS_ONE && count != PATTERN_FORMS_TWO && count != PATTERN_FORMS_ARABIC) {
        return "has neither 1 form nor 2 nor 6";
    }
    for (unsigned i = 0; i < count; i++) {
        if (*forms[i] == '\0') {
            return "has an empty form";
        }
        all_alike = all_alike && strcmp(forms[i], forms[0]) == 0;
    }
    if (strchr(forms[count - 1], '#') == NULL) {
        return "has no # in its last form";
    }
    return all_alike ? "has the same form for all numbers" : NULL;
}

char *
fault_of_braces(const char *pattern)
{
    GString *words = g_string_new(NULL);
    pattern_placeholder placeholder;
    const char *rest = pattern;
    char *fault = NULL;

    while (fault == NULL && pattern_find_placeholder(rest, &placeholder)) {
        if (placeholder.forms != NULL) {
            char **forms = forms_of(&placeholder);
            const char *fault_of_this = fault_of_forms(forms);
            fault = fault_of_this != NULL
                        ? g_strdup_printf("{%.*s:...} %s", (int)placeholder.name_size, placeholder.name, fault_of_this)
                        : NULL;
            g_strfreev(forms);
        }
        g_string_append_len(words, rest, placeholder.begin - rest);
        rest = placeholder.begin + placeholder.size;
    }
    g_string_append(words, rest);
    if (fault == NULL && strpbrk(words->str, "{}") != NULL) {
        fault = g_strdup("has a brace that is no part of a placeholder");
    }
    g_string_free(words, TRUE);
    return fault;
}

char *
fault_of_named_placeholders(GKeyFile *file, const char *pattern)
{
    char *fault = fault_of_braces(pattern);
    pattern_placeholder placeholder;

    for (const char *rest = pattern; fault == NULL && pattern_find_placeholder(rest, &placeholder);
         rest = placeholder.begin + placeholder.size) {
        char *name = name_of(&placeholder);
        char *description = g_key_file_get_string(file, "placeholders", name, NULL);
        if (description == NULL) {
            fault = g_strdup_printf("has an unknown placeholder {%s}", name);
        } else if (placeholder.forms != NULL && !g_str_has_prefix(description, "number of ")) {
            fault = g_strdup_printf("has plural forms for {%s}, which is no number of anything", name);
        }
        g_free(description);
        g_free(name);
    }
    return fault;
}

static gsize
bytes_of_form(const char *form)
{
    gsize bytes = 0;

    for (const char *character = form; *character != '\0'; character++) {
        bytes += *character == '#' ? NUMBER_BYTES : 1;
    }
    return bytes;
}

/* The bytes of the longest form. */
static gsize
bytes_of_forms(const pattern_placeholder *placeholder)
{
    char **forms = forms_of(placeholder);
    gsize bytes = 0;

    for (char **form = forms; *form != NULL; form++) {
        bytes = MAX(bytes, bytes_of_form(*form));
    }
    g_strfreev(forms);
    return bytes;
}

gsize
bytes_of_pattern(const char *pattern)
{
    pattern_placeholder placeholder;
    const char *rest = pattern;
    gsize bytes = 0;

    while (pattern_find_placeholder(rest, &placeholder)) {
        bytes += (gsize)(placeholder.begin - rest);
        bytes += placeholder.forms != NULL ? bytes_of_forms(&placeholder) : PLACEHOLDER_BYTES;
        rest = placeholder.begin + placeholder.size;
    }
    return bytes + strlen(rest);
}
