/* transaction_key.h
 * What distinguishes a transaction from all others: the branch and sent-by of a Via value and the method (RFC 3261 17.1.3, 17.2.3).
 * Without RFC 3261's branch the Call-ID, CSeq and From tag take its place.
 *
 * Of all that a seeded hash is kept (hash.h): in a capture of 10^8 transactions two share one with a chance of 1 to 3000.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TRANSACTION_KEY_H
#define SIPEXPERT_TRANSACTION_KEY_H

#include "message.h"

#include <glib.h>

/** The method after the CSeq number; absent if there is none. */
sip_text transaction_cseq_method(const sip_message *message);

/**
 * Returns the key of the transaction that a Via value of the message and a method belong to; 0 if the value or the method is not there. The
 * top Via value, position 0, names the transaction of the message, the next the one of the hop before.
 */
guint64 transaction_key(const sip_message *message, unsigned position, sip_text method);

#endif
