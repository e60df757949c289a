/* icmp_header.h
 * The header of an ICMP error, found in the bytes before what it quotes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ICMP_HEADER_H
#define SIPEXPERT_ICMP_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

/** An ICMP error (RFC 792) or, if is_v6, one of ICMPv6 (RFC 4443). */
typedef struct icmp_header {
    bool is_v6;
    guint8 type;
    guint8 code;
} icmp_header;

/**
 * Reads the ICMP header of a frame that quotes a UDP packet whose data begin at that offset of the bytes. Returns false if headers of UDP,
 * IP and ICMP are not before it.
 */
bool icmp_header_read(const guint8 *bytes, size_t data, icmp_header *header);

#endif
