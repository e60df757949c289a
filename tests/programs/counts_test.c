/* counts_test.c
 * The report of every capture counts what captures/counts.tsv says, in JSON and in text alike, and the table of failures and the field
 * sipexpert.counted have as many failures as it. The table was made by count_calls.py, which knows nothing of the plugin, and by hand.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* Columns of the table that are members of the summary, too; the first one is the capture, and a note follows. */
static const char *const members[] = { "responses",          "calls",         "answered",
                                       "cancelled",          "redirected",    "failed_calls",
                                       "open_calls",         "registrations", "failed_registrations",
                                       "open_registrations", "unanswered" };

/* What one run of tshark prints: frames that are counted, then the statistics in whatever order. */
static char *
output_of(const char *name)
{
    char *path = g_strdup_printf("captures/%s.pcap", name);
    char *keys = g_strdup_printf("tls.keylog_file:captures/%s.keylog", name);
    char *out =
        program_output(COMMAND("tshark", "-2", "-n", "-r", path, "-o", keys, "-Y", "sipexpert.counted == 1", "-T", "fields", "-e",
                               "sipexpert.counted", "-z", "sipexpert,json", "-z", "sipexpert,report", "-z", "sipexpert,failures"));

    g_free(keys);
    g_free(path);
    return out;
}

/* The number after a text; -1 if that is not there. */
static gint64
number_after(const char *text, const char *before)
{
    const char *at = strstr(text, before);

    return at != NULL ? (gint64)g_ascii_strtoull(at + strlen(before), NULL, 10) : -1;
}

static gint64
member(const char *summary, const char *name)
{
    char *before = g_strdup_printf("\"%s\":", name);
    const gint64 number = number_after(summary, before);

    g_free(before);
    return number;
}

/* The sum of the counts of all failures. */
static unsigned
failures_in(const char *out)
{
    char **lines = g_strsplit(out, "\n", -1);
    gint64 sum = 0;

    for (char **line = lines; *line != NULL; line++) {
        sum += strstr(*line, "\"type\":\"failure\"") != NULL ? member(*line, "count") : 0;
    }
    g_strfreev(lines);
    return (unsigned)sum;
}

static void
assert_text_says_the_same(const char *text, const char *summary)
{
    char *expected = g_strdup_printf("\nCalls: %d  answered %d  cancelled %d  redirected %d  failed %d  open %d\n",
                                     (int)member(summary, "calls"), (int)member(summary, "answered"),
                                     (int)member(summary, "cancelled"), (int)member(summary, "redirected"),
                                     (int)member(summary, "failed_calls"), (int)member(summary, "open_calls"));
    char *registrations = g_strdup_printf("\nRegistrations: %d  failed %d  open %d\n", (int)member(summary, "registrations"),
                                          (int)member(summary, "failed_registrations"), (int)member(summary, "open_registrations"));

    g_assert_nonnull(strstr(text, expected));
    g_assert_nonnull(strstr(text, registrations));
    g_assert_cmpint(number_after(text, "\nRequests without response: "), ==, member(summary, "unanswered"));
    g_assert_cmpint(number_after(text, "\nFailures in answered calls: "), ==, member(summary, "failed_in_calls"));
    g_assert_cmpint(number_after(text, "\nOther requests failed: "), ==, member(summary, "failed_others"));
    g_assert_cmpint(number_after(text, "\nResponses: "), ==, member(summary, "responses"));
    g_free(registrations);
    g_free(expected);
}

static void
test_capture(gconstpointer data)
{
    char *const *row = data;
    char *out = output_of(row[0]);
    const char *summary = strstr(out, "\"type\":\"summary\"");
    const unsigned counted = program_count(out, "^(1|True)(,(1|True))*$");

    g_assert_nonnull(summary);
    for (size_t i = 0; i < G_N_ELEMENTS(members); i++) {
        if (g_ascii_strtoll(row[1 + i], NULL, 10) != member(summary, members[i])) {
            g_test_message("%s: %" G_GINT64_FORMAT " instead of %s", members[i], member(summary, members[i]), row[1 + i]);
            g_test_fail();
        }
    }
    assert_text_says_the_same(out, summary);
    g_assert_cmpuint(failures_in(out), ==, counted);
    /* That a call was answered and silent is known when the capture ends, too late for the table. */
    const unsigned silent = program_count(out, "\"type\":\"failure\".*\"verdict\":\"media\\.(none|one-way|stopped|late)\"");
    g_assert_cmpuint(program_count(out, "^[-0-9T:.]+Z \\| +[0-9]+ \\| [A-Z]"), ==, counted - silent);
    g_free(out);
}

/* Two captures put together have the sum of both. */
static void
test_sum_of_two(void)
{
    static const char *const names[] = { "b2b_603", "wild/registrations_counted_twice" };
    gint64 sums[G_N_ELEMENTS(members)] = { 0 };

    g_free(program_output(COMMAND("mergecap", "-F", "pcap", "-w", "captures/sum.pcap", "captures/b2b_603.pcap",
                                  "captures/wild/registrations_counted_twice.pcap")));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        char *out = output_of(names[i]);
        for (size_t j = 0; j < G_N_ELEMENTS(members); j++) {
            sums[j] += member(strstr(out, "\"type\":\"summary\""), members[j]);
        }
        g_free(out);
    }
    char *out = output_of("sum");
    for (size_t j = 0; j < G_N_ELEMENTS(members); j++) {
        g_assert_cmpint(member(strstr(out, "\"type\":\"summary\""), members[j]), ==, sums[j]);
    }
    g_free(out);
}

int
main(int count, char **arguments)
{
    char *table = NULL;

    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    g_assert_true(g_file_get_contents("captures/counts.tsv", &table, NULL, NULL));
    char **lines = g_strsplit(g_strchomp(table), "\n", -1);
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    for (char **line = lines + 1; *line != NULL; line++) {
        char **row = g_strsplit(*line, "\t", -1);
        char *path = g_strdup_printf("/counts/%s", row[0]);
        g_assert_cmpuint(g_strv_length(row), >=, 1 + G_N_ELEMENTS(members));
        g_ptr_array_add(rows, row);
        g_test_add_data_func(path, row, test_capture);
        g_free(path);
    }
    g_test_add_func("/sum", test_sum_of_two);
    const int result = g_test_run();
    g_ptr_array_unref(rows);
    g_strfreev(lines);
    g_free(table);
    return result;
}
