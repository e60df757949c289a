/* json_output.h
 * What sipcode says, as JSON (RFC 8259). The names of members are the same in every language; each text ends with a line feed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_JSON_OUTPUT_H
#define SIPEXPERT_JSON_OUTPUT_H

#include "selection.h"

/** Explains a code from 100 to 699 in an object. Returns a text for g_free(). */
char *json_of_code(const catalog *knowledge, int code);

/** Compares two different codes from 100 to 699 in an object. Returns a text for g_free(). */
char *json_of_comparison(const catalog *knowledge, int first, int second);

/** Explains a cause or warn-code that there is an entry of in an object. Returns a text for g_free(). */
char *json_of_reason(const catalog *knowledge, catalog_reason_kind kind, int number);

/** Explains all that is selected in an array of such objects. Returns a text for g_free(). */
char *json_of_selection(const catalog *knowledge, const selection *selected);

#endif
