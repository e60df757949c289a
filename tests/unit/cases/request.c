/* request.c
 * Requests that are incomplete, or state what is not so.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {};

const diagnosis_case_group request_cases = { "request", cases, G_N_ELEMENTS(cases) };
