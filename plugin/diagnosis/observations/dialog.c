/* dialog.c
 * Observations of dialogs (RFC 3261 12); see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"

void
observe_unseen_dialog(finding *found)
{
    if (found->request->in_dialog && found->call->dialogs == NULL) {
        finding_show(found, OBSERVED_DIALOG_UNSEEN, NULL);
    }
}
