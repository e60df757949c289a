/* sip_frames.c
 * Finds the SIP messages of a frame; see sip_frames.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "sip_frames.h"

#include "sip_search.h"

#include <epan/dissectors/packet-sip.h>
#include <epan/proto_data.h>
#include <epan/tap.h>

#define MAX_SECONDS (G_MAXINT64 / G_USEC_PER_SEC / 4)

/* No real frame has the version and a blank so often before its response. */
#define MAX_TRIES 64

static int proto_sip = -1;
static int tap_sip;
static int tap_sip_follow;
static void (*listeners_were_reset)(void);

/* The post-dissector reads the taps with fetch_tapped_data(). "sip" is filled while there is any listener, "sip_follow" by its own. */
static tap_packet_status
ignore_packet(void *tapdata _U_, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data _U_, tap_flags_t flags _U_)
{
    return TAP_PACKET_DONT_REDRAW;
}

static void
pass_on_reset(void *tapdata _U_)
{
    listeners_were_reset();
}

void
sip_frames_listen(void (*was_reset)(void))
{
    listeners_were_reset = was_reset;
    /* The address only names the listener. */
    GString *error = register_tap_listener("sip_follow", &tap_sip_follow, NULL, TL_IS_DISSECTOR_HELPER, pass_on_reset,
                                           ignore_packet, NULL, NULL);

    if (error != NULL) {
        g_warning("sipexpert: cannot listen to the tap sip_follow: %s", error->str);
        g_string_free(error, TRUE);
    }
    proto_sip = proto_get_id_by_filter_name("sip");
    tap_sip = find_tap_id("sip");
    tap_sip_follow = find_tap_id("sip_follow");
}

bool
sip_frames_are_cut(const packet_info *pinfo)
{
    return pinfo->fd->cap_len < pinfo->fd->pkt_len;
}

/* To fetch is to search, so no message is fetched twice. */
static tvbuff_t *
tapped_message(int number)
{
    return (tvbuff_t *)fetch_tapped_data(tap_sip_follow, number);
}

bool
sip_frames_are_tapped(void)
{
    return tapped_message(0) != NULL;
}

/* As proto_is_frame_protocol() tells, which compares names. */
bool
sip_frames_are_possible(const packet_info *pinfo)
{
    return wmem_list_find(pinfo->layers, GINT_TO_POINTER(proto_sip)) != NULL;
}

static bool
is_icmp_error(const packet_info *pinfo)
{
    return proto_is_frame_protocol(pinfo->layers, "icmp") || proto_is_frame_protocol(pinfo->layers, "icmpv6");
}

static bool
message_at(tvbuff_t *tvb, int offset, sip_message *message)
{
    const int size = tvb_captured_length_remaining(tvb, offset);

    return size > 0 && sip_message_read(tvb_get_ptr(tvb, offset, size), (size_t)size, message);
}

static void
call_with_status(int status, sip_frame_cb each, void *user_data)
{
    const sip_message message = { .is_response = true, .status = status };

    each(&message, false, user_data);
}

/* True if the tvb shows bytes of that body: a message within a message (RFC 3261 27.5, message/sip). */
static bool
lies_in_body(tvbuff_t *tvb, sip_text body)
{
    if (body.size == 0 || tvb_captured_length(tvb) == 0) {
        return false;
    }
    const char *bytes = (const char *)tvb_get_ptr(tvb, 0, 1);
    return bytes >= body.at && bytes < body.at + body.size;
}

