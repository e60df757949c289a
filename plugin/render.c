/* render.c
 * Shows an annotation; see render.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "render.h"

#include <epan/expert.h>

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
static int hf_time = -1;
static int hf_retransmission = -1;
static int hf_origin = -1;
static int hf_origin_frame = -1;

static const int severities[] = {
    [CATALOG_CHAT] = PI_CHAT,
    [CATALOG_NOTE] = PI_NOTE,
    [CATALOG_WARN] = PI_WARN,
    [CATALOG_ERROR] = PI_ERROR,
};

static const char *const severity_names[] = {
    [CATALOG_CHAT] = "Chat",
    [CATALOG_NOTE] = "Note",
    [CATALOG_WARN] = "Warn",
    [CATALOG_ERROR] = "Error",
};

/* The catalog's words before a text. */
enum {
    LABEL_CAUSE,
    LABEL_TYPICAL_CAUSE,
    LABEL_FIX,
    LABEL_COUNT
};
static const char *labels[LABEL_COUNT];

/* One expert item for each code, so that a user can filter on it and re-rank it. The last two stand for the codes without an entry. */
static struct {
    ei_register_info *infos;
    expert_field *fields;
    size_t count;
    int index_of_code[1000];
} statuses;

/* Headlines whose severity is not the one of their code. */
static expert_field ei_headline_chat = EI_INIT;
static expert_field ei_headline_note = EI_INIT;
static expert_field ei_headline_warn = EI_INIT;
static expert_field ei_headline_error = EI_INIT;

/* Cause and fix of a response take the severity its headline has, also when the user has re-ranked that. */
static expert_field ei_advice_comment = EI_INIT;
static expert_field ei_advice_chat = EI_INIT;
static expert_field ei_advice_note = EI_INIT;
static expert_field ei_advice_warn = EI_INIT;
static expert_field ei_advice_error = EI_INIT;

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
set_status(size_t i, const char *name, const catalog_code *entry)
{
    const ei_register_info info = { &statuses.fields[i],
                                    { name, PI_RESPONSE_CODE, severities[entry->severity], entry->headline, EXPFILL } };

    statuses.fields[i] = (expert_field)EI_INIT;
    statuses.infos[i] = info;
}

static void
register_statuses(expert_module_t *expert, const catalog *knowledge)
{
    size_t count;
    const int *codes = catalog_codes(knowledge, &count);

    statuses.count = count + 2;
    statuses.infos = wmem_alloc0_array(wmem_epan_scope(), ei_register_info, statuses.count);
    statuses.fields = wmem_alloc0_array(wmem_epan_scope(), expert_field, statuses.count);
    for (size_t code = 0; code < G_N_ELEMENTS(statuses.index_of_code); code++) {
        statuses.index_of_code[code] = (int)(code >= 100 && code <= 699 ? count : count + 1);
    }
    for (size_t i = 0; i < count; i++) {
        statuses.index_of_code[codes[i]] = (int)i;
        set_status(i, wmem_strdup_printf(wmem_epan_scope(), "sipexpert.status.%d", codes[i]),
                   catalog_find_code(knowledge, codes[i]));
    }
    set_status(count, "sipexpert.status.unregistered", catalog_find_code(knowledge, 699));
    set_status(count + 1, "sipexpert.status.invalid", catalog_find_code(knowledge, 0));
    expert_register_field_array(expert, statuses.infos, (int)statuses.count);
}

