/* product_keys.h
 * The groups [product NAME] of a catalog and the keys fix.NAME in its verdicts and codes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PRODUCT_KEYS_H
#define SIPEXPERT_PRODUCT_KEYS_H

#include <stdbool.h>

#include <glib.h>

/** True for fix.NAME in a verdict or code, the only groups that may have it. */
bool is_product_fix(const char *group, const char *key);

/** Returns the product of fix.NAME. */
const char *product_of_fix(const char *key);

/** True if the file has the group of a product. */
bool has_product(GKeyFile *file, const char *product);

/** Returns the label before the texts for a product, such as "At Asterisk", for g_free(). */
char *label_of_product(GKeyFile *file, const char *product);

/** Returns what is wrong with a group [product NAME] beside its values, for g_free(), or NULL. */
char *fault_of_product(GKeyFile *file, const char *group);

#endif