bool
sip_frames_foreach_tapped(packet_info *pinfo, sip_frame_cb each, void *user_data)
{
    tvbuff_t *outer_tvb = NULL;
    sip_text outer_body = { .size = 0 };
    int offset = 0;
    int tapped = 0;

    for (tvbuff_t *tvb = tapped_message(0); tvb != NULL; tvb = tapped_message(++tapped)) {
        const sip_info_value_t *info = fetch_tapped_data(tap_sip, tapped);
        sip_message message;
        const bool quoted = info == NULL && is_icmp_error(pinfo);
        const bool nested = tvb != outer_tvb && lies_in_body(tvb, outer_body);
        /* Messages of one TCP segment share a tvb: the next one begins where this one ends. */
        if (tvb != outer_tvb && !nested) {
            outer_tvb = tvb;
            offset = 0;
        }
        if (message_at(tvb, nested ? 0 : offset, &message)) {
            if (!nested) {
                offset += (int)message.size;
                outer_body = message.body;
            }
            each(&message, quoted, user_data);
        } else if (info != NULL && info->response_code != 0) {
            call_with_status((int)info->response_code, each, user_data);
        }
    }
    return tapped > 0;
}

/* What the SIP dissector noted of the last message in a protocol layer; NULL if it saw none there. */
static const sip_info_value_t *
note_of_layer(packet_info *pinfo, unsigned layer)
{
    return p_get_proto_data(pinfo->pool, pinfo, proto_sip, layer);
}

static bool
is_noted_as(const sip_message *message, const sip_info_value_t *note)
{
    const sip_text call_id = sip_message_header(message, SIP_HEADER_CALL_ID);

    if (note->tap_call_id != NULL && !sip_text_equal(call_id, sip_text_of(note->tap_call_id))) {
        return false;
    }
    return message->is_response
               ? (unsigned)message->status == note->response_code
               : note->request_method != NULL && sip_text_equal(message->method, sip_text_of((const char *)note->request_method));
}

static bool
has_message(const GArray *messages, const sip_message *message)
{
    for (unsigned i = 0; i < messages->len; i++) {
        const sip_message *other = &g_array_index(messages, sip_message, i);
        if (other->size == message->size && memcmp(other->start_line.at, message->start_line.at, message->size) == 0) {
            return true;
        }
    }
    return false;
}

/* What a connection has not brought as a whole will be put together in a later frame. */
static bool
is_unfinished(const packet_info *pinfo, const sip_message *message)
{
    return pinfo->ptype == PT_TCP && !sip_frames_are_cut(pinfo) &&
           (!message->has_all_headers || sip_message_missing_body(message) >= 0);
}

static void
find_messages(const packet_info *pinfo, const struct data_source *source, const char *method, GArray *messages)
{
    tvbuff_t *tvb = get_data_source_tvb(source);
    const size_t size = tvb_captured_length(tvb);
    const guint8 *bytes = tvb_get_ptr(tvb, 0, (int)size);
    sip_message message;

    for (size_t offset = 0; sip_search_next(bytes, size, &offset, method, &message);) {
        if (!is_unfinished(pinfo, &message) && !has_message(messages, &message)) {
            g_array_append_val(messages, message);
        }
    }
}

/* Holds the messages against the notes of all layers; *method becomes that of a request. Returns false if a note has no message. */
static bool
are_all_noted(packet_info *pinfo, const GArray *messages, unsigned *notes, const char **method)
{
    const unsigned layers = wmem_list_count(pinfo->layers);
    bool all = true;

    *notes = 0;
    for (unsigned layer = 1; layer <= layers; layer++) {
        const sip_info_value_t *note = note_of_layer(pinfo, layer);
        bool is_there = note == NULL;
        for (unsigned i = 0; i < messages->len && !is_there; i++) {
            is_there = is_noted_as(&g_array_index(messages, sip_message, i), note);
        }
        all = all && is_there;
        *notes += note != NULL ? 1 : 0;
        *method = note != NULL && note->request_method != NULL ? (const char *)note->request_method : *method;
    }
    return all;
}

