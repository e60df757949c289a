/* sip_frames.h
 * Finds the SIP messages, and their time, of a frame that Wireshark's SIP dissector has just seen.
 *
 * Four ways lead to them. The taps "sip" and "sip_follow" hand over every message with all its bytes, but they run only while a
 * capture is loaded, in one-pass tshark and in the second pass of tshark -2. In its first pass the bytes are searched for what the SIP
 * dissector noted on the packet. Later these notes give at least the codes, and the protocol tree, where there is one, the bytes. And
 * when a frame was cut inside the start line, the SIP dissector gives up before either, and only the captured bytes are left.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SIP_FRAMES_H
#define SIPEXPERT_SIP_FRAMES_H

#include "message.h"

#include <epan/packet.h>

/**
 * Called for each message in the order of the frame. The message and its texts live until the call returns. A quoted message is one
 * that an ICMP error sends back.
 */
typedef void (*sip_frame_cb)(const sip_message *message, bool quoted, void *user_data);

/**
 * Starts listening to the SIP dissector; call once, when all dissectors are registered. `was_reset` is called when Wireshark resets all
 * listeners.
 */
void sip_frames_listen(void (*was_reset)(void));

/** True if the capture does not hold all bytes of the frame. */
bool sip_frames_are_cut(const packet_info *pinfo);

/** False if SIP is not among the frame's layers, which is most often so and is told cheaply. The functions below are for other frames. */
bool sip_frames_are_possible(const packet_info *pinfo);

/** True if a message of this frame was tapped. */
bool sip_frames_are_tapped(void);

/** Calls `each` for every message that was tapped in this frame. Returns false if none was. */
bool sip_frames_foreach_tapped(packet_info *pinfo, sip_frame_cb each, void *user_data);

/** How sip_frames_foreach_found() fared. */
typedef enum sip_frames_search {
    SIP_FRAMES_NONE, /**< the SIP dissector saw no message in this frame */
    SIP_FRAMES_LOST, /**< not all messages that it saw were found, so `each` was not called */
    SIP_FRAMES_FOUND
} sip_frames_search;

/**
 * For a frame that was not tapped, as in the first pass of tshark -2: finds its messages in its bytes and in those that Wireshark put
 * together, decrypted or unpacked from it, holds them against what the SIP dissector noted, and calls `each` for every one of them.
 */
sip_frames_search sip_frames_foreach_found(packet_info *pinfo, sip_frame_cb each, void *user_data);

/**
 * Calls `each` for every message that the SIP dissector left traces of. Without a tree only the status of a response is known, and
 * only the last one of each protocol layer.
 */
void sip_frames_foreach_traced(packet_info *pinfo, proto_tree *tree, sip_frame_cb each, void *user_data);

/**
 * For a frame in which the SIP dissector ran but left no trace: calls `each` for the first response in the captured bytes, if the frame
 * was cut short.
 */
void sip_frames_foreach_cut(packet_info *pinfo, tvbuff_t *frame, sip_frame_cb each, void *user_data);

/** Returns a time in µs since 1970; times that no clock has are cut so that they can be subtracted. */
gint64 sip_frames_time_of(const nstime_t *time);

/** Returns when the frame was captured. */
gint64 sip_frames_time(const packet_info *pinfo);

#endif
