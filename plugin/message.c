/* message.c
 * One SIP message in raw bytes; see message.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "message.h"

#include <string.h>

typedef struct {
    const char *name;
    guint8 size;
} header_name;

#define SIZED(text) (text), sizeof(text) - 1

static const header_name header_names[SIP_HEADER_COUNT] = {
    [SIP_HEADER_ACCEPT] = { SIZED("Accept") },
    [SIP_HEADER_ACCEPT_ENCODING] = { SIZED("Accept-Encoding") },
    [SIP_HEADER_ACCEPT_LANGUAGE] = { SIZED("Accept-Language") },
    [SIP_HEADER_ACCEPT_RESOURCE_PRIORITY] = { SIZED("Accept-Resource-Priority") },
    [SIP_HEADER_ALERTMSG_ERROR] = { SIZED("AlertMsg-Error") },
    [SIP_HEADER_ALLOW] = { SIZED("Allow") },
    [SIP_HEADER_ALLOW_EVENTS] = { SIZED("Allow-Events") },
    [SIP_HEADER_AUTHORIZATION] = { SIZED("Authorization") },
    [SIP_HEADER_CALL_ID] = { SIZED("Call-ID") },
    [SIP_HEADER_CALL_INFO] = { SIZED("Call-Info") },
    [SIP_HEADER_CONTACT] = { SIZED("Contact") },
    [SIP_HEADER_CONTENT_ENCODING] = { SIZED("Content-Encoding") },
    [SIP_HEADER_CONTENT_LENGTH] = { SIZED("Content-Length") },
    [SIP_HEADER_CONTENT_TYPE] = { SIZED("Content-Type") },
    [SIP_HEADER_CSEQ] = { SIZED("CSeq") },
    [SIP_HEADER_ERROR_INFO] = { SIZED("Error-Info") },
    [SIP_HEADER_EVENT] = { SIZED("Event") },
    [SIP_HEADER_EXPIRES] = { SIZED("Expires") },
    [SIP_HEADER_FROM] = { SIZED("From") },
    [SIP_HEADER_GEOLOCATION] = { SIZED("Geolocation") },
    [SIP_HEADER_GEOLOCATION_ERROR] = { SIZED("Geolocation-Error") },
    [SIP_HEADER_IDENTITY] = { SIZED("Identity") },
    [SIP_HEADER_INFO_PACKAGE] = { SIZED("Info-Package") },
    [SIP_HEADER_MAX_FORWARDS] = { SIZED("Max-Forwards") },
    [SIP_HEADER_MIN_EXPIRES] = { SIZED("Min-Expires") },
    [SIP_HEADER_MIN_SE] = { SIZED("Min-SE") },
    [SIP_HEADER_PATH] = { SIZED("Path") },
    [SIP_HEADER_PERMISSION_MISSING] = { SIZED("Permission-Missing") },
    [SIP_HEADER_P_REGISTRAR_ERROR] = { SIZED("P-Registrar-Error") },
    [SIP_HEADER_PRIVACY] = { SIZED("Privacy") },
    [SIP_HEADER_PROXY_AUTHENTICATE] = { SIZED("Proxy-Authenticate") },
    [SIP_HEADER_PROXY_AUTHORIZATION] = { SIZED("Proxy-Authorization") },
    [SIP_HEADER_PROXY_REQUIRE] = { SIZED("Proxy-Require") },
    [SIP_HEADER_RACK] = { SIZED("RAck") },
    [SIP_HEADER_REASON] = { SIZED("Reason") },
    [SIP_HEADER_RECV_INFO] = { SIZED("Recv-Info") },
    [SIP_HEADER_REFER_TO] = { SIZED("Refer-To") },
    [SIP_HEADER_REFERRED_BY] = { SIZED("Referred-By") },
    [SIP_HEADER_REPLACES] = { SIZED("Replaces") },
    [SIP_HEADER_REQUIRE] = { SIZED("Require") },
    [SIP_HEADER_RESOURCE_PRIORITY] = { SIZED("Resource-Priority") },
    [SIP_HEADER_RESPONSE_SOURCE] = { SIZED("Response-Source") },
    [SIP_HEADER_RETRY_AFTER] = { SIZED("Retry-After") },
    [SIP_HEADER_RSEQ] = { SIZED("RSeq") },
    [SIP_HEADER_SECURITY_CLIENT] = { SIZED("Security-Client") },
    [SIP_HEADER_SECURITY_SERVER] = { SIZED("Security-Server") },
    [SIP_HEADER_SECURITY_VERIFY] = { SIZED("Security-Verify") },
    [SIP_HEADER_SERVER] = { SIZED("Server") },
    [SIP_HEADER_SESSION_EXPIRES] = { SIZED("Session-Expires") },
    [SIP_HEADER_SIP_ETAG] = { SIZED("SIP-ETag") },
    [SIP_HEADER_SIP_IF_MATCH] = { SIZED("SIP-If-Match") },
    [SIP_HEADER_SUBSCRIPTION_STATE] = { SIZED("Subscription-State") },
    [SIP_HEADER_SUPPORTED] = { SIZED("Supported") },
    [SIP_HEADER_TO] = { SIZED("To") },
    [SIP_HEADER_UNSUPPORTED] = { SIZED("Unsupported") },
    [SIP_HEADER_USER_AGENT] = { SIZED("User-Agent") },
    [SIP_HEADER_VIA] = { SIZED("Via") },
    [SIP_HEADER_WARNING] = { SIZED("Warning") },
    [SIP_HEADER_WWW_AUTHENTICATE] = { SIZED("WWW-Authenticate") },
};

static const sip_text absent = { NULL, 0 };

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static const char *
find(char c, const char *begin, const char *end)
{
    return memchr(begin, c, (size_t)(end - begin));
}

static const char *
skip_space(const char *at, const char *end)
{
    while (at < end && is_space(*at)) {
        at++;
    }
    return at;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static sip_text
span(const char *begin, const char *end)
{
    return (sip_text){ begin, (size_t)(end - begin) };
}

static inline sip_text
trimmed(const char *begin, const char *end)
{
    begin = skip_space(begin, end);
    while (begin < end && is_space(end[-1])) {
        end--;
    }
    return span(begin, end);
}

sip_text
sip_text_trimmed(sip_text text)
{
    return text.at != NULL ? trimmed(text.at, text.at + text.size) : text;
}

/* The value of a parameter. White space behind it is no part of it, so a blank value stands right behind the equals sign. */
static sip_text
parameter_value(const char *begin, const char *end)
{
    while (begin < end && is_space(end[-1])) {
        end--;
    }
    begin = skip_space(begin, end);
    return end - begin >= 2 && *begin == '"' && end[-1] == '"' ? span(begin + 1, end - 1) : span(begin, end);
}

