/* catalog.c
 * What is known about SIP response codes, warn-codes and Q.850 causes; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "catalog.h"
#include "overlay.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "/sipexpert/catalog/"
#define ENGLISH "en"
#define FIRST_CODE 100
#define LAST_CODE 699

struct catalog {
    GStringChunk *strings;
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

/* A value of the key file in the catalog's own memory; empty if it is not there. */
static const char *
text_of(catalog *knowledge, GKeyFile *file, const char *group, const char *key)
{
    char *value = g_key_file_get_string(file, group, key, NULL);
    const char *kept = g_string_chunk_insert_const(knowledge->strings, value != NULL ? value : "");

    g_free(value);
    return kept;
}

/* Head and text in one line, put together as `pattern` of the labels says. */
static const char *
line_of(catalog *knowledge, GKeyFile *file, const char *pattern, const catalog_value values[2])
{
    char *line = catalog_fill(knowledge, text_of(knowledge, file, "labels", pattern), values, 2, 0);
    const char *kept = g_string_chunk_insert(knowledge->strings, line);

    g_free(line);
    return kept;
}

static void
read_code(catalog *knowledge, GKeyFile *file, const char *group, catalog_code *entry)
{
    const char *severity = text_of(knowledge, file, group, "severity");

    entry->phrase = text_of(knowledge, file, group, "phrase");
    entry->rfc = text_of(knowledge, file, group, "rfc");
    entry->status = text_of(knowledge, file, group, "status");
    entry->headers = text_of(knowledge, file, group, "headers");
    entry->meaning = text_of(knowledge, file, group, "meaning");
    entry->cause = text_of(knowledge, file, group, "cause");
    entry->fix = text_of(knowledge, file, group, "fix");
    entry->methods = text_of(knowledge, file, group, "methods");
    entry->actor = text_of(knowledge, file, group, "actor");
    entry->retry = text_of(knowledge, file, group, "retry");
    entry->about = text_of(knowledge, file, group, "about");
    entry->use = text_of(knowledge, file, group, "use");
    catalog_read_severity(severity, &entry->severity);
    const catalog_value headline[] = { { "name", entry->phrase }, { "text", entry->meaning } };
    const catalog_value cause[] = { { "label", text_of(knowledge, file, "labels", "typical-cause") }, { "text", entry->cause } };
    const catalog_value fix[] = { { "label", text_of(knowledge, file, "labels", "fix") }, { "text", entry->fix } };
    entry->headline = line_of(knowledge, file, "headline", headline);
    entry->cause_line = line_of(knowledge, file, "line", cause);
    entry->fix_line = line_of(knowledge, file, "line", fix);
}

/* The number the text begins with, 0 if there is none; the file was checked when the program was built. */
static int
number_in(const char *text)
{
    return (int)g_ascii_strtoll(text, NULL, 10);
}

static void
read_reason(catalog *knowledge, GKeyFile *file, const char *group, GHashTable *reasons)
{
    catalog_reason *entry = g_new0(catalog_reason, 1);

    entry->number = number_in(strchr(group, ' '));
    entry->name = text_of(knowledge, file, group, "name");
    entry->meaning = text_of(knowledge, file, group, "meaning");
    entry->fix = text_of(knowledge, file, group, "fix");
    entry->sip_status = number_in(text_of(knowledge, file, group, "sip"));
    g_hash_table_insert(reasons, GINT_TO_POINTER(entry->number), entry);
}

static void
read_verdict(catalog *knowledge, GKeyFile *file, const char *group)
{
    catalog_verdict *entry = g_new0(catalog_verdict, 1);

    entry->id = g_string_chunk_insert(knowledge->strings, strchr(group, ' ') + 1);
    entry->title = text_of(knowledge, file, group, "title");
    entry->cause = text_of(knowledge, file, group, "cause");
    entry->fix = text_of(knowledge, file, group, "fix");
    entry->certain = strcmp(text_of(knowledge, file, group, "certain"), "true") == 0;
    catalog_read_severity(text_of(knowledge, file, group, "severity"), &entry->severity);
    g_hash_table_insert(knowledge->verdicts, (gpointer)entry->id, entry);
}

static void
read_texts(catalog *knowledge, GKeyFile *file, const char *group, GHashTable *texts)
{
    char **keys = g_key_file_get_keys(file, group, NULL, NULL);

    for (char **key = keys; keys != NULL && *key != NULL; key++) {
        g_hash_table_insert(texts, g_string_chunk_insert(knowledge->strings, *key),
                            (gpointer)text_of(knowledge, file, group, *key));
    }
    g_strfreev(keys);
}

