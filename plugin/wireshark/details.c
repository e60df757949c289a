/* details.c
 * Shows an annotation; see details.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "details.h"

#include "attempt.h"
#include "demand.h"
#include "expert_items.h"
#include "language.h"
#include "later.h"
#include "lines.h"
#include "media_details.h"
#include "preferences.h"
#include "text_clean.h"

#include <epan/column-info.h>

/* Codes have three digits. */
#define CODES 1000

static int proto_sipexpert = -1;
static int ett_sipexpert = -1;
static int ett_about = -1;
static int ett_evidence = -1;

static GHashTable *changes;               /* two codes -> what changed between them: few pairs come often, and cost much */
static const catalog *catalog_of_changes; /* whose texts these are */

static int hf_code = -1;
static int hf_class = -1;
static int hf_phrase = -1;
static int hf_rfc = -1;
static int hf_meaning = -1;
static int hf_cause = -1;
static int hf_fix = -1;
static int hf_fix_product = -1;
static int hf_product = -1;
static int hf_verdict = -1;
static int hf_severity = -1;
static int hf_certain = -1;
static int hf_title = -1;
static int hf_evidence = -1;
static int hf_evidence_frame = -1;
static int hf_request = -1;
static int hf_previous = -1;
static int hf_change = -1;
static int hf_time = -1;
static int hf_retransmission = -1;
static int hf_origin = -1;
static int hf_origin_frame = -1;
static int hf_origin_addr = -1;
static int hf_origin_port = -1;
static int hf_counted = -1;
static int hf_call = -1;

/* What is shown of a response: the plugin's judgement, and what the user's table says in its place. */
typedef struct {
    catalog_severity severity;
    const char *title;
    const char *headline;
    const char *meaning;
    const char *cause_label; /* a key of the group labels */
    bool shows_cause;
    const char *cause; /* these four are the user's; NULL: the diagnosis's, which are made only where they are shown */
    const char *cause_line;
    const char *fix;
    const char *fix_line;
} view;

