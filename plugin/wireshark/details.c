/* details.c
 * Shows an annotation; see details.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "details.h"

#include "expert_items.h"
#include "preferences.h"

#include <epan/column-info.h>

#include <string.h>

static int proto_sipexpert = -1;
static int ett_sipexpert = -1;

static const catalog *knowledge; /* the texts in use */
static GHashTable *changes;      /* change_key() -> what changed between two codes: few pairs come often, and cost much */

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

/* The fields that are a text behind a label. */
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

static struct {
    int *hf;
    const char *key;
    const char *label;
    char *before; /* the line, as the language has it, is this, the text and what comes behind */
    char *behind;
    bool is_usual; /* Wireshark itself writes the line like this */
} text_fields[] = {
    [CLASS] = { .hf = &hf_class, .key = "class" },
    [PHRASE] = { .hf = &hf_phrase, .key = "phrase" },
    [RFC] = { .hf = &hf_rfc, .key = "rfc" },
    [MEANING] = { .hf = &hf_meaning, .key = "meaning" },
    [VERDICT] = { .hf = &hf_verdict, .key = "verdict" },
    [SEVERITY] = { .hf = &hf_severity, .key = "severity" },
    [CAUSE] = { .hf = &hf_cause, .key = "cause" },
    [TYPICAL_CAUSE] = { .hf = &hf_cause, .key = "typical-cause" },
    [FIX] = { .hf = &hf_fix, .key = "fix" },
    [EVIDENCE] = { .hf = &hf_evidence, .key = "evidence" },
    [CHANGE] = { .hf = &hf_change, .key = "change" },
    [ORIGIN] = { .hf = &hf_origin, .key = "origin" },
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

static void
forget_lines(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++) {
        g_clear_pointer(&text_fields[i].before, g_free);
        g_clear_pointer(&text_fields[i].behind, g_free);
    }
}

static void
shut_down(void)
{
    g_hash_table_destroy(changes);
    forget_lines();
}

void
details_register(int proto)
{
    proto_sipexpert = proto;
    register_fields();
    expert_items_register(proto_sipexpert, catalog_of_language("en"));
    changes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    register_shutdown_routine(shut_down);
}

/* What stands around the text in a line with that label. */
static void
set_line(const char *label, char **before, char **behind)
{
    static const char mark[] = "\001"; /* in no text of a catalog */
    char *line = catalog_line(knowledge, "line", label, mark);
    const char *at = strstr(line, mark);

    *before = g_strndup(line, (gsize)(at - line));
    *behind = g_strdup(at + strlen(mark));
    g_free(line);
}

void
details_use_catalog(const catalog *chosen)
{
    const bool is_plain = strcmp(catalog_label(chosen, "line"), "{label}: {text}") == 0;

    if (chosen == knowledge) {
        return;
    }
    knowledge = chosen;
    g_hash_table_remove_all(changes);
    forget_lines();
    for (size_t i = 0; i < G_N_ELEMENTS(text_fields); i++) {
        text_fields[i].label = catalog_label(knowledge, text_fields[i].key);
        set_line(text_fields[i].label, &text_fields[i].before, &text_fields[i].behind);
        text_fields[i].is_usual =
            is_plain && strcmp(text_fields[i].label, proto_registrar_get_nth((guint)*text_fields[i].hf)->name) == 0;
    }
}

