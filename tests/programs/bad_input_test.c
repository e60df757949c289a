/* bad_input_test.c
 * Captures that are cut short or hold messages no real server would send: the code is explained, and nothing breaks.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pcap_file.h"
#include "program.h"

#include <glib/gstdio.h>
#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
assert_codes(const char *capture, const char *expected)
{
    char *out = program_output(COMMAND("tshark", "-r", capture, "-Y", "sipexpert", "-T", "fields", "-e", "sipexpert.code"));

    g_assert_cmpstr(out, ==, expected);
    g_free(out);
}

static void
assert_udp_message(const void *bytes, gsize size, const char *expected)
{
    GByteArray *file = pcap_file_new();

    pcap_file_add_udp(file, bytes, size);
    pcap_file_save(file, "bad.pcap");
    assert_codes("bad.pcap", expected);
}

static void
test_short_snaplen(void)
{
    g_free(program_output(COMMAND("editcap", "-s", "96", "captures/px_486.pcap", "short.pcap")));
    assert_codes("short.pcap", "100\n180\n180\n486\n486\n");
    /* Some start lines are cut before their end; of these the SIP dissector itself shows no code. */
    g_free(program_output(COMMAND("editcap", "-s", "64", "captures/px_486.pcap", "short.pcap")));
    assert_codes("short.pcap", "100\n180\n180\n486\n486\n");
}

/* In the first of two passes Wireshark runs no taps. What looks like a response inside a request that is cut is none there either. */
static void
test_cut_without_taps(void)
{
    static const struct {
        const char *captured;
        const char *rest;
        const char *frames;
    } packets[] = {
        { "SIP/2.0 486 ", "Busy Here\r\nCSeq: 1 INVITE\r\n\r\n", "1\n" },
        { "NOTIFY sip:a SIP/2.0\r\nCSeq: 1 NOTIFY\r\n\r\nSIP/2.0 486 ", "Busy Here\r\n", "" },
    };
    enum {
        PACKET_HEADERS = 20 + 8
    };

    for (size_t i = 0; i < G_N_ELEMENTS(packets); i++) {
        GByteArray *file = pcap_file_new();
        char *message = g_strconcat(packets[i].captured, packets[i].rest, NULL);
        char *snaplen = g_strdup_printf("%zu", PACKET_HEADERS + strlen(packets[i].captured));
        pcap_file_add_udp(file, message, strlen(message));
        pcap_file_save(file, "whole.pcap");
        g_free(program_output(COMMAND("editcap", "-s", snaplen, "whole.pcap", "short.pcap")));
        char *out =
            program_output(COMMAND("tshark", "-2", "-R", "sipexpert", "-r", "short.pcap", "-T", "fields", "-e", "frame.number"));
        g_assert_cmpstr(out, ==, packets[i].frames);
        g_free(out);
        g_free(snaplen);
        g_free(message);
    }
}

static void
test_capture_cut_in_the_middle(void)
{
    char *bytes;
    gsize size;
    g_assert_true(g_file_get_contents("captures/px_486.pcap", &bytes, &size, NULL));
    g_assert_true(g_file_set_contents("cut.pcap", bytes, (gssize)size - 100, NULL));
    program_result result =
        program_run(COMMAND("tshark", "-r", "cut.pcap", "-Y", "sipexpert", "-T", "fields", "-e", "sipexpert.code"), NULL);

    g_assert_cmpstr(result.out, ==, "100\n180\n180\n486\n486\n");
    program_result_clear(&result);
    g_free(bytes);
}

static void
test_no_headers(void)
{
    static const char text[] = "SIP/2.0 503 Service Unavailable\r\n\r\n";

    assert_udp_message(text, strlen(text), "503\n");
}

static void
test_invalid_and_unregistered_code(void)
{
    static const char invalid[] = "SIP/2.0 099 What\r\nCSeq: 1 INVITE\r\n\r\n";
    static const char unregistered[] = "SIP/2.0 799 What\r\nCSeq: 1 INVITE\r\n\r\n";

    assert_udp_message(invalid, strlen(invalid), "99\n");
    assert_udp_message(unregistered, strlen(unregistered), "799\n");
}

static void
test_nul_bytes(void)
{
    static const char text[] = "SIP/2.0 404 Not Found\r\nTo: a\0\0\0b\r\nCSeq: 1 INVITE\r\n\0\r\n\r\n\0\0";

    assert_udp_message(text, sizeof text - 1, "404\n");
}

