/* json_output.h
 * What sipcode says, as JSON (RFC 8259). The names of members are the same in every language; each text ends with a line feed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_JSON_OUTPUT_H
#define SIPEXPERT_JSON_OUTPUT_H

#include "catalog.h"

/*
 * Each returns a text for g_free(). Texts for products are those of one product, or of all if it is PRODUCT_NONE.
 */

/** Explains a code from 100 to 699 in an object. */
char *json_of_code(const catalog *knowledge, int code, catalog_product product);

/** Compares two different codes from 100 to 699 in an object. */
char *json_of_comparison(const catalog *knowledge, int first, int second, catalog_product product);

/** Explains a cause or warn-code that there is an entry of in an object. */
char *json_of_reason(const catalog *knowledge, catalog_reason_kind kind, int number);

/** Explains a verdict and its variants in an object. */
char *json_of_verdict(const catalog *knowledge, catalog_verdict_id id, catalog_product product);

/** Explains all that is selected in an array of such objects; a variant of a verdict has an object of its own. */
char *json_of_selection(const catalog *knowledge, const catalog_selection *selected, catalog_product product);

#endif
