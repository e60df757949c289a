/* report_test.c
 * What the report says of a capture, as far as no capture in captures/ has it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "reported.h"

#include <gmodule.h>
#include <string.h>

#define A "10.0.0.1:5060"
#define B "10.0.0.2:5060"
#define C "10.0.0.3:5060"
#define P "10.0.0.9:5060"

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
test_folded_cases_end_with_the_latest_frame(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, B, "INVITE", .extra = "Call-ID: one\n"), STEP(50, A, B, "INVITE", .extra = "Call-ID: two\n"),
          STEP(90, B, A, "500 Internal Error", .of = 2), STEP(99, B, A, "500 Internal Error", .of = 1));
    const report_summary *summary = reported_summarise(&scene);
    g_assert_cmpuint(summary->failures->len, ==, 1);
    const report_case *this_case = g_ptr_array_index(summary->failures, 0);
    g_assert_cmpuint(this_case->folded, ==, 2);
    g_assert_cmpuint(this_case->frame, ==, 4);
    g_assert_cmpuint(this_case->last_frame, ==, 4);
    reported_end(&scene);
}

static void
test_response_without_request_has_no_path(void)
{
    reported scene;
    GString *text = g_string_new(NULL);

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, B, A, "503 Service Unavailable", .extra = "CSeq: 1 INVITE\n"));
    const report_summary *summary = reported_summarise(&scene);
    report_write_text(summary, scene_catalog(scene.play), text);
    g_assert_nonnull(strstr(text->str, "503 Service Unavailable"));
    g_assert_null(strstr(text->str, "Path:"));
    g_string_free(text, TRUE);
    reported_end(&scene);
}

#define CALLS 4096

static const char *
random_tag(guint number)
{
    return g_strdup_printf("%u-%u", number, g_test_rand_int());
}

/* For g_str_hash() "Ab" and "BA" are alike, and so are all texts that are made of them. */
static const char *
colliding_tag(guint number)
{
    GString *tag = g_string_new(NULL);

    for (guint bit = 1; bit < CALLS; bit <<= 1) {
        g_string_append(tag, number & bit ? "BA" : "Ab");
    }
    return g_string_free(tag, FALSE);
}

/* The linker lets the report call this one (CMakeLists.txt). */
static guint comparisons;
int __real_g_strcmp0(const char *left, const char *right);
G_MODULE_EXPORT int __wrap_g_strcmp0(const char *left, const char *right);

int
__wrap_g_strcmp0(const char *left, const char *right)
{
    comparisons++;
    return __real_g_strcmp0(left, right);
}

/* How many times texts are compared for a report of that many calls, each of which fails; from_user is the text as well. */
static guint
comparisons_with(const char *(*text_of)(guint number))
{
    report *report = report_new();
    arena *memory = arena_new();
    sip_call call = { .refusals = 0 };
    sip_transaction *calls = g_new0(sip_transaction, CALLS);
    const catalog *knowledge = catalog_of_language("en");
    diagnosis diag = { .entry = catalog_find_code(knowledge, 503), .origin = B, .time = -1, .code = 503, .severity = CATALOG_WARN };

    for (guint i = 0; i < CALLS; i++) {
        calls[i].method = "INVITE";
        calls[i].call = &call;
        calls[i].request.from_tag = calls[i].request.from_user = text_of(i);
    }
    comparisons = 0;
    for (guint i = 0; i < CALLS; i++) {
        attempt_add_response(memory, &calls[i], &diag, i + 1, i);
        report_add(report, &calls[i], &diag, i);
    }
    report_summary *summary = report_summarise(report, catalog_of_language("en"));
    g_assert_cmpuint(summary->failed_calls, ==, CALLS);
    g_assert_cmpuint(summary->failures->len, ==, CALLS);
    report_summary_free(summary);
    report_free(report);
    for (guint i = 0; i < CALLS; i++) {
        g_free((gpointer)calls[i].request.from_tag);
    }
    arena_free(memory);
    g_free(calls);
    return comparisons;
}

static void
test_collisions_cannot_be_chosen(void)
{
    const guint with_random_texts = comparisons_with(random_tag);
    const guint with_colliding_texts = comparisons_with(colliding_tag);

    g_assert_cmpuint(g_str_hash("AbBA"), ==, g_str_hash("BAAb"));
    g_test_message("%u comparisons with random texts, %u with colliding ones", with_random_texts, with_colliding_texts);
    g_assert_cmpuint(with_random_texts, >=, CALLS);
    g_assert_cmpuint(with_colliding_texts, <, with_random_texts + CALLS);
}

