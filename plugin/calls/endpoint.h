/* endpoint.h
 * The endpoints of a capture: what each address and port was seen to do.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ENDPOINT_H
#define SIPEXPERT_ENDPOINT_H

#include "arena.h"
#include "text.h"

#include <stdbool.h>

#include <glib.h>

typedef struct endpoint_table endpoint_table;
typedef struct endpoint_probes endpoint_probes;
typedef struct sip_transaction sip_transaction;

/** Larger requests may not fit into a packet, so they have to go over a connection (RFC 3261 18.1.1); bytes. */
#define SIP_SMALL_REQUEST 1300

/** An address, whatever the port. */
typedef struct sip_host {
    const char *name;
    guint32 last_frame; /**< the latest message from it; 0 if none */
} sip_host;

/** Requests in a row to one server, which was seen to live before and gave no sign of life since. */
typedef struct sip_silent_run {
    const struct sip_endpoint *server;
    gint64 first_time;   /**< of the first request, µs */
    guint32 first_frame; /**< the first request */
    guint32 alive_frame; /**< the server's last message; 0 if it was not seen to live */
    guint32 count;
} sip_silent_run;

/** What one address and port was seen to do. */
typedef struct sip_endpoint {
    const char *name; /**< address:port, an IPv6 address in brackets */
    sip_host *host;
    const char *agent;               /**< User-Agent of a request that it made itself; NULL if none was seen */
    const char *server_agent;        /**< Server or User-Agent of a response that it made; NULL if none was seen */
    const char *challenged_call;     /**< the last call counted in challenges */
    const sip_transaction *answered; /**< the latest request of SIP_SMALL_REQUEST bytes at most that it answered; NULL if none */
    endpoint_probes *probes;         /**< for endpoint_silent_probe(); NULL if it sent none */
    sip_silent_run run;              /**< for endpoint_silent_run() */
    guint32 last_frame;              /**< the latest message from it; 0 if none */
    guint32 challenges; /**< 401 and 407 it got without having sent credentials, one for each call that it could know the last of */
    gint64 challenged_time; /**< of the last of them */
    guint32 srtp_frame;     /**< where it described a session with SRTP; 0 if nowhere */
    bool sent_credentials;  /**< in any request */
    bool was_accepted;      /**< with credentials, in any request */
} sip_endpoint;

/** Returns an empty table that takes its memory from the arena, to be freed before it. */
endpoint_table *endpoint_table_new(arena *memory);

void endpoint_table_free(endpoint_table *table);

/**
 * The endpoint of that address:port, a new one if it was not seen before. It lives as long as the arena, and so must the name, which is the same
 * pointer whenever it is the same text.
 */
sip_endpoint *endpoint_named(endpoint_table *table, const char *name);

/** The address of a name, address:port, without the brackets that an IPv6 address has there; absent if it is NULL. */
sip_text endpoint_address(const char *name);

/** The port of a name, address:port; 0 if it has none or is NULL. */
unsigned endpoint_port(const char *name);

/** True if both names, address:port, have the same address. False if one of them is NULL. */
bool endpoint_names_share_host(const char *name, const char *other);

/** Notes that the endpoint sent the message in that frame. */
void endpoint_note_sent(sip_endpoint *endpoint, guint32 frame);

/** Notes the first transmission of a request from its client to its server. */
void endpoint_note_request(const sip_transaction *transaction);

/** The latest requests in a row, this one among them, that the server left without any sign of life; NULL if they are less than three. */
const sip_silent_run *endpoint_silent_run(const sip_transaction *transaction);

/**
 * True if the client of a request has not sent credentials, and had time to answer the challenges of other calls that it got before the request.
 * The request has a client.
 */
bool endpoint_left_challenge(const sip_transaction *transaction);

/** The latest message of the transaction's server; 0 if none. Where client and server are on one host, only the port tells them apart. */
guint32 endpoint_sign_of_life(const sip_transaction *transaction);

/** Notes the first transmission of an OPTIONS, with which its client asks whether its server is alive (RFC 3261 11). */
void endpoint_add_probe(endpoint_table *table, sip_transaction *options);

/**
 * Returns the first of the OPTIONS that this endpoint sent to a destination and that are without any sign of life: no response, and no
 * message from the destination's address since (from its port, if it has the address of the prober). They count from half a second
 * after the first until five minutes after the last of them. Of several destinations the one that is silent for the longest counts. NULL if there is none.
 * `now` is in µs.
 */
const sip_transaction *endpoint_silent_probe(const sip_endpoint *prober, gint64 now);

#endif
