/* report_text.c
 * The report as text for people; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report_text.h"
#include "text_clean.h"

#include <string.h>

#define TOP_ORIGINS 10

static const char *
or_unknown(const char *text)
{
    return text != NULL ? text : "?";
}

static void
write_path(const report_case *this_case, GString *text)
{
    GArray *path = report_case_path(this_case);

    for (guint i = 0; i < path->len; i++) {
        const report_hop *hop = &g_array_index(path, report_hop, i);
        g_string_append_printf(text, "%s%s%s", i > 0 ? " > " : "    Path: ", hop->element, hop->is_silent ? " (no response)" : "");
    }
    g_string_append(text, path->len > 0 ? "\n" : "");
    g_array_unref(path);
}

void
report_text_head(const report_case *this_case, guint number, GString *text)
{
    const sip_request *request = &this_case->transaction->request;
    char *begin = report_time(this_case->begin);
    char *method = text_cleaned(this_case->transaction->method);
    char *from = text_cleaned(request->from_user);
    char *to = text_cleaned(request->user);

    g_string_append_printf(text, "%u. %s  %s  %s > %s  (frame %u%s)", number, or_unknown(begin), method, or_unknown(from),
                           or_unknown(to), this_case->first_frame,
                           this_case->kind == ATTEMPT_IN_CALL ? ", in an answered call" : "");
    g_free(to);
    g_free(from);
    g_free(method);
    g_free(begin);
}

static void
write_product_fixes(const diagnosis *result, const catalog *knowledge, GString *text)
{
    for (int end = 0; end < CATALOG_ENDS; end++) {
        char *fix = diagnosis_product_fix(result, knowledge, (catalog_role)end);
        if (fix != NULL) {
            char *head = catalog_product_label(knowledge, (catalog_product)result->ends[end].product, (catalog_role)end);
            g_string_append_printf(text, "    %s: %s\n", head, fix);
            g_free(head);
        }
        g_free(fix);
    }
}

/* Cause, fix and evidence. */
static void
write_advice(const diagnosis *result, const catalog *knowledge, GString *text)
{
    char *cause = diagnosis_cause(result, knowledge);
    char *fix = diagnosis_fix(result, knowledge);
    char **evidence = diagnosis_evidence(result, knowledge, NULL);

    g_string_append_printf(text, "    %s: %s\n", catalog_label(knowledge, result->certain ? "cause" : "typical-cause"), cause);
    g_string_append_printf(text, "    %s: %s\n", catalog_label(knowledge, "fix"), fix);
    write_product_fixes(result, knowledge, text);
    for (char **line = evidence; *line != NULL; line++) {
        g_string_append_printf(text, "    - %s\n", *line);
    }
    g_strfreev(evidence);
    g_free(fix);
    g_free(cause);
}

void
report_text_title(const report_case *this_case, GString *text)
{
    const diagnosis *result = this_case->result;
    char id[16];

    g_string_append(text, "    ");
    if (result->code != 0) {
        g_string_append_printf(text, "%03d %s%s", result->code, result->entry->phrase, result->verdict != NULL ? ": " : "");
    }
    g_string_append_printf(text, "%s  [%s, %s, frame %u]", result->verdict != NULL ? result->verdict->title : "",
                           diagnosis_id(result, id, sizeof id), catalog_severity_name(result->severity), this_case->frame);
}

static void
write_result(const report_case *this_case, const catalog *knowledge, GString *text)
{
    const diagnosis *result = this_case->result;
    const diagnosis *origin = diagnosis_of_origin(this_case->transaction, result);
    write_path(this_case, text);
    g_string_append_printf(text, "    Origin: %s (frame %u)\n", origin->origin, origin->origin_frame);
    write_advice(result, knowledge, text);
    if (this_case->repeated != NULL && this_case->repeated->verdict != NULL) {
        g_string_append_printf(text, "    Also: %s  [%s, frame %u]\n", this_case->repeated->verdict->title,
                               this_case->repeated->verdict->id, this_case->repeated_frame);
    }
}

static void
write_repeats(const report_case *this_case, GString *text)
{
    if (this_case->folded > 1) {
        g_string_append_printf(text, "    Seen %u times, last in frame %u\n", this_case->folded, this_case->last_frame);
    }
    if (this_case->refusals > this_case->folded) {
        g_string_append_printf(text, "    Requests refused: %u\n", this_case->refusals);
    }
    if (this_case->transmissions > 1) {
        g_string_append_printf(text, "    Sent %u times, last in frame %u\n", this_case->transmissions, this_case->last_frame);
    }
}

