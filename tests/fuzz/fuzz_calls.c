/* fuzz_calls.c
 * libFuzzer target: short sequences of messages that belong together, played through transactions and calls without being judged.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "calls_check.h"
#include "calls_message.h"
#include "request_details.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* A transaction with that key, calls_key(). */
typedef struct {
    int key;
    const sip_transaction *transaction;
} known_key;

typedef struct {
    transaction_table *table;
    GString *text;
    calls_event events[CALLS_MAX_FRAMES];
    calls_history history;
    known_key keys[CALLS_MAX_FRAMES];
    unsigned key_count;
    const uint8_t *rest; /* of the input */
    size_t rest_size;
    gint64 time;
    unsigned judged;
} capture;

static const diagnosis *
judge(const sip_transaction *transaction, const sip_packet *packet, void *user_data)
{
    capture *open = user_data;

    open->judged++;
    calls_check_judged(&open->history, transaction, packet);
    return calls_diagnosis(packet->frame);
}

static bool
are_hops_of_one_key(const sip_transaction *one, const sip_transaction *other)
{
    const sip_transaction *first = one;
    const sip_transaction *second = other;

    while (first != NULL && first != other) {
        first = first->next_hop;
    }
    while (second != NULL && second != one) {
        second = second->next_hop;
    }
    /* A new hop comes after the first. */
    return first != NULL || second != NULL;
}

/* Messages have one transaction, or one of its hops, exactly if they have one key. */
static void
check_key(capture *open, int key, const sip_transaction *transaction)
{
    bool is_known = false;

    g_assert_nonnull(transaction);
    for (unsigned i = 0; i < open->key_count; i++) {
        const bool is_same = open->keys[i].key == key;
        g_assert_true(are_hops_of_one_key(open->keys[i].transaction, transaction) == is_same);
        is_known = is_known || is_same;
    }
    if (!is_known) {
        open->keys[open->key_count++] = (known_key){ key, transaction };
    }
}

static void
note_frame(capture *open, const sip_packet *packet, bool is_quoted)
{
    const sip_message *message = packet->message;
    calls_frame *frame = &open->history.frames[packet->frame];

    open->history.last = packet->frame;
    *frame = (calls_frame){ .is_request = !message->is_response,
                            .is_quoted = is_quoted,
                            .status = message->status,
                            .source = packet->source,
                            .destination = packet->destination,
                            .time = packet->time };
    string_write(frame->method, message->method.at, message->method.size);
}

static void
add_response(capture *open, const sip_packet *packet, int key)
{
    const unsigned judged = open->judged;
    const sip_transaction *transaction = transaction_add_response(open->table, packet, judge, open);

    open->history.frames[packet->frame].transaction = transaction;
    g_assert_cmpuint(open->judged, ==, judged + 1);
    if (transaction != NULL) {
        const sip_answer *answer =
            packet->message->status < 200 ? &transaction_progress(transaction)->provisional : &transaction->final;
        g_assert_cmpint(answer->status, ==, packet->message->status);
        g_assert_cmpuint(answer->last_frame, ==, packet->frame);
        g_assert_true(dialog_tag_is(answer->to_tag, sip_text_parameter(sip_message_header(packet->message, SIP_HEADER_TO), "tag")));
    }
    if (key >= 0) {
        check_key(open, key, transaction);
    }
}

static void
add_request(capture *open, const sip_packet *packet, int key)
{
    const bool is_ack = sip_text_equal(packet->message->method, sip_text_of("ACK"));
    const sip_transaction *transaction = transaction_add_request(open->table, packet);

    open->history.frames[packet->frame].transaction = transaction;
    if (is_ack) {
        g_assert_true(transaction == NULL || transaction_is_of(transaction, "INVITE"));
        g_assert_nonnull(transaction_call_of(open->table, packet->message));
        return;
    }
    if (transaction != NULL) {
        g_assert_cmpuint(transaction->request.last_frame, ==, packet->frame);
        g_assert_nonnull(transaction_find(open->table, packet->message));
    }
    if (key >= 0) {
        check_key(open, key, transaction);
    }
}

