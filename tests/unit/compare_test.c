/* compare_test.c
 * Explanations and comparisons of every code and every pair of codes; sipcode_test has a few that were read word by word.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"

#include <string.h>

static const catalog_layout as_text = { .format = CATALOG_TEXT };
static const catalog_layout as_markdown = { .format = CATALOG_MARKDOWN };

static const catalog *knowledge;

/* The text between two lines of Markdown; to the end if `end` is NULL. */
static char *
part_of(const char *text, const char *begin, const char *end)
{
    const char *from = strstr(text, begin);

    g_assert_nonnull(from);
    from += strlen(begin);
    const char *to = end != NULL ? strstr(from, end) : from + strlen(from);
    g_assert_nonnull(to);
    return g_strndup(from, (size_t)(to - from));
}

static void
assert_clean(const char *text)
{
    g_assert_true(g_utf8_validate(text, -1, NULL));
    g_assert_null(strchr(text, '{'));
    g_assert_null(strchr(text, '}'));
    g_assert_null(strstr(text, "(null)"));
    g_assert_null(strstr(text, " \n"));
    g_assert_true(g_str_has_suffix(text, "\n"));
}

/* A sentence ends with a full stop, a blank or line end, and a capital, a digit or a bullet. */
static void
assert_no_sentence_twice(const char *text)
{
    char **sentences = g_regex_split_simple("(?<=\\.)\\s+(?:- )?(?=[A-Z0-9]|- )|\\n+(?:- )?", text, 0, 0);
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (char **sentence = sentences; *sentence != NULL; sentence++) {
        if (**sentence != '\0' && !g_hash_table_add(seen, *sentence)) {
            g_error("twice: %s\nin: %s", *sentence, text);
        }
    }
    g_hash_table_destroy(seen);
    g_strfreev(sentences);
}

static void
assert_section_has_items(const char *section)
{
    g_assert_true(g_str_has_prefix(section, "\n- "));
    g_assert_cmpuint(strlen(section), >, strlen("\n- x.\n"));
}

static void
assert_names(const char *summary, int code)
{
    const char *phrase = catalog_find_code(knowledge, code)->phrase;
    char *name = g_strdup_printf("%d %s", code, phrase);

    g_assert_nonnull(strstr(summary, name));
    g_free(name);
}

static void
check_pair(int first, int second)
{
    char *text = catalog_compare(knowledge, first, second, &as_markdown);
    char *title = part_of(text, "# ", "\n");
    char *summary = part_of(text, "\n\n", "\n\n## ");
    char *differences = part_of(text, "\n## Key differences\n", "\n## ");
    char *advice = part_of(text, "\n## Which to use when\n", NULL);
    char *composed = g_strconcat(summary, "\n", differences, advice, NULL);
    const char *own = catalog_find_difference(knowledge, first, second);

    assert_clean(text);
    g_assert_null(strstr(text, "  "));
    char *expected_title = g_strdup_printf("%d vs %d", first, second);
    g_assert_cmpstr(title, ==, expected_title);
    assert_names(summary, first);
    assert_names(summary, second);
    g_assert_true(g_str_has_suffix(summary, "."));
    assert_section_has_items(differences);
    assert_section_has_items(advice);
    assert_no_sentence_twice(composed);
    g_assert_null(strstr(composed, ".."));
    g_assert_null(strstr(composed, " ."));
    if (own != NULL) {
        g_assert_true(g_str_has_prefix(differences + strlen("\n- "), own));
    }
    g_free(composed);
    g_free(advice);
    g_free(differences);
    g_free(summary);
    g_free(expected_title);
    g_free(title);
    g_free(text);
}

static void
test_every_pair(void)
{
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    g_assert_cmpuint(count, ==, 85);
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < count; j++) {
            if (i != j) {
                check_pair(codes[i], codes[j]);
            }
        }
    }
}

static void
test_unregistered_numbers(void)
{
    char *alike = catalog_compare(knowledge, 450, 451, &as_markdown);

    g_assert_nonnull(strstr(alike, "treats both as 400"));
    assert_clean(alike);
    g_free(alike);
    for (int code = 150; code < 700; code += 100) {
        char *other = catalog_compare(knowledge, code, 486, &as_markdown);
        assert_clean(other);
        g_assert_nonnull(strstr(other, code == 150 ? "treats it as 183" : "is not registered"));
        g_free(other);
    }
}

static void
test_pairs_often_confused(void)
{
    static const int pairs[][2] = { { 180, 183 }, { 401, 407 }, { 401, 403 }, { 404, 604 }, { 404, 410 }, { 480, 486 },
                                    { 480, 600 }, { 486, 600 }, { 408, 504 }, { 404, 481 }, { 482, 483 }, { 486, 603 },
                                    { 488, 606 }, { 500, 503 }, { 491, 500 }, { 302, 305 }, { 420, 421 }, { 422, 423 },
                                    { 436, 438 }, { 404, 480 }, { 403, 603 }, { 403, 407 }, { 415, 488 }, { 406, 488 },
                                    { 406, 415 }, { 502, 503 }, { 503, 504 }, { 408, 503 }, { 487, 603 }, { 481, 487 },
                                    { 300, 302 }, { 300, 485 }, { 181, 302 }, { 401, 494 }, { 436, 437 }, { 437, 438 },
                                    { 603, 607 }, { 477, 503 } };

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        const char *difference = catalog_find_difference(knowledge, pairs[i][0], pairs[i][1]);
        g_assert_nonnull(difference);
        g_assert_true(difference == catalog_find_difference(knowledge, pairs[i][1], pairs[i][0]));
    }
    g_assert_null(catalog_find_difference(knowledge, 100, 607));
    g_assert_null(catalog_find_difference(knowledge, 412, 421));
}

