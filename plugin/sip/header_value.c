/* header_value.c
 * What the value of a header line holds; see header_value.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "header_value.h"

#include "text_scan.h"

static const sip_text absent = { NULL, 0 };

/* Where the text ends or the first of two bytes stands that is in no quoted string and in no angle brackets. */
static const char *
find_either_outside_quotes(const char *at, const char *end, char stop, char other_stop)
{
    bool quoted = false;
    bool bracketed = false;

    for (; at < end; at++) {
        if (quoted) {
            if (*at == '\\' && at + 1 < end) {
                at++;
            } else if (*at == '"') {
                quoted = false;
            }
        } else if (*at == '"') {
            quoted = true;
        } else if (bracketed) {
            bracketed = *at != '>';
        } else if (*at == '<') {
            bracketed = true;
        } else if (*at == stop || *at == other_stop) {
            return at;
        }
    }
    return end;
}

/* Behind the quoted string that begins there; NULL if it has no plain end. */
static const char *
behind_quoted(const char *quote, const char *end)
{
    const char *close = find('"', quote + 1, end);

    return close != NULL && close[-1] != '\\' ? close + 1 : NULL;
}

/* The same as behind_address(), for an address that begins with a quote or an angle bracket. */
static const char *
behind_quotes(const char *begin, const char *end)
{
    const char *at = *begin == '"' ? behind_quoted(begin, end) : begin;

    if (at == NULL) {
        return begin;
    }
    while (at < end && *at == ' ') {
        at++;
    }
    const char *close = at < end && *at == '<' ? find('>', at, end) : NULL;
    return close != NULL && find('"', at, close) == NULL ? close + 1 : at;
}

/* Behind the display name and the angle brackets that most addresses begin with, or a place before them. */
static inline const char *
behind_address(const char *begin, const char *end)
{
    return begin < end && (*begin == '"' || *begin == '<') ? behind_quotes(begin, end) : begin;
}

static bool
has_quotes(const char *begin, const char *end)
{
    return find('"', begin, end) != NULL || find('<', begin, end) != NULL;
}

/* Most values have quotes and brackets at most around their first part, so memchr() finds the way and each byte need not be seen. */
static const char *
find_behind_quotes(const char *begin, const char *end, char stop)
{
    const char *at = behind_address(begin, end);
    const char *found = find(stop, at, end);

    while (found != NULL) {
        const char *quote = find('"', at, found);
        const char *next = quote != NULL ? behind_quoted(quote, end) : found;
        if (next == NULL || find('<', at, quote != NULL ? quote : found) != NULL) {
            return find_either_outside_quotes(at, end, stop, stop);
        }
        if (quote == NULL || next == end || *next == stop) {
            return next;
        }
        at = next;
        found = at > found ? find(stop, at, end) : found;
    }
    return end;
}

static inline const char *
find_outside_quotes(const char *begin, const char *end, char stop)
{
    const char *found = find(stop, begin, end);

    if (found == NULL) {
        return end;
    }
    return has_quotes(begin, found) ? find_behind_quotes(begin, end, stop) : found;
}

/* The same as sip_text_take_value(), for any text. */
G_GNUC_NO_INLINE static bool
take_one_of_many(sip_text *rest, sip_text *value)
{
    while (rest->size > 0) {
        const char *end = rest->at + rest->size;
        const char *comma = find_outside_quotes(rest->at, end, ',');
        *value = trimmed(rest->at, comma);
        *rest = span(comma < end ? comma + 1 : end, end);
        if (value->size > 0) {
            return true;
        }
    }
    return false;
}

bool
sip_text_take_value(sip_text *rest, sip_text *value)
{
    if (rest->size == 0 || find(',', rest->at, rest->at + rest->size) != NULL) {
        return take_one_of_many(rest, value);
    }
    *value = trimmed(rest->at, rest->at + rest->size);
    *rest = (sip_text){ rest->at + rest->size, 0 };
    return value->size > 0;
}

/* The value of a parameter. White space behind it is no part of it, so a blank value stands right behind the equals sign. */
static sip_text
parameter_value(const char *begin, const char *end)
{
    while (begin < end && is_space(end[-1])) {
        end--;
    }
    begin = skip_space(begin, end);
    return end - begin >= 2 && *begin == '"' && end[-1] == '"' ? span(begin + 1, end - 1) : span(begin, end);
}

/* Behind the name if it stands there, without regard to case; NULL if it does not. */
static inline const char *
behind_name(const char *at, const char *end, sip_text name)
{
    return (size_t)(end - at) >= name.size && same_but_for_case(at, name.at, name.size) ? at + name.size : NULL;
}

static const char *
behind_letters(const char *at, const char *end)
{
    while (at < end && (*at > '=' || *at == '-')) {
        at++;
    }
    return at;
}

/* Where the item that begins there ends. Most are written name="value", in which only the closing quote need be looked for. */
static const char *
item_end(const char *item, const char *end, char separator)
{
    const char *at = behind_letters(item, end);
    const char *behind = end - at >= 2 && at[0] == '=' && at[1] == '"' ? behind_quoted(at + 1, end) : NULL;

    return behind != NULL && (behind == end || *behind == separator) ? behind : find_behind_quotes(item, end, separator);
}

