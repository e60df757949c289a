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

/* Causes that say no more than that the call was refused or ended (ITU-T Q.850). */
static bool
is_unspecific(int cause)
{
    return cause == Q850_NORMAL_CLEARING || cause == Q850_USER_BUSY || cause == Q850_CALL_REJECTED ||
           cause == Q850_NORMAL_UNSPECIFIED || cause == Q850_INTERWORKING;
}

/* Nobody declined: a gateway sends 603 for a failure that the cause names. */
bool
servers_declined_with_cause(finding *found)
{
    const catalog_reason *entry = catalog_find_q850(found->knowledge, found->q850);

    if (entry == NULL || is_unspecific(found->q850)) {
        return false;
    }
    finding_set_placeholder_number(found, "number", found->q850);
    finding_set_placeholder(found, "name", entry->name);
    return finding_conclude_as(found, VERDICT_GATEWAY_CAUSE, CATALOG_WARN);
}

/* A 603 may be a rule that the callee wants; a 408 that no timer made has to be looked after. */
bool
servers_refused_at_once(finding *found)
{
    if (!finding_has(found, OBSERVED_AT_ONCE)) {
        return false;
    }
    finding_set_placeholder_number(found, "milliseconds", found->result->time / 1000);
    return finding_conclude_as(found, VERDICT_SERVER_IMMEDIATE_REFUSAL,
                               found->response->status == 408 ? CATALOG_WARN : CATALOG_NOTE);
}
