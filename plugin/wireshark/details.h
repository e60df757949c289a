/* details.h
 * Shows an annotation: the fields of the protocol sipexpert and its expert items.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DETAILS_H
#define SIPEXPERT_DETAILS_H

#include "annotation.h"

#include <epan/packet.h>

/** Registers the fields and expert items of the protocol. */
void details_register(int proto_sipexpert);

/**
 * Adds one annotation of a response to the packet. The tree may be NULL or not visible: expert items are raised all the same, because
 * tshark -z expert builds no tree.
 */
void details_show(const annotation *ann, tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree);

#endif
