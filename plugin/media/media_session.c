/* media_session.c
 * Where each side of a call wants media; see media_session.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_session.h"

#include "media_table.h"
#include "sdp.h"
#include "sip_string.h"

#include <string.h>

/* Of one Call-ID as many hops are followed. */
#define MAX_SESSIONS 16
/* A host has not more addresses that are worth trying. */
#define MAX_CANDIDATES 16
#define PAYLOAD_TYPES 128
#define BITS 64
#define OF_RTCP 2
/* Names of products are shorter. */
#define MAX_AGENT_BYTES 64
#define MAX_REASON_BYTES 128

/* A description that one side gave. */
typedef struct {
    const sip_message *message;
    guint32 frame;
    bool is_answer;
    gint64 since; /* when it begins to hold, µs */
} description;

static bool
is_at(const media_session *session, const char *name, const char *other, bool (*are_same)(const char *, const char *))
{
    const char *const *names = session->names;

    return (are_same(names[0], name) && are_same(names[1], other)) || (are_same(names[0], other) && are_same(names[1], name));
}

static bool
are_same_names(const char *name, const char *other)
{
    return g_strcmp0(name, other) == 0;
}

/* The session of that call and caller between the two endpoints, or their hosts; NULL if there is none. */
static media_session *
find(const sip_call *call, const char *tag, const sip_packet *packet, bool (*are_same)(const char *, const char *))
{
    for (media_session *session = call->media; session != NULL; session = session->next) {
        if ((tag == NULL || session->caller_tag == tag) && is_at(session, packet->source, packet->destination, are_same)) {
            return session;
        }
    }
    return NULL;
}

const media_session *
media_session_of(const sip_transaction *invite)
{
    for (const media_session *session = invite->call->media; session != NULL; session = session->next) {
        if (invite->client != NULL && session->caller_tag == invite->request.from_tag &&
            are_same_names(session->names[MEDIA_CALLER], invite->client->name) &&
            are_same_names(session->names[MEDIA_CALLEE], invite->server->name)) {
            return session;
        }
    }
    return NULL;
}

static media_session *
begin_session(media_table *table, const sip_transaction *invite)
{
    sip_call *call = invite->call;
    unsigned count = 0;

    for (const media_session *session = call->media; session != NULL; session = session->next) {
        count += session->end_frame == 0 ? 1 : 0;
    }
    if (count >= MAX_SESSIONS) {
        return NULL;
    }
    media_session *session = media_table_take(table, sizeof *session);
    session->table = table;
    session->call = call;
    session->caller_tag = invite->request.from_tag;
    session->names[MEDIA_CALLER] = invite->client->name;
    session->names[MEDIA_CALLEE] = invite->server->name;
    session->next = call->media;
    call->media = session;
    return session;
}

static void
add_types(const sdp_stream *stream, guint64 types[2])
{
    sip_text formats = stream->formats;
    sip_text format;

    while (sdp_take_format(&formats, &format)) {
        const gint64 number = sip_text_number(format);
        if (number >= 0 && number < PAYLOAD_TYPES) {
            types[number / BITS] |= G_GUINT64_CONSTANT(1) << number % BITS;
        }
    }
}

/* Reads what an m= line says into *line. Returns false if it is for neither RTP over UDP nor T.38. */
static bool
read_line(const sdp_stream *stream, media_line *line)
{
    const bool is_fax = sip_text_is(stream->media, "image") && sip_text_is(stream->profile, "udptl");
    const bool is_rtp = sip_text_contains(stream->profile, "RTP/") && !sip_text_begins_with(stream->profile, "TCP/");

    *line = (media_line){ .is_fax = is_fax,
                          .is_audio = is_rtp && sip_text_is(stream->media, "audio"),
                          .is_open = stream->port > 0,
                          .is_secure = sip_text_contains(stream->profile, "SAVP"),
                          .direction = (guint8)stream->direction,
                          .telephone_event = (gint16)sdp_stream_telephone_event(stream) };
    if (sdp_stream_is_unspecified(stream) && !stream->has_ice) {
        line->direction &= (guint8)~SDP_RECEIVES;
    }
    add_types(stream, line->types);
    return is_fax || is_rtp;
}

