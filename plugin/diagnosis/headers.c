/* headers.c
 * What a failure response carries; see headers.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "headers.h"

#include "stated.h"

/* A hostile response may have thousands of lines; nobody reads more. */
#define MAX_LINES 8

static const sip_header shown_as_sent[] = {
    SIP_HEADER_RETRY_AFTER,        SIP_HEADER_MIN_EXPIRES,       SIP_HEADER_MIN_SE,
    SIP_HEADER_UNSUPPORTED,        SIP_HEADER_REQUIRE,           SIP_HEADER_WWW_AUTHENTICATE,
    SIP_HEADER_PROXY_AUTHENTICATE, SIP_HEADER_SECURITY_SERVER,   SIP_HEADER_ALLOW_EVENTS,
    SIP_HEADER_RECV_INFO,          SIP_HEADER_SIP_ETAG,          SIP_HEADER_GEOLOCATION_ERROR,
    SIP_HEADER_ALERTMSG_ERROR,     SIP_HEADER_P_REGISTRAR_ERROR, SIP_HEADER_PERMISSION_MISSING,
    SIP_HEADER_RESPONSE_SOURCE,    SIP_HEADER_ERROR_INFO,        SIP_HEADER_SERVER,
    SIP_HEADER_USER_AGENT,
};

/* Headers that list what the answering side can do; they matter only in the responses that are about them. */
static const struct {
    int code;
    sip_header header;
} shown_for_code[] = {
    { 405, SIP_HEADER_ALLOW },           { 406, SIP_HEADER_ACCEPT },          { 415, SIP_HEADER_ACCEPT },
    { 415, SIP_HEADER_ACCEPT_ENCODING }, { 415, SIP_HEADER_ACCEPT_LANGUAGE }, { 417, SIP_HEADER_ACCEPT_RESOURCE_PRIORITY },
    { 488, SIP_HEADER_ACCEPT },          { 501, SIP_HEADER_ALLOW },           { 606, SIP_HEADER_ACCEPT },
    { 603, SIP_HEADER_CALL_INFO },       { 607, SIP_HEADER_CALL_INFO },       { 608, SIP_HEADER_CALL_INFO },
};

static void
show_lines(finding *found, sip_header header, sip_text line)
{
    for (int i = 0; i < MAX_LINES; i++) {
        finding_show(found, EVIDENCE_HEADER, "name", sip_header_name(header), "value", finding_copy(found, line), NULL);
        if (!sip_message_next_header(found->response, header, &line)) {
            return;
        }
    }
}

static void
show_header(finding *found, sip_header header)
{
    const sip_text line = sip_message_header(found->response, header);

    if (line.at != NULL) {
        show_lines(found, header, line);
    }
}

/* Words beside the number (RFC 3326), or where in the network it was set (RFC 8606). */
static bool
says_more(sip_text value, const catalog_reason *entry)
{
    const sip_text text = sip_text_parameter(value, "text");

    return (text.size > 0 && !sip_text_is(text, entry->name)) || sip_text_parameter(value, "location").size > 0;
}

static void
show_reason(finding *found, sip_text value)
{
    const gint64 cause = sip_text_number(sip_text_parameter(value, "cause"));
    const catalog_reason *entry = sip_text_is(sip_text_token(value), "Q.850") && cause >= 0 && cause <= Q850_LAST
                                      ? catalog_find_q850(found->knowledge, (int)cause)
                                      : NULL;

    if (entry == NULL || says_more(value, entry)) {
        finding_show(found, EVIDENCE_REASON, "value", finding_copy(found, value), NULL);
    }
    if (entry == NULL) {
        return;
    }
    if (entry->sip_status != 0 && entry->sip_status != found->response->status) {
        finding_show(found, EVIDENCE_REASON_USUAL, "number", finding_number(found, cause), "name", entry->name, "code",
                     finding_number(found, entry->sip_status), "meaning", entry->meaning, NULL);
    } else {
        finding_show(found, EVIDENCE_REASON_Q850, "number", finding_number(found, cause), "name", entry->name, "meaning",
                     entry->meaning, NULL);
    }
}

/* warn-code SP warn-agent SP warn-text (RFC 3261 20.43) */
static void
show_warning(finding *found, sip_text value)
{
    const sip_text number = sip_text_token(value);
    const char *end = value.at + value.size;
    const char *rest = number.at + number.size;
    const sip_text agent = sip_text_token((sip_text){ rest, (size_t)(end - rest) });
    const char *text = agent.at + agent.size;
    const char *sent = finding_copy(found, sip_text_trimmed((sip_text){ text, (size_t)(end - text) }));
    const gint64 code = sip_text_number(number);
    const catalog_reason *entry = code >= 0 && code <= WARN_LAST ? catalog_find_warning(found->knowledge, (int)code) : NULL;

    if (entry != NULL) {
        finding_show(found, EVIDENCE_WARNING, "number", finding_copy(found, number), "element", finding_copy(found, agent), "value",
                     sent, "meaning", entry->meaning, NULL);
    } else {
        finding_show(found, EVIDENCE_WARNING_UNREGISTERED, "number", finding_copy(found, number), "element",
                     finding_copy(found, agent), "value", sent, NULL);
    }
}

static void
show_values(finding *found, sip_header header, void (*show)(finding *, sip_text))
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text value;

    for (int i = 0; i < MAX_LINES && sip_message_next_value(found->response, header, &values, &value); i++) {
        show(found, value);
    }
}

/* Headers that no RFC defines, in which products say why. */
static void
show_own_headers(finding *found)
{
    sip_text rest = { NULL, 0 };
    sip_text name;
    sip_text value;

    for (int i = 0; i < MAX_LINES && stated_next_header(found, &rest, &name, &value); i++) {
        finding_show(found, EVIDENCE_HEADER, "name", finding_copy(found, name), "value", finding_copy(found, value), NULL);
    }
}

static void
show_contacts(finding *found)
{
    if (found->response->status < 400 || found->response->status == 485) {
        show_header(found, SIP_HEADER_CONTACT);
    }
}

void
evidence_show_headers(finding *found)
{
    const sip_text phrase = found->response->phrase;

    if (phrase.size > 0 && !finding_phrase_is_registered(found)) {
        finding_show(found, EVIDENCE_PHRASE, "value", finding_copy(found, phrase), NULL);
    }
    show_values(found, SIP_HEADER_WARNING, show_warning);
    show_values(found, SIP_HEADER_REASON, show_reason);
    show_own_headers(found);
    show_contacts(found);
    for (size_t i = 0; i < G_N_ELEMENTS(shown_for_code); i++) {
        if (shown_for_code[i].code == found->response->status) {
            show_header(found, shown_for_code[i].header);
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(shown_as_sent); i++) {
        show_header(found, shown_as_sent[i]);
    }
}
