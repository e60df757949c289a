/* report_json.c
 * The report as JSON, one object per line; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report_json.h"

#include "ladder.h"
#include "text_clean.h"

#include <stdio.h>
#include <wsutil/json_dumper.h>

/* Grows with every change that a reader of the lines must know of. */
#define SCHEMA 3

/* Failures over time are counted in so many steps at most. */
#define MAX_STEPS 60

void
report_json_string(json_dumper *dumper, const char *name, const char *value)
{
    json_dumper_set_member_name(dumper, name);
    if (value != NULL) {
        json_dumper_value_string(dumper, value);
    } else {
        json_dumper_value_anyf(dumper, "null");
    }
}

static void
member_number(json_dumper *dumper, const char *name, gint64 value)
{
    json_dumper_set_member_name(dumper, name);
    json_dumper_value_anyf(dumper, "%" G_GINT64_FORMAT, value);
}

static void
member_bool(json_dumper *dumper, const char *name, bool value)
{
    json_dumper_set_member_name(dumper, name);
    json_dumper_value_anyf(dumper, value ? "true" : "false");
}

static void
member_time(json_dumper *dumper, const char *name, gint64 time)
{
    char *text = report_time(time);

    report_json_string(dumper, name, text);
    g_free(text);
}

static void
begin(json_dumper *dumper, const char *type)
{
    json_dumper_begin_object(dumper);
    member_number(dumper, "schema", SCHEMA);
    report_json_string(dumper, "type", type);
}

static void
write_hops(json_dumper *dumper, const char *name, const GArray *path, bool silent_only)
{
    json_dumper_set_member_name(dumper, name);
    json_dumper_begin_array(dumper);
    for (guint i = 0; i < path->len; i++) {
        const report_hop *hop = &g_array_index(path, report_hop, i);
        if (hop->is_silent || !silent_only) {
            json_dumper_value_string(dumper, hop->element);
        }
    }
    json_dumper_end_array(dumper);
}

static void
write_path(json_dumper *dumper, const report_case *this_case)
{
    GArray *path = report_case_path(this_case);

    write_hops(dumper, "path", path, false);
    write_hops(dumper, "silent", path, true);
    g_array_unref(path);
}

/* Frees the text. */
static void
write_own_text(json_dumper *dumper, const char *name, char *text)
{
    report_json_string(dumper, name, text);
    g_free(text);
}

static void
write_case(json_dumper *dumper, const report_case *this_case)
{
    const sip_request *request = &this_case->transaction->request;

    member_time(dumper, "time", this_case->begin);
    member_number(dumper, "first_frame", this_case->first_frame);
    member_number(dumper, "last_frame", this_case->last_frame);
    member_number(dumper, "count", this_case->folded);
    write_own_text(dumper, "method", text_cleaned(this_case->transaction->method));
    write_own_text(dumper, "call_id", text_cleaned(this_case->transaction->call->id));
    write_own_text(dumper, "call", text_cleaned(call_first_leg(this_case->transaction->call)->id));
    write_own_text(dumper, "from_user", text_cleaned(request->from_user));
    write_own_text(dumper, "to_user", text_cleaned(request->user));
    write_path(dumper, this_case);
}

static void
write_evidence(json_dumper *dumper, const diagnosis *result, const catalog *knowledge)
{
    char **evidence = diagnosis_evidence(result, knowledge, NULL);

    json_dumper_set_member_name(dumper, "evidence");
    json_dumper_begin_array(dumper);
    for (char **line = evidence; *line != NULL; line++) {
        json_dumper_value_string(dumper, *line);
    }
    json_dumper_end_array(dumper);
    g_strfreev(evidence);
}

/* Verdict, cause, fix and evidence. */
static void
write_verdict(json_dumper *dumper, const diagnosis *result, const catalog *knowledge)
{
    char *severity = g_ascii_strdown(catalog_severity_name(result->severity), -1);
    char id[16];

    report_json_string(dumper, "verdict", diagnosis_id(result, id, sizeof id));
    report_json_string(dumper, "title", diagnosis_title(result));
    write_own_text(dumper, "severity", severity);
    member_bool(dumper, "certain", result->certain);
    write_own_text(dumper, "cause", diagnosis_cause(result, knowledge));
    write_own_text(dumper, "fix", diagnosis_fix(result, knowledge));
    report_json_string(dumper, "product", catalog_product_name((catalog_product)result->ends[CATALOG_RESPONDER].product));
    write_own_text(dumper, "fix_product", diagnosis_product_fix(result, knowledge, CATALOG_RESPONDER));
    report_json_string(dumper, "client", catalog_product_name((catalog_product)result->ends[CATALOG_REQUESTER].product));
    write_own_text(dumper, "fix_client", diagnosis_product_fix(result, knowledge, CATALOG_REQUESTER));
    write_evidence(dumper, result, knowledge);
}

