/* check.c
 * catalog-check ENGLISH [TRANSLATION...]: reads catalog files before they are embedded, so that a broken one fails the build.
 * Every complaint is one line "FILE:LINE: what is wrong"; the exit code is 1 if there was one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "glossary.h"
#include "lines.h"
#include "overlay.h"
#include "pattern.h"
#include "placeholders.h"
#include "product_keys.h"
#include "progress.h"
#include "record.h"
#include "room.h"
#include "severity.h"
#include "wordings.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *path;
    char **lines;
    GKeyFile *own;      /* what is in the file */
    GKeyFile *keys;     /* that, laid over the English texts if it is a translation */
    GHashTable *topics; /* words of topics -> the group that they were found in */
    unsigned complaints;
} catalog_file;

static const char *const label_keys[] = {
    "class",      "phrase",    "rfc",       "meaning",     "verdict",        "severity", "cause",    "typical-cause",
    "fix",        "evidence",  "origin",    "request",     "request-before", "previous", "response", "ack",
    "first-seen", "frame",     "about",     "change",      "unknown",        "line",     "headline", "says",
    "at",         "at-client", "at-sender", "at-receiver", "codes",          "confused", NULL
};
static const char *const verdict_keys[] = { "severity", "certain", "title", "cause", "fix", NULL };
static const char *const code_keys[] = { "phrase", "rfc",     "status", "severity", "headers", "methods", "actor",
                                         "retry",  "meaning", "cause",  "fix",      "about",   "use",     NULL };
static const char *const class_keys[] = { "name",  "phrase",  "rfc",   "status", "severity", "headers", "methods", "actor",
                                          "retry", "meaning", "cause", "fix",    "about",    "use",     NULL };
static const char *const pair_keys[] = { "difference", NULL };
static const char *const warning_keys[] = { "name", "rfc", "meaning", "fix", NULL };
static const char *const language_keys[] = { "name", NULL };
static const char *const product_keys[] = { "name", "agents", NULL };
static const char *const words_keys[] = { "words", NULL };
static const char *const q850_keys[] = { "name", "sip", "meaning", "fix", NULL };
static const char *const statuses[] = { "current", "deprecated", "reserved", "obsolete", "unregistered", "invalid", NULL };
static const char *const actors[] = { "none", "caller", "callee", "client-admin", "server-admin", "network-admin", NULL };
static const char *const retries[] = { "none", "wait", "changed", "other-target", "automatic", NULL };
static const char *const may_be_empty[] = { "headers", "methods", "sip", "use", NULL };

/* Words of Server and User-Agent; those before a * may go on. */
#define AGENT "[A-Za-z0-9][A-Za-z0-9.,:!+()/_@ -]*\\*?"
#define AGENTS "^" AGENT "(;" AGENT ")*$"

/* English defines the keys of these groups. */
static const char *const open_groups[] = { "evidence", "observation", "page", "placeholders", NULL };

static const struct {
    const char *pattern;
    const char *const *keys;
} group_kinds[] = {
    { "^language$", language_keys },
    { "^labels$", label_keys },
    { "^invalid$", code_keys },
    { "^[1-6]xx$", class_keys },
    { "^[1-6][0-9][0-9]$", code_keys },
    { "^verdict [a-z0-9-]+\\.[a-z0-9-]+(/[a-z0-9-]+)?$", verdict_keys },
    { "^pair [1-6][0-9][0-9] [1-6][0-9][0-9]$", pair_keys },
    { "^warning 3[0-9][0-9]$", warning_keys },
    { "^q850 [0-9]{1,3}$", q850_keys },
    { "^product [a-z0-9][a-z0-9-]*$", product_keys },
    { "^topic [a-z][a-z-]*$", words_keys },
    { "^unspecific$", words_keys },
};

/* The keys a group has to have, NULL if there is no such group. */
static const char *const *
keys_of_group(const char *group)
{
    for (size_t i = 0; i < G_N_ELEMENTS(group_kinds); i++) {
        if (g_regex_match_simple(group_kinds[i].pattern, group, 0, 0)) {
            return group_kinds[i].keys;
        }
    }
    return strcmp(group, "compare") == 0 ? wording_keys() : NULL;
}

G_GNUC_PRINTF(3, 4)
static void
complain(catalog_file *file, unsigned line, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    char *complaint = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_printerr("%s:%u: %s\n", file->path, line, complaint);
    g_free(complaint);
    file->complaints++;
}

