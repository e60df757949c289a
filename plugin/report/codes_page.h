/* codes_page.h
 * All response codes explained, as one HTML file.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CODES_PAGE_H
#define SIPEXPERT_CODES_PAGE_H

#include "catalog.h"

/**
 * Returns a page that explains all codes and compares those that are often taken for one another, for g_string_free(). It begins with the first
 * code, compared with the second one; either may be 0 for none.
 */
GString *codes_page(const catalog *knowledge, int first, int second);

#endif
