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

/* Only a client and its first hop agree on security (RFC 3329 2.2); a request with more Vias has come further. */
bool
messages_security_agreement(finding *found)
{
    return header(found, SIP_HEADER_SECURITY_SERVER).at != NULL &&
           finding_conclude(found,
                            found->request->vias > 1 ? VERDICT_AUTH_SECURITY_AGREEMENT_BEYOND : VERDICT_AUTH_SECURITY_AGREEMENT);
}

/* The codes that are about one header, and no other is to blame. */
static const char *
header_of_code(const finding *found)
{
    return found->response->status == 489   ? sip_header_name(SIP_HEADER_EVENT)
           : found->response->status == 483 ? sip_header_name(SIP_HEADER_MAX_FORWARDS)
                                            : NULL;
}

/* The header that the response is about, among those that the request lacks; NULL if it is about something else. */
static const char *
header_to_blame(finding *found, const char *const *missing, unsigned count, bool *is_named)
{
    const char *of_code = header_of_code(found);

    for (unsigned i = 0; i < count; i++) {
        *is_named = finding_says(found, missing[i]);
        if (*is_named || (of_code != NULL && strcmp(of_code, missing[i]) == 0)) {
            return missing[i];
        }
    }
    const bool may_be_any = of_code == NULL && found->response->status == 400 && finding_stated(found).at == NULL;
    return may_be_any && count > 0 ? missing[0] : NULL;
}

/* 489 says that the event is not understood, and a PUBLISH of nothing can be answered by 400 only; else only words are proof. */
static bool
blames_for_certain(const finding *found, const char *missing)
{
    return found->response->status == 489 || (found->response->status == 400 && strcmp(missing, REQUEST_NO_STATE) == 0);
}

