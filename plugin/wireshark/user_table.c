/* user_table.c
 * The user's own explanations; see user_table.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "user_table.h"

#include "compat.h"

#include <epan/packet.h>

/* After the severities of the catalog. */
#define UNCHANGED (CATALOG_ERROR + 1)

/*
 * A pattern that takes more steps than this on a text does not match it. GLib has no function for that, but PCRE reads settings at the
 * head of a pattern, and the last one holds. The empty comment ends that head, so a setting of the user's is a fault.
 */
#define MATCH_LIMIT "(*LIMIT_MATCH=10000)(?#)"

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
    user_entry *entry; /* what the row says, apart from it: annotations keep that when the row is edited */
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
    g_clear_pointer(&row->entry, user_entry_unref);
}

static GRegex *
regex_of(const char *pattern, GError **error)
{
    return g_regex_new(pattern, G_REGEX_CASELESS | G_REGEX_RAW, 0, error);
}

static GRegex *
limited_regex_of(const char *pattern, GError **error)
{
    char *limited = g_strconcat(MATCH_LIMIT, pattern, NULL);
    GRegex *regex = regex_of(limited, error);

    g_free(limited);
    return regex;
}

/* Fields are checked one by one: so Wireshark names file and line of a wrong one. */
static compat_bool
check_code(void *row _U_, const char *text, unsigned size, const void *data _U_, const void *field _U_, char **fault)
{
    char *number = g_strndup(text, size);
    const bool is_code = g_ascii_string_to_unsigned(number, 10, CATALOG_FIRST_CODE, CATALOG_LAST_CODE, NULL, NULL);

    *fault = is_code ? NULL
                     : g_strdup_printf("%s is no response code: it must be from %d to %d", number, CATALOG_FIRST_CODE,
                                       CATALOG_LAST_CODE);
    g_free(number);
    return is_code;
}

/* Tried without the limit first, whose text would be in the message. */
static compat_bool
check_pattern(void *row _U_, const char *text, unsigned size, const void *data _U_, const void *field _U_, char **fault)
{
    char *pattern = g_strndup(text, size);
    GError *error = NULL;
    GRegex *regex = regex_of(pattern, &error);
    GRegex *limited_regex = limited_regex_of(pattern, NULL);

    *fault = NULL;
    if (regex == NULL) {
        *fault = g_strdup_printf("no regular expression: %s", error->message);
    } else if (limited_regex == NULL) {
        *fault = g_strdup_printf("no regular expression: ‘%s’ begins with a setting of PCRE's", pattern);
    }
    g_clear_error(&error);
    g_clear_pointer(&regex, g_regex_unref);
    g_clear_pointer(&limited_regex, g_regex_unref);
    g_free(pattern);
    return *fault == NULL;
}

/* Marks, embeddings, overrides and isolates that change the direction in which what comes after them is written (Unicode, UAX #9). */
static bool
is_bidi_control(gunichar letter)
{
    return letter == 0x061C || letter == 0x200E || letter == 0x200F || (letter >= 0x202A && letter <= 0x202E) ||
           (letter >= 0x2066 && letter <= 0x2069);
}

/* What is shown in one line, as it was typed. */
static bool
is_one_line(const char *text, size_t size)
{
    if (!g_utf8_validate(text, (gssize)size, NULL)) {
        return false;
    }
    for (const char *at = text; at < text + size; at = g_utf8_next_char(at)) {
        const gunichar letter = g_utf8_get_char(at);
        const GUnicodeType type = g_unichar_type(letter);
        if (type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR ||
            is_bidi_control(letter)) {
            return false;
        }
    }
    return true;
}

static compat_bool
check_text(void *row _U_, const char *text, unsigned size, const void *data _U_, const void *field _U_, char **fault)
{
    const bool is_sound = is_one_line(text, size);

    *fault = is_sound ? NULL : g_strdup("a text must be one line of UTF-8, without control characters");
    return is_sound;
}

static GRegex *
regex_or_any(const char *pattern)
{
    return pattern != NULL && *pattern != '\0' ? limited_regex_of(pattern, NULL) : NULL;
}

static char *
text_or_null(const char *text)
{
    return text != NULL && *text != '\0' ? g_strdup(text) : NULL;
}

static user_entry *
entry_of(const table_row *row)
{
    user_entry *entry = g_rc_box_new0(user_entry);

    entry->has_severity = row->severity != UNCHANGED;
    entry->severity = entry->has_severity ? (catalog_severity)row->severity : CATALOG_CHAT;
    entry->meaning = text_or_null(row->meaning);
    entry->cause = text_or_null(row->cause);
    entry->fix = text_or_null(row->fix);
    return entry;
}

user_entry *
user_entry_ref(user_entry *entry)
{
    return g_rc_box_acquire(entry);
}

static void
clear_entry(gpointer data)
{
    user_entry *entry = data;

    g_free(entry->meaning);
    g_free(entry->cause);
    g_free(entry->fix);
}

void
user_entry_unref(gpointer entry)
{
    g_rc_box_release_full(entry, clear_entry);
}

/* Wireshark calls this for a row that is new or was edited. */
static compat_bool
prepare_row(void *data, char **fault _U_)
{
    table_row *row = data;

    g_clear_pointer(&row->phrase_regex, g_regex_unref);
    g_clear_pointer(&row->agent_regex, g_regex_unref);
    g_clear_pointer(&row->entry, user_entry_unref);
    row->phrase_regex = regex_or_any(row->phrase);
    row->agent_regex = regex_or_any(row->agent);
    row->entry = entry_of(row);
    return true;
}

static void *
copy_row(void *to, const void *from, size_t size _U_)
{
    const table_row *row = from;
    table_row *copy = to;

    *copy = (table_row){ .code = row->code,
                         .phrase = g_strdup(row->phrase),
                         .agent = g_strdup(row->agent),
                         .severity = row->severity,
                         .meaning = g_strdup(row->meaning),
                         .cause = g_strdup(row->cause),
                         .fix = g_strdup(row->fix) };
    prepare_row(copy, NULL);
    return copy;
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
                   UAT_AFFECTS_DISSECTION, NULL, copy_row, prepare_row, free_row, NULL, NULL, fields);
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

user_entry *
user_table_find(const sip_message *response)
{
    for (guint i = 0; i < row_count; i++) {
        if (row_is_for(&rows[i], response)) {
            return rows[i].entry;
        }
    }
    return NULL;
}