static void
register_fields(void)
{
    static hf_register_info hf[] = {
        { &hf_code, { "Code", "sipexpert.code", FT_UINT16, BASE_DEC, NULL, 0, "Status code as sent", HFILL } },
        { &hf_class, { "Class", "sipexpert.class", FT_STRING, BASE_NONE, NULL, 0, "Class of the status code", HFILL } },
        { &hf_phrase,
          { "Registered phrase", "sipexpert.phrase", FT_STRING, BASE_NONE, NULL, 0,
            "Reason phrase registered for the code; the one sent is in sip.Status-Line", HFILL } },
        { &hf_rfc,
          { "Defined in", "sipexpert.rfc", FT_STRING, BASE_NONE, NULL, 0, "RFC and section that define the code", HFILL } },
        { &hf_meaning, { "Meaning", "sipexpert.meaning", FT_STRING, BASE_NONE, NULL, 0, "What the response says", HFILL } },
        { &hf_cause, { "Cause", "sipexpert.cause", FT_STRING, BASE_NONE, NULL, 0, "Why the response was sent", HFILL } },
        { &hf_fix, { "Fix", "sipexpert.fix", FT_STRING, BASE_NONE, NULL, 0, "What to do about it", HFILL } },
        { &hf_fix_product,
          { "Fix for the product", "sipexpert.fix_product", FT_STRING, BASE_NONE, NULL, 0,
            "What to do at the product that made the response or its request", HFILL } },
        { &hf_product, { "Product", "sipexpert.product", FT_STRING, BASE_NONE, NULL, 0, "Product that made the response", HFILL } },
        { &hf_verdict,
          { "Verdict", "sipexpert.verdict", FT_STRING, BASE_NONE, NULL, 0, "Why the response was sent, as an id for scripts",
            HFILL } },
        { &hf_certain,
          { "Certain", "sipexpert.certain", FT_BOOLEAN, BASE_NONE, NULL, 0, "The capture shows that this is the cause", HFILL } },
        { &hf_title,
          { "Title", "sipexpert.title", FT_STRING, BASE_NONE, NULL, 0, "Why the response was sent, in a few words", HFILL } },
        { &hf_severity,
          { "Severity", "sipexpert.severity", FT_STRING, BASE_NONE, NULL, 0, "How much the response matters in this call",
            HFILL } },
        { &hf_evidence,
          { "Evidence", "sipexpert.evidence", FT_STRING, BASE_NONE, NULL, 0, "What the capture shows about it", HFILL } },
        { &hf_evidence_frame,
          { "Evidence frame", "sipexpert.evidence_frame", FT_FRAMENUM, BASE_NONE, NULL, 0, "Frame that the evidence names",
            HFILL } },
        { &hf_request,
          { "Request", "sipexpert.request", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_REQUEST), 0,
            "Frame of the request's first transmission", HFILL } },
        { &hf_previous,
          { "Previous response", "sipexpert.previous", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "Frame of the response before in the same transaction", HFILL } },
        { &hf_change,
          { "What changed", "sipexpert.change", FT_STRING, BASE_NONE, NULL, 0,
            "How the response differs from the one before in the same transaction", HFILL } },
        { &hf_time,
          { "Time since request", "sipexpert.time", FT_RELATIVE_TIME, BASE_NONE, NULL, 0, "Since the request's first transmission",
            HFILL } },
        { &hf_retransmission,
          { "Retransmission", "sipexpert.retransmission", FT_BOOLEAN, BASE_NONE, NULL, 0,
            "The transaction had this response before", HFILL } },
        { &hf_origin,
          { "Origin", "sipexpert.origin", FT_STRING, BASE_NONE, NULL, 0,
            "Element that made the response, as far as the capture shows", HFILL } },
        { &hf_origin_frame,
          { "Origin frame", "sipexpert.origin_frame", FT_FRAMENUM, BASE_NONE, NULL, 0, "Frame in which it was seen first",
            HFILL } },
        { &hf_origin_addr,
          { "Origin address", "sipexpert.origin.addr", FT_STRING, BASE_NONE, NULL, 0, "Address of the origin, without its port",
            HFILL } },
        { &hf_origin_port, { "Origin port", "sipexpert.origin.port", FT_UINT16, BASE_DEC, NULL, 0, "Port of the origin", HFILL } },
        { &hf_counted,
          { "Counted", "sipexpert.counted", FT_BOOLEAN, BASE_NONE, NULL, 0,
            "The report counts a failed call, registration or request for this response", HFILL } },
        { &hf_call,
          { "Call", "sipexpert.call", FT_STRING, BASE_NONE, NULL, 0, "Call-ID of the first leg: the same for all legs of a call",
            HFILL } },
    };
    static int *ett[] = { &ett_sipexpert, &ett_about, &ett_evidence };

    proto_register_field_array(proto_sipexpert, hf, array_length(hf));
    proto_register_subtree_array(ett, array_length(ett));
}

static void
shut_down(void)
{
    g_hash_table_destroy(changes);
}

void
details_register(int proto)
{
    proto_sipexpert = proto;
    register_fields();
    lines_register(proto_sipexpert);
    later_register(proto_sipexpert);
    media_details_register(proto_sipexpert);
    expert_items_register(proto_sipexpert, catalog_of_language("en"));
    changes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    register_shutdown_routine(shut_down);
}

static const char *
label(const char *key)
{
    return catalog_label(language_catalog(), key);
}

const char *
details_title(wmem_allocator_t *scope, const diagnosis *diag)
{
    const char *head = wmem_strdup_printf(scope, "%03d %s", diag->code, diag->entry->phrase);

    return diag->verdict == NULL ? head
                                 : lines_in_scope(scope, catalog_line(language_catalog(), "headline", head, diag->verdict->title));
}

static const char *
cause_label_of(const diagnosis *diag)
{
    return diag->certain ? "cause" : "typical-cause";
}

