/* transaction_key.c
 * What distinguishes a transaction from all others; see transaction_key.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "transaction_key.h"

#include "via.h"

/* RFC 3261 8.1.1.7 */
#define COOKIE "z9hG4bK"

/* The size of a part is written in two bytes of so many values, none of them zero. */
#define SIZE_BASE 128
G_STATIC_ASSERT(STRING_ROOM < SIZE_BASE * SIZE_BASE);

sip_text
transaction_cseq_method(const sip_message *message)
{
    const sip_text cseq = sip_message_header(message, SIP_HEADER_CSEQ);
    size_t digits = 0;

    while (digits < cseq.size && g_ascii_isdigit(cseq.at[digits])) {
        digits++;
    }
    return digits < cseq.size ? sip_text_token((sip_text){ cseq.at + digits, cseq.size - digits }) : (sip_text){ NULL, 0 };
}

/* Writes each part after its size, so that different lists of parts never give the same key. */
static void
write_parts(char *key, const sip_text *parts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const size_t size = string_write(key + 2, parts[i].at, parts[i].size);
        key[0] = (char)(1 + size % SIZE_BASE);
        key[1] = (char)(1 + size / SIZE_BASE);
        key += 2 + size;
    }
}

bool
transaction_key_write(char *key, const sip_message *message, unsigned position, sip_text method)
{
    const size_t cookie_size = strlen(COOKIE);
    sip_via via;

    if (method.at == NULL || !sip_message_via(message, position, &via)) {
        return false;
    }
    if (via.branch.size > cookie_size && sip_text_begins_with(via.branch, COOKIE)) {
        /* The cookie is compared without regard to case, all that follows with it. */
        const sip_text own = { via.branch.at + cookie_size, via.branch.size - cookie_size };
        write_parts(key, (const sip_text[]){ own, via.sent_by, method }, 3);
        return true;
    }
    /* RFC 3261 17.2.3 for the branches of RFC 2543. The To tag is left out, as the request may have none. */
    const sip_text parts[] = { sip_message_header(message, SIP_HEADER_CALL_ID), sip_message_header(message, SIP_HEADER_CSEQ),
                               sip_text_parameter(sip_message_header(message, SIP_HEADER_FROM), "tag"), via.sent_by, method };
    write_parts(key, parts, G_N_ELEMENTS(parts));
    return true;
}
