/* fuzz_report.c
 * libFuzzer target: the report of a sequence of messages in all its forms.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz_capture.h"

#include <json-glib/json-glib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* RFC 8259, but that the report has whole numbers only, and no white space between tokens. */
#define JSON_STRING "\"(?:[^\\x00-\\x1f\"\\\\]|\\\\(?:[\"\\\\/bfnrt]|u[0-9A-Fa-f]{4}))*+\""
#define JSON_NUMBER "-?(?:0|[1-9][0-9]*+)"
#define JSON_OBJECT "\\{(?:" JSON_STRING ":(?&value)(?:," JSON_STRING ":(?&value))*+)?+\\}"
#define JSON_ARRAY "\\[(?:(?&value)(?:,(?&value))*+)?+\\]"
#define JSON_VALUE "(?<value>" JSON_OBJECT "|" JSON_ARRAY "|" JSON_STRING "|" JSON_NUMBER "|true|false|null)"
#define TIME "(?:\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z\"|null)"

/* What the page has in front of its data. */
#define DATA_BEGIN "<script type=\"application/json\" id=\"data\">"

/* Of so many inputs one is written as a page. */
#define PAGES 8

static const catalog *knowledge;
static GRegex *failure_line;
static GRegex *unanswered_line;
static GRegex *summary_line;
static GRegex *diagram_line;

static GRegex *
line_of_type(const char *type, const char *begin)
{
    char *pattern = g_strdup_printf("^(?=\\{\"schema\":3,\"type\":\"%s\",%s)" JSON_VALUE "\\z", type, begin);
    GRegex *line = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);

    g_assert_nonnull(line);
    g_free(pattern);
    return line;
}

int
LLVMFuzzerInitialize(int *count G_GNUC_UNUSED, char ***arguments G_GNUC_UNUSED)
{
    knowledge = fuzz_knowledge();
    failure_line = line_of_type("failure", "\"kind\":\"[a-z-]+\",\"time\":" TIME ",");
    unanswered_line = line_of_type("unanswered", "\"time\":" TIME ",");
    summary_line = line_of_type("summary", "");
    diagram_line =
        g_regex_new("^(?:sequenceDiagram|    (?:participant E[0-9]+ as |E[0-9]+(?:->>|-->>|-x|--x)E[0-9]+: |Note over E[0-9]+: )"
                    "(?:[\\p{L}\\p{N} .:/_()\\[\\]@+,-]|#[0-9]+;|<br/>)*+)\\z",
                    G_REGEX_OPTIMIZE, 0, NULL);
    g_assert_nonnull(diagram_line);
    return 0;
}

static void
check_case(const report_case *one)
{
    GArray *path = report_case_path(one);

    g_array_unref(path);
    g_assert_nonnull(one->result);
    g_assert_cmpuint(one->folded, >, 0);
    g_assert_cmpuint(one->first_frame, >, 0);
    g_assert_cmpuint(one->first_frame, <=, one->frame);
    g_assert_cmpuint(one->frame, <=, one->last_frame);
}

static guint
sum_of(const GPtrArray *counts)
{
    guint sum = 0;

    for (guint i = 0; i < counts->len; i++) {
        sum += ((const report_count *)g_ptr_array_index(counts, i))->count;
    }
    return sum;
}

static void
check_times(const GArray *times)
{
    for (guint i = 0; i < times->len; i++) {
        const report_times *one = &g_array_index(times, report_times, i);
        g_assert_cmpuint(one->count, >, 0);
        g_assert_cmpint(0, <=, one->least);
        g_assert_cmpint(one->least, <=, one->median);
        g_assert_cmpint(one->median, <=, one->p95);
        g_assert_cmpint(one->p95, <=, one->most);
    }
}

static void
check_summary(const report_summary *summary, guint responses)
{
    const guint failed = summary->failed_calls + summary->failed_registrations + summary->failed_in_calls + summary->failed_others;

    for (guint i = 0; i < summary->failures->len; i++) {
        check_case(g_ptr_array_index(summary->failures, i));
    }
    for (guint i = 0; i < summary->unanswered->len; i++) {
        check_case(g_ptr_array_index(summary->unanswered, i));
    }
    g_assert_cmpuint(summary->calls, ==,
                     summary->answered + summary->cancelled + summary->redirected + summary->failed_calls + summary->open_calls);
    g_assert_cmpuint(summary->registrations, >=, summary->failed_registrations + summary->open_registrations);
    g_assert_cmpuint(sum_of(summary->by_verdict), ==, failed);
    g_assert_cmpuint(sum_of(summary->by_verdict), ==, sum_of(summary->by_origin));
    g_assert_cmpuint(summary->failures->len, <=, sum_of(summary->by_verdict));
    g_assert_cmpuint(summary->unanswered->len, <=, summary->unanswered_requests);
    g_assert_cmpuint(summary->responses, <=, responses);
    check_times(summary->times);
}

