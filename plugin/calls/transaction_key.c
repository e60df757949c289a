/* transaction_key.c
 * What distinguishes a transaction from all others; see transaction_key.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "transaction_key.h"

#include "hash.h"
#include "strings.h"
#include "via.h"

#include <string.h>

/* RFC 3261 8.1.1.7 */
#define COOKIE "z9hG4bK"

/* The size of a part is written in so many bytes. */
#define SIZE_BYTES sizeof(guint16)
#define MAX_PARTS 5

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

/* Writes a part, or what stands for a long one, as a pool does. */
static guint16
write_part(char *to, sip_text part)
{
    if (part.size > STRING_BYTES) {
        return (guint16)string_write(to, part.at, part.size);
    }
    if (part.size > 0) {
        memcpy(to, part.at, part.size);
    }
    return (guint16)part.size;
}

/* Each part comes after its size, so different lists of parts are different bytes. */
static guint64
hash_of(const sip_text *parts, size_t count)
{
    char bytes[MAX_PARTS * (SIZE_BYTES + STRING_ROOM)];
    char *end = bytes;

    for (size_t i = 0; i < count; i++) {
        const guint16 size = write_part(end + SIZE_BYTES, parts[i]);
        memcpy(end, &size, SIZE_BYTES);
        end += SIZE_BYTES + size;
    }
    return hash_bytes(bytes, (size_t)(end - bytes));
}

guint64
transaction_key(const sip_message *message, unsigned position, sip_text method)
{
    const size_t cookie_size = strlen(COOKIE);
    sip_via via;

    if (method.at == NULL || !sip_message_via(message, position, &via)) {
        return 0;
    }
    if (via.branch.size > cookie_size && sip_text_begins_with(via.branch, COOKIE)) {
        /* The cookie is compared without regard to case, all that follows with it. */
        const sip_text own = { via.branch.at + cookie_size, via.branch.size - cookie_size };
        return hash_of((const sip_text[]){ own, via.sent_by, method }, 3);
    }
    /* RFC 3261 17.2.3 for the branches of RFC 2543. The To tag is left out, as the request may have none. */
    const sip_text parts[] = { sip_message_header(message, SIP_HEADER_CALL_ID), sip_message_header(message, SIP_HEADER_CSEQ),
                               sip_text_parameter(sip_message_header(message, SIP_HEADER_FROM), "tag"), via.sent_by, method };
    return hash_of(parts, G_N_ELEMENTS(parts));
}
