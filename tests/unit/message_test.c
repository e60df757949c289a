/* message_test.c
 * Start lines, headers, values and parameters of a SIP message, and bytes that are none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message_fast.h"
#include "passport.h"
#include "stated_time.h"
#include "uri.h"
#include "via.h"

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
        { " sip:a@b SIP/2.0\r\n", false, 0 },
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
    static const char *const allowed[] = { "INVITE", "ACK", "BYE" };
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
    sip_text allow = sip_message_header(&message, SIP_HEADER_ALLOW);
    for (size_t i = 0; i < G_N_ELEMENTS(allowed); i++) {
        sip_text method;
        g_assert_true(sip_text_take_value(&allow, &method));
        assert_text(method, allowed[i]);
    }
    g_assert_cmpuint(allow.size, ==, 0);
    g_assert_null(sip_message_header(&message, SIP_HEADER_FROM).at);
    assert_text(message.body, "hi");
    assert_text(message.phrase, "OK");
}

/* Reads a header line of that name, as the last one too, and asserts which header it is; SIP_HEADER_COUNT: none. */
static void
check_name(const char *name, sip_header expected)
{
    for (int is_last = 0; is_last < 2; is_last++) {
        char *text = g_strdup_printf("SIP/2.0 200 OK\r\n%s: 1%s", name, is_last ? "" : "\r\nX-Other: 0\r\n\r\n");
        const sip_message message = read_text(text);
        for (int header = 0; header < SIP_HEADER_COUNT; header++) {
            const sip_text value = sip_message_header(&message, (sip_header)header);
            g_assert_cmpint(sip_text_is(value, "1"), ==, (sip_header)header == expected);
            g_assert_cmpint(value.at != NULL, ==, (sip_header)header == expected);
        }
        g_free(text);
    }
}

/* As it is registered and in other letters; with one wrong letter it is another name. */
static void
test_names(void)
{
    for (int header = 0; header < SIP_HEADER_COUNT; header++) {
        const char *name = sip_header_name((sip_header)header);
        char *lower = g_ascii_strdown(name, -1);
        char *upper = g_ascii_strup(name, -1);
        g_test_message("%s", name);
        check_name(name, (sip_header)header);
        check_name(lower, (sip_header)header);
        check_name(upper, (sip_header)header);
        for (size_t i = 0; name[i] != '\0'; i++) {
            lower[i] = '9';
            check_name(lower, SIP_HEADER_COUNT);
            lower[i] = g_ascii_tolower(name[i]);
        }
        upper[strlen(upper) - 1] = '\0';
        g_assert_true(header == SIP_HEADER_TO || sip_header_named(sip_text_of(upper)) != (sip_header)header);
        g_free(upper);
        g_free(lower);
    }
}

