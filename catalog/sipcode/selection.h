/* selection.h
 * The codes, causes and warn-codes that a list or a search shows.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SELECTION_H
#define SIPEXPERT_SELECTION_H

#include "catalog.h"

/** Numbers of one kind, ascending. */
typedef struct selected_numbers {
    const int *numbers;
    size_t count;
} selected_numbers;

typedef struct selection {
    selected_numbers codes;
    selected_numbers reasons[CATALOG_REASON_KINDS]; /**< by catalog_reason_kind */
} selection;

#endif
