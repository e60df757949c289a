/* text.c
 * Spans of the bytes of a message; see text.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "text.h"

#include "text_scan.h"

sip_text
sip_text_trimmed(sip_text text)
{
    return text.at != NULL ? scan_trimmed(text.at, text.at + text.size) : text;
}

sip_text
sip_text_token(sip_text value)
{
    if (value.at == NULL) {
        return value;
    }
    const char *end = value.at + value.size;
    const char *begin = scan_skip_space(value.at, end);
    const char *at = begin;

    while (at < end && !scan_is_space(*at) && *at != ',' && *at != ';') {
        at++;
    }
    return scan_span(begin, at);
}

gint64
sip_text_number(sip_text text)
{
    if (text.at == NULL) {
        return -1;
    }
    const char *end = text.at + text.size;
    const char *at = scan_skip_space(text.at, end);
    gint64 number = 0;

    if (at == end || !g_ascii_isdigit(*at)) {
        return -1;
    }
    for (; at < end && g_ascii_isdigit(*at); at++) {
        number = number * 10 + (*at - '0');
        if (number > G_MAXUINT32) {
            return -1;
        }
    }
    return number;
}

bool
sip_text_equal(sip_text a, sip_text b)
{
    return a.at != NULL && b.at != NULL && a.size == b.size && memcmp(a.at, b.at, a.size) == 0;
}

bool
sip_text_equal_any_case(sip_text a, sip_text b)
{
    if (a.at == NULL || b.at == NULL || a.size != b.size) {
        return false;
    }
    for (size_t i = 0; i < a.size; i++) {
        if (g_ascii_tolower(a.at[i]) != g_ascii_tolower(b.at[i])) {
            return false;
        }
    }
    return true;
}

bool
sip_text_begins_with(sip_text text, const char *word)
{
    const size_t size = strlen(word);

    if (text.at == NULL || text.size < size) {
        return false;
    }
    /* Nearly all are written as the word is. g_ascii_strncasecmp() stops at a zero byte, which the text may hold but no word does. */
    return memcmp(text.at, word, size) == 0 || g_ascii_strncasecmp(text.at, word, size) == 0;
}

bool
sip_text_contains(sip_text text, const char *word)
{
    const size_t size = strlen(word);

    for (size_t at = 0; text.at != NULL && at + size <= text.size; at++) {
        if (sip_text_begins_with((sip_text){ text.at + at, text.size - at }, word)) {
            return true;
        }
    }
    return false;
}
