/* text_scan.h
 * The small steps of reading bytes, for the modules that read messages and their bodies only; inline, as they are taken for nearly each byte.
 *
 * Bytes lie between a beginning and an end; the byte at the end is not read.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TEXT_SCAN_H
#define SIPEXPERT_TEXT_SCAN_H

#include "text.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/** True for the white space of a header line (RFC 3261 25.1, LWS). */
static inline bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/** ASCII; other bytes stay as they are. */
static inline int
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static inline sip_text
span(const char *begin, const char *end)
{
    return (sip_text){ begin, (size_t)(end - begin) };
}

/** The first such byte; NULL if there is none. */
static inline const char *
find(char c, const char *begin, const char *end)
{
    return memchr(begin, c, (size_t)(end - begin));
}

/** The first line feed; NULL if there is none. For header lines, which are so short that a call of memchr() takes longer than the search. */
static inline const char *
find_line_feed(const char *at, const char *end)
{
#ifdef __SSE2__
    const __m128i feed = _mm_set1_epi8('\n');

    for (; end - at >= 32; at += 32) {
        const __m128i *half = (const __m128i *)at;
        const int first = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(half), feed));
        const int second = _mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(half + 1), feed));
        const unsigned found = (unsigned)first | (unsigned)second << 16;
        if (found != 0) {
            return at + (unsigned)__builtin_ctz(found);
        }
    }
#endif
    return find('\n', at, end);
}

/** True if one of the three bytes is there. */
static inline bool
holds_any_of(const char *bytes, const char *begin, const char *end)
{
#ifdef __SSE2__
    const __m128i a = _mm_set1_epi8(bytes[0]);
    const __m128i b = _mm_set1_epi8(bytes[1]);
    const __m128i c = _mm_set1_epi8(bytes[2]);

    if (end - begin >= 16) {
        __m128i found = _mm_setzero_si128();
        for (const char *at = begin; at < end; at += 16) {
            /* The last block has bytes of the one before, too. */
            const __m128i block = _mm_loadu_si128((const __m128i *)MIN(at, end - 16));
            found = _mm_or_si128(
                found, _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(block, a), _mm_cmpeq_epi8(block, b)), _mm_cmpeq_epi8(block, c)));
        }
        return _mm_movemask_epi8(found) != 0;
    }
#endif
    return find(bytes[0], begin, end) != NULL || find(bytes[1], begin, end) != NULL || find(bytes[2], begin, end) != NULL;
}

/** The first byte that is no white space, or the end. */
static inline const char *
skip_space(const char *at, const char *end)
{
    while (at < end && is_space(*at)) {
        at++;
    }
    return at;
}

/** What is between the two places, without white space around it. */
static inline sip_text
trimmed(const char *begin, const char *end)
{
    begin = skip_space(begin, end);
    while (begin < end && is_space(end[-1])) {
        end--;
    }
    return span(begin, end);
}

/** True if as many bytes are equal without regard to ASCII case. */
static inline bool
same_but_for_case(const char *a, const char *b, size_t size)
{
    /* Nearly all words that differ do so in the first letter, of which the two cases differ in one bit. */
    if (size > 0 && ((a[0] ^ b[0]) & ~('a' ^ 'A')) != 0) {
        return false;
    }
    /* Nearly all others are written as the RFCs do. */
    if (memcmp(a, b, size) == 0) {
        return true;
    }
    for (size_t i = 0; i < size; i++) {
        if (lower(a[i]) != lower(b[i])) {
            return false;
        }
    }
    return true;
}

#endif
