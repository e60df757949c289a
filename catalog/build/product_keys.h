/* product_keys.h
 * The groups [product NAME] of a catalog and the keys about them in its verdicts and codes: fix.NAME for the product that made the
 * response, client.NAME for the one that sent the request, sender.NAME and receiver.NAME for those at both ends of media in one direction, and
 * in a code product-texts, the verdict whose texts for products it has, too.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PRODUCT_KEYS_H
#define SIPEXPERT_PRODUCT_KEYS_H

#include <stdbool.h>

#include <glib.h>

/** True for fix.NAME and the others. */
bool is_product_key(const char *key);

/** True for these in a verdict or code, the only groups that may have them. */
bool is_product_text(const char *group, const char *key);

/** Returns the product of fix.NAME or one of the others. */
const char *product_of_text(const char *key);

/** True for product-texts in a code, the only group that may have it. */
bool is_product_reference(const char *group, const char *key);

/** True if the file has the group of a verdict. */
bool has_verdict(GKeyFile *file, const char *verdict);

/** True if the file has the group of a product. */
bool has_product(GKeyFile *file, const char *product);

/** Returns the label before the text of fix.NAME or one of the others, such as "At Asterisk", for g_free(). */
char *label_of_product_text(GKeyFile *file, const char *key);

/** Returns what is wrong with a group [product NAME] beside its values, for g_free(), or NULL. */
char *fault_of_product(GKeyFile *file, const char *group);

#endif
