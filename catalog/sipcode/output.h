/* output.h
 * How sipcode prints answers and complaints: in UTF-8 whatever the locale is, as files, pipes and today's terminals want it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_OUTPUT_H
#define SIPEXPERT_OUTPUT_H

#include "catalog.h"

/** Exit codes beside EXIT_SUCCESS. */
enum {
    OUTPUT_NOTHING_FOUND = 1,
    OUTPUT_WRONG_USAGE = 2
};

/** How an answer is written. */
typedef struct output {
    bool as_json;
    catalog_layout layout; /**< if it is not JSON; its product counts in both */
} output;

/** Prints the text, and frees it. Returns an exit code. */
int output_show(char *text);

/** Prints a message that goes with an answer. */
void output_note(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** Prints a message. Returns the exit code. */
int output_fail(int exit_code, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
