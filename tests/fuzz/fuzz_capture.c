/* fuzz_capture.c
 * A fuzzer's input as a capture; see fuzz_capture.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz_capture.h"

#include "fuzz_input.h"

#include <string.h>

#define SECONDS(n) ((n) * (gint64)G_USEC_PER_SEC)

/* Two ports of one host, so that what goes by the host is tried, too. */
static const char *const elements[] = { "192.0.2.1:5060", "192.0.2.2:5060", "192.0.2.3:5060", "192.0.2.2:5080" };
static const gint64 steps[] = { 0, 20000, 600000, SECONDS(33) };
/* Behind the usual one: none, one before 1970 and one behind the years of four digits. */
static const gint64 begins[] = { SECONDS(1700000000), 0, SECONDS(-2) + 1, SECONDS(253402300799) + 999999 };

const catalog *
fuzz_knowledge(void)
{
    const catalog *knowledge = catalog_of_language("en");

    g_assert_nonnull(knowledge);
    return knowledge;
}

static const diagnosis *
judge(const sip_transaction *transaction, const sip_packet *packet, void *user_data)
{
    fuzz_capture *open = user_data;

    media_session_note(open->media, transaction, transaction->call, packet);
    if (open->listener != NULL) {
        open->listener(open, transaction, packet);
    }
    const diagnosis *judged = diagnosis_of_response(open->memory, open->knowledge, transaction, packet);

    g_ptr_array_add(open->diagnoses, (gpointer)judged);
    return judged;
}

/* `transaction` may be NULL. */
static void
add_message(fuzz_capture *open, ladder_kind kind, const sip_transaction *transaction, const diagnosis *judged,
            const sip_packet *packet)
{
    const sip_unkeyed *unkeyed = kind == LADDER_ICMP ? NULL : transaction_unkeyed(open->table, packet, transaction);
    const ladder_entry message = { .transaction = unkeyed != NULL ? unkeyed->transaction : transaction,
                                   .unkeyed = unkeyed,
                                   .to_tag = kind == LADDER_RESPONSE || kind == LADDER_ACK
                                                 ? transaction_to_tag(open->table, packet->message, transaction)
                                                 : NULL,
                                   .diagnosis = judged,
                                   .from = packet->source,
                                   .to = packet->destination,
                                   .time = packet->time,
                                   .frame = packet->frame,
                                   .kind = kind };

    if (transaction != NULL) {
        report_add(open->report, transaction, judged, packet->time);
    }
    if (message.transaction != NULL || unkeyed != NULL) {
        report_add_message(open->report, &message);
    }
}

static void
play_response(fuzz_capture *open, const sip_packet *packet)
{
    sip_transaction *transaction = transaction_add_response(open->table, packet, judge, open);
    const diagnosis *judged = g_ptr_array_index(open->diagnoses, open->diagnoses->len - 1);

    if (transaction != NULL) {
        attempt_add_response(open->memory, transaction, judged, packet->frame, packet->time);
    }
    add_message(open, LADDER_RESPONSE, transaction, judged, packet);
}

static media_address
address_at(const uint8_t *bytes)
{
    return media_address_of(MEDIA_IP4, bytes, (guint16)(bytes[4] << 8 | bytes[5]));
}

static void
play_packet(fuzz_capture *open, const uint8_t *bytes, size_t size, uint8_t flags)
{
    static const sip_icmp icmp = { .sender = "192.0.2.9", .type = 3, .code = 3 };

    if (size < 2 * FUZZ_ADDRESS_BYTES) {
        return;
    }
    const media_packet packet = { .source = address_at(bytes),
                                  .destination = address_at(bytes + FUZZ_ADDRESS_BYTES),
                                  .bytes = bytes + 2 * FUZZ_ADDRESS_BYTES,
                                  .size = size - 2 * FUZZ_ADDRESS_BYTES,
                                  .frame = open->frame,
                                  .time = open->time };
    if (!media_table_knows_port(open->media, packet.destination.port)) {
        return;
    }
    if ((flags & FUZZ_QUOTED) != 0) {
        media_table_count_icmp(open->media, &packet, &icmp);
    } else {
        media_table_count(open->media, &packet);
        g_array_append_val(open->packets, packet);
    }
}

static void
play_request(fuzz_capture *open, const sip_packet *packet)
{
    sip_transaction *transaction = transaction_add_request(open->table, packet);
    const bool is_ack = sip_text_equal(packet->message->method, sip_text_of("ACK"));

    const sip_call *call = transaction_call_of(open->table, packet->message);

    if (call != NULL) {
        media_session_note(open->media, transaction, call, packet);
    }
    if (transaction != NULL && !is_ack) {
        g_ptr_array_add(open->requests, transaction);
        attempt_add_request(open->memory, transaction);
    }
    add_message(open, is_ack ? LADDER_ACK : LADDER_REQUEST, transaction, NULL, packet);
}

static void
play_message(fuzz_capture *open, const uint8_t *bytes, size_t size, uint8_t flags)
{
    const unsigned step = (flags & FUZZ_STEP) >> FUZZ_STEP_SHIFT;
    sip_message message;

    open->time = open->frame == 0 ? begins[step] : open->time + steps[step];
    open->frame++;
    if (size > 0 && bytes[0] == FUZZ_PACKET) {
        play_packet(open, bytes + 1, size - 1, flags);
        return;
    }
    if (!sip_message_read(bytes, size, &message)) {
        return;
    }
    const sip_packet packet = { .message = &message,
                                .source = elements[flags & FUZZ_SOURCE],
                                .destination = elements[(flags & FUZZ_DESTINATION) >> FUZZ_DESTINATION_SHIFT],
                                .frame = open->frame,
                                .time = open->time,
                                .is_cut = (flags & FUZZ_CUT) != 0 };
    if (flags & FUZZ_QUOTED) {
        add_message(open, LADDER_ICMP, transaction_add_unreachable(open->table, &packet), NULL, &packet);
    } else if (message.is_response) {
        play_response(open, &packet);
    } else {
        play_request(open, &packet);
    }
}

void
fuzz_capture_open(fuzz_capture *open, const uint8_t *bytes, size_t size, fuzz_listener listener)
{
    const uint8_t *end = bytes + size;

    *open = (fuzz_capture){ .knowledge = fuzz_knowledge(),
                            .memory = arena_new(),
                            .table = transaction_table_new(),
                            .media = media_table_new(),
                            .report = report_new(),
                            .diagnoses = g_ptr_array_new(),
                            .requests = g_ptr_array_new(),
                            .packets = g_array_new(FALSE, FALSE, sizeof(media_packet)),
                            .listener = listener };
    report_keep_messages(open->report);
    while (end - bytes > 2) {
        const uint8_t *message = bytes + 2;
        const uint8_t *next = memchr(message, FUZZ_SEPARATOR, (size_t)(end - message));
        const size_t length = (size_t)((next != NULL ? next : end) - message);
        /* A copy of its own, so that the sanitizer sees any step into the message behind. */
        uint8_t *copy = g_memdup2(message, length);
        play_message(open, copy, length, bytes[1]);
        g_free(copy);
        bytes = message + length;
    }
}

void
fuzz_capture_close(fuzz_capture *open)
{
    report_free(open->report);
    g_ptr_array_free(open->diagnoses, TRUE);
    g_ptr_array_free(open->requests, TRUE);
    g_array_free(open->packets, TRUE);
    media_table_free(open->media);
    transaction_table_free(open->table);
    arena_free(open->memory);
}
