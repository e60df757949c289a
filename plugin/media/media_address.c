/* media_address.c
 * Addresses and ports of media; see media_address.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_address.h"

#include "endpoint.h"
#include "hash.h"
#include "uri.h"

#include <arpa/inet.h>

#define IP4_BYTES 4

media_address
media_address_of(guint8 family, const guint8 *host, guint16 port)
{
    media_address address = { .port = port, .family = family };

    if (family == MEDIA_IP4) {
        memcpy(address.host, host, IP4_BYTES);
    } else {
        memcpy(address.host, host, MEDIA_HOST_BYTES);
    }
    return address;
}

/* An IPv4 address that is written as one of IPv6 (RFC 4291 2.5.5.2) is met on the wire as what it is. */
static void
unmap(media_address *address)
{
    static const guint8 mapped[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

    if (memcmp(address->host, mapped, sizeof mapped) == 0) {
        *address = media_address_of(MEDIA_IP4, address->host + sizeof mapped, address->port);
    }
}

static bool
read_host(sip_text host, media_address *address)
{
    char text[INET6_ADDRSTRLEN];

    if (host.size == 0 || host.size >= sizeof text) {
        return false;
    }
    memcpy(text, host.at, host.size);
    text[host.size] = '\0';
    if (inet_pton(AF_INET, text, address->host) == 1) {
        address->family = MEDIA_IP4;
        return true;
    }
    if (inet_pton(AF_INET6, text, address->host) == 1) {
        address->family = MEDIA_IP6;
        unmap(address);
        return true;
    }
    return false;
}

bool
media_address_read(sip_text host, gint64 port, media_address *address)
{
    *address = (media_address){ .port = (guint16)CLAMP(port, 0, G_MAXUINT16) };
    return port > 0 && port <= G_MAXUINT16 && read_host(host, address);
}

bool
media_address_of_endpoint(const char *name, media_address *address)
{
    return media_address_read(endpoint_address(name), endpoint_port(name), address);
}

bool
media_address_shares_host(const media_address *address, const media_address *other)
{
    return address->family == other->family && memcmp(address->host, other->host, MEDIA_HOST_BYTES) == 0;
}

bool
media_address_is_unspecified(const media_address *address)
{
    static const guint8 zeros[MEDIA_HOST_BYTES];

    return memcmp(address->host, zeros, sizeof zeros) == 0;
}

static const char *
write_host(const media_address *address, char *text)
{
    return inet_ntop(address->family == MEDIA_IP4 ? AF_INET : AF_INET6, address->host, text, INET6_ADDRSTRLEN);
}

bool
media_address_is_private(const media_address *address)
{
    char text[INET6_ADDRSTRLEN];

    return sip_host_is_private(sip_text_of(write_host(address, text)));
}

bool
media_address_is_public(const media_address *address)
{
    char text[INET6_ADDRSTRLEN];

    return address->family != 0 && sip_host_is_public(sip_text_of(write_host(address, text)));
}

const char *
media_address_write(const media_address *address, char *text)
{
    char host[INET6_ADDRSTRLEN];

    (void)g_snprintf(text, MEDIA_ADDRESS_ROOM, address->family == MEDIA_IP4 ? "%s:%u" : "[%s]:%u", write_host(address, host),
                     address->port);
    return text;
}

guint
media_address_hash(gconstpointer address)
{
    return (guint)hash_bytes(address, sizeof(media_address));
}

gboolean
media_address_equal(gconstpointer address, gconstpointer other)
{
    return media_address_is(address, other);
}
