/* expert_items.c
 * The expert items of the protocol sipexpert; see expert_items.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "expert_items.h"

#include <epan/expert.h>
#include <epan/tap.h>

/* What Expert Information shows of a group of items without cutting it. */
#define SUMMARY_CHARACTERS 60

static int tap_expert;

static const int severities[] = {
    [CATALOG_CHAT] = PI_CHAT,
    [CATALOG_NOTE] = PI_NOTE,
    [CATALOG_WARN] = PI_WARN,
    [CATALOG_ERROR] = PI_ERROR,
};

/* An expert item that a user can filter on and re-rank. */
typedef struct {
    expert_field field;
    ei_register_info info;
} item;

/* One for each code. The last two stand for the codes without an entry. */
static struct {
    item *items;
    int index_of_code[1000];
} codes;

/* Id of a verdict -> its item, which all of its variants share. */
static GHashTable *verdicts;

/* Cause and fix take the severity that their headline has, also when the user has re-ranked that. */
static expert_field ei_advice_comment = EI_INIT;
static expert_field ei_advice_chat = EI_INIT;
static expert_field ei_advice_note = EI_INIT;
static expert_field ei_advice_warn = EI_INIT;
static expert_field ei_advice_error = EI_INIT;

/* A name begins with a capital letter, and is cut where it would not be shown. */
static const char *
summary_of(const char *text)
{
    char *cut = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), SUMMARY_CHARACTERS));
    char *summary = wmem_strdup(wmem_epan_scope(), cut);

    summary[0] = g_ascii_toupper(summary[0]);
    g_free(cut);
    return summary;
}

static void
register_item(expert_module_t *expert, item *registered, const char *name, int group, catalog_severity severity, const char *text)
{
    registered->field = (expert_field)EI_INIT;
    registered->info = (ei_register_info){ &registered->field, { name, group, severities[severity], summary_of(text), EXPFILL } };
    expert_register_field_array(expert, &registered->info, 1);
}

static void
register_code(expert_module_t *expert, item *registered, const char *name, const catalog_code *entry)
{
    const char *head =
        entry->code != 0 ? wmem_strdup_printf(wmem_epan_scope(), "%d %s", entry->code, entry->phrase) : entry->phrase;

    register_item(expert, registered, name, PI_RESPONSE_CODE, entry->severity, head);
}

static void
register_codes(expert_module_t *expert, const catalog *knowledge)
{
    size_t count;
    const int *known = catalog_codes(knowledge, &count);

    codes.items = wmem_alloc0_array(wmem_epan_scope(), item, count + 2);
    for (size_t code = 0; code < G_N_ELEMENTS(codes.index_of_code); code++) {
        codes.index_of_code[code] = (int)(catalog_has_class((int)code) ? count : count + 1);
    }
    for (size_t i = 0; i < count; i++) {
        codes.index_of_code[known[i]] = (int)i;
        register_code(expert, &codes.items[i], wmem_strdup_printf(wmem_epan_scope(), "sipexpert.status.%d", known[i]),
                      catalog_find_code(knowledge, known[i]));
    }
    register_code(expert, &codes.items[count], "sipexpert.status.unregistered", catalog_find_code(knowledge, CATALOG_LAST_CODE));
    register_code(expert, &codes.items[count + 1], "sipexpert.status.invalid", catalog_find_code(knowledge, 0));
}

static void
register_verdicts(expert_module_t *expert, const catalog *knowledge)
{
    verdicts = g_hash_table_new(g_str_hash, g_str_equal);
    for (int id = 0; id < VERDICT_COUNT; id++) {
        const catalog_verdict *verdict = catalog_verdict_of(knowledge, (catalog_verdict_id)id);
        const bool is_of_request = g_str_has_prefix(verdict->id, "request.");
        if (!g_hash_table_contains(verdicts, verdict->id)) {
            item *registered = wmem_new0(wmem_epan_scope(), item);
            register_item(expert, registered, wmem_strdup_printf(wmem_epan_scope(), "sipexpert.verdict.%s", verdict->id),
                          is_of_request ? PI_SEQUENCE : PI_RESPONSE_CODE, verdict->severity, verdict->title);
            g_hash_table_insert(verdicts, (gpointer)verdict->id, registered);
        }
    }
}

static void
shut_down(void)
{
    g_hash_table_destroy(verdicts);
}

void
expert_items_register(int proto_sipexpert, const catalog *knowledge)
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
    expert_module_t *expert = expert_register_protocol(proto_sipexpert);

    register_codes(expert, knowledge);
    register_verdicts(expert, knowledge);
    register_shutdown_routine(shut_down);
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

static item *
item_of_code(int code)
{
    return &codes.items[codes.index_of_code[code]];
}

static item *
item_of(const catalog_verdict *verdict, int code)
{
    item *of_verdict = verdict != NULL ? g_hash_table_lookup(verdicts, verdict->id) : NULL;

    return of_verdict != NULL ? of_verdict : item_of_code(code);
}

static bool
is_ranked(const item *ranked)
{
    return ranked->info.eiinfo.severity != ranked->info.eiinfo.orig_severity;
}

static int
severity_of(const catalog_verdict *verdict, int code, catalog_severity severity)
{
    const item *raised = item_of(verdict, code);
    const item *of_code = item_of_code(code);

    return is_ranked(raised)                 ? raised->info.eiinfo.severity
           : code != 0 && is_ranked(of_code) ? of_code->info.eiinfo.severity
                                             : severities[severity];
}

bool
expert_items_are_listed(void)
{
    /* Wireshark registers this tap after all protocols. */
    if (tap_expert == 0) {
        tap_expert = find_tap_id("expert");
    }
    return have_tap_listener(tap_expert);
}

bool
expert_items_are_asked_for(proto_tree *tree)
{
    return expert_items_are_listed() || proto_field_is_referenced(tree, proto_expert);
}

static bool
are_seen(proto_tree *tree, int severity)
{
    return expert_items_are_asked_for(tree) || expert_get_highest_severity() < severity;
}

bool
expert_items_are_seen(proto_tree *tree, const catalog_verdict *verdict, int code, catalog_severity severity)
{
    return are_seen(tree, severity_of(verdict, code, severity));
}

bool
expert_items_of_requests_are_seen(proto_tree *tree)
{
    return are_seen(tree, PI_WARN);
}

catalog_severity
expert_items_severity(const catalog_verdict *verdict, int code, catalog_severity severity)
{
    switch (severity_of(verdict, code, severity)) {
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

void
expert_items_raise_headline(packet_info *pinfo, proto_item *line, const catalog_verdict *verdict, int code,
                            catalog_severity severity, const char *text)
{
    item *raised = item_of(verdict, code);
    int *const registered = &raised->info.eiinfo.severity;
    const int usual = *registered;

    /* Wireshark takes the severity from what was registered, and a verdict has not the same in every call. */
    *registered = severity_of(verdict, code, severity);
    expert_add_info_format(pinfo, line, &raised->field, "%s", text);
    *registered = usual;
}

void
expert_items_raise_advice(packet_info *pinfo, proto_item *line, const catalog_verdict *verdict, int code, catalog_severity severity,
                          const char *text)
{
    expert_add_info_format(pinfo, line, advice_of_severity(severity_of(verdict, code, severity)), "%s", text);
}

void
expert_items_mark(proto_tree *tree, tvbuff_t *tvb, int code)
{
    proto_item_set_hidden(proto_tree_add_item(tree, item_of_code(code)->field.hf, tvb, 0, 0, ENC_NA));
}
