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
    const bool is_missing = lacks(found, SIP_HEADER_IDENTITY);

    if (is_missing) {
        observe_dropped_header(found, SIP_HEADER_IDENTITY);
    }
    return finding_has(found, OBSERVED_HEADER_DROPPED) ? finding_conclude(found, VERDICT_IDENTITY_MISSING_DROPPED)
                                                       : finding_conclude_if_shown(found, VERDICT_IDENTITY_MISSING, is_missing);
}

bool
identity_no_referrer(finding *found)
{
    return finding_conclude_if_shown(found, VERDICT_IDENTITY_NO_REFERRER, lacks(found, SIP_HEADER_REFERRED_BY));
}

/* A signature that is invalid, by what of it can be compared. */
static catalog_verdict_id
invalid_signature(finding *found)
{
    observe_signed_numbers(found);
    if (finding_has(found, OBSERVED_SIGNED_OTHER)) {
        return VERDICT_IDENTITY_SIGNATURE_INVALID_NUMBER;
    }
    return finding_has(found, OBSERVED_SIGNED_SAME) ? VERDICT_IDENTITY_SIGNATURE_INVALID_SAME_CLAIMS
                                                    : VERDICT_IDENTITY_SIGNATURE_INVALID;
}

bool
identity_unusable(finding *found)
{
    static const catalog_verdict_id verdicts[] = { VERDICT_IDENTITY_CERTIFICATE_UNAVAILABLE, VERDICT_IDENTITY_CERTIFICATE_REFUSED };
    const sip_message *request = finding_request(found);

    if (request != NULL) {
        const sip_text info = sip_text_parameter(sip_message_header(request, SIP_HEADER_IDENTITY), "info");
        if (info.at != NULL) {
            finding_show_request(found, "Identity info", finding_copy(found, info));
        }
    }
    return finding_conclude(found,
                            found->response->status == 438 ? invalid_signature(found) : verdicts[found->response->status - 436]);
}

/* Words that callers who withhold their number have in its place. */
static bool
is_concealed(sip_text address)
{
    static const char *const words[] = { "anonymous", "restricted", "unavailable", "unknown", "withheld", "private" };
    bool found = sip_uri_user(sip_text_uri(address)).size == 0;

    for (size_t i = 0; !found && i < G_N_ELEMENTS(words); i++) {
        found = sip_text_contains(address, words[i]);
    }
    return found;
}

/* True if the request is there and whole, and nothing in it asks to conceal its caller. */
static bool
shows_caller(const sip_message *request, bool is_cut)
{
    if (request == NULL || is_cut || !request->has_all_headers) {
        return false;
    }
    const sip_text asserted = sip_message_header(request, SIP_HEADER_P_ASSERTED_IDENTITY);
    const sip_text privacy = sip_message_header_named(request, "Privacy");
    const sip_text remote = sip_message_header_named(request, "Remote-Party-ID");

    return (privacy.at == NULL || sip_text_is(privacy, "none")) && !is_concealed(sip_message_header(request, SIP_HEADER_FROM)) &&
           (asserted.at == NULL || !is_concealed(asserted)) &&
           (!sip_text_contains(remote, "privacy=") || sip_text_contains(remote, "privacy=off"));
}

bool
identity_anonymous(finding *found)
{
    const sip_message *request = finding_request(found);

    if (!shows_caller(request, found->request->is_cut)) {
        return finding_conclude(found, VERDICT_POLICY_ANONYMOUS_REFUSED);
    }
    const sip_text from = sip_message_header(request, SIP_HEADER_FROM);
    finding_show_request(found, sip_header_name(SIP_HEADER_FROM), finding_copy(found, from));
    finding_set_placeholder(found, "value", finding_copy(found, sip_uri_user(sip_text_uri(from))));
    return finding_conclude(found, VERDICT_POLICY_ANONYMOUS_REFUSED_NUMBER_SHOWN);
}
