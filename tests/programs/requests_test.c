/* requests_test.c
 * What stock tshark and sharkd show of requests, and of what came after responses, when a frame is dissected again. The frames were
 * read from the packets.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define ALL "all.pcap"
#define LATER "sipexpert.response || sipexpert.ack || sipexpert.repeated_until || sipexpert.outcome"

/* Empty texts stand for fields that must not be there. */
static const struct {
    const char *capture;
    const char *frame;
    const char *response;
    const char *ack;
    const char *repeated_until;
    const char *outcome;
    const char *verdict; /* of a request; NULL: not looked at */
} frames[] = {
    { "cancel_487_asterisk", "1", "6", "7", "", "", "" },
    { "cancel_487_asterisk", "4", "5", "", "", "", "" },
    { "cancel_487_asterisk", "6", "", "7", "", "", NULL },
    { "cancel_487_asterisk", "5", "", "", "", "", NULL },
    /* The ACK of a 2xx is another transaction; the last request has its response in the last frame. */
    { "inv_ok_asterisk", "4", "6", "7", "", "", "" },
    { "inv_ok_asterisk", "8", "9", "", "", "", "" },
    { "inv_ok_asterisk", "7", "", "", "", "", "" },
    /* Each hop has its own. */
    { "kam_407_ok", "4", "10", "11", "", "", "" },
    { "kam_407_ok", "6", "9", "12", "", "", "" },
    { "fork_486_480_404", "3", "16", "17", "", "", "" },
    { "fork_486_480_404", "5", "12", "13", "", "", "" },
    { "lost_ack", "1", "3", "", "", "", "" },
    { "lost_ack", "3", "", "", "13", "No ACK in the capture", NULL },
    { "lost_ack", "13", "", "", "", "No ACK in the capture", NULL },
    { "reports/register_user_in_uri_dropped", "1", "", "", "", "No response in the capture, sent 11 times in 31.5 s",
      "request.unanswered" },
    { "reports/register_user_in_uri_dropped", "11", "", "", "", "No response in the capture, sent 11 times in 31.5 s",
      "request.unanswered" },
    /* Three milliseconds after these the capture ends, and nobody knows. */
    { "wild/icmp_single_sending", "1", "", "", "", "No response in the capture, sent once", "" },
    { "wild/icmp_single_sending", "3", "5", "", "", "", "" },
    { "wild/icmp_single_sending", "6", "", "", "", "", "" },
    { "wild/invite_fragmented_no_response", "3", "", "", "", "", "" },
    { "wild/invite_fragmented_no_response", "14", "", "", "", "No response in the capture, sent 4 times in 3.5 s",
      "request.fragmented" },
    { "wild/487_without_via", "1", "6", "", "", "", "" },
    { "wild/silent_ata_not_listed", "3", "19", "20", "", "", "" },
    /* The server answered in a millisecond before; the last one is 0.0 s old when the capture ends. */
    { "kam_pike_drop", "17", "18", "", "", "", "" },
    { "kam_pike_drop", "19", "", "", "", "No response in the capture, sent once", "request.unanswered" },
    { "kam_pike_drop", "23", "", "", "", "No response in the capture, sent once", "request.unanswered" },
    { "kam_next_closed", "3", "", "", "", "No response in the capture, sent 3 times in 1.5 s", "request.unanswered" },
};

enum {
    OUT_RESPONSE,
    OUT_ACK,
    OUT_REPEATED_UNTIL,
    OUT_OUTCOME,
    OUT_VERDICT,
    OUT_COUNT
};

static char *
path_of(const char *capture)
{
    return g_strdup_printf("captures/%s.pcap", capture);
}

static void
test_frame(gconstpointer data)
{
    const size_t number = GPOINTER_TO_SIZE(data);
    char *path = path_of(frames[number].capture);
    char *filter = g_strdup_printf("frame.number == %s", frames[number].frame);
    char *out = program_output(COMMAND("tshark", "-2", "-r", path, "-Y", filter, "-T", "fields", "-e", "sipexpert.response", "-e",
                                       "sipexpert.ack", "-e", "sipexpert.repeated_until", "-e", "sipexpert.outcome", "-e",
                                       "sipexpert.verdict"));
    char **shown = g_strsplit(g_strdelimit(out, "\n", '\0'), "\t", -1);

    g_assert_cmpuint(g_strv_length(shown), ==, OUT_COUNT);
    g_assert_cmpstr(shown[OUT_RESPONSE], ==, frames[number].response);
    g_assert_cmpstr(shown[OUT_ACK], ==, frames[number].ack);
    g_assert_cmpstr(shown[OUT_REPEATED_UNTIL], ==, frames[number].repeated_until);
    g_assert_cmpstr(shown[OUT_OUTCOME], ==, frames[number].outcome);
    if (frames[number].verdict != NULL) {
        g_assert_cmpstr(shown[OUT_VERDICT], ==, frames[number].verdict);
    }
    g_strfreev(shown);
    g_free(out);
    g_free(filter);
    g_free(path);
}

