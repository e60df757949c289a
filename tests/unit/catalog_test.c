/* catalog_test.c
 * The catalog against the registry's facts (registry.tsv) and against the room that Wireshark gives its texts.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"

#include <string.h>

static const catalog *knowledge;

static void
test_code_against_registry(gconstpointer data)
{
    char **facts = (char **)data;
    const int code = (int)g_ascii_strtoll(facts[0], NULL, 10);
    const catalog_code *entry = catalog_find_code(knowledge, code);
    char **rfcs = g_strsplit(facts[2], ";", -1);
    char **words = g_strsplit(entry->rfc, " ", 3);
    char *rfc = words[1] != NULL ? g_strdup_printf("%s %s", words[0], words[1]) : g_strdup(entry->rfc);

    g_assert_cmpint(entry->code, ==, code);
    g_assert_cmpstr(entry->phrase, ==, facts[1]);
    g_assert_true(g_strv_contains((const char *const *)rfcs, rfc));
    g_assert_cmpstr(entry->status, ==, facts[3]);
    g_free(rfc);
    g_strfreev(words);
    g_strfreev(rfcs);
}

static void
assert_fits(const catalog_code *entry)
{
    g_assert_cmpuint(strlen("100 ") + strlen(entry->headline), <=, CATALOG_LINE_BYTES);
    g_assert_cmpuint(strlen(entry->cause_line), <=, CATALOG_LINE_BYTES);
    g_assert_cmpuint(strlen(entry->fix_line), <=, CATALOG_LINE_BYTES);
}

static void
test_every_code_has_texts_that_fit(void)
{
    for (int code = 0; code < 1000; code++) {
        const catalog_code *entry = catalog_find_code(knowledge, code);
        g_assert_cmpstr(entry->phrase, !=, "");
        g_assert_cmpstr(entry->meaning, !=, "");
        g_assert_cmpstr(entry->cause, !=, "");
        g_assert_cmpstr(entry->fix, !=, "");
        assert_fits(entry);
    }
}

/* The clauses are put into sentences: "486 says that {about}.", "Send 486 when {use}." */
static void
assert_clause(const char *clause)
{
    g_assert_cmpint(*clause, !=, ' ');
    g_assert_false(g_str_has_suffix(clause, "."));
    g_assert_false(g_str_has_suffix(clause, " "));
    g_assert_null(strstr(clause, ". "));
}

static void
test_every_code_has_facts(void)
{
    static const char *const actors[] = { "none", "caller", "callee", "client-admin", "server-admin", "network-admin", NULL };
    static const char *const retries[] = { "none", "wait", "changed", "other-target", "automatic", NULL };
    static const char *const not_to_be_sent[] = { "obsolete", "unregistered", "invalid", NULL };

    for (int code = 99; code <= 700; code++) {
        const catalog_code *entry = catalog_find_code(knowledge, code);
        g_assert_true(g_strv_contains(actors, entry->actor));
        g_assert_true(g_strv_contains(retries, entry->retry));
        g_assert_cmpstr(entry->about, !=, "");
        g_assert_true((*entry->use == '\0') == g_strv_contains(not_to_be_sent, entry->status));
        assert_clause(entry->about);
        assert_clause(entry->use);
    }
    g_assert_cmpstr(catalog_find_code(knowledge, 412)->methods, ==, "PUBLISH");
    g_assert_cmpstr(catalog_find_code(knowledge, 401)->retry, ==, "automatic");
    g_assert_cmpstr(catalog_find_code(knowledge, 503)->retry, ==, "other-target");
    g_assert_cmpstr(catalog_find_code(knowledge, 433)->actor, ==, "caller");
}

static void
test_wordings(void)
{
    g_assert_cmpstr(catalog_find_wording(knowledge, "name"), ==, "{code} {phrase}");
    g_assert_null(catalog_find_wording(knowledge, "no such wording"));
}

