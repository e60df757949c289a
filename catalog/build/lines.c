/* lines.c
 * Finds groups and keys in the lines of a catalog file; see lines.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "lines.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

unsigned
line_of(char *const *lines, const char *group, const char *key, unsigned nth)
{
    char *heading = g_strdup_printf("[%s]", group);
    bool inside = false;
    unsigned number = 0;

    for (unsigned i = 0; lines[i] != NULL && number == 0; i++) {
        const char *line = lines[i];
        if (line[0] == '[') {
            inside = g_str_has_prefix(line, heading);
            if (inside && key == NULL && nth-- == 1) {
                number = i + 1;
            }
        } else if (inside && key != NULL && g_str_has_prefix(line, key) && strchr("= \t", line[strlen(key)]) != NULL) {
            number = i + 1;
        }
    }
    g_free(heading);
    return number;
}
