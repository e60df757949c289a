/* language.h
 * The catalog in the language that the user prefers.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_LANGUAGE_H
#define SIPEXPERT_LANGUAGE_H

#include "catalog.h"

/** Returns the catalog in use. It changes only where a capture is opened and where preferences change, both of which render all anew. */
const catalog *language_catalog(void);

/** Looks at the preference again. */
void language_update(void);

#endif
