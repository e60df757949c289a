/* b2bua.h
 * The other leg of a call through a back-to-back user agent.
 *
 * A B2BUA answers an INVITE with one of another call, often from another port, with nothing in it that names the first. Such legs are
 * recognised by the host that got the one and sent the other: caller or called user are the same, and the first leg waits for its answer.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_B2BUA_H
#define SIPEXPERT_B2BUA_H

#include <glib.h>

typedef struct b2bua_table b2bua_table;
typedef struct sip_transaction sip_transaction;

/** Returns an empty table, to be freed with b2bua_table_free(). */
b2bua_table *b2bua_table_new(void);

void b2bua_table_free(b2bua_table *table);

/**
 * The INVITE of another call that the sender of this one got and has not answered, for the same caller or called user; NULL if there is
 * none. It is not one that the same address and port sent, or that went to the same address and port: who did so makes another call.
 */
sip_transaction *b2bua_other_leg(const b2bua_table *table, const sip_transaction *invite);

/** Remembers an INVITE with the host that got it. */
void b2bua_note_leg(b2bua_table *table, sip_transaction *invite);

#endif
