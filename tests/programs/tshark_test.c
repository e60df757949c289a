/* tshark_test.c
 * Stock tshark and sharkd with the plugin over all captures put together: every SIP response is annotated, whichever way one looks.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <string.h>

#define ALL "all.pcap"
#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define TSHARK(...) program_output(COMMAND("tshark", __VA_ARGS__))

/* Number of responses in ALL by Wireshark's own field. */
static unsigned responses;

static void
test_one_pass(void)
{
    char *out = TSHARK("-r", ALL, "-Y", "sipexpert", "-T", "fields", "-e", "sipexpert.code");

    g_assert_cmpuint(program_count(out, "[1-6][0-9][0-9]"), ==, responses);
    g_free(out);
}

static void
test_two_passes(void)
{
    char *out = TSHARK("-2", "-r", ALL, "-Y", "sipexpert", "-T", "fields", "-e", "sipexpert.code");

    g_assert_cmpuint(program_count(out, "[1-6][0-9][0-9]"), ==, responses);
    g_free(out);
}

/* The read filter is tried in a pass without taps. Wireshark itself then loses segments of TCP, so its own field is the measure. */
static void
test_read_filter(void)
{
    char *by_plugin = TSHARK("-2", "-R", "sipexpert.code == 404", "-r", ALL, "-T", "fields", "-e", "sipexpert.code");
    char *by_sip = TSHARK("-2", "-R", "sip.Status-Code == 404 && !icmp", "-r", ALL, "-T", "fields", "-e", "sip.Status-Code");

    g_assert_cmpuint(program_count(by_plugin, "404"), >, 10);
    g_assert_cmpstr(by_plugin, ==, by_sip);
    g_free(by_plugin);
    g_free(by_sip);
}

static void
test_details(void)
{
    char *out = TSHARK("-V", "-r", ALL);

    g_assert_cmpuint(program_count(out, "^\\[SIP Expert: [1-6]"), ==, responses);
    g_assert_cmpuint(program_count(out, "^        \\[Meaning: .+\\]$"), ==, responses);
    g_assert_cmpuint(program_count(out, "^    \\[Expert Info \\([A-Za-z]+/Response\\): [1-6][0-9][0-9] "), ==, responses);
    g_free(out);
}

static void
test_details_say_nothing_twice(void)
{
    static const char filter[] = "sipexpert.code == 100 && sipexpert.phrase == \"Trying\" && sipexpert.severity == \"Chat\" && "
                                 "sipexpert.verdict == \"code.100\"";
    char *out = TSHARK("-V", "-r", "captures/b2b_603.pcap");
    char *found = TSHARK("-r", "captures/b2b_603.pcap", "-Y", filter, "-T", "fields", "-e", "frame.number");

    g_assert_cmpuint(program_count(out, "^ +\\[(Code|Registered phrase|Title|Origin port)"), ==, 0);
    g_assert_cmpuint(program_count(out, "^        \\[Severity: Note\\]$"), ==, 2);
    g_assert_cmpuint(program_count(out, "^        \\[Verdict: user\\.rejected\\]$"), ==, 2);
    g_assert_cmpstr(found, ==, "2\n");
    g_free(out);
    g_free(found);
}

/* A text is there as its field and, sentence by sentence, as the lines that show it. */
static void
test_no_text_thrice(void)
{
    static const struct {
        const char *format;
        unsigned most;
    } formats[] = { { "text", 1 }, { "json", 2 }, { "pdml", 4 } };

    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        char *out = TSHARK("-r", "captures/inv_404_asterisk.pcap", "-Y", "sipexpert.code == 404", "-V", "-T", formats[i].format);
        const unsigned count = program_count(out, "Some servers answer so when the user is not registered");
        g_assert_cmpuint(count, >, 0);
        g_assert_cmpuint(count, <=, formats[i].most);
        g_free(out);
    }
}

