/* expert_items.h
 * The expert items of the protocol sipexpert.
 *
 * Each code has one, sipexpert.status.NNN, so that a user can filter on it and re-rank it in Wireshark's expert severity table. It is
 * raised as the headline of a response whose severity is the one the item has. A headline of another severity is an item of that
 * severity, and cause and fix always are.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_EXPERT_ITEMS_H
#define SIPEXPERT_EXPERT_ITEMS_H

#include "catalog.h"

#include <epan/packet.h>

/** Registers the expert items; there is one for each code of the catalog, which must stay. */
void expert_items_register(int proto_sipexpert, const catalog *knowledge);

/** The severity that a response with this code has in the end: the given one, or the one to which the user re-ranked the code. */
catalog_severity expert_items_severity(int code, catalog_severity severity);

/**
 * Raises the headline of a response. The item may be NULL: expert items are raised all the same, because tshark -z expert builds no
 * tree.
 */
void expert_items_raise_headline(packet_info *pinfo, proto_item *item, int code, catalog_severity severity, const char *text);

/** Raises cause or fix of a response, with the severity that its headline has. */
void expert_items_raise_advice(packet_info *pinfo, proto_item *item, int code, catalog_severity severity, const char *text);

/** The same as expert_items_severity() for a request with that verdict. */
catalog_severity expert_items_request_severity(const char *verdict, catalog_severity severity);

/** Raises the headline of a request that nobody answered, as expert_items_raise_headline() does for a response. */
void expert_items_raise_request(packet_info *pinfo, proto_item *item, const char *verdict, catalog_severity severity,
                                const char *text);

/** Raises cause or fix of such a request. */
void expert_items_raise_request_advice(packet_info *pinfo, proto_item *item, const char *verdict, catalog_severity severity,
                                       const char *text);

/** True if somebody asks for expert items, or one of the severity that these requests have by default would be the highest. */
bool expert_items_of_requests_are_seen(proto_tree *tree);

/** Adds the code's item to the tree for filters, not to be seen, for a response that does not raise it. */
void expert_items_mark(proto_tree *tree, tvbuff_t *tvb, int code);

/**
 * True if somebody asks for expert items in this tree or in a tap, or if one of that code and severity would be the highest of the
 * capture, which Wireshark shows in its status bar. The tree may be NULL.
 */
bool expert_items_are_seen(proto_tree *tree, int code, catalog_severity severity);

#endif
