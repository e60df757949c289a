/* udp_frame.h
 * The UDP packet in the bytes of a frame, or the one that an ICMP error in it quotes.
 *
 * Wireshark tells addresses and ports of a packet without a tree, but not where its payload is.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_UDP_FRAME_H
#define SIPEXPERT_UDP_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

/** A UDP packet. What it points to belongs to the frame. */
typedef struct udp_frame {
    bool is_v6;
    bool is_quoted;       /**< an ICMP error quotes it */
    guint8 type;          /**< of that error */
    guint8 code;          /**< the same */
    const guint8 *source; /**< four bytes, or sixteen of IPv6 */
    const guint8 *destination;
    guint16 source_port;
    guint16 destination_port;
    const guint8 *payload; /**< as far as the frame has it */
    size_t size;
} udp_frame;

/**
 * Finds the IP header with these addresses, of four or sixteen bytes, in a frame: behind whatever link layers and tunnels. Returns its offset;
 * `size` if there is none.
 */
size_t udp_frame_find_ip(const guint8 *bytes, size_t size, bool is_v6, const guint8 *source, const guint8 *destination);

/** Reads the packet whose IP header is at that offset. Returns false if it is no UDP, a fragment, or cut before its payload. */
bool udp_frame_read(const guint8 *bytes, size_t size, size_t ip, udp_frame *frame);

#endif
