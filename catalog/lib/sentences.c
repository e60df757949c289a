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

/* The digit of the class as a text. */
static const char *
class_word(const topic *about)
{
    static const char *const words[] = { "0", "1", "2", "3", "4", "5", "6" };

    return words[about->number / 100];
}

static bool
retry_is(const topic *about, const char *retry)
{
    return strcmp(about->entry->retry, retry) == 0;
}

/* The same request will never succeed at this server, so a 5xx says more of the request than of the server. */
static bool
is_fault_of_request(const topic *about)
{
    return about->number / 100 == 5 && (retry_is(about, "none") || retry_is(about, "changed"));
}

/* A proxy forks only what opens a dialog or stands alone; PUBLISH and REGISTER have one server, INFO and the like one peer. */
static bool
may_be_forked(const topic *about)
{
    static const char *const forked[] = { "INVITE", "MESSAGE", "OPTIONS", "REFER", "SUBSCRIBE", NULL };
    bool may_be = about->methods[0] == NULL;

    for (char **method = about->methods; *method != NULL; method++) {
        may_be = may_be || g_strv_contains(forked, *method);
    }
    return may_be;
}

const char *
topic_class(const topic *about)
{
    return is_fault_of_request(about) ? "5-request" : class_word(about);
}

const char *
topic_reading(const topic *about)
{
    if (about->number / 100 == 4 && retry_is(about, "automatic")) {
        return "4-retry";
    }
    if (about->number / 100 == 4 && !may_be_forked(about)) {
        return "4-alone";
    }
    return topic_class(about);
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
    char *list = items[0] != NULL ? WORDING(knowledge, "item", { "item", items[0] }) : g_strdup("");

    for (size_t i = 1; items[0] != NULL && items[i] != NULL; i++) {
        const char *joint = items[i + 1] != NULL ? "comma" : "and";
        char *longer = WORDING(knowledge, joint, { "items", list }, { "item", items[i] });
        g_free(list);
        list = longer;
    }
    return list;
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
sentence_about_retry(const catalog *knowledge, const topic *about)
{
    return about->number < 300 ? NULL : sentence_of_kind(knowledge, "retry", about->entry->retry, about->digits);
}

char *
sentence_about_reading(const catalog *knowledge, const topic *about, const char *code)
{
    return sentence_of_kind(knowledge, "read", topic_reading(about), code);
}

/* The pattern with "<user>" for {user}. Returns a text for g_free(). */
static char *
pattern_with_names(const catalog *knowledge, const char *pattern)
{
    GArray *values = g_array_new(FALSE, FALSE, sizeof(catalog_value));
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    pattern_placeholder placeholder;

    for (const char *rest = pattern; pattern_find_placeholder(rest, &placeholder); rest = placeholder.begin + placeholder.size) {
        char *name = g_strndup(placeholder.name, placeholder.name_size);
        char *shown = g_strdup_printf("<%s>", name);
        const catalog_value value = { name, shown };
        g_array_append_val(values, value);
        g_ptr_array_add(texts, name);
        g_ptr_array_add(texts, shown);
    }
    char *filled = catalog_fill(knowledge, pattern, (const catalog_value *)(void *)values->data, values->len, 0);
    g_ptr_array_unref(texts);
    g_array_unref(values);
    return filled;
}

void
write_pattern(document *doc, const catalog *knowledge, const char *label, const char *pattern)
{
    char *text = pattern_with_names(knowledge, pattern);

    document_fact(doc, label, text);
    g_free(text);
}

void
write_product_fixes(document *doc, const catalog *knowledge, catalog_product product, catalog_verdict_id verdict, int code)
{
    for (int role = 0; role < CATALOG_ROLES; role++) {
        const char *fix = catalog_product_fix(knowledge, product, (catalog_role)role, verdict, code);
        char *label = fix != NULL ? catalog_product_label(knowledge, product, (catalog_role)role) : NULL;
        if (fix != NULL) {
            write_pattern(doc, knowledge, label, fix);
        }
        g_free(label);
    }
}

void
write_texts(document *doc, const catalog *knowledge, const topic *about, catalog_product product)
{
    document_fact(doc, catalog_find_wording(knowledge, "description"), about->entry->meaning);
    document_fact(doc, catalog_find_wording(knowledge, "seen"), about->entry->cause);
    document_fact(doc, catalog_find_wording(knowledge, "fix"), about->entry->fix);
    write_product_fixes(doc, knowledge, product, VERDICT_COUNT, about->number);
}
