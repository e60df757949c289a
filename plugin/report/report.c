/* report.c
 * What happened to the calls of a capture; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report.h"

#include "cases.h"
#include "hash.h"

#include <string.h>

struct report {
    GHashTable *seen;        /* a set: the transactions that a message was added of */
    GPtrArray *transactions; /* the same, in the order of the capture */
    GHashTable *times;       /* method -> method_times */
    ladder_log *messages;    /* NULL: not kept */
    GHashTable *drawn;       /* report_case: kinds of failures whose messages are kept; NULL if none are */
    gint64 capture_end;      /* G_MININT64: media are not judged */
    gint64 begin;            /* when the earliest message was captured, µs since 1970 */
    gint64 end;              /* when the latest message was captured, µs since 1970 */
    guint responses;
    guint unassigned;
    guint out_of_order;
};

typedef struct {
    const char *method;
    GArray *times; /* of gint64, µs */
} method_times;

static void
free_times(gpointer data)
{
    method_times *times = data;

    g_array_free(times->times, TRUE);
    g_free(times);
}

report *
report_new(void)
{
    report *created = g_new0(report, 1);

    created->begin = G_MAXINT64;
    created->end = G_MININT64;
    created->capture_end = G_MININT64;
    created->seen = g_hash_table_new(NULL, NULL);
    created->transactions = g_ptr_array_new();
    created->times = hash_table_new(NULL, free_times);
    return created;
}

void
report_free(report *report)
{
    g_clear_pointer(&report->messages, ladder_log_free);
    g_clear_pointer(&report->drawn, g_hash_table_destroy);
    g_hash_table_destroy(report->times);
    g_ptr_array_free(report->transactions, TRUE);
    g_hash_table_destroy(report->seen);
    g_free(report);
}

static void
add_time(report *report, const char *method, gint64 time)
{
    method_times *of_method = g_hash_table_lookup(report->times, method);

    if (of_method == NULL) {
        of_method = g_new(method_times, 1);
        of_method->method = method;
        of_method->times = g_array_new(FALSE, FALSE, sizeof(gint64));
        g_hash_table_insert(report->times, (gpointer)method, of_method);
    }
    g_array_append_val(of_method->times, time);
}

/* Of a response that proxies relay the client's time counts. */
static bool
has_time(const sip_transaction *transaction, const diagnosis *diag)
{
    return diag->code >= 200 && diag->time >= 0 && !diag->retransmission && transaction->parent == NULL &&
           !transaction_is_of(transaction, "CANCEL");
}

void
report_add(report *report, const sip_transaction *transaction, const diagnosis *diagnosis, gint64 time)
{
    report->out_of_order += time < report->end ? 1 : 0;
    report->begin = MIN(report->begin, time);
    report->end = MAX(report->end, time);
    if (g_hash_table_add(report->seen, (gpointer)transaction)) {
        g_ptr_array_add(report->transactions, (gpointer)transaction);
    }
    if (diagnosis != NULL) {
        report->responses++;
        if (has_time(transaction, diagnosis)) {
            add_time(report, transaction->method, diagnosis->time);
        }
    }
}

/* True for the first case of its kind, of which a ladder is drawn. */
static bool
is_first_of_kind(report *report, const report_case *this_case)
{
    const report_case *first = g_hash_table_lookup(report->drawn, this_case);

    if (first != NULL && first->first_frame < this_case->first_frame) {
        return false;
    }
    g_hash_table_replace(report->drawn, g_memdup2(this_case, sizeof *this_case), NULL);
    return true;
}

static bool
is_drawn(report *report, const sip_transaction *transaction)
{
    static const diagnosis silence;
    const sip_transaction *top = transaction_top(transaction);
    const bool is_reported = g_hash_table_contains(report->seen, top) || g_hash_table_contains(report->seen, transaction);

    if (is_reported && top->attempt != NULL && attempt_has_failed(top->attempt)) {
        const report_case failure = case_of_attempt(top->attempt);
        return is_first_of_kind(report, &failure);
    }
    if (is_reported && case_is_unanswered(transaction)) {
        const report_case unanswered = case_of_unanswered(transaction, &silence);
        return is_first_of_kind(report, &unanswered);
    }
    return false;
}

