/* scene.c
 * A capture played by hand; see scene.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "scene.h"

#include "media_table.h"

#include <string.h>

typedef struct {
    const char *from;
    const char *to;
    char *bytes;
    sip_message message;
    sip_transaction *transaction;
    const diagnosis *judged;
} played;

struct scene {
    const catalog *knowledge;
    arena *memory; /* of the diagnoses */
    transaction_table *table;
    media_table *media;
    GPtrArray *frames;       /* played */
    unsigned requests;       /* for CSeq */
    const diagnosis *judged; /* of the last response */
    scene_listener listener; /* may be NULL */
    void *listener_data;
};

static void
free_played(gpointer data)
{
    played *one = data;

    g_free(one->bytes);
    g_free(one);
}

scene *
scene_new(void)
{
    scene *scene = g_new0(struct scene, 1);

    scene->knowledge = catalog_of_language("en");
    scene->memory = arena_new();
    scene->table = transaction_table_new();
    scene->media = media_table_new();
    scene->frames = g_ptr_array_new_with_free_func(free_played);
    g_assert_nonnull(scene->knowledge);
    return scene;
}

void
scene_free(scene *scene)
{
    g_ptr_array_free(scene->frames, TRUE);
    media_table_free(scene->media);
    transaction_table_free(scene->table);
    arena_free(scene->memory);
    g_free(scene);
}

static const played *
frame_numbered(const scene *scene, guint32 frame)
{
    g_assert_cmpuint(frame, >=, 1);
    g_assert_cmpuint(frame, <=, scene->frames->len);
    return g_ptr_array_index(scene->frames, frame - 1);
}

guint32
scene_frames(const scene *scene)
{
    return scene->frames->len;
}

const sip_transaction *
scene_transaction(const scene *scene, guint32 frame)
{
    return frame_numbered(scene, frame)->transaction;
}

const diagnosis *
scene_diagnosis(const scene *scene, guint32 frame)
{
    return frame_numbered(scene, frame)->judged;
}

const char *
scene_to_tag(const scene *scene, const sip_message *message, const sip_transaction *transaction)
{
    return transaction_to_tag(scene->table, message, transaction);
}

const catalog *
scene_catalog(const scene *scene)
{
    return scene->knowledge;
}

static bool
starts_with(const sip_message *message, const char *what)
{
    const sip_text start = message->start_line;
    const sip_text shown = { start.at + (message->is_response ? strlen("SIP/2.0 ") : 0), strlen(what) };

    return shown.at + shown.size <= start.at + start.size && memcmp(shown.at, what, shown.size) == 0;
}

/* The message with that number, or else the latest one that fits; NULL stands for any sender, receiver or start. */
static const played *
find_played(const scene *scene, guint32 frame, bool is_response, const char *from, const char *to, const char *what)
{
    if (frame != 0) {
        return frame_numbered(scene, frame);
    }
    for (guint i = scene->frames->len; i-- > 0;) {
        const played *one = g_ptr_array_index(scene->frames, i);
        if (one->bytes != NULL && one->message.is_response == is_response && (from == NULL || strcmp(one->from, from) == 0) &&
            (to == NULL || strcmp(one->to, to) == 0) && (what == NULL || starts_with(&one->message, what)) &&
            (what != NULL || !sip_text_is(one->message.method, "ACK"))) {
            return one;
        }
    }
    return NULL;
}

/* True if the lines of `extra` before its body have a header of that name. */
static bool
gives_header(const char *extra, const char *name)
{
    const size_t size = strlen(name);

    for (const char *line = extra; line != NULL && *line != '\0' && *line != '\n';) {
        if (g_ascii_strncasecmp(line, name, size) == 0 && line[size] == ':') {
            return true;
        }
        line = strchr(line, '\n');
        line = line != NULL ? line + 1 : NULL;
    }
    return false;
}

