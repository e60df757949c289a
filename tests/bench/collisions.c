/* collisions.c
 * Plays messages whose keys were chosen to collide in GLib's own hash (g_str_hash(), g_bytes_hash()), in all of its bits, and as many with
 * random keys of the same form; prints processor time of both and the ratio for each kind of key. Fails if chosen ones cost more than
 * LIMIT times as much. A program to be run by hand; it takes a minute.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LIMIT 1.2
#define BITS 14
#define KEYS (1U << BITS)
#define ROUNDS 25
#define MESSAGE_SIZE 1024
/* Two characters, or bytes of an IPv6 address, for each bit. */
#define KEY_SIZE ((size_t)2 * BITS)
#define KEY_ROOM (KEY_SIZE + 1)
#define ADDRESS_ROOM sizeof "0011:2233:4455:6677:8899:aabb:ccdd:eeff"

typedef enum {
    BRANCH,
    CALL_ID,
    TAG,
    USER,
    NONCE,
    ENDPOINT,
    MEDIA,
    PARTS
} part;

static const char *const names[] = { "branches", "Call-IDs", "From tags", "users", "nonces", "endpoints", "media addresses" };

typedef struct {
    transaction_table *transactions;
    media_table *media;
} capture;

/* One kind of key is `keys`; all others are the number of the message. */
typedef struct {
    part part;
    char keys[KEYS][MAX(KEY_ROOM, ADDRESS_ROOM)];
} subject;

/* The hash multiplies by 33 before it adds the next one, so that 1 more here and 33 less there cancel out. */
static void
choose_key(char *key, unsigned number)
{
    for (unsigned bit = 0; bit < BITS; bit++) {
        memcpy(key + (size_t)2 * bit, (number >> bit & 1) == 0 ? "aX" : "b7", 2);
    }
    key[KEY_SIZE] = '\0';
}

static void
random_key(char *key, GRand *random)
{
    for (size_t i = 0; i < KEY_SIZE; i++) {
        key[i] = "aXb7"[g_rand_int_range(random, 0, 4)];
    }
    key[KEY_SIZE] = '\0';
}

static void
write_address(char *key, const guint8 *host)
{
    char *end = key;

    for (size_t i = 0; i < MEDIA_HOST_BYTES; i++) {
        end += g_snprintf(end, 4, "%s%02x", i > 0 && i % 2 == 0 ? ":" : "", host[i]);
    }
}

static void
choose_address(char *key, unsigned number)
{
    guint8 host[MEDIA_HOST_BYTES];

    for (size_t i = 0; i < MEDIA_HOST_BYTES; i += 2) {
        const unsigned digit = number >> i & 3;
        host[i] = (guint8)(0x20 + digit);
        host[i + 1] = (guint8)(33 * (3 - digit) + 1);
    }
    write_address(key, host);
}

static void
random_address(char *key, GRand *random)
{
    guint8 host[MEDIA_HOST_BYTES];

    for (size_t i = 0; i < MEDIA_HOST_BYTES; i++) {
        host[i] = (guint8)g_rand_int_range(random, 0x20, 0x80);
    }
    write_address(key, host);
}

static void
make_keys(subject *made, part kind, bool is_chosen)
{
    GRand *random = g_rand_new_with_seed(1);

    made->part = kind;
    for (unsigned i = 0; i < KEYS; i++) {
        if (kind == MEDIA) {
            is_chosen ? choose_address(made->keys[i], i) : random_address(made->keys[i], random);
        } else {
            is_chosen ? choose_key(made->keys[i], i) : random_key(made->keys[i], random);
        }
        g_assert_true(!is_chosen || kind == MEDIA || g_str_hash(made->keys[i]) == g_str_hash(made->keys[0]));
    }
    g_rand_free(random);
}

