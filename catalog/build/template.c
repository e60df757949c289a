/* template.c
 * catalog-template ENGLISH LANGUAGE: prints a catalog file without texts for a new language, with the English texts as comments.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "overlay.h"
#include "pattern.h"
#include "placeholders.h"
#include "room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char preamble[] =
    "# The texts of the catalog in the language %s. Above each is the English one, which is shown as long as there is no other.\n"
    "#\n"
    "# \"Up to N bytes\" counts a text in UTF-8 after its English label, with %zu bytes for each value; the build says what is too "
    "long.\n"
    "# A text names the same {values} as the English one, in any order. What is counted has plural forms, {count:# time|# times}: "
    "one,\n"
    "# two, or six as in Arabic; catalog/lib/pattern.h says which. `Commands`, header names and product names stay as they are. In "
    "a\n"
    "# script written from the right, set Latin words between U+2066 and U+2069.\n"
    "#\n"
    "# A group [glossary] may hold your words for the terms of the trade: next hop=word | words not to be used; separated by ;\n";

typedef struct {
    GKeyFile *keys;
    GString *comments; /* those read since the last line that was no comment */
    char *group;
    bool in_group; /* its heading is printed */
} template;

/* The comments above the line that is printed next. */
static void
print_comments(template *made)
{
    (void)fputs(made->comments->str, stdout);
    g_string_truncate(made->comments, 0);
}

static bool
has_texts(const template *made, const char *group)
{
    char **keys = catalog_keys(made->keys, group);
    bool has = false;

    for (char **key = keys; *key != NULL && !has; key++) {
        has = catalog_is_translated(group, *key);
    }
    g_strfreev(keys);
    return has;
}

static void
begin_group(template *made, const char *heading)
{
    g_free(made->group);
    made->group = g_strndup(heading + 1, strcspn(heading, "]") - 1);
    made->in_group = has_texts(made, made->group);
    if (made->in_group) {
        putchar('\n');
        print_comments(made);
        printf("[%s]\n", made->group);
    } else if (strcmp(made->group, "placeholders") == 0) {
        putchar('\n');
        print_comments(made);
    }
}

static void
print_key(template *made, const char *key, const char *english)
{
    bool limited;
    const gsize beside = bytes_beside(made->keys, made->group, key, &limited);

    print_comments(made);
    if (limited) {
        printf("# en, up to %zu bytes: %s\n", CATALOG_LINE_BYTES - beside, english);
    } else {
        printf("# en: %s\n", english);
    }
    printf("%s=\n", key);
}

static void
add_key(template *made, const char *line)
{
    const char *equals = strchr(line, '=');
    char *key = g_strstrip(g_strndup(line, (gsize)(equals - line)));

    if (strcmp(made->group, "placeholders") == 0) {
        printf("# {%s}: %s\n", key, equals + 1);
    } else if (catalog_is_translated(made->group, key) && equals[1] != '\0') {
        print_key(made, key, equals + 1);
    }
    g_free(key);
}

static void
add_line(template *made, const char *line)
{
    if (*line == '#') {
        g_string_append_printf(made->comments, "%s\n", line);
        return;
    }
    if (*line == '[') {
        begin_group(made, line);
    } else if (made->group != NULL && strchr(line, '=') != NULL) {
        add_key(made, line);
    }
    /* Those above a line that is left out, or above none. */
    g_string_truncate(made->comments, 0);
}

int
main(int count, char **arguments)
{
    template made = { .keys = g_key_file_new(), .comments = g_string_new(NULL) };
    char *text = NULL;

    if (count != 3 || !g_file_get_contents(arguments[1], &text, NULL, NULL) ||
        !g_key_file_load_from_data(made.keys, text, strlen(text), G_KEY_FILE_NONE, NULL)) {
        g_printerr("catalog-template ENGLISH LANGUAGE >LANGUAGE.ini\n");
        return EXIT_FAILURE;
    }
    char **lines = g_strsplit(text, "\n", -1);
    printf(preamble, arguments[2], PLACEHOLDER_BYTES);
    for (char **line = lines; *line != NULL; line++) {
        add_line(&made, *line);
    }
    g_strfreev(lines);
    g_free(text);
    g_free(made.group);
    g_string_free(made.comments, TRUE);
    g_key_file_free(made.keys);
    return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
