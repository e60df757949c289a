/* report.h
 * What happened to the calls, registrations and other requests of a capture, put together for people and scripts.
 *
 * What a client attempts counts once (attempt.h), so a failure relayed over three proxies is one failure. Failures with the same method,
 * users, verdict and origin are folded into one case when the report is made.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REPORT_H
#define SIPEXPERT_REPORT_H

#include "attempt.h"
#include "ladder_log.h"

/** A failed attempt or a request without response, or several of the same kind. */
typedef struct report_case {
    const sip_transaction *transaction; /**< of the response that counts, or the request without one */
    const diagnosis *result;            /**< of that response, or why there is none */
    const diagnosis *repeated;          /**< of a repetition of the response that is worse; NULL if there is none */
    gint64 begin;                       /**< the first message, µs since 1970 */
    attempt_kind kind;
    guint32 first_frame;    /**< of the first message */
    guint32 frame;          /**< of the response that counts; of the first transmission of a request without one */
    guint32 repeated_frame; /**< of `repeated` */
    guint32 refusals;       /**< requests that were refused */
    guint32 transmissions;  /**< how often requests without response were sent */
    guint32 folded;         /**< how many cases this one stands for, itself included */
    guint32 last_frame;     /**< of the last of these */
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
    GPtrArray *failures;        /**< report_case *, folded, in the order of the capture */
    GPtrArray *unanswered;      /**< report_case *, requests that got no response at all, folded */
    arena *memory;              /**< of why they got none */
    GPtrArray *by_verdict;      /**< report_count * of failed attempts, most first */
    GPtrArray *by_origin;       /**< the same by address:port */
    GArray *times;              /**< report_times, by method */
    GHashTable *verdicts;       /**< owner of by_verdict */
    GHashTable *origins;        /**< owner of by_origin */
    const char *filter;         /**< the display filter that the messages passed, for the reader; NULL if there was none */
    const ladder_log *messages; /**< for ladders; NULL if none were kept */
    GArray *failure_times;      /**< gint64, when the attempts that failed began, µs since 1970 */
    gint64 begin;               /**< of the earliest message, µs since 1970 */
    gint64 end;                 /**< of the latest; before `begin` if there is none */
    guint calls;
    guint answered;
    guint cancelled; /**< ended by the caller's side before the answer */
    guint redirected;
    guint failed_calls;
    guint open_calls; /**< no final response, or a challenge that was the last word */
    guint registrations;
    guint failed_registrations;
    guint open_registrations;
    guint failed_in_calls; /**< failures within calls that were answered */
    guint failed_others;
    guint unanswered_requests;
    guint responses;    /**< all that are in a transaction, relayed ones included */
    guint unassigned;   /**< all others */
    guint out_of_order; /**< messages with a time before that of one before them */
} report_summary;

typedef struct report report;

/** Returns an empty report, to be freed with report_free(). Transactions and diagnoses that are added must live as long as it. */
report *report_new(void);

void report_free(report *report);

/**
 * Adds a message: a response with its diagnosis, or a request with none. `time` is in µs since 1970. What one message of an attempt is added
 * of is reported whole.
 */
void report_add(report *report, const sip_transaction *transaction, const diagnosis *diagnosis, gint64 time);

/**
 * Has calls that were answered and in which a side hears nothing count as failures in what is summarised: where all media of a capture that
 * ended at that time (µs since 1970) were counted.
 */
void report_judge_media(report *report, gint64 capture_end);

/** True if a call with that diagnosis of its media counts as a failure; a side on hold is none. */
bool report_counts_silence(const diagnosis *silence);

/** From now on messages are kept for ladders; needed only once. */
void report_keep_messages(report *report);

/**
 * Adds a message for the ladders, whether it was given to report_add() or not, if messages are kept. Its last_time, last_frame and count
 * are set here.
 */
void report_add_message(report *report, const ladder_entry *message);

/** Counts a response that is in no transaction that lives long enough. */
void report_add_unassigned(report *report);

/** Adds up what was reported so far, with the catalog for what is to be said. Returns a summary for report_summary_free(). */
report_summary *report_summarise(const report *report, const catalog *knowledge);

void report_summary_free(report_summary *summary);

/** Returns all cases of the summary, whose they are, failures first: report_case *, for g_ptr_array_unref(). */
GPtrArray *report_cases(const report_summary *summary);

/** A hop on the path of a request. */
typedef struct report_hop {
    const char *element; /**< address:port */
    bool is_silent;      /**< it got the request before the next one did, and did not respond */
} report_hop;

/** Returns the hops that the case's request went through, as far as the capture shows: report_hop, for g_array_unref(). */
GArray *report_case_path(const report_case *this_case);

/** The id of a kind of attempt, for scripts. */
const char *report_kind_name(attempt_kind kind);

/** Returns a time as "2026-01-31T12:00:00.000000Z", a text for g_free(); NULL outside the years 1 to 9999. */
char *report_time(gint64 time);

/** Appends the ladder of each case as text in 80 columns, in UTF-8 if that is the charset of the locale, otherwise in ASCII. */
void ladder_write_text(const report_summary *summary, const catalog *knowledge, GString *text);

/** Appends the ladder of each case as a Mermaid diagram in Markdown. */
void ladder_write_mermaid(const report_summary *summary, const catalog *knowledge, GString *text);

/** Appends the report as text for people. */
void report_write_text(const report_summary *summary, const catalog *knowledge, GString *text);

/**
 * Appends the report as one HTML file that needs nothing else. It has at most some 20 MB: in a larger capture not all failures have their
 * details, and if there are more than some 100,000, not all are listed.
 */
void report_write_html(const report_summary *summary, const catalog *knowledge, GString *text);

/** Appends the report as JSON, one object per line; report.schema.json describes it. */
void report_write_json(const report_summary *summary, const catalog *knowledge, GString *text);

#endif
