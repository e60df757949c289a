/* product_keys.c
 * The groups and keys of products; see product_keys.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "product_keys.h"

#include "pattern.h"

#include <string.h>

/* What the keys begin with, and the labels before their texts. */
static const struct {
    const char *prefix;
    const char *label;
} roles[] = { { "fix.", "at" }, { "client.", "at-client" }, { "sender.", "at-sender" }, { "receiver.", "at-receiver" } };

/* The role of a key, in roles; their number if it is no text for a product. */
static size_t
role_of(const char *key)
{
    size_t role = 0;

    while (role < G_N_ELEMENTS(roles) && !g_str_has_prefix(key, roles[role].prefix)) {
        role++;
    }
    return role;
}

static bool
is_code(const char *group)
{
    return g_regex_match_simple("^[1-6][0-9][0-9]$", group, 0, 0);
}

bool
is_product_key(const char *key)
{
    return role_of(key) < G_N_ELEMENTS(roles);
}

bool
is_product_text(const char *group, const char *key)
{
    return is_product_key(key) && (g_str_has_prefix(group, "verdict ") || is_code(group));
}

const char *
product_of_text(const char *key)
{
    return key + strlen(roles[role_of(key)].prefix);
}

bool
is_product_reference(const char *group, const char *key)
{
    return is_code(group) && strcmp(key, "product-texts") == 0;
}

bool
has_verdict(GKeyFile *file, const char *verdict)
{
    char *group = g_strdup_printf("verdict %s", verdict);
    const bool is_there = g_key_file_has_group(file, group);

    g_free(group);
    return is_there;
}

static char *
group_of(const char *product)
{
    return g_strdup_printf("product %s", product);
}

bool
has_product(GKeyFile *file, const char *product)
{
    char *group = group_of(product);
    const bool is_there = g_key_file_has_group(file, group);

    g_free(group);
    return is_there;
}

char *
label_of_product_text(GKeyFile *file, const char *key)
{
    char *group = group_of(product_of_text(key));
    char *name = g_key_file_get_string(file, group, "name", NULL);
    char *pattern = g_key_file_get_string(file, "labels", roles[role_of(key)].label, NULL);
    const catalog_value value = { "name", name };
    char *label = pattern_fill(pattern != NULL ? pattern : "{name}", &value, 1, 0, "");

    g_free(pattern);
    g_free(name);
    g_free(group);
    return label;
}

static bool
is_used(GKeyFile *file, const char *product)
{
    char **groups = g_key_file_get_groups(file, NULL);
    bool used = false;

    for (size_t role = 0; role < G_N_ELEMENTS(roles) && !used; role++) {
        char *key = g_strconcat(roles[role].prefix, product, NULL);
        for (char **group = groups; *group != NULL && !used; group++) {
            used = g_key_file_has_key(file, *group, key, NULL);
        }
        g_free(key);
    }
    g_strfreev(groups);
    return used;
}

/* The group of another product that has the same agent, in any case; NULL if there is none. For g_free(). */
static char *
other_group_with(GKeyFile *file, const char *own_group, const char *agent)
{
    char **groups = g_key_file_get_groups(file, NULL);
    char *other = NULL;

    for (char **group = groups; *group != NULL && other == NULL; group++) {
        char **agents =
            g_str_has_prefix(*group, "product ") ? g_key_file_get_string_list(file, *group, "agents", NULL, NULL) : NULL;
        for (char **each = agents; each != NULL && *each != NULL && strcmp(*group, own_group) != 0; each++) {
            if (other == NULL && g_ascii_strcasecmp(*each, agent) == 0) {
                other = g_strdup(*group);
            }
        }
        g_strfreev(agents);
    }
    g_strfreev(groups);
    return other;
}

char *
fault_of_product(GKeyFile *file, const char *group)
{
    char **agents = g_key_file_get_string_list(file, group, "agents", NULL, NULL);
    char *fault = is_used(file, group + strlen("product ")) ? NULL : g_strdup("is used by no text");

    for (char **agent = agents; agent != NULL && *agent != NULL && fault == NULL; agent++) {
        char *other = other_group_with(file, group, *agent);
        fault = other != NULL ? g_strdup_printf("has the agent %s of [%s]", *agent, other) : NULL;
        g_free(other);
    }
    g_strfreev(agents);
    return fault;
}
