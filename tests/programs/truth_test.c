/* truth_test.c
 * Captures rebuilt from public bug reports and from faults seen in public captures, and calls with media: tshark with the plugin says of each what
 * captures/truth.tsv says went wrong. The table was written from the packets and the reports, not from the plugin's output.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <stdbool.h>

#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Columns of the table. Words are separated by semicolons; "-" stands for anything. */
enum {
    TRUTH_CAPTURE,
    TRUTH_FRAME,
    TRUTH_CODE,
    TRUTH_VERDICT,
    TRUTH_SEVERITY,
    TRUTH_CERTAIN,
    TRUTH_CAUSE,
    TRUTH_EVIDENCE,
    TRUTH_WHAT,
    TRUTH_COUNT
};

/* Columns of tshark's output. */
enum {
    OUT_CODE,
    OUT_VERDICT,
    OUT_SEVERITY,
    OUT_CERTAIN,
    OUT_CAUSE,
    OUT_EVIDENCE,
    OUT_COUNT
};

static bool
is_any(const char *wanted)
{
    return strcmp(wanted, "-") == 0;
}

static void
assert_same(const char *wanted, const char *shown)
{
    if (!is_any(wanted) && g_ascii_strcasecmp(wanted, shown) != 0) {
        g_test_message("not %s: %s", wanted, shown);
        g_test_fail();
    }
}

static void
assert_words(const char *wanted, const char *shown)
{
    char **words = g_strsplit(is_any(wanted) ? "" : wanted, ";", -1);

    for (char **word = words; *word != NULL; word++) {
        if (strstr(shown, *word) == NULL) {
            g_test_message("no \"%s\": %s", *word, shown);
            g_test_fail();
        }
    }
    g_strfreev(words);
}

static void
test_truth(gconstpointer data)
{
    const char *const *truth = data;
    char *path = g_strdup_printf("captures/%s.pcap", truth[TRUTH_CAPTURE]);
    char *frame = g_strdup_printf("frame.number == %s", truth[TRUTH_FRAME]);
    char *out = program_output(COMMAND("tshark", "-2", "-r", path, "-Y", frame, "-T", "fields", "-E", "aggregator=|", "-e",
                                       "sipexpert.code", "-e", "sipexpert.verdict", "-e", "sipexpert.severity", "-e",
                                       "sipexpert.certain", "-e", "sipexpert.cause", "-e", "sipexpert.evidence"));
    char **shown = g_strsplit(g_strdelimit(out, "\n", '\0'), "\t", -1);

    if (g_strv_length(shown) != OUT_COUNT) {
        g_error("not %d columns: %s", OUT_COUNT, out);
    }
    assert_same(truth[TRUTH_CODE], shown[OUT_CODE]);
    assert_same(truth[TRUTH_VERDICT], shown[OUT_VERDICT]);
    assert_same(truth[TRUTH_SEVERITY], shown[OUT_SEVERITY]);
    if (!is_any(truth[TRUTH_CERTAIN])) {
        const bool certain = strcmp(shown[OUT_CERTAIN], "1") == 0 || strcmp(shown[OUT_CERTAIN], "True") == 0;
        g_assert_cmpint(certain, ==, strcmp(truth[TRUTH_CERTAIN], "yes") == 0);
    }
    assert_words(truth[TRUTH_CAUSE], shown[OUT_CAUSE]);
    assert_words(truth[TRUTH_EVIDENCE], shown[OUT_EVIDENCE]);
    g_strfreev(shown);
    g_free(out);
    g_free(frame);
    g_free(path);
}

static void
free_columns(gpointer columns)
{
    g_strfreev(columns);
}

static void
add_truth_tests(void)
{
    char *table;
    GError *error = NULL;

    g_file_get_contents("captures/truth.tsv", &table, NULL, &error);
    g_assert_no_error(error);
    char **lines = g_strsplit(g_strchomp(table), "\n", -1);
    for (char **line = lines + 1; *line != NULL; line++) {
        char **columns = g_strsplit(*line, "\t", -1);
        g_assert_cmpuint(g_strv_length(columns), ==, TRUTH_COUNT);
        char *name = g_strdup_printf("/truth/%s/%s", columns[TRUTH_CAPTURE], columns[TRUTH_FRAME]);
        g_test_add_data_func_full(name, columns, test_truth, free_columns);
        g_free(name);
    }
    g_strfreev(lines);
    g_free(table);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    add_truth_tests();
    return g_test_run();
}
