/* challenge.h
 * Challenges, and the credentials that answer them (RFC 3261 22).
 *
 * A 401 or 407 offers nonces; a later request carries credentials with one of them, and is accepted, or refused by the challenge of a
 * further 401 or 407.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CHALLENGE_H
#define SIPEXPERT_CHALLENGE_H

#include "request.h"

typedef struct sip_packet sip_packet;
typedef struct sip_transaction sip_transaction;

/** The nonces that challenges offered. */
typedef struct nonce_table nonce_table;

/** Returns an empty table that takes its memory from the arena and its texts from the pool, to be freed before these. */
nonce_table *nonce_table_new(arena *memory, string_pool *pool);

void nonce_table_free(nonce_table *table);

/** Adds the nonces that the response to the request offers. Returns the last of them; NULL if it offers none. */
const sip_nonce *challenge_add_nonces(nonce_table *table, const sip_request *request, const sip_packet *response);

/**
 * Sets for all credentials of the request of the transaction the challenge that offered their nonce, and the use of the nonce before; notes
 * this use. Returns false if the request has none.
 */
bool challenge_find_offers(nonce_table *table, const sip_transaction *transaction);

/** Notes that the 2xx in that frame accepts the credentials of the request. */
void challenge_accept(const sip_request *request, guint32 frame);

/** Notes that a challenge refuses the credentials of the request. */
void challenge_refuse(const sip_request *request);

/**
 * The credentials of the request for a realm that the response challenges (RFC 3261 22.2), and its challenge; NULL if the request has
 * none, and the first challenge, which is absent if there is none.
 */
const sip_credentials *challenged_credentials(const sip_request *request, const sip_message *response, sip_text *challenge);

/**
 * True if the response refuses the request's credentials. A stale nonce is no refusal, and neither is the challenge of another realm, nor the
 * one that auts of AKA asks for.
 */
bool challenge_refuses(const sip_request *request, const sip_message *response);

/** True if the response calls the nonce of the request's credentials stale (RFC 7616 3.3). */
bool challenge_is_stale(const sip_request *request, const sip_message *response);

#endif
