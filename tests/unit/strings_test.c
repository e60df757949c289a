/* strings_test.c
 * Texts that are kept: copies, their padding, hashes, and the names of transactions.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "transaction_key.h"

#include <string.h>

#define SIZES 40
#define MANY 20000

typedef struct {
    arena *memory;
    text_pool *pool;
} texts;

static texts
texts_new(void)
{
    arena *memory = arena_new();

    return (texts){ memory, text_pool_new(memory) };
}

static void
texts_free(texts *open)
{
    text_pool_free(open->pool);
    arena_free(open->memory);
}

static sip_text
text(const char *string)
{
    return (sip_text){ string, strlen(string) };
}

/* Writes from memory that ends where the text does, so that a sanitizer sees what is read behind it. */
static void
check_written(const char *bytes, size_t size)
{
    char written[TEXT_POOL_ROOM];
    char *exact = g_memdup2(bytes, size);
    const sip_text given = { exact != NULL ? exact : "", size };

    memset(written, 'x', sizeof written);
    g_assert_cmpuint(text_pool_write(written, given), ==, size);
    for (size_t i = 0; i < size; i++) {
        g_assert_cmpint(written[i], ==, bytes[i] >= ' ' && bytes[i] <= '~' ? bytes[i] : '?');
    }
    for (size_t i = size; i < PADDED_BYTES(size); i++) {
        g_assert_cmpint(written[i], ==, '\0');
    }
    g_assert_true(text_pool_is_copy_of(written, given));
    g_free(exact);
}

static void
test_any_byte_anywhere(void)
{
    char bytes[SIZES];

    check_written("", 0);
    for (size_t size = 1; size <= SIZES; size++) {
        for (size_t at = 0; at < size; at++) {
            memset(bytes, at % 2 == 0 ? '~' : ' ', sizeof bytes);
            for (int byte = 0; byte < 256; byte++) {
                bytes[at] = (char)byte;
                check_written(bytes, size);
            }
        }
    }
}

static void
test_equal_texts_are_one(void)
{
    texts open = texts_new();
    char bytes[2 * TEXT_POOL_BYTES];

    memset(bytes, 'a', sizeof bytes);
    const char *longest = text_pool_copy(open.pool, (sip_text){ bytes, sizeof bytes });
    g_assert_cmpuint(strlen(longest), ==, TEXT_POOL_BYTES);
    g_assert_true(text_pool_copy(open.pool, (sip_text){ bytes, TEXT_POOL_BYTES }) == longest);
    for (size_t size = 0; size < TEXT_POOL_BYTES; size++) {
        const char *copy = text_pool_copy(open.pool, (sip_text){ bytes, size });
        g_assert_cmpuint(strlen(copy), ==, size);
        g_assert_true(text_pool_copy(open.pool, (sip_text){ bytes + 1, size }) == copy);
        g_assert_true(copy != longest);
    }
    g_assert_true(text_pool_copy(open.pool, text("b\tc")) == text_pool_copy(open.pool, text("b?c")));
    g_assert_null(text_pool_copy(open.pool, (sip_text){ NULL, 0 }));
    g_assert_null(text_pool_add(open.pool, (sip_text){ NULL, 0 }));
    texts_free(&open);
}

static void
test_copies_of_their_own(void)
{
    texts open = texts_new();

    for (size_t size = 0; size <= 20; size++) {
        const sip_text given = { "abcdefghijklmnopqrst", size };
        const char *copy = text_pool_add(open.pool, given);
        g_assert_true(padded_equal(copy, text_pool_copy(open.pool, given)));
        g_assert_true(text_pool_is_copy_of(copy, given));
        g_assert_false(text_pool_is_copy_of(copy, (sip_text){ "abcdefghijklmnopqrstu", size + 1 }));
    }
    g_assert_false(text_pool_is_copy_of("a", (sip_text){ "a\0", 2 }));
    g_assert_true(text_pool_is_copy_of("a?", (sip_text){ "a\0", 2 }));
    g_assert_false(text_pool_is_copy_of("a", (sip_text){ NULL, 0 }));
    texts_free(&open);
}

