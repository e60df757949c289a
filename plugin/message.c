/* message.c
 * One SIP message in raw bytes; see message.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message.h"

#include "text_scan.h"

#define USUAL_VERSION "SIP/2.0"

static const sip_text absent = { NULL, 0 };

static bool
read_status_line(sip_message *message)
{
    const sip_text line = message->start_line;
    const char *end = line.at + line.size;
    const bool is_usual = line.size >= sizeof USUAL_VERSION && memcmp(line.at, USUAL_VERSION " ", sizeof USUAL_VERSION) == 0;
    const char *code = is_usual ? line.at + sizeof USUAL_VERSION - 1 : memchr(line.at, ' ', line.size);

    if (code == NULL || end - code < 4 || !is_digit(code[1]) || !is_digit(code[2]) || !is_digit(code[3]) ||
        (end - code > 4 && code[4] != ' ')) {
        return false;
    }
    message->is_response = true;
    message->status = (code[1] - '0') * 100 + (code[2] - '0') * 10 + (code[3] - '0');
    message->phrase = trimmed(code + 4, end);
    return true;
}

/* Where the version and the space before it begin; NULL if there is none. */
static const char *
find_version(const char *begin, const char *end)
{
    static const char usual[] = " " USUAL_VERSION;
    const size_t size = sizeof usual - 1;

    /* g_strrstr_len() does not look behind a zero byte. */
    if ((size_t)(end - begin) >= size && memcmp(end - size, usual, size) == 0 &&
        memchr(begin, '\0', (size_t)(end - begin)) == NULL) {
        return end - size;
    }
    return g_strrstr_len(begin, end - begin, " SIP/");
}

static bool
read_request_line(sip_message *message)
{
    const sip_text line = message->start_line;
    const char *end = line.at + line.size;
    const char *uri = memchr(line.at, ' ', line.size);
    const char *version = uri != NULL ? find_version(uri + 1, end) : NULL;

    if (version == NULL || uri == line.at) {
        return false;
    }
    message->method = span(line.at, uri);
    message->request_uri = trimmed(uri + 1, version);
    return true;
}

/* Reads the line that ends before that place. */
static bool
read_start_line(sip_message *message, const char *begin, const char *stop)
{
    message->start_line = span(begin, stop > begin && stop[-1] == '\r' ? stop - 1 : stop);
    if (message->start_line.size >= 4 && same_but_for_case(begin, "SIP/", 4)) {
        return read_status_line(message);
    }
    return read_request_line(message);
}

#define LONGEST_USUAL_NAME sizeof("Content-Length")

/* True if the line begins with that name and its colon; *value is the place behind. */
static inline bool
begins_with(const char *line, const char *name, const char **value)
{
    if (memcmp(line, name, strlen(name)) != 0) {
        return false;
    }
    *value = line + strlen(name);
    return true;
}

/* The header of a line that has at least LONGEST_USUAL_NAME bytes, and where its value begins, if its name is written as usual. */
static sip_header
usual_header(const char *line, const char **value)
{
    switch (line[0]) {
    case 'A':
        return begins_with(line, "Allow:", value) ? SIP_HEADER_ALLOW : SIP_HEADER_COUNT;
    case 'C':
        return begins_with(line, "Call-ID:", value)          ? SIP_HEADER_CALL_ID
               : begins_with(line, "CSeq:", value)           ? SIP_HEADER_CSEQ
               : begins_with(line, "Contact:", value)        ? SIP_HEADER_CONTACT
               : begins_with(line, "Content-Length:", value) ? SIP_HEADER_CONTENT_LENGTH
               : begins_with(line, "Content-Type:", value)   ? SIP_HEADER_CONTENT_TYPE
                                                             : SIP_HEADER_COUNT;
    case 'E':
        return begins_with(line, "Expires:", value) ? SIP_HEADER_EXPIRES : SIP_HEADER_COUNT;
    case 'F':
        return begins_with(line, "From:", value) ? SIP_HEADER_FROM : SIP_HEADER_COUNT;
    case 'M':
        return begins_with(line, "Max-Forwards:", value) ? SIP_HEADER_MAX_FORWARDS : SIP_HEADER_COUNT;
    case 'S':
        return begins_with(line, "Supported:", value) ? SIP_HEADER_SUPPORTED
               : begins_with(line, "Server:", value)  ? SIP_HEADER_SERVER
                                                      : SIP_HEADER_COUNT;
    case 'T':
        return begins_with(line, "To:", value) ? SIP_HEADER_TO : SIP_HEADER_COUNT;
    case 'U':
        return begins_with(line, "User-Agent:", value) ? SIP_HEADER_USER_AGENT : SIP_HEADER_COUNT;
    case 'V':
        return begins_with(line, "Via:", value) ? SIP_HEADER_VIA : SIP_HEADER_COUNT;
    default:
        return SIP_HEADER_COUNT;
    }
}

/* Where the header line ends: its line feed or the end. It goes on in the next line if that begins with white space. */
static const char *
header_line_end(const char *at, const char *end, const char **next)
{
    for (;;) {
        const char *newline = find('\n', at, end);
        if (newline == NULL) {
            *next = end;
            return end;
        }
        at = newline + 1;
        if (at == end || (*at != ' ' && *at != '\t')) {
            *next = at;
            return newline;
        }
    }
}

