/* offer.c
 * What an SDP body offers; see offer.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "offer.h"

#include <string.h>

/* A hostile body may list thousands of formats; no more of a stream is worth a reader's time. */
#define MAX_FORMATS 8
#define MAX_SUMMARY 120

/* So many names of codecs are remembered; further ones are looked for again each time. */
#define MAX_CODECS 16

typedef struct {
    sip_text format;
    sip_text name;
} codec;

typedef struct {
    sdp_offer *offer;
    GString *summary;
    codec codecs[MAX_CODECS]; /* of the first a=rtpmap lines */
    unsigned codec_count;
    sip_text behind_codecs; /* where the next a=rtpmap is looked for */
} reader;

static sip_text
take_line(sip_text *rest)
{
    const char *end = rest->at + rest->size;
    const char *newline = memchr(rest->at, '\n', rest->size);
    sip_text line = { rest->at, (size_t)((newline != NULL ? newline : end) - rest->at) };

    rest->at = newline != NULL ? newline + 1 : end;
    rest->size = (size_t)(end - rest->at);
    if (line.size > 0 && line.at[line.size - 1] == '\r') {
        line.size--;
    }
    return line;
}

static sip_text
take_word(sip_text *rest)
{
    const char *end = rest->at + rest->size;
    const char *begin = rest->at;

    while (begin < end && *begin == ' ') {
        begin++;
    }
    const char *at = begin;
    while (at < end && *at != ' ') {
        at++;
    }
    *rest = (sip_text){ at, (size_t)(end - at) };
    return (sip_text){ begin, (size_t)(at - begin) };
}

/* The static payload types that are still met (RFC 3551 6). */
static const char *
static_name(gint64 number)
{
    switch (number) {
    case 0:
        return "PCMU";
    case 3:
        return "GSM";
    case 4:
        return "G723";
    case 8:
        return "PCMA";
    case 9:
        return "G722";
    case 18:
        return "G729";
    default:
        return NULL;
    }
}

/* Takes the next a=rtpmap off *rest. */
static bool
take_codec(sip_text *rest, codec *found)
{
    static const char start[] = "a=rtpmap:";
    const size_t size = sizeof start - 1;

    while (rest->size > 0) {
        const sip_text line = take_line(rest);
        if (line.size > size && memcmp(line.at, start, size) == 0) {
            sip_text words = { line.at + size, line.size - size };
            found->format = take_word(&words);
            found->name = take_word(&words);
            const char *slash = memchr(found->name.at, '/', found->name.size);
            found->name.size = slash != NULL ? (size_t)(slash - found->name.at) : found->name.size;
            return true;
        }
    }
    return false;
}

/* The encoding name that a=rtpmap gives the format; .at is NULL if none does. */
static sip_text
mapped_name(reader *in, sip_text format)
{
    for (unsigned i = 0; i < in->codec_count; i++) {
        if (sip_text_equal(in->codecs[i].format, format)) {
            return in->codecs[i].name;
        }
    }
    sip_text rest = in->behind_codecs;
    codec next;
    while (take_codec(&rest, &next)) {
        if (in->codec_count < MAX_CODECS) {
            in->codecs[in->codec_count++] = next;
            in->behind_codecs = rest;
        }
        if (sip_text_equal(next.format, format)) {
            return next.name;
        }
    }
    if (in->codec_count < MAX_CODECS) {
        in->behind_codecs = rest;
    }
    return (sip_text){ NULL, 0 };
}

static void
append_printable(GString *string, sip_text text)
{
    for (size_t i = 0; i < text.size && string->len < MAX_SUMMARY; i++) {
        g_string_append_c(string, g_ascii_isprint(text.at[i]) ? text.at[i] : '?');
    }
}

static void
read_format(reader *in, sip_text format, bool audio)
{
    const char *fixed = static_name(sip_text_number(format));
    sip_text name = mapped_name(in, format);

    if (name.at == NULL && fixed != NULL) {
        name = (sip_text){ fixed, strlen(fixed) };
    } else if (name.at == NULL) {
        name = format;
    }
    in->offer->has_usual_codec |= audio && (sip_text_is(name, "PCMU") || sip_text_is(name, "PCMA"));
    if (!sip_text_is(name, "telephone-event")) {
        g_string_append(in->summary, " ");
        append_printable(in->summary, name);
    }
}

