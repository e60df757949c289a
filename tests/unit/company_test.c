/* company_test.c
 * What other calls do not change: each capture is played among all others at the same time, and its calls one after the other at the
 * same addresses. Of each response the same is said as without that company.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "captures_played.h"

#include <string.h>

#define US_OF_MS 1000
/* A challenge has to be left for more than 2 s before it counts as one that nobody answered. */
#define PAUSE ((gint64)5 * G_USEC_PER_SEC)

static GPtrArray *captures;

/* A message of one of the captures, at a time that counts from the first message of its capture. */
typedef struct {
    captured_message *message;
    guint capture;
    gint64 place; /* its time, but never before that of the message before, as the order of a capture may be another one */
    guint order;
} part;

static gint
compare_places(gconstpointer a, gconstpointer b)
{
    const part *one = a;
    const part *other = b;

    return one->place != other->place  ? (one->place < other->place ? -1 : 1)
           : one->order < other->order ? -1
                                       : one->order > other->order;
}

static void
free_part(gpointer data)
{
    captured_message_free(((part *)data)->message);
}

/* The messages of a capture in a network of its own. */
static void
add_parts(GArray *parts, guint number)
{
    const capture *own = g_ptr_array_index(captures, number);
    const captured_message *first = g_ptr_array_index(own->messages, 0);
    gint64 place = 0;

    for (guint i = 0; i < own->messages->len; i++) {
        captured_message *message = captures_in_network(g_ptr_array_index(own->messages, i), number + 1);
        message->time -= first->time;
        place = MAX(place, message->time);
        const part added = { message, number, place, parts->len };
        g_array_append_val(parts, added);
    }
}

static const diagnosis *
play_message(scene *play, const captured_message *message, gint64 time)
{
    return scene_play_bytes(play, time / US_OF_MS, message->from, message->to, message->bytes->str, message->bytes->len);
}

/* Plays the messages and appends what is said to the text of their captures. */
static void
play_parts(const GArray *parts, GPtrArray *said)
{
    scene *play = scene_new();

    for (guint i = 0; i < parts->len; i++) {
        const part *played = &g_array_index(parts, part, i);
        const diagnosis *judged = play_message(play, played->message, played->message->time);
        char *text = judged != NULL ? captures_said(play, judged) : g_strdup("");
        g_string_append(g_ptr_array_index(said, played->capture), text);
        g_free(text);
    }
    scene_free(play);
}

static void
free_text(gpointer text)
{
    g_string_free(text, TRUE);
}

static GPtrArray *
empty_texts(void)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(free_text);

    for (guint i = 0; i < captures->len; i++) {
        g_ptr_array_add(texts, g_string_new(NULL));
    }
    return texts;
}

static GArray *
no_parts(void)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(part));

    g_array_set_clear_func(parts, free_part);
    return parts;
}

static void
assert_same(const char *name, const char *after, const char *before)
{
    if (strcmp(after, before) != 0) {
        g_test_message("%s is\n%snot\n%s", name, after, before);
        g_test_fail();
    }
}

/* As in a capture of a busy server: all captures begin at the same time, each with hosts of its own. */
static void
test_all_at_once(void)
{
    GPtrArray *together = empty_texts();
    GPtrArray *alone = empty_texts();
    GArray *all = no_parts();

    for (guint i = 0; i < captures->len; i++) {
        GArray *own = no_parts();
        add_parts(all, i);
        add_parts(own, i);
        play_parts(own, alone);
        g_array_unref(own);
    }
    g_array_sort(all, compare_places);
    play_parts(all, together);
    for (guint i = 0; i < captures->len; i++) {
        const capture *own = g_ptr_array_index(captures, i);
        assert_same(own->name, ((GString *)g_ptr_array_index(together, i))->str, ((GString *)g_ptr_array_index(alone, i))->str);
    }
    g_array_unref(all);
    g_ptr_array_unref(alone);
    g_ptr_array_unref(together);
}

