/* lifetime_test.c
 * What statistics say does not depend on how often tshark renews its session: with -M after so many packets, and with each new file of a
 * ring buffer. All that dissectors kept for the session before is freed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define MERGED "datagrams.pcap"
#define STATISTICS "-z sipexpert,report -z sipexpert,json -z sipexpert,failures -z sipexpert,tree"

/* Wireshark does not put streams and fragments together that a new session cuts. */
#define MERGE_DATAGRAMS                                                                                                            \
    "mergecap -a -w all.pcap captures/*.pcap && tshark -r all.pcap -Y 'not tcp && ip.flags.mf != 1 && ip.frag_offset == 0' "       \
    "-w " MERGED " && test $(capinfos -TrMc " MERGED " | cut -f 2) -gt 500"

#define MAX_RENEWALS 3

/* A new session takes tshark tens of milliseconds. */
static const struct {
    const char *capture;
    const char *packets[MAX_RENEWALS]; /* of a session */
} renewals[] = {
    { "captures/b2b_603.pcap", { "1", "3", "7" } },
    { "captures/fork_486_480_404.pcap", { "1", "3", "7" } },
    { "captures/reg_no_response.pcap", { "1", "3" } },
    { "captures/mh_401_badpw.pcap", { "1", "3", "7" } },
    { MERGED, { "7", "100" } },
};

/* Wireshark computes rates and bursts for its tree, around the percentage, from times since the session began; no rate in the first moment. */
static char *
without_rates(const char *text)
{
    GRegex *rates = g_regex_new(" +(?:[0-9]+[.][0-9]+ +)?([0-9.]+%) .*$", G_REGEX_MULTILINE, 0, NULL);
    char *result = g_regex_replace(rates, text, -1, 0, " \\1", 0, NULL);

    g_assert_nonnull(result);
    g_regex_unref(rates);
    return result;
}

/* All statistics of a capture; `packets` of a session, NULL: all. */
static char *
statistics(const char *capture, const char *packets)
{
    char *line = g_strdup_printf("tshark -q " STATISTICS " -r %s %s %s", capture, packets != NULL ? "-M" : "",
                                 packets != NULL ? packets : "");
    char **command = g_strsplit_set(g_strchomp(line), " ", -1);
    program_result result = program_run((const char *const *)command, NULL);

    g_assert_cmpint(result.exit_code, ==, 0);
    /* tshark itself says each time that it renews the session. */
    g_assert_cmpuint(program_count(result.err, "^(?!resetting session\\.$).+"), ==, 0);
    g_assert_true((strstr(result.err, "resetting session.") != NULL) == (packets != NULL));
    char *seen = without_rates(result.out);
    program_result_clear(&result);
    g_strfreev(command);
    g_free(line);
    return seen;
}

static void
assert_same_lines(const char *text, const char *expected)
{
    char **lines = g_strsplit(text, "\n", -1);
    char **expected_lines = g_strsplit(expected, "\n", -1);

    for (guint i = 0; lines[i] != NULL && expected_lines[i] != NULL; i++) {
        g_assert_cmpstr(lines[i], ==, expected_lines[i]);
    }
    g_assert_cmpuint(g_strv_length(lines), ==, g_strv_length(expected_lines));
    g_strfreev(expected_lines);
    g_strfreev(lines);
}

static void
test_renewed_sessions(gconstpointer data)
{
    const size_t renewal = GPOINTER_TO_SIZE(data);
    const char *capture = renewals[renewal].capture;
    char *expected = statistics(capture, NULL);

    g_assert_cmpuint(program_count(expected, "\"type\":\"summary\""), ==, 1);
    g_assert_cmpuint(program_count(expected, "^SIP responses made, by verdict +[0-9]"), ==, 1);
    for (size_t i = 0; i < MAX_RENEWALS && renewals[renewal].packets[i] != NULL; i++) {
        char *renewed = statistics(capture, renewals[renewal].packets[i]);
        g_test_message("sessions of %s packets", renewals[renewal].packets[i]);
        assert_same_lines(renewed, expected);
        g_free(renewed);
    }
    g_free(expected);
}

/* A pipe can be captured without any privilege. tshark writes to standard error what it does. */
static void
assert_same_with_ring_buffer(const char *capture, const char *packets, const char *command)
{
    char *expected = statistics(capture, NULL);
    char *ring = g_strdup_printf("capture=%s; rm -f ring_*; statistics='-q " STATISTICS " -i - -b packets:%s -w ring.pcap'; %s",
                                 capture, packets, command);
    program_result result = program_run(COMMAND("sh", "-c", ring), NULL);
    char *seen = without_rates(result.out);

    g_assert_cmpint(result.exit_code, ==, 0);
    char *files = program_output(COMMAND("sh", "-c", "ls ring_*"));
    g_assert_cmpuint(program_count(files, "^ring_0000[123]_"), ==, 3);
    g_free(files);
    assert_same_lines(seen, expected);
    g_free(seen);
    program_result_clear(&result);
    g_free(ring);
    g_free(expected);
}

