/* message_test.c
 * Start lines, headers, values and parameters of a SIP message, and bytes that are none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message.h"

#include <string.h>

static sip_message
read_text(const char *text)
{
    sip_message message;

    g_assert_true(sip_message_read(text, strlen(text), &message));
    return message;
}

#define assert_text(text, expected) g_assert_cmpmem((text).at, (text).size, expected, strlen(expected))

static void
test_start_lines(void)
{
    static const struct {
        const char *text;
        bool is_message;
        int status;
    } lines[] = {
        { "SIP/2.0 404 Not Found\r\n\r\n", true, 404 },
        { "sip/2.0 404 Not Found\n\n", true, 404 },
        { "SIP/2.0 099 Odd\r\n\r\n", true, 99 },
        { "SIP/2.0 404", true, 404 },
        { "SIP/2.0 40", false, 0 },
        { "SIP/2.0 4040 Long\r\n", false, 0 },
        { "SIP/2.0 abc Letters\r\n", false, 0 },
        { "INVITE sip:a@b SIP/2.0\r\n\r\n", true, 0 },
        { "INVITE sip:a@b\r\n\r\n", false, 0 },
        { " SIP/2.0\r\n", false, 0 },
        { "\r\n\r\n", false, 0 },
        { "", false, 0 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        sip_message message;
        g_assert_cmpint(sip_message_read(lines[i].text, strlen(lines[i].text), &message), ==, lines[i].is_message);
        if (lines[i].is_message) {
            g_assert_cmpint(message.status, ==, lines[i].status);
            g_assert_cmpint(message.is_response, ==, lines[i].status != 0);
        }
    }
}

static void
test_headers(void)
{
    const sip_message message = read_text("SIP/2.0 200 OK\r\nv: SIP/2.0/UDP a;branch=z9hG4bK1\r\nVIA : SIP/2.0/TCP b\r\n"
                                          "no colon here\r\nTo: \"A, <B>\" <sip:a@b;x=1>\r\n ;tag=77\r\ncseq: 4 INVITE\r\n"
                                          "Allow: INVITE, ACK ,,BYE\r\nl: 2\r\n\r\nhibye");
    sip_text via = sip_message_header(&message, SIP_HEADER_VIA);

    assert_text(via, "SIP/2.0/UDP a;branch=z9hG4bK1");
    assert_text(sip_text_parameter(via, "BRANCH"), "z9hG4bK1");
    g_assert_true(sip_message_next_header(&message, SIP_HEADER_VIA, &via));
    assert_text(via, "SIP/2.0/TCP b");
    g_assert_false(sip_message_next_header(&message, SIP_HEADER_VIA, &via));
    assert_text(sip_text_uri(sip_message_header(&message, SIP_HEADER_TO)), "sip:a@b;x=1");
    assert_text(sip_text_parameter(sip_message_header(&message, SIP_HEADER_TO), "tag"), "77");
    g_assert_null(sip_text_parameter(sip_message_header(&message, SIP_HEADER_TO), "x").at);
    g_assert_cmpint(sip_text_number(sip_message_header(&message, SIP_HEADER_CSEQ)), ==, 4);
    g_assert_true(sip_message_header_lists(&message, SIP_HEADER_ALLOW, "bye"));
    g_assert_false(sip_message_header_lists(&message, SIP_HEADER_ALLOW, "BY"));
    g_assert_null(sip_message_header(&message, SIP_HEADER_FROM).at);
    assert_text(message.body, "hi");
    assert_text(message.phrase, "OK");
}

static void
test_challenge(void)
{
    const sip_message message =
        read_text("SIP/2.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"a,b=\\\"c\", nonce=\"n1\",stale=TRUE\r\n\r\n");
    const sip_text challenge = sip_message_header(&message, SIP_HEADER_WWW_AUTHENTICATE);

    assert_text(sip_text_auth_parameter(challenge, "nonce"), "n1");
    g_assert_true(sip_text_is(sip_text_auth_parameter(challenge, "stale"), "true"));
    g_assert_null(sip_text_auth_parameter(challenge, "opaque").at);
    assert_text(sip_text_token(challenge), "Digest");
}

static void
test_next_message_of_a_stream(void)
{
    const char *text = "SIP/2.0 100 Trying\r\nl: 0\r\n\r\nSIP/2.0 404 Not Found\r\n\r\n";
    const sip_message first = read_text(text);
    const sip_message second = read_text(text + first.size);

    g_assert_cmpint(first.status, ==, 100);
    g_assert_cmpint(second.status, ==, 404);
}

static void
test_numbers(void)
{
    g_assert_cmpint(sip_text_number((sip_text){ " 12;x", 5 }), ==, 12);
    g_assert_cmpint(sip_text_number((sip_text){ "-1", 2 }), ==, -1);
    g_assert_cmpint(sip_text_number((sip_text){ "99999999999999999999", 20 }), ==, -1);
    g_assert_cmpint(sip_text_number((sip_text){ NULL, 0 }), ==, -1);
}

/* What is not there has no parts; sanitizers refuse any calculation with its address. */
static void
test_absent_header(void)
{
    const sip_text none = { NULL, 0 };

    g_assert_null(sip_via_sent_by(none).at);
    g_assert_null(sip_text_uri(none).at);
    g_assert_null(sip_uri_user(none).at);
    g_assert_null(sip_text_token(none).at);
    g_assert_null(sip_text_trimmed(none).at);
    g_assert_null(sip_text_parameter(none, "tag").at);
    g_assert_null(sip_text_auth_parameter(none, "realm").at);
}

/* Cut at every byte and with every byte changed; each copy has exactly its size, so that a sanitizer sees a step outside. */
static void
test_damaged_messages(void)
{
    const char *whole = "SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/UDP a;branch=\"x\r\nTo: <sip:a\r\n\tb>;tag=\"1\r\nl: 9\r\n\r\nbody";
    const size_t size = strlen(whole);

    for (size_t cut = 0; cut <= size; cut++) {
        for (int byte = 0; byte < 256; byte += 5) {
            char *copy = g_memdup2(whole, cut);
            sip_message message;
            if (cut > 0) {
                copy[cut - 1] = (char)byte;
            }
            if (sip_message_read(copy, cut, &message)) {
                sip_text via = sip_message_header(&message, SIP_HEADER_VIA);
                sip_text_parameter(via, "branch");
                sip_text_uri(sip_message_header(&message, SIP_HEADER_TO));
                sip_message_next_header(&message, SIP_HEADER_VIA, &via);
                g_assert_cmpuint(message.size, <=, cut);
            }
            g_free(copy);
        }
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/start-lines", test_start_lines);
    g_test_add_func("/headers", test_headers);
    g_test_add_func("/challenge", test_challenge);
    g_test_add_func("/stream", test_next_message_of_a_stream);
    g_test_add_func("/numbers", test_numbers);
    g_test_add_func("/absent-header", test_absent_header);
    g_test_add_func("/damaged", test_damaged_messages);
    return g_test_run();
}