/* Nearly all words are written as the RFCs do, and memcmp() is much faster; nearly all that differ do so in the first letter. */
static inline bool
same_but_for_case(const char *a, const char *b, size_t size)
{
    /* The two cases of a letter differ in one bit. */
    if (size > 0 && ((a[0] ^ b[0]) & ~('a' ^ 'A')) != 0) {
        return false;
    }
    if (memcmp(a, b, size) == 0) {
        return true;
    }
    for (size_t i = 0; i < size; i++) {
        if (lower(a[i]) != lower(b[i])) {
            return false;
        }
    }
    return true;
}

/* The first header whose name begins with that letter or a later one; the names are in alphabetical order, but for P-Registrar-Error. */
static const guint8 first_of_letter[] = {
    ['a'] = SIP_HEADER_ACCEPT,
    ['b'] = SIP_HEADER_CALL_ID,
    ['c'] = SIP_HEADER_CALL_ID,
    ['d'] = SIP_HEADER_ERROR_INFO,
    ['e'] = SIP_HEADER_ERROR_INFO,
    ['f'] = SIP_HEADER_FROM,
    ['g'] = SIP_HEADER_GEOLOCATION,
    ['h'] = SIP_HEADER_IDENTITY,
    ['i'] = SIP_HEADER_IDENTITY,
    ['j'] = SIP_HEADER_MAX_FORWARDS,
    ['k'] = SIP_HEADER_MAX_FORWARDS,
    ['l'] = SIP_HEADER_MAX_FORWARDS,
    ['m'] = SIP_HEADER_MAX_FORWARDS,
    ['n'] = SIP_HEADER_PATH,
    ['o'] = SIP_HEADER_PATH,
    ['p'] = SIP_HEADER_PATH,
    ['q'] = SIP_HEADER_RACK,
    ['r'] = SIP_HEADER_RACK,
    ['s'] = SIP_HEADER_SECURITY_CLIENT,
    ['t'] = SIP_HEADER_TO,
    ['u'] = SIP_HEADER_UNSUPPORTED,
    ['v'] = SIP_HEADER_VIA,
    ['w'] = SIP_HEADER_WARNING,
    ['x'] = SIP_HEADER_COUNT,
    ['y'] = SIP_HEADER_COUNT,
    ['z'] = SIP_HEADER_COUNT,
    ['z' + 1] = SIP_HEADER_COUNT,
};

