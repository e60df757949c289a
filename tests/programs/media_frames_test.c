/* media_frames_test.c
 * What stock tshark shows of the media of calls, in one pass and in two, with filters and without the preference.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define GOOD "captures/media/good.pcap"
#define SILENT "captures/media/firewall_before_caller.pcap"
#define COUNTED "sipexpert.media.sent || sipexpert.media.received"
#define COUNTED_OR_SILENT "sipexpert.media.sent || sipexpert.media.received || sipexpert.verdict.media.one-way"
#define FIELDS                                                                                                                     \
    "-T", "fields", "-E", "aggregator=|", "-e", "frame.number", "-e", "sipexpert.media.sent", "-e", "sipexpert.media.sent.first",  \
        "-e", "sipexpert.media.sent.last", "-e", "sipexpert.media.received", "-e", "sipexpert.media.received.first", "-e",         \
        "sipexpert.media.received.last"

static void
assert_output(const char *const *command, const char *wanted)
{
    char *out = program_output(command);

    g_assert_cmpstr(out, ==, wanted);
    g_free(out);
}

static void
test_fields(void)
{
    assert_output(COMMAND("tshark", "-2", "-r", GOOD, "-Y", COUNTED, FIELDS), "4\t110\t16\t233\t118\t5\t234\n");
    assert_output(COMMAND("tshark", "-2", "-r", SILENT, "-Y", COUNTED, FIELDS), "3\t225\t6\t231\t0\t\t\n");
}

/* What comes is not known yet. */
static void
test_one_pass_says_nothing(void)
{
    assert_output(COMMAND("tshark", "-r", SILENT, "-Y", COUNTED_OR_SILENT), "");
}

static void
test_preference(void)
{
    assert_output(COMMAND("tshark", "-2", "-r", SILENT, "-o", "sipexpert.media:FALSE", "-Y", COUNTED_OR_SILENT), "");
}

/* A read filter takes frames out that were counted: nothing is said, unless it takes none. */
static void
test_read_filter(void)
{
    assert_output(COMMAND("tshark", "-2", "-R", "sip", "-r", GOOD, "-Y", COUNTED, FIELDS), "");
    assert_output(COMMAND("tshark", "-2", "-R", "sip || ip.src == 198.51.100.7", "-r", GOOD, "-Y", COUNTED_OR_SILENT, FIELDS), "");
    assert_output(COMMAND("tshark", "-2", "-R", "ip", "-r", GOOD, "-Y", COUNTED, FIELDS), "4\t110\t16\t233\t118\t5\t234\n");
}

static void
test_expert_item(void)
{
    assert_output(
        COMMAND("tshark", "-2", "-r", SILENT, "-Y", "sipexpert.verdict.media.one-way", "-T", "fields", "-e", "frame.number"),
        "3\n");
    assert_output(
        COMMAND("tshark", "-2", "-r", GOOD, "-Y", "sipexpert.verdict.media.one-way", "-T", "fields", "-e", "frame.number"), "");
}

/* What the report counts in each capture: no more than what `sipexpert.counted` marks in the second pass. */
static void
test_report(void)
{
    static const struct {
        const char *capture;
        const char *failures;
    } reported[] = {
        { GOOD, "" },
        { SILENT, "200 media.one-way in-call 3 3\n" },
        { "captures/media/near_half_filtered.pcap", "" },
        { "captures/media/near_signalling_only.pcap", "" },
        { "captures/media/hold.pcap", "" },
        { "captures/media/silent_183.pcap", "" },
        { "captures/media/old_port.pcap", "200 media.one-way in-call 2 2\n" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(reported); i++) {
        char *command =
            g_strdup_printf("tshark -q -z sipexpert,json -r %s | python3 -c 'import json, sys\n"
                            "for case in map(json.loads, sys.stdin):\n"
                            "    if case[\"type\"] == \"failure\":\n"
                            "        marked = [m[\"frame\"] for m in case[\"messages\"] if m[\"mark\"] == \"failure\"]\n"
                            "        print(case[\"code\"], case[\"verdict\"], case[\"kind\"], case[\"frame\"], *marked)'",
                            reported[i].capture);
        char *failures = program_output(COMMAND("sh", "-c", command));
        char *counted = program_output(COMMAND("tshark", "-2", "-r", reported[i].capture, "-Y", "sipexpert.counted"));
        g_test_message("%s", reported[i].capture);
        g_assert_cmpstr(failures, ==, reported[i].failures);
        g_assert_cmpuint(program_count(counted, "^.+$"), ==, *failures != '\0' ? 1 : 0);
        g_free(counted);
        g_free(failures);
        g_free(command);
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/media/fields", test_fields);
    g_test_add_func("/media/one-pass", test_one_pass_says_nothing);
    g_test_add_func("/media/preference", test_preference);
    g_test_add_func("/media/read-filter", test_read_filter);
    g_test_add_func("/media/expert-item", test_expert_item);
    g_test_add_func("/media/report", test_report);
    return g_test_run();
}
