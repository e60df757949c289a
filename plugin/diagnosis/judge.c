/* judge.c
 * Why a response was sent in this call; see diagnosis.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis.h"

#include "headers.h"
#include "media_total.h"
#include "products.h"
#include "rules.h"

#define SECONDS_OF_TIMER_B 32
#define SECONDS_OF_TIMER_C 180

static bool
try_rule(const rule *rule, finding *found)
{
    const size_t facts = found->fact_count;
    const size_t values = found->value_count;

    if (rule->observe != NULL) {
        rule->observe(found);
        return false;
    }
    if (rule->apply == NULL) {
        return finding_conclude(found, rule->verdict);
    }
    if (rule->apply(found)) {
        return true;
    }
    found->fact_count = facts;
    found->value_count = values;
    return false;
}

static bool
try_rules(const rule *rules, finding *found)
{
    const int status = found->response->status;

    for (const rule *rule = rules; rule->first != 0; rule++) {
        if (status >= rule->first && status <= rule->last && try_rule(rule, found)) {
            return true;
        }
    }
    return false;
}

static void
judge(finding *found)
{
    if (!try_rules(rules_for_all, found) && found->response->status >= 300) {
        try_rules(rules_for_failures, found);
    }
}

/* Failures that come when a timer of RFC 3261 appendix A ends, T1 being 500 ms, were made by the element whose timer it was. */
static void
show_timer(finding *found)
{
    const gint64 seconds = found->result->time / G_USEC_PER_SEC;
    const bool is_invite = finding_is_of(found, "INVITE");
    const char *timer = NULL;

    if (seconds >= SECONDS_OF_TIMER_B && seconds <= SECONDS_OF_TIMER_B + 1 &&
        transaction_progress(found->transaction)->provisional.status <= 100) {
        timer = is_invite ? "B" : "F";
    } else if (is_invite && seconds >= SECONDS_OF_TIMER_C && seconds <= SECONDS_OF_TIMER_C + 1) {
        timer = "C";
    }
    if (timer != NULL) {
        finding_show(found, EVIDENCE_TIMER, "seconds", finding_number(found, seconds), "timer", timer, NULL);
    }
}

/* A response of one hop alone tells only that it came from there (RFC 3261 8.2.6.2: the Via list does not tell more). */
static void
show_origin(finding *found, bool is_sender)
{
    const sip_transaction *transaction = found->transaction;

    if (transaction->request.frame == 0) {
        observe_unmatched_request(found);
    }
    if (is_sender && transaction->children == NULL) {
        finding_show(found, EVIDENCE_OR_BEHIND, "element", found->result->origin, NULL);
    }
}

static void
finish(finding *found)
{
    diagnosis *result = found->result;
    const bool is_sender = result->origin == NULL;

    if (is_sender) {
        result->origin = found->packet->source;
        result->origin_frame = found->packet->frame;
    }
    finding_add_values(found);
    /* What is taken over leads with the words of its own sender, and no repetition states why it is one. */
    if (result->code >= 300 && is_sender && !result->retransmission) {
        result->stated = finding_copy(found, finding_stated(found));
    }
    if (is_sender && result->severity > CATALOG_CHAT) {
        products_find(found);
    }
    if (result->code >= 300 && !result->retransmission && !found->relays) {
        show_timer(found);
        evidence_show_headers(found);
        show_origin(found, is_sender);
    }
}

static void
begin_diagnosis(const finding *found, diagnosis *result)
{
    const sip_request *request = found->request;
    const catalog_code *entry = catalog_find_code(found->knowledge, found->response->status);

    *result = (diagnosis){ .entry = entry,
                           .time = request->frame != 0 ? found->packet->time - request->time : -1,
                           .request_frame = request->frame,
                           .previous_frame = found->packet->previous_frame,
                           .previous_code = (gint16)found->packet->previous_status,
                           .code = (gint16)found->response->status,
                           .severity = entry->severity,
                           .retransmission = found->packet->is_repetition && !found->packet->is_duplicate };
}

static void
begin(finding *found, const catalog *knowledge, const sip_transaction *transaction, const sip_packet *packet,
      const sip_message *response)
{
    found->knowledge = knowledge;
    found->packet = packet;
    found->response = response;
    found->transaction = transaction;
    found->request = &transaction->request;
    found->call = transaction->call;
    found->relays = false;
    found->was_read = false;
    found->has_details = false;
    found->has_statement = false;
    found->q850 = response->status >= 300 ? finding_q850(response) : 0;
    found->facts[0] = NULL;
    found->fact_count = 1;
    found->value_count = 0;
    scratch_begin(&found->scratch);
}

const diagnosis *
diagnosis_of_response(arena *memory, const catalog *knowledge, const sip_transaction *transaction, const sip_packet *packet)
{
    /* Not set to zero: for most responses that would be half of the work. */
    finding found;
    diagnosis judged;

    begin(&found, knowledge, transaction, packet, packet->message);
    begin_diagnosis(&found, &judged);
    found.result = &judged;
    judge(&found);
    finish(&found);
    const diagnosis *result = finding_diagnosis(memory, &found);
    scratch_end(&found.scratch);
    return result;
}

/* Asks rules that judge when the capture is complete. Returns false if nothing is wrong, or nothing can be said yet. */
static bool
judge_later(finding *found, bool (*const *rule)(finding *))
{
    bool holds = false;

    while (!holds && *rule != NULL) {
        const size_t facts = found->fact_count;
        const size_t values = found->value_count;
        holds = (*rule++)(found);
        found->fact_count = holds ? found->fact_count : facts;
        found->value_count = holds ? found->value_count : values;
    }
    return found->result->verdict != NULL;
}

