/* catalog.c
 * What is known about SIP response codes, warn-codes and Q.850 causes; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"
#include "ini.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "/sipexpert/catalog/"
#define ENGLISH "en"
#define FIRST_CODE 100
#define LAST_CODE 699

struct catalog {
    ini *english;
    ini *own;                          /* of the language; NULL if that is English */
    GStringChunk *strings;             /* lines put together */
    catalog_code codes[LAST_CODE + 1]; /* phrase is NULL where there is no entry */
    catalog_code classes[LAST_CODE / 100 + 1];
    catalog_code invalid;
    GHashTable *warnings;
    GHashTable *q850;
    GHashTable *verdicts;
    GHashTable *labels;
    GHashTable *evidence;
    GHashTable *wordings;
    GHashTable *differences; /* the key is pair_key() of the two codes */
    GArray *numbers;
};

/* A value in the language of the catalog, or what that does not say in English; empty if it is not there. */
static const char *
text_of(const catalog *knowledge, const char *group, const char *key)
{
    const char *value = knowledge->own != NULL ? ini_value(knowledge->own, group, key) : NULL;

    value = value != NULL ? value : ini_value(knowledge->english, group, key);
    return value != NULL ? value : "";
}

/* Head and text in one line, put together as `pattern` of the labels says. */
static const char *
line_of(catalog *knowledge, const char *pattern, const catalog_value values[2])
{
    char *line = catalog_fill(knowledge, text_of(knowledge, "labels", pattern), values, 2, 0);
    const char *kept = g_string_chunk_insert(knowledge->strings, line);

    g_free(line);
    return kept;
}

static void
read_code(catalog *knowledge, const char *group, catalog_code *entry)
{
    const char *severity = text_of(knowledge, group, "severity");

    entry->phrase = text_of(knowledge, group, "phrase");
    entry->rfc = text_of(knowledge, group, "rfc");
    entry->status = text_of(knowledge, group, "status");
    entry->headers = text_of(knowledge, group, "headers");
    entry->meaning = text_of(knowledge, group, "meaning");
    entry->cause = text_of(knowledge, group, "cause");
    entry->fix = text_of(knowledge, group, "fix");
    entry->methods = text_of(knowledge, group, "methods");
    entry->actor = text_of(knowledge, group, "actor");
    entry->retry = text_of(knowledge, group, "retry");
    entry->about = text_of(knowledge, group, "about");
    entry->use = text_of(knowledge, group, "use");
    catalog_read_severity(severity, &entry->severity);
    const catalog_value headline[] = { { "name", entry->phrase }, { "text", entry->meaning } };
    const catalog_value cause[] = { { "label", text_of(knowledge, "labels", "typical-cause") }, { "text", entry->cause } };
    const catalog_value fix[] = { { "label", text_of(knowledge, "labels", "fix") }, { "text", entry->fix } };
    entry->headline = line_of(knowledge, "headline", headline);
    entry->cause_line = line_of(knowledge, "line", cause);
    entry->fix_line = line_of(knowledge, "line", fix);
}

/* The number the text begins with, 0 if there is none; the file was checked when the program was built. */
static int
number_in(const char *text)
{
    return (int)g_ascii_strtoll(text, NULL, 10);
}

static void
read_reason(catalog *knowledge, const char *group, GHashTable *reasons)
{
    catalog_reason *entry = g_new0(catalog_reason, 1);

    entry->number = number_in(strchr(group, ' '));
    entry->name = text_of(knowledge, group, "name");
    entry->meaning = text_of(knowledge, group, "meaning");
    entry->fix = text_of(knowledge, group, "fix");
    entry->sip_status = number_in(text_of(knowledge, group, "sip"));
    g_hash_table_insert(reasons, GINT_TO_POINTER(entry->number), entry);
}

static void
read_verdict(catalog *knowledge, const char *group)
{
    catalog_verdict *entry = g_new0(catalog_verdict, 1);

    entry->id = strchr(group, ' ') + 1;
    entry->title = text_of(knowledge, group, "title");
    entry->cause = text_of(knowledge, group, "cause");
    entry->fix = text_of(knowledge, group, "fix");
    entry->certain = strcmp(text_of(knowledge, group, "certain"), "true") == 0;
    catalog_read_severity(text_of(knowledge, group, "severity"), &entry->severity);
    g_hash_table_insert(knowledge->verdicts, (gpointer)entry->id, entry);
}