static void
test_ring_buffer(void)
{
    static const char until_the_end[] = "editcap -F pcap $capture - | timeout 60 tshark $statistics";

    assert_same_with_ring_buffer("captures/b2b_603.pcap", "4", until_the_end);
    assert_same_with_ring_buffer(MERGED, "100", until_the_end);
}

/* When the third file has been begun, by the signal that a shell's background jobs do not ignore; tshark takes it as Ctrl-C. */
static void
test_ring_buffer_is_interrupted(void)
{
    assert_same_with_ring_buffer(
        "captures/b2b_603.pcap", "4",
        "mkfifo pipe; { cat $capture; exec sleep 60; } >pipe & sender=$!; "
        "timeout 60 tshark $statistics <pipe & capturing=$!; "
        "tries=0; until ls ring_00003_* || [ $tries -eq 100 ]; do tries=$((tries + 1)); sleep 0.1; done >/dev/null 2>&1; "
        "kill -TERM $capturing; wait $capturing; status=$?; kill $sender; exit $status");
}

static unsigned
responses_with_request(const char *packets)
{
    const char *const command[] = { "tshark", "-r", "captures/b2b_603.pcap", "-M", packets, "-Y", "sipexpert.request", NULL };
    program_result result = program_run(command, NULL);
    const unsigned count = program_count(result.out, "^.+$");

    program_result_clear(&result);
    return count;
}

/* What nobody listens to begins anew: a response does not know the request of the session before. */
static void
test_no_listener(void)
{
    g_assert_cmpuint(responses_with_request("1"), ==, 0);
    g_assert_cmpuint(responses_with_request("1000"), ==, 5);
}

/* Moves a capture to where its first packet was captured now. */
#define MOVE_TO_NOW                                                                                                                \
    "first=$(tshark -r captures/%1$s.pcap -c 1 -T fields -e frame.time_epoch) && "                                                 \
    "editcap -F pcap -t $(($(date +%%s) - ${first%%.*})) captures/%1$s.pcap %1$s.pcap"

/* A line for each response of a capture: the frame of its request, its verdict and its origin's frame. */
static char *
responses_remembering(const char *capture, const char *option)
{
    return program_output(COMMAND("tshark", "-r", capture, "-o", option, "-Y", "sip.Status-Code", "-T", "fields", "-e",
                                  "sipexpert.request", "-e", "sipexpert.verdict", "-e", "sipexpert.origin_frame"));
}

static void
assert_remembered(const char *capture, const char *option, const char *expected)
{
    char *seen = responses_remembering(capture, option);

    g_assert_cmpstr(seen, ==, expected);
    g_free(seen);
}

/* Of a live capture calls are forgotten when others took all the room, of a file none is. */
static void
test_live_capture_is_bounded(void)
{
    char *move = g_strdup_printf(MOVE_TO_NOW, "b2b_603");
    char *whole = responses_remembering("captures/b2b_603.pcap", "sipexpert.remember:0");

    g_free(program_output(COMMAND("sh", "-c", move)));
    assert_remembered("captures/b2b_603.pcap", "sipexpert.remember:2", whole);
    assert_remembered("b2b_603.pcap", "sipexpert.remember:0", whole);
    assert_remembered("b2b_603.pcap", "sipexpert.remember:1000000", whole);
    assert_remembered("b2b_603.pcap", "sipexpert.remember:4", whole);
    assert_remembered("b2b_603.pcap", "sipexpert.remember:2",
                      "1\tcode.100\t2\n3\tcode.180\t4\n\tcode.180\t5\n\tuser.rejected\t6\n\tuser.rejected\t8\n");
    g_free(whole);
    g_free(move);
}

/* What is remembered goes on in renewed sessions, in which frames are numbered anew. */
static void
test_bounded_capture_in_sessions(void)
{
    char *move = g_strdup_printf(MOVE_TO_NOW, "b2b_603");

    g_free(program_output(COMMAND("sh", "-c", move)));
    char *report =
        program_output(COMMAND("sh", "-c", "tshark -M 5 -r b2b_603.pcap -o sipexpert.remember:4 -q -z sipexpert,json 2>/dev/null"));
    g_assert_cmpuint(program_count(report, "\"responses\":5,.*\"unassigned_responses\":0,"), ==, 1);
    g_free(report);
    g_free(move);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_free(program_output(COMMAND("sh", "-c", MERGE_DATAGRAMS)));
    for (size_t i = 0; i < G_N_ELEMENTS(renewals); i++) {
        char *path = g_strdup_printf("/renewed/%s", renewals[i].capture);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_renewed_sessions);
        g_free(path);
    }
    g_test_add_func("/ring-buffer/end", test_ring_buffer);
    g_test_add_func("/ring-buffer/interrupt", test_ring_buffer_is_interrupted);
    g_test_add_func("/no-listener", test_no_listener);
    g_test_add_func("/live", test_live_capture_is_bounded);
    g_test_add_func("/live/sessions", test_bounded_capture_in_sessions);
    return g_test_run();
}
