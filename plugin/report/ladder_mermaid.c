/* ladder_mermaid.c
 * Ladders as sequence diagrams of Mermaid in Markdown, as tickets and wikis draw them; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "ladder.h"
#include "report_text.h"
#include "text_clean.h"

#include <string.h>

/* Appends a text in which all but letters, digits and harmless signs are written as Mermaid's entities. */
static void
append_escaped(GString *text, const char *value)
{
    for (const char *at = value; *at != '\0'; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        if (g_unichar_isalnum(c) || (c < 0x80 && strchr(" .:/-_()[]@+,", (char)c) != NULL)) {
            g_string_append_unichar(text, c);
        } else {
            g_string_append_printf(text, "#%u;", c);
        }
    }
}

static void
write_participant(const ladder_element *element, guint number, GString *text)
{
    char *name = text_cleaned(element->name);

    g_string_append_printf(text, "    participant E%u as ", number);
    if (name != NULL) {
        append_escaped(text, name);
        g_string_append(text, "<br/>");
    }
    for (guint i = 0; i < element->addresses->len; i++) {
        char *address = ladder_address(g_ptr_array_index(element->addresses, i));
        g_string_append(text, i > 0 ? "<br/>" : "");
        append_escaped(text, address);
        g_free(address);
    }
    g_string_append_c(text, '\n');
    g_free(name);
}

static const char *
arrow_of(const ladder_message *message)
{
    if (message->mark != LADDER_UNMARKED || message->entry.kind == LADDER_ICMP) {
        return message->entry.kind == LADDER_REQUEST ? "-x" : "--x";
    }
    return message->entry.kind == LADDER_RESPONSE ? "-->>" : "->>";
}

static void
write_message(const ladder_message *message, GString *text)
{
    char *what = ladder_what(message);

    g_string_append_printf(text, "    E%u%sE%u: ", message->from + 1, arrow_of(message), message->to + 1);
    append_escaped(text, what);
    if (message->entry.count > 1) {
        g_string_append_printf(text, " x%u", message->entry.count);
    }
    g_string_append_printf(text, " (frame %u%s)\n", message->entry.frame, message->is_relay ? ", relayed" : "");
    if (message->mark == LADDER_ORIGIN) {
        g_string_append_printf(text, "    Note over E%u: the failure was made here\n", message->from + 1);
    }
    g_free(what);
}

static void
write_diagram(const ladder *ladder, GString *text)
{
    g_string_append(text, "```mermaid\nsequenceDiagram\n");
    for (guint i = 0; i < ladder->elements->len; i++) {
        write_participant(g_ptr_array_index(ladder->elements, i), i + 1, text);
    }
    for (guint i = 0; i < ladder->messages->len; i++) {
        if (ladder->left_out > 0 && i == ladder->left_out_at) {
            g_string_append_printf(text, "    Note over E1: %u messages left out\n", ladder->left_out);
        }
        write_message(&g_array_index(ladder->messages, ladder_message, i), text);
    }
    g_string_append(text, "```\n");
}

/* Markdown reads no marks in a line that is indented by four blanks. */
static void
write_case(const report_summary *summary, const report_case *this_case, guint number, GString *text)
{
    ladder *ladder = ladder_of_case(summary, this_case);

    g_string_append(text, "\n    ");
    report_text_head(this_case, number, text);
    g_string_append(text, "\n");
    report_text_title(this_case, text);
    g_string_append(text, "\n\n");
    if (ladder->messages->len > 0) {
        write_diagram(ladder, text);
    }
    ladder_free(ladder);
}

void
ladder_write_mermaid(const report_summary *summary, const catalog *knowledge G_GNUC_UNUSED, GString *text)
{
    GPtrArray *cases = report_cases(summary);

    for (guint i = 0; i < cases->len; i++) {
        write_case(summary, g_ptr_array_index(cases, i), i + 1, text);
    }
    g_ptr_array_unref(cases);
}
