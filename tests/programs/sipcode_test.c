/* sipcode_test.c
 * The command sipcode as its users see it: what it prints, its formats, languages and exit codes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "program.h"

#include <stdbool.h>
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

/* Words that mean the same as a plain command. */
static const struct {
    const char *name;
    const char *words[5];
    const char *plain[5];
} guesses[] = {
    { "class", { "4xx", NULL }, { "list", "4xx", NULL } },
    { "class-in-capitals", { "list", "6XX", NULL }, { "list", "6xx", NULL } },
    { "versus", { "486", "vs", "600", NULL }, { "486", "600", NULL } },
    { "versus-stop", { "486", "VS.", "600", NULL }, { "486", "600", NULL } },
    { "protocol", { "SIP", "486", NULL }, { "486", NULL } },
    { "protocol-and-versus", { "sip", "486", "and", "600", NULL }, { "486", "600", NULL } },
    { "status-line", { "SIP/2.0", "486", "Busy", "Here", NULL }, { "486", NULL } },
    { "text", { "busy", NULL }, { "search", "busy", NULL } },
    { "words", { "no", "answer", NULL }, { "search", "no answer", NULL } },
    { "text-with-a-filler", { "busy", "or", "not", NULL }, { "search", "busy or not", NULL } },
    { "cause-in-capitals", { "Q850", "34", NULL }, { "q850", "34", NULL } },
    { "verdict", { "auth.rejected", NULL }, { "verdict", "auth.rejected", NULL } },
    { "verdict-in-capitals", { "verdict", "AUTH.Rejected", NULL }, { "verdict", "auth.rejected", NULL } },
    { "verdicts", { "verdicts", NULL }, { "list", "verdicts", NULL } },
    { "language-in-capitals", { "--lang", "JA", "486", NULL }, { "--lang", "ja", "486", NULL } },
    { "locale", { "--lang=ja_JP", "486", NULL }, { "--lang", "ja", "486", NULL } },
    { "locale-with-charset", { "--lang=ar_EG.UTF-8", "486", NULL }, { "--lang", "ar", "486", NULL } },
    { "tag-of-a-language", { "--lang=vi-VN", "486", NULL }, { "--lang", "vi", "486", NULL } },
    { "name-of-a-product", { "auth.rejected", "--product=ASTERISK", NULL }, { "auth.rejected", "-p", "asterisk", NULL } },
    { "agent", { "auth.rejected", "--product=FPBX-16.0.40(20.5.0)", NULL }, { "auth.rejected", "-p", "asterisk", NULL } },
};

static program_result
run_sipcode(const char *const *words)
{
    GPtrArray *command = g_ptr_array_new();

    g_ptr_array_add(command, (gpointer)sipcode);
    for (const char *const *word = words; *word != NULL; word++) {
        g_ptr_array_add(command, (gpointer)*word);
    }
    g_ptr_array_add(command, NULL);
    program_result result = program_run((const char *const *)command->pdata, NULL);
    g_ptr_array_unref(command);
    return result;
}

static void
test_guess(gconstpointer data)
{
    const size_t i = GPOINTER_TO_SIZE(data);
    program_result guessed = run_sipcode(guesses[i].words);
    program_result plain = run_sipcode(guesses[i].plain);

    g_assert_cmpstr(guessed.err, ==, "");
    g_assert_cmpint(guessed.exit_code, ==, 0);
    g_assert_cmpuint(strlen(plain.out), >, 50);
    g_assert_cmpstr(guessed.out, ==, plain.out);
    program_result_clear(&plain);
    program_result_clear(&guessed);
}

static void
test_explains_a_verdict(void)
{
    char *text = SIPCODE("verdict", "user.busy");
    char *variant = SIPCODE("verdict", "user.busy/rang");
    char *markdown = SIPCODE("--format", "markdown", "verdict", "user.busy");

    g_assert_true(g_str_has_prefix(text, "user.busy: callee busy"));
    assert_contains(text, "\n  Severity: Note\n  Typical cause: ");
    assert_contains(text, "<user>");
    assert_contains(text, "\n  How to fix: ");
    assert_contains(text, "\n\nuser.busy/rang: ");
    g_assert_true(g_str_has_prefix(variant, "user.busy/rang: "));
    g_assert_cmpuint(program_count(variant, "^user\\.busy"), ==, 1);
    g_assert_true(g_str_has_prefix(markdown, "# user.busy: "));
    assert_contains(markdown, "\n## user.busy/rang: ");
    assert_contains(markdown, "\\<user>");
    g_free(markdown);
    g_free(variant);
    g_free(text);
}