static view
view_of_diagnosis(wmem_allocator_t *scope, const diagnosis *diag)
{
    const catalog_code *entry = diag->entry;
    view shown = { .severity = diag->severity,
                   .title = details_title(scope, diag),
                   .meaning = entry->meaning,
                   .cause_label = cause_label_of(diag),
                   .shows_cause = diag->certain || preferences_show_typical() };

    shown.headline = diag->verdict == NULL ? wmem_strdup_printf(scope, "%03d %s", diag->code, entry->headline) : shown.title;
    return shown;
}

/* The user's text, or else that of the diagnosis. */
static const char *
text_of(wmem_allocator_t *scope, const char *of_user, char *(*of_diagnosis)(const diagnosis *, const catalog *),
        const diagnosis *diag)
{
    return of_user != NULL ? of_user : lines_in_scope(scope, of_diagnosis(diag, language_catalog()));
}

/* A text of the user after its label, cut to what an expert item holds. */
static const char *
line_of_user(wmem_allocator_t *scope, const char *head, const char *text)
{
    const catalog_value value = { "text", text };
    char *pattern = catalog_line(language_catalog(), "line", head, "{text}");
    const char *line = lines_in_scope(scope, catalog_fill(language_catalog(), pattern, &value, 1, CATALOG_LINE_BYTES));

    g_free(pattern);
    return line;
}

static void
apply_user_entry(wmem_allocator_t *scope, const annotation *ann, view *shown)
{
    const user_entry *user = ann->user;

    shown->severity = user->has_severity ? user->severity : shown->severity;
    if (user->meaning != NULL) {
        const char *head = wmem_strdup_printf(scope, "%03d %s", ann->diagnosis->code, ann->diagnosis->entry->phrase);
        shown->meaning = user->meaning;
        shown->headline = line_of_user(scope, head, user->meaning);
    }
    if (user->cause != NULL) {
        shown->cause_label = "cause";
        shown->shows_cause = true;
        shown->cause = user->cause;
        shown->cause_line = line_of_user(scope, label("cause"), user->cause);
    }
    if (user->fix != NULL) {
        shown->fix = user->fix;
        shown->fix_line = line_of_user(scope, label("fix"), user->fix);
    }
}

static const char *
change_between(int before, int after)
{
    gpointer key = GINT_TO_POINTER(before * CODES + after);

    if (catalog_of_changes != language_catalog()) {
        g_hash_table_remove_all(changes);
        catalog_of_changes = language_catalog();
    }
    char *change = g_hash_table_lookup(changes, key);
    if (change == NULL) {
        change = catalog_change(language_catalog(), before, after);
        g_hash_table_insert(changes, key, change);
    }
    return change;
}

void
details_add_evidence(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *diag)
{
    if (!diagnosis_has_evidence(diag)) {
        return;
    }
    GArray *frames = g_array_new(FALSE, FALSE, sizeof(diagnosis_frame));
    char **evidence = diagnosis_evidence(diag, language_catalog(), frames);
    for (guint line = 0, next = 0; evidence[line] != NULL; line++) {
        proto_item *item = lines_add(tree, hf_evidence, tvb, "evidence", evidence[line]);
        for (; next < frames->len && g_array_index(frames, diagnosis_frame, next).line == line; next++) {
            const guint32 frame = g_array_index(frames, diagnosis_frame, next).frame;
            if (frame != pinfo->num) {
                lines_add_frame(proto_item_add_subtree(item, ett_evidence), hf_evidence_frame, tvb, "frame", frame, NULL);
            }
        }
    }
    g_strfreev(evidence);
    g_array_unref(frames);
}

/* What to do at the products at both ends, unless the user's own fix takes its place. */
static void
add_product_fixes(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *diag, bool shows_fixes,
                  proto_item *items[CATALOG_ENDS])
{
    for (int end = 0; shows_fixes && end < CATALOG_ENDS; end++) {
        char *fix = diagnosis_product_fix(diag, language_catalog(), (catalog_role)end);
        if (fix != NULL) {
            char *head = catalog_product_label(language_catalog(), (catalog_product)diag->ends[end].product, (catalog_role)end);
            items[end] = lines_add_sentences(tree, pinfo, hf_fix_product, tvb, head, fix);
            g_free(head);
            g_free(fix);
        }
    }
    if (diag->ends[CATALOG_RESPONDER].product != PRODUCT_NONE) {
        lines_add_hidden(tree, hf_product, tvb, catalog_product_name((catalog_product)diag->ends[CATALOG_RESPONDER].product));
    }
}