/* True if "SAVP" stands in the text behind `before`; what is behind a zero byte is no text. */
static bool
has_secure_profile(sip_text text, const char *before)
{
    static const char secure[] = "SAVP";
    const size_t size = sizeof secure - 1;
    const size_t before_size = strlen(before);
    const char *zero = memchr(text.at, '\0', text.size);
    const char *end = zero != NULL ? zero : text.at + text.size;

    if ((size_t)(end - text.at) < before_size + size) {
        return false;
    }
    const char *at = text.at + before_size;
    while ((at = memchr(at, 'S', (size_t)(end - at))) != NULL && (size_t)(end - at) >= size) {
        if (memcmp(at, secure, size) == 0 && memcmp(at - before_size, before, before_size) == 0) {
            return true;
        }
        at++;
    }
    return false;
}

/* m=<media> <port> <proto> <fmt> ... (RFC 8866 5.14) */
static bool
read_media(reader *in, sip_text line)
{
    const sip_text media = take_word(&line);
    const sip_text port = take_word(&line);
    const sip_text profile = take_word(&line);
    const bool audio = sip_text_is(media, "audio");

    if (media.size == 0 || sip_text_number(port) < 0 || profile.size == 0) {
        return false;
    }
    in->offer->has_media = true;
    in->offer->has_audio |= audio;
    in->offer->has_fax |= sip_text_is(media, "image") && sip_text_is(profile, "udptl");
    in->offer->has_plain_rtp |= sip_text_is(profile, "RTP/AVP") || sip_text_is(profile, "RTP/AVPF");
    in->offer->has_srtp |= has_secure_profile(profile, "");

    if (in->summary->len >= MAX_SUMMARY) {
        return true;
    }
    g_string_append(in->summary, in->summary->len > 0 ? "; " : "");
    append_printable(in->summary, media);
    g_string_append_c(in->summary, ' ');
    append_printable(in->summary, profile);
    for (int i = 0; i < MAX_FORMATS && line.size > 0 && in->summary->len < MAX_SUMMARY; i++) {
        const sip_text format = take_word(&line);
        if (format.size > 0) {
            read_format(in, format, audio);
        }
    }
    return true;
}

static unsigned
count_words(sip_text line)
{
    unsigned count = 0;
    char before = ' ';

    for (size_t i = 0; i < line.size; i++) {
        count += before == ' ' && line.at[i] != ' ';
        before = line.at[i];
    }
    return count;
}

/* True if the line keeps to the grammar of RFC 8866 9 as far as it matters: type, equals sign, number of words. */
static bool
line_is_sound(reader *in, sip_text line)
{
    const sip_text value = { line.at + 2, line.size >= 2 ? line.size - 2 : 0 };

    if (line.size < 2 || !g_ascii_isalpha(line.at[0]) || line.at[1] != '=') {
        return false;
    }
    switch (line.at[0]) {
    case 'm':
        return read_media(in, value);
    case 'o':
        return count_words(value) == 6;
    case 'c':
        return count_words(value) == 3;
    default:
        return true;
    }
}

void
sdp_offer_read(sip_text body, sdp_offer *offer, GString *summary)
{
    reader in;

    in.offer = offer;
    in.summary = summary;
    in.codec_count = 0;
    in.behind_codecs = body;
    memset(offer, 0, sizeof *offer);
    while (body.size > 0) {
        const sip_text line = take_line(&body);
        if (line.size > 0 && !line_is_sound(&in, line) && offer->broken_line.at == NULL) {
            offer->broken_line = line;
        }
    }
}

bool
sip_message_has_sdp(const sip_message *message)
{
    return message->body.size > 0 &&
           sip_text_is(sip_text_token(sip_message_header(message, SIP_HEADER_CONTENT_TYPE)), "application/sdp");
}

bool
sip_message_offers_srtp(const sip_message *message)
{
    return sip_message_has_sdp(message) && has_secure_profile(message->body, "RTP/");
}
