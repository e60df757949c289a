/* products.h
 * The products at both ends of a response, and what to do at them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PRODUCTS_H
#define SIPEXPERT_PRODUCTS_H

#include "finding.h"

/**
 * Finds out which products made the response and its request: by Server and User-Agent of the two, or else of requests that these endpoints
 * made themselves. Sets result->products. Of a request without response the server's is the one that should have responded.
 */
void products_find(finding *found);

#endif
