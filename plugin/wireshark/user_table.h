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
#include <epan/wmem_scopes.h>

/** What the user says of a response. Texts are NULL where the plugin's own stand. */
typedef struct user_entry {
    bool has_severity;
    catalog_severity severity;
    const char *meaning;
    const char *cause;
    const char *fix;
} user_entry;

/** Creates the table for prefs_register_uat_preference(). */
uat_t *user_table_new(void);

/**
 * The user's explanation of a response: the first entry whose code is the response's and whose patterns match the sent phrase and the
 * Server or User-Agent header. Returns a copy in `scope`, or NULL if there is none.
 */
const user_entry *user_table_find(wmem_allocator_t *scope, const sip_message *response);

#endif
