/* identity.c
 * Who is calling, signed or not (RFC 8224, RFC 3892).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

static bool
says_stale(const finding *found)
{
    return finding_says(found, "stale date") || finding_says(found, "stale identity") || finding_says(found, "iat");
}

/* RFC 8224 6.2.2: a verifier refuses what was signed too long ago. Of the other codes only 438 is about what was signed, too. */
bool
identity_stale_date(finding *found)
{
    const bool differs = finding_has(found, OBSERVED_TIME_BEHIND) || finding_has(found, OBSERVED_TIME_AHEAD);

    return (says_stale(found) || (found->response->status == 438 && differs)) &&
           finding_conclude_if_shown(found, VERDICT_IDENTITY_STALE_DATE, differs && says_stale(found));
}

/* Shows the header, or that the request has none; returns true in the latter case. */
static bool
lacks(finding *found, sip_header name)
{
    const sip_message *request = finding_request(found);

    if (request == NULL || found->request->is_cut || !request->has_all_headers) {
        return false;
    }
    if (sip_message_header(request, name).at == NULL) {
        finding_show(found, OBSERVED_HEADER_ABSENT, "method", finding_copy_string(found, found->transaction->method), "frame",
                     finding_number(found, found->request->frame), "header", sip_header_name(name), NULL);
        return true;
    }
    finding_show_request(found, sip_header_name(name), finding_copy(found, sip_message_header(request, name)));
    return false;
}

bool
identity_missing(finding *found)
{
    return finding_conclude_if_shown(found, VERDICT_IDENTITY_MISSING, lacks(found, SIP_HEADER_IDENTITY));
}

bool
identity_no_referrer(finding *found)
{
    return finding_conclude_if_shown(found, VERDICT_IDENTITY_NO_REFERRER, lacks(found, SIP_HEADER_REFERRED_BY));
}

bool
identity_unusable(finding *found)
{
    static const catalog_verdict_id verdicts[] = { VERDICT_IDENTITY_CERTIFICATE_UNAVAILABLE, VERDICT_IDENTITY_CERTIFICATE_REFUSED,
                                                   VERDICT_IDENTITY_SIGNATURE_INVALID };
    const sip_message *request = finding_request(found);

    if (request != NULL) {
        const sip_text info = sip_text_parameter(sip_message_header(request, SIP_HEADER_IDENTITY), "info");
        if (info.at != NULL) {
            finding_show_request(found, "Identity info", finding_copy(found, info));
        }
    }
    return finding_conclude(found, verdicts[found->response->status - 436]);
}
