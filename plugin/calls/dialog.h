/* dialog.h
 * The dialogs of a call (RFC 3261 12): their tags, the messages that set them up, and what refreshed them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DIALOG_H
#define SIPEXPERT_DIALOG_H

#include "kept.h"
#include "strings.h"

typedef struct sip_packet sip_packet;
typedef struct sip_transaction sip_transaction;

/** More dialogs of one Call-ID are not remembered, each hop counted: forks are no wider. */
#define SIP_CALL_MAX_DIALOGS 16

/** Larger messages of a dialog are not kept. */
#define SIP_DIALOG_MAX_BYTES 65536

/** Where one side gets requests of the dialog, since a message refreshed it (RFC 3261 12.2.1.2); frame is 0 if none has. */
typedef struct sip_target {
    const char *uri; /**< of Contact; NULL if that had none or one too long to keep */
    guint32 frame;
} sip_target;

/**
 * A dialog that a 2xx to an INVITE or SUBSCRIBE set up (RFC 3261 12.1), as one hop shows it: there is one for each hop that both messages
 * were seen at. Names of endpoints are NULL if they are not known, and the messages as soon as a BYE of the dialog got a 2xx.
 */
typedef struct sip_dialog {
    struct sip_dialog *next; /**< set up later */
    const char *from_tag;    /**< of the request, so of the UAC; NULL if it has none */
    const char *to_tag;      /**< of the response, so of the UAS; NULL if it has none */
    const char *client;      /**< sent the request */
    const char *server;      /**< got the request */
    const char *responder;   /**< sent the response */
    guint32 request_frame;   /**< 0 if the capture lacks it */
    guint32 response_frame;
    bool is_later; /**< the request was one within the dialog: its set-up was not seen */
    sip_kept_message *request;
    sip_kept_message *response;
    sip_target client_target;
    sip_target server_target;
    gint64 session_expires; /**< s, of the latest 2xx to INVITE or UPDATE (RFC 4028); -1 if it has none */
    gint64 session_time;    /**< of that 2xx, µs */
    guint32 session_frame;
    guint32 ack_frame; /**< the latest ACK; 0 if none */
    guint32 ack_cseq;
    const char *ack_client; /**< sent it */
    const char *ack_server; /**< got it */
    sip_kept_message *ack;
    gint64 bye_time;   /**< of bye_frame, µs */
    guint32 bye_frame; /**< the first BYE that was not refused; 0 if none */
} sip_dialog;

/** Adds the dialog that the 2xx sets up at the hop of its transaction, unless the list has it. */
void dialog_add(sip_dialog **list, arena *memory, string_pool *pool, const sip_transaction *transaction,
                const sip_packet *response);

/** Notes a 2xx to a request within a dialog: a refreshed session (RFC 4028), new remote targets. The request must still be kept. */
void dialog_refresh(sip_dialog *list, string_pool *pool, const sip_transaction *transaction, const sip_packet *response);

/** Notes an ACK at the hops that it fits. */
void dialog_add_ack(sip_dialog *list, const sip_packet *ack);

/** Notes a BYE at all hops of its dialog. The request must still be kept. */
void dialog_add_bye(sip_dialog *list, const sip_transaction *bye);

/** Notes that the BYE of that frame was refused, so that it ended nothing. */
void dialog_refuse_bye(sip_dialog *list, guint32 frame);

/** Lets the messages of all dialogs with these tags go, which a BYE ended; it is still known which dialogs there were. */
void dialog_end(sip_dialog *list, sip_text from_tag, sip_text to_tag);

/** Lets the messages of all dialogs go. */
void dialog_release_all(sip_dialog *list);

/** The first dialog with these two tags, whichever side they are of; NULL if there is none. An absent tag equals an absent one only. */
const sip_dialog *dialog_find(const sip_dialog *list, sip_text from_tag, sip_text to_tag);

/**
 * The dialog with these tags at the hop that both names of endpoints belong to, whatever their ports; NULL if there is none. A name may be
 * NULL, which belongs to any hop.
 */
const sip_dialog *dialog_at_hop(const sip_dialog *list, sip_text from_tag, sip_text to_tag, const char *sender,
                                const char *receiver);

/** True if the text is that tag; both may be absent. */
bool dialog_tag_is(const char *tag, sip_text text);

#endif
