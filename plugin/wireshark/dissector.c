/* dissector.c
 * The post-dissector; see dissector.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "dissector.h"

#include "addresses.h"
#include "compat.h"
#include "details.h"
#include "failure_table.h"
#include "menu.h"
#include "preferences.h"
#include "sip_frames.h"
#include "statistics.h"

#include <epan/tap.h>

#include <stdlib.h>

#define FRAMES_AT_FIRST 8192

static int proto_sipexpert = -1;
static int tap_sipexpert = -1;
static const catalog *knowledge; /* in the language that is preferred */

/* What is known of the capture that is open: it grows with each frame analysed, and goes when the capture is closed or read anew. */
static transaction_table *transactions;
static arena *memory;  /* of diagnoses and annotations */
static GArray *frames; /* of analysed_frame, in the order of their numbers, with room for more */
static guint frame_count;

/* A frame that was analysed, also if it holds nothing to say: a request must be counted once. */
typedef struct {
    guint32 number;
    const annotation *first;
} analysed_frame;

/* Analyses the messages of one frame and collects annotations in the order in which they come. */
typedef struct {
    packet_info *pinfo;
    wmem_allocator_t *scope;
    transaction_table *table; /* NULL: a new one, for this frame alone */
    arena *memory;            /* the same */
    annotation *first;
    annotation **end;
} analysis;

static compat_bool
free_analysis(wmem_allocator_t *scope _U_, wmem_cb_event_t event _U_, void *user_data)
{
    analysis *work = user_data;

    transaction_table_free(work->table);
    arena_free(work->memory);
    return false;
}

static void
analyse_alone(analysis *work)
{
    analysis *owner;

    work->table = transaction_table_new();
    work->memory = arena_new();
    owner = wmem_memdup(work->scope, work, sizeof *work);
    wmem_register_callback(work->scope, free_analysis, owner);
}

static annotation *
add_annotation(analysis *work, const sip_transaction *transaction, const diagnosis *found)
{
    annotation *note = arena_take_unset(work->memory, sizeof *note);

    *note = (annotation){ .diagnosis = found, .transaction = transaction, .is_kept = work->table == transactions };
    *work->end = note;
    work->end = &note->next;
    return note;
}

static void
annotate_response(analysis *work, const sip_packet *packet)
{
    sip_transaction *transaction = transaction_of_response(work->table, packet);
    const diagnosis *found = diagnosis_of_response(work->memory, knowledge, transaction, packet);

    transaction_add_response(work->table, transaction, packet, found);
    annotation *note = add_annotation(work, transaction_is_named(work->table, transaction) ? transaction : NULL, found);
    note->user = user_table_find(work->scope, packet->message);
}

/* The capture, or a stream that is not put together, does not hold the whole message. */
static bool
is_cut(const packet_info *pinfo, const sip_message *message)
{
    return sip_frames_are_cut(pinfo) || (pinfo->ptype == PT_TCP && sip_message_missing_body(message) >= 0);
}

static void
analyse_message(const sip_message *message, bool quoted, void *user_data)
{
    analysis *work = user_data;
    packet_info *pinfo = work->pinfo;
    const sip_packet packet = { .message = message,
                                .source = address_name(pinfo, &pinfo->src, pinfo->srcport),
                                .destination = message->is_response ? NULL : address_name(pinfo, &pinfo->dst, pinfo->destport),
                                .frame = pinfo->num,
                                .time = sip_frames_time(pinfo),
                                .is_cut = is_cut(pinfo, message) };

    if (work->table == NULL) {
        analyse_alone(work);
    }
    if (message->is_response && !quoted) {
        annotate_response(work, &packet);
    } else if (!message->is_response && quoted) {
        transaction_add_unreachable(work->table, &packet);
    } else if (!message->is_response) {
        const sip_transaction *transaction = transaction_add_request(work->table, &packet);
        if (transaction != NULL) {
            add_annotation(work, transaction, NULL);
        }
    }
}

static int
compare_with_frame(const void *number, const void *frame)
{
    const guint32 wanted = *(const guint32 *)number;
    const guint32 found = ((const analysed_frame *)frame)->number;

    return (wanted > found) - (wanted < found);
}

static const analysed_frame *
find_frame(guint32 number)
{
    return frame_count > 0 ? bsearch(&number, frames->data, frame_count, sizeof(analysed_frame), compare_with_frame) : NULL;
}

