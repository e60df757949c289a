/* batch_test.c
 * The statistics of tshark: -z sipexpert,tree, report and json, and what is made of many captures by other tools.
 * The files in expected/ were compared with captures/index.tsv by hand.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define TSHARK(...) program_output(COMMAND("tshark", __VA_ARGS__))
#define SHELL(command) program_output(COMMAND("sh", "-c", command))
#define ALL "all.pcap"

/* Reads lines of JSON and fails unless each of them keeps to the schema. */
#define VALIDATE                                                                                                                   \
    "python3 -c 'import json, jsonschema, sys\n"                                                                                   \
    "schema = json.load(open(\"expected/report.schema.json\"))\n"                                                                  \
    "for line in sys.stdin: jsonschema.validate(json.loads(line), schema); print(\"valid\")'"

static void
test_report(gconstpointer data)
{
    const char *name = data;
    char *capture = g_strdup_printf("captures/%s.pcap", name);
    char *path = g_strdup_printf("expected/%s.report.txt", name);
    char *report = TSHARK("-q", "-z", "sipexpert,report", "-r", capture);
    char *expected;
    GError *error = NULL;

    g_file_get_contents(path, &expected, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(report, ==, expected);
    g_free(expected);
    g_free(report);
    g_free(path);
    g_free(capture);
}

/* The responses that a filter finds. */
static unsigned
responses_with(const char *filter)
{
    char *codes = TSHARK("-r", ALL, "-Y", filter, "-T", "fields", "-e", "sipexpert.code");
    const unsigned count = program_count(codes, "[0-9]+");

    g_free(codes);
    return count;
}

static void
assert_counted(const char *tree, const char *line, unsigned count)
{
    char *pattern = g_strdup_printf("^%s +%u ", line, count);

    if (program_count(tree, pattern) != 1) {
        g_test_message("not in the tree: %s %u", line, count);
        g_test_fail();
    }
    g_free(pattern);
}

/* What belongs to that line of the tree is sorted by count. Names end with an id in brackets. */
static void
assert_most_first(const char *tree, const char *line)
{
    char **lines = g_strsplit(strstr(tree, line), "\n", -1);
    guint64 before = G_MAXUINT64;
    unsigned count = 0;

    for (char **item = lines + 1; **item == ' '; item++, count++) {
        const guint64 now = g_ascii_strtoull(g_strrstr(*item, ")") + 1, NULL, 10);
        g_assert_cmpuint(now, <=, before);
        before = now;
    }
    g_assert_cmpuint(count, >, 10);
    g_strfreev(lines);
}

/* A response counts where it was made, and not again where it is relayed or repeated. */
static void
test_tree(void)
{
    static const char repeated[] = "sipexpert.retransmission";
    static const char relayed[] = "!sipexpert.retransmission && sipexpert.origin_frame != frame.number";
    static const char made[] = "sipexpert && !sipexpert.retransmission && !(sipexpert.origin_frame != frame.number)";
    char *tree = TSHARK("-q", "-z", "sipexpert,tree", "-r", ALL);

    assert_counted(tree, "SIP responses", responses_with("sipexpert"));
    assert_counted(tree, " repeated", responses_with(repeated));
    assert_counted(tree, " relayed", responses_with(relayed));
    assert_counted(tree, " made", responses_with(made));
    assert_counted(tree, "SIP responses made, by class", responses_with(made));
    assert_counted(tree, "SIP responses made, by code", responses_with(made));
    assert_counted(tree, "SIP responses made, by verdict", responses_with(made));
    assert_counted(tree, " no common codec \\(media\\.no-common-codec\\)",
                   responses_with("sipexpert.verdict == \"media.no-common-codec\" && !(sipexpert.origin_frame != frame.number)"));
    assert_most_first(tree, "SIP responses made, by verdict");
    g_free(tree);
}

static void
test_json_keeps_to_schema(void)
{
    char *lines = TSHARK("-q", "-z", "sipexpert,json", "-r", ALL);
    char *valid = SHELL("tshark -q -z sipexpert,json -r " ALL " | " VALIDATE);

    g_assert_cmpuint(program_count(lines, "^\\{\"schema\":3,.*\\}$"), >, 60);
    g_assert_cmpuint(program_count(lines, "\"type\":\"summary\""), ==, 1);
    g_assert_cmpuint(program_count(valid, "^valid$"), ==, program_count(lines, "^.+$"));
    g_free(valid);
    g_free(lines);
}

static void
test_long_texts_are_whole(void)
{
    char *lines = TSHARK("-q", "-z", "sipexpert,json", "-r", "captures/kam_302.pcap");
    char *causes = SHELL("tshark -q -z sipexpert,json -r " ALL " | python3 -c 'import json, sys\n"
                         "for line in sys.stdin: print(json.loads(line).get(\"cause\", \"\"))'");

    g_assert_cmpuint(program_count(lines, "\\.\\.\\."), ==, 0);
    g_assert_cmpuint(program_count(causes, "\\.\\.\\.$"), ==, 0);
    g_free(causes);
    g_free(lines);
}

static void
assert_same_json(const char *one_way, const char *other_way)
{
    char *one = program_output(COMMAND("sh", "-c", one_way));
    char *other = program_output(COMMAND("sh", "-c", other_way));

    g_assert_cmpuint(program_count(one, "\"type\":\"summary\""), ==, 1);
    g_assert_cmpstr(one, ==, other);
    g_free(one);
    g_free(other);
}

static void
test_same_in_every_way(void)
{
    static const char plain[] = "tshark -q -z sipexpert,json -r captures/mh_b2b_486.pcap";

    assert_same_json(plain, "tshark -2 -q -z sipexpert,json -r captures/mh_b2b_486.pcap");
    assert_same_json(plain, "tshark -q -z sipexpert,json -Y sip -r captures/mh_b2b_486.pcap");
    assert_same_json(plain, "tshark -q -z sipexpert,json -r - < captures/mh_b2b_486.pcap");
    assert_same_json(plain, "tshark -q -z sipexpert,json,sip -r captures/mh_b2b_486.pcap");
}

static void
test_filter(void)
{
    char *some = TSHARK("-q", "-z", "sipexpert,json,sip.Method == \"REGISTER\" || sip.CSeq.method == \"REGISTER\"", "-r", ALL);

    g_assert_cmpuint(program_count(some, "\"method\":\"REGISTER\""), >, 3);
    g_assert_cmpuint(program_count(some, "\"method\":\"INVITE\""), ==, 0);
    g_free(some);
}

static void
test_no_sip(void)
{
    char *lines =
        TSHARK("-q", "-z", "sipexpert,json", "-z", "sipexpert,report", "-z", "sipexpert,tree", "-r", "captures/tcp_refused.pcap");

    g_assert_cmpuint(program_count(lines, "\"type\":\"summary\",\"begin\":null,\"end\":null,\"responses\":0,\"calls\":0,"), ==, 1);
    g_assert_cmpuint(program_count(lines, "^Calls: 0 "), ==, 1);
    g_free(lines);
}

/* How many of the responses are in a transaction depends on how far Wireshark's SIP dissector comes, which versions differ in. */
static void
test_cut_responses_are_counted(void)
{
    static const char *const sizes[] = { "64", "200", "380" };

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        char *command = g_strdup_printf("editcap -F pcap -s %s captures/b2b_486.pcap cut.pcap && "
                                        "tshark -q -z sipexpert,report -r cut.pcap && tshark -q -z sipexpert,json -r cut.pcap | "
                                        "python3 -c 'import json, sys\n"
                                        "summary = json.loads(sys.stdin.readlines()[-1])\n"
                                        "print(\"All:\", summary[\"responses\"] + summary[\"unassigned_responses\"])'",
                                        sizes[i]);
        char *lines = SHELL(command);
        g_test_message("snaplen %s", sizes[i]);
        g_assert_cmpuint(program_count(lines, "^All: 5$"), ==, 1);
        g_free(lines);
        g_free(command);
    }
}

