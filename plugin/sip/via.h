/* via.h
 * The hops that a message went: the values of Via (RFC 3261 20.42).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_VIA_H
#define SIPEXPERT_VIA_H

#include "message.h"

/** What identifies the transaction of a hop. A text is absent if the value lacks it; `sent_by` is empty if it is cut short. */
typedef struct sip_via {
    sip_text sent_by; /**< host and port */
    sip_text branch;
} sip_via;

/** Reads the value at that place, 0 for the top one. Returns false if the message has none there. */
bool sip_message_via(const sip_message *message, unsigned position, sip_via *via);

#endif
