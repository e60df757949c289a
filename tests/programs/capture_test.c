/* capture_test.c
 * Stock tshark with the plugin over each real capture: the responses are those that captures/index.tsv lists, and each has the verdict,
 * severity, origin and evidence that captures/verdicts.tsv gives it. Both were written from the packets, not from the plugin's output.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <stdbool.h>
#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define KEYLOG "tls.keylog_file:captures/tls_rsa_404.keylog"

/* Columns of tshark's output. */
enum {
    OUT_FRAME,
    OUT_ICMP,
    OUT_SIP_CODE,
    OUT_CODE,
    OUT_VERDICT,
    OUT_SEVERITY,
    OUT_ORIGIN,
    OUT_EVIDENCE,
    OUT_COUNT
};

/* Columns of captures/verdicts.tsv. */
enum {
    TABLE_CAPTURE,
    TABLE_FRAME,
    TABLE_CODE,
    TABLE_VERDICT,
    TABLE_SEVERITY,
    TABLE_ORIGIN,
    TABLE_EVIDENCE,
    TABLE_COUNT
};

/* One capture: what the index says of it and the lines of the table about it. */
typedef struct {
    char *name;
    char *codes;
    bool healthy;     /* nothing went wrong in it */
    GPtrArray *lines; /* char **, one for each response, in order */
} capture;

static char **
lines_of_file(const char *path)
{
    char *text;
    GError *error = NULL;

    g_file_get_contents(path, &text, NULL, &error);
    g_assert_no_error(error);
    char **lines = g_strsplit(g_strchomp(text), "\n", -1);
    g_free(text);
    return lines;
}

static guint
position_in(char **header, const char *name)
{
    guint position = 0;

    while (header[position] != NULL && strcmp(header[position], name) != 0) {
        position++;
    }
    g_assert_nonnull(header[position]);
    return position;
}

/* "AST>A 100, AST>A 200 x2" becomes "100,200,200,". */
static char *
codes_of_index(const char *responses)
{
    GString *codes = g_string_new(NULL);
    char **items = g_strsplit(responses, ", ", -1);

    for (char **item = items; *item != NULL && **item != '\0'; item++) {
        char **words = g_strsplit(*item, " ", -1);
        const guint64 times = words[2] != NULL ? g_ascii_strtoull(words[2] + 1, NULL, 10) : 1;
        for (guint64 i = 0; i < times; i++) {
            g_string_append_printf(codes, "%s,", words[1]);
        }
        g_strfreev(words);
    }
    g_strfreev(items);
    return g_string_free(codes, FALSE);
}

static char **
annotated_lines(const char *name)
{
    char *path = g_strdup_printf("captures/%s.pcap", name);
    char *out = program_output(COMMAND("tshark", "-r", path, "-o", KEYLOG, "-Y", "sip.Status-Code || sipexpert", "-T", "fields",
                                       "-E", "aggregator=|", "-e", "frame.number", "-e", "icmp.type", "-e", "sip.Status-Code", "-e",
                                       "sipexpert.code", "-e", "sipexpert.verdict", "-e", "sipexpert.severity", "-e",
                                       "sipexpert.origin", "-e", "sipexpert.evidence"));
    char **lines = g_strsplit(out, "\n", -1);

    g_free(out);
    g_free(path);
    return lines;
}

