/* icmp_header.c
 * The header of an ICMP error; see icmp_header.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "icmp_header.h"

#define BYTES_OF_ICMP 8
#define BYTES_OF_UDP 8
#define BYTES_OF_IPV6 40
#define UDP 17
/* The length of an IPv4 header is counted in words of four bytes, and options follow the first five (RFC 791 3.1). */
#define WORD 4
#define FIRST_WORDS 5
#define MOST_WORDS 15

/* From this type on, ICMPv6 messages are no errors (RFC 4443 2.1). */
#define FIRST_INFORMATION_V6 128

static bool
is_error(unsigned type)
{
    enum {
        UNREACHABLE = 3,
        SOURCE_QUENCH = 4,
        TIME_EXCEEDED = 11,
        PARAMETER_PROBLEM = 12
    };

    return type == UNREACHABLE || type == SOURCE_QUENCH || type == TIME_EXCEEDED || type == PARAMETER_PROBLEM;
}

static bool
reads_v4(const guint8 *bytes, size_t udp, unsigned words, icmp_header *header)
{
    const size_t size = (size_t)words * WORD;

    if (udp < size + BYTES_OF_ICMP || bytes[udp - size] != (0x40 | words) || bytes[udp - size + 9] != UDP) {
        return false;
    }
    const guint8 *icmp = bytes + udp - size - BYTES_OF_ICMP;
    *header = (icmp_header){ .type = icmp[0], .code = icmp[1] };
    return is_error(header->type);
}

static bool
reads_v6(const guint8 *bytes, size_t udp, icmp_header *header)
{
    if (udp < BYTES_OF_IPV6 + BYTES_OF_ICMP || bytes[udp - BYTES_OF_IPV6] >> 4 != 6 || bytes[udp - BYTES_OF_IPV6 + 6] != UDP) {
        return false;
    }
    const guint8 *icmp = bytes + udp - BYTES_OF_IPV6 - BYTES_OF_ICMP;
    *header = (icmp_header){ .is_v6 = true, .type = icmp[0], .code = icmp[1] };
    return header->type < FIRST_INFORMATION_V6;
}

bool
icmp_header_read(const guint8 *bytes, size_t data, icmp_header *header)
{
    if (data < BYTES_OF_UDP) {
        return false;
    }
    for (unsigned words = FIRST_WORDS; words <= MOST_WORDS; words++) {
        if (reads_v4(bytes, data - BYTES_OF_UDP, words, header)) {
            return true;
        }
    }
    return reads_v6(bytes, data - BYTES_OF_UDP, header);
}
