/* comparison.c
 * Compares two codes; see comparison.h and catalog.h. All words come from the catalog; this file chooses among its wordings, so that
 * what is equal in both codes is left out or said once.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "comparison.h"

#include <string.h>

static bool
same_class(const comparison *both)
{
    return both->first->digits[0] == both->second->digits[0];
}

/* Two unregistered numbers of a class have one entry, so only their numbers differ. */
static bool
same_entry(const comparison *both)
{
    return both->first->entry == both->second->entry;
}

static char *
summary_of(const comparison *both)
{
    const catalog_code *first = both->first->entry;
    const catalog_code *second = both->second->entry;
    const char *key = same_entry(both) ? "summary-same-entry" : same_class(both) ? "summary-same-class" : "summary-other-class";
    char *first_class = g_utf8_strdown(first->class_name, -1);
    char *second_class = g_utf8_strdown(second->class_name, -1);
    char *summary = WORDING(both->knowledge, key, { "first", both->first->name }, { "second", both->second->name },
                            { "first-code", both->first->digits }, { "second-code", both->second->digits },
                            { "first-about", first->about }, { "second-about", second->about }, { "about", first->about },
                            { "first-class", first_class }, { "second-class", second_class }, { "class", first_class });

    g_free(second_class);
    g_free(first_class);
    return summary;
}

/* Appends a sentence and frees it. Scripts whose characters are wide put no blank between sentences. */
static void
append_sentence(GString *sentences, char *sentence)
{
    const char *last = sentences->len > 0 ? g_utf8_prev_char(sentences->str + sentences->len) : NULL;

    if (last != NULL && !g_unichar_iswide(g_utf8_get_char(last))) {
        g_string_append_c(sentences, ' ');
    }
    g_string_append(sentences, sentence);
    g_free(sentence);
}

/* Adds a point of sentences, which are freed; NULL stands for a sentence that is not needed. */
static void
add_point(GPtrArray *points, char *first, char *second, char *third)
{
    char *const sentences[] = { first, second, third };
    GString *point = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(sentences); i++) {
        if (sentences[i] != NULL) {
            append_sentence(point, sentences[i]);
        }
    }
    if (point->len > 0) {
        g_ptr_array_add(points, g_string_free(point, FALSE));
    } else {
        g_string_free(point, TRUE);
    }
}

static void
add_kind(const comparison *both, const char *kind, const char *first, const char *second)
{
    if (strcmp(first, second) != 0) {
        add_point(both->differences, sentence_of_kind(both->knowledge, kind, first, both->first->digits),
                  sentence_of_kind(both->knowledge, kind, second, both->second->digits), NULL);
    }
}

static void
add_class(const comparison *both)
{
    const topic *provisional = topic_is_provisional(both->first) ? both->first : both->second;
    const topic *final = provisional == both->first ? both->second : both->first;

    add_kind(both, "class", topic_class(both->first), topic_class(both->second));
    if (topic_is_provisional(both->first) != topic_is_provisional(both->second)) {
        add_point(both->differences,
                  WORDING(both->knowledge, "stage", { "provisional", provisional->digits }, { "final", final->digits }), NULL,
                  NULL);
    }
}

static void
add_methods(const comparison *both)
{
    if (strcmp(both->first->entry->methods, both->second->entry->methods) != 0) {
        add_point(both->differences, sentence_about_methods(both->knowledge, both->first),
                  sentence_about_methods(both->knowledge, both->second), NULL);
    }
}

static void
add_retry(const comparison *both)
{
    if (strcmp(both->first->entry->retry, both->second->entry->retry) != 0) {
        add_point(both->differences, sentence_about_retry(both->knowledge, both->first),
                  sentence_about_retry(both->knowledge, both->second), NULL);
    }
}

/* The items that are in the other list, or those that are not; a list for g_ptr_array_unref() that ends with NULL. */
static GPtrArray *
items_shared(char **items, char **other, bool shared)
{
    GPtrArray *selected = g_ptr_array_new();

    for (char **item = items; *item != NULL; item++) {
        if (g_strv_contains((const char *const *)other, *item) == shared) {
            g_ptr_array_add(selected, *item);
        }
    }
    g_ptr_array_add(selected, NULL);
    return selected;
}

