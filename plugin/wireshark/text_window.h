/* text_window.h
 * Windows of text that can be copied whole.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_TEXT_WINDOW_H
#define SIPEXPERT_TEXT_WINDOW_H

/**
 * Shows a text, whose lines the window wraps. It takes a text whose first line has HTML for HTML, so that line must be one that nobody
 * outside has a say in.
 */
void text_window_show(const char *title, const char *text);

#endif
