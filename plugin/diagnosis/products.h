/* products.h
 * The products at both ends of a response or of media, and what to do at them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PRODUCTS_H
#define SIPEXPERT_PRODUCTS_H

#include "finding.h"

/**
 * Finds out which products made the response and its request: by Server and User-Agent of the two, or else of requests that these endpoints
 * made themselves. Sets result->ends. Of a request without response the server's is the one that should have responded.
 */
void products_find(finding *found);

/**
 * The same of media, with a verdict: who made the SDP of each side is the one that has to name another address or to send elsewhere. The
 * element of this hop is asked in its place if it changed that SDP, or if the catalog has a text for it alone.
 */
void products_find_of_media(finding *found);

/** What to do at the product at an end, CATALOG_RESPONDER or CATALOG_REQUESTER, a pattern; NULL if nothing particular is known. */
const char *products_fix(const diagnosis *diagnosis, const catalog *knowledge, catalog_role end);

#endif
