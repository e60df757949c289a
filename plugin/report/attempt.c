/* attempt.c
 * What clients attempt; see attempt.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "attempt.h"

#include <string.h>

/* Of one Call-ID no more are looked through. A client that uses it for years has ended those before. */
#define MAX_LATEST 256

static bool
is_initial_invite(const sip_transaction *transaction)
{
    return transaction_is_of(transaction, "INVITE") && !transaction->request.in_dialog;
}

/* Each of these is an event of its own, and the success of one does not mend the failure of another. */
static bool
stands_alone(const sip_transaction *transaction)
{
    static const char *const methods[] = { "MESSAGE", "OPTIONS", "INFO", "NOTIFY", "BYE" };
    bool found = transaction->request.in_dialog;

    for (size_t i = 0; !found && i < G_N_ELEMENTS(methods); i++) {
        found = transaction_is_of(transaction, methods[i]);
    }
    return found;
}

/* True if the transaction may belong to the attempt, whatever became of that so far. */
static bool
is_alike(const attempt *attempt, const sip_transaction *transaction)
{
    const sip_transaction *first = attempt->first;

    if (stands_alone(transaction) || stands_alone(first) || !transaction_is_of(transaction, first->method)) {
        return false;
    }
    return transaction_is_of(transaction, "REGISTER") ? g_strcmp0(transaction->request.user, first->request.user) == 0
                                                      : g_strcmp0(transaction->request.from_tag, first->request.from_tag) == 0;
}

/* The latest attempt that the transaction may belong to; NULL if there is none. */
static attempt *
find(const sip_transaction *transaction)
{
    attempt *found = transaction->call->attempts;

    for (unsigned i = 0; found != NULL && i < MAX_LATEST; i++) {
        if (is_alike(found, transaction)) {
            return found->is_over ? NULL : found;
        }
        found = found->before;
    }
    return NULL;
}

static attempt *
begin(arena *memory, const sip_transaction *transaction)
{
    attempt *attempt = arena_take(memory, sizeof *attempt);

    attempt->first = attempt->decisive = transaction;
    attempt->first_frame = transaction->request.frame;
    attempt->begin = transaction->request.time;
    /* The others are never looked for. */
    if (!stands_alone(transaction)) {
        attempt->before = transaction->call->attempts;
        transaction->call->attempts = attempt;
    }
    return attempt;
}

/* The place of a request that is forgotten: the oldest with a final response, or else the oldest. */
static size_t
place_to_free(const attempt *attempt)
{
    for (size_t i = ATTEMPT_TRIES; i-- > 0;) {
        if (attempt->tries[i] == NULL || sip_answer_is_there(&attempt->tries[i]->final)) {
            return i;
        }
    }
    return ATTEMPT_TRIES - 1;
}

static void
add_try(attempt *attempt, sip_transaction *transaction)
{
    for (size_t i = place_to_free(attempt); i > 0; i--) {
        attempt->tries[i] = attempt->tries[i - 1];
    }
    attempt->tries[0] = transaction;
    transaction->attempt = attempt;
    /* What was sent on came first. */
    if (attempt->first->parent == transaction) {
        attempt->decisive = attempt->decisive == attempt->first && attempt->result == NULL ? transaction : attempt->decisive;
        attempt->first = transaction;
    }
}

/* A response that by itself asks the client for another request. */
static bool
asks_for_retry(const diagnosis *result)
{
    switch (result->code) {
    case 401:
    case 407:
    case 420:
    case 421:
    case 423:
    case 494:
        return true;
    default:
        return result->code >= 300 && result->code < 400;
    }
}

/* True if the REGISTER goes on with what the attempt has begun. */
static bool
continues(const attempt *registration, const sip_transaction *transaction)
{
    const diagnosis *result = registration->result;

    if (registration->first->parent == transaction) {
        return true;
    }
    if (registration->is_removal != (transaction->request.expires == 0)) {
        return false;
    }
    if (result == NULL || !asks_for_retry(result)) {
        return result == NULL;
    }
    /* After credentials were refused, a client that sends none begins anew. */
    const bool is_challenge = sip_is_challenge(result->code);
    return !is_challenge || !diagnosis_is_failure(result) || transaction->request.credentials != NULL;
}

static attempt *
registration_of(arena *memory, const sip_transaction *transaction)
{
    attempt *before = find(transaction);

    if (before != NULL && continues(before, transaction)) {
        return before;
    }
    attempt *registration = begin(memory, transaction);
    registration->is_removal = transaction->request.expires == 0;
    registration->is_refresh =
        before != NULL && !before->is_removal && attempt_outcome_of(before) == ATTEMPT_SUCCEEDED && !registration->is_removal;
    return registration;
}

static bool
are_same_tags(const char *left, const char *right)
{
    return left != NULL && right != NULL && strcmp(left, right) == 0;
}

