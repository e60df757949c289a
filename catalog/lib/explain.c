/* explain.c
 * Explains codes, one or many; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "sentences.h"

#include <string.h>

/* Writes the fact and frees its text; NULL stands for a fact that there is not. */
static void
write_fact(document *doc, const catalog *knowledge, const char *label_key, char *text)
{
    if (text != NULL) {
        document_fact(doc, catalog_find_wording(knowledge, label_key), text);
    }
    g_free(text);
}

static void
write_registration(document *doc, const catalog *knowledge, const topic *about)
{
    const catalog_code *entry = about->entry;
    const char *stage = catalog_find_wording(knowledge, topic_is_provisional(about) ? "provisional" : "final");
    const char *rfc = topic_lacks_rfc(about) ? catalog_find_wording(knowledge, "no-rfc") : entry->rfc;
    char *methods = about->methods[0] != NULL ? list_of(knowledge, (const char *const *)about->methods)
                                              : g_strdup(catalog_find_wording(knowledge, "any-request"));

    write_fact(doc, knowledge, "class", WORDING(knowledge, "class-stage", { "class", entry->class_name }, { "stage", stage }));
    if (topic_is_unknown(about)) {
        write_fact(doc, knowledge, "status",
                   WORDING(knowledge, "rfc-class", { "code", about->digits }, { "rfc", rfc }, { "general", about->general }));
    } else {
        write_fact(doc, knowledge, "defined", g_strdup(rfc));
        write_fact(doc, knowledge, "status", sentence_of_kind(knowledge, "status", entry->status, about->digits));
    }
    write_fact(doc, knowledge, "methods", methods);
}

static void
write_confusions(document *doc, const catalog *knowledge, int code)
{
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    for (size_t i = 0; i < count; i++) {
        const char *difference = catalog_find_difference(knowledge, code, codes[i]);
        if (difference != NULL) {
            topic *other = topic_new(knowledge, codes[i]);
            write_fact(doc, knowledge, "confused",
                       WORDING(knowledge, "labelled", { "label", other->name }, { "text", difference }));
            topic_free(other);
        }
    }
}

static void
write_explanation(document *doc, const catalog *knowledge, int code, catalog_product product, unsigned heading_level)
{
    topic *about = topic_new(knowledge, code);

    document_heading(doc, heading_level, about->name);
    write_registration(doc, knowledge, about);
    write_texts(doc, knowledge, about, product);
    if (about->headers[0] != NULL) {
        write_fact(doc, knowledge, "headers", list_of(knowledge, (const char *const *)about->headers));
    }
    write_fact(doc, knowledge, "retry", sentence_about_retry(knowledge, about));
    write_fact(doc, knowledge, "actor", sentence_of_kind(knowledge, "actor", about->entry->actor, about->digits));
    write_fact(doc, knowledge, "use", sentence_about_use(knowledge, about));
    write_fact(doc, knowledge, "read", sentence_about_reading(knowledge, about, about->digits));
    write_confusions(doc, knowledge, code);
    topic_free(about);
}

char *
catalog_explain(const catalog *knowledge, int code, const catalog_layout *layout)
{
    document *doc = document_new(knowledge, layout);

    write_explanation(doc, knowledge, code, layout->product, 1);
    return document_end(doc);
}

static void
write_class_heading(document *doc, const catalog *knowledge, const topic *member)
{
    const char group[] = { member->digits[0], 'x', 'x', '\0' };
    char *heading = WORDING(knowledge, "name", { "code", group }, { "phrase", member->entry->class_name });

    document_heading(doc, 2, heading);
    g_free(heading);
}

char *
catalog_list(const catalog *knowledge, const int *codes, size_t count, const catalog_layout *layout)
{
    document *doc = document_new(knowledge, layout);

    if (layout->format == CATALOG_MARKDOWN) {
        document_heading(doc, 1, catalog_find_wording(knowledge, "reference"));
    }
    for (size_t i = 0; i < count; i++) {
        topic *about = topic_new(knowledge, codes[i]);
        if (i == 0 || codes[i] / 100 != codes[i - 1] / 100) {
            write_class_heading(doc, knowledge, about);
        }
        if (layout->format == CATALOG_MARKDOWN) {
            write_explanation(doc, knowledge, codes[i], layout->product, 3);
        } else {
            document_name(doc, about->name);
        }
        topic_free(about);
    }
    return document_end(doc);
}
