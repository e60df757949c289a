/* capture_file.h
 * Reads the SIP messages of captures/ without Wireshark.
 *
 * Knows no more than these captures have: pcap files of Ethernet or raw IP, IPv4, UDP. Fragments and cut packets are passed over.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CAPTURE_FILE_H
#define SIPEXPERT_CAPTURE_FILE_H

#include <glib.h>

/** A datagram that holds SIP. */
typedef struct captured_message {
    guint32 frame; /**< counted from 1 in the file */
    gint64 time;   /**< µs since 1970 */
    char *from;    /**< address:port */
    char *to;
    GString *bytes;
} captured_message;

/** Frees a message. */
void captured_message_free(captured_message *message);

/** Returns the messages of a capture in its order (captured_message *), for g_ptr_array_unref(). The test fails if it cannot be read. */
GPtrArray *capture_file_messages(const char *path);

#endif
