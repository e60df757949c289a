/* fuzz_lines.c
 * libFuzzer target: the plain reader gives the same message as one that shares nothing with it and is as simple as can be: it cuts the bytes
 * into lines, puts folded ones together, and looks at each line alone.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message_fast.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

typedef struct {
    sip_text name;
    sip_text value;
} header_line;

typedef struct {
    sip_text start_line;
    GArray *headers; /* header_line */
    sip_text body;
    const char *after_headers;
    bool has_empty_line;
} lines_read;

/* RFC 3261 7.3.3, RFC 3515, RFC 3892, RFC 4028, RFC 6665, RFC 8224. */
static const char *const long_names[128] = {
    ['b'] = "Referred-By",
    ['c'] = "Content-Type",
    ['f'] = "From",
    ['i'] = "Call-ID",
    ['k'] = "Supported",
    ['l'] = "Content-Length",
    ['m'] = "Contact",
    ['o'] = "Event",
    ['r'] = "Refer-To",
    ['t'] = "To",
    ['u'] = "Allow-Events",
    ['v'] = "Via",
    ['x'] = "Session-Expires",
    ['y'] = "Identity",
};

static sip_text
part(const char *begin, const char *end)
{
    return (sip_text){ begin, (size_t)(end - begin) };
}

static const char *
end_of(sip_text text)
{
    return text.at + text.size;
}

static bool
is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static sip_text
trimmed(sip_text text)
{
    while (text.size > 0 && is_one_of(text.at[0], " \t\r\n")) {
        text = part(text.at + 1, end_of(text));
    }
    while (text.size > 0 && is_one_of(text.at[text.size - 1], " \t\r\n")) {
        text.size--;
    }
    return text;
}

/* Where the byte is first; the end of the text if it is not there. */
static const char *
place_of(char c, sip_text text)
{
    const char *at = text.at;

    while (at < end_of(text) && *at != c) {
        at++;
    }
    return at;
}

static bool
begins_with(sip_text text, const char *word)
{
    return text.size >= strlen(word) && g_ascii_strncasecmp(text.at, word, strlen(word)) == 0;
}

/* Takes a line with its line end off the text. */
static sip_text
take_line(sip_text *text)
{
    const char *newline = place_of('\n', *text);
    const char *next = newline < end_of(*text) ? newline + 1 : newline;
    const sip_text line = part(text->at, next);

    *text = part(next, end_of(*text));
    return line;
}

/* A stray CR may come before the line end, or the bytes end there. */
static bool
is_empty_line(sip_text line)
{
    size_t returns = 0;

    while (returns < line.size && line.at[returns] == '\r') {
        returns++;
    }
    return returns == line.size || line.at[returns] == '\n';
}

static void
add_header(lines_read *read, sip_text line)
{
    const char *colon = place_of(':', line);

    if (colon < end_of(line)) {
        const header_line header = { trimmed(part(line.at, colon)), trimmed(part(colon + 1, end_of(line))) };
        g_array_append_val(read->headers, header);
    }
}

/* A line that begins with a blank goes on with the one before. */
static void
read_headers(lines_read *read, sip_text rest)
{
    while (rest.size > 0) {
        sip_text line = take_line(&rest);
        if (is_empty_line(line)) {
            read->has_empty_line = true;
            break;
        }
        while (rest.size > 0 && is_one_of(rest.at[0], " \t")) {
            line = part(line.at, end_of(take_line(&rest)));
        }
        add_header(read, line);
    }
    read->after_headers = rest.at;
    read->body = rest;
}

static bool
is_named(sip_text name, sip_header wanted)
{
    const char *known = sip_header_name(wanted);

    if (name.size == 1) {
        const char letter = g_ascii_tolower(name.at[0]);
        return letter > 0 && long_names[(int)letter] != NULL && strcmp(long_names[(int)letter], known) == 0;
    }
    return name.size == strlen(known) && begins_with(name, known);
}

static void
cut_body(lines_read *read)
{
    for (guint i = 0; i < read->headers->len; i++) {
        const header_line *header = &g_array_index(read->headers, header_line, i);
        if (is_named(header->name, SIP_HEADER_CONTENT_LENGTH)) {
            char *digits = g_strndup(header->value.at, header->value.size);
            const guint64 length = g_ascii_strtoull(digits, NULL, 10);
            if (g_ascii_isdigit(digits[0]) && length < read->body.size) {
                read->body.size = (size_t)length;
            }
            g_free(digits);
            return;
        }
    }
}

