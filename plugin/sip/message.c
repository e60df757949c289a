/* message.c
 * One SIP message in raw bytes; see message.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message.h"

#include "text_scan.h"

#define USUAL_VERSION "SIP/2.0"

static const sip_text absent = { NULL, 0 };

/* Reads the status code and the phrase behind the blank. */
static bool
read_status(sip_message *message, const char *blank, const char *end)
{
    const char *code = blank + 1;

    if (end - code < 3 || !is_digit(code[0]) || !is_digit(code[1]) || !is_digit(code[2]) || (end - code > 3 && code[3] != ' ')) {
        return false;
    }
    message->is_response = true;
    message->status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
    message->phrase = trimmed(code + 3, end);
    message->method = message->request_uri = absent;
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
read_request_line(sip_message *message, const char *begin, const char *end)
{
    const char *uri = find(' ', begin, end);
    const char *version = uri != NULL ? find_version(uri + 1, end) : NULL;

    if (version == NULL || uri == begin) {
        return false;
    }
    message->is_response = false;
    message->status = 0;
    message->phrase = absent;
    message->method = span(begin, uri);
    message->request_uri = trimmed(uri + 1, version);
    return true;
}

/* Reads the line that ends before that place. */
static bool
read_start_line(sip_message *message, const char *begin, const char *stop)
{
    static const char usual[] = USUAL_VERSION " ";
    const size_t usual_size = sizeof usual - 1;
    const char *end = stop > begin && stop[-1] == '\r' ? stop - 1 : stop;
    const size_t size = (size_t)(end - begin);

    message->start_line = span(begin, end);
    if (size >= usual_size && memcmp(begin, usual, usual_size) == 0) {
        return read_status(message, begin + usual_size - 1, end);
    }
    if (size >= 4 && same_but_for_case(begin, "SIP/", 4)) {
        const char *blank = find(' ', begin, end);
        return blank != NULL && read_status(message, blank, end);
    }
    return read_request_line(message, begin, end);
}

static inline bool
is_blank(char c)
{
    return c <= ' ' && (c == ' ' || c == '\t');
}

/* Behind the header line, which goes on in the next line if that begins with white space. */
static const char *
behind_header_line(const char *at, const char *end)
{
    for (;;) {
        const char *newline = find('\n', at, end);
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
        next = behind_header_line(rest->at, end);
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

/* The names that are present are noted apart from the message, as a reader of many lines has them in a register. */
static inline void
add_header(sip_message *message, guint64 *present, sip_header name, sip_text value)
{
    const guint64 bit = G_GUINT64_CONSTANT(1) << name;

    if ((*present & bit) == 0) {
        *present |= bit;
        message->header[name] = value;
    } else {
        message->repeated |= bit;
    }
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
        add_header(message, &message->present, name, value);
    }
    return rest.at;
}

#define LONGEST_USUAL_NAME (sizeof "Proxy-Authorization: " - 1)

/* Where the usual header lines of a message are read. */
typedef struct {
    sip_message *message;
    guint64 present;  /* as in the message, which is written to last */
    const char *last; /* where the last line may begin */
} usual_reader;

/*
 * Reads a value that stands, as nearly all do, between one blank and CR LF, whether or not the next line continues it. Returns the next
 * line; NULL, and nothing is read, if it does not stand so. Inlined for each name, as a known one takes fewer instructions.
 */
__attribute__((always_inline)) static inline const char *
read_usual_value(usual_reader *in, sip_header name, const char *value)
{
    const char *newline = find_line_feed(value, in->last + LONGEST_USUAL_NAME);

    if (newline == NULL || newline[-1] != '\r' || newline[-2] <= ' ' || value[0] <= ' ') {
        return NULL;
    }
    add_header(in->message, &in->present, name, span(value, newline - 1));
    return newline + 1;
}

#define READ_IF_NAMED(text, name)                                                                                                  \
    if (memcmp(line, text ": ", sizeof(text) + 1) == 0) {                                                                          \
        return read_usual_value(in, name, line + sizeof(text) + 1);                                                                \
    }

/* Reads a line that has at least LONGEST_USUAL_NAME bytes if its name is a usual one, written as usual. Returns the next line, or NULL. */
__attribute__((always_inline)) static inline const char *
read_usual_line(usual_reader *in, const char *line)
{
    switch (line[0]) {
    case 'A':
        READ_IF_NAMED("Allow", SIP_HEADER_ALLOW)
        READ_IF_NAMED("Authorization", SIP_HEADER_AUTHORIZATION)
        return NULL;
    case 'C':
        READ_IF_NAMED("CSeq", SIP_HEADER_CSEQ)
        READ_IF_NAMED("Call-ID", SIP_HEADER_CALL_ID)
        READ_IF_NAMED("Contact", SIP_HEADER_CONTACT)
        READ_IF_NAMED("Content-Length", SIP_HEADER_CONTENT_LENGTH)
        READ_IF_NAMED("Content-Type", SIP_HEADER_CONTENT_TYPE)
        return NULL;
    case 'E':
        READ_IF_NAMED("Expires", SIP_HEADER_EXPIRES)
        return NULL;
    case 'F':
        READ_IF_NAMED("From", SIP_HEADER_FROM)
        return NULL;
    case 'M':
        READ_IF_NAMED("Max-Forwards", SIP_HEADER_MAX_FORWARDS)
        return NULL;
    case 'P':
        READ_IF_NAMED("Proxy-Authenticate", SIP_HEADER_PROXY_AUTHENTICATE)
        READ_IF_NAMED("Proxy-Authorization", SIP_HEADER_PROXY_AUTHORIZATION)
        return NULL;
    case 'S':
        READ_IF_NAMED("Supported", SIP_HEADER_SUPPORTED)
        READ_IF_NAMED("Server", SIP_HEADER_SERVER)
        return NULL;
    case 'T':
        READ_IF_NAMED("To", SIP_HEADER_TO)
        return NULL;
    case 'U':
        READ_IF_NAMED("User-Agent", SIP_HEADER_USER_AGENT)
        return NULL;
    case 'V':
        READ_IF_NAMED("Via", SIP_HEADER_VIA)
        return NULL;
    case 'W':
        READ_IF_NAMED("WWW-Authenticate", SIP_HEADER_WWW_AUTHENTICATE)
        return NULL;
    default:
        return NULL;
    }
}

/* Reads lines as long as they are usual ones. A function of its own, so that all it needs is in registers. */
G_GNUC_NO_INLINE static const char *
read_usual_lines(sip_message *message, const char *line, const char *end)
{
    usual_reader in = { message, message->present, end - LONGEST_USUAL_NAME };

    while (line <= in.last) {
        const char *next = read_usual_line(&in, line);
        if (next == NULL) {
            break;
        }
        line = next;
    }
    message->present = in.present;
    return line;
}

/* Returns where the body begins. */
static const char *
read_headers(sip_message *message, const char *begin, const char *end)
{
    const char *at = begin;
    bool has_usual_lines = true;

    message->present = message->repeated = 0;
    while (at < end) {
        if (has_usual_lines && (size_t)(end - at) >= LONGEST_USUAL_NAME) {
            at = read_usual_lines(message, at, end);
        }
        if (at < end && is_blank(*at) && has_usual_lines) {
            /* The line before, which is read already, goes on here: all are read again, step by step. */
            has_usual_lines = false;
            message->present = message->repeated = 0;
            at = begin;
        }
        const char *behind = behind_empty_line(at, end);
        if (behind != NULL) {
            message->has_all_headers = at < end;
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
    message->has_all_headers = false;
    if (size == 0) {
        return false;
    }
    const char *begin = bytes;
    const char *end = begin + size;
    const char *newline = find_line_feed(begin, end);
    if (!read_start_line(message, begin, newline != NULL ? newline : end)) {
        return false;
    }
    const char *body = read_headers(message, newline != NULL ? newline + 1 : end, end);
    message->body = read_body(message, body, end);
    message->size = (size_t)(body - begin) + message->body.size;
    return true;
}

bool
sip_message_next_line(const sip_message *message, sip_header name, sip_text *value)
{
    sip_text rest;
    sip_text line;

    if (value->at == NULL) {
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
