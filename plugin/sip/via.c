/* via.c
 * The values of Via; see via.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "via.h"

#include "text_scan.h"

static const char *
word_end(const char *at, const char *end)
{
    while (at != end && *at > ' ') {
        at++;
    }
    return at;
}

/* The branch if it is written as nearly everybody does; absent if it is not, or not there. The first byte is a semicolon. */
static sip_text
plain_branch(const char *at, const char *end)
{
    static const char name[] = ";branch=";
    const size_t name_size = sizeof name - 1;

    for (; at != NULL; at = find(';', at + 1, end)) {
        if ((size_t)(end - at) > name_size && memcmp(at, name, name_size) == 0) {
            const char *value = at + name_size;
            const char *next = find(';', value, end);
            const sip_text branch = span(value, next != NULL ? next : end);
            return branch.size > 0 && value[0] > ' ' && value[branch.size - 1] > ' ' ? branch : (sip_text){ NULL, 0 };
        }
    }
    return (sip_text){ NULL, 0 };
}

/* Reads "SIP/2.0/UDP host:port;branch=...", the only value of its line, without quotes and odd white space; false if it is not that. */
static bool
read_plain(sip_text line, sip_via *via)
{
    static const char version[] = "SIP/2.0/";
    const size_t version_size = sizeof version - 1;

    if (line.size <= version_size || memcmp(line.at, version, version_size) != 0) {
        return false;
    }
    const char *end = line.at + line.size;
    if (holds_any_of(",\"<", line.at, end)) {
        return false;
    }
    const char *blank = word_end(line.at + version_size, end);
    if (end - blank < 2 || blank[0] != ' ' || blank[1] <= ' ') {
        return false;
    }
    const char *at = blank + 1;
    const char *semicolon = find(';', at, end);
    if (semicolon == NULL || semicolon == at || semicolon[-1] <= ' ') {
        return false;
    }
    via->sent_by = span(at, semicolon);
    via->branch = plain_branch(semicolon, end);
    return via->branch.at != NULL;
}

/* Reads any value. */
G_GNUC_NO_INLINE static bool
read_any(const sip_message *message, unsigned position, sip_via *via)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text value = { NULL, 0 };

    for (unsigned i = 0; i <= position; i++) {
        if (!sip_message_next_value(message, SIP_HEADER_VIA, &values, &value)) {
            return false;
        }
    }
    via->sent_by = sip_via_sent_by(value);
    via->branch = sip_text_parameter(value, "branch");
    return true;
}

bool
sip_message_via(const sip_message *message, unsigned position, sip_via *via)
{
    if (position == 0 && read_plain(sip_message_header(message, SIP_HEADER_VIA), via)) {
        return true;
    }
    /* Most messages that are asked for the second value have one only. */
    if (position > 0 && sip_message_has_one_value(message, SIP_HEADER_VIA)) {
        return false;
    }
    return read_any(message, position, via);
}
