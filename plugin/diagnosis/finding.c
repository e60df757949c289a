/* finding.c
 * A diagnosis in the making; see finding.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

#include "text_clean.h"

#include <stdarg.h>
#include <string.h>

/* Evidence is shown in one line of the packet details. */
#define EVIDENCE_BYTES 200
#define MAX_VALUES_OF_EVIDENCE 6
#define DIGITS_OF_NUMBER 20

static bool
conclude(finding *found, const catalog_verdict *verdict, catalog_severity severity)
{
    found->result->verdict = verdict;
    found->result->severity = severity;
    found->result->certain = verdict->certain;
    return true;
}

bool
finding_conclude_as(finding *found, catalog_verdict_id verdict, catalog_severity severity)
{
    return conclude(found, catalog_verdict_of(found->knowledge, verdict), severity);
}

bool
finding_conclude(finding *found, catalog_verdict_id verdict)
{
    const catalog_verdict *entry = catalog_verdict_of(found->knowledge, verdict);

    return conclude(found, entry, entry->severity);
}

bool
finding_conclude_if_shown(finding *found, catalog_verdict_id verdict, bool shown)
{
    finding_conclude(found, verdict);
    found->result->certain = shown;
    return true;
}

void
finding_set_placeholder(finding *found, const char *name, const char *text)
{
    if (found->value_count < FINDING_MAX_VALUES) {
        found->values[found->value_count++] = (catalog_value){ name, text };
    }
}

void
finding_set_placeholder_number(finding *found, const char *name, gint64 number)
{
    finding_set_placeholder(found, name, number >= 0 ? finding_number(found, number) : NULL);
}

const char *
finding_keep_text(finding *found, const char *text)
{
    const size_t size = strlen(text) + 1;

    return memcpy(scratch_take(&found->scratch, size), text, size);
}

const char *
finding_number(finding *found, gint64 number)
{
    char digits[DIGITS_OF_NUMBER + 1];
    char *first = digits + DIGITS_OF_NUMBER;
    guint64 rest = (guint64)number;

    *first = '\0';
    do {
        *--first = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    return finding_keep_text(found, first);
}

const char *
finding_copy(finding *found, sip_text text)
{
    if (text.at == NULL) {
        return NULL;
    }
    const size_t room = MIN(text.size, EVIDENCE_BYTES) + 1;
    char *copy = scratch_take(&found->scratch, room);
    text_clean(copy, room, text.at, text.size);
    return copy;
}

const char *
finding_copy_string(finding *found, const char *string)
{
    return string != NULL ? finding_copy(found, sip_text_of(string)) : NULL;
}

static bool
facts_are_equal(const diagnosis_fact *one, const diagnosis_fact *other)
{
    if (one->count != other->count || one->kind != other->kind) {
        return false;
    }
    for (size_t i = 0; i < one->count; i++) {
        if (g_strcmp0(one->values[i].text, other->values[i].text) != 0) {
            return false;
        }
    }
    return true;
}

void
finding_add(finding *found, const diagnosis_fact *fact)
{
    if (found->fact_count == G_N_ELEMENTS(found->facts)) {
        return;
    }
    for (size_t i = 1; i < found->fact_count; i++) {
        if (facts_are_equal(found->facts[i], fact)) {
            return;
        }
    }
    found->facts[found->fact_count++] = fact;
}

bool
finding_has(const finding *found, catalog_evidence_id kind)
{
    for (size_t i = 1; i < found->fact_count; i++) {
        if (found->facts[i]->kind == kind) {
            return true;
        }
    }
    return false;
}

const char *
finding_value(const finding *found, const char *name)
{
    for (size_t i = 1; i < found->fact_count; i++) {
        for (size_t j = 0; j < found->facts[i]->count; j++) {
            if (strcmp(found->facts[i]->values[j].name, name) == 0) {
                return found->facts[i]->values[j].text;
            }
        }
    }
    return NULL;
}

const sip_message *
finding_request(finding *found)
{
    if (!found->was_read) {
        found->was_read = true;
        found->has_request = sip_request_message(found->request, &found->request_message);
    }
    return found->has_request ? &found->request_message : NULL;
}

const diagnosis_fact *
finding_fact(finding *found, catalog_evidence_id kind, const catalog_value *values, size_t count)
{
    diagnosis_fact *fact = scratch_take(&found->scratch, sizeof *fact + count * sizeof *values);

    fact->kind = kind;
    fact->count = count;
    memcpy(fact->values, values, count * sizeof *values);
    return fact;
}

void
finding_show(finding *found, catalog_evidence_id kind, ...)
{
    catalog_value values[MAX_VALUES_OF_EVIDENCE] = { { NULL, NULL } };
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
    finding_add(found, finding_fact(found, kind, values, count));
}

void
finding_show_frame(finding *found, catalog_evidence_id kind, guint32 frame)
{
    const catalog_value value = { "frame", finding_number(found, frame) };

    finding_add(found, finding_fact(found, kind, &value, 1));
}

void
finding_show_request(finding *found, const char *name, const char *value)
{
    finding_show(found, EVIDENCE_ASKED, "frame", finding_number(found, found->request->frame), "name", name, "value", value, NULL);
}

bool
finding_is_of(const finding *found, const char *method)
{
    return transaction_is_of(found->transaction, method);
}

int
finding_q850(const sip_message *response)
{
    sip_values reasons = { .line = { NULL, 0 } };
    sip_text reason;

    if (sip_message_header(response, SIP_HEADER_REASON).at == NULL) {
        return 0;
    }
    while (sip_message_next_value(response, SIP_HEADER_REASON, &reasons, &reason)) {
        const gint64 cause = sip_text_number(sip_text_parameter(reason, "cause"));
        if (sip_text_is(sip_text_token(reason), "Q.850") && cause >= 1 && cause <= Q850_LAST) {
            return (int)cause;
        }
    }
    return 0;
}

bool
finding_q850_is_circuit(const finding *found)
{
    const int cause = found->q850;

    return cause == Q850_NO_CIRCUIT || cause == Q850_CONGESTION || cause == Q850_CHANNEL_NOT_AVAILABLE ||
           cause == Q850_RESOURCE_UNAVAILABLE;
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
    return sip_text_contains(found->response->phrase, word);
}

bool
finding_phrase_is_registered(const finding *found)
{
    return sip_text_is(found->response->phrase, found->result->entry->phrase);
}

static bool
has_words(sip_text text, const char *words)
{
    const size_t size = strlen(words);

    for (size_t at = 0; at + size <= text.size; at++) {
        if (g_ascii_strncasecmp(text.at + at, words, size) == 0 && (at == 0 || !g_ascii_isalnum(text.at[at - 1])) &&
            (at + size == text.size || !g_ascii_isalnum(text.at[at + size]))) {
            return true;
        }
    }
    return false;
}

bool
finding_says(const finding *found, const char *words)
{
    static const sip_header headers[] = { SIP_HEADER_WARNING, SIP_HEADER_REASON };

    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
        sip_text line = sip_message_header(found->response, headers[i]);
        while (line.at != NULL) {
            if (has_words(line, words)) {
                return true;
            }
            if (!sip_message_next_header(found->response, headers[i], &line)) {
                break;
            }
        }
    }
    return has_words(found->response->phrase, words);
}