static void
test_languages(void)
{
    const char *const *languages = catalog_languages();

    g_assert_true(g_strv_contains(languages, "en"));
    for (const char *const *language = languages; *language != NULL; language++) {
        const catalog *own = catalog_of_language(*language);
        g_assert_nonnull(own);
        g_assert_cmpstr(catalog_language_name(own), !=, *language);
        g_assert_true(language == languages || strcmp(language[-1], *language) < 0);
    }
}

static void
test_unregistered_code_of_a_class(void)
{
    const catalog_code *entry = catalog_find_code(knowledge, 699);

    g_assert_cmpint(entry->code, ==, 0);
    g_assert_cmpstr(entry->class_name, ==, "Global Failure");
    g_assert_nonnull(strstr(entry->meaning, "not registered"));
    g_assert_nonnull(strstr(entry->meaning, "600"));
    g_assert_nonnull(strstr(catalog_find_code(knowledge, 150)->meaning, "183"));
}

static void
test_invalid_codes(void)
{
    static const int invalid[] = { -1, 0, 99, 700, 999, 1000 };

    for (size_t i = 0; i < G_N_ELEMENTS(invalid); i++) {
        g_assert_cmpstr(catalog_find_code(knowledge, invalid[i])->status, ==, "invalid");
    }
    g_assert_cmpstr(catalog_find_code(knowledge, 100)->status, ==, "current");
    g_assert_cmpstr(catalog_find_code(knowledge, 699)->status, ==, "unregistered");
}

static void
test_has_class(void)
{
    g_assert_true(catalog_has_class(100));
    g_assert_true(catalog_has_class(699));
    g_assert_false(catalog_has_class(99));
    g_assert_false(catalog_has_class(700));
}

static void
test_all_codes_are_listed(void)
{
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    g_assert_cmpuint(count, ==, 85);
    for (size_t i = 1; i < count; i++) {
        g_assert_cmpint(codes[i - 1], <, codes[i]);
    }
}

static void
test_warn_codes(void)
{
    static const int registered[] = { 300, 301, 302, 303, 304, 305, 306, 307, 308, 330, 331, 370, 380, 381, 399 };

    for (size_t i = 0; i < G_N_ELEMENTS(registered); i++) {
        const catalog_reason *warning = catalog_find_warning(knowledge, registered[i]);
        g_assert_nonnull(warning);
        g_assert_cmpint(warning->number, ==, registered[i]);
        g_assert_cmpstr(warning->meaning, !=, "");
    }
    g_assert_cmpstr(catalog_find_warning(knowledge, 305)->name, ==, "Incompatible media format");
    g_assert_null(catalog_find_warning(knowledge, 390));
    g_assert_null(catalog_find_warning(knowledge, 392));
}

/* RFC 3398 7.2.4.1; the table is not the inverse of the one for the other direction. */
static void
test_q850_causes(void)
{
    static const struct {
        int cause;
        int sip_status;
    } usual[] = { { 1, 404 },  { 16, 0 },   { 17, 486 },  { 18, 408 },  { 19, 480 }, { 21, 403 },
                  { 22, 410 }, { 27, 502 }, { 28, 484 },  { 34, 503 },  { 41, 503 }, { 44, 0 },
                  { 65, 488 }, { 88, 503 }, { 102, 504 }, { 127, 500 }, { 50, 500 } };

    for (size_t i = 0; i < G_N_ELEMENTS(usual); i++) {
        const catalog_reason *cause = catalog_find_q850(knowledge, usual[i].cause);
        g_assert_nonnull(cause);
        g_assert_cmpint(cause->sip_status, ==, usual[i].sip_status);
    }
    g_assert_cmpstr(catalog_find_q850(knowledge, 17)->name, ==, "User busy");
    g_assert_null(catalog_find_q850(knowledge, 10));
}

