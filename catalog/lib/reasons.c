/* reasons.c
 * Explains, lists and searches warn-codes and Q.850 causes; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "data.h"
#include "sentences.h"

/* Where all causes are defined; warn-codes come from several RFCs. */
#define ITU_T_Q850 "ITU-T Q.850"

const catalog_reason *
catalog_find_reason(const catalog *knowledge, catalog_reason_kind kind, int number)
{
    return kind == CATALOG_Q850 ? catalog_find_q850(knowledge, number) : catalog_find_warning(knowledge, number);
}

/* "Q.850 cause 34: No circuit/channel available" */
static char *
title_of(const catalog *knowledge, catalog_reason_kind kind, const catalog_reason *reason)
{
    char *number = g_strdup_printf("%d", reason->number);
    char *title = WORDING(knowledge, kind == CATALOG_Q850 ? "q850" : "warning", { "number", number }, { "name", reason->name });

    g_free(number);
    return title;
}

static void
write_reason(document *doc, const catalog *knowledge, catalog_reason_kind kind, const catalog_reason *reason, unsigned level)
{
    char *title = title_of(knowledge, kind, reason);

    document_heading(doc, level, title);
    document_fact(doc, catalog_find_wording(knowledge, "defined"), kind == CATALOG_Q850 ? ITU_T_Q850 : reason->rfc);
    if (reason->sip_status != 0) {
        topic *usual = topic_new(knowledge, reason->sip_status);
        document_fact(doc, catalog_find_wording(knowledge, "usual-response"), usual->name);
        topic_free(usual);
    }
    document_fact(doc, catalog_find_wording(knowledge, "description"), reason->meaning);
    document_fact(doc, catalog_find_wording(knowledge, "fix"), reason->fix);
    g_free(title);
}

static void
write_name(document *doc, const catalog *knowledge, const catalog_reason *reason)
{
    char *number = g_strdup_printf("%d", reason->number);
    char *name = WORDING(knowledge, "reason-name", { "number", number }, { "name", reason->name });

    document_name(doc, name);
    g_free(name);
    g_free(number);
}

char *
catalog_explain_reason(const catalog *knowledge, catalog_reason_kind kind, int number, const catalog_layout *layout)
{
    document *doc = document_new(knowledge, layout);

    write_reason(doc, knowledge, kind, catalog_find_reason(knowledge, kind, number), 1);
    return document_end(doc);
}

char *
catalog_list_reasons(const catalog *knowledge, catalog_reason_kind kind, const int *numbers, size_t count,
                     const catalog_layout *layout)
{
    document *doc = document_new(knowledge, layout);

    document_heading(doc, 1, catalog_find_wording(knowledge, kind == CATALOG_Q850 ? "q850-causes" : "warn-codes"));
    for (size_t i = 0; i < count; i++) {
        const catalog_reason *reason = catalog_find_reason(knowledge, kind, numbers[i]);
        if (layout->format == CATALOG_MARKDOWN) {
            write_reason(doc, knowledge, kind, reason, 2);
        } else {
            write_name(doc, knowledge, reason);
        }
    }
    return document_end(doc);
}