/* Of 20 requests, the n-th is answered after n ms; and one of another method after 7 ms. */
static void
test_times_to_the_response(void)
{
    report *report = report_new();
    sip_call call = { .refusals = 0 };
    sip_transaction *requests = g_new0(sip_transaction, 21);
    const catalog *knowledge = catalog_of_language("en");
    diagnosis diags[21];

    for (guint i = 0; i < 21; i++) {
        requests[i].method = i < 20 ? "OPTIONS" : "MESSAGE";
        requests[i].call = &call;
        requests[i].request.cseq = i;
        requests[i].request.in_dialog = true;
        diags[i] = (diagnosis){
            .entry = catalog_find_code(knowledge, 200), .origin = B, .time = i < 20 ? (gint64)1000 * (20 - i) : 7000, .code = 200
        };
        report_add(report, &requests[i], &diags[i], i);
    }
    report_summary *summary = report_summarise(report, catalog_of_language("en"));
    g_assert_cmpuint(summary->times->len, ==, 2);
    const report_times *message = &g_array_index(summary->times, report_times, 0);
    const report_times *options = &g_array_index(summary->times, report_times, 1);
    g_assert_cmpstr(message->method, ==, "MESSAGE");
    g_assert_cmpint(message->least, ==, 7000);
    g_assert_cmpint(message->median, ==, 7000);
    g_assert_cmpint(message->p95, ==, 7000);
    g_assert_cmpint(message->most, ==, 7000);
    g_assert_cmpstr(options->method, ==, "OPTIONS");
    g_assert_cmpuint(options->count, ==, 20);
    g_assert_cmpint(options->least, ==, 1000);
    g_assert_cmpint(options->median, ==, 10000);
    g_assert_cmpint(options->p95, ==, 19000);
    g_assert_cmpint(options->most, ==, 20000);
    report_summary_free(summary);
    report_free(report);
    g_free(requests);
}

/* Failures of one kind are one, with a count; another user, verdict or origin makes another kind. Most frequent verdicts come first. */
static void
test_kinds(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, B, "INVITE", .extra = "Call-ID: one\n"), STEP(50, B, A, "500 Internal Error"),
          STEP(90, A, B, "INVITE", .extra = "Call-ID: two\n"), STEP(99, B, A, "500 Internal Error"),
          STEP(100, A, B, "INVITE", .extra = "Call-ID: three\nFrom: <sip:other@example.test>;tag=3\n"),
          STEP(150, B, A, "500 Internal Error"), STEP(190, A, B, "INVITE", .extra = "Call-ID: four\n"),
          STEP(199, B, A, "400 Bad Request"), STEP(200, A, C, "INVITE", .extra = "Call-ID: five\n"),
          STEP(250, C, A, "500 Internal Error"));
    const report_summary *summary = reported_summarise(&scene);
    static const guint32 counts[] = { 2, 1, 1, 1 };
    g_assert_cmpuint(summary->failures->len, ==, G_N_ELEMENTS(counts));
    for (guint i = 0; i < G_N_ELEMENTS(counts); i++) {
        g_assert_cmpuint(((const report_case *)g_ptr_array_index(summary->failures, i))->folded, ==, counts[i]);
    }
    g_assert_cmpuint(summary->by_verdict->len, ==, 2);
    g_assert_cmpuint(((const report_count *)g_ptr_array_index(summary->by_verdict, 0))->count, ==, 4);
    g_assert_cmpuint(((const report_count *)g_ptr_array_index(summary->by_verdict, 1))->count, ==, 1);
    g_assert_cmpuint(summary->by_origin->len, ==, 2);
    g_assert_cmpstr(((const report_count *)g_ptr_array_index(summary->by_origin, 0))->name, ==, B);
    reported_end(&scene);
}

/* From the client over each hop that the capture shows. */
static void
test_path(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, B, "INVITE"), STEP(1, B, C, "INVITE", .kind = SCENE_FORWARDED), STEP(50, C, B, "404 Not Found"),
          STEP(51, B, A, "404 Not Found", .kind = SCENE_FORWARDED));
    const report_summary *summary = reported_summarise(&scene);
    g_assert_cmpuint(summary->failures->len, ==, 1);
    GArray *path = report_case_path(g_ptr_array_index(summary->failures, 0));
    g_assert_cmpuint(path->len, ==, 3);
    g_assert_cmpstr(g_array_index(path, report_hop, 0).element, ==, A);
    g_assert_cmpstr(g_array_index(path, report_hop, 1).element, ==, B);
    g_assert_cmpstr(g_array_index(path, report_hop, 2).element, ==, C);
    g_array_unref(path);
    reported_end(&scene);
}

