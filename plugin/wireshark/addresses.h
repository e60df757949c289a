/* addresses.h
 * Names of the elements that send and receive: address:port. They are kept, because to write an address costs more than to read a
 * header.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ADDRESSES_H
#define SIPEXPERT_ADDRESSES_H

#include <epan/packet.h>

/** Begins anew; call when a capture is opened. Its names live until it is closed. */
void addresses_open(void);

/** Returns the name of an address and a port of the packet; equal names are the same pointer. */
const char *address_name(packet_info *pinfo, const address *address, guint32 port);

#endif
