/* messages.c
 * What is wrong with a message or asked too much of its receiver: headers, bodies, URIs, methods, extensions.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

#include <string.h>

static sip_text
header(const finding *found, sip_header name)
{
    return sip_message_header(found->response, name);
}

/*
 * The header without which a client cannot go on (RFC 3261 8.2, 21.4; RFC 4028 6; RFC 3329 2.3). Allow in a 405 is mandatory, too, but
 * many servers leave it out, and the method says enough.
 */
static const struct {
    int code;
    sip_header header;
} mandatory[] = {
    { 401, SIP_HEADER_WWW_AUTHENTICATE }, { 407, SIP_HEADER_PROXY_AUTHENTICATE },
    { 420, SIP_HEADER_UNSUPPORTED },      { 421, SIP_HEADER_REQUIRE },
    { 422, SIP_HEADER_MIN_SE },           { 423, SIP_HEADER_MIN_EXPIRES },
    { 494, SIP_HEADER_SECURITY_SERVER },
};

/* A proxy may merge challenges of other elements into its own (RFC 3261 16.7 step 7), so either kind will do. */
static bool
lacks_header(const finding *found, sip_header name)
{
    const bool challenge = name == SIP_HEADER_WWW_AUTHENTICATE || name == SIP_HEADER_PROXY_AUTHENTICATE;

    return header(found, name).at == NULL && !(challenge && (header(found, SIP_HEADER_WWW_AUTHENTICATE).at != NULL ||
                                                             header(found, SIP_HEADER_PROXY_AUTHENTICATE).at != NULL));
}

bool
messages_missing_header(finding *found)
{
    for (size_t i = 0; found->response->has_all_headers && i < G_N_ELEMENTS(mandatory); i++) {
        if (mandatory[i].code == found->response->status && lacks_header(found, mandatory[i].header)) {
            finding_set_placeholder(found, "header", sip_header_name(mandatory[i].header));
            return finding_conclude(found, VERDICT_PROTOCOL_MISSING_HEADER);
        }
    }
    return false;
}

bool
messages_security_agreement(finding *found)
{
    return header(found, SIP_HEADER_SECURITY_SERVER).at != NULL && finding_conclude(found, VERDICT_AUTH_SECURITY_AGREEMENT);
}

static bool
warning_names_sdp(const finding *found)
{
    const sip_text warning = header(found, SIP_HEADER_WARNING);

    return warning.at != NULL && g_strstr_len(warning.at, (gssize)warning.size, "SDP") != NULL;
}

/* The grammar shows that the SDP is broken, but only the server's word that this was the reason. */
bool
messages_bad_sdp(finding *found)
{
    const char *line = finding_extras(found)->broken_line;

    if (line == NULL) {
        return false;
    }
    finding_set_placeholder(found, "line", line);
    finding_show_request(found, "SDP", line);
    return finding_conclude_if_shown(found, VERDICT_MESSAGE_BAD_SDP,
                                     finding_phrase_contains(found, "SDP") || warning_names_sdp(found));
}

bool
messages_truncated(finding *found)
{
    const sip_request_extras *extras = finding_extras(found);

    if (extras->content_length < 0) {
        return false;
    }
    finding_set_placeholder_number(found, "announced", extras->content_length);
    finding_set_placeholder_number(found, "received", extras->body_size);
    finding_show_request(found, sip_header_name(SIP_HEADER_CONTENT_LENGTH), finding_number(found, extras->content_length));
    return finding_conclude(found, VERDICT_MESSAGE_TRUNCATED);
}

bool
messages_bad_uri(finding *found)
{
    const char *uri = finding_details(found)->uri;
    const sip_text scheme = uri != NULL ? sip_uri_scheme(sip_text_of(uri)) : (sip_text){ NULL, 0 };

    if (scheme.at == NULL || sip_text_is(scheme, "sip") || sip_text_is(scheme, "sips") || sip_text_is(scheme, "tel") ||
        (found->response->status == 400 && !finding_phrase_contains(found, "URI"))) {
        return false;
    }
    finding_show_request(found, "Request-URI", uri);
    return finding_conclude(found, VERDICT_MESSAGE_BAD_URI);
}