static void G_GNUC_PRINTF(4, 5) add_header(GString *text, const scene_step *step, const char *name, const char *format, ...)
{
    va_list arguments;

    if (gives_header(step->extra, name) || g_strcmp0(step->without, name) == 0) {
        return;
    }
    g_string_append_printf(text, "%s: ", name);
    va_start(arguments, format);
    g_string_append_vprintf(text, format, arguments);
    va_end(arguments);
    g_string_append(text, "\r\n");
}

/* Adds the header of another message as it is there. */
static void
copy_header(GString *text, const scene_step *step, const sip_message *model, sip_header header, const char *name)
{
    const sip_text value = sip_message_header(model, header);

    if (value.at != NULL) {
        add_header(text, step, name, "%.*s", (int)value.size, value.at);
    }
}

/* Adds the Via lines of another message from the line `first`, counted from 0, to the one before `end`. */
static void
copy_vias(GString *text, const scene_step *step, const sip_message *model, unsigned first, unsigned end)
{
    sip_text line = sip_message_header(model, SIP_HEADER_VIA);
    bool more = line.at != NULL;

    for (unsigned i = 0; more && i < end; i++) {
        if (i >= first) {
            add_header(text, step, "Via", "%.*s", (int)line.size, line.at);
        }
        more = sip_message_next_header(model, SIP_HEADER_VIA, &line);
    }
}

static void
append_with_line_ends_of_sip(GString *text, const char *lines, gsize size)
{
    for (gsize i = 0; i < size; i++) {
        g_string_append(text, lines[i] == '\n' ? "\r\n" : "");
        g_string_append_len(text, &lines[i], lines[i] == '\n' ? 0 : 1);
    }
}

/* Adds what the step gives and closes the headers. */
static void
add_extra(GString *text, const scene_step *step)
{
    const char *extra = step->extra != NULL ? step->extra : "";
    const char *empty_line = extra[0] == '\n' ? extra : strstr(extra, "\n\n");
    const char *end = extra + strlen(extra);
    const char *headers_end = empty_line == NULL ? end : empty_line == extra ? extra : empty_line + 1;
    GString *body = g_string_new(NULL);

    if (empty_line != NULL) {
        append_with_line_ends_of_sip(body, headers_end + 1, (gsize)(end - headers_end - 1));
        add_header(text, step, "Content-Type", "application/sdp");
    }
    append_with_line_ends_of_sip(text, extra, (gsize)(headers_end - extra));
    add_header(text, step, "Content-Length", "%" G_GSIZE_FORMAT, body->len);
    g_string_append_printf(text, "\r\n%s", body->str);
    g_string_free(body, TRUE);
}

/* Every element has one tag. */
static char *
tag_of(const char *element)
{
    return g_strcanon(g_strdup(element), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS, '-');
}

static void
add_own_via(GString *text, const scene *scene, const scene_step *step, const char *sender)
{
    add_header(text, step, "Via", "SIP/2.0/UDP %s;branch=z9hG4bK%u", sender, scene->frames->len + 1);
}

/* Headers of a request that follows no other one. */
static void
add_new_request_headers(GString *text, scene *scene, const scene_step *step, const char *method)
{
    char *from_tag = tag_of(step->from);
    char *to_tag = tag_of(step->to);
    const bool in_dialog = step->kind == SCENE_IN_DIALOG;

    add_own_via(text, scene, step, step->from);
    add_header(text, step, "From", "<sip:alice@example.test>;tag=%s", from_tag);
    add_header(text, step, "To", "<sip:%s@example.test>%s%s", strcmp(method, "REGISTER") == 0 ? "alice" : "bob",
               in_dialog ? ";tag=" : "", in_dialog ? to_tag : "");
    add_header(text, step, "Call-ID", "call");
    add_header(text, step, "CSeq", "%u %s", ++scene->requests, method);
    g_free(from_tag);
    g_free(to_tag);
}

