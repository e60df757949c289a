/* program.h
 * Runs a whole program and looks at what it printed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PROGRAM_H
#define SIPEXPERT_PROGRAM_H

#include <glib.h>

typedef struct {
    char *out;
    char *err;
    int exit_code;
} program_result;

/** Runs the NULL-terminated command with `input` (may be NULL) on its standard input. The test fails if it ends by a signal. */
program_result program_run(const char *const *command, const char *input);

/** Like program_run(); the test fails, too, if the program fails or writes to its standard error. Returns what it printed; g_free(). */
char *program_output(const char *const *command);

void program_result_clear(program_result *result);

/** How often the regular expression matches; ^ and $ match at lines. */
unsigned program_count(const char *text, const char *pattern);

#endif
