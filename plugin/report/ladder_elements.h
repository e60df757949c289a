/* ladder_elements.h
 * Which addresses of a ladder are the same element.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_LADDER_ELEMENTS_H
#define SIPEXPERT_LADDER_ELEMENTS_H

#include "ladder.h"

/**
 * Fills ladder->elements, and `from` and `to` of each message, whose entry is set. Messages of elements that are too many are taken out
 * and counted as left out.
 *
 * Addresses of one host are one element unless the capture shows that they are several, as two phones with one public address are: a
 * request that comes from the one and gets to the other, over whatever hops, or branches of it that go to both. What a proxy
 * sends on from another address than where it came in is of the same element, and what a B2BUA sends on from another port of that host.
 */
void ladder_find_elements(ladder *ladder);

#endif
