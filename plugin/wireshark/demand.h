/* demand.h
 * Whether anybody can see what is said of a frame, in this dissection or in a later one.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DEMAND_H
#define SIPEXPERT_DEMAND_H

#include <stdbool.h>

#include <epan/packet.h>

/** Registers what a session knows; the protocol's fields and that tap show what is said. */
void demand_register(int proto_sipexpert, int tap_sipexpert);

/** True if the list of packets has a column for what is said: that of expert items or, of what has a verdict, the Info column. */
bool demand_of_columns(const packet_info *pinfo, bool has_verdict);

/**
 * True if what is said of a frame with taps, dissected for the first time, can be seen: by columns, fields, filters, expert items or listeners of
 * the tap now, or because the program keeps its frames and may dissect them again. To be asked of each such frame in turn. The tree may be NULL.
 */
bool demand_is_there(const packet_info *pinfo, proto_tree *tree);

#endif
