/* sipcode_test.c
 * The command sipcode as its users see it: what it prints, its formats, languages and exit codes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <string.h>

static const char *sipcode;

#define COMMAND(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define SIPCODE(...) program_output(COMMAND(sipcode, __VA_ARGS__))

static void
assert_contains(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        g_error("'%s' is not in: %s", part, text);
    }
}

static void
test_explains_a_code(void)
{
    char *text = SIPCODE("412");

    g_assert_true(g_str_has_prefix(text, "412 Conditional Request Failed\n"));
    assert_contains(text, "Class: Client Failure, final\n");
    assert_contains(text, "Defined in: RFC 3903 11.2.1\n");
    assert_contains(text, "Description: ");
    assert_contains(text, "When you see it: ");
    assert_contains(text, "How to fix: ");
    g_assert_null(strstr(text, "Often confused with: "));
    g_free(text);
}

static void
test_names_codes_often_confused(void)
{
    char *text = SIPCODE("415");

    assert_contains(text, "\n  Often confused with: 406 Not Acceptable: ");
    assert_contains(text, "\n  Often confused with: 488 Not Acceptable Here: ");
    g_free(text);
}

static void
test_explains_an_unregistered_code(void)
{
    char *text = SIPCODE("499");

    g_assert_true(g_str_has_prefix(text, "499 (Not registered)\n"));
    assert_contains(text, "a client treats it as");
    g_free(text);
}

/* These were read word by word. */
static void
test_compares(gconstpointer data)
{
    const char *const *codes = data;
    char *name = g_strdup_printf("compare_%s_%s.txt", codes[0], codes[1]);
    char *path = g_test_build_filename(G_TEST_DIST, "tests/data/expected", name, NULL);
    char *text = SIPCODE(codes[0], codes[1]);
    char *expected;

    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_assert_cmpstr(text, ==, expected);
    g_free(expected);
    g_free(text);
    g_free(path);
    g_free(name);
}

static void
test_lists(void)
{
    char *all = SIPCODE("list");
    char *one_class = SIPCODE("list", "6xx");

    g_assert_cmpuint(program_count(all, "^  [1-6][0-9][0-9] [A-Z]"), ==, 85);
    g_assert_cmpuint(program_count(all, "^[1-6]xx [A-Z]"), ==, 6);
    g_assert_true(g_str_has_prefix(one_class, "6xx Global Failure\n  600 Busy Everywhere\n"));
    g_assert_cmpuint(program_count(one_class, "^  "), ==, 7);
    g_free(one_class);
    g_free(all);
}

typedef struct {
    const char *name;
    const char *words[3];
    const char *begins;
    const char *contains;
} explained_reason;

static const explained_reason reasons[] = {
    { "cause",
      { "q850", "34", NULL },
      "Q.850 cause 34: No circuit/channel available\n  Defined in: ITU-T Q.850\n",
      "\n  Usual response: 503 Service Unavailable\n" },
    { "first-cause", { "q850", "1", NULL }, "Q.850 cause 1: Unallocated (unassigned) number\n", "\n  How to fix: " },
    { "last-cause", { "q850", "127", NULL }, "Q.850 cause 127: Interworking, unspecified\n", "\n  Description: " },
    { "leading-zero", { "q850", "034", NULL }, "Q.850 cause 34: ", "" },
    { "warn-code",
      { "warning", "305", NULL },
      "Warn-code 305: Incompatible media format\n  Defined in: RFC 3261 20.43\n",
      "\n  How to fix: Compare the formats" },
};

static void
test_explains_a_reason(gconstpointer data)
{
    const explained_reason *expected = data;
    char *text = SIPCODE(expected->words[0], expected->words[1]);

    g_assert_true(g_str_has_prefix(text, expected->begins));
    assert_contains(text, expected->contains);
    g_free(text);
}

/* RFC 3398 7.2.4.1 maps normal call clearing to BYE or CANCEL, not to a response. */
static void
test_explains_a_cause_without_response(void)
{
    char *text = SIPCODE("q850", "16");

    g_assert_null(strstr(text, "Usual response"));
    g_free(text);
}