typedef struct {
    int first;
    int second;
    const char *says;  /* in the comparison */
    const char *lacks; /* not in it; may be NULL */
} comparison_case;

/* The sentences of a class are right for a code, or another one takes their place. */
static const comparison_case comparisons[] = {
    /* The fault behind a 5xx may be in the request. */
    { 484, 505, "505 blames the server, yet it is the request that has to change", "may well be valid" },
    { 424, 513, "When you read 513, look at the request first", "read its log" },
    { 501, 486, "501 blames the server, yet it is the request that has to change", "may well be valid" },
    { 555, 580, "When you read 555 or 580, look at the request first", "read its log" },
    { 486, 503, "503 says that the server failed to fulfil a request that may well be valid", "has to change" },
    { 500, 504, "When you read 500 or 504, find the server that made it", "look at the request first" },
    { 500, 501, "When you read 500, find the server that made it", NULL },
    /* No fork hides these. */
    { 412, 469, "When you read 412 or 469, look only at the server that sent it", "forked the request" },
    { 439, 481, "When you read 439 or 481, look only at the server that sent it", "forked the request" },
    { 401, 407, "When you read 401 or 407, check whether the client's retry follows", "forked the request" },
    { 422, 491, "When you read 422 or 491, check whether the client's retry follows", "forked the request" },
    { 423, 486, "When you read 423, check whether the client's retry follows", "read 423 or 486" },
    { 480, 486, "When you read 480 or 486, it may be one failure of several", NULL },
    { 404, 489, "When you read 404 or 489, it may be one failure of several", NULL },
    /* Progress and success need no new attempt. */
    { 183, 486, "After 486 the same request may succeed later", "new attempt after 183" },
    { 200, 503, "After 503 the next attempt goes to another address", "new attempt after 200" },
    { 486, 603, "A new attempt after 603 makes no sense", NULL },
    /* A name of a class within a sentence. */
    { 180, 486, "180 Ringing is a provisional response and says", NULL },
    { 486, 600, "486 Busy Here is a client failure response and says", NULL },
};

static void
test_comparison(gconstpointer data)
{
    const comparison_case *expected = data;
    char *text = catalog_compare(knowledge, expected->first, expected->second, &as_markdown);

    g_assert_nonnull(strstr(text, expected->says));
    g_assert_true(expected->lacks == NULL || strstr(text, expected->lacks) == NULL);
    g_free(text);
}

/* 1xx and 2xx have no line about a new attempt. */
static void
test_retry_is_explained_of_failures(void)
{
    static const int codes[] = { 100, 183, 200, 204, 302, 486, 603 };

    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        char *text = catalog_explain(knowledge, codes[i], &as_markdown);
        g_assert_true((strstr(text, "**Retry**") != NULL) == (codes[i] >= 300));
        g_free(text);
    }
}

static void
test_every_explanation(void)
{
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    for (size_t i = 0; i < count; i++) {
        char *text = catalog_explain(knowledge, codes[i], &as_markdown);
        assert_clean(text);
        g_assert_null(strstr(text, ": \n"));
        assert_names(text, codes[i]);
        g_free(text);
    }
}

static void
test_lines_fit(void)
{
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    for (size_t i = 1; i < count; i++) {
        char *text = catalog_compare(knowledge, codes[i - 1], codes[i], &as_text);
        char **lines = g_strsplit(text, "\n", -1);
        for (char **line = lines; *line != NULL; line++) {
            g_assert_cmpint(g_utf8_strlen(*line, -1), <=, 80);
        }
        g_strfreev(lines);
        g_free(text);
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    knowledge = catalog_of_language("en");
    g_assert_nonnull(knowledge);
    g_test_add_func("/compare/every-pair", test_every_pair);
    g_test_add_func("/compare/unregistered", test_unregistered_numbers);
    g_test_add_func("/compare/confused", test_pairs_often_confused);
    for (size_t i = 0; i < G_N_ELEMENTS(comparisons); i++) {
        char *name = g_strdup_printf("/compare/%d-%d", comparisons[i].first, comparisons[i].second);
        g_test_add_data_func(name, &comparisons[i], test_comparison);
        g_free(name);
    }
    g_test_add_func("/explain/retry", test_retry_is_explained_of_failures);
    g_test_add_func("/explain/every-code", test_every_explanation);
    g_test_add_func("/text/lines-fit", test_lines_fit);
    return g_test_run();
}
