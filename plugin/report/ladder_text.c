/* ladder_text.c
 * Ladders as text for terminals and tickets, in 80 columns; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "ladder.h"
#include "report_text.h"
#include "text_clean.h"

#include <string.h>

#define COLUMNS 80
/* Mark, time and frame. */
#define GUTTER 20
/* The lifelines of more elements are too near to each other for what stands between them. */
#define MAX_LIFELINES 7
/* Where less characters of what a message is would be left, it stands at the end of the line how often it came. */
#define MIN_LABEL 4

/* What lines are drawn with. */
typedef struct {
    const char *lifeline;
    const char *arrow;
    const char *relay;
    const char *error;
    const char *cut; /* after a text that is cut */
} pen;

static const pen utf8_pen = { "\u2502", "\u2500", "\u2504", "~", "\u2026" };
static const pen ascii_pen = { "|", "-", ".", "~", "~" };

/* A line of the ladder; each place is one character, not zero-terminated. */
typedef struct {
    const char *places[COLUMNS];
    char own[COLUMNS][7]; /* characters that are no strings elsewhere */
} canvas;

static void
clear(canvas *line)
{
    for (guint i = 0; i < COLUMNS; i++) {
        line->places[i] = " ";
    }
}

static void
put_text(canvas *line, gint at, const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text), at++) {
        if (at >= 0 && at < COLUMNS) {
            const gsize size = (gsize)(g_utf8_next_char(text) - text);
            memcpy(line->own[at], text, size);
            line->own[at][size] = '\0';
            line->places[at] = line->own[at];
        }
    }
}

static void
write_line(const canvas *line, GString *text)
{
    guint length = COLUMNS;

    while (length > 0 && strcmp(line->places[length - 1], " ") == 0) {
        length--;
    }
    for (guint i = 0; i < length; i++) {
        g_string_append(text, line->places[i]);
    }
    g_string_append_c(text, '\n');
}

static guint
pitch_of(const ladder *ladder)
{
    return (COLUMNS - GUTTER) / ladder->elements->len;
}

static gint
lifeline_of(const ladder *ladder, guint element)
{
    return (gint)(GUTTER + pitch_of(ladder) * element + pitch_of(ladder) / 2);
}

static void
put_lifelines(canvas *line, const ladder *ladder, const pen *pen)
{
    for (guint i = 0; i < ladder->elements->len; i++) {
        line->places[lifeline_of(ladder, i)] = pen->lifeline;
    }
}

static const char *
first_address(const ladder *ladder, guint element)
{
    const ladder_element *found = g_ptr_array_index(ladder->elements, element);

    return g_ptr_array_index(found->addresses, 0);
}

static void
put_centred(canvas *line, gint middle, const char *text)
{
    put_text(line, middle - (gint)g_utf8_strlen(text, -1) / 2, text);
}

/* Addresses over their lifelines where they have room, otherwise numbers. */
static void
write_header(const ladder *ladder, const pen *pen, GString *text)
{
    bool fits = true;
    canvas line;

    for (guint i = 0; i < ladder->elements->len; i++) {
        fits = fits && strlen(first_address(ladder, i)) < pitch_of(ladder);
    }
    clear(&line);
    for (guint i = 0; i < ladder->elements->len; i++) {
        char *label = fits ? ladder_address(first_address(ladder, i)) : g_strdup_printf("[%u]", i + 1);
        put_centred(&line, lifeline_of(ladder, i), label);
        g_free(label);
    }
    write_line(&line, text);
    clear(&line);
    put_lifelines(&line, ladder, pen);
    write_line(&line, text);
}

/* The text in so many characters at most, for g_free(). */
static char *
cut(const char *text, glong room, const pen *pen)
{
    if (g_utf8_strlen(text, -1) <= room) {
        return g_strdup(text);
    }
    char *begin = room > 0 ? g_utf8_substring(text, 0, room - 1) : g_strdup("");
    char *shortened = g_strconcat(begin, room > 0 ? pen->cut : "", NULL);
    g_free(begin);
    return shortened;
}

