/* stated.c
 * What the sender of a failure states in words; see stated.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "stated.h"

#include <string.h>

/* Kamailio sends its own log line in a 392 (RFC 3261 20.43 has no such warn-code). */
#define WARN_NOISY_FEEDBACK 392

/* No more lines of a header are read: nobody reads more. */
#define MAX_LINES 8

/* Headers of no RFC in which products write why they refuse; the values are read as text, quotes taken off. */
static const char *const own_headers[] = {
    "X-Reason",
    "X-Error",
    "X-Error-Info",
    "X-Failure-Reason",
    "X-Asterisk-HangupCause",
    "X-Hangup-Cause",
    "P-Reason",
    "X-Cause",
    "X-Disconnect-Reason",
    "X-FS-Hangup-Cause",
    "ms-diagnostics",
    "ms-diagnostics-public",
    "X-MS-Diagnostics",
    "X-Twilio-Error",
};

static sip_text
without_quotes(sip_text text)
{
    text = sip_text_trimmed(text);
    if (text.at != NULL && text.size >= 2 && text.at[0] == '"' && text.at[text.size - 1] == '"') {
        text = (sip_text){ text.at + 1, text.size - 2 };
    }
    return text;
}

/* The text after warn-code and warn-agent (RFC 3261 20.43). */
static sip_text
warning_text(sip_text value)
{
    const char *end = value.at + value.size;
    const sip_text code = sip_text_token(value);
    const char *rest = code.at + code.size;
    const sip_text agent = sip_text_token((sip_text){ rest, (size_t)(end - rest) });

    rest = agent.at + agent.size;
    return without_quotes((sip_text){ rest, (size_t)(end - rest) });
}

static bool
has_letters(sip_text text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (g_ascii_isalpha(text.at[i]) || (unsigned char)text.at[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

static bool
is_name_of_q850(const finding *found, sip_text text)
{
    for (int cause = 1; cause <= Q850_LAST; cause++) {
        const catalog_reason *entry = catalog_find_q850(found->knowledge, cause);
        if (entry != NULL && sip_text_is(text, entry->name)) {
            return true;
        }
    }
    return false;
}

/* A name in capitals like NO_ROUTE_DESTINATION. */
static bool
is_in_capitals(sip_text text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (!g_ascii_isupper(text.at[i]) && !g_ascii_isdigit(text.at[i]) && text.at[i] != '_') {
            return false;
        }
    }
    return text.at != NULL && memchr(text.at, '_', text.size) != NULL;
}

/* True if the text is a phrase that is registered for the code of the response. */
static bool
is_registered(const finding *found, sip_text text)
{
    return sip_text_is(text, found->result->entry->phrase);
}

static bool
is_statement(const finding *found, sip_text text)
{
    return text.at != NULL && has_letters(text) && !is_registered(found, text) && !catalog_is_unspecific(text.at, text.size);
}

/* Takes the text if it is the first statement, or the first with a topic. Returns true when no further one is needed. */
static bool
take(const finding *found, finding_statement *best, sip_text text)
{
    if (!is_statement(found, text)) {
        return false;
    }
    const catalog_topic topic = catalog_topic_of(text.at, text.size);
    if (topic != TOPIC_NONE || best->words.at == NULL) {
        *best = (finding_statement){ .words = text, .topic = topic };
    }
    return topic != TOPIC_NONE;
}

static bool
take_warnings(const finding *found, finding_statement *best)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text value;

    for (int i = 0; i < MAX_LINES && sip_message_next_value(found->response, SIP_HEADER_WARNING, &values, &value); i++) {
        const gint64 code = sip_text_number(value);
        const catalog_reason *entry = code >= 0 && code <= WARN_LAST ? catalog_find_warning(found->knowledge, (int)code) : NULL;
        const sip_text text = warning_text(value);
        /* The registered text of a warn-code says what its number says. */
        if (code != WARN_NOISY_FEEDBACK && (entry == NULL || !sip_text_is(text, entry->name)) && take(found, best, text)) {
            return true;
        }
    }
    return false;
}

static bool
take_reasons(const finding *found, finding_statement *best)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text value;

    for (int i = 0; i < MAX_LINES && sip_message_next_value(found->response, SIP_HEADER_REASON, &values, &value); i++) {
        const sip_text text = sip_text_trimmed(sip_text_parameter(value, "text"));
        const gint64 cause = sip_text_number(sip_text_parameter(value, "cause"));
        /* The name of a cause says what its number says; some products have names with numbers of their own. */
        const bool is_name = is_name_of_q850(found, text) || (is_in_capitals(text) && cause >= 1 && cause <= Q850_LAST);
        if (!is_name && take(found, best, text)) {
            return true;
        }
    }
    return false;
}

/* What a header of a product's own says: all of it, or its reason parameter. */
static sip_text
own_text(sip_text value)
{
    const sip_text reason = sip_text_parameter(value, "reason");

    return reason.at != NULL ? reason : without_quotes(value);
}

bool
stated_next_header(const finding *found, sip_text *rest, sip_text *name, sip_text *value)
{
    if (rest->at == NULL) {
        *rest = found->response->headers;
    }
    while (found->response->has_others && sip_message_take_header(rest, name, value)) {
        for (size_t i = 0; i < G_N_ELEMENTS(own_headers); i++) {
            if (sip_text_is(*name, own_headers[i])) {
                return true;
            }
        }
    }
    return false;
}

static bool
take_own_headers(const finding *found, finding_statement *best)
{
    sip_text rest = { NULL, 0 };
    sip_text name;
    sip_text value;

    while (stated_next_header(found, &rest, &name, &value)) {
        const sip_text text = own_text(value);
        if (!is_name_of_q850(found, text) && !is_in_capitals(text) && take(found, best, text)) {
            return true;
        }
    }
    return false;
}

static finding_statement
read_statement(const finding *found)
{
    finding_statement best = { .topic = TOPIC_NONE };

    finding_statement by_phrase = { .topic = TOPIC_NONE };
    const bool has_topic = take_warnings(found, &best) || take_reasons(found, &best) || take_own_headers(found, &best);

    take(found, &by_phrase, found->response->phrase);
    /* Of two texts that say the same the phrase is the one that everybody sees. */
    return by_phrase.words.at != NULL && (!has_topic || by_phrase.topic == best.topic) &&
                   (best.words.at == NULL || by_phrase.topic != TOPIC_NONE)
               ? by_phrase
               : best;
}

static const finding_statement *
statement_of(finding *found)
{
    if (!found->has_statement) {
        const finding_statement read =
            found->response->status >= 300 ? read_statement(found) : (finding_statement){ .topic = TOPIC_NONE };
        found->has_statement = true;
        found->statement = read;
    }
    return &found->statement;
}

catalog_topic
finding_topic(finding *found)
{
    return statement_of(found)->topic;
}

sip_text
finding_stated(finding *found)
{
    return statement_of(found)->words;
}