static void
test_verdicts(void)
{
    const catalog_verdict *busy = catalog_verdict_of(knowledge, VERDICT_USER_BUSY);

    g_assert_nonnull(busy);
    g_assert_cmpstr(busy->id, ==, "user.busy");
    g_assert_cmpint(busy->severity, ==, CATALOG_NOTE);
    g_assert_false(busy->certain);
    g_assert_nonnull(strstr(busy->cause, "{user}"));
    g_assert_cmpstr(busy->title, !=, "");
    g_assert_cmpstr(busy->fix, !=, "");
    g_assert_true(catalog_verdict_of(knowledge, VERDICT_USER_BUSY_CONFIRMED)->certain);
    g_assert_cmpint(catalog_verdict_of(knowledge, VERDICT_PROTOCOL_MISSING_HEADER)->severity, ==, CATALOG_ERROR);
}

static void
test_evidence(void)
{
    g_assert_nonnull(strstr(catalog_evidence_of(knowledge, EVIDENCE_BRANCH), "{element}"));
    g_assert_nonnull(strstr(catalog_evidence_of(knowledge, EVIDENCE_CANCEL), "{frame}"));
}

static void
assert_filled(const char *pattern, const catalog_value *values, size_t count, const char *expected)
{
    char *filled = catalog_fill(knowledge, pattern, values, count, 0);

    g_assert_cmpstr(filled, ==, expected);
    g_free(filled);
}