static sip_text
without_line_end(const char *begin, const char *end)
{
    while (begin < end && (end[-1] == '\n' || end[-1] == '\r')) {
        end--;
    }
    return span(begin, end);
}

/* Takes one line, folded ones joined, off *rest; the line end is not part of *line. */
static bool
take_header_line(sip_text *rest, sip_text *line)
{
    if (rest->size == 0) {
        return false;
    }
    const char *end = rest->at + rest->size;
    const char *next;
    if (rest->at[0] == '\r' || rest->at[0] == '\n') {
        /* The empty line ends the headers; a body that begins with a blank does not continue it. */
        const char *newline = find('\n', rest->at, end);
        next = newline != NULL ? newline + 1 : end;
    } else {
        (void)header_line_end(rest->at, end, &next);
    }
    *line = without_line_end(rest->at, next);
    *rest = span(next, end);
    return true;
}

/* Behind the empty line that begins there; NULL if it is none. */
static const char *
behind_empty_line(const char *at, const char *end)
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
    *name = sip_header_named(trimmed(line.at, colon));
    *value = trimmed(colon + 1, line.at + line.size);
    return true;
}

static void
add_header(sip_message *message, sip_header name, sip_text value)
{
    const guint64 bit = G_GUINT64_CONSTANT(1) << name;

    if ((message->present & bit) == 0) {
        message->present |= bit;
        message->header[name] = value;
    } else {
        message->repeated |= bit;
    }
}

/* The value between the colon and the end of the line. */
static sip_text
value_of_line(const char *begin, const char *line_end)
{
    const char *end = line_end;

    /* Nearly all values stand between one blank and CR LF. */
    if (end[-1] == '\r' && *begin == ' ' && begin[1] > ' ' && end[-2] > ' ') {
        return span(begin + 1, end - 1);
    }
    /* The colon ends the first loop, and the last byte of the value the second. */
    while (is_space(end[-1])) {
        end--;
    }
    if (begin == end) {
        const sip_text blank = without_line_end(begin, line_end);
        return (sip_text){ blank.at + blank.size, 0 };
    }
    while (is_space(*begin)) {
        begin++;
    }
    return span(begin, end);
}

/* Reads a header line of any form and returns the place behind it. */
static const char *
read_header_line(sip_message *message, const char *begin, const char *end)
{
    sip_text rest = span(begin, end);
    sip_text line;
    sip_text value;
    sip_header name;

    if (take_header_line(&rest, &line) && split_header(line, &name, &value) && name != SIP_HEADER_COUNT) {
        add_header(message, name, value);
    }
    return rest.at;
}

/* Returns where the body begins. */
static const char *
read_headers(sip_message *message, const char *begin, const char *end)
{
    const size_t size = (size_t)(end - begin);
    const char *usual_end = size >= LONGEST_USUAL_NAME ? end - LONGEST_USUAL_NAME : begin;
    const char *at = begin;

    while (at < end) {
        const char *value;
        const sip_header name = at < usual_end ? usual_header(at, &value) : SIP_HEADER_COUNT;
        if (name != SIP_HEADER_COUNT) {
            const char *line_end = header_line_end(value, end, &at);
            add_header(message, name, value_of_line(value, line_end));
            continue;
        }
        const char *behind = behind_empty_line(at, end);
        if (behind != NULL) {
            message->has_all_headers = true;
            at = behind;
            break;
        }
        at = read_header_line(message, at, end);
    }
    message->headers = span(begin, at);
    return at;
}

static sip_text
read_body(const sip_message *message, const char *begin, const char *end)
{
    const gint64 length = sip_text_number(sip_message_header(message, SIP_HEADER_CONTENT_LENGTH));
    const size_t size = (size_t)(end - begin);

    return (sip_text){ begin, length >= 0 && (guint64)length < size ? (size_t)length : size };
}

bool
sip_message_read(const void *bytes, size_t size, sip_message *message)
{
    message->is_response = false;
    message->status = 0;
    message->phrase = message->method = message->request_uri = absent;
    message->present = message->repeated = 0;
    message->has_all_headers = false;
    if (size == 0) {
        return false;
    }
    const char *begin = bytes;
    const char *end = begin + size;
    const char *newline = find('\n', begin, end);
    if (!read_start_line(message, begin, newline != NULL ? newline : end)) {
        return false;
    }
    const char *body = read_headers(message, newline != NULL ? newline + 1 : end, end);
    message->body = read_body(message, body, end);
    message->size = (size_t)(body - begin) + message->body.size;
    return true;
}

bool
sip_message_next_header(const sip_message *message, sip_header name, sip_text *value)
{
    sip_text rest;
    sip_text line;

    if (value->at == NULL || (message->repeated & G_GUINT64_CONSTANT(1) << name) == 0) {
        return false;
    }
    rest = span(value->at + value->size, message->headers.at + message->headers.size);
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
sip_message_header_lists(const sip_message *message, sip_header name, const char *word)
{
    sip_values values = { .line = absent };
    sip_text value;

    while (sip_message_next_value(message, name, &values, &value)) {
        if (sip_text_is(value, word)) {
            return true;
        }
    }
    return false;
}