/* What comes later is not known there. */
static void
test_one_pass_says_nothing(void)
{
    char *requests = program_output(COMMAND("tshark", "-r", ALL, "-Y", "sipexpert && !sipexpert.code"));
    char *later = program_output(COMMAND("tshark", "-r", ALL, "-Y", LATER));

    g_assert_cmpstr(requests, ==, "");
    g_assert_cmpstr(later, ==, "");
    g_free(later);
    g_free(requests);
}

static char *
responses_of(const char *passes)
{
    char *command = g_strdup_printf(
        "tshark %s -r " ALL " -o sipexpert.media:FALSE -o tls.keylog_file:captures/tls_rsa_404.keylog -Y 'sipexpert.code && "
        "sip.Call-ID != \"Y7hY3\"' -T fields -e frame.number "
        "-e sipexpert.code -e sipexpert.verdict -e sipexpert.severity -e sipexpert.certain -e sipexpert.cause -e sipexpert.fix "
        "-e sipexpert.evidence -e sipexpert.origin -e sipexpert.origin_frame -e sipexpert.request -e sipexpert.previous "
        "-e sipexpert.retransmission",
        passes);
    char *out = program_output(COMMAND("sh", "-c", command));

    g_free(command);
    return out;
}

/*
 * In the first pass messages are found without taps; what is said of them is the same. Only where the capture is out of order the origin is
 * known no sooner than in the second: the call left out. What came of media is another verdict of its own.
 */
static void
test_responses_are_the_same_in_two_passes(void)
{
    char *one = responses_of("");
    char *two = responses_of("-2");

    g_assert_cmpuint(program_count(one, "^[0-9]+\t"), >, 500);
    g_assert_cmpstr(two, ==, one);
    g_free(two);
    g_free(one);
}

/* Over UDP, TCP, TLS and WebSocket, in fragments and in segments. */
static void
test_every_request_is_annotated(void)
{
    char *missed = program_output(COMMAND("tshark", "-2", "-r", ALL, "-o", "tls.keylog_file:captures/tls_rsa_404.keylog", "-Y",
                                          "sip.Method && sip.Method != \"ACK\" && !icmp && !sipexpert"));

    g_assert_cmpstr(missed, ==, "");
    g_free(missed);
}

static void
test_expert_items(void)
{
    char *two =
        program_output(COMMAND("tshark", "-2", "-q", "-z", "expert", "-r", "captures/reports/register_user_in_uri_dropped.pcap"));
    char *one = program_output(COMMAND("tshark", "-q", "-z", "expert", "-r", "captures/reports/register_user_in_uri_dropped.pcap"));

    g_assert_cmpuint(program_count(two, "^ +11 +Sequence +SIP Expert +REGISTER: no response to a REGISTER with a user part$"), ==,
                     1);
    g_assert_cmpuint(program_count(two, "^ +11 +Response +SIP Expert +Typical cause: The Request-URI of the REGISTER has a user"),
                     ==, 1);
    g_assert_cmpuint(program_count(two, "^ +11 +Response +SIP Expert +Fix: "), ==, 1);
    g_assert_cmpuint(program_count(one, "SIP Expert"), ==, 0);
    g_free(one);
    g_free(two);
}

static unsigned
shown_with(const char *option, const char *filter)
{
    char *out = program_output(COMMAND("tshark", "-2", "-r", "captures/reports/register_user_in_uri_dropped.pcap", "-o", option,
                                       "-Y", filter, "-T", "fields", "-e", "frame.number"));
    const unsigned count = program_count(out, "^[0-9]+$");

    g_free(out);
    return count;
}

