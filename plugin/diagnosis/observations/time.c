/* time.c
 * Observations of time: how long it rang or waited before a failure, and failures that come sooner than any person or timer decides; see
 * observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"

#define US_OF_MS 1000

/* No person decides so fast, and no timer of SIP is so short (RFC 3261 appendix A). */
#define AT_ONCE ((gint64)100 * US_OF_MS)

/* Seconds with a tenth, as a text that a finding may hold. */
static const char *
seconds_between(finding *found, gint64 begin, gint64 end)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    const gint64 tenths = (end - begin + G_USEC_PER_SEC / 20) / (G_USEC_PER_SEC / 10);

    g_snprintf(text, sizeof text, "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, tenths / 10, tenths % 10);
    return finding_keep_text(found, text);
}

void
observe_waiting(finding *found)
{
    const sip_progress *progress = transaction_progress(found->transaction);

    if (!finding_is_of(found, "INVITE")) {
        return;
    }
    if (progress->ringing_frame != 0) {
        finding_show(found, OBSERVED_RANG, "frame", finding_number(found, progress->ringing_frame), "seconds",
                     seconds_between(found, progress->ringing_time, found->packet->time), NULL);
    } else if (progress->queued_frame != 0) {
        finding_show(found, OBSERVED_QUEUED, "frame", finding_number(found, progress->queued_frame), "seconds",
                     seconds_between(found, progress->queued_time, found->packet->time), NULL);
    }
}

/* A later 1xx than 100 shows that somebody was asked, and a branch that its answer decided. */
void
observe_at_once(finding *found)
{
    const sip_transaction *transaction = found->transaction;
    const gint64 time = found->result->time;

    if (finding_is_of(found, "INVITE") && !found->request->in_dialog && time >= 0 && time < AT_ONCE &&
        transaction->transmissions == 1 && transaction->children == NULL &&
        transaction_progress(transaction)->provisional.status <= 100) {
        finding_show(found, OBSERVED_AT_ONCE, "milliseconds", finding_number(found, time / US_OF_MS), NULL);
    }
}