static void
test_fill(void)
{
    static const catalog_value values[] = { { "user", "bob" }, { "code", NULL }, { "pattern", "{user}" }, { "empty", "" } };
    static const struct {
        const char *pattern;
        const char *filled;
    } patterns[] = {
        { "User {user}.", "User bob." },
        { "{user}{user}", "bobbob" },
        { "{code}", "unknown" },
        { "{other} {us} {users}", "{other} {us} {users}" },
        { "{pattern}", "{user}" },
        { "[{empty}]", "[]" },
        { "{user", "{user" },
        { "user}", "user}" },
        { "{{user}}", "{bob}" },
        { "{}", "{}" },
        { "", "" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        assert_filled(patterns[i].pattern, values, G_N_ELEMENTS(values), patterns[i].filled);
    }
}

/* The numbers are the examples of Unicode CLDR for Arabic. */
static void
test_fill_forms(void)
{
    static const char english[] = "{count:# time|# times}";
    static const char arabic[] = "{count:zero|one|two|few #|many #|other #}";
    static const struct {
        const char *pattern;
        const char *count;
        const char *filled;
    } patterns[] = {
        { "{count:# x}", "1", "1 x" },
        { "{count:# x}", "0", "0 x" },
        { english, "0", "0 times" },
        { english, "1", "1 time" },
        { english, "2", "2 times" },
        { english, "11", "11 times" },
        { english, "21", "21 times" },
        { english, NULL, "unknown times" },
        { english, "-1", "-1 times" },
        { english, "1 of 2", "1 of 2 times" },
        { english, "18446744073709551616", "18446744073709551616 times" },
        { "sent {count:once|# times}, {count}", "1", "sent once, 1" },
        { "{count:#/# time|#/# times}.", "3", "3/3 times." },
        { arabic, "0", "zero" },
        { arabic, "1", "one" },
        { arabic, "2", "two" },
        { arabic, "3", "few 3" },
        { arabic, "10", "few 10" },
        { arabic, "11", "many 11" },
        { arabic, "26", "many 26" },
        { arabic, "99", "many 99" },
        { arabic, "100", "other 100" },
        { arabic, "101", "other 101" },
        { arabic, "102", "other 102" },
        { arabic, "103", "few 103" },
        { arabic, "110", "few 110" },
        { arabic, "111", "many 111" },
        { arabic, "1000", "other 1000" },
        { arabic, NULL, "other unknown" },
        { "{other:# time|# times}", "1", "{other:# time|# times}" },
        { "{count:# time|# times", "1", "{count:# time|# times" },
        { "{count:{count}}", "1", "{count:1}" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        const catalog_value value = { "count", patterns[i].count };
        assert_filled(patterns[i].pattern, &value, 1, patterns[i].filled);
    }
}

static void
test_fill_within_limits(void)
{
    char *letters = g_strnfill(500, 'x');
    const catalog_value values[] = { { "long", letters }, { "short", "bob" } };

    for (size_t limit = 40; limit < 600; limit++) {
        char *filled = catalog_fill(knowledge, "To {short}: {long}!", values, G_N_ELEMENTS(values), limit);
        const size_t whole = strlen("To bob: !") + strlen(letters);
        g_assert_cmpuint(strlen(filled), <=, limit);
        g_assert_true(g_str_has_prefix(filled, "To bob: xx"));
        g_assert_true(g_str_has_suffix(filled, whole <= limit ? "xxx!" : "xx...!"));
        g_free(filled);
    }
    g_free(letters);
}

/* Characters of two, three and four bytes. */
static void
test_fill_cuts_between_characters(void)
{
    static const char *const characters[] = { "\303\274", "\342\202\254", "\360\237\230\200" };

    for (size_t i = 0; i < G_N_ELEMENTS(characters); i++) {
        GString *text = g_string_new(NULL);
        while (text->len < 300) {
            g_string_append(text, characters[i]);
        }
        const catalog_value value = { "user", text->str };
        for (size_t limit = 20; limit < 300; limit++) {
            char *filled = catalog_fill(knowledge, "a {user}", &value, 1, limit);
            g_assert_true(g_utf8_validate(filled, -1, NULL));
            g_assert_cmpuint(strlen(filled), <=, limit);
            g_free(filled);
        }
        g_string_free(text, TRUE);
    }
}

/* The words of a pattern are never cut, even if they alone are too long. */
static void
test_fill_keeps_the_pattern(void)
{
    const catalog_value value = { "user", "somebody" };
    char *filled = catalog_fill(knowledge, "The words of the pattern {user} stay", &value, 1, 10);

    g_assert_true(g_str_has_prefix(filled, "The words of the pattern "));
    g_assert_true(g_str_has_suffix(filled, " stay"));
    g_free(filled);
}

static void
test_unknown_language(void)
{
    g_assert_null(catalog_of_language("xx"));
}

static void
free_facts(gpointer facts)
{
    g_strfreev(facts);
}

static void
add_registry_tests(const char *path)
{
    char *text;
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    char **lines = g_strsplit(g_strchomp(text), "\n", -1);

    for (char **line = lines + 1; *line != NULL; line++) {
        char **facts = g_strsplit(*line, "\t", 4);
        char *name = g_strdup_printf("/registry/%s", facts[0]);
        g_test_add_data_func_full(name, facts, test_code_against_registry, free_facts);
        g_free(name);
    }
    g_strfreev(lines);
    g_free(text);
}

static void
test_topics(void)
{
    static const struct {
        const char *text;
        catalog_topic topic;
    } cases[] = {
        { "No DNS results", TOPIC_RESOLUTION },
        { "DO_NOT_DISTURB", TOPIC_DO_NOT_DISTURB },
        { "Do-not-disturb is on", TOPIC_DO_NOT_DISTURB },
        { "nonce has changed", TOPIC_STALE_NONCE },
        { "MediaOfferError; corr 2f1c", TOPIC_MEDIA },
        { "Maximum Calls In Progress", TOPIC_LIMIT },
        { "Calls per second exceeded", TOPIC_RATE },
        { "Caller ID not allowed", TOPIC_CALLER_ID },
        { "Account suspended", TOPIC_ACCOUNT },
        /* The longest words decide. */
        { "Trunk limit exceeded", TOPIC_LIMIT },
        { "Trunk not registered", TOPIC_TRUNK },
        { "Endpoint not registered", TOPIC_NOT_REGISTERED },
        { "IP address not allowed", TOPIC_SOURCE_ADDRESS },
        { "Transfer not allowed", TOPIC_POLICY },
        { "Server busy", TOPIC_OVERLOAD },
        /* Parts of words are no words, and words of other meaning no topic. */
        { "Creditor", TOPIC_NONE },
        { "Decodecs", TOPIC_NONE },
        { "undnded", TOPIC_NONE },
        { "Unsupported Media Type", TOPIC_NONE },
        { "Call/Transaction Does Not Exist", TOPIC_NONE },
        { "No", TOPIC_NONE },
        { "", TOPIC_NONE },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_test_message("%s", cases[i].text);
        g_assert_cmpint(catalog_topic_of(cases[i].text, strlen(cases[i].text)), ==, cases[i].topic);
    }
    g_assert_cmpint(catalog_topic_of("dndx", strlen("dnd")), ==, TOPIC_DO_NOT_DISTURB);
}

/* A registered phrase alone is no statement of a topic, so that a code says what its number says. */
static void
test_registered_phrases_have_no_topic(void)
{
    /* Those whose topic is what their code means. */
    static const int with_topic[] = { 402, 428, 429, 436, 438, 476, 477, 478 };
    const catalog *english = catalog_of_language("en");
    size_t count;
    const int *codes = catalog_codes(english, &count);

    for (size_t i = 0; i < count; i++) {
        const char *phrase = catalog_find_code(english, codes[i])->phrase;
        bool may_have = codes[i] < 300;
        for (size_t j = 0; j < G_N_ELEMENTS(with_topic); j++) {
            may_have |= codes[i] == with_topic[j];
        }
        g_test_message("%d %s", codes[i], phrase);
        g_assert_true(may_have || catalog_topic_of(phrase, strlen(phrase)) == TOPIC_NONE ||
                      catalog_is_unspecific(phrase, strlen(phrase)));
    }
}

static void
test_unspecific_phrases(void)
{
    g_assert_true(catalog_is_unspecific("Busy here", strlen("Busy here")));
    g_assert_true(catalog_is_unspecific("Call Leg/Transaction Does Not Exist", strlen("Call Leg/Transaction Does Not Exist")));
    g_assert_true(catalog_is_unspecific("Request Cancelled", strlen("Request Cancelled")));
    g_assert_false(catalog_is_unspecific("Busy here and there", strlen("Busy here and there")));
    g_assert_false(catalog_is_unspecific("Busy", 2));
    g_assert_false(catalog_is_unspecific("", 0));
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    knowledge = catalog_of_language("en");
    g_assert_nonnull(knowledge);
    char *registry = g_test_build_filename(G_TEST_DIST, "tests/data/registry.tsv", NULL);
    add_registry_tests(registry);
    g_free(registry);
    g_test_add_func("/code/texts-fit", test_every_code_has_texts_that_fit);
    g_test_add_func("/code/facts", test_every_code_has_facts);
    g_test_add_func("/code/unregistered", test_unregistered_code_of_a_class);
    g_test_add_func("/code/invalid", test_invalid_codes);
    g_test_add_func("/code/has-class", test_has_class);
    g_test_add_func("/code/list", test_all_codes_are_listed);
    g_test_add_func("/warn-codes", test_warn_codes);
    g_test_add_func("/q850-causes", test_q850_causes);
    g_test_add_func("/verdicts", test_verdicts);
    g_test_add_func("/evidence", test_evidence);
    g_test_add_func("/fill/values", test_fill);
    g_test_add_func("/fill/forms", test_fill_forms);
    g_test_add_func("/fill/limits", test_fill_within_limits);
    g_test_add_func("/fill/characters", test_fill_cuts_between_characters);
    g_test_add_func("/fill/pattern", test_fill_keeps_the_pattern);
    g_test_add_func("/wordings", test_wordings);
    g_test_add_func("/languages", test_languages);
    g_test_add_func("/unknown-language", test_unknown_language);
    g_test_add_func("/topics", test_topics);
    g_test_add_func("/topics/registered-phrases", test_registered_phrases_have_no_topic);
    g_test_add_func("/topics/unspecific", test_unspecific_phrases);
    return g_test_run();
}
