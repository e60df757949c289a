/* menu.h
 * Tools > SIP Expert: the report of the open capture, and all codes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MENU_H
#define SIPEXPERT_MENU_H

/** Registers the entries. In programs without windows they are never shown. */
void menu_register(void);

#endif
