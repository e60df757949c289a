/* orphans.c
 * Transactions that wait for the hop before; see orphans.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "orphans.h"

#include "transaction.h"

/* A power of two. Interfaces differ by milliseconds, in which no capture holds so many new transactions. */
#define PLACES 1024

typedef struct {
    guint64 parent;
    sip_transaction *child; /* NULL: the place is free */
} place;

struct orphan_table {
    place places[PLACES];
};

orphan_table *
orphan_table_new(void)
{
    return g_new0(orphan_table, 1);
}

void
orphan_table_free(orphan_table *table)
{
    g_free(table);
}

static place *
place_of(orphan_table *table, guint64 parent)
{
    return &table->places[parent % PLACES];
}

/* Those that are forgotten have no siblings. */
static void
forget(place *place)
{
    while (place->child != NULL) {
        sip_transaction *child = place->child;
        place->child = child->sibling;
        child->sibling = NULL;
        child->is_orphan = false;
    }
}

void
orphans_add(orphan_table *table, guint64 parent, sip_transaction *child)
{
    place *place = place_of(table, parent);

    if (place->parent != parent) {
        forget(place);
        place->parent = parent;
    }
    child->sibling = place->child;
    child->is_orphan = true;
    place->child = child;
}

sip_transaction *
orphans_take(orphan_table *table, guint64 parent)
{
    place *place = place_of(table, parent);

    return place->parent == parent ? g_steal_pointer(&place->child) : NULL;
}
