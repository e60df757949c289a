/* user_table.c
 * The user's own explanations; see user_table.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "user_table.h"

#include "compat.h"

#include <epan/packet.h>

/* Behind the severities of the catalog. */
#define UNCHANGED 9

typedef struct {
    guint32 code;
    char *phrase; /* pattern; empty: any */
    char *agent;  /* pattern; empty: any */
    guint32 severity;
    char *meaning;
    char *cause;
    char *fix;
    GRegex *phrase_regex; /* NULL: any */
    GRegex *agent_regex;
} table_row;

static table_row *rows;
static guint row_count;

static const value_string severity_names[] = {
    { UNCHANGED, "Unchanged" }, { CATALOG_CHAT, "Chat" },   { CATALOG_NOTE, "Note" },
    { CATALOG_WARN, "Warn" },   { CATALOG_ERROR, "Error" }, { 0, NULL },
};

UAT_DEC_CB_DEF(rows, code, table_row)
UAT_CSTRING_CB_DEF(rows, phrase, table_row)
UAT_CSTRING_CB_DEF(rows, agent, table_row)
UAT_VS_DEF(rows, severity, table_row, guint32, UNCHANGED, "Unchanged")
UAT_CSTRING_CB_DEF(rows, meaning, table_row)
UAT_CSTRING_CB_DEF(rows, cause, table_row)
UAT_CSTRING_CB_DEF(rows, fix, table_row)

static void *
copy_row(void *to, const void *from, size_t size _U_)
{
    table_row *copy = to;
    const table_row *row = from;

    *copy = *row;
    copy->phrase = g_strdup(row->phrase);
    copy->agent = g_strdup(row->agent);
    copy->meaning = g_strdup(row->meaning);
    copy->cause = g_strdup(row->cause);
    copy->fix = g_strdup(row->fix);
    copy->phrase_regex = row->phrase_regex != NULL ? g_regex_ref(row->phrase_regex) : NULL;
    copy->agent_regex = row->agent_regex != NULL ? g_regex_ref(row->agent_regex) : NULL;
    return copy;
}

static void
free_row(void *data)
{
    table_row *row = data;

    g_free(row->phrase);
    g_free(row->agent);
    g_free(row->meaning);
    g_free(row->cause);
    g_free(row->fix);
    g_clear_pointer(&row->phrase_regex, g_regex_unref);
    g_clear_pointer(&row->agent_regex, g_regex_unref);
}

static GRegex *
regex_of(const char *pattern, GError **error)
{
    return g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_RAW, 0, error);
}

/* Fields are checked one by one: so Wireshark names file and line of a wrong one, and goes on with the next line. */
static compat_bool
check_code(void *row _U_, const char *text, unsigned size, const void *data _U_, const void *field _U_, char **fault)
{
    char *number = g_strndup(text, size);
    const bool sound = g_ascii_string_to_unsigned(number, 10, 100, 699, NULL, NULL);

    *fault = sound ? NULL : g_strdup_printf("%s is no response code: it must be from 100 to 699", number);
    g_free(number);
    return sound;
}

static compat_bool
check_pattern(void *row _U_, const char *text, unsigned size, const void *data _U_, const void *field _U_, char **fault)
{
    char *pattern = g_strndup(text, size);
    GError *error = NULL;
    GRegex *regex = regex_of(pattern, &error);

    *fault = NULL;
    if (regex == NULL) {
        *fault = g_strdup_printf("no regular expression: %s", error->message);
        g_error_free(error);
    } else {
        g_regex_unref(regex);
    }
    g_free(pattern);
    return *fault == NULL;
}

/* What is shown in one line. */
static compat_bool
check_text(void *row _U_, const char *text, unsigned size, const void *data _U_, const void *field _U_, char **fault)
{
    bool sound = g_utf8_validate(text, size, NULL);

    for (unsigned i = 0; i < size && sound; i++) {
        sound = !g_ascii_iscntrl(text[i]);
    }
    *fault = sound ? NULL : g_strdup("a text must be one line of UTF-8, without control characters");
    return sound;
}

static GRegex *
regex_or_any(const char *pattern)
{
    return pattern != NULL && *pattern != '\0' ? regex_of(pattern, NULL) : NULL;
}

static compat_bool
compile_row(void *data, char **fault _U_)
{
    table_row *row = data;

    g_clear_pointer(&row->phrase_regex, g_regex_unref);
    g_clear_pointer(&row->agent_regex, g_regex_unref);
    row->phrase_regex = regex_or_any(row->phrase);
    row->agent_regex = regex_or_any(row->agent);
    return true;
}

uat_t *
user_table_new(void)
{
    static uat_field_t fields[] = {
        UAT_FLD_CSTRING_OTHER(rows, code, "Code", check_code, "Response code, 100 to 699"),
        UAT_FLD_CSTRING_OTHER(rows, phrase, "Sent phrase", check_pattern, "Regular expression for the phrase as sent; empty: any"),
        UAT_FLD_CSTRING_OTHER(rows, agent, "Server or User-Agent", check_pattern,
                              "Regular expression for one of these headers; empty: any"),
        UAT_FLD_VS(rows, severity, "Severity", severity_names, "How much the response matters"),
        UAT_FLD_CSTRING_OTHER(rows, meaning, "Meaning", check_text, "What the response says; empty: unchanged"),
        UAT_FLD_CSTRING_OTHER(rows, cause, "Cause", check_text, "Why it was sent; empty: unchanged"),
        UAT_FLD_CSTRING_OTHER(rows, fix, "Fix", check_text, "What to do; empty: unchanged"),
        UAT_END_FIELDS,
    };

    return uat_new("SIP Expert responses", sizeof(table_row), "sipexpert_responses", TRUE, &rows, &row_count,
                   UAT_AFFECTS_DISSECTION, NULL, copy_row, compile_row, free_row, NULL, NULL, fields);
}

static bool
matches(const GRegex *regex, sip_text text)
{
    return regex == NULL ||
           (text.at != NULL && g_regex_match_full(regex, text.at, (gssize)text.size, 0, G_REGEX_MATCH_DEFAULT, NULL, NULL));
}

static bool
row_is_for(const table_row *row, const sip_message *response)
{
    return row->code == (guint32)response->status && matches(row->phrase_regex, response->phrase) &&
           (matches(row->agent_regex, sip_message_header(response, SIP_HEADER_SERVER)) ||
            matches(row->agent_regex, sip_message_header(response, SIP_HEADER_USER_AGENT)));
}

static const char *
text_or_null(wmem_allocator_t *scope, const char *text)
{
    return text != NULL && *text != '\0' ? wmem_strdup(scope, text) : NULL;
}

const user_entry *
user_table_find(wmem_allocator_t *scope, const sip_message *response)
{
    for (guint i = 0; i < row_count; i++) {
        const table_row *row = &rows[i];
        if (row_is_for(row, response)) {
            user_entry *entry = wmem_new(scope, user_entry);
            entry->has_severity = row->severity != UNCHANGED;
            entry->severity = entry->has_severity ? (catalog_severity)row->severity : CATALOG_CHAT;
            entry->meaning = text_or_null(scope, row->meaning);
            entry->cause = text_or_null(scope, row->cause);
            entry->fix = text_or_null(scope, row->fix);
            return entry;
        }
    }
    return NULL;
}
