/* passport.c
 * What the PASSporT in Identity states; see passport.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "passport.h"

#include "text_scan.h"

/* Longer PASSporTs are not read: they have some hundred bytes. */
#define PASSPORT_BYTES 8192

#define JSON_SPACE " \t\r\n"

/* The second part of header.payload.signature (RFC 8225 3, RFC 7515 3.1). */
static sip_text
payload_of(sip_text passport)
{
    const char *end = passport.at + passport.size;
    const char *first = scan_find('.', passport.at, end);
    const char *second = first != NULL ? scan_find('.', first + 1, end) : NULL;

    return second != NULL ? scan_span(first + 1, second) : (sip_text){ NULL, 0 };
}

/* Returns the bytes of base64url without padding, closed by a zero byte, for g_free(). */
static char *
decoded(sip_text base64url)
{
    GString *text = g_string_new_len(base64url.at, (gssize)base64url.size);
    gsize size;

    g_string_replace(text, "-", "+", 0);
    g_string_replace(text, "_", "/", 0);
    while (text->len % 4 != 0) {
        g_string_append_c(text, '=');
    }
    guchar *bytes = g_base64_decode(text->str, &size);
    g_string_free(text, TRUE);
    char *string = g_strndup((const char *)bytes, size);
    g_free(bytes);
    return string;
}

char *
passport_claims(sip_text identity)
{
    const sip_text passport = sip_text_token(identity);
    const sip_text payload = passport.size <= PASSPORT_BYTES ? payload_of(passport) : (sip_text){ NULL, 0 };

    return payload.size > 0 ? decoded(payload) : NULL;
}

/* The value of the first member of that name, which is given with its quotes; NULL if there is none. */
static const char *
value_of(const char *json, const char *quoted_name)
{
    const char *member = json != NULL ? strstr(json, quoted_name) : NULL;

    if (member == NULL) {
        return NULL;
    }
    member += strlen(quoted_name);
    return member + strspn(member, ":" JSON_SPACE);
}

gint64
passport_time(const char *claims)
{
    const char *issued = value_of(claims, "\"iat\"");

    return issued != NULL ? sip_text_number(sip_text_of(issued)) : -1;
}

sip_text
passport_numbers(const char *claims, const char *party)
{
    char *quoted_name = g_strdup_printf("\"%s\"", party);
    const char *object = value_of(claims, quoted_name);
    const char *end = object != NULL && *object == '{' ? strchr(object, '}') : NULL;
    const char *value = end != NULL ? value_of(object, "\"tn\"") : NULL;

    g_free(quoted_name);
    if (value == NULL || value >= end || (*value != '[' && *value != '"')) {
        return (sip_text){ NULL, 0 };
    }
    const char *closed = strchr(value + 1, *value == '[' ? ']' : '"');
    if (closed == NULL || closed >= end) {
        return (sip_text){ NULL, 0 };
    }
    return *value == '[' ? sip_text_trimmed(scan_span(value + 1, closed)) : scan_span(value, closed + 1);
}
