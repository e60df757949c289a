/* sdp.h
 * What an SDP body offers, in a line of text and a few flags (RFC 8866, RFC 3264).
 *
 * Nothing here knows Wireshark. Any bytes may be given.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SDP_H
#define SIPEXPERT_SDP_H

#include "message.h"

/** What a session description asks for. */
typedef struct sdp_offer {
    bool has_audio;
    bool has_usual_codec;   /**< PCMU or PCMA in an audio stream */
    bool has_plain_rtp;     /**< a stream on RTP/AVP or RTP/AVPF */
    bool has_srtp;          /**< a stream on a secure profile */
    bool has_other_profile; /**< a stream on another profile than RTP/AVP and RTP/SAVP */
    bool has_fax;           /**< T.38: an image stream on udptl */
    sip_text broken_line;   /**< the first line that breaks SDP's grammar; .at is NULL if there is none */
    bool has_media;         /**< any m= line */
} sdp_offer;

/**
 * Reads a session description into *offer and appends one line about its streams to *summary, for example
 * "audio RTP/AVP PCMU G729; image udptl t38". A codec without a name is shown by its number.
 */
void sdp_offer_read(sip_text body, sdp_offer *offer, GString *summary);

/** True if the message says that its body is SDP. */
bool sip_message_has_sdp(const sip_message *message);

/** True if its body is SDP that names a secure RTP profile. */
bool sip_message_offers_srtp(const sip_message *message);

#endif
