/* rules_branches.c
 * Responses that are explained by other ones: repeated, relayed from the next hop, or made because the branches below failed
 * (RFC 3261 16.7).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

#include <string.h>

#define MAX_BRANCHES 16

static void
take_over(finding *found, const diagnosis *from)
{
    diagnosis *result = found->result;

    result->verdict = from->verdict;
    result->severity = from->severity;
    result->certain = from->certain;
    result->cause = g_strdup(from->cause);
    result->fix = g_strdup(from->fix);
    result->origin = g_strdup(from->origin);
    result->origin_frame = from->origin_frame;
    for (char **line = from->evidence; line != NULL && *line != NULL; line++) {
        g_ptr_array_add(found->evidence, g_strdup(*line));
    }
}

/* The final response to INVITE is repeated until its ACK comes (RFC 3261 13.3.1.4, 17.2.1). */
static bool
repeated_for_want_of_ack(finding *found)
{
    const sip_answer *answer = &found->transaction->final;
    const bool acknowledged = found->call->ack_frame > answer->frame && found->call->ack_cseq == found->request->cseq;

    finding_set_number(found, "count", answer->count);
    if (acknowledged) {
        finding_show_frame(found, "ack", found->call->ack_frame);
        return finding_conclude(found, "ack.late");
    }
    finding_show_frame(found, "no-ack", answer->frame);
    return finding_conclude(found, answer->count >= 2 ? "ack.lost" : "ack.late");
}

static bool
repeated(finding *found)
{
    const bool final = found->response->status >= 200;
    const sip_answer *answer = final ? &found->transaction->final : &found->transaction->progress;

    if (!found->result->retransmission) {
        return false;
    }
    if (final && finding_is_of(found, "INVITE") && found->request->sendings < 2) {
        return repeated_for_want_of_ack(found);
    }
    take_over(found, answer->diagnosis);
    return true;
}

static bool
relayed(finding *found)
{
    const sip_transaction *child = transaction_relayed_child(found->transaction, found->response);
    const sip_answer *answer;

    if (child == NULL) {
        return false;
    }
    found->relays = true;
    answer = found->response->status < 200 ? &child->progress : &child->final;
    if (found->response->status >= 300) {
        finding_show_frame(found, "relayed", answer->frame);
    }
    take_over(found, answer->diagnosis);
    return true;
}

/* A branch that went on and was answered by nobody. One that got a 100 reached somebody. */
static const sip_transaction *
silent_branch(const finding *found)
{
    const sip_transaction *child = found->transaction->children;

    return child != NULL && child->request.frame != 0 && child->final.status == 0 && child->progress.status == 0 ? child : NULL;
}

static bool
next_hop_silent(finding *found)
{
    const sip_transaction *child = silent_branch(found);

    if (child == NULL) {
        return false;
    }
    finding_set(found, "destination", child->server->name);
    finding_set_number(found, "count", child->request.sendings);
    finding_show(found, "branch-silent", "element", child->server->name, "method", child->method, "frame",
                 finding_number(found, child->request.frame), "count", finding_number(found, child->request.sendings), NULL);
    if (child->icmp_frame == 0) {
        return finding_conclude(found, "callee.no-response");
    }
    finding_set_number(found, "frame", child->icmp_frame);
    finding_show(found, "icmp", "frame", finding_number(found, child->icmp_frame), "method", child->method, "element",
                 child->server->name, NULL);
    return finding_conclude(found, "server.unreachable");
}

/* Challenges are answered by another request, and a cancelled branch did not fail. */
static bool
has_failed(const sip_transaction *child)
{
    return child->final.status >= 300 && child->final.status != 401 && child->final.status != 407 && child->final.status != 487;
}

static const sip_transaction *
only_challenged_branch(const sip_transaction *transaction)
{
    const sip_transaction *child = transaction->children;

    return child != NULL && (child->final.status == 401 || child->final.status == 407) ? child : NULL;
}

static bool
all_branches_failed(finding *found, unsigned failed)
{
    unsigned seen = 0;

    for (const sip_transaction *child = found->transaction->children; child != NULL && seen < MAX_BRANCHES;
         child = child->sibling) {
        seen++;
        if (has_failed(child)) {
            finding_show(found, "branch", "element", child->server != NULL ? child->server->name : NULL, "code",
                         finding_number(found, child->final.status), "frame", finding_number(found, child->final.frame), NULL);
        }
    }
    finding_set_number(found, "count", failed);
    return finding_conclude(found, "fork.all-failed");
}

static void
show_link(finding *found, const sip_transaction *child)
{
    const char *frame = finding_number(found, child->final.frame);
    const char *code = finding_number(found, child->final.status);
    const char *element = child->server != NULL ? child->server->name : NULL;

    if (child->is_other_call) {
        finding_show(found, "other-leg", "element", child->client->name, "user",
                     child->request.from_user != NULL ? child->request.from_user : child->request.user, "method", child->method,
                     "frame", finding_number(found, child->request.frame), NULL);
    }
    if (child->final.status != found->response->status) {
        finding_show(found, "changed", "code", code, "element", element, "frame", frame, "status",
                     finding_number(found, found->response->status), NULL);
    } else {
        finding_show(found, "branch", "element", element, "code", code, "frame", frame, NULL);
    }
}

static bool
branch_failed(finding *found)
{
    const sip_transaction *last = NULL;
    unsigned failed = 0;
    unsigned seen = 0;

    for (const sip_transaction *child = found->transaction->children; child != NULL && seen < MAX_BRANCHES;
         child = child->sibling) {
        seen++;
        if (has_failed(child)) {
            last = last == NULL ? child : last;
            failed++;
        }
    }
    if (failed >= 2) {
        return all_branches_failed(found, failed);
    }
    last = last != NULL ? last : only_challenged_branch(found->transaction);
    if (last == NULL) {
        return false;
    }
    show_link(found, last);
    take_over(found, last->final.diagnosis);
    return true;
}

const rule rules_for_repeats[] = {
    { 100, 699, repeated },
    { 100, 699, relayed },
    { 0, 0, NULL },
};

const rule rules_for_branches[] = {
    { 400, 699, next_hop_silent },
    { 400, 699, branch_failed },
    { 0, 0, NULL },
};