static void
test_preferences(void)
{
    g_assert_cmpuint(shown_with("sipexpert.typical:TRUE", "sipexpert.cause"), ==, 11);
    g_assert_cmpuint(shown_with("sipexpert.typical:FALSE", "sipexpert.cause"), ==, 0);
    g_assert_cmpuint(shown_with("sipexpert.typical:FALSE", "sipexpert.fix"), ==, 11);
    g_assert_cmpuint(shown_with("sipexpert.responses:failures", "sipexpert.verdict.request.unanswered"), ==, 11);
    g_assert_cmpuint(shown_with("sipexpert.detail:headline", "sipexpert.verdict.request.unanswered"), ==, 11);
    g_assert_cmpuint(shown_with("sipexpert.detail:headline", "sipexpert.advice.warn"), ==, 0);
    g_assert_cmpuint(shown_with("sipexpert.detail:advice", "sipexpert.advice.warn"), ==, 11);
    char *list = program_output(
        COMMAND("tshark", "-2", "-r", "captures/reports/register_user_in_uri_dropped.pcap", "-o", "sipexpert.info_column:TRUE"));
    g_assert_cmpuint(program_count(list, "\\[no response to a REGISTER with a user part\\]"), ==, 11);
    g_free(list);
}

/* Verdicts of the requests in a capture that editcap made. */
static char *
verdicts_of(const char *command)
{
    char *line =
        g_strdup_printf("%s && tshark -2 -r cut.pcap -Y sip.Method -T fields -e sipexpert.outcome -e sipexpert.verdict", command);
    char *out = program_output(COMMAND("sh", "-c", line));

    g_free(line);
    return out;
}

/* The first transmission alone, and the first two; then requests of which snaplen left the start line and some headers. */
static void
test_cut_captures(void)
{
    char *first = verdicts_of("editcap -F pcap -r captures/reports/register_user_in_uri_dropped.pcap cut.pcap 1");
    char *two = verdicts_of("editcap -F pcap -r captures/reports/register_user_in_uri_dropped.pcap cut.pcap 1-2");
    char *call = verdicts_of("editcap -F pcap -s 200 captures/cancel_487_asterisk.pcap cut.pcap");

    g_assert_cmpstr(first, ==, "No response in the capture, sent once\t\n");
    g_assert_cmpuint(program_count(two, "^No response in the capture, sent 2 times in 0.5 s\t$"), ==, 2);
    g_assert_cmpuint(program_count(call, "request\\."), ==, 0);
    g_free(call);
    g_free(two);
    g_free(first);
}

/* A read filter gives the numbers of frames that it takes out to others, so nothing is said of what came after. */
static void
test_read_filter(void)
{
    char *filtered =
        program_output(COMMAND("tshark", "-2", "-R", "sip.Method", "-r", "captures/cancel_487_asterisk.pcap", "-Y", "sipexpert"));
    char *late = program_output(COMMAND("tshark", "-2", "-R", "sip.Status-Code", "-r", "captures/cancel_487_asterisk.pcap", "-T",
                                        "fields", "-e", "frame.number", "-e", "sipexpert.code", "-e", "sipexpert.request"));

    g_assert_cmpstr(filtered, ==, "");
    g_assert_cmpstr(late, ==, "1\t100\t\n2\t180\t\n3\t200\t\n4\t487\t\n");
    g_free(late);
    g_free(filtered);
}

/* sharkd shows a frame when it has read all, as the window does. */
static void
test_sharkd(void)
{
    program_result result =
        program_run(COMMAND("sharkd", "-"),
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"load\",\"params\":{\"file\":\"captures/kam_next_closed.pcap\"}}\n"
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"frame\",\"params\":{\"frame\":5,\"proto\":true}}\n"
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"frame\",\"params\":{\"frame\":1,\"proto\":true}}\n");

    g_assert_cmpuint(program_count(result.out, "\"SIP Expert: INVITE: no response, port unreachable\""), ==, 1);
    g_assert_cmpuint(program_count(result.out, "\"SIP Expert: INVITE, response 408 Request Timeout"), ==, 1);
    program_result_clear(&result);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    g_free(program_output(COMMAND("sh", "-c", "mergecap -a -w " ALL " captures/*.pcap captures/*/*.pcap")));
    for (size_t i = 0; i < G_N_ELEMENTS(frames); i++) {
        char *name = g_strdup_printf("/frame/%s/%s", frames[i].capture, frames[i].frame);
        g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_frame);
        g_free(name);
    }
    g_test_add_func("/one-pass", test_one_pass_says_nothing);
    g_test_add_func("/responses", test_responses_are_the_same_in_two_passes);
    g_test_add_func("/all", test_every_request_is_annotated);
    g_test_add_func("/expert", test_expert_items);
    g_test_add_func("/preferences", test_preferences);
    g_test_add_func("/cut", test_cut_captures);
    g_test_add_func("/read-filter", test_read_filter);
    g_test_add_func("/sharkd", test_sharkd);
    return g_test_run();
}
