/* report.c
 * What happened to the calls of a capture; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report.h"

#include "hash.h"

#include <string.h>

/* A path longer than this is a loop. */
#define MAX_PATH 16
/* A request that was sent once and got no response so far may still get one, unless ICMP says that it did not arrive. */
#define UNANSWERED_TRANSMISSIONS 2

struct report {
    GHashTable *latest; /* attempt_key -> its latest report_case */
    GPtrArray *cases;   /* report_case *, in the order of the capture */
    GHashTable *times;  /* method -> method_times */
    gint64 end;         /* when the latest message was captured, µs since 1970 */
    guint responses;
    guint unassigned;
};

/* What the attempts of one case have in common; within a dialog each request is a case of its own. */
typedef struct {
    const sip_call *call;
    const char *from_tag; /* may be NULL */
    const char *method;
    guint32 cseq; /* 0 outside a dialog */
} attempt_key;

typedef struct {
    const char *method;
    GArray *times; /* of gint64, µs */
} method_times;

static guint
hash_of_text(const char *text)
{
    return text != NULL ? hash_string(text) : 0;
}

static guint
hash_of_attempt(gconstpointer data)
{
    const attempt_key *key = data;
    const guint64 parts[] = { GPOINTER_TO_SIZE(key->call), hash_of_text(key->from_tag), hash_of_text(key->method), key->cseq };

    return (guint)hash_bytes(parts, sizeof parts);
}

static gboolean
attempts_are_equal(gconstpointer a, gconstpointer b)
{
    const attempt_key *left = a;
    const attempt_key *right = b;

    return left->call == right->call && left->cseq == right->cseq && g_str_equal(left->method, right->method) &&
           g_strcmp0(left->from_tag, right->from_tag) == 0;
}

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
    created->latest = g_hash_table_new_full(hash_of_attempt, attempts_are_equal, g_free, NULL);
    created->cases = g_ptr_array_new_with_free_func(g_free);
    created->times = hash_table_new(NULL, free_times);
    return created;
}

void
report_free(report *report)
{
    g_hash_table_destroy(report->times);
    g_hash_table_destroy(report->latest);
    g_ptr_array_free(report->cases, TRUE);
    g_free(report);
}

