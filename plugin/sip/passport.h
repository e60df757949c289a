/* passport.h
 * What the PASSporT in Identity states (RFC 8224 4, RFC 8225): who calls whom, and when that was signed. Its signature is not looked at.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PASSPORT_H
#define SIPEXPERT_PASSPORT_H

#include "text.h"

/** Returns the claims in the value of Identity, JSON, for g_free(); NULL if it is absent or has none, as in the compact form. */
char *passport_claims(sip_text identity);

/** When it was signed, in seconds since 1970 (iat); -1 if the claims, which may be NULL, lack it. */
gint64 passport_time(const char *claims);

/** The telephone numbers of "orig" or "dest", as a JSON string or a list of them, without its brackets; absent if the claims have none. */
sip_text passport_numbers(const char *claims, const char *party);

#endif
