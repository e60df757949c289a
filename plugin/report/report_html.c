/* report_html.c
 * The report as one HTML file: a page that needs nothing else, with its data as JSON; see report.h.
 *
 * Nothing from a capture is ever markup. It is in a block of JSON in which no character can end the block, a Content-Security-Policy allows
 * no script and style but the page's own, and Trusted Types forbid these to turn text into markup.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "cases.h"
#include "hash.h"
#include "page_resource.h"
#include "report_json.h"
#include "text_clean.h"

#include <string.h>

/* Cases in detail are written until the data has so many bytes, and lines of further ones until it has so many. */
#define DETAIL_BYTES ((gsize)11 << 20)
#define DATA_BYTES ((gsize)17 << 20)

/* What further cases have in common with others. */
typedef struct {
    const catalog_verdict *verdict;
    const catalog_code *entry;
    const char *method;
    const char *end;
    guint kind;
    guint severity;
} group_key;

/* The cases, and how they are divided. */
typedef struct {
    const report_summary *summary;
    const catalog *knowledge;
    GPtrArray *cases;   /* of report_case *, failures first */
    guint8 *is_written; /* of each of them: in detail */
    GString *text;
    json_dumper dumper;
} page;

static guint
hash_of_group(gconstpointer key)
{
    return (guint)hash_bytes(key, sizeof(group_key));
}

static gboolean
groups_are_equal(gconstpointer left, gconstpointer right)
{
    return memcmp(left, right, sizeof(group_key)) == 0;
}

static group_key
group_of(const report_case *this_case)
{
    group_key key;

    /* All bytes are compared. */
    memset(&key, 0, sizeof key);
    key.verdict = this_case->result->verdict;
    key.entry = this_case->result->entry;
    key.method = this_case->transaction->method;
    key.end = case_end(this_case);
    key.kind = this_case->kind;
    key.severity = this_case->result->severity;
    return key;
}

static void
value_cleaned(json_dumper *dumper, const char *value)
{
    char *text = text_cleaned(value);

    if (text != NULL) {
        json_dumper_value_string(dumper, text);
    } else {
        json_dumper_value_anyf(dumper, "null");
    }
    g_free(text);
}

static void
write_label(const char *key, const char *text, void *dumper)
{
    report_json_string(dumper, key, text);
}

static void
write_labels(page *page)
{
    json_dumper_set_member_name(&page->dumper, "labels");
    json_dumper_begin_object(&page->dumper);
    catalog_foreach_label(page->knowledge, write_label, &page->dumper);
    json_dumper_end_object(&page->dumper);
}

/* Of each verdict the title that it has in its first case. */
static void
write_titles(page *page)
{
    GHashTable *known = hash_table_new(g_free, NULL);

    json_dumper_set_member_name(&page->dumper, "titles");
    json_dumper_begin_object(&page->dumper);
    for (guint i = 0; i < page->cases->len; i++) {
        const diagnosis *result = ((const report_case *)g_ptr_array_index(page->cases, i))->result;
        char buffer[16];
        const char *id = diagnosis_id(result, buffer, sizeof buffer);
        if (!g_hash_table_contains(known, id)) {
            g_hash_table_add(known, g_strdup(id));
            report_json_string(&page->dumper, id, diagnosis_title(result));
        }
    }
    json_dumper_end_object(&page->dumper);
    g_hash_table_destroy(known);
}

static void
write_detail(page *page, guint i)
{
    report_json_case(&page->dumper, page->summary, g_ptr_array_index(page->cases, i), page->knowledge);
    page->is_written[i] = true;
}

/* The first case of each group, and then the others, as long as there is room. */
static void
write_details(page *page)
{
    GHashTable *groups = g_hash_table_new_full(hash_of_group, groups_are_equal, g_free, NULL);

    json_dumper_set_member_name(&page->dumper, "cases");
    json_dumper_begin_array(&page->dumper);
    for (guint i = 0; i < page->cases->len && page->text->len < DETAIL_BYTES; i++) {
        const group_key key = group_of(g_ptr_array_index(page->cases, i));
        if (g_hash_table_add(groups, g_memdup2(&key, sizeof key))) {
            write_detail(page, i);
        }
    }
    for (guint i = 0; i < page->cases->len && page->text->len < DETAIL_BYTES; i++) {
        if (!page->is_written[i]) {
            write_detail(page, i);
        }
    }
    json_dumper_end_array(&page->dumper);
    g_hash_table_destroy(groups);
}

