/* transaction_key.h
 * What tells a transaction from all others: the branch and sent-by of a Via value and the method (RFC 3261 17.1.3, 17.2.3). Without RFC
 * 3261's branch the Call-ID, CSeq and From tag take its place.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TRANSACTION_KEY_H
#define SIPEXPERT_TRANSACTION_KEY_H

#include "message.h"
#include "strings.h"

/** Room to write the longest name, which has five parts with a blank between them. */
#define TRANSACTION_KEY_ROOM ((size_t)5 * TEXT_POOL_BYTES + 4 + 8)

/** The method after the CSeq number; .at is NULL if there is none. */
sip_text transaction_cseq_method(const sip_message *message);

/**
 * Writes the name of the transaction that a Via value of the message and a method belong to, padded, to `name`, which has
 * TRANSACTION_KEY_ROOM. The top Via value, position 0, names the transaction of the message, the next the one of the hop before.
 * Names are not fit to be shown. Returns the size with the padding; 0 if the value or the method is not there.
 */
size_t transaction_key_write(char *name, const sip_message *message, unsigned position, sip_text method);

#endif
