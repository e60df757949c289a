/* request.c
 * What is kept of a request; see request.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "request.h"

#include "request_details.h"
#include "sip_string.h"

/* More than a request needs to answer all challenges of a forking proxy (RFC 3261 22.3). */
#define MAX_CREDENTIALS 4
#define MAX_CONTACTS 16

/* nc has eight hexadecimal digits (RFC 7616 3.4). */
static guint32
nonce_count(sip_text text)
{
    guint32 count = 0;

    for (size_t i = 0; i < text.size && g_ascii_isxdigit(text.at[i]); i++) {
        count = count << 4 | (guint32)g_ascii_xdigit_value(text.at[i]);
    }
    return count;
}

bool
sip_is_aka(sip_text line)
{
    return sip_text_begins_with(sip_text_auth_parameter(line, "algorithm"), "AKAv");
}

static bool
is_empty(sip_text text)
{
    return text.at != NULL && text.size == 0;
}

static void
read_credentials(arena *memory, string_pool *pool, const sip_message *message, sip_header name, sip_request *request)
{
    sip_text line = sip_message_header(message, name);
    unsigned count = 0;

    if (line.at == NULL) {
        return;
    }
    do {
        const sip_text nonce = sip_text_auth_parameter(line, "nonce");
        /* The first REGISTER to an IMS has no nonce yet (3GPP TS 24.229 5.1.1.2): it asks for a challenge. */
        if (nonce.at == NULL || nonce.size > 0) {
            sip_credentials *credentials = arena_take(memory, sizeof *credentials);
            credentials->realm = sip_string(pool, sip_text_auth_parameter(line, "realm"));
            credentials->user = sip_string(pool, sip_text_auth_parameter(line, "username"));
            credentials->nonce = sip_string(pool, nonce);
            credentials->count = nonce_count(sip_text_auth_parameter(line, "nc"));
            credentials->is_aka = sip_is_aka(line);
            credentials->is_empty = credentials->is_aka && is_empty(sip_text_auth_parameter(line, "response"));
            credentials->has_auts = credentials->is_aka && sip_text_auth_parameter(line, "auts").size > 0;
            credentials->next = request->credentials;
            request->credentials = credentials;
        }
    } while (++count < MAX_CREDENTIALS && sip_message_next_header(message, name, &line));
}

/* Expires may be in the header or, in a REGISTER, with each Contact (RFC 3261 10.2.1.1); the longest is what is asked for. */
static gint64
expires_of(const sip_message *message)
{
    const gint64 of_header = sip_text_number(sip_message_header(message, SIP_HEADER_EXPIRES));
    sip_values values = { .line = { NULL, 0 } };
    sip_text contact;
    gint64 longest = -1;
    int count = 0;

    if (!sip_text_is(message->method, "REGISTER") || sip_message_header(message, SIP_HEADER_CONTACT).at == NULL) {
        return of_header;
    }
    while (count++ < MAX_CONTACTS && sip_message_next_value(message, SIP_HEADER_CONTACT, &values, &contact)) {
        const gint64 of_contact = sip_text_number(sip_text_parameter(contact, "expires"));
        longest = MAX(longest, of_contact >= 0 ? of_contact : of_header);
    }
    return longest;
}

guint8
sip_request_count_vias(const sip_message *message)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text via;
    guint8 count = 0;

    while (count < SIP_REQUEST_MAX_VIAS && sip_message_next_value(message, SIP_HEADER_VIA, &values, &via)) {
        count++;
    }
    return count;
}

static void
read_users(string_pool *pool, const sip_message *message, sip_request *request)
{
    const bool registers = sip_text_is(message->method, "REGISTER");
    const sip_text called = registers ? sip_text_uri(sip_message_header(message, SIP_HEADER_TO)) : message->request_uri;

    request->user = sip_string(pool, sip_uri_user(called));
    request->from_user = sip_string(pool, sip_uri_user(sip_text_uri(sip_message_header(message, SIP_HEADER_FROM))));
}

void
sip_request_read(arena *memory, string_pool *pool, const sip_message *message, bool is_cut, sip_request *request)
{
    *request = (sip_request){ .is_cut = is_cut };
    request->cseq = (guint32)MAX(sip_text_number(sip_message_header(message, SIP_HEADER_CSEQ)), 0);
    request->in_dialog = sip_text_parameter(sip_message_header(message, SIP_HEADER_TO), "tag").at != NULL;
    request->max_forwards = (gint16)MIN(sip_text_number(sip_message_header(message, SIP_HEADER_MAX_FORWARDS)), G_MAXINT16);
    request->expires = expires_of(message);
    request->vias = sip_request_count_vias(message);
    request->has_report = request_has_report(message);
    read_users(pool, message, request);
    read_credentials(memory, pool, message, SIP_HEADER_AUTHORIZATION, request);
    read_credentials(memory, pool, message, SIP_HEADER_PROXY_AUTHORIZATION, request);
}

void
sip_request_read_repeated(string_pool *pool, const sip_message *response, sip_request *request)
{
    const sip_text from = sip_message_header(response, SIP_HEADER_FROM);

    request->user = sip_string(pool, sip_uri_user(sip_text_uri(sip_message_header(response, SIP_HEADER_TO))));
    request->from_user = sip_string(pool, sip_uri_user(sip_text_uri(from)));
    request->from_tag = sip_string(pool, sip_text_parameter(from, "tag"));
    request->cseq = (guint32)MAX(sip_text_number(sip_message_header(response, SIP_HEADER_CSEQ)), 0);
}

bool
sip_request_message(const sip_request *request, sip_message *message)
{
    return kept_message_read(request->kept, message);
}