static void
write_group(page *page, const report_case *this_case)
{
    const diagnosis *result = this_case->result;
    const bool is_failure = result->code != 0;
    char *severity = g_ascii_strdown(catalog_severity_name(result->severity), -1);
    char id[16];

    json_dumper_begin_object(&page->dumper);
    report_json_string(&page->dumper, "type", is_failure ? "failure" : "unanswered");
    report_json_string(&page->dumper, "kind", is_failure ? report_kind_name(this_case->kind) : NULL);
    json_dumper_set_member_name(&page->dumper, "method");
    value_cleaned(&page->dumper, this_case->transaction->method);
    json_dumper_set_member_name(&page->dumper, "code");
    json_dumper_value_anyf(&page->dumper, is_failure ? "%d" : "null", result->code);
    report_json_string(&page->dumper, "phrase", is_failure ? result->entry->phrase : NULL);
    report_json_string(&page->dumper, "verdict", diagnosis_id(result, id, sizeof id));
    report_json_string(&page->dumper, "title", diagnosis_title(result));
    report_json_string(&page->dumper, "severity", severity);
    report_json_string(&page->dumper, "origin", case_end(this_case));
    json_dumper_end_object(&page->dumper);
    g_free(severity);
}

/* Which group each case that is not in detail belongs to, counted from 1; writes the groups. */
static guint *
write_groups(page *page)
{
    GHashTable *groups = g_hash_table_new_full(hash_of_group, groups_are_equal, g_free, NULL);
    guint *number_of = g_new0(guint, page->cases->len);

    json_dumper_set_member_name(&page->dumper, "groups");
    json_dumper_begin_array(&page->dumper);
    for (guint i = 0; i < page->cases->len && page->text->len < DATA_BYTES; i++) {
        const report_case *this_case = g_ptr_array_index(page->cases, i);
        const group_key key = group_of(this_case);
        gpointer number = page->is_written[i] ? NULL : g_hash_table_lookup(groups, &key);
        if (!page->is_written[i] && number == NULL) {
            number = GUINT_TO_POINTER(g_hash_table_size(groups) + 1);
            g_hash_table_insert(groups, g_memdup2(&key, sizeof key), number);
            write_group(page, this_case);
        }
        number_of[i] = GPOINTER_TO_UINT(number);
    }
    json_dumper_end_array(&page->dumper);
    g_hash_table_destroy(groups);
    return number_of;
}

static void
write_row(page *page, const report_case *this_case, guint group)
{
    json_dumper_begin_array(&page->dumper);
    json_dumper_value_anyf(&page->dumper, "%u", this_case->first_frame);
    json_dumper_value_anyf(&page->dumper, "%" G_GINT64_FORMAT, this_case->begin);
    value_cleaned(&page->dumper, this_case->transaction->request.from_user);
    value_cleaned(&page->dumper, this_case->transaction->request.user);
    json_dumper_value_anyf(&page->dumper, "%u", group);
    json_dumper_value_anyf(&page->dumper, "%u", this_case->folded);
    json_dumper_value_anyf(&page->dumper, "%u", this_case->frame);
    json_dumper_end_array(&page->dumper);
}

/* Cases without details, as long as there is room; how many there is none for. */
static void
write_rows(page *page)
{
    guint *group_of_case = write_groups(page);
    guint unlisted = 0;

    json_dumper_set_member_name(&page->dumper, "rows");
    json_dumper_begin_array(&page->dumper);
    for (guint i = 0; i < page->cases->len; i++) {
        if (group_of_case[i] > 0 && page->text->len < DATA_BYTES) {
            write_row(page, g_ptr_array_index(page->cases, i), group_of_case[i] - 1);
        } else if (!page->is_written[i]) {
            unlisted++;
        }
    }
    json_dumper_end_array(&page->dumper);
    json_dumper_set_member_name(&page->dumper, "unlisted");
    json_dumper_value_anyf(&page->dumper, "%u", unlisted);
    g_free(group_of_case);
}