static void
assert_response(const capture *expected, guint position, char **columns, guint in_frame)
{
    static const struct {
        int out;
        int table;
    } same[] = {
        { OUT_CODE, TABLE_CODE }, { OUT_VERDICT, TABLE_VERDICT }, { OUT_SEVERITY, TABLE_SEVERITY }, { OUT_ORIGIN, TABLE_ORIGIN }
    };
    g_assert_cmpuint(position, <, expected->lines->len);
    char **line = g_ptr_array_index(expected->lines, position);

    g_assert_cmpstr(columns[OUT_FRAME], ==, line[TABLE_FRAME]);
    for (size_t i = 0; i < G_N_ELEMENTS(same); i++) {
        char **values = g_strsplit(columns[same[i].out], "|", -1);
        char *value = same[i].out == OUT_SEVERITY ? g_ascii_strdown(values[in_frame], -1) : g_strdup(values[in_frame]);
        g_assert_cmpstr(value, ==, line[same[i].table]);
        if (same[i].out == OUT_SEVERITY && expected->healthy) {
            g_assert_true(strcmp(value, "chat") == 0 || strcmp(value, "note") == 0);
        }
        g_free(value);
        g_strfreev(values);
    }
    if (strcmp(line[TABLE_EVIDENCE], "-") != 0 && strstr(columns[OUT_EVIDENCE], line[TABLE_EVIDENCE]) == NULL) {
        g_error("frame %s: no \"%s\" in the evidence: %s", line[TABLE_FRAME], line[TABLE_EVIDENCE], columns[OUT_EVIDENCE]);
    }
}

static void
test_capture(gconstpointer data)
{
    const capture *expected = data;
    char **lines = annotated_lines(expected->name);
    GString *codes = g_string_new(NULL);
    guint position = 0;

    for (char **line = lines; *line != NULL && **line != '\0'; line++) {
        char **columns = g_strsplit(*line, "\t", -1);
        g_assert_cmpuint(g_strv_length(columns), ==, OUT_COUNT);
        /* A response that an ICMP error quotes is none of the frame. */
        g_assert_cmpstr(columns[OUT_CODE], ==, *columns[OUT_ICMP] == '\0' ? columns[OUT_SIP_CODE] : "");
        char **each = g_strsplit(columns[OUT_CODE], "|", -1);
        for (guint i = 0; each[i] != NULL; i++) {
            g_string_append_printf(codes, "%s,", each[i]);
            assert_response(expected, position++, columns, i);
        }
        g_strfreev(each);
        g_strfreev(columns);
    }
    g_assert_cmpstr(codes->str, ==, expected->codes);
    g_assert_cmpuint(position, ==, expected->lines->len);
    g_string_free(codes, TRUE);
    g_strfreev(lines);
}

static void
free_capture(gpointer data)
{
    capture *one = data;

    g_free(one->name);
    g_free(one->codes);
    g_ptr_array_unref(one->lines);
    g_free(one);
}

static void
free_columns(gpointer columns)
{
    g_strfreev(columns);
}

static GPtrArray *
lines_about(char **table, const char *name)
{
    GPtrArray *about = g_ptr_array_new_with_free_func(free_columns);

    for (char **line = table + 1; *line != NULL; line++) {
        char **columns = g_strsplit(*line, "\t", -1);
        g_assert_cmpuint(g_strv_length(columns), ==, TABLE_COUNT);
        if (strcmp(columns[TABLE_CAPTURE], name) == 0) {
            g_ptr_array_add(about, columns);
        } else {
            g_strfreev(columns);
        }
    }
    return about;
}

static void
add_capture_tests(void)
{
    char **index = lines_of_file("captures/index.tsv");
    char **table = lines_of_file("captures/verdicts.tsv");
    char **header = g_strsplit(index[0], "\t", -1);

    for (char **line = index + 1; *line != NULL; line++) {
        char **columns = g_strsplit(*line, "\t", -1);
        capture *one = g_new0(capture, 1);
        one->name = g_strdup(columns[position_in(header, "capture")]);
        one->healthy = g_str_has_prefix(columns[position_in(header, "fix")], "None");
        one->codes = codes_of_index(columns[position_in(header, "responses")]);
        one->lines = lines_about(table, one->name);
        char *path = g_strdup_printf("/capture/%s", one->name);
        g_test_add_data_func_full(path, one, test_capture, free_capture);
        g_free(path);
        g_strfreev(columns);
    }
    g_strfreev(header);
    g_strfreev(table);
    g_strfreev(index);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    add_capture_tests();
    return g_test_run();
}
