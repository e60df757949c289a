/* wrap.c
 * Breaks texts into the lines of a terminal; see wrap.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "wrap.h"

#include <string.h>

#define RIGHT_TO_LEFT_MARK "\u200f"
#define POP_DIRECTIONAL_ISOLATE 0x2069

static unsigned
columns_of(const char *text)
{
    unsigned columns = 0;

    for (const char *rest = text; *rest != '\0'; rest = g_utf8_next_char(rest)) {
        const gunichar character = g_utf8_get_char(rest);
        columns += g_unichar_iszerowidth(character) ? 0 : g_unichar_iswide(character) ? 2 : 1;
    }
    return columns;
}

static bool
is_isolate(gunichar character)
{
    return character >= 0x2066 && character <= 0x2068;
}

/* True if a line may not begin with this character, as with a full stop or a small kana. */
static bool
clings(gunichar character)
{
    const GUnicodeBreakType type = g_unichar_break_type(character);

    return type == G_UNICODE_BREAK_CLOSE_PUNCTUATION || type == G_UNICODE_BREAK_NON_STARTER ||
           type == G_UNICODE_BREAK_CLOSE_PARANTHESIS || type == G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER ||
           character == POP_DIRECTIONAL_ISOLATE;
}

/* True if a line may not end with this character, as with an opening bracket. */
static bool
opens(gunichar character)
{
    return g_unichar_break_type(character) == G_UNICODE_BREAK_OPEN_PUNCTUATION || is_isolate(character);
}

/* What follows the character, or the whole command if it is the backtick that opens one. */
static const char *
after(const char *text)
{
    const char *end = *text == '`' ? strchr(text + 1, '`') : NULL;

    return end != NULL ? end + 1 : g_utf8_next_char(text);
}

/* Where the next piece ends within which no line breaks: a word, a command, or in scripts without blanks a character. */
static const char *
end_of_piece(const char *text)
{
    const char *last = text;
    const char *end = text;

    while (*end != '\0' && (end == text || *end != ' ')) {
        const gunichar next = g_utf8_get_char(end);
        const gunichar before = g_utf8_get_char(last);
        if (end != text && !clings(next) && !opens(before) && (g_unichar_iswide(before) || g_unichar_iswide(next))) {
            return end;
        }
        last = end;
        end = after(end);
    }
    return end;
}

/* Keeps in `open` the isolates that are not closed at the end of the piece. */
static void
follow_isolates(GString *open, const char *piece)
{
    for (const char *rest = piece; *rest != '\0'; rest = g_utf8_next_char(rest)) {
        const gunichar character = g_utf8_get_char(rest);
        if (is_isolate(character)) {
            g_string_append_unichar(open, character);
        } else if (character == POP_DIRECTIONAL_ISOLATE && open->len > 0) {
            g_string_truncate(open, (gsize)(g_utf8_prev_char(open->str + open->len) - open->str));
        }
    }
}

static void
begin_line(GString *out, const wrap_lines *lines, const char *margin)
{
    if (lines->from_right) {
        g_string_append(out, RIGHT_TO_LEFT_MARK);
    }
    g_string_append(out, margin);
}

/* Ends a line and begins the next one; the isolates in `open` are closed and opened again. */
static void
break_line(GString *out, const wrap_lines *lines, const GString *open)
{
    for (glong i = g_utf8_strlen(open->str, -1); i > 0; i--) {
        g_string_append_unichar(out, POP_DIRECTIONAL_ISOLATE);
    }
    g_string_append_c(out, '\n');
    begin_line(out, lines, lines->margin);
    g_string_append(out, open->str);
}

void
wrap_append(GString *out, const wrap_lines *lines, const char *text)
{
    GString *open = g_string_new(NULL);
    unsigned column = columns_of(lines->first_margin);
    bool line_is_empty = true;

    begin_line(out, lines, lines->first_margin);
    while (*text != '\0') {
        const unsigned blanks = *text == ' ' ? 1 : 0;
        const char *end = end_of_piece(text + blanks);
        char *piece = g_strndup(text + blanks, (gsize)(end - text - blanks));
        const unsigned columns = columns_of(piece);
        if (!line_is_empty && column + blanks + columns > lines->columns) {
            break_line(out, lines, open);
            column = columns_of(lines->margin) + columns;
        } else if (!line_is_empty) {
            g_string_append(out, blanks > 0 ? " " : "");
            column += blanks + columns;
        } else {
            column += columns;
        }
        g_string_append(out, piece);
        follow_isolates(open, piece);
        line_is_empty = false;
        g_free(piece);
        text = end;
    }
    g_string_append_c(out, '\n');
    g_string_free(open, TRUE);
}

bool
wrap_is_from_right(const char *text)
{
    for (const char *rest = text; *rest != '\0'; rest = g_utf8_next_char(rest)) {
        const gunichar character = g_utf8_get_char(rest);
        const GUnicodeScript script = g_unichar_get_script(character);
        if (g_unichar_isalpha(character)) {
            return script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW || script == G_UNICODE_SCRIPT_SYRIAC ||
                   script == G_UNICODE_SCRIPT_THAANA || script == G_UNICODE_SCRIPT_NKO;
        }
    }
    return false;
}