const diagnosis *
diagnosis_of_request(arena *memory, const catalog *knowledge, const sip_transaction *transaction, const sip_message *message,
                     gint64 capture_end)
{
    static const sip_message no_response;
    const sip_request *request = &transaction->request;
    diagnosis judged = { .entry = catalog_find_code(knowledge, 0), .time = -1, .request_frame = request->frame };
    const diagnosis *result = NULL;
    finding found;

    if (request->frame == 0) {
        return NULL;
    }
    begin(&found, knowledge, transaction, NULL, &no_response);
    found.result = &judged;
    found.capture_end = capture_end;
    if (message != NULL) {
        found.was_read = found.has_request = true;
        found.request_message = *message;
    }
    if (judge_later(&found, rules_for_requests)) {
        products_find(&found);
        finding_add_values(&found);
        result = finding_diagnosis(memory, &found);
    }
    scratch_end(&found.scratch);
    return result;
}

static void
begin_media(finding *found, diagnosis *result, const catalog *knowledge, const sip_transaction *invite)
{
    static const sip_message no_response;

    *result = (diagnosis){ .entry = catalog_find_code(knowledge, 0), .time = -1, .request_frame = invite->request.frame };
    begin(found, knowledge, invite, NULL, &no_response);
    found->result = result;
    found->media = media_session_of(invite);
    found->unheard = NULL;
}

/* What is said of the media of a call is said of the response that answered it. */
static void
set_answer(diagnosis *result, const catalog *knowledge, const sip_transaction *invite)
{
    const diagnosis *answer = invite->final.diagnosis;

    if (answer != NULL) {
        result->code = answer->code;
        result->entry = catalog_find_code(knowledge, answer->code);
        result->origin = answer->origin;
        result->origin_frame = answer->origin_frame;
    }
}

const diagnosis *
diagnosis_of_media(arena *memory, const catalog *knowledge, const sip_transaction *invite, gint64 capture_end)
{
    const media_session *session = media_session_of(invite);
    const diagnosis *result = NULL;
    diagnosis judged;
    finding found;

    if (session == NULL || session->answer_frame == 0 || session->is_unclear) {
        return NULL;
    }
    begin_media(&found, &judged, knowledge, invite);
    found.capture_end = capture_end;
    observe_media(&found, false);
    if (judge_later(&found, rules_for_media)) {
        set_answer(&judged, knowledge, invite);
        products_find_of_media(&found);
        finding_add_values(&found);
        result = finding_diagnosis(memory, &found);
    }
    scratch_end(&found.scratch);
    return result;
}

const diagnosis *
diagnosis_of_media_packets(arena *memory, const catalog *knowledge, const sip_transaction *invite, bool is_early)
{
    const media_session *session = media_session_of(invite);
    diagnosis judged;
    finding found;

    if (session == NULL || media_side_total(session, MEDIA_CALLER).packets + media_side_total(session, MEDIA_CALLEE).packets == 0) {
        return NULL;
    }
    begin_media(&found, &judged, knowledge, invite);
    observe_media(&found, is_early);
    const diagnosis *result = finding_diagnosis(memory, &found);
    scratch_end(&found.scratch);
    return result;
}

/* The response of the transaction that the diagnosis is of; NULL if it is not its latest. */
static const sip_answer *
answer_of(const sip_transaction *transaction, const diagnosis *diag)
{
    const sip_answer *answer = diag->code < 200 ? &transaction_progress(transaction)->provisional : &transaction->final;

    return sip_answer_is_there(answer) && answer->status == diag->code ? answer : NULL;
}

/* The child whose response of the same status and To tag came earlier and was captured later; NULL if there is none. */
static const sip_transaction *
child_relayed_before(const sip_transaction *transaction, const diagnosis *diag)
{
    const sip_answer *answer = answer_of(transaction, diag);

    for (const sip_transaction *child = transaction->children; answer != NULL && child != NULL; child = child->sibling) {
        const sip_answer *relayed = answer_of(child, diag);
        if (relayed != NULL && relayed->frame > answer->frame && relayed->time <= answer->time &&
            g_strcmp0(relayed->to_tag, answer->to_tag) == 0) {
            return child;
        }
    }
    return NULL;
}

const diagnosis *
diagnosis_of_origin(const sip_transaction *transaction, const diagnosis *diag)
{
    const sip_answer *answer = transaction != NULL ? answer_of(transaction, diag) : NULL;

    /* No proxy sends a 100 on (RFC 3261 16.7). */
    while (answer != NULL && diag->code != 100 && diag->origin_frame == answer->frame) {
        transaction = child_relayed_before(transaction, diag);
        answer = transaction != NULL ? answer_of(transaction, diag) : NULL;
        diag = answer != NULL ? answer->diagnosis : diag;
    }
    return diag;
}

bool
diagnosis_is_failure(const diagnosis *diagnosis)
{
    return diagnosis->severity >= CATALOG_WARN || (diagnosis->code >= 400 && diagnosis->severity >= CATALOG_NOTE);
}

const char *
diagnosis_id(const diagnosis *diagnosis, char *buffer, size_t size)
{
    if (diagnosis->verdict != NULL) {
        return diagnosis->verdict->id;
    }
    g_snprintf(buffer, size, "code.%03d", diagnosis->code);
    return buffer;
}

const char *
diagnosis_value(const diagnosis *diagnosis, const char *name)
{
    const diagnosis_fact *fact = diagnosis->verdict != NULL ? diagnosis->facts[0] : NULL;

    for (size_t i = 0; fact != NULL && i < fact->count; i++) {
        if (strcmp(fact->values[i].name, name) == 0) {
            return fact->values[i].text;
        }
    }
    return NULL;
}

const char *
diagnosis_title(const diagnosis *diagnosis)
{
    return diagnosis->verdict != NULL ? diagnosis->verdict->title : diagnosis->entry->phrase;
}