/* One number for a pair of codes, the same in either order. */
static gpointer
pair_key(int first, int second)
{
    return GINT_TO_POINTER(MIN(first, second) * (LAST_CODE + 1) + MAX(first, second));
}

static void
read_pair(catalog *knowledge, GKeyFile *file, const char *group)
{
    const char *first = strchr(group, ' ') + 1;
    const char *second = strchr(first, ' ') + 1;

    g_hash_table_insert(knowledge->differences, pair_key(number_in(first), number_in(second)),
                        (gpointer)text_of(knowledge, file, group, "difference"));
}

static void
read_group(catalog *knowledge, GKeyFile *file, const char *group)
{
    const int number = number_in(group);

    if (g_str_has_prefix(group, "warning ")) {
        read_reason(knowledge, file, group, knowledge->warnings);
    } else if (g_str_has_prefix(group, "q850 ")) {
        read_reason(knowledge, file, group, knowledge->q850);
    } else if (g_str_has_prefix(group, "verdict ")) {
        read_verdict(knowledge, file, group);
    } else if (strcmp(group, "labels") == 0) {
        read_texts(knowledge, file, group, knowledge->labels);
    } else if (strcmp(group, "evidence") == 0) {
        read_texts(knowledge, file, group, knowledge->evidence);
    } else if (strcmp(group, "compare") == 0) {
        read_texts(knowledge, file, group, knowledge->wordings);
    } else if (g_str_has_prefix(group, "pair ")) {
        read_pair(knowledge, file, group);
    } else if (strcmp(group, "invalid") == 0) {
        read_code(knowledge, file, group, &knowledge->invalid);
        knowledge->invalid.class_name = "";
    } else if (g_str_has_suffix(group, "xx")) {
        catalog_code *entry = &knowledge->classes[number];
        read_code(knowledge, file, group, entry);
        entry->class_name = text_of(knowledge, file, group, "name");
    } else if (number >= FIRST_CODE && number <= LAST_CODE) {
        read_code(knowledge, file, group, &knowledge->codes[number]);
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

/* Returns the keys of an embedded file, or NULL with *error set. */
static GKeyFile *
key_file_at(const char *path, GError **error)
{
    GBytes *bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    GKeyFile *file = g_key_file_new();

    if (bytes == NULL || !g_key_file_load_from_bytes(file, bytes, G_KEY_FILE_NONE, error)) {
        g_clear_pointer(&file, g_key_file_free);
    }
    g_bytes_unref(bytes);
    return file;
}

static GKeyFile *
key_file_of(const char *language, GError **error)
{
    char *path = g_strdup_printf(FOLDER "%s.ini", language);
    GKeyFile *file = key_file_at(path, error);

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
    GKeyFile *names = key_file_at("/sipexpert/languages.ini", NULL);
    char *name = names != NULL ? g_key_file_get_string(names, "languages", language, NULL) : NULL;

    g_clear_pointer(&names, g_key_file_free);
    return name != NULL ? name : g_strdup(language);
}

/* What a language does not say stays English. */
static GKeyFile *
key_file_of_language(const char *language, GError **error)
{
    GKeyFile *own = key_file_of(language, error);

    if (own == NULL || strcmp(language, ENGLISH) == 0) {
        return own;
    }
    GKeyFile *whole = key_file_of(ENGLISH, error);
    catalog_overlay(whole, own);
    g_key_file_free(own);
    return whole;
}

static catalog *
empty_catalog(void)
{
    catalog *knowledge = g_new0(catalog, 1);

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
    GKeyFile *file = key_file_of_language(language, error);

    if (file == NULL) {
        return NULL;
    }
    catalog *knowledge = empty_catalog();
    char **groups = g_key_file_get_groups(file, NULL);
    for (char **group = groups; *group != NULL; group++) {
        read_group(knowledge, file, *group);
    }
    for (int code = FIRST_CODE; code <= LAST_CODE; code++) {
        if (knowledge->codes[code].phrase != NULL) {
            knowledge->codes[code].class_name = knowledge->classes[code / 100].class_name;
            g_array_append_val(knowledge->numbers, code);
        }
    }
    g_strfreev(groups);
    g_key_file_free(file);
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