bool
messages_incomplete(finding *found)
{
    const char *missing[REQUEST_MAX_MISSING];
    const unsigned count = request_missing_headers(found, missing);
    bool is_named = false;
    const char *blamed = header_to_blame(found, missing, count, &is_named);

    if (blamed == NULL) {
        return false;
    }
    finding_set_placeholder(found, "header", blamed);
    finding_set_placeholder_number(found, "frame", found->request->frame);
    return finding_conclude_if_shown(found, VERDICT_MESSAGE_MISSING_HEADER, is_named || blames_for_certain(found, blamed));
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

/* What is more in the datagram than Content-Length says is to be ignored (RFC 3261 18.3), but not everybody does so. */
bool
messages_content_length(finding *found)
{
    gint64 announced;
    gint64 received;

    /* A 488 says that the receiver read an offer, unless nothing of it counts. */
    if (!request_body_size(found, &announced, &received) || (found->response->status == 488 && announced != 0)) {
        return false;
    }
    finding_set_placeholder_number(found, "announced", announced);
    finding_set_placeholder_number(found, "received", received);
    return finding_conclude(found, VERDICT_MESSAGE_CONTENT_LENGTH);
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

/* True if Accept has the type, or a range that includes it (RFC 3261 20.1). */
static bool
accepts(const finding *found, const char *type)
{
    const char *slash = strchr(type, '/');
    sip_values values = { .line = { NULL, 0 } };
    sip_text value;

    while (slash != NULL && sip_message_next_value(found->response, SIP_HEADER_ACCEPT, &values, &value)) {
        const sip_text range = sip_text_token(value);
        const bool is_range = range.size >= 2 && range.at[range.size - 1] == '*' && range.at[range.size - 2] == '/';
        if (sip_text_is(range, type) || sip_text_is(range, "*/*") ||
            (is_range && g_ascii_strncasecmp(range.at, type, range.size - 1) == 0 && (size_t)(slash - type) == range.size - 2)) {
            return true;
        }
    }
    return false;
}

static bool
has_encoding(finding *found)
{
    const sip_message *request = finding_request(found);

    return sip_message_header_named(request, "Content-Encoding").at != NULL || sip_message_header_named(request, "e").at != NULL;
}

bool
messages_unsupported_body(finding *found)
{
    const char *type = finding_extras(found)->content_type;

    /* A refused T.38 offer is a matter of media. */
    if (found->request->in_dialog && finding_extras(found)->offers_fax) {
        return false;
    }
    return finding_conclude(found, type != NULL && accepts(found, type) && !has_encoding(found) ? VERDICT_MESSAGE_TYPE_ACCEPTED
                                                                                                : VERDICT_MESSAGE_UNSUPPORTED_BODY);
}

/* Without these methods a call cannot be set up, kept or ended. */
static bool
is_of_needed_method(const finding *found)
{
    return finding_is_of(found, "INVITE") || finding_is_of(found, "BYE") || finding_is_of(found, "PRACK") ||
           finding_is_of(found, "UPDATE");
}

/* Every element that takes part in calls knows these methods (RFC 3261 7.1), so a 501 means something else in the request. */
static bool
is_of_known_method(const finding *found)
{
    return finding_is_of(found, "INVITE") || finding_is_of(found, "BYE") || finding_is_of(found, "CANCEL");
}

static catalog_verdict_id
verdict_of_method(finding *found)
{
    const char *method = found->transaction->method;

    if (sip_message_lists(found->response, SIP_HEADER_ALLOW, sip_text_of(method))) {
        finding_show(found, OBSERVED_METHOD_ALLOWED, "method", finding_copy_string(found, method), NULL);
        return VERDICT_METHOD_NOT_HERE;
    }
    return found->response->status == 501 && is_of_known_method(found) ? VERDICT_METHOD_FUNCTION_MISSING
                                                                       : VERDICT_METHOD_UNSUPPORTED;
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
    return finding_conclude_as(found, verdict_of_method(found), is_of_needed_method(found) ? CATALOG_WARN : CATALOG_NOTE);
}

/* Whether the request asks its receiver to support one of these option tags. */
static bool
requires_one_of(const sip_message *request, const sip_message *response)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text tag;

    while (sip_message_next_value(response, SIP_HEADER_UNSUPPORTED, &values, &tag)) {
        if (sip_message_lists(request, SIP_HEADER_REQUIRE, tag) || sip_message_lists(request, SIP_HEADER_PROXY_REQUIRE, tag)) {
            return true;
        }
    }
    return false;
}

bool
messages_unsupported_extension(finding *found)
{
    const sip_message *request = finding_request(found);

    if (header(found, SIP_HEADER_UNSUPPORTED).at == NULL) {
        return false;
    }
    finding_set_placeholder(found, "extensions", finding_copy(found, header(found, SIP_HEADER_UNSUPPORTED)));
    if (request == NULL || requires_one_of(request, found->response)) {
        return finding_conclude_if_shown(found, VERDICT_EXTENSION_UNSUPPORTED, request != NULL);
    }
    finding_show_frame(found, OBSERVED_NOT_REQUIRED, found->request->frame);
    return finding_conclude(found, VERDICT_EXTENSION_NOT_REQUIRED);
}

/* True if Supported of the request has all that Require of the response asks for. */
static bool
supports_all(const sip_message *request, const sip_message *response)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text tag;

    while (sip_message_next_value(response, SIP_HEADER_REQUIRE, &values, &tag)) {
        if (!sip_message_lists(request, SIP_HEADER_SUPPORTED, tag)) {
            return false;
        }
    }
    return true;
}

bool
messages_required_extension(finding *found)
{
    const sip_message *request = finding_request(found);
    const bool supports = request != NULL && supports_all(request, found->response);

    finding_set_placeholder(found, "extensions", finding_copy(found, header(found, SIP_HEADER_REQUIRE)));
    if (supports) {
        finding_show_frame(found, OBSERVED_ALREADY_SUPPORTED, found->request->frame);
    }
    return header(found, SIP_HEADER_REQUIRE).at != NULL && finding_conclude_if_shown(found, VERDICT_EXTENSION_REQUIRED, !supports);
}

