/* sipcode.c
 * The command sipcode: explains, compares, lists and searches SIP response codes, Q.850 causes and warn-codes. See sipcode.1.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "json_output.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    NOTHING_FOUND = 1,
    WRONG_USAGE = 2
};

typedef enum {
    AS_TEXT,
    AS_MARKDOWN,
    AS_JSON
} output;

static const char *const output_names[] = { [AS_TEXT] = "text", [AS_MARKDOWN] = "markdown", [AS_JSON] = "json" };

/* The words by which causes and warn-codes are asked for, and what they are called in messages. */
static const struct {
    const char *word;
    const char *name;
} reason_kinds[] = {
    [CATALOG_Q850] = { "q850", "Q.850 cause" },
    [CATALOG_WARNING] = { "warning", "warn-code" },
};

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
show(char *text, output as)
{
    bool is_written = true;

    if (as == AS_TEXT) {
        g_print("%s", text);
    } else {
        is_written = fputs(text, stdout) != EOF;
    }
    g_free(text);
    is_written = is_written && fflush(stdout) == 0 && ferror(stdout) == 0;
    return is_written ? EXIT_SUCCESS : fail(NOTHING_FOUND, "cannot write the output");
}

static const catalog_layout *
format_of(output as)
{
    static catalog_layout layout;
    layout.format = as == AS_MARKDOWN ? CATALOG_MARKDOWN : CATALOG_TEXT;
    return &layout;
}

/* Reads a number whose digits match the pattern; false if the word is anything else. */
static bool
read_number(const char *word, const char *digits, int *number)
{
    if (!g_regex_match_simple(digits, word, G_REGEX_DOLLAR_ENDONLY, 0)) {
        return false;
    }
    *number = (int)g_ascii_strtoll(word, NULL, 10);
    return true;
}

static int
explain(const catalog *knowledge, int code, output as)
{
    return show(as == AS_JSON ? json_of_code(knowledge, code) : catalog_explain(knowledge, code, format_of(as)), as);
}

static int
compare(const catalog *knowledge, int first, int second, output as)
{
    return show(as == AS_JSON ? json_of_comparison(knowledge, first, second)
                              : catalog_compare(knowledge, first, second, format_of(as)),
                as);
}

static int
explain_or_compare(const catalog *knowledge, char **words, output as)
{
    const unsigned count = g_strv_length(words);
    int codes[2] = { 0, 0 };

    if (count > 2) {
        return fail(WRONG_USAGE, "one code or two, please; see sipcode --help");
    }
    for (unsigned i = 0; i < count; i++) {
        if (!read_number(words[i], "^[0-9]{3}$", &codes[i])) {
            return fail(WRONG_USAGE, "'%s' is neither a code of three digits nor a command; see sipcode --help", words[i]);
        }
        if (!catalog_has_class(codes[i])) {
            return fail(NOTHING_FOUND, "%s belongs to no class: SIP codes go from 100 to 699", words[i]);
        }
    }
    if (count == 2 && codes[0] == codes[1]) {
        return fail(WRONG_USAGE, "%s and %s are the same code; name two different ones to compare", words[0], words[1]);
    }
    return count == 1 ? explain(knowledge, codes[0], as) : compare(knowledge, codes[0], codes[1], as);
}

static int
explain_reason(const catalog *knowledge, catalog_reason_kind kind, char **words, output as)
{
    int number;

    if (g_strv_length(words) != 1 || !read_number(words[0], "^[0-9]{1,3}$", &number)) {
        return fail(WRONG_USAGE, "%s takes the number of one %s; see sipcode --help", reason_kinds[kind].word,
                    reason_kinds[kind].name);
    }
    if (catalog_find_reason(knowledge, kind, number) == NULL) {
        return fail(NOTHING_FOUND, "there is no %s %d", reason_kinds[kind].name, number);
    }
    return show(as == AS_JSON ? json_of_reason(knowledge, kind, number)
                              : catalog_explain_reason(knowledge, kind, number, format_of(as)),
                as);
}

/* What is selected, a part for each kind with a blank line between them. */
static char *
text_of_selection(const catalog *knowledge, const selection *selected, const catalog_layout *format)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);

    if (selected->codes.count > 0) {
        g_ptr_array_add(parts, catalog_list(knowledge, selected->codes.numbers, selected->codes.count, format));
    }
    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        const selected_numbers *reasons = &selected->reasons[kind];
        if (reasons->count > 0) {
            g_ptr_array_add(parts,
                            catalog_list_reasons(knowledge, (catalog_reason_kind)kind, reasons->numbers, reasons->count, format));
        }
    }
    g_ptr_array_add(parts, NULL);
    char *text = g_strjoinv("\n", (char **)parts->pdata);
    g_ptr_array_unref(parts);
    return text;
}

static int
show_selection(const catalog *knowledge, const selection *selected, output as)
{
    return show(as == AS_JSON ? json_of_selection(knowledge, selected) : text_of_selection(knowledge, selected, format_of(as)), as);
}

static int
list_reasons(const catalog *knowledge, catalog_reason_kind kind, output as)
{
    selection selected = { .codes = { NULL, 0 } };
    int *numbers = catalog_search_reasons(knowledge, kind, "", &selected.reasons[kind].count);

    selected.reasons[kind].numbers = numbers;
    const int exit_code = show_selection(knowledge, &selected, as);
    g_free(numbers);
    return exit_code;
}

