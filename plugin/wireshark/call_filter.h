/* call_filter.h
 * A display filter of all legs of a call, which Wireshark offers for any SIP message of it: Conversation Filter > SIP call, all legs, and
 * Colorize Conversation.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CALL_FILTER_H
#define SIPEXPERT_CALL_FILTER_H

/** Registers the filter. In programs without windows nobody asks for it. */
void call_filter_register(void);

#endif
