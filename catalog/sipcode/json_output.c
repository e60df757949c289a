/* json_output.c
 * What sipcode says, as JSON; see json_output.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "json_output.h"

#include "comparison.h"

#include <json-glib/json-glib.h>

/* The names of catalog_reason_kind. */
static const char *const kinds[] = { [CATALOG_Q850] = "q850", [CATALOG_WARNING] = "warning" };

static void
add_number(JsonBuilder *json, const char *name, int number)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, number);
}

/* Adds a string, or null for NULL. */
static void
add_text(JsonBuilder *json, const char *name, const char *text)
{
    json_builder_set_member_name(json, name);
    if (text != NULL) {
        json_builder_add_string_value(json, text);
    } else {
        json_builder_add_null_value(json);
    }
}

static void
add_texts(JsonBuilder *json, const char *name, char *const *texts, size_t count)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        json_builder_add_string_value(json, texts[i]);
    }
    json_builder_end_array(json);
}

static void
add_strings(JsonBuilder *json, const char *name, char **strings)
{
    add_texts(json, name, strings, g_strv_length(strings));
}

static void
add_points(JsonBuilder *json, const char *name, const GPtrArray *points)
{
    add_texts(json, name, (char *const *)points->pdata, points->len);
}

static void
add_facts_of_code(JsonBuilder *json, const topic *about)
{
    const catalog_code *entry = about->entry;

    add_number(json, "code", about->number);
    add_text(json, "phrase", entry->phrase);
    add_text(json, "class", entry->class_name);
    json_builder_set_member_name(json, "final");
    json_builder_add_boolean_value(json, !topic_is_provisional(about));
    add_text(json, "rfc", topic_lacks_rfc(about) ? NULL : entry->rfc);
    add_text(json, "status", entry->status);
    add_strings(json, "methods", about->methods);
    add_strings(json, "headers", about->headers);
    add_text(json, "retry", entry->retry);
    add_text(json, "actor", entry->actor);
    add_text(json, "about", entry->about);
    add_text(json, "meaning", entry->meaning);
    add_text(json, "cause", entry->cause);
    add_text(json, "fix", entry->fix);
    add_text(json, "use", *entry->use != '\0' ? entry->use : NULL);
}

static void
add_confusions(JsonBuilder *json, const catalog *knowledge, int code)
{
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    json_builder_set_member_name(json, "confused_with");
    json_builder_begin_array(json);
    for (size_t i = 0; i < count; i++) {
        const char *difference = catalog_find_difference(knowledge, code, codes[i]);
        if (difference != NULL) {
            json_builder_begin_object(json);
            add_number(json, "code", codes[i]);
            add_text(json, "difference", difference);
            json_builder_end_object(json);
        }
    }
    json_builder_end_array(json);
}

static void
add_code(JsonBuilder *json, const catalog *knowledge, int code)
{
    topic *about = topic_new(knowledge, code);

    json_builder_begin_object(json);
    add_facts_of_code(json, about);
    add_confusions(json, knowledge, code);
    json_builder_end_object(json);
    topic_free(about);
}

static void
add_reason(JsonBuilder *json, const catalog *knowledge, catalog_reason_kind kind, int number)
{
    const catalog_reason *reason = catalog_find_reason(knowledge, kind, number);

    json_builder_begin_object(json);
    add_number(json, kinds[kind], number);
    add_text(json, "name", reason->name);
    if (kind == CATALOG_WARNING) {
        add_text(json, "rfc", reason->rfc);
    } else if (reason->sip_status != 0) {
        add_number(json, "usual_code", reason->sip_status);
    } else {
        add_text(json, "usual_code", NULL);
    }
    add_text(json, "meaning", reason->meaning);
    add_text(json, "fix", reason->fix);
    json_builder_end_object(json);
}

/* Ends what was built; returns it in indented lines. */
static char *
text_of(JsonBuilder *json)
{
    JsonGenerator *generator = json_generator_new();
    JsonNode *root = json_builder_get_root(json);

    json_generator_set_root(generator, root);
    json_generator_set_pretty(generator, TRUE);
    char *document = json_generator_to_data(generator, NULL);
    char *text = g_strconcat(document, "\n", NULL);
    g_free(document);
    json_node_unref(root);
    g_object_unref(generator);
    g_object_unref(json);
    return text;
}

char *
json_of_code(const catalog *knowledge, int code)
{
    JsonBuilder *json = json_builder_new();

    add_code(json, knowledge, code);
    return text_of(json);
}

char *
json_of_reason(const catalog *knowledge, catalog_reason_kind kind, int number)
{
    JsonBuilder *json = json_builder_new();

    add_reason(json, knowledge, kind, number);
    return text_of(json);
}

static void
add_topic(JsonBuilder *json, const char *name, const topic *about)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_object(json);
    add_facts_of_code(json, about);
    json_builder_end_object(json);
}

char *
json_of_comparison(const catalog *knowledge, int first, int second)
{
    comparison *both = comparison_new(knowledge, first, second);
    JsonBuilder *json = json_builder_new();

    json_builder_begin_object(json);
    add_topic(json, "first", both->first);
    add_topic(json, "second", both->second);
    add_text(json, "summary", both->summary);
    add_points(json, "differences", both->differences);
    add_points(json, "when", both->advice);
    json_builder_end_object(json);
    comparison_free(both);
    return text_of(json);
}

char *
json_of_selection(const catalog *knowledge, const selection *selected)
{
    JsonBuilder *json = json_builder_new();

    json_builder_begin_array(json);
    for (size_t i = 0; i < selected->codes.count; i++) {
        add_code(json, knowledge, selected->codes.numbers[i]);
    }
    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        const selected_numbers *reasons = &selected->reasons[kind];
        for (size_t i = 0; i < reasons->count; i++) {
            add_reason(json, knowledge, (catalog_reason_kind)kind, reasons->numbers[i]);
        }
    }
    json_builder_end_array(json);
    return text_of(json);
}