static void
read_texts(catalog *knowledge, const char *group, GHashTable *texts)
{
    GPtrArray *keys = ini_keys(knowledge->english, group);

    for (guint i = 0; i < keys->len; i++) {
        g_hash_table_insert(texts, keys->pdata[i], (gpointer)text_of(knowledge, group, keys->pdata[i]));
    }
    g_ptr_array_unref(keys);
}

/* One number for a pair of codes, the same in either order. */
static gpointer
pair_key(int first, int second)
{
    return GINT_TO_POINTER(MIN(first, second) * (LAST_CODE + 1) + MAX(first, second));
}

static void
read_pair(catalog *knowledge, const char *group)
{
    const char *first = strchr(group, ' ') + 1;
    const char *second = strchr(first, ' ') + 1;

    g_hash_table_insert(knowledge->differences, pair_key(number_in(first), number_in(second)),
                        (gpointer)text_of(knowledge, group, "difference"));
}

static void
read_group(catalog *knowledge, const char *group)
{
    const int number = number_in(group);

    if (g_str_has_prefix(group, "warning ")) {
        read_reason(knowledge, group, knowledge->warnings);
    } else if (g_str_has_prefix(group, "q850 ")) {
        read_reason(knowledge, group, knowledge->q850);
    } else if (g_str_has_prefix(group, "verdict ")) {
        read_verdict(knowledge, group);
    } else if (strcmp(group, "labels") == 0) {
        read_texts(knowledge, group, knowledge->labels);
    } else if (strcmp(group, "evidence") == 0) {
        read_texts(knowledge, group, knowledge->evidence);
    } else if (strcmp(group, "compare") == 0) {
        read_texts(knowledge, group, knowledge->wordings);
    } else if (g_str_has_prefix(group, "pair ")) {
        read_pair(knowledge, group);
    } else if (strcmp(group, "invalid") == 0) {
        read_code(knowledge, group, &knowledge->invalid);
        knowledge->invalid.class_name = "";
    } else if (g_str_has_suffix(group, "xx")) {
        catalog_code *entry = &knowledge->classes[number];
        read_code(knowledge, group, entry);
        entry->class_name = text_of(knowledge, group, "name");
    } else if (number >= FIRST_CODE && number <= LAST_CODE) {
        read_code(knowledge, group, &knowledge->codes[number]);
        knowledge->codes[number].code = number;
    }
}

static int
compare_names(gconstpointer first, gconstpointer second)
{
    return strcmp(*(const char *const *)first, *(const char *const *)second);
}

