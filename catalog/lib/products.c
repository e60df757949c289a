/* products.c
 * Products, and what to do at them; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "data.h"

#include <stdlib.h>
#include <string.h>

catalog_product
catalog_product_of(const char *agent, size_t size)
{
    return (catalog_product)words_in(catalog_data_agents, agent, size);
}

const char *
catalog_product_id(catalog_product product)
{
    return catalog_data_products[product].id;
}

const char *
catalog_product_name(catalog_product product)
{
    return catalog_data_products[product].name;
}

char *
catalog_product_label(const catalog *knowledge, catalog_product product, catalog_role role)
{
    static const char *const labels[CATALOG_ROLES] = { "at", "at-client", "at-sender", "at-receiver" };
    const catalog_value name = { "name", catalog_product_name(product) };

    return catalog_fill(knowledge, catalog_label(knowledge, labels[role]), &name, 1, 0);
}

static int
compare_fixes(const void *first, const void *second)
{
    const catalog_product_text *one = first;
    const catalog_product_text *other = second;

    if (one->subject != other->subject) {
        return (int)one->subject - (int)other->subject;
    }
    return one->product != other->product ? (int)one->product - (int)other->product : (int)one->role - (int)other->role;
}

static const char *
fix_in(const catalog *knowledge, const catalog_product_text *wanted)
{
    const catalog_product_texts *fixes = &knowledge->product_fixes;
    const catalog_product_text *found =
        fixes->count > 0 ? bsearch(wanted, fixes->texts, fixes->count, sizeof *fixes->texts, compare_fixes) : NULL;

    return found != NULL ? found->text : NULL;
}

/* The text about a verdict or, after the verdicts, a code. A language has only those that are translated. */
static const char *
fix_about(const catalog *knowledge, catalog_product product, catalog_role role, int subject)
{
    const catalog_product_text wanted = { .subject = (guint16)subject, .product = (guint16)product, .role = (guint16)role };
    const char *own = fix_in(knowledge, &wanted);

    return own != NULL ? own : fix_in(catalog_of_language("en"), &wanted);
}

/* The verdict whose variant it is; variants follow it in the order of their names. The same if it is none. */
static catalog_verdict_id
base_of(const catalog *knowledge, catalog_verdict_id verdict)
{
    const char *id = catalog_verdict_of(knowledge, verdict)->id;

    for (int base = (int)verdict - 1; base >= 0; base--) {
        if (strcmp(catalog_verdict_of(knowledge, (catalog_verdict_id)base)->name, id) == 0) {
            return (catalog_verdict_id)base;
        }
    }
    return verdict;
}

const char *
catalog_product_fix(const catalog *knowledge, catalog_product product, catalog_role role, catalog_verdict_id verdict, int code)
{
    if (product == PRODUCT_NONE) {
        return NULL;
    }
    if (verdict == VERDICT_COUNT) {
        return catalog_has_class(code) ? fix_about(knowledge, product, role, VERDICT_COUNT + code) : NULL;
    }
    const char *own = fix_about(knowledge, product, role, (int)verdict);

    return own != NULL || role >= CATALOG_ENDS ? own : fix_about(knowledge, product, role, (int)base_of(knowledge, verdict));
}
