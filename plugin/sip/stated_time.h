/* stated_time.h
 * The times that a request states of itself, in seconds since 1970: Date, and iat of the PASSporT in Identity.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_STATED_TIME_H
#define SIPEXPERT_STATED_TIME_H

#include "text.h"

/** Reads the value of Date, such as "Sat, 13 Nov 2010 23:29:00 GMT" (RFC 3261 20.17). Returns -1 if it is absent or no such date. */
gint64 stated_time_of_date(sip_text date);

/**
 * Reads iat of the PASSporT in the value of Identity (RFC 8224 4, RFC 8225 5.1.1). Returns -1 if it is absent or has none, as in the compact
 * form, which leaves the time to Date.
 */
gint64 stated_time_of_identity(sip_text identity);

#endif
