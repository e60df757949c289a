/* document.c
 * Headings, paragraphs and items, written as plain text or as Markdown; see document.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "document.h"

#include <string.h>

#define COLUMNS 80

typedef enum {
    NOTHING,
    HEADING,
    PARAGRAPH,
    ITEM
} block;

struct document {
    catalog_format format;
    GString *text;
    block last;
};

document *
document_new(catalog_format format)
{
    document *doc = g_new0(document, 1);

    doc->format = format;
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

static unsigned
columns_of(const char *word)
{
    unsigned columns = 0;

    for (const char *rest = word; *rest != '\0'; rest = g_utf8_next_char(rest)) {
        const gunichar character = g_utf8_get_char(rest);
        columns += g_unichar_iszerowidth(character) ? 0 : g_unichar_iswide(character) ? 2 : 1;
    }
    return columns;
}

/* True if a line may not begin with this character, as with a full stop or a small kana. */
static bool
clings(gunichar character)
{
    const GUnicodeBreakType type = g_unichar_break_type(character);

    return type == G_UNICODE_BREAK_CLOSE_PUNCTUATION || type == G_UNICODE_BREAK_NON_STARTER ||
           type == G_UNICODE_BREAK_CLOSE_PARANTHESIS || type == G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER;
}

/* Where the next piece ends within which no line breaks: a word, or in scripts without blanks a character. */
static const char *
end_of_piece(const char *text)
{
    if (*text == '\0') {
        return text;
    }
    const bool is_wide = g_unichar_iswide(g_utf8_get_char(text));
    const char *end = g_utf8_next_char(text);

    while (*end != '\0' && *end != ' ') {
        const gunichar next = g_utf8_get_char(end);
        if (!clings(next) && (is_wide || g_unichar_iswide(next))) {
            return end;
        }
        end = g_utf8_next_char(end);
    }
    return end;
}

/* Appends the text in lines of at most COLUMNS; the first begins with first_margin, the others with margin. */
static void
append_wrapped(GString *out, const char *first_margin, const char *margin, const char *text)
{
    unsigned column = columns_of(first_margin);
    bool line_is_empty = true;

    g_string_append(out, first_margin);
    while (*text != '\0') {
        const unsigned blanks = *text == ' ' ? 1 : 0;
        const char *end = end_of_piece(text + blanks);
        char *piece = g_strndup(text + blanks, (gsize)(end - text - blanks));
        const unsigned columns = columns_of(piece);
        if (!line_is_empty && column + blanks + columns > COLUMNS) {
            g_string_append_printf(out, "\n%s%s", margin, piece);
            column = columns_of(margin) + columns;
        } else {
            g_string_append_printf(out, "%s%s", !line_is_empty && blanks > 0 ? " " : "", piece);
            column += (line_is_empty ? 0 : blanks) + columns;
        }
        line_is_empty = false;
        g_free(piece);
        text = end;
    }
    g_string_append_c(out, '\n');
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
    const bool tight = doc->last == NOTHING || (doc->last == ITEM && kind == ITEM) ||
                       (doc->format == CATALOG_TEXT && doc->last == HEADING && kind == ITEM);

    if (!tight) {
        g_string_append_c(doc->text, '\n');
    }
    doc->last = kind;
}

void
document_heading(document *doc, unsigned level, const char *text)
{
    begin_block(doc, HEADING);
    if (doc->format == CATALOG_TEXT) {
        append_wrapped(doc->text, "", "", text);
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
    if (doc->format == CATALOG_TEXT) {
        append_wrapped(doc->text, "", "", text);
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
    if (doc->format == CATALOG_TEXT) {
        append_wrapped(doc->text, bullet, "    ", text);
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
document_fact(document *doc, const catalog *knowledge, const char *label, const char *text)
{
    GString *marked = g_string_new(NULL);
    GString *escaped = g_string_new(NULL);
    const catalog_value plain[] = { { "label", label }, { "text", text } };
    const char *pattern = catalog_find_wording(knowledge, "labelled");

    begin_block(doc, ITEM);
    if (doc->format == CATALOG_TEXT) {
        char *fact = catalog_fill(knowledge, pattern, plain, G_N_ELEMENTS(plain), 0);
        append_wrapped(doc->text, "  ", "    ", fact);
        g_free(fact);
    } else {
        append_escaped(marked, label);
        append_escaped(escaped, text);
        g_string_prepend(marked, "**");
        g_string_append(marked, "**");
        const catalog_value values[] = { { "label", marked->str }, { "text", escaped->str } };
        char *fact = catalog_fill(knowledge, pattern, values, G_N_ELEMENTS(values), 0);
        g_string_append_printf(doc->text, "- %s\n", fact);
        g_free(fact);
    }
    g_string_free(marked, TRUE);
    g_string_free(escaped, TRUE);
}