/* Addresses of IPv6 are in brackets before their port, and alone in a field of their own; all legs of a call have one name. */
static void
test_fields_of_the_call(void)
{
    static const char make[] = "printf 'SIP/2.0 404 Not Found\\r\\nVia: SIP/2.0/UDP [2001:db8::1];branch=z9hG4bK1\\r\\nFrom: "
                               "<sip:a@x>;tag=1\\r\\nTo: <sip:b@x>;tag=2\\r\\n"
                               "Call-ID: six\\r\\nCSeq: 1 INVITE\\r\\nContent-Length: 0\\r\\n\\r\\n' | od -Ax -tx1 | text2pcap -q "
                               "-F pcap -6 2001:db8::2,2001:db8::1 -u 5062,5060 - six.pcap 2>/dev/null";
    char *six;
    char *legs;

    g_free(program_output(COMMAND("sh", "-c", make)));
    six = TSHARK("-r", "six.pcap", "-Y", "sipexpert.counted == 1", "-T", "fields", "-e", "sipexpert.origin", "-e",
                 "sipexpert.origin.addr", "-e", "sipexpert.origin.port", "-e", "sipexpert.call");
    g_assert_cmpstr(six, ==, "[2001:db8::2]:5062\t2001:db8::2\t5062\tsix\n");
    legs = TSHARK("-2", "-r", "captures/b2b_603.pcap", "-Y", "sipexpert.call == \"1-23916@127.0.0.10\"", "-T", "fields", "-e",
                  "sip.Call-ID");
    g_test_message("%s", legs);
    g_assert_cmpuint(program_count(legs, "^[^\n]+$"), ==, 9);
    g_free(legs);
    g_free(six);
}