static bool
has_case_to_draw(const ladder_call *call, void *user_data)
{
    bool found = false;

    /* Each case is entered, not only the first one. */
    for (guint i = 0; i < call->entries->len; i++) {
        const sip_transaction *transaction = g_array_index(call->entries, ladder_entry, i).transaction;
        found = (transaction != NULL && is_drawn(user_data, transaction)) || found;
    }
    return found;
}

void
report_judge_media(report *report, gint64 capture_end)
{
    report->capture_end = capture_end;
}

void
report_keep_messages(report *report)
{
    report->drawn = case_kinds_new(g_free);
    report->messages = ladder_log_new(has_case_to_draw, report);
}

void
report_add_message(report *report, const ladder_entry *message)
{
    if (report->messages != NULL) {
        ladder_log_add(report->messages, message);
    }
}

void
report_add_unassigned(report *report)
{
    report->unassigned++;
}

char *
report_time(gint64 time)
{
    /* Division rounds up before 1970. */
    const int fraction = (int)((time % G_USEC_PER_SEC + G_USEC_PER_SEC) % G_USEC_PER_SEC);
    const gint64 whole = time / G_USEC_PER_SEC - (time % G_USEC_PER_SEC < 0 ? 1 : 0);
    GDateTime *second = g_date_time_new_from_unix_utc(whole);

    if (second == NULL) {
        return NULL;
    }
    char *date = g_date_time_format(second, "%Y-%m-%dT%H:%M:%S");
    char *text = g_strdup_printf("%s.%06dZ", date, fraction);
    g_free(date);
    g_date_time_unref(second);
    return text;
}

const char *
report_kind_name(attempt_kind kind)
{
    static const char *const names[] = {
        [ATTEMPT_CALL] = "call",
        [ATTEMPT_REGISTRATION] = "registration",
        [ATTEMPT_IN_CALL] = "in-call",
        [ATTEMPT_REQUEST] = "request",
    };

    return names[kind];
}

/* The values of the table as pointers; for g_ptr_array_free(). */
static GPtrArray *
sorted_values(GHashTable *table, GCompareFunc compare)
{
    GPtrArray *values = g_ptr_array_new();
    GHashTableIter iterator;
    gpointer value;

    g_hash_table_iter_init(&iterator, table);
    while (g_hash_table_iter_next(&iterator, NULL, &value)) {
        g_ptr_array_add(values, value);
    }
    g_ptr_array_sort(values, compare);
    return values;
}

/* Most first. */
static gint
compare_counts(gconstpointer a, gconstpointer b)
{
    const report_count *left = *(const report_count *const *)a;
    const report_count *right = *(const report_count *const *)b;

    return left->count != right->count ? (left->count < right->count ? 1 : -1) : strcmp(left->name, right->name);
}

static gint
compare_methods(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const method_times *const *)a)->method, (*(const method_times *const *)b)->method);
}

static gint
compare_times(gconstpointer a, gconstpointer b)
{
    const gint64 left = *(const gint64 *)a;
    const gint64 right = *(const gint64 *)b;

    return left < right ? -1 : left > right;
}

static void
free_count(gpointer data)
{
    report_count *count = data;

    g_free(count->name);
    g_free(count);
}

static GHashTable *
counts_new(void)
{
    return hash_table_new(NULL, free_count);
}

static void
count_name(GHashTable *counts, const char *name)
{
    report_count *count = g_hash_table_lookup(counts, name);

    if (count == NULL) {
        count = g_new0(report_count, 1);
        count->name = g_strdup(name);
        g_hash_table_insert(counts, count->name, count);
    }
    count->count++;
}

static gint64
percentile(const GArray *sorted_times, guint percent)
{
    return g_array_index(sorted_times, gint64, (sorted_times->len * percent + 99) / 100 - 1);
}

