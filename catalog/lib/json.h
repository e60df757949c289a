/* json.h
 * Writes JSON (RFC 8259) into a string.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_JSON_H
#define SIPEXPERT_JSON_H

#include <glib.h>

/** Appends a string with its quotes, or null for NULL. */
void json_append_string(GString *json, const char *text);

/** Appends `"name":`, after a comma unless it is the first of its object. */
void json_append_name(GString *json, const char *name);

/** Appends a member whose value is a string, or null for NULL. */
void json_append_member(GString *json, const char *name, const char *text);

/** Appends a member whose value is an array of the strings, which end with NULL. */
void json_append_strings(GString *json, const char *name, const char *const *texts);

#endif
