/* message.h
 * One SIP message in raw bytes: start line, headers, values, parameters.
 *
 * Nothing here copies, allocates or changes a byte; every text is a span of the caller's buffer and lives as long as it.
 * No byte is trusted: any buffer gives either a message or false, and no span ever leaves the buffer.
 * This module knows neither Wireshark nor the network.
 *
 *     sip_message message;
 *     if (sip_message_read(bytes, size, &message) && message.is_response)
 *         sip_text via = sip_message_header(&message, SIP_HEADER_VIA);
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MESSAGE_H
#define SIPEXPERT_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include <glib.h>

/** Bytes of the message. Not terminated. at == NULL means "not there"; size 0 with at != NULL means "there, but empty". */
typedef struct sip_text {
    const char *at;
    size_t size;
} sip_text;

/** The headers that can be asked for; names and compact forms are in message.c. */
typedef enum sip_header {
    SIP_HEADER_ACCEPT,
    SIP_HEADER_ACCEPT_ENCODING,
    SIP_HEADER_ACCEPT_LANGUAGE,
    SIP_HEADER_ACCEPT_RESOURCE_PRIORITY,
    SIP_HEADER_ALERTMSG_ERROR,
    SIP_HEADER_ALLOW,
    SIP_HEADER_ALLOW_EVENTS,
    SIP_HEADER_AUTHORIZATION,
    SIP_HEADER_CALL_ID,
    SIP_HEADER_CALL_INFO,
    SIP_HEADER_CONTACT,
    SIP_HEADER_CONTENT_ENCODING,
    SIP_HEADER_CONTENT_LENGTH,
    SIP_HEADER_CONTENT_TYPE,
    SIP_HEADER_CSEQ,
    SIP_HEADER_ERROR_INFO,
    SIP_HEADER_EVENT,
    SIP_HEADER_EXPIRES,
    SIP_HEADER_FROM,
    SIP_HEADER_GEOLOCATION,
    SIP_HEADER_GEOLOCATION_ERROR,
    SIP_HEADER_IDENTITY,
    SIP_HEADER_INFO_PACKAGE,
    SIP_HEADER_MAX_FORWARDS,
    SIP_HEADER_MIN_EXPIRES,
    SIP_HEADER_MIN_SE,
    SIP_HEADER_PATH,
    SIP_HEADER_PERMISSION_MISSING,
    SIP_HEADER_P_REGISTRAR_ERROR,
    SIP_HEADER_PRIVACY,
    SIP_HEADER_PROXY_AUTHENTICATE,
    SIP_HEADER_PROXY_AUTHORIZATION,
    SIP_HEADER_PROXY_REQUIRE,
    SIP_HEADER_RACK,
    SIP_HEADER_REASON,
    SIP_HEADER_RECV_INFO,
    SIP_HEADER_REFER_TO,
    SIP_HEADER_REFERRED_BY,
    SIP_HEADER_REPLACES,
    SIP_HEADER_REQUIRE,
    SIP_HEADER_RESOURCE_PRIORITY,
    SIP_HEADER_RESPONSE_SOURCE,
    SIP_HEADER_RETRY_AFTER,
    SIP_HEADER_RSEQ,
    SIP_HEADER_SECURITY_CLIENT,
    SIP_HEADER_SECURITY_SERVER,
    SIP_HEADER_SECURITY_VERIFY,
    SIP_HEADER_SERVER,
    SIP_HEADER_SESSION_EXPIRES,
    SIP_HEADER_SIP_ETAG,
    SIP_HEADER_SIP_IF_MATCH,
    SIP_HEADER_SUBSCRIPTION_STATE,
    SIP_HEADER_SUPPORTED,
    SIP_HEADER_TO,
    SIP_HEADER_UNSUPPORTED,
    SIP_HEADER_USER_AGENT,
    SIP_HEADER_VIA,
    SIP_HEADER_WARNING,
    SIP_HEADER_WWW_AUTHENTICATE,
    SIP_HEADER_COUNT
} sip_header;

/** One message (RFC 3261 7). Filled by sip_message_read(); read the headers with the functions below. */
typedef struct sip_message {
    bool is_response;
    int status;           /**< responses: the number in the start line, 0 to 999; requests: 0 */
    sip_text start_line;  /**< without its line end */
    sip_text phrase;      /**< responses: the reason phrase as sent */
    sip_text method;      /**< requests */
    sip_text request_uri; /**< requests */
    sip_text header
        [SIP_HEADER_COUNT]; /**< value of the first header line of each name that is there, surrounding white space taken off */
    guint64 present;        /**< bits of the names that are there */
    guint64 repeated;       /**< bits of the names that have more than one header line */
    bool has_all_headers;   /**< the empty line behind the headers is there */
    sip_text headers;       /**< all header lines */
    sip_text body;          /**< as far as it is in the buffer */
    size_t size;            /**< bytes of the buffer that the message takes, its body included */
} sip_message;

