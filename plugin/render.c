/* render.c
 * Shows an annotation; see render.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "render.h"

#include "expert_items.h"
#include "preferences.h"

#include <string.h>

static int proto_sipexpert = -1;
static int ett_sipexpert = -1;

static int hf_code = -1;
static int hf_class = -1;
static int hf_phrase = -1;
static int hf_rfc = -1;
static int hf_meaning = -1;
static int hf_cause = -1;
static int hf_fix = -1;
static int hf_verdict = -1;
static int hf_severity = -1;
static int hf_evidence = -1;
static int hf_request = -1;
static int hf_previous = -1;
static int hf_change = -1;
static int hf_time = -1;
static int hf_retransmission = -1;
static int hf_origin = -1;
static int hf_origin_frame = -1;

/* What is shown of a response: the plugin's judgement, and what the user's table says in its place. */
typedef struct {
    catalog_severity severity;
    const char *headline;
    const char *meaning;
    const char *cause_label; /* key */
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
        { &hf_severity,
          { "Severity", "sipexpert.severity", FT_STRING, BASE_NONE, NULL, 0, "How much the response matters in this call",
            HFILL } },
        { &hf_evidence,
          { "Evidence", "sipexpert.evidence", FT_STRING, BASE_NONE, NULL, 0, "What the capture shows about it", HFILL } },
        { &hf_request,
          { "Request", "sipexpert.request", FT_FRAMENUM, BASE_NONE, FRAMENUM_TYPE(FT_FRAMENUM_REQUEST), 0,
            "Frame of the request's first sending", HFILL } },
        { &hf_previous,
          { "Previous response", "sipexpert.previous", FT_FRAMENUM, BASE_NONE, NULL, 0,
            "Frame of the response before in the same transaction", HFILL } },
        { &hf_change,
          { "What changed", "sipexpert.change", FT_STRING, BASE_NONE, NULL, 0,
            "How the response differs from the one before in the same transaction", HFILL } },
        { &hf_time,
          { "Time since request", "sipexpert.time", FT_RELATIVE_TIME, BASE_NONE, NULL, 0, "Since the request's first sending",
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
    };
    static int *ett[] = { &ett_sipexpert };

    proto_register_field_array(proto_sipexpert, hf, array_length(hf));
    proto_register_subtree_array(ett, array_length(ett));
}

void
render_register(int proto, const catalog *knowledge)
{
    proto_sipexpert = proto;
    register_fields();
    expert_items_register(proto_sipexpert, knowledge);
}

/* Takes over a text of GLib's. */
static const char *
in_scope(wmem_allocator_t *scope, char *text)
{
    const char *kept = wmem_strdup(scope, text);

    g_free(text);
    return kept;
}

/* Code, phrase and what the response means in this call. */
static const char *
title_of(wmem_allocator_t *scope, const catalog *knowledge, const diagnosis *found)
{
    const char *head = wmem_strdup_printf(scope, "%03d %s", found->code, found->entry->phrase);

    return found->verdict == NULL ? head : in_scope(scope, catalog_line(knowledge, "headline", head, found->verdict->title));
}

static view
view_of_diagnosis(wmem_allocator_t *scope, const catalog *knowledge, const diagnosis *found)
{
    const catalog_code *entry = found->entry;
    view shown = { .severity = found->severity,
                   .meaning = entry->meaning,
                   .cause_label = found->certain ? "cause" : "typical-cause",
                   .shows_cause = found->certain || preferences_show_typical() };

    shown.headline = found->verdict == NULL ? wmem_strdup_printf(scope, "%03d %s", found->code, entry->headline)
                                            : title_of(scope, knowledge, found);
    return shown;
}

/* The user's text, or else that of the diagnosis. */
static const char *
text_of(wmem_allocator_t *scope, const char *of_user, char *(*of_diagnosis)(const diagnosis *, const catalog *),
        const diagnosis *found, const catalog *knowledge)
{
    return of_user != NULL ? of_user : in_scope(scope, of_diagnosis(found, knowledge));
}

/* A text of the user behind its label, cut to what an expert item holds. */
static const char *
line_of_user(wmem_allocator_t *scope, const catalog *knowledge, const char *label, const char *text)
{
    const catalog_value value = { "text", text };
    char *pattern = catalog_line(knowledge, "line", label, "{text}");
    const char *line = in_scope(scope, catalog_fill(knowledge, pattern, &value, 1, CATALOG_LINE_BYTES));

    g_free(pattern);
    return line;
}

static void
apply_user_entry(wmem_allocator_t *scope, const catalog *knowledge, const annotation *note, view *shown)
{
    const user_entry *user = note->user;

    shown->severity = user->has_severity ? user->severity : shown->severity;
    if (user->meaning != NULL) {
        const char *head = wmem_strdup_printf(scope, "%03d %s", note->diagnosis->code, note->diagnosis->entry->phrase);
        shown->meaning = user->meaning;
        shown->headline = line_of_user(scope, knowledge, head, user->meaning);
    }
    if (user->cause != NULL) {
        shown->cause_label = "cause";
        shown->shows_cause = true;
        shown->cause = user->cause;
        shown->cause_line = line_of_user(scope, knowledge, catalog_label(knowledge, "cause"), user->cause);
    }
    if (user->fix != NULL) {
        shown->fix = user->fix;
        shown->fix_line = line_of_user(scope, knowledge, catalog_label(knowledge, "fix"), user->fix);
    }
}

static const char *
verdict_id(wmem_allocator_t *scope, const diagnosis *found)
{
    return found->verdict != NULL ? found->verdict->id : wmem_strdup_printf(scope, "code.%03d", found->code);
}

static const char *
severity_name(catalog_severity severity)
{
    static const char *const names[] = {
        [CATALOG_CHAT] = "Chat",
        [CATALOG_NOTE] = "Note",
        [CATALOG_WARN] = "Warn",
        [CATALOG_ERROR] = "Error",
    };

    return names[severity];
}

/* A text behind its label, as the language of the catalog has it; the label is the text of a key. */
static proto_item *
add_text(proto_tree *tree, int hf, tvbuff_t *tvb, const catalog *knowledge, const char *label, const char *text)
{
    proto_item *item;

    /* Only a tree that is shown has lines; a filter or a column asks for the value alone. */
    if (tree != NULL && PTREE_DATA(tree)->visible) {
        char *line = catalog_line(knowledge, "line", catalog_label(knowledge, label), text);
        item = proto_tree_add_string_format(tree, hf, tvb, 0, 0, text, "%s", line);
        g_free(line);
    } else {
        item = proto_tree_add_string(tree, hf, tvb, 0, 0, text);
    }
    proto_item_set_generated(item);
    return item;
}

static void
add_frame(proto_tree *tree, int hf, tvbuff_t *tvb, guint32 frame)
{
    if (frame != 0) {
        proto_item_set_generated(proto_tree_add_uint(tree, hf, tvb, 0, 0, frame));
    }
}

static void
add_change(proto_tree *tree, tvbuff_t *tvb, const catalog *knowledge, const diagnosis *found)
{
    if (found->previous_code >= 100 && found->code >= 100 && found->previous_code <= 699 && found->code <= 699 &&
        found->previous_code != found->code && proto_field_is_referenced(tree, hf_change)) {
        char *change = catalog_change(knowledge, found->previous_code, found->code);
        add_text(tree, hf_change, tvb, knowledge, "change", change);
        g_free(change);
    }
}

static void
add_transaction(proto_tree *tree, tvbuff_t *tvb, const catalog *knowledge, const diagnosis *found)
{
    add_frame(tree, hf_request, tvb, found->request_frame);
    add_frame(tree, hf_previous, tvb, found->previous_frame);
    add_change(tree, tvb, knowledge, found);
    if (found->time >= 0) {
        const nstime_t time = { .secs = found->time / G_USEC_PER_SEC, .nsecs = (int)(found->time % G_USEC_PER_SEC) * 1000 };
        proto_item_set_generated(proto_tree_add_time(tree, hf_time, tvb, 0, 0, &time));
    }
    if (found->retransmission) {
        proto_item_set_generated(proto_tree_add_boolean(tree, hf_retransmission, tvb, 0, 0, TRUE));
    }
    add_text(tree, hf_origin, tvb, knowledge, "origin", found->origin);
    add_frame(tree, hf_origin_frame, tvb, found->origin_frame);
}

/* Progress, success, redirection and what is no trouble say all in their headline. */
static bool
deserves_advice(const diagnosis *found, catalog_severity severity)
{
    return severity != CATALOG_CHAT && (found->code >= 400 || found->verdict != NULL) && preferences_raise_advice();
}

static void
raise_items(packet_info *pinfo, const catalog *knowledge, proto_item *const items[3], const diagnosis *found, const view *shown)
{
    expert_items_raise_headline(pinfo, items[0], found->code, shown->severity, shown->headline);
    if (deserves_advice(found, expert_items_severity(found->code, shown->severity))) {
        if (shown->shows_cause) {
            expert_items_raise_advice(pinfo, items[1], found->code, shown->severity,
                                      text_of(pinfo->pool, shown->cause_line, diagnosis_cause_line, found, knowledge));
        }
        expert_items_raise_advice(pinfo, items[2], found->code, shown->severity,
                                  text_of(pinfo->pool, shown->fix_line, diagnosis_fix_line, found, knowledge));
    }
}

static void
add_evidence(proto_tree *tree, tvbuff_t *tvb, const catalog *knowledge, const diagnosis *found)
{
    char **evidence = diagnosis_evidence(found, knowledge);

    for (char **line = evidence; *line != NULL; line++) {
        add_text(tree, hf_evidence, tvb, knowledge, "evidence", *line);
    }
    g_strfreev(evidence);
}

/* Adds the fields; items become those that expert items hang on: meaning, cause and fix. */
static void
add_fields(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const catalog *knowledge, const diagnosis *found, const view *shown,
           proto_item *items[3])
{
    const catalog_code *entry = found->entry;
    const catalog_severity severity = expert_items_severity(found->code, shown->severity);

    if (tree == NULL) {
        return;
    }
    proto_item_set_generated(proto_tree_add_uint(tree, hf_code, tvb, 0, 0, (unsigned)found->code));
    add_text(tree, hf_class, tvb, knowledge, "class", entry->class_name);
    add_text(tree, hf_phrase, tvb, knowledge, "phrase", entry->phrase);
    add_text(tree, hf_rfc, tvb, knowledge, "rfc", entry->rfc);
    items[0] = add_text(tree, hf_meaning, tvb, knowledge, "meaning", shown->meaning);
    add_text(tree, hf_verdict, tvb, knowledge, "verdict", verdict_id(pinfo->pool, found));
    add_text(tree, hf_severity, tvb, knowledge, "severity", severity_name(severity));
    if (shown->shows_cause) {
        items[1] = add_text(tree, hf_cause, tvb, knowledge, shown->cause_label,
                            text_of(pinfo->pool, shown->cause, diagnosis_cause, found, knowledge));
    }
    items[2] = add_text(tree, hf_fix, tvb, knowledge, "fix", text_of(pinfo->pool, shown->fix, diagnosis_fix, found, knowledge));
    add_evidence(tree, tvb, knowledge, found);
    add_transaction(tree, tvb, knowledge, found);
}

/* Most passes over a large capture want neither details nor columns nor expert items of its frames. */
static bool
is_seen(const annotation *note, const packet_info *pinfo, proto_tree *tree)
{
    const bool has_severity = note->user != NULL && note->user->has_severity;

    /* A field that is asked for has its protocol asked for, too. */
    return pinfo->cinfo != NULL || proto_field_is_referenced(tree, proto_sipexpert) ||
           expert_items_are_seen(tree, note->diagnosis->code, has_severity ? note->user->severity : note->diagnosis->severity);
}

void
render_annotation(const annotation *note, const catalog *knowledge, tvbuff_t *tvb, packet_info *pinfo, proto_tree *parent)
{
    const diagnosis *found = note->diagnosis;

    if (!is_seen(note, pinfo, parent)) {
        return;
    }
    view shown = view_of_diagnosis(pinfo->pool, knowledge, found);
    proto_item *items[3] = { NULL, NULL, NULL };

    if (note->user != NULL) {
        apply_user_entry(pinfo->pool, knowledge, note, &shown);
    }
    proto_item *top = proto_tree_add_protocol_format(parent, proto_sipexpert, tvb, 0, 0, "SIP Expert: %s",
                                                     title_of(pinfo->pool, knowledge, found));
    proto_tree *tree = proto_item_add_subtree(top, ett_sipexpert);
    proto_item_set_generated(top);
    add_fields(tree, tvb, pinfo, knowledge, found, &shown, items);
    expert_items_mark(tree, tvb, found->code);
    if (preferences_raise(found, expert_items_severity(found->code, shown.severity))) {
        raise_items(pinfo, knowledge, items, found, &shown);
    }
    if (preferences_fill_info_column() && found->verdict != NULL) {
        col_append_fstr(pinfo->cinfo, COL_INFO, " [%s]", found->verdict->title);
    }
}
