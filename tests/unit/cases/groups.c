/* groups.c
 * All cases; see diagnosis_case.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

extern const diagnosis_case_group success_cases;
extern const diagnosis_case_group repetition_cases;
extern const diagnosis_case_group authentication_cases;
extern const diagnosis_case_group credentials_cases;
extern const diagnosis_case_group request_cases;
extern const diagnosis_case_group registration_cases;
extern const diagnosis_case_group method_cases;
extern const diagnosis_case_group rule_cases;
extern const diagnosis_case_group message_cases;
extern const diagnosis_case_group route_cases;
extern const diagnosis_case_group user_cases;
extern const diagnosis_case_group media_cases;
extern const diagnosis_case_group flow_cases;
extern const diagnosis_case_group delivery_cases;
extern const diagnosis_case_group dialog_cases;
extern const diagnosis_case_group server_cases;
extern const diagnosis_case_group extension_cases;
extern const diagnosis_case_group branch_cases;
extern const diagnosis_case_group regression_cases;
extern const diagnosis_case_group stated_cases;
extern const diagnosis_case_group unanswered_cases;
extern const diagnosis_case_group overlap_cases;

/* clang-format off */
const diagnosis_case_group *const diagnosis_case_groups[] = {
    &success_cases,
    &repetition_cases,
    &authentication_cases,
    &credentials_cases,
    &request_cases,
    &registration_cases,
    &method_cases,
    &rule_cases,
    &message_cases,
    &route_cases,
    &user_cases,
    &media_cases,
    &flow_cases,
    &delivery_cases,
    &dialog_cases,
    &server_cases,
    &extension_cases,
    &branch_cases,
    &regression_cases,
    &stated_cases,
    &unanswered_cases,
    &overlap_cases,
    NULL,
};
/* clang-format on */
