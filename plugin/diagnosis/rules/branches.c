/* branches.c
 * Responses that are explained by other ones: relayed from the next hop, or made because the branches below failed
 * (RFC 3261 16.7).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "icmp.h"
#include "rules.h"

#include <string.h>

void
branches_take_over(finding *found, const diagnosis *from)
{
    diagnosis *result = found->result;

    result->verdict = from->verdict;
    result->severity = from->severity;
    result->certain = from->certain;
    result->stated = from->stated;
    memcpy(result->ends, from->ends, sizeof result->ends);
    result->origin = from->origin;
    result->origin_frame = from->origin_frame;
    found->facts[0] = from->verdict != NULL ? from->facts[0] : NULL;
    for (guint i = from->verdict != NULL ? 1 : 0; i < from->fact_count; i++) {
        finding_add(found, from->facts[i]);
    }
}

/* Challenges are answered by another request, redirections by another target, and a cancelled branch did not fail. */
static bool
has_failed(const sip_transaction *child)
{
    return child->final.status >= 400 && child->final.status != 401 && child->final.status != 407 && child->final.status != 487;
}

/* How many branches failed; *last is the latest of them, or unchanged. */
static unsigned
count_failed(const sip_transaction *transaction, const sip_transaction **last)
{
    unsigned failed = 0;
    for (const sip_transaction *child = transaction->children; child != NULL; child = child->sibling) {
        if (has_failed(child)) {
            *last = failed == 0 ? child : *last;
            failed++;
        }
    }
    return failed;
}

static void
show_silent(finding *found, const sip_transaction *child)
{
    finding_show(found, EVIDENCE_BRANCH_SILENT, "element", child->server->name, "method", finding_copy_string(found, child->method),
                 "frame", finding_number(found, child->request.frame), "count", finding_number(found, child->transmissions), NULL);
}

/* Targets that were tried before, without an answer. */
static void
show_silent_branches(finding *found)
{
    for (const sip_transaction *child = found->transaction->children; child != NULL; child = child->sibling) {
        if (transaction_is_silent(child)) {
            show_silent(found, child);
            if (transaction_progress(child)->icmp_frame != 0) {
                (void)icmp_show(found, child);
            }
        }
    }
}

/* True if the response in that frame is one of this call, of the branch or of a hop after it. */
static bool
has_response(const sip_transaction *branch, guint32 frame)
{
    while (branch != NULL && branch->final.frame != frame) {
        const sip_transaction *next = branch->children;
        while (next != NULL && (next->is_other_call || next->final.status != branch->final.status)) {
            next = next->sibling;
        }
        branch = next;
    }
    return branch != NULL;
}

/* Where the relayed response was seen first; what another call's response explains is no response of this call. */
static void
show_maker(finding *found, const sip_transaction *child, const diagnosis *from)
{
    if (has_response(child, from->origin_frame)) {
        finding_show(found, EVIDENCE_MADE_BY, "element", from->origin, "frame", finding_number(found, from->origin_frame), NULL);
    } else {
        finding_show_frame(found, EVIDENCE_RELAYED, child->final.frame);
    }
}

bool
branches_relayed(finding *found)
{
    const sip_transaction *child = transaction_relayed_child(found->transaction, found->packet);
    const sip_transaction *last = NULL;
    const diagnosis *from;

    /* What a proxy chose among several failures is explained by all of them. */
    if (child == NULL || (found->response->status >= 400 && count_failed(found->transaction, &last) > 1)) {
        return false;
    }
    found->relays = true;
    from = found->response->status < 200 ? transaction_progress(child)->provisional.diagnosis : child->final.diagnosis;
    if (found->response->status >= 300) {
        show_maker(found, child, from);
        show_silent_branches(found);
    }
    branches_take_over(found, from);
    return true;
}

static void
show_failed_branches(finding *found)
{
    for (const sip_transaction *child = found->transaction->children; child != NULL; child = child->sibling) {
        if (has_failed(child)) {
            finding_show(found, EVIDENCE_BRANCH, "element", child->server != NULL ? child->server->name : NULL, "code",
                         finding_number(found, child->final.status), "frame", finding_number(found, child->final.frame), NULL);
        }
    }
}

/* A proxy waits for all branches, and 408 is what it says when one never answered; other failures tell of the branch tried last. */
static const sip_transaction *
silent_branch(const finding *found)
{
    for (const sip_transaction *child = found->transaction->children; child != NULL; child = child->sibling) {
        /* A branch that got a 100 reached somebody. */
        if (transaction_is_silent(child)) {
            return child;
        }
        if (found->response->status != 408) {
            return NULL;
        }
    }
    return NULL;
}

