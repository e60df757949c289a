/* media_details.h
 * Shows what came of the media of a call at the response that announced or set them up: fields, evidence, and a verdict where the call is silent.
 *
 * It is known when the frame is dissected again.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MEDIA_DETAILS_H
#define SIPEXPERT_MEDIA_DETAILS_H

#include "annotation.h"

#include <epan/packet.h>

/** Registers the fields. */
void media_details_register(int proto_sipexpert);

/** Adds fields and evidence to the tree of a response, if it is the 200 or the first 18x with SDP of an INVITE, and the capture has media of the call. */
void media_details_add(proto_tree *tree, const annotation *ann, tvbuff_t *tvb, packet_info *pinfo);

/** Shows the verdict of a call that was answered by this response and is silent, in a capture that ends at that time, µs; nothing otherwise. */
void media_details_show(const annotation *ann, gint64 capture_end, tvbuff_t *tvb, packet_info *pinfo, proto_tree *parent);

#endif
