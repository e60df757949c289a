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
    char compact; /* RFC 3261 7.3.3 and the RFCs that added to it; 0 if none */
} header_name;

#define SIZED(text) (text), sizeof(text) - 1

static const header_name header_names[SIP_HEADER_COUNT] = {
    [SIP_HEADER_ACCEPT] = { SIZED("Accept"), 0 },
    [SIP_HEADER_ACCEPT_ENCODING] = { SIZED("Accept-Encoding"), 0 },
    [SIP_HEADER_ACCEPT_LANGUAGE] = { SIZED("Accept-Language"), 0 },
    [SIP_HEADER_ACCEPT_RESOURCE_PRIORITY] = { SIZED("Accept-Resource-Priority"), 0 },
    [SIP_HEADER_ALERTMSG_ERROR] = { SIZED("AlertMsg-Error"), 0 },
    [SIP_HEADER_ALLOW] = { SIZED("Allow"), 0 },
    [SIP_HEADER_ALLOW_EVENTS] = { SIZED("Allow-Events"), 'u' },
    [SIP_HEADER_AUTHORIZATION] = { SIZED("Authorization"), 0 },
    [SIP_HEADER_CALL_ID] = { SIZED("Call-ID"), 'i' },
    [SIP_HEADER_CALL_INFO] = { SIZED("Call-Info"), 0 },
    [SIP_HEADER_CONTACT] = { SIZED("Contact"), 'm' },
    [SIP_HEADER_CONTENT_ENCODING] = { SIZED("Content-Encoding"), 'e' },
    [SIP_HEADER_CONTENT_LENGTH] = { SIZED("Content-Length"), 'l' },
    [SIP_HEADER_CONTENT_TYPE] = { SIZED("Content-Type"), 'c' },
    [SIP_HEADER_CSEQ] = { SIZED("CSeq"), 0 },
    [SIP_HEADER_ERROR_INFO] = { SIZED("Error-Info"), 0 },
    [SIP_HEADER_EVENT] = { SIZED("Event"), 'o' },
    [SIP_HEADER_EXPIRES] = { SIZED("Expires"), 0 },
    [SIP_HEADER_FROM] = { SIZED("From"), 'f' },
    [SIP_HEADER_GEOLOCATION] = { SIZED("Geolocation"), 0 },
    [SIP_HEADER_GEOLOCATION_ERROR] = { SIZED("Geolocation-Error"), 0 },
    [SIP_HEADER_IDENTITY] = { SIZED("Identity"), 'y' },
    [SIP_HEADER_INFO_PACKAGE] = { SIZED("Info-Package"), 0 },
    [SIP_HEADER_MAX_FORWARDS] = { SIZED("Max-Forwards"), 0 },
    [SIP_HEADER_MIN_EXPIRES] = { SIZED("Min-Expires"), 0 },
    [SIP_HEADER_MIN_SE] = { SIZED("Min-SE"), 0 },
    [SIP_HEADER_PATH] = { SIZED("Path"), 0 },
    [SIP_HEADER_PERMISSION_MISSING] = { SIZED("Permission-Missing"), 0 },
    [SIP_HEADER_P_REGISTRAR_ERROR] = { SIZED("P-Registrar-Error"), 0 },
    [SIP_HEADER_PRIVACY] = { SIZED("Privacy"), 0 },
    [SIP_HEADER_PROXY_AUTHENTICATE] = { SIZED("Proxy-Authenticate"), 0 },
    [SIP_HEADER_PROXY_AUTHORIZATION] = { SIZED("Proxy-Authorization"), 0 },
    [SIP_HEADER_PROXY_REQUIRE] = { SIZED("Proxy-Require"), 0 },
    [SIP_HEADER_RACK] = { SIZED("RAck"), 0 },
    [SIP_HEADER_REASON] = { SIZED("Reason"), 0 },
    [SIP_HEADER_RECV_INFO] = { SIZED("Recv-Info"), 0 },
    [SIP_HEADER_REFER_TO] = { SIZED("Refer-To"), 'r' },
    [SIP_HEADER_REFERRED_BY] = { SIZED("Referred-By"), 'b' },
    [SIP_HEADER_REPLACES] = { SIZED("Replaces"), 0 },
    [SIP_HEADER_REQUIRE] = { SIZED("Require"), 0 },
    [SIP_HEADER_RESOURCE_PRIORITY] = { SIZED("Resource-Priority"), 0 },
    [SIP_HEADER_RESPONSE_SOURCE] = { SIZED("Response-Source"), 0 },
    [SIP_HEADER_RETRY_AFTER] = { SIZED("Retry-After"), 0 },
    [SIP_HEADER_RSEQ] = { SIZED("RSeq"), 0 },
    [SIP_HEADER_SECURITY_CLIENT] = { SIZED("Security-Client"), 0 },
    [SIP_HEADER_SECURITY_SERVER] = { SIZED("Security-Server"), 0 },
    [SIP_HEADER_SECURITY_VERIFY] = { SIZED("Security-Verify"), 0 },
    [SIP_HEADER_SERVER] = { SIZED("Server"), 0 },
    [SIP_HEADER_SESSION_EXPIRES] = { SIZED("Session-Expires"), 'x' },
    [SIP_HEADER_SIP_ETAG] = { SIZED("SIP-ETag"), 0 },
    [SIP_HEADER_SIP_IF_MATCH] = { SIZED("SIP-If-Match"), 0 },
    [SIP_HEADER_SUBSCRIPTION_STATE] = { SIZED("Subscription-State"), 0 },
    [SIP_HEADER_SUPPORTED] = { SIZED("Supported"), 'k' },
    [SIP_HEADER_TO] = { SIZED("To"), 't' },
    [SIP_HEADER_UNSUPPORTED] = { SIZED("Unsupported"), 0 },
    [SIP_HEADER_USER_AGENT] = { SIZED("User-Agent"), 0 },
    [SIP_HEADER_VIA] = { SIZED("Via"), 'v' },
    [SIP_HEADER_WARNING] = { SIZED("Warning"), 0 },
    [SIP_HEADER_WWW_AUTHENTICATE] = { SIZED("WWW-Authenticate"), 0 },
};

