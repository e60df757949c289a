/* values.c
 * The values that the cause and the fix of a verdict name; see finding.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

#include <string.h>

/* More targets than anybody reads. */
#define MAX_CONTACTS 4

/* The addresses a redirection names; NULL if it names none. */
static const char *
contacts(finding *found)
{
    sip_values contacts = { .line = { NULL, 0 } };
    GString *list = NULL;
    sip_text contact;

    for (int i = 0; i < MAX_CONTACTS && sip_message_next_value(found->response, SIP_HEADER_CONTACT, &contacts, &contact); i++) {
        list = list == NULL ? g_string_new(NULL) : g_string_append(list, ", ");
        g_string_append(list, finding_copy(found, sip_text_uri(contact)));
    }
    if (list == NULL) {
        return NULL;
    }
    const char *kept = finding_keep_text(found, list->str);
    g_string_free(list, TRUE);
    return kept;
}

static const char *
code(finding *found)
{
    return finding_number(found, found->response->status);
}

static const char *
phrase(finding *found)
{
    return finding_copy(found, found->response->phrase);
}

static const char *
size(finding *found)
{
    const gint64 bytes = finding_details(found)->size;

    return bytes >= 0 ? finding_number(found, bytes) : NULL;
}

static const char *
uri(finding *found)
{
    return finding_details(found)->uri;
}

static const char *
offer(finding *found)
{
    return finding_extras(found)->offer;
}

static const char *
event(finding *found)
{
    return finding_extras(found)->event;
}

static const char *
type(finding *found)
{
    return finding_extras(found)->content_type;
}

static const char *
etag(finding *found)
{
    return finding_extras(found)->etag;
}

/* What any cause or fix may name. Rules that mean something else by a name have set theirs before, and the first one counts. */
static void
set_common_values(finding *found)
{
    const sip_transaction *transaction = found->transaction;

    finding_set_placeholder(found, "user", finding_copy_string(found, found->request->user));
    finding_set_placeholder(found, "method", finding_copy_string(found, transaction->method));
    finding_set_placeholder(found, "source", transaction->client != NULL ? transaction->client->name : NULL);
    finding_set_placeholder(found, "destination", transaction->server != NULL ? transaction->server->name : NULL);
}

/* The same for what takes some work: made only if it is named. */
static const struct {
    const char *name;
    const char *(*make)(finding *found);
} made_values[] = {
    { "code", code },   { "phrase", phrase }, { "size", size }, { "uri", uri },          { "offer", offer },
    { "event", event }, { "type", type },     { "etag", etag }, { "contact", contacts },
};

static bool
is_name(const char *name, const char *at, size_t length)
{
    return strncmp(name, at, length) == 0 && name[length] == '\0';
}

static const catalog_value *
value_named(const catalog_value *values, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (is_name(values[i].name, name, length)) {
            return &values[i];
        }
    }
    return NULL;
}

static const catalog_value *
value_of_finding(finding *found, const char *name, size_t length)
{
    const catalog_value *value = value_named(found->values, found->value_count, name, length);

    for (size_t i = 0; value == NULL && i < G_N_ELEMENTS(made_values); i++) {
        if (is_name(made_values[i].name, name, length)) {
            finding_set_placeholder(found, made_values[i].name, made_values[i].make(found));
            value = value_named(found->values, found->value_count, name, length);
        }
    }
    return value;
}

/* Appends the values that the pattern names to those that are there. Returns how many there are now. */
static size_t
add_named_values(finding *found, const char *pattern, catalog_value *values, size_t count)
{
    pattern_placeholder placeholder;

    for (const char *rest = pattern; pattern_find_placeholder(rest, &placeholder); rest = placeholder.begin + placeholder.size) {
        const catalog_value *value = value_of_finding(found, placeholder.name, placeholder.name_size);
        if (value != NULL && value_named(values, count, placeholder.name, placeholder.name_size) == NULL) {
            values[count++] = *value;
        }
    }
    return count;
}

void
finding_add_values(finding *found)
{
    const catalog_verdict *verdict = found->result->verdict;

    if (verdict != NULL && found->facts[0] == NULL) {
        catalog_value values[FINDING_MAX_VALUES];
        set_common_values(found);
        size_t count = add_named_values(found, verdict->cause, values, 0);
        count = add_named_values(found, verdict->fix, values, count);
        found->facts[0] = finding_fact(found, EVIDENCE_COUNT, values, count);
    }
}
