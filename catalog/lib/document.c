/* document.c
 * Headings, paragraphs and items, written as plain text or as Markdown; see document.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "document.h"

#include "wrap.h"

#include <string.h>

typedef enum {
    NOTHING,
    HEADING,
    PARAGRAPH,
    ITEM,
    ROW
} block;

struct document {
    const catalog *knowledge;
    const catalog_layout *layout;
    bool from_right;
    GString *text;
    block last;
};

document *
document_new(const catalog *knowledge, const catalog_layout *layout)
{
    document *doc = g_new0(document, 1);

    doc->knowledge = knowledge;
    doc->layout = layout;
    doc->from_right = wrap_is_from_right(catalog_find_wording(knowledge, "description"));
    doc->text = g_string_new(NULL);
    return doc;
}

char *
document_end(document *doc)
{
    char *text = g_string_free(doc->text, FALSE);

    g_free(doc);
    return text;
}

/* Appends the text in lines of a terminal; the first begins with first_margin, the others with margin. */
static void
append_wrapped(document *doc, const char *first_margin, const char *margin, const char *text)
{
    const wrap_lines lines = { .columns = doc->layout->columns != 0 ? doc->layout->columns : CATALOG_COLUMNS,
                               .first_margin = first_margin,
                               .margin = margin,
                               .from_right = doc->from_right };

    wrap_append(doc->text, &lines, text);
}

/* Appends the text so that nothing but its code spans (`command`) and its bold label is taken for Markdown. */
static void
append_escaped(GString *out, const char *text)
{
    bool inside_code = false;

    for (const char *byte = text; *byte != '\0'; byte++) {
        const bool inside_word = byte > text && g_ascii_isalnum(byte[-1]);
        inside_code ^= *byte == '`';
        if (!inside_code && (strchr("*<[", *byte) != NULL || (*byte == '_' && !inside_word))) {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *byte);
    }
}

/* A blank line before every block, except between items. */
static void
begin_block(document *doc, block kind)
{
    const bool tight = doc->last == NOTHING || ((kind == ITEM || kind == ROW) && doc->last == kind) ||
                       (doc->layout->format == CATALOG_TEXT && doc->last == HEADING && kind == ITEM);

    if (!tight) {
        g_string_append_c(doc->text, '\n');
    }
    doc->last = kind;
}

void
document_heading(document *doc, unsigned level, const char *text)
{
    begin_block(doc, HEADING);
    if (doc->layout->format == CATALOG_TEXT) {
        append_wrapped(doc, "", "", text);
        return;
    }
    for (unsigned i = 0; i < level; i++) {
        g_string_append_c(doc->text, '#');
    }
    g_string_append_c(doc->text, ' ');
    append_escaped(doc->text, text);
    g_string_append_c(doc->text, '\n');
}

void
document_paragraph(document *doc, const char *text)
{
    begin_block(doc, PARAGRAPH);
    if (doc->layout->format == CATALOG_TEXT) {
        append_wrapped(doc, "", "", text);
    } else {
        append_escaped(doc->text, text);
        g_string_append_c(doc->text, '\n');
    }
}

/* Appends an item whose first line begins with `bullet` in a terminal. */
static void
append_item(document *doc, const char *bullet, const char *text)
{
    begin_block(doc, ITEM);
    if (doc->layout->format == CATALOG_TEXT) {
        append_wrapped(doc, bullet, "    ", text);
    } else {
        g_string_append(doc->text, "- ");
        append_escaped(doc->text, text);
        g_string_append_c(doc->text, '\n');
    }
}

void
document_item(document *doc, const char *text)
{
    append_item(doc, "  - ", text);
}

void
document_name(document *doc, const char *text)
{
    append_item(doc, "  ", text);
}

void
document_fact(document *doc, const char *label, const char *text)
{
    GString *marked = g_string_new(NULL);
    GString *escaped = g_string_new(NULL);
    const catalog_value plain[] = { { "label", label }, { "text", text } };
    const char *pattern = catalog_find_wording(doc->knowledge, "labelled");

    begin_block(doc, ITEM);
    if (doc->layout->format == CATALOG_TEXT) {
        char *fact = catalog_fill(doc->knowledge, pattern, plain, G_N_ELEMENTS(plain), 0);
        append_wrapped(doc, "  ", "    ", fact);
        g_free(fact);
    } else {
        append_escaped(marked, label);
        append_escaped(escaped, text);
        g_string_prepend(marked, "**");
        g_string_append(marked, "**");
        const catalog_value values[] = { { "label", marked->str }, { "text", escaped->str } };
        char *fact = catalog_fill(doc->knowledge, pattern, values, G_N_ELEMENTS(values), 0);
        g_string_append_printf(doc->text, "- %s\n", fact);
        g_free(fact);
    }
    g_string_free(marked, TRUE);
    g_string_free(escaped, TRUE);
}

void
document_row(document *doc, const char *const *cells)
{
    const bool is_head = doc->last != ROW;

    begin_block(doc, ROW);
    for (const char *const *cell = cells; *cell != NULL; cell++) {
        g_string_append(doc->text, "| ");
        append_escaped(doc->text, *cell);
        g_string_append_c(doc->text, ' ');
    }
    g_string_append(doc->text, "|\n");
    for (const char *const *cell = cells; is_head && *cell != NULL; cell++) {
        g_string_append(doc->text, "|---");
    }
    g_string_append(doc->text, is_head ? "|\n" : "");
}