static media_line *
latest_line(const media_session *session, unsigned side, unsigned stream)
{
    media_line *line = session->lines[side];

    while (line != NULL && line->stream != stream) {
        line = line->before;
    }
    return line;
}

const media_target *
media_line_named(const media_line *line)
{
    return line->targets != NULL && line->targets->place == MEDIA_NAMED ? line->targets : NULL;
}

/* True if both hops have addresses for a stream of the side, and these differ. */
static bool
names_differ(const media_session *hop, const media_session *other, unsigned side)
{
    for (const media_line *line = hop->lines[side]; line != NULL; line = line->before) {
        const media_line *theirs = latest_line(other, side, line->stream);
        const media_target *named = line->until_frame == 0 ? media_line_named(line) : NULL;
        const media_target *named_there = theirs != NULL ? media_line_named(theirs) : NULL;
        if (named != NULL && named_there != NULL && !media_address_is(&named->address, &named_there->address)) {
            return true;
        }
    }
    return false;
}

bool
media_session_is_rewritten(const media_session *session, unsigned side)
{
    for (const media_session *next = session->call->media; next != NULL; next = next->next) {
        if (names_differ(session, next, side) &&
            endpoint_names_share_host(next->names[media_other_side(side)], session->names[side])) {
            return true;
        }
    }
    return false;
}

static bool
says_the_same(const media_line *line, const media_line *read, const media_address *address)
{
    const media_target *named = media_line_named(line);
    const bool has_address = named != NULL && media_address_is(&named->address, address);

    return line->is_open == read->is_open && (has_address || (named == NULL && address->family == 0)) &&
           line->direction == read->direction && line->is_secure == read->is_secure && line->is_fax == read->is_fax &&
           line->types[0] == read->types[0] && line->types[1] == read->types[1];
}

static void
watch_rtcp(media_table *table, media_line *line, const sdp_stream *stream, const media_address *named, gint64 time)
{
    sip_text host;
    gint64 port;
    media_address address;

    if (sdp_stream_rtcp(stream, &host, &port)) {
        if (!media_address_read(host, port, &address)) {
            return;
        }
    } else {
        address = *named;
        address.port++;
    }
    if (address.port != 0 && !media_address_is(&address, named)) {
        media_table_watch(table, line, MEDIA_OF_RTCP, &address, time);
    }
}

static void
watch_candidates(media_table *table, media_line *line, const sdp_stream *stream, const media_address *named, gint64 time)
{
    sip_text rest = stream->attributes;
    sdp_candidate candidate;
    media_address address;

    for (unsigned i = 0; i < MAX_CANDIDATES && sdp_take_candidate(&rest, &candidate); i++) {
        if (media_address_read(candidate.address, candidate.port, &address) && !media_address_is(&address, named)) {
            media_table_watch(table, line, candidate.component == OF_RTCP ? MEDIA_OF_RTCP : MEDIA_CANDIDATE, &address, time);
        }
    }
}

static void
watch(media_table *table, media_line *line, const sdp_stream *stream, const media_address *address, gint64 time)
{
    if (!line->is_open || address->family == 0) {
        return;
    }
    media_table_watch(table, line, MEDIA_NAMED, address, time);
    if (stream->has_candidates) {
        watch_candidates(table, line, stream, address, time);
    }
    if (!line->is_fax && !stream->has_rtcp_mux) {
        watch_rtcp(table, line, stream, address, time);
    }
}

static void
replace(media_line *line, const media_line *by)
{
    if (line != NULL && line->until_frame == 0) {
        line->until = by->since;
        line->until_frame = by->frame;
    }
}

/* Where the stream wants media; family 0 if nowhere. */
static media_address
address_of(const sdp_stream *stream)
{
    media_address address;

    if (!media_address_read(stream->address, stream->port, &address) || media_address_is_unspecified(&address)) {
        return (media_address){ .family = 0 };
    }
    return address;
}

/* A side that changes anything but its address goes on sending from where it sends. */
static void
keep_sources(media_line *line, const media_line *before, const media_address *address)
{
    const media_target *named = before != NULL ? media_line_named(before) : NULL;

    if (named == NULL || !media_address_is(&named->address, address)) {
        return;
    }
    for (const media_target *target = before->targets; target != NULL; target = target->next) {
        if (target->place == MEDIA_LATCHED) {
            media_table_watch(line->session->table, line, MEDIA_LATCHED, &target->address, line->since);
        }
    }
}

