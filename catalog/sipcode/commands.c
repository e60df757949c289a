/* commands.c
 * The commands of sipcode: explains, compares, lists and searches; see commands.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "commands.h"

#include "json_output.h"

#include <stdlib.h>
#include <string.h>

/* The words by which causes and warn-codes are asked for, and what they are called in messages. */
static const struct {
    const char *word;
    const char *name;
} reason_kinds[] = {
    [CATALOG_Q850] = { "q850", "Q.850 cause" },
    [CATALOG_WARNING] = { "warning", "warn-code" },
};

static bool
is_word(const char *word, const char *expected)
{
    return g_ascii_strcasecmp(word, expected) == 0;
}

/* Reads a number whose digits match the pattern; false if the word is anything else. */
static bool
read_number(const char *word, const char *digits, int *number)
{
    if (!g_regex_match_simple(digits, word, G_REGEX_DOLLAR_ENDONLY, 0)) {
        return false;
    }
    *number = (int)g_ascii_strtoll(word, NULL, 10);
    return true;
}

/* Tells that the product asked for has no text about the subject, as the answer does not say so. */
static void
note_missing_fix(const output *wanted, catalog_verdict_id verdict, int code, const char *subject, const catalog *knowledge)
{
    const catalog_product product = wanted->layout.product;

    int role = 0;

    while (role < CATALOG_ROLES && catalog_product_fix(knowledge, product, (catalog_role)role, verdict, code) == NULL) {
        role++;
    }
    if (product != PRODUCT_NONE && role == CATALOG_ROLES) {
        output_note("nothing particular to %s is known about %s", catalog_product_name(product), subject);
    }
}

static int
explain(const catalog *knowledge, int code, const output *wanted)
{
    char *subject = g_strdup_printf("%d", code);

    note_missing_fix(wanted, VERDICT_COUNT, code, subject, knowledge);
    g_free(subject);
    return output_show(wanted->as_json ? json_of_code(knowledge, code, wanted->layout.product)
                                       : catalog_explain(knowledge, code, &wanted->layout));
}

static int
compare(const catalog *knowledge, int first, int second, const output *wanted)
{
    return output_show(wanted->as_json ? json_of_comparison(knowledge, first, second, wanted->layout.product)
                                       : catalog_compare(knowledge, first, second, &wanted->layout));
}

static int
explain_verdict(const catalog *knowledge, catalog_verdict_id id, const output *wanted)
{
    note_missing_fix(wanted, id, 0, catalog_verdict_of(knowledge, id)->name, knowledge);
    return output_show(wanted->as_json ? json_of_verdict(knowledge, id, wanted->layout.product)
                                       : catalog_explain_verdict(knowledge, id, &wanted->layout));
}

static int
verdict_named(const catalog *knowledge, char **words, const output *wanted)
{
    if (g_strv_length(words) != 1) {
        return output_fail(OUTPUT_WRONG_USAGE, "verdict takes the id of one, such as auth.rejected; see sipcode verdicts");
    }
    const catalog_verdict_id id = catalog_find_verdict(knowledge, words[0]);
    return id != VERDICT_COUNT ? explain_verdict(knowledge, id, wanted)
                               : output_fail(OUTPUT_NOTHING_FOUND, "there is no verdict %s; see sipcode verdicts", words[0]);
}

static int
explain_reason(const catalog *knowledge, catalog_reason_kind kind, char **words, const output *wanted)
{
    int number;

    if (g_strv_length(words) != 1 || !read_number(words[0], "^[0-9]{1,3}$", &number)) {
        return output_fail(OUTPUT_WRONG_USAGE, "%s takes the number of one %s; see sipcode --help", reason_kinds[kind].word,
                           reason_kinds[kind].name);
    }
    if (catalog_find_reason(knowledge, kind, number) == NULL) {
        return output_fail(OUTPUT_NOTHING_FOUND, "there is no %s %d", reason_kinds[kind].name, number);
    }
    return output_show(wanted->as_json ? json_of_reason(knowledge, kind, number)
                                       : catalog_explain_reason(knowledge, kind, number, &wanted->layout));
}

static const int *
numbers_of(const GArray *numbers)
{
    return (const int *)(const void *)numbers->data;
}

