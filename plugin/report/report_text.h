/* report_text.h
 * Lines of text that the report and its ladders have in common.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REPORT_TEXT_H
#define SIPEXPERT_REPORT_TEXT_H

#include "report.h"

/** Appends when a case was, who wanted what of whom, and in which frame: one line with its number, without its end. */
void report_text_head(const report_case *this_case, guint number, GString *text);

/** Appends code, title, id of the verdict, severity and frame: one line without its end. */
void report_text_title(const report_case *this_case, GString *text);

#endif
