/* text_clean.h
 * Texts from messages as they may be shown: in one line, and without what could deceive a terminal or a reader.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TEXT_CLEAN_H
#define SIPEXPERT_TEXT_CLEAN_H

#include <stddef.h>

/**
 * Writes a text to `to` as valid UTF-8 with a zero byte after it, in `room` bytes, at least one. What does not fit is left out, and no
 * character is cut. White space becomes one blank, folded lines included. A question mark takes the place of each byte that is not UTF-8
 * and of each control character, C0 or C1, line or paragraph separator, and character that changes the writing direction (Unicode
 * Bidi_Control). Returns the bytes written without the zero byte, which are never more than there were.
 */
size_t text_clean(char *to, size_t room, const char *bytes, size_t size);

/** Returns a cleaned copy of a string of any length, for g_free(); NULL if it is NULL. */
char *text_cleaned(const char *string);

#endif
