/* sipcode.c
 * The command sipcode: reads its options and lets commands.c answer. See sipcode.1.
 *
 * The locale says nothing but which language is wanted: the output is UTF-8 in all of them, and so are the words that are given.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "commands.h"

#include <stdlib.h>
#include <string.h>

/* The bounds of what COLUMNS may say. */
#define LEAST_COLUMNS 20
#define MOST_COLUMNS 1000

typedef struct {
    char *language;
    char *format;
    char *product;
    gboolean version;
    char **words;
} arguments;

/* The known language of that name, in any case; NULL if there is none. */
static const char *
known_language(const char *name)
{
    for (const char *const *known = catalog_languages(); *known != NULL; known++) {
        if (g_ascii_strcasecmp(*known, name) == 0) {
            return *known;
        }
    }
    return NULL;
}

/* The language meant by "ja", "JA", "ja-JP" or "ja_JP.UTF-8"; NULL if it is none that is known. */
static const char *
language_named(const char *name)
{
    char *locale = g_strdelimit(g_strdup(name), "-", '_');

    locale[strcspn(locale, ".@")] = '\0';
    const char *language = known_language(locale);
    if (language == NULL) {
        locale[strcspn(locale, "_")] = '\0';
        language = known_language(locale);
    }
    g_free(locale);
    return language;
}

/* The first language of the locale that there is a catalog of, else English. */
static const char *
language_of_locale(void)
{
    for (const char *const *name = g_get_language_names(); *name != NULL; name++) {
        const char *language = known_language(*name);
        if (language != NULL) {
            return language;
        }
    }
    return "en";
}

/* What COLUMNS says, 0 if that is nothing sensible. */
static unsigned
columns_of_terminal(void)
{
    const char *text = g_getenv("COLUMNS");
    guint64 columns;

    return text != NULL && g_ascii_string_to_unsigned(text, 10, LEAST_COLUMNS, MOST_COLUMNS, &columns, NULL) ? (unsigned)columns
                                                                                                             : 0;
}

/* The product of that id or name, or of a Server or User-Agent header; PRODUCT_NONE if it is none that is known. */
static catalog_product
product_named(const char *name)
{
    for (int product = PRODUCT_NONE + 1; product < PRODUCT_COUNT; product++) {
        if (g_ascii_strcasecmp(name, catalog_product_id((catalog_product)product)) == 0 ||
            g_ascii_strcasecmp(name, catalog_product_name((catalog_product)product)) == 0) {
            return (catalog_product)product;
        }
    }
    return catalog_product_of(name, strlen(name));
}

static int
fail_for_product(const char *name)
{
    GString *known = g_string_new(NULL);

    for (int product = PRODUCT_NONE + 1; product < PRODUCT_COUNT; product++) {
        g_string_append_printf(known, "%s%s", known->len > 0 ? ", " : "", catalog_product_id((catalog_product)product));
    }
    output_fail(OUTPUT_WRONG_USAGE, "unknown product '%s'; known are: %s", name, known->str);
    g_string_free(known, TRUE);
    return OUTPUT_WRONG_USAGE;
}

static int
fail_for_language(const char *name)
{
    char *known = g_strjoinv(", ", (char **)catalog_languages());

    output_fail(OUTPUT_WRONG_USAGE, "unknown language '%s'; known are: %s", name, known);
    g_free(known);
    return OUTPUT_WRONG_USAGE;
}

/* Reads the format; false if there is none of that name. */
static bool
read_format(const char *name, output *wanted)
{
    wanted->as_json = strcmp(name, "json") == 0;
    wanted->layout.format = strcmp(name, "markdown") == 0 ? CATALOG_MARKDOWN : CATALOG_TEXT;
    return wanted->as_json || wanted->layout.format == CATALOG_MARKDOWN || strcmp(name, "text") == 0;
}

static bool
are_utf8(char **words)
{
    for (char **word = words; word != NULL && *word != NULL; word++) {
        if (!g_utf8_validate(*word, -1, NULL)) {
            return false;
        }
    }
    return true;
}

static int
run(const arguments *given)
{
    const char *language = given->language != NULL ? language_named(given->language) : language_of_locale();
    output wanted = { .layout = { .columns = columns_of_terminal() } };

    if (given->version) {
        return output_show(g_strdup("sipcode " SIPEXPERT_VERSION "\n"));
    }
    if (given->format != NULL && !read_format(given->format, &wanted)) {
        return output_fail(OUTPUT_WRONG_USAGE, "unknown format '%s'; known are: text, markdown, json", given->format);
    }
    if (language == NULL) {
        return fail_for_language(given->language);
    }
    if (given->product != NULL) {
        wanted.layout.product = product_named(given->product);
        if (wanted.layout.product == PRODUCT_NONE) {
            return fail_for_product(given->product);
        }
    }
    return are_utf8(given->words) ? commands_run(catalog_of_language(language), given->words, &wanted)
                                  : output_fail(OUTPUT_WRONG_USAGE, "the words are not in UTF-8");
}

static GOptionContext *
context_with(const GOptionEntry *options)
{
    GOptionContext *context = g_option_context_new("CODE | CODE CODE | q850 CAUSE | warning CODE | verdict ID | "
                                                   "list [CLASS] | verdicts | [search] TEXT");

    g_option_context_set_summary(context, "Explains a SIP response code, a Q.850 cause of the Reason header, a warn-code of the "
                                          "Warning header or a verdict of sipexpert, or compares two codes.");
    g_option_context_set_description(context, "Examples:\n"
                                              "  sipcode 486\n"
                                              "  sipcode 486 vs 600\n"
                                              "  sipcode 404 --product asterisk\n"
                                              "  sipcode q850 34\n"
                                              "  sipcode warning 305\n"
                                              "  sipcode verdict auth.rejected\n"
                                              "  sipcode 4xx\n"
                                              "  sipcode no answer\n");
    g_option_context_add_main_entries(context, options, NULL);
    return context;
}

int
main(int count, char **words)
{
    arguments given = { NULL, NULL, NULL, FALSE, NULL };
    /* Texts are taken as file names are, as they come: the character set of the locale may be none that has their letters. */
    const GOptionEntry options[] = {
        { "lang", 'l', 0, G_OPTION_ARG_FILENAME, &given.language, "Language of the texts (default: that of the locale, else en)",
          "LANGUAGE" },
        { "format", 'f', 0, G_OPTION_ARG_FILENAME, &given.format, "text (default), markdown or json", "FORMAT" },
        { "product", 'p', 0, G_OPTION_ARG_FILENAME, &given.product,
          "Tell what to do at this product, too: an id, or a Server or User-Agent header", "PRODUCT" },
        { "version", 0, 0, G_OPTION_ARG_NONE, &given.version, "Print the version", NULL },
        { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &given.words, NULL, NULL },
        { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
    };
    GOptionContext *context = context_with(options);
    GError *error = NULL;

    const int exit_code = g_option_context_parse(context, &count, &words, &error)
                              ? run(&given)
                              : output_fail(OUTPUT_WRONG_USAGE, "%s", error->message);
    g_clear_error(&error);
    g_option_context_free(context);
    g_strfreev(given.words);
    g_free(given.product);
    g_free(given.format);
    g_free(given.language);
    return exit_code;
}
