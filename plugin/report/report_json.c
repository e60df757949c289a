/* report_json.c
 * The report as JSON, one object per line; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report.h"
#include "text_clean.h"

#include <stdio.h>
#include <wsutil/json_dumper.h>

/* Grows with every change that a reader of the lines must know of. */
#define SCHEMA 2

static void
member_string(json_dumper *dumper, const char *name, const char *value)
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
member_time(json_dumper *dumper, const char *name, gint64 time)
{
    char *text = report_time(time);

    member_string(dumper, name, text);
    g_free(text);
}

static void
begin(json_dumper *dumper, const char *type)
{
    json_dumper_begin_object(dumper);
    member_number(dumper, "schema", SCHEMA);
    member_string(dumper, "type", type);
}

static void
end(json_dumper *dumper)
{
    json_dumper_end_object(dumper);
    json_dumper_finish(dumper);
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
    member_string(dumper, name, text);
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

    member_string(dumper, "verdict", diagnosis_id(result, id, sizeof id));
    member_string(dumper, "title", diagnosis_title(result));
    write_own_text(dumper, "severity", severity);
    json_dumper_set_member_name(dumper, "certain");
    json_dumper_value_anyf(dumper, result->certain ? "true" : "false");
    write_own_text(dumper, "cause", diagnosis_cause(result, knowledge));
    write_own_text(dumper, "fix", diagnosis_fix(result, knowledge));
    member_string(dumper, "product", catalog_product_name((catalog_product)result->products[CATALOG_RESPONDER]));
    write_own_text(dumper, "fix_product", diagnosis_product_fix(result, knowledge, CATALOG_RESPONDER));
    member_string(dumper, "client", catalog_product_name((catalog_product)result->products[CATALOG_REQUESTER]));
    write_own_text(dumper, "fix_client", diagnosis_product_fix(result, knowledge, CATALOG_REQUESTER));
    write_evidence(dumper, result, knowledge);
}

/* What came of the response later; null if nothing worse. */
static void
write_repeated(json_dumper *dumper, const report_case *this_case)
{
    const diagnosis *repeated = this_case->repeated;
    char id[16];

    member_string(dumper, "also", repeated != NULL ? diagnosis_id(repeated, id, sizeof id) : NULL);
    member_number(dumper, "also_frame", repeated != NULL ? this_case->repeated_frame : 0);
}

static void
write_result(json_dumper *dumper, const report_case *this_case, const catalog *knowledge)
{
    const diagnosis *result = this_case->result;
    const diagnosis *origin = diagnosis_of_origin(this_case->transaction, result);

    member_number(dumper, "code", result->code);
    member_string(dumper, "phrase", result->entry->phrase);
    member_string(dumper, "origin", origin->origin);
    member_number(dumper, "origin_frame", origin->origin_frame);
    write_repeated(dumper, this_case);
    write_verdict(dumper, result, knowledge);
}

static void
write_failure(json_dumper *dumper, const report_case *this_case, const catalog *knowledge)
{
    begin(dumper, "failure");
    member_string(dumper, "kind", report_kind_name(this_case->kind));
    write_case(dumper, this_case);
    member_number(dumper, "refusals", this_case->refusals);
    member_number(dumper, "frame", this_case->frame);
    write_result(dumper, this_case, knowledge);
    end(dumper);
}

static void
write_unanswered(json_dumper *dumper, const report_case *this_case, const catalog *knowledge)
{
    begin(dumper, "unanswered");
    write_case(dumper, this_case);
    member_number(dumper, "sendings", this_case->transmissions);
    member_number(dumper, "icmp_frame", transaction_progress(this_case->transaction)->icmp_frame);
    write_verdict(dumper, this_case->result, knowledge);
    end(dumper);
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

static void
write_summary(json_dumper *dumper, const report_summary *summary)
{
    begin(dumper, "summary");
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
    write_times(dumper, summary->times);
    end(dumper);
}

void
report_write_json(const report_summary *summary, const catalog *knowledge, GString *text)
{
    json_dumper dumper = { .output_string = text };

    for (guint i = 0; i < summary->failures->len; i++) {
        write_failure(&dumper, g_ptr_array_index(summary->failures, i), knowledge);
    }
    for (guint i = 0; i < summary->unanswered->len; i++) {
        write_unanswered(&dumper, g_ptr_array_index(summary->unanswered, i), knowledge);
    }
    write_summary(&dumper, summary);
}
