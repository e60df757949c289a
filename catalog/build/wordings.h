/* wordings.h
 * The wordings of explanations and comparisons, and the values that each of them has to show.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_WORDINGS_H
#define SIPEXPERT_WORDINGS_H

/** Returns the keys of the group [compare], and NULL after the last. */
const char *const *wording_keys(void);

/** Returns what is wrong with the placeholders of a key of the groups [compare] and [labels], for g_free(), or NULL. */
char *fault_of_wording(const char *group, const char *key, const char *pattern);

#endif