/* Code and text; every response with details needs it, and printf takes five times as long. */
static char *
behind_code(wmem_allocator_t *scope, int code, const char *text)
{
    const size_t size = strlen(text) + 1;
    char *line = wmem_alloc(scope, strlen("100 ") + size);

    line[0] = (char)('0' + code / 100);
    line[1] = (char)('0' + code / 10 % 10);
    line[2] = (char)('0' + code % 10);
    line[3] = ' ';
    memcpy(line + strlen("100 "), text, size);
    return line;
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
title_of(wmem_allocator_t *scope, const diagnosis *found)
{
    const char *head = behind_code(scope, found->code, found->entry->phrase);

    return found->verdict == NULL ? head : in_scope(scope, catalog_line(knowledge, "headline", head, found->verdict->title));
}

static view
view_of_diagnosis(wmem_allocator_t *scope, const diagnosis *found)
{
    const catalog_code *entry = found->entry;
    view shown = { .severity = found->severity,
                   .title = title_of(scope, found),
                   .meaning = entry->meaning,
                   .cause_field = found->certain ? CAUSE : TYPICAL_CAUSE,
                   .shows_cause = found->certain || preferences_show_typical() };

    shown.headline = found->verdict == NULL ? behind_code(scope, found->code, entry->headline) : shown.title;
    return shown;
}

/* The user's text, or else that of the diagnosis, which is the code's if there is no verdict. */
static const char *
text_of(wmem_allocator_t *scope, const char *of_user, const char *of_code, char *(*of_verdict)(const diagnosis *, const catalog *),
        const diagnosis *found)
{
    if (of_user != NULL) {
        return of_user;
    }
    return found->verdict != NULL ? in_scope(scope, of_verdict(found, knowledge)) : of_code;
}

/* A text of the user behind its label, cut to what an expert item holds. */
static const char *
line_of_user(wmem_allocator_t *scope, const char *label, const char *text)
{
    const catalog_value value = { "text", text };
    char *pattern = catalog_line(knowledge, "line", label, "{text}");
    const char *line = in_scope(scope, catalog_fill(knowledge, pattern, &value, 1, CATALOG_LINE_BYTES));

    g_free(pattern);
    return line;
}

static void
apply_user_entry(wmem_allocator_t *scope, const annotation *note, view *shown)
{
    const user_entry *user = note->user;

    shown->severity = user->has_severity ? user->severity : shown->severity;
    if (user->meaning != NULL) {
        const char *head = behind_code(scope, note->diagnosis->code, note->diagnosis->entry->phrase);
        shown->meaning = user->meaning;
        shown->headline = line_of_user(scope, head, user->meaning);
    }
    if (user->cause != NULL) {
        shown->cause_field = CAUSE;
        shown->shows_cause = true;
        shown->cause = user->cause;
        shown->cause_line = line_of_user(scope, text_fields[CAUSE].label, user->cause);
    }
    if (user->fix != NULL) {
        shown->fix = user->fix;
        shown->fix_line = line_of_user(scope, text_fields[FIX].label, user->fix);
    }
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

/* Wireshark looks at each byte of a text of which it writes the line itself. From about this length on that takes longer than printf. */
#define LONG_TEXT_BYTES 40

/* A text behind its label, as the language has it. */
static proto_item *
add_text(proto_tree *tree, text_field field, tvbuff_t *tvb, const char *text)
{
    const int hf = *text_fields[field].hf;
    proto_item *item;

    /* Only a tree that is shown has lines; a filter or a column asks for the value alone. */
    if (tree == NULL || !PTREE_DATA(tree)->visible || (text_fields[field].is_usual && strlen(text) < LONG_TEXT_BYTES)) {
        item = proto_tree_add_string(tree, hf, tvb, 0, 0, text);
    } else {
        item = proto_tree_add_string_format(tree, hf, tvb, 0, 0, text, "%s%s%s", text_fields[field].before, text,
                                            text_fields[field].behind);
    }
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
add_code(proto_tree *tree, tvbuff_t *tvb, int code)
{
    proto_item *item = proto_tree_add_uint(tree, hf_code, tvb, 0, 0, (unsigned)code);

    proto_item_set_generated(item);
    proto_item_set_hidden(item);
}

static void
add_verdict(proto_tree *tree, tvbuff_t *tvb, const diagnosis *found)
{
    char id[16];
    const char *verdict = diagnosis_id(found, id, sizeof id);

    if (found->verdict != NULL) {
        add_text(tree, VERDICT, tvb, verdict);
    } else {
        add_hidden_text(tree, VERDICT, tvb, verdict);
    }
}

/* What needs nobody is not rated where it is shown. */
static void
add_severity(proto_tree *tree, tvbuff_t *tvb, catalog_severity severity)
{
    if (severity != CATALOG_CHAT) {
        add_text(tree, SEVERITY, tvb, severity_name(severity));
    } else {
        add_hidden_text(tree, SEVERITY, tvb, severity_name(severity));
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
    gpointer key = GINT_TO_POINTER(before * 1000 + after);
    char *change = g_hash_table_lookup(changes, key);

    if (change == NULL) {
        change = catalog_change(knowledge, before, after);
        g_hash_table_insert(changes, key, change);
    }
    return change;
}

static void
add_change(proto_tree *tree, tvbuff_t *tvb, const diagnosis *found)
{
    if (catalog_has_class(found->previous_code) && catalog_has_class(found->code) && found->previous_code != found->code &&
        proto_field_is_referenced(tree, hf_change)) {
        add_text(tree, CHANGE, tvb, change_between(found->previous_code, found->code));
    }
}

static void
add_transaction(proto_tree *tree, tvbuff_t *tvb, const diagnosis *found)
{
    add_frame(tree, hf_request, tvb, found->request_frame);
    add_frame(tree, hf_previous, tvb, found->previous_frame);
    add_change(tree, tvb, found);
    if (found->time >= 0) {
        const nstime_t time = { .secs = found->time / G_USEC_PER_SEC, .nsecs = (int)(found->time % G_USEC_PER_SEC) * 1000 };
        proto_item_set_generated(proto_tree_add_time(tree, hf_time, tvb, 0, 0, &time));
    }
    if (found->retransmission) {
        proto_item_set_generated(proto_tree_add_boolean(tree, hf_retransmission, tvb, 0, 0, TRUE));
    }
    add_text(tree, ORIGIN, tvb, found->origin);
    add_frame(tree, hf_origin_frame, tvb, found->origin_frame);
}

/* Progress, success, redirection and what is no trouble say all in their headline. */
static bool
deserves_advice(const diagnosis *found, catalog_severity severity)
{
    return severity != CATALOG_CHAT && (found->code >= 400 || found->verdict != NULL) && preferences_raise_advice();
}

static void
raise_items(packet_info *pinfo, proto_item *const items[3], const diagnosis *found, const view *shown)
{
    const catalog_code *entry = found->entry;

    expert_items_raise_headline(pinfo, items[0], found->code, shown->severity, shown->headline);
    if (deserves_advice(found, expert_items_severity(found->code, shown->severity))) {
        if (shown->shows_cause) {
            expert_items_raise_advice(pinfo, items[1], found->code, shown->severity,
                                      text_of(pinfo->pool, shown->cause_line, entry->cause_line, diagnosis_cause_line, found));
        }
        expert_items_raise_advice(pinfo, items[2], found->code, shown->severity,
                                  text_of(pinfo->pool, shown->fix_line, entry->fix_line, diagnosis_fix_line, found));
    }
}

static void
add_evidence(proto_tree *tree, tvbuff_t *tvb, const diagnosis *found)
{
    if (!diagnosis_has_evidence(found)) {
        return;
    }
    char **evidence = diagnosis_evidence(found, knowledge);
    for (char **line = evidence; *line != NULL; line++) {
        add_text(tree, EVIDENCE, tvb, *line);
    }
    g_strfreev(evidence);
}

/* Adds the fields; items become those that expert items hang on: meaning, cause and fix. */
static void
add_fields(proto_tree *tree, tvbuff_t *tvb, packet_info *pinfo, const diagnosis *found, const view *shown, proto_item *items[3])
{
    const catalog_code *entry = found->entry;
    const catalog_severity severity = expert_items_severity(found->code, shown->severity);

    if (tree == NULL) {
        return;
    }
    add_code(tree, tvb, found->code);
    add_hidden_text(tree, PHRASE, tvb, entry->phrase);
    add_text(tree, CLASS, tvb, entry->class_name);
    add_text(tree, RFC, tvb, entry->rfc);
    items[0] = add_text(tree, MEANING, tvb, shown->meaning);
    add_verdict(tree, tvb, found);
    add_severity(tree, tvb, severity);
    if (shown->shows_cause) {
        items[1] =
            add_text(tree, shown->cause_field, tvb, text_of(pinfo->pool, shown->cause, entry->cause, diagnosis_cause, found));
    }
    items[2] = add_text(tree, FIX, tvb, text_of(pinfo->pool, shown->fix, entry->fix, diagnosis_fix, found));
    add_evidence(tree, tvb, found);
    add_transaction(tree, tvb, found);
}

/* The list of packets has a column for expert items, or shows the verdict in the Info column. A column of a field's asks for the field. */
static bool
fills_column(const diagnosis *found, const column_info *columns)
{
    return columns != NULL && (columns->col_first[COL_EXPERT] >= 0 || (found->verdict != NULL && preferences_fill_info_column()));
}

/* Most passes over a large capture want neither details nor columns nor expert items of its frames. */
static bool
is_seen(const annotation *note, const packet_info *pinfo, proto_tree *tree)
{
    const bool has_severity = note->user != NULL && note->user->has_severity;

    /* A field that is asked for has its protocol asked for, too. */
    return fills_column(note->diagnosis, pinfo->cinfo) || proto_field_is_referenced(tree, proto_sipexpert) ||
           expert_items_are_seen(tree, note->diagnosis->code, has_severity ? note->user->severity : note->diagnosis->severity);
}

void
details_show(const annotation *note, tvbuff_t *tvb, packet_info *pinfo, proto_tree *parent)
{
    const diagnosis *found = note->diagnosis;

    if (!is_seen(note, pinfo, parent)) {
        return;
    }
    /* Expert items name the protocol that Wireshark is in, and it does not enter a helper. It goes back by itself. */
    pinfo->current_proto = proto_get_protocol_short_name(find_protocol_by_id(proto_sipexpert));
    view shown = view_of_diagnosis(pinfo->pool, found);
    proto_item *items[3] = { NULL, NULL, NULL };

    if (note->user != NULL) {
        apply_user_entry(pinfo->pool, note, &shown);
    }
    proto_item *top = proto_tree_add_protocol_format(parent, proto_sipexpert, tvb, 0, 0, "SIP Expert: %s", shown.title);
    proto_tree *tree = proto_item_add_subtree(top, ett_sipexpert);
    proto_item_set_generated(top);
    add_fields(tree, tvb, pinfo, found, &shown, items);
    expert_items_mark(tree, tvb, found->code);
    if (preferences_raise(found, expert_items_severity(found->code, shown.severity))) {
        raise_items(pinfo, items, found, &shown);
    }
    if (preferences_fill_info_column() && found->verdict != NULL) {
        col_append_fstr(pinfo->cinfo, COL_INFO, " [%s]", found->verdict->title);
    }
}
