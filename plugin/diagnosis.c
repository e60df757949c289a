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
static const rule *const rule_lists[] = {
    rules_for_repeats, rules_for_success, rules_for_probes, rules_for_branches, rules_for_authentication, rules_for_messages,
    rules_for_dialogs, rules_for_media,   rules_for_causes, rules_for_users,    rules_for_routes,         rules_for_servers,
};

static void
judge(finding *found)
{
    const int code = found->response->status;

    for (size_t i = 0; i < G_N_ELEMENTS(rule_lists); i++) {
        for (const rule *one = rule_lists[i]; one->concludes != NULL || one->verdict != NULL; one++) {
            if (code >= one->first && code <= one->last &&
                (one->concludes != NULL ? one->concludes(found) : finding_conclude(found, one->verdict))) {
                return;
            }
        }
    }
}

/* The addresses a redirection names; NULL if it names none. */
static const char *
contacts(finding *found)
{
    sip_values contacts = { .line = { NULL, 0 } };
    const char *list = NULL;
    sip_text contact;

    for (int i = 0; i < MAX_CONTACTS && sip_message_next_value(found->response, SIP_HEADER_CONTACT, &contacts, &contact); i++) {
        const char *uri = finding_copy(found, sip_text_uri(contact));
        list = list == NULL ? uri : finding_own(found, g_strconcat(list, ", ", uri, NULL));
    }
    return list;
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
    finding_set(found, "offer", request->details->offer);
    finding_set(found, "uri", request->uri);
    finding_set(found, "event", request->details->event);
    finding_set(found, "type", request->details->content_type);
    finding_set(found, "etag", request->details->etag);
    finding_set(found, "source", transaction->client != NULL ? transaction->client->name : NULL);
    finding_set(found, "destination", transaction->server != NULL ? transaction->server->name : NULL);
    finding_set_number(found, "size", request->frame != 0 ? (gint64)request->size : -1);
    finding_set(found, "contact", contacts(found));
}

/* A text behind its label, short enough for an expert item. */
static char *
line_of(finding *found, const char *label, const char *pattern)
{
    char *head = catalog_line(found->knowledge, "line", label, "");
    char *text = catalog_fill(found->knowledge, pattern, found->values, found->value_count, CATALOG_LINE_BYTES - strlen(head));
    char *line = catalog_line(found->knowledge, "line", label, text);

    g_free(text);
    g_free(head);
    return line;
}

static void
fill_texts(finding *found)
{
    diagnosis *result = found->result;
    const catalog_verdict *verdict = result->verdict;

    if (verdict == NULL || result->cause != NULL) {
        return;
    }
    set_common_values(found);
    result->cause = catalog_fill(found->knowledge, verdict->cause, found->values, found->value_count, 0);
    result->fix = catalog_fill(found->knowledge, verdict->fix, found->values, found->value_count, 0);
    result->cause_line =
        line_of(found, catalog_label(found->knowledge, result->certain ? "cause" : "typical-cause"), verdict->cause);
    result->fix_line = line_of(found, catalog_label(found->knowledge, "fix"), verdict->fix);
}

/* Failures that come when a timer of RFC 3261 appendix A ends, T1 being 500 ms, were made by the element whose timer it was. */
static void
show_timer(finding *found)
{
    const gint64 seconds = found->result->time / G_USEC_PER_SEC;
    const bool is_invite = finding_is_of(found, "INVITE");
    const char *timer = NULL;

    if (seconds >= SECONDS_OF_TIMER_B && seconds <= SECONDS_OF_TIMER_B + 1 && found->transaction->course->progress.status <= 100) {
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
show_origin(finding *found)
{
    const sip_transaction *transaction = found->transaction;

    if (transaction->request.frame == 0) {
        finding_show(found, "no-request", NULL);
    }
    if (found->result->origin == NULL && transaction->children == NULL) {
        finding_show(found, "or-behind", "element", found->sighting->source, NULL);
    }
}

static diagnosis *
finish(finding *found)
{
    diagnosis *result = found->result;

    fill_texts(found);
    if (result->code >= 300 && !result->retransmission && !found->relays) {
        show_timer(found);
        evidence_show_headers(found);
        show_origin(found);
    }
    if (result->origin == NULL) {
        result->origin = g_strdup(found->sighting->source);
        result->origin_frame = found->sighting->frame;
    }
    if (found->evidence->len > 0) {
        g_ptr_array_add(found->evidence, NULL);
        result->evidence = (char **)g_ptr_array_free(found->evidence, FALSE);
    } else {
        g_ptr_array_free(found->evidence, TRUE);
    }
    g_ptr_array_free(found->owned, TRUE);
    return result;
}

static diagnosis *
new_diagnosis(const catalog *knowledge, const sip_transaction *transaction, const sip_sighting *sighting)
{
    diagnosis *result = g_new0(diagnosis, 1);
    const sip_request *request = &transaction->request;

    result->code = sighting->message->status;
    result->entry = catalog_find_code(knowledge, result->code);
    result->severity = result->entry->severity;
    result->request_frame = request->frame;
    const sip_answer *before = transaction->course->progress.last_frame > transaction->final.last_frame
                                   ? &transaction->course->progress
                                   : &transaction->final;
    result->previous_frame = before->last_frame;
    result->previous_code = before->status;
    result->time = request->frame != 0 ? sighting->time - request->time : -1;
    result->retransmission =
        transaction_is_answered_by(transaction, sighting->message) && !transaction_has_duplicate(transaction, sighting);
    return result;
}

diagnosis *
diagnosis_of_response(const catalog *knowledge, const sip_transaction *transaction, const sip_sighting *sighting)
{
    finding found = { .knowledge = knowledge,
                      .sighting = sighting,
                      .response = sighting->message,
                      .transaction = transaction,
                      .request = &transaction->request,
                      .call = transaction->call,
                      .result = new_diagnosis(knowledge, transaction, sighting),
                      .evidence = g_ptr_array_new(),
                      .owned = g_ptr_array_new_with_free_func(g_free) };

    judge(&found);
    return finish(&found);
}

bool
diagnosis_is_failure(const diagnosis *diagnosis)
{
    return diagnosis->severity >= CATALOG_WARN || (diagnosis->code >= 400 && diagnosis->severity >= CATALOG_NOTE);
}

void
diagnosis_free(diagnosis *diagnosis)
{
    if (diagnosis != NULL) {
        g_free(diagnosis->cause);
        g_free(diagnosis->fix);
        g_free(diagnosis->cause_line);
        g_free(diagnosis->fix_line);
        g_strfreev(diagnosis->evidence);
        g_free(diagnosis->origin);
        g_free(diagnosis);
    }
}
