/* media_details.c
 * Shows what came of the media of a call; see media_details.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_details.h"

#include "details.h"
#include "language.h"
#include "later.h"
#include "lines.h"
#include "media_total.h"
#include "report.h"

static int proto_sipexpert = -1;
static int ett_media = -1;
static int hf_sent = -1;
static int hf_sent_first = -1;
static int hf_sent_last = -1;
static int hf_received = -1;
static int hf_received_first = -1;
static int hf_received_last = -1;

void
media_details_register(int proto)
{
    static hf_register_info hf[] = {
        { &hf_sent,
          { "Media sent", "sipexpert.media.sent", FT_UINT32, BASE_DEC, NULL, 0,
            "Packets of media to the addresses that the called side named", HFILL } },
        { &hf_sent_first,
          { "First media sent", "sipexpert.media.sent.first", FT_FRAMENUM, BASE_NONE, NULL, 0, "Frame of the first of them",
            HFILL } },
        { &hf_sent_last,
          { "Last media sent", "sipexpert.media.sent.last", FT_FRAMENUM, BASE_NONE, NULL, 0, "Frame of the last of them", HFILL } },
        { &hf_received,
          { "Media received", "sipexpert.media.received", FT_UINT32, BASE_DEC, NULL, 0,
            "Packets of media to the addresses that the caller named", HFILL } },
        { &hf_received_first,
          { "First media received", "sipexpert.media.received.first", FT_FRAMENUM, BASE_NONE, NULL, 0, "Frame of the first of them",
            HFILL } },
        { &hf_received_last,
          { "Last media received", "sipexpert.media.received.last", FT_FRAMENUM, BASE_NONE, NULL, 0, "Frame of the last of them",
            HFILL } },
    };
    static int *ett[] = { &ett_media };

    proto_sipexpert = proto;
    proto_register_field_array(proto, hf, array_length(hf));
    proto_register_subtree_array(ett, array_length(ett));
}

/* The media of the call at the hop of the response; NULL if nothing is to be said of them there. */
static const media_session *
session_of(const annotation *ann)
{
    const sip_transaction *transaction = ann->transaction;

    /* What was counted in frames that a read filter took out is nowhere. */
    if (transaction == NULL || ann->state == NULL || ann->state->media == NULL || ann->state->is_filtered ||
        ann->state->lacks_frames || !transaction_is_of(transaction, "INVITE") || transaction->request.in_dialog) {
        return NULL;
    }
    return media_session_of(transaction);
}

static void
add_frame(proto_tree *tree, int hf, tvbuff_t *tvb, guint32 frame)
{
    if (frame != 0) {
        lines_hide(proto_tree_add_uint(tree, hf, tvb, 0, 0, frame));
    }
}

static void
add_totals(proto_tree *tree, tvbuff_t *tvb, const media_session *session, bool is_early)
{
    const media_total sent = media_side_total(session, MEDIA_CALLEE);
    const media_total received = media_side_total(session, MEDIA_CALLER);

    lines_hide(proto_tree_add_uint(tree, hf_sent, tvb, 0, 0, is_early ? sent.early : sent.packets));
    lines_hide(proto_tree_add_uint(tree, hf_received, tvb, 0, 0, is_early ? received.early : received.packets));
    if (!is_early) {
        add_frame(tree, hf_sent_first, tvb, sent.first_frame);
        add_frame(tree, hf_sent_last, tvb, sent.last_frame);
        add_frame(tree, hf_received_first, tvb, received.first_frame);
        add_frame(tree, hf_received_last, tvb, received.last_frame);
    }
}

void
media_details_add(proto_tree *tree, const annotation *ann, tvbuff_t *tvb, packet_info *pinfo)
{
    const media_session *session = session_of(ann);
    const bool is_answer = session != NULL && session->answer_frame == ann->frame;

    if (tree == NULL || session == NULL || (!is_answer && session->ringing_frame != ann->frame)) {
        return;
    }
    arena *memory = arena_new();
    const diagnosis *diag = diagnosis_of_media_packets(memory, language_catalog(), ann->transaction, !is_answer);
    if (diag != NULL) {
        add_totals(tree, tvb, session, !is_answer);
        details_add_evidence(tree, tvb, pinfo, diag);
    }
    arena_free(memory);
}

void
media_details_show(const annotation *ann, gint64 capture_end, tvbuff_t *tvb, packet_info *pinfo, proto_tree *parent)
{
    const media_session *session = session_of(ann);

    if (session == NULL || session->answer_frame != ann->frame || !later_may_be_seen(pinfo, parent)) {
        return;
    }
    arena *memory = arena_new();
    const diagnosis *diag = diagnosis_of_media(memory, language_catalog(), ann->transaction, capture_end);
    if (diag != NULL && diag->verdict != NULL) {
        const char *head = wmem_strdup_printf(pinfo->pool, "%03d %s", ann->diagnosis->code, ann->diagnosis->entry->phrase);
        const char *headline =
            lines_in_scope(pinfo->pool, catalog_line(language_catalog(), "headline", head, diag->verdict->title));
        pinfo->current_proto = proto_get_protocol_short_name(find_protocol_by_id(proto_sipexpert));
        proto_item *top = proto_tree_add_protocol_format(parent, proto_sipexpert, tvb, 0, 0, "SIP Expert: %s", headline);
        proto_item_set_generated(top);
        proto_tree *tree = proto_item_add_subtree(top, ett_media);
        later_show_diagnosis(diag, headline, tvb, pinfo, top, tree);
        if (tree != NULL && report_counts_silence(diag) && attempt_is_good_call(ann->transaction->attempt, ann->transaction)) {
            details_add_counted(tree, tvb);
        }
    }
    arena_free(memory);
}