/* Cause and fix, whose items are returned; the first one stays as it is if no cause is shown. */
static void
add_advice(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *diag, const view *shown,
           proto_item *items[DETAILS_ITEMS])
{
    if (shown->shows_cause) {
        items[DETAILS_CAUSE] = lines_add_sentences(tree, pinfo, hf_cause, tvb, label(shown->cause_label),
                                                   text_of(pinfo->pool, shown->cause, diagnosis_cause, diag));
    }
    items[DETAILS_FIX] =
        lines_add_sentences(tree, pinfo, hf_fix, tvb, label("fix"), text_of(pinfo->pool, shown->fix, diagnosis_fix, diag));
}

/* A link to the request, with the time since it. */
static void
add_links(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *diag)
{
    if (diag->time >= 0) {
        const nstime_t time = { .secs = diag->time / G_USEC_PER_SEC, .nsecs = (int)(diag->time % G_USEC_PER_SEC) * 1000 };
        const catalog_value values[] = {
            { "frame", wmem_strdup_printf(pinfo->pool, "%u", diag->request_frame) },
            { "seconds", wmem_strdup_printf(pinfo->pool, "%.3f", (double)diag->time / G_USEC_PER_SEC) },
        };
        const char *text = lines_in_scope(pinfo->pool, catalog_fill(language_catalog(), label("request-before"), values,
                                                                    G_N_ELEMENTS(values), CATALOG_LINE_BYTES));
        lines_add_frame(tree, hf_request, tvb, "request", diag->request_frame, text);
        lines_hide(proto_tree_add_time(tree, hf_time, tvb, 0, 0, &time));
    } else {
        lines_add_frame(tree, hf_request, tvb, "request", diag->request_frame, NULL);
    }
    if (diag->retransmission) {
        lines_hide(proto_tree_add_boolean(tree, hf_retransmission, tvb, 0, 0, TRUE));
    }
}

/* Where the response was made, which is a line only if it is not the frame that is looked at. */
static void
add_origin(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const annotation *ann)
{
    const diagnosis *diag = diagnosis_of_origin(ann->transaction, ann->diagnosis);
    const sip_text address = endpoint_address(diag->origin);

    if (diag->origin_frame != ann->frame) {
        (void)lines_add(tree, hf_origin, tvb, "origin", diag->origin);
        lines_add_frame(tree, hf_origin_frame, tvb, "first-seen", diag->origin_frame, NULL);
    } else {
        lines_add_hidden(tree, hf_origin, tvb, diag->origin);
        lines_hide(proto_tree_add_uint(tree, hf_origin_frame, tvb, 0, 0, diag->origin_frame));
    }
    lines_add_hidden(tree, hf_origin_addr, tvb, wmem_strndup(pinfo->pool, address.at, address.size));
    lines_hide(proto_tree_add_uint(tree, hf_origin_port, tvb, 0, 0, endpoint_port(diag->origin)));
}

/* For filters and scripts only. */
void
details_add_call(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const annotation *ann)
{
    if (ann->transaction == NULL || !proto_field_is_referenced(tree, proto_sipexpert)) {
        return;
    }
    lines_add_hidden(tree, hf_call, tvb, lines_in_scope(pinfo->pool, text_cleaned(call_first_leg(ann->transaction->call)->id)));
    if (ann->diagnosis != NULL && attempt_counts(ann->transaction, ann->frame)) {
        details_add_counted(tree, tvb);
    }
}

void
details_add_counted(proto_tree *tree, tvbuff_t *tvb)
{
    lines_hide(proto_tree_add_boolean(tree, hf_counted, tvb, 0, 0, TRUE));
}

