/* registrations.c
 * Registrations that are refused (RFC 3261 10.3): nobody dialled anything, so nothing is said of calls.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

/* A proxy adds Path, and a registrar that does not know it stores no contact (RFC 3327 5.3), though nobody requires it. */
bool
registrations_path(finding *found)
{
    const sip_message *request = finding_is_of(found, "REGISTER") ? finding_request(found) : NULL;
    sip_values values = { .line = { NULL, 0 } };
    sip_text tag;

    while (request != NULL && sip_message_next_value(found->response, SIP_HEADER_UNSUPPORTED, &values, &tag)) {
        const sip_text path = sip_message_header_named(request, "Path");
        if (path.at != NULL && sip_text_is(tag, "path")) {
            const bool is_supported = sip_message_lists(request, SIP_HEADER_SUPPORTED, tag);
            finding_show_request(found, "Path", finding_copy(found, path));
            return finding_conclude(found, is_supported ? VERDICT_REGISTRATION_PATH_SUPPORTED : VERDICT_REGISTRATION_PATH);
        }
    }
    return false;
}

/* The URI that the first proxy put into Path: the last one (RFC 3327 4.2); absent if there is none. */
static sip_text
path_of_first_hop(const sip_message *request)
{
    sip_text rest = request->headers;
    sip_text last = { NULL, 0 };
    sip_text name;
    sip_text line;

    while (sip_message_take_header(&rest, &name, &line)) {
        sip_text value;
        while (sip_text_is(name, "Path") && sip_text_take_value(&line, &value)) {
            last = sip_text_uri(value);
        }
    }
    return last;
}

/* A 439 says that this URI lacks ob (RFC 5626 6). */
bool
registrations_outbound(finding *found)
{
    const sip_message *request = finding_request(found);
    const sip_text path = request != NULL ? path_of_first_hop(request) : (sip_text){ NULL, 0 };

    if (sip_text_parameter(path, "ob").at == NULL) {
        return false;
    }
    finding_show_request(found, "Path", finding_copy(found, path));
    return finding_conclude(found, VERDICT_REGISTRATION_OUTBOUND_REFUSED);
}

/* Only a REGISTER that removes all contacts may have Contact: * (RFC 3261 10.2.2, 10.3 step 6). */
bool
registrations_wildcard(finding *found)
{
    const sip_message *request = finding_is_of(found, "REGISTER") ? finding_request(found) : NULL;
    const sip_text contact = request != NULL ? sip_message_header(request, SIP_HEADER_CONTACT) : (sip_text){ NULL, 0 };

    if (!sip_text_is(contact, "*") || found->request->expires == 0) {
        return false;
    }
    finding_show_request(found, sip_header_name(SIP_HEADER_CONTACT), "*");
    if (found->request->expires > 0) {
        finding_show_request(found, sip_header_name(SIP_HEADER_EXPIRES), finding_number(found, found->request->expires));
    }
    return finding_conclude(found, VERDICT_REGISTRATION_WILDCARD);
}

/* To names the address of record that is not there, and the credentials an account, which is. */
bool
registrations_no_account(finding *found)
{
    if (!finding_is_of(found, "REGISTER")) {
        return false;
    }
    finding_set_placeholder(found, "user", finding_copy_string(found, found->request->user));
    if (found->request->credentials != NULL) {
        observe_credentials(found, found->request->credentials);
    }
    return finding_conclude(found, VERDICT_REGISTRATION_NO_ACCOUNT);
}

bool
registrations_no_registrar(finding *found)
{
    return finding_is_of(found, "REGISTER") && finding_conclude(found, VERDICT_REGISTRATION_NO_REGISTRAR);
}

bool
registrations_refused(finding *found)
{
    return finding_is_of(found, "REGISTER") && finding_conclude(found, VERDICT_REGISTRATION_REFUSED);
}
