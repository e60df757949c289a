/* annotation.h
 * What the plugin has to say of one SIP message. Made when the frame is analysed, and rendered at every dissection.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ANNOTATION_H
#define SIPEXPERT_ANNOTATION_H

#include "capture_state.h"
#include "diagnosis.h"
#include "ladder_log.h"

/** Name of the tap that publishes an annotation for each SIP message, and for each ICMP error that quotes one. */
#define SIPEXPERT_TAP "sipexpert"

/**
 * The annotations of a frame form a list in the order of its messages. They are also what the tap "sipexpert" publishes. A frame of which there is
 * nothing to say has one as of a request without transaction, for nobody to see: its messages must be counted once.
 */
typedef struct annotation {
    struct annotation *next;
    const diagnosis *diagnosis;         /**< of a response; NULL for all others */
    const sip_transaction *transaction; /**< of an ACK that of its INVITE; NULL if there is none */
    const sip_unkeyed *unkeyed;         /**< of an ACK, of a response without Via, and of nothing to say; NULL for all others */
    const char *to_tag;                 /**< of a response or an ACK; NULL if it has none */
    const user_entry *user;             /**< what the user's table says of the response; NULL if nothing */
    capture_state *state;               /**< owns what this points to; NULL: it lives until the frame is done */
    gint64 time;                        /**< when the frame was captured, µs since 1970 */
    guint32 frame;                      /**< its number, counted over all sessions that share the state */
    ladder_kind kind;
} annotation;

/** True if there is nothing to say of the frame. */
static inline bool
annotation_is_empty(const annotation *ann)
{
    return ann->kind == LADDER_REQUEST && ann->transaction == NULL;
}

/** The call of its message; NULL if none is known. */
static inline const sip_call *
annotation_call(const annotation *ann)
{
    return ann->transaction != NULL ? ann->transaction->call : ann->unkeyed != NULL ? ann->unkeyed->call : NULL;
}

#endif