/* The number, all addresses and the name of each element. */
static void
write_elements(const ladder *ladder, const pen *pen, GString *text)
{
    for (guint i = 0; i < ladder->elements->len; i++) {
        const ladder_element *element = g_ptr_array_index(ladder->elements, i);
        GString *line = g_string_new(NULL);
        g_string_append_printf(line, "    [%u]", i + 1);
        for (guint j = 0; j < element->addresses->len; j++) {
            char *address = ladder_address(g_ptr_array_index(element->addresses, j));
            g_string_append_printf(line, " %s", address);
            g_free(address);
        }
        char *name = text_cleaned(element->name);
        g_string_append_printf(line, "%s%s", name != NULL ? "  " : "", name != NULL ? name : "");
        char *shown = cut(line->str, COLUMNS, pen);
        g_string_append_printf(text, "%s\n", shown);
        g_free(shown);
        g_free(name);
        g_string_free(line, TRUE);
    }
}

/* Of a response the code, of an ICMP error, which is drawn otherwise, its name. */
static const char *
in_brief(const ladder_message *message, char *what)
{
    if (message->entry.kind == LADDER_RESPONSE) {
        what[strcspn(what, " ")] = '\0';
    }
    return message->entry.kind == LADDER_ICMP ? what + strlen("ICMP ") : what;
}

/* How often the message came if that is more than once, for g_free(). */
static char *
times_of(const ladder_message *message)
{
    return message->entry.count > 1 ? g_strdup_printf(" x%u", message->entry.count) : g_strdup("");
}

/* What the message is and how often it came, in so many characters; the former is cut where both do not fit. */
static char *
label_of(const ladder_message *message, glong room, const pen *pen)
{
    char *what = ladder_what(message);
    char *times = times_of(message);
    const glong room_for_what = room - (glong)strlen(times);
    char *shown = cut(g_utf8_strlen(what, -1) <= room_for_what ? what : in_brief(message, what), room_for_what, pen);
    char *label = g_strconcat(shown, times, NULL);
    g_free(shown);
    g_free(times);
    g_free(what);
    return label;
}

/* What the message is, in so many characters. */
static char *
short_label_of(const ladder_message *message, glong room, const pen *pen)
{
    char *what = ladder_what(message);
    char *label = cut(in_brief(message, what), room, pen);

    g_free(what);
    return label;
}

static char
sign_of(const ladder_message *message)
{
    static const char signs[] = { [LADDER_UNMARKED] = ' ', [LADDER_FAILURE] = '!', [LADDER_ORIGIN] = '*' };

    return signs[message->mark];
}

static char *
gutter_of(const ladder *ladder, const ladder_message *message)
{
    const gint64 since = message->entry.time - g_array_index(ladder->messages, ladder_message, 0).entry.time;

    return g_strdup_printf("%c%+10.3f %7u ", sign_of(message), (double)since / G_USEC_PER_SEC, message->entry.frame);
}

static const char *
stroke_of(const ladder_message *message, const pen *pen)
{
    return message->entry.kind == LADDER_ICMP ? pen->error : message->is_relay ? pen->relay : pen->arrow;
}

static void
put_arrow(canvas *line, const ladder *ladder, const ladder_message *message, const pen *pen)
{
    const gint from = lifeline_of(ladder, message->from);
    const gint to = lifeline_of(ladder, message->to);
    const gint left = MIN(from, to) + 1;
    const gint right = MAX(from, to) - 1;
    const glong room = right - left - 2;
    char *times = times_of(message);
    const bool has_room = room - (glong)strlen(times) >= MIN_LABEL;
    char *label = has_room ? label_of(message, room, pen) : short_label_of(message, room, pen);

    if (!has_room) {
        put_text(line, lifeline_of(ladder, ladder->elements->len - 1) + 1, times);
    }
    for (gint i = left; i <= right; i++) {
        line->places[i] = stroke_of(message, pen);
    }
    put_text(line, to > from ? right : left, to > from ? ">" : "<");
    put_centred(line, (left + right + 1) / 2, label);
    g_free(label);
    g_free(times);
}

