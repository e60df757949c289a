/* lines.h
 * Finds groups and keys in the lines of a catalog file, which GKeyFile does not number.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_LINES_H
#define SIPEXPERT_LINES_H

/** Returns the line, from 1, of the n-th heading of the group, or of `key` below its first heading; 0 if there is none. */
unsigned line_of(char *const *lines, const char *group, const char *key, unsigned nth);

#endif
