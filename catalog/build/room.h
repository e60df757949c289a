/* room.h
 * The room that a text of a catalog has in a line of Wireshark.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ROOM_H
#define SIPEXPERT_ROOM_H

#include <stdbool.h>

#include <glib.h>

/** True if the keys of the group are patterns of evidence, shown in lines of their own. */
bool is_reported(const char *group);

/**
 * Returns how many bytes the line of a text needs beside the text: its label, or the code and phrase that it follows, as the file has them.
 * *limited is false if the text is not shown in a line of CATALOG_LINE_BYTES.
 */
gsize bytes_beside(GKeyFile *file, const char *group, const char *key, bool *limited);

#endif
