/* language_test.c
 * The translations: nothing but texts differs, counts are right, words are those of the glossary, and comparisons have the headings that
 * readers know. What a language lacks, or translates from an older English text, is listed; with SIPEXPERT_COMPLETE in the environment it
 * is a failure.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"
#include "glossary.h"
#include "overlay.h"
#include "record.h"

#include <locale.h>
#include <string.h>

static const catalog_layout as_text = { .format = CATALOG_TEXT };
static const catalog_layout as_markdown = { .format = CATALOG_MARKDOWN };

static GKeyFile *
key_file_of(const char *language)
{
    char *name = g_strdup_printf("catalog/texts/%s.ini", language);
    GKeyFile *file = g_key_file_new();
    GError *error = NULL;

    g_key_file_load_from_file(file, g_test_get_filename(G_TEST_DIST, name, NULL), G_KEY_FILE_NONE, &error);
    g_assert_no_error(error);
    g_free(name);
    return file;
}

static bool
must_be_complete(void)
{
    return g_getenv("SIPEXPERT_COMPLETE") != NULL;
}

/* The record of a language's texts. */
static GKeyFile *
record_of_language(const char *language)
{
    char *name = g_strdup_printf("catalog/texts/%s.ini", language);
    GKeyFile *record = record_of(g_test_get_filename(G_TEST_DIST, name, NULL));

    g_free(name);
    return record;
}

/* What keeps a text of English from being shown in a language, or may do so; NULL if nothing does. */
static const char *
fault_of_text(GKeyFile *english, GKeyFile *own, GKeyFile *record, const char *group, const char *key)
{
    static const char *const faults[] = {
        [RECORD_CURRENT] = NULL, [RECORD_STALE] = "translates an older English text", [RECORD_UNKNOWN] = "is not in the record"
    };

    if (!g_key_file_has_key(own, group, key, NULL)) {
        return catalog_is_wanted(english, group, key) ? "is missing" : NULL;
    }
    return catalog_is_translated(group, key) ? faults[record_state_of(record, english, group, key)] : NULL;
}

/* Names every text of a group that is missing, stale or not recorded. */
static unsigned
count_faults(const char *language, GKeyFile *english, GKeyFile *own, GKeyFile *record, const char *group)
{
    char **keys = g_key_file_get_keys(english, group, NULL, NULL);
    unsigned faults = 0;

    for (char **key = keys; *key != NULL; key++) {
        const char *fault = fault_of_text(english, own, record, group, *key);
        if (fault != NULL) {
            g_test_message("%s: [%s] %s %s", language, group, *key, fault);
            faults++;
        }
    }
    g_strfreev(keys);
    return faults;
}

static void
test_is_complete(gconstpointer data)
{
    const char *language = data;
    GKeyFile *english = key_file_of("en");
    GKeyFile *own = key_file_of(language);
    GKeyFile *record = record_of_language(language);
    char **groups = g_key_file_get_groups(english, NULL);
    unsigned faults = 0;

    for (char **group = groups; *group != NULL; group++) {
        faults += count_faults(language, english, own, record, *group);
    }
    if (must_be_complete()) {
        g_assert_cmpuint(faults, ==, 0);
    }
    g_strfreev(groups);
    g_key_file_free(record);
    g_key_file_free(own);
    g_key_file_free(english);
}

/* Names every text of a group that has a word which the glossary does not want. ITU-T's names of causes are not the project's words. */
static unsigned
count_unwanted_words(const glossary *words, GKeyFile *english, GKeyFile *own, const char *group)
{
    char **keys = g_key_file_get_keys(own, group, NULL, NULL);
    unsigned unwanted = 0;

    for (char **key = keys; *key != NULL; key++) {
        char *original = g_key_file_get_string(english, group, *key, NULL);
        char *text = g_key_file_get_string(own, group, *key, NULL);
        const bool is_itu_name = g_str_has_prefix(group, "q850 ") && strcmp(*key, "name") == 0;
        char *fault = original != NULL && !is_itu_name ? glossary_fault(words, original, text) : NULL;
        if (fault != NULL) {
            g_test_message("[%s] %s has a word against the glossary, %s", group, *key, fault);
            unwanted++;
        }
        g_free(fault);
        g_free(text);
        g_free(original);
    }
    g_strfreev(keys);
    return unwanted;
}

