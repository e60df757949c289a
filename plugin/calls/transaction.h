/* transaction.h
 * The transactions of a capture: which request a response answers, on which branch of which call, and what was seen before.
 *
 * Messages are added in the order of the capture. A transaction is one hop's: branch and sent-by of the top Via and the CSeq method
 * identify it (RFC 3261 17.1.3, 17.2.3; without RFC 3261's branch the Call-ID, CSeq and From tag take its place). A proxy's branches are
 * children of the transaction whose request it forwarded, which the second Via names, also when that comes later in the capture
 * (orphans.h); the call that a B2BUA makes on its own is a child when it continues one that waits for its answer (b2bua.h).
 *
 * What more is known of the parties is in call.h and endpoint.h, which are included, and in challenge.h.
 *
 * Each message costs a fixed number of look-ups, however many went before; memory grows with the number of transactions only.
 * Texts are strings of a pool (strings.h) that live as long as the table; none is fit to be shown as it is. Nothing here knows Wireshark.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TRANSACTION_H
#define SIPEXPERT_TRANSACTION_H

#include "call.h"
#include "endpoint.h"
#include "request.h"
#include "unanswered.h"

typedef struct transaction_table transaction_table;

/** Why a response was sent. Another room makes it; it is kept here with its response. */
typedef struct diagnosis diagnosis;

/** What a request is an attempt at, with others. Another room makes it; it is kept here with its transactions. */
typedef struct attempt attempt;

/** An ICMP error that sends a request back (RFC 792, RFC 4443). */
typedef struct sip_icmp {
    const char *sender; /**< its address; NULL if it is not known, as type and code are then not */
    guint8 type;
    guint8 code;
    bool is_v6; /**< type and code are of ICMPv6 */
} sip_icmp;

/** One message as the capture shows it. */
typedef struct sip_packet {
    const sip_message *message;
    const char *source;      /**< address:port; lives as long as the table, and is the same pointer whenever it is the same text */
    const char *destination; /**< the same */
    guint32 frame;
    gint64 time;        /**< µs */
    bool is_cut;        /**< the capture does not hold all of its bytes */
    bool is_datagram;   /**< what comes after the body belongs to no other message (RFC 3261 18.3) */
    bool is_fragmented; /**< came in IP fragments */
    sip_icmp icmp;      /**< of a quoted request: the error that quotes it */

    /* Of a response, set by transaction_add_response() for its judge. */
    sip_text to_tag;
    const sip_unanswered *unanswered; /**< of a challenge: those before it that the client did not answer; NULL if there are none */
    guint32 previous_frame; /**< the response before in the same transaction, or before the first copy of this packet; 0 if none */
    int previous_status;    /**< its status */
    bool lacks_via;         /**< so the transaction is the one that Call-ID, CSeq and From tag lead to */
    bool is_repetition;     /**< the transaction has had it already: same status and To tag */
    bool is_duplicate;      /**< a repetition that comes so soon that it is a packet captured twice */
} sip_packet;

/**
 * What comes again within so many µs is the same packet captured twice, as at a mirror port: no sender repeats a message that fast
 * (T1 of RFC 3261 17.1.1.1 is 500 ms, and nobody sets it below a tenth of that).
 */
#define TRANSACTION_DUPLICATE_WITHIN 50000

/** A request and its response may cross for so many µs: longer than any usual round trip. */
#define TRANSACTION_CROSSING_WITHIN ((gint64)G_USEC_PER_SEC)

/** A response that a transaction got. */
typedef struct sip_answer {
    gint64 time;      /**< of its first transmission, µs */
    gint64 last_time; /**< of its last transmission, µs */
    const char *to_tag;
    const diagnosis *diagnosis; /**< what its judge said */
    guint32 frame;              /**< its first transmission */
    guint32 last_frame;         /**< its last transmission */
    guint32 previous_frame;     /**< the response before its last transmission; 0 if none */
    int previous_status;        /**< its status */
    guint32 count;              /**< how often it was sent; 0: there is no such response */
    int status;
} sip_answer;