static void
test_lists_verdicts(void)
{
    char *text = SIPCODE("verdicts");
    char *markdown = SIPCODE("--format", "markdown", "verdicts");

    g_assert_true(g_str_has_prefix(text, "Verdicts\n  account.disabled: "));
    g_assert_cmpuint(program_count(text, "^  [a-z0-9-]+\\.[a-z0-9-]+(/[a-z-]+)?: ."), >, 200);
    g_assert_true(g_str_has_prefix(markdown, "# Verdicts\n\nWhy "));
    assert_contains(markdown, "\n\n| Verdict | Description | Severity | Shown as |\n|---|---|---|---|\n| `account.disabled` | ");
    g_free(markdown);
    g_free(text);
}

static void
test_product(void)
{
    char *with = SIPCODE("--product", "asterisk", "route.no-such-user");
    char *without = SIPCODE("route.no-such-user");
    char *japanese = SIPCODE("--lang", "ja", "--product", "asterisk", "route.no-such-user");

    assert_contains(with, "\n  At Asterisk: `dialplan show NUMBER@CONTEXT` with ");
    g_assert_null(strstr(without, "At Asterisk"));
    assert_contains(japanese, "\n  Asteriskの場合: `dialplan");
    g_free(japanese);
    g_free(without);
    g_free(with);
}

static void
test_product_in_both_roles(void)
{
    char *verdict = SIPCODE("--product", "snom", "timer.session-too-small");
    char *code = SIPCODE("--product", "snomD785/10.1.84.12", "422");

    assert_contains(verdict, "\n  At Snom: Raise Session-Expires at the caller ");
    assert_contains(verdict, "\n  At Snom (client): Raise Advanced, ");
    assert_contains(code, "At Snom: Raise Session-Expires at the caller ");
    assert_contains(code, "At Snom (client): Raise Advanced, ");
    g_free(code);
    g_free(verdict);
}

