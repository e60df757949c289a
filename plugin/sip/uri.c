/* uri.c
 * SIP URIs as addresses; see uri.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "uri.h"

#include "text_scan.h"

#define DEFAULT_PORT 5060
#define DEFAULT_TLS_PORT 5061
#define MAX_PORT 65535
#define OCTETS 4

/* What is after the scheme and the user, up to parameters and headers. */
static sip_text
host_and_port(sip_text uri)
{
    const char *end = uri.at + uri.size;
    const sip_text user = sip_uri_user(uri);
    const char *begin = uri.at;

    if (sip_text_begins_with(uri, "tel:")) {
        return (sip_text){ end, 0 };
    }
    if (user.at != NULL) {
        begin = user.at + user.size + 1;
    }
    if (user.at == NULL && (sip_text_begins_with(uri, "sip:") || sip_text_begins_with(uri, "sips:"))) {
        begin = scan_find(':', uri.at, end) + 1;
    }
    const char *stop = begin;
    while (stop < end && *stop != ';' && *stop != '?' && *stop != '>') {
        stop++;
    }
    return scan_trimmed(begin, stop);
}

/* The colon before the port; NULL if there is none. */
static const char *
find_port(sip_text place)
{
    const char *end = place.at + place.size;
    const char *bracket = scan_find(']', place.at, end);

    return scan_find(':', bracket != NULL ? bracket : place.at, end);
}

sip_text
sip_uri_host(sip_text uri)
{
    if (uri.at == NULL) {
        return uri;
    }
    const sip_text place = host_and_port(uri);
    const char *colon = place.size > 0 ? find_port(place) : NULL;
    const sip_text host = scan_trimmed(place.at, colon != NULL ? colon : place.at + place.size);
    const bool has_brackets = host.size > 2 && host.at[0] == '[' && host.at[host.size - 1] == ']';

    return has_brackets ? (sip_text){ host.at + 1, host.size - 2 } : host;
}

unsigned
sip_uri_port(sip_text uri)
{
    if (uri.at == NULL) {
        return DEFAULT_PORT;
    }
    const sip_text place = host_and_port(uri);
    const char *colon = place.size > 0 ? find_port(place) : NULL;
    const gint64 port = colon != NULL ? sip_text_number((sip_text){ colon + 1, (size_t)(place.at + place.size - colon - 1) }) : -1;

    if (port >= 0 && port <= MAX_PORT) {
        return (unsigned)port;
    }
    return sip_text_begins_with(uri, "sips:") || sip_text_is(sip_text_parameter(uri, "transport"), "tls") ? DEFAULT_TLS_PORT
                                                                                                          : DEFAULT_PORT;
}

static bool
is_same_unescaped(sip_text text, sip_text other)
{
    char *plain = g_uri_unescape_segment(text.at, text.at + text.size, NULL);
    char *other_plain = g_uri_unescape_segment(other.at, other.at + other.size, NULL);
    const bool is_same = plain != NULL && g_strcmp0(plain, other_plain) == 0;

    g_free(other_plain);
    g_free(plain);
    return is_same;
}

static bool
is_same_user(sip_text user, sip_text other)
{
    return user.at == NULL || other.at == NULL ? user.at == other.at
                                               : sip_text_equal(user, other) || is_same_unescaped(user, other);
}

bool
sip_uri_is_same_address(sip_text uri, sip_text other)
{
    const sip_text host = sip_uri_host(uri);
    const sip_text other_host = sip_uri_host(other);

    return is_same_user(sip_uri_user(uri), sip_uri_user(other)) && host.size == other_host.size &&
           (host.size == 0 || sip_text_equal_any_case(host, other_host)) && sip_uri_port(uri) == sip_uri_port(other);
}

/* Reads an IPv4 address. Returns false if the host is none. */
static bool
read_octets(sip_text host, unsigned octets[OCTETS])
{
    const char *end = host.at + host.size;
    const char *at = host.at;

    for (size_t i = 0; i < OCTETS; i++) {
        const char *stop = at;
        while (stop < end && g_ascii_isdigit(*stop)) {
            stop++;
        }
        const gint64 octet = stop - at <= 3 ? sip_text_number(scan_span(at, stop)) : -1;
        const bool is_last = i + 1 == OCTETS;
        if (octet < 0 || octet > G_MAXUINT8 || is_last != (stop == end) || (!is_last && *stop != '.')) {
            return false;
        }
        octets[i] = (unsigned)octet;
        at = stop + 1;
    }
    return true;
}

static bool
is_private_octets(const unsigned octets[OCTETS])
{
    const unsigned first = octets[0];
    const unsigned second = octets[1];

    return first == 10 || first == 127 || (first == 172 && second >= 16 && second <= 31) || (first == 192 && second == 168) ||
           (first == 100 && second >= 64 && second <= 127) || (first == 169 && second == 254);
}

static bool
is_ipv6(sip_text host)
{
    bool has_colon = false;

    for (size_t i = 0; i < host.size; i++) {
        has_colon |= host.at[i] == ':';
        if (!g_ascii_isxdigit(host.at[i]) && host.at[i] != ':' && host.at[i] != '.') {
            return false;
        }
    }
    return has_colon;
}

bool
sip_host_is_private(sip_text host)
{
    unsigned octets[OCTETS];

    if (host.size == 0) {
        return false;
    }
    if (is_ipv6(host)) {
        return sip_text_begins_with(host, "fc") || sip_text_begins_with(host, "fd") || sip_text_begins_with(host, "fe8") ||
               sip_text_is(host, "::1");
    }
    return read_octets(host, octets) && is_private_octets(octets);
}

bool
sip_host_is_public(sip_text host)
{
    unsigned octets[OCTETS];

    return host.size > 0 && (is_ipv6(host) || read_octets(host, octets)) && !sip_host_is_private(host);
}
