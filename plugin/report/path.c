/* path.c
 * The path of a request over the hops that a capture shows; see report.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report.h"

/* A path longer than this is a loop. */
#define MAX_PATH 16

static void
add_hop(GArray *path, const sip_endpoint *endpoint, bool is_silent)
{
    if (endpoint != NULL && path->len < MAX_PATH) {
        const report_hop hop = { .element = endpoint->name, .is_silent = is_silent };
        g_array_append_val(path, hop);
    }
}

static bool
has_failed(const sip_transaction *child)
{
    return child->final.status >= 300;
}

/*
 * The child whose failure the transaction passes on: the one with its very response, or else the latest to fail, or the latest that was
 * tried. A 408 of its own is about one that did not respond.
 */
static const sip_transaction *
next_hop(const sip_transaction *transaction)
{
    const sip_transaction *failed = NULL;
    const sip_transaction *silent = NULL;

    for (const sip_transaction *child = transaction->children; child != NULL; child = child->sibling) {
        if (has_failed(child) && child->final.status == transaction->final.status &&
            g_strcmp0(child->final.to_tag, transaction->final.to_tag) == 0) {
            return child;
        }
        silent = sip_answer_is_there(&child->final) ? silent : child;
        if (has_failed(child) && (failed == NULL || child->final.frame > failed->final.frame)) {
            failed = child;
        }
    }
    if (transaction->final.status == 408 && silent != NULL) {
        return silent;
    }
    return failed != NULL ? failed : transaction->children;
}

/* The branches before that one that got no response, the first one first. */
static void
add_silent_branches(GArray *path, const sip_transaction *branch)
{
    const guint begin = path->len;

    for (const sip_transaction *child = branch->parent->children; child != NULL; child = child->sibling) {
        if (child != branch && transaction_is_silent(child) && child->request.frame < branch->request.frame &&
            path->len < MAX_PATH) {
            const report_hop hop = { .element = child->server->name, .is_silent = true };
            g_array_insert_val(path, begin, hop);
        }
    }
}

static void
add_hops_before(GArray *path, const sip_transaction *transaction)
{
    const sip_transaction *hops[MAX_PATH];
    guint count = 0;

    for (const sip_transaction *hop = transaction->parent; hop != NULL && count < MAX_PATH; hop = hop->parent) {
        hops[count++] = hop;
    }
    add_hop(path, count > 0 ? hops[count - 1]->client : transaction->client, false);
    while (count > 0) {
        add_hop(path, hops[--count]->server, false);
    }
}

GArray *
report_case_path(const report_case *this_case)
{
    GArray *path = g_array_new(FALSE, FALSE, sizeof(report_hop));
    const sip_transaction *hop = this_case->transaction;

    add_hops_before(path, hop);
    add_hop(path, hop->server, false);
    /* A request without response ends where there was none. */
    while (path->len < MAX_PATH && sip_answer_is_there(&hop->final) && (hop = next_hop(hop)) != NULL) {
        add_silent_branches(path, hop);
        add_hop(path, hop->server, false);
    }
    return path;
}
