/* request.c
 * Observations of single requests: headers, lengths, numbers, times; see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"
#include "passport.h"
#include "request_details.h"
#include "stated_time.h"

#include <string.h>

/* Shorter numbers are extensions, which have one format only. */
#define DIGITS_OF_A_NUMBER 7
/* RFC 8224 6.2.2 recommends this freshness. */
#define SECONDS_OF_FRESHNESS 60

/* The headers without which a request is incomplete (RFC 3261 8.1.1, 20; RFC 3262, 3515, 3903, 6665), and its methods; NULL: all. */
static const struct {
    sip_header header;
    const char *const methods[4];
} mandatory[] = {
    { SIP_HEADER_EVENT, { "SUBSCRIBE", "NOTIFY", "PUBLISH" } },
    { SIP_HEADER_SUBSCRIPTION_STATE, { "NOTIFY" } },
    { SIP_HEADER_REFER_TO, { "REFER" } },
    { SIP_HEADER_RACK, { "PRACK" } },
    { SIP_HEADER_CONTACT, { "INVITE", "SUBSCRIBE", "REFER" } },
    { SIP_HEADER_TO, { NULL } },
    { SIP_HEADER_FROM, { NULL } },
    { SIP_HEADER_CALL_ID, { NULL } },
    { SIP_HEADER_MAX_FORWARDS, { NULL } },
};
G_STATIC_ASSERT(G_N_ELEMENTS(mandatory) < REQUEST_MAX_MISSING);

static bool
is_for_method(const char *const *methods, const finding *found)
{
    if (methods[0] == NULL) {
        return true;
    }
    for (; *methods != NULL; methods++) {
        if (finding_is_of(found, *methods)) {
            return true;
        }
    }
    return false;
}

/* A PUBLISH brings a state, or refreshes or removes the one that SIP-If-Match names (RFC 3903 4.1). */
static bool
publishes_nothing(const finding *found, const sip_message *request)
{
    return finding_is_of(found, "PUBLISH") && request->body.size == 0 &&
           sip_text_number(sip_message_header(request, SIP_HEADER_CONTENT_LENGTH)) <= 0 &&
           sip_message_header(request, SIP_HEADER_SIP_IF_MATCH).at == NULL;
}

/* Old clients send no Max-Forwards, and nothing fails for want of it but its own check. */
static bool
may_matter(const finding *found, sip_header header)
{
    return header != SIP_HEADER_MAX_FORWARDS || found->response->status == 400 || found->response->status == 483;
}

unsigned
request_missing_headers(finding *found, const char *names[REQUEST_MAX_MISSING])
{
    const sip_message *request = finding_request(found);
    unsigned count = 0;

    if (request == NULL || found->request->is_cut || !request->has_all_headers) {
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(mandatory); i++) {
        const sip_header header = mandatory[i].header;
        if (sip_message_header(request, header).at == NULL && is_for_method(mandatory[i].methods, found) &&
            may_matter(found, header)) {
            names[count++] = sip_header_name(header);
        }
    }
    if (publishes_nothing(found, request)) {
        names[count++] = REQUEST_NO_STATE;
    }
    return count;
}

void
observe_missing_headers(finding *found)
{
    const char *names[REQUEST_MAX_MISSING];
    const unsigned count = request_missing_headers(found, names);

    for (unsigned i = 0; i < count; i++) {
        finding_show(found, OBSERVED_HEADER_ABSENT, "method", finding_copy_string(found, found->transaction->method), "frame",
                     finding_number(found, found->request->frame), "header", names[i], NULL);
    }
}

bool
request_body_size(finding *found, gint64 *announced, gint64 *received)
{
    const sip_message *request = finding_request(found);

    if (request == NULL || found->request->is_cut || !request->has_all_headers) {
        return false;
    }
    *announced = sip_text_number(sip_message_header(request, SIP_HEADER_CONTENT_LENGTH));
    *received = (gint64)request->body.size + found->request->surplus;
    return *announced >= 0 && *announced != *received;
}

void
observe_content_length(finding *found)
{
    gint64 announced;
    gint64 received;

    if (request_body_size(found, &announced, &received)) {
        finding_show(found, OBSERVED_CONTENT_LENGTH, "frame", finding_number(found, found->request->frame), "announced",
                     finding_number(found, announced), "received", finding_number(found, received), NULL);
    }
}

/* token of RFC 3261 25.1 */
static bool
is_token(sip_text text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (!g_ascii_isalnum(text.at[i]) && (text.at[i] == '\0' || strchr("-.!%*_+`\'~", text.at[i]) == NULL)) {
            return false;
        }
    }
    return text.size > 0;
}

