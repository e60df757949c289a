/* relations_test.c
 * What must not change a diagnosis: each capture is played as it is, and again with other spellings of the same messages, seen twice as
 * at a mirror port, at another time, between hosts with IPv6 addresses, or among the messages of another capture. Of each response the
 * same is said.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "captures_played.h"

#include <string.h>

#define US_OF_MS 1000
#define MIRRORED_AFTER_MS 1
#define NETWORK 1
#define SHIFTED_BY_MS ((gint64)86400 * 1000)

/* Appends a header line of that name; `rest` begins with the colon. */
typedef void (*header_writer)(GString *to, const char *name, gsize length, const char *rest);

/** One way to play a capture again. */
typedef struct relation {
    const char *name;
    header_writer header;                                          /**< writes each header line anew */
    void (*rewrite)(GString *to, const char *message, gsize size); /**< writes the whole message anew */
    bool twice;
    bool later;
    bool among_others;
    bool ipv6;
} relation;

static const char *
end_of_headers(const char *message, gsize size)
{
    const char *end = g_strstr_len(message, (gssize)size, "\r\n\r\n");

    return end != NULL ? end + 2 : message + size;
}

/* Calls `each` for the name and the rest of each header line; folded lines and the start line are copied. */
static void
foreach_header(GString *to, const char *message, gsize size, header_writer each)
{
    const char *end = end_of_headers(message, size);
    const char *line = message;

    while (line < end) {
        const char *feed = memchr(line, '\n', (gsize)(end - line));
        const char *next = feed != NULL ? feed + 1 : end;
        const char *colon = memchr(line, ':', (gsize)(next - line));
        char *rest = colon != NULL ? g_strndup(colon, (gsize)(next - colon)) : NULL;
        if (line == message || colon == NULL || g_ascii_isspace(*line)) {
            g_string_append_len(to, line, next - line);
        } else {
            each(to, line, (gsize)(colon - line), rest);
        }
        g_free(rest);
        line = next;
    }
    g_string_append_len(to, end, message + size - end);
}

static void
append_lower(GString *to, const char *name, gsize length, const char *rest)
{
    char *lower = g_ascii_strdown(name, (gssize)length);

    g_string_append_printf(to, "%s%s", lower, rest);
    g_free(lower);
}

static void
append_upper(GString *to, const char *name, gsize length, const char *rest)
{
    char *upper = g_ascii_strup(name, (gssize)length);

    g_string_append_printf(to, "%s%s", upper, rest);
    g_free(upper);
}

/* RFC 3261 7.3.3. */
static void
append_compact(GString *to, const char *name, gsize length, const char *rest)
{
    static const char *const forms[][2] = {
        { "Via", "v" },          { "From", "f" },           { "To", "t" },       { "Call-ID", "i" },
        { "Contact", "m" },      { "Content-Length", "l" }, { "Subject", "s" },  { "Supported", "k" },
        { "Content-Type", "c" }, { "Event", "o" },          { "Refer-To", "r" },
    };

    for (gsize i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (strlen(forms[i][0]) == length && g_ascii_strncasecmp(forms[i][0], name, length) == 0) {
            g_string_append_printf(to, "%s%s", forms[i][1], rest);
            return;
        }
    }
    g_string_append_len(to, name, (gssize)length);
    g_string_append(to, rest);
}

/* RFC 3261 7.3.1: a value may begin in the next line. */
static void
append_folded(GString *to, const char *name, gsize length, const char *rest)
{
    g_string_append_len(to, name, (gssize)length);
    g_string_append_printf(to, ":\r\n %s", rest + 1);
}

static void
append_spaced(GString *to, const char *name, gsize length, const char *rest)
{
    g_string_append_len(to, name, (gssize)length);
    g_string_append_printf(to, " \t: \t%s", rest + 1);
}

/* Header lines of other names may come in any order; those of one name keep theirs (RFC 3261 7.3.1). */
static void
in_order_of_names(GString *to, const char *message, gsize size)
{
    const char *end = end_of_headers(message, size);
    char *head = g_strndup(message, (gsize)(end - message));
    char **lines = g_strsplit(head, "\r\n", -1);
    const guint count = g_strv_length(lines) - 1; /* the last is empty */

    for (guint i = 2; i < count; i++) {
        for (guint j = i; j > 1 && g_ascii_strncasecmp(lines[j], lines[j - 1], MIN(strcspn(lines[j], ":"), 4)) < 0; j--) {
            char *swapped = lines[j];
            lines[j] = lines[j - 1];
            lines[j - 1] = swapped;
        }
    }
    for (guint i = 0; i < count; i++) {
        g_string_append_printf(to, "%s\r\n", lines[i]);
    }
    g_string_append_len(to, end, message + size - end);
    g_strfreev(lines);
    g_free(head);
}

static const diagnosis *
play_message(scene *play, const relation *how, const captured_message *message, gint64 time)
{
    const gint64 ms = time / US_OF_MS + (how != NULL && how->later ? SHIFTED_BY_MS : 0);
    GString *bytes = g_string_new(NULL);

    if (how != NULL && how->header != NULL) {
        foreach_header(bytes, message->bytes->str, message->bytes->len, how->header);
    } else if (how != NULL && how->rewrite != NULL) {
        how->rewrite(bytes, message->bytes->str, message->bytes->len);
    } else {
        g_string_append_len(bytes, message->bytes->str, (gssize)message->bytes->len);
    }
    const diagnosis *judged = scene_play_bytes(play, ms, message->from, message->to, bytes->str, bytes->len);
    if (how != NULL && how->twice) {
        scene_play_bytes(play, ms + MIRRORED_AFTER_MS, message->from, message->to, bytes->str, bytes->len);
    }
    g_string_free(bytes, TRUE);
    return judged;
}

