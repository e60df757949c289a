/* embed.c
 * catalog-embed OUTPUT IDS ENGLISH CATALOG...: writes catalog files that catalog-check found sound as the constants of data.h,
 * and the ids of ENGLISH as enums in the header IDS. What a catalog lacks is taken from ENGLISH.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "overlay.h"
#include "pattern.h"
#include "record.h"
#include "severity.h"

#include <stdlib.h>
#include <string.h>

static GKeyFile *
key_file_at(const char *path)
{
    GKeyFile *file = g_key_file_new();
    GError *error = NULL;

    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &error)) {
        g_printerr("%s: %s\n", path, error->message);
        exit(EXIT_FAILURE);
    }
    return file;
}

/* A value for g_free(); empty if it is not there. */
static char *
value_of(GKeyFile *file, const char *group, const char *key)
{
    char *value = g_key_file_get_string(file, group, key, NULL);

    if (value == NULL) {
        value = g_strdup("");
    }
    return value;
}

/* What follows the first word of a group's name; the name if it is one word. */
static const char *
words_after(const char *group)
{
    const char *blank = strchr(group, ' ');

    return blank != NULL ? blank + 1 : group;
}

/* The number the text begins with, 0 if there is none. */
static int
number_in(const char *text)
{
    return (int)g_ascii_strtoll(text, NULL, 10);
}

/* A C string literal. Question marks are written as numbers, because two of them may begin a trigraph. */
static void
append_literal(GString *code, const char *text)
{
    g_string_append_c(code, '"');
    for (const char *byte = text; *byte != '\0'; byte++) {
        if (g_ascii_isprint(*byte) && strchr("\"\\?", *byte) == NULL) {
            g_string_append_c(code, *byte);
        } else {
            g_string_append_printf(code, "\\%03o", (unsigned)(unsigned char)*byte);
        }
    }
    g_string_append_c(code, '"');
}

static void
append_member(GString *code, const char *member, const char *text)
{
    g_string_append_printf(code, ".%s = ", member);
    append_literal(code, text);
    g_string_append(code, ", ");
}

static void
append_value(GString *code, const char *member, GKeyFile *file, const char *group, const char *key)
{
    char *value = value_of(file, group, key);

    append_member(code, member, value);
    g_free(value);
}

static void
append_severity(GString *code, GKeyFile *file, const char *group)
{
    char *word = value_of(file, group, "severity");
    catalog_severity severity = CATALOG_CHAT;

    catalog_read_severity(word, &severity);
    g_string_append_printf(code, ".severity = (catalog_severity)%d, ", (int)severity);
    g_free(word);
}

/* Head and text in one line, put together as `pattern` of the labels says. */
static void
append_line(GString *code, const char *member, GKeyFile *file, const char *pattern_key, const char *head_name, char *head,
            char *text)
{
    const catalog_value values[] = { { head_name, head }, { "text", text } };
    char *pattern = value_of(file, "labels", pattern_key);
    char *line = pattern_fill(pattern, values, G_N_ELEMENTS(values), 0, NULL);

    append_member(code, member, line);
    g_free(line);
    g_free(pattern);
    g_free(head);
    g_free(text);
}

/* What stands before, between and after the two placeholders of a pattern. */
static void
append_parts(GString *code, const char *member, GKeyFile *file, const char *key)
{
    char *pattern = value_of(file, "labels", key);
    const char *rest = pattern;
    pattern_placeholder placeholder;

    g_string_append_printf(code, ".%s = { ", member);
    while (pattern_find_placeholder(rest, &placeholder)) {
        char *part = g_strndup(rest, (gsize)(placeholder.begin - rest));
        append_literal(code, part);
        g_string_append(code, ", ");
        g_free(part);
        rest = placeholder.begin + placeholder.size;
    }
    append_literal(code, rest);
    g_string_append(code, " },\n");
    g_free(pattern);
}