static void
add_verdict(proto_tree *tree, tvbuff_t *tvb, const diagnosis *diag, catalog_severity severity)
{
    char id[16];

    (void)lines_add(tree, hf_verdict, tvb, "verdict", diagnosis_id(diag, id, sizeof id));
    (void)lines_add(tree, hf_severity, tvb, "severity", catalog_severity_name(severity));
    lines_add_hidden(tree, hf_title, tvb, diagnosis_title(diag));
    lines_hide(proto_tree_add_boolean(tree, hf_certain, tvb, 0, 0, diag->certain));
}

static void
add_change(proto_tree *tree, tvbuff_t *tvb, const diagnosis *diag)
{
    if (catalog_has_class(diag->previous_code) && catalog_has_class(diag->code) && diag->previous_code != diag->code &&
        proto_field_is_referenced(tree, hf_change)) {
        (void)lines_add(tree, hf_change, tvb, "change", change_between(diag->previous_code, diag->code));
    }
}

/* What the code means whatever the call is, and the ids for filters. What is no trouble has its advice here. */
static void
add_about(proto_tree *parent, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *diag, const view *shown, bool has_advice)
{
    const catalog_code *entry = diag->entry;
    const catalog_value code = { "code", wmem_strdup_printf(pinfo->pool, "%03d", diag->code) };
    const char *title = lines_in_scope(pinfo->pool, catalog_fill(language_catalog(), label("about"), &code, 1, CATALOG_LINE_BYTES));
    proto_item *item = proto_tree_add_uint_format(parent, hf_code, tvb, 0, 0, (unsigned)diag->code, "%s", title);
    proto_tree *tree = proto_item_add_subtree(item, ett_about);

    proto_item_set_generated(item);
    (void)lines_add_sentences(tree, pinfo, hf_meaning, tvb, label("meaning"), shown->meaning);
    if (!has_advice) {
        proto_item *items[DETAILS_ITEMS];
        add_advice(tree, tvb, pinfo, diag, shown, items);
    }
    lines_add_frame(tree, hf_previous, tvb, "previous", diag->previous_frame, NULL);
    add_change(tree, tvb, diag);
    add_verdict(tree, tvb, diag, expert_items_severity(diag->verdict, diag->code, shown->severity));
    (void)lines_add(tree, hf_class, tvb, "class", entry->class_name);
    (void)lines_add(tree, hf_rfc, tvb, "rfc", entry->rfc);
    lines_add_hidden(tree, hf_phrase, tvb, entry->phrase);
}

/* Progress, success and challenges that are answered say all in their headline. */
static bool
deserves_advice(const diagnosis *diag, catalog_severity severity)
{
    return severity != CATALOG_CHAT && (diag->code >= 400 || diag->verdict != NULL);
}

/* Adds the fields; items become those that expert items of cause and fix belong to. */
static void
add_fields(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const annotation *ann, const view *shown,
           proto_item *items[DETAILS_ITEMS], bool is_later)
{
    const diagnosis *diag = ann->diagnosis;

    if (tree == NULL) {
        return;
    }
    const bool has_advice = deserves_advice(diag, expert_items_severity(diag->verdict, diag->code, shown->severity));
    if (has_advice) {
        add_advice(tree, tvb, pinfo, diag, shown, items);
        add_product_fixes(tree, tvb, pinfo, diag, shown->fix == NULL, items + DETAILS_PRODUCT);
    }
    details_add_evidence(tree, tvb, pinfo, diag);
    if (is_later) {
        media_details_add(tree, ann, tvb, pinfo);
    }
    add_origin(tree, tvb, pinfo, ann);
    add_links(tree, tvb, pinfo, diag);
    if (is_later) {
        later_add_response(tree, ann, tvb, pinfo);
    }
    add_about(tree, tvb, pinfo, diag, shown, has_advice);
    details_add_call(tree, tvb, pinfo, ann);
}

void
details_raise_product_fixes(packet_info *pinfo, proto_item *const items[DETAILS_ITEMS], const diagnosis *diag,
                            catalog_severity severity)
{
    for (int end = 0; end < CATALOG_ENDS; end++) {
        char *line = diagnosis_product_line(diag, language_catalog(), (catalog_role)end);
        if (line != NULL) {
            expert_items_raise_advice(pinfo, items[DETAILS_PRODUCT + end], diag->verdict, diag->code, severity, line);
            g_free(line);
        }
    }
}

