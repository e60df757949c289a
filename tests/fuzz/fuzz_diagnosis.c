/* fuzz_diagnosis.c
 * libFuzzer target: the diagnoses of a sequence of messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz_capture.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void
check_line(char *line)
{
    g_assert_cmpuint(strlen(line), <=, CATALOG_LINE_BYTES);
    g_free(line);
}

static void
check_texts(const diagnosis *found)
{
    char **evidence = diagnosis_evidence(found, fuzz_knowledge(), NULL);

    g_assert_nonnull(found->entry);
    check_line(diagnosis_cause_line(found, fuzz_knowledge()));
    check_line(diagnosis_fix_line(found, fuzz_knowledge()));
    for (char **line = evidence; *line != NULL; line++) {
        g_assert_true(g_utf8_validate(*line, -1, NULL));
    }
    g_strfreev(evidence);
}

static void
check_diagnosis(const diagnosis *found)
{
    g_assert_nonnull(found->origin);
    check_texts(found);
}

/* What is said of the media of calls has no origin. */
static void
check_media(const fuzz_capture *open)
{
    for (guint i = 0; i < open->requests->len; i++) {
        const diagnosis *found =
            diagnosis_of_media(open->memory, fuzz_knowledge(), g_ptr_array_index(open->requests, i), open->time + G_USEC_PER_SEC);
        const diagnosis *seen =
            diagnosis_of_media_packets(open->memory, fuzz_knowledge(), g_ptr_array_index(open->requests, i), i % 2 == 0);
        if (found != NULL) {
            g_assert_nonnull(found->verdict);
            check_texts(found);
        }
        if (seen != NULL) {
            g_assert_null(seen->verdict);
            g_strfreev(diagnosis_evidence(seen, fuzz_knowledge(), NULL));
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_capture open;

    fuzz_capture_open(&open, bytes, size, NULL);
    for (guint i = 0; i < open.diagnoses->len; i++) {
        check_diagnosis(g_ptr_array_index(open.diagnoses, i));
    }
    check_media(&open);
    fuzz_capture_close(&open);
    return 0;
}
