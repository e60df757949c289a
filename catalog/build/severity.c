/* severity.c
 * The words for severities in catalog files; see severity.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "severity.h"

bool
catalog_read_severity(const char *word, catalog_severity *severity)
{
    static const char *const words[] = { "chat", "note", "warn", "error" };

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        if (g_strcmp0(word, words[i]) == 0) {
            *severity = (catalog_severity)i;
            return true;
        }
    }
    return false;
}
