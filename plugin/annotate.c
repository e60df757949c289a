/* annotate.c
 * The post-dissector; see annotate.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "annotate.h"

#include "frame_messages.h"
#include "render.h"

#include <epan/proto_data.h>

static int proto_sipexpert = -1;
static catalog *knowledge;

/* Collects annotations in the memory of `scope`, in the order in which they come. */
typedef struct {
    wmem_allocator_t *scope;
    annotation *first;
    annotation **end;
} annotation_list;

static void
annotate_message(const sip_message *message, void *user_data)
{
    annotation_list *list = user_data;

    if (message->is_response) {
        annotation *note = wmem_new(list->scope, annotation);
        note->next = NULL;
        note->code = message->status;
        note->entry = catalog_find_code(knowledge, message->status);
        *list->end = note;
        list->end = &note->next;
    }
}

/*
 * Taps are seen only in some of the dissections of a frame, but then with all bytes and in order, so what they give is kept. What
 * the fall-back finds is not: it may know less than a later pass will.
 */
static const annotation *
annotations_of_frame(tvbuff_t *frame, packet_info *pinfo, proto_tree *tree)
{
    annotation_list list = { wmem_file_scope(), NULL, &list.first };
    const annotation *kept = p_get_proto_data(wmem_file_scope(), pinfo, proto_sipexpert, 0);

    if (kept != NULL) {
        return kept;
    }
    if (frame_messages_foreach_tapped(pinfo, annotate_message, &list)) {
        if (list.first != NULL) {
            p_add_proto_data(wmem_file_scope(), pinfo, proto_sipexpert, 0, list.first);
        }
        return list.first;
    }
    if (tree != NULL || pinfo->cinfo != NULL) {
        list.scope = pinfo->pool;
        frame_messages_foreach_traced(pinfo, tree, annotate_message, &list);
    }
    if (list.first == NULL) {
        list.scope = pinfo->pool;
        frame_messages_foreach_cut(pinfo, frame, annotate_message, &list);
    }
    return list.first;
}

static int
annotate_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    for (const annotation *note = annotations_of_frame(tvb, pinfo, tree); note != NULL; note = note->next) {
        render_annotation(note, tvb, pinfo, tree);
    }
    return (int)tvb_captured_length(tvb);
}

static void
close_catalog(void)
{
    catalog_free(knowledge);
    knowledge = NULL;
}

void
proto_register_sipexpert(void)
{
    GError *error = NULL;

    knowledge = catalog_new("en", &error);
    if (knowledge == NULL) {
        g_error("sipexpert: %s", error->message);
    }
    register_shutdown_routine(close_catalog);
    proto_sipexpert = proto_register_protocol("SIP Expert", "SIP Expert", "sipexpert");
    render_register(proto_sipexpert, knowledge);
    register_postdissector(create_dissector_handle(annotate_frame, proto_sipexpert));
}

void
proto_reg_handoff_sipexpert(void)
{
    frame_messages_listen();
}
