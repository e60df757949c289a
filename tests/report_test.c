/* report_test.c
 * What the report says of a capture, as far as no capture in captures/ has it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report.h"
#include "scene.h"

#include <string.h>

#define A "10.0.0.1:5060"
#define B "10.0.0.2:5060"

static const struct {
    gint64 time;
    const char *text;
} times[] = {
    { 0, "1970-01-01T00:00:00.000000Z" },
    { 1, "1970-01-01T00:00:00.000001Z" },
    { -1, "1969-12-31T23:59:59.999999Z" },
    { -G_USEC_PER_SEC, "1969-12-31T23:59:59.000000Z" },
    { -G_USEC_PER_SEC - 1, "1969-12-31T23:59:58.999999Z" },
    { G_GINT64_CONSTANT(1700000000123456), "2023-11-14T22:13:20.123456Z" },
    { G_GINT64_CONSTANT(253402300799999999), "9999-12-31T23:59:59.999999Z" },
    { G_GINT64_CONSTANT(253402300800000000), NULL },
    { G_MININT64, NULL },
    { G_MAXINT64, NULL },
};

static void
test_times(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(times); i++) {
        char *text = report_time(times[i].time);
        g_assert_cmpstr(text, ==, times[i].text);
        g_free(text);
    }
}

static void
test_response_without_request_has_no_path(void)
{
    scene *play = scene_new();
    const diagnosis *failure = SCENE(play, STEP(0, B, A, "503 Service Unavailable", .extra = "CSeq: 1 INVITE\n"));
    report *report = report_new();
    GString *text = g_string_new(NULL);

    report_add(report, scene_transaction(play, 1), failure, 1, 0);
    report_summary *summary = report_summarise(report);
    report_write_text(summary, scene_catalog(play), text);
    g_assert_nonnull(strstr(text->str, "503 Service Unavailable"));
    g_assert_null(strstr(text->str, "Path:"));
    g_string_free(text, TRUE);
    report_summary_free(summary);
    report_free(report);
    scene_free(play);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/time", test_times);
    g_test_add_func("/no-request", test_response_without_request_has_no_path);
    return g_test_run();
}