/* RFC 3261 7.3.3 and the RFCs that added to it. */
static sip_header
header_of_letter(int letter)
{
    switch (letter) {
    case 'b':
        return SIP_HEADER_REFERRED_BY;
    case 'c':
        return SIP_HEADER_CONTENT_TYPE;
    case 'e':
        return SIP_HEADER_CONTENT_ENCODING;
    case 'f':
        return SIP_HEADER_FROM;
    case 'i':
        return SIP_HEADER_CALL_ID;
    case 'k':
        return SIP_HEADER_SUPPORTED;
    case 'l':
        return SIP_HEADER_CONTENT_LENGTH;
    case 'm':
        return SIP_HEADER_CONTACT;
    case 'o':
        return SIP_HEADER_EVENT;
    case 'r':
        return SIP_HEADER_REFER_TO;
    case 't':
        return SIP_HEADER_TO;
    case 'u':
        return SIP_HEADER_ALLOW_EVENTS;
    case 'v':
        return SIP_HEADER_VIA;
    case 'x':
        return SIP_HEADER_SESSION_EXPIRES;
    case 'y':
        return SIP_HEADER_IDENTITY;
    default:
        return SIP_HEADER_COUNT;
    }
}

/* The header of that name, SIP_HEADER_COUNT if it is none that can be asked for. */
static sip_header
header_named(sip_text name)
{
    const int letter = name.size > 0 ? lower(name.at[0]) : '\0';

    if (letter < 'a' || letter > 'z') {
        return SIP_HEADER_COUNT;
    }
    if (name.size == 1) {
        return header_of_letter(letter);
    }
    for (int i = first_of_letter[letter]; i < first_of_letter[letter + 1]; i++) {
        if (header_names[i].size == name.size && same_but_for_case(header_names[i].name, name.at, name.size)) {
            return (sip_header)i;
        }
    }
    return SIP_HEADER_COUNT;
}

#define LONGEST_USUAL_NAME sizeof("Content-Length")
#define IS_NAMED(line, name) (memcmp(line, name ":", sizeof(name)) == 0)

