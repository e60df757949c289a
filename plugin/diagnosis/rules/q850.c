/* q850.c
 * Causes that something else than the code tells: gateways that do not answer keep-alives, and Q.850 causes that say
 * more than any code (RFC 6432).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

/* OPTIONS that an element sent to others and that nobody answered hint at why it has no way for this request. */
bool
q850_gateway_down(finding *found)
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

bool
q850_unallocated(finding *found)
{
    return found->q850 == Q850_UNALLOCATED_NUMBER && finding_conclude(found, VERDICT_ROUTE_UNALLOCATED_NUMBER);
}

bool
q850_no_route(finding *found)
{
    const int cause = found->q850;

    return (cause == Q850_NO_ROUTE_TO_NETWORK || cause == Q850_NO_ROUTE_TO_DESTINATION) &&
           finding_conclude(found, VERDICT_ROUTE_NO_ROUTE);
}

bool
q850_busy(finding *found)
{
    return found->q850 == Q850_USER_BUSY && finding_conclude(found, VERDICT_USER_BUSY_CONFIRMED);
}

bool
q850_rejected(finding *found)
{
    return found->q850 == Q850_CALL_REJECTED && finding_conclude(found, VERDICT_USER_REJECTED);
}

bool
q850_number_changed(finding *found)
{
    return found->q850 == Q850_NUMBER_CHANGED && finding_conclude(found, VERDICT_ROUTE_NUMBER_CHANGED);
}
