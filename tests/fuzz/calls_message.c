/* calls_message.c
 * The messages that fuzz_calls plays; see calls_message.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "calls_message.h"

#include <string.h>

#define MS ((gint64)1000)
#define SECONDS(n) ((n) * (gint64)G_USEC_PER_SEC)

/* `count` is a power of two: so many bits of the byte, from `shift` on, choose one of the set. */
#define CHOOSE(set, byte, shift) (set)[(byte) >> (shift) & (G_N_ELEMENTS(set) - 1)]

static const char *const methods[] = { "INVITE",    "ACK",    "CANCEL", "BYE",    "REGISTER", "OPTIONS", "INVITE",  "INVITE",
                                       "SUBSCRIBE", "NOTIFY", "REFER",  "UPDATE", "PRACK",    "MESSAGE", "PUBLISH", "invite" };
static const char *const statuses[] = { "100 Trying",    "180 Ringing", "182 Queued", "183 Progress", "200 OK",   "200 OK",
                                        "302 Moved",     "401 Who",     "407 Who",    "404 No",       "408 Late", "481 No",
                                        "487 Cancelled", "491 Pending", "503 Down",   "603 Decline" };
/* Two ports of one host, and a host whose name has colons. */
static const char *const endpoints[] = { "192.0.2.1:5060", "192.0.2.2:5060", "192.0.2.2:5080", "[2001:db8::3]:5060" };
static const gint64 steps[] = { 0, 20 * MS, 600 * MS, SECONDS(3), SECONDS(33), SECONDS(400), -20 * MS, SECONDS(-40) };
/* The last four are not of RFC 3261, so other headers tell. */
static const char *const branches[] = { "z9hG4bKa", "z9hG4bKb", "Z9HG4bKa", "z9hG4bKd", "z9hG4bK", "1", "", "Z9hG4b" };
#define BRANCHES_OF_RFC3261 4
static const char *const sent_by[] = { "192.0.2.1", "192.0.2.2:5060", "192.0.2.2:5080", "[2001:db8::3]" };
static const char *const numbers[] = { "1", "2", "3", "4", "0", "2147483648", "4294967295", "99999999999" };
static const char *const call_ids[] = { "a@192.0.2.1", "b@192.0.2.2", "c", NULL };
static const char *const tags[] = { "f", "g", "h", NULL };
static const char *const to_tags[] = { NULL, "t", "f", "u" };
static const char *const callers[] = { "alice", "bob", "anonymous", "alice" };
static const char *const called[] = { "bob", "alice", "bob", "carol" };
static const char *const first_headers[] = {
    "",
    "Authorization: Digest username=\"alice\",realm=\"a\",nonce=\"n\",uri=\"sip:a\",response=\"0\"\r\n",
    "Authorization: Digest username=\"alice\",realm=\"b\",nonce=\"m\",nc=00000002,response=\"0\"\r\n",
    "Proxy-Authorization: Digest realm=\"a\",nonce=\"n\",nc=00000001\r\nAuthorization: Digest realm=\"b\",nonce=\"m\"\r\n",
    "WWW-Authenticate: Digest realm=\"a\",nonce=\"n\"\r\n",
    "WWW-Authenticate: Digest realm=\"a\",nonce=\"m\",stale=true\r\n",
    "Proxy-Authenticate: Digest realm=\"b\",nonce=\"n\"\r\nWWW-Authenticate: Digest realm=\"a\",nonce=\"m\"\r\n",
    "X-CID: a@192.0.2.1\r\n",
    "X-Call-ID: b@192.0.2.2\r\n",
    "Session-ID: 0123456789abcdef0123456789abcdef;remote=00000000000000000000000000000000\r\n",
    "P-Charging-Vector: icid-value=\"i\";orig-ioi=a\r\n",
    "Diversion: <sip:bob@a>;reason=unconditional\r\n",
    "RSeq: 1\r\n",
    "RSeq: 4294967295\r\n",
    "Record-Route: <sip:192.0.2.2;lr>\r\n",
    "Reason: SIP;cause=200\r\n",
};
static const char sdp[] =
    "Content-Type: application/sdp\r\n\r\nv=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
    "m=audio 4000 RTP/SAVP 0\r\n";
static const char *const second_headers[] = {
    "",
    "Contact: <sip:alice@192.0.2.1>\r\n",
    "Contact: <sip:bob@192.0.2.2:5080>\r\nSession-Expires: 90\r\n",
    "User-Agent: ua\r\n",
    "Server: server\r\n",
    "Refer-To: <sip:carol@c?Replaces=a%40192.0.2.1%3Bto-tag%3Dt%3Bfrom-tag%3Df>\r\n",
    "Max-Forwards: 0\r\n",
    sdp,
};

static bool
is_response(const calls_event *event)
{
    return (event->start & 0x10) != 0;
}

static const char *
method_of(const calls_event *event)
{
    return is_response(event) ? CHOOSE(methods, event->start >> 5, 0) : CHOOSE(methods, event->start, 0);
}

