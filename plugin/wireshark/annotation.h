/* annotation.h
 * What the plugin has to say of one SIP message. Made once, when the frame is analysed, and rendered at every dissection.
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

/** The annotations of a frame form a list in the order of its messages. They are also what the tap "sipexpert" publishes. */
typedef struct annotation {
    struct annotation *next;
    const diagnosis *diagnosis;         /**< of a response; NULL for all others */
    const sip_transaction *transaction; /**< of an ACK that of its INVITE; NULL if there is none */
    const sip_unkeyed *unkeyed;         /**< of an ACK and of a response without Via; NULL for all others */
    const char *to_tag;                 /**< of a response or an ACK; NULL if it has none */
    const user_entry *user;             /**< what the user's table says of the response; NULL if nothing */
    capture_state *state;               /**< owns what this points to; NULL: it lives until the frame is done */
    gint64 time;                        /**< when the frame was captured, µs since 1970 */
    guint32 frame;                      /**< its number, counted over all sessions that share the state */
    ladder_kind kind;
} annotation;

#endif
