/* calls_check.c
 * What must hold of transactions, calls and endpoints; see calls_check.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "calls_check.h"

#include "challenge.h"
#include "hops.h"
#include "sip_string.h"

#include <string.h>

/* Counts one more of so many at most. No list and no tree can be longer than there are messages. */
static void
count_one(unsigned *count, unsigned most)
{
    (*count)++;
    g_assert_cmpuint(*count, <=, most);
}

static const char places[CALLS_MAX_FRAMES + 1];

const diagnosis *
calls_diagnosis(guint32 frame)
{
    return (const diagnosis *)&places[frame];
}

static const calls_frame *
frame_of(const calls_history *history, guint32 frame)
{
    g_assert_cmpuint(frame, <=, history->last);
    return &history->frames[frame];
}

/* A frame that some member names, or 0, is a request with that method; NULL: any. */
static void
check_request(const calls_history *history, guint32 frame, const char *method)
{
    const calls_frame *found = frame_of(history, frame);

    if (frame != 0) {
        g_assert_true(found->is_request && !found->is_quoted);
        g_assert_true(method == NULL || strcmp(found->method, method) == 0);
    }
}

/* The same of a response with a status in that range, of that transaction; NULL: of any. */
static void
check_response(const calls_history *history, guint32 frame, int least, int most, const sip_transaction *transaction)
{
    const calls_frame *found = frame_of(history, frame);

    if (frame != 0) {
        g_assert_false(found->is_request || found->is_quoted);
        g_assert_true(found->status >= least && found->status <= most);
        g_assert_true(transaction == NULL || found->transaction == transaction);
    }
}

static void
check_request_of(const calls_history *history, const sip_transaction *transaction)
{
    const sip_request *request = &transaction->request;
    const calls_frame *first = frame_of(history, request->frame);

    /* Only a transaction whose request was seen knows who sent it. */
    g_assert_true((request->frame == 0) == (transaction->client == NULL));
    g_assert_true((request->frame == 0) == (transaction->server == NULL));
    g_assert_true((request->frame == 0) == (transaction->transmissions == 0));
    g_assert_cmpuint(request->frame, <=, request->last_frame);
    check_request(history, request->frame, transaction->method);
    check_request(history, request->last_frame, transaction->method);
    if (request->frame != 0) {
        g_assert_cmpstr(transaction->client->name, ==, first->source);
        g_assert_cmpstr(transaction->server->name, ==, first->destination);
        g_assert_cmpint(request->time, ==, first->time);
        g_assert_cmpint(request->last_time, ==, frame_of(history, request->last_frame)->time);
    }
    g_assert_cmpuint(transaction->late_transmissions, <=, transaction->transmissions);
    g_assert_true((transaction->late_transmissions == 0) == (transaction->late_after == 0));
    check_response(history, transaction->late_after, 0, 999, transaction);
}

static void
check_credentials(const calls_history *history, const sip_request *request)
{
    unsigned count = 0;

    for (const sip_credentials *credentials = request->credentials; credentials != NULL; credentials = credentials->next) {
        count_one(&count, CALLS_MAX_FRAMES);
        g_assert_cmpuint(credentials->before_frame, <, request->frame);
        check_request(history, credentials->before_frame, NULL);
        const sip_nonce *offered = credentials->offered;
        if (offered == NULL) {
            continue;
        }
        g_assert_true(offered->text == credentials->nonce);
        g_assert_cmpuint(offered->frame, <, request->frame);
        check_response(history, offered->frame, 401, 407, NULL);
        check_response(history, offered->accepted_frame, 200, 299, NULL);
        check_request(history, offered->use_frame, NULL);
        g_assert_true(offered->client != NULL && offered->use_frame != 0);
    }
}

static void
check_kept(const sip_transaction *transaction)
{
    const sip_request *request = &transaction->request;
    sip_message message;

    if (!sip_request_message(request, &message)) {
        g_assert_null(request->kept);
        return;
    }
    g_assert_false(sip_answer_is_there(&transaction->final));
    g_assert_false(message.is_response);
    g_assert_cmpuint(message.size, ==, request->size);
    g_assert_true(sip_string_is(transaction->method, message.method));
}