/* As RFCs and products spell them, once more, as the enum cannot tell whether a name in its table is right. */
static void
test_registered_names(void)
{
    static const struct {
        const char *name;
        const char *compact;
        sip_header header;
    } names[] = {
        { "Accept", NULL, SIP_HEADER_ACCEPT },
        { "Accept-Encoding", NULL, SIP_HEADER_ACCEPT_ENCODING },
        { "Accept-Language", NULL, SIP_HEADER_ACCEPT_LANGUAGE },
        { "Accept-Resource-Priority", NULL, SIP_HEADER_ACCEPT_RESOURCE_PRIORITY },
        { "AlertMsg-Error", NULL, SIP_HEADER_ALERTMSG_ERROR },
        { "Allow", NULL, SIP_HEADER_ALLOW },
        { "Allow-Events", "u", SIP_HEADER_ALLOW_EVENTS },
        { "Authorization", NULL, SIP_HEADER_AUTHORIZATION },
        { "Call-ID", "i", SIP_HEADER_CALL_ID },
        { "Call-Info", NULL, SIP_HEADER_CALL_INFO },
        { "Contact", "m", SIP_HEADER_CONTACT },
        { "Content-Length", "l", SIP_HEADER_CONTENT_LENGTH },
        { "Content-Type", "c", SIP_HEADER_CONTENT_TYPE },
        { "CSeq", NULL, SIP_HEADER_CSEQ },
        { "Date", NULL, SIP_HEADER_DATE },
        { "Diversion", NULL, SIP_HEADER_DIVERSION },
        { "Error-Info", NULL, SIP_HEADER_ERROR_INFO },
        { "Event", "o", SIP_HEADER_EVENT },
        { "Expires", NULL, SIP_HEADER_EXPIRES },
        { "From", "f", SIP_HEADER_FROM },
        { "Geolocation-Error", NULL, SIP_HEADER_GEOLOCATION_ERROR },
        { "Identity", "y", SIP_HEADER_IDENTITY },
        { "Max-Forwards", NULL, SIP_HEADER_MAX_FORWARDS },
        { "Min-Expires", NULL, SIP_HEADER_MIN_EXPIRES },
        { "Min-SE", NULL, SIP_HEADER_MIN_SE },
        { "P-Asserted-Identity", NULL, SIP_HEADER_P_ASSERTED_IDENTITY },
        { "P-Charging-Vector", NULL, SIP_HEADER_P_CHARGING_VECTOR },
        { "P-Registrar-Error", NULL, SIP_HEADER_P_REGISTRAR_ERROR },
        { "Permission-Missing", NULL, SIP_HEADER_PERMISSION_MISSING },
        { "Proxy-Authenticate", NULL, SIP_HEADER_PROXY_AUTHENTICATE },
        { "Proxy-Authorization", NULL, SIP_HEADER_PROXY_AUTHORIZATION },
        { "Proxy-Require", NULL, SIP_HEADER_PROXY_REQUIRE },
        { "RAck", NULL, SIP_HEADER_RACK },
        { "Reason", NULL, SIP_HEADER_REASON },
        { "Record-Route", NULL, SIP_HEADER_RECORD_ROUTE },
        { "Recv-Info", NULL, SIP_HEADER_RECV_INFO },
        { "Refer-To", "r", SIP_HEADER_REFER_TO },
        { "Referred-By", "b", SIP_HEADER_REFERRED_BY },
        { "Replaces", NULL, SIP_HEADER_REPLACES },
        { "Require", NULL, SIP_HEADER_REQUIRE },
        { "Response-Source", NULL, SIP_HEADER_RESPONSE_SOURCE },
        { "Retry-After", NULL, SIP_HEADER_RETRY_AFTER },
        { "Route", NULL, SIP_HEADER_ROUTE },
        { "RSeq", NULL, SIP_HEADER_RSEQ },
        { "Security-Server", NULL, SIP_HEADER_SECURITY_SERVER },
        { "Server", NULL, SIP_HEADER_SERVER },
        { "Session-Expires", "x", SIP_HEADER_SESSION_EXPIRES },
        { "Session-ID", NULL, SIP_HEADER_SESSION_ID },
        { "SIP-ETag", NULL, SIP_HEADER_SIP_ETAG },
        { "SIP-If-Match", NULL, SIP_HEADER_SIP_IF_MATCH },
        { "Subscription-State", NULL, SIP_HEADER_SUBSCRIPTION_STATE },
        { "Supported", "k", SIP_HEADER_SUPPORTED },
        { "To", "t", SIP_HEADER_TO },
        { "Unsupported", NULL, SIP_HEADER_UNSUPPORTED },
        { "User-Agent", NULL, SIP_HEADER_USER_AGENT },
        { "Via", "v", SIP_HEADER_VIA },
        { "Warning", NULL, SIP_HEADER_WARNING },
        { "WWW-Authenticate", NULL, SIP_HEADER_WWW_AUTHENTICATE },
        { "X-Call-ID", NULL, SIP_HEADER_X_CALL_ID },
        { "X-CID", NULL, SIP_HEADER_X_CID },
    };

    G_STATIC_ASSERT(G_N_ELEMENTS(names) == SIP_HEADER_COUNT);
    guint64 seen = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_assert_cmpstr(sip_header_name(names[i].header), ==, names[i].name);
        seen |= (guint64)1 << names[i].header;
        if (names[i].compact != NULL) {
            char *upper = g_ascii_strup(names[i].compact, -1);
            check_name(names[i].compact, names[i].header);
            check_name(upper, names[i].header);
            g_free(upper);
        }
    }
    g_assert_cmphex(seen, ==, G_MAXUINT64 >> (64 - SIP_HEADER_COUNT));
    /* Letters of headers that nobody asks for, such as Subject, and of none. */
    for (const char *letter = "adeghjnpqswz"; *letter != '\0'; letter++) {
        check_name((const char[]){ *letter, '\0' }, SIP_HEADER_COUNT);
    }
}

static void
assert_same_text(sip_text one, sip_text other)
{
    g_assert_true(one.at == other.at);
    g_assert_cmpuint(one.size, ==, other.size);
}

/* Header lines of that name, or of names that nobody can ask for. */
static unsigned
count_lines(const sip_message *message, sip_header name)
{
    sip_text rest = message->headers;
    sip_text written;
    sip_text value;
    unsigned count = 0;

    while (sip_message_take_header(&rest, &written, &value)) {
        count += sip_header_named(written) == name;
    }
    return count;
}

