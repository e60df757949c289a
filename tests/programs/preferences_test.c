/* preferences_test.c
 * What the user chooses under Protocols > SIP Expert, the user's own table, and the profile that comes with the plugin.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "pcap_file.h"
#include "program.h"

#include <glib/gstdio.h>
#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define TSHARK(...) program_output(COMMAND("tshark", __VA_ARGS__))
#define PROFILE ".config/wireshark/profiles/SIP Troubleshooting"
#define TABLE PROFILE "/sipexpert_responses"

static unsigned
expert_items(const char *option, const char *pattern)
{
    char *out = TSHARK("-o", option, "-q", "-z", "expert", "-r", "captures/b2b_603.pcap");
    const unsigned count = program_count(out, pattern);

    g_free(out);
    return count;
}

/* The capture has a 100, two 180, and a 603 that became 403. */
static void
test_responses_that_raise_items(void)
{
    g_assert_cmpuint(expert_items("sipexpert.responses:all", " SIP Expert  1[08]0 "), ==, 2);
    g_assert_cmpuint(expert_items("sipexpert.responses:notable", " SIP Expert  1[08]0 "), ==, 0);
    g_assert_cmpuint(expert_items("sipexpert.responses:notable", " SIP Expert  [46]03 "), ==, 2);
    g_assert_cmpuint(expert_items("sipexpert.responses:failures", " SIP Expert  1[08]0 "), ==, 0);
    g_assert_cmpuint(expert_items("sipexpert.responses:failures", " SIP Expert  [46]03 "), ==, 2);
}

static void
test_filters_find_what_raises_no_item(void)
{
    char *out = TSHARK("-o", "sipexpert.responses:failures", "-Y", "sipexpert.status.180", "-r", "captures/b2b_603.pcap", "-T",
                       "fields", "-e", "frame.number");

    g_assert_cmpstr(out, ==, "4\n5\n");
    g_free(out);
}

static void
test_detail(void)
{
    g_assert_cmpuint(expert_items("sipexpert.detail:advice", " SIP Expert  (Typical cause|Fix): "), ==, 2);
    g_assert_cmpuint(expert_items("sipexpert.detail:headline", " SIP Expert  (Typical cause|Fix): "), ==, 0);
    g_assert_cmpuint(expert_items("sipexpert.detail:headline", " SIP Expert  [46]03 "), ==, 2);
}

static void
test_typical_causes(void)
{
    g_assert_cmpuint(expert_items("sipexpert.typical:TRUE", " SIP Expert  Typical cause: "), ==, 1);
    g_assert_cmpuint(expert_items("sipexpert.typical:FALSE", " SIP Expert  Typical cause: "), ==, 0);
    g_assert_cmpuint(expert_items("sipexpert.typical:FALSE", " SIP Expert  Fix: "), ==, 1);
}

