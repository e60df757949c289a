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

static const int severities[] = {
    [CATALOG_CHAT] = PI_CHAT,
    [CATALOG_NOTE] = PI_NOTE,
    [CATALOG_WARN] = PI_WARN,
    [CATALOG_ERROR] = PI_ERROR,
};

/* One expert item for each code, so that a user can filter on it and re-rank it. The last two stand for the codes without an entry. */
static struct {
    ei_register_info *infos;
    expert_field *fields;
    size_t count;
    int index_of_code[1000];
} statuses;

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
        { &hf_cause, { "Typical cause", "sipexpert.cause", FT_STRING, BASE_NONE, NULL, 0, "Why the response is sent", HFILL } },
        { &hf_fix, { "Fix", "sipexpert.fix", FT_STRING, BASE_NONE, NULL, 0, "What to do about it", HFILL } },
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
    register_fields();
    expert = expert_register_protocol(proto_sipexpert);
    register_statuses(expert, knowledge);
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

static proto_item *
add_text(proto_tree *tree, int hf, tvbuff_t *tvb, const char *text)
{
    proto_item *item = proto_tree_add_string(tree, hf, tvb, 0, 0, text);

    proto_item_set_generated(item);
    return item;
}

void
render_annotation(const annotation *note, tvbuff_t *tvb, packet_info *pinfo, proto_tree *parent)
{
    const catalog_code *entry = note->entry;
    const int index = statuses.index_of_code[note->code];
    proto_item *item =
        proto_tree_add_protocol_format(parent, proto_sipexpert, tvb, 0, 0, "SIP Expert: %d %s", note->code, entry->phrase);
    proto_tree *tree = proto_item_add_subtree(item, ett_sipexpert);

    proto_item_set_generated(item);
    proto_item_set_generated(proto_tree_add_uint(tree, hf_code, tvb, 0, 0, (unsigned)note->code));
    add_text(tree, hf_class, tvb, entry->class_name);
    add_text(tree, hf_phrase, tvb, entry->phrase);
    add_text(tree, hf_rfc, tvb, entry->rfc);
    proto_item *meaning = add_text(tree, hf_meaning, tvb, entry->meaning);
    proto_item *cause = add_text(tree, hf_cause, tvb, entry->cause);
    proto_item *fix = add_text(tree, hf_fix, tvb, entry->fix);

    expert_add_info_format(pinfo, meaning, &statuses.fields[index], "%d %s", note->code, entry->headline);
    /* Progress, success, redirection and what is no trouble say all in their headline. */
    if (note->code >= 400 && entry->severity > CATALOG_CHAT) {
        expert_field *advice = advice_of_severity(statuses.infos[index].eiinfo.severity);
        expert_add_info_format(pinfo, cause, advice, "%s", entry->cause_line);
        expert_add_info_format(pinfo, fix, advice, "%s", entry->fix_line);
    }
}
