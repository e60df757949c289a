/* make_corpus.c
 * make_corpus CAPTURES FOLDER: writes seeds for the fuzzers. FOLDER/message gets a file for each SIP message of the captures, and
 * FOLDER/diagnosis one for each capture.
 *
 * Knows no more than captures/ has: pcap files of Ethernet, IPv4 or IPv6, UDP or TCP. A TCP segment is taken for a message.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz_input.h"
#include "message.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_HEADER 24
#define RECORD_HEADER 16
#define ETHERNET_HEADER 14
#define MAX_ELEMENTS 4

typedef struct {
    const char *folder;
    const char *name;
    GString *sequence;
    guint64 elements[MAX_ELEMENTS]; /* hash of address and port; 0: none yet */
    gint64 time;                    /* of the message before, µs */
    guint messages;
    guint packets;
} seeds;

static guint32
number_at(const guint8 *bytes)
{
    guint32 number;

    memcpy(&number, bytes, sizeof number);
    return GUINT32_FROM_LE(number);
}

/* Which of the four elements has that address and port; the fifth and all further ones are the last. */
static unsigned
element_at(seeds *made, const guint8 *address, size_t address_size, const guint8 *port)
{
    guint64 hash = 14695981039346656037ULL;
    unsigned i = 0;

    for (size_t at = 0; at < address_size + 2; at++) {
        hash = (hash ^ (at < address_size ? address[at] : port[at - address_size])) * 1099511628211ULL;
    }
    while (i < MAX_ELEMENTS - 1 && made->elements[i] != 0 && made->elements[i] != hash) {
        i++;
    }
    made->elements[i] = hash;
    return i;
}

static unsigned
step_of(gint64 time)
{
    return time < 10000 ? 0 : time < 300000 ? 1 : time < 20000000 ? 2 : 3;
}

static void
save(const seeds *made, const char *kind, guint number, const void *bytes, gsize size)
{
    char *path = g_strdup_printf("%s/%s/%s-%u", made->folder, kind, made->name, number);
    GError *error = NULL;

    if (!g_file_set_contents(path, bytes, (gssize)size, &error)) {
        g_error("%s", error->message);
    }
    g_free(path);
}

static bool
add_payload(seeds *made, unsigned flags, gint64 time, const guint8 *bytes, gsize size)
{
    sip_message message;

    if (!sip_message_read(bytes, size, &message)) {
        return false;
    }
    flags |= step_of(made->messages > 0 ? time - made->time : 0) << FUZZ_STEP_SHIFT;
    made->time = time;
    g_string_append_c(made->sequence, FUZZ_SEPARATOR);
    g_string_append_c(made->sequence, (char)flags);
    g_string_append_len(made->sequence, (const char *)bytes, (gssize)size);
    save(made, "message", made->messages++, bytes, size);
    return true;
}

/* Of a stream so many packets are enough. */
#define MAX_PACKETS 40

/* A UDP packet over IPv4 that is no SIP. */
static void
add_media(seeds *made, unsigned flags, const guint8 *addresses, const guint8 *ports, const guint8 *bytes, gsize size)
{
    if (made->packets++ == MAX_PACKETS) {
        made->packets--;
        return;
    }
    g_string_append_c(made->sequence, FUZZ_SEPARATOR);
    g_string_append_c(made->sequence, (char)flags);
    g_string_append_c(made->sequence, (char)FUZZ_PACKET);
    for (gsize side = 0; side < 2; side++) {
        g_string_append_len(made->sequence, (const char *)addresses + 4 * side, 4);
        g_string_append_len(made->sequence, (const char *)ports + 2 * side, 2);
    }
    g_string_append_len(made->sequence, (const char *)bytes, (gssize)size);
}

static void
add_packet(seeds *made, gint64 time, const guint8 *ip, gsize size)
{
    const bool is_6 = size > 0 && ip[0] >> 4 == 6;
    const gsize ip_header = is_6 ? 40 : 20;
    const gsize address_size = is_6 ? 16 : 4;
    const guint8 *source = ip + ip_header - 2 * address_size;

    if (size < ip_header + 20) {
        return;
    }
    const guint8 *ports = ip + ip_header;
    const guint8 protocol = is_6 ? ip[6] : ip[9];
    const gsize transport_header = protocol == 17 ? 8 : (gsize)(ports[12] >> 4) * 4;
    if ((protocol != 17 && protocol != 6) || size <= ip_header + transport_header) {
        return;
    }
    const unsigned from = element_at(made, source, address_size, ports);
    const unsigned to = element_at(made, source + address_size, address_size, ports + 2);
    const guint8 *payload = ports + transport_header;
    const gsize payload_size = size - ip_header - transport_header;
    if (!add_payload(made, from | to << FUZZ_DESTINATION_SHIFT, time, payload, payload_size) && protocol == 17 && !is_6) {
        add_media(made, 1U << FUZZ_STEP_SHIFT, source, ports, payload, payload_size);
    }
}

static void
add_capture(const char *folder, const char *path, const char *name)
{
    seeds made = { .folder = folder, .name = name, .sequence = g_string_new(NULL) };
    char *bytes;
    gsize size;
    GError *error = NULL;

    if (!g_file_get_contents(path, &bytes, &size, &error)) {
        g_error("%s", error->message);
    }
    for (gsize at = FILE_HEADER; at + RECORD_HEADER <= size;) {
        const guint8 *record = (const guint8 *)bytes + at;
        const gsize length = number_at(record + 8);
        if (length > size - at - RECORD_HEADER) {
            break;
        }
        if (length > ETHERNET_HEADER) {
            add_packet(&made, (gint64)number_at(record) * G_USEC_PER_SEC + number_at(record + 4),
                       record + RECORD_HEADER + ETHERNET_HEADER, length - ETHERNET_HEADER);
        }
        at += RECORD_HEADER + length;
    }
    if (made.messages > 0) {
        save(&made, "diagnosis", 0, made.sequence->str, made.sequence->len);
    }
    g_string_free(made.sequence, TRUE);
    g_free(bytes);
}

static void
make_folder(const char *folder, const char *kind)
{
    char *path = g_build_filename(folder, kind, NULL);

    if (g_mkdir_with_parents(path, 0777) != 0) {
        g_error("cannot make %s", path);
    }
    g_free(path);
}

static void
add_captures(const char *captures, const char *folder)
{
    GError *error = NULL;
    GDir *files = g_dir_open(captures, 0, &error);

    if (files == NULL) {
        g_error("%s", error->message);
    }
    for (const char *name; (name = g_dir_read_name(files)) != NULL;) {
        if (g_str_has_suffix(name, ".pcap")) {
            char *path = g_build_filename(captures, name, NULL);
            add_capture(folder, path, name);
            g_free(path);
        }
    }
    g_dir_close(files);
}

int
main(int count, char **arguments)
{
    if (count != 3) {
        (void)fputs("usage: make_corpus CAPTURES FOLDER\n", stderr);
        return EXIT_FAILURE;
    }
    make_folder(arguments[2], "message");
    make_folder(arguments[2], "diagnosis");
    char *media = g_build_filename(arguments[1], "media", NULL);
    add_captures(arguments[1], arguments[2]);
    add_captures(media, arguments[2]);
    g_free(media);
    return EXIT_SUCCESS;
}