/* Texts change with the language, ids and fields do not; and expert items hold whole characters. */
static void
test_language(void)
{
    static const struct {
        const char *option;
        const char *title;
    } languages[] = {
        { "sipexpert.language:ja", "着信拒否" },
        { "sipexpert.language:ar", "رُفضت المكالمة" },
        { "sipexpert.language:vi", "từ chối" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        char *out = TSHARK("-o", languages[i].option, "-V", "-r", "captures/b2b_603.pcap");
        char *ids = TSHARK("-o", languages[i].option, "-Y", "sipexpert.verdict == \"user.rejected\"", "-T", "fields", "-e",
                           "frame.number", "-r", "captures/b2b_603.pcap");
        g_assert_true(g_utf8_validate(out, -1, NULL));
        g_assert_nonnull(strstr(out, languages[i].title));
        g_assert_cmpstr(ids, ==, "6\n8\n");
        g_free(ids);
        g_free(out);
    }
}

static void
test_info_column(void)
{
    char *plain = TSHARK("-r", "captures/b2b_603.pcap");
    char *marked = TSHARK("-o", "sipexpert.info_column:TRUE", "-r", "captures/b2b_603.pcap");

    g_assert_cmpuint(program_count(plain, "\\[call declined\\]$"), ==, 0);
    g_assert_cmpuint(program_count(marked, "Status: [46]03 .*\\[call declined\\]$"), ==, 2);
    g_free(plain);
    g_free(marked);
}

static void
assert_404_with_table(const char *line, const char *pattern, unsigned count)
{
    char *option = g_strdup_printf("uat:sipexpert_responses:%s", line);
    char *out = TSHARK("-o", option, "-q", "-z", "expert", "-r", "captures/inv_404_asterisk.pcap");

    g_assert_cmpuint(program_count(out, pattern), ==, count);
    g_free(out);
    g_free(option);
}

static void
test_table(void)
{
    static const char line[] = "\"404\",\"not found\",\"^asterisk\",\"Error\",\"Our meaning\",\"Our cause\",\"Our fix\"";

    assert_404_with_table(line, "^Errors \\(3\\)", 1);
    assert_404_with_table(line, " SIP Expert  404 Not Found: Our meaning$", 1);
    assert_404_with_table(line, " SIP Expert  Cause: Our cause$", 1);
    assert_404_with_table(line, " SIP Expert  Fix: Our fix$", 1);
    assert_404_with_table("\"404\",\"\",\"\",\"Unchanged\",\"\",\"\",\"Our fix\"", " SIP Expert  (404|Typical cause:|Fix: Our fix)",
                          3);
    assert_404_with_table("\"404\",\"gone\",\"\",\"Error\",\"Our meaning\",\"\",\"\"", "Our meaning", 0);
    assert_404_with_table("\"404\",\"\",\"kamailio\",\"Error\",\"Our meaning\",\"\",\"\"", "Our meaning", 0);
    assert_404_with_table("\"486\",\"\",\"\",\"Error\",\"Our meaning\",\"\",\"\"", "Our meaning", 0);
}

/* A sentence ends at no full stop of an abbreviation, of a name or of a command. */
static void
test_sentences_of_a_long_text(void)
{
    static const char option[] =
        "uat:sipexpert_responses:\"404\",\"\",\"\",\"Unchanged\",\"\",\"\",\"Order the service (e.g. CLIR) of 192.0.2.1 from "
        "the carrier, i.e. ask there. Run `dig a. b`. Then read pbx.conf. Done\"";
    char *out = TSHARK("-o", option, "-V", "-r", "captures/inv_404_asterisk.pcap");

    g_assert_cmpuint(
        program_count(
            out,
            "^    \\[Fix: Order the service \\(e\\.g\\. CLIR\\) of 192\\.0\\.2\\.1 from the carrier, i\\.e\\. ask there\\.\\]$"),
        ==, 1);
    g_assert_cmpuint(program_count(out, "^        \\[Run `dig a\\. b`\\.\\]$"), ==, 1);
    g_assert_cmpuint(program_count(out, "^        \\[Then read pbx\\.conf\\.\\]$"), ==, 1);
    g_assert_cmpuint(program_count(out, "^        \\[Done\\]$"), ==, 1);
    g_free(out);
}

static void
test_long_text_is_cut_between_characters(void)
{
    GString *line = g_string_new("\"404\",\"\",\"\",\"Error\",\"");

    for (int i = 0; i < 200; i++) {
        g_string_append(line, "\u0639");
    }
    g_string_append(line, "\",\"\",\"\"");
    assert_404_with_table(line->str, "404 Not Found: \u0639+\\.\\.\\.$", 1);
    g_string_free(line, TRUE);
}

/* Letters beyond ASCII are no controls, in whatever direction they are written. */
static void
test_other_scripts(void)
{
    assert_404_with_table("\"404\",\"\",\"\",\"Error\",\"\u00a0\u00e9 \u0639\u0631 \u7740\",\"\",\"\"",
                          "404 Not Found: \u00a0\u00e9 \u0639\u0631 \u7740$", 1);
}

/* Each pattern matches, but the first two would take millions of steps for it. */
static void
test_steps_of_a_match_are_limited(void)
{
    static const struct {
        const char *line;
        unsigned count;
    } patterns[] = {
        { "\"500\",\"^(?:(?:a+)+b|.*c)$\",\"\",\"Error\",\"Our meaning\",\"\",\"\"", 0 },
        { "\"500\",\"\",\"^(?:(?:a+)+b|.*c)$\",\"Error\",\"Our meaning\",\"\",\"\"", 0 },
        { "\"500\",\"^(?:a+b|.*c)$\",\"^(?:a+b|.*c)$\",\"Error\",\"Our meaning\",\"\",\"\"", 1 },
    };
    static const char response[] = "SIP/2.0 500 aaaaaaaaaaaaaaaaaaaaaaaac\r\nVia: SIP/2.0/UDP a;branch=z9hG4bKa\r\n"
                                   "Server: aaaaaaaaaaaaaaaaaaaaaaaac\r\nCSeq: 1 INVITE\r\nCall-ID: a\r\nFrom: <sip:a@b>;tag=a\r\n"
                                   "To: <sip:b@b>;tag=b\r\nContent-Length: 0\r\n\r\n";
    GByteArray *file = pcap_file_new();

    pcap_file_add_udp(file, response, strlen(response));
    pcap_file_save(file, "steps.pcap");
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        char *option = g_strdup_printf("uat:sipexpert_responses:%s", patterns[i].line);
        char *out = TSHARK("-o", option, "-q", "-z", "expert", "-r", "steps.pcap");
        g_assert_cmpuint(program_count(out, "Our meaning"), ==, patterns[i].count);
        g_free(out);
        g_free(option);
    }
}

