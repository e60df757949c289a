/* fuzz_readers.c
 * libFuzzer target: the reader of usual lines and the plain one give the same message, of any bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message_fast.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
assert_same(sip_text text, sip_text plain)
{
    g_assert_true(text.at == plain.at && text.size == plain.size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    sip_message message;
    sip_message plain;
    const bool is_message = sip_message_read(bytes, size, &message);

    g_assert_true(sip_message_read_plainly(bytes, size, &plain) == is_message);
    if (!is_message) {
        return 0;
    }
    g_assert_true(message.is_response == plain.is_response && message.status == plain.status);
    g_assert_true(message.present == plain.present && message.repeated == plain.repeated);
    g_assert_true(message.has_all_headers == plain.has_all_headers && message.size == plain.size);
    assert_same(message.start_line, plain.start_line);
    assert_same(message.phrase, plain.phrase);
    assert_same(message.method, plain.method);
    assert_same(message.request_uri, plain.request_uri);
    assert_same(message.headers, plain.headers);
    assert_same(message.body, plain.body);
    for (int name = 0; name < SIP_HEADER_COUNT; name++) {
        assert_same(sip_message_header(&message, (sip_header)name), sip_message_header(&plain, (sip_header)name));
    }
    return 0;
}
