/* diagnosis.c
 * Why a response was sent in this call; see diagnosis.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis.h"

#include "evidence.h"
#include "finding.h"

#include <string.h>

/* More targets than anybody reads. */
#define MAX_CONTACTS 4
#define SECONDS_OF_TIMER_B 32
#define SECONDS_OF_TIMER_C 180

/* A verdict that rests on what was seen of the call comes before one that the code and its headers allow. */
static const struct {
    int first; /* codes below are in none of the rules */
    int last;
    const rule *rules;
} rule_lists[] = {
    { 100, 699, rules_for_repeats },  { 200, 299, rules_for_success },        { 300, 699, rules_for_probes },
    { 400, 699, rules_for_branches }, { 400, 699, rules_for_authentication }, { 400, 699, rules_for_messages },
    { 400, 699, rules_for_dialogs },  { 400, 699, rules_for_media },          { 300, 699, rules_for_causes },
    { 400, 699, rules_for_users },    { 300, 699, rules_for_routes },         { 400, 699, rules_for_servers },
};

static bool
judge_by(finding *found, const rule *rules)
{
    const int code = found->response->status;

    for (const rule *one = rules; one->last != 0; one++) {
        if (code >= one->first && code <= one->last &&
            (one->concludes != NULL ? one->concludes(found) : finding_conclude(found, one->verdict))) {
            return true;
        }
    }
    return false;
}

static void
judge(finding *found)
{
    const int code = found->response->status;

    for (size_t i = 0; i < G_N_ELEMENTS(rule_lists); i++) {
        if (code >= rule_lists[i].first && code <= rule_lists[i].last && judge_by(found, rule_lists[i].rules)) {
            return;
        }
    }
}

/* The addresses a redirection names; NULL if it names none. */
static const char *
contacts(finding *found)
{
    sip_values contacts = { .line = { NULL, 0 } };
    GString *list = NULL;
    sip_text contact;

    for (int i = 0; i < MAX_CONTACTS && sip_message_next_value(found->response, SIP_HEADER_CONTACT, &contacts, &contact); i++) {
        list = list == NULL ? g_string_new(NULL) : g_string_append(list, ", ");
        g_string_append(list, finding_copy(found, sip_text_uri(contact)));
    }
    if (list == NULL) {
        return NULL;
    }
    const char *kept = finding_keep_text(found, list->str);
    g_string_free(list, TRUE);
    return kept;
}

/* What any cause or fix may name. Rules that mean something else by a name have set theirs before, and the first one counts. */
static void
set_common_values(finding *found)
{
    const sip_transaction *transaction = found->transaction;
    const sip_request *request = found->request;

    finding_set(found, "user", request->user);
    finding_set(found, "method", transaction->method);
    finding_set_number(found, "code", found->response->status);
    finding_set(found, "phrase", finding_copy(found, found->response->phrase));
    finding_set(found, "offer", request->offer);
    finding_set(found, "uri", request->uri);
    finding_set(found, "event", request->event);
    finding_set(found, "type", request->content_type);
    finding_set(found, "etag", request->etag);
    finding_set(found, "source", transaction->client != NULL ? transaction->client->name : NULL);
    finding_set(found, "destination", transaction->server != NULL ? transaction->server->name : NULL);
    finding_set_number(found, "size", request->frame != 0 ? (gint64)request->size : -1);
    finding_set(found, "contact", contacts(found));
}

static const catalog_value *
value_named(const catalog_value *values, size_t count, const char *name, size_t size)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(values[i].name, name, size) == 0 && values[i].name[size] == '\0') {
            return &values[i];
        }
    }
    return NULL;
}

/* Appends the values that the pattern names to those that are there. Returns how many there are now. */
static size_t
add_named_values(const finding *found, const char *pattern, catalog_value *values, size_t count)
{
    for (const char *at = strchr(pattern, '{'); at != NULL; at = strchr(at + 1, '{')) {
        const size_t size = strcspn(at + 1, "}");
        const catalog_value *value = value_named(found->values, found->value_count, at + 1, size);
        if (value != NULL && value_named(values, count, at + 1, size) == NULL) {
            values[count++] = *value;
        }
    }
    return count;
}

/* Most verdicts name one or two of all the values. */
static void
add_fact_of_verdict(finding *found)
{
    const catalog_verdict *verdict = found->result->verdict;
    catalog_value values[FINDING_MAX_VALUES];
    size_t count;

    if (verdict != NULL && found->facts[0] == NULL) {
        set_common_values(found);
        count = add_named_values(found, verdict->cause, values, 0);
        count = add_named_values(found, verdict->fix, values, count);
        found->facts[0] = finding_fact(found, NULL, values, count);
    }
}

