/* report.h
 * What happened to the calls, registrations and other requests of a capture, put together for people and scripts.
 *
 * A case is what a client attempts: a call with its rounds of authentication and retries, a registration until it succeeds, a
 * request within a dialog. Only the hop nearest to the client that the capture shows counts, so that a failure relayed over three
 * proxies is one failure. Cases with the same method, users, verdict and origin are folded into one when the report is made.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REPORT_H
#define SIPEXPERT_REPORT_H

#include "diagnosis.h"

/** One case, or several of the same kind. */
typedef struct report_case {
    const sip_transaction *transaction; /**< of the latest result, or of the request if there is none */
    const diagnosis *result;            /**< of the latest final response; NULL if there is none */
    const diagnosis *silence;           /**< in a list of requests without response: why there is none; NULL elsewhere */
    guint32 frame;                      /**< of that, or of the request */
    gint64 begin;                       /**< the first request or response, µs since 1970 */
    guint32 first_frame;                /**< of that */
    guint32 failures;                   /**< refused attempts; challenges do not count */
    bool is_over;                       /**< a success ends it; what follows is another case */
    guint32 folded;                     /**< how many cases this one stands for, itself included */
    guint32 last_frame;                 /**< of the last of these */
} report_case;

/** Response times of one method, µs. */
typedef struct report_times {
    const char *method;
    guint count;
    gint64 least;
    gint64 median;
    gint64 p95; /**< 95 of 100 are not above it */
    gint64 most;
} report_times;

/** How often something was seen. */
typedef struct report_count {
    char *name;
    guint count;
} report_count;

/** The finished report. Texts belong to the transactions and the catalog. */
typedef struct report_summary {
    GPtrArray *failures;   /**< report_case *, folded, in the order of the capture */
    GPtrArray *unanswered; /**< report_case *, requests that got no response at all, folded */
    arena *memory;         /**< of why they got none */
    GPtrArray *by_verdict; /**< report_count * of failed cases, most first */
    GPtrArray *by_origin;  /**< the same by address:port */
    GArray *times;         /**< report_times, by method */
    GHashTable *verdicts;  /**< owner of by_verdict */
    GHashTable *origins;   /**< owner of by_origin */
    guint calls;           /**< initial INVITEs */
    guint answered;
    guint cancelled; /**< ended by the caller's side before the answer */
    guint redirected;
    guint failed_calls;
    guint open_calls; /**< no final response, or a challenge that was the last word */
    guint registrations;
    guint failed_registrations;
    guint failed_others;
    guint unanswered_requests;
    guint responses;  /**< all that are in a transaction, relayed ones included */
    guint unassigned; /**< all others */
} report_summary;

typedef struct report report;

/** Returns an empty report, to be freed with report_free(). Transactions and diagnoses that are added must live as long as it. */
report *report_new(void);

void report_free(report *report);

/** Adds a message: a response with its diagnosis, or a request with none. `time` is in µs since 1970. */
void report_add(report *report, const sip_transaction *transaction, const diagnosis *diagnosis, guint32 frame, gint64 time);

/** Counts a response that is in no transaction that lives long enough. */
void report_add_unassigned(report *report);

/** Adds up what was reported so far, with the catalog for what is to be said. Returns a summary for report_summary_free(). */
report_summary *report_summarise(const report *report, const catalog *knowledge);

void report_summary_free(report_summary *summary);

/** Appends the addresses (const char *) that the case's request went through, as far as the capture shows. */
void report_case_path(const report_case *this_case, GPtrArray *path);

/** True for a failure or a response that needs somebody's attention. */
bool report_case_has_failed(const report_case *this_case);

/** Returns a time as "2026-01-31T12:00:00.000000Z", a text for g_free(); NULL outside the years 1 to 9999. */
char *report_time(gint64 time);

/** Appends the report as text for people. */
void report_write_text(const report_summary *summary, const catalog *knowledge, GString *text);

/** Appends the report as JSON, one object per line; report.schema.json describes it. */
void report_write_json(const report_summary *summary, const catalog *knowledge, GString *text);

#endif