/* A message of an element to itself stands beside its lifeline, where there is more room. */
static void
put_hook(canvas *line, const ladder *ladder, const ladder_message *message, const pen *pen)
{
    const gint at = lifeline_of(ladder, message->from);
    const bool is_right = at < (GUTTER + COLUMNS) / 2;
    const gint room = is_right ? COLUMNS - at - 6 : at - GUTTER - 5;
    char *label = label_of(message, room, pen);
    char *hook = g_strdup_printf(is_right ? "<%s %s" : "%2$s %1$s>", stroke_of(message, pen), label);

    put_text(line, is_right ? at + 1 : at - (gint)g_utf8_strlen(hook, -1), hook);
    g_free(hook);
    g_free(label);
}

static void
write_message(const ladder *ladder, const ladder_message *message, const pen *pen, GString *text)
{
    char *gutter = gutter_of(ladder, message);
    canvas line;

    clear(&line);
    put_lifelines(&line, ladder, pen);
    put_text(&line, 0, gutter);
    if (message->from == message->to) {
        put_hook(&line, ladder, message, pen);
    } else {
        put_arrow(&line, ladder, message, pen);
    }
    write_line(&line, text);
    g_free(gutter);
}

static void
write_as_list(const ladder *ladder, const ladder_message *message, const pen *pen, GString *text)
{
    char *gutter = gutter_of(ladder, message);
    char *label = label_of(message, COLUMNS, pen);

    g_string_append_printf(text, "%s [%u] > [%u] %s%s\n", gutter, message->from + 1, message->to + 1, label,
                           message->is_relay ? " (relayed)" : "");
    g_free(label);
    g_free(gutter);
}

static void
write_messages(const ladder *ladder, const pen *pen, GString *text)
{
    const bool has_lifelines = ladder->elements->len <= MAX_LIFELINES;

    if (has_lifelines) {
        write_header(ladder, pen, text);
    }
    for (guint i = 0; i < ladder->messages->len; i++) {
        if (ladder->left_out > 0 && i == ladder->left_out_at) {
            g_string_append_printf(text, "%*s... %u messages left out ...\n", GUTTER, "", ladder->left_out);
        }
        (has_lifelines ? write_message : write_as_list)(ladder, &g_array_index(ladder->messages, ladder_message, i), pen, text);
    }
}

/* Says what the signs mean that are there. */
static void
write_signs(const ladder *ladder, GString *text)
{
    bool is_there[] = { [LADDER_UNMARKED] = false, [LADDER_FAILURE] = false, [LADDER_ORIGIN] = false };
    bool is_relayed = false;

    for (guint i = 0; i < ladder->messages->len; i++) {
        const ladder_message *message = &g_array_index(ladder->messages, ladder_message, i);
        is_there[message->mark] = true;
        is_relayed = is_relayed || message->is_relay;
    }
    g_string_append_printf(text, "%s%s%s\n", is_there[LADDER_FAILURE] ? " ! the failure" : "",
                           is_there[LADDER_ORIGIN] ? "   * where it was made" : "", is_relayed ? "   dotted: relayed" : "");
}

static void
write_ladder(const report_summary *summary, const report_case *this_case, guint number, const pen *pen, GString *text)
{
    ladder *ladder = ladder_of_case(summary, this_case);

    g_string_append_c(text, '\n');
    report_text_head(this_case, number, text);
    g_string_append_c(text, '\n');
    report_text_title(this_case, text);
    g_string_append_c(text, '\n');
    if (ladder->messages->len > 0) {
        write_elements(ladder, pen, text);
        write_messages(ladder, pen, text);
        write_signs(ladder, text);
    }
    ladder_free(ladder);
}

void
ladder_write_text(const report_summary *summary, const catalog *knowledge G_GNUC_UNUSED, GString *text)
{
    const pen *pen = g_get_charset(NULL) ? &utf8_pen : &ascii_pen;
    GPtrArray *cases = report_cases(summary);

    for (guint i = 0; i < cases->len; i++) {
        write_ladder(summary, g_ptr_array_index(cases, i), i + 1, pen, text);
    }
    g_string_append(text, cases->len == 0 ? "\nNo failures.\n" : "");
    g_ptr_array_unref(cases);
}
