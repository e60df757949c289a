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
    return text.at != NULL ? trimmed(text.at, text.at + text.size) : text;
}

static bool
ends_token(char c)
{
    return c <= ';' && (is_space(c) || c == ',' || c == ';');
}

sip_text
sip_text_token(sip_text value)
{
    if (value.at == NULL) {
        return (sip_text){ NULL, 0 };
    }
    const char *end = value.at + value.size;
    const char *begin = skip_space(value.at, end);
    const char *at = begin;

    while (at < end && !ends_token(*at)) {
        at++;
    }
    return span(begin, at);
}

gint64
sip_text_number(sip_text text)
{
    if (text.at == NULL) {
        return -1;
    }
    const char *end = text.at + text.size;
    const char *at = skip_space(text.at, end);
    gint64 number = 0;

    if (at == end || !is_digit(*at)) {
        return -1;
    }
    for (; at < end && is_digit(*at); at++) {
        number = number * 10 + (*at - '0');
        if (number > G_MAXUINT32) {
            return -1;
        }
    }
    return number;
}

bool
sip_text_same_letters(sip_text text, const char *word)
{
    return text.at != NULL && same_but_for_case(text.at, word, text.size);
}