static void
check_answer(const calls_history *history, const sip_transaction *transaction, const sip_answer *answer, int least, int most)
{
    if (!sip_answer_is_there(answer)) {
        g_assert_true(answer->status == 0 && answer->frame == 0 && answer->last_frame == 0 && answer->diagnosis == NULL);
        return;
    }
    g_assert_true(answer->frame != 0 && answer->frame <= answer->last_frame && answer->previous_frame < answer->last_frame);
    check_response(history, answer->frame, MAX(answer->status, least), MIN(answer->status, most), transaction);
    check_response(history, answer->last_frame, answer->status, answer->status, transaction);
    check_response(history, answer->previous_frame, answer->previous_status, answer->previous_status, transaction);
    g_assert_true(answer->previous_frame != 0 || answer->previous_status == 0);
    g_assert_true(answer->diagnosis == calls_diagnosis(answer->frame));
    g_assert_cmpint(answer->time, ==, frame_of(history, answer->frame)->time);
    g_assert_cmpint(answer->last_time, ==, frame_of(history, answer->last_frame)->time);
}

static void
check_cancel(const calls_history *history, const sip_transaction *transaction, const sip_progress *progress)
{
    check_request(history, progress->cancel_frame, "CANCEL");
    g_assert_true((progress->cancel_frame == 0) == (progress->cancel == NULL));
    if (progress->cancel != NULL) {
        g_assert_true(transaction_is_of(transaction, "INVITE") && transaction_is_of(progress->cancel, "CANCEL"));
        g_assert_true(transaction_progress(progress->cancel)->cancelled != NULL);
        g_assert_true(frame_of(history, progress->cancel_frame)->transaction == progress->cancel);
    }
    if (progress->cancelled != NULL) {
        g_assert_true(transaction_is_of(transaction, "CANCEL") && transaction_is_of(progress->cancelled, "INVITE"));
        g_assert_cmpuint(transaction_progress(progress->cancelled)->cancel_frame, !=, 0);
    }
}

static void
check_progress(const calls_history *history, const sip_transaction *transaction)
{
    const sip_progress *progress = transaction_progress(transaction);

    g_assert_nonnull(progress);
    check_answer(history, transaction, &progress->provisional, 0, 199);
    check_response(history, progress->ringing_frame, 180, 180, transaction);
    check_response(history, progress->queued_frame, 182, 182, transaction);
    check_response(history, progress->early_media_frame, 101, 199, transaction);
    check_response(history, progress->reliable_frame, 0, 199, transaction);
    check_response(history, progress->stray_frame, 200, 999, NULL);
    g_assert_null(frame_of(history, progress->stray_frame)->transaction);
    g_assert_true(progress->stray_frame == 0 || progress->stray == calls_diagnosis(progress->stray_frame));
    check_cancel(history, transaction, progress);
    check_request(history, progress->ack_frame, "ACK");
    g_assert_true(progress->ack_frame == 0 || transaction_is_of(transaction, "INVITE"));
    g_assert_true(transaction_ack_frame(transaction) == 0 || transaction_ack_frame(transaction) == progress->ack_frame);
    g_assert_true(progress->icmp_frame == 0 || frame_of(history, progress->icmp_frame)->is_quoted);
}

static bool
is_child(const sip_transaction *parent, const sip_transaction *child)
{
    const sip_transaction *found = parent->children;

    while (found != NULL && found != child) {
        found = found->sibling;
    }
    return found != NULL;
}

static unsigned
check_children(const sip_transaction *transaction)
{
    unsigned count = 0;

    for (const sip_transaction *child = transaction->children; child != NULL; child = child->sibling) {
        count_one(&count, SIP_TRANSACTION_MAX_CHILDREN);
        g_assert_true(child->parent == transaction);
    }
    return count;
}

static void
check_hops(const sip_transaction *transaction)
{
    const sip_transaction *parent = transaction->parent;
    unsigned count = 0;

    for (const sip_transaction *above = parent; above != NULL; above = above->parent) {
        count_one(&count, CALLS_MAX_FRAMES);
        g_assert_true(above != transaction);
    }
    if (parent != NULL) {
        g_assert_true(check_children(parent) == SIP_TRANSACTION_MAX_CHILDREN || is_child(parent, transaction));
    }
    count = 0;
    for (const sip_transaction *below = transaction; below != NULL; below = hops_next(transaction, below)) {
        count_one(&count, CALLS_MAX_FRAMES);
        check_children(below);
        g_assert_true(transaction_top(below) == transaction_top(transaction));
    }
    count = 0;
    for (const sip_transaction *hop = transaction; hop != NULL; hop = hop->next_hop) {
        count_one(&count, CALLS_MAX_FRAMES);
        g_assert_cmpstr(hop->method, ==, transaction->method);
    }
}

