/* q850.c
 * Causes that something else than the code tells: gateways that do not answer keep-alives, and Q.850 causes that say
 * more than any code (RFC 6432).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

/* OPTIONS that an element sent to others and that nobody answered hint at why it has no way for this request. */
static bool
conclude_gateway_down(finding *found)
{
    const sip_endpoint *server = found->transaction->server;
    const sip_transaction *probe = server != NULL ? endpoint_silent_probe(server, found->packet->time) : NULL;

    if (probe == NULL || finding_is_of(found, "REGISTER")) {
        return false;
    }
    finding_set_placeholder(found, "destination", probe->server->name);
    finding_set_placeholder_number(found, "frame", probe->request.frame);
    finding_show(found, EVIDENCE_PROBE, "element", probe->server->name, "frame", finding_number(found, probe->request.frame), NULL);
    return finding_conclude(found, VERDICT_SERVER_GATEWAY_DOWN);
}

static bool
has_no_route(const finding *found)
{
    return found->q850 == Q850_NO_ROUTE_TO_NETWORK || found->q850 == Q850_NO_ROUTE_TO_DESTINATION;
}

/* A response that says that no route or trunk is left, in words or by its cause. */
bool
q850_lost_gateway(finding *found)
{
    const catalog_topic topic = finding_topic(found);
    const bool is_stated = topic == TOPIC_ROUTING || topic == TOPIC_TRUNK;

    return (is_stated || (topic == TOPIC_NONE && has_no_route(found))) && conclude_gateway_down(found);
}

/* One that says nothing. */
bool
q850_gateway_down(finding *found)
{
    return finding_stated(found).at == NULL && conclude_gateway_down(found);
}

/* Codes that say themselves why; ISDN gateways put any number beside them. */
static bool
has_clear_code(const finding *found)
{
    static const int codes[] = { 302, 428, 433, 501, 607, 608 };

    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        if (codes[i] == found->response->status) {
            return true;
        }
    }
    return found->response->status == 603 && finding_phrase_contains(found, "Network Blocked");
}

static bool
has_cause(const finding *found, int cause)
{
    return found->q850 == cause && !has_clear_code(found);
}

/* Words beside the number may say something else. */
static bool
conclude(finding *found, catalog_verdict_id verdict)
{
    const bool certain = catalog_verdict_of(found->knowledge, verdict)->certain;

    return finding_conclude_if_shown(found, verdict, certain && finding_stated(found).at == NULL);
}

bool
q850_unallocated(finding *found)
{
    return has_cause(found, Q850_UNALLOCATED_NUMBER) && conclude(found, VERDICT_ROUTE_UNALLOCATED_NUMBER);
}

bool
q850_no_route(finding *found)
{
    return (has_cause(found, Q850_NO_ROUTE_TO_NETWORK) || has_cause(found, Q850_NO_ROUTE_TO_DESTINATION)) &&
           conclude(found, VERDICT_ROUTE_NO_ROUTE);
}

bool
q850_busy(finding *found)
{
    return has_cause(found, Q850_USER_BUSY) && conclude(found, VERDICT_USER_BUSY_CONFIRMED);
}

bool
q850_rejected(finding *found)
{
    return has_cause(found, Q850_CALL_REJECTED) && conclude(found, VERDICT_USER_REJECTED);
}

bool
q850_number_changed(finding *found)
{
    return has_cause(found, Q850_NUMBER_CHANGED) && conclude(found, VERDICT_ROUTE_NUMBER_CHANGED);
}
