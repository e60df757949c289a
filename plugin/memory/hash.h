/* hash.h
 * Hash tables whose keys come from the network. The hash is seeded anew in each process, so collisions cannot be prepared.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_HASH_H
#define SIPEXPERT_HASH_H

#include <stddef.h>

#include <glib.h>

/** Returns the hash of any bytes: SipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012). */
guint64 hash_bytes(const void *bytes, size_t size);

/** A GHashFunc for zero-terminated strings. */
guint hash_string(gconstpointer string);

/**
 * Returns an empty hash table for zero-terminated strings, to be freed with g_hash_table_destroy(). The functions free a key and a value
 * that goes, and may be NULL.
 */
GHashTable *hash_table_new(GDestroyNotify free_key, GDestroyNotify free_value);

#endif
