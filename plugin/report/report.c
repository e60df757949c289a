/* report.c
 * What happened to the calls of a capture; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report.h"

#include <string.h>

/* A path longer than this is a loop. */
#define MAX_PATH 16
/* A request that was sent once and got no answer so far may still get one. */
#define SENDINGS_IN_VAIN 2

struct report {
    GHashTable *latest; /* key of an undertaking -> its latest report_case */
    GPtrArray *cases;   /* report_case *, in the order of the capture */
    GHashTable *times;  /* method -> GArray of µs */
    guint responses;
    guint unassigned;
};

static void
free_times(gpointer data)
{
    g_array_free(data, TRUE);
}

report *
report_new(void)
{
    report *made = g_new0(report, 1);

    made->latest = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    made->cases = g_ptr_array_new_with_free_func(g_free);
    made->times = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_times);
    return made;
}

void
report_free(report *report)
{
    g_hash_table_destroy(report->times);
    g_hash_table_destroy(report->latest);
    g_ptr_array_free(report->cases, TRUE);
    g_free(report);
}

/* Attempts of one undertaking have Call-ID, From tag and method in common; within a dialog each request is one of its own. */
static char *
key_of(const sip_transaction *transaction)
{
    const sip_request *request = &transaction->request;

    return g_strdup_printf("%s %s %s %u", transaction->call->id, request->from_tag != NULL ? request->from_tag : "",
                           transaction->method, request->in_dialog ? request->cseq : 0);
}

static report_case *
case_of(report *report, const sip_transaction *transaction, guint32 frame, gint64 time)
{
    char *key = key_of(transaction);
    report_case *one = g_hash_table_lookup(report->latest, key);

    if (one != NULL && (!one->is_over || one->transaction == transaction)) {
        g_free(key);
        return one;
    }
    one = g_new0(report_case, 1);
    one->transaction = transaction;
    one->begin = time;
    one->first_frame = frame;
    one->frame = frame;
    one->last_frame = frame;
    one->folded = 1;
    g_ptr_array_add(report->cases, one);
    g_hash_table_insert(report->latest, key, one);
    return one;
}

static void
add_time(report *report, const char *method, gint64 time)
{
    GArray *times = g_hash_table_lookup(report->times, method);

    if (times == NULL) {
        times = g_array_new(FALSE, FALSE, sizeof(gint64));
        g_hash_table_insert(report->times, (gpointer)method, times);
    }
    g_array_append_val(times, time);
}

/* ACK is no undertaking, and CANCEL tells of its INVITE only. */
static bool
counts(const sip_transaction *transaction)
{
    return transaction->parent == NULL && strcmp(transaction->method, "CANCEL") != 0;
}

/* What was said first stays, unless a repetition shows that worse came of it: a 200 whose ACK is lost. */
static void
add_result(report *report, report_case *one, const sip_transaction *transaction, const diagnosis *result, guint32 frame)
{
    const bool repeats =
        result->retransmission || (one->result != NULL && one->transaction == transaction && one->result->code == result->code);

    if (repeats && one->result != NULL && result->severity <= one->result->severity) {
        return;
    }
    one->transaction = transaction;
    one->result = result;
    one->frame = frame;
    one->last_frame = frame;
    if (repeats) {
        return;
    }
    one->is_over = result->code < 300;
    one->failures += result->code >= 300 && result->severity > CATALOG_CHAT ? 1 : 0;
    if (result->time >= 0) {
        add_time(report, transaction->method, result->time);
    }
}

void
report_add(report *report, const sip_transaction *transaction, const diagnosis *diagnosis, guint32 frame, gint64 time)
{
    report->responses += diagnosis != NULL ? 1 : 0;
    if (!counts(transaction)) {
        return;
    }
    report_case *one = NULL;
    if (diagnosis == NULL) {
        one = case_of(report, transaction, frame, time);
        if (one->result == NULL) {
            one->transaction = transaction;
        }
    } else if (diagnosis->code >= 200) {
        one = case_of(report, transaction, frame, time);
        add_result(report, one, transaction, diagnosis, frame);
    }
}

bool
report_case_has_failed(const report_case *one)
{
    return one->result != NULL && diagnosis_is_failure(one->result);
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

/* The child that the final response came from: the one that failed last, or the last that was tried. */
static const sip_transaction *
next_on_path(const sip_transaction *transaction)
{
    const sip_transaction *child = transaction->children;

    while (child != NULL && child->final.status < 300 && child->sibling != NULL) {
        child = child->sibling;
    }
    return child != NULL && child->final.status >= 300 ? child : transaction->children;
}

void
report_case_path(const report_case *one, GPtrArray *path)
{
    const sip_transaction *hop = one->transaction;

    if (hop->client != NULL) {
        g_ptr_array_add(path, (gpointer)hop->client->name);
    }
    for (; hop != NULL && hop->server != NULL && path->len < MAX_PATH; hop = next_on_path(hop)) {
        g_ptr_array_add(path, (gpointer)hop->server->name);
    }
}

static gint
compare_counts(gconstpointer a, gconstpointer b)
{
    const report_count *left = a;
    const report_count *right = b;

    return left->count != right->count ? (left->count < right->count ? 1 : -1) : strcmp(left->name, right->name);
}

static GArray *
sorted_counts(GHashTable *counts)
{
    GArray *sorted = g_array_new(FALSE, FALSE, sizeof(report_count));
    GHashTableIter iterator;
    gpointer name;
    gpointer count;

    g_hash_table_iter_init(&iterator, counts);
    while (g_hash_table_iter_next(&iterator, &name, &count)) {
        const report_count one = { name, GPOINTER_TO_UINT(count) };
        g_array_append_val(sorted, one);
    }
    g_array_sort(sorted, compare_counts);
    return sorted;
}

static void
count_name(GHashTable *counts, const char *name)
{
    const guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, name));

    g_hash_table_insert(counts, g_strdup(name), GUINT_TO_POINTER(count + 1));
}

