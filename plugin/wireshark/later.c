/* later.c
 * Shows what came after a message; see later.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "later.h"

#include "demand.h"
#include "details.h"
#include "expert_items.h"
#include "language.h"
#include "lines.h"
#include "preferences.h"
#include "text_clean.h"

#include <epan/column-info.h>

static int proto_sipexpert = -1;
static int ett_request = -1;
static int hf_response = -1;
static int hf_response_title = -1;
static int hf_ack = -1;
static int hf_repeated_until = -1;
static int hf_outcome = -1;

void
later_register(int proto)
{
    static hf_register_info hf[] = {
        { &hf_response,
          { "Final response", "sipexpert.response", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_RESPONSE), 0,
            "Frame of the request's final response", HFILL } },
        { &hf_response_title,
          { "Final response says", "sipexpert.response_title", FT_STRING, BASE_NONE, NULL, 0,
            "Code, phrase and meaning of the request's final response", HFILL } },
        { &hf_ack,
          { "ACK", "sipexpert.ack", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_ACK), 0,
            "Frame of the ACK to the final response of the INVITE", HFILL } },
        { &hf_repeated_until,
          { "Repeated until", "sipexpert.repeated_until", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_RETRANS_NEXT), 0,
            "Frame of the response's last retransmission", HFILL } },
        { &hf_outcome,
          { "Outcome", "sipexpert.outcome", FT_STRING, BASE_NONE, NULL, 0, "What is missing up to the end of the capture",
            HFILL } },
    };
    static int *ett[] = { &ett_request };

    proto_sipexpert = proto;
    proto_register_field_array(proto, hf, array_length(hf));
    proto_register_subtree_array(ett, array_length(ett));
}

/* A text of the catalog; the arguments are names and texts of values by turns, closed by NULL. */
G_GNUC_NULL_TERMINATED static const char *
text_of(wmem_allocator_t *scope, catalog_evidence_id kind, ...)
{
    catalog_value values[2];
    size_t count = 0;
    va_list arguments;
    const char *name;

    va_start(arguments, kind);
    while ((name = va_arg(arguments, const char *)) != NULL && count < G_N_ELEMENTS(values)) {
        values[count].name = name;
        values[count++].text = va_arg(arguments, const char *);
    }
    va_end(arguments);
    return lines_in_scope(
        scope, catalog_fill(language_catalog(), catalog_evidence_of(language_catalog(), kind), values, count, CATALOG_LINE_BYTES));
}

static const char *
number(wmem_allocator_t *scope, guint32 value)
{
    return wmem_strdup_printf(scope, "%u", value);
}

static proto_item *
add_outcome(proto_tree *tree, tvbuff_t *tvb, const char *text)
{
    proto_item *item = proto_tree_add_string_format(tree, hf_outcome, tvb, 0, 0, text, "%s", text);

    proto_item_set_generated(item);
    return item;
}

static void
add_ack(proto_tree *tree, const sip_transaction *transaction, tvbuff_t *tvb)
{
    if (transaction_is_of(transaction, "INVITE")) {
        lines_add_frame(tree, hf_ack, tvb, "ack", transaction_ack_frame(transaction), NULL);
    }
}

void
later_add_response(proto_tree *tree, const annotation *ann, tvbuff_t *tvb, packet_info *pinfo)
{
    const sip_transaction *transaction = ann->transaction;
    const sip_answer *final = transaction != NULL ? &transaction->final : NULL;
    const guint32 frame = ann->frame;

    /* A response with another To tag, of another branch of a fork, may have come after it. */
    if (tree == NULL || final == NULL || final->status != ann->diagnosis->code || frame < final->frame ||
        frame > final->last_frame) {
        return;
    }
    add_ack(tree, transaction, tvb);
    if (final->count > 1 && frame < final->last_frame) {
        const char *until = text_of(pinfo->pool, OBSERVED_REPEATED, "count", number(pinfo->pool, final->count - 1), "frame",
                                    number(pinfo->pool, final->last_frame), NULL);
        proto_item_set_generated(proto_tree_add_uint_format(tree, hf_repeated_until, tvb, 0, 0, final->last_frame, "%s", until));
    }
    if (transaction_is_of(transaction, "INVITE") && transaction_ack_frame(transaction) == 0 && transaction->request.frame != 0) {
        add_outcome(tree, tvb, text_of(pinfo->pool, OBSERVED_NO_ACK_YET, NULL));
    }
}

/* A CANCEL is judged by what became of its INVITE, too. */
static bool
may_be_judged(const sip_transaction *transaction)
{
    return !sip_answer_is_there(&transaction->final) || transaction_progress(transaction)->cancelled != NULL;
}

bool
later_may_be_seen(const packet_info *pinfo, proto_tree *tree)
{
    return demand_of_columns(pinfo, true) || proto_field_is_referenced(tree, proto_sipexpert) ||
           expert_items_of_requests_are_seen(tree);
}

bool
later_is_seen(const annotation *ann, const packet_info *pinfo, proto_tree *tree)
{
    if (ann->transaction == NULL || ann->state == NULL) {
        return false;
    }
    return proto_field_is_referenced(tree, proto_sipexpert) || (may_be_judged(ann->transaction) && later_may_be_seen(pinfo, tree));
}