static void
append_code(GString *code, GKeyFile *file, const char *group)
{
    static const char *const texts[] = { "phrase", "rfc",     "status", "headers", "methods", "actor",
                                         "retry",  "meaning", "cause",  "fix",     "about",   "use" };
    const int number = number_in(group);
    char *class_group = g_strdup_printf("%cxx", *group);

    g_string_append_printf(code, "&(const catalog_code){ .code = %d, ", number >= 100 ? number : 0);
    append_value(code, "class_name", file, class_group, "name");
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        append_value(code, texts[i], file, group, texts[i]);
    }
    append_severity(code, file, group);
    append_line(code, "headline", file, "headline", "name", value_of(file, group, "phrase"), value_of(file, group, "meaning"));
    append_line(code, "cause_line", file, "line", "label", value_of(file, "labels", "typical-cause"),
                value_of(file, group, "cause"));
    append_line(code, "fix_line", file, "line", "label", value_of(file, "labels", "fix"), value_of(file, group, "fix"));
    g_string_append(code, "},\n");
    g_free(class_group);
}

static void
append_reason(GString *code, GKeyFile *file, const char *group)
{
    char *status = value_of(file, group, "sip");

    g_string_append_printf(code, "&(const catalog_reason){ .number = %d, .sip_status = %d, ", number_in(words_after(group)),
                           number_in(status));
    append_value(code, "name", file, group, "name");
    append_value(code, "rfc", file, group, "rfc");
    append_value(code, "meaning", file, group, "meaning");
    append_value(code, "fix", file, group, "fix");
    g_string_append(code, "},\n");
    g_free(status);
}

static void
append_verdict(GString *code, GKeyFile *file, const char *group)
{
    char *certain = value_of(file, group, "certain");
    char **id = g_strsplit(words_after(group), "/", 2);

    g_string_append_printf(code, "{ .certain = %s, ", certain);
    append_member(code, "id", id[0]);
    append_member(code, "name", words_after(group));
    append_value(code, "title", file, group, "title");
    append_value(code, "cause", file, group, "cause");
    append_value(code, "fix", file, group, "fix");
    append_severity(code, file, group);
    g_string_append(code, "},\n");
    g_strfreev(id);
    g_free(certain);
}

static void
append_text(GString *code, const char *key, GKeyFile *file, const char *group, const char *value_key)
{
    g_string_append(code, "{ ");
    append_member(code, "key", key);
    append_value(code, "text", file, group, value_key);
    g_string_append(code, "},\n");
}

static void
append_number(GString *code, GKeyFile *file G_GNUC_UNUSED, const char *group)
{
    g_string_append_printf(code, "%s, ", group);
}

static void
append_difference(GString *code, GKeyFile *file, const char *group)
{
    append_text(code, words_after(group), file, group, "difference");
}

static int
compare_names(gconstpointer first, gconstpointer second)
{
    return strcmp(*(const char *const *)first, *(const char *const *)second);
}

static unsigned
sort_names(char **names)
{
    const unsigned count = g_strv_length(names);

    qsort(names, count, sizeof *names, compare_names);
    return count;
}

/* The groups whose names match the pattern, sorted; for g_strfreev(). */
static char **
groups_like(GKeyFile *file, const char *pattern)
{
    char **groups = g_key_file_get_groups(file, NULL);
    GPtrArray *matches = g_ptr_array_new();

    for (char **group = groups; *group != NULL; group++) {
        if (g_regex_match_simple(pattern, *group, 0, 0)) {
            g_ptr_array_add(matches, g_strdup(*group));
        }
    }
    g_ptr_array_add(matches, NULL);
    g_strfreev(groups);
    char **names = (char **)g_ptr_array_free(matches, FALSE);
    sort_names(names);
    return names;
}

/* An array of entries, each at the number that its group has. */
static void
append_numbered(GString *code, const char *member, GKeyFile *file, const char *pattern,
                void (*append)(GString *code, GKeyFile *file, const char *group))
{
    char **groups = groups_like(file, pattern);

    g_string_append_printf(code, ".%s = {\n", member);
    for (char **group = groups; *group != NULL; group++) {
        g_string_append_printf(code, "[%d] = ", number_in(words_after(*group)));
        append(code, file, *group);
    }
    g_string_append(code, "},\n");
    g_strfreev(groups);
}

/* An array of entries in the order of their groups. Returns how many there are. */
static unsigned
append_array(GString *code, const char *array, GKeyFile *file, const char *pattern,
             void (*append)(GString *code, GKeyFile *file, const char *group))
{
    char **groups = groups_like(file, pattern);
    const unsigned count = g_strv_length(groups);

    g_string_append_printf(code, ".%s{\n", array);
    for (char **group = groups; *group != NULL; group++) {
        append(code, file, *group);
    }
    g_string_append(code, "},\n");
    g_strfreev(groups);
    return count;
}

