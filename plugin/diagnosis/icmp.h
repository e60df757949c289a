/* icmp.h
 * What an ICMP error says that sends a request back.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ICMP_H
#define SIPEXPERT_ICMP_H

#include "finding.h"

/** Why the packet did not arrive. */
typedef enum icmp_reason {
    ICMP_OTHER,
    ICMP_PORT,       /**< nothing listens there */
    ICMP_HOST,       /**< no way to the host, or to its network */
    ICMP_PROHIBITED, /**< a filter on the way refuses it */
    ICMP_TOO_LARGE,  /**< for a link on the way, and may not be fragmented */
    ICMP_LOOP,       /**< its time to live ran out on the way */
} icmp_reason;

/** Shows the ICMP error that quotes the request of the transaction, and sets {frame} and {value}. Returns its reason. */
icmp_reason icmp_show(finding *found, const sip_transaction *transaction);

/** Returns what RFC 792, 1812 or 4443 calls the error; NULL for types and codes that are not known. */
const char *icmp_name(const sip_icmp *icmp);

/** Returns type, code and, if it is known, name of an error whose sender is known, as a text that a finding may hold. */
const char *icmp_text(finding *found, const sip_icmp *icmp);

#endif
