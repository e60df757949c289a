/* message.h
 * One SIP message in raw bytes: start line, header lines, body.
 *
 * Nothing here copies, allocates or changes a byte; every text is a span of the caller's buffer and lives as long as it.
 * No byte is trusted: any buffer gives either a message or false, and no span ever leaves the buffer.
 * This module knows neither Wireshark nor the network. header_value.h, which is included, reads what the value of a header holds.
 *
 *     sip_message message;
 *     if (sip_message_read(bytes, size, &message) && message.is_response)
 *         sip_text via = sip_message_header(&message, SIP_HEADER_VIA);
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MESSAGE_H
#define SIPEXPERT_MESSAGE_H

#include "header_name.h"
#include "header_value.h"
#include "text.h"

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
    const char *last[SIP_HEADER_COUNT]; /**< where the value of the last line of such a name begins */
    bool has_others;                    /**< there are header lines of other names */
    bool has_all_headers;               /**< the empty line after the headers is there */
    sip_text headers;                   /**< all header lines */
    sip_text body;                      /**< as far as it is in the buffer */
    size_t size;                        /**< bytes of the buffer that the message takes, its body included */
    sip_text after;                     /**< what follows it in the buffer */
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

/** What the sender of a message calls itself, in Server or else in User-Agent; absent if nowhere. */
static inline sip_text
sip_message_agent(const sip_message *message)
{
    const sip_text server = sip_message_header(message, SIP_HEADER_SERVER);

    return server.size > 0 ? server : sip_message_header(message, SIP_HEADER_USER_AGENT);
}

/** The same as sip_message_next_header(), which asks it only if the header has more than one line. */
bool sip_message_next_line(const sip_message *message, sip_header name, sip_text *value);

/**
 * Steps through all header lines of one name. Begin with *value as sip_message_header() gave it; each call moves *value to the next
 * line of that name and returns true, or returns false after the last.
 */
static inline bool
sip_message_next_header(const sip_message *message, sip_header name, sip_text *value)
{
    return (message->repeated & G_GUINT64_CONSTANT(1) << name) != 0 && sip_message_next_line(message, name, value);
}

/**
 * Takes the next header line, of whatever name, off *rest, which begins as message.headers. Lines without a colon are passed over. Returns
 * false when nothing is left.
 */
bool sip_message_take_header(sip_text *rest, sip_text *name, sip_text *value);
/** Value of the first header line of that name, without regard to case, for names that are no sip_header; absent if there is none. */
sip_text sip_message_header_named(const sip_message *message, const char *name);

/**
 * Takes the next header line, of whatever name, off *rest, which begins as message->headers. Folded lines are one and keep their line
 * ends. Returns false after the last.
 */
bool sip_message_take_line(sip_text *rest, sip_text *line);

/** The size of the body that Content-Length announces, in bytes, if the buffer holds less; -1 otherwise. */
gint64 sip_message_missing_body(const sip_message *message);

/** Where sip_message_next_value() is; begin with all zero. */
typedef struct sip_values {
    sip_text line;
    sip_text rest;
} sip_values;

/** Steps through all comma-separated values of all header lines of one name. Returns false after the last. */
bool sip_message_next_value(const sip_message *message, sip_header name, sip_values *at, sip_text *value);

/** True if there is more than one of these values. */
bool sip_message_has_several(const sip_message *message, sip_header name);

/** True if one of these values, such as option tags or methods, is the word, without regard to ASCII case. */
bool sip_message_lists(const sip_message *message, sip_header name, sip_text word);

#endif
