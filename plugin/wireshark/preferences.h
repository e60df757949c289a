/* preferences.h
 * What the user chose under Protocols > SIP Expert.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PREFERENCES_H
#define SIPEXPERT_PREFERENCES_H

#include "diagnosis.h"

/** Returns the language to show texts in, as in "en"; it changes with the preference. */
const char *preferences_language(void);

/** True if expert items are to be raised for a response of that diagnosis. */
bool preferences_raise(const diagnosis *diagnosis, catalog_severity severity);

/** True if cause and fix are to be expert items besides the headline, as far as it matters if somebody lists these. */
bool preferences_raise_advice(bool is_listed);

/** True if causes are to be shown that are not certain. */
bool preferences_show_typical(void);

/** True if the verdict is to be appended to the Info column. */
bool preferences_fill_info_column(void);

/** True if packets are to be counted that go where calls want media. */
bool preferences_count_media(void);

/** So many transactions are remembered of a live capture; 0: all. */
unsigned preferences_most_transactions(void);

/** Registers the preferences of the protocol; `changed` is called after each change, and once at start. */
void preferences_register(int proto_sipexpert, void (*changed)(void));

#endif