void
render_register(int proto, const catalog *knowledge)
{
    static ei_register_info headlines[] = {
        { &ei_headline_chat,
          { "sipexpert.headline.chat", PI_RESPONSE_CODE, PI_CHAT, "Response of no weight in this call", EXPFILL } },
        { &ei_headline_note,
          { "sipexpert.headline.note", PI_RESPONSE_CODE, PI_NOTE, "Response worth a note in this call", EXPFILL } },
        { &ei_headline_warn, { "sipexpert.headline.warn", PI_RESPONSE_CODE, PI_WARN, "Response a caller would notice", EXPFILL } },
        { &ei_headline_error,
          { "sipexpert.headline.error", PI_RESPONSE_CODE, PI_ERROR, "Response that breaks the protocol", EXPFILL } },
    };
    static ei_register_info advice[] = {
        { &ei_advice_comment,
          { "sipexpert.advice.comment", PI_RESPONSE_CODE, PI_COMMENT, "Cause or fix of a response ranked Comment", EXPFILL } },
        { &ei_advice_chat,
          { "sipexpert.advice.chat", PI_RESPONSE_CODE, PI_CHAT, "Cause or fix of a response ranked Chat", EXPFILL } },
        { &ei_advice_note,
          { "sipexpert.advice.note", PI_RESPONSE_CODE, PI_NOTE, "Cause or fix of a response ranked Note", EXPFILL } },
        { &ei_advice_warn,
          { "sipexpert.advice.warn", PI_RESPONSE_CODE, PI_WARN, "Cause or fix of a response ranked Warning", EXPFILL } },
        { &ei_advice_error,
          { "sipexpert.advice.error", PI_RESPONSE_CODE, PI_ERROR, "Cause or fix of a response ranked Error", EXPFILL } },
    };
    expert_module_t *expert;

    proto_sipexpert = proto;
    labels[LABEL_CAUSE] = catalog_label(knowledge, "cause");
    labels[LABEL_TYPICAL_CAUSE] = catalog_label(knowledge, "typical-cause");
    register_fields();
    expert = expert_register_protocol(proto_sipexpert);
    register_statuses(expert, knowledge);
    expert_register_field_array(expert, headlines, array_length(headlines));
    expert_register_field_array(expert, advice, array_length(advice));
}

static expert_field *
advice_of_severity(int severity)
{
    switch (severity) {
    case PI_COMMENT:
        return &ei_advice_comment;
    case PI_CHAT:
        return &ei_advice_chat;
    case PI_NOTE:
        return &ei_advice_note;
    case PI_WARN:
        return &ei_advice_warn;
    default:
        return &ei_advice_error;
    }
}

static expert_field *
headline_of_severity(int severity)
{
    switch (severity) {
    case PI_CHAT:
        return &ei_headline_chat;
    case PI_NOTE:
        return &ei_headline_note;
    case PI_WARN:
        return &ei_headline_warn;
    default:
        return &ei_headline_error;
    }
}

/* The verdict's, unless the user has given the code another severity than it has by default. */
static int
severity_of(const diagnosis *found)
{
    const ei_register_info *info = &statuses.infos[statuses.index_of_code[found->code]];

    return info->eiinfo.severity != info->eiinfo.orig_severity ? info->eiinfo.severity : severities[found->severity];
}

static char *
headline_of(wmem_allocator_t *scope, const diagnosis *found)
{
    return found->verdict == NULL
               ? wmem_strdup_printf(scope, "%03d %s", found->code, found->entry->headline)
               : wmem_strdup_printf(scope, "%03d %s: %s", found->code, found->entry->phrase, found->verdict->title);
}

static const char *
verdict_id(wmem_allocator_t *scope, const diagnosis *found)
{
    return found->verdict != NULL ? found->verdict->id : wmem_strdup_printf(scope, "code.%03d", found->code);
}

static proto_item *
add_text(proto_tree *tree, int hf, tvbuff_t *tvb, const char *text)
{
    proto_item *item = proto_tree_add_string(tree, hf, tvb, 0, 0, text);

    proto_item_set_generated(item);
    return item;
}

