/* torture_test.c
 * The torture tests of RFC 4475 and RFC 5118: each request gets a response that the RFC asks for or allows, and that is explained and
 * belongs to its request.
 *
 * torture/NAME.dat are the messages of the archives in the RFCs, byte for byte. Only those of RFC 5118 have got the line ends of SIP and,
 * where it was missing, the empty line; their Content-Length is left as wrong as it is there.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message.h"
#include "pcap_file.h"
#include "program.h"

#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })

typedef struct {
    const char *name;
    const char *answer;   /**< status, and what headers it needs, of the response to a request; NULL: the message is a response */
    const char *expected; /**< frame of the request, code and verdict of each response */
} torture;

/*
 * bigcode has no code of three digits, so neither Wireshark nor the plugin takes it for a response. Of requests with white space in
 * the wrong place or another version Wireshark tells nobody, and mismatch01 and mismatch02 name another method in CSeq than in the
 * start line: their responses stand alone.
 */
static const torture tortures[] = {
    { "wsinv", "200 OK", "1 200 code.200" },
    { "intmeth", "501 Not Implemented", "1 501 method.unsupported" },
    { "esc01", "404 Not Found", "1 404 route.no-such-user" },
    { "escnull", "200 OK", "1 200 code.200" },
    { "esc02", "501 Not Implemented", "1 501 method.unsupported" },
    { "lwsdisp", "200 OK", "1 200 code.200" },
    { "longreq", "486 Busy Here", "1 486 user.busy" },
    { "dblreq", "200 OK", "1 200 code.200" },
    { "semiuri", "404 Not Found", "1 404 probe.answered" },
    { "transports", "200 OK", "1 200 code.200" },
    { "mpart01", "415 Unsupported Media Type", "1 415 message.unsupported-body" },
    { "unreason", NULL, " 200 code.200" },
    { "noreason", NULL, " 100 code.100" },
    { "badinv01", "400 Bad Request", "1 400 message.malformed" },
    { "clerr", "400 Bad Request", "1 400 message.truncated" },
    { "ncl", "400 Bad Request", "1 400 message.malformed" },
    { "scalar02", "400 Bad Request", "1 400 message.malformed" },
    { "scalarlg", NULL, " 503 server.unavailable" },
    { "quotbal", "400 Bad Request", "1 400 message.malformed" },
    { "ltgtruri", "400 Bad Request", "1 400 message.malformed" },
    { "lwsruri", "400 Bad Request", " 400 message.malformed" },
    { "lwsstart", "400 Bad Request", " 400 message.malformed" },
    { "trws", "400 Bad Request", " 400 message.malformed" },
    { "escruri", "400 Bad Request", "1 400 message.malformed" },
    { "baddate", "400 Bad Request", "1 400 message.malformed" },
    { "regbadct", "400 Bad Request", "1 400 message.malformed" },
    { "badaspec", "400 Bad Request", "1 400 message.malformed" },
    { "baddn", "400 Bad Request", "1 400 message.malformed" },
    { "badvers", "505 Version Not Supported", " 505 code.505" },
    { "mismatch01", "400 Bad Request", " 400 message.malformed" },
    { "mismatch02", "501 Not Implemented", " 501 method.function-missing" },
    { "bigcode", NULL, "" },
    { "badbranch", "400 Bad Request", "1 400 message.malformed" },
    { "insuf", "400 Bad Request", "1 400 message.missing-header" },
    { "unkscm", "416 Unsupported URI Scheme", "1 416 message.bad-uri" },
    { "novelsc", "416 Unsupported URI Scheme", "1 416 message.bad-uri" },
    { "unksm2", "400 Bad Request", "1 400 message.malformed" },
    { "bext01", "420 Bad Extension\r\nUnsupported: nothingSupportsThis, nothingSupportsThisEither", "1 420 extension.unsupported" },
    { "invut", "415 Unsupported Media Type", "1 415 message.unsupported-body" },
    { "regaut01", "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"example.com\",nonce=\"1\"", "1 401 auth.challenge" },
    { "multi01", "400 Bad Request", "1 400 message.malformed" },
    { "mcl01", "400 Bad Request", "1 400 message.content-length" },
    { "bcast", NULL, " 200 code.200" },
    { "zeromf", "483 Too Many Hops", "1 483 probe.traceroute" },
    { "cparam01", "200 OK", "1 200 code.200" },
    { "cparam02", "200 OK", "1 200 code.200" },
    { "regescrt", "200 OK", "1 200 code.200" },
    { "sdp01", "406 Not Acceptable\r\nWarning: 399 example.com \"No format of Accept is known\"", "1 406 code.406" },
    { "inv2543", "486 Busy Here", "1 486 user.busy" },
    { "ipv6-good", "200 OK", "1 200 code.200" },
    { "ipv6-bad", "400 Bad Request", "1 400 message.malformed" },
    { "port-ambiguous", "200 OK", "1 200 code.200" },
    { "port-unambiguous", "200 OK", "1 200 code.200" },
    { "via-received-param-with-delim", "481 Call/Transaction Does Not Exist", "1 481 dialog.unknown" },
    { "via-received-param-no-delim", "200 OK", "1 200 code.200" },
    { "ipv6-in-sdp", "488 Not Acceptable Here", "1 488 media.no-usual-codec" },
    { "mult-ip-in-header", "481 Call/Transaction Does Not Exist", "1 481 dialog.unknown" },
    { "mult-ip-in-sdp", "486 Busy Here", "1 486 user.busy" },
    { "ipv4-mapped-ipv6", "486 Busy Here", "1 486 user.busy" },
    { "ipv6-bug-abnf-3-colons", "400 Bad Request", "1 400 message.malformed" },
    { "ipv6-correct-abnf-2-colons", "200 OK", "1 200 code.200" },
};

