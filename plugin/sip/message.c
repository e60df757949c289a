/* message.c
 * One SIP message in raw bytes; see message.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message.h"

#include "message_fast.h"
#include "text_scan.h"

static const sip_text absent = { NULL, 0 };

/* Reads the status code and the phrase after the blank. */
static bool
read_status(sip_message *message, const char *blank, const char *end)
{
    const char *code = blank + 1;

    if (end - code < 3 || !g_ascii_isdigit(code[0]) || !g_ascii_isdigit(code[1]) || !g_ascii_isdigit(code[2]) ||
        (end - code > 3 && code[3] != ' ')) {
        return false;
    }
    message->is_response = true;
    message->status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
    message->phrase = scan_trimmed(code + 3, end);
    message->method = message->request_uri = absent;
    return true;
}

/* Where the last " SIP/" begins; NULL if there is none. g_strrstr_len() does not look beyond a zero byte. */
static const char *
find_version(const char *begin, const char *end)
{
    return g_strrstr_len(begin, end - begin, " SIP/");
}

static bool
read_request_line(sip_message *message, const char *begin, const char *end)
{
    const char *uri = scan_find(' ', begin, end);
    const char *version = uri != NULL ? find_version(uri + 1, end) : NULL;

    if (version == NULL || uri == begin) {
        return false;
    }
    message->is_response = false;
    message->status = 0;
    message->phrase = absent;
    message->method = scan_span(begin, uri);
    message->request_uri = scan_trimmed(uri + 1, version);
    return true;
}

/* Reads the line that ends before that place. */
static bool
read_start_line(sip_message *message, const char *begin, const char *stop)
{
    const char *end = stop > begin && stop[-1] == '\r' ? stop - 1 : stop;

    message->start_line = scan_span(begin, end);
    if (sip_text_begins_with(message->start_line, "SIP/")) {
        const char *blank = scan_find(' ', begin, end);
        return blank != NULL && read_status(message, blank, end);
    }
    return read_request_line(message, begin, end);
}

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* After the header line, which goes on in the next line if that begins with white space. */
static const char *
after_header_line(const char *at, const char *end)
{
    for (;;) {
        const char *newline = scan_find('\n', at, end);
        if (newline == NULL) {
            return end;
        }
        at = newline + 1;
        if (at == end || !is_blank(*at)) {
            return at;
        }
    }
}

static sip_text
without_line_end(const char *begin, const char *end)
{
    while (begin < end && (end[-1] == '\n' || end[-1] == '\r')) {
        end--;
    }
    return scan_span(begin, end);
}

/* Takes one line, folded ones joined, off *rest; the line end is not part of *line. */
static bool
take_header_line(sip_text *rest, sip_text *line)
{
    if (rest->size == 0) {
        return false;
    }
    const char *end = rest->at + rest->size;
    const char *next = after_header_line(rest->at, end);

    *line = without_line_end(rest->at, next);
    *rest = scan_span(next, end);
    return true;
}

/* After the empty line that begins there; NULL if it is none. */
static const char *
after_empty_line(const char *at, const char *end)
{
    while (at < end && *at == '\r') {
        at++;
    }
    return at == end ? end : *at == '\n' ? at + 1 : NULL;
}

/* Splits a header line at its colon. */
static bool
split_header(sip_text line, sip_header *name, sip_text *value)
{
    const char *colon = memchr(line.at, ':', line.size);

    if (colon == NULL) {
        return false;
    }
    *name = sip_header_named(scan_trimmed(line.at, colon));
    *value = scan_trimmed(colon + 1, line.at + line.size);
    return true;
}

/* Reads a header line of any form and returns the place after it. */
static const char *
read_header_line(sip_message *message, const char *begin, const char *end)
{
    sip_text rest = scan_span(begin, end);
    sip_text line;
    sip_text value;
    sip_header name;

    if (take_header_line(&rest, &line) && split_header(line, &name, &value)) {
        if (name != SIP_HEADER_COUNT) {
            message_add_header(message, name, value);
        } else {
            message->has_others = true;
        }
    }
    return rest.at;
}