/* Names the headers after "With {code}, look at", or after "With either code" if `code` is NULL. Frees the list; NULL if it is empty. */
static char *
sentence_about_headers(const comparison *both, const char *code, GPtrArray *headers)
{
    char *sentence = NULL;

    if (headers->len > 1) {
        char *list = list_of(both->knowledge, (const char *const *)headers->pdata);
        sentence = code != NULL ? WORDING(both->knowledge, "headers-of", { "code", code }, { "headers", list })
                                : WORDING(both->knowledge, "headers-both", { "headers", list });
        g_free(list);
    }
    g_ptr_array_unref(headers);
    return sentence;
}

static void
add_headers(const comparison *both)
{
    char **first = both->first->headers;
    char **second = both->second->headers;
    char *of_first = sentence_about_headers(both, both->first->digits, items_shared(first, second, false));
    char *of_second = sentence_about_headers(both, both->second->digits, items_shared(second, first, false));

    if (of_first != NULL || of_second != NULL) {
        add_point(both->differences, sentence_about_headers(both, NULL, items_shared(first, second, true)), of_first, of_second);
    }
}

static char *
sentence_about_rfc(const catalog *knowledge, const topic *about)
{
    const char *key = topic_is_unknown(about) ? "rfc-class" : topic_lacks_rfc(about) ? "rfc-none" : "rfc-of";

    return WORDING(knowledge, key, { "code", about->digits }, { "rfc", about->entry->rfc }, { "general", about->general });
}

/* What sets the code apart from a current one, if the sentence about its RFC has not said so; or NULL. */
static char *
sentence_about_status(const catalog *knowledge, const topic *about)
{
    const char *status = about->entry->status;
    const bool is_said = strcmp(status, "current") == 0 || strcmp(status, "unregistered") == 0;

    return is_said ? NULL : WORDING(knowledge, status, { "code", about->digits });
}

/* Where both are defined in sections of one document, the sentence that says so; or NULL. */
static char *
sentence_about_common_rfc(const comparison *both)
{
    char **first = g_strsplit(both->first->entry->rfc, " ", 3);
    char **second = g_strsplit(both->second->entry->rfc, " ", 3);
    char *sentence = NULL;

    if (!topic_is_unknown(both->first) && !topic_is_unknown(both->second) && g_strv_length(first) == 3 &&
        g_strv_length(second) == 3 && strcmp(first[1], second[1]) == 0) {
        char *rfc = g_strdup_printf("%s %s", first[0], first[1]);
        sentence = WORDING(both->knowledge, "rfc-both", { "rfc", rfc }, { "first", both->first->digits },
                           { "second", both->second->digits }, { "first-section", first[2] }, { "second-section", second[2] });
        g_free(rfc);
    }
    g_strfreev(second);
    g_strfreev(first);
    return sentence;
}

static void
add_rfc(const comparison *both)
{
    const catalog *knowledge = both->knowledge;
    char *common = topic_lacks_rfc(both->first) && topic_lacks_rfc(both->second)
                       ? g_strdup(catalog_find_wording(knowledge, "rfc-neither"))
                       : sentence_about_common_rfc(both);

    if (common != NULL) {
        add_point(both->differences, common, NULL, NULL);
    } else {
        add_point(both->differences, sentence_about_rfc(knowledge, both->first), sentence_about_rfc(knowledge, both->second), NULL);
    }
    add_point(both->differences, sentence_about_status(knowledge, both->first), sentence_about_status(knowledge, both->second),
              NULL);
}