static void
keep_frame(guint32 number, const annotation *first)
{
    guint at = frame_count++;

    if (at == frames->len) {
        g_array_set_size(frames, frames->len + MAX(frames->len / 2, FRAMES_AT_FIRST));
    }
    /* Frames come in order, as far as is known; otherwise the later ones make room. */
    for (; at > 0 && g_array_index(frames, analysed_frame, at - 1).number > number; at--) {
        g_array_index(frames, analysed_frame, at) = g_array_index(frames, analysed_frame, at - 1);
    }
    g_array_index(frames, analysed_frame, at) = (analysed_frame){ .number = number, .first = first };
}

/* What the fall-backs of the taps find. */
static const annotation *
annotations_without_taps(tvbuff_t *frame, packet_info *pinfo, proto_tree *tree)
{
    analysis work = { .pinfo = pinfo, .scope = pinfo->pool };

    work.end = &work.first;
    if (tree != NULL || pinfo->cinfo != NULL) {
        sip_frames_foreach_traced(pinfo, tree, analyse_message, &work);
    }
    if (work.first == NULL) {
        sip_frames_foreach_cut(pinfo, frame, analyse_message, &work);
    }
    return work.first;
}

/*
 * What is new in a frame.
 *
 * Taps are seen only in some of the dissections of a frame, but then with all bytes and in order, so what they give is kept. What
 * the fall-backs find is not: it may be less than a later pass will find, and frames come there in any order, any number of times, so
 * each is judged by itself.
 */
static const annotation *
new_annotations(tvbuff_t *frame, packet_info *pinfo, proto_tree *tree)
{
    analysis work = { .pinfo = pinfo, .scope = wmem_file_scope(), .table = transactions, .memory = memory };

    work.end = &work.first;
    if (!sip_frames_foreach_tapped(pinfo, analyse_message, &work)) {
        return annotations_without_taps(frame, pinfo, tree);
    }
    keep_frame(pinfo->num, work.first);
    return work.first;
}

static int
annotate_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    /* A frame that is dissected for the first time cannot have been analysed before. */
    const analysed_frame *kept = PINFO_FD_VISITED(pinfo) ? find_frame(pinfo->num) : NULL;

    /* What was said of a frame stands, whatever its layers are when it is dissected again. */
    if (kept == NULL && !sip_frames_are_possible(pinfo)) {
        return 0;
    }
    for (const annotation *note = kept != NULL ? kept->first : new_annotations(tvb, pinfo, tree); note != NULL; note = note->next) {
        if (note->diagnosis != NULL) {
            details_show(note, tvb, pinfo, tree);
        }
        tap_queue_packet(tap_sipexpert, pinfo, note);
    }
    return (int)tvb_captured_length(tvb);
}

static void
use_language(void)
{
    knowledge = catalog_of_language(preferences_language());
    details_use_catalog(knowledge);
    statistics_use_catalog(knowledge);
    menu_use_catalog(knowledge);
}

/* sharkd changes preferences without telling anybody, so the language is looked at once more. */
static void
open_capture(void)
{
    use_language();
    transactions = transaction_table_new();
    addresses_open();
    memory = arena_new();
    frames = g_array_new(FALSE, FALSE, sizeof(analysed_frame));
    frame_count = 0;
}

static void
close_capture(void)
{
    transaction_table_free(transactions);
    arena_free(memory);
    g_array_free(frames, TRUE);
    transactions = NULL;
    memory = NULL;
    frames = NULL;
}

void
proto_register_sipexpert(void)
{
    register_init_routine(open_capture);
    register_cleanup_routine(close_capture);
    proto_sipexpert = proto_register_protocol("SIP Expert", "SIP Expert", "sipexpert");
    preferences_register(proto_sipexpert, use_language);
    details_register(proto_sipexpert);
    use_language();
    tap_sipexpert = register_tap(SIPEXPERT_TAP);
    menu_register();
    failure_table_register();
    /* Wireshark adds a real protocol to the layers of every packet of which it asks the post-dissector, but not such a helper. */
    const int helper = proto_register_protocol_in_name_only("SIP Expert post-dissector", "SIP Expert post-dissector",
                                                            "sipexpert.postdissector", proto_sipexpert, FT_PROTOCOL);
    register_postdissector(create_dissector_handle(annotate_frame, helper));
}

void
proto_reg_handoff_sipexpert(void)
{
    sip_frames_listen();
}
