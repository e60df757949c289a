/* grown_catalog_test.c
 * A catalog that grew (CMakeLists.txt) by an observation and a verdict with variants of which only English has texts, and by texts for
 * products, one of which is translated; and a language that has begun with a single text.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"

#include <string.h>

static void
test_observation(gconstpointer language)
{
    const catalog *knowledge = catalog_of_language(language);

    g_assert_cmpstr(catalog_evidence_of(knowledge, OBSERVED_ZZ_GROWN), ==, "Seen in frame {frame}");
    g_assert_cmpint(OBSERVED_ZZ_GROWN, ==, EVIDENCE_COUNT - 1);
}

/* The texts before it keep their places. */
static void
test_evidence(gconstpointer language)
{
    const catalog *knowledge = catalog_of_language(language);

    g_assert_nonnull(strstr(catalog_evidence_of(knowledge, EVIDENCE_WARNING), "{number}"));
    g_assert_cmpint(EVIDENCE_WARNING, <, OBSERVED_ZZ_GROWN);
}

static void
test_verdict(gconstpointer language)
{
    const catalog_verdict *verdict = catalog_verdict_of(catalog_of_language(language), VERDICT_ZZ_GROWN);

    g_assert_cmpstr(verdict->id, ==, "zz.grown");
    g_assert_cmpstr(verdict->cause, ==, "Grown by {user}.");
    g_assert_cmpint(verdict->severity, ==, CATALOG_ERROR);
    g_assert_cmpint(VERDICT_ZZ_GROWN, ==, VERDICT_COUNT - 3);
}

static void
test_product(void)
{
    static const struct {
        const char *agent;
        catalog_product product;
    } agents[] = {
        { "Grown-Box 1", PRODUCT_ZZ },
        { "grown", PRODUCT_ZZ },
        { "growing/2", PRODUCT_ZZ },
        { "Overgrown", PRODUCT_NONE },
        { "AVM GROW!Box 7170", PRODUCT_ZZ },
        { "Maker/Thing202", PRODUCT_ZZ },
        { "Maker Thing202", PRODUCT_NONE },
        { "Model 7/1.0", PRODUCT_ZZ },
        { "Model 70", PRODUCT_NONE },
        { "Model 7S", PRODUCT_NONE },
        { "Gro", PRODUCT_NONE },
        /* The longest agent decides, wherever it is. */
        { "Asterisk Box", PRODUCT_ZZ },
        { "Asterisk, growing", PRODUCT_ASTERISK },
        { "Asterisk Boxes", PRODUCT_ASTERISK },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(agents); i++) {
        g_test_message("%s", agents[i].agent);
        g_assert_cmpint(catalog_product_of(agents[i].agent, strlen(agents[i].agent)), ==, agents[i].product);
    }
    g_assert_cmpstr(catalog_product_name(PRODUCT_ZZ), ==, "Grown Box");
}

static void
test_product_fixes(void)
{
    static const struct {
        const char *language;
        catalog_product product;
        catalog_verdict_id verdict;
        int code;
        const char *fix;
    } fixes[] = {
        { "en", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN, 486, "Ask {user}." },
        { "ar", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN, 486, "اسأل {user}." },
        { "en", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN_MORE, 486, "Ask {user}." },
        { "ar", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN_MORE, 486, "اسأل {user}." },
        { "en", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN_MOST, 486, "Ask more." },
        { "ar", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN_MOST, 486, "Ask more." },
        { "en", PRODUCT_ASTERISK, VERDICT_CANCEL_ACCEPTED, 486, "Look at the channels." },
        { "en", PRODUCT_ASTERISK, VERDICT_COUNT, 486, "Look at the channels." },
        { "en", PRODUCT_ZZ, VERDICT_ZZ_GROWN_MOST, 603, "Restart the box." },
        { "ar", PRODUCT_ASTERISK, VERDICT_COUNT, 603, NULL },
        { "en", PRODUCT_ASTERISK, VERDICT_COUNT, 603, NULL },
        { "en", PRODUCT_ZZ, VERDICT_ZZ_GROWN, 486, NULL },
        { "en", PRODUCT_ZZ, VERDICT_COUNT, 0, NULL },
        { "en", PRODUCT_NONE, VERDICT_ZZ_GROWN, 486, NULL },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(fixes); i++) {
        const catalog *knowledge = catalog_of_language(fixes[i].language);
        g_test_message("%zu", i);
        g_assert_cmpstr(catalog_product_fix(knowledge, fixes[i].product, fixes[i].verdict, fixes[i].code), ==, fixes[i].fix);
    }
}

static void
test_arabic_is_arabic(void)
{
    const char *busy_in_english = catalog_verdict_of(catalog_of_language("en"), VERDICT_USER_BUSY)->title;
    const char *busy_in_arabic = catalog_verdict_of(catalog_of_language("ar"), VERDICT_USER_BUSY)->title;

    g_assert_cmpstr(busy_in_arabic, !=, busy_in_english);
}

static void
test_begun_language(void)
{
    const catalog *french = catalog_of_language("fr");
    const catalog *english = catalog_of_language("en");

    g_assert_cmpstr(catalog_language_name(french), ==, "fr");
    g_assert_cmpstr(catalog_label(french, "unknown"), ==, "inconnu");
    g_assert_cmpstr(catalog_label(french, "fix"), ==, catalog_label(english, "fix"));
    g_assert_cmpstr(catalog_find_code(french, 486)->fix, ==, catalog_find_code(english, 486)->fix);
    g_assert_cmpstr(catalog_language_name(english), ==, "English");
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_data_func("/en/observation", "en", test_observation);
    g_test_add_data_func("/ar/observation", "ar", test_observation);
    g_test_add_data_func("/en/evidence", "en", test_evidence);
    g_test_add_data_func("/ar/evidence", "ar", test_evidence);
    g_test_add_data_func("/en/verdict", "en", test_verdict);
    g_test_add_data_func("/ar/verdict", "ar", test_verdict);
    g_test_add_func("/product/agents", test_product);
    g_test_add_func("/product/fixes", test_product_fixes);
    g_test_add_func("/fr/begun", test_begun_language);
    g_test_add_func("/ar/arabic", test_arabic_is_arabic);
    return g_test_run();
}
