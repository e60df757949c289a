/* transaction_name.c
 * What tells a transaction from all others; see transaction_name.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "transaction_name.h"

#include "via.h"

#include <string.h>

sip_text
transaction_cseq_method(const sip_message *message)
{
    sip_text cseq = sip_message_header(message, SIP_HEADER_CSEQ);
    size_t digits = 0;

    while (digits < cseq.size && g_ascii_isdigit(cseq.at[digits])) {
        digits++;
    }
    if (digits == cseq.size) {
        return (sip_text){ NULL, 0 };
    }
    return sip_text_token((sip_text){ cseq.at + digits, cseq.size - digits });
}

/* Puts texts together with blanks between them. A name is never shown, so it needs no more than to be a string. */
static size_t
write_parts(char *name, const sip_text *parts, size_t count)
{
    char *end = name;
    char *zero;

    for (size_t i = 0; i < count; i++) {
        const size_t size = MIN(parts[i].size, (size_t)TEXT_POOL_BYTES);
        if (parts[i].size > 0) {
            memcpy(end, parts[i].at, size);
        }
        end += size;
        *end++ = ' ';
    }
    *--end = '\0';
    while ((zero = memchr(name, '\0', (size_t)(end - name))) != NULL) {
        *zero = '?';
    }
    return (size_t)(end - name) + 1;
}

size_t
transaction_name_write(char *name, const sip_message *message, unsigned position, sip_text method)
{
    const sip_text cookie = { "z9hG4bK", strlen("z9hG4bK") }; /* RFC 3261 8.1.1.7 */
    sip_via via;

    if (method.at == NULL || !sip_message_via(message, position, &via)) {
        return 0;
    }
    if (via.branch.size > cookie.size && sip_text_is((sip_text){ via.branch.at, cookie.size }, cookie.at)) {
        /* Without the cookie, which all have. */
        const sip_text own = { via.branch.at + cookie.size, via.branch.size - cookie.size };
        return write_parts(name, (const sip_text[]){ own, via.sent_by, method }, 3);
    }
    /* RFC 3261 17.2.3 for the branches of RFC 2543. The To tag is left out, as the request may have none. */
    const sip_text parts[] = { sip_message_header(message, SIP_HEADER_CALL_ID), sip_message_header(message, SIP_HEADER_CSEQ),
                               sip_text_parameter(sip_message_header(message, SIP_HEADER_FROM), "tag"), via.sent_by, method };
    return write_parts(name, parts, G_N_ELEMENTS(parts));
}