bool
branches_next_hop_silent(finding *found)
{
    static const catalog_verdict_id unreachable[] = {
        [ICMP_OTHER] = VERDICT_SERVER_UNREACHABLE,     [ICMP_PORT] = VERDICT_SERVER_UNREACHABLE_PORT,
        [ICMP_HOST] = VERDICT_SERVER_UNREACHABLE_HOST, [ICMP_PROHIBITED] = VERDICT_SERVER_UNREACHABLE_PROHIBITED,
        [ICMP_TOO_LARGE] = VERDICT_SERVER_UNREACHABLE, [ICMP_LOOP] = VERDICT_SERVER_UNREACHABLE,
    };
    const sip_transaction *child = silent_branch(found);

    if (child == NULL) {
        return false;
    }
    finding_set_placeholder(found, "destination", child->server->name);
    finding_set_placeholder_number(found, "count", child->transmissions);
    show_silent(found, child);
    show_failed_branches(found);
    if (transaction_progress(child)->icmp_frame == 0) {
        /* Who repeats a request got no response; of one sending, the response may have escaped the capture. */
        return finding_conclude_if_shown(found, VERDICT_CALLEE_NO_RESPONSE, child->transmissions > 1);
    }
    return finding_conclude(found, unreachable[icmp_show(found, child)]);
}

/* The latest branch, if all it got was a challenge that nobody answered. */
static const sip_transaction *
only_challenged_branch(const sip_transaction *transaction)
{
    const sip_transaction *child = transaction->children;

    return child != NULL && sip_is_challenge(child->final.status) ? child : NULL;
}

static bool
all_branches_failed(finding *found, unsigned failed)
{
    const sip_transaction *chosen = transaction_relayed_child(found->transaction, found->packet);

    show_failed_branches(found);
    if (chosen != NULL) {
        const diagnosis *of_chosen = chosen->final.diagnosis;
        finding_show_frame(found, EVIDENCE_RELAYED, chosen->final.frame);
        found->result->origin = of_chosen->origin;
        found->result->origin_frame = of_chosen->origin_frame;
    }
    finding_set_placeholder_number(found, "count", failed);
    return finding_conclude(found, VERDICT_FORK_ALL_FAILED);
}

/* A branch that still rings when a 408 ends the call: the failure of another branch is not the reason. */
static bool
another_branch_rings(const finding *found)
{
    for (const sip_transaction *child = found->transaction->children; child != NULL; child = child->sibling) {
        if (!sip_answer_is_there(&child->final) && transaction_progress(child)->ringing_frame != 0) {
            return found->response->status == 408;
        }
    }
    return false;
}

static void
show_other_leg(finding *found, const sip_transaction *child)
{
    const char *element = child->client->name;
    const char *method = finding_copy_string(found, child->method);
    const char *frame = finding_number(found, child->request.frame);

    if (child->linked_by == SIP_HEADER_FROM || child->linked_by == SIP_HEADER_TO) {
        const sip_request *leg = &child->request;
        finding_show(found, EVIDENCE_OTHER_LEG, "element", element, "user",
                     finding_copy_string(found, child->linked_by == SIP_HEADER_FROM ? leg->from_user : leg->user), "method", method,
                     "frame", frame, NULL);
    } else {
        finding_show(found, EVIDENCE_OTHER_LEG_HEADER, "element", element, "name", sip_header_name(child->linked_by), "method",
                     method, "frame", frame, NULL);
    }
}

static void
show_link(finding *found, const sip_transaction *child)
{
    const char *frame = finding_number(found, child->final.frame);
    const char *code = finding_number(found, child->final.status);
    const char *element = child->server != NULL ? child->server->name : NULL;

    if (child->is_other_call) {
        show_other_leg(found, child);
    }
    if (child->final.status != found->response->status) {
        finding_show(found, EVIDENCE_CHANGED, "code", code, "element", element, "frame", frame, "status",
                     finding_number(found, found->response->status), NULL);
    } else {
        finding_show(found, EVIDENCE_BRANCH, "element", element, "code", code, "frame", frame, NULL);
    }
}

bool
branches_failed(finding *found)
{
    const sip_transaction *last = NULL;
    const unsigned failed = count_failed(found->transaction, &last);

    if (another_branch_rings(found)) {
        return false;
    }
    if (failed >= 2) {
        return all_branches_failed(found, failed);
    }
    last = last != NULL ? last : only_challenged_branch(found->transaction);
    /* A challenge that nobody answered is no reason by itself: it only shows what the element lacked. */
    if (last == NULL || (!has_failed(last) && !diagnosis_is_failure(last->final.diagnosis))) {
        return false;
    }
    show_link(found, last);
    show_silent_branches(found);
    branches_take_over(found, last->final.diagnosis);
    return true;
}

void
branches_show_unfinished(finding *found)
{
    const sip_transaction *challenged = only_challenged_branch(found->transaction);

    if (another_branch_rings(found)) {
        show_failed_branches(found);
    } else if (challenged != NULL) {
        show_link(found, challenged);
    }
}