/* Nothing that the first leg's client sends, or its server gets, is the other leg. */
static void
check_leg(const sip_transaction *transaction)
{
    const sip_transaction *first = transaction->parent;

    if (!transaction->is_other_call) {
        return;
    }
    g_assert_true(transaction_is_of(transaction, "INVITE") && transaction_is_of(first, "INVITE"));
    g_assert_true(first->client != transaction->client && first->server != transaction->server);
    g_assert_cmpuint(first->request.frame, <, transaction->request.frame);
    g_assert_true(first->call == transaction->call || call_first_leg(transaction->call) == call_first_leg(first->call) ||
                  transaction->call->leg_before != NULL || call_first_leg(first->call) == transaction->call);
}

static void
check_dialog(const calls_history *history, const sip_dialog *dialog)
{
    sip_message message;

    check_response(history, dialog->response_frame, 200, 299, NULL);
    g_assert_cmpuint(dialog->response_frame, !=, 0);
    check_request(history, dialog->request_frame, NULL);
    check_response(history, dialog->session_frame, 200, 299, NULL);
    g_assert_cmpuint(dialog->session_frame, >=, dialog->response_frame);
    check_request(history, dialog->ack_frame, "ACK");
    (void)frame_of(history, dialog->client_target.frame);
    (void)frame_of(history, dialog->server_target.frame);
    g_assert_true((dialog->request_frame == 0) == (dialog->client == NULL));
    g_assert_true((dialog->client == NULL) == (dialog->server == NULL));
    g_assert_nonnull(dialog->responder);
    g_assert_true(!kept_message_read(dialog->request, &message) || !message.is_response);
    g_assert_true(!kept_message_read(dialog->response, &message) || message.is_response);
    g_assert_true(!kept_message_read(dialog->ack, &message) || dialog->ack_frame != 0);
}

static sip_text
text_of(const char *string)
{
    return string != NULL ? sip_text_of(string) : (sip_text){ NULL, 0 };
}

static void
check_dialogs(const calls_history *history, const sip_call *call)
{
    unsigned count = 0;

    for (const sip_dialog *dialog = call->dialogs; dialog != NULL; dialog = dialog->next) {
        count_one(&count, SIP_CALL_MAX_DIALOGS);
        check_dialog(history, dialog);
        g_assert_nonnull(dialog_find(call->dialogs, text_of(dialog->from_tag), text_of(dialog->to_tag)));
        g_assert_nonnull(
            dialog_at_hop(call->dialogs, text_of(dialog->to_tag), text_of(dialog->from_tag), dialog->client, dialog->responder));
    }
    g_assert_true((call_dialog_frame(call) != 0) == (count > 0));
}

static void
check_side(sip_call *call, const sip_side *side)
{
    const sip_transaction *const invites[] = { side->invite, side->invite_before };

    for (size_t i = 0; i < G_N_ELEMENTS(invites); i++) {
        if (invites[i] != NULL) {
            g_assert_true(transaction_is_of(invites[i], "INVITE") && invites[i]->call == call);
            g_assert_cmpstr(invites[i]->request.from_tag, ==, side->tag);
        }
    }
    if (side->latest != NULL) {
        g_assert_true(side->latest->call == call && side->latest->request.cseq == side->cseq);
        g_assert_false(transaction_is_of(side->latest, "CANCEL"));
        g_assert_cmpstr(side->latest->request.from_tag, ==, side->tag);
    }
    g_assert_true(side->tag == NULL || call_side(call, side->tag) != NULL);
}

static void
check_legs(const sip_call *call)
{
    unsigned count = 0;
    bool is_there = false;

    for (const sip_call *leg = call_first_leg(call); leg != NULL; leg = call_next_leg(leg)) {
        count_one(&count, CALLS_MAX_FRAMES);
        is_there = is_there || leg == call;
    }
    g_assert_true(is_there);
}

