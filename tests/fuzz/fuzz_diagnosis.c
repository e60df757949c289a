/* fuzz_diagnosis.c
 * libFuzzer target: the diagnoses of a sequence of messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz_capture.h"

#include <string.h>

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static catalog *knowledge;

int
LLVMFuzzerInitialize(int *count G_GNUC_UNUSED, char ***arguments G_GNUC_UNUSED)
{
    knowledge = catalog_new("en", NULL);
    g_assert_nonnull(knowledge);
    return 0;
}

static void
check_diagnosis(const diagnosis *found)
{
    g_assert_nonnull(found->entry);
    g_assert_nonnull(found->origin);
    g_assert_true(found->cause_line == NULL || strlen(found->cause_line) <= CATALOG_LINE_BYTES);
    g_assert_true(found->fix_line == NULL || strlen(found->fix_line) <= CATALOG_LINE_BYTES);
    for (char **line = found->evidence; line != NULL && *line != NULL; line++) {
        g_assert_true(g_utf8_validate(*line, -1, NULL));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_capture open;

    fuzz_capture_open(&open, knowledge, bytes, size);
    for (guint i = 0; i < open.diagnoses->len; i++) {
        check_diagnosis(g_ptr_array_index(open.diagnoses, i));
    }
    fuzz_capture_close(&open);
    return 0;
}
