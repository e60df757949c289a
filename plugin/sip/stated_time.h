/* stated_time.h
 * The time that a request states of itself, in seconds since 1970.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_STATED_TIME_H
#define SIPEXPERT_STATED_TIME_H

#include "text.h"

/** Reads the value of Date, such as "Sat, 13 Nov 2010 23:29:00 GMT" (RFC 3261 20.17). Returns -1 if it is absent or no such date. */
gint64 stated_time_of_date(sip_text date);

#endif