static proto_item *
add_cause(proto_tree *tree, tvbuff_t *tvb, const diagnosis *found)
{
    const char *text = found->cause != NULL ? found->cause : found->entry->cause;
    const char *label = labels[found->certain ? LABEL_CAUSE : LABEL_TYPICAL_CAUSE];
    proto_item *item = proto_tree_add_string_format(tree, hf_cause, tvb, 0, 0, text, "%s: %s", label, text);

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
add_transaction(proto_tree *tree, tvbuff_t *tvb, const diagnosis *found)
{
    add_frame(tree, hf_request, tvb, found->request_frame);
    add_frame(tree, hf_previous, tvb, found->previous_frame);
    if (found->time >= 0) {
        const nstime_t time = { .secs = found->time / G_USEC_PER_SEC, .nsecs = (int)(found->time % G_USEC_PER_SEC) * 1000 };
        proto_item_set_generated(proto_tree_add_time(tree, hf_time, tvb, 0, 0, &time));
    }
    if (found->retransmission) {
        proto_item_set_generated(proto_tree_add_boolean(tree, hf_retransmission, tvb, 0, 0, TRUE));
    }
    add_text(tree, hf_origin, tvb, found->origin);
    add_frame(tree, hf_origin_frame, tvb, found->origin_frame);
}

/*
 * The headline is raised as the expert item of its code, with the severity that is the code's or that the user gave it. Where the
 * verdict's severity is another one, an item of that severity is raised, and the code's is there for filters only.
 */
static void
raise_headline(packet_info *pinfo, proto_tree *tree, proto_item *item, tvbuff_t *tvb, const diagnosis *found, const char *text)
{
    const int index = statuses.index_of_code[found->code];
    const int severity = severity_of(found);

    if (statuses.infos[index].eiinfo.severity == severity) {
        expert_add_info_format(pinfo, item, &statuses.fields[index], "%s", text);
    } else {
        expert_add_info_format(pinfo, item, headline_of_severity(severity), "%s", text);
        proto_item_set_hidden(proto_tree_add_item(tree, statuses.fields[index].hf, tvb, 0, 0, ENC_NA));
    }
}

static void
raise_advice(packet_info *pinfo, proto_item *cause, proto_item *fix, const diagnosis *found)
{
    expert_field *advice = advice_of_severity(severity_of(found));

    expert_add_info_format(pinfo, cause, advice, "%s", found->cause_line != NULL ? found->cause_line : found->entry->cause_line);
    expert_add_info_format(pinfo, fix, advice, "%s", found->fix_line != NULL ? found->fix_line : found->entry->fix_line);
}

void
render_annotation(const annotation *note, tvbuff_t *tvb, packet_info *pinfo, proto_tree *parent)
{
    const diagnosis *found = note->diagnosis;
    const catalog_code *entry = found->entry;
    char *headline = headline_of(pinfo->pool, found);
    proto_item *item = proto_tree_add_protocol_format(parent, proto_sipexpert, tvb, 0, 0, "SIP Expert: %d %s", found->code,
                                                      found->verdict != NULL ? headline + strlen("100 ") : entry->phrase);
    proto_tree *tree = proto_item_add_subtree(item, ett_sipexpert);

    proto_item_set_generated(item);
    proto_item_set_generated(proto_tree_add_uint(tree, hf_code, tvb, 0, 0, (unsigned)found->code));
    add_text(tree, hf_class, tvb, entry->class_name);
    add_text(tree, hf_phrase, tvb, entry->phrase);
    add_text(tree, hf_rfc, tvb, entry->rfc);
    proto_item *meaning = add_text(tree, hf_meaning, tvb, entry->meaning);
    add_text(tree, hf_verdict, tvb, verdict_id(pinfo->pool, found));
    add_text(tree, hf_severity, tvb, severity_names[found->severity]);
    proto_item *cause = add_cause(tree, tvb, found);
    proto_item *fix = add_text(tree, hf_fix, tvb, found->fix != NULL ? found->fix : entry->fix);
    for (char **line = found->evidence; line != NULL && *line != NULL; line++) {
        add_text(tree, hf_evidence, tvb, *line);
    }
    add_transaction(tree, tvb, found);

    raise_headline(pinfo, tree, meaning, tvb, found, headline);
    /* Progress, success, redirection and what is no trouble say all in their headline. */
    if (severity_of(found) != PI_CHAT && (found->code >= 400 || found->verdict != NULL)) {
        raise_advice(pinfo, cause, fix, found);
    }
}