/* What is selected, a part for each kind with a blank line between them. */
static char *
text_of_selection(const catalog *knowledge, const catalog_selection *selected, const catalog_layout *layout)
{
    GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);

    if (selected->codes->len > 0) {
        g_ptr_array_add(parts, catalog_list(knowledge, numbers_of(selected->codes), selected->codes->len, layout));
    }
    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        const GArray *reasons = selected->reasons[kind];
        if (reasons->len > 0) {
            g_ptr_array_add(parts,
                            catalog_list_reasons(knowledge, (catalog_reason_kind)kind, numbers_of(reasons), reasons->len, layout));
        }
    }
    if (selected->verdicts->len > 0) {
        g_ptr_array_add(parts, catalog_list_verdicts(knowledge, numbers_of(selected->verdicts), selected->verdicts->len, layout));
    }
    g_ptr_array_add(parts, NULL);
    char *text = g_strjoinv("\n", (char **)parts->pdata);
    g_ptr_array_unref(parts);
    return text;
}

/* Shows the selection and frees it; fails with the message if it is empty. */
static int
show_selection(const catalog *knowledge, catalog_selection *selected, const output *wanted, const char *message)
{
    const int exit_code = catalog_selection_is_empty(selected)
                              ? output_fail(OUTPUT_NOTHING_FOUND, "%s", message)
                              : output_show(wanted->as_json ? json_of_selection(knowledge, selected, wanted->layout.product)
                                                            : text_of_selection(knowledge, selected, &wanted->layout));

    catalog_selection_free(selected);
    return exit_code;
}

static bool
is_class(const char *word)
{
    return g_regex_match_simple("^[0-9][xX]{2}$", word, G_REGEX_DOLLAR_ENDONLY, 0);
}

static int
list_class(const catalog *knowledge, const char *class_name, const output *wanted)
{
    char *message = g_strdup_printf("there is no class %s: the classes are 1xx to 6xx", class_name);
    /* 0 would be all classes. */
    const int digit = class_name[0] != '0' ? class_name[0] - '0' : 10;
    const int exit_code = show_selection(knowledge, catalog_select_codes(knowledge, digit), wanted, message);

    g_free(message);
    return exit_code;
}

/* The kind that is asked for by the word; CATALOG_REASON_KINDS if it is none. */
static catalog_reason_kind
kind_of(const char *word)
{
    int kind = 0;

    while (kind < CATALOG_REASON_KINDS && !is_word(word, reason_kinds[kind].word)) {
        kind++;
    }
    return (catalog_reason_kind)kind;
}

static int
list_verdicts(const catalog *knowledge, const output *wanted)
{
    return show_selection(knowledge, catalog_select_verdicts(), wanted, "there are no verdicts");
}

static int
list(const catalog *knowledge, char **words, const output *wanted)
{
    if (words[0] == NULL) {
        return show_selection(knowledge, catalog_select_codes(knowledge, 0), wanted, "there are no codes");
    }
    const catalog_reason_kind kind = kind_of(words[0]);
    if (words[1] == NULL && kind != CATALOG_REASON_KINDS) {
        return show_selection(knowledge, catalog_select_reasons(knowledge, kind), wanted, "there are none");
    }
    if (words[1] == NULL && is_word(words[0], "verdicts")) {
        return list_verdicts(knowledge, wanted);
    }
    return words[1] == NULL && is_class(words[0])
               ? list_class(knowledge, words[0], wanted)
               : output_fail(OUTPUT_WRONG_USAGE, "list takes one class, such as 4xx, or q850, warning, verdicts, or nothing");
}

static int
search(const catalog *knowledge, char **words, const output *wanted)
{
    char *text = g_strstrip(g_strjoinv(" ", words));
    char *message = g_strdup_printf("no code, cause, warning or verdict mentions '%s'; see sipcode --help", text);
    const int exit_code = *text != '\0' ? show_selection(knowledge, catalog_search(knowledge, text), wanted, message)
                                        : output_fail(OUTPUT_WRONG_USAGE, "search for what?");

    g_free(message);
    g_free(text);
    return exit_code;
}