/* The latest response to an INVITE that its sender got from the receiver of this step, or else the INVITE. */
static const sip_message *
answer_of(const scene *scene, const scene_step *step, const sip_message *invite)
{
    for (guint i = scene->frames->len; i-- > 0;) {
        const played *one = g_ptr_array_index(scene->frames, i);
        if (one->bytes != NULL && one->message.is_response && strcmp(one->from, step->to) == 0 &&
            strcmp(one->to, step->from) == 0 &&
            sip_text_equal(sip_message_header(&one->message, SIP_HEADER_CSEQ), sip_message_header(invite, SIP_HEADER_CSEQ))) {
            return &one->message;
        }
    }
    return invite;
}

static void
copy_call_headers(GString *text, const scene_step *step, const sip_message *model)
{
    copy_header(text, step, model, SIP_HEADER_FROM, "From");
    copy_header(text, step, model, SIP_HEADER_CALL_ID, "Call-ID");
}

/* ACK and CANCEL have the Via and the CSeq number of their INVITE (RFC 3261 9.1, 17.1.1.3); a forwarded one gets another Via. */
static void
add_following_request_headers(GString *text, const scene *scene, const scene_step *step, const sip_message *model,
                              const char *method)
{
    const bool forwarded = step->kind == SCENE_FORWARDED;

    if (forwarded) {
        add_own_via(text, scene, step, step->from);
    }
    copy_vias(text, step, model, 0, forwarded ? G_MAXUINT : 1);
    copy_call_headers(text, step, model);
    copy_header(text, step, strcmp(method, "ACK") == 0 && !forwarded ? answer_of(scene, step, model) : model, SIP_HEADER_TO, "To");
    add_header(text, step, "CSeq", "%" G_GINT64_FORMAT " %s", sip_text_number(sip_message_header(model, SIP_HEADER_CSEQ)), method);
}

static const played *
request_before(const scene *scene, const scene_step *step, const char *method)
{
    if (step->kind == SCENE_FORWARDED) {
        return find_played(scene, step->of, false, NULL, step->from, method);
    }
    if (strcmp(method, "ACK") == 0 || strcmp(method, "CANCEL") == 0) {
        return find_played(scene, step->of, false, step->from, step->to, "INVITE");
    }
    return NULL;
}

static void
compose_request(GString *text, scene *scene, const scene_step *step)
{
    char **words = g_strsplit(step->what, " ", 2);
    const char *method = words[0];
    const played *before = request_before(scene, step, method);

    g_string_append_printf(text, "%s ", method);
    if (words[1] != NULL) {
        g_string_append(text, words[1]);
    } else if (before != NULL) {
        g_string_append_len(text, before->message.request_uri.at, (gssize)before->message.request_uri.size);
    } else {
        g_string_append(text, strcmp(method, "REGISTER") == 0 ? "sip:example.test" : "sip:bob@example.test");
    }
    g_string_append(text, " SIP/2.0\r\n");
    if (before != NULL) {
        add_following_request_headers(text, scene, step, &before->message, method);
    } else {
        add_new_request_headers(text, scene, step, method);
    }
    add_header(text, step, "Max-Forwards", "70");
    add_extra(text, step);
    g_strfreev(words);
}

static void
add_response_headers(GString *text, const scene_step *step, const sip_message *request)
{
    const sip_text to = sip_message_header(request, SIP_HEADER_TO);
    const bool tagged = sip_text_parameter(to, "tag").at != NULL || g_str_has_prefix(step->what, "100");
    char *tag = tag_of(step->from);

    copy_vias(text, step, request, 0, G_MAXUINT);
    copy_header(text, step, request, SIP_HEADER_FROM, "From");
    add_header(text, step, "To", "%.*s%s%s", (int)to.size, to.at, tagged ? "" : ";tag=", tagged ? "" : tag);
    copy_header(text, step, request, SIP_HEADER_CALL_ID, "Call-ID");
    copy_header(text, step, request, SIP_HEADER_CSEQ, "CSeq");
    g_free(tag);
}

