/* method.c
 * Methods other than INVITE that are refused.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

static const diagnosis_case cases[] = {};

const diagnosis_case_group method_cases = { "method", cases, G_N_ELEMENTS(cases) };
