/* report_menu.h
 * The report of the open capture, from the menu.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REPORT_MENU_H
#define SIPEXPERT_REPORT_MENU_H

/**
 * Reads the open capture through with the filter of the filter toolbar, and shows the page that -z sipexpert,html writes in the browser. Where that
 * cannot be done, says why in a window.
 */
void report_menu_show(void *unused);

#endif