static void
raise_items(packet_info *pinfo, proto_item *top, proto_item *const items[DETAILS_ITEMS], const diagnosis *diag, const view *shown)
{
    const catalog_verdict *verdict = diag->verdict;

    expert_items_raise_headline(pinfo, top, verdict, diag->code, shown->severity, shown->headline);
    if (!preferences_raise_advice(expert_items_are_listed()) ||
        !deserves_advice(diag, expert_items_severity(verdict, diag->code, shown->severity))) {
        return;
    }
    if (shown->shows_cause) {
        expert_items_raise_advice(pinfo, items[DETAILS_CAUSE], verdict, diag->code, shown->severity,
                                  text_of(pinfo->pool, shown->cause_line, diagnosis_cause_line, diag));
    }
    expert_items_raise_advice(pinfo, items[DETAILS_FIX], verdict, diag->code, shown->severity,
                              text_of(pinfo->pool, shown->fix_line, diagnosis_fix_line, diag));
    if (shown->fix == NULL) {
        details_raise_product_fixes(pinfo, items, diag, shown->severity);
    }
}

void
details_add_verdict(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *diag, catalog_severity severity,
                    proto_item *items[DETAILS_ITEMS])
{
    const view shown = { .cause_label = cause_label_of(diag), .shows_cause = diag->certain || preferences_show_typical() };

    add_advice(tree, tvb, pinfo, diag, &shown, items);
    add_product_fixes(tree, tvb, pinfo, diag, true, items + DETAILS_PRODUCT);
    details_add_evidence(tree, tvb, pinfo, diag);
    add_verdict(tree, tvb, diag, severity);
}

/* Most passes over a large capture want neither details nor columns nor expert items of its frames. */
static bool
is_seen(const annotation *ann, const packet_info *pinfo, proto_tree *tree)
{
    const diagnosis *diag = ann->diagnosis;
    const bool has_severity = ann->user != NULL && ann->user->has_severity;

    /* A field that is asked for has its protocol asked for, too. */
    return demand_of_columns(pinfo, diag->verdict != NULL) || proto_field_is_referenced(tree, proto_sipexpert) ||
           expert_items_are_seen(tree, diag->verdict, diag->code, has_severity ? ann->user->severity : diag->severity);
}

void
details_show(const annotation *ann, tvbuff_t *tvb, packet_info *pinfo, proto_tree *parent, bool is_later)
{
    const diagnosis *diag = ann->diagnosis;

    if (!is_seen(ann, pinfo, parent)) {
        return;
    }
    /* Expert items name the protocol that Wireshark is in, and it does not enter a helper. It goes back by itself. */
    pinfo->current_proto = proto_get_protocol_short_name(find_protocol_by_id(proto_sipexpert));
    view shown = view_of_diagnosis(pinfo->pool, diag);
    proto_item *items[DETAILS_ITEMS] = { NULL };

    if (ann->user != NULL) {
        apply_user_entry(pinfo->pool, ann, &shown);
    }
    proto_item *top = proto_tree_add_protocol_format(parent, proto_sipexpert, tvb, 0, 0, "SIP Expert: %s", shown.title);
    proto_tree *tree = proto_item_add_subtree(top, ett_sipexpert);
    proto_item_set_generated(top);
    add_fields(tree, tvb, pinfo, ann, &shown, items, is_later);
    const bool raises = preferences_raise(diag, expert_items_severity(diag->verdict, diag->code, shown.severity));
    if (raises) {
        raise_items(pinfo, top, items, diag, &shown);
    }
    if (tree != NULL && (diag->verdict != NULL || !raises)) {
        expert_items_mark(tree, tvb, diag->code);
    }
    if (preferences_fill_info_column() && diag->verdict != NULL) {
        col_append_fstr(pinfo->cinfo, COL_INFO, " [%s]", diag->verdict->title);
    }
}
