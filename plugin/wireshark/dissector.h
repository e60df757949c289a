/* dissector.h
 * The post-dissector: analyses the SIP messages of a frame once, keeps the annotations with the frame, renders them each time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DISSECTOR_H
#define SIPEXPERT_DISSECTOR_H

#include "call.h"

#include <epan/packet.h>

/** Registers the post-dissector of the protocol, which publishes annotations by that tap. */
void dissector_register(int proto_sipexpert, int tap_sipexpert);

/**
 * The call of the first message in a frame, ACK and what an ICMP error quotes included; NULL if there is none, or the frame was not analysed
 * yet. It lives as long as the session.
 */
const sip_call *dissector_call_of_frame(packet_info *pinfo);

/** When the latest frame of the session that was dissected so far was captured, µs since 1970. */
gint64 dissector_capture_end(void);

#endif