/* Builds no protocol tree. */
static void
test_expert_statistics(void)
{
    char *out = TSHARK("-q", "-z", "expert", "-r", ALL);
    GRegex *row = g_regex_new("^ *([0-9]+) +Response +SIP Expert  [1-6][0-9][0-9] ", G_REGEX_MULTILINE, 0, NULL);
    GMatchInfo *match;
    guint64 sum = 0;

    for (g_regex_match(row, out, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        char *frequency = g_match_info_fetch(match, 1);
        sum += g_ascii_strtoull(frequency, NULL, 10);
        g_free(frequency);
    }
    g_assert_cmpuint(sum, ==, responses);
    g_match_info_free(match);
    g_regex_unref(row);
    g_free(out);
}

static void
test_filter_on_code(void)
{
    char *by_item = TSHARK("-r", ALL, "-Y", "sipexpert.status.404", "-T", "fields", "-e", "frame.number");
    char *by_sip = TSHARK("-r", ALL, "-Y", "sip.Status-Code == 404 && !icmp", "-T", "fields", "-e", "frame.number");

    g_assert_cmpuint(program_count(by_item, "^[0-9]+$"), >, 10);
    g_assert_cmpstr(by_item, ==, by_sip);
    g_free(by_item);
    g_free(by_sip);
}

static void
test_filter_on_cause(void)
{
    char *out = TSHARK("-r", ALL, "-Y", "sipexpert.cause matches \"codec\"", "-T", "fields", "-e", "sip.Status-Code");

    g_assert_cmpuint(program_count(out, "488"), ==, 9);
    g_assert_cmpuint(program_count(out, "404"), ==, 0);
    g_free(out);
}

static void
test_one_field_alone(void)
{
    char *out = TSHARK("-r", ALL, "-Y", "sipexpert", "-T", "fields", "-E", "aggregator=|", "-e", "sipexpert.fix");

    g_assert_cmpuint(program_count(out, "[^|\\n]+"), ==, responses);
    g_free(out);
}

static void
test_custom_columns(void)
{
    char *out = TSHARK("-r", ALL, "-Y", "sipexpert", "-o", "gui.column.format:\"Code\",\"%Cus:sipexpert.code\"");
    char *phrases = TSHARK("-r", "captures/inv_404_asterisk.pcap", "-o",
                           "gui.column.format:\"No.\",\"%m\",\"Phrase\",\"%Cus:sipexpert.phrase\"");

    g_assert_cmpuint(program_count(out, "\\b[1-6][0-9][0-9]\\b"), ==, responses);
    g_assert_cmpuint(program_count(phrases, "^ *2 Not Found$"), ==, 1);
    g_free(out);
    g_free(phrases);
}

static void
test_expert_column(void)
{
    char *out = TSHARK("-r", "captures/b2b_603.pcap", "-o", "gui.column.format:\"No.\",\"%m\",\"Expert\",\"%a\"");

    g_assert_cmpuint(program_count(out, "^ *[245] Chat$"), ==, 3);
    g_assert_cmpuint(program_count(out, "^ *[68] Note$"), ==, 2);
    g_free(out);
}

static void
test_json(void)
{
    char *out = TSHARK("-T", "json", "-r", ALL);

    g_assert_cmpuint(program_count(out, "^ +\"sipexpert\\.code\": \"[1-6][0-9][0-9]\""), ==, responses);
    g_free(out);
}

static void
test_pdml(void)
{
    char *out = TSHARK("-T", "pdml", "-r", ALL);

    g_assert_cmpuint(program_count(out, "<field name=\"sipexpert\\.code\" [^>]*show=\"[1-6][0-9][0-9]\""), ==, responses);
    g_free(out);
}

/* sharkd runs no taps when it loads a file and none when it shows a frame. */
static void
test_sharkd(void)
{
    program_result result =
        program_run(COMMAND("sharkd", "-"),
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"load\",\"params\":{\"file\":\"captures/px_486.pcap\"}}\n"
                    "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"frame\",\"params\":{\"frame\":6,\"proto\":true}}\n"
                    "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"frame\",\"params\":{\"frame\":1,\"proto\":true}}\n");

    g_assert_cmpuint(program_count(result.out, "\"SIP Expert: 486 Busy Here: callee busy or unwilling\""), ==, 1);
    g_assert_cmpuint(program_count(result.out, "Code: 486"), >=, 1);
    g_assert_cmpuint(program_count(result.out, "\"SIP Expert: INVITE, response 486 Busy Here: callee busy or unwilling\""), ==, 1);
    g_assert_cmpuint(program_count(result.out, "\"SIP Expert: "), ==, 2);
    program_result_clear(&result);
}

/* The frames that sharkd lists, a line for each: its number and its column. */
static char *
listed_frames(const char *json)
{
    GRegex *frame = g_regex_new("\\{\"c\":\\[\"([^\"]*)\"\\],\"num\":([0-9]+)", 0, 0, NULL);
    GString *lines = g_string_new(NULL);
    GMatchInfo *match;

    for (g_regex_match(frame, json, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        char *verdict = g_match_info_fetch(match, 1);
        char *number = g_match_info_fetch(match, 2);
        g_string_append_printf(lines, "%s\t%s\n", number, verdict);
        g_free(number);
        g_free(verdict);
    }
    g_match_info_free(match);
    g_regex_unref(frame);
    return g_string_free(lines, FALSE);
}

/* A filter is the first thing that sharkd is asked for after it loaded the file: no taps have run. */
static void
test_sharkd_filters(void)
{
    program_result result =
        program_run(COMMAND("sharkd", "-"), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"load\",\"params\":{\"file\":\"" ALL "\"}}\n"
                                            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"frames\",\"params\":{"
                                            "\"filter\":\"sipexpert.verdict\",\"column0\":\"sipexpert.verdict:0\"}}\n");
    char *by_sharkd = listed_frames(result.out);
    char *by_tshark =
        TSHARK("-2", "-r", ALL, "-Y", "sipexpert.verdict", "-T", "fields", "-e", "frame.number", "-e", "sipexpert.verdict");

    g_assert_cmpuint(program_count(by_tshark, "auth\\.rejected$"), >, 0);
    g_assert_cmpstr(by_sharkd, ==, by_tshark);
    g_free(by_tshark);
    g_free(by_sharkd);
    program_result_clear(&result);
}

static unsigned
errors_in_statistics(const char *option)
{
    char *out = option != NULL ? TSHARK("-q", "-z", "expert,error", "-r", "captures/px_486.pcap", "-o", option)
                               : TSHARK("-q", "-z", "expert,error", "-r", "captures/px_486.pcap");
    const unsigned count = program_count(out, "^ +[0-9]+ +Response +SIP Expert ");

    g_free(out);
    return count;
}

static void
test_expert_severity_table(void)
{
    g_assert_cmpuint(errors_in_statistics(NULL), ==, 0);
    g_assert_cmpuint(errors_in_statistics("uat:expert_severity:\"sipexpert.status.486\",\"Error\""), ==, 3);
    g_assert_cmpuint(errors_in_statistics("uat:expert_severity:\"sipexpert.verdict.user.busy\",\"Error\""), ==, 3);
    g_assert_cmpuint(errors_in_statistics("uat:expert_severity:\"sipexpert.verdict.user.rejected\",\"Error\""), ==, 0);
}

/* One expert field for each verdict, with a summary that a list of groups shows whole. */
static void
test_items_of_verdicts(void)
{
    char *fields = TSHARK("-G", "fields");
    char *found = TSHARK("-r", ALL, "-Y", "sipexpert.verdict.route.no-such-user", "-T", "fields", "-e", "sipexpert.verdict");

    g_assert_cmpuint(program_count(fields, "^F\tCredentials refused\tsipexpert\\.verdict\\.auth\\.rejected\t"), ==, 1);
    g_assert_cmpuint(program_count(fields, "^F\t[^\t]{61,}\tsipexpert\\.(verdict|status)\\."), ==, 0);
    g_assert_cmpuint(program_count(found, "^route\\.no-such-user$"), >=, 7);
    g_assert_cmpuint(program_count(found, "^(?!route\\.no-such-user$).+$"), ==, 0);
    g_free(found);
    g_free(fields);
}

static void
test_other_output_unchanged(void)
{
    char *with = TSHARK("-r", ALL);
    char *without = TSHARK("-r", ALL, "--disable-protocol", "sipexpert");

    g_assert_cmpstr(with, ==, without);
    g_free(with);
    g_free(without);
}

static void
merge_all_captures(void)
{
    GDir *folder = g_dir_open("captures", 0, NULL);
    GPtrArray *command = g_ptr_array_new();

    g_ptr_array_add(command, (gpointer) "mergecap");
    g_ptr_array_add(command, (gpointer) "-a");
    g_ptr_array_add(command, (gpointer) "-w");
    g_ptr_array_add(command, (gpointer)ALL);
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        if (g_str_has_suffix(name, ".pcap")) {
            g_ptr_array_add(command, g_build_filename("captures", name, NULL));
        }
    }
    g_dir_close(folder);
    g_assert_cmpuint(command->len, >=, 64);
    g_ptr_array_add(command, NULL);
    g_free(program_output((const char *const *)command->pdata));
    g_ptr_array_free(command, TRUE);

    char *codes = TSHARK("-r", ALL, "-Y", "sip.Status-Code && !icmp", "-T", "fields", "-e", "sip.Status-Code");
    responses = program_count(codes, "[0-9]+");
    g_assert_cmpuint(responses, >, 300);
    g_free(codes);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    merge_all_captures();
    g_test_add_func("/way/one-pass", test_one_pass);
    g_test_add_func("/way/two-passes", test_two_passes);
    g_test_add_func("/way/read-filter", test_read_filter);
    g_test_add_func("/way/details", test_details);
    g_test_add_func("/way/details-once", test_details_say_nothing_twice);
    g_test_add_func("/way/expert-statistics", test_expert_statistics);
    g_test_add_func("/way/no-text-thrice", test_no_text_thrice);
    g_test_add_func("/way/call", test_fields_of_the_call);
    g_test_add_func("/way/filter-on-code", test_filter_on_code);
    g_test_add_func("/way/filter-on-cause", test_filter_on_cause);
    g_test_add_func("/way/one-field-alone", test_one_field_alone);
    g_test_add_func("/way/custom-columns", test_custom_columns);
    g_test_add_func("/way/expert-column", test_expert_column);
    g_test_add_func("/way/json", test_json);
    g_test_add_func("/way/pdml", test_pdml);
    g_test_add_func("/way/sharkd", test_sharkd);
    g_test_add_func("/way/sharkd/filters", test_sharkd_filters);
    g_test_add_func("/way/expert-severity-table", test_expert_severity_table);
    g_test_add_func("/way/items-of-verdicts", test_items_of_verdicts);
    g_test_add_func("/way/other-output-unchanged", test_other_output_unchanged);
    return g_test_run();
}