static void
test_lists_reasons(void)
{
    char *causes = SIPCODE("list", "q850");
    char *warnings = SIPCODE("list", "warning");
    char *markdown = SIPCODE("--format", "markdown", "list", "warning");

    g_assert_true(g_str_has_prefix(causes, "Q.850 causes\n  1 Unallocated (unassigned) number\n"));
    g_assert_cmpuint(program_count(causes, "^  [0-9]+ [A-Z]"), ==, 73);
    g_assert_true(g_str_has_prefix(warnings, "Warn-codes\n  300 Incompatible network protocol\n"));
    g_assert_cmpuint(program_count(warnings, "^  3[0-9][0-9] "), ==, 15);
    g_assert_true(g_str_has_prefix(markdown, "# Warn-codes\n\n## Warn-code 300: Incompatible network protocol\n\n- **"));
    g_assert_cmpuint(program_count(markdown, "^## "), ==, 15);
    g_free(markdown);
    g_free(warnings);
    g_free(causes);
}

static void
test_searches_all_kinds(void)
{
    char *text = SIPCODE("search", "codec");
    char *circuits = SIPCODE("search", "circuit");

    assert_contains(text, "\n\nQ.850 causes\n");
    assert_contains(text, "\n\nWarn-codes\n");
    assert_contains(text, "\n  305 Incompatible media format\n");
    assert_contains(circuits, "\n  34 No circuit/channel available\n");
    g_assert_null(strstr(circuits, "Warn-codes"));
    g_free(circuits);
    g_free(text);
}

static void
test_searches(void)
{
    char *lower = SIPCODE("search", "codec");
    char *upper = SIPCODE("search", "CODEC");
    char *words = SIPCODE("search", "busy", "here");

    g_assert_cmpstr(lower, ==, upper);
    assert_contains(lower, "488 Not Acceptable Here\n");
    assert_contains(words, "486 Busy Here\n");
    g_free(words);
    g_free(upper);
    g_free(lower);
}

static void
test_reference_in_markdown(void)
{
    char *text = SIPCODE("--format", "markdown", "list");

    g_assert_true(g_str_has_prefix(text, "# SIP response codes\n\n## 1xx Provisional\n\n### 100 Trying\n\n- **Class**: "));
    g_assert_cmpuint(program_count(text, "^### [1-6][0-9][0-9] "), ==, 85);
    g_assert_cmpuint(program_count(text, "^- \\*\\*How to fix\\*\\*: ."), ==, 85);
    assert_contains(text, "Contact \\* and Expires");
    g_free(text);
}

/* Gives the output of sipcode to a Python program that reads it as `data`; returns what that prints. */
static char *
python(const char *words, const char *program)
{
    char *command = g_strdup_printf("'%s' --format json %s | python3 -c 'import json, sys\ndata = json.load(sys.stdin)\n%s'",
                                    sipcode, words, program);
    char *printed = program_output(COMMAND("sh", "-c", command));

    g_free(command);
    return printed;
}

