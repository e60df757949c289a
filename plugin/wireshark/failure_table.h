/* failure_table.h
 * A table of the responses that report a failure: Statistics > SIP Failures, and -z sipexpert,failures in tshark.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_FAILURE_TABLE_H
#define SIPEXPERT_FAILURE_TABLE_H

/** Registers the table; the tap must be there. */
void failure_table_register(void);

#endif
