/* icmp_test.c
 * What each ICMP error means for the request that it quotes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

/* Types and codes of RFC 792, 1122, 1812 and 4443, and what they mean for a request. */
static void
test_icmp(void)
{
    static const struct {
        bool is_v6;
        guint8 type;
        guint8 code;
        const char *verdict;
        const char *said;
    } errors[] = {
        { false, 3, 0, "host", "type 3 code 0, network unreachable" },
        { false, 3, 1, "host", "type 3 code 1, host unreachable" },
        { false, 3, 2, "port", "type 3 code 2, protocol unreachable" },
        { false, 3, 3, "port", "type 3 code 3, port unreachable" },
        { false, 3, 4, "too-large", "type 3 code 4, fragmentation needed" },
        { false, 3, 5, "icmp", "type 3 code 5" },
        { false, 3, 6, "host", "type 3 code 6, network unknown" },
        { false, 3, 7, "host", "type 3 code 7, host unknown" },
        { false, 3, 8, "icmp", "type 3 code 8" },
        { false, 3, 9, "prohibited", "type 3 code 9, network administratively prohibited" },
        { false, 3, 10, "prohibited", "type 3 code 10, host administratively prohibited" },
        { false, 3, 13, "prohibited", "type 3 code 13, communication administratively prohibited" },
        { false, 11, 0, "loop", "type 11 code 0, time to live exceeded in transit" },
        { false, 11, 1, "icmp", "type 11 code 1, fragment reassembly time exceeded" },
        { false, 1, 4, "icmp", "type 1 code 4" },
        { true, 1, 0, "host", "type 1 code 0, no route to destination" },
        { true, 1, 1, "prohibited", "type 1 code 1, communication administratively prohibited" },
        { true, 1, 2, "icmp", "type 1 code 2" },
        { true, 1, 3, "host", "type 1 code 3, address unreachable" },
        { true, 1, 4, "port", "type 1 code 4, port unreachable" },
        { true, 1, 5, "prohibited", "type 1 code 5, source address failed policy" },
        { true, 1, 6, "prohibited", "type 1 code 6, reject route to destination" },
        { true, 2, 0, "too-large", "type 2 code 0, packet too big" },
        { true, 3, 0, "loop", "type 3 code 0, hop limit exceeded in transit" },
        { true, 3, 1, "icmp", "type 3 code 1, fragment reassembly time exceeded" },
        { true, 3, 3, "icmp", "type 3 code 3" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(errors); i++) {
        scene *play = scene_new();
        char *verdict = g_strconcat("request.unanswered/", errors[i].verdict, NULL);
        char *line = g_strdup_printf("ICMP error from 10.0.0.9 in frame 2: %s; it quotes the INVITE to " B, errors[i].said);
        const sip_icmp icmp = { "10.0.0.9", errors[i].type, errors[i].code, errors[i].is_v6 };
        SCENE(play, STEP(0, A, B, "INVITE"), STEP(2, A, B, "INVITE", .kind = SCENE_QUOTED, .icmp = icmp));
        const diagnosis *judged = scene_judge_request(play, 1, 10);
        g_test_message("%s", errors[i].said);
        g_assert_cmpstr(verdict_of(judged), ==, verdict);
        assert_shows(play, judged, line);
        g_free(line);
        g_free(verdict);
        scene_free(play);
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    g_test_add_func("/icmp", test_icmp);
    return g_test_run();
}
