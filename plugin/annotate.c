/* annotate.c
 * The post-dissector; see annotate.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "annotate.h"

#include "compat.h"
#include "failure_table.h"
#include "frame_messages.h"
#include "menu.h"
#include "preferences.h"
#include "render.h"
#include "statistics.h"

#include <epan/proto_data.h>
#include <epan/tap.h>
#include <epan/to_str.h>

static int proto_sipexpert = -1;
static int tap_sipexpert = -1;
static GHashTable *catalogs; /* language -> catalog */
static catalog *knowledge;   /* the one in use */

/* What is known of the capture that is open: it grows with each frame analysed, and goes when the capture is closed or read anew. */
static transaction_table *transactions;
static GPtrArray *diagnoses;

/* Kept with each frame that was analysed, also if it holds nothing to say: a request must be counted once. */
typedef struct {
    const annotation *first;
} frame_annotations;

/* Analyses the messages of one frame and collects annotations in the memory of `scope`, in the order in which they come. */
typedef struct {
    packet_info *pinfo;
    wmem_allocator_t *scope;
    transaction_table *table; /* NULL: a new one, for this frame alone */
    GPtrArray *diagnoses;     /* their owner */
    annotation *first;
    annotation **end;
} analysis;

static char *
endpoint(wmem_allocator_t *scope, const address *address, guint32 port)
{
    return wmem_strdup_printf(scope, "%s:%u", address_to_str(scope, address), port);
}

static void
free_diagnosis(gpointer data)
{
    diagnosis_free(data);
}

static compat_bool
free_analysis(wmem_allocator_t *scope _U_, wmem_cb_event_t event _U_, void *user_data)
{
    analysis *work = user_data;

    transaction_table_free(work->table);
    g_ptr_array_free(work->diagnoses, TRUE);
    return false;
}

static void
analyse_alone(analysis *work)
{
    analysis *owner;

    work->table = transaction_table_new();
    work->diagnoses = g_ptr_array_new_with_free_func(free_diagnosis);
    owner = wmem_memdup(work->scope, work, sizeof *work);
    wmem_register_callback(work->scope, free_analysis, owner);
}

static annotation *
add_annotation(analysis *work, const sip_transaction *transaction, const diagnosis *found)
{
    annotation *note = wmem_new0(work->scope, annotation);

    note->diagnosis = found;
    note->transaction = transaction;
    *work->end = note;
    work->end = &note->next;
    return note;
}

static void
annotate_response(analysis *work, const sip_sighting *sighting)
{
    sip_transaction *transaction = transaction_of_response(work->table, sighting);
    diagnosis *found = diagnosis_of_response(knowledge, transaction, sighting);

    g_ptr_array_add(work->diagnoses, found);
    transaction_add_response(work->table, transaction, sighting, found);
    annotation *note = add_annotation(work, transaction_is_named(work->table, transaction) ? transaction : NULL, found);
    note->user = user_table_find(work->scope, sighting->message);
}

/* The capture, or a stream that is not put together, does not hold the whole message. */
static bool
is_cut(const packet_info *pinfo, const sip_message *message)
{
    const gint64 announced = sip_text_number(sip_message_header(message, SIP_HEADER_CONTENT_LENGTH));

    return pinfo->fd->cap_len < pinfo->fd->pkt_len || (pinfo->ptype == PT_TCP && announced > (gint64)message->body.size);
}

static void
analyse_message(const sip_message *message, bool quoted, void *user_data)
{
    analysis *work = user_data;
    packet_info *pinfo = work->pinfo;
    const sip_sighting sighting = { .message = message,
                                    .source = endpoint(pinfo->pool, &pinfo->src, pinfo->srcport),
                                    .destination = endpoint(pinfo->pool, &pinfo->dst, pinfo->destport),
                                    .frame = pinfo->num,
                                    .time = frame_messages_time(pinfo),
                                    .is_cut = is_cut(pinfo, message) };

    if (work->table == NULL) {
        analyse_alone(work);
    }
    if (message->is_response && !quoted) {
        annotate_response(work, &sighting);
    } else if (!message->is_response && quoted) {
        transaction_add_unreachable(work->table, &sighting);
    } else if (!message->is_response) {
        const sip_transaction *transaction = transaction_add_request(work->table, &sighting);
        if (transaction != NULL) {
            add_annotation(work, transaction, NULL);
        }
    }
}

