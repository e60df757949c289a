/* frame_bytes_test.c
 * What is found in the bytes of a frame without Wireshark: SIP messages, and the header of an ICMP error.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "icmp_header.h"
#include "sip_search.h"

#define MAX_STARTS 3
#define VIA "Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1\r\n"
#define SHORT "Content-Length: 0\r\n\r\n"
#define OK "SIP/2.0 200 OK\r\n" VIA SHORT
#define BYE "BYE sip:b@example.test SIP/2.0\r\n" VIA SHORT

/* Start lines in the order in which they are to be found. */
static const struct {
    const char *name;
    const char *bytes;
    const char *method;
    const char *starts[MAX_STARTS];
} searches[] = {
    { "response", OK, NULL, { "SIP/2.0 200 OK" } },
    { "request", BYE, NULL, { "BYE sip:b@example.test SIP/2.0" } },
    { "headers-of-other-protocols", "E\x01\x02\x13\xc4" BYE, NULL, { "BYE sip:b@example.test SIP/2.0" } },
    { "letters-before-the-method", "\x13\xc4XY" BYE, NULL, { "BYE sip:b@example.test SIP/2.0" } },
    { "letters-before-another-method",
      "\x13\xc4XYJOIN sip:b@example.test SIP/2.0\r\n" SHORT,
      "JOIN",
      { "JOIN sip:b@example.test SIP/2.0" } },
    { "method-that-nobody-named", "\x13\xc4XYJOIN sip:b@example.test SIP/2.0\r\n" SHORT, NULL, { NULL } },
    { "several", BYE OK BYE, NULL, { "BYE sip:b@example.test SIP/2.0", "SIP/2.0 200 OK", "BYE sip:b@example.test SIP/2.0" } },
    { "keep-alive-before", "\r\n\r\n" OK, NULL, { "SIP/2.0 200 OK" } },
    { "within-a-body",
      "NOTIFY sip:a@10.0.0.1 SIP/2.0\r\nContent-Length: 16\r\n\r\nSIP/2.0 200 OK\r\n",
      NULL,
      { "NOTIFY sip:a@10.0.0.1 SIP/2.0" } },
    { "version-in-via-only", "X" VIA, NULL, { NULL } },
    { "another-version", "SIP/1.0 200 OK\r\n" SHORT, NULL, { NULL } },
    { "nothing", "", NULL, { NULL } },
};

static void
test_search(gconstpointer data)
{
    const size_t number = GPOINTER_TO_SIZE(data);
    const guint8 *bytes = (const guint8 *)searches[number].bytes;
    const size_t size = strlen(searches[number].bytes);
    sip_message message;
    size_t offset = 0;
    size_t count = 0;

    while (sip_search_next(bytes, size, &offset, searches[number].method, &message)) {
        g_assert_cmpuint(count, <, MAX_STARTS);
        char *start = g_strndup(message.start_line.at, message.start_line.size);
        g_assert_cmpstr(start, ==, searches[number].starts[count]);
        count++;
        g_free(start);
    }
    g_assert_true(count == MAX_STARTS || searches[number].starts[count] == NULL);
    g_assert_cmpuint(offset, ==, size);
}

#define V4 "\x45\0\0\0\0\0\0\0\x40\x11\0\0\x0a\0\0\x01\x0a\0\0\x02"
#define V4_WITH_OPTIONS "\x47\0\0\0\0\0\0\0\x40\x11\0\0\x0a\0\0\x01\x0a\0\0\x02\x94\x04\0\0\x01\x01\x01\0"
#define V4_TCP "\x45\0\0\0\0\0\0\0\x40\x06\0\0\x0a\0\0\x01\x0a\0\0\x02"
#define V6                                                                                                                         \
    "\x60\0\0\0\0\x20\x11\x40"                                                                                                     \
    "\xfd\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01"                                                                                         \
    "\xfd\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02"
#define UDP_HEADER "\x13\xc4\x13\xc4\0\x20\0\0"
#define ICMP_HEADER(type, code) type code "\0\0\0\0\0\0"
#define QUOTED(icmp, ip) icmp ip UDP_HEADER, sizeof(icmp ip UDP_HEADER) - 1

static const struct {
    const char *name;
    const char *bytes;
    size_t size; /* the data that are quoted begin there */
    bool is_read;
    icmp_header header;
} errors[] = {
    { "port", QUOTED(ICMP_HEADER("\x03", "\x03"), V4), true, { false, 3, 3 } },
    { "prohibited", QUOTED(ICMP_HEADER("\x03", "\x0d"), V4), true, { false, 3, 13 } },
    { "time-exceeded", QUOTED(ICMP_HEADER("\x0b", "\0"), V4), true, { false, 11, 0 } },
    { "options", QUOTED(ICMP_HEADER("\x03", "\x01"), V4_WITH_OPTIONS), true, { false, 3, 1 } },
    { "echo-is-no-error", QUOTED(ICMP_HEADER("\x08", "\0"), V4), false, { false, 0, 0 } },
    { "tcp", QUOTED(ICMP_HEADER("\x03", "\x03"), V4_TCP), false, { false, 0, 0 } },
    { "v6-port", QUOTED(ICMP_HEADER("\x01", "\x04"), V6), true, { true, 1, 4 } },
    { "v6-too-big", QUOTED(ICMP_HEADER("\x02", "\0"), V6), true, { true, 2, 0 } },
    { "v6-echo-is-no-error", QUOTED(ICMP_HEADER("\x80", "\0"), V6), false, { false, 0, 0 } },
    { "no-room-for-icmp", QUOTED("\x03\x03\0\0", V4), false, { false, 0, 0 } },
    { "no-room-for-ip", QUOTED("", ""), false, { false, 0, 0 } },
    { "nothing", "", 0, false, { false, 0, 0 } },
};

static void
test_icmp(gconstpointer data)
{
    const size_t number = GPOINTER_TO_SIZE(data);
    /* The exact size, so that a sanitizer sees what is read beyond it. */
    guint8 *bytes = g_memdup2(errors[number].bytes, errors[number].size);
    icmp_header header;

    g_assert_cmpint(icmp_header_read(bytes, errors[number].size, &header), ==, errors[number].is_read);
    if (errors[number].is_read) {
        g_assert_cmpint(header.is_v6, ==, errors[number].header.is_v6);
        g_assert_cmpuint(header.type, ==, errors[number].header.type);
        g_assert_cmpuint(header.code, ==, errors[number].header.code);
    }
    g_free(bytes);
}

static void
add_test(const char *group, const char *name, size_t number, GTestDataFunc test)
{
    char *path = g_strdup_printf("/%s/%s", group, name);

    g_test_add_data_func(path, GSIZE_TO_POINTER(number), test);
    g_free(path);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(searches); i++) {
        add_test("search", searches[i].name, i, test_search);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(errors); i++) {
        add_test("icmp", errors[i].name, i, test_icmp);
    }
    return g_test_run();
}