/* True for an INVITE that the capture lacks and whose response shows that a call was set up before: the callee sent it, or it is a later one. */
static bool
is_in_dialog(const sip_transaction *transaction)
{
    const sip_request *request = &transaction->request;
    const char *to_tag = transaction->final.to_tag;
    const attempt *before = request->frame == 0 ? transaction->call->attempts : NULL;

    for (unsigned i = 0; before != NULL && i < MAX_LATEST; i++) {
        const sip_transaction *setup = before->decisive;
        const bool is_later = before->result != NULL && before->result->code < 300 && setup->parent != transaction &&
                              request->cseq > setup->request.cseq && are_same_tags(setup->final.to_tag, to_tag);
        if (is_initial_invite(before->first) && (is_later || are_same_tags(setup->final.to_tag, request->from_tag) ||
                                                 are_same_tags(before->first->request.from_tag, to_tag))) {
            return true;
        }
        before = before->before;
    }
    return false;
}

/* The attempt of a first request: a call's or registration's is known before its result. NULL for all others. */
static attempt *
attempt_of(arena *memory, const sip_transaction *transaction)
{
    if (transaction->parent != NULL) {
        return NULL;
    }
    if (transaction_is_of(transaction, "REGISTER")) {
        return registration_of(memory, transaction);
    }
    if (!is_initial_invite(transaction)) {
        return NULL;
    }
    attempt *call = find(transaction);
    return call != NULL ? call : begin(memory, transaction);
}

static void
end_calls(const sip_call *call)
{
    attempt *ended = call->attempts;

    for (unsigned i = 0; ended != NULL && i < MAX_LATEST; i++) {
        ended->is_over |= ended->result != NULL && ended->result->code < 300 && is_initial_invite(ended->first);
        ended = ended->before;
    }
}

void
attempt_add_request(arena *memory, sip_transaction *transaction)
{
    if (transaction->attempt != NULL || transaction->transmissions > 1) {
        return;
    }
    if (transaction_is_of(transaction, "BYE")) {
        end_calls(transaction->call);
        return;
    }
    attempt *attempt = attempt_of(memory, transaction);
    if (attempt != NULL) {
        add_try(attempt, transaction);
    }
}

/* How much a final response says about why a call with branches ended, as a proxy chooses among them (RFC 3261 16.7). */
static int
rank(const diagnosis *result)
{
    static const char *const of_other_branches[] = { "user.answered-elsewhere", "user.declined-elsewhere" };

    for (size_t i = 0; result->verdict != NULL && i < G_N_ELEMENTS(of_other_branches); i++) {
        if (strcmp(result->verdict->id, of_other_branches[i]) == 0) {
            return 0;
        }
    }
    if (!diagnosis_is_failure(result)) {
        return result->code == 487 ? 8 : 1;
    }
    return result->code >= 600 ? 9 : 10 - result->code / 100;
}

/* True if the response takes the place of the one that counted so far. */
static bool
takes_over(const attempt *attempt, const sip_transaction *transaction, const diagnosis *diag)
{
    const sip_transaction *decisive = attempt->decisive;

    /* What was sent on came first. */
    if (attempt->result == NULL || decisive->parent != NULL) {
        return true;
    }
    if (attempt->result->code < 300 || diag->code < 300) {
        return attempt->result->code >= 300;
    }
    if (transaction->request.cseq != decisive->request.cseq) {
        return transaction->request.cseq > decisive->request.cseq;
    }
    return transaction->request.frame > attempt->result_frame || rank(diag) >= rank(attempt->result);
}

static void
add_result(attempt *attempt, const sip_transaction *transaction, const diagnosis *diag, guint32 frame)
{
    const bool repeats = attempt->result != NULL && attempt->decisive == transaction && attempt->result->code == diag->code;

    if (repeats) {
        const diagnosis *worst = attempt->repeated != NULL ? attempt->repeated : attempt->result;
        if (diag->severity > worst->severity) {
            attempt->repeated = diag;
            attempt->repeated_frame = frame;
        }
        return;
    }
    attempt->refusals += diag->code >= 300 && diag->severity > CATALOG_CHAT ? 1 : 0;
    if (takes_over(attempt, transaction, diag)) {
        attempt->superseded_frame = attempt->result_frame;
        attempt->decisive = transaction;
        attempt->result = diag;
        attempt->result_frame = frame;
        attempt->repeated = NULL;
    }
}

/* The attempt of a request that was none until its response came, or that the capture lacks; NULL if it is still none. */
static attempt *
attempt_of_response(arena *memory, const sip_transaction *transaction, const diagnosis *diag)
{
    if (transaction_is_of(transaction, "CANCEL") || transaction_is_of(transaction, "ACK")) {
        return NULL;
    }
    attempt *attempt = transaction->request.frame == 0 ? attempt_of(memory, transaction) : NULL;
    if (attempt == NULL) {
        attempt = find(transaction);
        /* A success is over; what fails later is another failure. */
        attempt = attempt != NULL && attempt_outcome_of(attempt) == ATTEMPT_SUCCEEDED ? NULL : attempt;
    }
    if (attempt == NULL && diagnosis_is_failure(diag)) {
        attempt = begin(memory, transaction);
    }
    return attempt;
}

