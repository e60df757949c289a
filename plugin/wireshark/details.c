/* details.c
 * Shows an annotation; see details.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "details.h"

#include "attempt.h"
#include "expert_items.h"
#include "language.h"
#include "later.h"
#include "preferences.h"
#include "text_clean.h"

#include <epan/column-info.h>

/* Codes have three digits. */
#define CODES 1000

static int proto_sipexpert = -1;
static int ett_sipexpert = -1;

static GHashTable *changes;               /* two codes -> what changed between them: few pairs come often, and cost much */
static const catalog *catalog_of_changes; /* whose texts these are */

static int hf_code = -1;
static int hf_class = -1;
static int hf_phrase = -1;
static int hf_rfc = -1;
static int hf_meaning = -1;
static int hf_cause = -1;
static int hf_fix = -1;
static int hf_verdict = -1;
static int hf_severity = -1;
static int hf_certain = -1;
static int hf_title = -1;
static int hf_evidence = -1;
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

/* The fields that are a text after a label. */
typedef enum {
    CLASS,
    PHRASE,
    RFC,
    MEANING,
    VERDICT,
    SEVERITY,
    CAUSE,
    TYPICAL_CAUSE,
    FIX,
    EVIDENCE,
    CHANGE,
    ORIGIN
} text_field;

static const struct {
    const int *hf;
    const char *label;
} text_fields[] = {
    [CLASS] = { &hf_class, "class" },
    [PHRASE] = { &hf_phrase, "phrase" },
    [RFC] = { &hf_rfc, "rfc" },
    [MEANING] = { &hf_meaning, "meaning" },
    [VERDICT] = { &hf_verdict, "verdict" },
    [SEVERITY] = { &hf_severity, "severity" },
    [CAUSE] = { &hf_cause, "cause" },
    [TYPICAL_CAUSE] = { &hf_cause, "typical-cause" },
    [FIX] = { &hf_fix, "fix" },
    [EVIDENCE] = { &hf_evidence, "evidence" },
    [CHANGE] = { &hf_change, "change" },
    [ORIGIN] = { &hf_origin, "origin" },
};

/* What is shown of a response: the plugin's judgement, and what the user's table says in its place. */
typedef struct {
    catalog_severity severity;
    const char *title;
    const char *headline;
    const char *meaning;
    text_field cause_field;
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
    static int *ett[] = { &ett_sipexpert };

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
    later_register(proto_sipexpert);
    expert_items_register(proto_sipexpert, catalog_of_language("en"));
    changes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    register_shutdown_routine(shut_down);
}

static const char *
label_of(text_field field)
{
    return catalog_label(language_catalog(), text_fields[field].label);
}

const char *
details_in_scope(wmem_allocator_t *scope, char *text)
{
    const char *kept = wmem_strdup(scope, text);

    g_free(text);
    return kept;
}

const char *
details_title(wmem_allocator_t *scope, const diagnosis *diag)
{
    const char *head = wmem_strdup_printf(scope, "%03d %s", diag->code, diag->entry->phrase);

    return diag->verdict == NULL
               ? head
               : details_in_scope(scope, catalog_line(language_catalog(), "headline", head, diag->verdict->title));
}

static view
view_of_diagnosis(wmem_allocator_t *scope, const diagnosis *diag)
{
    const catalog_code *entry = diag->entry;
    view shown = { .severity = diag->severity,
                   .title = details_title(scope, diag),
                   .meaning = entry->meaning,
                   .cause_field = diag->certain ? CAUSE : TYPICAL_CAUSE,
                   .shows_cause = diag->certain || preferences_show_typical() };

    shown.headline = diag->verdict == NULL ? wmem_strdup_printf(scope, "%03d %s", diag->code, entry->headline) : shown.title;
    return shown;
}

