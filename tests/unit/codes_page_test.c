/* codes_page_test.c
 * The page of all codes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "codes_page.h"

#include <string.h>

static unsigned
count_of(const char *text, const char *part)
{
    unsigned count = 0;

    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void
test_all(gconstpointer language)
{
    const catalog *knowledge = catalog_of_language(language);
    GString *page = codes_page(knowledge, 0, 0);
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    for (size_t i = 0; i < count; i++) {
        char *link = g_strdup_printf("<a href=\"#c%d\">", codes[i]);
        char *target = g_strdup_printf("<section id=\"c%d\">\n<h3>", codes[i]);
        g_assert_cmpuint(count_of(page->str, link), ==, 1);
        g_assert_cmpuint(count_of(page->str, target), ==, 1);
        g_free(target);
        g_free(link);
    }
    g_assert_null(strstr(page->str, "class=\"shown\""));
    g_assert_nonnull(strstr(page->str, catalog_direction(knowledge)));
    /* What the texts write with these characters is no markup. */
    g_assert_null(strstr(page->str, "<user>"));
    g_string_free(page, TRUE);
}

static void
test_shown(void)
{
    static const struct {
        int first;
        int second;
        const char *heading; /* NULL: nothing is shown before all codes */
    } pages[] = {
        { 403, 0, "<h3>403 Forbidden</h3>\n" },
        { 403, 603, "<h3>403 vs 603</h3>\n" },
        { 403, 403, "<h3>403 Forbidden</h3>\n" },
        { 499, 0, "<h3>499 " },
        { 0, 603, NULL },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
        GString *page = codes_page(catalog_of_language("en"), pages[i].first, pages[i].second);
        const char *shown = strstr(page->str, "<section class=\"shown\">\n");
        if (pages[i].heading == NULL) {
            g_assert_null(shown);
        } else {
            g_assert_true(g_str_has_prefix(shown + strlen("<section class=\"shown\">\n"), pages[i].heading));
        }
        g_assert_nonnull(strstr(page->str, "<h3>486 vs 600</h3>\n"));
        g_string_free(page, TRUE);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (const char *const *language = catalog_languages(); *language != NULL; language++) {
        char *path = g_strconcat("/codes_page/", *language, NULL);
        g_test_add_data_func(path, *language, test_all);
        g_free(path);
    }
    g_test_add_func("/codes_page/shown", test_shown);
    return g_test_run();
}
