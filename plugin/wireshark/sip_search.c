/* sip_search.c
 * Finds SIP messages in bytes; see sip_search.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "sip_search.h"

#include <string.h>
#include <wsutil/wmem/wmem.h>

/* The version is in every start line: first in that of a response, last in that of a request (RFC 3261 7.1, 7.2). */
static const char version[] = "SIP/2.0";
#define VERSION_SIZE (sizeof version - 1)

static const char *const methods[] = { "INVITE",    "ACK",    "BYE",     "CANCEL", "OPTIONS", "REGISTER", "PRACK",
                                       "SUBSCRIBE", "NOTIFY", "PUBLISH", "INFO",   "REFER",   "MESSAGE",  "UPDATE" };

static bool
ends_with(const guint8 *begin, const guint8 *end, const char *word)
{
    const size_t size = strlen(word);

    return size > 0 && (size_t)(end - begin) >= size && memcmp(end - size, word, size) == 0;
}

/* Where the method begins that ends there; NULL if none does. */
static const guint8 *
begin_of_method(const guint8 *begin, const guint8 *end, const char *method)
{
    if (method != NULL && ends_with(begin, end, method)) {
        return end - strlen(method);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        if (ends_with(begin, end, methods[i])) {
            return end - strlen(methods[i]);
        }
    }
    return NULL;
}

/* The blank before that byte, if only bytes of a Request-URI are between them; NULL otherwise. */
static const guint8 *
blank_before(const guint8 *begin, const guint8 *end)
{
    while (end > begin && end[-1] > ' ') {
        end--;
    }
    return end > begin && end[-1] == ' ' ? end - 1 : NULL;
}

/* Where the start line begins that has its version there; NULL if it is another use of the version, as in Via. */
static const guint8 *
begin_of_start_line(const guint8 *begin, const guint8 *at, const guint8 *end, const char *method)
{
    const guint8 *after = at + VERSION_SIZE;

    if (after < end && *after == ' ') {
        return at;
    }
    if (after < end && *after != '\r' && *after != '\n') {
        return NULL;
    }
    const guint8 *blank = at > begin && at[-1] == ' ' ? blank_before(begin, at - 1) : NULL;
    return blank != NULL ? begin_of_method(begin, blank, method) : NULL;
}

bool
sip_search_next(const guint8 *bytes, size_t size, size_t *offset, const char *method, sip_message *message)
{
    const guint8 *end = bytes + size;
    const guint8 *begin = bytes + *offset;

    for (const guint8 *at = begin; at < end; at += VERSION_SIZE) {
        at = ws_memmem(at, (size_t)(end - at), (const guint8 *)version, VERSION_SIZE);
        if (at == NULL) {
            break;
        }
        const guint8 *start = begin_of_start_line(begin, at, end, method);
        if (start != NULL && sip_message_read(start, (size_t)(end - start), message)) {
            *offset = (size_t)(start - bytes) + message->size;
            return true;
        }
    }
    *offset = size;
    return false;
}
