/* ini.h
 * Reads the embedded key files, which catalog-check has found sound. It takes a tenth of the time of GKeyFile, and a plugin is
 * loaded whenever Wireshark starts.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_INI_H
#define SIPEXPERT_INI_H

#include <glib.h>

typedef struct ini ini;

/** Reads the bytes. Returns a file for ini_free(). */
ini *ini_new(GBytes *bytes);

/** Frees the file and all texts it lent; NULL is allowed. */
void ini_free(ini *file);

/** Returns the names of the groups in their order: an array of *count texts that belongs to the file. */
const char *const *ini_groups(const ini *file, guint *count);

/** Returns the names of the keys of a group, for g_ptr_array_unref(); empty if there is no such group. */
GPtrArray *ini_keys(const ini *file, const char *group);

/** Returns the value of a key, NULL if there is none. */
const char *ini_value(const ini *file, const char *group, const char *key);

#endif
