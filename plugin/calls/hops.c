/* hops.c
 * The hops of a request; see hops.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "hops.h"

/* A chain of parents that is longer is not believed, as no request makes so many hops (RFC 3261 8.1.1.6), even through B2BUAs. */
#define MAX_PARENTS 256

/* True if `child` may become a child of `parent`: no transaction is its own ancestor. */
static bool
may_be_parent(const sip_transaction *parent, const sip_transaction *child)
{
    unsigned count = 0;

    for (const sip_transaction *ancestor = parent; ancestor != NULL; ancestor = ancestor->parent) {
        if (ancestor == child || ++count > MAX_PARENTS) {
            return false;
        }
    }
    return true;
}

/* Lets the oldest children go that are too many. */
static void
limit_children(sip_transaction *parent)
{
    sip_transaction *last = parent->children;

    for (unsigned i = 1; i < SIP_TRANSACTION_MAX_CHILDREN && last != NULL; i++) {
        last = last->sibling;
    }
    if (last != NULL) {
        last->sibling = NULL;
    }
}

bool
hops_attach(sip_transaction *parent, sip_transaction *child)
{
    if (parent == NULL || child->parent != NULL || child->is_orphan || !may_be_parent(parent, child)) {
        return false;
    }
    child->parent = parent;
    child->sibling = parent->children;
    parent->children = child;
    limit_children(parent);
    return true;
}

const sip_transaction *
hops_next(const sip_transaction *first, const sip_transaction *transaction)
{
    if (transaction->children != NULL) {
        return transaction->children;
    }
    while (transaction != first && transaction->sibling == NULL) {
        transaction = transaction->parent;
    }
    return transaction != first ? transaction->sibling : NULL;
}

/* That hop or the first sibling after it that is of the same call. */
static sip_transaction *
hop_of_call(sip_transaction *hop)
{
    while (hop != NULL && hop->is_other_call) {
        hop = hop->sibling;
    }
    return hop;
}

bool
hops_go_on(const sip_transaction *transaction)
{
    return hop_of_call(transaction->children) != NULL;
}

const sip_transaction *
hops_between(const sip_transaction *transaction, const char *client, const char *server)
{
    for (const sip_transaction *next = transaction; next != NULL; next = hops_next(transaction, next)) {
        if (next->call == transaction->call && next->client != NULL && endpoint_names_share_host(next->client->name, client) &&
            endpoint_names_share_host(next->server->name, server)) {
            return next;
        }
    }
    return NULL;
}

/* The transaction after that one among the hops that follow the first within its call; NULL after the last. */
static sip_transaction *
next_hop_of_call(const sip_transaction *first, sip_transaction *hop)
{
    sip_transaction *next = hop->children;

    while (true) {
        next = hop_of_call(next);
        if (next != NULL || hop == first) {
            return next;
        }
        next = hop->sibling;
        hop = hop->parent;
    }
}

sip_transaction *
hops_from_client(sip_transaction *first, const sip_endpoint *client)
{
    sip_transaction *invite = first;

    while (invite != NULL && invite->client != client) {
        invite = next_hop_of_call(first, invite);
    }
    return invite;
}