static lines_read
read_lines(const char *bytes, size_t size)
{
    sip_text rest = { bytes, size };
    lines_read read = { .headers = g_array_new(FALSE, FALSE, sizeof(header_line)) };

    read.start_line = take_line(&rest);
    if (read.start_line.size > 0 && read.start_line.at[read.start_line.size - 1] == '\n') {
        read.start_line.size--;
    }
    if (read.start_line.size > 0 && read.start_line.at[read.start_line.size - 1] == '\r') {
        read.start_line.size--;
    }
    read_headers(&read, rest);
    cut_body(&read);
    return read;
}

/* Where an empty text is makes no difference. */
static void
assert_same(sip_text text, sip_text expected)
{
    g_assert_true((text.at == NULL) == (expected.at == NULL));
    g_assert_cmpuint(text.size, ==, expected.size);
    g_assert_true(text.size == 0 || text.at == expected.at);
}

/* SIP-Version SP 3DIGIT, and a phrase if there is one. Returns false if the line is not like that. */
static bool
is_status_line(sip_text line, int *status, sip_text *phrase)
{
    const char *code = place_of(' ', line) + 1;

    if (!begins_with(line, "SIP/") || end_of(line) - code < 3) {
        return false;
    }
    *status = 0;
    for (int i = 0; i < 3; i++) {
        if (!is_one_of(code[i], "0123456789")) {
            return false;
        }
        *status = *status * 10 + (code[i] - '0');
    }
    *phrase = trimmed(part(code + 3, end_of(line)));
    return code + 3 == end_of(line) || code[3] == ' ';
}

/* Method SP Request-URI SP SIP-Version, which is the last thing like one before a zero byte. */
static bool
is_request_line(sip_text line, sip_text *method, sip_text *uri)
{
    const char *blank = place_of(' ', line);
    bool has_version = false;

    *method = part(line.at, blank);
    for (const char *at = blank + 1; at < end_of(line) && *at != '\0'; at++) {
        if (end_of(line) - at >= 5 && memcmp(at, " SIP/", 5) == 0) {
            *uri = trimmed(part(blank + 1, at));
            has_version = true;
        }
    }
    return has_version && method->size > 0 && !begins_with(line, "SIP/");
}

/* Returns whether it is a message, which both have to say. */
static bool
check_start_line(const lines_read *read, const sip_message *message, bool is_message)
{
    int status;
    sip_text first;
    sip_text second;

    if (is_status_line(read->start_line, &status, &first)) {
        g_assert_true(is_message && message->is_response);
        g_assert_cmpint(message->status, ==, status);
        assert_same(message->phrase, first);
    } else if (is_request_line(read->start_line, &first, &second)) {
        g_assert_true(is_message && !message->is_response);
        assert_same(message->method, first);
        assert_same(message->request_uri, second);
    } else {
        g_assert_false(is_message);
    }
    return is_message;
}

/* All values of a header, in their order. */
static void
check_header(const lines_read *read, const sip_message *message, sip_header name)
{
    sip_text value = sip_message_header(message, name);

    for (guint i = 0; i < read->headers->len; i++) {
        const header_line *header = &g_array_index(read->headers, header_line, i);
        if (is_named(header->name, name)) {
            assert_same(value, header->value);
            if (!sip_message_next_header(message, name, &value)) {
                value.at = NULL;
            }
        }
    }
    g_assert_null(value.at);
}

/* All header lines, whatever their names. */
static void
check_lines(const lines_read *read, const sip_message *message)
{
    sip_text rest = message->headers;
    sip_text name;
    sip_text value;

    for (guint i = 0; i < read->headers->len; i++) {
        const header_line *header = &g_array_index(read->headers, header_line, i);
        g_assert_true(sip_message_take_header(&rest, &name, &value));
        assert_same(name, header->name);
        assert_same(value, header->value);
    }
    g_assert_false(sip_message_take_header(&rest, &name, &value));
}

static void
check_message(const lines_read *read, const sip_message *message, sip_text bytes)
{
    assert_same(message->start_line, read->start_line);
    g_assert_true(message->has_all_headers == read->has_empty_line);
    g_assert_true(end_of(message->headers) == read->after_headers);
    assert_same(message->body, read->body);
    g_assert_cmpuint(message->size, ==, (size_t)(end_of(read->body) - bytes.at));
    assert_same(message->after, part(end_of(read->body), end_of(bytes)));
    for (int name = 0; name < SIP_HEADER_COUNT; name++) {
        check_header(read, message, (sip_header)name);
    }
    check_lines(read, message);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    sip_message message;
    lines_read read = read_lines((const char *)bytes, size);

    if (check_start_line(&read, &message, sip_message_read_plainly(bytes, size, &message))) {
        check_message(&read, &message, (sip_text){ (const char *)bytes, size });
    }
    g_array_free(read.headers, TRUE);
    return 0;
}