/* What came of the response later; null if nothing worse. */
static void
write_repeated(json_dumper *dumper, const report_case *this_case)
{
    const diagnosis *repeated = this_case->repeated;
    char id[16];

    report_json_string(dumper, "also", repeated != NULL ? diagnosis_id(repeated, id, sizeof id) : NULL);
    member_number(dumper, "also_frame", repeated != NULL ? this_case->repeated_frame : 0);
}

static void
write_elements(json_dumper *dumper, const ladder *ladder)
{
    json_dumper_set_member_name(dumper, "elements");
    json_dumper_begin_array(dumper);
    for (guint i = 0; i < ladder->elements->len; i++) {
        const ladder_element *element = g_ptr_array_index(ladder->elements, i);
        json_dumper_begin_object(dumper);
        write_own_text(dumper, "name", text_cleaned(element->name));
        json_dumper_set_member_name(dumper, "addresses");
        json_dumper_begin_array(dumper);
        for (guint j = 0; j < element->addresses->len; j++) {
            char *address = ladder_address(g_ptr_array_index(element->addresses, j));
            json_dumper_value_string(dumper, address);
            g_free(address);
        }
        json_dumper_end_array(dumper);
        json_dumper_end_object(dumper);
    }
    json_dumper_end_array(dumper);
}

static void
write_message(json_dumper *dumper, const ladder_message *message)
{
    static const char *const kinds[] = {
        [LADDER_REQUEST] = "request", [LADDER_RESPONSE] = "response", [LADDER_ACK] = "request", [LADDER_ICMP] = "icmp"
    };
    static const char *const marks[] = { [LADDER_UNMARKED] = NULL, [LADDER_FAILURE] = "failure", [LADDER_ORIGIN] = "origin" };
    const ladder_entry *entry = &message->entry;

    json_dumper_begin_object(dumper);
    member_number(dumper, "frame", entry->frame);
    member_time(dumper, "time", entry->time);
    member_number(dumper, "from", message->from);
    member_number(dumper, "to", message->to);
    write_own_text(dumper, "what", ladder_what(message));
    report_json_string(dumper, "kind", kinds[entry->kind]);
    member_number(dumper, "cseq", ladder_cseq(message));
    member_number(dumper, "leg", message->leg);
    member_number(dumper, "transaction", message->transaction);
    member_bool(dumper, "relay", message->is_relay);
    member_number(dumper, "retransmissions", entry->count - 1);
    member_number(dumper, "last_frame", entry->last_frame);
    member_time(dumper, "last_time", entry->last_time);
    report_json_string(dumper, "mark", marks[message->mark]);
    json_dumper_end_object(dumper);
}

static void
write_ladder(json_dumper *dumper, const report_summary *summary, const report_case *this_case)
{
    ladder *ladder = ladder_of_case(summary, this_case);

    write_elements(dumper, ladder);
    json_dumper_set_member_name(dumper, "messages");
    json_dumper_begin_array(dumper);
    for (guint i = 0; i < ladder->messages->len; i++) {
        write_message(dumper, &g_array_index(ladder->messages, ladder_message, i));
    }
    json_dumper_end_array(dumper);
    member_number(dumper, "messages_left_out", ladder->left_out);
    member_number(dumper, "messages_left_out_at", ladder->left_out_at);
    ladder_free(ladder);
}

static void
write_result(json_dumper *dumper, const report_case *this_case, const catalog *knowledge)
{
    const diagnosis *result = this_case->result;
    const diagnosis *origin = diagnosis_of_origin(this_case->transaction, result);

    member_number(dumper, "code", result->code);
    report_json_string(dumper, "phrase", result->entry->phrase);
    report_json_string(dumper, "origin", origin->origin);
    member_number(dumper, "origin_frame", origin->origin_frame);
    write_repeated(dumper, this_case);
    write_verdict(dumper, result, knowledge);
}

static void
write_failure(json_dumper *dumper, const report_summary *summary, const report_case *this_case, const catalog *knowledge)
{
    begin(dumper, "failure");
    report_json_string(dumper, "kind", report_kind_name(this_case->kind));
    write_case(dumper, this_case);
    member_number(dumper, "refusals", this_case->refusals);
    member_number(dumper, "frame", this_case->frame);
    write_result(dumper, this_case, knowledge);
    write_ladder(dumper, summary, this_case);
    json_dumper_end_object(dumper);
}

static void
write_unanswered(json_dumper *dumper, const report_summary *summary, const report_case *this_case, const catalog *knowledge)
{
    begin(dumper, "unanswered");
    write_case(dumper, this_case);
    member_number(dumper, "sendings", this_case->transmissions);
    member_number(dumper, "icmp_frame", transaction_progress(this_case->transaction)->icmp_frame);
    write_verdict(dumper, this_case->result, knowledge);
    write_ladder(dumper, summary, this_case);
    json_dumper_end_object(dumper);
}

