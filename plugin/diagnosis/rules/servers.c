/* servers.c
 * Servers and gateways that cannot: overload, time-outs, Q.850 causes of their lines.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

bool
servers_no_circuit(finding *found)
{
    const int cause = found->q850;
    const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);

    if (entry == NULL || !finding_q850_is_circuit(found)) {
        return false;
    }
    finding_set_placeholder_number(found, "number", cause);
    finding_set_placeholder(found, "name", entry->name);
    return finding_conclude(found, VERDICT_SERVER_NO_CIRCUIT);
}

bool
servers_overload(finding *found)
{
    const gint64 seconds = sip_text_number(sip_message_header(found->response, SIP_HEADER_RETRY_AFTER));

    finding_set_placeholder_number(found, "seconds", seconds);
    return seconds >= 0 && finding_conclude(found, VERDICT_SERVER_OVERLOAD);
}

bool
servers_cleared_with_cause(finding *found)
{
    const int cause = found->q850;
    const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);

    if (entry == NULL) {
        return false;
    }
    finding_set_placeholder_number(found, "number", cause);
    finding_set_placeholder(found, "name", entry->name);
    return finding_conclude_as(found, VERDICT_GATEWAY_CAUSE, found->result->entry->severity);
}