/* What a reader asks of the message that was added last. */
static void
ask(const capture *open, const sip_packet *packet)
{
    const sip_transaction *transaction = open->history.frames[packet->frame].transaction;
    const sip_unkeyed *unkeyed = transaction_unkeyed(open->table, packet, transaction);

    (void)transaction_to_tag(open->table, packet->message, transaction);
    if (unkeyed != NULL) {
        g_assert_nonnull(unkeyed->call);
        g_assert_cmpuint(unkeyed->vias, <=, SIP_REQUEST_MAX_VIAS);
    }
    if (transaction != NULL) {
        calls_check_transaction(&open->history, transaction);
    }
}

static void
add_message(capture *open, const calls_event *event, const uint8_t *bytes, gsize size, int key)
{
    sip_message message;

    if (!sip_message_read(bytes, size, &message)) {
        return;
    }
    const sip_packet packet = { .message = &message,
                                .source = calls_source(event),
                                .destination = calls_destination(event),
                                .frame = open->history.last + 1,
                                .time = open->time,
                                .is_cut = calls_is_cut(event),
                                .is_datagram = true,
                                .icmp = { .sender = "192.0.2.9", .type = 3, .code = 3 } };
    const bool is_quoted = calls_kind_of(event) == CALLS_QUOTED;
    note_frame(open, &packet, is_quoted);
    if (is_quoted) {
        (void)transaction_add_unreachable(open->table, &packet);
        return;
    }
    if (message.is_response) {
        add_response(open, &packet, key);
    } else {
        add_request(open, &packet, key);
    }
    ask(open, &packet);
}

/* Takes the next event off the input; one that sends an earlier message again becomes that. */
static calls_event
take_event(capture *open, guint count)
{
    calls_event event;

    memcpy(&event, open->rest, sizeof event);
    open->rest += sizeof event;
    open->rest_size -= sizeof event;
    return calls_kind_of(&event) == CALLS_AGAIN && count > 0 ? calls_again(&open->events[event.place % count], &event) : event;
}

/* Writes the next bytes of the input over some of the text. */
static void
damage(capture *open, const calls_event *event)
{
    const gsize at = calls_place(event, open->text->len);
    const gsize size = MIN(MIN(sizeof *event, open->rest_size), open->text->len - at);

    memcpy(open->text->str + at, open->rest, size);
    open->rest += size;
    open->rest_size -= size;
}

/* Plays the message of the event, or a copy of it. */
static void
play_message(capture *open, const calls_event *event, unsigned copy)
{
    const bool is_damaged = calls_kind_of(event) == CALLS_DAMAGED;
    const bool is_cut = calls_is_cut(event);

    calls_write(event, copy, open->text);
    if (is_damaged) {
        damage(open, event);
    }
    open->time += calls_step(event);
    const gsize size = is_cut ? calls_place(event, open->text->len) : open->text->len;
    /* A copy of its own, so that the sanitizer sees whoever steps out of it, or looks at it later. */
    uint8_t *bytes = g_memdup2(open->text->str, size);
    add_message(open, event, bytes, size, is_damaged || is_cut || copy > 0 ? -1 : calls_key(event));
    g_free(bytes);
}

static void
play_event(capture *open, const calls_event *event)
{
    const bool is_many = calls_kind_of(event) == CALLS_MANY;

    if (!is_many) {
        play_message(open, event, 0);
    }
    for (unsigned copy = 1; is_many && copy <= CALLS_COPIES && open->history.last < CALLS_MAX_FRAMES; copy++) {
        play_message(open, event, copy);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static GString *text;
    capture open = { .table = transaction_table_new(), .rest = bytes, .rest_size = size, .time = G_USEC_PER_SEC };

    text = text != NULL ? text : g_string_sized_new(1024);
    open.text = text;
    for (guint count = 0; open.rest_size >= sizeof(calls_event) && open.history.last < CALLS_MAX_FRAMES && count < CALLS_MAX_FRAMES;
         count++) {
        open.events[count] = take_event(&open, count);
        play_event(&open, &open.events[count]);
    }
    for (guint32 frame = 1; frame <= open.history.last; frame++) {
        if (open.history.frames[frame].transaction != NULL) {
            calls_check_transaction(&open.history, open.history.frames[frame].transaction);
        }
    }
    transaction_table_free(open.table);
    return 0;
}
