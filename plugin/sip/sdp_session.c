/* sdp_session.c
 * The streams of a session description; see sdp_session.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "sdp_session.h"

#include "text_scan.h"

/* Payload types are numbers of seven bits (RFC 3550 5.1). */
#define PAYLOAD_TYPES 128

static sip_text
take_line(sip_text *rest)
{
    const char *end = rest->at + rest->size;
    const char *newline = scan_find('\n', rest->at, end);
    const char *stop = newline != NULL ? newline : end;
    const sip_text line = scan_span(rest->at, stop > rest->at && stop[-1] == '\r' ? stop - 1 : stop);

    *rest = scan_span(newline != NULL ? newline + 1 : end, end);
    return line;
}

static sip_text
take_word(sip_text *rest)
{
    const char *end = rest->at + rest->size;
    const char *begin = scan_skip_space(rest->at, end);
    const char *stop = scan_find(' ', begin, end);

    stop = stop != NULL ? stop : end;
    *rest = scan_span(stop, end);
    return scan_span(begin, stop);
}

static sip_text
after(sip_text line, const char *start)
{
    const size_t size = strlen(start);

    return sip_text_begins_with(line, start) ? (sip_text){ line.at + size, line.size - size } : (sip_text){ NULL, 0 };
}

/* c=<nettype> <addrtype> <address>, the address perhaps with TTL and count after slashes (RFC 8866 5.7) */
static void
read_connection(sip_text value, sdp_stream *stream)
{
    take_word(&value);
    take_word(&value);
    const sip_text address = take_word(&value);
    const char *slash = scan_find('/', address.at, address.at + address.size);

    stream->address = slash != NULL ? scan_span(address.at, slash) : address;
}

/* m=<media> <port>[/<count>] <proto> <fmt> ... (RFC 8866 5.14) */
static void
read_media(sip_text value, sdp_stream *stream)
{
    stream->media = take_word(&value);
    stream->port = sip_text_number(take_word(&value));
    stream->profile = take_word(&value);
    stream->formats = sip_text_trimmed(value);
}

static void
read_bandwidth(sip_text value, sdp_session *session)
{
    const sip_text number = sip_text_begins_with(value, "AS:") || sip_text_begins_with(value, "CT:")
                                ? (sip_text){ value.at + 3, value.size - 3 }
                                : (sip_text){ NULL, 0 };

    session->bandwidth = MAX(session->bandwidth, sip_text_number(number));
}

static bool
has_word(sip_text line, const char *word)
{
    return g_strstr_len(line.at, (gssize)line.size, word) != NULL;
}

static void
read_precondition(sip_text line, sdp_stream *stream)
{
    stream->is_mandatory |= sip_text_begins_with(line, "a=des:") && has_word(line, " mandatory ");
    stream->is_unmet |= sip_text_begins_with(line, "a=curr:") && has_word(line, " none");
}

static void
read_direction(sip_text line, sdp_stream *stream)
{
    static const struct {
        const char *line;
        sdp_direction direction;
    } known[] = {
        { "a=sendrecv", SDP_BOTH_WAYS },
        { "a=sendonly", SDP_SENDS },
        { "a=recvonly", SDP_RECEIVES },
        { "a=inactive", SDP_INACTIVE },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(known); i++) {
        if (sip_text_is(line, known[i].line)) {
            stream->direction = known[i].direction;
        }
    }
}

/* What stands before "=" in a line of SDP; a zero byte if it is none. */
static char
type_of(sip_text line)
{
    if (line.size > 1 && line.at[1] == '=') {
        return line.at[0];
    }
    return '\0';
}

/* The first letter of an attribute, which tells most of them apart; 0 if the line is none. */
static char
letter_of(sip_text line)
{
    if (line.size > 2 && line.at[0] == 'a' && line.at[1] == '=') {
        return g_ascii_tolower(line.at[2]);
    }
    return '\0';
}

static void
read_attribute(sip_text line, sdp_stream *stream)
{
    switch (letter_of(line)) {
    case 'r':
        stream->has_rtcp_mux |= sip_text_is(line, "a=rtcp-mux");
        stream->rtcp = sip_text_begins_with(line, "a=rtcp:") ? after(line, "a=rtcp:") : stream->rtcp;
        read_direction(line, stream);
        break;
    case 's':
        read_direction(line, stream);
        break;
    case 'i':
        stream->has_ice |= sip_text_begins_with(line, "a=ice-ufrag:");
        read_direction(line, stream);
        break;
    case 'c':
        stream->has_key |= sip_text_begins_with(line, "a=crypto:");
        stream->has_candidates |= sip_text_begins_with(line, "a=candidate:");
        stream->has_ice |= stream->has_candidates;
        read_precondition(line, stream);
        break;
    case 'f':
        stream->has_key |= sip_text_begins_with(line, "a=fingerprint:");
        break;
    case 'd':
        read_precondition(line, stream);
        break;
    default:
        break;
    }
}

/* Begins the stream of an m= line with what the session says of all; returns NULL if there are too many. */
static sdp_stream *
begin_stream(sdp_session *session, const sdp_stream *common, sip_text value, sip_text rest)
{
    if (session->count++ >= SDP_MAX_STREAMS) {
        return NULL;
    }
    sdp_stream *stream = &session->streams[session->count - 1];
    *stream = *common;
    read_media(value, stream);
    stream->attributes = (sip_text){ rest.at, 0 };
    return stream;
}