/* Two lines after an empty one. */
static void
write_head(const report_case *this_case, guint number, GString *text)
{
    g_string_append_c(text, '\n');
    report_text_head(this_case, number, text);
    g_string_append_c(text, '\n');
    report_text_title(this_case, text);
    g_string_append_c(text, '\n');
}

static void
write_failures(const report_summary *summary, const catalog *knowledge, GString *text)
{
    g_string_append(text, "\nFailures\n");
    if (summary->failures->len == 0) {
        g_string_append(text, "\nnone\n");
    }
    for (guint i = 0; i < summary->failures->len; i++) {
        const report_case *this_case = g_ptr_array_index(summary->failures, i);
        write_head(this_case, i + 1, text);
        write_result(this_case, knowledge, text);
        write_repeats(this_case, text);
    }
}

static void
write_unanswered(const report_summary *summary, const catalog *knowledge, GString *text)
{
    if (summary->unanswered->len > 0) {
        g_string_append(text, "\nRequests without any response in the capture\n");
    }
    for (guint i = 0; i < summary->unanswered->len; i++) {
        const report_case *this_case = g_ptr_array_index(summary->unanswered, i);
        write_head(this_case, i + 1, text);
        write_path(this_case, text);
        write_advice(this_case->result, knowledge, text);
        write_repeats(this_case, text);
    }
}

static void
write_counts(const char *title, const GPtrArray *counts, guint most, GString *text)
{
    if (counts->len > 0) {
        g_string_append_printf(text, "\n%s\n", title);
    }
    for (guint i = 0; i < MIN(counts->len, most); i++) {
        const report_count *count = g_ptr_array_index(counts, i);
        g_string_append_printf(text, "%8u  %s\n", count->count, count->name);
    }
}

static void
write_times(const report_summary *summary, GString *text)
{
    if (summary->times->len > 0) {
        g_string_append_printf(text, "\nTime to the final response in ms\n%-12s %8s %10s %10s %10s %10s\n", "", "count", "min",
                               "median", "p95", "max");
    }
    for (guint i = 0; i < summary->times->len; i++) {
        const report_times *of_method = &g_array_index(summary->times, report_times, i);
        char *method = text_cleaned(of_method->method);
        g_string_append_printf(text, "%-12s %8u %10.3f %10.3f %10.3f %10.3f\n", method, of_method->count,
                               (double)of_method->least / 1000, (double)of_method->median / 1000, (double)of_method->p95 / 1000,
                               (double)of_method->most / 1000);
        g_free(method);
    }
}

void
report_write_text(const report_summary *summary, const catalog *knowledge, GString *text)
{
    g_string_append(text, "===================================================================\nSIP response diagnosis\n");
    write_failures(summary, knowledge, text);
    write_unanswered(summary, knowledge, text);
    g_string_append_printf(text, "\nSummary\n\nCalls: %u  answered %u  cancelled %u  redirected %u  failed %u  open %u\n",
                           summary->calls, summary->answered, summary->cancelled, summary->redirected, summary->failed_calls,
                           summary->open_calls);
    if (summary->calls > 0) {
        g_string_append_printf(text, "Answer-seizure ratio: %.1f %%\n", 100.0 * summary->answered / summary->calls);
    }
    g_string_append_printf(text,
                           "Failures in answered calls: %u\n"
                           "Registrations: %u  failed %u  open %u\nOther requests failed: %u\n"
                           "Requests without response: %u\nResponses: %u\n",
                           summary->failed_in_calls, summary->registrations, summary->failed_registrations,
                           summary->open_registrations, summary->failed_others, summary->unanswered_requests, summary->responses);
    if (summary->unassigned > 0) {
        g_string_append_printf(text, "Not counted, too short in the capture or without Via or CSeq: %u\n", summary->unassigned);
    }
    if (summary->out_of_order > 0) {
        g_string_append_printf(text, "Frames are out of order, use reordercap: %u messages are later than one after them\n",
                               summary->out_of_order);
    }
    write_counts("Failures by verdict", summary->by_verdict, G_MAXUINT, text);
    write_counts("Failures by origin", summary->by_origin, TOP_ORIGINS, text);
    write_times(summary, text);
    g_string_append(text, "===================================================================\n");
}
