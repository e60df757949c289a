/* fuzz_message.c
 * libFuzzer target: any bytes give a message or none, and nothing that is read of it leaves the buffer.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message.h"
#include "sdp.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static sip_text buffer;

static void
check_span(sip_text text)
{
    if (text.at != NULL) {
        g_assert_true(text.at >= buffer.at && text.at + text.size <= buffer.at + buffer.size);
    }
}

/* Reads one value of a header as each of the things that it may be. */
static void
read_value(sip_text value)
{
    static const char *const parameters[] = { "tag", "branch", "expires", "cause", "text" };
    static const char *const auth_parameters[] = { "realm", "nonce", "stale" };

    check_span(value);
    for (size_t i = 0; i < G_N_ELEMENTS(parameters); i++) {
        check_span(sip_text_parameter(value, parameters[i]));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(auth_parameters); i++) {
        check_span(sip_text_auth_parameter(value, auth_parameters[i]));
    }
    const sip_text uri = sip_text_uri(value);
    check_span(uri);
    check_span(sip_uri_user(uri));
    check_span(sip_uri_user(value));
    check_span(sip_uri_scheme(value));
    check_span(sip_via_sent_by(value));
    check_span(sip_text_token(value));
    check_span(sip_text_trimmed(value));
    const gint64 number = sip_text_number(value);
    g_assert_true(number >= -1 && number <= G_MAXUINT32);
    g_assert_true(value.at == NULL || sip_text_equal(value, value));
}

static void
read_header(const sip_message *message, sip_header name)
{
    sip_text line = sip_message_header(message, name);
    const char *before = NULL;

    read_value(line);
    if (line.at == NULL) {
        return;
    }
    do {
        sip_text rest = line;
        sip_text value;
        /* Each step goes on, or the loop would never end. */
        g_assert_true(before == NULL || line.at > before);
        before = line.at;
        check_span(line);
        while (sip_text_take_value(&rest, &value)) {
            check_span(rest);
            read_value(value);
        }
    } while (sip_message_next_header(message, name, &line));
}

static void
read_session(sip_text body)
{
    GString *summary = g_string_new(NULL);
    sdp_offer offer;

    sdp_offer_read(body, &offer, summary);
    check_span(offer.broken_line);
    g_assert_true(g_str_is_ascii(summary->str));
    g_string_free(summary, TRUE);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    sip_message message;

    buffer = (sip_text){ (const char *)bytes, size };
    read_session(buffer);
    if (!sip_message_read(bytes, size, &message)) {
        return 0;
    }
    g_assert_cmpuint(message.size, <=, size);
    g_assert_cmpuint(message.size, >, 0);
    g_assert_true(message.status >= 0 && message.status <= 999);
    check_span(message.start_line);
    check_span(message.phrase);
    check_span(message.method);
    check_span(message.request_uri);
    check_span(message.headers);
    check_span(message.body);
    for (int name = 0; name < SIP_HEADER_COUNT; name++) {
        read_header(&message, (sip_header)name);
    }
    (void)sip_message_has_sdp(&message);
    (void)sip_message_offers_srtp(&message);
    read_session(message.body);
    return 0;
}
