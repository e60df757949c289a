/* grown_catalog_test.c
 * A catalog that grew by a verdict and an observation (CMakeLists.txt) of which only English has texts.
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
    g_assert_cmpint(VERDICT_ZZ_GROWN, ==, VERDICT_COUNT - 1);
}

static void
test_arabic_is_arabic(void)
{
    const char *busy_in_english = catalog_verdict_of(catalog_of_language("en"), VERDICT_USER_BUSY)->title;
    const char *busy_in_arabic = catalog_verdict_of(catalog_of_language("ar"), VERDICT_USER_BUSY)->title;

    g_assert_cmpstr(busy_in_arabic, !=, busy_in_english);
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
    g_test_add_func("/ar/arabic", test_arabic_is_arabic);
    return g_test_run();
}
