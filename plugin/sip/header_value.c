/* header_value.c
 * What the value of a header line holds; see header_value.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "header_value.h"

#include "text_scan.h"

static const sip_text absent = { NULL, 0 };

/* After the quoted string that begins there. */
static const char *
after_quoted(const char *at, const char *end)
{
    for (at++; at < end && *at != '"'; at++) {
        if (*at == '\\' && at + 1 < end) {
            at++;
        }
    }
    return at < end ? at + 1 : end;
}

/* True if the bytes hold nothing that hides separators. */
static bool
is_plain(const char *at, const char *end)
{
    return scan_find('"', at, end) == NULL && scan_find('<', at, end) == NULL;
}

/* The first such byte that is in no quoted string and in no angle brackets, or the end. */
static const char *
find_outside(char wanted, const char *at, const char *end)
{
    const char *first = scan_find(wanted, at, end);

    if (first == NULL) {
        return end;
    }
    if (is_plain(at, first)) {
        return first;
    }
    while (at < end && *at != wanted) {
        if (*at == '"') {
            at = after_quoted(at, end);
        } else if (*at == '<') {
            const char *close = scan_find('>', at, end);
            at = close != NULL ? close + 1 : end;
        } else {
            at++;
        }
    }
    return at;
}

bool
sip_text_take_value(sip_text *rest, sip_text *value)
{
    while (rest->size > 0) {
        const char *end = rest->at + rest->size;
        const char *comma = find_outside(',', rest->at, end);
        *value = scan_trimmed(rest->at, comma);
        *rest = scan_span(comma < end ? comma + 1 : end, end);
        if (value->size > 0) {
            return true;
        }
    }
    return false;
}

/* The value of a parameter without white space and quotes around it. */
static sip_text
parameter_value(const char *begin, const char *end)
{
    const sip_text value = scan_trimmed(begin, end);

    return value.size >= 2 && value.at[0] == '"' && value.at[value.size - 1] == '"' ? (sip_text){ value.at + 1, value.size - 2 }
                                                                                    : value;
}

/* Reads the item between the two places, without white space before it. Returns false if it has another name. */
static bool
read_item(const char *at, const char *end, const char *name, sip_text *value)
{
    const size_t size = strlen(name);

    /* Most items have another name that begins with another letter. */
    if (at == end || ((*at ^ *name) & ~('a' ^ 'A')) != 0 || !sip_text_begins_with(scan_span(at, end), name)) {
        return false;
    }
    const char *after = scan_skip_space(at + size, end);
    if (after < end && *after != '=') {
        return false;
    }
    *value = after < end ? parameter_value(after + 1, end) : (sip_text){ at + size, 0 };
    return true;
}

/* Looks through `name` or `name=value` items that are separated by `separator`. */
static sip_text
named_item(const char *at, const char *end, char separator, const char *name)
{
    const bool plain = is_plain(at, end);
    sip_text value;

    while (at < end) {
        const char *found = plain ? scan_find(separator, at, end) : find_outside(separator, at, end);
        const char *stop = found != NULL ? found : end;
        if (read_item(scan_skip_space(at, stop), stop, name, &value)) {
            return value;
        }
        at = stop < end ? stop + 1 : end;
    }
    return absent;
}

sip_text
sip_text_parameter(sip_text value, const char *name)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *semicolon = find_outside(';', value.at, end);

    return semicolon < end ? named_item(semicolon + 1, end, ';', name) : absent;
}

sip_text
sip_text_auth_parameter(sip_text value, const char *name)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *scheme_end = value.at;

    while (scheme_end < end && !scan_is_space(*scheme_end)) {
        scheme_end++;
    }
    return named_item(scheme_end, end, ',', name);
}

sip_text
sip_text_uri(sip_text value)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *bracket = find_outside('<', value.at, end);

    if (bracket == end) {
        return scan_trimmed(value.at, find_outside(',', value.at, find_outside(';', value.at, end)));
    }
    const char *close = scan_find('>', bracket, end);
    return scan_trimmed(bracket + 1, close != NULL ? close : end);
}

sip_text
sip_uri_user(sip_text uri)
{
    if (uri.at == NULL) {
        return absent;
    }
    const char *end = uri.at + uri.size;
    const char *colon = scan_find(':', uri.at, end);
    const char *user = colon != NULL ? colon + 1 : uri.at;
    const char *at_sign = scan_find('@', user, end);

    if (at_sign != NULL) {
        return scan_span(user, at_sign);
    }
    if (!sip_text_is(scan_span(uri.at, user), "tel:")) {
        return absent;
    }
    const char *semicolon = scan_find(';', user, end);
    return scan_span(user, semicolon != NULL ? semicolon : end);
}

sip_text
sip_uri_scheme(sip_text uri)
{
    const char *colon = uri.at != NULL ? scan_find(':', uri.at, uri.at + uri.size) : NULL;

    return colon != NULL ? scan_span(uri.at, colon) : absent;
}

/* What is after the name and version of the protocol, which white space may separate: "SIP / 2.0 / UDP host" (RFC 3261 25.1). */
static const char *
after_version(const char *begin, const char *end)
{
    const char *slash = scan_find('/', begin, end);
    const char *second = slash != NULL ? scan_find('/', slash + 1, end) : NULL;

    return second != NULL ? scan_skip_space(second + 1, end) : begin;
}

sip_text
sip_via_sent_by(sip_text via)
{
    if (via.at == NULL) {
        return absent;
    }
    const char *end = find_outside(';', via.at, via.at + via.size);
    const char *at = after_version(via.at, end);

    /* The transport. */
    while (at < end && !scan_is_space(*at)) {
        at++;
    }
    return scan_trimmed(at, end);
}
