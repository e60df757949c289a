/* expert_items.c
 * The expert items of the protocol sipexpert; see expert_items.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "expert_items.h"

#include <epan/expert.h>
#include <epan/tap.h>

static int tap_expert;

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

/* Headlines whose severity is not the one of their code. */
static expert_field ei_headline_chat = EI_INIT;
static expert_field ei_headline_note = EI_INIT;
static expert_field ei_headline_warn = EI_INIT;
static expert_field ei_headline_error = EI_INIT;

/* Requests without a final response, one for each verdict. */
static expert_field ei_unanswered = EI_INIT;
static expert_field ei_unfinished = EI_INIT;
static expert_field ei_fragmented = EI_INIT;
static expert_field ei_cancel_unfinished = EI_INIT;

static ei_register_info requests[] = {
    { &ei_unanswered, { "sipexpert.request.unanswered", PI_SEQUENCE, PI_WARN, "Request without any response", EXPFILL } },
    { &ei_unfinished, { "sipexpert.request.unfinished", PI_SEQUENCE, PI_WARN, "Request without final response", EXPFILL } },
    { &ei_fragmented, { "sipexpert.request.fragmented", PI_SEQUENCE, PI_WARN, "Large request without any response", EXPFILL } },
    { &ei_cancel_unfinished,
      { "sipexpert.cancel.unfinished", PI_SEQUENCE, PI_WARN, "INVITE without final response to its CANCEL", EXPFILL } },
};

/* Cause and fix of a response take the severity its headline has, also when the user has re-ranked that. */
static expert_field ei_advice_comment = EI_INIT;
static expert_field ei_advice_chat = EI_INIT;
static expert_field ei_advice_note = EI_INIT;
static expert_field ei_advice_warn = EI_INIT;
static expert_field ei_advice_error = EI_INIT;

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
        statuses.index_of_code[code] = (int)(catalog_has_class((int)code) ? count : count + 1);
    }
    for (size_t i = 0; i < count; i++) {
        statuses.index_of_code[codes[i]] = (int)i;
        set_status(i, wmem_strdup_printf(wmem_epan_scope(), "sipexpert.status.%d", codes[i]),
                   catalog_find_code(knowledge, codes[i]));
    }
    set_status(count, "sipexpert.status.unregistered", catalog_find_code(knowledge, CATALOG_LAST_CODE));
    set_status(count + 1, "sipexpert.status.invalid", catalog_find_code(knowledge, 0));
    expert_register_field_array(expert, statuses.infos, (int)statuses.count);
}

void
expert_items_register(int proto_sipexpert, const catalog *knowledge)
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
    expert_module_t *expert = expert_register_protocol(proto_sipexpert);

    register_statuses(expert, knowledge);
    expert_register_field_array(expert, requests, array_length(requests));
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

/* The given one, unless the user has given the item another severity than it has by default. */
static int
ranked(const ei_register_info *info, catalog_severity severity)
{
    return info->eiinfo.severity != info->eiinfo.orig_severity ? info->eiinfo.severity : severities[severity];
}

static int
severity_of(int code, catalog_severity severity)
{
    return ranked(&statuses.infos[statuses.index_of_code[code]], severity);
}

static bool
are_seen(proto_tree *tree, int severity)
{
    /* Wireshark registers this tap after all protocols. */
    if (tap_expert == 0) {
        tap_expert = find_tap_id("expert");
    }
    return have_tap_listener(tap_expert) || proto_field_is_referenced(tree, proto_expert) ||
           expert_get_highest_severity() < severity;
}

bool
expert_items_are_seen(proto_tree *tree, int code, catalog_severity severity)
{
    return are_seen(tree, severity_of(code, severity));
}

bool
expert_items_of_requests_are_seen(proto_tree *tree)
{
    return are_seen(tree, PI_WARN);
}

static catalog_severity
catalog_severity_of(int severity)
{
    switch (severity) {
    case PI_COMMENT:
    case PI_CHAT:
        return CATALOG_CHAT;
    case PI_NOTE:
        return CATALOG_NOTE;
    case PI_WARN:
        return CATALOG_WARN;
    default:
        return CATALOG_ERROR;
    }
}

catalog_severity
expert_items_severity(int code, catalog_severity severity)
{
    return catalog_severity_of(severity_of(code, severity));
}

void
expert_items_raise_headline(packet_info *pinfo, proto_item *item, int code, catalog_severity severity, const char *text)
{
    const int index = statuses.index_of_code[code];
    const int shown = severity_of(code, severity);

    if (statuses.infos[index].eiinfo.severity == shown) {
        expert_add_info_format(pinfo, item, &statuses.fields[index], "%s", text);
    } else {
        expert_add_info_format(pinfo, item, headline_of_severity(shown), "%s", text);
    }
}

void
expert_items_raise_advice(packet_info *pinfo, proto_item *item, int code, catalog_severity severity, const char *text)
{
    expert_add_info_format(pinfo, item, advice_of_severity(severity_of(code, severity)), "%s", text);
}

/* The item of a verdict about requests; the first one if it has none of its own. */
static const ei_register_info *
item_of_request(const char *verdict)
{
    for (size_t i = 0; i < G_N_ELEMENTS(requests); i++) {
        if (g_str_has_suffix(requests[i].eiinfo.name, verdict)) {
            return &requests[i];
        }
    }
    return &requests[0];
}

catalog_severity
expert_items_request_severity(const char *verdict, catalog_severity severity)
{
    return catalog_severity_of(ranked(item_of_request(verdict), severity));
}

void
expert_items_raise_request(packet_info *pinfo, proto_item *item, const char *verdict, catalog_severity severity, const char *text)
{
    const ei_register_info *info = item_of_request(verdict);
    const int shown = ranked(info, severity);

    expert_add_info_format(pinfo, item, info->eiinfo.severity == shown ? info->ids : headline_of_severity(shown), "%s", text);
}

void
expert_items_raise_request_advice(packet_info *pinfo, proto_item *item, const char *verdict, catalog_severity severity,
                                  const char *text)
{
    expert_add_info_format(pinfo, item, advice_of_severity(ranked(item_of_request(verdict), severity)), "%s", text);
}

void
expert_items_mark(proto_tree *tree, tvbuff_t *tvb, int code)
{
    proto_item_set_hidden(proto_tree_add_item(tree, statuses.fields[statuses.index_of_code[code]].hf, tvb, 0, 0, ENC_NA));
}