static void
test_json(void)
{
    char *one = python("401", "print(data[\"code\"], data[\"final\"], data[\"rfc\"], data[\"headers\"], data[\"methods\"], "
                              "[other[\"code\"] for other in data[\"confused_with\"]])");
    char *pair = python("183 477", "print(data[\"first\"][\"final\"], data[\"second\"][\"rfc\"], data[\"second\"][\"use\"], "
                                   "len(data[\"differences\"]) > 3, len(data[\"when\"]))");
    char *all = python("list", "print(len(data), data[0][\"code\"], data[-1][\"code\"])");
    char *quotes = python("487", "print(\"`sip.CSeq.method == \\\"CANCEL\\\"`\" in data[\"fix\"])");
    char *cause = python("q850 34", "print(data[\"q850\"], data[\"name\"], data[\"usual_code\"], sorted(data))");
    char *unusual = python("q850 16", "print(data[\"usual_code\"])");
    char *warning = python("warning 305", "print(data[\"warning\"], data[\"rfc\"], sorted(data))");
    char *search = python("search codec", "print([sum(kind in entry for entry in data) > 0 for kind in "
                                          "(\"code\", \"q850\", \"warning\")], len(data) > 5)");
    char *causes = python("list q850", "print(len(data), data[0][\"q850\"], data[-1][\"q850\"])");
    char *arabic = python("--lang ar q850 34", "print(data[\"q850\"], data[\"name\"].isascii())");

    g_assert_cmpstr(one, ==, "401 True RFC 3261 21.4.2 ['WWW-Authenticate', 'Authorization'] [] [403, 407, 494]\n");
    g_assert_cmpstr(pair, ==, "False None None True 4\n");
    g_assert_cmpstr(all, ==, "85 100 687\n");
    g_assert_cmpstr(quotes, ==, "True\n");
    g_assert_cmpstr(cause, ==, "34 No circuit/channel available 503 ['fix', 'meaning', 'name', 'q850', 'usual_code']\n");
    g_assert_cmpstr(unusual, ==, "None\n");
    g_assert_cmpstr(warning, ==, "305 RFC 3261 20.43 ['fix', 'meaning', 'name', 'rfc', 'warning']\n");
    g_assert_cmpstr(search, ==, "[True, True, True] True\n");
    g_assert_cmpstr(causes, ==, "73 1 127\n");
    g_assert_cmpstr(arabic, ==, "34 False\n");
    g_free(arabic);
    g_free(causes);
    g_free(search);
    g_free(warning);
    g_free(unusual);
    g_free(cause);
    g_free(quotes);
    g_free(all);
    g_free(pair);
    g_free(one);
}

static void
test_language(void)
{
    char *plain = SIPCODE("486");
    char *english = SIPCODE("--lang", "en", "486");
    char *of_locale = program_output(COMMAND("env", "LANGUAGE=en_GB", "LC_ALL=C.UTF-8", sipcode, "486"));
    char *unknown_locale = program_output(COMMAND("env", "LANGUAGE=tlh", "LC_ALL=C.UTF-8", sipcode, "486"));

    g_assert_cmpstr(plain, ==, english);
    g_assert_cmpstr(of_locale, ==, english);
    g_assert_cmpstr(unknown_locale, ==, english);
    g_free(unknown_locale);
    g_free(of_locale);
    g_free(english);
    g_free(plain);
}

static void
test_help_and_version(void)
{
    char *help = SIPCODE("--help");
    char *version = SIPCODE("--version");

    assert_contains(help, "list [CLASS]");
    assert_contains(help, "q850 CAUSE");
    assert_contains(help, "warning CODE");
    assert_contains(help, "--format");
    g_assert_cmpuint(program_count(version, "^sipcode [0-9]+\\.[0-9]+\\.[0-9]+$"), ==, 1);
    g_free(version);
    g_free(help);
}

typedef struct {
    const char *name;
    const char *words[4];
    int exit_code;
    const char *message;
} failure;

