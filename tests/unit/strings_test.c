/* strings_test.c
 * Texts that are kept: strings, the hash of all keys, keys of transactions, and texts as they are shown.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "hash.h"
#include "strings.h"
#include "text_clean.h"
#include "transaction_key.h"

#include <string.h>

#define MANY 20000

typedef struct {
    arena *memory;
    string_pool *pool;
} texts;

static texts
texts_new(void)
{
    arena *memory = arena_new();

    return (texts){ memory, string_pool_new(memory) };
}

static void
texts_free(texts *open)
{
    string_pool_free(open->pool);
    arena_free(open->memory);
}

/* Keeps a text from memory that ends where the text does, so that a sanitizer sees what is read beyond it. */
static const char *
keep(const texts *open, const char *bytes, size_t size)
{
    char *exact = g_malloc(size + 1);

    if (size > 0) {
        memcpy(exact + 1, bytes, size);
    }
    const char *kept = string_pool_copy(open->pool, exact + 1, size);
    g_assert_true(string_is(kept, exact + 1, size));
    g_assert_cmpuint(strlen(kept), <=, STRING_BYTES);
    g_free(exact);
    return kept;
}

static void
test_bytes_are_kept(void)
{
    texts open = texts_new();
    char bytes[STRING_BYTES];

    for (int byte = 1; byte < 256; byte++) {
        memset(bytes, byte, sizeof bytes);
        for (size_t size = 0; size <= sizeof bytes; size += 51) {
            const char *kept = keep(&open, bytes, size);
            g_assert_cmpmem(kept, strlen(kept), bytes, size);
            g_assert_false(string_is_shortened(kept));
        }
    }
    g_assert_null(string_pool_copy(open.pool, NULL, 0));
    texts_free(&open);
}

static void
test_equal_texts_are_one(void)
{
    texts open = texts_new();

    g_assert_true(keep(&open, "abc", 3) == keep(&open, "abcd", 3));
    g_assert_true(keep(&open, "abc", 3) != keep(&open, "abC", 3));
    g_assert_true(keep(&open, "", 0) != keep(&open, "?", 1));
    g_assert_true(keep(&open, "J\xc3\xb6rg", 5) != keep(&open, "J\xc3\xa4rg", 5));
    g_assert_true(keep(&open, "J\xff", 2) != keep(&open, "J\xfe", 2));
    g_assert_true(keep(&open, "a\0b", 3) == keep(&open, "a\0b", 3));
    g_assert_true(keep(&open, "a\0b", 3) != keep(&open, "a\0c", 3));
    g_assert_true(keep(&open, "a\0", 2) != keep(&open, "a", 1));
    g_assert_true(keep(&open, "a\0", 2) != keep(&open, "a\xc0\x80", 3));
    texts_free(&open);
}

/* However long a text is and wherever two differ. What is kept is a text that is kept whole. */
static void
test_long_texts(void)
{
    static const size_t sizes[] = { STRING_BYTES + 1, STRING_BYTES + 2, 1000, 100000 };
    texts open = texts_new();

    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        const size_t places[] = { 0, 95, 96, STRING_BYTES, sizes[i] - 1 };
        char *text = g_strnfill(sizes[i], 'x');
        const char *kept = keep(&open, text, sizes[i]);
        g_assert_true(keep(&open, kept, strlen(kept)) == kept);
        g_assert_true(string_is_shortened(kept));
        g_assert_true(keep(&open, text, sizes[i] - 1) != kept);
        for (size_t place = 0; place < G_N_ELEMENTS(places); place++) {
            text[places[place]] = 'y';
            g_assert_true(keep(&open, text, sizes[i]) != kept);
            g_assert_false(string_is(kept, text, sizes[i]));
            text[places[place]] = 'x';
        }
        memset(text, '\0', sizes[i]);
        kept = keep(&open, text, sizes[i]);
        g_assert_true(g_str_has_prefix(kept, "\xc0\x80\xc0\x80"));
        g_assert_true(string_is_shortened(kept));
        g_assert_true(keep(&open, kept, strlen(kept)) == kept);
        g_free(text);
    }
    texts_free(&open);
}

static void
test_strings_are_no_other(void)
{
    g_assert_true(string_is("a", "ab", 1));
    g_assert_false(string_is("a", "ab", 2));
    g_assert_false(string_is("ab", "ab", 1));
    g_assert_false(string_is("a", "a\0", 2));
    g_assert_false(string_is("a", NULL, 0));
    g_assert_false(string_is(NULL, "a", 1));
    g_assert_false(string_is(NULL, NULL, 0));
}