/** What happens in some transactions only. */
typedef struct sip_progress {
    sip_answer provisional;     /**< the latest 1xx */
    gint64 ringing_time;        /**< of ringing_frame, µs */
    gint64 queued_time;         /**< of queued_frame, µs */
    gint64 early_media_time;    /**< of early_media_frame, µs */
    guint32 ringing_frame;      /**< the first 180; 0 if none */
    guint32 queued_frame;       /**< the first 182; 0 if none */
    guint32 early_media_frame;  /**< the first 18x with SDP in which media can flow; 0 if none */
    guint32 cancel_frame;       /**< 0 if none */
    guint32 icmp_frame;         /**< an ICMP error that quotes the request; 0 if none */
    sip_icmp icmp;              /**< that error */
    sip_transaction *cancelled; /**< of a CANCEL: the INVITE; NULL if not seen */
    const char *reliable_tag;   /**< To tag of the latest reliable 1xx (RFC 3262), which the next three members belong to */
    guint32 reliable_frame;     /**< the latest of them; 0 if none */
    guint32 first_rseq;
    guint32 last_rseq;
    sip_transaction *cancel; /**< of an INVITE: the CANCEL; NULL if not seen */
    const sip_transaction
        *misfit; /**< of an INVITE: a CANCEL of its client that fits none, sent while it was pending; NULL if not seen */
    const char *cancel_reason; /**< the first Reason of the CANCEL (RFC 3326); NULL if it has none */
    const diagnosis *stray;    /**< what the judge said of stray_frame */
    guint32 stray_frame;       /**< a final response that lacks Via and fits the request otherwise; 0 if none */
    const char *ack_tag;       /**< To tag of ack_frame */
    guint32 ack_frame;         /**< of an INVITE: the first ACK to its final response; 0 if none */
} sip_progress;

/**
 * A message of a call that has no transaction of its own: an ACK (RFC 3261 17), or a response without Via, which its client has to discard
 * (RFC 3261 18.1.2).
 */
typedef struct sip_unkeyed {
    const sip_call *call;
    const sip_transaction
        *transaction; /**< of what is acknowledged, or of the request that the response fits; NULL if there is none */
    guint32 cseq;
    guint8 vias;
} sip_unkeyed;

/** No more children of a transaction are remembered: forks are no wider. */
#define SIP_TRANSACTION_MAX_CHILDREN 16

struct sip_transaction {
    guint64 key; /**< transaction_key() */
    const char *method;
    sip_call *call;
    sip_endpoint *client;      /**< sent the request; NULL if the capture lacks it */
    sip_endpoint *server;      /**< got it */
    sip_transaction *parent;   /**< the hop before: the transaction for which `client` made this one; NULL if not seen */
    sip_transaction *children; /**< the hops after, the latest first; SIP_TRANSACTION_MAX_CHILDREN at most */
    sip_transaction *sibling;  /**< the next child of the parent; while is_orphan, another one that waits for it */
    sip_transaction *next_hop; /**< the same key between two other hosts, see transaction_at_hop() in transaction.c; NULL if none */
    sip_progress *progress;    /**< for transaction_progress() */
    attempt *attempt;          /**< NULL if it is none */
    sip_request request;
    sip_answer final;           /**< the first final response with the latest To tag */
    guint32 transmissions;      /**< how often the request was sent */
    guint32 late_transmissions; /**< those that came more than TRANSACTION_CROSSING_WITHIN after a response that ends them */
    guint32 late_after;         /**< that response */
    bool is_other_call;         /**< parent is of another call: `client` is a B2BUA */
    guint8 linked_by;           /**< if so, the header that both calls have in common (sip_header) */
    bool has_other_call_id;     /**< one of its transmissions has: both sides of an ALG, or a client that repeats its branch */
    bool is_orphan;             /**< waits for the hop before, which a Via names, see orphans.h */
};

/** Returns an empty table, to be freed with transaction_table_free(). */
transaction_table *transaction_table_new(void);

void transaction_table_free(transaction_table *table);

/** How many transactions it has, those of further hops with the same key aside. */
guint transaction_table_size(const transaction_table *table);

/**
 * Adds a request. Returns its transaction, which belongs to the table; NULL if the message names none. An ACK has none of its own (RFC 3261
 * 17): it is that of the INVITE that it acknowledges; NULL if the capture lacks it.
 */
