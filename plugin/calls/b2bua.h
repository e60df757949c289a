/* b2bua.h
 * The other leg of a call through a back-to-back user agent.
 *
 * A B2BUA answers an INVITE with one of another call, often from another port. Headers may name the first leg: X-CID and X-Call-ID its
 * Call-ID, and Session-ID (RFC 7989) and the icid of P-Charging-Vector (RFC 7315 5.6) are those of both. Where there is none, legs are
 * recognised by the host that got the one and sent the other: caller or called user are the same, and the first leg waits for its answer.
 *
 * Nothing that the very address and port of the first leg's client sends, or its server gets, is taken for its other leg: who calls makes
 * calls of his own, and a B2BUA does not call itself. It may send its leg to the proxy from which the first one came.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_B2BUA_H
#define SIPEXPERT_B2BUA_H

#include "message.h"

#include <glib.h>

typedef struct b2bua_table b2bua_table;
typedef struct call_table call_table;
typedef struct sip_transaction sip_transaction;

/** Returns an empty table, to be freed with b2bua_table_free(). */
b2bua_table *b2bua_table_new(void);

void b2bua_table_free(b2bua_table *table);

/**
 * Returns the INVITE of another call that this one, with that message, continues, and sets invite->linked_by; NULL if there is none. The
 * first leg has no final response yet.
 */
sip_transaction *b2bua_first_leg(const b2bua_table *table, const call_table *calls, sip_transaction *invite,
                                 const sip_message *message);

/** Remembers an INVITE with the host that got it, and what its message says of the call. */
void b2bua_note_leg(b2bua_table *table, sip_transaction *invite, const sip_message *message);

#endif