/* Among so many texts that differ in one place a good hash of 32 bits has hardly two that are equal. */
static void
test_hashes_differ(void)
{
    GHashTable *hashes = g_hash_table_new(NULL, NULL);

    for (unsigned i = 0; i < MANY; i++) {
        char *name = g_strdup_printf("sip:%u@example.test", i);
        g_assert_cmpuint(hash_string(name), ==, (guint)hash_bytes(name, strlen(name)));
        g_hash_table_add(hashes, GUINT_TO_POINTER(hash_string(name)));
        g_free(name);
    }
    g_assert_cmpuint(g_hash_table_size(hashes), >, MANY - 10);
    g_hash_table_destroy(hashes);
}

/* Each bit of each byte counts, whatever the size. */
static void
test_every_bit_is_hashed(void)
{
    guint8 bytes[40] = { 0 };

    for (size_t size = 0; size <= sizeof bytes; size++) {
        const guint64 hash = hash_bytes(bytes, size);
        g_assert_true(size == 0 || hash != hash_bytes(bytes, size - 1));
        for (size_t bit = 0; bit < 8 * size; bit++) {
            bytes[bit / 8] ^= (guint8)(1U << bit % 8);
            g_assert_cmphex(hash_bytes(bytes, size), !=, hash);
            bytes[bit / 8] ^= (guint8)(1U << bit % 8);
        }
    }
}

/* The key that a message's top Via gives. */
static guint64
key_of(const char *via, size_t via_size, const char *method)
{
    GString *bytes =
        g_string_new("OPTIONS sip:a SIP/2.0\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\nFrom: <sip:b>;tag=f\r\nVia: SIP/2.0/UDP ");
    sip_message message;

    g_string_append_len(bytes, via, (gssize)via_size);
    g_string_append(bytes, "\r\n\r\n");
    g_assert_true(sip_message_read(bytes->str, bytes->len, &message));
    const guint64 key = transaction_key(&message, 0, sip_text_of(method));
    g_assert_cmpuint(key, !=, 0);
    g_assert_cmpuint(key, ==, transaction_key(&message, 0, sip_text_of(method)));
    g_string_free(bytes, TRUE);
    return key;
}

static void
test_transaction_keys(void)
{
#define VIA(string) string, sizeof(string) - 1
    static const struct {
        const char *first;
        size_t first_size;
        const char *second;
        size_t second_size;
        bool are_equal;
    } pairs[] = {
        { VIA("h:1;branch=z9hG4bKx"), VIA("h:1;rport;branch=Z9HG4BKx"), true },
        { VIA("h:1;branch=z9hG4bKx"), VIA("h:1;branch=z9hG4bKX"), false },
        { VIA("h:1;branch=z9hG4bKx"), VIA("h:2;branch=z9hG4bKx"), false },
        { VIA("h:1;branch=z9hG4bKa\0b"), VIA("h:1;branch=z9hG4bKa\0c"), false },
        { VIA("h:1;branch=z9hG4bKa\x80"), VIA("h:1;branch=z9hG4bKa\x81"), false },
        { VIA("b c;branch=\"z9hG4bKa\""), VIA("c;branch=\"z9hG4bKa b\""), false },
        { VIA("h:1;branch=z9hG4bK"), VIA("h:1;branch=other"), true },
        { VIA("h:1;branch=z9hG4bK"), VIA("h:1"), true },
        { VIA("h:1"), VIA("h:2"), false },
    };
#undef VIA

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        const guint64 first = key_of(pairs[i].first, pairs[i].first_size, "OPTIONS");
        const guint64 second = key_of(pairs[i].second, pairs[i].second_size, "OPTIONS");
        const guint64 other_method = key_of(pairs[i].first, pairs[i].first_size, "INVITE");
        g_test_message("%s", pairs[i].first);
        g_assert_cmpint(first == second, ==, pairs[i].are_equal);
        g_assert_cmpuint(first, !=, other_method);
    }
}

static void
test_long_transaction_key(void)
{
    char *part = g_strnfill((gsize)10 * STRING_BYTES, 'p');
    char *via = g_strdup_printf("%s;branch=z9hG4bK%s", part, part);
    char *other_via = g_strdup_printf("%s;branch=z9hG4bK%sq", part, part);

    g_assert_cmpuint(key_of(via, strlen(via), part), !=, key_of(other_via, strlen(other_via), part));
    g_assert_cmpuint(key_of(part, strlen(part), part), !=, 0);
    g_free(other_via);
    g_free(via);
    g_free(part);
}