/* GKeyFile does not say where a file is broken: it is at the first line whose addition makes the file unreadable. */
static void
complain_about_syntax(catalog_file *file, const char *message)
{
    GString *text = g_string_new(NULL);
    unsigned line = 0;
    bool readable = true;

    while (readable && file->lines[line] != NULL) {
        GKeyFile *keys = g_key_file_new();
        g_string_append_printf(text, "%s\n", file->lines[line++]);
        readable = g_key_file_load_from_data(keys, text->str, text->len, G_KEY_FILE_NONE, NULL);
        g_key_file_free(keys);
    }
    complain(file, line, "%s", message);
    g_string_free(text, TRUE);
}

/* What is wrong with a word or clause of which only a few forms make sense, or NULL; the caller frees it. */
static char *
fault_of_form(const char *key, const char *value)
{
    static const struct {
        const char *key;
        const char *const *words;
    } choices[] = { { "status", statuses }, { "actor", actors }, { "retry", retries } };
    catalog_severity severity;

    for (size_t i = 0; i < G_N_ELEMENTS(choices); i++) {
        if (strcmp(key, choices[i].key) == 0 && !g_strv_contains(choices[i].words, value)) {
            return g_strdup_printf("is no %s: %s", key, value);
        }
    }
    if (strcmp(key, "severity") == 0 && !catalog_read_severity(value, &severity)) {
        return g_strdup_printf("is no severity: %s", value);
    }
    if (strcmp(key, "sip") == 0 && !g_regex_match_simple("^[1-6][0-9][0-9]$", value, 0, 0)) {
        return g_strdup_printf("is no response code: %s", value);
    }
    if (strcmp(key, "methods") == 0 && !g_regex_match_simple("^[A-Z]+(;[A-Z]+)*$", value, 0, 0)) {
        return g_strdup_printf("is no list of methods: %s", value);
    }
    if (strcmp(key, "certain") == 0 && strcmp(value, "true") != 0 && strcmp(value, "false") != 0) {
        return g_strdup_printf("is neither true nor false: %s", value);
    }
    if (strcmp(key, "words") == 0 && !g_regex_match_simple("^[a-z0-9][a-z0-9.,' ]*(;[a-z0-9][a-z0-9.,' ]*)*$", value, 0, 0)) {
        return g_strdup_printf("is no list of words in small letters: %s", value);
    }
    if (strcmp(key, "agents") == 0 && !g_regex_match_simple(AGENTS, value, 0, 0)) {
        return g_strdup_printf("is no list of agents: %s", value);
    }
    /* These clauses are put into sentences that bring their own full stop. */
    if ((strcmp(key, "about") == 0 || strcmp(key, "use") == 0) && g_str_has_suffix(value, ".")) {
        return g_strdup("ends with a full stop");
    }
    return NULL;
}

/* In these groups a key says nothing about the form of its text. */
static bool
has_free_texts(const char *group)
{
    return strcmp(group, "labels") == 0 || strcmp(group, "compare") == 0 || g_strv_contains(open_groups, group);
}

/* What is wrong with the placeholders of a value, or NULL; the caller frees it. */
static char *
fault_of_placeholders(const catalog_file *file, const char *group, const char *key, const char *value)
{
    static const char *const patterns[] = { "cause", "fix", NULL };

    if (strcmp(group, "compare") == 0 || strcmp(group, "labels") == 0) {
        return fault_of_wording(group, key, value);
    }
    if (is_reported(group) ||
        (g_str_has_prefix(group, "verdict ") && (g_strv_contains(patterns, key) || is_product_text(group, key)))) {
        return fault_of_named_placeholders(file->keys, value);
    }
    if (strcmp(group, "page") == 0 && strcmp(key, "direction") == 0 && strcmp(value, "ltr") != 0 && strcmp(value, "rtl") != 0) {
        return g_strdup("is neither ltr nor rtl");
    }
    return strpbrk(value, "{}") != NULL ? g_strdup("has a placeholder, which nothing replaces there") : NULL;
}

/* How many bytes too many the line of a text has. */
static size_t
bytes_too_many(const catalog_file *file, const char *group, const char *key, const char *value)
{
    bool limited;
    const size_t bytes = bytes_beside(file->keys, group, key, &limited) + bytes_of_pattern(value);

    return limited && bytes > CATALOG_LINE_BYTES ? bytes - CATALOG_LINE_BYTES : 0;
}

