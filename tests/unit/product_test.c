/* product_test.c
 * Products as Server and User-Agent name them, and the texts for them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"

#include <string.h>

static const struct {
    const char *agent;
    catalog_product product;
} agents[] = {
    { "Asterisk PBX 18.10.0~dfsg+~cs6.10.40431411-2", PRODUCT_ASTERISK },
    { "ASTERISK", PRODUCT_ASTERISK },
    { "FPBX-16.0.40(20.5.0)", PRODUCT_ASTERISK },
    { "fpbx-2.11.0(11.9.0)", PRODUCT_ASTERISK },
    { "My PBX/Asterisk", PRODUCT_ASTERISK },
    { "Asterisk11.3", PRODUCT_ASTERISK },
    /* Near misses. */
    { "Asteriskish", PRODUCT_NONE },
    { "AsteriskX11", PRODUCT_NONE },
    { "NotAsterisk", PRODUCT_NONE },
    { "FPB", PRODUCT_NONE },
    { "FPBXx", PRODUCT_NONE },
    { "XFPBX-16", PRODUCT_NONE },
    { "", PRODUCT_NONE },
};

static void
test_agents(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(agents); i++) {
        g_test_message("%s", agents[i].agent);
        g_assert_cmpint(catalog_product_of(agents[i].agent, strlen(agents[i].agent)), ==, agents[i].product);
    }
    /* What follows the header is not read. */
    g_assert_cmpint(catalog_product_of("Asteriskish", strlen("Asterisk")), ==, PRODUCT_ASTERISK);
    g_assert_cmpint(catalog_product_of("Asterisk", strlen("Asteris")), ==, PRODUCT_NONE);
}

static void
test_names(void)
{
    g_assert_cmpstr(catalog_product_id(PRODUCT_ASTERISK), ==, "asterisk");
    g_assert_cmpstr(catalog_product_name(PRODUCT_ASTERISK), ==, "Asterisk");
    g_assert_null(catalog_product_name(PRODUCT_NONE));
    for (int product = PRODUCT_NONE + 1; product < PRODUCT_COUNT; product++) {
        g_assert_nonnull(catalog_product_name((catalog_product)product));
    }
}

static void
test_fixes(void)
{
    static const struct {
        catalog_verdict_id verdict;
        const char *part;
    } fixes[] = {
        { VERDICT_AUTH_REJECTED, "`Failed to authenticate`" },
        { VERDICT_ROUTE_NO_SUCH_USER, "`rejected because extension not found in context`" },
    };
    const catalog *english = catalog_of_language("en");

    for (size_t i = 0; i < G_N_ELEMENTS(fixes); i++) {
        const char *fix = catalog_product_fix(english, PRODUCT_ASTERISK, CATALOG_RESPONDER, fixes[i].verdict, 0);
        g_assert_nonnull(fix);
        g_assert_nonnull(strstr(fix, fixes[i].part));
        g_assert_null(catalog_product_fix(english, PRODUCT_NONE, CATALOG_RESPONDER, fixes[i].verdict, 0));
    }
    g_assert_null(catalog_product_fix(english, PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_CANCEL_ACCEPTED, 0));
    g_assert_null(catalog_product_fix(english, PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_COUNT, 0));
    g_assert_null(catalog_product_fix(english, PRODUCT_ASTERISK, CATALOG_RESPONDER, VERDICT_COUNT, 700));
}

static void
assert_line_fits(const catalog *knowledge, catalog_product product, catalog_role role, catalog_verdict_id verdict, int code)
{
    const char *fix = catalog_product_fix(knowledge, product, role, verdict, code);
    char *label = catalog_product_label(knowledge, product, role);

    if (fix != NULL) {
        char *line = catalog_line(knowledge, "line", label, fix);
        g_assert_cmpuint(strlen(line), <=, CATALOG_LINE_BYTES);
        g_assert_nonnull(strstr(line, catalog_product_name(product)));
        g_free(line);
    }
    g_free(label);
}

static void
assert_lines_fit(const catalog *knowledge, catalog_product product, catalog_role role)
{
    for (int verdict = 0; verdict < VERDICT_COUNT; verdict++) {
        assert_line_fits(knowledge, product, role, (catalog_verdict_id)verdict, 0);
    }
    for (int code = CATALOG_FIRST_CODE; code <= CATALOG_LAST_CODE; code++) {
        assert_line_fits(knowledge, product, role, VERDICT_COUNT, code);
    }
}

static void
test_lines_fit(void)
{
    for (const char *const *language = catalog_languages(); *language != NULL; language++) {
        for (int product = PRODUCT_NONE + 1; product < PRODUCT_COUNT; product++) {
            for (int role = 0; role < CATALOG_ROLES; role++) {
                assert_lines_fit(catalog_of_language(*language), (catalog_product)product, (catalog_role)role);
            }
        }
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/product/agents", test_agents);
    g_test_add_func("/product/names", test_names);
    g_test_add_func("/product/fixes", test_fixes);
    g_test_add_func("/product/lines-fit", test_lines_fit);
    return g_test_run();
}