/* The same with its count. */
static void
append_counted(GString *code, const char *count, const char *array, GKeyFile *file, const char *pattern,
               void (*append)(GString *code, GKeyFile *file, const char *group))
{
    g_string_append_printf(code, ".%s = %u, ", count, append_array(code, array, file, pattern, append));
}

/* The keys of a group, sorted, for g_strfreev(). */
static char **
sorted_keys(GKeyFile *file, const char *group)
{
    char **keys = catalog_keys(file, group);

    sort_names(keys);
    return keys;
}

/* The texts of the groups, whose names end with NULL. */
static void
append_texts(GString *code, const char *member, GKeyFile *file, const char *const *groups)
{
    unsigned count = 0;

    g_string_append_printf(code, ".%s.texts = (const catalog_text[]){\n", member);
    for (const char *const *group = groups; *group != NULL; group++) {
        char **keys = sorted_keys(file, *group);
        for (char **key = keys; *key != NULL; key++, count++) {
            append_text(code, *key, file, *group, *key);
        }
        g_strfreev(keys);
    }
    g_string_append_printf(code, "},\n.%s.count = %u,\n", member, count);
}

/* The texts for products in a group as those about a verdict or code, in the order of data.h. Returns how many there are. */
static unsigned
append_fixes_about(GString *code, GKeyFile *file, const char *group, char **products, const char *subject)
{
    /* In the order of catalog_role. */
    static const char *const prefixes[] = { "fix", "client", "sender", "receiver" };
    unsigned count = 0;

    for (unsigned i = 0; products[i] != NULL; i++) {
        for (unsigned role = 0; role < G_N_ELEMENTS(prefixes); role++) {
            char *key = g_strdup_printf("%s.%s", prefixes[role], words_after(products[i]));
            if (g_key_file_has_key(file, group, key, NULL)) {
                g_string_append_printf(code, "{ .subject = %s, .product = %u, .role = %u, ", subject, i + 1, role);
                append_value(code, "text", file, group, key);
                g_string_append(code, "},\n");
                count++;
            }
            g_free(key);
        }
    }
    return count;
}

/* The group with the texts for products about a code, for g_free(): that of a verdict if the code refers to one, else its own. */
static char *
group_with_fixes(GKeyFile *english, const char *code)
{
    char *verdict = g_key_file_get_string(english, code, "product-texts", NULL);
    char *group = verdict != NULL ? g_strdup_printf("verdict %s", verdict) : g_strdup(code);

    g_free(verdict);
    return group;
}

/* The texts for products that are in the file, about verdicts and codes of English. */
static void
append_fixes(GString *code, GKeyFile *english, GKeyFile *file)
{
    char **products = groups_like(english, "^product ");
    char **verdicts = groups_like(english, "^verdict ");
    char **codes = groups_like(english, "^[0-9]+$");
    GString *fixes = g_string_new(NULL);
    unsigned count = 0;

    for (unsigned i = 0; verdicts[i] != NULL; i++) {
        char *subject = g_strdup_printf("%u", i);
        count += append_fixes_about(fixes, file, verdicts[i], products, subject);
        g_free(subject);
    }
    for (char **number = codes; *number != NULL; number++) {
        char *subject = g_strdup_printf("VERDICT_COUNT + %s", *number);
        char *group = group_with_fixes(english, *number);
        count += append_fixes_about(fixes, file, group, products, subject);
        g_free(group);
        g_free(subject);
    }
    if (count > 0) {
        g_string_append_printf(code, ".product_fixes = { (const catalog_product_text[]){\n%s}, %u },\n", fixes->str, count);
    }
    g_string_free(fixes, TRUE);
    g_strfreev(codes);
    g_strfreev(verdicts);
    g_strfreev(products);
}

