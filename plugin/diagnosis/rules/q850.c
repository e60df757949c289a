/* q850.c
 * Causes that stand behind a code and are told by something else: gateways that do not answer keep-alives, and Q.850 causes that say
 * more than any code (RFC 6432).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

/* OPTIONS that an element sent to others and that nobody answered hint at why it has no way for this request. */
static bool
gateway_down(finding *found)
{
    const sip_endpoint *server = found->transaction->server;
    const sip_transaction *probe = server != NULL ? server->open_probe : NULL;

    if (probe == NULL || finding_is_of(found, "REGISTER") || found->packet->time - probe->request.time < G_USEC_PER_SEC / 2) {
        return false;
    }
    finding_set_placeholder(found, "destination", probe->server->name);
    finding_set_placeholder_number(found, "frame", probe->request.frame);
    finding_show(found, "probe", "element", probe->server->name, "frame", finding_number(found, probe->request.frame), NULL);
    return finding_conclude(found, "server.gateway-down");
}

static bool
unallocated(finding *found)
{
    return found->q850 == 1 && finding_conclude(found, "route.unallocated-number");
}

static bool
no_route(finding *found)
{
    const int cause = found->q850;

    return (cause == 2 || cause == 3) && finding_conclude(found, "route.no-route");
}

static bool
busy(finding *found)
{
    return found->q850 == 17 && finding_conclude(found, "user.busy-confirmed");
}

static bool
rejected(finding *found)
{
    return found->q850 == 21 && finding_conclude(found, "user.rejected");
}

static bool
number_changed(finding *found)
{
    return found->q850 == 22 && finding_conclude(found, "route.number-changed");
}

/* clang-format off */
const rule rules_for_q850[] = {
    { 404, 404, gateway_down, NULL },
    { 408, 408, gateway_down, NULL },
    { 480, 480, gateway_down, NULL },
    { 503, 503, gateway_down, NULL },
    { 400, 699, unallocated, NULL },
    { 400, 699, no_route, NULL },
    { 400, 699, busy, NULL },
    { 400, 699, rejected, NULL },
    { 301, 699, number_changed, NULL },
    { 0, 0, NULL, NULL },
};
/* clang-format on */
