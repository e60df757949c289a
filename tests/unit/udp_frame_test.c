/* udp_frame_test.c
 * UDP packets in the bytes of frames, and those that ICMP errors quote.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "udp_frame.h"

#include <string.h>

#define ETHERNET "\1\2\3\4\5\6\1\2\3\4\5\7\x08\0"
/* 10.0.0.1:4000 to 10.0.0.2:30000 */
#define IP4(protocol) "\x45\0\0\x24\0\1\0\0\x40" protocol "\0\0\x0a\0\0\1\x0a\0\0\2"
#define IP4_BACK(protocol) "\x45\0\0\x24\0\1\0\0\x40" protocol "\0\0\x0a\0\0\2\x0a\0\0\1"
#define HOST6(last) "\xfd\0\0\0\0\0\0\0\0\0\0\0\0\0\0" last
#define IP6(protocol) "\x60\0\0\0\0\x10" protocol "\x40" HOST6("\1") HOST6("\2")
#define UDP "\x0f\xa0\x75\x30\0\x0c\0\0"
#define RTP "\x80\0\0\1"
#define UNREACHABLE "\3\3\0\0\0\0\0\0"
#define ECHO "\x08\0\0\0\0\0\0\0"
#define UNREACHABLE6 "\1\4\0\0\0\0\0\0"
#define ECHO6 "\x80\0\0\0\0\0\0\0"

#define BYTES(text) (const guint8 *)(text), sizeof(text) - 1

static const struct {
    const char *name;
    const guint8 *bytes;
    size_t size;
    size_t ip;
    bool is_read;
    bool is_quoted;
    bool is_v6;
    size_t payload;
} frames[] = {
    { "udp", BYTES(ETHERNET IP4("\x11") UDP RTP), 14, true, false, false, 4 },
    { "padded", BYTES(ETHERNET IP4("\x11") UDP RTP "\0\0\0\0"), 14, true, false, false, 4 },
    { "cut-after-udp", BYTES(ETHERNET IP4("\x11") UDP), 14, true, false, false, 0 },
    { "cut-in-udp", BYTES(ETHERNET IP4("\x11") "\x0f\xa0\x75\x30\0\x0c\0"), 14, false, false, false, 0 },
    { "cut-in-ip", BYTES(ETHERNET "\x45\0\0\x24\0\1\0\0\x40\x11\0\0\x0a\0\0\1\x0a\0\0"), 14, false, false, false, 0 },
    { "options", BYTES("\x46\0\0\x24\0\1\0\0\x40\x11\0\0\x0a\0\0\1\x0a\0\0\2\1\1\1\1" UDP RTP), 0, true, false, false, 4 },
    { "no-header", BYTES("\x44\0\0\x24\0\1\0\0\x40\x11\0\0\x0a\0\0\1\x0a\0\0\2" UDP RTP), 0, false, false, false, 0 },
    { "first-fragment", BYTES("\x45\0\0\x24\0\1\x20\0\x40\x11\0\0\x0a\0\0\1\x0a\0\0\2" UDP RTP), 0, false, false, false, 0 },
    { "later-fragment", BYTES("\x45\0\0\x24\0\1\0\1\x40\x11\0\0\x0a\0\0\1\x0a\0\0\2" UDP RTP), 0, false, false, false, 0 },
    { "short-length", BYTES(IP4("\x11") "\x0f\xa0\x75\x30\0\4\0\0" RTP), 0, true, false, false, 0 },
    { "tcp", BYTES(ETHERNET IP4("\6") UDP RTP), 14, false, false, false, 0 },
    { "ipv6", BYTES(ETHERNET IP6("\x11") UDP RTP), 14, true, false, true, 4 },
    { "ipv6-cut", BYTES(IP6("\x11") "\x0f\xa0\x75\x30\0\x0c\0"), 0, false, false, true, 0 },
    { "ipv6-fragment", BYTES(IP6("\x2c") "\x11\0\0\1\0\0\0\1" UDP RTP), 0, false, false, true, 0 },
    { "icmp", BYTES(ETHERNET IP4_BACK("\1") UNREACHABLE IP4("\x11") UDP), 14, true, true, false, 0 },
    { "icmp-echo", BYTES(ETHERNET IP4_BACK("\1") ECHO IP4("\x11") UDP), 14, false, false, false, 0 },
    { "icmp-of-tcp", BYTES(ETHERNET IP4_BACK("\1") UNREACHABLE IP4("\6") UDP), 14, false, false, false, 0 },
    { "icmp-of-icmp", BYTES(ETHERNET IP4_BACK("\1") UNREACHABLE IP4("\1") UNREACHABLE IP4("\x11") UDP), 14, false, false, false,
      0 },
    { "icmp-cut", BYTES(ETHERNET IP4_BACK("\1") UNREACHABLE IP4("\x11") "\x0f\xa0\x75\x30"), 14, false, false, false, 0 },
    { "icmpv6", BYTES(ETHERNET IP6("\x3a") UNREACHABLE6 IP6("\x11") UDP), 14, true, true, true, 0 },
    { "icmpv6-echo", BYTES(ETHERNET IP6("\x3a") ECHO6 IP6("\x11") UDP), 14, false, false, true, 0 },
};

