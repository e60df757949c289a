/* call.h
 * What all messages of one Call-ID have in common: its two sides, its dialog, BYE, ACK and refusals of credentials.
 *
 * A client that uses one Call-ID for call after call begins anew with the INVITE after its BYE.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CALL_H
#define SIPEXPERT_CALL_H

#include "strings.h"

typedef struct call_table call_table;
typedef struct sip_transaction sip_transaction;

/** One side of a call, told by the tag of its From. */
typedef struct sip_side {
    const char *tag;
    sip_transaction *invite; /**< its latest INVITE */
    sip_transaction *invite_before;
    guint32 cseq; /**< the highest seen */
} sip_side;

/** What all messages of one Call-ID have in common. */
typedef struct sip_call {
    sip_side sides[2];
    const char *dialog_tags[2]; /**< From and To tag of dialog_frame */
    const char *bye_tag;        /**< From tag of bye_frame */
    guint32 dialog_frame;       /**< the first 2xx to an INVITE or SUBSCRIBE; 0 if none */
    guint32 bye_frame;          /**< the first BYE; 0 if none */
    guint32 bye_cseq;
    guint32 ack_frame; /**< the latest ACK; 0 if none */
    guint32 ack_cseq;
    guint32 refusals;      /**< times credentials were refused by 401 or 407 since the last 2xx */
    guint32 refused_cseq;  /**< the last of these */
    guint32 refused_frame; /**< the last of these */
    char id[];             /**< padded */
} sip_call;

/** Returns an empty table that takes the memory of its calls from the arena, to be freed before that. */
call_table *call_table_new(arena *memory);

void call_table_free(call_table *table);

/** The call that the message belongs to, a new one if its Call-ID was not seen before. It lives as long as the arena. */
sip_call *call_of(call_table *table, const sip_message *message);

/** The side of the call whose From has that tag, which may be NULL; NULL if there is none. */
sip_side *call_side(sip_call *call, const char *tag);

/** A copy of a tag: the one that the call or the transaction has, or a new one of the pool. Outside a call tags mean nothing. */
const char *call_tag(const sip_transaction *transaction, text_pool *pool, sip_text tag);

/** Notes the request of a transaction, which was not seen before, and sets its is_out_of_order. */
void call_add_request(sip_transaction *transaction);

/** Notes an ACK, which has no transaction of its own that anybody would answer. */
void call_add_ack(sip_call *call, const sip_message *ack, guint32 frame);

/** Notes the 2xx in that frame, which the transaction has as its final answer. */
void call_add_success(const sip_transaction *transaction, guint32 frame);

/** Notes that the transaction got a final response other than 2xx. */
void call_add_failure(const sip_transaction *transaction);

/** Notes that the response in that frame refuses the credentials of the request. */
void call_add_refusal(const sip_transaction *transaction, guint32 frame);

#endif
