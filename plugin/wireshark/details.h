/* details.h
 * Shows an annotation: the fields of the protocol sipexpert and its expert items.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DETAILS_H
#define SIPEXPERT_DETAILS_H

#include "annotation.h"

#include <epan/packet.h>

/** The lines that expert items belong to. */
enum {
    DETAILS_CAUSE,
    DETAILS_FIX,
    DETAILS_PRODUCT, /**< the first of CATALOG_ENDS */
    DETAILS_ITEMS = DETAILS_PRODUCT + CATALOG_ENDS
};

/** Registers the fields and expert items of the protocol. */
void details_register(int proto_sipexpert);

/**
 * Adds one annotation of a response to the packet; if it is dissected again (is_later), with what came after the response. The tree may be NULL or not visible: expert items are raised all the same, because
 * tshark -z expert builds no tree.
 */
void details_show(const annotation *ann, tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, bool is_later);

/** Adds the hidden fields that tell which call a message is of, and whether the report counts a failure for it. */
void details_add_call(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const annotation *ann);

/** Marks what the report counts as a failure, for filters and scripts only. */
void details_add_counted(proto_tree *tree, tvbuff_t *tvb);

/** Adds the lines of evidence of a diagnosis, with links to the frames that they name. */
void details_add_evidence(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *diag);

/** Returns code, phrase and what the response means in its call, in that memory. */
const char *details_title(wmem_allocator_t *scope, const diagnosis *diag);

/** Raises expert items of what to do at the products at both ends, as far as they are known. Items may be NULL. */
void details_raise_product_fixes(packet_info *pinfo, proto_item *const items[DETAILS_ITEMS], const diagnosis *diag,
                                 catalog_severity severity);

/**
 * Adds cause, fix, evidence, verdict and severity of a diagnosis that has a verdict. The cause is left out, and its item stays as it is, if
 * it is typical and the user does not want such; otherwise items become those of their lines.
 */
void details_add_verdict(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *diag, catalog_severity severity,
                         proto_item *items[DETAILS_ITEMS]);

#endif
