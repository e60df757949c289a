/* pcap_file.c
 * Writes captures; see pcap_file.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pcap_file.h"

#define LINKTYPE_RAW 101
#define IP_HEADER 20
#define IP6_HEADER 40
#define UDP_HEADER 8
#define TCP_HEADER 20

static void
add_32(GByteArray *file, guint32 number)
{
    g_byte_array_append(file, (const guint8 *)&number, sizeof number);
}

static void
add_network_16(GByteArray *file, gsize number)
{
    const guint16 ordered = g_htons((guint16)number);

    g_byte_array_append(file, (const guint8 *)&ordered, sizeof ordered);
}

GByteArray *
pcap_file_new(void)
{
    GByteArray *file = g_byte_array_new();

    add_32(file, 0xa1b2c3d4);
    add_32(file, 2 | 4 << 16);
    add_32(file, 0);
    add_32(file, 0);
    add_32(file, 262144);
    add_32(file, LINKTYPE_RAW);
    return file;
}

static void
add_record_header(GByteArray *file, gsize size)
{
    add_32(file, 1);
    add_32(file, file->len);
    add_32(file, (guint32)size);
    add_32(file, (guint32)size);
}

/* Record header, IPv4 header and the two ports; `size` is that of the transport header and its payload. */
static void
add_packet_head(GByteArray *file, guint8 protocol, gboolean is_reply, gsize size)
{
    static const guint8 addresses[] = { 192, 0, 2, 1, 192, 0, 2, 2, 192, 0, 2, 1 };
    const guint8 after_length[] = { 0, 0, 0, 0, 64, protocol, 0, 0 };
    const guint8 before_length[] = { 0x45, 0 };

    add_record_header(file, IP_HEADER + size);
    g_byte_array_append(file, before_length, sizeof before_length);
    add_network_16(file, IP_HEADER + size);
    g_byte_array_append(file, after_length, sizeof after_length);
    g_byte_array_append(file, addresses + (is_reply ? 4 : 0), 8);
    add_network_16(file, 5060);
    add_network_16(file, 5060);
}

static void
add_udp_rest(GByteArray *file, const void *bytes, gsize size)
{
    add_network_16(file, UDP_HEADER + size);
    add_network_16(file, 0);
    g_byte_array_append(file, bytes, (guint)size);
}

void
pcap_file_add_udp(GByteArray *file, const void *bytes, gsize size)
{
    add_packet_head(file, 17, FALSE, UDP_HEADER + size);
    add_udp_rest(file, bytes, size);
}

void
pcap_file_add_udp_reply(GByteArray *file, const void *bytes, gsize size)
{
    add_packet_head(file, 17, TRUE, UDP_HEADER + size);
    add_udp_rest(file, bytes, size);
}

void
pcap_file_add_udp6(GByteArray *file, const void *bytes, gsize size)
{
    static const guint8 version[] = { 0x60, 0, 0, 0 };
    static const guint8 next_header_and_hop_limit[] = { 17, 64 };
    static const guint8 prefix[] = { 0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };

    add_record_header(file, IP6_HEADER + UDP_HEADER + size);
    g_byte_array_append(file, version, sizeof version);
    add_network_16(file, UDP_HEADER + size);
    g_byte_array_append(file, next_header_and_hop_limit, sizeof next_header_and_hop_limit);
    for (guint8 host = 1; host <= 2; host++) {
        g_byte_array_append(file, prefix, sizeof prefix);
        g_byte_array_append(file, &host, 1);
    }
    add_network_16(file, 5060);
    add_network_16(file, 5060);
    add_udp_rest(file, bytes, size);
}

void
pcap_file_add_tcp(GByteArray *file, const void *bytes, gsize size, gsize segment)
{
    const guint8 *rest = bytes;
    guint32 sequence = 1;

    while (size > 0) {
        const gsize part = MIN(size, segment);
        const guint32 numbers[] = { g_htonl(sequence), g_htonl(1) };
        const guint8 flags_and_window[] = { (TCP_HEADER / 4) << 4, 0x18, 0xff, 0xff, 0, 0, 0, 0 };
        add_packet_head(file, 6, FALSE, TCP_HEADER + part);
        g_byte_array_append(file, (const guint8 *)numbers, sizeof numbers);
        g_byte_array_append(file, flags_and_window, sizeof flags_and_window);
        g_byte_array_append(file, rest, (guint)part);
        rest += part;
        size -= part;
        sequence += (guint32)part;
    }
}

void
pcap_file_save(GByteArray *file, const char *path)
{
    GError *error = NULL;

    g_file_set_contents(path, (const char *)file->data, file->len, &error);
    g_assert_no_error(error);
    g_byte_array_unref(file);
}
