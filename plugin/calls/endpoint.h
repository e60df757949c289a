/* endpoint.h
 * The endpoints of a capture: what each address and port was seen to do, and the INVITEs that each address got.
 *
 * A B2BUA answers an INVITE with one of another call, often from another port, with nothing in it that names the first. Such legs are
 * told by the host that got the one and sent the other: caller or called user are the same, and the first leg waits for its answer.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ENDPOINT_H
#define SIPEXPERT_ENDPOINT_H

#include "arena.h"

#include <stdbool.h>

#include <glib.h>

typedef struct endpoint_table endpoint_table;
typedef struct sip_host sip_host;
typedef struct sip_transaction sip_transaction;

/** What one address and port was seen to do. */
typedef struct sip_endpoint {
    const char *name;            /**< address:port, as endpoint_named() was given it */
    sip_host *host;              /**< what all endpoints of its address share; of use to this module alone */
    bool sent_credentials;       /**< in any request */
    guint32 challenges;          /**< 401 and 407 it got without having sent credentials, one for each call */
    const char *challenged_call; /**< the last of these calls */
    sip_transaction *open_probe; /**< the first OPTIONS it sent that was not answered; NULL if all were */
    guint32 srtp_frame;          /**< where it described a session with SRTP; 0 if nowhere */
} sip_endpoint;

/** Returns an empty table that takes its memory from the arena, to be freed before it. */
endpoint_table *endpoint_table_new(arena *memory);

void endpoint_table_free(endpoint_table *table);

/**
 * The endpoint of that address:port, a new one if it was not seen before. It lives as long as the arena. Equal names are the same
 * pointer (see sip_packet).
 */
sip_endpoint *endpoint_named(endpoint_table *table, const char *name);

/** The INVITE of another call that the sender of this one got and has not answered, for the same caller or called user; NULL if none. */
sip_transaction *b2bua_other_leg(const sip_transaction *invite);

/** Remembers an INVITE with the host that got it, for b2bua_other_leg(). */
void b2bua_note_leg(sip_transaction *invite);

#endif
