/* sip_search.h
 * Finds SIP messages in bytes of which nobody says where a message begins.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SIP_SEARCH_H
#define SIPEXPERT_SIP_SEARCH_H

#include "message.h"

/**
 * Reads the next message that begins at *offset or after it, and sets *offset to its end. A request has one of the methods that are
 * registered, or the given one, which may be NULL: what is before its method may look like a part of it. Returns false if there is none.
 */
bool sip_search_next(const guint8 *bytes, size_t size, size_t *offset, const char *method, sip_message *message);

#endif