static void
check_lines(const sip_message *message)
{
    for (int header = 0; header < SIP_HEADER_COUNT; header++) {
        sip_text value = sip_message_header(message, (sip_header)header);
        unsigned count = value.at != NULL;
        while (sip_message_next_header(message, (sip_header)header, &value)) {
            count++;
        }
        g_assert_cmpuint(count, ==, count_lines(message, (sip_header)header));
    }
    g_assert_cmpint(message->has_others, ==, count_lines(message, SIP_HEADER_COUNT) > 0);
}

/* Both readers give the same message, whatever the bytes are. */
static void
check_readers(const char *bytes, size_t size)
{
    char *copy = g_memdup2(bytes, size);
    sip_message message;
    sip_message plain;
    const bool is_message = sip_message_read(copy, size, &message);

    g_assert_cmpint(sip_message_read_plainly(copy, size, &plain), ==, is_message);
    if (is_message) {
        g_assert_cmphex(message.present, ==, plain.present);
        g_assert_cmphex(message.repeated, ==, plain.repeated);
        g_assert_cmpint(message.has_all_headers, ==, plain.has_all_headers);
        g_assert_cmpuint(message.size, ==, plain.size);
        assert_same_text(message.start_line, plain.start_line);
        assert_same_text(message.headers, plain.headers);
        assert_same_text(message.body, plain.body);
        for (int header = 0; header < SIP_HEADER_COUNT; header++) {
            assert_same_text(sip_message_header(&message, (sip_header)header), sip_message_header(&plain, (sip_header)header));
        }
        check_lines(&message);
        check_lines(&plain);
    }
    g_free(copy);
}

/* Whole, cut at every byte, and with every byte replaced by one that means something. */
static void
test_both_readers(void)
{
    static const char *const messages[] = {
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a\r\nVia: SIP/2.0/UDP b\r\nTo: <sip:c>\r\n\t;tag=1\r\nContent-Length: 2\r\n\r\n of it",
        "INVITE sip:a@b SIP/2.0\r\nCSeq: 1 INVITE\r\nX-A: b\r\nMax-Forwards: 70\r\nRoute: <sip:r;lr>\r\nRecord-Route: "
        "<sip:r>\r\n\r\n",
        "SIP/2.0 200 OK\r\nTo: a\r\r\nFrom:  b\r\nFrom: c \r\nFrom: \xc3\xa4\r\nCall-ID: \r\nContact: <sip:a>\n\r\n",
        "SIP/2.0 404 Not Found\r\nProxy-Authorization: x\r\nWWW-Authenticate: Digest\r\nServer: s\r\nUser-Agent: u\r\nExpires: "
        "1\r\n\r\n",
        "SIP/2.0 200 OK\r\n\r Via: SIP/2.0/UDP a  \n  Via: SIP/2.0/UDP b\r\nVia: SIP/2.0/UDP c\r\n\r\n Via: d",
        "OPTIONS sip:a SIP/2.0\r\n : x\r\nAllow: A\r\nallow: B\r\nSupported: c\r\nContent-Type: t\r\nl: 1\r\n\r\nbody",
        "SIP/2.0 200 OK\r\n\r\nTo: a\r\n",
        "SIP/2.0 200 OK",
        "no message\r\nTo: a\r\n\r\n",
    };
    static const char replacements[] = { ' ', '\t', '\r', '\n', '\0', ':', 'V', '\x80', '1' };

    for (size_t i = 0; i < G_N_ELEMENTS(messages); i++) {
        const size_t size = strlen(messages[i]);
        char *damaged = g_memdup2(messages[i], size);
        check_readers(messages[i], size);
        for (size_t at = 0; at < size; at++) {
            check_readers(messages[i], at);
            for (size_t byte = 0; byte < sizeof replacements; byte++) {
                damaged[at] = replacements[byte];
                check_readers(damaged, size);
            }
            damaged[at] = messages[i][at];
        }
        g_free(damaged);
    }
}

