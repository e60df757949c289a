/* later.h
 * Shows what came after a message: the final response of a request, the ACK of a response, or that there was none.
 *
 * It is shown when a frame is dissected again, as that of Wireshark's own "response in frame" is, in fields of its own. What was said of
 * a response when it came stays.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_LATER_H
#define SIPEXPERT_LATER_H

#include "annotation.h"

#include <epan/packet.h>

/** Registers the fields of the protocol. */
void later_register(int proto_sipexpert);

/** Adds ACK and retransmissions of the response to its tree, which may be NULL. */
void later_add_response(proto_tree *tree, const annotation *ann, tvbuff_t *tvb, packet_info *pinfo);

/** True if somebody may see what later_show_request() adds for the request. */
bool later_is_seen(const annotation *ann, const packet_info *pinfo, proto_tree *tree);

/**
 * Adds what came of a request, and raises expert items if it got no final response in a capture whose last frame was captured at that time
 * (µs). The message is the request's, or NULL if its bytes are not at hand. The tree may be NULL.
 */
void later_show_request(const annotation *ann, const sip_message *message, gint64 capture_end, tvbuff_t *tvb, packet_info *pinfo,
                        proto_tree *tree);

/** True if a verdict of what came later would be seen by anybody in this dissection. */
bool later_may_be_seen(const packet_info *pinfo, proto_tree *tree);

/**
 * Shows a diagnosis that was made when the capture was complete, under its headline: verdict, cause, fix and evidence in the tree, which may be NULL,
 * expert items, and a word in the Info column.
 */
void later_show_diagnosis(const diagnosis *diag, const char *headline, tvbuff_t *tvb, packet_info *pinfo, proto_item *top,
                          proto_tree *tree);

#endif