/*
 * Taps are seen only in some of the dissections of a frame, but then with all bytes and in order, so what they give is kept. What
 * the fall-backs find is not: it may be less than a later pass will find, and frames come there in any order, any number of times, so
 * each is judged by itself.
 */
static const annotation *
annotations_of_frame(tvbuff_t *frame, packet_info *pinfo, proto_tree *tree)
{
    const frame_annotations *kept = p_get_proto_data(wmem_file_scope(), pinfo, proto_sipexpert, 0);
    analysis work = { .pinfo = pinfo, .scope = wmem_file_scope(), .table = transactions, .diagnoses = diagnoses };

    if (kept != NULL) {
        return kept->first;
    }
    work.end = &work.first;
    if (frame_messages_foreach_tapped(pinfo, analyse_message, &work)) {
        frame_annotations *keep = wmem_new(wmem_file_scope(), frame_annotations);
        keep->first = work.first;
        p_add_proto_data(wmem_file_scope(), pinfo, proto_sipexpert, 0, keep);
        return work.first;
    }
    work.scope = pinfo->pool;
    work.table = NULL;
    if (tree != NULL || pinfo->cinfo != NULL) {
        frame_messages_foreach_traced(pinfo, tree, analyse_message, &work);
    }
    if (work.first == NULL) {
        frame_messages_foreach_cut(pinfo, frame, analyse_message, &work);
    }
    return work.first;
}

static int
annotate_frame(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, void *data _U_)
{
    for (const annotation *note = annotations_of_frame(tvb, pinfo, tree); note != NULL; note = note->next) {
        if (note->diagnosis != NULL) {
            render_annotation(note, knowledge, tvb, pinfo, tree);
        }
        tap_queue_packet(tap_sipexpert, pinfo, note);
    }
    return (int)tvb_captured_length(tvb);
}

/*
 * Diagnoses point into their catalog until the capture is read anew, which Wireshark does after a change, so catalogs stay open once
 * they were used.
 */
static void
use_language(void)
{
    const char *language = preferences_language();
    catalog *chosen = g_hash_table_lookup(catalogs, language);

    if (chosen == NULL) {
        GError *error = NULL;
        chosen = catalog_new(language, &error);
        if (chosen == NULL) {
            g_error("sipexpert: %s", error->message);
        }
        g_hash_table_insert(catalogs, (gpointer)language, chosen);
    }
    knowledge = chosen;
    statistics_use_catalog(knowledge);
    menu_use_catalog(knowledge);
}

/* sharkd changes preferences without telling anybody, so the language is looked at once more. */
static void
open_capture(void)
{
    use_language();
    transactions = transaction_table_new();
    diagnoses = g_ptr_array_new_with_free_func(free_diagnosis);
}

static void
close_capture(void)
{
    transaction_table_free(transactions);
    g_ptr_array_free(diagnoses, TRUE);
    transactions = NULL;
    diagnoses = NULL;
}

static void
free_catalog(gpointer data)
{
    catalog_free(data);
}

static void
close_catalogs(void)
{
    g_hash_table_destroy(catalogs);
}

void
proto_register_sipexpert(void)
{
    register_init_routine(open_capture);
    register_cleanup_routine(close_capture);
    register_shutdown_routine(close_catalogs);
    proto_sipexpert = proto_register_protocol("SIP Expert", "SIP Expert", "sipexpert");
    catalogs = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_catalog);
    preferences_register(proto_sipexpert, use_language);
    use_language();
    render_register(proto_sipexpert, knowledge);
    tap_sipexpert = register_tap(SIPEXPERT_TAP);
    menu_register();
    failure_table_register();
    register_postdissector(create_dissector_handle(annotate_frame, proto_sipexpert));
}

void
proto_reg_handoff_sipexpert(void)
{
    frame_messages_listen();
}
