/* dissector.c
 * The post-dissector; see dissector.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "dissector.h"

#include "annotation.h"
#include "attempt.h"
#include "compat.h"
#include "demand.h"
#include "details.h"
#include "icmp_header.h"
#include "language.h"
#include "later.h"
#include "media_details.h"
#include "media_frames.h"
#include "preferences.h"
#include "session.h"
#include "shown_codes.h"
#include "sip_frames.h"

#include <string.h>

#include <epan/tap.h>
#include <epan/to_str.h>

/* A capture is live while its packets come as they are captured, µs. */
#define LIVE_WITHIN ((gint64)60 * G_USEC_PER_SEC)

static int tap_sipexpert = -1;

/* When the capture, as far as it was read, ends. */
static nstime_t capture_end;

/* Analyses the messages of one frame and collects annotations in the order in which they come. */
typedef struct {
    packet_info *pinfo;
    tvbuff_t *frame;
    capture_state *state; /* NULL: a new one, for this frame alone */
    bool is_alone;
    const diagnosis *judged; /* of the last response */
    const sip_call *call;    /* of a message of which there is nothing to say; NULL if none is known */
    annotation *first;
    annotation **end;
} analysis;

static compat_bool
free_state(wmem_allocator_t *scope _U_, wmem_cb_event_t event _U_, void *state)
{
    capture_state_unref(state);
    return false;
}

static capture_state *
new_state_for_frame(const packet_info *pinfo)
{
    capture_state *state = capture_state_new();

    wmem_register_callback(pinfo->pool, free_state, state);
    return state;
}

static guint32
frame_number(const analysis *work)
{
    return work->state->frames_before + work->pinfo->num;
}

static annotation *
fill(annotation *ann, const packet_info *pinfo, ladder_kind kind, const sip_transaction *transaction, capture_state *state,
     guint32 frame)
{
    *ann = (annotation){ .transaction = transaction, .state = state, .time = sip_frames_time(pinfo), .frame = frame, .kind = kind };
    return ann;
}

/* That of a request lives until the frame is done, as most can be made anew. */
static annotation *
add_annotation(analysis *work, ladder_kind kind, const sip_transaction *transaction, const diagnosis *diag)
{
    annotation *ann =
        kind == LADDER_REQUEST ? wmem_new(work->pinfo->pool, annotation) : arena_take(work->state->memory, sizeof *ann);

    fill(ann, work->pinfo, kind, transaction, work->is_alone ? NULL : work->state, frame_number(work));
    ann->diagnosis = diag;
    *work->end = ann;
    work->end = &ann->next;
    return ann;
}

static const diagnosis *
judge(const sip_transaction *transaction, const sip_packet *packet, void *user_data)
{
    analysis *work = user_data;

    media_frames_note(work->state, transaction, packet);
    work->judged = diagnosis_of_response(work->state->memory, language_catalog(), transaction, packet);
    return work->judged;
}

static void
annotate_response(analysis *work, const sip_packet *packet)
{
    sip_transaction *transaction = transaction_add_response(work->state->transactions, packet, judge, work);
    annotation *ann = add_annotation(work, LADDER_RESPONSE, transaction, work->judged);

    ann->unkeyed = transaction_unkeyed(work->state->transactions, packet, transaction);
    ann->to_tag = transaction_to_tag(work->state->transactions, packet->message, transaction);
    if (transaction != NULL) {
        attempt_add_response(work->state->memory, transaction, work->judged, packet->frame, packet->time);
    }
    ann->user = capture_state_user_entry(work->state, packet->message);
    /* What is cut may belong to any request. */
    work->state->has_gaps |= transaction == NULL && packet->is_cut;
}