/* What there is to read in the first line of the tree. The diagnosis is NULL if there is none. */
static const char *
headline_of(wmem_allocator_t *scope, const sip_transaction *transaction, const diagnosis *diag)
{
    const char *method = lines_in_scope(scope, text_cleaned(transaction->method));

    if (diag != NULL) {
        return lines_in_scope(scope, catalog_line(language_catalog(), "headline", method, diag->verdict->title));
    }
    if (sip_answer_is_there(&transaction->final)) {
        return text_of(scope, OBSERVED_REQUEST_ANSWERED, "method", method, "value",
                       details_title(scope, transaction->final.diagnosis), NULL);
    }
    return text_of(scope, transaction_is_silent(transaction) ? OBSERVED_REQUEST_SILENT : OBSERVED_REQUEST_PENDING, "method", method,
                   NULL);
}

static const char *
silence_of(wmem_allocator_t *scope, const sip_transaction *transaction)
{
    const gint64 time = transaction->request.last_time - transaction->request.time;

    if (transaction->transmissions < 2) {
        return text_of(scope, OBSERVED_NO_RESPONSE_ONCE, NULL);
    }
    return text_of(scope, OBSERVED_NO_RESPONSE, "count", number(scope, transaction->transmissions), "seconds",
                   wmem_strdup_printf(scope, "%.1f", (double)time / G_USEC_PER_SEC), NULL);
}

/* The outcome of a request without final response. */
static const char *
outcome_of(wmem_allocator_t *scope, const sip_transaction *transaction)
{
    const sip_answer *provisional = &transaction_progress(transaction)->provisional;

    return sip_answer_is_there(provisional) ? text_of(scope, OBSERVED_NO_FINAL, "code", number(scope, (guint32)provisional->status),
                                                      "frame", number(scope, provisional->frame), NULL)
                                            : silence_of(scope, transaction);
}

/* What the final response is, or that there is none. */
static void
add_response(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const sip_transaction *transaction, const diagnosis *diag)
{
    const sip_answer *final = &transaction->final;

    if (sip_answer_is_there(final)) {
        const char *title = details_title(pinfo->pool, final->diagnosis);
        lines_add_frame(tree, hf_response, tvb, "response", final->frame, NULL);
        proto_item_set_hidden(proto_tree_add_string(tree, hf_response_title, tvb, 0, 0, title));
        add_ack(tree, transaction, tvb);
        return;
    }
    if (transaction_progress(transaction)->stray_frame != 0) {
        lines_add_frame(tree, hf_response, tvb, "response", transaction_progress(transaction)->stray_frame, NULL);
        return;
    }
    proto_item *outcome = add_outcome(tree, tvb, outcome_of(pinfo->pool, transaction));
    /* The evidence says the same. */
    if (diag != NULL && transaction_is_silent(transaction)) {
        proto_item_set_hidden(outcome);
    }
}

static void
raise_items(packet_info *pinfo, proto_item *top, proto_item *const items[DETAILS_ITEMS], const diagnosis *diag,
            const char *headline)
{
    const catalog *knowledge = language_catalog();

    expert_items_raise_headline(pinfo, top, diag->verdict, 0, diag->severity, headline);
    if (!preferences_raise_advice(expert_items_are_listed())) {
        return;
    }
    if (diag->certain || preferences_show_typical()) {
        expert_items_raise_advice(pinfo, items[DETAILS_CAUSE], diag->verdict, 0, diag->severity,
                                  lines_in_scope(pinfo->pool, diagnosis_cause_line(diag, knowledge)));
    }
    expert_items_raise_advice(pinfo, items[DETAILS_FIX], diag->verdict, 0, diag->severity,
                              lines_in_scope(pinfo->pool, diagnosis_fix_line(diag, knowledge)));
    details_raise_product_fixes(pinfo, items, diag, diag->severity);
}

void
later_show_diagnosis(const diagnosis *diag, const char *headline, tvbuff_t *tvb, packet_info *pinfo, proto_item *top,
                     proto_tree *tree)
{
    const catalog_severity severity = expert_items_severity(diag->verdict, 0, diag->severity);
    proto_item *items[DETAILS_ITEMS] = { NULL };

    if (tree != NULL) {
        details_add_verdict(tree, tvb, pinfo, diag, severity, items);
    }
    if (preferences_raise(diag, severity)) {
        raise_items(pinfo, top, items, diag, headline);
    }
    if (preferences_fill_info_column()) {
        col_append_fstr(pinfo->cinfo, COL_INFO, " [%s]", diag->verdict->title);
    }
}

static const diagnosis *
diagnosis_of(arena *memory, const annotation *ann, const sip_message *message, gint64 capture_end)
{
    /* What was not found may be the response. */
    if (!may_be_judged(ann->transaction) || ann->state->has_gaps) {
        return NULL;
    }
    return diagnosis_of_request(memory, language_catalog(), ann->transaction, message, capture_end);
}

void
later_show_request(const annotation *ann, const sip_message *message, gint64 capture_end, tvbuff_t *tvb, packet_info *pinfo,
                   proto_tree *parent)
{
    arena *memory = arena_new();
    const diagnosis *diag = diagnosis_of(memory, ann, message, capture_end);
    const char *headline = headline_of(pinfo->pool, ann->transaction, diag);
    /* Expert items name the protocol that Wireshark is in. */
    pinfo->current_proto = proto_get_protocol_short_name(find_protocol_by_id(proto_sipexpert));
    proto_item *top = proto_tree_add_protocol_format(parent, proto_sipexpert, tvb, 0, 0, "SIP Expert: %s", headline);
    proto_tree *tree = proto_item_add_subtree(top, ett_request);

    proto_item_set_generated(top);
    if (tree != NULL) {
        add_response(tree, tvb, pinfo, ann->transaction, diag);
        details_add_call(tree, tvb, pinfo, ann);
    }
    if (diag != NULL) {
        later_show_diagnosis(diag, headline, tvb, pinfo, top, tree);
    }
    arena_free(memory);
}
