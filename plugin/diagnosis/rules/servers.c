/* servers.c
 * Servers and gateways that cannot: overload, time-outs, Q.850 causes of their lines.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

static bool
no_circuit(finding *found)
{
    const int cause = found->q850;
    const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);

    if (entry == NULL || !finding_q850_is_circuit(found)) {
        return false;
    }
    finding_set_placeholder_number(found, "number", cause);
    finding_set_placeholder(found, "name", entry->name);
    return finding_conclude(found, "server.no-circuit");
}

static bool
overload(finding *found)
{
    const gint64 seconds = sip_text_number(sip_message_header(found->response, SIP_HEADER_RETRY_AFTER));

    finding_set_placeholder_number(found, "seconds", seconds);
    return seconds >= 0 && finding_conclude(found, "server.overload");
}

static bool
cleared_with_cause(finding *found)
{
    const int cause = found->q850;
    const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);

    if (entry == NULL) {
        return false;
    }
    finding_set_placeholder_number(found, "number", cause);
    finding_set_placeholder(found, "name", entry->name);
    return finding_conclude_as(found, "gateway.cause", found->result->entry->severity);
}

/* clang-format off */
const rule rules_for_servers[] = {
    { 480, 503, no_circuit, NULL },
    { 503, 503, overload, NULL },
    { 400, 699, cleared_with_cause, NULL },
    { 408, 408, NULL, "callee.no-response-seen" },
    { 500, 500, NULL, "server.internal" },
    { 502, 502, NULL, "server.bad-gateway" },
    { 503, 503, NULL, "server.unavailable" },
    { 504, 504, NULL, "server.timeout" },
    { 0, 0, NULL, NULL },
};
/* clang-format on */