static void
test_glossary(gconstpointer data)
{
    GKeyFile *english = key_file_of("en");
    GKeyFile *own = key_file_of(data);
    glossary *words = glossary_of(own);
    char **groups = g_key_file_get_groups(own, NULL);
    unsigned unwanted = 0;

    for (char **group = groups; *group != NULL; group++) {
        unwanted += count_unwanted_words(words, english, own, *group);
    }
    g_assert_cmpuint(unwanted, ==, 0);
    g_strfreev(groups);
    glossary_free(words);
    g_key_file_free(own);
    g_key_file_free(english);
}

static void
test_only_texts_differ(gconstpointer data)
{
    const catalog *english = catalog_of_language("en");
    const catalog *own = catalog_of_language(data);
    size_t count;
    const int *codes = catalog_codes(english, &count);

    for (size_t i = 0; i < count; i++) {
        const catalog_code *original = catalog_find_code(english, codes[i]);
        const catalog_code *translated = catalog_find_code(own, codes[i]);
        g_assert_cmpstr(original->phrase, ==, translated->phrase);
        g_assert_cmpstr(original->rfc, ==, translated->rfc);
        g_assert_cmpstr(original->headers, ==, translated->headers);
        g_assert_cmpint(original->severity, ==, translated->severity);
        if (must_be_complete()) {
            g_assert_cmpstr(original->meaning, !=, translated->meaning);
        }
        g_assert_cmpuint(strlen("100 ") + strlen(translated->headline), <=, CATALOG_LINE_BYTES);
        g_assert_cmpuint(strlen(translated->cause_line), <=, CATALOG_LINE_BYTES);
        g_assert_cmpuint(strlen(translated->fix_line), <=, CATALOG_LINE_BYTES);
        g_assert_true(g_utf8_validate(translated->headline, -1, NULL));
    }
    g_assert_cmpstr(catalog_verdict_of(own, VERDICT_AUTH_REJECTED)->id, ==, "auth.rejected");
    g_assert_true(catalog_verdict_of(own, VERDICT_ROUTE_LOOP)->certain);
    if (must_be_complete()) {
        g_assert_cmpstr(catalog_verdict_of(own, VERDICT_ROUTE_LOOP)->title, !=,
                        catalog_verdict_of(english, VERDICT_ROUTE_LOOP)->title);
    }
}

