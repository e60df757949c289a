/* annotation.h
 * What the plugin has to say of one SIP message. Made once, when the frame is analysed, and rendered at every dissection.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ANNOTATION_H
#define SIPEXPERT_ANNOTATION_H

#include "diagnosis.h"
#include "user_table.h"

/** Name of the tap that publishes an annotation for each SIP message, requests included. */
#define SIPEXPERT_TAP "sipexpert"

/** The annotations of a frame form a list in the order of its messages. They are also what the tap "sipexpert" publishes. */
typedef struct annotation {
    struct annotation *next;
    const diagnosis *diagnosis;         /**< NULL for a request, of which nothing is shown */
    const sip_transaction *transaction; /**< NULL if the message names none */
    bool is_kept;                       /**< what it points to lives until the capture is closed; else until the frame is done */
    const user_entry *user;             /**< what the user's table says of the response; NULL if nothing */
} annotation;

#endif
