/* keep.c
 * What was found, in memory that lives longer than the finding; see finding.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

#include <string.h>

/* The text, or its copy if it is scratch. */
static const char *
keep_text(arena *memory, const finding *found, const char *text)
{
    return scratch_holds(&found->scratch, text) ? arena_copy(memory, text, strlen(text) + 1) : text;
}

/* The fact, or its copy if it is scratch. */
static const diagnosis_fact *
keep_fact(arena *memory, const finding *found, const diagnosis_fact *fact)
{
    const size_t size = sizeof *fact + fact->count * sizeof fact->values[0];

    if (!scratch_holds(&found->scratch, fact)) {
        return fact;
    }
    diagnosis_fact *copy = arena_copy(memory, fact, size);
    for (size_t i = 0; i < copy->count; i++) {
        copy->values[i].text = keep_text(memory, found, copy->values[i].text);
    }
    return copy;
}

diagnosis *
finding_diagnosis(arena *memory, const finding *found)
{
    const size_t first = found->facts[0] != NULL ? 0 : 1;
    const size_t count = found->fact_count - first;
    diagnosis *result = arena_take(memory, sizeof *result + count * sizeof(gpointer));

    *result = *found->result;
    result->stated = keep_text(memory, found, found->result->stated);
    result->fact_count = (guint8)count;
    for (size_t i = 0; i < count; i++) {
        result->facts[i] = keep_fact(memory, found, found->facts[first + i]);
    }
    return result;
}