/* The path of the first failure, or else of the first request without response, with silent hops in brackets; for g_free(). */
static char *
path_of_first(const report_summary *summary)
{
    const GPtrArray *cases = summary->failures->len > 0 ? summary->failures : summary->unanswered;
    GArray *path = report_case_path(g_ptr_array_index(cases, 0));
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < path->len; i++) {
        const report_hop *hop = &g_array_index(path, report_hop, i);
        g_string_append_printf(text, hop->is_silent ? "(%s) " : "%s ", hop->element);
    }
    g_array_unref(path);
    return g_string_free(text, FALSE);
}

/* The path ends at the branch that the verdict is about; gateways that were silent before stand in it. */
static void
test_paths_of_forks(void)
{
    static const struct {
        const char *path;
        scene_step steps[8];
    } forks[] = {
        { A " " P " (" B ") " C " ",
          { STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED),
            STEP(600, P, B, "INVITE", .kind = SCENE_AGAIN), STEP(2000, P, C, "INVITE", .kind = SCENE_FORWARDED),
            STEP(2050, C, P, "503 Service Unavailable"), STEP(2051, P, A, "503 Service Unavailable", .kind = SCENE_FORWARDED) } },
        { A " " P " " B " ",
          { STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED),
            STEP(2, P, C, "INVITE", .kind = SCENE_FORWARDED), STEP(50, B, P, "486 Busy Here"), STEP(60, C, P, "404 Not Found"),
            STEP(61, P, A, "486 Busy Here", .kind = SCENE_FORWARDED, .of = 4) } },
        { A " " P " " C " ",
          { STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED),
            STEP(2, P, C, "INVITE", .kind = SCENE_FORWARDED), STEP(50, B, P, "486 Busy Here"),
            STEP(1600, P, C, "INVITE", .kind = SCENE_AGAIN), STEP(32000, P, A, "408 Request Timeout", .of = 1) } },
        { A " " P " " B " ",
          { STEP(0, A, P, "INVITE"), STEP(1, P, A, "100 Trying"), STEP(2, P, B, "INVITE", .kind = SCENE_FORWARDED),
            STEP(1600, P, B, "INVITE", .kind = SCENE_AGAIN) } },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(forks); i++) {
        reported scene;
        reported_begin(&scene);
        scene_play(scene.play, forks[i].steps);
        char *path = path_of_first(reported_summarise(&scene));
        g_assert_cmpstr(path, ==, forks[i].path);
        g_free(path);
        reported_end(&scene);
    }
}

/* A response that was captured before the one it relays has that one's origin all the same, and the report says what is wrong. */
static void
test_frames_out_of_order(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED),
          STEP(52, P, A, "486 Busy Here", .of = 1, .extra = "To: <sip:bob@example.test>;tag=b\n"),
          STEP(51, B, P, "486 Busy Here", .of = 2, .extra = "To: <sip:bob@example.test>;tag=b\n"));
    const report_summary *summary = reported_summarise(&scene);
    GString *text = g_string_new(NULL);
    report_write_text(summary, scene_catalog(scene.play), text);
    g_assert_cmpuint(summary->out_of_order, ==, 1);
    g_assert_cmpuint(summary->failed_calls, ==, 1);
    g_assert_nonnull(strstr(text->str, "Origin: " B " (frame 4)"));
    g_assert_nonnull(strstr(text->str, "use reordercap"));
    g_string_free(text, TRUE);
    reported_end(&scene);
}

/* Another response with the same code, but another tag or a later time, is not what is relayed. */
static void
test_later_failure_is_no_origin(void)
{
    static const struct {
        gint64 time;
        const char *tag;
    } laters[] = { { 51, "To: <sip:bob@example.test>;tag=c\n" }, { 53, "To: <sip:bob@example.test>;tag=b\n" } };

    for (size_t i = 0; i < G_N_ELEMENTS(laters); i++) {
        reported scene;
        reported_begin(&scene);
        SCENE(scene.play, STEP(0, A, P, "INVITE"), STEP(1, P, B, "INVITE", .kind = SCENE_FORWARDED),
              STEP(52, P, A, "486 Busy Here", .of = 1, .extra = "To: <sip:bob@example.test>;tag=b\n"),
              STEP(laters[i].time, B, P, "486 Busy Here", .of = 2, .extra = laters[i].tag));
        const report_case *failure = g_ptr_array_index(reported_summarise(&scene)->failures, 0);
        g_assert_cmpstr(diagnosis_of_origin(failure->transaction, failure->result)->origin, ==, P);
        reported_end(&scene);
    }
}