static bool
is_header_line(sip_text line)
{
    const char *colon = memchr(line.at, ':', line.size);

    return colon != NULL && line.at[0] != ' ' && line.at[0] != '\t' &&
           is_token(sip_text_trimmed((sip_text){ line.at, (size_t)(colon - line.at) }));
}

void
observe_header_lines(finding *found)
{
    const sip_message *request = finding_request(found);
    sip_text line;

    if (request == NULL || found->request->is_cut) {
        return;
    }
    for (sip_text rest = request->headers; sip_message_take_line(&rest, &line);) {
        if (!is_header_line(line)) {
            finding_show(found, OBSERVED_HEADER_LINE, "frame", finding_number(found, found->request->frame), "value",
                         finding_copy(found, line), NULL);
            return;
        }
    }
}

void
observe_registered_user(finding *found)
{
    const sip_message *request = finding_is_of(found, "REGISTER") ? finding_request(found) : NULL;

    if (request != NULL && request_registered_user(request).at != NULL) {
        finding_show(found, OBSERVED_REGISTERED_USER, "frame", finding_number(found, found->request->frame), "uri",
                     finding_copy(found, request->request_uri), NULL);
    }
}

typedef enum number_format {
    NO_NUMBER,
    WITH_PLUS,
    WITH_ZEROS, /* 00, the usual international prefix */
    PLAIN
} number_format;

static number_format
format_of(sip_text user)
{
    const size_t first = user.size > 0 && user.at[0] == '+' ? 1 : 0;
    size_t digits = 0;

    for (size_t i = first; i < user.size && user.at[i] != ';'; i++) {
        if (g_ascii_isdigit(user.at[i])) {
            digits++;
        } else if (strchr("-.()", user.at[i]) == NULL || user.at[i] == '\0') {
            return NO_NUMBER;
        }
    }
    if (digits < DIGITS_OF_A_NUMBER) {
        return NO_NUMBER;
    }
    return first == 1 ? WITH_PLUS : sip_text_begins_with(user, "00") ? WITH_ZEROS : PLAIN;
}

static void
compare_format(finding *found, sip_text called, sip_text caller, const char *header)
{
    const number_format one = format_of(called);
    const number_format other = format_of(caller);

    if (one != NO_NUMBER && other != NO_NUMBER && one != other) {
        finding_show(found, OBSERVED_NUMBER_FORMATS, "frame", finding_number(found, found->request->frame), "user",
                     finding_copy(found, called), "value", finding_copy(found, caller), "name", header, NULL);
    }
}

void
observe_number_formats(finding *found)
{
    static const sip_header callers[] = { SIP_HEADER_FROM, SIP_HEADER_P_ASSERTED_IDENTITY };
    const bool is_call = finding_is_of(found, "INVITE") && !found->request->in_dialog;
    const sip_message *request = is_call ? finding_request(found) : NULL;

    for (size_t i = 0; request != NULL && i < G_N_ELEMENTS(callers); i++) {
        compare_format(found, sip_uri_user(request->request_uri),
                       sip_uri_user(sip_text_uri(sip_message_header(request, callers[i]))), sip_header_name(callers[i]));
    }
}

/* Shows a time that differs from the capture's. */
static void
compare_time(finding *found, const char *name, sip_text value, gint64 stated)
{
    const gint64 late = found->request->time / G_USEC_PER_SEC - stated;

    if (stated < 0 || ABS(late) <= SECONDS_OF_FRESHNESS) {
        return;
    }
    finding_show(found, late > 0 ? OBSERVED_TIME_BEHIND : OBSERVED_TIME_AHEAD, "name", name, "frame",
                 finding_number(found, found->request->frame), "value",
                 value.at != NULL ? finding_copy(found, value) : finding_number(found, stated), "seconds",
                 finding_number(found, ABS(late)), NULL);
}

/* A clock that is wrong matters to nobody but the verifier of a signature. */
void
observe_stated_times(finding *found)
{
    const sip_message *request = finding_request(found);

    if (request != NULL && (sip_message_header(request, SIP_HEADER_IDENTITY).at != NULL || finding_says(found, "date"))) {
        const sip_text date = sip_message_header(request, SIP_HEADER_DATE);
        compare_time(found, sip_header_name(SIP_HEADER_DATE), date, stated_time_of_date(date));
        char *claims = passport_claims(sip_message_header(request, SIP_HEADER_IDENTITY));
        compare_time(found, "iat", (sip_text){ NULL, 0 }, passport_time(claims));
        g_free(claims);
    }
}