static GPtrArray *
in_ipv6(const GPtrArray *messages)
{
    GPtrArray *changed = g_ptr_array_new_with_free_func((GDestroyNotify)captured_message_free);

    for (guint i = 0; i < messages->len; i++) {
        g_ptr_array_add(changed, captures_in_network(g_ptr_array_index(messages, i), NETWORK));
    }
    return changed;
}

/* Plays the messages of `others`, which may be NULL, between those of the capture, and tells what is said of the capture's. */
static char *
play_capture(GPtrArray *messages, GPtrArray *others, const relation *how)
{
    scene *play = scene_new();
    GString *said = g_string_new(NULL);
    guint next = 0;

    for (guint i = 0; i < messages->len; i++) {
        const captured_message *first = g_ptr_array_index(messages, 0);
        const captured_message *message = g_ptr_array_index(messages, i);
        for (; others != NULL && next < others->len; next++) {
            const captured_message *other = g_ptr_array_index(others, next);
            const gint64 time = first->time + other->time - ((captured_message *)g_ptr_array_index(others, 0))->time;
            if (time > message->time) {
                break;
            }
            play_message(play, NULL, other, time);
        }
        const diagnosis *judged = play_message(play, how, message, message->time);
        char *text = judged != NULL ? captures_said(play, judged) : g_strdup("");
        g_string_append(said, text);
        g_free(text);
    }
    scene_free(play);
    return g_string_free(said, FALSE);
}

/* True if a host takes part in both. */
static bool
shares_host(GPtrArray *messages, GPtrArray *others)
{
    for (guint i = 0; i < others->len; i++) {
        const captured_message *other = g_ptr_array_index(others, i);
        for (guint j = 0; j < messages->len; j++) {
            const captured_message *message = g_ptr_array_index(messages, j);
            const size_t host = strcspn(message->from, ":") + 1;
            if (strncmp(message->from, other->from, host) == 0 || strncmp(message->from, other->to, host) == 0) {
                return true;
            }
        }
    }
    return false;
}

static GPtrArray *
other_capture(GPtrArray *captures, guint place)
{
    const capture *own = g_ptr_array_index(captures, place);

    for (guint i = 1; i < captures->len; i++) {
        const capture *other = g_ptr_array_index(captures, (place + i) % captures->len);
        if (!shares_host(own->messages, other->messages)) {
            return other->messages;
        }
    }
    return NULL;
}

/* Date is compared with the clock of the capture, and addresses of IPv6 make a body longer that is measured. */
static bool
is_excepted(const relation *how, const char *name)
{
    return (how->later && strstr(name, "stale_date") != NULL) || (how->ipv6 && strstr(name, "contentlength") != NULL);
}

static GPtrArray *captures;

/* What is said of the capture after the relation, to be compared with what it becomes in the other address family. */
static char *
play_related(const relation *how, guint place)
{
    const capture *own = g_ptr_array_index(captures, place);
    GPtrArray *others = how->among_others ? other_capture(captures, place) : NULL;
    GPtrArray *messages = how->ipv6 ? in_ipv6(own->messages) : g_ptr_array_ref(own->messages);
    char *said = play_capture(messages, others, how);
    char *compared = captures_said_in_network(said, NULL);

    g_free(said);
    g_ptr_array_unref(messages);
    return compared;
}

static char *
play_unrelated(const relation *how, guint place)
{
    static const guint network = NETWORK;
    const capture *own = g_ptr_array_index(captures, place);
    char *said = play_capture(own->messages, NULL, NULL);
    char *compared = captures_said_in_network(said, how->ipv6 ? &network : NULL);

    g_free(said);
    return compared;
}

static void
test_relation(gconstpointer data)
{
    const relation *how = data;

    for (guint i = 0; i < captures->len; i++) {
        const capture *own = g_ptr_array_index(captures, i);
        if (is_excepted(how, own->name)) {
            continue;
        }
        char *before = play_unrelated(how, i);
        char *after = play_related(how, i);
        if (strcmp(before, after) != 0) {
            g_test_message("%s is\n%snot\n%s", own->name, after, before);
            g_test_fail();
        }
        g_free(after);
        g_free(before);
    }
}

int
main(int count, char **arguments)
{
    static const relation relations[] = {
        { .name = "lower-case", .header = append_lower },
        { .name = "upper-case", .header = append_upper },
        { .name = "compact", .header = append_compact },
        { .name = "folded", .header = append_folded },
        { .name = "white-space", .header = append_spaced },
        { .name = "order", .rewrite = in_order_of_names },
        { .name = "mirrored", .twice = true },
        { .name = "later", .later = true },
        { .name = "among-others", .among_others = true },
        { .name = "ipv6", .ipv6 = true },
    };

    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    captures = captures_read();
    for (size_t i = 0; i < G_N_ELEMENTS(relations); i++) {
        char *path = g_strdup_printf("/relations/%s", relations[i].name);
        g_test_add_data_func(path, &relations[i], test_relation);
        g_free(path);
    }
    const int failed = g_test_run();
    g_ptr_array_unref(captures);
    return failed;
}
