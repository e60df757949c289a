/* json_output.c
 * What sipcode says, as JSON; see json_output.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "json_output.h"

#include "comparison.h"

#include <string.h>

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

/* Adds the texts for products about a verdict or code; see catalog_product_fix(). */
static void
add_product_fixes(JsonBuilder *json, const catalog *knowledge, catalog_product only, catalog_verdict_id verdict, int code)
{
    static const char *const names[CATALOG_ROLES] = { "fix_product", "fix_client", "fix_sender", "fix_receiver" };

    for (int role = 0; role < CATALOG_ROLES; role++) {
        json_builder_set_member_name(json, names[role]);
        json_builder_begin_object(json);
        for (int product = PRODUCT_NONE + 1; product < PRODUCT_COUNT; product++) {
            const char *fix = catalog_product_fix(knowledge, (catalog_product)product, (catalog_role)role, verdict, code);
            if (fix != NULL && (only == PRODUCT_NONE || only == (catalog_product)product)) {
                add_text(json, catalog_product_id((catalog_product)product), fix);
            }
        }
        json_builder_end_object(json);
    }
}

static void
add_facts_of_code(JsonBuilder *json, const catalog *knowledge, const topic *about, catalog_product product)
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
    add_product_fixes(json, knowledge, product, VERDICT_COUNT, about->number);
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
add_code(JsonBuilder *json, const catalog *knowledge, int code, catalog_product product)
{
    topic *about = topic_new(knowledge, code);

    json_builder_begin_object(json);
    add_facts_of_code(json, knowledge, about, product);
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
json_of_code(const catalog *knowledge, int code, catalog_product product)
{
    JsonBuilder *json = json_builder_new();

    add_code(json, knowledge, code, product);
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
add_topic(JsonBuilder *json, const catalog *knowledge, const char *name, const topic *about, catalog_product product)
{
    json_builder_set_member_name(json, name);
    json_builder_begin_object(json);
    add_facts_of_code(json, knowledge, about, product);
    json_builder_end_object(json);
}

char *
json_of_comparison(const catalog *knowledge, int first, int second, catalog_product product)
{
    comparison *both = comparison_new(knowledge, first, second);
    JsonBuilder *json = json_builder_new();

    json_builder_begin_object(json);
    add_topic(json, knowledge, "first", both->first, product);
    add_topic(json, knowledge, "second", both->second, product);
    add_text(json, "summary", both->summary);
    add_points(json, "differences", both->differences);
    add_points(json, "when", both->advice);
    json_builder_end_object(json);
    comparison_free(both);
    return text_of(json);
}

/* Adds the members of a verdict. Cause and fixes are patterns, with values such as {user}. */
static void
add_facts_of_verdict(JsonBuilder *json, const catalog *knowledge, catalog_verdict_id id, catalog_product product)
{
    const catalog_verdict *verdict = catalog_verdict_of(knowledge, id);
    const char *variant = strchr(verdict->name, '/');
    char *severity = g_ascii_strdown(catalog_severity_name(verdict->severity), -1);

    add_text(json, "verdict", verdict->id);
    add_text(json, "variant", variant != NULL ? variant + 1 : NULL);
    add_text(json, "title", verdict->title);
    add_text(json, "severity", severity);
    json_builder_set_member_name(json, "certain");
    json_builder_add_boolean_value(json, verdict->certain);
    add_text(json, "cause", verdict->cause);
    add_text(json, "fix", verdict->fix);
    add_product_fixes(json, knowledge, product, id, 0);
    g_free(severity);
}

static void
add_verdict(JsonBuilder *json, const catalog *knowledge, catalog_verdict_id id, catalog_product product)
{
    json_builder_begin_object(json);
    add_facts_of_verdict(json, knowledge, id, product);
    json_builder_end_object(json);
}

char *
json_of_verdict(const catalog *knowledge, catalog_verdict_id id, catalog_product product)
{
    JsonBuilder *json = json_builder_new();

    json_builder_begin_object(json);
    add_facts_of_verdict(json, knowledge, id, product);
    json_builder_set_member_name(json, "variants");
    json_builder_begin_array(json);
    for (int variant = 0; variant < VERDICT_COUNT; variant++) {
        if (catalog_is_variant_of(knowledge, (catalog_verdict_id)variant, id)) {
            add_verdict(json, knowledge, (catalog_verdict_id)variant, product);
        }
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    return text_of(json);
}

char *
json_of_selection(const catalog *knowledge, const catalog_selection *selected, catalog_product product)
{
    JsonBuilder *json = json_builder_new();

    json_builder_begin_array(json);
    for (guint i = 0; i < selected->codes->len; i++) {
        add_code(json, knowledge, g_array_index(selected->codes, int, i), product);
    }
    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        const GArray *reasons = selected->reasons[kind];
        for (guint i = 0; i < reasons->len; i++) {
            add_reason(json, knowledge, (catalog_reason_kind)kind, g_array_index(reasons, int, i));
        }
    }
    for (guint i = 0; i < selected->verdicts->len; i++) {
        add_verdict(json, knowledge, (catalog_verdict_id)g_array_index(selected->verdicts, int, i), product);
    }
    json_builder_end_array(json);
    return text_of(json);
}
