/* language.c
 * The catalog in the language that the user prefers; see language.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "language.h"

#include "preferences.h"

static const catalog *in_use;

const catalog *
language_catalog(void)
{
    return in_use;
}

void
language_update(void)
{
    in_use = catalog_of_language(preferences_language());
}