static void
test_merged_captures_give_the_sum(void)
{
    char *merged = SHELL("mergecap -a -w two.pcap captures/b2b_603.pcap captures/inv_404_asterisk.pcap && "
                         "tshark -q -z sipexpert,json -r two.pcap");

    g_assert_cmpuint(program_count(merged, "\"type\":\"failure\""), ==, 2);
    g_assert_cmpuint(
        program_count(merged, "\"responses\":6,\"calls\":2,\"answered\":0,\"cancelled\":0,\"redirected\":0,\"failed_calls\":2"), ==,
        1);
    g_assert_cmpuint(program_count(merged, "\\{\"route.no-such-user\":1,\"user.rejected\":1\\}"), ==, 1);
    g_free(merged);
}

static void
test_wrong_arguments(void)
{
    static const char *const wrong[] = {
        "sipexpert,nothing",
        "sipexpert,jsonx",
        "sipexpert,report,no.such.field",
        "sipexpert,json,sip.Method ==",
        "sipexpert,tree,no.such.field",
        "sipexpert,failures,no.such.field",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        program_result result = program_run(COMMAND("tshark", "-q", "-z", wrong[i], "-r", "captures/b2b_603.pcap"), NULL);
        g_assert_cmpint(result.exit_code, !=, 0);
        g_assert_nonnull(strstr(result.err, strrchr(wrong[i], ',') + 1));
        program_result_clear(&result);
    }
}

