/* cases.h
 * What is one case for the report, and which cases are of the same kind.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CASES_H
#define SIPEXPERT_CASES_H

#include "report.h"

/** Returns an empty hash table, to be freed with g_hash_table_destroy(): a set of report_case, alike in method, users, verdict and origin. */
GHashTable *case_kinds_new(GDestroyNotify free_case);

/** The case of an attempt that failed. */
report_case case_of_attempt(const attempt *attempt);

/** The case of a request without response, and why it got none. */
report_case case_of_unanswered(const sip_transaction *transaction, const diagnosis *why);

/**
 * True if the request got no response and is worth to be looked at, unless a hop after it lacks the response, too: then it is that one's.
 */
bool case_is_unanswered(const sip_transaction *transaction);

/** Where the case ended: who failed, or the next hop of a request that nobody responded to; NULL if unknown. */
const char *case_end(const report_case *this_case);

#endif
