/* call_filter.c
 * A display filter of all legs of a call; see call_filter.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "call_filter.h"

#include "compat.h"
#include "dissector.h"
#include "strings.h"
#include "text_clean.h"

#include <string.h>

#include <epan/conversation_filter.h>

/* More Call-IDs make no filter that anybody could read. */
#define MAX_LEGS 64

/* True if the field sip.Call-ID holds this very text. Wireshark puts a character of its own in the place of bytes that are not UTF-8. */
static bool
is_writable(const char *id)
{
    if (*id == '\0' || string_is_shortened(id) || !g_utf8_validate(id, -1, NULL)) {
        return false;
    }
    for (const char *byte = id; *byte != '\0'; byte++) {
        if (g_ascii_iscntrl(*byte)) {
            return false;
        }
    }
    return true;
}

/* Appends a comparison. A file of colouring rules has @ between its parts, so that is written as its code. */
static void
append_comparison(GString *filter, const char *field, const char *text)
{
    g_string_append_printf(filter, "%s%s == \"", filter->len > 0 ? " || " : "", field);
    for (const char *byte = text; *byte != '\0'; byte++) {
        if (*byte == '@') {
            g_string_append(filter, "\\x40");
            continue;
        }
        if (*byte == '"' || *byte == '\\') {
            g_string_append_c(filter, '\\');
        }
        g_string_append_c(filter, *byte);
    }
    g_string_append_c(filter, '"');
}

static char *
filter_of(const sip_call *call)
{
    GString *filter = g_string_new(NULL);
    const sip_call *first = call_first_leg(call);
    const sip_call *leg = first;
    bool is_complete = true;

    for (size_t i = 0; leg != NULL && i < MAX_LEGS; i++, leg = call_next_leg(leg)) {
        if (is_writable(leg->id)) {
            append_comparison(filter, "sip.Call-ID", leg->id);
        } else {
            is_complete = false;
        }
    }
    /* The plugin's own field finds all but ACK, of whatever leg. */
    if (leg != NULL || !is_complete) {
        char *id = text_cleaned(first->id);
        append_comparison(filter, "sipexpert.call", id);
        g_free(id);
    }
    return g_string_free(filter, FALSE);
}

/* Messages without Call-ID are no call. */
static const sip_call *
call_of_frame(packet_info *pinfo)
{
    const sip_call *call = dissector_call_of_frame(pinfo);

    return call != NULL && *call->id != '\0' ? call : NULL;
}

static compat_bool
is_there(packet_info *pinfo COMPAT_FILTER_DATA)
{
    return call_of_frame(pinfo) != NULL;
}

static char *
build(packet_info *pinfo COMPAT_FILTER_DATA)
{
    const sip_call *call = call_of_frame(pinfo);

    return call != NULL ? filter_of(call) : NULL;
}

void
call_filter_register(void)
{
    register_conversation_filter("sipexpert", "SIP call, all legs", is_there, build COMPAT_NO_FILTER_DATA);
}