void
attempt_add_response(arena *memory, sip_transaction *transaction, const diagnosis *diagnosis, guint32 frame, gint64 time)
{
    if (diagnosis->code < 200 || transaction->parent != NULL) {
        return;
    }
    if (transaction->attempt == NULL) {
        transaction->request.in_dialog |= is_initial_invite(transaction) && is_in_dialog(transaction);
        attempt *attempt = attempt_of_response(memory, transaction, diagnosis);
        if (attempt == NULL) {
            return;
        }
        add_try(attempt, transaction);
        if (attempt->first_frame == 0) {
            attempt->first_frame = frame;
            attempt->begin = time;
        }
    }
    add_result(transaction->attempt, transaction, diagnosis, frame);
}

bool
attempt_is_call(const attempt *attempt)
{
    return is_initial_invite(attempt->first);
}

attempt_kind
attempt_kind_of(const attempt *attempt)
{
    const sip_transaction *first = attempt->first;

    if (transaction_is_of(first, "REGISTER")) {
        return ATTEMPT_REGISTRATION;
    }
    if (attempt_is_call(attempt)) {
        return attempt_outcome_of(attempt) == ATTEMPT_SUCCEEDED ? ATTEMPT_IN_CALL : ATTEMPT_CALL;
    }
    const bool is_in_call = transaction_is_of(first, "REFER") || (attempt->result != NULL && attempt->result->code < 300);
    return first->request.in_dialog && is_in_call ? ATTEMPT_IN_CALL : ATTEMPT_REQUEST;
}

/* True if a request may still get its final response, or came after the one that counts and got none. */
static bool
is_pending(const attempt *attempt, const sip_transaction *transaction)
{
    if (transaction == attempt->decisive || transaction == attempt->decisive->parent || transaction->parent != NULL ||
        sip_answer_is_there(&transaction->final)) {
        return false;
    }
    return transaction->request.frame > attempt->result_frame ||
           sip_answer_is_there(&transaction_progress(transaction)->provisional);
}

static attempt_outcome
outcome_of_stray(const sip_transaction *transaction)
{
    const sip_progress *progress = transaction_progress(transaction);

    return progress->stray != NULL && progress->stray->code == 487 && progress->cancel_frame != 0 ? ATTEMPT_CANCELLED
                                                                                                  : ATTEMPT_OPEN;
}

/* True if the response that counts was relayed by a hop of another attempt. Where only that hop's response is not captured, the next one's counts. */
static bool
belongs_to_another(const attempt *attempt)
{
    const sip_transaction *parent = attempt->decisive->parent;

    return parent != NULL && parent->attempt != attempt;
}

attempt_outcome
attempt_outcome_of(const attempt *attempt)
{
    const diagnosis *result = belongs_to_another(attempt) ? NULL : attempt->result;

    if (result == NULL) {
        return outcome_of_stray(attempt->tries[0] != NULL ? attempt->tries[0] : attempt->first);
    }
    if (result->code < 300) {
        return ATTEMPT_SUCCEEDED;
    }
    for (size_t i = 0; i < ATTEMPT_TRIES && attempt->tries[i] != NULL; i++) {
        if (is_pending(attempt, attempt->tries[i])) {
            return ATTEMPT_OPEN;
        }
    }
    if (diagnosis_is_failure(result)) {
        return ATTEMPT_FAILED;
    }
    return result->code < 400 ? ATTEMPT_REDIRECTED : result->code == 487 ? ATTEMPT_CANCELLED : ATTEMPT_OPEN;
}

const diagnosis *
attempt_failure(const attempt *attempt, guint32 *frame)
{
    const attempt_outcome outcome = attempt_outcome_of(attempt);

    if (outcome != ATTEMPT_FAILED && outcome != ATTEMPT_SUCCEEDED) {
        return NULL;
    }
    if (diagnosis_is_failure(attempt->result)) {
        *frame = attempt->result_frame;
        return attempt->result;
    }
    *frame = attempt->repeated_frame;
    return attempt->repeated != NULL && diagnosis_is_failure(attempt->repeated) ? attempt->repeated : NULL;
}

bool
attempt_has_failed(const attempt *attempt)
{
    guint32 frame;

    return attempt_failure(attempt, &frame) != NULL;
}

bool
attempt_counts(const sip_transaction *transaction, guint32 frame)
{
    const attempt *attempt = transaction->attempt;
    guint32 counted;

    return attempt != NULL && attempt->decisive == transaction && attempt_failure(attempt, &counted) != NULL && counted == frame;
}

bool
attempt_is_good_call(const attempt *attempt, const sip_transaction *invite)
{
    return attempt != NULL && attempt->decisive == invite && attempt_is_call(attempt) &&
           attempt_outcome_of(attempt) == ATTEMPT_SUCCEEDED && !attempt_has_failed(attempt);
}

bool
attempt_registers(const attempt *attempt)
{
    return (!attempt->is_refresh && !attempt->is_removal) || attempt_has_failed(attempt);
}
