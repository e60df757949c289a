/* grown_catalog_test.c
 * A catalog that grew (CMakeLists.txt) by an observation and a verdict with variants of which only English has texts, and by texts for
 * products, one of which is translated; and a language that has begun with a few texts, one of which is out of date.
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

typedef struct {
    const char *language;
    catalog_product product;
    catalog_verdict_id verdict;
    int code;
    const char *fix;
    const char *client;
} fix_case;

static const fix_case fixes[] = {
    { "en", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN, 699, "Ask {user}.", NULL },
    { "ar", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN, 699, "اسأل {user}.", NULL },
    { "en", PRODUCT_ZZ, VERDICT_ZZ_GROWN, 697, NULL, "Call {user}." },
    /* A variant has what it has itself, and else what its verdict has in the same role. */
    { "en", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN_MORE, 699, "Ask {user}.", "Call more." },
    { "ar", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN_MORE, 699, "اسأل {user}.", "Call more." },
    { "en", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN_MOST, 699, "Ask more.", NULL },
    { "ar", PRODUCT_ASTERISK, VERDICT_ZZ_GROWN_MOST, 699, "Ask more.", NULL },
    { "en", PRODUCT_ZZ, VERDICT_ZZ_GROWN_MOST, 697, NULL, "Call {user}." },
    /* A verdict has no text of its code. */
    { "en", PRODUCT_ASTERISK, VERDICT_CANCEL_ACCEPTED, 699, NULL, NULL },
    { "en", PRODUCT_ZZ, VERDICT_CANCEL_ACCEPTED, 697, NULL, NULL },
    { "en", PRODUCT_ASTERISK, VERDICT_COUNT, 699, "Look at the channels.", NULL },
    { "en", PRODUCT_ZZ, VERDICT_COUNT, 697, "Restart the box.", "Call the box." },
    { "ar", PRODUCT_ZZ, VERDICT_COUNT, 697, "Restart the box.", "Call the box." },
    { "en", PRODUCT_ASTERISK, VERDICT_COUNT, 697, NULL, NULL },
    { "en", PRODUCT_ZZ, VERDICT_COUNT, 699, NULL, NULL },
    /* A code may share the texts of a verdict. */
    { "en", PRODUCT_ASTERISK, VERDICT_COUNT, 698, "Ask {user}.", NULL },
    { "ar", PRODUCT_ASTERISK, VERDICT_COUNT, 698, "اسأل {user}.", NULL },
    { "en", PRODUCT_ZZ, VERDICT_COUNT, 698, NULL, "Call {user}." },
    { "en", PRODUCT_ZZ, VERDICT_COUNT, 0, NULL, NULL },
    { "en", PRODUCT_NONE, VERDICT_ZZ_GROWN, 699, NULL, NULL },
};

static void
test_product_fixes(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fixes); i++) {
        const fix_case *each = &fixes[i];
        const catalog *knowledge = catalog_of_language(each->language);
        g_test_message("%zu", i);
        g_assert_cmpstr(catalog_product_fix(knowledge, each->product, CATALOG_RESPONDER, each->verdict, each->code), ==, each->fix);
        g_assert_cmpstr(catalog_product_fix(knowledge, each->product, CATALOG_REQUESTER, each->verdict, each->code), ==,
                        each->client);
    }
}

static void
test_product_labels(void)
{
    static const struct {
        catalog_role role;
        const char *label;
    } labels[] = { { CATALOG_RESPONDER, "At Grown Box" }, { CATALOG_REQUESTER, "At Grown Box (client)" } };

    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
        char *label = catalog_product_label(catalog_of_language("en"), PRODUCT_ZZ, labels[i].role);
        g_assert_cmpstr(label, ==, labels[i].label);
        g_free(label);
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

/* A text that translates an older English one is not shown. */
static void
test_stale_text(void)
{
    const catalog_verdict *verdict = catalog_verdict_of(catalog_of_language("fr"), VERDICT_ZZ_GROWN);

    g_assert_cmpstr(verdict->title, ==, "grandi");
    g_assert_cmpstr(verdict->cause, ==, "Grown by {user}.");
    g_assert_cmpstr(verdict->fix, ==, "Attendez.");
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
    g_test_add_func("/product/labels", test_product_labels);
    g_test_add_func("/fr/begun", test_begun_language);
    g_test_add_func("/fr/stale", test_stale_text);
    g_test_add_func("/ar/arabic", test_arabic_is_arabic);
    return g_test_run();
}
