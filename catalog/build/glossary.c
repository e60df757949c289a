/* glossary.c
 * The words that a language has for the terms of the trade; see glossary.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "glossary.h"

#include "overlay.h"

#include <stdbool.h>
#include <string.h>

typedef struct {
    char *name;       /* as the file has it */
    char **names;     /* what it is called in English texts */
    char **words;     /* of the language */
    char **forbidden; /* words not to be used instead */
} term;

struct glossary {
    GPtrArray *terms;
};

#define ARABIC_ARTICLE "ال"

/* What may stand before an Arabic word without a blank; the longest first. */
static const char *const arabic_prefixes[] = { "وال", "فال", "بال", "كال", "ولل", "ال", "لل", "و", "ف", "ب", "ك", "ل" };

static void
free_term(gpointer entry)
{
    term *each = entry;

    g_free(each->name);
    g_strfreev(each->names);
    g_strfreev(each->words);
    g_strfreev(each->forbidden);
    g_free(each);
}

void
glossary_free(glossary *words)
{
    g_ptr_array_unref(words->terms);
    g_free(words);
}

/* The parts of a list without blanks around them and without empty ones, for g_strfreev(). */
static char **
split(const char *list, const char *separators)
{
    char **parts = g_strsplit_set(list, separators, -1);
    GPtrArray *kept = g_ptr_array_new();

    for (char **part = parts; *part != NULL; part++) {
        g_strstrip(*part);
        if (**part != '\0') {
            g_ptr_array_add(kept, g_strdup(*part));
        }
    }
    g_ptr_array_add(kept, NULL);
    g_strfreev(parts);
    return (char **)g_ptr_array_free(kept, FALSE);
}

static char *
without_notes(const char *text)
{
    GString *kept = g_string_new(NULL);
    unsigned depth = 0;

    for (const char *byte = text; *byte != '\0'; byte++) {
        depth += *byte == '(';
        if (depth == 0) {
            g_string_append_c(kept, *byte);
        }
        depth -= *byte == ')' && depth > 0;
    }
    return g_string_free(kept, FALSE);
}

/* The words that can be looked for: those without a note. */
static char **
split_forbidden(const char *list)
{
    char **all = split(list, ";");
    GPtrArray *kept = g_ptr_array_new();

    for (char **word = all; *word != NULL; word++) {
        if (strchr(*word, '(') == NULL) {
            g_ptr_array_add(kept, g_strdup(*word));
        }
    }
    g_ptr_array_add(kept, NULL);
    g_strfreev(all);
    return (char **)g_ptr_array_free(kept, FALSE);
}

static void
add_term(glossary *words, const char *name, const char *entry)
{
    term *added = g_new0(term, 1);
    char **sides = g_strsplit(entry, "|", 2);
    char *plain = without_notes(name);

    added->name = g_strdup(name);
    added->names = split(plain, ",");
    added->words = split(sides[0] != NULL ? sides[0] : "", ";()");
    added->forbidden = split_forbidden(sides[0] != NULL && sides[1] != NULL ? sides[1] : "");
    g_ptr_array_add(words->terms, added);
    g_free(plain);
    g_strfreev(sides);
}

glossary *
glossary_of(GKeyFile *file)
{
    glossary *words = g_new0(glossary, 1);
    char **names = catalog_keys(file, GLOSSARY_GROUP);

    words->terms = g_ptr_array_new_with_free_func(free_term);
    for (char **name = names; *name != NULL; name++) {
        char *entry = g_key_file_get_string(file, GLOSSARY_GROUP, *name, NULL);
        add_term(words, *name, entry);
        g_free(entry);
    }
    g_strfreev(names);
    return words;
}

char *
fault_of_glossary_entry(const char *entry)
{
    char **sides = g_strsplit(entry, "|", -1);
    const unsigned count = g_strv_length(sides);
    char *fault = NULL;

    if (count == 0 || *g_strstrip(sides[0]) == '\0') {
        fault = g_strdup("has no word");
    } else if (count > 2) {
        fault = g_strdup("has more than one |");
    }
    g_strfreev(sides);
    return fault;
}

/* The text without what is no language: commands in backticks and names of values. */
static char *
words_only(const char *text)
{
    GString *kept = g_string_new(NULL);
    bool in_command = false;
    bool in_name = false;

    for (const char *byte = text; *byte != '\0'; byte++) {
        in_command ^= *byte == '`';
        if (*byte == '{') {
            in_name = true;
        } else if (in_name && (*byte == ':' || *byte == '}')) {
            in_name = false;
        }
        g_string_append_c(kept, in_command || in_name ? '`' : *byte);
    }
    return g_string_free(kept, FALSE);
}

/* True if no blank is needed between words where one ends with the character. */
static bool
runs_on(gunichar character)
{
    switch (g_unichar_get_script(character)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
        return true;
    default:
        return false;
    }
}