static void
check_call(const calls_history *history, sip_call *call)
{
    g_assert_nonnull(call->id);
    check_legs(call);
    for (size_t i = 0; i < G_N_ELEMENTS(call->sides); i++) {
        check_side(call, &call->sides[i]);
    }
    check_dialogs(history, call);
    check_request(history, call->bye_frame, "BYE");
    check_request(history, call->replacing_frame, "REFER");
    check_request(history, call_ack(call)->frame, "ACK");
    check_response(history, call->refused_frame, 401, 407, NULL);
    g_assert_true(call_ack(call)->frame == 0 || (call_ack(call)->client != NULL && call_ack(call)->server != NULL));
    g_assert_true(call->subscription == NULL || transaction_is_of(call->subscription, "REFER") ||
                  transaction_is_of(call->subscription, "SUBSCRIBE"));
    g_assert_true(call->declined == NULL || transaction_is_of(call->declined, "INVITE"));
    g_assert_true(call->offered == NULL || call->offered->text != NULL);
}

static void
check_probe(const calls_history *history, const sip_endpoint *prober)
{
    const sip_transaction *probe = endpoint_silent_probe(prober, history->frames[history->last].time);

    if (probe != NULL) {
        g_assert_true(transaction_is_of(probe, "OPTIONS") && probe->client == prober && transaction_is_silent(probe));
    }
}

static void
check_endpoint(const calls_history *history, const sip_endpoint *endpoint)
{
    const sip_text address = endpoint_address(endpoint->name);

    g_assert_true(sip_text_equal(address, sip_text_of(endpoint->host->name)));
    g_assert_cmpuint(endpoint->last_frame, <=, endpoint->host->last_frame);
    g_assert_true(endpoint->last_frame == 0 || frame_of(history, endpoint->last_frame)->source == endpoint->name);
    g_assert_true(endpoint->srtp_frame == 0 || frame_of(history, endpoint->srtp_frame)->source == endpoint->name);
    g_assert_true(endpoint->answered == NULL ||
                  (endpoint->answered->server == endpoint && !transaction_is_silent(endpoint->answered)));
    check_request(history, endpoint->run.first_frame, NULL);
    check_probe(history, endpoint);
}

static void
check_run(const sip_transaction *transaction)
{
    const sip_silent_run *run = endpoint_silent_run(transaction);

    if (run != NULL) {
        g_assert_cmpuint(run->count, >=, 3);
        g_assert_true(run->server == transaction->server);
        g_assert_true(run->alive_frame < run->first_frame && run->first_frame <= transaction->request.frame);
    }
}

void
calls_check_judged(const calls_history *history, const sip_transaction *transaction, const sip_packet *packet)
{
    sip_text challenge;

    g_assert_cmpuint(packet->frame, ==, history->last);
    g_assert_true(transaction != NULL && transaction->method != NULL && transaction->call != NULL);
    g_assert_true(!packet->is_duplicate || packet->is_repetition);
    g_assert_true(packet->previous_frame != 0 || packet->previous_status == 0);
    g_assert_cmpuint(packet->previous_frame, <, packet->frame);
    check_response(history, packet->previous_frame, packet->previous_status, packet->previous_status, transaction);
    if (packet->unanswered != NULL) {
        g_assert_true(sip_is_challenge(packet->message->status) && packet->unanswered->count > 0);
        check_response(history, packet->unanswered->first_frame, 401, 407, NULL);
        check_response(history, packet->unanswered->last_frame, 401, 407, NULL);
        g_assert_cmpuint(packet->unanswered->first_frame, <=, packet->unanswered->last_frame);
    }
    const sip_transaction *child = transaction_relayed_child(transaction, packet);
    g_assert_true(child == NULL || child->parent == transaction);
    const sip_credentials *credentials = challenged_credentials(&transaction->request, packet->message, &challenge);
    g_assert_true(credentials == NULL || challenge.at != NULL);
}

void
calls_check_transaction(const calls_history *history, const sip_transaction *transaction)
{
    g_assert_true(transaction->method != NULL && transaction->call != NULL);
    check_request_of(history, transaction);
    check_credentials(history, &transaction->request);
    check_kept(transaction);
    check_answer(history, transaction, &transaction->final, 200, 999);
    check_progress(history, transaction);
    check_hops(transaction);
    check_leg(transaction);
    check_call(history, transaction->call);
    if (transaction->client != NULL) {
        check_endpoint(history, transaction->client);
        check_endpoint(history, transaction->server);
        check_run(transaction);
    }
    const sip_side *side = transaction_side(transaction);
    g_assert_true(side == NULL || g_strcmp0(side->tag, transaction->request.from_tag) == 0);
    const char *client = transaction->client != NULL ? transaction->client->name : NULL;
    const char *server = transaction->client != NULL ? transaction->server->name : NULL;
    g_assert_true(client == NULL || hops_between(transaction, client, server) != NULL);
}