static void
compose_response(GString *text, const scene *scene, const scene_step *step)
{
    const bool relays = step->kind == SCENE_FORWARDED;
    const played *asked = find_played(scene, relays ? 0 : step->of, false, step->to, step->from, NULL);
    const played *below = relays ? find_played(scene, step->of, true, NULL, step->from, step->what) : NULL;

    g_string_append_printf(text, "SIP/2.0 %s\r\n", step->what);
    if (below != NULL) {
        copy_vias(text, step, &below->message, 1, G_MAXUINT);
        copy_call_headers(text, step, &below->message);
        copy_header(text, step, &below->message, SIP_HEADER_TO, "To");
        copy_header(text, step, &below->message, SIP_HEADER_CSEQ, "CSeq");
    } else if (asked != NULL) {
        add_response_headers(text, step, &asked->message);
    } else {
        add_own_via(text, scene, step, step->to);
        add_header(text, step, "From", "<sip:alice@example.test>;tag=a");
        add_header(text, step, "To", "<sip:bob@example.test>;tag=b");
        add_header(text, step, "Call-ID", "call");
        add_header(text, step, "CSeq", "1 INVITE");
    }
    add_extra(text, step);
}

static const diagnosis *
judge(const sip_transaction *transaction, const sip_packet *packet, void *user_data)
{
    scene *scene = user_data;

    media_session_note(scene->media, transaction, transaction->call, packet);
    scene->judged = diagnosis_of_response(scene->memory, scene->knowledge, transaction, packet);
    return scene->judged;
}

static void
count_message(scene *scene, played *one, const sip_packet *packet)
{
    if (one->message.is_response) {
        one->transaction = transaction_add_response(scene->table, packet, judge, scene);
        one->judged = scene->judged;
    } else {
        one->transaction = transaction_add_request(scene->table, packet);
        const sip_call *call = transaction_call_of(scene->table, packet->message);
        if (call != NULL) {
            media_session_note(scene->media, one->transaction, call, packet);
        }
    }
}

void
scene_listen(scene *scene, scene_listener listener, void *user_data)
{
    scene->listener = listener;
    scene->listener_data = user_data;
}

static const diagnosis *
play(scene *scene, const scene_step *step, const char *bytes, gsize size)
{
    played *one = g_new0(played, 1);

    one->from = g_intern_string(step->from);
    one->to = g_intern_string(step->to);
    one->bytes = g_memdup2(bytes, size);
    g_assert_true(sip_message_read(one->bytes, size, &one->message));
    g_ptr_array_add(scene->frames, one);
    const sip_packet packet = { .message = &one->message,
                                .source = one->from,
                                .destination = one->to,
                                .frame = scene->frames->len,
                                .time = step->at * 1000,
                                .is_cut = step->is_cut,
                                .is_datagram = !step->is_stream,
                                .is_fragmented = step->is_fragmented,
                                .icmp = step->icmp };
    const bool is_quoted = step->kind == SCENE_QUOTED;
    if (is_quoted) {
        one->transaction = (sip_transaction *)transaction_add_unreachable(scene->table, &packet);
    } else {
        count_message(scene, one, &packet);
    }
    const sip_unkeyed *unkeyed = is_quoted ? NULL : transaction_unkeyed(scene->table, &packet, one->transaction);
    if ((one->transaction != NULL || unkeyed != NULL) && scene->listener != NULL) {
        scene->listener(one->transaction, unkeyed, one->judged, &packet, is_quoted, scene->listener_data);
    }
    return one->judged;
}

/* A sender report and one report block. */
#define REPORT_BLOCK 24
#define RTCP_BYTES (28 + REPORT_BLOCK)