/* Where users are unknown, those of one client are the same; requests without response count all their transmissions. */
static void
test_what_is_folded(void)
{
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, B, "INVITE sip:10.0.0.2", .extra = "Call-ID: 1\n"), STEP(9, B, A, "500 Internal Error"),
          STEP(100, A, B, "INVITE sip:10.0.0.2", .extra = "Call-ID: 2\n"), STEP(109, B, A, "500 Internal Error"),
          STEP(120, P, B, "INVITE sip:10.0.0.2", .extra = "Call-ID: 5\n"), STEP(129, B, P, "500 Internal Error"),
          STEP(200, A, C, "INVITE", .extra = "Call-ID: 3\n"), STEP(1800, A, C, "INVITE", .kind = SCENE_AGAIN),
          STEP(3000, A, C, "INVITE", .extra = "Call-ID: 4\n"), STEP(4800, A, C, "INVITE", .kind = SCENE_AGAIN),
          STEP(8800, A, C, "INVITE", .kind = SCENE_AGAIN));
    const report_summary *summary = reported_summarise(&scene);
    g_assert_cmpuint(summary->failures->len, ==, 2);
    g_assert_cmpuint(((const report_case *)g_ptr_array_index(summary->failures, 0))->folded, ==, 2);
    g_assert_cmpuint(summary->unanswered_requests, ==, 2);
    g_assert_cmpuint(summary->unanswered->len, ==, 1);
    const report_case *silent = g_ptr_array_index(summary->unanswered, 0);
    g_assert_cmpuint(silent->folded, ==, 2);
    g_assert_cmpuint(silent->transmissions, ==, 5);
    g_assert_cmpuint(silent->first_frame, ==, 7);
    g_assert_cmpuint(silent->last_frame, ==, 11);
    reported_end(&scene);
}

/* What ICMP sends back counts after one transmission, what is only not answered after two; each with its cause. */
static void
test_requests_without_response(void)
{
    static const struct {
        const char *verdict;
        guint32 frame;
        guint count;
    } unanswered[] = { { "request.unanswered/port", 1, 2 }, { "request.unanswered", 7, 1 } };
    reported scene;

    reported_begin(&scene);
    SCENE(scene.play, STEP(0, A, B, "INVITE", .extra = "Call-ID: one\n"),
          STEP(1, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = { "10.0.0.2", 3, 3, false }),
          STEP(10, A, B, "INVITE", .extra = "Call-ID: two\n"),
          STEP(11, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = { "10.0.0.2", 3, 3, false }),
          STEP(20, A, C, "INVITE", .extra = "Call-ID: once\n"), STEP(30, A, C, "OPTIONS", .extra = "Call-ID: probe\n"),
          STEP(40, A, C, "INVITE", .extra = "Call-ID: twice\n"), STEP(540, A, C, "INVITE", .kind = SCENE_AGAIN),
          STEP(1540, A, C, "INVITE", .kind = SCENE_AGAIN));
    const report_summary *summary = reported_summarise(&scene);
    g_assert_cmpuint(summary->unanswered_requests, ==, 3);
    g_assert_cmpuint(summary->unanswered->len, ==, G_N_ELEMENTS(unanswered));
    for (guint i = 0; i < G_N_ELEMENTS(unanswered); i++) {
        const report_case *this_case = g_ptr_array_index(summary->unanswered, i);
        g_assert_cmpstr(this_case->result->verdict->name, ==, unanswered[i].verdict);
        g_assert_cmpuint(this_case->frame, ==, unanswered[i].frame);
        g_assert_cmpuint(this_case->folded, ==, unanswered[i].count);
    }
    reported_end(&scene);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/time", test_times);
    g_test_add_func("/folded-last-frame", test_folded_cases_end_with_the_latest_frame);
    g_test_add_func("/no-request", test_response_without_request_has_no_path);
    g_test_add_func("/collisions", test_collisions_cannot_be_chosen);
    g_test_add_func("/response-times", test_times_to_the_response);
    g_test_add_func("/kinds", test_kinds);
    g_test_add_func("/path", test_path);
    g_test_add_func("/path/forks", test_paths_of_forks);
    g_test_add_func("/out-of-order", test_frames_out_of_order);
    g_test_add_func("/later-failure", test_later_failure_is_no_origin);
    g_test_add_func("/folded", test_what_is_folded);
    g_test_add_func("/no-response", test_requests_without_response);
    return g_test_run();
}
