/* media.c
 * Media that were refused: 488 and 606 against the offer of the request (RFC 3264, RFC 3261 21.4.26, 21.6.4).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

static void
show_offer(finding *found)
{
    if (finding_extras(found)->offer != NULL) {
        finding_show(found, EVIDENCE_OFFER, "frame", finding_number(found, found->request->frame), "value",
                     finding_extras(found)->offer, NULL);
    }
}

/* A failed offer within a dialog leaves the session as it was (RFC 3261 14.1). */
static bool
conclude(finding *found, catalog_verdict_id verdict)
{
    show_offer(found);
    return finding_conclude_as(found, verdict, found->request->in_dialog ? CATALOG_NOTE : CATALOG_WARN);
}

bool
media_declined_fax(finding *found)
{
    return found->request->in_dialog && finding_extras(found)->offers_fax && conclude(found, VERDICT_MEDIA_T38_DECLINED);
}

bool
media_refused_bearer(finding *found)
{
    const int cause = found->q850;
    const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);

    if (entry == NULL || (cause != Q850_BEARER_NOT_AUTHORIZED && cause != Q850_BEARER_NOT_AVAILABLE &&
                          cause != Q850_BEARER_NOT_IMPLEMENTED && cause != Q850_RESTRICTED_BEARER_ONLY)) {
        return false;
    }
    finding_set_placeholder_number(found, "number", cause);
    finding_set_placeholder(found, "name", entry->name);
    return conclude(found, VERDICT_MEDIA_BEARER);
}

bool
media_no_common_codec(finding *found)
{
    return finding_has_warning(found, WARN_INCOMPATIBLE_FORMAT) && conclude(found, VERDICT_MEDIA_NO_COMMON_CODEC);
}

/* Certain if the response says so; that the answering side itself was seen to use SRTP is a strong hint only. */
bool
media_srtp_required(finding *found)
{
    const sip_endpoint *server = found->transaction->server;
    const bool plain = finding_extras(found)->offers_plain_rtp && !finding_extras(found)->offers_srtp;

    if (!finding_has_warning(found, WARN_INCOMPATIBLE_TRANSPORT) && !(plain && server != NULL && server->srtp_frame != 0)) {
        return false;
    }
    if (server != NULL && server->srtp_frame != 0) {
        finding_show(found, EVIDENCE_SRTP, "element", server->name, "frame", finding_number(found, server->srtp_frame), NULL);
    }
    conclude(found, VERDICT_MEDIA_SRTP_REQUIRED);
    found->result->certain = finding_has_warning(found, WARN_INCOMPATIBLE_TRANSPORT);
    return true;
}

bool
media_no_usual_codec(finding *found)
{
    return finding_extras(found)->offers_audio && !finding_extras(found)->offers_usual_codec &&
           conclude(found, VERDICT_MEDIA_NO_USUAL_CODEC);
}

static bool
has_no_body(finding *found)
{
    const sip_request_extras *extras = finding_extras(found);

    return !found->request->is_cut && extras->content_type == NULL && extras->body_size == 0;
}

bool
media_refused_offer(finding *found)
{
    if (finding_extras(found)->offer != NULL) {
        return conclude(found, VERDICT_MEDIA_OFFER_REFUSED);
    }
    return finding_is_of(found, "INVITE") && has_no_body(found) && conclude(found, VERDICT_MEDIA_OFFER_MISSING);
}
