/* finding.h
 * A diagnosis in the making: what a rule may look at, and how it says what it found.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_FINDING_H
#define SIPEXPERT_FINDING_H

#include "details.h"
#include "diagnosis.h"
#include "media_session.h"
#include "scratch.h"

#define FINDING_MAX_VALUES 24
/** What is taken over from hop to hop must not grow with the number of hops. */
#define FINDING_MAX_EVIDENCE 32

/** Causes of ITU-T Q.850 that rules know. */
enum q850 {
    Q850_UNALLOCATED_NUMBER = 1,
    Q850_NO_ROUTE_TO_NETWORK = 2,
    Q850_NO_ROUTE_TO_DESTINATION = 3,
    Q850_NORMAL_CLEARING = 16,
    Q850_USER_BUSY = 17,
    Q850_NO_USER_RESPONDING = 18,
    Q850_NO_ANSWER = 19,
    Q850_SUBSCRIBER_ABSENT = 20,
    Q850_CALL_REJECTED = 21,
    Q850_NUMBER_CHANGED = 22,
    Q850_NON_SELECTED_USER = 26,
    Q850_OUT_OF_ORDER = 27,
    Q850_NORMAL_UNSPECIFIED = 31,
    Q850_NO_CIRCUIT = 34,
    Q850_CONGESTION = 42,
    Q850_CHANNEL_NOT_AVAILABLE = 44,
    Q850_RESOURCE_UNAVAILABLE = 47,
    Q850_BEARER_NOT_AUTHORIZED = 57,
    Q850_BEARER_NOT_AVAILABLE = 58,
    Q850_BEARER_NOT_IMPLEMENTED = 65,
    Q850_RESTRICTED_BEARER_ONLY = 70,
    Q850_TIMER_EXPIRY = 102,
    Q850_INTERWORKING = 127,
    Q850_LAST = 127
};

/** Warn-codes of RFC 3261 20.43 that rules know. */
enum warn_code {
    WARN_INCOMPATIBLE_PROTOCOL = 300,
    WARN_INCOMPATIBLE_ADDRESS = 301,
    WARN_INCOMPATIBLE_TRANSPORT = 302,
    WARN_MEDIA_TYPE = 304,
    WARN_INCOMPATIBLE_FORMAT = 305,
    WARN_INSUFFICIENT_BANDWIDTH = 370,
    WARN_LAST = 399
};

/** What the sender of a failure states in words. */
typedef struct finding_statement {
    sip_text words; /**< absent if it states nothing beyond code and numbers */
    catalog_topic topic;
} finding_statement;

/** What a rule looks at. Texts and facts belong to the catalog, the transactions or diagnoses made before, or are scratch. */
typedef struct finding {
    const catalog *knowledge;
    const sip_packet *packet;    /**< NULL if a request is judged */
    const sip_message *response; /**< an empty message if a request is judged */
    const sip_transaction *transaction;
    const sip_request *request;
    const sip_call *call;
    const media_session *media; /**< of an INVITE whose media are judged */
    const media_line *unheard;  /**< of these: what gets no media; NULL while it does not matter who sends to whom */
    gint64 capture_end;         /**< of a request: when the last frame was captured, µs */
    int q850;    /**< of a failure: cause number of the first Q.850 value of Reason (RFC 6432), from 1 to 127; 0 if there is none */
    bool relays; /**< the response is one that was shown with all its headers before */
    diagnosis *result; /**< in the making: still without facts; origin is NULL unless it is somebody other than the sender */
    size_t fact_count;
    /** The verdict's, NULL until it is made or taken over, then the evidence. */
    const diagnosis_fact *facts[1 + FINDING_MAX_EVIDENCE];
    size_t value_count;
    catalog_value values[FINDING_MAX_VALUES]; /**< what cause and fix may name */
    bool was_read;                            /**< the request, for finding_request() */
    bool has_request;                         /**< it is still known */
    sip_message request_message;
    bool has_statement; /**< it was read for finding_topic() and finding_stated() */
    finding_statement statement;
    bool has_details; /**< the request was read for finding_details() */
    sip_request_details details;
    sip_request_extras extras;
    scratch scratch;
} finding;

/** Gives the diagnosis its verdict, and the verdict's severity unless one was set. Always returns true. */
bool finding_conclude(finding *found, catalog_verdict_id verdict);