/* The header of a line that has at least LONGEST_USUAL_NAME bytes, if its name is a usual one that is written as usual. */
static sip_header
usual_header(const char *line)
{
    switch (line[0]) {
    case 'A':
        return IS_NAMED(line, "Allow") ? SIP_HEADER_ALLOW : SIP_HEADER_COUNT;
    case 'C':
        return IS_NAMED(line, "Call-ID")          ? SIP_HEADER_CALL_ID
               : IS_NAMED(line, "CSeq")           ? SIP_HEADER_CSEQ
               : IS_NAMED(line, "Contact")        ? SIP_HEADER_CONTACT
               : IS_NAMED(line, "Content-Length") ? SIP_HEADER_CONTENT_LENGTH
               : IS_NAMED(line, "Content-Type")   ? SIP_HEADER_CONTENT_TYPE
                                                  : SIP_HEADER_COUNT;
    case 'E':
        return IS_NAMED(line, "Expires") ? SIP_HEADER_EXPIRES : SIP_HEADER_COUNT;
    case 'F':
        return IS_NAMED(line, "From") ? SIP_HEADER_FROM : SIP_HEADER_COUNT;
    case 'M':
        return IS_NAMED(line, "Max-Forwards") ? SIP_HEADER_MAX_FORWARDS : SIP_HEADER_COUNT;
    case 'S':
        return IS_NAMED(line, "Supported") ? SIP_HEADER_SUPPORTED : IS_NAMED(line, "Server") ? SIP_HEADER_SERVER : SIP_HEADER_COUNT;
    case 'T':
        return IS_NAMED(line, "To") ? SIP_HEADER_TO : SIP_HEADER_COUNT;
    case 'U':
        return IS_NAMED(line, "User-Agent") ? SIP_HEADER_USER_AGENT : SIP_HEADER_COUNT;
    case 'V':
        return IS_NAMED(line, "Via") ? SIP_HEADER_VIA : SIP_HEADER_COUNT;
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
    *name = header_named(trimmed(line.at, colon));
    *value = trimmed(colon + 1, line.at + line.size);
    return true;
}

#define USUAL_VERSION "SIP/2.0"

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
        const sip_header name = at < usual_end ? usual_header(at) : SIP_HEADER_COUNT;
        if (name != SIP_HEADER_COUNT) {
            const char *value = at + header_names[name].size + 1;
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

/* Where the text ends or the first of two bytes stands that is in no quoted string and in no angle brackets. */
static const char *
find_either_outside_quotes(const char *at, const char *end, char stop, char other_stop)
{
    bool quoted = false;
    bool bracketed = false;

    for (; at < end; at++) {
        if (quoted) {
            if (*at == '\\' && at + 1 < end) {
                at++;
            } else if (*at == '"') {
                quoted = false;
            }
        } else if (*at == '"') {
            quoted = true;
        } else if (bracketed) {
            bracketed = *at != '>';
        } else if (*at == '<') {
            bracketed = true;
        } else if (*at == stop || *at == other_stop) {
            return at;
        }
    }
    return end;
}

/* Behind the quoted string that begins there; NULL if it has no plain end. */
static const char *
behind_quoted(const char *quote, const char *end)
{
    const char *close = find('"', quote + 1, end);

    return close != NULL && close[-1] != '\\' ? close + 1 : NULL;
}

/* The same as behind_address(), for an address that begins with a quote or an angle bracket. */
static const char *
behind_quotes(const char *begin, const char *end)
{
    const char *at = *begin == '"' ? behind_quoted(begin, end) : begin;

    if (at == NULL) {
        return begin;
    }
    while (at < end && *at == ' ') {
        at++;
    }
    const char *close = at < end && *at == '<' ? find('>', at, end) : NULL;
    return close != NULL && find('"', at, close) == NULL ? close + 1 : at;
}

/* Behind the display name and the angle brackets that most addresses begin with, or a place before them. */
static inline const char *
behind_address(const char *begin, const char *end)
{
    return begin < end && (*begin == '"' || *begin == '<') ? behind_quotes(begin, end) : begin;
}

static bool
has_quotes(const char *begin, const char *end)
{
    return find('"', begin, end) != NULL || find('<', begin, end) != NULL;
}

/* Most values have quotes and brackets at most around their first part, so memchr() finds the way and each byte need not be seen. */
static const char *
find_behind_quotes(const char *begin, const char *end, char stop)
{
    const char *at = behind_address(begin, end);
    const char *found = find(stop, at, end);

    while (found != NULL) {
        const char *quote = find('"', at, found);
        const char *next = quote != NULL ? behind_quoted(quote, end) : found;
        if (next == NULL || find('<', at, quote != NULL ? quote : found) != NULL) {
            return find_either_outside_quotes(at, end, stop, stop);
        }
        if (quote == NULL || next == end || *next == stop) {
            return next;
        }
        at = next;
        found = at > found ? find(stop, at, end) : found;
    }
    return end;
}

static inline const char *
find_outside_quotes(const char *begin, const char *end, char stop)
{
    const char *found = find(stop, begin, end);

    if (found == NULL) {
        return end;
    }
    return has_quotes(begin, found) ? find_behind_quotes(begin, end, stop) : found;
}

bool
sip_text_take_value(sip_text *rest, sip_text *value)
{
    while (rest->size > 0) {
        const char *end = rest->at + rest->size;
        const char *comma = find_outside_quotes(rest->at, end, ',');
        *value = trimmed(rest->at, comma);
        *rest = span(comma < end ? comma + 1 : end, end);
        if (value->size > 0) {
            return true;
        }
    }
    return false;
}

/* Behind the name if it stands there, without regard to case; NULL if it does not. */
static inline const char *
behind_name(const char *at, const char *end, sip_text name)
{
    return (size_t)(end - at) >= name.size && same_but_for_case(at, name.at, name.size) ? at + name.size : NULL;
}

/* Looks through `name` or `name=value` items that are parted by `separator`. */
static sip_text
named_item(const char *at, const char *end, char separator, sip_text name)
{
    while (at < end) {
        const char *item = skip_space(at, end);
        const char *name_end = behind_name(item, end, name);
        const char *next = name_end != NULL ? skip_space(name_end, end) : end;
        if (name_end != NULL && (next == end || *next == separator)) {
            return (sip_text){ name_end, 0 };
        }
        const char *stop = find_behind_quotes(item, end, separator);
        if (name_end != NULL && *next == '=') {
            return parameter_value(next + 1, stop);
        }
        at = stop < end ? stop + 1 : end;
    }
    return absent;
}

sip_text
sip_text_named_parameter(sip_text value, sip_text name)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *begin = NULL;

    for (const char *semicolon = find(';', value.at, end); semicolon != NULL; semicolon = find(';', semicolon + 1, end)) {
        const char *name_end = behind_name(skip_space(semicolon + 1, end), end, name);
        const char *equals = name_end != NULL ? skip_space(name_end, end) : NULL;
        if (equals == NULL || (equals < end && *equals != '=' && *equals != ';')) {
            continue;
        }
        begin = begin != NULL ? begin : behind_address(value.at, end);
        if (semicolon < begin) {
            continue;
        }
        const char *stop = find(';', equals, end);
        stop = stop != NULL ? stop : end;
        if (has_quotes(begin, stop)) {
            begin = find_behind_quotes(begin, end, ';');
            return begin == end ? absent : named_item(begin + 1, end, ';', name);
        }
        return equals == stop ? (sip_text){ name_end, 0 } : parameter_value(equals + 1, stop);
    }
    return absent;
}

sip_text
sip_text_named_auth_parameter(sip_text value, sip_text name)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *scheme_end = value.at;

    while (scheme_end < end && !is_space(*scheme_end)) {
        scheme_end++;
    }
    return named_item(scheme_end, end, ',', name);
}

