/* report.c
 * What happened to the calls of a capture; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report.h"

#include "hash.h"

#include <string.h>

/* A request that was sent once and got no response so far may still get one, unless ICMP says that it did not arrive. */
#define UNANSWERED_TRANSMISSIONS 2

struct report {
    GHashTable *seen;        /* a set: the transactions that a message was added of */
    GPtrArray *transactions; /* the same, in the order of the capture */
    GHashTable *times;       /* method -> method_times */
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

    created->end = G_MININT64;
    created->seen = g_hash_table_new(NULL, NULL);
    created->transactions = g_ptr_array_new();
    created->times = hash_table_new(NULL, free_times);
    return created;
}

void
report_free(report *report)
{
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

/* Where the case ended: who failed, or the next hop of a request that nobody responded to; NULL if unknown. */
static const char *
end_of(const report_case *this_case)
{
    if (this_case->result->code != 0) {
        return diagnosis_of_origin(this_case->transaction, this_case->result)->origin;
    }
    return this_case->transaction->server != NULL ? this_case->transaction->server->name : NULL;
}

static guint
hash_of_text(const char *text)
{
    return text != NULL ? hash_string(text) : 0;
}

static const char *
client_of(const report_case *this_case)
{
    return this_case->transaction->client != NULL ? this_case->transaction->client->name : NULL;
}

static guint
hash_of_case(gconstpointer data)
{
    const report_case *this_case = data;
    const sip_request *request = &this_case->transaction->request;
    const bool has_users = request->from_user != NULL && request->user != NULL;
    const guint parts[] = { hash_of_text(this_case->transaction->method),
                            hash_of_text(request->from_user),
                            hash_of_text(request->user),
                            hash_of_text(end_of(this_case)),
                            has_users ? 0 : hash_of_text(client_of(this_case)),
                            (guint)this_case->result->code };

    return (guint)hash_bytes(parts, sizeof parts);
}

/* True if the users are the same. Where a URI has none, as those of trunks and their keep-alives, the client tells who it is. */
static bool
are_of_same_users(const report_case *left, const report_case *right)
{
    const sip_request *left_request = &left->transaction->request;
    const sip_request *right_request = &right->transaction->request;
    const bool have_users = left_request->from_user != NULL && left_request->user != NULL;

    return g_strcmp0(left_request->from_user, right_request->from_user) == 0 &&
           g_strcmp0(left_request->user, right_request->user) == 0 &&
           (have_users || g_strcmp0(client_of(left), client_of(right)) == 0);
}

/* Method, users, verdict and origin are the same. */
static gboolean
are_alike(gconstpointer a, gconstpointer b)
{
    const report_case *left = a;
    const report_case *right = b;

    return left->kind == right->kind && left->result->code == right->result->code &&
           left->result->verdict == right->result->verdict && g_str_equal(left->transaction->method, right->transaction->method) &&
           are_of_same_users(left, right) && g_strcmp0(end_of(left), end_of(right)) == 0;
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
add_failure(report_summary *summary, GHashTable *kinds, const attempt *attempt)
{
    guint32 frame = 0;
    const diagnosis *result = attempt_failure(attempt, &frame);
    const report_case failure = { .transaction = attempt->decisive,
                                  .result = result,
                                  .repeated = result != attempt->repeated ? attempt->repeated : NULL,
                                  .begin = attempt->begin,
                                  .kind = attempt_kind_of(attempt),
                                  .first_frame = attempt->first_frame,
                                  .frame = frame,
                                  .repeated_frame = attempt->repeated_frame,
                                  .refusals = attempt->refusals,
                                  .folded = 1,
                                  .last_frame = frame };
    char id[16];

    fold(summary->failures, kinds, &failure);
    count_name(summary->verdicts, diagnosis_id(failure.result, id, sizeof id));
    count_name(summary->origins, end_of(&failure));
}

/* Counts each attempt once, in the order of their first messages. */
static void
add_attempts(report_summary *summary, GHashTable *kinds, const report *report)
{
    GHashTable *counted = g_hash_table_new(NULL, NULL);

    for (guint i = 0; i < report->transactions->len; i++) {
        const sip_transaction *top = transaction_top(g_ptr_array_index(report->transactions, i));
        if (top->attempt == NULL || !g_hash_table_add(counted, top->attempt)) {
            continue;
        }
        count_attempt(summary, top->attempt);
        if (attempt_has_failed(top->attempt)) {
            add_failure(summary, kinds, top->attempt);
        }
    }
    g_hash_table_destroy(counted);
}

/* True if the request got no response and is worth to be looked at: a CANCEL is lost where its INVITE is. */
static bool
is_left_alone(const sip_transaction *transaction)
{
    const sip_progress *progress = transaction_progress(transaction);

    if (!transaction_is_silent(transaction) || (progress->cancelled != NULL && transaction_is_silent(progress->cancelled))) {
        return false;
    }
    return transaction->transmissions >= UNANSWERED_TRANSMISSIONS || progress->icmp_frame != 0 || transaction->request.is_stream ||
           endpoint_silent_run(transaction) != NULL;
}

/* True unless a hop after it lacks the response, too: then it is that one's. */
static bool
may_be_unanswered(const sip_transaction *transaction)
{
    if (!is_left_alone(transaction)) {
        return false;
    }
    const sip_transaction *hop = transaction_next(transaction, transaction);
    while (hop != NULL && !is_left_alone(hop)) {
        hop = transaction_next(transaction, hop);
    }
    return hop == NULL;
}

static void
add_unanswered(report_summary *summary, GHashTable *kinds, const sip_transaction *transaction, const catalog *knowledge, gint64 end)
{
    const report_case unanswered = { .transaction = transaction,
                                     .result = diagnosis_of_request(summary->memory, knowledge, transaction, NULL, end),
                                     .begin = transaction->request.time,
                                     .kind = ATTEMPT_REQUEST,
                                     .first_frame = transaction->request.frame,
                                     .frame = transaction->request.frame,
                                     .transmissions = transaction->transmissions,
                                     .folded = 1,
                                     .last_frame = transaction->request.last_frame };

    /* The response may have come after the capture ended. */
    if (unanswered.result != NULL) {
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
    GHashTable *kinds = g_hash_table_new(hash_of_case, are_alike);

    summary->failures = g_ptr_array_new_with_free_func(g_free);
    summary->unanswered = g_ptr_array_new_with_free_func(g_free);
    summary->memory = arena_new();
    summary->verdicts = counts_new();
    summary->origins = counts_new();
    summary->responses = report->responses;
    summary->unassigned = report->unassigned;
    summary->out_of_order = report->out_of_order;
    add_attempts(summary, kinds, report);
    for (guint i = 0; i < report->transactions->len; i++) {
        const sip_transaction *transaction = g_ptr_array_index(report->transactions, i);
        if (may_be_unanswered(transaction)) {
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
    g_hash_table_destroy(summary->verdicts);
    g_hash_table_destroy(summary->origins);
    arena_free(summary->memory);
    g_free(summary);
}
