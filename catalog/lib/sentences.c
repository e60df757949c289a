/* sentences.c
 * Sentences about one code, made of the wordings of the catalog; see sentences.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "sentences.h"

#include <string.h>

static char **
split_list(const char *list)
{
    return g_strsplit(list, ";", -1);
}

topic *
topic_new(const catalog *knowledge, int code)
{
    topic *about = g_new0(topic, 1);
    const int general = code / 100 == 1 ? 183 : code / 100 * 100;

    about->number = code;
    about->entry = catalog_find_code(knowledge, code);
    g_snprintf(about->digits, sizeof about->digits, "%d", code);
    g_snprintf(about->general, sizeof about->general, "%d", general);
    about->name = WORDING(knowledge, topic_is_unknown(about) ? "name-unregistered" : "name", { "code", about->digits },
                          { "phrase", about->entry->phrase });
    about->headers = split_list(about->entry->headers);
    about->methods = split_list(about->entry->methods);
    return about;
}

void
topic_free(topic *about)
{
    g_strfreev(about->methods);
    g_strfreev(about->headers);
    g_free(about->name);
    g_free(about);
}

bool
topic_is_provisional(const topic *about)
{
    return about->number / 100 == 1;
}

bool
topic_is_unknown(const topic *about)
{
    return about->entry->code == 0;
}

bool
topic_lacks_rfc(const topic *about)
{
    return strcmp(about->entry->rfc, "none") == 0;
}

char *
sentence_of_kind(const catalog *knowledge, const char *kind, const char *word, const char *code)
{
    char *key = g_strdup_printf("%s-%s", kind, word);
    char *sentence = WORDING(knowledge, key, { "code", code });

    g_free(key);
    return sentence;
}

char *
list_of(const catalog *knowledge, const char *const *items)
{
    GString *list = g_string_new(items[0]);

    for (size_t i = 1; items[0] != NULL && items[i] != NULL; i++) {
        if (items[i + 1] != NULL) {
            g_string_append_printf(list, ", %s", items[i]);
        } else {
            char *whole = WORDING(knowledge, "and", { "items", list->str }, { "item", items[i] });
            g_string_assign(list, whole);
            g_free(whole);
        }
    }
    return g_string_free(list, FALSE);
}

char *
sentence_about_methods(const catalog *knowledge, const topic *about)
{
    if (about->methods[0] == NULL) {
        return WORDING(knowledge, "methods-any", { "code", about->digits });
    }
    char *methods = list_of(knowledge, (const char *const *)about->methods);
    char *sentence = WORDING(knowledge, "methods-of", { "code", about->digits }, { "methods", methods });

    g_free(methods);
    return sentence;
}

char *
sentence_about_use(const catalog *knowledge, const topic *about)
{
    char *key = g_strdup_printf("use-%s", about->entry->status);
    char *sentence =
        WORDING(knowledge, key, { "code", about->digits }, { "use", about->entry->use }, { "general", about->general });

    g_free(key);
    return sentence;
}

char *
sentence_about_reading(const catalog *knowledge, const topic *about, const char *code)
{
    const char class_digit[] = { about->digits[0], '\0' };

    return sentence_of_kind(knowledge, "read", class_digit, code);
}

void
write_texts(document *doc, const catalog *knowledge, const topic *about)
{
    document_fact(doc, knowledge, catalog_find_wording(knowledge, "description"), about->entry->meaning);
    document_fact(doc, knowledge, catalog_find_wording(knowledge, "seen"), about->entry->cause);
    document_fact(doc, knowledge, catalog_find_wording(knowledge, "fix"), about->entry->fix);
}

bool
text_contains(const char *text, const char *folded_word)
{
    char *folded_text = g_utf8_casefold(text, -1);
    const bool contains = strstr(folded_text, folded_word) != NULL;

    g_free(folded_text);
    return contains;
}