/* Explains one code or compares two; all words are digits. */
static int
explain_or_compare(const catalog *knowledge, char **words, const output *wanted)
{
    const unsigned count = g_strv_length(words);
    int codes[2] = { 0, 0 };

    if (count > 2) {
        return output_fail(OUTPUT_WRONG_USAGE, "one code or two, please; see sipcode --help");
    }
    for (unsigned i = 0; i < count; i++) {
        if (!read_number(words[i], "^[0-9]{3}$", &codes[i])) {
            return output_fail(OUTPUT_WRONG_USAGE, "'%s' is no code of three digits; see sipcode --help", words[i]);
        }
        if (!catalog_has_class(codes[i])) {
            return output_fail(OUTPUT_NOTHING_FOUND, "%s belongs to no class: SIP codes go from 100 to 699", words[i]);
        }
    }
    if (count == 2 && codes[0] == codes[1]) {
        return output_fail(OUTPUT_WRONG_USAGE, "%s and %s are the same code; name two different ones to compare", words[0],
                           words[1]);
    }
    return count == 1 ? explain(knowledge, codes[0], wanted) : compare(knowledge, codes[0], codes[1], wanted);
}

static unsigned
count_numbers(char **words)
{
    unsigned count = 0;

    for (char **word = words; *word != NULL; word++) {
        count += g_regex_match_simple("^[0-9]+$", *word, G_REGEX_DOLLAR_ENDONLY, 0) ? 1 : 0;
    }
    return count;
}

/* The words but those that people put around codes, as in "SIP 486" or "486 vs 600". Their strings are those of `words`; for g_free(). */
static char **
without_fillers(char **words)
{
    static const char *const fillers[] = { "sip", "sip/2.0", "code", "vs", "vs.", "versus", "and", "or" };
    char **kept = g_new0(char *, g_strv_length(words) + 1);
    unsigned count = 0;

    for (char **word = words; *word != NULL; word++) {
        bool is_filler = false;
        for (size_t i = 0; i < G_N_ELEMENTS(fillers); i++) {
            is_filler = is_filler || is_word(*word, fillers[i]);
        }
        if (!is_filler) {
            kept[count++] = *word;
        }
    }
    return kept;
}

/* Guesses what words without a command ask for; `kept` are those without fillers. */
static int
answer(const catalog *knowledge, char **words, char **kept, const output *wanted)
{
    const unsigned count = g_strv_length(kept);
    const unsigned numbers = count_numbers(kept);
    int code;

    if (count > 0 && numbers == count) {
        return explain_or_compare(knowledge, kept, wanted);
    }
    /* A status line: "486 Busy Here". */
    if (numbers == 1 && read_number(kept[0], "^[0-9]{3}$", &code) && catalog_has_class(code)) {
        return explain(knowledge, code, wanted);
    }
    if (count == 1 && is_class(kept[0])) {
        return list_class(knowledge, kept[0], wanted);
    }
    if (count == 1 && catalog_find_verdict(knowledge, kept[0]) != VERDICT_COUNT) {
        return verdict_named(knowledge, kept, wanted);
    }
    return search(knowledge, words, wanted);
}

int
commands_run(const catalog *knowledge, char **words, const output *wanted)
{
    static const struct {
        const char *word;
        int (*run)(const catalog *knowledge, char **words, const output *wanted);
    } commands[] = { { "list", list }, { "search", search }, { "verdict", verdict_named } };

    if (words == NULL || words[0] == NULL) {
        return output_fail(OUTPUT_WRONG_USAGE, "name a code, or two to compare; see sipcode --help");
    }
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (is_word(words[0], commands[i].word)) {
            return commands[i].run(knowledge, words + 1, wanted);
        }
    }
    if (is_word(words[0], "verdicts") && words[1] == NULL) {
        return list_verdicts(knowledge, wanted);
    }
    const catalog_reason_kind kind = kind_of(words[0]);
    if (kind != CATALOG_REASON_KINDS) {
        return explain_reason(knowledge, kind, words + 1, wanted);
    }
    char **kept = without_fillers(words);
    const int exit_code = answer(knowledge, words, kept, wanted);
    g_free(kept);
    return exit_code;
}