/* Looks through `name` or `name=value` items that are parted by `separator`. */
static sip_text
named_item(const char *at, const char *end, char separator, sip_text name)
{
    while (at < end) {
        const char *item = skip_space(at, end);
        const char *name_end = behind_name(item, end, name);
        const char *next = name_end != NULL ? skip_space(name_end, end) : end;
        if (name_end != NULL && (next == end || *next == separator)) {
            return (sip_text){ name_end, 0 };
        }
        const char *stop = item_end(item, end, separator);
        if (name_end != NULL && *next == '=') {
            return parameter_value(next + 1, stop);
        }
        at = stop < end ? stop + 1 : end;
    }
    return absent;
}

/* True if the separator stands right behind the angle brackets of an address whose quotes are all in its display name. */
static bool
is_behind_address(const char *begin, const char *separator)
{
    if (separator == begin || separator[-1] != '>') {
        return false;
    }
    const char *at = *begin == '"' ? behind_quoted(begin, separator) : begin;
    return at != NULL && find('"', at, separator) == NULL;
}

/* The semicolon or the end of the text; NULL if there are quotes or angle brackets before. */
static const char *
plain_parameter_end(const char *at, const char *end)
{
    for (; at < end; at++) {
        /* Letters are behind all of these. */
        if (*at <= '<' && (*at == ';' || *at == '<' || *at == '"')) {
            return *at == ';' ? at : NULL;
        }
    }
    return end;
}

sip_text
sip_text_named_parameter(sip_text value, sip_text name)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *begin = NULL;

    for (const char *semicolon = find(';', value.at, end); semicolon != NULL; semicolon = find(';', semicolon + 1, end)) {
        const char *name_end = behind_name(skip_space(semicolon + 1, end), end, name);
        const char *equals = name_end != NULL ? skip_space(name_end, end) : NULL;
        if (equals == NULL || (equals < end && *equals != '=' && *equals != ';')) {
            continue;
        }
        if (begin == NULL) {
            begin = is_behind_address(value.at, semicolon) ? semicolon : behind_address(value.at, end);
        }
        if (semicolon < begin) {
            continue;
        }
        const char *stop = semicolon == begin || !has_quotes(begin, semicolon) ? plain_parameter_end(equals, end) : NULL;
        if (stop == NULL) {
            begin = find_behind_quotes(begin, end, ';');
            return begin == end ? absent : named_item(begin + 1, end, ';', name);
        }
        return equals == stop ? (sip_text){ name_end, 0 } : parameter_value(equals + 1, stop);
    }
    return absent;
}

/* Where the letters, digits and others that part nothing begin which stand at the end. */
static const char *
last_word(const char *begin, const char *end)
{
    while (end > begin && (end[-1] > '>' || (end[-1] >= '-' && end[-1] <= '9'))) {
        end--;
    }
    return end;
}

sip_text
sip_text_tag(sip_text value)
{
    static const char name[] = ";tag=";
    const size_t name_size = sizeof name - 1;

    if (value.size > name_size) {
        const char *end = value.at + value.size;
        const char *word = last_word(value.at + name_size, end);
        const char *semicolon = word - name_size;
        /* Nearly always it is all that stands behind the address. */
        if (word < end && memcmp(semicolon, name, name_size) == 0 && behind_address(value.at, end) == semicolon) {
            return span(word, end);
        }
    }
    return sip_text_parameter(value, "tag");
}

sip_text
sip_text_named_auth_parameter(sip_text value, sip_text name)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *scheme_end = value.at;

    while (scheme_end < end && !is_space(*scheme_end)) {
        scheme_end++;
    }
    return named_item(scheme_end, end, ',', name);
}

/* The angle bracket before the URI of a name-addr; NULL if there is none. */
static const char *
find_bracket(const char *at, const char *end)
{
    at = skip_space(at, end);
    const char *bracket = at < end && *at == '<' ? at : find('<', at, end);
    bool quoted = false;

    if (bracket == NULL || bracket == at || find('"', at, bracket) == NULL) {
        return bracket;
    }
    for (; at < end; at++) {
        if (*at == '\\' && quoted && at + 1 < end) {
            at++;
        } else if (*at == '"') {
            quoted = !quoted;
        } else if (*at == '<' && !quoted) {
            return at;
        }
    }
    return NULL;
}

sip_text
sip_text_uri(sip_text value)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *behind = value.size > 0 && value.at[0] == '"' ? behind_quoted(value.at, end) : NULL;
    const char *bracket = find_bracket(behind != NULL ? behind : value.at, end);

    if (bracket == NULL) {
        return trimmed(value.at, find_either_outside_quotes(value.at, end, ';', ','));
    }
    const char *close = find('>', bracket, end);
    return trimmed(bracket + 1, close != NULL ? close : end);
}

sip_text
sip_uri_user(sip_text uri)
{
    if (uri.at == NULL) {
        return absent;
    }
    const char *end = uri.at + uri.size;
    const char *colon = uri.size > 4 && memcmp(uri.at, "sip:", 4) == 0 ? uri.at + 3 : find(':', uri.at, end);
    const char *user = colon != NULL ? colon + 1 : uri.at;
    const char *at = find('@', user, end);

    if (at != NULL) {
        return span(user, at);
    }
    return sip_text_is(span(uri.at, user), "tel:") ? span(user, find_outside_quotes(user, end, ';')) : absent;
}

sip_text
sip_via_sent_by(sip_text via)
{
    if (via.at == NULL) {
        return absent;
    }
    const char *end = via.at + via.size;
    const char *at = via.at;

    while (at != end && !is_space(*at)) {
        at++;
    }
    return trimmed(at, find_outside_quotes(at, end, ';'));
}
