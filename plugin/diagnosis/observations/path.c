/* path.c
 * Observations of the way of a request from hop to hop (RFC 3261 16.3, 8.2.2.2); see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"
#include "request_details.h"
#include "via.h"

#include <string.h>

#define DEFAULT_PORT ":5060"

/* True if a sent-by, which may lack the port, is that address:port (RFC 3261 18.1.1). */
static bool
is_endpoint(sip_text sent_by, const char *endpoint)
{
    const char *port = strrchr(endpoint, ':');

    return sip_text_is(sent_by, endpoint) || (port != NULL && strcmp(port, DEFAULT_PORT) == 0 &&
                                              sip_text_equal_any_case(sent_by, (sip_text){ endpoint, (size_t)(port - endpoint) }));
}

/* The receiver's place in Via below the top: its sent-by is the address that the capture shows. */
static bool
is_in_via(finding *found)
{
    const sip_message *request = finding_request(found);
    sip_via via;

    for (unsigned i = 1; request != NULL && i < SIP_REQUEST_MAX_VIAS && sip_message_via(request, i, &via); i++) {
        if (via.sent_by.size > 0 && is_endpoint(via.sent_by, found->transaction->server->name)) {
            return true;
        }
    }
    return false;
}

/* The hop on which the receiver of the request sent it before; NULL if that was not seen. Its sent-by may be a name. */
static const sip_transaction *
hop_sent_by_receiver(const sip_transaction *transaction)
{
    for (const sip_transaction *hop = transaction->parent; hop != NULL && !hop->is_other_call; hop = hop->parent) {
        if (hop->client == transaction->server) {
            return hop;
        }
    }
    return NULL;
}

const char *
observe_return(finding *found)
{
    const sip_transaction *transaction = found->transaction;

    if (transaction->server == NULL) {
        return NULL;
    }
    const char *receiver = transaction->server->name;
    const sip_transaction *hop = hop_sent_by_receiver(transaction);
    if (hop == NULL && !is_in_via(found)) {
        return NULL;
    }
    finding_show(found, OBSERVED_RETURN, "element", receiver, "frame", finding_number(found, found->request->frame), NULL);
    if (hop != NULL) {
        finding_show(found, OBSERVED_PASSED_ON, "element", receiver, "frame", finding_number(found, hop->request.frame), NULL);
    }
    return receiver;
}

/* The hop after `above` that leads to the server and is not `except`; NULL if there is none. */
static const sip_transaction *
hop_to(const sip_transaction *above, const sip_endpoint *server, const sip_transaction *except)
{
    for (const sip_transaction *hop = above->children; hop != NULL; hop = hop->sibling) {
        if (hop != except && hop->server == server) {
            return hop;
        }
    }
    return NULL;
}

/* Looks at the hops after each element that the request passed, and after those elements' other branches. */
static const sip_transaction *
other_hop_to_server(const sip_transaction *transaction)
{
    for (const sip_transaction *above = transaction->parent; above != NULL; above = above->parent) {
        const sip_transaction *other = hop_to(above, transaction->server, transaction);
        for (const sip_transaction *branch = above->children; other == NULL && branch != NULL; branch = branch->sibling) {
            other = hop_to(branch, transaction->server, transaction);
        }
        if (other != NULL) {
            return other;
        }
    }
    return NULL;
}

static bool
is_before(const sip_transaction *hop, const sip_transaction *transaction)
{
    for (const sip_transaction *above = transaction; above != NULL; above = above->parent) {
        if (above == hop) {
            return true;
        }
    }
    return false;
}

/* The first INVITE with this CSeq number, if the server got that as well; where they parted may be outside the capture. */
static const sip_transaction *
first_at_server(const sip_transaction *transaction)
{
    const sip_side *side = transaction_side(transaction);
    const sip_transaction *first = side != NULL && transaction_is_of(transaction, "INVITE") ? side->invite : NULL;

    return first != NULL && first->server == transaction->server && first->request.cseq == transaction->request.cseq &&
                   !is_before(first, transaction)
               ? first
               : NULL;
}

bool
observe_other_path(finding *found)
{
    const sip_transaction *other = found->transaction->server != NULL ? other_hop_to_server(found->transaction) : NULL;

    if (other == NULL && found->transaction->server != NULL) {
        other = first_at_server(found->transaction);
    }

    if (other == NULL) {
        return false;
    }
    finding_show(found, OBSERVED_OTHER_PATH, "element", other->server->name, "frame", finding_number(found, other->request.frame),
                 "source", other->client->name, NULL);
    return true;
}
