/* severity.h
 * How much a response matters.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SEVERITY_H
#define SIPEXPERT_SEVERITY_H

#include <stdbool.h>

/** Lowest first; the words are Wireshark's. */
typedef enum catalog_severity {
    CATALOG_CHAT, /**< usual workflow: nobody has to act */
    CATALOG_NOTE, /**< expected to happen, but worth a look */
    CATALOG_WARN, /**< a failure that somebody has to repair */
    CATALOG_ERROR /**< a rule of the protocol is broken */
} catalog_severity;

/** Returns "Chat", "Note", "Warn" or "Error". */
const char *catalog_severity_name(catalog_severity severity);

/** Reads such a word, in any case, into *severity. Returns false if it is none of them. */
bool catalog_read_severity(const char *word, catalog_severity *severity);

#endif
