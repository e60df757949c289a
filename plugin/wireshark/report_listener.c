/* report_listener.c
 * Collects what the tap "sipexpert" publishes for a report; see report_listener.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report_listener.h"

#include "annotation.h"
#include "dissector.h"
#include "language.h"

/*
 * Of the ladder of a call its filter lets pass only some messages, so these come to another listener without filter. Wireshark knows
 * listeners by their data: the address of this one.
 */
typedef struct {
    report_listener *owner;
} message_listener;

struct report_listener {
    report *collected;
    GHashTable *states; /* a set: those that own what the report points to */
    message_listener messages;
    char *filter; /* may be NULL */
    bool with_ladders;
    bool was_reset;
};

static void
unref_state(gpointer state)
{
    capture_state_unref(state);
}

static void
begin(report_listener *listener)
{
    listener->collected = report_new();
    if (listener->with_ladders) {
        report_keep_messages(listener->collected);
    }
    listener->states = g_hash_table_new_full(NULL, NULL, unref_state, NULL);
}

static void
end(report_listener *listener)
{
    report_free(listener->collected);
    g_hash_table_destroy(listener->states);
}

report_listener *
report_listener_new(bool with_ladders)
{
    report_listener *listener = g_new0(report_listener, 1);

    listener->with_ladders = with_ladders;
    listener->messages.owner = listener;
    begin(listener);
    return listener;
}

void
report_listener_free(report_listener *listener)
{
    end(listener);
    g_free(listener->filter);
    g_free(listener);
}

static void
reset(void *data)
{
    report_listener *listener = data;

    end(listener);
    begin(listener);
    listener->was_reset = true;
}

bool
report_listener_was_reset(const report_listener *listener)
{
    return listener->was_reset;
}

static void
hold_state(report_listener *listener, capture_state *state)
{
    if (!g_hash_table_contains(listener->states, state)) {
        g_hash_table_add(listener->states, capture_state_ref(state));
    }
}

static tap_packet_status
add_annotation(void *data, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *tapped, tap_flags_t flags _U_)
{
    report_listener *listener = data;
    const annotation *ann = tapped;

    if (ann->transaction != NULL && ann->state != NULL) {
        hold_state(listener, ann->state);
        report_add(listener->collected, ann->transaction, ann->diagnosis, ann->time);
    } else if (ann->diagnosis != NULL) {
        report_add_unassigned(listener->collected);
    }
    return TAP_PACKET_REDRAW;
}

/* An ICMP error has no port: it is of the first or the second of the parties, whichever has that address, or of a router. */
static const char *
party_of_error(const annotation *ann, packet_info *pinfo, const address *address, const sip_endpoint *first,
               const sip_endpoint *second)
{
    const char *router = address_name(ann->state->addresses, pinfo, address, 0);

    if (first != NULL && endpoint_names_share_host(first->name, router)) {
        return first->name;
    }
    return second != NULL && endpoint_names_share_host(second->name, router) ? second->name : router;
}

static const sip_endpoint *
client_of(const annotation *ann)
{
    return ann->transaction != NULL ? ann->transaction->client : NULL;
}

static const sip_endpoint *
server_of(const annotation *ann)
{
    return ann->transaction != NULL ? ann->transaction->server : NULL;
}

/* Who sent what the annotation is about, at that address and port. Within one host it is the server that a request does not reach. */
static const char *
sender_of(const annotation *ann, packet_info *pinfo)
{
    return ann->kind == LADDER_ICMP ? party_of_error(ann, pinfo, &pinfo->src, server_of(ann), client_of(ann))
                                    : address_name(ann->state->addresses, pinfo, &pinfo->src, pinfo->srcport);
}

/* Who got it. */
static const char *
receiver_of(const annotation *ann, packet_info *pinfo)
{
    return ann->kind == LADDER_ICMP ? party_of_error(ann, pinfo, &pinfo->dst, client_of(ann), server_of(ann))
                                    : address_name(ann->state->addresses, pinfo, &pinfo->dst, pinfo->destport);
}

static tap_packet_status
add_message(void *data, packet_info *pinfo, epan_dissect_t *edt _U_, const void *tapped, tap_flags_t flags _U_)
{
    const message_listener *messages = data;
    const annotation *ann = tapped;

    if ((ann->transaction != NULL || ann->unkeyed != NULL) && ann->state != NULL) {
        const ladder_entry message = { .transaction = ann->unkeyed != NULL ? ann->unkeyed->transaction : ann->transaction,
                                       .unkeyed = ann->unkeyed,
                                       .to_tag = ann->to_tag,
                                       .diagnosis = ann->diagnosis,
                                       .from = sender_of(ann, pinfo),
                                       .to = receiver_of(ann, pinfo),
                                       .time = ann->time,
                                       .frame = ann->frame,
                                       .kind = ann->kind };
        hold_state(messages->owner, ann->state);
        report_add_message(messages->owner->collected, &message);
    }
    return TAP_PACKET_DONT_REDRAW;
}

GString *
report_listener_start(report_listener *listener, const char *filter, tap_draw_cb draw, tap_finish_cb finish)
{
    GString *error = register_tap_listener(SIPEXPERT_TAP, listener, filter, 0, reset, add_annotation, draw, finish);

    listener->filter = g_strdup(filter);
    if (error == NULL && listener->with_ladders) {
        error = register_tap_listener(SIPEXPERT_TAP, &listener->messages, NULL, 0, NULL, add_message, NULL, NULL);
    }
    return error;
}

void
report_listener_stop(report_listener *listener)
{
    remove_tap_listener(listener);
    if (listener->with_ladders) {
        remove_tap_listener(&listener->messages);
    }
}

/* True if all packets of media in the capture were counted, as far as calls name where they want them. */
static bool
has_media(const report_listener *listener)
{
    GHashTableIter states;
    gpointer key;
    bool all = true;

    g_hash_table_iter_init(&states, listener->states);
    while (all && g_hash_table_iter_next(&states, &key, NULL)) {
        const capture_state *state = key;
        all = state->media != NULL && !state->is_filtered && !state->lacks_frames;
    }
    return all;
}

GString *
report_listener_write(const report_listener *listener, report_listener_writer write)
{
    if (has_media(listener)) {
        report_judge_media(listener->collected, dissector_capture_end());
    }
    report_summary *summary = report_summarise(listener->collected, language_catalog());
    GString *text = g_string_new(NULL);

    summary->filter = listener->filter;
    write(summary, language_catalog(), text);
    report_summary_free(summary);
    return text;
}
