/* sipcode.c
 * The command sipcode: explains, compares, lists and searches SIP response codes. See sipcode.1.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NOTHING_FOUND = 1,
    WRONG_USAGE = 2
};

static const char *const format_names[] = { "text", "markdown", "json" };

typedef struct {
    char *language;
    char *format;
    gboolean version;
    char **words;
} arguments;

G_GNUC_PRINTF(2, 3)
static int
fail(int exit_code, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    char *message = g_strdup_vprintf(format, values);
    va_end(values);
    g_printerr("sipcode: %s\n", message);
    g_free(message);
    return exit_code;
}

/* Prints the text and frees it. A terminal may have another character set than UTF-8, but files and programs want UTF-8. */
static int
show(char *text, catalog_format format)
{
    bool written = true;

    if (format == CATALOG_TEXT) {
        g_print("%s", text);
    } else {
        written = fputs(text, stdout) != EOF;
    }
    g_free(text);
    written = written && fflush(stdout) == 0 && ferror(stdout) == 0;
    return written ? EXIT_SUCCESS : fail(NOTHING_FOUND, "cannot write the output");
}

/* Reads three digits; false if the word is anything else. */
static bool
read_code(const char *word, int *code)
{
    if (!g_regex_match_simple("^[0-9]{3}$", word, G_REGEX_DOLLAR_ENDONLY, 0)) {
        return false;
    }
    *code = (int)g_ascii_strtoll(word, NULL, 10);
    return true;
}

static bool
has_class(int code)
{
    return code >= 100 && code <= 699;
}

static int
explain_or_compare(const catalog *knowledge, char **words, catalog_format format)
{
    const unsigned count = g_strv_length(words);
    int codes[2] = { 0, 0 };

    if (count > 2) {
        return fail(WRONG_USAGE, "one code or two, please; see sipcode --help");
    }
    for (unsigned i = 0; i < count; i++) {
        if (!read_code(words[i], &codes[i])) {
            return fail(WRONG_USAGE, "'%s' is neither a code of three digits nor a command; see sipcode --help", words[i]);
        }
        if (!has_class(codes[i])) {
            return fail(NOTHING_FOUND, "%s belongs to no class: SIP codes go from 100 to 699", words[i]);
        }
    }
    if (count == 2 && codes[0] == codes[1]) {
        return fail(WRONG_USAGE, "%s and %s are the same code; name two different ones to compare", words[0], words[1]);
    }
    return show(count == 1 ? catalog_explain(knowledge, codes[0], format) : catalog_compare(knowledge, codes[0], codes[1], format),
                format);
}

/* Lists all codes, or those of a class like "4xx". */
static int
list(const catalog *knowledge, char **words, catalog_format format)
{
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);
    size_t first = 0;

    if (g_strv_length(words) > 1 || (words[0] != NULL && !g_regex_match_simple("^[0-9][xX]{2}$", words[0], 0, 0))) {
        return fail(WRONG_USAGE, "list takes one class, such as 4xx, or nothing");
    }
    if (words[0] != NULL) {
        const int class_digit = words[0][0] - '0';
        while (first < count && codes[first] / 100 < class_digit) {
            first++;
        }
        while (count > first && codes[count - 1] / 100 > class_digit) {
            count--;
        }
    }
    if (first == count) {
        return fail(NOTHING_FOUND, "there is no class %s: the classes are 1xx to 6xx", words[0]);
    }
    return show(catalog_list(knowledge, codes + first, count - first, format), format);
}

static int
search(const catalog *knowledge, char **words, catalog_format format)
{
    char *text = g_strjoinv(" ", words);
    size_t count;
    int *codes = catalog_search(knowledge, text, &count);
    int exit_code;

    if (*text == '\0') {
        exit_code = fail(WRONG_USAGE, "search for what?");
    } else if (count == 0) {
        exit_code = fail(NOTHING_FOUND, "no code mentions '%s'", text);
    } else {
        exit_code = show(catalog_list(knowledge, codes, count, format), format);
    }
    g_free(codes);
    g_free(text);
    return exit_code;
}

static int
run(const catalog *knowledge, char **words, catalog_format format)
{
    if (words == NULL || words[0] == NULL) {
        return fail(WRONG_USAGE, "name a code, or two to compare; see sipcode --help");
    }
    if (strcmp(words[0], "list") == 0) {
        return list(knowledge, words + 1, format);
    }
    if (strcmp(words[0], "search") == 0) {
        return search(knowledge, words + 1, format);
    }
    return explain_or_compare(knowledge, words, format);
}

/* The first language of the locale that there is a catalog of, else English. */
static const char *
language_of_locale(const char *const *known)
{
    for (const char *const *name = g_get_language_names(); *name != NULL; name++) {
        if (g_strv_contains(known, *name)) {
            return *name;
        }
    }
    return "en";
}

static int
run_in_language(const arguments *given, catalog_format format)
{
    const char *const *known = catalog_languages();
    const char *language = given->language != NULL ? given->language : language_of_locale(known);
    const catalog *knowledge = catalog_of_language(language);
    char *names = g_strjoinv(", ", (char **)known);
    const int exit_code = knowledge != NULL ? run(knowledge, given->words, format)
                                            : fail(WRONG_USAGE, "unknown language '%s'; known are: %s", language, names);

    g_free(names);
    return exit_code;
}

static int
run_with_arguments(const arguments *given)
{
    const char *format_name = given->format != NULL ? given->format : format_names[CATALOG_TEXT];

    if (given->version) {
        g_print("sipcode %s\n", SIPEXPERT_VERSION);
        return EXIT_SUCCESS;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(format_names); i++) {
        if (strcmp(format_name, format_names[i]) == 0) {
            return run_in_language(given, (catalog_format)i);
        }
    }
    return fail(WRONG_USAGE, "unknown format '%s'; known are: text, markdown, json", format_name);
}

int
main(int count, char **words)
{
    arguments given = { NULL, NULL, FALSE, NULL };
    const GOptionEntry options[] = {
        { "lang", 'l', 0, G_OPTION_ARG_STRING, &given.language, "Language of the texts (default: that of the locale, else en)",
          "LANGUAGE" },
        { "format", 'f', 0, G_OPTION_ARG_STRING, &given.format, "text (default), markdown or json", "FORMAT" },
        { "version", 0, 0, G_OPTION_ARG_NONE, &given.version, "Print the version", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &given.words, NULL, NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    GError *error = NULL;

    /* A locale that is not installed leaves the plain C locale, which does. */
    (void)setlocale(LC_ALL, "");
    GOptionContext *context = g_option_context_new("CODE | CODE CODE | list [CLASS] | search TEXT");
    g_option_context_set_summary(context, "Explains a SIP response code, or compares two.");
    g_option_context_set_description(context, "Examples:\n"
                                              "  sipcode 486\n"
                                              "  sipcode 486 600\n"
                                              "  sipcode list 4xx\n"
                                              "  sipcode search codec\n");
    g_option_context_add_main_entries(context, options, NULL);
    const int exit_code = g_option_context_parse(context, &count, &words, &error) ? run_with_arguments(&given)
                                                                                  : fail(WRONG_USAGE, "%s", error->message);
    g_clear_error(&error);
    g_option_context_free(context);
    g_strfreev(given.words);
    g_free(given.format);
    g_free(given.language);
    return exit_code;
}