static size_t
write_message(char *bytes, const subject *keys, unsigned number)
{
    const char *start = keys->part == NONCE ? "SIP/2.0 401 Unauthorized" : "INVITE sip:bob@example.test SIP/2.0";
    char plain[9];
    const char *of[PARTS];
    char body[128];

    (void)g_snprintf(plain, sizeof plain, "%08x", number);
    for (int i = 0; i < PARTS; i++) {
        of[i] = i == (int)keys->part ? keys->keys[number] : plain;
    }
    (void)g_snprintf(body, sizeof body, "v=0\r\no=- 1 1 IN IP6 ::1\r\ns=-\r\nc=IN IP6 %s\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n",
                     of[MEDIA]);
    return (size_t)g_snprintf(bytes, MESSAGE_SIZE,
                              "%s\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK%s\r\nFrom: <sip:alice@example.test>;tag=%s\r\n"
                              "To: <sip:%s@example.test>\r\nCall-ID: %s\r\nCSeq: 1 INVITE\r\n"
                              "WWW-Authenticate: Digest realm=\"example.test\", nonce=\"%s\"\r\nContent-Type: application/sdp\r\n"
                              "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                              start, of[BRANCH], of[TAG], of[USER], of[CALL_ID], of[NONCE], strlen(body), body);
}

static const diagnosis *
judge(const sip_transaction *transaction G_GNUC_UNUSED, const sip_packet *packet G_GNUC_UNUSED, void *user_data G_GNUC_UNUSED)
{
    return NULL;
}

static void
play_media(const capture *open, const char *address, guint32 frame)
{
    static const guint8 rtp[] = { 0x80, 0, 0, 1, 0, 0, 0, 160, 0, 0, 0, 1, 0xd5, 0xd5 };
    media_packet packet = { .bytes = rtp, .size = sizeof rtp, .frame = frame };

    g_assert_true(media_address_read(sip_text_of(address), 4000, &packet.destination));
    g_assert_true(media_address_read(sip_text_of("2001:db8::1"), 4000, &packet.source));
    media_table_count(open->media, &packet);
}

static void
play(const capture *open, const subject *keys, unsigned number)
{
    char bytes[MESSAGE_SIZE];
    sip_message message;
    const size_t size = write_message(bytes, keys, number);

    g_assert_true(sip_message_read(bytes, size, &message));
    const sip_packet packet = { .message = &message,
                                .source = keys->part == ENDPOINT ? keys->keys[number] : "192.0.2.1:5060",
                                .destination = "192.0.2.2:5060",
                                .frame = number + 1,
                                .time = (gint64)number * 100 };
    if (message.is_response) {
        (void)transaction_add_response(open->transactions, &packet, judge, NULL);
        return;
    }
    const sip_transaction *transaction = transaction_add_request(open->transactions, &packet);
    if (keys->part == MEDIA) {
        media_session_note(open->media, transaction, transaction->call, &packet);
        play_media(open, keys->keys[number], packet.frame);
    }
}

/* Processor time in s. */
static double
time_of(const subject *keys)
{
    const capture open = { .transactions = transaction_table_new(), .media = media_table_new() };
    const clock_t start = clock();

    for (unsigned number = 0; number < KEYS; number++) {
        play(&open, keys, number);
    }
    const clock_t end = clock();
    media_table_free(open.media);
    transaction_table_free(open.transactions);
    return (double)(end - start) / CLOCKS_PER_SEC;
}

/* The least of some rounds, as other programs run, too. Returns the ratio. */
static double
compare(part kind)
{
    subject *chosen = g_new(subject, 1);
    subject *random = g_new(subject, 1);
    double of_chosen = G_MAXDOUBLE;
    double of_random = G_MAXDOUBLE;

    make_keys(chosen, kind, true);
    make_keys(random, kind, false);
    for (int round = 0; round < ROUNDS; round++) {
        of_random = MIN(of_random, time_of(random));
        of_chosen = MIN(of_chosen, time_of(chosen));
    }
    g_free(random);
    g_free(chosen);
    (void)printf("%-16s %10.2f %10.2f %8.2f\n", names[kind], of_random / KEYS * G_USEC_PER_SEC, of_chosen / KEYS * G_USEC_PER_SEC,
                 of_chosen / of_random);
    (void)fflush(stdout);
    return of_chosen / of_random;
}

int
main(void)
{
    double most = 0;

    (void)printf("us a message     %10s %10s %8s\n", "random", "chosen", "ratio");
    for (int kind = 0; kind < PARTS; kind++) {
        const double ratio = compare((part)kind);
        most = MAX(most, ratio);
    }
    return most <= LIMIT ? EXIT_SUCCESS : EXIT_FAILURE;
}