void
sdp_session_read(sip_text body, sdp_session *session)
{
    sdp_stream common = { .port = -1, .direction = SDP_BOTH_WAYS };
    sdp_stream *stream = &common;
    sip_text rest = body;

    session->bandwidth = -1;
    session->count = 0;
    while (rest.size > 0) {
        const sip_text line = take_line(&rest);
        const char type = type_of(line);
        const sip_text value = type != '\0' ? (sip_text){ line.at + 2, line.size - 2 } : line;
        if (type == 'm') {
            stream = begin_stream(session, &common, value, rest);
            continue;
        }
        if (type == 'b') {
            read_bandwidth(value, session);
        }
        if (stream == NULL) {
            continue;
        }
        if (type == 'c') {
            read_connection(value, stream);
        }
        read_attribute(line, stream);
        if (stream != &common) {
            stream->attributes.size = (size_t)(rest.at - stream->attributes.at);
        }
    }
}

bool
sdp_stream_is_unspecified(const sdp_stream *stream)
{
    return sip_text_is(stream->address, "0.0.0.0") || sip_text_is(stream->address, "::");
}

bool
sdp_stream_is_usable(const sdp_stream *stream)
{
    return stream->port != 0 && stream->direction != SDP_INACTIVE && (stream->has_ice || !sdp_stream_is_unspecified(stream));
}

bool
sdp_take_format(sip_text *formats, sip_text *format)
{
    if (formats->size == 0) {
        return false;
    }
    *format = take_word(formats);
    return format->size > 0;
}

bool
sdp_stream_rtcp(const sdp_stream *stream, sip_text *address, gint64 *port)
{
    sdp_stream other = { .address = stream->address };
    sip_text rest = stream->rtcp;

    if (rest.at == NULL) {
        return false;
    }
    *port = sip_text_number(take_word(&rest));
    if (sip_text_trimmed(rest).size > 0) {
        read_connection(rest, &other);
    }
    *address = other.address;
    return *port > 0;
}

/* a=candidate:<foundation> <component> <transport> <priority> <address> <port> typ ... (RFC 8839 5.1) */
static bool
read_candidate(sip_text line, sdp_candidate *candidate)
{
    sip_text value = after(line, "a=candidate:");

    if (value.at == NULL) {
        return false;
    }
    take_word(&value);
    candidate->component = sip_text_number(take_word(&value));
    const bool is_udp = sip_text_is(take_word(&value), "UDP");
    take_word(&value);
    candidate->address = take_word(&value);
    candidate->port = sip_text_number(take_word(&value));
    return is_udp && candidate->port > 0;
}

bool
sdp_take_candidate(sip_text *rest, sdp_candidate *candidate)
{
    while (rest->size > 0) {
        if (read_candidate(take_line(rest), candidate)) {
            return true;
        }
    }
    return false;
}

bool
sdp_may_carry_media(sip_text body)
{
    sdp_session session;
    bool is_usable = false;

    sdp_session_read(body, &session);
    for (unsigned i = 0; i < sdp_session_described(&session); i++) {
        const sdp_stream *stream = &session.streams[i];
        if (stream->is_mandatory && stream->is_unmet) {
            return false;
        }
        is_usable |= sdp_stream_is_usable(stream);
    }
    return is_usable;
}

/* What the a=rtpmap line maps the number to, such as SILK/16000; absent if the line is no such line. */
static sip_text
mapping_in(sip_text line, gint64 *number)
{
    sip_text value = after(line, "a=rtpmap:");

    if (value.at == NULL) {
        return value;
    }
    *number = sip_text_number(take_word(&value));
    return sip_text_trimmed(value);
}

gint64
sdp_stream_telephone_event(const sdp_stream *stream)
{
    sip_text rest = stream->attributes;

    while (rest.size > 0) {
        gint64 number = -1;
        if (sip_text_begins_with(mapping_in(take_line(&rest), &number), "telephone-event/")) {
            return number;
        }
    }
    return -1;
}

static bool
is_mapped_twice(const sdp_stream *stream, sdp_conflict *conflict)
{
    sip_text mapped[PAYLOAD_TYPES] = { { NULL, 0 } };
    sip_text rest = stream->attributes;

    while (rest.size > 0) {
        gint64 number = -1;
        const sip_text mapping = mapping_in(take_line(&rest), &number);
        if (mapping.at == NULL || number < 0 || number >= PAYLOAD_TYPES) {
            continue;
        }
        if (mapped[number].at != NULL && !sip_text_equal(mapped[number], mapping)) {
            *conflict = (sdp_conflict){ .number = number, .first = mapped[number], .second = mapping };
            return true;
        }
        mapped[number] = mapping;
    }
    return false;
}

static bool
is_listed_twice(const sdp_stream *stream, sdp_conflict *conflict)
{
    bool listed[PAYLOAD_TYPES] = { false };
    sip_text rest = stream->formats;

    while (rest.size > 0) {
        const sip_text format = take_word(&rest);
        const gint64 number = sip_text_number(format);
        if (number < 0 || number >= PAYLOAD_TYPES) {
            continue;
        }
        if (listed[number]) {
            *conflict = (sdp_conflict){ .number = number, .first = format };
            return true;
        }
        listed[number] = true;
    }
    return false;
}

bool
sdp_session_find_conflict(const sdp_session *session, sdp_conflict *conflict)
{
    for (unsigned i = 0; i < sdp_session_described(session); i++) {
        const sdp_stream *stream = &session->streams[i];
        if (sip_text_begins_with(stream->profile, "RTP/") &&
            (is_mapped_twice(stream, conflict) || is_listed_twice(stream, conflict))) {
            return true;
        }
    }
    return false;
}
