/* call.h
 * What all messages of one Call-ID have in common: its two sides, its dialogs, BYE, ACK and refusals of credentials.
 *
 * A client that uses one Call-ID for call after call begins anew with the INVITE after its BYE.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CALL_H
#define SIPEXPERT_CALL_H

#include "arena.h"
#include "dialog.h"
#include "request.h"
#include "strings.h"

typedef struct call_table call_table;
typedef struct sip_endpoint sip_endpoint;
typedef struct sip_packet sip_packet;
typedef struct sip_transaction sip_transaction;
typedef struct attempt attempt;
/** The media of a call at one hop. Another room makes it; it is kept here with its call. */
typedef struct media_session media_session;

/** One side of a call, identified by the tag of its From. */
typedef struct sip_side {
    const char *tag;
    sip_transaction *invite; /**< its latest INVITE */
    sip_transaction *invite_before;
    sip_transaction
        *latest;  /**< its first request with the highest CSeq, whatever the method, but no CANCEL; NULL if none was seen */
    guint32 cseq; /**< the highest seen */
} sip_side;

/** An ACK. */
typedef struct sip_ack {
    guint64 key;          /**< transaction_key() */
    gint64 time;          /**< µs */
    const char *from_tag; /**< NULL if it has none */
    const char *to_tag;   /**< the same */
    sip_endpoint *client; /**< sent it */
    sip_endpoint *server; /**< got it */
    guint32 frame;        /**< 0 if there is none */
    guint32 cseq;
} sip_ack;

/** What all messages of one Call-ID have in common. */
typedef struct sip_call {
    guint64 key;    /**< the seeded hash of the Call-ID */
    const char *id; /**< as string_write() writes it; empty for the messages without Call-ID */
    sip_side sides[2];
    sip_dialog *dialogs;         /**< the first one set up; NULL if none was seen */
    struct sip_call *leg_before; /**< the one that a B2BUA continues with this call; NULL if none was seen */
    struct sip_call *legs_after; /**< those that a B2BUA continues this call with, the latest first; NULL if none was seen */
    struct sip_call *next_leg;   /**< another one that continues leg_before; NULL after the last */
    attempt *attempts;           /**< the latest; NULL if there is none */
    media_session *media;        /**< that of the latest hop; NULL if there is none */
    const char *bye_tag;         /**< From tag of bye_frame */
    guint32 bye_frame;           /**< the first BYE; 0 if none */
    guint32 bye_cseq;
    const struct sip_call *replaced; /**< the one that Replaces of its latest INVITE with that names; NULL if none was seen */
    sip_transaction *subscription;   /**< the latest SUBSCRIBE or REFER; NULL if none was seen */
    guint32 replacing_frame;         /**< a REFER whose Replaces names the dialog that it is sent in (RFC 3891); 0 if none */
    const sip_transaction *declined; /**< the latest INVITE that got a 6xx; NULL if none did */
    sip_ack *ack;                    /**< for call_ack() */
    const sip_nonce *offered;        /**< the latest nonce that a challenge offered; NULL if none */
    guint32 stale_count;             /**< challenges in a row that called a nonce stale (RFC 7616 3.3), since the last 2xx */
    guint32 stale_cseq;              /**< the last of these */
    guint32 refusals;                /**< times credentials were refused by 401 or 407 since the last 2xx */
    guint32 refused_cseq;            /**< the last of these */
    guint32 refused_frame;           /**< the last of these */
} sip_call;

/** Returns an empty table that takes the memory of its calls from the arena and texts from the pool, to be freed before these. */
call_table *call_table_new(arena *memory, string_pool *pool);

void call_table_free(call_table *table);

/** The call that the message belongs to, a new one if its Call-ID was not seen before. It lives as long as the arena. */
sip_call *call_of(call_table *table, const sip_message *message);

/** The call of that Call-ID; NULL if it was not seen before. */
sip_call *call_named(const call_table *table, sip_text id);

/** Notes that a B2BUA continues the first call with the second. */
void call_link_legs(sip_call *first, sip_call *second);

/** The first leg of a call, as far as the capture shows; the call itself if it is that. */
const sip_call *call_first_leg(const sip_call *call);

/** Steps through all legs of a call, from the first leg on. Returns NULL after the last. */
const sip_call *call_next_leg(const sip_call *leg);

/** The side of the call whose From has that tag, which may be NULL; NULL if there is none. */
sip_side *call_side(sip_call *call, const char *tag);

/** The side of the call that has another tag; NULL if none was seen, or none has that one. */
const sip_side *call_other_side(const sip_call *call, const char *tag);

/** The frame of the 2xx that set up the first dialog; 0 if none was seen. */
guint32 call_dialog_frame(const sip_call *call);

/** Notes the request of a transaction, which was not seen before and is still kept, and sets its is_out_of_order. */
void call_add_request(sip_transaction *transaction);

/** Notes an ACK, which has no transaction of its own that anybody would answer. */
void call_add_ack(call_table *table, sip_call *call, const sip_packet *packet, guint64 key, sip_endpoint *client,
                  sip_endpoint *server);

/** The latest ACK of the call; never NULL. */
const sip_ack *call_ack(const sip_call *call);

/** Notes the 2xx that the transaction has as its final answer. Its request must still be kept. */
void call_add_success(call_table *table, const sip_transaction *transaction, const sip_packet *response);

/** Notes that the transaction got a final response other than 2xx. */
void call_add_failure(const sip_transaction *transaction);

/** Notes that the response in that frame refuses the credentials of the request. */
void call_add_refusal(const sip_transaction *transaction, guint32 frame);

/** Notes that a challenge calls the nonce of the request stale. */
void call_add_stale(const sip_transaction *transaction);

#endif