/* Writes what the step says to be sent. Returns its size. */
static gsize
write_content(const char *what, guint8 *bytes)
{
    char **words = g_strsplit(what, " ", -1);
    const bool has_number = words[1] != NULL;
    const guint64 number = has_number ? g_ascii_strtoull(words[1], NULL, 10) : 0;
    gsize size = RTCP_BYTES;

    memset(bytes, 0, size);
    if (strcmp(words[0], "RTP") == 0) {
        bytes[0] = 0x80;
        bytes[1] = (guint8)number;
    } else if (strcmp(words[0], "RTCP") == 0) {
        const guint32 sent = GUINT32_TO_BE((guint32)(words[2] != NULL ? g_ascii_strtoull(words[2], NULL, 10) : 0));
        bytes[0] = (guint8)(0x80 | number);
        bytes[1] = words[2] != NULL ? 200 : 201;
        memcpy(bytes + 20, &sent, sizeof sent);
        if (words[2] != NULL && words[3] != NULL) {
            const guint32 last = GUINT32_TO_BE((guint32)g_ascii_strtoull(words[3], NULL, 10));
            memcpy(bytes + 36, &last, sizeof last);
        } else {
            size -= REPORT_BLOCK;
        }
    } else if (strcmp(words[0], "STUN") == 0) {
        static const guint8 binding[] = { 0, 1, 0, 8, 0x21, 0x12, 0xa4, 0x42 };
        memcpy(bytes, binding, sizeof binding);
    } else {
        g_assert_cmpstr(words[0], ==, "T38");
        memcpy(bytes, "\0\1\1\2", size = 4);
    }
    g_strfreev(words);
    return size;
}

static void
play_media(scene *scene, const scene_step *step)
{
    guint8 bytes[RTCP_BYTES];
    media_packet packet = { .bytes = bytes, .size = write_content(step->what, bytes) };

    g_assert_true(media_address_of_endpoint(step->from, &packet.source));
    g_assert_true(media_address_of_endpoint(step->to, &packet.destination));
    for (guint32 i = 0; i < step->count; i++) {
        g_ptr_array_add(scene->frames, g_new0(played, 1));
        packet.frame = scene->frames->len;
        packet.time = (step->at + i * (step->every != 0 ? step->every : 20)) * 1000;
        if (step->icmp.sender != NULL) {
            media_table_count_icmp(scene->media, &packet, &step->icmp);
        } else {
            media_table_count(scene->media, &packet);
        }
    }
}

const diagnosis *
scene_judge_media(scene *scene, guint32 frame, gint64 end)
{
    g_assert_nonnull(scene_transaction(scene, frame));
    return diagnosis_of_media(scene->memory, scene->knowledge, scene_transaction(scene, frame), end * 1000);
}

const diagnosis *
scene_media_packets(scene *scene, guint32 frame, bool is_early)
{
    return diagnosis_of_media_packets(scene->memory, scene->knowledge, scene_transaction(scene, frame), is_early);
}

const diagnosis *
scene_judge_request(scene *scene, guint32 frame, gint64 end)
{
    return diagnosis_of_request(scene->memory, scene->knowledge, scene_transaction(scene, frame), NULL, end * 1000);
}

const diagnosis *
scene_play_bytes(scene *scene, gint64 at, const char *from, const char *to, const char *bytes, gsize size)
{
    return play(scene, &(scene_step){ .at = at, .from = from, .to = to }, bytes, size);
}

const diagnosis *
scene_play(scene *scene, const scene_step *steps)
{
    const diagnosis *judged = NULL;

    for (const scene_step *step = steps; step->from != NULL; step++) {
        if (step->kind == SCENE_MEDIA) {
            play_media(scene, step);
            continue;
        }
        GString *text = g_string_new(NULL);
        const bool is_response = g_ascii_isdigit(step->what[0]);
        if (step->kind == SCENE_AGAIN || step->kind == SCENE_QUOTED) {
            const played *before = find_played(scene, step->of, is_response, step->from, step->to, step->what);
            g_assert_nonnull(before);
            g_string_append_len(text, before->bytes, (gssize)before->message.size);
        } else if (is_response) {
            compose_response(text, scene, step);
        } else {
            compose_request(text, scene, step);
        }
        judged = play(scene, step, text->str, text->len);
        g_string_free(text, TRUE);
    }
    return judged;
}
