/* addresses.h
 * Names of the endpoints that send and receive: address:port. They are kept, because to write an address costs more than to read a
 * header.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ADDRESSES_H
#define SIPEXPERT_ADDRESSES_H

#include <epan/packet.h>

typedef struct address_names address_names;

/** Returns an empty table, for address_names_free(). */
address_names *address_names_new(void);

/** Frees the table and its names. */
void address_names_free(address_names *names);

/** Returns the name of an address and a port of the packet; equal names are the same pointer. */
const char *address_name(address_names *names, packet_info *pinfo, const address *address, guint32 port);

#endif