/** The same with another severity than the verdict's own. */
bool finding_conclude_as(finding *found, catalog_verdict_id verdict, catalog_severity severity);

/** The same; the cause is certain only if `shown`, whatever the catalog says of the verdict. */
bool finding_conclude_if_shown(finding *found, catalog_verdict_id verdict, bool shown);

/** Sets what {name} stands for in cause and fix; NULL is "unknown". The text must be one that a finding may hold. */
void finding_set_placeholder(finding *found, const char *name, const char *text);

/** Sets what {name} stands for to a number; a negative one is "unknown". */
void finding_set_placeholder_number(finding *found, const char *name, gint64 number);

/** Returns a copy of the text that a finding may hold and that may be shown (text_clean.h); NULL if the text is absent. */
const char *finding_copy(finding *found, sip_text text);

/** The same for a string of the transactions, such as a user; NULL if it is NULL. */
const char *finding_copy_string(finding *found, const char *string);

/** Returns a copy of the text that a finding may hold. */
const char *finding_keep_text(finding *found, const char *text);

/** Returns the number, which must not be negative, as a text that a finding may hold. */
const char *finding_number(finding *found, gint64 number);

/** Returns a fact, which a finding may hold, with these values, at most as many as a finding has. */
const diagnosis_fact *finding_fact(finding *found, catalog_evidence_id kind, const catalog_value *values, size_t count);

/** Adds evidence as finding_add() does; the arguments are names and texts of values by turns, closed by NULL. */
void finding_show(finding *found, catalog_evidence_id kind, ...) G_GNUC_NULL_TERMINATED;

/** Adds evidence that has {frame} for its only value. */
void finding_show_frame(finding *found, catalog_evidence_id kind, guint32 frame);

/** Shows what the request says, such as the value of a header, with its frame. */
void finding_show_request(finding *found, const char *name, const char *value);

/** Adds a fact to the evidence, unless one like it is there or there are too many. */
void finding_add(finding *found, const diagnosis_fact *fact);

/** Adds the fact of the verdict, unless it was taken over with its verdict: all values that cause and fix name, and no others. */
void finding_add_values(finding *found);

/** Returns the diagnosis in that memory, with all that was found and copies of what was scratch. */
diagnosis *finding_diagnosis(arena *memory, const finding *found);

/** True if the evidence has such a fact. */
bool finding_has(const finding *found, catalog_evidence_id kind);

/** The value of that name in the evidence, of the first fact that has it; NULL if none has. */
const char *finding_value(const finding *found, const char *name);

/** The whole request, read from its bytes when it is first asked for; NULL if the capture lacks it, or it is no longer kept. */
const sip_message *finding_request(finding *found);

/**
 * What the sender of a failure states in words: the first text that a topic of the catalog fits, or else the first text, of Warning, Reason
 * (RFC 3326), headers that products use for it, and the phrase. Registered phrases and phrases of [unspecific] are no statement, nor are names
 * of Q.850 causes. TOPIC_NONE if nothing of a known topic is stated.
 */
catalog_topic finding_topic(finding *found);

/** The words themselves; absent if nothing is stated. */
sip_text finding_stated(finding *found);

/** What the request says beside found->request. */
const sip_request_details *finding_details(finding *found);

/** What only some requests say. */
static inline const sip_request_extras *
finding_extras(finding *found)
{
    return finding_details(found)->extras;
}

/** True if the response answers that method. */
bool finding_is_of(const finding *found, const char *method);

/** Reads finding.q850. */
int finding_q850(const sip_message *response);

/** True if the Q.850 cause says that circuits or channels are lacking. */
bool finding_q850_is_circuit(const finding *found);

/** True if the Server header begins with the name of that product, without regard to case. */
bool finding_is_made_by(const finding *found, const char *product);

/** True if a proxy of the Kamailio family made the response: it knows registrations and routes, and no dial plan. */
bool finding_is_made_by_proxy(const finding *found);

/** True if a Warning has this warn-code (RFC 3261 20.43). */
bool finding_has_warning(const finding *found, int warn_code);

/** True if the phrase as sent contains the word, without regard to case. */
bool finding_phrase_contains(const finding *found, const char *word);

/** True if the phrase is the registered one of the code, without regard to case. */
bool finding_phrase_is_registered(const finding *found);

/** True if the phrase, a Warning or a Reason has these words, not as part of longer ones and without regard to case. */
bool finding_says(const finding *found, const char *words);

#endif
