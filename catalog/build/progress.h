/* progress.h
 * Tells how far a translation is behind the English texts. That is no fault: English is shown instead.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PROGRESS_H
#define SIPEXPERT_PROGRESS_H

#include <glib.h>

/** Warns on the standard error of what is missing in the translation, and of what is stale or not in its record. */
void warn_of_progress(const char *path, char *const *lines, GKeyFile *english, GKeyFile *translation, GKeyFile *record);

#endif
