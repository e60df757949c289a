/* wordings.c
 * The wordings of explanations and comparisons; see wordings.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "wordings.h"

#include "pattern.h"
#include "placeholders.h"

#include <string.h>

typedef struct {
    const char *key;
    const char *placeholders;
} wording;

static const wording wordings[] = {
    { "name", "{code}{phrase}" },
    { "name-unregistered", "{code}{phrase}" },
    { "title", "{first}{second}" },
    { "labelled", "{label}{text}" },
    { "item", "{item}" },
    { "comma", "{items}{item}" },
    { "and", "{items}{item}" },
    { "either", "{first}{second}" },
    { "description", "" },
    { "seen", "" },
    { "fix", "" },
    { "differences", "" },
    { "when", "" },
    { "class", "" },
    { "status", "" },
    { "defined", "" },
    { "methods", "" },
    { "headers", "" },
    { "retry", "" },
    { "actor", "" },
    { "use", "" },
    { "read", "" },
    { "confused", "" },
    { "reference", "" },
    { "class-stage", "{class}{stage}" },
    { "provisional", "" },
    { "final", "" },
    { "no-rfc", "" },
    { "any-request", "" },
    { "status-current", "" },
    { "status-deprecated", "" },
    { "status-reserved", "" },
    { "status-obsolete", "" },
    { "status-unregistered", "" },
    { "summary-same-class", "{first}{second}{class}{first-code}{first-about}{second-code}{second-about}" },
    { "summary-other-class", "{first}{first-class}{first-about}{second}{second-class}{second-about}" },
    { "summary-same-entry", "{first}{second}{class}{about}" },
    { "only-meaning", "" },
    { "same-entry", "{general}" },
    { "class-1", "{code}" },
    { "class-2", "{code}" },
    { "class-3", "{code}" },
    { "class-4", "{code}" },
    { "class-5", "{code}" },
    { "class-5-request", "{code}" },
    { "class-6", "{code}" },
    { "stage", "{provisional}{final}" },
    { "methods-of", "{code}{methods}" },
    { "methods-any", "{code}" },
    { "retry-none", "{code}" },
    { "retry-wait", "{code}" },
    { "retry-changed", "{code}" },
    { "retry-other-target", "{code}" },
    { "retry-automatic", "{code}" },
    { "actor-none", "{code}" },
    { "actor-caller", "{code}" },
    { "actor-callee", "{code}" },
    { "actor-client-admin", "{code}" },
    { "actor-server-admin", "{code}" },
    { "actor-network-admin", "{code}" },
    { "headers-of", "{code}{headers}" },
    { "headers-both", "{headers}" },
    { "rfc-of", "{code}{rfc}" },
    { "rfc-both", "{rfc}{first}{first-section}{second}{second-section}" },
    { "rfc-neither", "" },
    { "rfc-none", "{code}" },
    { "rfc-class", "{code}{rfc}{general}" },
    { "deprecated", "{code}" },
    { "reserved", "{code}" },
    { "obsolete", "{code}" },
    { "use-current", "{code}{use}" },
    { "use-deprecated", "{code}{use}" },
    { "use-reserved", "{code}{use}" },
    { "use-obsolete", "{code}{general}" },
    { "use-unregistered", "{code}{general}" },
    { "read-1", "{code}" },
    { "read-2", "{code}" },
    { "read-3", "{code}" },
    { "read-4", "{code}" },
    { "read-4-alone", "{code}" },
    { "read-4-retry", "{code}" },
    { "read-5", "{code}" },
    { "read-5-request", "{code}" },
    { "read-6", "{code}" },
    { "q850", "{number}{name}" },
    { "warning", "{number}{name}" },
    { "reason-name", "{number}{name}" },
    { "q850-causes", "" },
    { "warn-codes", "" },
    { "usual-response", "" },
    { "verdicts", "" },
    { "verdicts-note", "" },
    { "shown-as", "" },
};

/* The labels that are patterns; all others are words. */
static const wording labels[] = {
    { "line", "{label}{text}" }, { "headline", "{name}{text}" },
    { "says", "{text}{cause}" }, { "at", "{name}" },
    { "at-client", "{name}" },   { "at-sender", "{name}" },
    { "at-receiver", "{name}" }, { "request-before", "{frame}{seconds}" },
    { "about", "{code}" },
};

/* Those that have each placeholder once, in this order. */
static const char *const ordered[] = { "line", "headline", NULL };

const char *const *
wording_keys(void)
{
    static const char *keys[G_N_ELEMENTS(wordings) + 1];

    for (size_t i = 0; i < G_N_ELEMENTS(wordings); i++) {
        keys[i] = wordings[i].key;
    }
    return keys;
}

static const char *
placeholders_of(const wording *among, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(among[i].key, key) == 0) {
            return among[i].placeholders;
        }
    }
    return "";
}

/* The fault of a pattern that has not just these placeholders in this order, or NULL. */
static char *
fault_of_order(const char *pattern, const char *placeholders)
{
    pattern_placeholder found = { .begin = pattern };
    pattern_placeholder wanted = { .begin = placeholders };

    while (pattern_find_placeholder(wanted.begin + wanted.size, &wanted)) {
        if (!pattern_find_placeholder(found.begin + found.size, &found) || found.size != wanted.size ||
            memcmp(found.begin, wanted.begin, wanted.size) != 0) {
            return g_strdup_printf("has not %s in this order", placeholders);
        }
    }
    return pattern_find_placeholder(found.begin + found.size, &found) ? g_strdup("has a placeholder twice") : NULL;
}

/* The fault of the first placeholder that is not wanted, or NULL. */
static char *
fault_of_unknown(GHashTable *names, GHashTable *wanted)
{
    GHashTableIter each;
    gpointer name;

    g_hash_table_iter_init(&each, names);
    while (g_hash_table_iter_next(&each, &name, NULL)) {
        if (!g_hash_table_contains(wanted, name)) {
            return g_strdup_printf("has an unknown placeholder {%s}", (char *)name);
        }
    }
    return NULL;
}

char *
fault_of_wording(const char *group, const char *key, const char *pattern)
{
    const bool is_label = strcmp(group, "labels") == 0;
    const char *placeholders =
        is_label ? placeholders_of(labels, G_N_ELEMENTS(labels), key) : placeholders_of(wordings, G_N_ELEMENTS(wordings), key);
    GHashTable *names = placeholder_names(pattern);
    GHashTable *wanted = placeholder_names(placeholders);
    char *fault = fault_of_braces(pattern);

    if (fault == NULL) {
        fault = fault_of_unknown(names, wanted);
    }
    if (fault == NULL && g_hash_table_size(names) < g_hash_table_size(wanted)) {
        fault = g_strdup("lacks a placeholder");
    }
    if (fault == NULL && is_label && g_strv_contains(ordered, key)) {
        fault = fault_of_order(pattern, placeholders);
    }
    g_hash_table_destroy(wanted);
    g_hash_table_destroy(names);
    return fault;
}
