/* sdp.c
 * What an SDP body offers; see sdp.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "sdp.h"

#include "text_scan.h"

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
    gsize size_before; /* of the text that the summary is appended to */
    char summary[MAX_SUMMARY + 2];
    gsize size;
    const char *end;
    codec codecs[MAX_CODECS]; /* of the stream's first a=rtpmap lines */
    unsigned codec_count;
    const char *next_codec; /* where the stream's next a=rtpmap is looked for */
} reader;

static inline sip_text
take_line(const char **at, const char *end)
{
    const char *begin = *at;
    const char *newline = scan_find('\n', begin, end);
    const char *stop = newline != NULL ? newline : end;

    *at = newline != NULL ? newline + 1 : end;
    return scan_span(begin, stop > begin && stop[-1] == '\r' ? stop - 1 : stop);
}

static const char *
skip_blanks(const char *at, const char *end)
{
    while (at < end && *at == ' ') {
        at++;
    }
    return at;
}

static const char *
word_end(const char *at, const char *end)
{
    while (at < end && *at != ' ') {
        at++;
    }
    return at;
}

static const char *
name_end(const char *at, const char *end)
{
    while (at < end && *at != '/' && *at != ' ') {
        at++;
    }
    return at;
}

static sip_text
take_word(sip_text *rest)
{
    const char *end = rest->at + rest->size;
    const char *begin = skip_blanks(rest->at, end);
    const char *stop = word_end(begin, end);

    *rest = scan_span(stop, end);
    return scan_span(begin, stop);
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

/* Takes the stream's next a=rtpmap line: format, blank, encoding name, slash ... (RFC 8866 6.6) */
static bool
take_codec(const char **at, const char *end, codec *found)
{
    static const char start[] = "a=rtpmap:";
    const size_t size = sizeof start - 1;

    while (*at < end) {
        const sip_text line = take_line(at, end);
        if (line.size > 0 && line.at[0] == 'm') {
            *at = end;
        } else if (line.size > size && memcmp(line.at, start, size) == 0) {
            sip_text rest = { line.at + size, line.size - size };
            const char *line_end = line.at + line.size;
            found->format = take_word(&rest);
            const char *name = skip_blanks(rest.at, line_end);
            found->name = scan_span(name, name_end(name, line_end));
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
    const char *at = in->next_codec;
    codec next;
    while (take_codec(&at, in->end, &next)) {
        if (in->codec_count < MAX_CODECS) {
            in->codecs[in->codec_count++] = next;
            in->next_codec = at;
        }
        if (sip_text_equal(next.format, format)) {
            return next.name;
        }
    }
    if (in->codec_count < MAX_CODECS) {
        in->next_codec = in->end;
    }
    return (sip_text){ NULL, 0 };
}

static bool
is_full(const reader *in)
{
    return in->size_before + in->size >= MAX_SUMMARY;
}

/* Unchecked: a stream is begun, and a format, only while the summary is not full, and adds two bytes at most to a full one. */
static void
append_byte(reader *in, char c)
{
    in->summary[in->size++] = c;
}

static void
append_printable(reader *in, sip_text text)
{
    const gsize used = in->size_before + in->size;
    const gsize room = used < MAX_SUMMARY ? MAX_SUMMARY - used : 0;
    const gsize size = MIN(text.size, room);

    for (gsize i = 0; i < size; i++) {
        char c = text.at[i];
        if (c < ' ' || c > '~') {
            c = '?';
        }
        append_byte(in, c);
    }
}

static void
read_format(reader *in, sip_text format, bool audio)
{
    sip_text name = mapped_name(in, format);

    if (name.at == NULL) {
        const char *fixed = static_name(sip_text_number(format));
        name = fixed != NULL ? (sip_text){ fixed, strlen(fixed) } : format;
    }
    in->offer->has_usual_codec |= audio && (sip_text_is(name, "PCMU") || sip_text_is(name, "PCMA"));
    if (!sip_text_is(name, "telephone-event")) {
        append_byte(in, ' ');
        append_printable(in, name);
    }
}

/* True if "SAVP" is in the text after `before`; what follows a zero byte is not text. */
static bool
has_secure_profile(sip_text text, const char *before)
{
    static const char secure[] = "SAVP";
    const size_t size = sizeof secure - 1;
    const size_t before_size = strlen(before);
    const char *end = text.at + text.size;
    const char *at = text.size > before_size ? text.at + before_size : end;

    while ((at = scan_find('S', at, end)) != NULL) {
        if ((size_t)(end - at) >= size && memcmp(at, secure, size) == 0 && memcmp(at - before_size, before, before_size) == 0) {
            return scan_find('\0', text.at, at) == NULL;
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
    in->offer->has_other_profile |= !sip_text_is(profile, "RTP/AVP") && !sip_text_is(profile, "RTP/SAVP");

    if (is_full(in)) {
        return true;
    }
    if (in->size_before + in->size > 0) {
        append_byte(in, ';');
        append_byte(in, ' ');
    }
    append_printable(in, media);
    append_byte(in, ' ');
    append_printable(in, profile);
    for (int i = 0; i < MAX_FORMATS && line.size > 0 && !is_full(in); i++) {
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
    const char *end = line.at + line.size;
    unsigned count = 0;

    for (const char *at = skip_blanks(line.at, end); at < end; at = skip_blanks(word_end(at, end), end)) {
        count++;
    }
    return count;
}

/* True if the line keeps to the grammar of RFC 8866 9 as far as it matters: type, equals sign, number of words. */
static bool
line_is_sound(reader *in, sip_text line)
{
    if (line.size < 2 || !g_ascii_isalpha(line.at[0]) || line.at[1] != '=') {
        return false;
    }
    const sip_text value = { line.at + 2, line.size - 2 };
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
    const char *at = body.at;
    reader in;

    in.offer = offer;
    in.size_before = summary->len;
    in.size = 0;
    in.end = body.size > 0 ? body.at + body.size : body.at;
    memset(offer, 0, sizeof *offer);
    while (at < in.end) {
        const sip_text line = take_line(&at, in.end);
        if (line.size == 0) {
            continue;
        }
        if (line.at[0] == 'm') {
            in.codec_count = 0;
            in.next_codec = at;
        }
        if (!line_is_sound(&in, line) && offer->broken_line.at == NULL) {
            offer->broken_line = line;
        }
    }
    g_string_append_len(summary, in.summary, (gssize)in.size);
}

bool
sip_message_has_sdp(const sip_message *message)
{
    static const char sdp[] = "application/sdp";

    if (message->body.size == 0) {
        return false;
    }
    const sip_text type = sip_message_header(message, SIP_HEADER_CONTENT_TYPE);
    return sip_text_is(type, sdp) || sip_text_is(sip_text_token(type), sdp);
}

bool
sip_message_offers_srtp(const sip_message *message)
{
    return sip_message_has_sdp(message) && has_secure_profile(message->body, "RTP/");
}