static gint
compare_times(gconstpointer a, gconstpointer b)
{
    const gint64 left = *(const gint64 *)a;
    const gint64 right = *(const gint64 *)b;

    return left < right ? -1 : left > right;
}

static gint
compare_methods(gconstpointer a, gconstpointer b)
{
    return strcmp(((const report_times *)a)->method, ((const report_times *)b)->method);
}

static GArray *
summarise_times(GHashTable *times_of_methods)
{
    GArray *summary = g_array_new(FALSE, FALSE, sizeof(report_times));
    GHashTableIter iterator;
    gpointer method;
    gpointer data;

    g_hash_table_iter_init(&iterator, times_of_methods);
    while (g_hash_table_iter_next(&iterator, &method, &data)) {
        GArray *times = data;
        g_array_sort(times, compare_times);
        const report_times one = { .method = method,
                                   .count = times->len,
                                   .least = g_array_index(times, gint64, 0),
                                   .median = g_array_index(times, gint64, (times->len - 1) / 2),
                                   .p95 = g_array_index(times, gint64, (times->len * 95 + 99) / 100 - 1),
                                   .most = g_array_index(times, gint64, times->len - 1) };
        g_array_append_val(summary, one);
    }
    g_array_sort(summary, compare_methods);
    return summary;
}

static const char *
or_empty(const char *text)
{
    return text != NULL ? text : "";
}

/* Puts a copy of the case into the list, or counts it with the one that is like it. */
static void
fold(GPtrArray *list, GHashTable *folded, const report_case *one)
{
    char id[16];
    const sip_request *request = &one->transaction->request;
    char *key =
        g_strdup_printf("%s %s %s %s %s %d", one->transaction->method, or_empty(request->from_user), or_empty(request->user),
                        one->result != NULL ? diagnosis_id(one->result, id, sizeof id) : "",
                        one->result != NULL ? one->result->origin
                                            : or_empty(one->transaction->server != NULL ? one->transaction->server->name : NULL),
                        one->result != NULL ? one->result->code : 0);
    report_case *like = g_hash_table_lookup(folded, key);

    if (like == NULL) {
        like = g_memdup2(one, sizeof *one);
        like->folded = MAX(one->failures, 1);
        g_ptr_array_add(list, like);
        g_hash_table_insert(folded, key, like);
    } else {
        like->folded += MAX(one->failures, 1);
        /* Cases stand in the order of their requests, and the first may be the last to fail. */
        like->last_frame = MAX(like->last_frame, one->last_frame);
        g_free(key);
    }
}

static void
count_call(report_summary *summary, const report_case *one)
{
    const diagnosis *result = one->result;

    summary->calls++;
    if (result == NULL || ((result->code == 401 || result->code == 407) && !report_case_has_failed(one))) {
        summary->open_calls++;
    } else if (result->code < 300) {
        summary->answered++;
    } else if (result->code < 400) {
        summary->redirected++;
    } else if (report_case_has_failed(one)) {
        summary->failed_calls++;
    } else {
        summary->cancelled++;
    }
}

static void
count_case(report_summary *summary, const report_case *one)
{
    const bool initial = !one->transaction->request.in_dialog;

    if (initial && strcmp(one->transaction->method, "INVITE") == 0) {
        count_call(summary, one);
    } else if (strcmp(one->transaction->method, "REGISTER") == 0) {
        summary->registrations++;
        summary->failed_registrations += report_case_has_failed(one) ? 1 : 0;
    } else {
        summary->failed_others += report_case_has_failed(one) ? 1 : 0;
    }
}

static bool
is_unanswered(const report_case *one)
{
    return one->result == NULL && one->transaction->progress->provisional.status == 0 &&
           one->transaction->transmissions >= SENDINGS_IN_VAIN;
}

void
report_add_unassigned(report *report)
{
    report->unassigned++;
}

report_summary *
report_summarise(const report *report)
{
    report_summary *summary = g_new0(report_summary, 1);
    GHashTable *folded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    char id[16];

    summary->failures = g_ptr_array_new_with_free_func(g_free);
    summary->unanswered = g_ptr_array_new_with_free_func(g_free);
    summary->verdicts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    summary->origins = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    summary->responses = report->responses;
    summary->unassigned = report->unassigned;
    for (guint i = 0; i < report->cases->len; i++) {
        const report_case *one = g_ptr_array_index(report->cases, i);
        count_case(summary, one);
        if (report_case_has_failed(one)) {
            fold(summary->failures, folded, one);
            count_name(summary->verdicts, diagnosis_id(one->result, id, sizeof id));
            count_name(summary->origins, one->result->origin);
        } else if (is_unanswered(one)) {
            summary->unanswered_requests++;
            fold(summary->unanswered, folded, one);
        }
    }
    summary->by_verdict = sorted_counts(summary->verdicts);
    summary->by_origin = sorted_counts(summary->origins);
    summary->times = summarise_times(report->times);
    g_hash_table_destroy(folded);
    return summary;
}

void
report_summary_free(report_summary *summary)
{
    g_ptr_array_free(summary->failures, TRUE);
    g_ptr_array_free(summary->unanswered, TRUE);
    g_array_free(summary->by_verdict, TRUE);
    g_array_free(summary->by_origin, TRUE);
    g_array_free(summary->times, TRUE);
    g_hash_table_destroy(summary->verdicts);
    g_hash_table_destroy(summary->origins);
    g_free(summary);
}
