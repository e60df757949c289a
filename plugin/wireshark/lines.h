/* lines.h
 * Lines of the packet details: a label in the user's language and a text or a link after it.
 *
 * Wireshark wraps no line, so a long text has its first sentence on the line of its field, and the others on lines of their own underneath.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_LINES_H
#define SIPEXPERT_LINES_H

#include <epan/packet.h>

/** Registers the field for sentences that go on on lines of their own. */
void lines_register(int proto_sipexpert);

/** Returns the text, for which g_free() is called, in that memory. */
const char *lines_in_scope(wmem_allocator_t *scope, char *text);

/** Marks the item as one that no byte of the packet holds, for filters, columns and scripts only. */
void lines_hide(proto_item *item);

/** Adds a field with a text after its label, a key of the group labels. Returns the item of the line. */
proto_item *lines_add(proto_tree *tree, int hf, tvbuff_t *tvb, const char *label_key, const char *text);

/** The same, not to be seen. */
void lines_add_hidden(proto_tree *tree, int hf, tvbuff_t *tvb, const char *text);

/** The same as lines_add() with a label that is ready, a long text being split at its sentences. */
proto_item *lines_add_sentences(proto_tree *tree, packet_info *pinfo, int hf, tvbuff_t *tvb, const char *label, const char *text);

/** Adds a link to a frame, which is not there if it is 0, with a text that is ready or, where that is NULL, the number after its label. */
void lines_add_frame(proto_tree *tree, int hf, tvbuff_t *tvb, const char *label_key, guint32 frame, const char *text);

#endif