void
report_json_case(json_dumper *dumper, const report_summary *summary, const report_case *this_case, const catalog *knowledge)
{
    if (this_case->result->code != 0) {
        write_failure(dumper, summary, this_case, knowledge);
    } else {
        write_unanswered(dumper, summary, this_case, knowledge);
    }
}

static void
write_counts(json_dumper *dumper, const char *name, const GPtrArray *counts)
{
    json_dumper_set_member_name(dumper, name);
    json_dumper_begin_object(dumper);
    for (guint i = 0; i < counts->len; i++) {
        const report_count *count = g_ptr_array_index(counts, i);
        member_number(dumper, count->name, count->count);
    }
    json_dumper_end_object(dumper);
}

static void
write_times(json_dumper *dumper, const GArray *times)
{
    json_dumper_set_member_name(dumper, "response_times_us");
    json_dumper_begin_object(dumper);
    for (guint i = 0; i < times->len; i++) {
        const report_times *of_method = &g_array_index(times, report_times, i);
        char *method = text_cleaned(of_method->method);
        json_dumper_set_member_name(dumper, method);
        g_free(method);
        json_dumper_begin_object(dumper);
        member_number(dumper, "count", of_method->count);
        member_number(dumper, "min", of_method->least);
        member_number(dumper, "median", of_method->median);
        member_number(dumper, "p95", of_method->p95);
        member_number(dumper, "max", of_method->most);
        json_dumper_end_object(dumper);
    }
    json_dumper_end_object(dumper);
}

/* The least of 1, 2, 5, 10, 20 ... ms with which a span of time has MAX_STEPS steps at most; µs. */
static gint64
step_of(gint64 span)
{
    static const gint64 factors[] = { 1, 2, 5 };

    for (gint64 power = 1000;; power *= 10) {
        for (size_t i = 0; i < G_N_ELEMENTS(factors); i++) {
            if (span / (factors[i] * power) < MAX_STEPS) {
                return factors[i] * power;
            }
        }
    }
}

/* When failures began, from the first message to the last. */
static void
write_failure_times(json_dumper *dumper, const report_summary *summary)
{
    const GArray *times = summary->failure_times;
    guint counts[MAX_STEPS] = { 0 };
    const gint64 span = times->len > 0 ? summary->end - summary->begin : 0;
    const gint64 step = step_of(span);

    for (guint i = 0; i < times->len; i++) {
        const gint64 since = g_array_index(times, gint64, i) - summary->begin;
        counts[CLAMP(since / step, 0, MAX_STEPS - 1)]++;
    }
    json_dumper_set_member_name(dumper, "failures_by_time");
    json_dumper_begin_object(dumper);
    member_time(dumper, "begin", summary->begin);
    member_number(dumper, "step_us", step);
    json_dumper_set_member_name(dumper, "counts");
    json_dumper_begin_array(dumper);
    for (guint i = 0; times->len > 0 && i <= span / step; i++) {
        json_dumper_value_anyf(dumper, "%u", counts[i]);
    }
    json_dumper_end_array(dumper);
    json_dumper_end_object(dumper);
}

void
report_json_summary(json_dumper *dumper, const report_summary *summary)
{
    begin(dumper, "summary");
    member_time(dumper, "begin", summary->begin);
    member_time(dumper, "end", summary->end);
    member_number(dumper, "responses", summary->responses);
    member_number(dumper, "calls", summary->calls);
    member_number(dumper, "answered", summary->answered);
    member_number(dumper, "cancelled", summary->cancelled);
    member_number(dumper, "redirected", summary->redirected);
    member_number(dumper, "failed_calls", summary->failed_calls);
    member_number(dumper, "open_calls", summary->open_calls);
    member_number(dumper, "registrations", summary->registrations);
    member_number(dumper, "failed_registrations", summary->failed_registrations);
    member_number(dumper, "open_registrations", summary->open_registrations);
    member_number(dumper, "failed_in_calls", summary->failed_in_calls);
    member_number(dumper, "failed_others", summary->failed_others);
    member_number(dumper, "unanswered", summary->unanswered_requests);
    member_number(dumper, "unassigned_responses", summary->unassigned);
    member_number(dumper, "out_of_order", summary->out_of_order);
    write_counts(dumper, "failures_by_verdict", summary->by_verdict);
    write_counts(dumper, "failures_by_origin", summary->by_origin);
    write_failure_times(dumper, summary);
    write_times(dumper, summary->times);
    json_dumper_end_object(dumper);
}

void
report_write_json(const report_summary *summary, const catalog *knowledge, GString *text)
{
    json_dumper dumper = { .output_string = text };
    GPtrArray *cases = report_cases(summary);

    for (guint i = 0; i < cases->len; i++) {
        report_json_case(&dumper, summary, g_ptr_array_index(cases, i), knowledge);
        json_dumper_finish(&dumper);
    }
    report_json_summary(&dumper, summary);
    json_dumper_finish(&dumper);
    g_ptr_array_unref(cases);
}