static GArray *
summarise_times(GHashTable *times_of_methods)
{
    GArray *summary = g_array_new(FALSE, FALSE, sizeof(report_times));
    GPtrArray *methods = sorted_values(times_of_methods, compare_methods);

    for (guint i = 0; i < methods->len; i++) {
        const method_times *of_method = g_ptr_array_index(methods, i);
        GArray *times = of_method->times;
        g_array_sort(times, compare_times);
        const report_times summary_of_method = { .method = of_method->method,
                                                 .count = times->len,
                                                 .least = g_array_index(times, gint64, 0),
                                                 .median = percentile(times, 50),
                                                 .p95 = percentile(times, 95),
                                                 .most = g_array_index(times, gint64, times->len - 1) };
        g_array_append_val(summary, summary_of_method);
    }
    g_ptr_array_free(methods, TRUE);
    return summary;
}

/* Puts a copy of the case into the list, or counts it with the one that is like it. */
static void
fold(GPtrArray *list, GHashTable *kinds, const report_case *this_case)
{
    report_case *folded = g_hash_table_lookup(kinds, this_case);

    if (folded == NULL) {
        folded = g_memdup2(this_case, sizeof *this_case);
        g_ptr_array_add(list, folded);
        g_hash_table_add(kinds, folded);
        return;
    }
    folded->folded++;
    folded->refusals += this_case->refusals;
    folded->transmissions += this_case->transmissions;
    /* Cases are in the order of their requests, and the first may be the last to fail. */
    folded->last_frame = MAX(folded->last_frame, this_case->last_frame);
}

static void
count_call(report_summary *summary, attempt_outcome outcome)
{
    guint *const counts[] = { [ATTEMPT_OPEN] = &summary->open_calls,
                              [ATTEMPT_SUCCEEDED] = &summary->answered,
                              [ATTEMPT_CANCELLED] = &summary->cancelled,
                              [ATTEMPT_REDIRECTED] = &summary->redirected,
                              [ATTEMPT_FAILED] = &summary->failed_calls };

    summary->calls++;
    (*counts[outcome])++;
}

static void
count_registration(report_summary *summary, const attempt *attempt)
{
    if (attempt_registers(attempt)) {
        const attempt_outcome outcome = attempt_outcome_of(attempt);
        summary->registrations++;
        summary->failed_registrations += attempt_has_failed(attempt) ? 1 : 0;
        summary->open_registrations += !attempt_has_failed(attempt) && outcome != ATTEMPT_SUCCEEDED ? 1 : 0;
    }
}

static void
count_attempt(report_summary *summary, const attempt *attempt)
{
    const attempt_kind kind = attempt_kind_of(attempt);

    if (attempt_is_call(attempt)) {
        count_call(summary, attempt_outcome_of(attempt));
    } else if (kind == ATTEMPT_REGISTRATION) {
        count_registration(summary, attempt);
    }
    if (attempt_has_failed(attempt)) {
        summary->failed_in_calls += kind == ATTEMPT_IN_CALL ? 1 : 0;
        summary->failed_others += kind == ATTEMPT_REQUEST ? 1 : 0;
    }
}

static void
add_failure(report_summary *summary, GHashTable *kinds, const report_case *failure)
{
    char id[16];

    fold(summary->failures, kinds, failure);
    count_name(summary->verdicts, diagnosis_id(failure->result, id, sizeof id));
    count_name(summary->origins, case_end(failure));
    g_array_append_val(summary->failure_times, failure->begin);
}

/* A call that was answered, and in which a side hears nothing. */
static void
add_silent_call(report_summary *summary, GHashTable *kinds, const attempt *attempt, const diagnosis *silence)
{
    report_case failure = case_of_attempt(attempt);

    failure.result = silence;
    failure.repeated = NULL;
    failure.frame = failure.last_frame = attempt->result_frame;
    summary->failed_in_calls++;
    add_failure(summary, kinds, &failure);
}

bool
report_counts_silence(const diagnosis *silence)
{
    return silence->severity >= CATALOG_WARN;
}

/* Why a call that went well so far is silent; NULL if it is not. */
static const diagnosis *
silence_of(const report_summary *summary, const report *report, const attempt *attempt, const catalog *knowledge)
{
    if (report->capture_end == G_MININT64 || !attempt_is_good_call(attempt, attempt->decisive)) {
        return NULL;
    }
    const diagnosis *silence = diagnosis_of_media(summary->memory, knowledge, attempt->decisive, report->capture_end);
    return silence != NULL && report_counts_silence(silence) ? silence : NULL;
}

