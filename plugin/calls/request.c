/* request.c
 * What is kept of a request; see request.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "request.h"

#include <string.h>

/* More than a request needs to answer all challenges of a forking proxy (RFC 3261 22.3). */
#define MAX_CREDENTIALS 4
#define MAX_CONTACTS 16

/* So many wait at a time: what a busy server gets while a call is set up. */
#define MAX_UNREAD 512
/* Nearly all requests are smaller; larger ones are read at once. */
#define UNREAD_BYTES 2048

struct unread_request {
    request_reader *reader;
    sip_request *request; /* NULL: none waits here */
    size_t size;
    char bytes[UNREAD_BYTES - 3 * sizeof(gpointer)];
};

struct request_reader {
    arena *memory;
    text_pool *pool;
    unread_request *unread; /* MAX_UNREAD of them; NULL before the first request */
    unsigned next;          /* to be used */
};

request_reader *
request_reader_new(arena *memory, text_pool *pool)
{
    request_reader *reader = g_new0(request_reader, 1);

    reader->memory = memory;
    reader->pool = pool;
    return reader;
}

void
request_reader_free(request_reader *reader)
{
    g_free(reader->unread);
    g_free(reader);
}

static void
read_credentials(request_reader *reader, const sip_message *message, sip_header name, sip_request *request)
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
            sip_credentials *one = arena_take(reader->memory, sizeof *one);
            one->realm = text_pool_copy(reader->pool, sip_text_auth_parameter(line, "realm"));
            one->user = text_pool_copy(reader->pool, sip_text_auth_parameter(line, "username"));
            one->nonce = text_pool_copy(reader->pool, nonce);
            one->next = request->credentials;
            request->credentials = one;
        }
    } while (++count < MAX_CREDENTIALS && sip_message_next_header(message, name, &line));
}

/* Expires may stand in the header or, in a REGISTER, with each Contact (RFC 3261 10.2.1.1); the longest is what is asked for. */
static gint64
expires_of(const sip_message *message)
{
    const gint64 of_header = sip_text_number(sip_message_header(message, SIP_HEADER_EXPIRES));
    sip_values at = { .line = { NULL, 0 } };
    sip_text contact;
    gint64 longest = -1;
    int count = 0;

    if (!sip_text_is(message->method, "REGISTER") || sip_message_header(message, SIP_HEADER_CONTACT).at == NULL) {
        return of_header;
    }
    while (count++ < MAX_CONTACTS && sip_message_next_value(message, SIP_HEADER_CONTACT, &at, &contact)) {
        const gint64 of_contact = sip_text_number(sip_text_parameter(contact, "expires"));
        longest = MAX(longest, of_contact >= 0 ? of_contact : of_header);
    }
    return longest;
}

static unsigned
count_vias(const sip_message *message)
{
    sip_values at = { .line = { NULL, 0 } };
    sip_text via;
    unsigned count = 0;

    if (sip_message_has_one_value(message, SIP_HEADER_VIA)) {
        return sip_message_header(message, SIP_HEADER_VIA).size > 0 ? 1 : 0;
    }
    while (count < SIP_REQUEST_MAX_VIAS && sip_message_next_value(message, SIP_HEADER_VIA, &at, &via)) {
        count++;
    }
    return count;
}

static void
read_users(text_pool *pool, const sip_message *message, sip_request *request)
{
    const bool registers = sip_text_is(message->method, "REGISTER");
    const sip_text called = registers ? sip_text_uri(sip_message_header(message, SIP_HEADER_TO)) : message->request_uri;

    request->user = text_pool_copy(pool, sip_uri_user(called));
    request->from_user = text_pool_copy(pool, sip_uri_user(sip_text_uri(sip_message_header(message, SIP_HEADER_FROM))));
}

static void
keep_details(sip_request *request, const sip_request_details *details)
{
    request->details = details;
    request->is_read = true;
}

/* Makes the details of the request that waits there, and room for another. */
static void
read_details(unread_request *unread)
{
    request_reader *reader = unread->reader;
    sip_request *request = unread->request;
    sip_message message;

    unread->request = NULL;
    /* These bytes were read before. */
    (void)sip_message_read(unread->bytes, unread->size, &message);
    keep_details(request, request_details_read(reader->memory, reader->pool, &message, request->is_cut));
}

/* Returns where the next request may wait. */
static unread_request *
free_place(request_reader *reader)
{
    if (reader->unread == NULL) {
        /* Only whether they are used need be known of a megabyte. */
        reader->unread = g_new(unread_request, MAX_UNREAD);
        for (size_t i = 0; i < MAX_UNREAD; i++) {
            reader->unread[i].request = NULL;
        }
    }
    unread_request *unread = &reader->unread[reader->next];
    reader->next = (reader->next + 1) % MAX_UNREAD;
    if (unread->request != NULL && unread->request->is_settled) {
        keep_details(unread->request, &request_details_unknown);
    } else if (unread->request != NULL) {
        read_details(unread);
    }
    return unread;
}

static void
let_wait(request_reader *reader, const sip_message *message, sip_request *request)
{
    unread_request *unread = free_place(reader);

    unread->reader = reader;
    unread->request = request;
    unread->size = message->size;
    memcpy(unread->bytes, message->start_line.at, message->size);
    request->unread = unread;
}

void
sip_request_forget(sip_request *request)
{
    *request = (sip_request){ .details = &request_details_unknown, .is_read = true, .expires = -1, .max_forwards = -1 };
}

void
sip_request_read(request_reader *reader, const sip_message *message, bool is_cut, sip_request *request)
{
    *request = (sip_request){ .is_cut = is_cut };
    request->cseq = (guint32)MAX(sip_text_number(sip_message_header(message, SIP_HEADER_CSEQ)), 0);
    request->in_dialog = sip_text_tag(sip_message_header(message, SIP_HEADER_TO)).at != NULL;
    request->max_forwards = (gint16)MIN(sip_text_number(sip_message_header(message, SIP_HEADER_MAX_FORWARDS)), G_MAXINT16);
    request->expires = expires_of(message);
    request->vias = (guint8)count_vias(message);
    request->has_report = request_has_report(message);
    read_users(reader->pool, message, request);
    read_credentials(reader, message, SIP_HEADER_AUTHORIZATION, request);
    read_credentials(reader, message, SIP_HEADER_PROXY_AUTHORIZATION, request);
    if (message->size <= sizeof reader->unread->bytes) {
        let_wait(reader, message, request);
    } else {
        keep_details(request, request_details_read(reader->memory, reader->pool, message, is_cut));
    }
}

const sip_request_details *
sip_request_details_of(const sip_request *request)
{
    /* What is read now is what could have been read before: nobody sees a request change. */
    if (!request->is_read) {
        read_details(request->unread);
    }
    return request->details;
}