static const sip_text absent = { NULL, 0 };

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static sip_text
span(const char *begin, const char *end)
{
    return (sip_text){ begin, (size_t)(end - begin) };
}

sip_text
sip_text_trimmed(sip_text text)
{
    while (text.size > 0 && is_space(text.at[0])) {
        text.at++;
        text.size--;
    }
    while (text.size > 0 && is_space(text.at[text.size - 1])) {
        text.size--;
    }
    return text;
}

static sip_text
unquoted(sip_text text)
{
    text = sip_text_trimmed(text);
    if (text.size >= 2 && text.at[0] == '"' && text.at[text.size - 1] == '"') {
        text.at++;
        text.size -= 2;
    }
    return text;
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

static sip_header
header_of_letter(char letter)
{
    for (int i = 0; i < SIP_HEADER_COUNT; i++) {
        if (header_names[i].compact == letter) {
            return (sip_header)i;
        }
    }
    return SIP_HEADER_COUNT;
}

/* The header of that name, SIP_HEADER_COUNT if it is none that can be asked for. */
static sip_header
header_named(sip_text name)
{
    if (name.size == 0 || !g_ascii_isalpha(name.at[0])) {
        return SIP_HEADER_COUNT;
    }
    const char letter = g_ascii_tolower(name.at[0]);
    if (name.size == 1) {
        return header_of_letter(letter);
    }
    for (int i = first_of_letter[(int)letter]; i < first_of_letter[letter + 1]; i++) {
        /* Nearly all names are written as the RFCs do, and memcmp() is much faster. */
        if (header_names[i].size == name.size && (memcmp(header_names[i].name, name.at, name.size) == 0 ||
                                                  g_ascii_strncasecmp(header_names[i].name, name.at, name.size) == 0)) {
            return (sip_header)i;
        }
    }
    return SIP_HEADER_COUNT;
}

/* Takes one line, folded ones joined, off *rest; the line end is not part of *line. */
static bool
take_header_line(sip_text *rest, sip_text *line)
{
    const char *end = rest->at + rest->size;
    const char *stop = rest->at;

    if (rest->size == 0) {
        return false;
    }
    do {
        const char *newline = memchr(stop, '\n', (size_t)(end - stop));
        stop = newline != NULL ? newline + 1 : end;
        /* The empty line ends the headers; a body that begins with a blank does not continue it. */
    } while (stop < end && (*stop == ' ' || *stop == '\t') && rest->at[0] != '\r' && rest->at[0] != '\n');

    *line = span(rest->at, stop);
    while (line->size > 0 && (line->at[line->size - 1] == '\n' || line->at[line->size - 1] == '\r')) {
        line->size--;
    }
    *rest = span(stop, end);
    return true;
}

/* Splits a header line at its colon. */
static bool
split_header(sip_text line, sip_header *name, sip_text *value)
{
    const char *colon = memchr(line.at, ':', line.size);

    if (colon == NULL) {
        return false;
    }
    *name = header_named(sip_text_trimmed(span(line.at, colon)));
    *value = sip_text_trimmed(span(colon + 1, line.at + line.size));
    return true;
}

static bool
read_status_line(sip_message *message)
{
    const sip_text line = message->start_line;
    const char *end = line.at + line.size;
    const char *code = memchr(line.at, ' ', line.size);

    if (code == NULL || end - code < 4 || !g_ascii_isdigit(code[1]) || !g_ascii_isdigit(code[2]) || !g_ascii_isdigit(code[3]) ||
        (end - code > 4 && code[4] != ' ')) {
        return false;
    }
    message->is_response = true;
    message->status = (code[1] - '0') * 100 + (code[2] - '0') * 10 + (code[3] - '0');
    message->phrase = sip_text_trimmed(span(code + 4, end));
    return true;
}

static bool
read_request_line(sip_message *message)
{
    const sip_text line = message->start_line;
    const char *end = line.at + line.size;
    const char *uri = memchr(line.at, ' ', line.size);
    const char *version = uri != NULL ? g_strrstr_len(uri + 1, end - uri - 1, " SIP/") : NULL;

    if (uri == NULL || uri == line.at || version == NULL) {
        return false;
    }
    message->method = span(line.at, uri);
    message->request_uri = sip_text_trimmed(span(uri + 1, version));
    return true;
}

static bool
read_start_line(sip_text *rest, sip_message *message)
{
    const char *newline = memchr(rest->at, '\n', rest->size);
    const char *end = rest->at + rest->size;
    const char *stop = newline != NULL ? newline + 1 : end;

    message->start_line = span(rest->at, newline != NULL ? newline : end);
    if (message->start_line.size > 0 && message->start_line.at[message->start_line.size - 1] == '\r') {
        message->start_line.size--;
    }
    *rest = span(stop, end);
    if (message->start_line.size >= 4 && g_ascii_strncasecmp(message->start_line.at, "SIP/", 4) == 0) {
        return read_status_line(message);
    }
    return read_request_line(message);
}

bool
sip_message_read(const void *bytes, size_t size, sip_message *message)
{
    sip_text rest = { bytes, size };
    sip_text line;

    memset(message, 0, sizeof *message);
    if (size == 0 || !read_start_line(&rest, message)) {
        return false;
    }
    message->headers = rest;
    while (take_header_line(&rest, &line)) {
        if (line.size == 0) {
            message->has_all_headers = true;
            break;
        }
        sip_header name;
        sip_text value;
        if (!split_header(line, &name, &value) || name == SIP_HEADER_COUNT) {
            continue;
        }
        if (message->header[name].at == NULL) {
            message->header[name] = value;
        } else {
            message->repeated |= G_GUINT64_CONSTANT(1) << name;
        }
    }
    message->headers.size -= rest.size;

    const gint64 length = sip_text_number(message->header[SIP_HEADER_CONTENT_LENGTH]);
    message->body = rest;
    if (length >= 0 && (guint64)length < message->body.size) {
        message->body.size = (size_t)length;
    }
    message->size = (size_t)(message->body.at - (const char *)bytes) + message->body.size;
    return true;
}

sip_text
sip_message_header(const sip_message *message, sip_header name)
{
    return message->header[name];
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
find_either_outside_quotes(sip_text text, char stop, char other_stop)
{
    const char *end = text.at + text.size;
    bool quoted = false;
    bool bracketed = false;

    for (const char *at = text.at; at < end; at++) {
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

static const char *
find_outside_quotes(sip_text text, char stop)
{
    const char *end = text.at + text.size;
    const char *found = memchr(text.at, stop, text.size);

    /* Most values have neither quotes nor brackets before it, or do not have it at all. */
    if (found == NULL) {
        return end;
    }
    const size_t before = (size_t)(found - text.at);
    return memchr(text.at, '"', before) == NULL && memchr(text.at, '<', before) == NULL
               ? found
               : find_either_outside_quotes(text, stop, stop);
}

bool
sip_text_take_value(sip_text *rest, sip_text *value)
{
    while (rest->at != NULL && rest->size > 0) {
        const char *end = rest->at + rest->size;
        const char *comma = find_outside_quotes(*rest, ',');
        *value = sip_text_trimmed(span(rest->at, comma));
        *rest = span(comma < end ? comma + 1 : end, end);
        if (value->size > 0) {
            return true;
        }
    }
    return false;
}

/* Looks through `name` or `name=value` items that are parted by `separator`. */
static sip_text
named_item(sip_text items, char separator, const char *name)
{
    const char *end = items.at + items.size;

    while (items.size > 0) {
        const char *stop = find_outside_quotes(items, separator);
        const sip_text item = sip_text_trimmed(span(items.at, stop));
        const char *equals = item.size > 0 ? memchr(item.at, '=', item.size) : NULL;
        const char *item_end = item.at + item.size;
        if (sip_text_is(sip_text_trimmed(span(item.at, equals != NULL ? equals : item_end)), name)) {
            return equals != NULL ? unquoted(span(equals + 1, item_end)) : (sip_text){ item_end, 0 };
        }
        items = span(stop < end ? stop + 1 : end, end);
    }
    return absent;
}

sip_text
sip_text_parameter(sip_text value, const char *name)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *semicolon = find_outside_quotes(value, ';');

    return semicolon == end ? absent : named_item(span(semicolon + 1, end), ';', name);
}

sip_text
sip_text_auth_parameter(sip_text value, const char *name)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    const char *scheme_end = value.at;

    while (scheme_end < end && !is_space(*scheme_end)) {
        scheme_end++;
    }
    return named_item(span(scheme_end, end), ',', name);
}

sip_text
sip_text_uri(sip_text value)
{
    if (value.at == NULL) {
        return absent;
    }
    const char *end = value.at + value.size;
    bool quoted = false;

    for (const char *at = value.at; at < end; at++) {
        if (*at == '\\' && quoted && at + 1 < end) {
            at++;
        } else if (*at == '"') {
            quoted = !quoted;
        } else if (*at == '<' && !quoted) {
            const char *close = memchr(at, '>', (size_t)(end - at));
            return sip_text_trimmed(span(at + 1, close != NULL ? close : end));
        }
    }
    return sip_text_trimmed(span(value.at, find_either_outside_quotes(value, ';', ',')));
}

sip_text
sip_uri_user(sip_text uri)
{
    if (uri.at == NULL) {
        return absent;
    }
    const char *end = uri.at + uri.size;
    const char *colon = memchr(uri.at, ':', uri.size);
    const char *user = colon != NULL ? colon + 1 : uri.at;
    const char *at = memchr(user, '@', (size_t)(end - user));

    if (at != NULL) {
        return span(user, at);
    }
    return sip_text_is(span(uri.at, user), "tel:") ? span(user, find_outside_quotes(span(user, end), ';')) : absent;
}

sip_text
sip_via_sent_by(sip_text via)
{
    if (via.at == NULL) {
        return absent;
    }
    /* "SIP/2.0/UDP host:port;branch=..." */
    const char *end = via.at + via.size;
    const char *at = via.at;

    while (at < end && !is_space(*at)) {
        at++;
    }
    return sip_text_trimmed(span(at, find_outside_quotes(span(at, end), ';')));
}

sip_text
sip_text_token(sip_text value)
{
    size_t size = 0;

    value = sip_text_trimmed(value);
    while (size < value.size && !is_space(value.at[size]) && value.at[size] != ',' && value.at[size] != ';') {
        size++;
    }
    value.size = size;
    return value;
}

bool
sip_text_equal(sip_text a, sip_text b)
{
    return a.at != NULL && b.at != NULL && a.size == b.size && memcmp(a.at, b.at, a.size) == 0;
}

bool
sip_text_is(sip_text text, const char *word)
{
    return text.at != NULL && text.size == strlen(word) && g_ascii_strncasecmp(text.at, word, text.size) == 0;
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
    gint64 number = 0;

    if (text.at == NULL) {
        return -1;
    }
    text = sip_text_trimmed(text);
    if (text.size == 0 || !g_ascii_isdigit(text.at[0])) {
        return -1;
    }
    for (size_t i = 0; i < text.size && g_ascii_isdigit(text.at[i]); i++) {
        number = number * 10 + (text.at[i] - '0');
        if (number > G_MAXUINT32) {
            return -1;
        }
    }
    return number;
}
