/* menu.h
 * Tools > SIP Response Codes: explains a code, compares two, lists all, in windows of text.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MENU_H
#define SIPEXPERT_MENU_H

/** Registers the entries. In programs without windows they are never shown. */
void menu_register(void);

#endif