/* The user's text, or else that of the diagnosis, which is the code's if there is no verdict. */
static const char *
text_of(wmem_allocator_t *scope, const char *of_user, const char *of_code, char *(*of_verdict)(const diagnosis *, const catalog *),
        const diagnosis *diag)
{
    if (of_user != NULL) {
        return of_user;
    }
    return diag->verdict != NULL ? details_in_scope(scope, of_verdict(diag, language_catalog())) : of_code;
}

/* A text of the user after its label, cut to what an expert item holds. */
static const char *
line_of_user(wmem_allocator_t *scope, const char *label, const char *text)
{
    const catalog_value value = { "text", text };
    char *pattern = catalog_line(language_catalog(), "line", label, "{text}");
    const char *line = details_in_scope(scope, catalog_fill(language_catalog(), pattern, &value, 1, CATALOG_LINE_BYTES));

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
        shown->cause_field = CAUSE;
        shown->shows_cause = true;
        shown->cause = user->cause;
        shown->cause_line = line_of_user(scope, label_of(CAUSE), user->cause);
    }
    if (user->fix != NULL) {
        shown->fix = user->fix;
        shown->fix_line = line_of_user(scope, label_of(FIX), user->fix);
    }
}

/* A text after its label, as the language has it. */
static proto_item *
add_text(proto_tree *tree, text_field field, tvbuff_t *tvb, const char *text)
{
    char *line = catalog_line(language_catalog(), "line", label_of(field), text);
    proto_item *item = proto_tree_add_string_format(tree, *text_fields[field].hf, tvb, 0, 0, text, "%s", line);

    g_free(line);
    proto_item_set_generated(item);
    return item;
}

/* The same for filters and columns only: the details say it elsewhere. */
static void
add_hidden_text(proto_tree *tree, text_field field, tvbuff_t *tvb, const char *text)
{
    proto_item_set_hidden(add_text(tree, field, tvb, text));
}

static void
set_hidden(proto_item *item)
{
    proto_item_set_generated(item);
    proto_item_set_hidden(item);
}

static void
add_code(proto_tree *tree, tvbuff_t *tvb, int code)
{
    set_hidden(proto_tree_add_uint(tree, hf_code, tvb, 0, 0, (unsigned)code));
}

static void
add_verdict(proto_tree *tree, tvbuff_t *tvb, const diagnosis *diag)
{
    char id[16];
    const char *verdict = diagnosis_id(diag, id, sizeof id);

    if (diag->verdict != NULL) {
        add_text(tree, VERDICT, tvb, verdict);
    } else {
        add_hidden_text(tree, VERDICT, tvb, verdict);
    }
}

/* Chat severity is hidden in the details. */
static void
add_severity(proto_tree *tree, tvbuff_t *tvb, catalog_severity severity)
{
    if (severity != CATALOG_CHAT) {
        add_text(tree, SEVERITY, tvb, catalog_severity_name(severity));
    } else {
        add_hidden_text(tree, SEVERITY, tvb, catalog_severity_name(severity));
    }
}

