/* user_table.h
 * The user's own explanations of responses: a table in the profile, edited in the preferences.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_USER_TABLE_H
#define SIPEXPERT_USER_TABLE_H

#include "catalog.h"
#include "message.h"

#include <epan/uat.h>

/** What the user says of a response. Texts are NULL where the plugin's own are kept. It is counted, and never changes. */
typedef struct user_entry {
    bool has_severity;
    catalog_severity severity;
    char *meaning;
    char *cause;
    char *fix;
} user_entry;

user_entry *user_entry_ref(user_entry *entry);

/** Frees the entry with the last reference; a GDestroyNotify. */
void user_entry_unref(gpointer entry);

/** Creates the table for prefs_register_uat_preference(). */
uat_t *user_table_new(void);

/**
 * The user's explanation of a response: the first entry whose code is the response's and whose patterns match the sent phrase and the
 * Server or User-Agent header. Returns NULL if there is none. The entry belongs to the table, which the user may edit at any time.
 */
user_entry *user_table_find(const sip_message *response);

#endif