/* The catalog of `file`, which has English texts where the language's own file lacks some. */
static void
append_catalog(GString *code, const char *language, const char *name, GKeyFile *file, GKeyFile *own)
{
    g_string_append(code, "{\n");
    append_member(code, "language", language);
    append_member(code, "name", name);
    append_value(code, "unknown", file, "labels", "unknown");
    append_parts(code, "line", file, "line");
    append_parts(code, "headline", file, "headline");
    append_numbered(code, "codes", file, "^[0-9]+$", append_code);
    append_numbered(code, "classes", file, "xx$", append_code);
    g_string_append(code, ".invalid = ");
    append_code(code, file, "invalid");
    append_numbered(code, "warnings", file, "^warning ", append_reason);
    append_numbered(code, "q850", file, "^q850 ", append_reason);
    append_counted(code, "number_count", "numbers = (const int[])", file, "^[0-9]+$", append_number);
    append_array(code, "verdicts = (const catalog_verdict[])", file, "^verdict ", append_verdict);
    append_texts(code, "labels", file, (const char *const[]){ "labels", NULL });
    append_texts(code, "page", file, (const char *const[]){ "page", NULL });
    append_texts(code, "evidence", file, (const char *const[]){ "evidence", "observation", NULL });
    append_texts(code, "wordings", file, (const char *const[]){ "compare", NULL });
    append_counted(code, "differences.count", "differences.texts = (const catalog_text[])", file, "^pair ", append_difference);
    append_fixes(code, file, own);
    g_string_append(code, "},\n");
}

typedef struct {
    char *words;
    const char *group;
} group_words;

static void
free_words(gpointer entry)
{
    g_free(((group_words *)entry)->words);
    g_free(entry);
}

static int
compare_words(gconstpointer first, gconstpointer second)
{
    const group_words *one = *(const group_words *const *)first;
    const group_words *other = *(const group_words *const *)second;
    const size_t size = strlen(one->words);
    const size_t other_size = strlen(other->words);

    return size != other_size ? (size > other_size ? -1 : 1) : strcmp(one->words, other->words);
}

static void
add_words(GPtrArray *entries, GKeyFile *file, const char *group, const char *key)
{
    char *value = value_of(file, group, key);
    char **words = g_strsplit(value, ";", -1);

    for (char **word = words; *word != NULL; word++) {
        group_words *entry = g_new(group_words, 1);
        *entry = (group_words){ .words = g_ascii_strdown(*word, -1), .group = group };
        g_ptr_array_add(entries, entry);
    }
    g_strfreev(words);
    g_free(value);
}

/* "[topic caller-id]" as TOPIC_CALLER_ID, for g_free(); 0 for a group of one word. */
static char *
constant_of(const char *group)
{
    if (strchr(group, ' ') == NULL) {
        return g_strdup("0");
    }
    char *name = g_ascii_strup(group, -1);

    return g_strdelimit(name, " -", '_');
}

/* The words that a key of the groups lists which match the pattern. */
static void
append_words(GString *code, const char *array, GKeyFile *file, const char *pattern, const char *list)
{
    GPtrArray *entries = g_ptr_array_new_with_free_func(free_words);
    char **groups = groups_like(file, pattern);

    for (char **group = groups; *group != NULL; group++) {
        add_words(entries, file, *group, list);
    }
    g_ptr_array_sort(entries, compare_words);
    g_string_append_printf(code, "const catalog_words %s[] = {\n", array);
    for (guint i = 0; i < entries->len; i++) {
        const group_words *entry = g_ptr_array_index(entries, i);
        char *id = constant_of(entry->group);
        g_string_append(code, "{ ");
        append_literal(code, entry->words);
        g_string_append_printf(code, ", %s },\n", id);
        g_free(id);
    }
    g_string_append(code, "{ NULL, 0 },\n};\n\n");
    g_strfreev(groups);
    g_ptr_array_free(entries, TRUE);
}

static void
append_products(GString *code, GKeyFile *file)
{
    char **groups = groups_like(file, "^product ");

    g_string_append(code, "const catalog_product_names catalog_data_products[] = {\n{ NULL, NULL },\n");
    for (char **group = groups; *group != NULL; group++) {
        g_string_append(code, "{ ");
        append_member(code, "id", words_after(*group));
        append_value(code, "name", file, *group, "name");
        g_string_append(code, "},\n");
    }
    g_string_append(code, "};\n\n");
    g_strfreev(groups);
}

/* The code of a language is the name of its file. */
static char *
language_of(const char *path)
{
    char *language = g_path_get_basename(path);

    *strrchr(language, '.') = '\0';
    return language;
}

