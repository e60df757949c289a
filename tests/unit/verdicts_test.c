/* verdicts_test.c
 * The captures against captures/verdicts.tsv, as far as they are UDP over IPv4: capture_test compares all of them, in Wireshark.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "captures_played.h"

#include <string.h>

#define US_OF_MS 1000
#define COMPARED_AT_LEAST 300

/* Columns of captures/verdicts.tsv. */
enum {
    TABLE_CAPTURE,
    TABLE_FRAME,
    TABLE_CODE,
    TABLE_VERDICT,
    TABLE_SEVERITY,
    TABLE_ORIGIN,
    TABLE_EVIDENCE,
    TABLE_COUNT
};

static GPtrArray *captures;

/* What is said of one capture. */
typedef struct {
    const capture *of;
    scene *play;
} played_capture;

static played_capture
play_capture(const capture *of)
{
    played_capture played = { of, scene_new() };

    for (guint i = 0; i < of->messages->len; i++) {
        const captured_message *message = g_ptr_array_index(of->messages, i);
        scene_play_bytes(played.play, message->time / US_OF_MS, message->from, message->to, message->bytes->str,
                         message->bytes->len);
    }
    return played;
}

/* The diagnosis of the response in that frame of the file; NULL if it was not read. */
static const diagnosis *
diagnosis_in(const played_capture *played, guint32 frame)
{
    for (guint i = 0; i < played->of->messages->len; i++) {
        const captured_message *message = g_ptr_array_index(played->of->messages, i);
        if (message->frame == frame) {
            return scene_diagnosis(played->play, i + 1);
        }
    }
    return NULL;
}

static const capture *
capture_named(const char *name)
{
    for (guint i = 0; i < captures->len; i++) {
        const capture *of = g_ptr_array_index(captures, i);
        if (g_str_has_prefix(of->name, name) && strcmp(of->name + strlen(name), ".pcap") == 0) {
            return of;
        }
    }
    return NULL;
}

/* Scenes count messages, so frames of evidence are those of the file only where it holds nothing else. */
static bool
has_other_frames(const capture *of)
{
    const captured_message *last = g_ptr_array_index(of->messages, of->messages->len - 1);

    return last->frame != of->messages->len;
}

static bool
shows(const scene *play, const diagnosis *judged, const char *part)
{
    char **evidence = diagnosis_evidence(judged, scene_catalog(play), NULL);
    char *all = g_strjoinv("\n", evidence);
    const bool is_there = strstr(all, part) != NULL;

    g_free(all);
    g_strfreev(evidence);
    return is_there;
}

static void
compare(const played_capture *played, const diagnosis *judged, char **row)
{
    const bool is_comparable = strstr(row[TABLE_EVIDENCE], "frame") == NULL || !has_other_frames(played->of);
    catalog_severity severity;
    char id[16];

    g_test_message("%s, frame %s", row[TABLE_CAPTURE], row[TABLE_FRAME]);
    g_assert_cmpstr(diagnosis_id(judged, id, sizeof id), ==, row[TABLE_VERDICT]);
    g_assert_true(catalog_read_severity(row[TABLE_SEVERITY], &severity));
    g_assert_cmpint(judged->severity, ==, severity);
    g_assert_cmpstr(judged->origin, ==, row[TABLE_ORIGIN]);
    g_assert_true(!is_comparable || strcmp(row[TABLE_EVIDENCE], "-") == 0 || shows(played->play, judged, row[TABLE_EVIDENCE]));
}

/* Captures whose verdicts need what is passed over: IP fragments, and errors of ICMP. */
static bool
is_read_in_part(const char *name)
{
    static const char *const names[] = { "kam_483_loop", "dns_srv_dead_408", "kam_next_closed" };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(names[i], name) == 0) {
            return true;
        }
    }
    return false;
}

static void
test_verdicts(void)
{
    char *path = g_test_build_filename(G_TEST_DIST, "captures", "verdicts.tsv", NULL);
    char *text;
    unsigned compared = 0;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    char **lines = g_strsplit(text, "\n", -1);
    for (char **line = lines + 1; *line != NULL && **line != '\0'; line++) {
        char **row = g_strsplit(*line, "\t", -1);
        const capture *of = is_read_in_part(row[TABLE_CAPTURE]) ? NULL : capture_named(row[TABLE_CAPTURE]);
        played_capture played = { .of = of };
        const diagnosis *judged = NULL;
        if (of != NULL) {
            played = play_capture(of);
            judged = diagnosis_in(&played, (guint32)g_ascii_strtoull(row[TABLE_FRAME], NULL, 10));
        }
        if (judged != NULL) {
            compare(&played, judged, row);
            compared++;
        }
        if (of != NULL) {
            scene_free(played.play);
        }
        g_strfreev(row);
    }
    g_assert_cmpuint(compared, >=, COMPARED_AT_LEAST);
    g_strfreev(lines);
    g_free(text);
    g_free(path);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    captures = captures_read();
    g_test_add_func("/verdicts", test_verdicts);
    const int failed = g_test_run();
    g_ptr_array_unref(captures);
    return failed;
}