static void
test_clean_texts(void)
{
#define TEXT(string) string, sizeof(string) - 1
    static const struct {
        const char *bytes;
        size_t size;
        const char *shown;
    } texts_shown[] = {
        { TEXT(""), "" },
        { TEXT("Busy Here"), "Busy Here" },
        { TEXT("\xc3\x9a\xc4\x8d"
               "astn\xc3\xadk nedostupn\xc3\xbd"),
          "\xc3\x9a\xc4\x8d"
          "astn\xc3\xadk nedostupn\xc3\xbd" },
        { TEXT("\xe6\x97\xa5 \xf0\x9f\x93\x9e"), "\xe6\x97\xa5 \xf0\x9f\x93\x9e" },
        { TEXT("a \t\r\n\v\f b"), "a b" },
        { TEXT(" a "), " a " },
        { TEXT("a\x01\x1f\x7f\x1b[1m"), "a????[1m" },
        { TEXT("a\0b"), "a?b" },
        /* NEL and CSI of C1, and the first character after them. */
        { TEXT("\xc2\x85\xc2\x9b\xc2\xa0"), "??\xc2\xa0" },
        /* Latin-1, an overlong zero, a surrogate, what is above Unicode, and a character that is cut. */
        { TEXT("B\xfcro"), "B?ro" },
        { TEXT("\xc0\x80"), "??" },
        { TEXT("\xed\xa0\x80"), "???" },
        { TEXT("\xf4\x90\x80\x80"), "????" },
        { TEXT("a\xe6\x97"), "a??" },
    };
#undef TEXT

    for (size_t i = 0; i < G_N_ELEMENTS(texts_shown); i++) {
        const size_t room = texts_shown[i].size + 1;
        char *exact = g_memdup2(texts_shown[i].bytes, texts_shown[i].size);
        char *shown = g_malloc(room);
        g_assert_cmpuint(text_clean(shown, room, exact, texts_shown[i].size), ==, strlen(texts_shown[i].shown));
        g_assert_cmpstr(shown, ==, texts_shown[i].shown);
        g_assert_true(g_utf8_validate(shown, -1, NULL));
        g_free(shown);
        g_free(exact);
    }
}

/* Every character alone: which are shown as a question mark. */
static void
test_every_character(void)
{
    static const struct {
        gunichar first;
        gunichar last;
    } hidden[] = { { 0, 0x08 },      { 0x0e, 0x1f },     { '?', '?' },       { 0x7f, 0x9f },
                   { 0x61c, 0x61c }, { 0x200e, 0x200f }, { 0x2028, 0x202e }, { 0x2066, 0x2069 } };

    for (gunichar c = 0; c <= 0x10ffff; c++) {
        char bytes[8];
        char shown[8];
        bool is_hidden = false;
        if (c >= 0xd800 && c <= 0xdfff) {
            continue;
        }
        const size_t size = (size_t)g_unichar_to_utf8(c, bytes);
        text_clean(shown, sizeof shown, bytes, size);
        for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++) {
            is_hidden |= c >= hidden[i].first && c <= hidden[i].last;
        }
        if (is_hidden) {
            g_assert_cmpstr(shown, ==, "?");
        } else if (c >= '\t' && c <= '\r') {
            g_assert_cmpstr(shown, ==, " ");
        } else {
            g_assert_cmpmem(shown, strlen(shown), bytes, size);
        }
    }
}

/* Of what does not fit the beginning is written, but no part of a character. */
static void
test_clean_texts_have_a_limit(void)
{
    static const char bytes[] = "a\xc3\xa4\xe6\x97\xa5\x01\xf0\x9f\x93\x9e z";
    static const char whole[] = "a\xc3\xa4\xe6\x97\xa5?\xf0\x9f\x93\x9e z";

    for (size_t room = 1; room <= sizeof bytes; room++) {
        char *shown = g_malloc(room);
        const size_t size = text_clean(shown, room, bytes, sizeof bytes - 1);
        g_assert_cmpuint(size, <, room);
        g_assert_cmpuint(size, ==, strlen(shown));
        g_assert_true(g_str_has_prefix(whole, shown));
        g_assert_true(g_utf8_validate(shown, -1, NULL));
        g_assert_cmpuint(size + strlen("\xf0\x9f\x93\x9e"), >=, room);
        g_free(shown);
    }
    char *cleaned = text_cleaned(bytes);
    g_assert_cmpstr(cleaned, ==, whole);
    g_free(cleaned);
    g_assert_null(text_cleaned(NULL));
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/strings/bytes", test_bytes_are_kept);
    g_test_add_func("/strings/equal", test_equal_texts_are_one);
    g_test_add_func("/strings/long", test_long_texts);
    g_test_add_func("/strings/other", test_strings_are_no_other);
    g_test_add_func("/hash/differ", test_hashes_differ);
    g_test_add_func("/hash/every-bit", test_every_bit_is_hashed);
    g_test_add_func("/transaction-keys", test_transaction_keys);
    g_test_add_func("/transaction-keys/long", test_long_transaction_key);
    g_test_add_func("/clean", test_clean_texts);
    g_test_add_func("/clean/every-character", test_every_character);
    g_test_add_func("/clean/limit", test_clean_texts_have_a_limit);
    return g_test_run();
}
