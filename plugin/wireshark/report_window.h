/* report_window.h
 * The report of the open capture in a window, or in a browser.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REPORT_WINDOW_H
#define SIPEXPERT_REPORT_WINDOW_H

/** Reads the open capture through with the filter of the filter toolbar, and shows the report that -z sipexpert,report prints. */
void report_window_show(void *unused);

/** The same in the user's browser: the page that -z sipexpert,html writes. */
void report_window_show_in_browser(void *unused);

#endif
