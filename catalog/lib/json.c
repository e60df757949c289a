/* json.c
 * Writes JSON (RFC 8259) into a string; see json.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "json.h"

#include <string.h>

void
json_append_string(GString *json, const char *text)
{
    if (text == NULL) {
        g_string_append(json, "null");
        return;
    }
    g_string_append_c(json, '"');
    for (const char *at = text; *at != '\0'; at++) {
        if ((unsigned char)*at < 0x20) {
            g_string_append_printf(json, "\\u%04x", (unsigned)*at);
        } else {
            if (*at == '"' || *at == '\\') {
                g_string_append_c(json, '\\');
            }
            g_string_append_c(json, *at);
        }
    }
    g_string_append_c(json, '"');
}

void
json_append_name(GString *json, const char *name)
{
    if (json->len > 0 && strchr("{[", json->str[json->len - 1]) == NULL) {
        g_string_append(json, ", ");
    }
    json_append_string(json, name);
    g_string_append(json, ": ");
}

void
json_append_member(GString *json, const char *name, const char *text)
{
    json_append_name(json, name);
    json_append_string(json, text);
}

void
json_append_strings(GString *json, const char *name, const char *const *texts)
{
    json_append_name(json, name);
    g_string_append_c(json, '[');
    for (const char *const *text = texts; *text != NULL; text++) {
        g_string_append(json, text == texts ? "" : ", ");
        json_append_string(json, *text);
    }
    g_string_append_c(json, ']');
}