static GString *
read_message(const char *name)
{
    char *path = g_strdup_printf("torture/%s.dat", name);
    GError *error = NULL;
    char *bytes;
    gsize size;

    g_file_get_contents(path, &bytes, &size, &error);
    g_assert_no_error(error);
    GString *message = g_string_new_len(bytes, (gssize)size);
    g_free(bytes);
    g_free(path);
    return message;
}

static void
copy_headers(GString *text, const sip_message *request, sip_header header, const char *name)
{
    sip_text line = sip_message_header(request, header);

    if (line.at == NULL) {
        return;
    }
    do {
        g_string_append_printf(text, "%s: ", name);
        g_string_append_len(text, line.at, (gssize)line.size);
        g_string_append(text, "\r\n");
    } while (header == SIP_HEADER_VIA && sip_message_next_header(request, header, &line));
}

static GString *
response_to(const GString *bytes, const char *answer)
{
    GString *text = g_string_new(NULL);
    sip_message request;

    g_assert_true(sip_message_read(bytes->str, bytes->len, &request));
    g_string_printf(text, "SIP/2.0 %s\r\n", answer);
    copy_headers(text, &request, SIP_HEADER_VIA, "Via");
    copy_headers(text, &request, SIP_HEADER_FROM, "From");
    copy_headers(text, &request, SIP_HEADER_TO, "To");
    copy_headers(text, &request, SIP_HEADER_CALL_ID, "Call-ID");
    copy_headers(text, &request, SIP_HEADER_CSEQ, "CSeq");
    g_string_append(text, "Content-Length: 0\r\n\r\n");
    return text;
}

static void
test_torture(gconstpointer data)
{
    const torture *test = data;
    GByteArray *file = pcap_file_new();
    GString *message = read_message(test->name);

    pcap_file_add_udp(file, message->str, message->len);
    if (test->answer != NULL) {
        GString *response = response_to(message, test->answer);
        pcap_file_add_udp_reply(file, response->str, response->len);
        g_string_free(response, TRUE);
    }
    g_string_free(message, TRUE);
    pcap_file_save(file, "torture.pcap");
    char *out =
        program_output(COMMAND("tshark", "-r", "torture.pcap", "-Y", "sipexpert", "-T", "fields", "-E", "separator=/s", "-e",
                               "sipexpert.request", "-e", "sipexpert.code", "-e", "sipexpert.verdict", "-e", "sipexpert.origin"));
    const char *origin = test->answer != NULL ? " 192.0.2.2:5060" : " 192.0.2.1:5060";
    char *expected = g_strconcat(test->expected, test->expected[0] != '\0' ? origin : "", NULL);
    g_assert_cmpstr(g_strchomp(out), ==, expected);
    g_free(expected);
    g_free(out);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(tortures); i++) {
        char *path = g_strconcat("/torture/", tortures[i].name, NULL);
        g_test_add_data_func(path, &tortures[i], test_torture);
        g_free(path);
    }
    return g_test_run();
}