static void
annotate_request(analysis *work, const sip_packet *packet)
{
    sip_transaction *transaction = transaction_add_request(work->state->transactions, packet);
    const bool is_ack = sip_text_equal(packet->message->method, sip_text_of("ACK"));

    media_frames_note(work->state, transaction, packet);
    if (is_ack) {
        annotation *ann = add_annotation(work, LADDER_ACK, transaction, NULL);
        ann->unkeyed = transaction_unkeyed(work->state->transactions, packet, transaction);
        ann->to_tag = transaction_to_tag(work->state->transactions, packet->message, transaction);
    } else if (transaction != NULL) {
        attempt_add_request(work->state->memory, transaction);
        add_annotation(work, LADDER_REQUEST, transaction, NULL);
    } else {
        work->call = transaction_call_of(work->state->transactions, packet->message);
    }
}

static void
annotate_icmp(analysis *work, const sip_packet *packet)
{
    const sip_transaction *transaction = transaction_add_unreachable(work->state->transactions, packet);

    if (transaction != NULL) {
        add_annotation(work, LADDER_ICMP, transaction, NULL);
    } else {
        work->call = transaction_call_of(work->state->transactions, packet->message);
    }
}

/* The capture, or a stream that is not put together, does not hold the whole message. */
static bool
is_cut(const packet_info *pinfo, const sip_message *message)
{
    return sip_frames_are_cut(pinfo) || (pinfo->ptype == PT_TCP && sip_message_missing_body(message) >= 0);
}

static sip_packet
packet_of(const analysis *work, const sip_message *message)
{
    packet_info *pinfo = work->pinfo;
    address_names *names = work->state->addresses;

    return (sip_packet){ .message = message,
                         .source = address_name(names, pinfo, &pinfo->src, pinfo->srcport),
                         .destination = address_name(names, pinfo, &pinfo->dst, pinfo->destport),
                         .frame = frame_number(work),
                         .time = sip_frames_time(pinfo),
                         .is_cut = is_cut(pinfo, message),
                         .is_datagram = pinfo->ptype == PT_UDP,
                         .is_fragmented = pinfo->ptype == PT_UDP && message->size > pinfo->fd->pkt_len };
}

/* The ICMP error that quotes the message; empty if it cannot be read. */
static sip_icmp
icmp_of(const analysis *work, const sip_message *quoted)
{
    const guint8 *bytes = tvb_get_ptr(work->frame, 0, (int)tvb_captured_length(work->frame));
    const guint8 *data = (const guint8 *)quoted->start_line.at;
    icmp_header header;

    if (data < bytes || data >= bytes + tvb_captured_length(work->frame) ||
        !icmp_header_read(bytes, (size_t)(data - bytes), &header)) {
        return (sip_icmp){ .sender = NULL };
    }
    const char *sender = address_to_str(work->pinfo->pool, &work->pinfo->src);
    return (sip_icmp){ .sender = arena_copy(work->state->memory, sender, strlen(sender) + 1),
                       .type = header.type,
                       .code = header.code,
                       .is_v6 = header.is_v6 };
}

static void
analyse_message(const sip_message *message, bool quoted, void *user_data)
{
    analysis *work = user_data;

    if (work->state == NULL) {
        work->state = new_state_for_frame(work->pinfo);
    } else if (work->first == NULL && !work->is_alone) {
        work->state = capture_state_for(work->state, message);
    }
    sip_packet packet = packet_of(work, message);
    if (quoted) {
        packet.icmp = icmp_of(work, message);
        annotate_icmp(work, &packet);
    } else if (message->is_response) {
        annotate_response(work, &packet);
    } else {
        annotate_request(work, &packet);
    }
}

static bool
is_one_request(const annotation *first)
{
    return first != NULL && first->kind == LADDER_REQUEST && first->transaction != NULL && first->next == NULL;
}

/* A frame that was analysed must not be analysed again. */
static void
keep(analysis *work)
{
    capture_state *state = work->state;

    if (is_one_request(work->first)) {
        frame_log_set(state->requests, frame_number(work), work->first->transaction);
        return;
    }
    if (work->first == NULL) {
        sip_unkeyed *unkeyed = arena_take(state->memory, sizeof *unkeyed);
        unkeyed->call = work->call;
        add_annotation(work, LADDER_REQUEST, NULL, NULL)->unkeyed = unkeyed;
    }
    for (annotation **ann = &work->first; *ann != NULL; ann = &(*ann)->next) {
        *ann = (*ann)->kind == LADDER_REQUEST ? arena_copy(state->memory, *ann, sizeof **ann) : *ann;
    }
    frame_log_set(state->frames, frame_number(work), work->first);
}