static void
test_wrong_options_are_refused(void)
{
    static const struct {
        const char *line;
        const char *fault;
    } wrong[] = {
        { "\"704\",\"\",\"\",\"Error\",\"\",\"\",\"\"", "704 is no response code" },
        { "\"abc\",\"\",\"\",\"Error\",\"\",\"\",\"\"", "abc" },
        { "\"404\",\"(\",\"\",\"Error\",\"\",\"\",\"\"", "no regular expression" },
        { "\"404\",\"\",\"[\",\"Error\",\"\",\"\",\"\"", "no regular expression" },
        { "\"404\",\"\",\"\",\"Loud\",\"\",\"\",\"\"", "Loud" },
        { "\"404\",\"\",\"\",\"Error\",\"two\\x0alines\",\"\",\"\"", "one line of UTF-8" },
        { "\"404\",\"\",\"\",\"Error\",\"\",\"\\x1b[31m\",\"\"", "one line of UTF-8" },
        { "\"404\",\"\",\"\",\"Error\",\"\",\"\",\"\\xff\"", "one line of UTF-8" },
        { "\"404\",\"\",\"\",\"Error\",\"a C1 \302\205 control\",\"\",\"\"", "one line of UTF-8" },
        { "\"404\",\"\",\"\",\"Error\",\"\",\"turned \\xe2\\x80\\xae round\",\"\"", "one line of UTF-8" },
        { "\"404\",\"\",\"\",\"Error\",\"\",\"\",\"an \\xe2\\x81\\xa7 isolate\"", "one line of UTF-8" },
        { "\"404\",\"\",\"\",\"Error\",\"two\u2028lines\",\"\",\"\"", "one line of UTF-8" },
        { "\"404\",\"(*LIMIT_MATCH=100000000)a\",\"\",\"Error\",\"\",\"\",\"\"", "begins with a setting" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        char *option = g_strdup_printf("uat:sipexpert_responses:%s", wrong[i].line);
        program_result result = program_run(COMMAND("tshark", "-o", option, "-r", "captures/inv_404_asterisk.pcap"), NULL);
        g_assert_cmpint(result.exit_code, !=, 0);
        g_assert_nonnull(strstr(result.err, wrong[i].fault));
        program_result_clear(&result);
        g_free(option);
    }
}

/* As README says: Wireshark names file and line of the last wrong one, and what comes after a line of another shape is lost. */
static void
test_wrong_line_on_disk(void)
{
    static const struct {
        const char *table;
        const char *fault;
        unsigned count;
    } tables[] = {
        { "# a comment\n"
          "\"999\",\"\",\"\",\"Error\",\"\",\"\",\"\"\n"
          "\"998\",\"\",\"\",\"Error\",\"\",\"\",\"\"\n"
          "\"404\",\"\",\"\",\"Error\",\"Our meaning\",\"\",\"\"\n",
          "sipexpert_responses:3: 998 is no response code", 1 },
        { "\"503\",\"\",\"\"\n"
          "\"404\",\"\",\"\",\"Error\",\"Our meaning\",\"\",\"\"\n",
          "sipexpert_responses:1: ", 0 },
        { "\"404\",\"\",\"\",\"Error\",\"Our meaning\",\"\",\"\"\n"
          "\"503\",\"\",\"\"\n",
          "sipexpert_responses:2: ", 1 },
    };
    char *kept;
    g_assert_true(g_file_get_contents(TABLE, &kept, NULL, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_assert_true(g_file_set_contents(TABLE, tables[i].table, -1, NULL));
        program_result result = program_run(
            COMMAND("tshark", "-C", "SIP Troubleshooting", "-q", "-z", "expert", "-r", "captures/inv_404_asterisk.pcap"), NULL);

        g_assert_nonnull(strstr(result.err, tables[i].fault));
        g_assert_cmpuint(program_count(result.out, "404 Not Found: Our meaning"), ==, tables[i].count);
        program_result_clear(&result);
    }
    g_assert_true(g_file_set_contents(TABLE, kept, -1, NULL));
    g_free(kept);
}

/* tshark reads the whole profile; the filters of its buttons and colours are tried one by one. */
static void
test_profile(void)
{
    char *out = TSHARK("-C", "SIP Troubleshooting", "-r", "captures/b2b_603.pcap");
    char *buttons;
    char *colours;

    g_assert_cmpuint(program_count(out, "alice +bob +603 call declined +127\\.0\\.0\\.40:5060"), ==, 1);
    g_assert_cmpuint(program_count(out, "alice +2000 +403 call declined +127\\.0\\.0\\.40:5060"), ==, 1);
    g_assert_true(g_file_get_contents(PROFILE "/dfilter_buttons", &buttons, NULL, NULL));
    g_assert_true(g_file_get_contents(PROFILE "/colorfilters", &colours, NULL, NULL));
    GRegex *filter = g_regex_new("^\"TRUE\",\"[^\"]+\",\"([^\"]+)\"|^@[^@]+@([^@]+)@", G_REGEX_MULTILINE, 0, NULL);
    char *both = g_strconcat(buttons, colours, NULL);
    GMatchInfo *match;
    unsigned count = 0;
    for (g_regex_match(filter, both, 0, &match); g_match_info_matches(match); g_match_info_next(match, NULL)) {
        char *text = g_match_info_expand_references(match, "\\1\\2", NULL);
        char **parts = g_strsplit(text, "\\x22", -1);
        char *plain = g_strjoinv("\"", parts);
        g_free(TSHARK("-r", "captures/b2b_603.pcap", "-Y", plain));
        count++;
        g_free(plain);
        g_strfreev(parts);
        g_free(text);
    }
    g_assert_cmpuint(count, ==, 15);
    g_match_info_free(match);
    g_regex_unref(filter);
    g_free(both);
    g_free(buttons);
    g_free(colours);
    g_free(out);
}

static void
test_table_of_failures(void)
{
    char *out = TSHARK("-q", "-z", "sipexpert,failures", "-r", "captures/mh_401_badpw.pcap");

    g_assert_cmpuint(
        program_count(out,
                      "^2026-11-21T03:30:59\\.001270Z \\| +13 \\| INVITE +\\|alice +\\|1000 +\\| 401 +\\|credentials refused +\\|"
                      "127\\.0\\.0\\.30:5060 +\\|1-26706@127\\.0\\.0\\.10 +\\|auth\\.rejected"),
        ==, 1);
    g_free(out);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/preferences/responses", test_responses_that_raise_items);
    g_test_add_func("/preferences/filters", test_filters_find_what_raises_no_item);
    g_test_add_func("/preferences/detail", test_detail);
    g_test_add_func("/preferences/typical", test_typical_causes);
    g_test_add_func("/preferences/language", test_language);
    g_test_add_func("/preferences/info-column", test_info_column);
    g_test_add_func("/table/match", test_table);
    g_test_add_func("/table/long-text", test_long_text_is_cut_between_characters);
    g_test_add_func("/table/sentences", test_sentences_of_a_long_text);
    g_test_add_func("/table/other-scripts", test_other_scripts);
    g_test_add_func("/table/steps", test_steps_of_a_match_are_limited);
    g_test_add_func("/table/wrong-option", test_wrong_options_are_refused);
    g_test_add_func("/table/wrong-line", test_wrong_line_on_disk);
    g_test_add_func("/profile", test_profile);
    g_test_add_func("/failures", test_table_of_failures);
    return g_test_run();
}
