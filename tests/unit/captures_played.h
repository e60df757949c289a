/* captures_played.h
 * The captures of this repository played without Wireshark, as they are or changed, and what is said of their responses.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CAPTURES_PLAYED_H
#define SIPEXPERT_CAPTURES_PLAYED_H

#include "capture_file.h"
#include "scene.h"

typedef struct {
    char *name;
    GPtrArray *messages; /**< captured_message *, at least one */
} capture;

/** Returns the captures that hold SIP in UDP over IPv4 (capture *), for g_ptr_array_unref(). The test fails if they are too few. */
GPtrArray *captures_read(void);

/** What is said of a response, with the numbers of frames and the size of the request masked. For g_free(). */
char *captures_said(const scene *play, const diagnosis *judged);

/**
 * The message between hosts with IPv6 addresses, private where they were, of a network of that number, to be freed with
 * captured_message_free(). All addresses in the message are changed alike.
 */
captured_message *captures_in_network(const captured_message *message, guint network);

/** What captures_said() said, with its addresses changed alike, or as they are if there is no network (NULL). For g_free(). */
char *captures_said_in_network(const char *said, const guint *network);

#endif
