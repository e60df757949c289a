/* catalog.c
 * Looks up what is known about SIP response codes, warn-codes and Q.850 causes; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "data.h"

#include <stdlib.h>
#include <string.h>

const catalog *
catalog_of_language(const char *language)
{
    const catalog *knowledge = catalog_data;

    while (knowledge->language != NULL && strcmp(knowledge->language, language) != 0) {
        knowledge++;
    }
    return knowledge->language != NULL ? knowledge : NULL;
}

const char *const *
catalog_languages(void)
{
    return catalog_data_languages;
}

const char *
catalog_language(const catalog *knowledge)
{
    return knowledge->language;
}

const char *
catalog_language_name(const catalog *knowledge)
{
    return knowledge->name;
}

char *
catalog_line(const catalog *knowledge, const char *pattern, const char *head, const char *text)
{
    const char *const *parts = strcmp(pattern, "headline") == 0 ? knowledge->headline : knowledge->line;

    return g_strconcat(parts[0], head, parts[1], text, parts[2], NULL);
}

char *
catalog_fill(const catalog *knowledge, const char *pattern, const catalog_value *values, size_t count, size_t limit)
{
    return pattern_fill(pattern, values, count, limit, knowledge->unknown);
}

const catalog_code *
catalog_find_code(const catalog *knowledge, int code)
{
    if (!catalog_has_class(code)) {
        return knowledge->invalid;
    }
    return knowledge->codes[code] != NULL ? knowledge->codes[code] : knowledge->classes[code / 100];
}

static int
compare_with_text(const void *key, const void *text)
{
    return strcmp(key, ((const catalog_text *)text)->key);
}

static const char *
find_text(const catalog_texts *among, const char *key)
{
    const catalog_text *entry = bsearch(key, among->texts, among->count, sizeof *among->texts, compare_with_text);

    return entry != NULL ? entry->text : NULL;
}

const char *
catalog_find_difference(const catalog *knowledge, int first, int second)
{
    char key[sizeof "-2147483648 -2147483648"];

    g_snprintf(key, sizeof key, "%d %d", MIN(first, second), MAX(first, second));
    return find_text(&knowledge->differences, key);
}

const char *
catalog_find_wording(const catalog *knowledge, const char *key)
{
    return find_text(&knowledge->wordings, key);
}

const char *
catalog_label(const catalog *knowledge, const char *key)
{
    return find_text(&knowledge->labels, key);
}

const char *
catalog_evidence_of(const catalog *knowledge, catalog_evidence_id kind)
{
    return knowledge->evidence.texts[kind].text;
}

const char *
catalog_direction(const catalog *knowledge)
{
    return find_text(&knowledge->page, "direction");
}

void
catalog_foreach_label(const catalog *knowledge, void (*each)(const char *key, const char *text, void *user_data), void *user_data)
{
    const catalog_texts *const groups[] = { &knowledge->labels, &knowledge->page };

    for (size_t i = 0; i < G_N_ELEMENTS(groups); i++) {
        for (size_t j = 0; j < groups[i]->count; j++) {
            each(groups[i]->texts[j].key, groups[i]->texts[j].text, user_data);
        }
    }
}

const catalog_reason *
catalog_find_warning(const catalog *knowledge, int warn_code)
{
    return warn_code >= 0 && warn_code < (int)G_N_ELEMENTS(knowledge->warnings) ? knowledge->warnings[warn_code] : NULL;
}

const catalog_reason *
catalog_find_q850(const catalog *knowledge, int cause)
{
    return cause >= 0 && cause < (int)G_N_ELEMENTS(knowledge->q850) ? knowledge->q850[cause] : NULL;
}

const catalog_verdict *
catalog_verdict_of(const catalog *knowledge, catalog_verdict_id id)
{
    return &knowledge->verdicts[id];
}

catalog_verdict_id
catalog_id_of_verdict(const catalog *knowledge, const catalog_verdict *verdict)
{
    return (catalog_verdict_id)(verdict - knowledge->verdicts);
}

const int *
catalog_codes(const catalog *knowledge, size_t *count)
{
    *count = knowledge->number_count;
    return knowledge->numbers;
}
