/* udp_frame.c
 * The UDP packet in the bytes of a frame; see udp_frame.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "udp_frame.h"

#include <string.h>

#define UDP 17
#define ICMP 1
#define ICMP_V6 58
#define BYTES_OF_UDP 8
#define BYTES_OF_ICMP 8
#define BYTES_OF_IP4 20
#define BYTES_OF_IP6 40
#define ADDRESS_BYTES_4 4
#define ADDRESS_BYTES_6 16
#define SOURCE_AT_4 12
#define SOURCE_AT_6 8
#define PROTOCOL_AT_4 9
#define PROTOCOL_AT_6 6
#define WORD 4
/* Behind Ethernet, where it nearly always is. */
#define USUAL_IP 14
/* Link layers and tunnels take no more. */
#define LAST_IP 512
/* From this type on, ICMPv6 messages are no errors (RFC 4443 2.1). */
#define FIRST_INFORMATION_V6 128

static inline bool
is_version_at(unsigned version, const guint8 *bytes, size_t size, size_t at, size_t source_at, size_t address, const guint8 *source,
              const guint8 *destination)
{
    const guint8 *addresses = bytes + at + source_at;

    return at + source_at + 2 * address <= size && bytes[at] >> 4 == version && memcmp(addresses, source, address) == 0 &&
           memcmp(addresses + address, destination, address) == 0;
}

static bool
is_ip_at(const guint8 *bytes, size_t size, size_t ip, bool is_v6, const guint8 *source, const guint8 *destination)
{
    return is_v6 ? is_version_at(6, bytes, size, ip, SOURCE_AT_6, ADDRESS_BYTES_6, source, destination)
                 : is_version_at(4, bytes, size, ip, SOURCE_AT_4, ADDRESS_BYTES_4, source, destination);
}

size_t
udp_frame_find_ip(const guint8 *bytes, size_t size, bool is_v6, const guint8 *source, const guint8 *destination)
{
    if (is_ip_at(bytes, size, USUAL_IP, is_v6, source, destination)) {
        return USUAL_IP;
    }
    for (size_t ip = 0; ip < MIN(size, LAST_IP); ip++) {
        if (is_ip_at(bytes, size, ip, is_v6, source, destination)) {
            return ip;
        }
    }
    return size;
}

static guint16
number_at(const guint8 *bytes)
{
    return (guint16)(bytes[0] << 8 | bytes[1]);
}

/* An IP header: what it carries and where that begins. Returns false for a fragment, as it is nothing whole. */
static bool
read_ip(const guint8 *bytes, size_t size, size_t ip, udp_frame *frame, guint8 *protocol, size_t *behind)
{
    frame->is_v6 = ip < size && bytes[ip] >> 4 == 6;
    if (ip + (frame->is_v6 ? BYTES_OF_IP6 : BYTES_OF_IP4) > size) {
        return false;
    }
    frame->source = bytes + ip + (frame->is_v6 ? SOURCE_AT_6 : SOURCE_AT_4);
    frame->destination = frame->source + (frame->is_v6 ? ADDRESS_BYTES_6 : ADDRESS_BYTES_4);
    if (frame->is_v6) {
        *protocol = bytes[ip + PROTOCOL_AT_6];
        *behind = ip + BYTES_OF_IP6;
        return true;
    }
    *protocol = bytes[ip + PROTOCOL_AT_4];
    *behind = ip + (size_t)(bytes[ip] & 0x0f) * WORD;
    return *behind >= ip + BYTES_OF_IP4 && (number_at(bytes + ip + 6) & 0x3fff) == 0;
}

static bool
read_udp(const guint8 *bytes, size_t size, size_t udp, udp_frame *frame)
{
    if (udp + BYTES_OF_UDP > size) {
        return false;
    }
    const size_t length = number_at(bytes + udp + 4);
    frame->source_port = number_at(bytes + udp);
    frame->destination_port = number_at(bytes + udp + 2);
    frame->payload = bytes + udp + BYTES_OF_UDP;
    frame->size = MIN(size - udp - BYTES_OF_UDP, length > BYTES_OF_UDP ? length - BYTES_OF_UDP : 0);
    return true;
}

static bool
is_error(const udp_frame *frame)
{
    enum {
        UNREACHABLE = 3,
        TIME_EXCEEDED = 11,
        PARAMETER_PROBLEM = 12
    };

    return frame->is_v6 ? frame->type < FIRST_INFORMATION_V6
                        : frame->type == UNREACHABLE || frame->type == TIME_EXCEEDED || frame->type == PARAMETER_PROBLEM;
}

bool
udp_frame_read(const guint8 *bytes, size_t size, size_t ip, udp_frame *frame)
{
    guint8 protocol;
    size_t behind;

    *frame = (udp_frame){ .is_quoted = false };
    if (!read_ip(bytes, size, ip, frame, &protocol, &behind)) {
        return false;
    }
    if (protocol == UDP) {
        return read_udp(bytes, size, behind, frame);
    }
    if (protocol != (frame->is_v6 ? ICMP_V6 : ICMP) || behind + BYTES_OF_ICMP > size) {
        return false;
    }
    frame->is_quoted = true;
    frame->type = bytes[behind];
    frame->code = bytes[behind + 1];
    return is_error(frame) && read_ip(bytes, size, behind + BYTES_OF_ICMP, frame, &protocol, &behind) && protocol == UDP &&
           read_udp(bytes, size, behind, frame);
}