/* Lists all codes, or those of a class like "4xx". */
static int
list_codes(const catalog *knowledge, const char *class_name, output as)
{
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);
    size_t first = 0;

    if (class_name != NULL) {
        const int class_digit = class_name[0] - '0';
        while (first < count && codes[first] / 100 < class_digit) {
            first++;
        }
        while (count > first && codes[count - 1] / 100 > class_digit) {
            count--;
        }
    }
    if (first == count) {
        return fail(NOTHING_FOUND, "there is no class %s: the classes are 1xx to 6xx", class_name);
    }
    const selection selected = { .codes = { codes + first, count - first } };
    return show_selection(knowledge, &selected, as);
}

/* The kind that is asked for by the word; CATALOG_REASON_KINDS if it is none. */
static catalog_reason_kind
kind_of(const char *word)
{
    int kind = 0;

    while (kind < CATALOG_REASON_KINDS && strcmp(word, reason_kinds[kind].word) != 0) {
        kind++;
    }
    return (catalog_reason_kind)kind;
}

static int
list(const catalog *knowledge, char **words, output as)
{
    const catalog_reason_kind kind = words[0] != NULL ? kind_of(words[0]) : CATALOG_REASON_KINDS;

    if (g_strv_length(words) == 1 && kind != CATALOG_REASON_KINDS) {
        return list_reasons(knowledge, kind, as);
    }
    if (g_strv_length(words) > 1 || (words[0] != NULL && !g_regex_match_simple("^[0-9][xX]{2}$", words[0], 0, 0))) {
        return fail(WRONG_USAGE, "list takes one class, such as 4xx, or q850, or warning, or nothing");
    }
    return list_codes(knowledge, words[0], as);
}

static int
search_for(const catalog *knowledge, const char *text, output as)
{
    selection selected = { .codes = { NULL, 0 } };
    int *codes = catalog_search(knowledge, text, &selected.codes.count);
    int *reasons[CATALOG_REASON_KINDS];
    size_t count = selected.codes.count;

    selected.codes.numbers = codes;
    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        reasons[kind] = catalog_search_reasons(knowledge, (catalog_reason_kind)kind, text, &selected.reasons[kind].count);
        selected.reasons[kind].numbers = reasons[kind];
        count += selected.reasons[kind].count;
    }
    const int exit_code =
        count > 0 ? show_selection(knowledge, &selected, as) : fail(NOTHING_FOUND, "no code, cause or warning mentions '%s'", text);
    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        g_free(reasons[kind]);
    }
    g_free(codes);
    return exit_code;
}

static int
search(const catalog *knowledge, char **words, output as)
{
    char *text = g_strjoinv(" ", words);
    const int exit_code = *text != '\0' ? search_for(knowledge, text, as) : fail(WRONG_USAGE, "search for what?");

    g_free(text);
    return exit_code;
}

static int
run(const catalog *knowledge, char **words, output as)
{
    if (words == NULL || words[0] == NULL) {
        return fail(WRONG_USAGE, "name a code, or two to compare; see sipcode --help");
    }
    if (strcmp(words[0], "list") == 0) {
        return list(knowledge, words + 1, as);
    }
    if (strcmp(words[0], "search") == 0) {
        return search(knowledge, words + 1, as);
    }
    const catalog_reason_kind kind = kind_of(words[0]);
    return kind != CATALOG_REASON_KINDS ? explain_reason(knowledge, kind, words + 1, as) : explain_or_compare(knowledge, words, as);
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
run_in_language(const arguments *given, output as)
{
    const char *const *known = catalog_languages();
    const char *language = given->language != NULL ? given->language : language_of_locale(known);
    const catalog *knowledge = catalog_of_language(language);
    char *names = g_strjoinv(", ", (char **)known);
    const int exit_code = knowledge != NULL ? run(knowledge, given->words, as)
                                            : fail(WRONG_USAGE, "unknown language '%s'; known are: %s", language, names);

    g_free(names);
    return exit_code;
}

static int
run_with_arguments(const arguments *given)
{
    const char *name = given->format != NULL ? given->format : output_names[AS_TEXT];

    if (given->version) {
        g_print("sipcode %s\n", SIPEXPERT_VERSION);
        return EXIT_SUCCESS;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(output_names); i++) {
        if (strcmp(name, output_names[i]) == 0) {
            return run_in_language(given, (output)i);
        }
    }
    return fail(WRONG_USAGE, "unknown format '%s'; known are: text, markdown, json", name);
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
    GOptionContext *context = g_option_context_new("CODE | CODE CODE | q850 CAUSE | warning CODE | list [CLASS] | search TEXT");
    g_option_context_set_summary(context, "Explains a SIP response code, a Q.850 cause of the Reason header or a warn-code of the "
                                          "Warning header, or compares two codes.");
    g_option_context_set_description(context, "Examples:\n"
                                              "  sipcode 486\n"
                                              "  sipcode 486 600\n"
                                              "  sipcode q850 34\n"
                                              "  sipcode warning 305\n"
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
