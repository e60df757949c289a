/* output.c
 * How sipcode prints answers and complaints; see output.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "output.h"

#include <stdio.h>
#include <stdlib.h>

G_GNUC_PRINTF(1, 0)
static void
complain(const char *format, va_list values)
{
    char *message = g_strdup_vprintf(format, values);

    (void)fprintf(stderr, "sipcode: %s\n", message);
    g_free(message);
}

void
output_note(const char *format, ...)
{
    va_list values;

    va_start(values, format);
    complain(format, values);
    va_end(values);
}

int
output_fail(int exit_code, const char *format, ...)
{
    va_list values;

    va_start(values, format);
    complain(format, values);
    va_end(values);
    return exit_code;
}

int
output_show(char *text)
{
    const bool is_written = fputs(text, stdout) != EOF && fflush(stdout) == 0 && ferror(stdout) == 0;

    g_free(text);
    return is_written ? EXIT_SUCCESS : output_fail(OUTPUT_NOTHING_FOUND, "cannot write the output");
}
