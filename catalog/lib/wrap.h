/* wrap.h
 * Breaks texts into the lines of a terminal.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_WRAP_H
#define SIPEXPERT_WRAP_H

#include <stdbool.h>

#include <glib.h>

/** What a text is broken into. */
typedef struct wrap_lines {
    unsigned columns;         /**< the most that a line takes, but for a piece that alone takes more */
    const char *first_margin; /**< what the first line begins with */
    const char *margin;       /**< what every other line begins with */
    bool from_right;          /**< a script written from the right: each line begins with U+200F, so that a terminal shows it so */
} wrap_lines;

/**
 * Appends the text in lines, each with a line feed. Commands between backticks are not broken, nor are they in scripts without blanks. An
 * isolate (U+2066 to U+2068) that goes on in the next line is closed and opened again.
 */
void wrap_append(GString *out, const wrap_lines *lines, const char *text);

/** True if the text begins, apart from what has no direction, in a script written from the right. */
bool wrap_is_from_right(const char *text);

#endif
