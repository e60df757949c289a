/* pcap_file.h
 * Writes captures of messages that no real server would send.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PCAP_FILE_H
#define SIPEXPERT_PCAP_FILE_H

#include <glib.h>

/** Begins a capture of raw IP packets; end it with pcap_file_save(). */
GByteArray *pcap_file_new(void);

/** Adds one UDP datagram from port 5060 of 192.0.2.1 to that of 192.0.2.2. */
void pcap_file_add_udp(GByteArray *file, const void *bytes, gsize size);

/** The same the other way. */
void pcap_file_add_udp_reply(GByteArray *file, const void *bytes, gsize size);

/** The same over IPv6, between 2001:db8::1 and 2001:db8::2. */
void pcap_file_add_udp6(GByteArray *file, const void *bytes, gsize size);

/** Adds the bytes as TCP segments of at most `segment` bytes, in order, of a connection whose set-up is not captured. */
void pcap_file_add_tcp(GByteArray *file, const void *bytes, gsize size, gsize segment);

/** Writes the capture to `path` and frees it. */
void pcap_file_save(GByteArray *file, const char *path);

#endif