static void
append_file(GString *code, const char *english, const char *path)
{
    GKeyFile *whole = key_file_at(english);
    GKeyFile *own = key_file_at(path);
    char *language = language_of(path);

    catalog_drop_empty(own);
    GKeyFile *record = record_of(path);
    record_drop_stale(record, whole, own);
    g_key_file_free(record);
    char *name = value_of(own, "language", "name");
    catalog_overlay(whole, own);
    append_catalog(code, language, *name != '\0' ? name : language, whole, own);
    g_free(name);
    g_free(language);
    g_key_file_free(own);
    g_key_file_free(whole);
}

static void
append_languages(GString *code, char **paths)
{
    g_string_append(code, "const char *const catalog_data_languages[] = { ");
    for (char **path = paths; *path != NULL; path++) {
        char *language = language_of(*path);
        append_literal(code, language);
        g_string_append(code, ", ");
        g_free(language);
    }
    g_string_append(code, "NULL };\n");
}

/* "auth.rejected" as VERDICT_AUTH_REJECTED, a variant "request.unanswered/port" as VERDICT_REQUEST_UNANSWERED_PORT; frees the ids. */
static void
append_constants(GString *code, const char *prefix, char **ids)
{
    for (char **id = ids; *id != NULL; id++) {
        char *word = g_ascii_strup(words_after(*id), -1);
        g_string_append_printf(code, "    %s_%s,\n", prefix, g_strdelimit(word, ".-/", '_'));
        g_free(word);
    }
    g_strfreev(ids);
}

/* Constants are the places of the ids in the arrays that append_array() and append_texts() write, whose order is the same. */
static void
append_all_ids(GString *code, GKeyFile *file)
{
    g_string_append(code, "typedef enum catalog_verdict_id {\n");
    append_constants(code, "VERDICT", groups_like(file, "^verdict "));
    g_string_append(code, "    VERDICT_COUNT\n} catalog_verdict_id;\n\ntypedef enum catalog_evidence_id {\n");
    char **evidence = sorted_keys(file, "evidence");
    const unsigned count = g_strv_length(evidence);
    append_constants(code, "EVIDENCE", evidence);
    append_constants(code, "OBSERVED", sorted_keys(file, "observation"));
    g_string_append_printf(code, "    EVIDENCE_COUNT,\n    OBSERVED_FIRST = %u\n} catalog_evidence_id;\n\n", count);
    g_string_append(code, "typedef enum catalog_topic {\n    TOPIC_NONE,\n");
    append_constants(code, "TOPIC", groups_like(file, "^topic "));
    g_string_append(code, "    TOPIC_COUNT\n} catalog_topic;\n\n");
    g_string_append(code, "typedef enum catalog_product {\n    PRODUCT_NONE,\n");
    append_constants(code, "PRODUCT", groups_like(file, "^product "));
    g_string_append(code, "    PRODUCT_COUNT\n} catalog_product;\n\n");
}

static void
write_file(const char *path, GString *text)
{
    GError *error = NULL;

    if (!g_file_set_contents(path, text->str, (gssize)text->len, &error)) {
        g_printerr("%s\n", error->message);
        exit(EXIT_FAILURE);
    }
    g_string_free(text, TRUE);
}

int
main(int count, char **arguments)
{
    if (count < 5) {
        g_printerr("catalog-embed OUTPUT IDS ENGLISH CATALOG...\n");
        return EXIT_FAILURE;
    }
    char **paths = arguments + 4;
    GKeyFile *english = key_file_at(arguments[3]);
    GString *code = g_string_new("#include \"data.h\"\n\nconst catalog catalog_data[] = {\n");
    GString *ids = g_string_new("#ifndef SIPEXPERT_CATALOG_IDS_H\n#define SIPEXPERT_CATALOG_IDS_H\n\n");

    sort_names(paths);
    for (char **path = paths; *path != NULL; path++) {
        append_file(code, arguments[3], *path);
    }
    g_string_append(code, "{ .language = NULL },\n};\n\n");
    append_languages(code, paths);
    append_words(code, "catalog_data_topics", english, "^topic ", "words");
    append_words(code, "catalog_data_unspecific", english, "^unspecific$", "words");
    append_words(code, "catalog_data_agents", english, "^product ", "agents");
    append_products(code, english);
    write_file(arguments[1], code);
    append_all_ids(ids, english);
    g_string_append(ids, "#endif\n");
    write_file(arguments[2], ids);
    g_key_file_free(english);
    return EXIT_SUCCESS;
}