/* What is wrong with a value, or NULL; the caller frees it. */
static char *
fault_of_value(const catalog_file *file, const char *group, const char *key, const char *value)
{
    if (*value == '\0') {
        return g_strv_contains(may_be_empty, key) ? NULL : g_strdup("is empty");
    }
    if (is_product_text(group, key) && !has_product(file->keys, product_of_text(key))) {
        return g_strdup_printf("is for a product that has no group [product %s]", product_of_text(key));
    }
    if (is_product_reference(group, key) && !has_verdict(file->keys, value)) {
        return g_strdup_printf("names a verdict that has no group [verdict %s]", value);
    }
    char *fault = fault_of_placeholders(file, group, key, value);
    if (fault == NULL && !has_free_texts(group)) {
        fault = fault_of_form(key, value);
    }
    const size_t too_many = bytes_too_many(file, group, key, value);
    if (fault == NULL && too_many > 0) {
        fault = g_strdup_printf("has %zu bytes too many: a line holds %d", too_many, CATALOG_LINE_BYTES);
    }
    return fault;
}

/* A pair is looked up by its codes, so both must be in the file, and every pair must be there once. */
static void
check_pair(catalog_file *file, const char *group)
{
    char **words = g_strsplit(group, " ", 3);

    if (strcmp(words[1], words[2]) >= 0) {
        complain(file, line_of(file->lines, group, NULL, 1), "[%s] does not have the smaller code first", group);
    }
    for (size_t i = 1; i <= 2; i++) {
        if (!g_key_file_has_group(file->keys, words[i])) {
            complain(file, line_of(file->lines, group, NULL, 1), "[%s] names %s, which has no group", group, words[i]);
        }
    }
    g_strfreev(words);
}

/* A text is of one topic. */
static void
check_words(catalog_file *file, const char *group)
{
    char *value = g_key_file_get_string(file->keys, group, "words", NULL);
    char **words = g_strsplit(value != NULL ? value : "", ";", -1);

    for (char **word = words; *word != NULL && g_str_has_prefix(group, "topic "); word++) {
        const char *before = g_hash_table_lookup(file->topics, *word);
        if (before != NULL) {
            complain(file, line_of(file->lines, group, "words", 1), "[%s] has \"%s\" of [%s] once more", group, *word, before);
        }
        g_hash_table_insert(file->topics, g_strdup(*word), (gpointer)group);
    }
    g_strfreev(words);
    g_free(value);
}

static void
check_product(catalog_file *file, const char *group)
{
    char *fault = fault_of_product(file->keys, group);

    if (fault != NULL) {
        complain(file, line_of(file->lines, group, NULL, 1), "[%s] %s", group, fault);
    }
    g_free(fault);
}

static void
check_value(catalog_file *file, const char *group, const char *key)
{
    GError *error = NULL;
    /* Old versions of GLib return a value whose escapes are wrong all the same. */
    char *value = g_key_file_get_string(file->keys, group, key, &error);
    char *fault = value != NULL && error == NULL ? fault_of_value(file, group, key, value) : NULL;

    if (g_error_matches(error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE)) {
        complain(file, line_of(file->lines, group, key, 1), "[%s] %s has a backslash that escapes nothing (write two)", group, key);
    } else if (value == NULL) {
        complain(file, line_of(file->lines, group, NULL, 1), "[%s] lacks %s", group, key);
    } else if (fault != NULL) {
        complain(file, line_of(file->lines, group, key, 1), "[%s] %s %s", group, key, fault);
    }
    g_clear_error(&error);
    g_free(fault);
    g_free(value);
}

/* The keys become constants and placeholders. */
static void
check_open_group(catalog_file *file, const char *group)
{
    char **keys = catalog_keys(file->keys, group);

    for (char **key = keys; *key != NULL; key++) {
        if (g_regex_match_simple("^[a-z][a-z0-9-]*$", *key, 0, 0)) {
            check_value(file, group, *key);
        } else {
            complain(file, line_of(file->lines, group, *key, 1), "[%s] %s is no key of small letters, digits and hyphens", group,
                     *key);
        }
    }
    g_strfreev(keys);
}

static void
check_group_of_known_keys(catalog_file *file, const char *group, const char *const *wanted)
{
    for (const char *const *key = wanted; *key != NULL; key++) {
        check_value(file, group, *key);
    }
    char **keys = catalog_keys(file->keys, group);
    for (char **key = keys; *key != NULL; key++) {
        if (is_product_text(group, *key) || is_product_reference(group, *key)) {
            check_value(file, group, *key);
        } else if (!g_strv_contains(wanted, *key)) {
            complain(file, line_of(file->lines, group, *key, 1), "[%s] has an unknown key %s", group, *key);
        }
    }
    g_strfreev(keys);
}