static const failure failures[] = {
    { "no-arguments", { NULL }, 2, "name a code" },
    { "no-code", { "busy", NULL }, 2, "neither a code" },
    { "too-long", { "4860", NULL }, 2, "neither a code" },
    { "three-codes", { "180", "183", "200", NULL }, 2, "one code or two" },
    { "same-code", { "486", "486", NULL }, 2, "the same code" },
    { "below", { "099", NULL }, 1, "no class" },
    { "above", { "700", "486", NULL }, 1, "no class" },
    { "class", { "list", "7xx", NULL }, 1, "no class" },
    { "no-class", { "list", "busy", NULL }, 2, "takes one class" },
    { "two-classes", { "list", "4xx", "5xx", NULL }, 2, "takes one class" },
    { "no-cause", { "q850", NULL }, 2, "the number of one Q.850 cause" },
    { "two-causes", { "q850", "34", "42", NULL }, 2, "the number of one Q.850 cause" },
    { "name-of-cause", { "q850", "busy", NULL }, 2, "the number of one Q.850 cause" },
    { "long-cause", { "q850", "0034", NULL }, 2, "the number of one Q.850 cause" },
    { "unassigned-cause", { "q850", "10", NULL }, 1, "there is no Q.850 cause 10" },
    { "above-causes", { "q850", "128", NULL }, 1, "there is no Q.850 cause 128" },
    { "no-warn-code", { "warning", NULL }, 2, "the number of one warn-code" },
    { "unregistered-warn-code", { "warning", "309", NULL }, 1, "there is no warn-code 309" },
    { "above-warn-codes", { "warning", "999", NULL }, 1, "there is no warn-code 999" },
    { "list-two-kinds", { "list", "q850", "warning", NULL }, 2, "takes one class" },
    { "not-found", { "search", "xyzzy", NULL }, 1, "no code, cause or warning mentions" },
    { "search-nothing", { "search", NULL }, 2, "search for what" },
    { "option", { "--frobnicate", NULL }, 2, "frobnicate" },
    { "format", { "--format=xml", "486", NULL }, 2, "text, markdown, json" },
    { "language", { "--lang=tlh", "486", NULL }, 2, "known are: " },
};

static void
test_failure(gconstpointer data)
{
    const failure *expected = data;
    const char *command[G_N_ELEMENTS(expected->words) + 2] = { sipcode };
    memcpy(command + 1, expected->words, sizeof expected->words);
    program_result result = program_run(command, NULL);

    g_assert_cmpint(result.exit_code, ==, expected->exit_code);
    g_assert_cmpstr(result.out, ==, "");
    g_assert_true(g_str_has_prefix(result.err, "sipcode: "));
    assert_contains(result.err, expected->message);
    program_result_clear(&result);
}

static void
test_full_disk(void)
{
    program_result result = program_run(COMMAND("sh", "-c", "\"$SIPCODE\" list >/dev/full"), NULL);

    g_assert_cmpint(result.exit_code, ==, 1);
    assert_contains(result.err, "cannot write");
    program_result_clear(&result);
}

int
main(int count, char **arguments)
{
    static const char *const compared[][2] = { { "183", "412" }, { "100", "412" }, { "202", "412" }, { "200", "412" },
                                               { "183", "421" }, { "100", "183" }, { "401", "407" }, { "486", "600" } };

    g_test_init(&count, &arguments, NULL);
    sipcode = g_getenv("SIPCODE");
    g_test_add_func("/explain", test_explains_a_code);
    g_test_add_func("/explain/confused", test_names_codes_often_confused);
    g_test_add_func("/explain/unregistered", test_explains_an_unregistered_code);
    for (size_t i = 0; i < G_N_ELEMENTS(compared); i++) {
        char *name = g_strdup_printf("/compare/%s-%s", compared[i][0], compared[i][1]);
        g_test_add_data_func(name, compared[i], test_compares);
        g_free(name);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
        char *name = g_strdup_printf("/reason/%s", reasons[i].name);
        g_test_add_data_func(name, &reasons[i], test_explains_a_reason);
        g_free(name);
    }
    g_test_add_func("/reason/without-response", test_explains_a_cause_without_response);
    g_test_add_func("/reason/list", test_lists_reasons);
    g_test_add_func("/reason/search", test_searches_all_kinds);
    g_test_add_func("/list", test_lists);
    g_test_add_func("/search", test_searches);
    g_test_add_func("/markdown", test_reference_in_markdown);
    g_test_add_func("/json", test_json);
    g_test_add_func("/language", test_language);
    g_test_add_func("/help", test_help_and_version);
    for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
        char *name = g_strdup_printf("/failure/%s", failures[i].name);
        g_test_add_data_func(name, &failures[i], test_failure);
        g_free(name);
    }
    g_test_add_func("/failure/full-disk", test_full_disk);
    return g_test_run();
}
