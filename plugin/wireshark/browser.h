/* browser.h
 * Pages in the user's browser.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_BROWSER_H
#define SIPEXPERT_BROWSER_H

#include <glib.h>

/**
 * Writes the page to a file that only the user can read and that is removed when Wireshark ends, and opens it in the browser. Where it cannot be
 * written, says why in a window.
 */
void browser_show(const GString *page);

/** Has the files removed in the end; call once, when the plugin is registered. */
void browser_register(void);

#endif