bool
messages_unsupported_body(finding *found)
{
    /* A refused T.38 offer is a matter of media. */
    return !(found->request->in_dialog && finding_extras(found)->offers_fax) &&
           finding_conclude(found, VERDICT_MESSAGE_UNSUPPORTED_BODY);
}

/* Without these methods a call cannot be set up, kept or ended. */
static bool
is_of_needed_method(const finding *found)
{
    return finding_is_of(found, "INVITE") || finding_is_of(found, "BYE") || finding_is_of(found, "PRACK") ||
           finding_is_of(found, "UPDATE");
}

bool
messages_unsupported_method(finding *found)
{
    if (header(found, SIP_HEADER_ALLOW).at == NULL && found->response->status == 405 && found->response->has_all_headers) {
        finding_show(found, EVIDENCE_MISSING, "name", sip_header_name(SIP_HEADER_ALLOW), NULL);
    }
    if (found->request->frame != 0) {
        finding_show_request(found, sip_header_name(SIP_HEADER_CSEQ), finding_copy_string(found, found->transaction->method));
    }
    return finding_conclude_as(found, VERDICT_METHOD_UNSUPPORTED, is_of_needed_method(found) ? CATALOG_WARN : CATALOG_NOTE);
}

bool
messages_unsupported_extension(finding *found)
{
    finding_set_placeholder(found, "extensions", finding_copy(found, header(found, SIP_HEADER_UNSUPPORTED)));
    return header(found, SIP_HEADER_UNSUPPORTED).at != NULL && finding_conclude(found, VERDICT_EXTENSION_UNSUPPORTED);
}

bool
messages_required_extension(finding *found)
{
    finding_set_placeholder(found, "extensions", finding_copy(found, header(found, SIP_HEADER_REQUIRE)));
    return header(found, SIP_HEADER_REQUIRE).at != NULL && finding_conclude(found, VERDICT_EXTENSION_REQUIRED);
}

bool
messages_unsupported_event(finding *found)
{
    if (finding_extras(found)->event == NULL) {
        return false;
    }
    finding_show_request(found, sip_header_name(SIP_HEADER_EVENT), finding_extras(found)->event);
    return finding_conclude(found, VERDICT_EVENT_UNSUPPORTED);
}

bool
messages_stale_etag(finding *found)
{
    if (finding_extras(found)->etag == NULL) {
        return false;
    }
    finding_show_request(found, sip_header_name(SIP_HEADER_SIP_IF_MATCH), finding_extras(found)->etag);
    return finding_conclude(found, VERDICT_PUBLISH_STALE_ETAG);
}

/* Session-Expires of the request against Min-SE (RFC 4028 6). */
bool
messages_session_too_small(finding *found)
{
    finding_set_placeholder_number(found, "asked", finding_extras(found)->session_expires);
    finding_set_placeholder_number(found, "minimum", sip_text_number(header(found, SIP_HEADER_MIN_SE)));
    if (finding_extras(found)->session_expires >= 0) {
        finding_show_request(found, sip_header_name(SIP_HEADER_SESSION_EXPIRES),
                             finding_number(found, finding_extras(found)->session_expires));
    }
    return header(found, SIP_HEADER_MIN_SE).at != NULL && finding_conclude(found, VERDICT_TIMER_SESSION_TOO_SMALL);
}

bool
messages_expires_too_brief(finding *found)
{
    finding_set_placeholder_number(found, "asked", found->request->expires);
    finding_set_placeholder_number(found, "minimum", sip_text_number(header(found, SIP_HEADER_MIN_EXPIRES)));
    if (found->request->expires >= 0) {
        finding_show_request(found, sip_header_name(SIP_HEADER_EXPIRES), finding_number(found, found->request->expires));
    }
    return header(found, SIP_HEADER_MIN_EXPIRES).at != NULL &&
           finding_conclude(found, finding_is_of(found, "REGISTER") ? VERDICT_TIMER_REGISTRATION_TOO_BRIEF
                                                                    : VERDICT_TIMER_SUBSCRIPTION_TOO_BRIEF);
}