static void
add_line(media_session *session, unsigned side, unsigned stream_number, const sdp_stream *stream, const description *given)
{
    media_line *latest = latest_line(session, side, stream_number);
    const media_address address = address_of(stream);
    media_line read;

    if (!read_line(stream, &read) || (latest != NULL && says_the_same(latest, &read, &address))) {
        return;
    }
    if (session->line_count == MEDIA_MAX_LINES) {
        session->is_unclear = true;
        return;
    }
    session->line_count++;
    media_line *line = media_table_take(session->table, sizeof *line);
    *line = read;
    line->session = session;
    line->side = (guint8)side;
    line->stream = (guint8)stream_number;
    line->since = given->since;
    line->frame = given->frame;
    line->is_answer = given->is_answer;
    line->before = session->lines[side];
    session->lines[side] = line;
    replace(latest, line);
    watch(session->table, line, stream, &address, given->since);
    keep_sources(line, latest, &address);
}

/* The beginning of a text that is there. */
static const char *
copy_of(media_session *session, sip_text text, size_t most)
{
    const size_t size = MIN(text.size, most);

    return memcpy(media_table_take(session->table, size + 1), text.at, size);
}

static void
note_agent(media_session *session, unsigned side, const sip_message *message)
{
    const sip_text agent = sip_message_agent(message);
    const char *known = session->agents[side];
    const size_t size = MIN(agent.size, MAX_AGENT_BYTES);

    if (agent.size > 0 && (known == NULL || strncmp(known, agent.at, size) != 0)) {
        session->agents[side] = copy_of(session, agent, MAX_AGENT_BYTES);
    }
}

static void
describe(media_session *session, unsigned side, const description *given)
{
    sdp_session described;

    if (!sip_message_has_sdp(given->message)) {
        return;
    }
    note_agent(session, side, given->message);
    sdp_session_read(given->message->body, &described);
    session->is_unclear |= described.count > SDP_MAX_STREAMS;
    for (unsigned i = 0; i < sdp_session_described(&described); i++) {
        add_line(session, side, i, &described.streams[i], given);
    }
}

/* What a request within a dialog offers holds when it is accepted, and so when its answer comes. */
static void
accept_offer(media_session *session, unsigned side, const sip_transaction *transaction, gint64 now)
{
    sip_message request;

    if (transaction->request.is_cut || !sip_request_message(&transaction->request, &request)) {
        session->is_unclear = true;
        return;
    }
    const description offer = { .message = &request, .frame = transaction->request.frame, .since = now };
    describe(session, side, &offer);
}

static bool
changes_session(const sip_transaction *transaction)
{
    return transaction_is_of(transaction, "INVITE") || transaction_is_of(transaction, "UPDATE");
}

static unsigned
side_of(const media_session *session, const char *tag)
{
    return session->caller_tag == tag ? MEDIA_CALLER : MEDIA_CALLEE;
}

static void
note_answer(media_session *session, const sip_packet *packet)
{
    const int status = packet->message->status;

    if (status >= 200 && session->answer_frame == 0) {
        session->answer_frame = packet->frame;
        session->answer_time = packet->time;
    } else if (status < 200 && session->ringing_frame == 0 && sip_message_has_sdp(packet->message)) {
        session->ringing_frame = packet->frame;
        session->ringing_time = packet->time;
    }
}

static void
note_response(media_session *session, const sip_transaction *transaction, const sip_packet *packet)
{
    const unsigned requester = side_of(session, transaction->request.from_tag);
    const bool is_later = transaction->request.in_dialog;

    if (is_later && changes_session(transaction)) {
        accept_offer(session, requester, transaction, packet->time);
    }
    const description answer = { .message = packet->message, .frame = packet->frame, .since = packet->time, .is_answer = true };
    describe(session, media_other_side(requester), &answer);
    if (!is_later && transaction_is_of(transaction, "INVITE")) {
        note_answer(session, packet);
    }
}

