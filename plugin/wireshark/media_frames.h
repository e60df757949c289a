/* media_frames.h
 * Media in the frames of a capture: SIP messages name where they go, and the frames that go there are counted.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MEDIA_FRAMES_H
#define SIPEXPERT_MEDIA_FRAMES_H

#include "capture_state.h"

#include <epan/packet.h>

/**
 * Notes what a message names, if the preference asks for it. A request was added to its transaction, which is NULL for an ACK; a response comes from its
 * judge (media_session.h).
 */
void media_frames_note(capture_state *state, const sip_transaction *transaction, const sip_packet *packet);

/** Counts a frame that is dissected for the first time and holds no SIP, if it goes to where media of a call are to go. */
void media_frames_count(packet_info *pinfo, tvbuff_t *frame);

#endif
