/* comparison.h
 * What tells two codes apart, in sentences; catalog_compare() makes a document of it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_COMPARISON_H
#define SIPEXPERT_COMPARISON_H

#include "sentences.h"

/** All texts and topics belong to the comparison. */
typedef struct comparison {
    const catalog *knowledge;
    topic *first;
    topic *second;
    char *title;
    char *summary;
    GPtrArray *differences; /**< sentences; no NULL after them */
    GPtrArray *advice;      /**< which to use when: sentences; no NULL after them */
} comparison;

/** Compares two different codes from 100 to 699. Returns a comparison for comparison_free(). */
comparison *comparison_new(const catalog *knowledge, int first, int second);

void comparison_free(comparison *both);

#endif