static void
write_object(page *page)
{
    json_dumper_begin_object(&page->dumper);
    report_json_string(&page->dumper, "version", SIPEXPERT_VERSION);
    report_json_string(&page->dumper, "language", catalog_language(page->knowledge));
    report_json_string(&page->dumper, "direction", catalog_direction(page->knowledge));
    json_dumper_set_member_name(&page->dumper, "filter");
    value_cleaned(&page->dumper, page->summary->filter != NULL ? page->summary->filter : "");
    write_labels(page);
    json_dumper_set_member_name(&page->dumper, "summary");
    report_json_summary(&page->dumper, page->summary);
    write_titles(page);
    write_details(page);
    write_rows(page);
    json_dumper_end_object(&page->dumper);
    json_dumper_finish(&page->dumper);
}

/* The data as JSON, for g_string_free(). */
static GString *
data_of(const report_summary *summary, const catalog *knowledge)
{
    page page = { .summary = summary, .knowledge = knowledge, .cases = report_cases(summary), .text = g_string_new(NULL) };

    page.dumper.output_string = page.text;
    page.is_written = g_new0(guint8, page.cases->len);
    write_object(&page);
    g_free(page.is_written);
    g_ptr_array_unref(page.cases);
    return page.text;
}

/* What could end the block, or begin a comment or another block in it, is only within strings, where JSON has another way to write it. */
static void
append_harmless(GString *text, const GString *json)
{
    for (gsize i = 0; i < json->len; i++) {
        const char c = json->str[i];
        if (c == '<' || c == '>' || c == '&') {
            g_string_append_printf(text, "\\u%04x", (unsigned)c);
        } else {
            g_string_append_c(text, c);
        }
    }
}

/* A part of the page, for g_bytes_unref(). */
static GBytes *
part(const char *path)
{
    GBytes *bytes = g_resource_lookup_data(page_get_resource(), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    g_assert(bytes != NULL);
    return bytes;
}

static void
append_part(GString *text, GBytes *bytes)
{
    g_string_append_len(text, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
}

/* How a Content-Security-Policy names a text (CSP Level 3, 2.3.1). */
static void
append_source(GString *text, GBytes *bytes)
{
    guint8 digest[32];
    gsize size = sizeof digest;
    GChecksum *checksum = g_checksum_new(G_CHECKSUM_SHA256);

    g_checksum_update(checksum, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
    g_checksum_get_digest(checksum, digest, &size);
    char *name = g_base64_encode(digest, size);
    g_string_append_printf(text, "'sha256-%s'", name);
    g_free(name);
    g_checksum_free(checksum);
}

static void
append_head(GString *text, const catalog *knowledge, GBytes *style, GBytes *script)
{
    g_string_append_printf(text, "<!DOCTYPE html>\n<html lang=\"%s\" dir=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                           catalog_language(knowledge), catalog_direction(knowledge));
    g_string_append(text, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src ");
    append_source(text, script);
    g_string_append(text, "; style-src ");
    append_source(text, style);
    g_string_append(text, "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'\">\n");
    g_string_append(text, "<meta name=\"viewport\" content=\"width=device-width\">\n<title>SIP Expert</title>\n<style>");
    append_part(text, style);
    g_string_append(text, "</style>\n</head>\n");
}

void
report_write_html(const report_summary *summary, const catalog *knowledge, GString *text)
{
    GBytes *style = part("/page/page.css");
    GBytes *body = part("/page/body.html");
    GBytes *script = part("/page/page.js");
    GString *data = data_of(summary, knowledge);

    append_head(text, knowledge, style, script);
    g_string_append(text, "<body>\n");
    append_part(text, body);
    g_string_append(text, "<script type=\"application/json\" id=\"data\">");
    append_harmless(text, data);
    g_string_append(text, "</script>\n<script>");
    append_part(text, script);
    g_string_append(text, "</script>\n</body>\n</html>\n");
    g_string_free(data, TRUE);
    g_bytes_unref(script);
    g_bytes_unref(body);
    g_bytes_unref(style);
}