/* The angle bracket before the URI of a name-addr; NULL if there is none. */
static const char *
find_bracket(const char *at, const char *end)
{
    const char *bracket = find('<', at, end);
    bool quoted = false;

    if (bracket == NULL || find('"', at, bracket) == NULL) {
        return bracket;
    }
    for (; at < end; at++) {
        if (*at == '\\' && quoted && at + 1 < end) {
            at++;
        } else if (*at == '"') {
            quoted = !quoted;
        } else if (*at == '<' && !quoted) {
            return at;
        }
    }
    return NULL;
}

sip_text
sip_text_uri(sip_text value)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *behind_name = value.size > 0 && value.at[0] == '"' ? behind_quoted(value.at, end) : NULL;
    const char *bracket = find_bracket(behind_name != NULL ? behind_name : value.at, end);

    if (bracket == NULL) {
        return trimmed(value.at, find_either_outside_quotes(value.at, end, ';', ','));
    }
    const char *close = find('>', bracket, end);
    return trimmed(bracket + 1, close != NULL ? close : end);
}

sip_text
sip_uri_user(sip_text uri)
{
    if (uri.at == NULL) {
        return absent;
    }
    const char *end = uri.at + uri.size;
    const char *colon = find(':', uri.at, end);
    const char *user = colon != NULL ? colon + 1 : uri.at;
    const char *at = find('@', user, end);

    if (at != NULL) {
        return span(user, at);
    }
    return sip_text_is(span(uri.at, user), "tel:") ? span(user, find_outside_quotes(user, end, ';')) : absent;
}

sip_text
sip_via_sent_by(sip_text via)
{
    if (via.at == NULL) {
        return absent;
    }
    static const char usual[] = USUAL_VERSION "/UDP";
    const size_t usual_size = sizeof usual - 1;
    const char *end = via.at + via.size;
    const char *at = via.at;

    /* "SIP/2.0/UDP host:port;branch=..." */
    if (via.size >= usual_size && memcmp(at, usual, usual_size) == 0) {
        at += usual_size;
    }
    while (at != end && !is_space(*at)) {
        at++;
    }
    return trimmed(at, find_outside_quotes(at, end, ';'));
}

static bool
ends_token(char c)
{
    return c <= ';' && (is_space(c) || c == ',' || c == ';');
}

sip_text
sip_text_token(sip_text value)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *begin = skip_space(value.at, end);
    const char *at = begin;

    while (at < end && !ends_token(*at)) {
        at++;
    }
    return span(begin, at);
}

bool
sip_text_same_letters(sip_text text, const char *word)
{
    return text.at != NULL && same_but_for_case(text.at, word, text.size);
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

gint64
sip_text_number(sip_text text)
{
    if (text.at == NULL) {
        return -1;
    }
    const char *end = text.at + text.size;
    const char *at = skip_space(text.at, end);
    gint64 number = 0;

    if (at == end || !is_digit(*at)) {
        return -1;
    }
    for (; at < end && is_digit(*at); at++) {
        number = number * 10 + (*at - '0');
        if (number > G_MAXUINT32) {
            return -1;
        }
    }
    return number;
}
