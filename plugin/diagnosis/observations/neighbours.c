/* neighbours.c
 * Observations of what came before the request in its call; see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"

/* The INVITE that the same side sent before; NULL if this one is not its latest. */
static const sip_transaction *
invite_before(const finding *found)
{
    for (size_t i = 0; i < G_N_ELEMENTS(found->call->sides); i++) {
        const sip_side *side = &found->call->sides[i];
        if (side->invite == found->transaction) {
            return side->invite_before;
        }
    }
    return NULL;
}

void
observe_redirection(finding *found)
{
    const sip_transaction *before = found->request->in_dialog ? NULL : invite_before(found);

    if (before == NULL || before->final.status < 300 || before->final.status >= 400 || before->server == NULL) {
        return;
    }
    finding_show(found, before->server == found->transaction->server ? OBSERVED_REDIRECTED_AND_BACK : OBSERVED_REDIRECTED_BEFORE,
                 "element", before->server->name, "code", finding_number(found, before->final.status), "frame",
                 finding_number(found, before->final.frame), NULL);
}
