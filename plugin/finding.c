/* finding.c
 * A diagnosis in the making; see finding.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

#include <stdarg.h>
#include <string.h>

/* Evidence is shown in one line of the packet details. */
#define EVIDENCE_BYTES 200
/* What is taken over from hop to hop must not grow with the number of hops. */
#define MAX_LINES 32

bool
finding_conclude_as(finding *found, const char *verdict, catalog_severity severity)
{
    found->result->verdict = catalog_find_verdict(found->knowledge, verdict);
    found->result->severity = severity;
    found->result->certain = found->result->verdict->certain;
    return true;
}

bool
finding_conclude(finding *found, const char *verdict)
{
    return finding_conclude_as(found, verdict, catalog_find_verdict(found->knowledge, verdict)->severity);
}

bool
finding_conclude_if_shown(finding *found, const char *verdict, bool shown)
{
    finding_conclude(found, verdict);
    found->result->certain = shown;
    return true;
}

void
finding_set(finding *found, const char *name, const char *text)
{
    if (found->value_count < FINDING_MAX_VALUES) {
        found->values[found->value_count++] = (catalog_value){ name, text };
    }
}

const char *
finding_own(finding *found, char *text)
{
    g_ptr_array_add(found->owned, text);
    return text;
}

const char *
finding_number(finding *found, gint64 number)
{
    return finding_own(found, g_strdup_printf("%" G_GINT64_FORMAT, number));
}

void
finding_set_number(finding *found, const char *name, gint64 number)
{
    finding_set(found, name, number >= 0 ? finding_number(found, number) : NULL);
}

const char *
finding_copy(finding *found, sip_text text)
{
    if (text.at == NULL) {
        return NULL;
    }
    GString *copy = g_string_sized_new(MIN(text.size, EVIDENCE_BYTES));
    bool blank = false;
    for (size_t i = 0; i < text.size && copy->len < EVIDENCE_BYTES; i++) {
        /* A folded line is one value. */
        const bool is_blank = g_ascii_isspace(text.at[i]);
        if (!is_blank || !blank) {
            g_string_append_c(copy, is_blank ? ' ' : g_ascii_isprint(text.at[i]) ? text.at[i] : '?');
        }
        blank = is_blank;
    }
    return finding_own(found, g_string_free(copy, FALSE));
}

void
finding_add_line(finding *found, char *line)
{
    if (found->evidence->len >= MAX_LINES || g_ptr_array_find_with_equal_func(found->evidence, line, g_str_equal, NULL)) {
        g_free(line);
    } else {
        g_ptr_array_add(found->evidence, line);
    }
}

void
finding_show(finding *found, const char *kind, ...)
{
    catalog_value values[6];
    size_t count = 0;
    va_list arguments;
    const char *name;

    va_start(arguments, kind);
    while ((name = va_arg(arguments, const char *)) != NULL && count < G_N_ELEMENTS(values)) {
        values[count].name = name;
        values[count].text = va_arg(arguments, const char *);
        count++;
    }
    va_end(arguments);
    finding_add_line(
        found, catalog_fill(found->knowledge, catalog_find_evidence(found->knowledge, kind), values, count, CATALOG_LINE_BYTES));
}

void
finding_show_frame(finding *found, const char *kind, guint32 frame)
{
    finding_show(found, kind, "frame", finding_number(found, frame), NULL);
}

bool
finding_is_of(const finding *found, const char *method)
{
    return strcmp(found->transaction->method, method) == 0;
}

int
finding_q850(const finding *found)
{
    sip_values reasons = { .line = { NULL, 0 } };
    sip_text reason;

    while (sip_message_next_value(found->response, SIP_HEADER_REASON, &reasons, &reason)) {
        const gint64 cause = sip_text_number(sip_text_parameter(reason, "cause"));
        if (sip_text_is(sip_text_token(reason), "Q.850") && cause >= 1 && cause <= 127) {
            return (int)cause;
        }
    }
    return 0;
}

bool
finding_q850_is_circuit(const finding *found)
{
    const int cause = finding_q850(found);

    return cause == 34 || cause == 42 || cause == 44 || cause == 47;
}

bool
finding_is_made_by(const finding *found, const char *product)
{
    const sip_text server = sip_message_header(found->response, SIP_HEADER_SERVER);

    return server.size >= strlen(product) && g_ascii_strncasecmp(server.at, product, strlen(product)) == 0;
}

bool
finding_is_made_by_proxy(const finding *found)
{
    return finding_is_made_by(found, "kamailio") || finding_is_made_by(found, "OpenSIPS");
}

bool
finding_has_warning(const finding *found, int warn_code)
{
    sip_values warnings = { .line = { NULL, 0 } };
    sip_text warning;

    while (sip_message_next_value(found->response, SIP_HEADER_WARNING, &warnings, &warning)) {
        if (sip_text_number(warning) == warn_code) {
            return true;
        }
    }
    return false;
}

bool
finding_phrase_contains(const finding *found, const char *word)
{
    const sip_text phrase = found->response->phrase;
    const size_t size = strlen(word);

    for (size_t at = 0; at + size <= phrase.size; at++) {
        if (g_ascii_strncasecmp(phrase.at + at, word, size) == 0) {
            return true;
        }
    }
    return false;
}