/* Returns where the body begins. */
static const char *
read_headers(sip_message *message, const char *begin, const char *end, bool plainly)
{
    const char *at = begin;

    message->present = message->repeated = 0;
    message->has_others = false;
    while (at < end) {
        at = plainly ? at : message_read_usual_lines(message, at, end);
        const char *body = after_empty_line(at, end);
        if (body != NULL) {
            message->has_all_headers = at < end;
            at = body;
            break;
        }
        at = read_header_line(message, at, end);
    }
    message->headers = scan_span(begin, at);
    return at;
}

static sip_text
read_body(const sip_message *message, const char *begin, const char *end)
{
    const gint64 length = sip_text_number(sip_message_header(message, SIP_HEADER_CONTENT_LENGTH));
    const size_t size = (size_t)(end - begin);

    return (sip_text){ begin, length >= 0 && (guint64)length < size ? (size_t)length : size };
}

static bool
read_message(const void *bytes, size_t size, sip_message *message, bool plainly)
{
    message->has_all_headers = false;
    if (size == 0) {
        return false;
    }
    const char *begin = bytes;
    const char *end = begin + size;
    const char *newline = scan_find('\n', begin, end);
    if (!read_start_line(message, begin, newline != NULL ? newline : end)) {
        return false;
    }
    const char *body = read_headers(message, newline != NULL ? newline + 1 : end, end, plainly);
    message->body = read_body(message, body, end);
    message->size = (size_t)(body - begin) + message->body.size;
    message->after = scan_span(begin + message->size, end);
    return true;
}

bool
sip_message_read(const void *bytes, size_t size, sip_message *message)
{
    return read_message(bytes, size, message, false);
}

bool
sip_message_read_plainly(const void *bytes, size_t size, sip_message *message)
{
    return read_message(bytes, size, message, true);
}

bool
sip_message_take_line(sip_text *rest, sip_text *line)
{
    return take_header_line(rest, line) && line->size > 0;
}

sip_text
sip_message_header_named(const sip_message *message, const char *name)
{
    sip_text rest = message->headers;
    sip_text line_name;
    sip_text value;

    while (message->has_others && sip_message_take_header(&rest, &line_name, &value)) {
        if (sip_text_is(line_name, name)) {
            return value;
        }
    }
    return absent;
}

bool
sip_message_next_line(const sip_message *message, sip_header name, sip_text *value)
{
    sip_text rest;
    sip_text line;

    if (value->at == NULL || value->at == message->last[name]) {
        return false;
    }
    rest = scan_span(value->at + value->size, message->headers.at + message->headers.size);
    /* What is left of the line that *value came from: white space and its line end. */
    take_header_line(&rest, &line);
    while (take_header_line(&rest, &line)) {
        sip_header found;
        sip_text text;
        if (split_header(line, &found, &text) && found == name) {
            *value = text;
            return true;
        }
    }
    return false;
}

bool
sip_message_take_header(sip_text *rest, sip_text *name, sip_text *value)
{
    sip_text line;

    while (take_header_line(rest, &line)) {
        const char *colon = memchr(line.at, ':', line.size);
        if (colon != NULL) {
            *name = scan_trimmed(line.at, colon);
            *value = scan_trimmed(colon + 1, line.at + line.size);
            return true;
        }
    }
    return false;
}

gint64
sip_message_missing_body(const sip_message *message)
{
    const gint64 announced = sip_text_number(sip_message_header(message, SIP_HEADER_CONTENT_LENGTH));

    return announced > (gint64)message->body.size ? announced : -1;
}

bool
sip_message_next_value(const sip_message *message, sip_header name, sip_values *at, sip_text *value)
{
    if (at->line.at == NULL) {
        at->line = sip_message_header(message, name);
        at->rest = at->line;
    }
    while (at->line.at != NULL) {
        if (sip_text_take_value(&at->rest, value)) {
            return true;
        }
        if (!sip_message_next_header(message, name, &at->line)) {
            return false;
        }
        at->rest = at->line;
    }
    return false;
}

bool
sip_message_has_several(const sip_message *message, sip_header name)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text value;
    unsigned count = 0;

    while (count < 2 && sip_message_next_value(message, name, &values, &value)) {
        count++;
    }
    return count == 2;
}

bool
sip_message_lists(const sip_message *message, sip_header name, sip_text word)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text value;

    while (sip_message_next_value(message, name, &values, &value)) {
        if (sip_text_equal_any_case(value, word)) {
            return true;
        }
    }
    return false;
}
