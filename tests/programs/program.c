/* program.c
 * Runs a whole program; see program.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <gio/gio.h>

program_result
program_run(const char *const *command, const char *input)
{
    GError *error = NULL;
    program_result result = { NULL, NULL, 0 };
    const GSubprocessFlags flags = G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE |
                                   (input != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : G_SUBPROCESS_FLAGS_NONE);
    GSubprocess *process = g_subprocess_newv(command, flags, &error);

    g_assert_no_error(error);
    g_subprocess_communicate_utf8(process, input, NULL, &result.out, &result.err, &error);
    g_assert_no_error(error);
    if (g_subprocess_get_if_signaled(process)) {
        g_error("%s ended by signal %d: %s", command[0], g_subprocess_get_term_sig(process), result.err);
    }
    result.exit_code = g_subprocess_get_exit_status(process);
    g_object_unref(process);
    return result;
}

char *
program_output(const char *const *command)
{
    program_result result = program_run(command, NULL);

    g_assert_cmpstr(result.err, ==, "");
    g_assert_cmpint(result.exit_code, ==, 0);
    g_free(result.err);
    return result.out;
}

void
program_result_clear(program_result *result)
{
    g_free(result->out);
    g_free(result->err);
}

unsigned
program_count(const char *text, const char *pattern)
{
    GRegex *regex = g_regex_new(pattern, G_REGEX_MULTILINE, 0, NULL);
    GMatchInfo *match;
    unsigned count = 0;

    g_assert_nonnull(regex);
    for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        count++;
    }
    g_match_info_free(match);
    g_regex_unref(regex);
    return count;
}
