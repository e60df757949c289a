/* severity.c
 * How much a response matters; see severity.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "severity.h"

#include <glib.h>

static const char *const names[] = {
    [CATALOG_CHAT] = "Chat",
    [CATALOG_NOTE] = "Note",
    [CATALOG_WARN] = "Warn",
    [CATALOG_ERROR] = "Error",
};

const char *
catalog_severity_name(catalog_severity severity)
{
    return names[severity];
}

bool
catalog_read_severity(const char *word, catalog_severity *severity)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(word, names[i]) == 0) {
            *severity = (catalog_severity)i;
            return true;
        }
    }
    return false;
}
