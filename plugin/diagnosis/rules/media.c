/* media.c
 * Media that were refused: 488 and 606 against the offer of the request (RFC 3264, RFC 3261 21.4.26, 21.6.4).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

static void
show_offer(finding *found)
{
    if (finding_extras(found)->offer != NULL) {
        finding_show(found, "offer", "frame", finding_number(found, found->request->frame), "value", finding_extras(found)->offer,
                     NULL);
    }
}

/* A failed offer within a dialog leaves the session as it was (RFC 3261 14.1). */
static bool
conclude(finding *found, const char *verdict)
{
    show_offer(found);
    return finding_conclude_as(found, verdict, found->request->in_dialog ? CATALOG_NOTE : CATALOG_WARN);
}

static bool
declined_fax(finding *found)
{
    return found->request->in_dialog && finding_extras(found)->offers_fax && conclude(found, "media.t38-declined");
}

static bool
refused_bearer(finding *found)
{
    const int cause = found->q850;
    const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);

    if (entry == NULL || (cause != 57 && cause != 58 && cause != 65 && cause != 70)) {
        return false;
    }
    finding_set_placeholder_number(found, "number", cause);
    finding_set_placeholder(found, "name", entry->name);
    return conclude(found, "media.bearer");
}

static bool
no_common_codec(finding *found)
{
    return finding_has_warning(found, 305) && conclude(found, "media.no-common-codec");
}

/* Certain if the response says so; that the answering side itself was seen to use SRTP is a strong hint only. */
static bool
srtp_required(finding *found)
{
    const sip_endpoint *server = found->transaction->server;
    const bool plain = finding_extras(found)->offers_plain_rtp && !finding_extras(found)->offers_srtp;

    if (!finding_has_warning(found, 302) && !(plain && server != NULL && server->srtp_frame != 0)) {
        return false;
    }
    if (server != NULL && server->srtp_frame != 0) {
        finding_show(found, "srtp", "element", server->name, "frame", finding_number(found, server->srtp_frame), NULL);
    }
    conclude(found, "media.srtp-required");
    found->result->certain = finding_has_warning(found, 302);
    return true;
}

static bool
no_usual_codec(finding *found)
{
    return finding_extras(found)->offers_audio && !finding_extras(found)->offers_usual_codec &&
           conclude(found, "media.no-usual-codec");
}

static bool
has_no_body(const sip_request *request)
{
    const sip_request_extras *extras = sip_request_details_of(request)->extras;

    return !request->is_cut && extras->content_type == NULL && extras->body_size == 0;
}

static bool
refused_offer(finding *found)
{
    if (finding_extras(found)->offer != NULL) {
        return conclude(found, "media.offer-refused");
    }
    return finding_is_of(found, "INVITE") && has_no_body(found->request) && conclude(found, "media.offer-missing");
}

const rule rules_for_media[] = {
    { 415, 415, declined_fax, NULL },
    { 488, 488, declined_fax, NULL },
    { 606, 606, declined_fax, NULL },
    { 400, 699, refused_bearer, NULL },
    { 488, 488, no_common_codec, NULL },
    { 606, 606, no_common_codec, NULL },
    { 488, 488, srtp_required, NULL },
    { 606, 606, srtp_required, NULL },
    { 488, 488, no_usual_codec, NULL },
    { 606, 606, no_usual_codec, NULL },
    { 488, 488, refused_offer, NULL },
    { 606, 606, refused_offer, NULL },
    { 0, 0, NULL, NULL },
};