bool
messages_unsupported_event(finding *found)
{
    const char *event = finding_extras(found)->event;

    if (event == NULL) {
        return false;
    }
    finding_show_request(found, sip_header_name(SIP_HEADER_EVENT), event);
    if (sip_message_lists(found->response, SIP_HEADER_ALLOW_EVENTS, sip_text_of(event))) {
        return finding_conclude(found, VERDICT_EVENT_NOT_HERE);
    }
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

/* Of several contacts only the longest time is kept, and another one may be what is too short. */
static bool
asks_for_one_time(finding *found)
{
    const sip_message *request = finding_is_of(found, "REGISTER") ? finding_request(found) : NULL;

    return request == NULL || !sip_message_has_several(request, SIP_HEADER_CONTACT);
}

/*
 * Concludes with the verdict if the response names the least time, or the request the time that is too short for it: both are to be known,
 * and which of them is missing. A client that does not learn the least time cannot do better by itself.
 */
static bool
time_too_short(finding *found, catalog_verdict_id verdict, gint64 asked, sip_header asked_in, sip_header minimum_in)
{
    const gint64 minimum = sip_text_number(header(found, minimum_in));

    finding_set_placeholder_number(found, "asked", asked);
    finding_set_placeholder_number(found, "minimum", minimum);
    if (asked >= 0) {
        finding_show_request(found, sip_header_name(asked_in), finding_number(found, asked));
    }
    if (minimum >= 0 && asked >= minimum && asks_for_one_time(found)) {
        return finding_conclude(found, VERDICT_TIMER_MINIMUM_MET);
    }
    if (minimum >= 0 || !found->response->has_all_headers) {
        return finding_conclude_if_shown(found, verdict, minimum > asked);
    }
    finding_show(found, EVIDENCE_MISSING, "name", sip_header_name(minimum_in), NULL);
    if (asked < 0) {
        return false;
    }
    finding_conclude_as(found, verdict, CATALOG_WARN);
    found->result->certain = false;
    return true;
}

/* The INVITE that the same side sent before, if it was refused for the time that this one asks for, too; NULL otherwise. */
static const sip_transaction *
asked_before(const finding *found, const char *asked)
{
    const sip_side *side = transaction_side(found->transaction);
    const sip_transaction *before = side != NULL && side->invite == found->transaction ? side->invite_before : NULL;
    const diagnosis *judged = before != NULL && before->final.status == 422 ? before->final.diagnosis : NULL;
    const char *asked_then = judged != NULL ? diagnosis_value(judged, "asked") : NULL;

    return asked_then != NULL && strcmp(asked_then, asked) == 0 ? before : NULL;
}

/* A client that does not raise the time to what the response before named. */
static bool
session_asked_again(finding *found)
{
    const gint64 asked = finding_extras(found)->session_expires;
    const gint64 minimum = sip_text_number(header(found, SIP_HEADER_MIN_SE));
    const sip_transaction *before = asked >= 0 && asked < minimum ? asked_before(found, finding_number(found, asked)) : NULL;

    if (before == NULL) {
        return false;
    }
    finding_set_placeholder_number(found, "asked", asked);
    finding_set_placeholder_number(found, "minimum", minimum);
    finding_set_placeholder_number(found, "frame", before->final.frame);
    finding_show_request(found, sip_header_name(SIP_HEADER_SESSION_EXPIRES), finding_number(found, asked));
    return finding_conclude(found, VERDICT_TIMER_SESSION_TOO_SMALL_AGAIN);
}

/* RFC 4028 6 */
bool
messages_session_too_small(finding *found)
{
    if (session_asked_again(found)) {
        return true;
    }
    return time_too_short(found, VERDICT_TIMER_SESSION_TOO_SMALL, finding_extras(found)->session_expires,
                          SIP_HEADER_SESSION_EXPIRES, SIP_HEADER_MIN_SE);
}

/* RFC 3261 10.3, RFC 6665 4.2.1.1, RFC 3903 6 */
bool
messages_expires_too_brief(finding *found)
{
    return time_too_short(
        found, finding_is_of(found, "REGISTER") ? VERDICT_TIMER_REGISTRATION_TOO_BRIEF : VERDICT_TIMER_SUBSCRIPTION_TOO_BRIEF,
        found->request->expires, SIP_HEADER_EXPIRES, SIP_HEADER_MIN_EXPIRES);
}
