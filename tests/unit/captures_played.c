/* captures_played.c
 * The captures of this repository played without Wireshark; see captures_played.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "captures_played.h"

#include <string.h>

#define CAPTURES_AT_LEAST 150

static void
free_capture(gpointer data)
{
    capture *freed = data;

    g_free(freed->name);
    g_ptr_array_unref(freed->messages);
    g_free(freed);
}

static void
read_folder(GPtrArray *captures, const char *folder)
{
    char *path = g_test_build_filename(G_TEST_DIST, folder, NULL);
    GDir *names = g_dir_open(path, 0, NULL);
    const char *name;

    g_assert_nonnull(names);
    while ((name = g_dir_read_name(names)) != NULL) {
        char *file = g_build_filename(path, name, NULL);
        GPtrArray *messages = g_str_has_suffix(name, ".pcap") ? capture_file_messages(file) : g_ptr_array_new();
        if (messages->len > 0) {
            capture *added = g_new(capture, 1);
            *added = (capture){ g_strdup(name), messages };
            g_ptr_array_add(captures, added);
        } else {
            g_ptr_array_unref(messages);
        }
        g_free(file);
    }
    g_dir_close(names);
    g_free(path);
}

GPtrArray *
captures_read(void)
{
    GPtrArray *captures = g_ptr_array_new_with_free_func(free_capture);

    read_folder(captures, "captures");
    read_folder(captures, "captures/reports");
    read_folder(captures, "captures/wild");
    g_assert_cmpuint(captures->len, >=, CAPTURES_AT_LEAST);
    return captures;
}

char *
captures_said(const scene *play, const diagnosis *judged)
{
    char id[16];
    char *cause = diagnosis_cause(judged, scene_catalog(play));
    char **evidence = diagnosis_evidence(judged, scene_catalog(play), NULL);
    char *lines = g_strjoinv(" | ", evidence);
    char *all = g_strdup_printf("%d %s %d %d %s: %s | %s\n", judged->code, diagnosis_id(judged, id, sizeof id), judged->severity,
                                judged->certain, judged->origin, cause, lines);
    GRegex *frames = g_regex_new("([Ff]rame|size:) \\d+", 0, 0, NULL);
    char *masked = g_regex_replace_literal(frames, all, -1, 0, "N", 0, NULL);

    g_regex_unref(frames);
    g_free(all);
    g_free(lines);
    g_strfreev(evidence);
    g_free(cause);
    return masked;
}

/* As sip_host_is_private() has it for IPv4, spelt in its own way. */
static gboolean
is_private(const guint octets[4])
{
    static const struct {
        guint32 network;
        guint bits;
    } known[] = { { 0x0a000000, 8 },  { 0x7f000000, 8 },  { 0xac100000, 12 },
                  { 0xc0a80000, 16 }, { 0x64400000, 10 }, { 0xa9fe0000, 16 } };
    const guint32 address = (guint32)octets[0] << 24 | (guint32)octets[1] << 16 | (guint32)octets[2] << 8 | octets[3];

    for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
        if ((address ^ known[i].network) >> (32 - known[i].bits) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* In Replaces of a URI an address may come after an escaped "@". */
#define ADDRESS "(IN IP4 )?(?:(?<![\\d.])|(?<=%40))(\\d{1,3}(?:\\.\\d{1,3}){3})(?!\\.?\\d)"

/* "IN IP4 10.0.0.1" becomes "IN IP6 fd00::a00:1", and "10.0.0.1" elsewhere "[fd00::a00:1]". */
static gboolean
append_in_network(const GMatchInfo *match, GString *to, gpointer network)
{
    char *before = g_match_info_fetch(match, 1);
    char *address = g_match_info_fetch(match, 2);
    char **parts = g_strsplit(address, ".", 4);
    guint octets[4];

    for (gsize i = 0; i < G_N_ELEMENTS(octets); i++) {
        octets[i] = (guint)g_ascii_strtoull(parts[i], NULL, 10);
    }
    g_string_append(to, before[0] != '\0' ? "IN IP6 " : "[");
    g_string_append_printf(to, "%s:%x::%x:%x", is_private(octets) ? "fd00" : "2001:db8", *(const guint *)network,
                           octets[0] << 8 | octets[1], octets[2] << 8 | octets[3]);
    g_string_append(to, before[0] != '\0' ? "" : "]");
    g_strfreev(parts);
    g_free(address);
    g_free(before);
    return FALSE;
}

static char *
in_network(const char *text, gsize size, guint network)
{
    GRegex *addresses = g_regex_new(ADDRESS, G_REGEX_RAW, 0, NULL);
    char *changed = g_regex_replace_eval(addresses, text, (gssize)size, 0, 0, append_in_network, &network, NULL);

    g_regex_unref(addresses);
    return changed;
}

static gboolean
append_length(const GMatchInfo *match, GString *to, gpointer more)
{
    char *name = g_match_info_fetch(match, 1);
    char *length = g_match_info_fetch(match, 2);

    g_string_append_printf(to, "%s%" G_GINT64_FORMAT, name, g_ascii_strtoll(length, NULL, 10) + *(const gint64 *)more);
    g_free(length);
    g_free(name);
    return FALSE;
}

/* Content-Length announces as many bytes more as the body has got. */
static char *
with_longer_body(const char *headers, gint64 more)
{
    GRegex *lengths =
        g_regex_new("^((?:Content-Length|l)[ \t]*:[ \t]*)(\\d+)", G_REGEX_RAW | G_REGEX_MULTILINE | G_REGEX_CASELESS, 0, NULL);
    char *changed = g_regex_replace_eval(lengths, headers, -1, 0, 0, append_length, &more, NULL);

    g_regex_unref(lengths);
    return changed;
}

captured_message *
captures_in_network(const captured_message *message, guint network)
{
    const char *bytes = message->bytes->str;
    const char *body = g_strstr_len(bytes, (gssize)message->bytes->len, "\r\n\r\n");
    const gsize head = body != NULL ? (gsize)(body - bytes) : message->bytes->len;
    char *new_head = in_network(bytes, head, network);
    char *new_body = in_network(bytes + head, message->bytes->len - head, network);
    char *announced = with_longer_body(new_head, (gint64)strlen(new_body) - (gint64)(message->bytes->len - head));
    captured_message *changed = g_new(captured_message, 1);

    changed->frame = message->frame;
    changed->time = message->time;
    changed->from = in_network(message->from, strlen(message->from), network);
    changed->to = in_network(message->to, strlen(message->to), network);
    changed->bytes = g_string_append(g_string_new(announced), new_body);
    g_free(announced);
    g_free(new_body);
    g_free(new_head);
    return changed;
}

/* Brackets tell no more in what is said than a colon does. */
char *
captures_said_in_network(const char *said, const guint *network)
{
    char *changed = network != NULL ? in_network(said, strlen(said), *network) : g_strdup(said);
    char *to = changed;

    for (const char *from = changed; *from != '\0'; from++) {
        if (*from != '[' && *from != ']') {
            *to++ = *from;
        }
    }
    *to = '\0';
    return changed;
}