sip_transaction *transaction_add_request(transaction_table *table, const sip_packet *packet);

/**
 * What is known of the message that was added last, for which that transaction was returned; it lives as long as the table. NULL if the
 * message is neither an ACK nor a response without Via.
 */
const sip_unkeyed *transaction_unkeyed(transaction_table *table, const sip_packet *packet, const sip_transaction *transaction);

/**
 * The To tag of the message that was added last, for which that transaction was returned; it lives as long as the table. NULL if it has none.
 */
const char *transaction_to_tag(transaction_table *table, const sip_message *message, const sip_transaction *transaction);

/** The transaction that a request was added to; NULL if there is none. */
const sip_transaction *transaction_find(const transaction_table *table, const sip_message *request);

/** The call that a message belongs to; NULL if none of its messages was added. */
const sip_call *transaction_call_of(const transaction_table *table, const sip_message *message);

/** Notes that an ICMP error quotes this message. Returns its transaction, of an ACK that of its INVITE; NULL if there is none. */
const sip_transaction *transaction_add_unreachable(transaction_table *table, const sip_packet *packet);

/**
 * Returns why the response of the packet was sent, as far as is known before it is added. The members of the packet that are for judges
 * are set.
 */
typedef const diagnosis *(*transaction_judge)(const sip_transaction *transaction, const sip_packet *packet, void *user_data);

/**
 * Finds the transaction of a response, where the capture lacks the request a new one without; has the response judged; and adds it with
 * its diagnosis. Returns the transaction; NULL for a response that names none. Its client has to discard it (RFC 3261 18.1.2), so it is
 * not added anywhere; it is judged with the request that has the same Call-ID, CSeq and From tag, or else as the only one of a
 * transaction that is gone afterwards.
 */
sip_transaction *transaction_add_response(transaction_table *table, const sip_packet *packet, transaction_judge judge,
                                          void *user_data);

/** True if the request has that method. */
static inline bool
transaction_is_of(const sip_transaction *transaction, const char *method)
{
    return strcmp(transaction->method, method) == 0;
}

/** The transaction nearest to the client that the capture shows, over all hops and legs before; itself if it has none. */
static inline const sip_transaction *
transaction_top(const sip_transaction *transaction)
{
    while (transaction->parent != NULL) {
        transaction = transaction->parent;
    }
    return transaction;
}

/** True for the status of a challenge (RFC 3261 22). */
static inline bool
sip_is_challenge(int status)
{
    return status == 401 || status == 407;
}

/** True if there is such a response, whatever its status. */
static inline bool
sip_answer_is_there(const sip_answer *answer)
{
    return answer->count > 0;
}

/** What happened in the transaction; never NULL. */
const sip_progress *transaction_progress(const sip_transaction *transaction);

/** The frame of the ACK to the final response of an INVITE; 0 if none was seen. */
guint32 transaction_ack_frame(const sip_transaction *invite);

/** True if the request was seen, and no response to it. */
bool transaction_is_silent(const sip_transaction *transaction);

/** The child whose latest response this one relays (same status and To tag, RFC 3261 16.7); NULL if none does. */
const sip_transaction *transaction_relayed_child(const sip_transaction *transaction, const sip_packet *response);

/**
 * The request of a call that has that From tag and that CSeq number and method, at the hop between these two endpoints, whatever their
 * ports; NULL if it is not one of the latest.
 */
const sip_transaction *transaction_of_request(sip_call *call, sip_text from_tag, guint32 cseq, sip_text method, const char *client,
                                              const char *server);

/** The INVITE that the client of a CANCEL has pending at this hop, whether it fits or not; NULL if there is none. */
const sip_transaction *transaction_pending_invite(const sip_transaction *cancel);

/** The CANCEL that the client of an INVITE sent for it, one that fits rather than one that does not; NULL if none was seen. */
const sip_transaction *transaction_cancel(const sip_transaction *invite);

/** The side of the call that sent the request; NULL if the capture lacks it. */
const sip_side *transaction_side(const sip_transaction *transaction);

#endif