static bool
is_letter(gunichar character)
{
    return g_unichar_isalnum(character) || g_unichar_ismark(character);
}

/* True if a word may end between the two characters. */
static bool
is_boundary(gunichar before, gunichar after)
{
    return !is_letter(before) || !is_letter(after) || runs_on(before) || runs_on(after);
}

static bool
begins_word(const char *text, const char *at)
{
    return at == text || is_boundary(g_utf8_get_char(g_utf8_prev_char(at)), g_utf8_get_char(at));
}

/* The same if there are prefixes before it. */
static bool
begins_arabic_word(const char *text, const char *at)
{
    for (size_t i = 0; i < G_N_ELEMENTS(arabic_prefixes); i++) {
        const size_t size = strlen(arabic_prefixes[i]);
        if ((size_t)(at - text) >= size && strncmp(at - size, arabic_prefixes[i], size) == 0 && begins_word(text, at - size)) {
            return true;
        }
    }
    return begins_word(text, at);
}

static bool
ends_word(const char *end)
{
    return *end == '\0' || is_boundary(g_utf8_get_char(g_utf8_prev_char(end)), g_utf8_get_char(end));
}

static bool
is_arabic(const char *word)
{
    return g_unichar_get_script(g_utf8_get_char(word)) == G_UNICODE_SCRIPT_ARABIC;
}

/* The word without the article that it has before it. */
static const char *
bare(const char *word)
{
    return g_str_has_prefix(word, ARABIC_ARTICLE) ? word + strlen(ARABIC_ARTICLE) : word;
}

/* The next place of the word in a text from `from` on, or NULL. */
static const char *
find_word(const char *text, const char *from, const char *word)
{
    const char *at = from;

    while ((at = strstr(at, word)) != NULL) {
        if ((is_arabic(word) ? begins_arabic_word(text, at) : begins_word(text, at)) && ends_word(at + strlen(word))) {
            return at;
        }
        at = g_utf8_next_char(at);
    }
    return NULL;
}

/* True if the place is a part of a longer word of the glossary. */
static bool
is_part(const glossary *words, const char *text, const char *at, size_t size)
{
    for (guint i = 0; i < words->terms->len; i++) {
        const term *each = g_ptr_array_index(words->terms, i);
        for (char **word = each->words; *word != NULL; word++) {
            const size_t whole = strlen(*word);
            for (const char *begin = strstr(text, *word); whole > size && begin != NULL && begin <= at;
                 begin = strstr(begin + 1, *word)) {
                if (at + size <= begin + whole) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* True if the English text has the term, whatever its ending. */
static bool
is_named(const term *wanted, const char *english)
{
    char *text = g_utf8_casefold(english, -1);
    bool named = false;

    for (char **name = wanted->names; *name != NULL && !named; name++) {
        char *folded = g_utf8_casefold(*name, -1);
        for (const char *at = strstr(text, folded); at != NULL && !named; at = strstr(at + 1, folded)) {
            named = begins_word(text, at);
        }
        g_free(folded);
    }
    g_free(text);
    return named;
}

/* True if the word is that of another term, which the English text may mean. */
static bool
is_called_for(const glossary *words, const term *own, const char *word, const char *english)
{
    for (guint i = 0; i < words->terms->len; i++) {
        const term *other = g_ptr_array_index(words->terms, i);
        for (char **each = other->words; other != own && *each != NULL; each++) {
            if (strcmp(bare(*each), bare(word)) == 0 && (is_named(other, english) || !is_named(own, english))) {
                return true;
            }
        }
    }
    return false;
}

/* True if the text, which is lower case in `lower`, has the word where it should not. */
static bool
has_forbidden(const glossary *words, const char *text, const char *lower, const char *word)
{
    char *wanted = g_str_is_ascii(word) ? g_strdup(word) : g_utf8_strdown(bare(word), -1);
    const char *where = g_str_is_ascii(word) ? text : lower;
    const char *at = find_word(where, where, wanted);

    while (at != NULL && is_part(words, where, at, strlen(wanted))) {
        at = find_word(where, g_utf8_next_char(at), wanted);
    }
    g_free(wanted);
    return at != NULL;
}

char *
glossary_fault(const glossary *words, const char *english, const char *translation)
{
    char *text = words_only(translation);
    char *lower = g_utf8_strdown(text, -1);
    char *fault = NULL;

    for (guint i = 0; i < words->terms->len && fault == NULL; i++) {
        const term *each = g_ptr_array_index(words->terms, i);
        for (char **word = each->forbidden; *word != NULL && fault == NULL; word++) {
            if (has_forbidden(words, text, lower, *word) && !is_called_for(words, each, *word, english)) {
                fault = g_strdup_printf("%s: %s", each->name, *word);
            }
        }
    }
    g_free(lower);
    g_free(text);
    return fault;
}
