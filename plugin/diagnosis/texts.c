/* texts.c
 * The texts of a diagnosis; see diagnosis.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis.h"

#include <string.h>

static char *
filled(const diagnosis *diagnosis, const catalog *knowledge, const char *pattern, size_t limit)
{
    const diagnosis_fact *fact = diagnosis->facts[0];

    return catalog_fill(knowledge, pattern, fact->values, fact->count, limit);
}

char *
diagnosis_cause(const diagnosis *diagnosis, const catalog *knowledge)
{
    return diagnosis->verdict != NULL ? filled(diagnosis, knowledge, diagnosis->verdict->cause, 0)
                                      : g_strdup(diagnosis->entry->cause);
}

char *
diagnosis_fix(const diagnosis *diagnosis, const catalog *knowledge)
{
    return diagnosis->verdict != NULL ? filled(diagnosis, knowledge, diagnosis->verdict->fix, 0) : g_strdup(diagnosis->entry->fix);
}

/* A text behind its label, short enough for an expert item. */
static char *
line_of(const diagnosis *diagnosis, const catalog *knowledge, const char *label, const char *pattern)
{
    char *head = catalog_line(knowledge, "line", catalog_label(knowledge, label), "");
    char *text = filled(diagnosis, knowledge, pattern, CATALOG_LINE_BYTES - strlen(head));
    char *line = catalog_line(knowledge, "line", catalog_label(knowledge, label), text);

    g_free(text);
    g_free(head);
    return line;
}

char *
diagnosis_cause_line(const diagnosis *diagnosis, const catalog *knowledge)
{
    return diagnosis->verdict != NULL
               ? line_of(diagnosis, knowledge, diagnosis->certain ? "cause" : "typical-cause", diagnosis->verdict->cause)
               : g_strdup(diagnosis->entry->cause_line);
}

char *
diagnosis_fix_line(const diagnosis *diagnosis, const catalog *knowledge)
{
    return diagnosis->verdict != NULL ? line_of(diagnosis, knowledge, "fix", diagnosis->verdict->fix)
                                      : g_strdup(diagnosis->entry->fix_line);
}

static guint
first_evidence(const diagnosis *diagnosis)
{
    return diagnosis->verdict != NULL ? 1 : 0;
}

bool
diagnosis_has_evidence(const diagnosis *diagnosis)
{
    return diagnosis->fact_count > first_evidence(diagnosis);
}

char **
diagnosis_evidence(const diagnosis *diagnosis, const catalog *knowledge)
{
    char **lines = g_new0(char *, (gsize)diagnosis->fact_count + 1);
    guint count = 0;

    for (guint i = first_evidence(diagnosis); i < diagnosis->fact_count; i++) {
        const diagnosis_fact *fact = diagnosis->facts[i];
        char *line =
            catalog_fill(knowledge, catalog_evidence_of(knowledge, fact->kind), fact->values, fact->count, CATALOG_LINE_BYTES);
        /* Values that differ may be equal as far as they are shown. */
        if (g_strv_contains((const char *const *)lines, line)) {
            g_free(line);
        } else {
            lines[count++] = line;
        }
    }
    return lines;
}
