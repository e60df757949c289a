/* sip_string.h
 * The strings of a pool (strings.h) for the texts of messages (text.h).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SIP_STRING_H
#define SIPEXPERT_SIP_STRING_H

#include "strings.h"
#include "text.h"

/** Returns the pool's copy of a text; NULL if it is absent. */
static inline const char *
sip_string(string_pool *pool, sip_text text)
{
    return string_pool_copy(pool, text.at, text.size);
}

/** True if both are there and the pool would keep the text as that string. */
static inline bool
sip_string_is(const char *string, sip_text text)
{
    return string_is(string, text.at, text.size);
}

#endif