static void
test_languages_are_there(void)
{
    static const struct {
        const char *language;
        const char *name;
        const char *unregistered;
    } languages[] = {
        { "en", "English", "299 (Not registered)" },
        { "ja", "日本語 (Japanese)", "299 (未登録)" },
        { "ar", "العربية (Arabic)", "299 (غير مسجل)" },
        { "vi", "Tiếng Việt (Vietnamese)", "299 (Chưa được đăng ký)" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        const catalog *knowledge = catalog_of_language(languages[i].language);
        g_assert_nonnull(knowledge);
        g_assert_cmpstr(catalog_language_name(knowledge), ==, languages[i].name);
        char *text = catalog_explain(knowledge, 299, &as_markdown);
        g_assert_nonnull(strstr(text, languages[i].unregistered));
        g_free(text);
    }
}

static void
test_counts(void)
{
    static const struct {
        const char *language;
        const char *count;
        const char *part;
    } counts[] = {
        { "en", "1", "refused 1 time before" },
        { "en", "2", "refused 2 times before" },
        { "ja", "1", "1回" },
        { "vi", "2", "2 lần" },
        { "ar", "1", " مرة واحدة " },
        { "ar", "2", " مرتين " },
        { "ar", "3", " 3 مرات " },
        { "ar", "11", " 11 مرة " },
        { "ar", "100", " 100 مرة " },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        const catalog *knowledge = catalog_of_language(counts[i].language);
        const catalog_value values[] = { { "count", counts[i].count }, { "frame", "7" } };
        char *line = catalog_fill(knowledge, catalog_evidence_of(knowledge, EVIDENCE_REFUSED), values, G_N_ELEMENTS(values),
                                  CATALOG_LINE_BYTES);
        g_assert_nonnull(strstr(line, counts[i].part));
        g_free(line);
    }
}

/* Isolates (U+2066 to U+2068) end with U+2069, and none lies within another. */
static void
assert_isolates_are_balanced(const char *text)
{
    bool open = false;

    for (const char *rest = text; *rest != '\0'; rest = g_utf8_next_char(rest)) {
        const gunichar character = g_utf8_get_char(rest);
        if (character >= 0x2066 && character <= 0x2069) {
            g_assert_true(open == (character == 0x2069));
            open = !open;
        } else if (character == '\n') {
            g_assert_false(open);
        }
    }
    g_assert_false(open);
}

static void
test_isolates(void)
{
    char *text;
    GError *error = NULL;

    g_file_get_contents(g_test_get_filename(G_TEST_DIST, "catalog/texts/ar.ini", NULL), &text, NULL, &error);
    g_assert_no_error(error);
    assert_isolates_are_balanced(text);
    g_free(text);
}

/* The pairs of the pages that readers come from, under their headings. */
static void
test_headings(void)
{
    static const struct {
        const char *language;
        const char *headings[5];
    } pages[] = {
        { "ar", { "الوصف", "متى تراه", "كيفية الإصلاح", "الفروق الرئيسية", "متى تستخدم أيًا منهما" } },
        { "ja", { "説明", "このコードが表示される場合", "解決方法", "主な違い", "どちらをいつ使うか" } },
        { "vi", { "Mô tả", "Khi bạn thấy mã này", "Cách khắc phục", "Sự khác biệt chính", "Khi nào dùng cái nào" } },
    };
    static const int pairs[][2] = { { 183, 412 }, { 100, 412 }, { 202, 412 }, { 200, 412 }, { 183, 421 } };

    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        const catalog *own = catalog_of_language(pages[i].language);
        for (size_t pair = 0; pair < G_N_ELEMENTS(pairs); pair++) {
            char *text = catalog_compare(own, pairs[pair][0], pairs[pair][1], &as_markdown);
            for (size_t heading = 0; heading < G_N_ELEMENTS(pages[i].headings); heading++) {
                g_assert_nonnull(strstr(text, pages[i].headings[heading]));
            }
            g_free(text);
        }
    }
}

static void
test_every_pair(gconstpointer data)
{
    const catalog *own = catalog_of_language(data);
    size_t count;
    const int *codes = catalog_codes(own, &count);

    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            char *text = i != j ? catalog_compare(own, codes[i], codes[j], &as_text) : catalog_explain(own, codes[i], &as_text);
            char *change = catalog_change(own, codes[i], codes[j]);
            g_assert_true(g_utf8_validate(text, -1, NULL));
            g_assert_null(strchr(text, '{'));
            g_assert_null(strchr(change, '{'));
            g_assert_cmpuint(strlen(change), >, 10);
            g_free(change);
            g_free(text);
        }
    }
}

static void
test_change(void)
{
    const catalog *english = catalog_of_language("en");
    char *stage = catalog_change(english, 183, 412);
    char *pair = catalog_change(english, 183, 180);

    g_assert_cmpstr(stage, ==, "183 is provisional: a final response still has to follow. 412 is final and decides the request.");
    g_assert_cmpstr(pair, ==, catalog_find_difference(english, 180, 183));
    g_free(pair);
    g_free(stage);
}

static void
add_test(const char *language, const char *name, GTestDataFunc test)
{
    char *path = g_strdup_printf("/%s/%s", language, name);

    g_test_add_data_func(path, language, test);
    g_free(path);
}

int
main(int count, char **arguments)
{
    /* Messages quote the words of the language. */
    (void)setlocale(LC_CTYPE, "");
    g_test_init(&count, &arguments, NULL);
    for (const char *const *language = catalog_languages(); *language != NULL; language++) {
        if (strcmp(*language, "en") != 0) {
            add_test(*language, "is-complete", test_is_complete);
            add_test(*language, "glossary", test_glossary);
            add_test(*language, "only-texts-differ", test_only_texts_differ);
            add_test(*language, "every-pair", test_every_pair);
        }
    }
    g_test_add_func("/there", test_languages_are_there);
    g_test_add_func("/counts", test_counts);
    g_test_add_func("/isolates", test_isolates);
    g_test_add_func("/headings", test_headings);
    g_test_add_func("/change", test_change);
    return g_test_run();
}
