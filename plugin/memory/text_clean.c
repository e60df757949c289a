/* text_clean.c
 * Texts as they may be shown; see text_clean.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "text_clean.h"

#include <stdbool.h>
#include <string.h>

#include <glib.h>

static bool
is_control(gunichar c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/* Separators of lines and paragraphs, and Bidi_Control of the Unicode Character Database. */
static bool
is_deceptive(gunichar c)
{
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* The bytes of the character that begins there if it may be shown as it is, otherwise 0; *taken is how many bytes are read. */
static size_t
size_shown(const char *at, size_t rest, size_t *taken)
{
    *taken = 1;
    if (g_ascii_isgraph(*at)) {
        return 1;
    }
    const bool is_ascii = (guchar)*at < 0x80;
    const gunichar c = is_ascii ? (gunichar)*at : g_utf8_get_char_validated(at, (gssize)rest);
    /* It is -1 or -2 where there is no character. */
    if (c > 0x10ffff) {
        return 0;
    }
    *taken = is_ascii ? 1 : (size_t)(g_utf8_next_char(at) - at);
    return is_control(c) || is_deceptive(c) ? 0 : *taken;
}

size_t
text_clean(char *to, size_t room, const char *bytes, size_t size)
{
    size_t written = 0;
    bool after_blank = false;
    size_t taken;

    for (size_t i = 0; i < size; i += taken) {
        const bool is_blank = g_ascii_isspace(bytes[i]) || bytes[i] == '\v';
        const size_t shown = size_shown(bytes + i, size - i, &taken);
        if (is_blank && after_blank) {
            continue;
        }
        after_blank = is_blank;
        if (written + MAX(shown, 1) >= room) {
            break;
        }
        if (shown == 1) {
            to[written] = bytes[i];
        } else if (shown > 0) {
            memcpy(to + written, bytes + i, shown);
        } else {
            to[written] = (char)(is_blank ? ' ' : '?');
        }
        written += MAX(shown, 1);
    }
    to[written] = '\0';
    return written;
}

char *
text_cleaned(const char *string)
{
    if (string == NULL) {
        return NULL;
    }
    const size_t size = strlen(string);
    char *cleaned = g_malloc(size + 1);
    text_clean(cleaned, size + 1, string, size);
    return cleaned;
}