static void
add_attempt(report_summary *summary, GHashTable *kinds, const report *report, const attempt *attempt, const catalog *knowledge)
{
    count_attempt(summary, attempt);
    if (attempt_has_failed(attempt)) {
        const report_case failure = case_of_attempt(attempt);
        add_failure(summary, kinds, &failure);
        return;
    }
    const diagnosis *silence = silence_of(summary, report, attempt, knowledge);
    if (silence != NULL) {
        add_silent_call(summary, kinds, attempt, silence);
    }
}

/* Counts each attempt once, in the order of their first messages. */
static void
add_attempts(report_summary *summary, GHashTable *kinds, const report *report, const catalog *knowledge)
{
    GHashTable *counted = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < report->transactions->len; i++) {
        const sip_transaction *top = transaction_top(g_ptr_array_index(report->transactions, i));
        if (top->attempt == NULL || !g_hash_table_add(counted, top->attempt)) {
            continue;
        }
        add_attempt(summary, kinds, report, top->attempt, knowledge);
    }
    g_hash_table_destroy(counted);
}

static void
add_unanswered(report_summary *summary, GHashTable *kinds, const sip_transaction *transaction, const catalog *knowledge, gint64 end)
{
    const diagnosis *why = diagnosis_of_request(summary->memory, knowledge, transaction, NULL, end);

    /* The response may have come after the capture ended. */
    if (why != NULL) {
        const report_case unanswered = case_of_unanswered(transaction, why);
        summary->unanswered_requests++;
        fold(summary->unanswered, kinds, &unanswered);
    }
}

static gint
compare_first_frames(gconstpointer a, gconstpointer b)
{
    const report_case *left = *(const report_case *const *)a;
    const report_case *right = *(const report_case *const *)b;

    return left->first_frame < right->first_frame ? -1 : left->first_frame > right->first_frame;
}

report_summary *
report_summarise(const report *report, const catalog *knowledge)
{
    report_summary *summary = g_new0(report_summary, 1);
    GHashTable *kinds = case_kinds_new(NULL);

    summary->failures = g_ptr_array_new_with_free_func(g_free);
    summary->unanswered = g_ptr_array_new_with_free_func(g_free);
    summary->memory = arena_new();
    summary->verdicts = counts_new();
    summary->origins = counts_new();
    summary->responses = report->responses;
    summary->unassigned = report->unassigned;
    summary->out_of_order = report->out_of_order;
    summary->messages = report->messages;
    summary->failure_times = g_array_new(FALSE, FALSE, sizeof(gint64));
    summary->begin = report->begin;
    summary->end = report->end;
    add_attempts(summary, kinds, report, knowledge);
    for (guint i = 0; i < report->transactions->len; i++) {
        const sip_transaction *transaction = g_ptr_array_index(report->transactions, i);
        if (case_is_unanswered(transaction)) {
            add_unanswered(summary, kinds, transaction, knowledge, report->end);
        }
    }
    g_ptr_array_sort(summary->failures, compare_first_frames);
    summary->by_verdict = sorted_values(summary->verdicts, compare_counts);
    summary->by_origin = sorted_values(summary->origins, compare_counts);
    summary->times = summarise_times(report->times);
    g_hash_table_destroy(kinds);
    return summary;
}

void
report_summary_free(report_summary *summary)
{
    g_ptr_array_free(summary->failures, TRUE);
    g_ptr_array_free(summary->unanswered, TRUE);
    g_ptr_array_free(summary->by_verdict, TRUE);
    g_ptr_array_free(summary->by_origin, TRUE);
    g_array_free(summary->times, TRUE);
    g_array_free(summary->failure_times, TRUE);
    g_hash_table_destroy(summary->verdicts);
    g_hash_table_destroy(summary->origins);
    arena_free(summary->memory);
    g_free(summary);
}

GPtrArray *
report_cases(const report_summary *summary)
{
    const GPtrArray *const lists[] = { summary->failures, summary->unanswered };
    GPtrArray *cases = g_ptr_array_new();

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        for (guint j = 0; j < lists[i]->len; j++) {
            g_ptr_array_add(cases, g_ptr_array_index(lists[i], j));
        }
    }
    return cases;
}