static void
note_end(media_session *session, const sip_packet *bye)
{
    const sip_text reason = sip_message_header(bye->message, SIP_HEADER_REASON);

    if (session->end_frame != 0) {
        return;
    }
    session->end_time = bye->time;
    session->end_frame = bye->frame;
    session->end_reason = reason.size > 0 ? copy_of(session, reason, MAX_REASON_BYTES) : NULL;
}

static void
note_request(media_session *session, const char *tag, const sip_transaction *transaction, const sip_packet *packet)
{
    const description given = { .message = packet->message, .frame = packet->frame, .since = packet->time };

    if (transaction != NULL && transaction_is_of(transaction, "BYE")) {
        note_end(session, packet);
    } else if (transaction == NULL || !transaction->request.in_dialog || !changes_session(transaction)) {
        describe(session, side_of(session, tag), &given);
    }
}

static bool
begins_call(const sip_transaction *transaction)
{
    return transaction != NULL && transaction_is_of(transaction, "INVITE") && !transaction->request.in_dialog;
}

/* True if the message may name media, or answers or ends a call. */
static bool
matters(const sip_transaction *transaction, const sip_packet *packet)
{
    const sip_message *message = packet->message;

    if (message->is_response) {
        return transaction->client != NULL && !packet->is_repetition && !packet->lacks_via && message->status > 100 &&
               message->status < 300 && (sip_message_has_sdp(message) || message->status >= 200) &&
               (changes_session(transaction) || transaction_is_of(transaction, "PRACK"));
    }
    if (transaction != NULL && transaction->request.frame != packet->frame) {
        return false;
    }
    return begins_call(transaction) || (transaction != NULL && transaction_is_of(transaction, "BYE")) ||
           sip_message_has_sdp(message);
}

static void
note_at(media_session *session, const char *tag, const sip_transaction *transaction, const sip_packet *packet)
{
    if (packet->is_cut && sip_message_header(packet->message, SIP_HEADER_CONTENT_TYPE).at != NULL) {
        session->is_unclear = true;
    } else if (packet->message->is_response) {
        note_response(session, transaction, packet);
    } else {
        note_request(session, tag, transaction, packet);
    }
}

/* The session that an INVITE belongs to, a new one if it is the first of its caller at this hop; NULL if there are too many. */
static media_session *
session_of_invite(media_table *table, const sip_transaction *transaction, const sip_packet *packet)
{
    media_session *session = find(transaction->call, transaction->request.from_tag, packet, are_same_names);

    if (packet->message->is_response || (session != NULL && session->end_frame == 0)) {
        return session;
    }
    return begin_session(table, transaction);
}

/* Requests within a dialog need not take the way of the INVITE: one at another hop is for all. */
static void
note_in_dialog(const sip_call *call, const char *tag, const sip_transaction *transaction, const sip_packet *packet)
{
    media_session *session = find(call, NULL, packet, are_same_names);

    session = session != NULL ? session : find(call, NULL, packet, endpoint_names_share_host);
    if (session != NULL) {
        note_at(session, tag, transaction, packet);
        return;
    }
    for (session = call->media; session != NULL; session = session->next) {
        note_at(session, tag, transaction, packet);
    }
}

static const char *
tag_of_ack(const sip_call *call, const sip_packet *packet)
{
    const sip_text tag = sip_text_parameter(sip_message_header(packet->message, SIP_HEADER_FROM), "tag");

    for (const media_session *session = call->media; session != NULL; session = session->next) {
        if (sip_string_is(session->caller_tag, tag)) {
            return session->caller_tag;
        }
    }
    return NULL;
}

void
media_session_note(media_table *table, const sip_transaction *transaction, const sip_call *call, const sip_packet *packet)
{
    /* An ACK belongs to the transaction that it ends, and is no part of it. */
    if (!packet->message->is_response && sip_text_equal(packet->message->method, sip_text_of("ACK"))) {
        transaction = NULL;
    }
    if (!matters(transaction, packet)) {
        return;
    }
    if (!begins_call(transaction)) {
        note_in_dialog(call, transaction != NULL ? transaction->request.from_tag : tag_of_ack(call, packet), transaction, packet);
        return;
    }
    media_session *session = session_of_invite(table, transaction, packet);
    if (session != NULL) {
        note_at(session, transaction->request.from_tag, transaction, packet);
    }
}
