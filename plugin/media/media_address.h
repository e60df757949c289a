/* media_address.h
 * Addresses and ports of media, as keys.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MEDIA_ADDRESS_H
#define SIPEXPERT_MEDIA_ADDRESS_H

#include "text.h"

#define MEDIA_IP4 4
#define MEDIA_IP6 6
#define MEDIA_HOST_BYTES 16

/** The longest text of an address and port, and its zero byte. */
#define MEDIA_ADDRESS_ROOM 64

/** An address and a port. Two that are equal are equal in all bytes. */
typedef struct media_address {
    guint8 host[MEDIA_HOST_BYTES]; /**< in network order; zeros after the four bytes of an IPv4 address */
    guint16 port;
    guint8 family; /**< MEDIA_IP4 or MEDIA_IP6; 0: none */
    guint8 zero;
} media_address;
G_STATIC_ASSERT(sizeof(media_address) == 20);

/** Returns the address with these bytes, four of MEDIA_IP4 and sixteen of MEDIA_IP6. */
media_address media_address_of(guint8 family, const guint8 *host, guint16 port);

/** Reads a numeric address. Returns false if it is none, as for a name, or if the port is not from 1 to 65535. */
bool media_address_read(sip_text host, gint64 port, media_address *address);

/** The address of an endpoint's name, address:port. Returns false if it is no numeric one. */
bool media_address_of_endpoint(const char *name, media_address *address);

/** True if both are the same. */
static inline bool
media_address_is(const media_address *address, const media_address *other)
{
    return memcmp(address, other, sizeof *address) == 0;
}

/** True if both have the same address, whatever the port. */
bool media_address_shares_host(const media_address *address, const media_address *other);

/** True if it is 0.0.0.0 or ::, which is no place to send to (RFC 3264 8.4). */
bool media_address_is_unspecified(const media_address *address);

/** True if the address is one of a private network (sip_host_is_private()), and if it is any other one. */
bool media_address_is_private(const media_address *address);
bool media_address_is_public(const media_address *address);

/** Writes address:port, an IPv6 address in brackets, to `text`, which has MEDIA_ADDRESS_ROOM. Returns it. */
const char *media_address_write(const media_address *address, char *text);

/** For hash tables; the hash is seeded (hash.h). */
guint media_address_hash(gconstpointer address);
gboolean media_address_equal(gconstpointer address, gconstpointer other);

#endif
