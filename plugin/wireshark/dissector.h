/* dissector.h
 * The post-dissector: analyses the SIP messages of a frame once, keeps the annotations with the frame, renders them each time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DISSECTOR_H
#define SIPEXPERT_DISSECTOR_H

/** Registers the protocol sipexpert and its post-dissector; the register_protoinfo of the plugin. */
void proto_register_sipexpert(void);

/** Connects to the SIP dissector, once all dissectors are registered; the register_handoff of the plugin. */
void proto_reg_handoff_sipexpert(void);

#endif