sip_frames_search
sip_frames_foreach_found(packet_info *pinfo, sip_frame_cb each, void *user_data)
{
    GArray *messages = g_array_new(FALSE, FALSE, sizeof(sip_message));
    const bool quoted = is_icmp_error(pinfo);
    const char *method = NULL;
    unsigned notes;

    (void)are_all_noted(pinfo, messages, &notes, &method);
    /* The first source is the frame. What was put together from several frames begins before what this one brings. */
    for (const GSList *source = pinfo->data_src->next; notes > 0 && source != NULL; source = source->next) {
        find_messages(pinfo, source->data, method, messages);
    }
    if (notes > 0) {
        find_messages(pinfo, pinfo->data_src->data, method, messages);
    }
    const bool all = are_all_noted(pinfo, messages, &notes, &method);
    for (unsigned i = 0; all && i < messages->len; i++) {
        each(&g_array_index(messages, sip_message, i), quoted, user_data);
    }
    g_array_free(messages, TRUE);
    return notes == 0 ? SIP_FRAMES_NONE : all ? SIP_FRAMES_FOUND : SIP_FRAMES_LOST;
}

static unsigned
foreach_in_tree(proto_tree *tree, sip_frame_cb each, void *user_data)
{
    GPtrArray *items = proto_find_finfo(tree, proto_sip);
    unsigned found = 0;

    for (unsigned i = 0; i < items->len; i++) {
        const field_info *item = g_ptr_array_index(items, i);
        sip_message message;
        if (item->ds_tvb != NULL && message_at(item->ds_tvb, item->start, &message)) {
            each(&message, false, user_data);
            found++;
        }
    }
    g_ptr_array_free(items, TRUE);
    return found;
}

/*
 * Calls `each` for the first response in the bytes. After the version comes the status code in a response and the end of the line in a
 * request. To read a message may take its whole length, so what only begins like a response is tried a few times.
 */
static void
call_with_response_in(tvbuff_t *tvb, sip_frame_cb each, void *user_data)
{
    static const guint8 version[] = { 'S', 'I', 'P', '/', '2', '.', '0', ' ' };
    const guint8 *bytes = tvb_get_ptr(tvb, 0, (int)tvb_captured_length(tvb));
    const guint8 *end = bytes + tvb_captured_length(tvb);
    const guint8 *start = bytes;

    for (int tries = 0; tries < MAX_TRIES; tries++, start++) {
        sip_message message;
        start = ws_memmem(start, (size_t)(end - start), version, sizeof version);
        if (start == NULL) {
            return;
        }
        if (message_at(tvb, (int)(start - bytes), &message) && message.is_response) {
            each(&message, false, user_data);
            return;
        }
    }
}

/* What such a frame has in its body, or in a header, is no message of the frame. */
static bool
has_request(packet_info *pinfo)
{
    for (unsigned layer = 1; layer <= wmem_list_count(pinfo->layers); layer++) {
        const sip_info_value_t *info = p_get_proto_data(pinfo->pool, pinfo, proto_sip, layer);
        if (info != NULL && info->request_method != NULL) {
            return true;
        }
    }
    return false;
}

void
sip_frames_foreach_cut(packet_info *pinfo, tvbuff_t *frame, sip_frame_cb each, void *user_data)
{
    if (sip_frames_are_cut(pinfo) && !is_icmp_error(pinfo) && !has_request(pinfo)) {
        call_with_response_in(frame, each, user_data);
    }
}

void
sip_frames_foreach_traced(packet_info *pinfo, proto_tree *tree, sip_frame_cb each, void *user_data)
{
    const unsigned layers = wmem_list_count(pinfo->layers);
    bool in_tree = false;

    for (unsigned layer = 1; layer <= layers && !in_tree; layer++) {
        const sip_info_value_t *info = note_of_layer(pinfo, layer);
        if (info == NULL) {
            continue;
        }
        if (is_icmp_error(pinfo)) {
            return;
        }
        in_tree = tree != NULL && foreach_in_tree(tree, each, user_data) > 0;
        if (!in_tree && info->response_code != 0) {
            call_with_status((int)info->response_code, each, user_data);
        }
    }
}

gint64
sip_frames_time_of(const nstime_t *time)
{
    const gint64 seconds = time->secs;

    return CLAMP(seconds, -MAX_SECONDS, MAX_SECONDS) * G_USEC_PER_SEC + time->nsecs / 1000;
}

gint64
sip_frames_time(const packet_info *pinfo)
{
    return sip_frames_time_of(&pinfo->abs_ts);
}
