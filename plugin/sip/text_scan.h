/* text_scan.h
 * The small steps of reading bytes, for the modules that read messages and their bodies only.
 *
 * Bytes lie between a beginning and an end; the byte at the end is not read.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TEXT_SCAN_H
#define SIPEXPERT_TEXT_SCAN_H

#include "text.h"

/** True for the white space of a header line (RFC 3261 25.1, LWS). */
static inline bool
scan_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline sip_text
scan_span(const char *begin, const char *end)
{
    return (sip_text){ begin, (size_t)(end - begin) };
}

/** The first such byte; NULL if there is none. */
static inline const char *
scan_find(char c, const char *begin, const char *end)
{
    return memchr(begin, c, (size_t)(end - begin));
}

/** The first byte that is not white space, or the end. */
static inline const char *
scan_skip_space(const char *at, const char *end)
{
    while (at < end && scan_is_space(*at)) {
        at++;
    }
    return at;
}

/** What is between the two places, without white space around it. */
static inline sip_text
scan_trimmed(const char *begin, const char *end)
{
    begin = scan_skip_space(begin, end);
    while (begin < end && scan_is_space(end[-1])) {
        end--;
    }
    return scan_span(begin, end);
}

#endif