/* A filter chooses messages; the table lists the failures that they belong to, whichever hop they are of. */
static void
test_filtered_table(void)
{
    char *one = TSHARK("-q", "-z", "sipexpert,failures,ip.addr == 127.0.0.40", "-r", "captures/b2b_603.pcap");
    char *two = TSHARK("-2", "-q", "-z", "sipexpert,failures,ip.addr == 127.0.0.40", "-r", "captures/b2b_603.pcap");

    /* What has not come yet is not known in one pass. */
    g_assert_cmpuint(program_count(one, "^[^|]+Z \\| +[0-9]+ \\|"), ==, 0);
    g_assert_cmpuint(program_count(two, "^[^|]+Z \\| +8 \\| INVITE"), ==, 1);
    g_free(two);
    g_free(one);
}

/* As many at a time as there are processors; the sum is the same as of one capture that holds them all. */
static void
test_many_captures_in_parallel(void)
{
    char *lines =
        SHELL("parallel --will-cite tshark -q -z sipexpert,json -r {} ::: captures/*.pcap | "
              "python3 -c 'import json, sys\n"
              "lines = [json.loads(line) for line in sys.stdin]\n"
              "print(sum(line[\"type\"] == \"summary\" for line in lines), sum(line.get(\"responses\", 0) for line in lines))'");
    char *expected = g_strdup_printf("110 %u\n", responses_with("sipexpert"));

    g_assert_cmpstr(lines, ==, expected);
    g_free(expected);
    g_free(lines);
}

/* What README sends to the bulk interface of OpenSearch: a line that says where, and a line that holds the packet, by turns. */
static void
test_bulk_lines(void)
{
    char *checked =
        SHELL("tshark -T ek -J sipexpert -Y sipexpert -r captures/b2b_603.pcap | sed 's/,\"_type\":\"doc\"//' | "
              "python3 -c 'import json, jsonschema, sys\n"
              "action = {\"type\": \"object\", \"required\": [\"index\"], \"additionalProperties\": False, \"properties\": "
              "{\"index\": {\"required\": [\"_index\"], \"additionalProperties\": False, \"properties\": {\"_index\": "
              "{\"type\": \"string\"}}}}}\n"
              "packet = {\"required\": [\"timestamp\", \"layers\"], \"properties\": {\"layers\": {\"required\": "
              "[\"sipexpert\"], \"properties\": {\"sipexpert\": {\"required\": [\"sipexpert_sipexpert_code\", "
              "\"sipexpert_sipexpert_verdict\"]}}}}}\n"
              "for number, line in enumerate(sys.stdin):\n"
              "    jsonschema.validate(json.loads(line), packet if number % 2 else action)\n"
              "    print(\"valid\")'");

    g_assert_cmpuint(program_count(checked, "valid"), ==, 10);
    g_free(checked);
}

static void
test_elastic_mapping(void)
{
    char *types = SHELL(
        "tshark -G elastic-mapping --elastic-mapping-filter sipexpert | python3 -c 'import json, sys\n"
        "fields = json.load(sys.stdin)[\"mappings\"][\"properties\"][\"layers\"][\"properties\"][\"sipexpert\"][\"properties\"]\n"
        "for name in (\"code\", \"request\", \"previous\", \"origin_frame\", \"retransmission\"):\n"
        "    print(name, fields[\"sipexpert_sipexpert_\" + name][\"type\"])'");

    g_assert_cmpstr(types, ==, "code integer\nrequest long\nprevious long\norigin_frame long\nretransmission boolean\n");
    g_free(types);
}

int
main(int count, char **arguments)
{
    static const char *const reported[] = { "b2b_603", "reg_badpw_asterisk", "reg_no_response", "fork_486_480_404",
                                            "inv_ok_asterisk" };

    g_test_init(&count, &arguments, NULL);
    g_free(SHELL("mergecap -a -w " ALL " captures/*.pcap"));
    for (size_t i = 0; i < G_N_ELEMENTS(reported); i++) {
        char *path = g_strdup_printf("/report/%s", reported[i]);
        g_test_add_data_func(path, reported[i], test_report);
        g_free(path);
    }
    g_test_add_func("/tree", test_tree);
    g_test_add_func("/json/schema", test_json_keeps_to_schema);
    g_test_add_func("/json/whole-texts", test_long_texts_are_whole);
    g_test_add_func("/same-in-every-way", test_same_in_every_way);
    g_test_add_func("/filter", test_filter);
    g_test_add_func("/no-sip", test_no_sip);
    g_test_add_func("/merged", test_merged_captures_give_the_sum);
    g_test_add_func("/cut-responses", test_cut_responses_are_counted);
    g_test_add_func("/filtered-table", test_filtered_table);
    g_test_add_func("/wrong-arguments", test_wrong_arguments);
    g_test_add_func("/parallel", test_many_captures_in_parallel);
    g_test_add_func("/bulk", test_bulk_lines);
    g_test_add_func("/elastic-mapping", test_elastic_mapping);
    return g_test_run();
}
