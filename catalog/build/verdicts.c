/* verdicts.c
 * catalog-verdicts: prints the table of all verdicts, catalog/VERDICTS.md.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"

#include <stdio.h>
#include <stdlib.h>

static int
print_row(const catalog_verdict *verdict)
{
    return printf("| `%s` | %s | %s | %s |\n", verdict->id, verdict->title, catalog_severity_name(verdict->severity),
                  verdict->certain ? "Cause" : "Typical cause");
}

int
main(void)
{
    const catalog *english = catalog_of_language("en");
    bool written =
        printf(
            "# Verdicts\n\n"
            "Why a response was sent, as ids for scripts. A verdict that is shown as a cause becomes a typical one in a call that\n"
            "shows less, and the severity may be another in a dialog. `cmake --build build --target verdicts` writes this file.\n\n"
            "| verdict | what it says | severity | shown as |\n|---|---|---|---|\n") > 0;

    for (int id = 0; id < VERDICT_COUNT; id++) {
        written = print_row(catalog_verdict_of(english, (catalog_verdict_id)id)) > 0 && written;
    }
    return written && fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
