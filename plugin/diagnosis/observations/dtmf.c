/* dtmf.c
 * Observations of how a call carries DTMF: as telephone-event (RFC 4733), if both sides list it; see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_total.h"
#include "observations.h"

/* The audio line of the side, in its latest version; NULL if there is none. */
static const media_line *
audio_of(const media_session *session, unsigned side)
{
    const media_line *line = session->lines[side];

    while (line != NULL && !(line->is_audio && line->is_open)) {
        line = line->before;
    }
    return line;
}

void
observe_dtmf(finding *found)
{
    const char *type = finding_is_of(found, "INFO") ? finding_extras(found)->content_type : NULL;
    const media_session *session = type != NULL && g_str_has_prefix(type, "application/dtmf") ? found->call->media : NULL;
    const media_line *caller = session != NULL ? audio_of(session, MEDIA_CALLER) : NULL;
    const media_line *callee = session != NULL ? audio_of(session, MEDIA_CALLEE) : NULL;

    if (caller == NULL || callee == NULL) {
        return;
    }
    const media_line *without = caller->telephone_event < 0 ? caller : callee->telephone_event < 0 ? callee : NULL;
    if (without != NULL) {
        finding_show(found, OBSERVED_DTMF_MISSING, "frame", finding_number(found, without->frame), NULL);
    } else {
        finding_show(found, OBSERVED_DTMF_NEGOTIATED, "number", finding_number(found, caller->telephone_event), "frame",
                     finding_number(found, caller->frame), "value", finding_number(found, callee->telephone_event), "before",
                     finding_number(found, callee->frame), NULL);
    }
}
