/* search.c
 * Searches codes, causes, warn-codes and verdicts; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "data.h"

#include <string.h>

/* The texts of an entry beside those for products. */
#define MOST_TEXTS 4

/* Who does not find a word in another language knows it in English. */
#define LANGUAGES 2

typedef struct {
    const catalog *languages[LANGUAGES];
    char *text;    /* in small letters */
    char **words;  /* the same in words */
    bool by_words; /* all words in any place, instead of the text as it is */
} query;

static catalog_selection *
selection_new(void)
{
    catalog_selection *selected = g_new0(catalog_selection, 1);

    selected->codes = g_array_new(FALSE, FALSE, sizeof(int));
    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        selected->reasons[kind] = g_array_new(FALSE, FALSE, sizeof(int));
    }
    selected->verdicts = g_array_new(FALSE, FALSE, sizeof(int));
    return selected;
}

static void
add_if(GArray *numbers, int number, bool is_wanted)
{
    if (is_wanted) {
        g_array_append_val(numbers, number);
    }
}

void
catalog_selection_free(catalog_selection *selected)
{
    g_array_unref(selected->codes);
    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        g_array_unref(selected->reasons[kind]);
    }
    g_array_unref(selected->verdicts);
    g_free(selected);
}

bool
catalog_selection_is_empty(const catalog_selection *selected)
{
    bool empty = selected->codes->len == 0 && selected->verdicts->len == 0;

    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        empty = empty && selected->reasons[kind]->len == 0;
    }
    return empty;
}

/* True if the part stands where a number does not go on and, in a search by words, where a word begins. */
static bool
stands_alone(const query *wanted, const char *text, const char *found, const char *part)
{
    const size_t size = strlen(part);
    const bool after_digit = found > text && g_ascii_isdigit(found[-1]);
    const bool inside_word = found > text && g_ascii_isalnum(found[-1]);
    const bool before_digit = g_ascii_isdigit(found[size]);

    return !(after_digit && g_ascii_isdigit(part[0])) && !(before_digit && size > 0 && g_ascii_isdigit(part[size - 1])) &&
           !(wanted->by_words && inside_word && g_ascii_isalnum(part[0]));
}

static bool
contains(const query *wanted, const char *text, const char *part)
{
    char *folded = g_utf8_casefold(text, -1);
    const char *found = strstr(folded, part);

    while (found != NULL && *found != '\0' && !stands_alone(wanted, folded, found, part)) {
        found = strstr(found + 1, part);
    }
    g_free(folded);
    return found != NULL;
}

/* What is said of an entry in one language. */
typedef struct {
    const catalog *knowledge;
    const char *texts[MOST_TEXTS]; /* NULL where there are fewer */
    catalog_verdict_id verdict;    /* whose texts for products count, too; VERDICT_COUNT for none */
    int code;                      /* the same; 0 for none */
} entry_texts;

static bool
any_contains(const query *wanted, const entry_texts *entry, const char *part)
{
    for (size_t i = 0; i < MOST_TEXTS && entry->texts[i] != NULL; i++) {
        if (contains(wanted, entry->texts[i], part)) {
            return true;
        }
    }
    bool found = false;
    for (int product = PRODUCT_NONE + 1; product < PRODUCT_COUNT && !found; product++) {
        for (int role = 0; role < CATALOG_ROLES && !found; role++) {
            const char *fix =
                catalog_product_fix(entry->knowledge, (catalog_product)product, (catalog_role)role, entry->verdict, entry->code);
            found = fix != NULL && contains(wanted, fix, part);
        }
    }
    return found;
}

static bool
is_found(const query *wanted, const entry_texts *entry)
{
    if (!wanted->by_words) {
        return any_contains(wanted, entry, wanted->text);
    }
    bool found = wanted->words[0] != NULL;
    for (char **word = wanted->words; *word != NULL && found; word++) {
        found = any_contains(wanted, entry, *word);
    }
    return found;
}

/* True if the number is one of the words: phrases as sent often have the code, as in "(477/SL)". */
static bool
names_number(const query *wanted, int number)
{
    char digits[sizeof "-2147483648"];

    g_snprintf(digits, sizeof digits, "%d", number);
    return g_strv_contains((const char *const *)wanted->words, digits);
}

