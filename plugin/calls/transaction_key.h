/* transaction_key.h
 * What distinguishes a transaction from all others: the branch and sent-by of a Via value and the method (RFC 3261 17.1.3, 17.2.3).
 * Without RFC 3261's branch the Call-ID, CSeq and From tag take its place.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TRANSACTION_KEY_H
#define SIPEXPERT_TRANSACTION_KEY_H

#include "message.h"
#include "strings.h"

/** Room to write the longest key, which has five parts. */
#define TRANSACTION_KEY_ROOM ((size_t)5 * (STRING_ROOM + 2))

/** The method after the CSeq number; absent if there is none. */
sip_text transaction_cseq_method(const sip_message *message);

/**
 * Writes the key of the transaction that a Via value of the message and a method belong to, zero-terminated, to `key`, which has
 * TRANSACTION_KEY_ROOM. The top Via value, position 0, names the transaction of the message, the next the one of the hop before.
 * Keys are not fit to be shown. Returns false if the value or the method is not there.
 */
bool transaction_key_write(char *key, const sip_message *message, unsigned position, sip_text method);

#endif
