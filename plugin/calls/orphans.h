/* orphans.h
 * Transactions whose second Via names a hop before that was not seen yet.
 *
 * Where two interfaces were captured together, or the file is not in the order of time, what a proxy sends on may come before what it
 * got. The hop before then comes soon, or never: so the latest orphans are remembered, and no more of them than there are places.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ORPHANS_H
#define SIPEXPERT_ORPHANS_H

#include <glib.h>

typedef struct orphan_table orphan_table;
typedef struct sip_transaction sip_transaction;

/** Returns an empty table, to be freed with orphan_table_free(). */
orphan_table *orphan_table_new(void);

void orphan_table_free(orphan_table *table);

/** Remembers a transaction by the key of the hop before. Its sibling must be NULL and becomes the table's, as its is_orphan says. */
void orphans_add(orphan_table *table, guint64 parent, sip_transaction *child);

/**
 * Takes out those that wait for the transaction with that key: the latest, the others being its siblings, all still marked as orphans. Returns
 * NULL if there are none.
 */
sip_transaction *orphans_take(orphan_table *table, guint64 parent);

#endif
