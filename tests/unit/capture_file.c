/* capture_file.c
 * Reads the SIP messages of captures; see capture_file.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "capture_file.h"

#include <string.h>

#define FILE_HEADER 24
#define LINK_TYPE 20
#define LINK_TYPE_ETHERNET 1
#define RECORD_HEADER 16
#define ETHERNET_HEADER 14
#define IP_HEADER 20
#define UDP_HEADER 8
#define PROTOCOL_UDP 17

static guint32
number_at(const guint8 *bytes)
{
    guint32 number;

    memcpy(&number, bytes, sizeof number);
    return GUINT32_FROM_LE(number);
}

static char *
endpoint_at(const guint8 *address, const guint8 *port)
{
    return g_strdup_printf("%u.%u.%u.%u:%u", address[0], address[1], address[2], address[3], (guint)port[0] << 8 | port[1]);
}

static gboolean
holds_sip(const guint8 *payload, gsize size)
{
    return g_strstr_len((const char *)payload, (gssize)MIN(size, 500), "SIP/2.0") != NULL;
}

static void
add_packet(GPtrArray *messages, guint32 frame, gint64 time, const guint8 *ip, gsize size)
{
    const gboolean is_fragment = (ip[6] & 0x3f) != 0 || ip[7] != 0;

    if (size <= IP_HEADER + UDP_HEADER || ip[0] != 0x45 || ip[9] != PROTOCOL_UDP || is_fragment) {
        return;
    }
    const guint8 *udp = ip + IP_HEADER;
    const gsize payload = MIN(size, (gsize)ip[2] << 8 | ip[3]) - IP_HEADER - UDP_HEADER;
    if (holds_sip(udp + UDP_HEADER, payload)) {
        captured_message *message = g_new(captured_message, 1);
        message->frame = frame;
        message->time = time;
        message->from = endpoint_at(ip + 12, udp);
        message->to = endpoint_at(ip + 16, udp + 2);
        message->bytes = g_string_new_len((const char *)udp + UDP_HEADER, (gssize)payload);
        g_ptr_array_add(messages, message);
    }
}

void
captured_message_free(captured_message *message)
{
    g_free(message->from);
    g_free(message->to);
    g_string_free(message->bytes, TRUE);
    g_free(message);
}

static void
free_message(gpointer data)
{
    captured_message_free(data);
}

GPtrArray *
capture_file_messages(const char *path)
{
    GPtrArray *messages = g_ptr_array_new_with_free_func(free_message);
    GError *error = NULL;
    char *bytes;
    guint32 frame = 0;
    gsize size;

    g_file_get_contents(path, &bytes, &size, &error);
    g_assert_no_error(error);
    const gsize link = number_at((const guint8 *)bytes + LINK_TYPE) == LINK_TYPE_ETHERNET ? ETHERNET_HEADER : 0;
    for (gsize at = FILE_HEADER; at + RECORD_HEADER <= size;) {
        const guint8 *record = (const guint8 *)bytes + at;
        const gsize length = number_at(record + 8);
        frame++;
        const gint64 time = (gint64)number_at(record) * G_USEC_PER_SEC + number_at(record + 4);
        if (length > link && length == number_at(record + 12)) {
            add_packet(messages, frame, time, record + RECORD_HEADER + link, length - link);
        }
        at += RECORD_HEADER + length;
    }
    g_free(bytes);
    return messages;
}
