/* cases_test.c
 * What the cases must have: every verdict a call that deserves it, every verdict and line of evidence a call that looks like it and must
 * not get it, and every line of evidence one in which it is compared whole.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

#include <string.h>

/* What came of a case: enough to tell whether another one is near it. */
typedef struct {
    int code; /* 0: a request was judged; CODE_OF_MEDIA: the media of a call */
    const char *method;
    const catalog_verdict *verdict;
    bool has_fact[EVIDENCE_COUNT];
    bool compares[EVIDENCE_COUNT]; /* whole */
} outcome;

/* No response has this code. */
#define CODE_OF_MEDIA 1

static GArray *outcomes;

static void
read_facts(const diagnosis_case *played, const scene *play, const diagnosis *judged, outcome *of_case)
{
    for (size_t i = 0; i < judged->fact_count; i++) {
        const diagnosis_fact *fact = judged->facts[i];
        if (fact->kind == EVIDENCE_COUNT) {
            continue;
        }
        char *line = catalog_fill(scene_catalog(play), catalog_evidence_of(scene_catalog(play), fact->kind), fact->values,
                                  fact->count, CATALOG_LINE_BYTES);
        of_case->has_fact[fact->kind] = true;
        for (size_t j = 0; j < MAX_LINES && played->lines[j] != NULL; j++) {
            of_case->compares[fact->kind] |= strcmp(played->lines[j], line) == 0;
        }
        g_free(line);
    }
}

static void
add_outcome(const diagnosis_case *played)
{
    scene *play = scene_new();
    const diagnosis *judged = diagnosis_case_play(played, play);
    const guint32 about = MAX(played->request, played->media);
    const guint32 frame = about != 0 ? about : scene_frames(play);
    const sip_transaction *transaction = scene_transaction(play, frame);
    outcome added = { .code = played->media != 0 ? CODE_OF_MEDIA : 0,
                      .method = transaction != NULL ? g_intern_string(transaction->method) : "" };

    if (judged != NULL) {
        added.code = about != 0 ? added.code : judged->code;
        added.verdict = judged->verdict;
        read_facts(played, play, judged, &added);
    }
    g_array_append_val(outcomes, added);
    scene_free(play);
}

static void
play_all_cases(void)
{
    outcomes = g_array_new(FALSE, FALSE, sizeof(outcome));
    for (const diagnosis_case_group *const *group = diagnosis_case_groups; *group != NULL; group++) {
        for (size_t i = 0; i < (*group)->count; i++) {
            add_outcome(&(*group)->cases[i]);
        }
    }
}

static bool
has_verdict(const outcome *of_case, int id)
{
    return of_case->verdict == catalog_verdict_of(catalog_of_language("en"), (catalog_verdict_id)id);
}

static bool
has_fact(const outcome *of_case, int kind)
{
    return of_case->has_fact[kind];
}

static bool
compares(const outcome *of_case, int kind)
{
    return of_case->compares[kind];
}

static bool
is_there(bool (*has)(const outcome *of_case, int id), int id)
{
    for (guint i = 0; i < outcomes->len; i++) {
        if (has(&g_array_index(outcomes, outcome, i), id)) {
            return true;
        }
    }
    return false;
}

/* True if a case of the same code, and of the same method unless any will do, has not what this one has. */
static bool
is_nearly_missed(const outcome *deserved, bool (*has)(const outcome *of_case, int id), int id, bool any_method)
{
    for (guint i = 0; i < outcomes->len; i++) {
        const outcome *other = &g_array_index(outcomes, outcome, i);
        if (other->code == deserved->code && (any_method || strcmp(other->method, deserved->method) == 0) && !has(other, id)) {
            return true;
        }
    }
    return false;
}

static bool
has_near_miss(bool (*has)(const outcome *of_case, int id), int id, bool any_method)
{
    for (guint i = 0; i < outcomes->len; i++) {
        const outcome *deserved = &g_array_index(outcomes, outcome, i);
        if (has(deserved, id) && is_nearly_missed(deserved, has, id, any_method)) {
            return true;
        }
    }
    return false;
}

/* Where code and method are enough for a verdict, another method is what comes near it. */
static const catalog_verdict_id of_code_and_method[] = {
    VERDICT_DIALOG_GLARE,
    VERDICT_IDENTITY_CERTIFICATE_REFUSED,
    VERDICT_IDENTITY_CERTIFICATE_UNAVAILABLE,
    VERDICT_IDENTITY_MISSING,
    VERDICT_IDENTITY_NO_REFERRER,
    VERDICT_INFO_PACKAGE,
    VERDICT_MESSAGE_TOO_LARGE,
    VERDICT_MESSAGE_UNDECIPHERABLE,
    VERDICT_PROTOCOL_ACK_ANSWERED,
    VERDICT_REGISTRATION_NO_REGISTRAR,
    VERDICT_TRANSFER_ACCEPTED,
    VERDICT_USER_UNWANTED,
};

static bool
is_of_code_and_method(int verdict)
{
    for (size_t i = 0; i < G_N_ELEMENTS(of_code_and_method); i++) {
        if (of_code_and_method[i] == (catalog_verdict_id)verdict) {
            return true;
        }
    }
    return false;
}

static void
complain(const char *about, const char *complaint)
{
    g_test_message("%s %s", complaint, about);
    g_test_fail();
}

static void
test_verdicts(void)
{
    for (int id = 0; id < VERDICT_COUNT; id++) {
        const char *name = catalog_verdict_of(catalog_of_language("en"), (catalog_verdict_id)id)->name;
        if (!is_there(has_verdict, id)) {
            complain(name, "no case leads to");
        } else if (!has_near_miss(has_verdict, id, is_of_code_and_method(id))) {
            complain(name, "no near miss of");
        }
    }
}

/* What is said of what came after a message, on a later dissection: requests_test asks for it, in one pass and in two. */
static const catalog_evidence_id later[] = {
    OBSERVED_NO_ACK_YET, OBSERVED_REPEATED, OBSERVED_REQUEST_ANSWERED, OBSERVED_REQUEST_PENDING, OBSERVED_REQUEST_SILENT,
};

static bool
is_said_later(int kind)
{
    for (size_t i = 0; i < G_N_ELEMENTS(later); i++) {
        if (later[i] == (catalog_evidence_id)kind) {
            return true;
        }
    }
    return false;
}

static void
test_evidence(void)
{
    for (int kind = 0; kind < EVIDENCE_COUNT; kind++) {
        const char *pattern = catalog_evidence_of(catalog_of_language("en"), (catalog_evidence_id)kind);
        if (is_said_later(kind)) {
            g_assert_false(is_there(has_fact, kind));
        } else if (!is_there(compares, kind)) {
            complain(pattern, "no case compares the whole of");
        } else if (!has_near_miss(has_fact, kind, false)) {
            complain(pattern, "no near miss of");
        }
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    play_all_cases();
    g_test_add_func("/cases/verdicts", test_verdicts);
    g_test_add_func("/cases/evidence", test_evidence);
    const int failed = g_test_run();
    g_array_unref(outcomes);
    return failed;
}