static void
test_values(void)
{
    static const struct {
        const char *line;
        const char *value;
    } lines[] = {
        { "To: a b\r\n", "a b" },           { "To:a\n", "a" },      { "To: \ta \t\r\n", "a" }, { "To: a\r\n b\r\n", "a\r\n b" },
        { "To: \r\n\ta\r\n", "a" },         { "To:\r\n", "" },      { "To: \r\n", "" },        { "To:  \r\n \r\n", "" },
        { "To: \x80\xff\r\n", "\x80\xff" }, { "To: a\r\r\n", "a" }, { "To: a\r", "a" },        { "To:", "" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        char *text = g_strconcat("SIP/2.0 200 OK\r\n", lines[i].line, "CSeq: 1 INVITE\r\n\r\n", NULL);
        const size_t whole = strlen(text);
        const size_t cut = whole - strlen("CSeq: 1 INVITE\r\n\r\n");
        const bool ends = text[cut - 1] == '\n';
        sip_message message;
        g_assert_true(sip_message_read(text, ends ? whole : cut, &message));
        assert_text(sip_message_header(&message, SIP_HEADER_TO), lines[i].value);
        g_assert_cmpint(sip_message_header(&message, SIP_HEADER_CSEQ).at != NULL, ==, ends);
        g_free(text);
    }
}

/* A line that goes on after ones written as usual: all are read as they would be without it. */
static void
test_folded_among_usual(void)
{
    static const char bytes[] = "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a\r\nVia: SIP/2.0/UDP b\r\nTo: <sip:c>\r\n\t;tag=1\r\n"
                                "Content-Length: 2\r\nCSeq: 1 INVITE\r\n\r\n of the body";
    const sip_message message = read_text(bytes);
    sip_text via = sip_message_header(&message, SIP_HEADER_VIA);

    assert_text(via, "SIP/2.0/UDP a");
    g_assert_true(sip_message_next_header(&message, SIP_HEADER_VIA, &via));
    assert_text(via, "SIP/2.0/UDP b");
    g_assert_false(sip_message_next_header(&message, SIP_HEADER_VIA, &via));
    assert_text(sip_message_header(&message, SIP_HEADER_TO), "<sip:c>\r\n\t;tag=1");
    assert_text(sip_message_header(&message, SIP_HEADER_CSEQ), "1 INVITE");
    assert_text(message.body, " o");
    g_assert_true(message.repeated == G_GUINT64_CONSTANT(1) << SIP_HEADER_VIA);
}

/* Wherever a message is cut, the lines before are read, and the headers have an end only if the empty line is there. */
static void
test_cut_lines(void)
{
    static const char bytes[] = "SIP/2.0 200 OK\r\nTo: <sip:a>\r\nContent-Length: 0\r\n\r\n";
    const size_t line = strlen("SIP/2.0 200 OK\r\n");
    const size_t to_end = line + strlen("To: <sip:a>");

    for (size_t size = line; size < sizeof bytes; size++) {
        char *copy = g_memdup2(bytes, size);
        sip_message message;
        g_assert_true(sip_message_read(copy, size, &message));
        g_assert_cmpint(sip_message_header(&message, SIP_HEADER_TO).at != NULL, ==, size >= line + strlen("To:"));
        g_assert_true(size < to_end || sip_text_is(sip_message_header(&message, SIP_HEADER_TO), "<sip:a>"));
        g_assert_cmpint(message.has_all_headers, ==, size + 1 >= sizeof bytes - 1);
        g_free(copy);
    }
}

static void
test_parameters(void)
{
    static const struct {
        const char *value;
        const char *tag; /* NULL: absent */
    } values[] = {
        { "<sip:a>;tag=1", "1" },
        { "sip:a;x=tag;tag = 1 ;y", "1" },
        { "\"A;tag=0\" <sip:a;tag=0>;tag=1", "1" },
        { "\"A\\\";tag=0\" <sip:a>;tag=1", "1" },
        { "A <sip:a;tag=0>;x=\";tag=0\";Tag=\"1;2\"", "1;2" },
        { "<sip:a>;x=<;tag=0>;tag=1", "1" },
        { "\"A>;tag=0\" <sip:a>;tag=1", "1" },
        { "\"A\\\\\" <sip:a>;tag=1", "1" },
        { "A <sip:a>;tag=1;x", "1" },
        { "<sip:a>;tag=1\";tag=2;\"3;tag=4", "1\";tag=2;\"3" },
        { "a;tag=1 <sip:b>;tag=2", "1 <sip:b>" },
        { "<sip:a>;tag=1>;tag=2", "1>" },
        { "<sip:a>;tag=1,2", "1,2" },
        { "\"A\" <sip:a>;TAG=1", "1" },
        { "<sip:a>;tagged=0;tag", "" },
        { "<sip:a>;tag=", "" },
        { "<sip:a;tag=0>", NULL },
        { "\"A;tag=0", NULL },
        { "<sip:a;tag=0", NULL },
        { "tag=1", NULL },
        { "", NULL },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        const sip_text value = { values[i].value, strlen(values[i].value) };
        const sip_text tag = sip_text_parameter(value, "tag");
        g_assert_cmpint(tag.at != NULL, ==, values[i].tag != NULL);
        if (values[i].tag != NULL) {
            assert_text(tag, values[i].tag);
        }
    }
}

static void
test_equal_any_case(void)
{
    static const struct {
        sip_text one;
        sip_text other;
        bool is_equal;
    } pairs[] = {
        { { "SHA-256", 7 }, { "sha-256", 7 }, true },
        { { "a\0B", 3 }, { "A\0b", 3 }, true },
        { { "", 0 }, { "", 0 }, true },
        { { "a\0b", 3 }, { "a\0c", 3 }, false },
        { { "path", 4 }, { "paths", 5 }, false },
        { { "\xc3\xa9", 2 }, { "\xc3\x89", 2 }, false },
        { { "[", 1 }, { "{", 1 }, false },
        { { NULL, 0 }, { "", 0 }, false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_assert_true(sip_text_equal_any_case(pairs[i].one, pairs[i].other) == pairs[i].is_equal);
        g_assert_true(sip_text_equal_any_case(pairs[i].other, pairs[i].one) == pairs[i].is_equal);
    }
}

/* Commas within quotes and brackets part nothing, and what has no end ends with the text. */
static void
test_lists(void)
{
    static const struct {
        const char *text;
        size_t size;
        const char *values[4];
    } lists[] = {
        { "a, b ,,c", 8, { "a", "b", "c" } },
        { "\"a,b\" <sip:c,d>,e", 17, { "\"a,b\" <sip:c,d>", "e" } },
        { "\"a\\\",b\",c", 9, { "\"a\\\",b\"", "c" } },
        { "\"a,bX", 4, { "\"a,b" } },
        { "\"a\\X", 3, { "\"a\\" } },
        { "<a,bX", 4, { "<a,b" } },
        { " , ", 3, { NULL } },
        { "a", 0, { NULL } },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        sip_text rest = { lists[i].text, lists[i].size };
        sip_text value;
        size_t count = 0;
        while (sip_text_take_value(&rest, &value)) {
            g_assert_nonnull(lists[i].values[count]);
            assert_text(value, lists[i].values[count]);
            count++;
        }
        g_assert_null(lists[i].values[count]);
    }
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

    const sip_message odd = read_text(
        "SIP/2.0 401 Unauthorized\r\nWWW-Authenticate: Digest a=\"nonce=1, \" nonce=2, b=\"\\\",nonce=3\", nonce=4\r\n\r\n");
    assert_text(sip_text_auth_parameter(sip_message_header(&odd, SIP_HEADER_WWW_AUTHENTICATE), "nonce"), "4");
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
    g_assert_cmpint(sip_text_number((sip_text){ "12", 1 }), ==, 1);
    g_assert_cmpint(sip_text_number((sip_text){ "7", 0 }), ==, -1);
    g_assert_cmpint(sip_text_number(sip_text_of("4294967295")), ==, G_MAXUINT32);
    g_assert_cmpint(sip_text_number(sip_text_of("4294967296")), ==, -1);
    g_assert_cmpint(sip_text_number(sip_text_of("09")), ==, 9);
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
    g_assert_null(sip_uri_scheme(none).at);
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

/* However Via is written, it says the same as its first value read piece by piece. */
static void
test_via(void)
{
    static const struct {
        const char *line;
        const char *sent_by;
        const char *branch;
    } lines[] = {
        { "SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1;rport", "10.0.0.1:5060", "z9hG4bK1" },
        { "SIP/2.0/UDP 10.0.0.1:5060;rport;branch=z9hG4bK1", "10.0.0.1:5060", "z9hG4bK1" },
        { "SIP/2.0/TLS [2001:db8::1];branch=z9hG4bK1;received=10.0.0.9", "[2001:db8::1]", "z9hG4bK1" },
        { "SIP/2.0/UDP a ;branch=z9hG4bK1", "a", "z9hG4bK1" },
        { "SIP / 2.0 / UDP a;branch=z9hG4bK1", "a", "z9hG4bK1" },
        { "SIP/2.0/UDP a; branch = z9hG4bK1 ", "a", "z9hG4bK1" },
        { "SIP/2.0/UDP a;BRANCH=z9hG4bK1", "a", "z9hG4bK1" },
        { "SIP/2.0/UDP\r\n a;\r\n branch=z9hG4bK1", "a", "z9hG4bK1" },
        { "SIP/2.0/UDP a;x=\";branch=no\";branch=z9hG4bK1", "a", "z9hG4bK1" },
        { "SIP/2.0/UDP a;branch=z9hG4bK1,SIP/2.0/UDP b;branch=z9hG4bK2", "a", "z9hG4bK1" },
        { "SIP/2.0/UDP a;branches=no;branch=z9hG4bK1", "a", "z9hG4bK1" },
        { "SIP/2.0/UDP a;branch=;branch=z9hG4bK1", "a", "" },
        { "SIP/2.0/UDP a", "a", NULL },
        { "SIP\t/2.0/ UDP a:5060;branch=\"z;9\"", "a:5060", "z;9" },
        { "SIP/2.0/UDP", "", NULL },
        { "UDP a;branch=a/b/c", "a", "a/b/c" },
        { "SIP/2.0/UDP ;branch=z9hG4bK1", "", "z9hG4bK1" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        char *bytes = g_strdup_printf("SIP/2.0 200 OK\r\nVia: %s\r\n\r\n", lines[i].line);
        sip_message message;
        sip_via via;
        g_test_message("%s", lines[i].line);
        g_assert_true(sip_message_read(bytes, strlen(bytes), &message));
        g_assert_true(sip_message_via(&message, 0, &via));
        assert_text(via.sent_by, lines[i].sent_by);
        if (lines[i].branch != NULL) {
            assert_text(via.branch, lines[i].branch);
        } else {
            g_assert_null(via.branch.at);
        }
        g_free(bytes);
    }
}

static void
test_second_via(void)
{
    static const char bytes[] =
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=1\r\nVia: SIP/2.0/UDP b;branch=2, SIP/2.0/UDP c\r\n\r\n";
    sip_message message;
    sip_via via;

    g_assert_true(sip_message_read(bytes, strlen(bytes), &message));
    g_assert_true(sip_message_via(&message, 1, &via));
    assert_text(via.sent_by, "b");
    assert_text(via.branch, "2");
    g_assert_true(sip_message_via(&message, 2, &via));
    assert_text(via.sent_by, "c");
    g_assert_null(via.branch.at);
    g_assert_false(sip_message_via(&message, 3, &via));
}

/* name-addr and addr-spec (RFC 3261 20.10): without brackets parameters are the header's, and a comma begins another value. */
static void
test_addresses(void)
{
    static const struct {
        const char *value;
        const char *uri;
        const char *user; /* NULL: none */
    } cases[] = {
        { "<sip:bob@x>", "sip:bob@x", "bob" },
        { "\"Bob <b>\" <sip:bob@x;lr>;tag=1", "sip:bob@x;lr", "bob" },
        { "Bob < sip:bob@x >", "sip:bob@x", "bob" },
        { "sip:bob@x;tag=1", "sip:bob@x", "bob" },
        { "sip:bob@x, sip:c@x;tag=2", "sip:bob@x", "bob" },
        { " sip:bob@x ", "sip:bob@x", "bob" },
        { "<sip:bob@x", "sip:bob@x", "bob" },
        { "<sip:x>", "sip:x", NULL },
        { "<tel:+49-30;phone-context=x>", "tel:+49-30;phone-context=x", "+49-30" },
        { "tel:+49-30", "tel:+49-30", "+49-30" },
        { "<>", "", NULL },
        { "*", "*", NULL },
        { "", "", NULL },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const sip_text uri = sip_text_uri(sip_text_of(cases[i].value));
        const sip_text user = sip_uri_user(uri);
        assert_text(uri, cases[i].uri);
        g_assert_cmpint(user.at != NULL, ==, cases[i].user != NULL);
        if (cases[i].user != NULL) {
            assert_text(user, cases[i].user);
        }
    }
    assert_text(sip_uri_scheme(sip_text_of("sips:a@b:1")), "sips");
    g_assert_null(sip_uri_scheme(sip_text_of("a@b")).at);
}

static void
test_uri_hosts(void)
{
    static const struct {
        const char *uri;
        const char *host;
        unsigned port;
    } cases[] = {
        { "sip:bob@example.test", "example.test", 5060 },
        { "sip:bob@10.0.0.1:5070;transport=udp", "10.0.0.1", 5070 },
        { "sip:10.0.0.1;lr", "10.0.0.1", 5060 },
        { "sips:bob@example.test", "example.test", 5061 },
        { "sip:bob@example.test;transport=TLS", "example.test", 5061 },
        { "sip:bob@[2001:db8::1]:5080", "2001:db8::1", 5080 },
        { "sip:bob:secret@example.test:1?Subject=x:y", "example.test", 1 },
        { "10.35.21.143:18944", "10.35.21.143", 18944 },
        { "[::1]", "::1", 5060 },
        { "sip:bob@example.test:70000", "example.test", 5060 },
        { "sip:bob@example.test:65535", "example.test", 65535 },
        { "sip:bob@example.test:65536", "example.test", 5060 },
        { "sip:bob@example.test:0", "example.test", 0 },
        { "sip:bob@example.test>", "example.test", 5060 },
        { "sip:bob@example.test?Subject=x", "example.test", 5060 },
        { "SIPS:example.test", "example.test", 5061 },
        { "[]", "[]", 5060 },
        { "tel:+4930", "", 5060 },
        { "sip:", "", 5060 },
        { "", "", 5060 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_text(sip_uri_host(sip_text_of(cases[i].uri)), cases[i].host);
        g_assert_cmpuint(sip_uri_port(sip_text_of(cases[i].uri)), ==, cases[i].port);
    }
    g_assert_null(sip_uri_host((sip_text){ NULL, 0 }).at);
    g_assert_cmpuint(sip_uri_port((sip_text){ NULL, 0 }), ==, 5060);
}

static void
test_uris_of_one_address(void)
{
    static const struct {
        const char *uri;
        const char *other;
        bool is_same;
    } cases[] = {
        { "sip:bob@example.test", "sip:bob@EXAMPLE.test:5060;ob", true },
        { "sip:b%6Fb@example.test", "sip:bob@example.test", true },
        { "sip:Bob@example.test", "sip:bob@example.test", false },
        { "sip:example.test", "sip:bob@example.test", false },
        { "sip:bob@example.test:5070", "sip:bob@example.test", false },
        { "sip:bob@example.tes", "sip:bob@example.test", false },
        { "sip:bob@example.test;transport=tls", "sip:bob@example.test:5061", true },
        { "tel:+4930", "tel:+4930;phone-context=x", true },
        { "tel:+4930", "tel:+4931", false },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(sip_uri_is_same_address(sip_text_of(cases[i].uri), sip_text_of(cases[i].other)), ==, cases[i].is_same);
        g_assert_cmpint(sip_uri_is_same_address(sip_text_of(cases[i].other), sip_text_of(cases[i].uri)), ==, cases[i].is_same);
    }
}

static void
test_private_hosts(void)
{
    static const char *const private_hosts[] = { "10.0.0.1",    "172.16.0.1",   "172.31.255.255", "100.127.255.255",
                                                 "fc00::1",     "192.168.1.20", "100.64.0.1",     "127.0.0.1",
                                                 "169.254.1.1", "fd00::1",      "fe80::1",        "::1" };
    static const char *const public_hosts[] = { "11.0.0.1",    "172.15.0.1",      "172.32.0.1",     "192.0.2.1",   "100.128.0.1",
                                                "2001:db8::1", "100.63.0.1",      "9.0.0.1",        "126.0.0.1",   "128.0.0.1",
                                                "168.254.1.1", "169.253.1.1",     "169.255.1.1",    "191.168.1.1", "192.167.1.1",
                                                "192.169.1.1", "193.168.1.1",     "101.64.0.1",     "171.16.0.1",  "173.16.0.1",
                                                "::2",         "255.255.255.255", "::ffff:10.0.0.1" };
    static const char *const names[] = { "",           "example.test", "10.0.0",  "10.0.0.256", "10.0.0.1.2", "10.0.0.x",
                                         "fd.example", "10.0.0.1000",  "10.0.0.", "10..0.1",    "fd00::g",    "10.0.0.1 " };

    for (size_t i = 0; i < G_N_ELEMENTS(private_hosts); i++) {
        g_assert_true(sip_host_is_private(sip_text_of(private_hosts[i])));
        g_assert_false(sip_host_is_public(sip_text_of(private_hosts[i])));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(public_hosts); i++) {
        g_assert_false(sip_host_is_private(sip_text_of(public_hosts[i])));
        g_assert_true(sip_host_is_public(sip_text_of(public_hosts[i])));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_assert_false(sip_host_is_private(sip_text_of(names[i])));
        g_assert_false(sip_host_is_public(sip_text_of(names[i])));
    }
}

static void
test_dates(void)
{
    static const struct {
        const char *date;
        gint64 seconds;
    } cases[] = {
        { "Sat, 13 Nov 2010 23:29:00 GMT", 1289690940 },
        { "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
        { "sat, 13 nov 2010 23:29:00 GMT", 1289690940 },
        { "Sat, 13 Nov 2010 23:29:00 CET", -1 },
        { "Sat, 31 Nov 2010 23:29:00 GMT", -1 },
        { "Sat, 13 Nov 2010 23:29 GMT", -1 },
        { "Sat, 13 Non 2010 23:29:00 GMT", -1 },
        { "Sat, 13 Nov -010 23:29:00 GMT", -1 },
        { "Sat, 13 Nov 2010 23:29:00 GMT and more words than a date has", -1 },
        { "", -1 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_assert_cmpint(stated_time_of_date(sip_text_of(cases[i].date)), ==, cases[i].seconds);
    }
    g_assert_cmpint(stated_time_of_date((sip_text){ NULL, 0 }), ==, -1);
}

/* Payloads, from first to last: {"iat":1443208345}, { "iat" : 7 }, {"iat":"x"}, {"tai":1}, no base64url. */
static void
test_passports(void)
{
    static const struct {
        const char *identity;
        gint64 seconds;
    } cases[] = {
        { "e30.eyJpYXQiOjE0NDMyMDgzNDV9.c2ln;info=<https://x>", 1443208345 },
        { "e30.eyAiaWF0IiA6IDcgfQ.c2ln", 7 },
        { "e30.eyJpYXQiOiJ4In0.c2ln", -1 },
        { "e30.eyJ0YWkiOjF9.c2ln", -1 },
        { "e30.***.c2ln", -1 },
        { "..c2ln;info=<https://x>", -1 },
        { "e30.eyJpYXQiOjE0NDMyMDgzNDV9", -1 },
        { "", -1 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *claims = passport_claims(sip_text_of(cases[i].identity));
        g_assert_cmpint(passport_time(claims), ==, cases[i].seconds);
        g_free(claims);
    }
    g_assert_null(passport_claims((sip_text){ NULL, 0 }));
}

static void
test_passport_numbers(void)
{
    static const struct {
        const char *claims;
        const char *orig; /* NULL: none */
    } cases[] = {
        { "{\"dest\":{\"tn\":[\"1\"]},\"orig\":{\"tn\":\"12155551213\"}}", "\"12155551213\"" },
        { "{ \"orig\" : { \"tn\" : [ \"1\", \"2\" ] } }", "\"1\", \"2\"" },
        { "{\"orig\":{\"uri\":\"sip:a@x\"},\"dest\":{\"tn\":[\"1\"]}}", NULL },
        { "{\"dest\":{\"tn\":[\"1\"]}}", NULL },
        { "{\"orig\":{\"tn\":17}}", NULL },
        { "{\"orig\":{\"tn\":\"1}", NULL },
        { "{\"orig\":{\"tn\":[\"1\"}", NULL },
        { "{\"orig\":{\"tn\":", NULL },
        { "{\"orig\"", NULL },
        { "", NULL },
        { NULL, NULL },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        const sip_text numbers = passport_numbers(cases[i].claims, "orig");
        char *text = numbers.at != NULL ? g_strndup(numbers.at, numbers.size) : NULL;
        g_assert_cmpstr(text, ==, cases[i].orig);
        g_free(text);
    }
}

/* Names without a place of their own, and what follows a message. */
static void
test_other_names_and_rest(void)
{
    const sip_message message = read_text("INFO sip:a SIP/2.0\r\nno header\r\nX-One : 1\r\n folded\r\ninfo-package: foo\r\n"
                                          "Content-Length: 2\r\n\r\nabcd");
    sip_text rest = message.headers;
    sip_text line;
    unsigned lines = 0;

    g_assert_true(sip_text_is(sip_message_header_named(&message, "Info-Package"), "foo"));
    g_assert_true(sip_text_is(sip_message_header_named(&message, "x-one"), "1\r\n folded"));
    g_assert_null(sip_message_header_named(&message, "X-Two").at);
    g_assert_true(sip_text_is(message.after, "cd"));
    while (sip_message_take_line(&rest, &line)) {
        lines++;
    }
    g_assert_cmpuint(lines, ==, 4);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/lists", test_lists);
    g_test_add_func("/uri/address", test_addresses);
    g_test_add_func("/uri/host", test_uri_hosts);
    g_test_add_func("/uri/same", test_uris_of_one_address);
    g_test_add_func("/uri/private", test_private_hosts);
    g_test_add_func("/start-lines", test_start_lines);
    g_test_add_func("/headers", test_headers);
    g_test_add_func("/names", test_names);
    g_test_add_func("/names/registered", test_registered_names);
    g_test_add_func("/both-readers", test_both_readers);
    g_test_add_func("/values", test_values);
    g_test_add_func("/values/folded", test_folded_among_usual);
    g_test_add_func("/values/cut", test_cut_lines);
    g_test_add_func("/parameters", test_parameters);
    g_test_add_func("/equal-any-case", test_equal_any_case);
    g_test_add_func("/challenge", test_challenge);
    g_test_add_func("/stream", test_next_message_of_a_stream);
    g_test_add_func("/numbers", test_numbers);
    g_test_add_func("/absent-header", test_absent_header);
    g_test_add_func("/dates", test_dates);
    g_test_add_func("/passports", test_passports);
    g_test_add_func("/passport-numbers", test_passport_numbers);
    g_test_add_func("/other-names", test_other_names_and_rest);
    g_test_add_func("/via", test_via);
    g_test_add_func("/via/second", test_second_via);
    g_test_add_func("/damaged", test_damaged_messages);
    return g_test_run();
}
