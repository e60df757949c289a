/* flood.c
 * Floods of messages played through transactions and diagnoses: prints processor time per message and memory per transaction, diagnosis
 * included, as they grow, so that one sees whether both stay what they are. A program to be run by hand; it takes minutes and a gigabyte or two.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define FIRST_MILESTONE 10000
#define MESSAGE_SIZE 1024

typedef struct {
    const char *name;
    unsigned messages;
    /** Writes the message with that number, counted from 0. */
    int (*write)(char *bytes, size_t size, unsigned number);
} flood;

typedef struct {
    const catalog *knowledge;
    transaction_table *table;
    arena *memory; /* of the diagnoses */
} capture;

static int
write_request(char *bytes, size_t size, unsigned number)
{
    return g_snprintf(bytes, size,
                      "INVITE sip:bob@example.test SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK%08x\r\n"
                      "From: <sip:alice@example.test>;tag=f%08x\r\nTo: <sip:bob@example.test>\r\nCall-ID: %08x@192.0.2.1\r\n"
                      "CSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
                      number, number, number);
}

static int
write_response(char *bytes, size_t size, unsigned number)
{
    return g_snprintf(bytes, size,
                      "SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK%08x\r\n"
                      "From: <sip:alice@example.test>;tag=f%08x\r\nTo: <sip:bob@example.test>;tag=t%08x\r\n"
                      "Call-ID: %08x@192.0.2.1\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n",
                      number, number, number, number);
}

static int
write_one_call(char *bytes, size_t size, unsigned number)
{
    const unsigned transaction = number / 2;

    if (number % 2 == 0) {
        return g_snprintf(bytes, size,
                          "INFO sip:bob@example.test SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK%08x\r\n"
                          "From: <sip:alice@example.test>;tag=a\r\nTo: <sip:bob@example.test>;tag=b\r\nCall-ID: one\r\n"
                          "CSeq: %u INFO\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
                          transaction, transaction);
    }
    return g_snprintf(bytes, size,
                      "SIP/2.0 404 Not Found\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK%08x\r\n"
                      "From: <sip:alice@example.test>;tag=a\r\nTo: <sip:bob@example.test>;tag=b\r\nCall-ID: one\r\n"
                      "CSeq: %u INFO\r\nContent-Length: 0\r\n\r\n",
                      transaction, transaction);
}

/* Everybody forwards the request of one client, on one branch of its own. */
static int
write_one_branch(char *bytes, size_t size, unsigned number)
{
    return g_snprintf(bytes, size,
                      "INVITE sip:bob@example.test SIP/2.0\r\nVia: SIP/2.0/UDP h%08x:5060;branch=z9hG4bKone\r\n"
                      "Via: SIP/2.0/UDP h00000000:5060;branch=z9hG4bKone\r\nFrom: <sip:alice@example.test>;tag=f%08x\r\n"
                      "To: <sip:bob@example.test>\r\nCall-ID: %08x\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n",
                      number, number, number);
}

static const flood floods[] = {
    { "requests never answered", 1000000, write_request },
    { "responses never asked for", 1000000, write_response },
    { "one Call-ID with 100000 transactions", 200000, write_one_call },
    { "one branch reused by everyone", 1000000, write_one_branch },
};

static size_t
bytes_in_use(void)
{
    const struct mallinfo2 info = mallinfo2();

    return info.uordblks + info.hblkhd;
}

static const diagnosis *
judge(const sip_transaction *transaction, const sip_packet *packet, void *user_data)
{
    capture *open = user_data;

    return diagnosis_of_response(open->memory, open->knowledge, transaction, packet);
}

/* The client and the server. */
static const char *const elements[] = { "192.0.2.1:5060", "192.0.2.2:5060" };

static void
play(capture *open, const flood *one, unsigned number)
{
    char bytes[MESSAGE_SIZE];
    sip_message message;
    const int size = one->write(bytes, sizeof bytes, number);

    g_assert_true(sip_message_read(bytes, (size_t)size, &message));
    const sip_packet packet = { .message = &message,
                                .source = elements[message.is_response],
                                .destination = elements[!message.is_response],
                                .frame = number + 1,
                                .time = (gint64)number * 100 };
    if (message.is_response) {
        (void)transaction_add_response(open->table, &packet, judge, open);
    } else {
        (void)transaction_add_request(open->table, &packet);
    }
}

static void
run(const catalog *knowledge, const flood *one)
{
    const size_t before = bytes_in_use();
    capture open = { .knowledge = knowledge, .memory = arena_new(), .table = transaction_table_new() };
    unsigned milestone = FIRST_MILESTONE;
    unsigned since = 0;
    clock_t start = clock();

    (void)printf("%s\n%10s %14s %22s\n", one->name, "messages", "us a message", "bytes a transaction");
    for (unsigned number = 0; number < one->messages; number++) {
        play(&open, one, number);
        if (number + 1 == milestone || number + 1 == one->messages) {
            const unsigned transactions = one->write == write_one_call ? (number + 1) / 2 : number + 1;
            const clock_t now = clock();
            (void)printf("%10u %14.2f %22.0f\n", number + 1,
                         (double)(now - start) / CLOCKS_PER_SEC * G_USEC_PER_SEC / (number + 1 - since),
                         (double)(bytes_in_use() - before) / transactions);
            (void)fflush(stdout);
            milestone *= 10;
            since = number + 1;
            start = clock();
        }
    }
    transaction_table_free(open.table);
    arena_free(open.memory);
}

int
main(void)
{
    const catalog *knowledge = catalog_of_language("en");

    for (size_t i = 0; i < G_N_ELEMENTS(floods); i++) {
        run(knowledge, &floods[i]);
    }
    return EXIT_SUCCESS;
}