static void
add_differences(const comparison *both)
{
    const catalog_code *first = both->first->entry;
    const catalog_code *second = both->second->entry;

    if (same_entry(both)) {
        add_point(both->differences, WORDING(both->knowledge, "same-entry", { "general", both->first->general }), NULL, NULL);
        return;
    }
    add_point(both->differences, g_strdup(catalog_find_difference(both->knowledge, both->first->number, both->second->number)),
              NULL, NULL);
    add_class(both);
    add_methods(both);
    add_retry(both);
    add_kind(both, "actor", first->actor, second->actor);
    add_headers(both);
    if (both->differences->len == 0) {
        add_point(both->differences, g_strdup(catalog_find_wording(both->knowledge, "only-meaning")), NULL, NULL);
    }
    add_rfc(both);
}

static void
add_advice(const comparison *both)
{
    const catalog *knowledge = both->knowledge;

    add_point(both->advice, sentence_about_use(knowledge, both->first), NULL, NULL);
    add_point(both->advice, sentence_about_use(knowledge, both->second), NULL, NULL);
    if (strcmp(topic_reading(both->first), topic_reading(both->second)) == 0) {
        char *either = WORDING(knowledge, "either", { "first", both->first->digits }, { "second", both->second->digits });
        add_point(both->advice, sentence_about_reading(knowledge, both->first, either), NULL, NULL);
        g_free(either);
    } else {
        add_point(both->advice, sentence_about_reading(knowledge, both->first, both->first->digits), NULL, NULL);
        add_point(both->advice, sentence_about_reading(knowledge, both->second, both->second->digits), NULL, NULL);
    }
}

comparison *
comparison_new(const catalog *knowledge, int first, int second)
{
    comparison *both = g_new0(comparison, 1);

    both->knowledge = knowledge;
    both->first = topic_new(knowledge, first);
    both->second = topic_new(knowledge, second);
    both->title = WORDING(knowledge, "title", { "first", both->first->digits }, { "second", both->second->digits });
    both->summary = summary_of(both);
    both->differences = g_ptr_array_new_with_free_func(g_free);
    both->advice = g_ptr_array_new_with_free_func(g_free);
    add_differences(both);
    add_advice(both);
    return both;
}

void
comparison_free(comparison *both)
{
    g_ptr_array_unref(both->advice);
    g_ptr_array_unref(both->differences);
    g_free(both->summary);
    g_free(both->title);
    topic_free(both->second);
    topic_free(both->first);
    g_free(both);
}

static void
write_points(document *doc, const comparison *both, const char *heading_key, const GPtrArray *points)
{
    document_heading(doc, 2, catalog_find_wording(both->knowledge, heading_key));
    for (unsigned i = 0; i < points->len; i++) {
        document_item(doc, points->pdata[i]);
    }
}

static char *
comparison_as_document(const comparison *both, const catalog_layout *layout)
{
    document *doc = document_new(both->knowledge, layout);

    document_heading(doc, 1, both->title);
    document_paragraph(doc, both->summary);
    document_heading(doc, 2, same_entry(both) ? both->title : both->first->name);
    write_texts(doc, both->knowledge, both->first, layout->product);
    if (!same_entry(both)) {
        document_heading(doc, 2, both->second->name);
        write_texts(doc, both->knowledge, both->second, layout->product);
    }
    write_points(doc, both, "differences", both->differences);
    write_points(doc, both, "when", both->advice);
    return document_end(doc);
}

char *
catalog_compare(const catalog *knowledge, int first, int second, const catalog_layout *layout)
{
    comparison *both = comparison_new(knowledge, first, second);
    char *compared = comparison_as_document(both, layout);

    comparison_free(both);
    return compared;
}

char *
catalog_change(const catalog *knowledge, int before, int after)
{
    const char *known = catalog_find_difference(knowledge, before, after);
    comparison both = { .knowledge = knowledge };
    GString *change = g_string_new(known);

    if (known == NULL) {
        both.first = topic_new(knowledge, before);
        both.second = topic_new(knowledge, after);
        if (topic_is_provisional(both.first) && !topic_is_provisional(both.second)) {
            append_sentence(change,
                            WORDING(knowledge, "stage", { "provisional", both.first->digits }, { "final", both.second->digits }));
        } else {
            append_sentence(change, summary_of(&both));
        }
        topic_free(both.first);
        topic_free(both.second);
    }
    return g_string_free(change, FALSE);
}