static report_case *
case_of(report *report, const sip_transaction *transaction, guint32 frame, gint64 time)
{
    const sip_request *request = &transaction->request;
    const attempt_key key = { .call = transaction->call,
                              .from_tag = request->from_tag,
                              .method = transaction->method,
                              .cseq = request->in_dialog ? request->cseq : 0 };
    report_case *this_case = g_hash_table_lookup(report->latest, &key);

    if (this_case != NULL && (!this_case->is_over || this_case->transaction == transaction)) {
        return this_case;
    }
    this_case = g_new0(report_case, 1);
    this_case->transaction = transaction;
    this_case->begin = time;
    this_case->first_frame = frame;
    this_case->frame = frame;
    this_case->last_frame = frame;
    this_case->folded = 1;
    g_ptr_array_add(report->cases, this_case);
    g_hash_table_insert(report->latest, g_memdup2(&key, sizeof key), this_case);
    return this_case;
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

/* ACK is no attempt, and CANCEL concerns its INVITE only. */
static bool
counts(const sip_transaction *transaction)
{
    return transaction->parent == NULL && strcmp(transaction->method, "CANCEL") != 0;
}

/* What was said first stays, unless a repetition shows that worse came of it: a 200 whose ACK is lost. */
static void
add_result(report *report, report_case *this_case, const sip_transaction *transaction, const diagnosis *result, guint32 frame)
{
    const bool repeats = result->retransmission || (this_case->result != NULL && this_case->transaction == transaction &&
                                                    this_case->result->code == result->code);

    if (repeats && this_case->result != NULL && result->severity <= this_case->result->severity) {
        return;
    }
    this_case->transaction = transaction;
    this_case->result = result;
    this_case->frame = frame;
    this_case->last_frame = frame;
    if (repeats) {
        return;
    }
    this_case->is_over = result->code < 300;
    this_case->failures += result->code >= 300 && result->severity > CATALOG_CHAT ? 1 : 0;
    if (result->time >= 0) {
        add_time(report, transaction->method, result->time);
    }
}

void
report_add(report *report, const sip_transaction *transaction, const diagnosis *diagnosis, guint32 frame, gint64 time)
{
    report->responses += diagnosis != NULL ? 1 : 0;
    report->end = MAX(report->end, time);
    if (!counts(transaction)) {
        return;
    }
    report_case *this_case = NULL;
    if (diagnosis == NULL) {
        this_case = case_of(report, transaction, frame, time);
        if (this_case->result == NULL) {
            this_case->transaction = transaction;
        }
    } else if (diagnosis->code >= 200) {
        this_case = case_of(report, transaction, frame, time);
        add_result(report, this_case, transaction, diagnosis, frame);
    }
}

bool
report_case_has_failed(const report_case *this_case)
{
    return this_case->result != NULL && diagnosis_is_failure(this_case->result);
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
report_case_path(const report_case *this_case, GPtrArray *path)
{
    const sip_transaction *hop = this_case->transaction;

    if (hop->client != NULL) {
        g_ptr_array_add(path, (gpointer)hop->client->name);
    }
    for (; hop != NULL && hop->server != NULL && path->len < MAX_PATH; hop = next_on_path(hop)) {
        g_ptr_array_add(path, (gpointer)hop->server->name);
    }
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
    if (this_case->result != NULL) {
        return this_case->result->origin;
    }
    return this_case->transaction->server != NULL ? this_case->transaction->server->name : NULL;
}

static guint
hash_of_kind(gconstpointer data)
{
    const report_case *this_case = data;
    const sip_request *request = &this_case->transaction->request;
    const guint parts[] = { hash_of_text(this_case->transaction->method), hash_of_text(request->from_user),
                            hash_of_text(request->user), hash_of_text(end_of(this_case)) };

    return (guint)hash_bytes(parts, sizeof parts);
}

/* Method, users, verdict and origin are the same. */
static gboolean
are_of_one_kind(gconstpointer a, gconstpointer b)
{
    const report_case *left = a;
    const report_case *right = b;
    const sip_request *left_request = &left->transaction->request;
    const sip_request *right_request = &right->transaction->request;

    if ((left->result != NULL) != (right->result != NULL) || (left->silence != NULL) != (right->silence != NULL)) {
        return FALSE;
    }
    if (left->silence != NULL && left->silence->verdict != right->silence->verdict) {
        return FALSE;
    }
    if (left->result != NULL && (left->result->verdict != right->result->verdict || left->result->code != right->result->code)) {
        return FALSE;
    }
    return g_str_equal(left->transaction->method, right->transaction->method) &&
           g_strcmp0(left_request->from_user, right_request->from_user) == 0 &&
           g_strcmp0(left_request->user, right_request->user) == 0 && g_strcmp0(end_of(left), end_of(right)) == 0;
}

/* Puts a copy of the case into the list, or counts it with the one that is of its kind. */
static void
fold(GPtrArray *list, GHashTable *kinds, const report_case *this_case)
{
    report_case *folded = g_hash_table_lookup(kinds, this_case);

    if (folded == NULL) {
        folded = g_memdup2(this_case, sizeof *this_case);
        folded->folded = 0;
        g_ptr_array_add(list, folded);
        g_hash_table_add(kinds, folded);
    }
    folded->folded += MAX(this_case->failures, 1);
    /* Cases are in the order of their requests, and the first may be the last to fail. */
    folded->last_frame = MAX(folded->last_frame, this_case->last_frame);
}

static void
count_call(report_summary *summary, const report_case *this_case)
{
    const diagnosis *result = this_case->result;

    summary->calls++;
    if (result == NULL || ((result->code == 401 || result->code == 407) && !report_case_has_failed(this_case))) {
        summary->open_calls++;
    } else if (result->code < 300) {
        summary->answered++;
    } else if (result->code < 400) {
        summary->redirected++;
    } else if (report_case_has_failed(this_case)) {
        summary->failed_calls++;
    } else {
        summary->cancelled++;
    }
}

static void
count_case(report_summary *summary, const report_case *this_case)
{
    const bool initial = !this_case->transaction->request.in_dialog;

    if (initial && strcmp(this_case->transaction->method, "INVITE") == 0) {
        count_call(summary, this_case);
    } else if (strcmp(this_case->transaction->method, "REGISTER") == 0) {
        summary->registrations++;
        summary->failed_registrations += report_case_has_failed(this_case) ? 1 : 0;
    } else {
        summary->failed_others += report_case_has_failed(this_case) ? 1 : 0;
    }
}

static bool
is_unanswered(const report_case *this_case)
{
    const sip_transaction *transaction = this_case->transaction;

    return this_case->result == NULL && transaction_is_silent(transaction) &&
           (transaction->transmissions >= UNANSWERED_TRANSMISSIONS || transaction_progress(transaction)->icmp_frame != 0);
}

void
report_add_unassigned(report *report)
{
    report->unassigned++;
}

static void
add_unanswered(report_summary *summary, GHashTable *kinds, const report_case *this_case, const catalog *knowledge, gint64 end)
{
    report_case unanswered = *this_case;

    unanswered.silence = diagnosis_of_request(summary->memory, knowledge, this_case->transaction, NULL, end);
    /* The response may have come after the capture ended. */
    if (unanswered.silence == NULL) {
        return;
    }
    summary->unanswered_requests++;
    fold(summary->unanswered, kinds, &unanswered);
}

report_summary *
report_summarise(const report *report, const catalog *knowledge)
{
    report_summary *summary = g_new0(report_summary, 1);
    GHashTable *kinds = g_hash_table_new(hash_of_kind, are_of_one_kind);
    char id[16];

    summary->failures = g_ptr_array_new_with_free_func(g_free);
    summary->unanswered = g_ptr_array_new_with_free_func(g_free);
    summary->memory = arena_new();
    summary->verdicts = counts_new();
    summary->origins = counts_new();
    summary->responses = report->responses;
    summary->unassigned = report->unassigned;
    for (guint i = 0; i < report->cases->len; i++) {
        const report_case *this_case = g_ptr_array_index(report->cases, i);
        count_case(summary, this_case);
        if (report_case_has_failed(this_case)) {
            fold(summary->failures, kinds, this_case);
            count_name(summary->verdicts, diagnosis_id(this_case->result, id, sizeof id));
            count_name(summary->origins, this_case->result->origin);
        } else if (is_unanswered(this_case)) {
            add_unanswered(summary, kinds, this_case, knowledge, report->end);
        }
    }
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