static void
add_frame(proto_tree *tree, int hf, tvbuff_t *tvb, guint32 frame)
{
    if (frame != 0) {
        proto_item_set_generated(proto_tree_add_uint(tree, hf, tvb, 0, 0, frame));
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

static void
add_change(proto_tree *tree, tvbuff_t *tvb, const diagnosis *diag)
{
    if (catalog_has_class(diag->previous_code) && catalog_has_class(diag->code) && diag->previous_code != diag->code &&
        proto_field_is_referenced(tree, hf_change)) {
        add_text(tree, CHANGE, tvb, change_between(diag->previous_code, diag->code));
    }
}

static void
add_transaction(proto_tree *tree, tvbuff_t *tvb, const diagnosis *diag)
{
    add_frame(tree, hf_request, tvb, diag->request_frame);
    add_frame(tree, hf_previous, tvb, diag->previous_frame);
    add_change(tree, tvb, diag);
    if (diag->time >= 0) {
        const nstime_t time = { .secs = diag->time / G_USEC_PER_SEC, .nsecs = (int)(diag->time % G_USEC_PER_SEC) * 1000 };
        proto_item_set_generated(proto_tree_add_time(tree, hf_time, tvb, 0, 0, &time));
    }
    if (diag->retransmission) {
        proto_item_set_generated(proto_tree_add_boolean(tree, hf_retransmission, tvb, 0, 0, TRUE));
    }
}

static void
add_origin(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const annotation *ann)
{
    const diagnosis *diag = diagnosis_of_origin(ann->transaction, ann->diagnosis);
    const sip_text address = endpoint_address(diag->origin);

    add_text(tree, ORIGIN, tvb, diag->origin);
    add_frame(tree, hf_origin_frame, tvb, diag->origin_frame);
    set_hidden(proto_tree_add_string(tree, hf_origin_addr, tvb, 0, 0, wmem_strndup(pinfo->pool, address.at, address.size)));
    set_hidden(proto_tree_add_uint(tree, hf_origin_port, tvb, 0, 0, endpoint_port(diag->origin)));
}

/* For filters and scripts only. */
void
details_add_call(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const annotation *ann)
{
    if (ann->transaction == NULL || !proto_field_is_referenced(tree, proto_sipexpert)) {
        return;
    }
    char *id = text_cleaned(call_first_leg(ann->transaction->call)->id);
    set_hidden(proto_tree_add_string(tree, hf_call, tvb, 0, 0, details_in_scope(pinfo->pool, id)));
    if (ann->diagnosis != NULL) {
        set_hidden(proto_tree_add_boolean(tree, hf_counted, tvb, 0, 0, attempt_counts(ann->transaction, ann->frame)));
    }
}

/* Progress, success, redirection and what is no trouble say all in their headline. */
static bool
deserves_advice(const diagnosis *diag, catalog_severity severity)
{
    return severity != CATALOG_CHAT && (diag->code >= 400 || diag->verdict != NULL) && preferences_raise_advice();
}

static void
raise_items(packet_info *pinfo, proto_item *const items[3], const diagnosis *diag, const view *shown)
{
    const catalog_code *entry = diag->entry;

    expert_items_raise_headline(pinfo, items[0], diag->code, shown->severity, shown->headline);
    if (deserves_advice(diag, expert_items_severity(diag->code, shown->severity))) {
        if (shown->shows_cause) {
            expert_items_raise_advice(pinfo, items[1], diag->code, shown->severity,
                                      text_of(pinfo->pool, shown->cause_line, entry->cause_line, diagnosis_cause_line, diag));
        }
        expert_items_raise_advice(pinfo, items[2], diag->code, shown->severity,
                                  text_of(pinfo->pool, shown->fix_line, entry->fix_line, diagnosis_fix_line, diag));
    }
}

static void
add_evidence(proto_tree *tree, tvbuff_t *tvb, const diagnosis *diag)
{
    if (!diagnosis_has_evidence(diag)) {
        return;
    }
    char **evidence = diagnosis_evidence(diag, language_catalog());
    for (char **line = evidence; *line != NULL; line++) {
        add_text(tree, EVIDENCE, tvb, *line);
    }
    g_strfreev(evidence);
}

/* For filters and scripts only: the label of the cause and the headline say the same. */
static void
add_summary(proto_tree *tree, tvbuff_t *tvb, const diagnosis *diag)
{
    const char *title = diag->verdict != NULL ? diag->verdict->title : diag->entry->phrase;

    set_hidden(proto_tree_add_boolean(tree, hf_certain, tvb, 0, 0, diag->certain));
    set_hidden(proto_tree_add_string(tree, hf_title, tvb, 0, 0, title));
}

/* Adds the fields; items become those that expert items belong to: meaning, cause and fix. */
static void
add_fields(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const annotation *ann, const view *shown, proto_item *items[3])
{
    const diagnosis *diag = ann->diagnosis;
    const catalog_code *entry = diag->entry;
    const catalog_severity severity = expert_items_severity(diag->code, shown->severity);

    if (tree == NULL) {
        return;
    }
    add_code(tree, tvb, diag->code);
    add_hidden_text(tree, PHRASE, tvb, entry->phrase);
    add_text(tree, CLASS, tvb, entry->class_name);
    add_text(tree, RFC, tvb, entry->rfc);
    items[0] = add_text(tree, MEANING, tvb, shown->meaning);
    add_verdict(tree, tvb, diag);
    add_severity(tree, tvb, severity);
    add_summary(tree, tvb, diag);
    if (shown->shows_cause) {
        items[1] = add_text(tree, shown->cause_field, tvb, text_of(pinfo->pool, shown->cause, entry->cause, diagnosis_cause, diag));
    }
    items[2] = add_text(tree, FIX, tvb, text_of(pinfo->pool, shown->fix, entry->fix, diagnosis_fix, diag));
    add_evidence(tree, tvb, diag);
    add_transaction(tree, tvb, diag);
    add_origin(tree, tvb, pinfo, ann);
    details_add_call(tree, tvb, pinfo, ann);
}

void
details_add_verdict(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *diag, catalog_severity severity,
                    proto_item *items[2])
{
    const catalog *knowledge = language_catalog();

    add_verdict(tree, tvb, diag);
    add_severity(tree, tvb, severity);
    add_summary(tree, tvb, diag);
    if (diag->certain || preferences_show_typical()) {
        items[0] = add_text(tree, diag->certain ? CAUSE : TYPICAL_CAUSE, tvb,
                            details_in_scope(pinfo->pool, diagnosis_cause(diag, knowledge)));
    }
    items[1] = add_text(tree, FIX, tvb, details_in_scope(pinfo->pool, diagnosis_fix(diag, knowledge)));
    add_evidence(tree, tvb, diag);
}

/* The list of packets has a column for expert items, or shows the verdict in the Info column. A column of a field's asks for the field. */
static bool
fills_column(const diagnosis *diag, const column_info *columns)
{
    return columns != NULL && (columns->col_first[COL_EXPERT] >= 0 || (diag->verdict != NULL && preferences_fill_info_column()));
}

/* Most passes over a large capture want neither details nor columns nor expert items of its frames. */
static bool
is_seen(const annotation *ann, const packet_info *pinfo, proto_tree *tree)
{
    const bool has_severity = ann->user != NULL && ann->user->has_severity;

    /* A field that is asked for has its protocol asked for, too. */
    return fills_column(ann->diagnosis, pinfo->cinfo) || proto_field_is_referenced(tree, proto_sipexpert) ||
           expert_items_are_seen(tree, ann->diagnosis->code, has_severity ? ann->user->severity : ann->diagnosis->severity);
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
    proto_item *items[3] = { NULL, NULL, NULL };

    if (ann->user != NULL) {
        apply_user_entry(pinfo->pool, ann, &shown);
    }
    proto_item *top = proto_tree_add_protocol_format(parent, proto_sipexpert, tvb, 0, 0, "SIP Expert: %s", shown.title);
    proto_tree *tree = proto_item_add_subtree(top, ett_sipexpert);
    proto_item_set_generated(top);
    add_fields(tree, tvb, pinfo, ann, &shown, items);
    if (is_later) {
        later_add_response(tree, ann, tvb, pinfo);
    }
    expert_items_mark(tree, tvb, diag->code);
    if (preferences_raise(diag, expert_items_severity(diag->code, shown.severity))) {
        raise_items(pinfo, items, diag, &shown);
    }
    if (preferences_fill_info_column() && diag->verdict != NULL) {
        col_append_fstr(pinfo->cinfo, COL_INFO, " [%s]", diag->verdict->title);
    }
}