/* The same response over IPv6 and inside another message's body, the latter followed by one more message in the same stream. */
static void
test_carriers(void)
{
    static const char inner[] = "SIP/2.0 486 Busy Here\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n";
    static const char last[] = "SIP/2.0 404 Not Found\r\nCSeq: 2 INVITE\r\nContent-Length: 0\r\n\r\n";
    char *part = g_strdup_printf("--b\r\nContent-Type: message/sip\r\n\r\n%s\r\n--b--\r\n", inner);
    char *outer =
        g_strdup_printf("SIP/2.0 503 Service Unavailable\r\nCSeq: 1 INVITE\r\nContent-Type: multipart/mixed;boundary=b\r\n"
                        "Content-Length: %zu\r\n\r\n%s%s",
                        strlen(part), part, last);
    GByteArray *file = pcap_file_new();

    pcap_file_add_udp6(file, inner, strlen(inner));
    pcap_file_add_tcp(file, outer, strlen(outer), strlen(outer));
    pcap_file_save(file, "carriers.pcap");
    assert_codes("carriers.pcap", "486\n503,486,404\n");
    g_free(part);
    g_free(outer);
}

static void
test_two_megabytes_of_header(void)
{
    GByteArray *file = pcap_file_new();
    GString *text = g_string_new("SIP/2.0 404 Not Found\r\nCSeq: 1 INVITE\r\nX-Long: ");

    for (int i = 0; i < 2 << 17; i++) {
        g_string_append(text, "12345678");
    }
    g_string_append(text, "\r\nContent-Length: 0\r\n\r\n");
    pcap_file_add_tcp(file, text->str, text->len, 60000);
    g_string_free(text, TRUE);
    pcap_file_save(file, "long.pcap");
    assert_codes("long.pcap", "404\n");
}

/* A block of a pcapng file. */
static void
add_block(GByteArray *file, guint32 type, const guint32 *head, guint head_size, const GByteArray *packet)
{
    static const guint8 padding[3];
    const guint packet_size = packet != NULL ? packet->len : 0;
    const guint32 size = (guint32)(3 * sizeof size) + head_size + (packet_size + 3) / 4 * 4;

    g_byte_array_append(file, (const guint8 *)&type, sizeof type);
    g_byte_array_append(file, (const guint8 *)&size, sizeof size);
    g_byte_array_append(file, (const guint8 *)head, head_size);
    if (packet != NULL) {
        g_byte_array_append(file, packet->data, packet_size);
        g_byte_array_append(file, padding, -packet_size % 4);
    }
    g_byte_array_append(file, (const guint8 *)&size, sizeof size);
}

/* More seconds than have microseconds that can be counted, in a pcapng file whose clock ticks once in a second. */
static void
test_time_without_a_date(void)
{
    static const char text[] = "SIP/2.0 503 Service Unavailable\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCall-ID: a\r\n"
                               "CSeq: 1 INVITE\r\n\r\n";
    static const guint32 section[] = { 0x1a2b3c4d, 1, G_MAXUINT32, G_MAXUINT32 };
    static const guint32 raw_ip_in_seconds[] = { 101, 0, 9 | 1 << 16, 0, 0 };
    enum {
        PCAP_HEADERS = 24 + 16
    };
    GByteArray *packet = pcap_file_new();
    GByteArray *file = g_byte_array_new();

    pcap_file_add_udp(packet, text, strlen(text));
    g_byte_array_remove_range(packet, 0, PCAP_HEADERS);
    const guint32 at_the_end_of_time[] = { 0, G_MAXINT32, G_MAXUINT32, packet->len, packet->len };
    add_block(file, 0x0a0d0d0a, section, sizeof section, NULL);
    add_block(file, 1, raw_ip_in_seconds, sizeof raw_ip_in_seconds, NULL);
    add_block(file, 6, at_the_end_of_time, sizeof at_the_end_of_time, packet);
    g_byte_array_unref(packet);
    pcap_file_save(file, "time.pcapng");
    char *out = program_output(COMMAND("tshark", "-r", "time.pcapng", "-q", "-z", "sipexpert,json"));
    g_assert_cmpuint(program_count(out, "\"type\":\"failure\",\"kind\":\"call\",\"time\":null,"), ==, 1);
    g_free(out);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/short-snaplen", test_short_snaplen);
    g_test_add_func("/cut-without-taps", test_cut_without_taps);
    g_test_add_func("/cut-in-the-middle", test_capture_cut_in_the_middle);
    g_test_add_func("/no-headers", test_no_headers);
    g_test_add_func("/invalid-code", test_invalid_and_unregistered_code);
    g_test_add_func("/nul-bytes", test_nul_bytes);
    g_test_add_func("/carriers", test_carriers);
    g_test_add_func("/two-megabytes-of-header", test_two_megabytes_of_header);
    g_test_add_func("/time-without-a-date", test_time_without_a_date);
    return g_test_run();
}