char **
catalog_languages(void)
{
    char **languages = g_resources_enumerate_children(FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    for (char **language = languages; *language != NULL; language++) {
        *strrchr(*language, '.') = '\0';
    }
    qsort(languages, g_strv_length(languages), sizeof *languages, compare_names);
    return languages;
}

/* Returns an embedded file, or NULL with *error set. */
static ini *
ini_at(const char *path, GError **error)
{
    GBytes *bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    ini *file = bytes != NULL ? ini_new(bytes) : NULL;

    g_bytes_unref(bytes);
    return file;
}

static ini *
ini_of(const char *language, GError **error)
{
    char *path = g_strdup_printf(FOLDER "%s.ini", language);
    ini *file = ini_at(path, error);

    g_free(path);
    return file;
}

char *
catalog_line(const catalog *knowledge, const char *pattern, const char *head, const char *text)
{
    const catalog_value values[] = { { strcmp(pattern, "headline") == 0 ? "name" : "label", head }, { "text", text } };

    return catalog_fill(knowledge, catalog_label(knowledge, pattern), values, G_N_ELEMENTS(values), 0);
}

char *
catalog_language_name(const char *language)
{
    ini *names = ini_at("/sipexpert/languages.ini", NULL);
    const char *name = names != NULL ? ini_value(names, "languages", language) : NULL;
    char *kept = g_strdup(name != NULL ? name : language);

    ini_free(names);
    return kept;
}

static catalog *
empty_catalog(ini *english, ini *own)
{
    catalog *knowledge = g_new0(catalog, 1);

    knowledge->english = english;
    knowledge->own = own;
    knowledge->strings = g_string_chunk_new(1 << 16);
    knowledge->warnings = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    knowledge->q850 = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    knowledge->verdicts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    knowledge->labels = g_hash_table_new(g_str_hash, g_str_equal);
    knowledge->evidence = g_hash_table_new(g_str_hash, g_str_equal);
    knowledge->wordings = g_hash_table_new(g_str_hash, g_str_equal);
    knowledge->differences = g_hash_table_new(NULL, NULL);
    knowledge->numbers = g_array_new(FALSE, FALSE, sizeof(int));
    return knowledge;
}

catalog *
catalog_new(const char *language, GError **error)
{
    const bool is_english = strcmp(language, ENGLISH) == 0;
    ini *own = is_english ? NULL : ini_of(language, error);
    guint count;

    if (own == NULL && !is_english) {
        return NULL;
    }
    catalog *knowledge = empty_catalog(ini_of(ENGLISH, NULL), own);
    const char *const *groups = ini_groups(knowledge->english, &count);
    for (guint i = 0; i < count; i++) {
        read_group(knowledge, groups[i]);
    }
    for (int code = FIRST_CODE; code <= LAST_CODE; code++) {
        if (knowledge->codes[code].phrase != NULL) {
            knowledge->codes[code].class_name = knowledge->classes[code / 100].class_name;
            g_array_append_val(knowledge->numbers, code);
        }
    }
    return knowledge;
}

void
catalog_free(catalog *knowledge)
{
    if (knowledge != NULL) {
        g_array_free(knowledge->numbers, TRUE);
        g_hash_table_destroy(knowledge->differences);
        g_hash_table_destroy(knowledge->wordings);
        g_hash_table_destroy(knowledge->evidence);
        g_hash_table_destroy(knowledge->labels);
        g_hash_table_destroy(knowledge->verdicts);
        g_hash_table_destroy(knowledge->q850);
        g_hash_table_destroy(knowledge->warnings);
        g_string_chunk_free(knowledge->strings);
        ini_free(knowledge->own);
        ini_free(knowledge->english);
        g_free(knowledge);
    }
}

const catalog_code *
catalog_find_code(const catalog *knowledge, int code)
{
    if (code < FIRST_CODE || code > LAST_CODE) {
        return &knowledge->invalid;
    }
    return knowledge->codes[code].phrase != NULL ? &knowledge->codes[code] : &knowledge->classes[code / 100];
}

const char *
catalog_find_difference(const catalog *knowledge, int first, int second)
{
    return g_hash_table_lookup(knowledge->differences, pair_key(first, second));
}

const char *
catalog_find_wording(const catalog *knowledge, const char *key)
{
    return g_hash_table_lookup(knowledge->wordings, key);
}

const catalog_reason *
catalog_find_warning(const catalog *knowledge, int warn_code)
{
    return g_hash_table_lookup(knowledge->warnings, GINT_TO_POINTER(warn_code));
}

const catalog_reason *
catalog_find_q850(const catalog *knowledge, int cause)
{
    return g_hash_table_lookup(knowledge->q850, GINT_TO_POINTER(cause));
}

const catalog_verdict *
catalog_find_verdict(const catalog *knowledge, const char *id)
{
    return g_hash_table_lookup(knowledge->verdicts, id);
}

const char *
catalog_label(const catalog *knowledge, const char *key)
{
    return g_hash_table_lookup(knowledge->labels, key);
}

const char *
catalog_find_evidence(const catalog *knowledge, const char *kind)
{
    return g_hash_table_lookup(knowledge->evidence, kind);
}

const int *
catalog_codes(const catalog *knowledge, size_t *count)
{
    *count = knowledge->numbers->len;
    return (const int *)(const void *)knowledge->numbers->data;
}