/* Returns what the writer writes, which is fit to be shown, for g_string_free(). */
static GString *
written(const report_summary *summary, void (*write)(const report_summary *, const catalog *, GString *))
{
    GString *text = g_string_new(NULL);

    write(summary, knowledge, text);
    g_assert_true(g_utf8_validate_len(text->str, text->len, NULL));
    for (gsize i = 0; i < text->len; i++) {
        g_assert_true(text->str[i] == '\n' || !g_ascii_iscntrl(text->str[i]));
    }
    return text;
}

static void
check_texts(const report_summary *summary)
{
    g_string_free(written(summary, report_write_text), TRUE);
    g_string_free(written(summary, ladder_write_text), TRUE);
}

/* Nothing of a message becomes a part of the diagram's language. */
static void
check_mermaid(const report_summary *summary)
{
    GString *text = written(summary, ladder_write_mermaid);
    char **lines = g_strsplit(text->str, "\n", -1);
    bool inside = false;

    for (char **line = lines; *line != NULL; line++) {
        if (g_str_has_prefix(*line, "```")) {
            inside = !inside;
        } else {
            g_assert_true(inside ? g_regex_match(diagram_line, *line, 0, NULL) : **line == '\0' || g_str_has_prefix(*line, "    "));
        }
    }
    g_assert_false(inside);
    g_strfreev(lines);
    g_string_free(text, TRUE);
}

/* The text is an object as another library reads it. */
static void
assert_is_object(const char *text, gsize size)
{
    JsonParser *parser = json_parser_new();
    GError *error = NULL;

    json_parser_load_from_data(parser, text, (gssize)size, &error);
    g_assert_no_error(error);
    g_assert_true(JSON_NODE_HOLDS_OBJECT(json_parser_get_root(parser)));
    g_object_unref(parser);
}

/* Takes the data out of the page: nothing in them begins a tag. */
static void
cut_data(GString *page)
{
    const char *begin = strstr(page->str, DATA_BEGIN);

    g_assert_nonnull(begin);
    begin += strlen(DATA_BEGIN);
    const size_t size = strcspn(begin, "<");
    g_assert_true(g_str_has_prefix(begin + size, "</script>"));
    assert_is_object(begin, size);
    g_string_erase(page, begin - page->str, (gssize)size);
}

/* Nothing of a message becomes markup: without its data the page is the same for all captures. */
static void
check_html(const report_summary *summary)
{
    static GString *empty_page;
    GString *page = written(summary, report_write_html);

    cut_data(page);
    if (empty_page == NULL) {
        empty_page = g_string_new_len(page->str, (gssize)page->len);
    }
    g_assert_true(g_string_equal(page, empty_page));
    g_string_free(page, TRUE);
}

/* Which kind of line stands at that place. */
static const GRegex *
expected_line(const report_summary *summary, guint number)
{
    if (number < summary->failures->len) {
        return failure_line;
    }
    return number < summary->failures->len + summary->unanswered->len ? unanswered_line : summary_line;
}

static void
check_json(const report_summary *summary)
{
    GString *text = g_string_new(NULL);

    report_write_json(summary, knowledge, text);
    g_assert_true(g_utf8_validate_len(text->str, text->len, NULL));
    g_assert_true(g_str_has_suffix(text->str, "\n"));
    g_string_truncate(text, text->len - 1);
    char **lines = g_strsplit(text->str, "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, summary->failures->len + summary->unanswered->len + 1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_assert_true(g_regex_match(expected_line(summary, i), lines[i], 0, NULL));
        assert_is_object(lines[i], strlen(lines[i]));
    }
    g_strfreev(lines);
    g_string_free(text, TRUE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_capture open;

    fuzz_capture_open(&open, bytes, size, NULL);
    report_summary *summary = report_summarise(open.report, knowledge);
    check_summary(summary, open.diagnoses->len);
    check_texts(summary);
    check_mermaid(summary);
    check_json(summary);
    /* The page is long, and always the same but for its data. */
    if (size % PAGES == 0) {
        check_html(summary);
    }
    report_summary_free(summary);
    fuzz_capture_close(&open);
    return 0;
}
