/* shown_codes.h
 * Which codes the frame has whose details Wireshark made last: the selected one, as nothing else makes details to be looked at.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SHOWN_CODES_H
#define SIPEXPERT_SHOWN_CODES_H

#include "annotation.h"

#include <epan/packet.h>

/** Notes the annotations of a frame, NULL if it has none, if somebody is to look at its details. */
void shown_codes_note(const proto_tree *tree, const annotation *first);

/** The code of the first response in that frame, or that the request in it got; 0 if there is none. */
int shown_codes_first(void);

/** Another code that it is to be compared with: from downstream, or the one before it; 0 if there is none. */
int shown_codes_second(void);

#endif