/* The answer is there all the same. */
static void
test_product_without_text(void)
{
    program_result result = program_run(COMMAND(sipcode, "--product", "asterisk", "cancel.accepted"), NULL);

    g_assert_cmpint(result.exit_code, ==, 0);
    g_assert_true(g_str_has_prefix(result.out, "cancel.accepted: "));
    g_assert_cmpstr(result.err, ==, "sipcode: nothing particular to Asterisk is known about cancel.accepted\n");
    program_result_clear(&result);
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
    char *by_number = SIPCODE("search", "488");
    char *as_sent = SIPCODE("search", "Unfortunately error on sending to next hop occurred (477/SL)");
    char *in_japanese = SIPCODE("--lang", "ja", "search", "codec");
    char *verdicts = SIPCODE("search", "no answer");

    g_assert_cmpstr(lower, ==, upper);
    assert_contains(lower, "488 Not Acceptable Here\n");
    assert_contains(words, "486 Busy Here\n");
    assert_contains(by_number, "\n  488 Not Acceptable Here\n");
    assert_contains(as_sent, "\n  477 ");
    assert_contains(in_japanese, "\n  488 Not Acceptable Here\n");
    assert_contains(verdicts, "\n  user.no-answer: ");
    g_free(verdicts);
    g_free(in_japanese);
    g_free(as_sent);
    g_free(by_number);
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
    char *verdict = python("user.busy", "print(data[\"verdict\"], data[\"variant\"], data[\"certain\"], "
                                        "[(v[\"verdict\"], v[\"variant\"]) for v in data[\"variants\"]], sorted(data))");
    char *verdicts = python("verdicts", "print(len(data) > 200, data[0][\"verdict\"], \"variants\" in data[0])");
    char *products = python("auth.rejected", "print(\"pjsip show auth\" in data[\"fix_product\"][\"asterisk\"])");
    char *product = python("--product asterisk auth.rejected", "print(list(data[\"fix_product\"]))");
    char *client = python("auth.rejected", "print(\"account.X.auth_name\" in data[\"fix_client\"][\"yealink\"], "
                                           "\"yealink\" in data[\"fix_product\"])");
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
    g_assert_cmpstr(
        verdict, ==,
        "user.busy None False [('user.busy', 'rang')] ['cause', 'certain', 'fix', 'fix_client', 'fix_product', 'fix_receiver', "
        "'fix_sender', 'severity', 'title', 'variant', 'variants', 'verdict']\n");
    g_assert_cmpstr(verdicts, ==, "True account.disabled False\n");
    g_assert_cmpstr(products, ==, "True\n");
    g_assert_cmpstr(product, ==, "['asterisk']\n");
    g_assert_cmpstr(client, ==, "True False\n");
    g_free(client);
    g_free(product);
    g_free(products);
    g_free(verdicts);
    g_free(verdict);
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

/* Neither a locale that is not installed nor one of ASCII makes question marks of letters. */
static void
test_utf8(void)
{
    static const struct {
        const char *locale;
        const char *language;
        const char *part;
    } locales[] = {
        { "LC_ALL=ja_JP.UTF-8", "", "着信端末が話中か" },
        { "LANG=vi_VN", "", "Đầu cuối bị gọi đang bận" },
        { "LC_ALL=ar_EG.ISO-8859-6", "", "الوصف" },
        { "LC_ALL=C", "--lang=ja", "着信端末が話中か" },
        { "LC_ALL=en_US.ISO-8859-1", "--lang=vi", "Đầu cuối bị gọi đang bận" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(locales); i++) {
        char *text = *locales[i].language != '\0'
                         ? program_output(COMMAND("env", locales[i].locale, sipcode, locales[i].language, "486"))
                         : program_output(COMMAND("env", locales[i].locale, sipcode, "486"));
        g_test_message("%s", locales[i].locale);
        assert_contains(text, locales[i].part);
        g_assert_null(strchr(text, '?'));
        g_free(text);
    }
}

/* The words are UTF-8 in every locale, too, and come back so in messages. */
static void
test_utf8_words(void)
{
    char *text = program_output(COMMAND("env", "LC_ALL=C", sipcode, "--lang", "ja", "search", "コーデック"));
    program_result unknown = program_run(COMMAND("env", "LC_ALL=C", sipcode, "search", "忙しい"), NULL);

    assert_contains(text, "\n  488 Not Acceptable Here\n");
    g_assert_cmpint(unknown.exit_code, ==, 1);
    assert_contains(unknown.err, "'忙しい'");
    program_result_clear(&unknown);
    g_free(text);
}

static void
test_columns(void)
{
    static const struct {
        const char *columns;
        glong least;
        glong most;
    } widths[] = {
        { "COLUMNS=40", 30, 40 },   { "COLUMNS=120", 100, 120 }, { "COLUMNS=", 70, 80 },
        { "COLUMNS=wide", 70, 80 }, { "COLUMNS=0", 70, 80 },     { "COLUMNS=19", 70, 80 },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
        char *text = program_output(COMMAND("env", widths[i].columns, sipcode, "180"));
        char **lines = g_strsplit(text, "\n", -1);
        glong longest = 0;
        for (char **line = lines; *line != NULL; line++) {
            longest = MAX(longest, g_utf8_strlen(*line, -1));
        }
        g_test_message("%s: %ld", widths[i].columns, longest);
        g_assert_cmpint(longest, >=, widths[i].least);
        g_assert_cmpint(longest, <=, widths[i].most);
        g_strfreev(lines);
        g_free(text);
    }
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
    assert_contains(help, "--product");
    assert_contains(help, "verdict ID");
    assert_contains(help, "[search] TEXT");
    g_assert_cmpuint(program_count(version, "^sipcode [0-9]+\\.[0-9]+\\.[0-9]+$"), ==, 1);
    g_free(version);
    g_free(help);
}

/* What bash offers for the last word. */
static const struct {
    const char *name;
    const char *words;
    const char *offers; /* "" if there is nothing to offer */
    const char *does_not_offer;
} completions[] = {
    { "command", "sipcode ''", "verdict", "asterisk" },
    { "code", "sipcode 48", "486", "403" },
    { "class", "sipcode 4", "4xx", "5xx" },
    { "option", "sipcode --p", "--product", "--lang" },
    { "format", "sipcode --format ''", "markdown", "486" },
    { "language", "sipcode -l ''", "ja", "486" },
    { "language-after-equals", "sipcode --lang =", "vi", "486" },
    { "language-after-equals-begun", "sipcode --lang = j", "ja", "vi" },
    { "product", "sipcode --product ''", "asterisk", "en" },
    { "after-option", "sipcode --lang = ja 48", "486", "ja" },
    { "list", "sipcode list ''", "verdicts", "486" },
    { "list-is-complete", "sipcode list 4xx ''", "", "486" },
    { "second-code", "sipcode 486 60", "600", "486" },
    { "versus", "sipcode 486 ''", "vs", "list" },
    { "after-versus", "sipcode 486 vs 60", "600", "486" },
    { "two-codes-are-complete", "sipcode 486 600 ''", "", "486" },
    { "cause", "sipcode q850 3", "34", "486" },
    { "warn-code", "sipcode warning 3", "305", "34" },
    { "cause-is-complete", "sipcode q850 34 ''", "", "34" },
    { "verdict", "sipcode verdict auth.", "auth.rejected", "user.busy" },
    { "variant", "sipcode verdict user.busy/", "user.busy/rang", "user.busy" },
    { "search", "sipcode search ''", "", "486" },
};

static bool
has_line(const char *text, const char *line)
{
    char **lines = g_strsplit(text, "\n", -1);
    const bool has = g_strv_contains((const char *const *)lines, line);

    g_strfreev(lines);
    return has;
}

static void
test_completion(gconstpointer data)
{
    const size_t i = GPOINTER_TO_SIZE(data);
    char *path = g_test_build_filename(G_TEST_DIST, "catalog/sipcode/sipcode.bash-completion", NULL);
    char *script = g_strdup_printf("sipcode() { \"$SIPCODE\" \"$@\"; }\n. '%s'\nCOMP_WORDS=(%s)\n"
                                   "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_sipcode\nprintf '%%s\\n' \"${COMPREPLY[@]}\"",
                                   path, completions[i].words);
    char *offered = program_output(COMMAND("bash", "-c", script));

    g_test_message("%s", offered);
    g_assert_true(*completions[i].offers != '\0' ? has_line(offered, completions[i].offers) : strcmp(offered, "\n") == 0);
    g_assert_false(has_line(offered, completions[i].does_not_offer));
    g_free(offered);
    g_free(script);
    g_free(path);
}

/* The manual names every option and command that --help names, and every language. */
static void
test_manual(void)
{
    static const char *const parts[] = { "\\-\\-lang",    "\\-\\-format",    "\\-\\-product", ".B verdict\n",
                                         ".B verdicts\n", ".B list\n",       ".B search\n",   ".B q850\n",
                                         ".B warning\n",  ".SH ENVIRONMENT", ".B COLUMNS",    "LANGUAGE",
                                         "English",       "Japanese",        "Arabic",        "Vietnamese" };
    char *path = g_test_build_filename(G_TEST_DIST, "catalog/sipcode/sipcode.1", NULL);
    char *manual;

    g_assert_true(g_file_get_contents(path, &manual, NULL, NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        assert_contains(manual, parts[i]);
    }
    g_free(manual);
    g_free(path);
}

typedef struct {
    const char *name;
    const char *words[4];
    int exit_code;
    const char *message;
} failure;

static const failure failures[] = {
    { "no-arguments", { NULL }, 2, "name a code" },
    { "no-code", { "xyzzy", NULL }, 1, "no code, cause, warning or verdict mentions 'xyzzy'" },
    { "too-long", { "4860", NULL }, 2, "no code of three digits" },
    { "too-long-of-two", { "486", "4860", NULL }, 2, "no code of three digits" },
    { "only-a-filler", { "xyzzy", "vs", NULL }, 1, "mentions 'xyzzy vs'" },
    { "empty", { "", NULL }, 2, "search for what" },
    { "not-utf8", { "\xff", NULL }, 2, "not in UTF-8" },
    { "no-such-class", { "7xx", NULL }, 1, "no class 7xx" },
    { "class-zero", { "0xx", NULL }, 1, "no class 0xx" },
    { "no-verdict", { "verdict", NULL }, 2, "the id of one" },
    { "two-verdicts", { "verdict", "auth.rejected", "auth.stale", NULL }, 2, "the id of one" },
    { "unknown-verdict", { "verdict", "auth.reject", NULL }, 1, "there is no verdict auth.reject" },
    { "unknown-variant", { "verdict", "user.busy/ring", NULL }, 1, "there is no verdict" },
    { "product", { "--product=Asteriskish", "486", NULL }, 2, "unknown product 'Asteriskish'; known are: 3cx, asterisk, " },
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
    { "not-found", { "search", "xyzzy", NULL }, 1, "no code, cause, warning or verdict mentions" },
    { "search-nothing", { "search", NULL }, 2, "search for what" },
    { "option", { "--frobnicate", NULL }, 2, "frobnicate" },
    { "format", { "--format=xml", "486", NULL }, 2, "text, markdown, json" },
    { "language", { "--lang=tlh", "486", NULL }, 2, "known are: ar, en, " },
    { "language-that-begins-alike", { "--lang=jav", "486", NULL }, 2, "unknown language 'jav'" },
};

static void
test_failure(gconstpointer data)
{
    const failure *expected = data;
    program_result result = run_sipcode(expected->words);

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

    static const char *const variables[] = { "COLUMNS", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

    g_test_init(&count, &arguments, NULL);
    sipcode = g_getenv("SIPCODE");
    /* What the tests do not set must not depend on who runs them. */
    for (size_t i = 0; i < G_N_ELEMENTS(variables); i++) {
        g_unsetenv(variables[i]);
    }
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
    for (size_t i = 0; i < G_N_ELEMENTS(guesses); i++) {
        char *name = g_strdup_printf("/guess/%s", guesses[i].name);
        g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_guess);
        g_free(name);
    }
    g_test_add_func("/verdict/explain", test_explains_a_verdict);
    g_test_add_func("/verdict/list", test_lists_verdicts);
    g_test_add_func("/product/with-text", test_product);
    g_test_add_func("/product/both-roles", test_product_in_both_roles);
    g_test_add_func("/product/without-text", test_product_without_text);
    g_test_add_func("/reason/without-response", test_explains_a_cause_without_response);
    g_test_add_func("/reason/list", test_lists_reasons);
    g_test_add_func("/reason/search", test_searches_all_kinds);
    g_test_add_func("/list", test_lists);
    g_test_add_func("/search", test_searches);
    g_test_add_func("/markdown", test_reference_in_markdown);
    g_test_add_func("/json", test_json);
    g_test_add_func("/language", test_language);
    g_test_add_func("/utf8/output", test_utf8);
    g_test_add_func("/utf8/words", test_utf8_words);
    g_test_add_func("/columns", test_columns);
    g_test_add_func("/help", test_help_and_version);
    for (size_t i = 0; i < G_N_ELEMENTS(completions); i++) {
        char *name = g_strdup_printf("/completion/%s", completions[i].name);
        g_test_add_data_func(name, GSIZE_TO_POINTER(i), test_completion);
        g_free(name);
    }
    g_test_add_func("/manual", test_manual);
    for (size_t i = 0; i < G_N_ELEMENTS(failures); i++) {
        char *name = g_strdup_printf("/failure/%s", failures[i].name);
        g_test_add_data_func(name, &failures[i], test_failure);
        g_free(name);
    }
    g_test_add_func("/failure/full-disk", test_full_disk);
    return g_test_run();
}
