/* overlay.h
 * Puts the texts of a language over the English ones.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_OVERLAY_H
#define SIPEXPERT_OVERLAY_H

#include <stdbool.h>

#include <glib.h>

/** Copies every value of `over` into `base`. */
void catalog_overlay(GKeyFile *base, GKeyFile *over);

/** True if a text with that key is to be put into other languages; all else is the same in all of them. */
bool catalog_is_translated(const char *group, const char *key);

#endif
