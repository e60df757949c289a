/* headers.h
 * What a failure response carries that helps to understand it, as lines of evidence.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_HEADERS_H
#define SIPEXPERT_HEADERS_H

#include "finding.h"

/** Adds the values of Warning, Reason and all other headers that explain a failure, and the phrase if it says more than the registered one. */
void evidence_show_headers(finding *found);

#endif