calls_kind
calls_kind_of(const calls_event *event)
{
    static const calls_kind kinds[] = { CALLS_PLAIN, CALLS_PLAIN, CALLS_PLAIN,  CALLS_PLAIN,
                                        CALLS_PLAIN, CALLS_AGAIN, CALLS_QUOTED, CALLS_DAMAGED };

    return (event->kind & 0xfc) == 0xe0 ? CALLS_MANY : CHOOSE(kinds, event->kind, 0);
}

calls_event
calls_again(const calls_event *earlier, const calls_event *later)
{
    calls_event again = *earlier;

    again.path = (uint8_t)((again.path & 0x0f) | (later->path & 0xf0));
    return again;
}

const char *
calls_source(const calls_event *event)
{
    return CHOOSE(endpoints, event->path, 0);
}

const char *
calls_destination(const calls_event *event)
{
    return CHOOSE(endpoints, event->path, 2);
}

gint64
calls_step(const calls_event *event)
{
    return CHOOSE(steps, event->path, 4);
}

bool
calls_is_cut(const calls_event *event)
{
    return (event->kind & 0xf0) == 0xf0;
}

gsize
calls_place(const calls_event *event, gsize size)
{
    return size * event->place / UINT8_MAX;
}

/* How many values of Via there are; the last ones are all the second. */
static unsigned
vias_of(const calls_event *event)
{
    static const unsigned counts[] = { 1, 2, 3, 0 };

    return CHOOSE(counts, event->top, 5);
}

static unsigned
method_number(const char *method)
{
    unsigned number = 0;

    while (strcmp(methods[number], method) != 0) {
        number++;
    }
    return number;
}

int
calls_key(const calls_event *event)
{
    /* The third branch is the first in other letters where case is no matter. */
    static const unsigned same_branches[] = { 0, 1, 0, 2 };
    const unsigned branch = event->top & (G_N_ELEMENTS(branches) - 1);
    const unsigned host = event->top >> 3 & (G_N_ELEMENTS(sent_by) - 1);

    if (branch >= BRANCHES_OF_RFC3261 || vias_of(event) == 0) {
        return -1;
    }
    return (int)((same_branches[branch] * G_N_ELEMENTS(sent_by) + host) * G_N_ELEMENTS(methods) + method_number(method_of(event)));
}

/* What tells one copy from another. */
static void
write_copy(GString *text, unsigned copy)
{
    if (copy > 0) {
        g_string_append_c(text, (char)('A' + copy));
    }
}

static void
write_via(GString *text, const char *host, const char *branch, unsigned copy)
{
    g_string_append(text, "Via: SIP/2.0/UDP ");
    g_string_append(text, host);
    g_string_append(text, ";branch=");
    g_string_append(text, branch);
    write_copy(text, copy);
    g_string_append(text, "\r\n");
}

static void
write_vias(GString *text, const calls_event *event, unsigned copy)
{
    const unsigned count = vias_of(event);

    if (count > 0) {
        write_via(text, CHOOSE(sent_by, event->top, 3), CHOOSE(branches, event->top, 0), copy);
    }
    for (unsigned i = 1; i < count; i++) {
        write_via(text, CHOOSE(sent_by, event->below, 3), CHOOSE(branches, event->below, 0), 0);
    }
}

static void
write_party(GString *text, const char *name, const char *user, const char *tag, unsigned copy)
{
    g_string_append(text, name);
    g_string_append(text, ": <sip:");
    g_string_append(text, user);
    g_string_append(text, "@a>");
    if (tag != NULL) {
        g_string_append(text, ";tag=");
        g_string_append(text, tag);
        write_copy(text, copy);
    }
    g_string_append(text, "\r\n");
}

static void
write_start_line(GString *text, const calls_event *event)
{
    if (is_response(event)) {
        g_string_append(text, "SIP/2.0 ");
        g_string_append(text, CHOOSE(statuses, event->start, 0));
    } else {
        g_string_append(text, method_of(event));
        g_string_append(text, " sip:");
        g_string_append(text, CHOOSE(called, event->dialog, 6));
        g_string_append(text, "@a SIP/2.0");
    }
    g_string_append(text, "\r\n");
}

void
calls_write(const calls_event *event, unsigned copy, GString *text)
{
    const char *call_id = CHOOSE(call_ids, event->dialog, 0);

    g_string_truncate(text, 0);
    write_start_line(text, event);
    write_vias(text, event, copy);
    write_party(text, "From", CHOOSE(callers, event->dialog, 6), CHOOSE(tags, event->dialog, 2), 0);
    write_party(text, "To", CHOOSE(called, event->dialog, 6), CHOOSE(to_tags, event->dialog, 4), copy);
    if (call_id != NULL) {
        g_string_append(text, "Call-ID: ");
        g_string_append(text, call_id);
        g_string_append(text, "\r\n");
    }
    g_string_append(text, "CSeq: ");
    g_string_append(text, CHOOSE(numbers, event->below, 5));
    g_string_append_c(text, ' ');
    g_string_append(text, method_of(event));
    g_string_append(text, "\r\n");
    g_string_append(text, CHOOSE(first_headers, event->headers, 0));
    g_string_append(text, CHOOSE(second_headers, event->headers, 4));
    if (strstr(text->str, "\r\n\r\n") == NULL) {
        g_string_append(text, "\r\n");
    }
}
