/* ladders_test.c
 * The ladders of real captures: -z sipexpert,ladder, mermaid and html.
 * The files in expected/ were compared with the packets by hand, line by line.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <stdbool.h>
#include <string.h>

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define COLUMNS 80

/* Forks, loops, B2BUAs, ICMP, TCP, retransmissions and lost ACKs. */
static const char *const captures[] = {
    "b2b_603",
    "fork_486_480_404",
    "kam_477_tcp",
    "kam_483_loop",
    "kam_next_closed",
    "lost_ack",
    "mh_b2b_486",
    "refer_202_then_fail",
    "reg_badpw_asterisk",
    "tcp_multi_split",
    "ws_404",
    "reports/ack_to_private_contact",
    "reports/bye404_no_route",

    "wild/failover_silent_then_503",
    "wild/loop_482_at_first_return",
    "wild/t38_sbc_two_addresses",
};

/* What tshark prints in that locale. */
static char *
printed(const char *locale, const char *statistic, const char *capture)
{
    return program_output(COMMAND("env", locale, "tshark", "-q", "-z", statistic, "-r", capture));
}

static void
test_ladder(gconstpointer data)
{
    const char *name = data;
    char *capture = g_strdup_printf("captures/%s.pcap", name);
    char *file = g_strdelimit(g_strdup_printf("%s.ladder.txt", name), "/", '_');
    char *path = g_build_filename("expected", file, NULL);
    char *ladder = printed("LC_ALL=C.UTF-8", "sipexpert,ladder", capture);
    char *expected;
    GError *error = NULL;

    g_file_get_contents(path, &expected, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(ladder, ==, expected);
    g_free(expected);
    g_free(ladder);
    g_free(path);
    g_free(file);
    g_free(capture);
}

/* A terminal without UTF-8 gets the same in ASCII. */
static void
test_ascii(void)
{
    char *ladder = printed("LC_ALL=C", "sipexpert,ladder", "captures/fork_486_480_404.pcap");
    char *drawn = printed("LC_ALL=C.UTF-8", "sipexpert,ladder", "captures/fork_486_480_404.pcap");

    g_assert_true(g_str_is_ascii(ladder));
    g_assert_cmpuint(program_count(ladder, "^     \\+0\\.001       3       \\|           \\|\\.\\.INVITE\\.\\.>\\|"), ==, 1);
    g_assert_cmpint(g_utf8_strlen(drawn, -1), ==, strlen(ladder));
    g_free(drawn);
    g_free(ladder);
}

static void
test_lines_fit_a_terminal(void)
{
    char *ladders = program_output(COMMAND("sh", "-c",
                                           "mergecap -w all.pcap captures/*.pcap captures/wild/*.pcap captures/reports/*.pcap && "
                                           "LC_ALL=C.UTF-8 tshark -q -z sipexpert,ladder -r all.pcap"));
    char **lines = g_strsplit(ladders, "\n", -1);
    guint messages = 0;

    for (char **line = lines; *line != NULL; line++) {
        const bool is_head = g_ascii_isdigit(**line) || (g_str_has_prefix(*line, "    ") && strstr(*line, ", frame ") != NULL);
        g_assert_true(is_head || g_utf8_strlen(*line, -1) <= COLUMNS);
        messages += g_regex_match_simple("^[ !*] +\\+[0-9]+\\.[0-9]{3} ", *line, 0, 0) ? 1 : 0;
    }
    g_assert_cmpuint(messages, >, 800);
    g_strfreev(lines);
    g_free(ladders);
}

/* Of a call that one message passes the whole ladder is drawn; others are not. */
static void
test_filter(void)
{
    static const char *const kinds[] = { "sipexpert,ladder", "sipexpert,mermaid" };
    static const char *const patterns[] = { "^[ !*] +\\+[0-9.]+ +[0-9]+ ", "^    E[0-9].*\\(frame [0-9]+" };

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        char *filtered = g_strconcat(kinds[i], ",sip.Status-Code == 403", NULL);
        char *other = g_strconcat(kinds[i], ",sip.Status-Code == 404", NULL);
        char *seen = printed("LC_ALL=C", filtered, "captures/b2b_603.pcap");
        char *not_seen = printed("LC_ALL=C", other, "captures/b2b_603.pcap");
        g_assert_cmpuint(program_count(seen, patterns[i]), ==, 9);
        g_assert_cmpuint(program_count(not_seen, patterns[i]), ==, 0);
        g_free(not_seen);
        g_free(seen);
        g_free(other);
        g_free(filtered);
    }
}

static void
test_mermaid(void)
{
    char *diagram = printed("LC_ALL=C", "sipexpert,mermaid", "captures/kam_next_closed.pcap");

    g_assert_nonnull(strstr(diagram, "```mermaid\n"
                                     "sequenceDiagram\n"
                                     "    participant E1 as ExamplePhone/1.0<br/>127.0.0.10:5060\n"
                                     "    participant E2 as kamailio (5.6.3 (x86_64/linux))<br/>127.0.0.20:5060\n"
                                     "    participant E3 as 127.0.0.60:5060\n"
                                     "    E1->>E2: INVITE (frame 1)\n"
                                     "    E2-->>E1: 100 Trying (frame 2)\n"
                                     "    E2->>E3: INVITE x3 (frame 3, relayed)\n"
                                     "    E3--xE2: ICMP port unreachable x3 (frame 4)\n"
                                     "    E2--xE1: 408 Request Timeout (frame 9)\n"
                                     "    E1->>E2: ACK (frame 10)\n"
                                     "```\n"));
    g_free(diagram);
}

static void
test_html(void)
{
    char *page = printed("LC_ALL=C", "sipexpert,html,sip.Call-ID contains \"1-\"", "captures/b2b_603.pcap");

    g_assert_true(g_str_has_prefix(page, "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n"));
    g_assert_true(g_str_has_suffix(page, "</html>\n"));
    g_assert_cmpuint(program_count(page, "<script"), ==, 2);
    g_assert_nonnull(strstr(page, "\"filter\":\"sip.Call-ID contains \\\"1-\\\"\""));
    g_assert_nonnull(strstr(page, "\"verdict\":\"user.rejected\""));
    g_free(page);
    page = program_output(
        COMMAND("tshark", "-q", "-z", "sipexpert,html", "-o", "sipexpert.language:ar", "-r", "captures/b2b_603.pcap"));
    g_assert_true(g_str_has_prefix(page, "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n"));
    g_free(page);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(captures); i++) {
        char *path = g_strdup_printf("/ladder/%s", captures[i]);
        g_test_add_data_func(path, captures[i], test_ladder);
        g_free(path);
    }
    g_test_add_func("/ascii", test_ascii);
    g_test_add_func("/columns", test_lines_fit_a_terminal);
    g_test_add_func("/filter", test_filter);
    g_test_add_func("/mermaid", test_mermaid);
    g_test_add_func("/html", test_html);
    return g_test_run();
}
