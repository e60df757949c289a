/* verdicts.c
 * Explains and lists verdicts; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "data.h"
#include "sentences.h"

#include <string.h>

catalog_verdict_id
catalog_find_verdict(const catalog *knowledge, const char *name)
{
    int id = 0;

    while (id < VERDICT_COUNT && g_ascii_strcasecmp(knowledge->verdicts[id].name, name) != 0) {
        id++;
    }
    return (catalog_verdict_id)id;
}

bool
catalog_is_variant_of(const catalog *knowledge, catalog_verdict_id variant, catalog_verdict_id base)
{
    const catalog_verdict *verdict = catalog_verdict_of(knowledge, base);

    return variant != base && strcmp(verdict->name, verdict->id) == 0 &&
           strcmp(catalog_verdict_of(knowledge, variant)->id, verdict->id) == 0;
}

static const char *
label_of_cause(const catalog *knowledge, const catalog_verdict *verdict)
{
    return catalog_label(knowledge, verdict->certain ? "cause" : "typical-cause");
}

static void
write_verdict(document *doc, const catalog *knowledge, catalog_verdict_id id, catalog_product product, unsigned level)
{
    const catalog_verdict *verdict = catalog_verdict_of(knowledge, id);
    char *heading = WORDING(knowledge, "labelled", { "label", verdict->name }, { "text", verdict->title });

    document_heading(doc, level, heading);
    document_fact(doc, catalog_label(knowledge, "severity"), catalog_severity_name(verdict->severity));
    write_pattern(doc, knowledge, label_of_cause(knowledge, verdict), verdict->cause);
    write_pattern(doc, knowledge, catalog_find_wording(knowledge, "fix"), verdict->fix);
    write_product_fixes(doc, knowledge, product, id, 0);
    g_free(heading);
}

char *
catalog_explain_verdict(const catalog *knowledge, catalog_verdict_id id, const catalog_layout *layout)
{
    document *doc = document_new(knowledge, layout);

    write_verdict(doc, knowledge, id, layout->product, 1);
    for (int variant = 0; variant < VERDICT_COUNT; variant++) {
        if (catalog_is_variant_of(knowledge, (catalog_verdict_id)variant, id)) {
            write_verdict(doc, knowledge, (catalog_verdict_id)variant, layout->product, 2);
        }
    }
    return document_end(doc);
}

static void
write_name(document *doc, const catalog *knowledge, const catalog_verdict *verdict)
{
    char *name = WORDING(knowledge, "labelled", { "label", verdict->name }, { "text", verdict->title });

    document_name(doc, name);
    g_free(name);
}

static void
write_row(document *doc, const catalog *knowledge, const catalog_verdict *verdict)
{
    char *name = g_strdup_printf("`%s`", verdict->name);

    document_row(
        doc, DOCUMENT_CELLS(name, verdict->title, catalog_severity_name(verdict->severity), label_of_cause(knowledge, verdict)));
    g_free(name);
}

char *
catalog_list_verdicts(const catalog *knowledge, const int *ids, size_t count, const catalog_layout *layout)
{
    document *doc = document_new(knowledge, layout);
    const bool is_table = layout->format == CATALOG_MARKDOWN;

    document_heading(doc, 1, catalog_find_wording(knowledge, "verdicts"));
    if (is_table) {
        document_paragraph(doc, catalog_find_wording(knowledge, "verdicts-note"));
        document_row(doc, DOCUMENT_CELLS(catalog_label(knowledge, "verdict"), catalog_find_wording(knowledge, "description"),
                                         catalog_label(knowledge, "severity"), catalog_find_wording(knowledge, "shown-as")));
    }
    for (size_t i = 0; i < count; i++) {
        const catalog_verdict *verdict = catalog_verdict_of(knowledge, (catalog_verdict_id)ids[i]);
        if (is_table) {
            write_row(doc, knowledge, verdict);
        } else {
            write_name(doc, knowledge, verdict);
        }
    }
    return document_end(doc);
}