/**
 * Reads the message that begins at the first byte.
 * A message that is cut short anywhere after the status code or the request's version is read as far as it goes. Header lines
 * without a colon are passed over. The body ends where Content-Length says, or with the buffer if that comes first or says nothing.
 * Returns false, and leaves *message without a meaning, if the bytes do not begin with a SIP start line (RFC 3261 7.1, 7.2).
 */
bool sip_message_read(const void *bytes, size_t size, sip_message *message);

/** Value of the first header line of that name; .at is NULL if there is none. Folded lines (RFC 3261 7.3.1) keep their line ends. */
static inline sip_text
sip_message_header(const sip_message *message, sip_header name)
{
    return (message->present & G_GUINT64_CONSTANT(1) << name) != 0 ? message->header[name] : (sip_text){ NULL, 0 };
}

/**
 * Steps through all header lines of one name. Begin with *value as sip_message_header() gave it; each call moves *value to the next
 * line of that name and returns true, or returns false after the last.
 */
bool sip_message_next_header(const sip_message *message, sip_header name, sip_text *value);

/**
 * Takes the first value off a comma-separated header value (RFC 3261 7.3.1), heeding quoted strings and angle brackets.
 * *rest is what is left. Returns false when nothing is left; empty values are passed over.
 */
bool sip_text_take_value(sip_text *rest, sip_text *value);

/** Where sip_message_next_value() stands; begin with all zero. */
typedef struct sip_values {
    sip_text line;
    sip_text rest;
} sip_values;

/** Steps through all comma-separated values of all header lines of one name. Returns false after the last. */
bool sip_message_next_value(const sip_message *message, sip_header name, sip_values *at, sip_text *value);

sip_text sip_text_named_parameter(sip_text value, sip_text name);
sip_text sip_text_named_auth_parameter(sip_text value, sip_text name);

/** Value of the parameter `name` after a semicolon, quotes taken off; .at is NULL if absent, size 0 if it has no value. */
static inline sip_text
sip_text_parameter(sip_text value, const char *name)
{
    return sip_text_named_parameter(value, (sip_text){ name, strlen(name) });
}

/** Value of one `name=value` of a challenge or credentials (RFC 3261 25.1, auth-param), quotes taken off; .at is NULL if absent. */
static inline sip_text
sip_text_auth_parameter(sip_text value, const char *name)
{
    return sip_text_named_auth_parameter(value, (sip_text){ name, strlen(name) });
}

/** The URI of a name-addr or addr-spec (From, To, Contact ...), angle brackets and display name taken off. */
sip_text sip_text_uri(sip_text value);

/** The user part of a sip, sips or tel URI; .at is NULL if it has none. */
sip_text sip_uri_user(sip_text uri);

/** The host and port that one value of Via names (sent-by, RFC 3261 20.42); size 0 if the value is cut short, .at NULL if there is none. */
sip_text sip_via_sent_by(sip_text via);

/** The first word: what stands before white space, a comma or a semicolon. */
sip_text sip_text_token(sip_text value);

/** The text without white space around it. */
sip_text sip_text_trimmed(sip_text text);

/** True if both are there and equal byte for byte. */
static inline bool
sip_text_equal(sip_text a, sip_text b)
{
    return a.at != NULL && b.at != NULL && a.size == b.size && memcmp(a.at, b.at, a.size) == 0;
}

/** True if the text is there and is, without regard to ASCII case, what as many bytes of `word` are. */
bool sip_text_same_letters(sip_text text, const char *word);

/** True if the text is there and is `word`, without regard to ASCII case. Inline, because most texts are known by their size not to be. */
static inline bool
sip_text_is(sip_text text, const char *word)
{
    return text.size == strlen(word) && sip_text_same_letters(text, word);
}

/** True if one of the comma-separated values, over all header lines of that name, is `word` without regard to ASCII case. */
bool sip_message_header_lists(const sip_message *message, sip_header name, const char *word);

/** The decimal number the text begins with, after white space; -1 if there is none or it is above 4294967295. */
gint64 sip_text_number(sip_text text);

#endif
