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

/* The report of the first frames of a scene. */
static report *
report_of(const scene *play, guint32 frames)
{
    report *made = report_new();

    for (guint32 frame = 1; frame <= frames; frame++) {
        report_add(made, scene_transaction(play, frame), scene_diagnosis(play, frame), frame, frame);
    }
    return made;
}

static void
test_folded_cases_end_with_the_latest_frame(void)
{
    scene *play = scene_new();

    SCENE(play, STEP(0, A, B, "INVITE", .extra = "Call-ID: one\n"), STEP(50, A, B, "INVITE", .extra = "Call-ID: two\n"),
          STEP(90, B, A, "500 Internal Error", .of = 2), STEP(99, B, A, "500 Internal Error", .of = 1));
    report *report = report_of(play, 4);
    report_summary *summary = report_summarise(report);
    g_assert_cmpuint(summary->failures->len, ==, 1);
    const report_case *one = g_ptr_array_index(summary->failures, 0);
    g_assert_cmpuint(one->folded, ==, 2);
    g_assert_cmpuint(one->frame, ==, 4);
    g_assert_cmpuint(one->last_frame, ==, 4);
    report_summary_free(summary);
    report_free(report);
    scene_free(play);
}

static void
test_response_without_request_has_no_path(void)
{
    scene *play = scene_new();
    GString *text = g_string_new(NULL);

    SCENE(play, STEP(0, B, A, "503 Service Unavailable", .extra = "CSeq: 1 INVITE\n"));
    report *report = report_of(play, 1);
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
    g_test_add_func("/folded-last-frame", test_folded_cases_end_with_the_latest_frame);
    g_test_add_func("/no-request", test_response_without_request_has_no_path);
    return g_test_run();
}
