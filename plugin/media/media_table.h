/* media_table.h
 * Which lines of calls take media at which address, and the packets that come there.
 *
 * A packet costs one look-up of its destination, if any line takes packets at its port. Lines of calls that are over are forgotten after a while, and the oldest ones when there are too many; what was
 * counted stays.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MEDIA_TABLE_H
#define SIPEXPERT_MEDIA_TABLE_H

#include "media_session.h"

/** So many addresses are watched at a time. */
#define MEDIA_MAX_TARGETS 65536

/** A UDP packet. */
typedef struct media_packet {
    media_address source;
    media_address destination;
    const guint8 *bytes; /**< its payload, as far as the capture has it */
    size_t size;
    guint32 frame;
    gint64 time; /**< µs */
} media_packet;

/** Returns an empty table, for media_table_free(). It must go before the calls that its sessions belong to. */
media_table *media_table_new(void);

void media_table_free(media_table *table);

/** False only if no line takes packets at that port, which is told at once. */
bool media_table_knows_port(const media_table *table, guint16 port);

/** Counts a packet for all lines that take packets at its destination. */
void media_table_count(media_table *table, const media_packet *packet);

/** Counts an ICMP error that quotes this packet, whose sender is known. */
void media_table_count_icmp(media_table *table, const media_packet *quoted, const sip_icmp *icmp);

/** True if media or RTCP of any call went from the one host to the other. */
bool media_table_saw(const media_table *table, const media_address *from, const media_address *to);

/** True if any media were counted. */
bool media_table_has_media(const media_table *table);

/*
 * For media_session.c.
 */

/** Returns `size` bytes, all zero, that live as long as the table. */
void *media_table_take(media_table *table, size_t size);

/** Watches an address for the line. Of the same side of a session no other line is watched there any longer. */
void media_table_watch(media_table *table, media_line *line, media_place place, const media_address *address, gint64 time);

#endif
