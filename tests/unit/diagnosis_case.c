/* diagnosis_case.c
 * Tests of diagnoses as tables; see diagnosis_case.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

#include <string.h>

/* How small negative numbers of 64 bits begin where they are written without a sign. */
#define NEGATIVE "18446744073709"

const char *
verdict_of(const diagnosis *judged)
{
    return judged->verdict != NULL ? judged->verdict->name : NULL;
}

void
assert_shows(const scene *play, const diagnosis *judged, const char *text)
{
    char **evidence = diagnosis_evidence(judged, scene_catalog(play), NULL);
    bool shown = false;

    for (char **line = evidence; *line != NULL; line++) {
        shown |= strstr(*line, text) != NULL;
    }
    if (!shown) {
        char *all = g_strjoinv("\n", evidence);
        g_test_message("\"%s\" is not in the evidence:\n%s", text, all);
        g_test_fail();
        g_free(all);
    }
    g_strfreev(evidence);
}

/* Fails the test unless the text is part of the whole wanted, which is freed. */
static void
assert_part(char *whole, const char *part)
{
    if (part != NULL && strstr(whole, part) == NULL) {
        g_test_message("\"%s\" is not part of: %s", part, whole);
        g_test_fail();
    }
    g_free(whole);
}

void
assert_says(const scene *play, const diagnosis *judged, const char *text)
{
    assert_part(diagnosis_cause(judged, scene_catalog(play)), text);
}

static void
assert_lines(const scene *play, const diagnosis *judged, const diagnosis_case *wanted)
{
    char **evidence = diagnosis_evidence(judged, scene_catalog(play), NULL);
    char *cause = diagnosis_cause(judged, scene_catalog(play));
    char *all = g_strjoinv("\n", evidence);

    for (size_t i = 0; i < MAX_LINES && wanted->lines[i] != NULL; i++) {
        if (!g_strv_contains((const char *const *)evidence, wanted->lines[i])) {
            g_test_message("\"%s\" is no line of the evidence:\n%s", wanted->lines[i], all);
            g_test_fail();
        }
    }
    if (wanted->lacks != NULL && (strstr(all, wanted->lacks) != NULL || strstr(cause, wanted->lacks) != NULL)) {
        g_test_message("\"%s\" is said: %s\n%s", wanted->lacks, cause, all);
        g_test_fail();
    }
    g_free(all);
    g_free(cause);
    g_strfreev(evidence);
}

/* Texts that Wireshark cannot show whole, and places without a value, are faults of any diagnosis. */
void
assert_texts_are_whole(const scene *play, const diagnosis *judged)
{
    char *cause = diagnosis_cause(judged, scene_catalog(play));
    char *fix = diagnosis_fix(judged, scene_catalog(play));
    char **evidence = diagnosis_evidence(judged, scene_catalog(play), NULL);

    if (judged->verdict == NULL) {
        g_assert_true(g_str_has_suffix(cause, judged->entry->cause));
        g_assert_cmpstr(fix, ==, judged->entry->fix);
    } else {
        g_assert_cmpuint(strlen(cause), <=, CATALOG_LINE_BYTES);
    }
    g_assert_null(strchr(cause, '{'));
    g_assert_null(strchr(fix, '{'));
    for (char **line = evidence; *line != NULL; line++) {
        g_assert_null(strchr(*line, '{'));
        g_assert_null(strstr(*line, "frame 0"));
        g_assert_null(strstr(*line, NEGATIVE));
    }
    g_strfreev(evidence);
    g_free(fix);
    g_free(cause);
}

/* Nothing is said of a product if nothing is wanted. */
static void
assert_advises_product(const scene *play, const diagnosis *judged, catalog_role end, const char *wanted)
{
    char *fix = diagnosis_product_fix(judged, scene_catalog(play), end);

    if (wanted != NULL && *wanted == '\0') {
        g_assert_cmpstr(fix, ==, NULL);
        g_free(fix);
        return;
    }
    assert_part(fix != NULL ? fix : g_strdup(""), wanted);
}

/* What is said of media is said of the response that answered the call. */
static void
assert_is_of_answer(const diagnosis *judged)
{
    g_assert_cmpint(judged->code / 100, ==, 2);
    g_assert_cmpint(judged->entry->code, ==, judged->code);
    g_assert_nonnull(judged->origin);
    g_assert_cmpuint(judged->origin_frame, >, 0);
}

static bool
is_same_fact(const diagnosis_fact *one, const diagnosis_fact *other)
{
    bool is_same = one->kind == other->kind && one->count == other->count;

    for (size_t i = 0; is_same && i < one->count; i++) {
        is_same = g_strcmp0(one->values[i].text, other->values[i].text) == 0;
    }
    return is_same;
}

/* The room for facts is limited. */
static void
assert_facts_differ(const diagnosis *judged)
{
    for (guint i = judged->verdict != NULL ? 1 : 0; i < judged->fact_count; i++) {
        for (guint j = i + 1; j < judged->fact_count; j++) {
            g_assert_false(is_same_fact(judged->facts[i], judged->facts[j]));
        }
    }
}

const diagnosis *
diagnosis_case_play(const diagnosis_case *played, scene *play)
{
    const diagnosis *judged = scene_play(play, played->steps);

    if (played->media != 0) {
        return scene_judge_media(play, played->media, played->end);
    }
    return played->request != 0 ? scene_judge_request(play, played->request, played->end) : judged;
}

static void
test_case(gconstpointer data)
{
    const diagnosis_case *wanted = data;
    scene *play = scene_new();
    const diagnosis *judged = diagnosis_case_play(wanted, play);

    if (wanted->request + wanted->media != 0 && wanted->verdict == NULL) {
        g_assert_null(judged);
        scene_free(play);
        return;
    }
    g_assert_nonnull(judged);
    g_assert_cmpstr(verdict_of(judged), ==, wanted->verdict);
    g_assert_cmpint(judged->severity, ==, wanted->verdict != NULL ? wanted->severity : judged->entry->severity);
    g_assert_cmpint(judged->certain, ==, wanted->certain);
    if (wanted->shows != NULL) {
        assert_shows(play, judged, wanted->shows);
    }
    assert_lines(play, judged, wanted);
    assert_says(play, judged, wanted->says);
    assert_part(diagnosis_fix(judged, scene_catalog(play)), wanted->advises);
    assert_advises_product(play, judged, CATALOG_REQUESTER, wanted->at_caller);
    assert_advises_product(play, judged, CATALOG_RESPONDER, wanted->at_callee);
    if (wanted->origin != NULL) {
        g_assert_cmpstr(judged->origin, ==, wanted->origin);
    }
    if (wanted->media != 0) {
        assert_is_of_answer(judged);
    }
    assert_facts_differ(judged);
    assert_texts_are_whole(play, judged);
    scene_free(play);
}

void
diagnosis_case_add(const diagnosis_case_group *group)
{
    for (size_t i = 0; i < group->count; i++) {
        const diagnosis_case *wanted = &group->cases[i];
        char *path = g_strdup_printf("/%s/%s/%s", group->name, wanted->verdict != NULL ? wanted->verdict : "code", wanted->name);
        g_test_add_data_func(path, wanted, test_case);
        g_free(path);
    }
}