static void
check_group(catalog_file *file, const char *group)
{
    const char *const *wanted = keys_of_group(group);

    if (line_of(file->lines, group, NULL, 2) != 0) {
        complain(file, line_of(file->lines, group, NULL, 2), "[%s] occurs a second time", group);
    }
    if (wanted == pair_keys) {
        check_pair(file, group);
    }
    if (wanted == words_keys) {
        check_words(file, group);
    }
    if (wanted == product_keys) {
        check_product(file, group);
    }
    if (wanted != NULL) {
        check_group_of_known_keys(file, group, wanted);
    } else if (g_strv_contains(open_groups, group)) {
        check_open_group(file, group);
    } else {
        complain(file, line_of(file->lines, group, NULL, 1), "[%s] is no group of a catalog", group);
    }
}

/* A translation says what English says, with the same values, and nothing else. */
static void
check_translation(catalog_file *file, const GKeyFile *base, const char *group)
{
    char **keys = catalog_keys(file->own, group);

    for (char **key = keys; *key != NULL; key++) {
        char *english = g_key_file_get_string((GKeyFile *)base, group, *key, NULL);
        char *own = g_key_file_get_string(file->own, group, *key, NULL);
        if (english == NULL || !catalog_is_translated(group, *key)) {
            complain(file, line_of(file->lines, group, *key, 1), "[%s] %s is not to be translated", group, *key);
        } else if (!has_same_placeholders(english, own)) {
            complain(file, line_of(file->lines, group, *key, 1), "[%s] %s does not have the placeholders of the English text",
                     group, *key);
        }
        g_free(own);
        g_free(english);
    }
    g_strfreev(keys);
}

static void
check_glossary(catalog_file *file)
{
    char **terms = catalog_keys(file->own, GLOSSARY_GROUP);

    for (char **term = terms; *term != NULL; term++) {
        char *entry = g_key_file_get_string(file->own, GLOSSARY_GROUP, *term, NULL);
        char *fault = fault_of_glossary_entry(entry);
        if (fault != NULL) {
            complain(file, line_of(file->lines, GLOSSARY_GROUP, *term, 1), "[%s] %s %s", GLOSSARY_GROUP, *term, fault);
        }
        g_free(fault);
        g_free(entry);
    }
    g_strfreev(terms);
}

static void
check_groups(catalog_file *file, GKeyFile *base)
{
    char **groups = g_key_file_get_groups(file->own, NULL);

    file->topics = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    if (base != NULL) {
        catalog_overlay(file->keys, base);
    }
    catalog_overlay(file->keys, file->own);
    for (char **group = groups; *group != NULL; group++) {
        if (base != NULL && strcmp(*group, GLOSSARY_GROUP) == 0) {
            check_glossary(file);
            continue;
        }
        if (base != NULL) {
            check_translation(file, base, *group);
        }
        check_group(file, *group);
    }
    g_hash_table_destroy(file->topics);
    g_strfreev(groups);
}

/* Leaves the texts that are shown in this language, and tells of the others. */
static void
prepare_translation(catalog_file *file, GKeyFile *english)
{
    GKeyFile *record = record_of(file->path);

    catalog_drop_empty(file->own);
    warn_of_progress(file->path, file->lines, english, file->own, record);
    record_drop_stale(record, english, file->own);
    g_key_file_free(record);
}

/* Reads a file, over the English one if that is given, and complains. Returns its keys, or NULL if there is a complaint. */
static GKeyFile *
sound_catalog_file(const char *path, GKeyFile *base)
{
    catalog_file file = { .path = path, .keys = g_key_file_new(), .own = g_key_file_new() };
    GError *error = NULL;
    char *text = NULL;

    if (!g_file_get_contents(path, &text, NULL, &error)) {
        g_printerr("%s: %s\n", path, error->message);
        file.complaints++;
    } else {
        file.lines = g_strsplit(text, "\n", -1);
        if (!g_key_file_load_from_data(file.own, text, strlen(text), G_KEY_FILE_NONE, &error)) {
            complain_about_syntax(&file, error->message);
        } else {
            if (base != NULL) {
                prepare_translation(&file, base);
            }
            check_groups(&file, base);
        }
    }
    g_clear_error(&error);
    g_strfreev(file.lines);
    g_free(text);
    g_key_file_free(file.keys);
    if (file.complaints > 0) {
        g_clear_pointer(&file.own, g_key_file_free);
    }
    return file.own;
}

int
main(int count, char **arguments)
{
    GKeyFile *english = NULL;
    bool sound = true;

    for (int i = 1; i < count && (i == 1 || english != NULL); i++) {
        GKeyFile *keys = sound_catalog_file(arguments[i], english);
        sound = keys != NULL && sound;
        if (i == 1) {
            english = keys;
        } else {
            g_clear_pointer(&keys, g_key_file_free);
        }
    }
    g_clear_pointer(&english, g_key_file_free);
    return sound ? EXIT_SUCCESS : EXIT_FAILURE;
}
