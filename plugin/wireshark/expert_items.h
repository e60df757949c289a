/* expert_items.h
 * The expert items of the protocol sipexpert.
 *
 * Each verdict has one, sipexpert.verdict.auth.rejected, and each code, sipexpert.status.404, so that a user can filter on it and re-rank it in
 * Wireshark's expert severity table. The headline of a message is an item of its verdict or, without one, of its code. Its severity is
 * the one that the user gave the verdict or the code, or else the one that it has in its call. Cause and fix are items of that severity.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_EXPERT_ITEMS_H
#define SIPEXPERT_EXPERT_ITEMS_H

#include "diagnosis.h"

#include <epan/packet.h>

/** Registers the expert items; there is one for each code and verdict of the catalog, which must stay. */
void expert_items_register(int proto_sipexpert, const catalog *knowledge);

/**
 * The severity that a message with this verdict, which may be NULL, and this code, 0 for a request, has in the end: the given one, or the one to
 * which the user re-ranked the verdict or the code.
 */
catalog_severity expert_items_severity(const catalog_verdict *verdict, int code, catalog_severity severity);

/**
 * Raises a headline. The item may be NULL: expert items are raised all the same, because tshark -z expert builds no tree.
 */
void expert_items_raise_headline(packet_info *pinfo, proto_item *item, const catalog_verdict *verdict, int code,
                                 catalog_severity severity, const char *text);

/** Raises cause or fix, with the severity that their headline has. */
void expert_items_raise_advice(packet_info *pinfo, proto_item *item, const catalog_verdict *verdict, int code,
                               catalog_severity severity, const char *text);

/** Adds the code's item to the tree for filters, not to be seen, for a response that does not raise it. */
void expert_items_mark(proto_tree *tree, tvbuff_t *tvb, int code);

/** True if somebody lists expert items. */
bool expert_items_are_listed(void);

/** True if somebody lists expert items, or asks for them in this tree, which may be NULL. */
bool expert_items_are_asked_for(proto_tree *tree);

/** The same, or one of such a message would be the highest of the capture, which Wireshark shows in its status bar. */
bool expert_items_are_seen(proto_tree *tree, const catalog_verdict *verdict, int code, catalog_severity severity);

/** The same for a request of which nothing is known yet. */
bool expert_items_of_requests_are_seen(proto_tree *tree);

#endif
