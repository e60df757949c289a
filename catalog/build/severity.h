/* severity.h
 * The words for severities in catalog files.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SEVERITY_H
#define SIPEXPERT_SEVERITY_H

#include "catalog.h"

/** Reads a severity word ("chat", "note", "warn", "error") into *severity. Returns false if it is none of them. */
bool catalog_read_severity(const char *word, catalog_severity *severity);

#endif
