/* search_test.c
 * What a search finds, and what it does not.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"

typedef enum {
    CODES,
    CAUSES,
    WARN_CODES,
    VERDICTS
} kind;

typedef struct {
    const char *name;
    const char *language;
    const char *text;
    kind of;
    int number;
    bool found;
} search;

static const search searches[] = {
    { "phrase", "en", "busy here", CODES, 486, true },
    { "any-case", "en", "BUSY Here", CODES, 486, true },
    { "other-phrase", "en", "busy here", CODES, 600, false },
    { "part-of-a-word", "en", "odec", CODES, 488, true },
    { "code", "en", "488", CODES, 488, true },
    { "other-code", "en", "488", CODES, 415, false },
    { "code-in-a-phrase-as-sent", "en", "Unfortunately error occurred (477/SL)", CODES, 477, true },
    { "part-of-a-number", "en", "48", CODES, 488, false },
    { "longer-number", "en", "4880", CODES, 488, false },
    { "words-in-any-order", "en", "here busy", CODES, 486, true },
    { "words-not-all", "en", "here busy xyzzy", CODES, 486, false },
    { "words-begin-words", "en", "ere busy", CODES, 486, false },
    { "text-before-words", "en", "call leg", CODES, 487, false },
    { "cause", "en", "no circuit", CAUSES, 34, true },
    { "number-of-a-cause", "en", "34", CAUSES, 34, true },
    { "part-of-the-number-of-a-cause", "en", "3", CAUSES, 34, false },
    { "number-among-words-is-no-cause", "en", "1 xyzzy", CAUSES, 1, false },
    { "warn-code", "en", "incompatible media", WARN_CODES, 305, true },
    { "number-of-a-warn-code", "en", "305", WARN_CODES, 305, true },
    { "other-warn-code", "en", "305", WARN_CODES, 399, false },
    { "verdict", "en", "auth.rejected", VERDICTS, VERDICT_AUTH_REJECTED, true },
    { "title-of-a-verdict", "en", "credentials refused", VERDICTS, VERDICT_AUTH_REJECTED, true },
    { "other-verdict", "en", "credentials refused", VERDICTS, VERDICT_AUTH_STALE, false },
    { "variant", "en", "user.busy/rang", VERDICTS, VERDICT_USER_BUSY_RANG, true },
    { "text-for-a-product", "en", "Failed to authenticate", VERDICTS, VERDICT_AUTH_REJECTED, true },
    { "other-language", "ja", "話中", CODES, 486, true },
    { "no-other-language", "en", "話中", CODES, 486, false },
    { "english-in-other-language", "ja", "codec", CODES, 488, true },
    { "english-title-in-other-language", "ar", "credentials refused", VERDICTS, VERDICT_AUTH_REJECTED, true },
    { "nothing", "en", "xyzzy", CODES, 486, false },
};

static bool
contains(const GArray *numbers, int number)
{
    bool found = false;

    for (guint i = 0; i < numbers->len; i++) {
        const int this_one = g_array_index(numbers, int, i);
        g_assert_true(i == 0 || g_array_index(numbers, int, i - 1) < this_one);
        found = found || this_one == number;
    }
    return found;
}

static void
test_search(gconstpointer data)
{
    const search *wanted = data;
    catalog_selection *found = catalog_search(catalog_of_language(wanted->language), wanted->text);
    const GArray *const kinds[] = { [CODES] = found->codes,
                                    [CAUSES] = found->reasons[CATALOG_Q850],
                                    [WARN_CODES] = found->reasons[CATALOG_WARNING],
                                    [VERDICTS] = found->verdicts };

    g_assert_true(contains(kinds[wanted->of], wanted->number) == wanted->found);
    catalog_selection_free(found);
}

static void
test_nothing(void)
{
    catalog_selection *found = catalog_search(catalog_of_language("en"), "xyzzy");

    g_assert_true(catalog_selection_is_empty(found));
    catalog_selection_free(found);
}

static void
test_selections(void)
{
    const catalog *english = catalog_of_language("en");
    catalog_selection *class_6 = catalog_select_codes(english, 6);
    catalog_selection *class_7 = catalog_select_codes(english, 7);
    catalog_selection *causes = catalog_select_reasons(english, CATALOG_Q850);
    catalog_selection *warnings = catalog_select_reasons(english, CATALOG_WARNING);
    catalog_selection *verdicts = catalog_select_verdicts();

    g_assert_cmpuint(class_6->codes->len, ==, 7);
    g_assert_true(contains(class_6->codes, 603));
    g_assert_false(contains(class_6->codes, 503));
    g_assert_true(catalog_selection_is_empty(class_7));
    g_assert_cmpuint(causes->reasons[CATALOG_Q850]->len, ==, 73);
    g_assert_cmpuint(causes->reasons[CATALOG_WARNING]->len, ==, 0);
    g_assert_cmpuint(warnings->reasons[CATALOG_WARNING]->len, ==, 15);
    g_assert_true(contains(warnings->reasons[CATALOG_WARNING], 399));
    g_assert_cmpuint(verdicts->verdicts->len, ==, VERDICT_COUNT);
    catalog_selection_free(verdicts);
    catalog_selection_free(warnings);
    catalog_selection_free(causes);
    catalog_selection_free(class_7);
    catalog_selection_free(class_6);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(searches); i++) {
        char *name = g_strdup_printf("/search/%s", searches[i].name);
        g_test_add_data_func(name, &searches[i], test_search);
        g_free(name);
    }
    g_test_add_func("/search/empty", test_nothing);
    g_test_add_func("/selections", test_selections);
    return g_test_run();
}
