/* transaction_key.c
 * What tells a transaction from all others; see transaction_key.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "transaction_key.h"

#include "via.h"

#include <string.h>

sip_text
transaction_cseq_method(const sip_message *message)
{
    const sip_text cseq = sip_message_header(message, SIP_HEADER_CSEQ);

    if (cseq.at == NULL) {
        return cseq;
    }
    const char *end = cseq.at + cseq.size;
    const char *at = cseq.at;
    while (at < end && g_ascii_isdigit(*at)) {
        at++;
    }
    if (at == end) {
        return (sip_text){ NULL, 0 };
    }
    /* Nearly always a blank and letters are all the rest; these are behind all bytes that end a word. */
    const char *method = *at == ' ' ? at + 1 : at;
    const char *letter = method;
    while (letter < end && *letter >= 'A') {
        letter++;
    }
    return letter == end && letter > method ? (sip_text){ method, (size_t)(end - method) }
                                            : sip_text_token((sip_text){ at, (size_t)(end - at) });
}

G_STATIC_ASSERT(TRANSACTION_KEY_ROOM <= PADDED_MAX);

static void
replace_zero_bytes(char *name, size_t size)
{
    char *zero;

    while ((zero = memchr(name, '\0', size)) != NULL) {
        *zero = '?';
    }
}

/* Puts texts together with blanks between them. A name is never shown, so it needs no more than to have no zero byte. */
static inline size_t
write_parts(char *name, const sip_text *parts, size_t count)
{
    bool is_printable = true;
    char *end = name;

    for (size_t i = 0; i < count; i++) {
        const size_t size = MIN(parts[i].size, (size_t)TEXT_POOL_BYTES);
        if (!padded_copy(end, parts[i].at, size)) {
            is_printable = false;
        }
        end += size;
        *end++ = ' ';
    }
    end--;
    if (!is_printable) {
        replace_zero_bytes(name, (size_t)(end - name));
    }
    padded_end(end);
    return PADDED_BYTES(end - name);
}

size_t
transaction_key_write(char *name, const sip_message *message, unsigned position, sip_text method)
{
    static const char cookie[] = "z9hG4bK"; /* RFC 3261 8.1.1.7 */
    const size_t cookie_size = sizeof cookie - 1;
    sip_via via;

    if (method.at == NULL || !sip_message_via(message, position, &via)) {
        return 0;
    }
    if (via.branch.size > cookie_size && sip_text_is((sip_text){ via.branch.at, cookie_size }, cookie)) {
        /* Without the cookie, which all have. */
        const sip_text own = { via.branch.at + cookie_size, via.branch.size - cookie_size };
        return write_parts(name, (const sip_text[]){ own, via.sent_by, method }, 3);
    }
    /* RFC 3261 17.2.3 for the branches of RFC 2543. The To tag is left out, as the request may have none. */
    const sip_text parts[] = { sip_message_header(message, SIP_HEADER_CALL_ID), sip_message_header(message, SIP_HEADER_CSEQ),
                               sip_text_tag(sip_message_header(message, SIP_HEADER_FROM)), via.sent_by, method };
    return write_parts(name, parts, G_N_ELEMENTS(parts));
}
