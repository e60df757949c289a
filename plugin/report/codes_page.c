/* codes_page.c
 * All response codes explained, as one HTML file; see codes_page.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "codes_page.h"

#include <string.h>

static const char style[] = ":root { color-scheme: light dark; font: 0.9rem/1.45 system-ui, sans-serif }\n"
                            "body { margin: 1rem auto; padding: 0 1rem; max-width: 54rem }\n"
                            "nav { columns: 16rem }\n"
                            "nav a { display: block }\n"
                            "pre { margin: 0; white-space: pre-wrap; font: 0.85rem/1.4 ui-monospace, monospace }\n"
                            "h3 { margin: 1.2rem 0 0.2rem }\n"
                            ".shown { border: 1px solid; border-radius: 0.4rem; padding: 0 1rem 1rem }\n";

static const catalog_layout layout = { .format = CATALOG_TEXT };

static void
append_escaped(GString *page, const char *text, size_t size)
{
    char *escaped = g_markup_escape_text(text, (gssize)size);

    g_string_append(page, escaped);
    g_free(escaped);
}

static void
append_element(GString *page, const char *element, const char *text)
{
    g_string_append_printf(page, "<%s>", element);
    append_escaped(page, text, strlen(text));
    g_string_append_printf(page, "</%s>\n", element);
}

/* Takes an explanation or comparison, whose first line is its heading. */
static void
append_text(GString *page, char *text)
{
    const size_t heading = strcspn(text, "\n");

    g_string_append(page, "<h3>");
    append_escaped(page, text, heading);
    g_string_append(page, "</h3>\n");
    append_element(page, "pre", g_strstrip(text + heading));
    g_free(text);
}

static void
append_shown(GString *page, const catalog *knowledge, int first, int second)
{
    if (first == 0) {
        return;
    }
    g_string_append(page, "<section class=\"shown\">\n");
    append_text(page, second != 0 && second != first ? catalog_compare(knowledge, first, second, &layout)
                                                     : catalog_explain(knowledge, first, &layout));
    g_string_append(page, "</section>\n");
}

static void
append_links(GString *page, const catalog *knowledge, const int *codes, size_t count)
{
    g_string_append(page, "<nav>\n");
    for (size_t i = 0; i < count; i++) {
        g_string_append_printf(page, "<a href=\"#c%d\">%d ", codes[i], codes[i]);
        const char *phrase = catalog_find_code(knowledge, codes[i])->phrase;
        append_escaped(page, phrase, strlen(phrase));
        g_string_append(page, "</a>\n");
    }
    g_string_append(page, "</nav>\n");
}

static void
append_codes(GString *page, const catalog *knowledge, const int *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        g_string_append_printf(page, "<section id=\"c%d\">\n", codes[i]);
        append_text(page, catalog_explain(knowledge, codes[i], &layout));
        g_string_append(page, "</section>\n");
    }
}

/* Those of which the catalog knows something particular. */
static void
append_comparisons(GString *page, const catalog *knowledge, const int *codes, size_t count)
{
    append_element(page, "h2", catalog_label(knowledge, "confused"));
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (catalog_find_difference(knowledge, codes[i], codes[j]) != NULL) {
                append_text(page, catalog_compare(knowledge, codes[i], codes[j], &layout));
            }
        }
    }
}

GString *
codes_page(const catalog *knowledge, int first, int second)
{
    const char *title = catalog_label(knowledge, "codes");
    GString *page = g_string_new("<!DOCTYPE html>\n");
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    g_string_append_printf(page, "<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", catalog_language(knowledge),
                           catalog_direction(knowledge));
    g_string_append(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
                          "base-uri 'none'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
    append_element(page, "title", title);
    append_element(page, "style", style);
    g_string_append(page, "</head>\n<body>\n<main>\n");
    append_element(page, "h1", title);
    append_shown(page, knowledge, first, second);
    append_links(page, knowledge, codes, count);
    append_codes(page, knowledge, codes, count);
    append_comparisons(page, knowledge, codes, count);
    g_string_append(page, "</main>\n</body>\n</html>\n");
    return page;
}
