/* wrap_test.c
 * Texts in the lines of a terminal: commands stay whole, columns are kept, and lines from the right are complete in themselves.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"
#include "wrap.h"

#include <string.h>

#define RLM "\u200f"
#define LRI "\u2066"
#define PDI "\u2069"

typedef struct {
    const char *name;
    unsigned columns;
    bool from_right;
    const char *text;
    const char *lines;
} wrapped;

static const wrapped cases[] = {
    { "empty", 20, false, "", "> \n" },
    { "short", 20, false, "one two", "> one two\n" },
    { "exact", 9, false, "one two", "> one two\n" },
    { "too-long", 8, false, "one two", "> one\n..two\n" },
    { "long-word", 8, false, "one extraordinary two", "> one\n..extraordinary\n..two\n" },
    { "command", 20, false, "Run `asterisk -rx \"core show\"` now", "> Run\n..`asterisk -rx \"core show\"`\n..now\n" },
    { "command-and-stop", 20, false, "Run it: `a b c d e f g`. Then", "> Run it:\n..`a b c d e f g`.\n..Then\n" },
    { "command-that-fits", 20, false, "Run `a b c`, then `d e f`", "> Run `a b c`, then\n..`d e f`\n" },
    { "lone-backtick", 12, false, "a ` is no command", "> a ` is no\n..command\n" },
    { "wide", 10, false, "応答コードの説明", "> 応答コー\n..ドの説明\n" },
    { "wide-stop", 10, false, "応答コー。次", "> 応答\n..コー。次\n" },
    { "wide-bracket", 9, false, "応答の「説明」", "> 応答の\n..「説\n..明」\n" },
    { "wide-command", 10, false, "応答の`a b c d`を見る", "> 応答の\n..`a b c d`\n..を見る\n" },
    { "from-right", 10, true, "aaa bbb ccc", RLM "> aaa bbb\n" RLM "..ccc\n" },
    { "isolate", 10, true, LRI "aaa bbb ccc" PDI " d", RLM "> " LRI "aaa bbb" PDI "\n" RLM ".." LRI "ccc" PDI " d\n" },
    { "isolate-at-end", 9, true, LRI "aaa bbb" PDI " ccc", RLM "> " LRI "aaa bbb" PDI "\n" RLM "..ccc\n" },
    { "nested-isolates", 8, true, "\u2067" LRI "aa bb cc" PDI PDI,
      RLM "> \u2067" LRI "aa bb" PDI PDI "\n" RLM "..\u2067" LRI "cc" PDI PDI "\n" },
    { "isolates-from-left", 8, false, LRI "aa bb cc" PDI, "> " LRI "aa bb" PDI "\n.." LRI "cc" PDI "\n" },
};

static void
test_wrapped(gconstpointer data)
{
    const wrapped *expected = data;
    const wrap_lines lines = { expected->columns, "> ", "..", expected->from_right };
    GString *out = g_string_new(NULL);

    wrap_append(out, &lines, expected->text);
    g_assert_cmpstr(out->str, ==, expected->lines);
    g_string_free(out, TRUE);
}

static void
test_directions(void)
{
    g_assert_true(wrap_is_from_right("الوصف"));
    g_assert_true(wrap_is_from_right("123: " LRI "\u0627\u0644" PDI));
    g_assert_true(wrap_is_from_right("תיאור"));
    g_assert_false(wrap_is_from_right("Description"));
    g_assert_false(wrap_is_from_right("説明 الوصف"));
    g_assert_false(wrap_is_from_right("486"));
    g_assert_false(wrap_is_from_right(""));
}

static unsigned
count_of(const char *line, gunichar first, gunichar last)
{
    unsigned count = 0;

    for (const char *rest = line; *rest != '\0'; rest = g_utf8_next_char(rest)) {
        count += g_utf8_get_char(rest) >= first && g_utf8_get_char(rest) <= last;
    }
    return count;
}

static unsigned
columns_of(const char *line)
{
    unsigned columns = 0;

    for (const char *rest = line; *rest != '\0'; rest = g_utf8_next_char(rest)) {
        const gunichar character = g_utf8_get_char(rest);
        columns += g_unichar_iszerowidth(character) ? 0 : g_unichar_iswide(character) ? 2 : 1;
    }
    return columns;
}

static void
check_line(const char *line, bool from_right)
{
    g_assert_cmpuint(count_of(line, '`', '`') % 2, ==, 0);
    g_assert_cmpuint(count_of(line, 0x2066, 0x2068), ==, count_of(line, 0x2069, 0x2069));
    g_assert_true(*line == '\0' || g_str_has_prefix(line, RLM) == from_right);
    g_assert_cmpuint(columns_of(line), <=, CATALOG_COLUMNS);
}

static void
check_lines(char *text, bool from_right)
{
    char **lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line != NULL; line++) {
        check_line(*line, from_right);
    }
    g_strfreev(lines);
    g_free(text);
}

/* Every explanation and every comparison of neighbours, in every language. */
static void
test_catalog(gconstpointer data)
{
    static const catalog_layout as_text = { .format = CATALOG_TEXT };
    const catalog *knowledge = catalog_of_language(data);
    const bool from_right = strcmp(data, "ar") == 0;
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    g_assert_cmpuint(count, >, 80);
    for (size_t i = 1; i < count; i++) {
        check_lines(catalog_explain(knowledge, codes[i], &as_text), from_right);
        check_lines(catalog_compare(knowledge, codes[i - 1], codes[i], &as_text), from_right);
    }
}

static void
test_columns(void)
{
    static const unsigned columns[] = { 40, 60, 120 };
    const catalog *english = catalog_of_language("en");
    glong longest_before = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        const catalog_layout layout = { .format = CATALOG_TEXT, .columns = columns[i] };
        char *text = catalog_explain(english, 180, &layout);
        char **lines = g_strsplit(text, "\n", -1);
        glong longest = 0;
        for (char **line = lines; *line != NULL; line++) {
            longest = MAX(longest, g_utf8_strlen(*line, -1));
        }
        g_assert_cmpint(longest, <=, columns[i]);
        g_assert_cmpint(longest, >, longest_before);
        longest_before = longest;
        g_strfreev(lines);
        g_free(text);
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *name = g_strdup_printf("/wrap/%s", cases[i].name);
        g_test_add_data_func(name, &cases[i], test_wrapped);
        g_free(name);
    }
    for (const char *const *language = catalog_languages(); *language != NULL; language++) {
        char *name = g_strdup_printf("/catalog/%s", *language);
        g_test_add_data_func(name, *language, test_catalog);
        g_free(name);
    }
    g_test_add_func("/directions", test_directions);
    g_test_add_func("/columns", test_columns);
    return g_test_run();
}
