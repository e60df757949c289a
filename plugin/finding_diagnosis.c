/* finding_diagnosis.c
 * What was found, put together in one piece of memory; see finding.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

#include <string.h>

static inline size_t
size_of_text(const finding *found, const char *text)
{
    return scratch_holds(&found->scratch, text) ? strlen(text) + 1 : 0;
}

static size_t
size_of_values(const diagnosis_fact *fact)
{
    return fact->count * sizeof fact->values[0];
}

static size_t
size_of_fact(const finding *found, const diagnosis_fact *fact)
{
    size_t size = sizeof *fact + size_of_values(fact);

    if (!scratch_holds(&found->scratch, fact)) {
        return 0;
    }
    for (size_t i = 0; i < fact->count; i++) {
        size += size_of_text(found, fact->values[i].text);
    }
    return size;
}

/* The text, or its copy at the end of the room if it is scratch. */
static const char *
keep_text(const finding *found, const char *text, char **end)
{
    const size_t size = size_of_text(found, text);

    if (size == 0) {
        return text;
    }
    *end -= size;
    return memcpy(*end, text, size);
}

/* The fact, or its copy at the beginning of the room if it is scratch. */
static const diagnosis_fact *
keep_fact(const finding *found, const diagnosis_fact *fact, char **begin, char **end)
{
    if (!scratch_holds(&found->scratch, fact)) {
        return fact;
    }
    diagnosis_fact *copy = memcpy(*begin, fact, sizeof *fact + size_of_values(fact));
    *begin += sizeof *fact + size_of_values(fact);
    for (size_t i = 0; i < copy->count; i++) {
        copy->values[i].text = keep_text(found, copy->values[i].text, end);
    }
    return copy;
}

diagnosis *
finding_diagnosis(const finding *found)
{
    const size_t first = found->facts[0] != NULL ? 0 : 1;
    const size_t count = found->fact_count - first;
    const diagnosis_fact *const *facts = found->facts + first;
    const size_t head = sizeof(diagnosis) + count * sizeof(gpointer);
    size_t size = head + size_of_text(found, found->result->origin);

    for (size_t i = 0; i < count; i++) {
        size += size_of_fact(found, facts[i]);
    }
    diagnosis *result = g_malloc(size);
    char *begin = (char *)result + head;
    char *end = (char *)result + size;
    *result = *found->result;
    result->fact_count = (guint8)count;
    result->origin = keep_text(found, result->origin, &end);
    for (size_t i = 0; i < count; i++) {
        result->facts[i] = keep_fact(found, facts[i], &begin, &end);
    }
    return result;
}