/* Read from memory of exactly the frame's size, so that a sanitizer sees each step behind it. */
static void
test_frame(gconstpointer data)
{
    const size_t number = GPOINTER_TO_SIZE(data);
    guint8 *bytes = g_memdup2(frames[number].bytes, frames[number].size);
    udp_frame frame;

    g_assert_cmpint(udp_frame_read(bytes, frames[number].size, frames[number].ip, &frame), ==, frames[number].is_read);
    if (frames[number].is_read) {
        g_assert_cmpint(frame.is_quoted, ==, frames[number].is_quoted);
        g_assert_cmpint(frame.is_v6, ==, frames[number].is_v6);
        g_assert_cmpuint(frame.source_port, ==, 4000);
        g_assert_cmpuint(frame.destination_port, ==, 30000);
        g_assert_cmpuint(frame.source[frame.is_v6 ? 15 : 3], ==, 1);
        g_assert_cmpuint(frame.destination[frame.is_v6 ? 15 : 3], ==, 2);
        g_assert_cmpuint(frame.size, ==, frames[number].payload);
        g_assert_cmpuint(frame.type, ==, !frame.is_quoted ? 0 : frame.is_v6 ? 1 : 3);
    }
    g_free(bytes);
}

/* Each frame, cut after each byte. */
static void
test_cut_frames(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(frames); i++) {
        for (size_t size = 0; size < frames[i].size; size++) {
            guint8 *bytes = g_memdup2(frames[i].bytes, size);
            udp_frame frame;
            (void)udp_frame_read(bytes, size, frames[i].ip, &frame);
            (void)udp_frame_find_ip(bytes, size, false, (const guint8 *)"\x0a\0\0\1", (const guint8 *)"\x0a\0\0\2");
            (void)udp_frame_find_ip(bytes, size, true, (const guint8 *)HOST6("\1"), (const guint8 *)HOST6("\2"));
            g_free(bytes);
        }
    }
}

static void
test_find(void)
{
    static const char usual[] = ETHERNET IP4("\x11") UDP;
    static const char vlan[] = "\1\2\3\4\5\6\1\2\3\4\5\7\x81\0\0\5\x08\0" IP4("\x11") UDP;
    static const char tunnel[] = ETHERNET IP4_BACK("\x04") IP4("\x11") UDP;
    static const char ip6[] = ETHERNET IP6("\x11") UDP;
    const guint8 *from = (const guint8 *)"\x0a\0\0\1";
    const guint8 *to = (const guint8 *)"\x0a\0\0\2";

    g_assert_cmpuint(udp_frame_find_ip(BYTES(usual), false, from, to), ==, 14);
    g_assert_cmpuint(udp_frame_find_ip(BYTES(vlan), false, from, to), ==, 18);
    g_assert_cmpuint(udp_frame_find_ip(BYTES(tunnel), false, from, to), ==, 34);
    g_assert_cmpuint(udp_frame_find_ip(BYTES(usual), false, to, from), ==, sizeof usual - 1);
    g_assert_cmpuint(udp_frame_find_ip(BYTES(ip6), true, (const guint8 *)HOST6("\1"), (const guint8 *)HOST6("\2")), ==, 14);
    g_assert_cmpuint(udp_frame_find_ip(BYTES(ip6), true, (const guint8 *)HOST6("\2"), (const guint8 *)HOST6("\1")), ==,
                     sizeof ip6 - 1);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(frames); i++) {
        char *path = g_strdup_printf("/udp-frame/%s", frames[i].name);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_frame);
        g_free(path);
    }
    g_test_add_func("/udp-frame/cut", test_cut_frames);
    g_test_add_func("/udp-frame/find", test_find);
    return g_test_run();
}