/* What the fall-backs of the taps find. */
static const annotation *
annotations_without_taps(tvbuff_t *frame, packet_info *pinfo, proto_tree *tree)
{
    analysis work = { .pinfo = pinfo, .frame = frame, .is_alone = true };

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
 * Analyses a frame that is dissected for the first time and is not tapped: the first pass of tshark -2, or sharkd. There the second
 * pass, or whatever is asked for, finds a state that is complete. Returns false if that is left to the second pass.
 *
 * A read filter takes frames out only after that, and gives their numbers to others; then nothing that was found is good for anything.
 */
static bool
analyse_ahead(analysis *work)
{
    if (work->state->is_filtered) {
        return false;
    }
    if (work->pinfo->num <= work->state->last_found) {
        session_begin_anew();
        session_state()->is_filtered = true;
        return false;
    }
    const sip_frames_search found = sip_frames_foreach_found(work->pinfo, analyse_message, work);
    if (found == SIP_FRAMES_FOUND) {
        work->state->last_found = work->pinfo->num;
    } else if (found == SIP_FRAMES_LOST) {
        work->state->has_gaps = true;
    }
    return found == SIP_FRAMES_FOUND;
}

/* A live capture has no end, so what is remembered of it needs one. */
static void
bound_memory(const packet_info *pinfo)
{
    const guint most = preferences_most_transactions();
    const guint count = transaction_table_size(session_state()->transactions);

    /* Two states are remembered. */
    if (most != 0 && count >= most / 2 && !PINFO_FD_VISITED(pinfo) && g_get_real_time() - sip_frames_time(pinfo) < LIVE_WITHIN) {
        session_turn_over(pinfo->num);
    }
}

/* A state with gaps is never shown, unless somebody begins to ask in the middle of a capture. */
static bool
is_passed_over(const packet_info *pinfo, proto_tree *tree)
{
    if (PINFO_FD_VISITED(pinfo) || !sip_frames_are_tapped() || demand_is_there(pinfo, tree)) {
        return false;
    }
    session_state()->has_gaps = true;
    return true;
}

/*
 * What is new in a frame.
 *
 * Taps are seen only in some of the dissections of a frame, but then with all bytes and in order, so what they give is kept, as is what
 * is found without them at the first one. What the fall-backs find is not: it may be less than a later pass will find, and frames come
 * there in any order, any number of times, so each is judged by itself.
 */
static const annotation *
new_annotations(tvbuff_t *frame, packet_info *pinfo, proto_tree *tree)
{
    if (is_passed_over(pinfo, tree)) {
        return NULL;
    }
    bound_memory(pinfo);
    analysis work = { .pinfo = pinfo, .frame = frame, .state = session_state() };
    const bool is_forgotten = frame_number(&work) < work.state->first_frame;

    work.end = &work.first;
    if (is_forgotten ||
        (!sip_frames_foreach_tapped(pinfo, analyse_message, &work) && (PINFO_FD_VISITED(pinfo) || !analyse_ahead(&work)))) {
        return annotations_without_taps(frame, pinfo, tree);
    }
    keep(&work);
    return work.first;
}

/* The annotations that were made when the frame was dissected before; NULL if it was not, or does not count. */
static const annotation *
kept_annotations(const packet_info *pinfo)
{
    if (!PINFO_FD_VISITED(pinfo)) {
        return NULL;
    }
    for (capture_state *state = session_state(); state != NULL; state = state->before) {
        const guint32 frame = state->frames_before + pinfo->num;
        const annotation *kept = frame_log_find(state->frames, frame);
        const sip_transaction *transaction = kept == NULL ? frame_log_find(state->requests, frame) : NULL;
        if (kept != NULL || transaction != NULL) {
            return kept != NULL ? kept : fill(wmem_new(pinfo->pool, annotation), pinfo, LADDER_REQUEST, transaction, state, frame);
        }
    }
    return NULL;
}

const sip_call *
dissector_call_of_frame(packet_info *pinfo)
{
    const sip_call *call = NULL;

    for (const annotation *ann = kept_annotations(pinfo); ann != NULL && call == NULL; ann = ann->next) {
        call = annotation_call(ann);
    }
    return call;
}

/* Looks for the request of an annotation in its frame. */
typedef struct {
    const annotation *ann;
    bool is_there;
    sip_message message;
} request_search;

static void
look_at_request(const sip_message *message, bool quoted, void *user_data)
{
    request_search *search = user_data;

    if (!search->is_there && !quoted && !message->is_response &&
        transaction_find(search->ann->state->transactions, message) == search->ann->transaction) {
        search->is_there = true;
        search->message = *message;
    }
}

gint64
dissector_capture_end(void)
{
    return sip_frames_time_of(&capture_end);
}

/* What came of a request is known when its frame is dissected again. Its bytes may no longer be kept, but are in the frame. */
static void
show_request(const annotation *ann, tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree)
{
    request_search search = { .ann = ann, .is_there = false };

    if (!later_is_seen(ann, pinfo, tree)) {
        return;
    }
    if (transaction_is_silent(ann->transaction) && !sip_frames_foreach_tapped(pinfo, look_at_request, &search)) {
        sip_frames_foreach_traced(pinfo, tree, look_at_request, &search);
    }
    later_show_request(ann, search.is_there ? &search.message : NULL, dissector_capture_end(), tvb, pinfo, tree);
}

static int
annotate_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    session_note_frame(pinfo->num, !PINFO_FD_VISITED(pinfo));
    /* A frame that is dissected for the first time cannot have been analysed before. */
    const annotation *kept = kept_annotations(pinfo);

    if (!PINFO_FD_VISITED(pinfo) && nstime_cmp(&pinfo->abs_ts, &capture_end) > 0) {
        capture_end = pinfo->abs_ts;
    }
    /* What was said of a frame stays, whatever its layers are when it is dissected again. */
    if (kept == NULL && !sip_frames_are_possible(pinfo)) {
        if (!PINFO_FD_VISITED(pinfo)) {
            media_frames_count(pinfo, tvb);
        }
        shown_codes_note(tree, NULL);
        return 0;
    }
    const annotation *first = kept != NULL ? kept : new_annotations(tvb, pinfo, tree);
    if (first != NULL && annotation_is_empty(first)) {
        first = NULL;
    }
    shown_codes_note(tree, first);
    for (const annotation *ann = first; ann != NULL; ann = ann->next) {
        if (ann->diagnosis != NULL) {
            details_show(ann, tvb, pinfo, tree, kept != NULL);
            if (kept != NULL) {
                media_details_show(ann, dissector_capture_end(), tvb, pinfo, tree);
            }
        } else if (kept != NULL && ann->kind == LADDER_REQUEST) {
            show_request(ann, tvb, pinfo, tree);
        } else if (kept != NULL && ann->kind == LADDER_ACK && tree != NULL) {
            details_add_call(tree, tvb, pinfo, ann);
        }
        tap_queue_packet(tap_sipexpert, pinfo, ann);
    }
    return (int)tvb_captured_length(tvb);
}

static void
begin_session(void)
{
    nstime_set_unset(&capture_end);
    /* sharkd changes preferences without telling anybody, so the language is looked at once more. */
    language_update();
}

void
dissector_register(int proto, int tap)
{
    tap_sipexpert = tap;
    demand_register(proto, tap);
    register_init_routine(begin_session);
    /* Wireshark adds a real protocol to the layers of every packet of which it asks the post-dissector, but not such a helper. */
    const int helper = proto_register_protocol_in_name_only("SIP Expert post-dissector", "SIP Expert post-dissector",
                                                            "sipexpert.postdissector", proto, FT_PROTOCOL);
    register_postdissector(create_dissector_handle(annotate_frame, helper));
}