/* The Call-ID of a message, for g_free(); NULL if it has none. */
static char *
call_id_of(const captured_message *message)
{
    sip_message read;

    if (!sip_message_read(message->bytes->str, message->bytes->len, &read)) {
        return NULL;
    }
    const sip_text id = sip_message_header(&read, SIP_HEADER_CALL_ID);
    return id.at != NULL ? g_strndup(id.at, id.size) : NULL;
}

/* Which call each message is of, as the number of its first message; legs that the plugin links are one call. */
static GArray *
calls_of(const capture *own)
{
    GHashTable *first_messages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GArray *calls = g_array_new(FALSE, FALSE, sizeof(guint));
    scene *play = scene_new();

    for (guint i = 0; i < own->messages->len; i++) {
        const captured_message *message = g_ptr_array_index(own->messages, i);
        play_message(play, message, message->time);
    }
    for (guint i = 0; i < own->messages->len; i++) {
        const sip_transaction *transaction = scene_transaction(play, i + 1);
        char *id =
            transaction != NULL ? g_strdup(call_first_leg(transaction->call)->id) : call_id_of(g_ptr_array_index(own->messages, i));
        gpointer known = NULL;
        if (id != NULL && !g_hash_table_lookup_extended(first_messages, id, NULL, &known)) {
            known = GUINT_TO_POINTER(i);
            g_hash_table_insert(first_messages, g_strdup(id), known);
        }
        const guint call = id != NULL ? GPOINTER_TO_UINT(known) : i;
        g_array_append_val(calls, call);
        g_free(id);
    }
    scene_free(play);
    g_hash_table_unref(first_messages);
    return calls;
}

/* Plays the calls of a capture one after the other, and tells what is said of its messages in the order of the capture. */
static char *
play_in_turn(const capture *own)
{
    GArray *calls = calls_of(own);
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    scene *play = scene_new();
    gint64 now = ((const captured_message *)g_ptr_array_index(own->messages, 0))->time - PAUSE;

    g_ptr_array_set_size(texts, (int)own->messages->len + 1);
    for (guint call = 0; call < own->messages->len; call++) {
        gint64 begin = -1;
        for (guint i = call; i < own->messages->len; i++) {
            const captured_message *message = g_ptr_array_index(own->messages, i);
            if (g_array_index(calls, guint, i) != call) {
                continue;
            }
            /* Scenes count in whole ms, which a shift by less would round otherwise. */
            begin = begin < 0 ? (message->time - now - PAUSE) / US_OF_MS * US_OF_MS : begin;
            now = MAX(now, message->time - begin);
            const diagnosis *judged = play_message(play, message, message->time - begin);
            texts->pdata[i] = judged != NULL ? captures_said(play, judged) : g_strdup("");
        }
    }
    char *said = g_strjoinv("", (char **)texts->pdata);
    g_ptr_array_unref(texts);
    scene_free(play);
    g_array_unref(calls);
    return said;
}

static char *
play_as_captured(const capture *own)
{
    scene *play = scene_new();
    GString *said = g_string_new(NULL);

    for (guint i = 0; i < own->messages->len; i++) {
        const captured_message *message = g_ptr_array_index(own->messages, i);
        const diagnosis *judged = play_message(play, message, message->time);
        char *text = judged != NULL ? captures_said(play, judged) : g_strdup("");
        g_string_append(said, text);
        g_free(text);
    }
    scene_free(play);
    return g_string_free(said, FALSE);
}

/* The next call begins when the one before has ended, and goes on with the knowledge of addresses that this left. */
static void
test_one_after_the_other(void)
{
    for (guint i = 0; i < captures->len; i++) {
        const capture *own = g_ptr_array_index(captures, i);
        char *before = play_as_captured(own);
        char *after = play_in_turn(own);
        assert_same(own->name, after, before);
        g_free(after);
        g_free(before);
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    captures = captures_read();
    g_test_add_func("/company/all-at-once", test_all_at_once);
    g_test_add_func("/company/one-after-the-other", test_one_after_the_other);
    const int failed = g_test_run();
    g_ptr_array_unref(captures);
    return failed;
}
