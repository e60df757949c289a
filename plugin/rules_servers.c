/* rules_servers.c
 * Servers and gateways that cannot: overload, time-outs, Q.850 causes of their lines.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

static bool
no_circuit(finding *found)
{
    const int cause = finding_q850(found);
    const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);

    if (entry == NULL || !finding_q850_is_circuit(found)) {
        return false;
    }
    finding_set_number(found, "number", cause);
    finding_set(found, "name", entry->name);
    return finding_conclude(found, "server.no-circuit");
}

static bool
overload(finding *found)
{
    const gint64 seconds = sip_text_number(sip_message_header(found->response, SIP_HEADER_RETRY_AFTER));

    finding_set_number(found, "seconds", seconds);
    return seconds >= 0 && finding_conclude(found, "server.overload");
}

static bool
bad_gateway(finding *found)
{
    return finding_conclude(found, "server.bad-gateway");
}

static bool
waited_in_vain(finding *found)
{
    return finding_conclude(found, "server.timeout");
}

static bool
no_response_seen(finding *found)
{
    return finding_conclude(found, "callee.no-response-seen");
}

static bool
cleared_with_cause(finding *found)
{
    const int cause = finding_q850(found);
    const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);

    if (entry == NULL) {
        return false;
    }
    finding_set_number(found, "number", cause);
    finding_set(found, "name", entry->name);
    return finding_conclude_as(found, "gateway.cause", found->result->entry->severity);
}

static bool
internal_error(finding *found)
{
    return finding_conclude(found, "server.internal");
}

static bool
unavailable(finding *found)
{
    return finding_conclude(found, "server.unavailable");
}

/* clang-format off */
const rule rules_for_servers[] = {
    { 480, 503, no_circuit },
    { 503, 503, overload },
    { 400, 699, cleared_with_cause },
    { 408, 408, no_response_seen },
    { 500, 500, internal_error },
    { 502, 502, bad_gateway },
    { 503, 503, unavailable },
    { 504, 504, waited_in_vain },
    { 0, 0, NULL },
};
/* clang-format on */