static bool
code_is_found(const query *wanted, int code)
{
    bool found = names_number(wanted, code);

    for (size_t i = 0; i < LANGUAGES && !found; i++) {
        const catalog_code *code_entry = catalog_find_code(wanted->languages[i], code);
        const entry_texts entry = { wanted->languages[i],
                                    { code_entry->phrase, code_entry->meaning, code_entry->cause, code_entry->fix },
                                    VERDICT_COUNT,
                                    code };
        found = is_found(wanted, &entry);
    }
    return found;
}

static bool
reason_is_found(const query *wanted, catalog_reason_kind kind, int number)
{
    bool found = g_strv_length(wanted->words) == 1 && names_number(wanted, number);

    for (size_t i = 0; i < LANGUAGES && !found; i++) {
        const catalog_reason *reason = catalog_find_reason(wanted->languages[i], kind, number);
        const entry_texts entry = { wanted->languages[i], { reason->name, reason->meaning, reason->fix, NULL }, VERDICT_COUNT, 0 };
        found = is_found(wanted, &entry);
    }
    return found;
}

static bool
verdict_is_found(const query *wanted, catalog_verdict_id id)
{
    bool found = false;

    for (size_t i = 0; i < LANGUAGES && !found; i++) {
        const catalog_verdict *verdict = catalog_verdict_of(wanted->languages[i], id);
        const entry_texts entry = { wanted->languages[i], { verdict->name, verdict->title, verdict->cause, verdict->fix }, id, 0 };
        found = is_found(wanted, &entry);
    }
    return found;
}

static catalog_selection *
find(const query *wanted)
{
    catalog_selection *found = selection_new();
    size_t count;
    const int *codes = catalog_codes(wanted->languages[0], &count);

    for (size_t i = 0; i < count; i++) {
        add_if(found->codes, codes[i], code_is_found(wanted, codes[i]));
    }
    for (int kind = 0; kind < CATALOG_REASON_KINDS; kind++) {
        for (int number = 0; number <= CATALOG_LAST_REASON; number++) {
            add_if(found->reasons[kind], number,
                   catalog_find_reason(wanted->languages[0], (catalog_reason_kind)kind, number) != NULL &&
                       reason_is_found(wanted, (catalog_reason_kind)kind, number));
        }
    }
    for (int id = 0; id < VERDICT_COUNT; id++) {
        add_if(found->verdicts, id, verdict_is_found(wanted, (catalog_verdict_id)id));
    }
    return found;
}

/* The words of a text: what is neither a letter nor a digit separates them. For g_strfreev(). */
static char **
words_of(const char *text)
{
    GPtrArray *words = g_ptr_array_new();
    const char *begin = NULL;

    for (const char *rest = text;; rest = g_utf8_next_char(rest)) {
        const bool is_inside = *rest != '\0' && g_unichar_isalnum(g_utf8_get_char(rest));
        if (is_inside && begin == NULL) {
            begin = rest;
        } else if (!is_inside && begin != NULL) {
            g_ptr_array_add(words, g_strndup(begin, (gsize)(rest - begin)));
            begin = NULL;
        }
        if (*rest == '\0') {
            break;
        }
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

catalog_selection *
catalog_search(const catalog *knowledge, const char *text)
{
    query wanted = { .languages = { knowledge, catalog_of_language("en") }, .text = g_utf8_casefold(text, -1) };

    wanted.words = words_of(wanted.text);
    catalog_selection *found = find(&wanted);
    if (catalog_selection_is_empty(found)) {
        catalog_selection_free(found);
        wanted.by_words = true;
        found = find(&wanted);
    }
    g_strfreev(wanted.words);
    g_free(wanted.text);
    return found;
}

catalog_selection *
catalog_select_codes(const catalog *knowledge, int class_digit)
{
    catalog_selection *selected = selection_new();
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    for (size_t i = 0; i < count; i++) {
        add_if(selected->codes, codes[i], class_digit == 0 || codes[i] / 100 == class_digit);
    }
    return selected;
}

catalog_selection *
catalog_select_reasons(const catalog *knowledge, catalog_reason_kind kind)
{
    catalog_selection *selected = selection_new();

    for (int number = 0; number <= CATALOG_LAST_REASON; number++) {
        add_if(selected->reasons[kind], number, catalog_find_reason(knowledge, kind, number) != NULL);
    }
    return selected;
}

catalog_selection *
catalog_select_verdicts(void)
{
    catalog_selection *selected = selection_new();

    for (int id = 0; id < VERDICT_COUNT; id++) {
        add_if(selected->verdicts, id, true);
    }
    return selected;
}
