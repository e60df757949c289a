/* dissector.h
 * The post-dissector: analyses the SIP messages of a frame once, keeps the annotations with the frame, renders them each time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DISSECTOR_H
#define SIPEXPERT_DISSECTOR_H

/** Registers the post-dissector of the protocol, which publishes annotations by that tap. */
void dissector_register(int proto_sipexpert, int tap_sipexpert);

#endif