/* Failures that come when a timer of RFC 3261 appendix A ends, T1 being 500 ms, were made by the element whose timer it was. */
static void
show_timer(finding *found)
{
    const gint64 seconds = found->result->time / G_USEC_PER_SEC;
    const bool is_invite = finding_is_of(found, "INVITE");
    const char *timer = NULL;

    if (seconds >= SECONDS_OF_TIMER_B && seconds <= SECONDS_OF_TIMER_B + 1 && found->transaction->progress.status <= 100) {
        timer = is_invite ? "B" : "F";
    } else if (is_invite && seconds >= SECONDS_OF_TIMER_C && seconds <= SECONDS_OF_TIMER_C + 1) {
        timer = "C";
    }
    if (timer != NULL) {
        finding_show(found, "timer", "seconds", finding_number(found, seconds), "timer", timer, NULL);
    }
}

/* A response of one hop alone tells only that it came from there (RFC 3261 8.2.6.2: the Via list does not tell more). */
static void
show_origin(finding *found, bool is_sender)
{
    const sip_transaction *transaction = found->transaction;

    if (transaction->request.frame == 0) {
        finding_show(found, "no-request", NULL);
    }
    if (is_sender && transaction->children == NULL) {
        finding_show(found, "or-behind", "element", found->result->origin, NULL);
    }
}

/* The sender, under a name that lives longer than the sighting. */
static const char *
sender(finding *found)
{
    const sip_element *server = found->transaction->server;
    const char *source = found->sighting->source;

    return server != NULL && strcmp(server->name, source) == 0 ? server->name : finding_keep_text(found, source);
}

static void
finish(finding *found)
{
    diagnosis *result = found->result;
    const bool is_sender = result->origin == NULL;

    if (is_sender) {
        result->origin = sender(found);
        result->origin_frame = found->sighting->frame;
    }
    add_fact_of_verdict(found);
    if (result->code >= 300 && !result->retransmission && !found->relays) {
        show_timer(found);
        evidence_show_headers(found);
        show_origin(found, is_sender);
    }
}

static diagnosis
new_diagnosis(const finding *found)
{
    const sip_request *request = found->request;
    const sip_answer *progress = &found->transaction->progress;
    const sip_answer *final = &found->transaction->final;
    const sip_answer *before = progress->last_frame > final->last_frame ? progress : final;
    const catalog_code *entry = catalog_find_code(found->knowledge, found->response->status);

    return (diagnosis){ .entry = entry,
                        .time = request->frame != 0 ? found->sighting->time - request->time : -1,
                        .request_frame = request->frame,
                        .previous_frame = before->last_frame,
                        .previous_code = (gint16)before->status,
                        .code = (gint16)found->response->status,
                        .severity = entry->severity,
                        .retransmission = found->repeats && !transaction_has_duplicate(found->transaction, found->sighting) };
}

static void
begin(finding *found, const catalog *knowledge, const sip_transaction *transaction, const sip_sighting *sighting)
{
    found->knowledge = knowledge;
    found->sighting = sighting;
    found->response = sighting->message;
    found->transaction = transaction;
    found->request = &transaction->request;
    found->call = transaction->call;
    found->repeats = transaction_is_answered_by(transaction, sighting->message);
    found->relays = false;
    found->facts[0] = NULL;
    found->fact_count = 1;
    found->value_count = 0;
    scratch_begin(&found->scratch);
}

diagnosis *
diagnosis_of_response(const catalog *knowledge, const sip_transaction *transaction, const sip_sighting *sighting)
{
    /* Not set to zero: for most responses that would be half of the work. */
    finding found;

    begin(&found, knowledge, transaction, sighting);
    diagnosis judged = new_diagnosis(&found);
    found.result = &judged;
    judge(&found);
    finish(&found);
    diagnosis *result = finding_diagnosis(&found);
    scratch_end(&found.scratch);
    return result;
}

bool
diagnosis_is_failure(const diagnosis *diagnosis)
{
    return diagnosis->severity >= CATALOG_WARN || (diagnosis->code >= 400 && diagnosis->severity >= CATALOG_NOTE);
}

void
diagnosis_free(diagnosis *diagnosis)
{
    g_free(diagnosis);
}
