/* hops.h
 * The hops of a request: a transaction is one hop's, and those of the hops after it are its children.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_HOPS_H
#define SIPEXPERT_HOPS_H

#include "transaction.h"

/**
 * Makes a transaction the latest child of its parent, of which no more than SIP_TRANSACTION_MAX_CHILDREN are remembered. Returns false if the
 * parent is NULL, or the child has one already, waits for one, or is an ancestor of this one.
 */
bool hops_attach(sip_transaction *parent, sip_transaction *child);

/** Steps through all hops after `first`, which is given first as the transaction. Returns NULL after the last. */
const sip_transaction *hops_next(const sip_transaction *first, const sip_transaction *transaction);

/** True if the capture has a hop after it within its call: then the server is a proxy. */
bool hops_go_on(const sip_transaction *transaction);

/** The transaction, or what it became at the hop between these two endpoints, whatever their ports; NULL if it was not seen there. */
const sip_transaction *hops_between(const sip_transaction *transaction, const char *client, const char *server);

/** The transaction, or what it became within its call at a later hop, that the client sent; NULL if there is none. */
sip_transaction *hops_from_client(sip_transaction *first, const sip_endpoint *client);

#endif