/* Among so many texts that differ in one place a good hash of 32 bits has hardly two that are equal. */
static void
test_hashes_differ(void)
{
    GHashTable *hashes = g_hash_table_new(NULL, NULL);
    char written[TEXT_POOL_ROOM];

    padded_prepare();
    for (unsigned i = 0; i < MANY; i++) {
        char *name = g_strdup_printf("sip:%u@example.test", i);
        text_pool_write(written, text(name));
        g_hash_table_add(hashes, GUINT_TO_POINTER(padded_hash(written)));
        g_free(name);
    }
    g_assert_cmpuint(g_hash_table_size(hashes), >, MANY - 10);
    g_hash_table_destroy(hashes);
}

/* The name that a message's top Via gives, in memory to be freed. */
static char *
name_of(const char *via, size_t via_size, const char *method)
{
    GString *bytes =
        g_string_new("OPTIONS sip:a SIP/2.0\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\nFrom: <sip:b>;tag=f\r\nVia: SIP/2.0/UDP ");
    char *name = g_malloc(TRANSACTION_KEY_ROOM);
    sip_message message;

    g_string_append_len(bytes, via, (gssize)via_size);
    g_string_append(bytes, "\r\n\r\n");
    g_assert_true(sip_message_read(bytes->str, bytes->len, &message));
    const size_t size = transaction_key_write(name, &message, 0, text(method));
    g_assert_cmpuint(size, ==, PADDED_BYTES(strlen(name)));
    for (size_t i = strlen(name); i < size; i++) {
        g_assert_cmpint(name[i], ==, '\0');
    }
    g_string_free(bytes, TRUE);
    return name;
}

static void
test_transaction_names(void)
{
    static const struct {
        const char *via;
        size_t size;
        const char *name;
    } names[] = {
#define VIA(string) string, sizeof(string) - 1
        { VIA("h:1;branch=z9hG4bKx"), "x h:1 OPTIONS" },
        { VIA("h:1;branch=Z9HG4BKlonger-than-a-word"), "longer-than-a-word h:1 OPTIONS" },
        { VIA("h:1;branch=z9hG4bKa\0b"), "a?b h:1 OPTIONS" },
        { VIA("h:1;branch=z9hG4bKa\x80\x01"), "a\x80\x01 h:1 OPTIONS" },
        { VIA("h:1;branch=z9hG4bK"), "c 1 OPTIONS f h:1 OPTIONS" },
        { VIA("h:1"), "c 1 OPTIONS f h:1 OPTIONS" },
#undef VIA
    };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        char *name = name_of(names[i].via, names[i].size, "OPTIONS");
        g_assert_cmpstr(name, ==, names[i].name);
        g_free(name);
    }
}

static void
test_long_transaction_name(void)
{
    char *part = g_strnfill((gsize)10 * TEXT_POOL_BYTES, 'p');
    char *via = g_strdup_printf("%s;branch=%s", part, part);

    char *name = name_of(via, strlen(via), part);
    g_assert_cmpuint(strlen(name), ==, strlen("c 1 OPTIONS f  ") + (size_t)2 * TEXT_POOL_BYTES);
    g_assert_cmpuint(padded_hash(name), ==, padded_hash(name));
    g_free(name);
    g_free(via);
    g_free(part);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/any-byte", test_any_byte_anywhere);
    g_test_add_func("/equal-texts", test_equal_texts_are_one);
    g_test_add_func("/own-copies", test_copies_of_their_own);
    g_test_add_func("/hashes", test_hashes_differ);
    g_test_add_func("/transaction-names", test_transaction_names);
    g_test_add_func("/long-transaction-name", test_long_transaction_name);
    return g_test_run();
}
