/* flow.c
 * Calls that are answered and silent, by the packets of their media.
 *
 * That no packet came proves something only where the capture would have shown it, and media are looked for only in calls
 * of which the capture has some. Packets that a side says by RTCP to get, and that are not in the capture, took another way: then nothing is said.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "icmp.h"
#include "media_table.h"
#include "media_total.h"
#include "rules.h"

#define SECONDS(n) ((n) * (gint64)G_USEC_PER_SEC)

/* Who starts to send may take so long, by DTLS or a slow gateway, and a person may say nothing where silence is not sent. */
#define PATIENCE SECONDS(3)
/* A change of addresses takes no longer, and what crosses it is over. */
#define CHANGE SECONDS(2)
/* No media in so long a time is no pause any more. */
#define PAUSE SECONDS(5)
/* So many packets are a stream, and no probes that open a NAT. */
#define STREAM 10
/* A second of speech in packets of 20 ms. */
#define SPEECH 50
/* Fewer ICMP errors may come of a side that opens its port late. */
#define ICMP_ERRORS 3

/* Payload types of RFC 3551: comfort noise, with its first number, and the codecs that send no silence by themselves. */
#define COMFORT_NOISE 13
#define COMFORT_NOISE_ONCE 19
#define G723 4
#define G729 18

/* One direction of a stream, in one version of the line that takes it. */
typedef struct {
    const media_session *session;
    const media_line *to;
    const media_line *from; /* of the side that sends */
    media_total total;      /* of what came to that version */
    gint64 since;           /* when the later of the sides moved to its address; 0 if none moved */
    guint32 heard;          /* packets of the total after the answer, and since then */
    media_total back;       /* of what came to the side that sends */
    gint64 end;             /* of the call, or of the capture, µs */
} way;

static media_total
total_of_stream(const media_session *session, unsigned side, unsigned stream)
{
    media_total sum = { .packets = 0 };

    for (const media_line *line = session->lines[side]; line != NULL; line = line->before) {
        const media_total total = media_line_total(line);
        if (line->stream == stream && total.packets > 0) {
            sum.packets += total.packets;
            sum.last_time = MAX(sum.last_time, total.last_time);
        }
    }
    return sum;
}

/* When the side of the line moved to its address, µs; 0 if it did not move. */
static gint64
move_time(const media_line *line)
{
    const media_line *left = media_line_before_move(line);

    return left != NULL ? left->until : 0;
}

/* Returns false for lines that take no speech and no fax, or whose other side is not known. */
static bool
read_way(const finding *found, const media_line *line, way *read)
{
    const media_session *session = found->media;
    const unsigned other = media_other_side(line->side);

    read->session = session;
    read->to = line;
    read->from = media_line_at(session, other, line->stream, line->until_frame != 0 ? line->until - 1 : G_MAXINT64);
    if ((!line->is_audio && !line->is_fax) || read->from == NULL || media_line_named(line) == NULL ||
        media_line_named(read->from) == NULL) {
        return false;
    }
    read->total = media_line_total(line);
    read->since = MAX(move_time(line), move_time(read->from));
    read->heard = media_line_heard(line, read->since);
    read->back = total_of_stream(session, other, line->stream);
    read->end = session->end_frame != 0 ? session->end_time : found->capture_end;
    return true;
}

/* True if it holds for any direction, in any version. */
static bool
any_way(finding *found, bool (*holds)(finding *, const way *))
{
    way read;

    for (unsigned side = 0; side < MEDIA_SIDES; side++) {
        for (const media_line *line = found->media->lines[side]; line != NULL; line = line->before) {
            if (read_way(found, line, &read) && holds(found, &read)) {
                return true;
            }
        }
    }
    return false;
}

static bool
is_signalling_host(const media_session *session, const media_address *address)
{
    for (unsigned side = 0; side < MEDIA_SIDES; side++) {
        media_address host;
        if (media_address_of_endpoint(session->names[side], &host) && media_address_shares_host(&host, address)) {
            return true;
        }
    }
    return false;
}

static const media_address *
named(const media_line *line)
{
    return &media_line_named(line)->address;
}

/* What came from a host that media have moved away from went another way. */
static bool
comes_the_same_way(const way *silent, const media_flow *flow)
{
    const gint64 moved = move_time(silent->from);

    return moved == 0 || flow->first_time >= moved || media_address_shares_host(&flow->source, named(silent->from));
}

static bool
line_got_any(const way *silent, const media_line *line)
{
    for (const media_target *target = line->targets; target != NULL; target = target->next) {
        for (const media_flow *flow = target->flows; flow != NULL; flow = flow->next) {
            if (comes_the_same_way(silent, flow)) {
                return true;
            }
        }
    }
    return false;
}

static bool
host_got_any(const way *silent)
{
    for (const media_line *line = silent->session->lines[silent->to->side]; line != NULL; line = line->before) {
        if (media_line_named(line) != NULL && media_address_shares_host(named(line), named(silent->to)) &&
            line_got_any(silent, line)) {
            return true;
        }
    }
    return false;
}

/* Something that went to the same place, in this call or another one, is in the capture. */
static bool
shows_direction(const way *silent)
{
    return host_got_any(silent) || media_table_saw(silent->session->table, named(silent->from), named(silent->to));
}

/* What goes the other way is in the capture, and comes from a host whose signalling is there in both directions. */
static bool
shows_both_directions(const way *silent)
{
    const media_flow *back = media_line_main_flow(silent->from);

    return silent->back.packets >= STREAM && back != NULL && !media_flow_ended_by(back, silent->since) &&
           is_signalling_host(silent->session, &back->source);
}

static const media_reports *
reports_of(const way *one, const media_line *line)
{
    return media_reports_of(one->session, line->side, line->stream);
}

/* The side says that it gets what the capture does not show, or shows going elsewhere. */
static bool
says_it_receives(const way *one)
{
    const media_reports *reports = reports_of(one, one->to);

    return reports != NULL && reports->receiving_frame > one->to->frame && reports->receiving_frame > reports->deaf_frame;
}

/* The side says that it gets nothing, when it should have got something for a while. */
static bool
says_it_is_deaf(const way *one)
{
    const media_reports *reports = reports_of(one, one->to);

    return reports != NULL && reports->deaf_frame > reports->receiving_frame && reports->receiving_frame <= one->to->frame &&
           reports->deaf_time - MAX(one->to->since, one->session->answer_time) >= PATIENCE;
}

static bool
is_due(const way *one, gint64 time)
{
    return media_line_expected(one->to, one->since, one->end) >= time;
}

static bool
is_silent(const way *one)
{
    return one->heard == 0 && is_due(one, PATIENCE) && !says_it_receives(one) &&
           (shows_direction(one) || shows_both_directions(one));
}

static void
set_addresses(finding *found, const way *one)
{
    finding_set_placeholder(found, "destination", media_address_text(found, named(one->to)));
    finding_set_placeholder(found, "element", media_address_text(found, named(one->from)));
}

/* What is to be known of a way that was not heard, or not to the end. */
static void
observe_way(finding *found, const way *one)
{
    set_addresses(found, one);
    found->unheard = one->to;
    observe_unnamed_source(found, one->to, media_line_main_flow(one->from));
    observe_unnamed_source(found, one->from, media_line_main_flow(one->to));
    observe_reports(found, one->from, reports_of(one, one->from));
    observe_reports(found, one->to, reports_of(one, one->to));
}

static bool
conclude(finding *found, const way *one, catalog_verdict_id verdict, bool shown)
{
    observe_deaf_side(found, one->to);
    observe_way(found, one);
    return finding_conclude_if_shown(found, verdict, shown);
}

static bool
is_secured_unlike(finding *found, const way *one)
{
    const media_line *secure = one->to->is_secure ? one->to : one->from;
    const media_line *plain = one->to->is_secure ? one->from : one->to;

    if (one->to->is_fax || one->from->is_fax || secure->is_secure == plain->is_secure ||
        one->total.packets + one->back.packets == 0 || !is_due(one, PATIENCE)) {
        return false;
    }
    finding_set_placeholder_number(found, "frame", secure->frame);
    finding_set_placeholder_number(found, "before", plain->frame);
    set_addresses(found, one);
    finding_show(found, OBSERVED_MEDIA_PROFILES, "destination", media_address_text(found, named(secure)), "frame",
                 finding_number(found, secure->frame), "element", media_address_text(found, named(plain)), "before",
                 finding_number(found, plain->frame), NULL);
    return finding_conclude(found, VERDICT_MEDIA_ONE_WAY_SRTP);
}

bool
flow_secured_unlike(finding *found)
{
    return any_way(found, is_secured_unlike);
}

/* Errors that end while packets go on are those of a side that opens its port late. */
static bool
is_rejected(const media_errors *errors, gint64 last_packet)
{
    return errors != NULL && errors->count >= ICMP_ERRORS && errors->last_time - errors->time >= SECONDS(1) &&
           last_packet - errors->last_time < PATIENCE;
}

static const media_target *
unreachable_target(const way *one)
{
    const media_target *target = one->to->targets;

    while (target != NULL && (target->place == MEDIA_OF_RTCP || !is_rejected(target->errors, one->total.last_time))) {
        target = target->next;
    }
    return target;
}

static bool
is_unreachable(finding *found, const way *one)
{
    const media_target *target = unreachable_target(one);

    if (target == NULL || one->to->until_frame != 0 || says_it_receives(one)) {
        return false;
    }
    const char *error = icmp_text(found, &target->errors->icmp);
    const char *address = media_address_text(found, &target->address);
    finding_set_placeholder(found, "destination", address);
    finding_set_placeholder(found, "value", error);
    finding_show(found, OBSERVED_MEDIA_ICMP, "count", finding_number(found, target->errors->count), "element",
                 target->errors->icmp.sender, "frame", finding_number(found, target->errors->frame), "value", error, "destination",
                 address, NULL);
    return conclude(found, one, VERDICT_MEDIA_ONE_WAY_ICMP, true);
}

bool
flow_unreachable(finding *found)
{
    return any_way(found, is_unreachable);
}

/* What goes on to a version of the line that another one took the place of; NULL if nothing does. */
static const media_flow *
late_flow(const media_line *line)
{
    for (const media_target *target = line->targets; target != NULL; target = target->next) {
        for (const media_flow *flow = target->flows; flow != NULL; flow = flow->next) {
            if (flow->late >= STREAM && flow->last_late_time - line->until >= CHANGE) {
                return flow;
            }
        }
    }
    return NULL;
}

static bool
goes_to_old_address(finding *found, const way *one)
{
    for (const media_line *old = one->to->before; old != NULL; old = old->before) {
        const media_flow *flow = old->stream == one->to->stream && media_line_named(old) != NULL ? late_flow(old) : NULL;
        if (flow != NULL && one->heard == 0 && one->to->until_frame == 0 && is_due(one, CHANGE)) {
            const char *address = media_address_text(found, named(old));
            finding_set_placeholder(found, "value", address);
            finding_set_placeholder_number(found, "frame", one->to->frame);
            finding_show(found, OBSERVED_MEDIA_OLD, "destination", address, "frame", finding_number(found, flow->late_frame),
                         "count", finding_number(found, flow->late), "before", finding_number(found, one->to->frame), NULL);
            return conclude(found, one, VERDICT_MEDIA_ONE_WAY_OLD_ADDRESS, true);
        }
    }
    return false;
}

bool
flow_old_address(finding *found)
{
    return any_way(found, goes_to_old_address);
}

static bool
has_candidates(const media_line *line)
{
    const media_target *target = line->targets;

    while (target != NULL && target->place != MEDIA_CANDIDATE) {
        target = target->next;
    }
    return target != NULL;
}

/* All that goes to the line goes to what c= and m= name, though the packets of its side come from elsewhere. */
static bool
is_sent_past_source(const way *one)
{
    const media_flow *own = media_line_main_flow(one->from);
    const media_target *place = media_line_place(one->to);

    if (own == NULL || own->is_named || one->heard == 0 || place->place != MEDIA_NAMED || own->source.family == 0) {
        return false;
    }
    for (const media_target *target = one->to->targets; target != NULL; target = target->next) {
        if (target->place == MEDIA_LATCHED && target->flows != NULL) {
            return false;
        }
    }
    return true;
}

/* The side sends SIP and media through the same NAT. */
static bool
is_behind_nat(const way *one)
{
    const media_flow *own = media_line_main_flow(one->from);
    media_address signalling;

    return own != NULL && !media_address_shares_host(&own->source, named(one->to)) &&
           media_address_of_endpoint(one->session->names[one->to->side], &signalling) &&
           media_address_shares_host(&signalling, &own->source);
}

static bool
is_private(finding *found, const way *one)
{
    const bool is_outside = is_sent_past_source(one) && is_behind_nat(one) && is_due(one, PATIENCE) && !says_it_receives(one);
    const bool is_inside = media_address_is_public(named(one->from)) && is_silent(one);

    if (!media_address_is_private(named(one->to)) || has_candidates(one->to) || (!is_outside && !is_inside)) {
        return false;
    }
    return conclude(found, one, VERDICT_MEDIA_ONE_WAY_PRIVATE, is_outside || says_it_is_deaf(one));
}

bool
flow_private(finding *found)
{
    return any_way(found, is_private);
}

static bool
has_mapped_port(finding *found, const way *one)
{
    const media_flow *own = media_line_main_flow(one->from);
    const bool is_outside = is_sent_past_source(one) && says_it_is_deaf(one);

    if (own == NULL || own->is_named || own->source.family == 0 || has_candidates(one->to) || (!is_outside && !is_silent(one))) {
        return false;
    }
    finding_set_placeholder(found, "source", media_address_text(found, &own->source));
    return conclude(found, one, VERDICT_MEDIA_ONE_WAY_NAT, is_outside);
}

bool
flow_mapped_port(finding *found)
{
    return any_way(found, has_mapped_port);
}

static bool
is_unlisted(finding *found, const way *one)
{
    const media_flow *flow = media_line_main_flow(one->to);

    if (one->to->is_fax || one->total.packets < SPEECH || one->total.unlisted != one->total.packets || says_it_receives(one)) {
        return false;
    }
    const char *number = finding_number(found, flow->unlisted_type);
    finding_set_placeholder(found, "number", number);
    finding_show(found, OBSERVED_MEDIA_TYPE, "number", number, "destination", media_address_text(found, named(one->to)), "frame",
                 finding_number(found, flow->first_frame), "before", finding_number(found, one->to->frame), NULL);
    return conclude(found, one, VERDICT_MEDIA_ONE_WAY_PAYLOAD, false);
}

bool
flow_unlisted(finding *found)
{
    return any_way(found, is_unlisted);
}

static const char *
name_of_direction(unsigned direction)
{
    static const char *const names[] = { "inactive", "sendonly", "recvonly", "sendrecv" };

    return names[direction & SDP_BOTH_WAYS];
}

/* A later offer takes media up again, and its answer does not. */
static bool
is_not_resumed(const way *one)
{
    return !one->to->is_answer && one->to->direction == SDP_BOTH_WAYS && one->to->since > one->session->answer_time &&
           one->from->is_answer && (one->from->direction & SDP_SENDS) == 0 && one->end - one->to->since >= PAUSE;
}

/* By its SDP nothing ever goes that way, and something goes the other way. */
static bool
was_never_due(const way *one)
{
    for (const media_line *line = one->session->lines[one->to->side]; line != NULL; line = line->before) {
        if (media_line_total(line).packets > 0 || media_line_expected(line, 0, one->end) > 0) {
            return false;
        }
    }
    return one->back.packets >= SPEECH && one->end - one->session->answer_time >= PATIENCE;
}

static bool
is_held(finding *found, const way *one)
{
    const bool is_stuck = is_not_resumed(one);
    const media_line *restricts = (one->from->direction & SDP_SENDS) == 0 ? one->from : one->to;

    if (one->to->until_frame != 0 || one->heard > 0 || !one->from->is_open || (!is_stuck && !was_never_due(one))) {
        return false;
    }
    const char *direction = name_of_direction(restricts->direction);
    finding_set_placeholder(found, "value", direction);
    finding_set_placeholder_number(found, "frame", restricts->frame);
    finding_show(found, OBSERVED_MEDIA_WAY, "frame", finding_number(found, restricts->frame), "value", direction, NULL);
    conclude(found, one, VERDICT_MEDIA_ONE_WAY_HELD, true);
    found->result->severity = is_stuck ? CATALOG_WARN : CATALOG_NOTE;
    return true;
}

bool
flow_held(finding *found)
{
    return any_way(found, is_held);
}

static bool
is_neither(finding *found, const way *one)
{
    way other;

    if (one->to->until_frame != 0 || !is_silent(one) || !read_way(found, one->from, &other) || other.heard > 0 ||
        !is_due(&other, PATIENCE) || says_it_receives(&other)) {
        return false;
    }
    set_addresses(found, one);
    observe_reports(found, one->from, reports_of(one, one->from));
    observe_reports(found, one->to, reports_of(one, one->to));
    const bool was_checked = media_line_was_checked(one->to) || media_line_was_checked(one->from);
    return finding_conclude(found, was_checked ? VERDICT_MEDIA_NONE_ICE : VERDICT_MEDIA_NONE);
}

bool
flow_neither(finding *found)
{
    return any_way(found, is_neither);
}

static bool
is_lost(finding *found, const way *one)
{
    const media_reports *reports = reports_of(one, one->from);

    if (!is_silent(one) || reports == NULL || reports->sent < STREAM || reports->sent_frame < one->to->frame) {
        return false;
    }
    finding_set_placeholder_number(found, "count", reports->sent);
    return conclude(found, one, VERDICT_MEDIA_ONE_WAY_LOST, true);
}

/* What passes here does not arrive. */
static bool
is_lost_beyond(finding *found, const way *one)
{
    if (one->heard < SPEECH || one->to->until_frame != 0 || !says_it_is_deaf(one) ||
        reports_of(one, one->to)->receiving_frame != 0) {
        return false;
    }
    finding_set_placeholder_number(found, "count", one->heard);
    return conclude(found, one, VERDICT_MEDIA_ONE_WAY_BEYOND, true);
}

bool
flow_lost_beyond(finding *found)
{
    return any_way(found, is_lost_beyond);
}

bool
flow_lost(finding *found)
{
    return any_way(found, is_lost);
}

/* It was heard until the other side moved to another host: a PBX that takes itself out of the way does so (direct media). */
static bool
is_silent_since_move(finding *found, const way *one)
{
    const media_line *left = media_line_before_move(one->from);

    if (left == NULL || media_address_shares_host(named(left), named(one->from)) || one->back.packets < STREAM ||
        media_side_total(one->session, one->to->side).packets == 0 || !is_silent(one)) {
        return false;
    }
    finding_set_placeholder(found, "value", media_address_text(found, named(left)));
    finding_set_placeholder_number(found, "frame", left->until_frame);
    return conclude(found, one, VERDICT_MEDIA_ONE_WAY_MOVED, false);
}

bool
flow_silent_since_move(finding *found)
{
    return any_way(found, is_silent_since_move);
}

static bool
is_one_way(finding *found, const way *one)
{
    return one->back.packets >= STREAM && is_silent(one) && conclude(found, one, VERDICT_MEDIA_ONE_WAY, false);
}

bool
flow_one_way(finding *found)
{
    return any_way(found, is_one_way);
}

/* Who does not send silence may send nothing for a long time. */
static bool
suppresses_silence(const media_total *total)
{
    static const unsigned types[] = { COMFORT_NOISE, COMFORT_NOISE_ONCE, G723, G729 };

    for (size_t i = 0; i < G_N_ELEMENTS(types); i++) {
        if ((total->types[0] >> types[i] & 1) != 0) {
            return true;
        }
    }
    return false;
}

/* How long before the end of the call, or of the capture, the last packet came, while more were to come. */
static gint64
stopped_before_end(const way *one)
{
    return one->to->until_frame == 0 && one->heard >= SPEECH ? media_line_expected(one->to, one->total.last_time, one->end) : 0;
}

static const char *
seconds_text(finding *found, gint64 time)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    (void)g_ascii_formatd(text, sizeof text, "%.1f", (double)time / G_USEC_PER_SEC);
    return finding_keep_text(found, text);
}

/* The side says that it gets what the capture does not show any more. A report tells of some seconds before it, too. */
static bool
still_receives(const way *one)
{
    const media_reports *reports = reports_of(one, one->to);

    return reports != NULL && reports->receiving_frame > reports->deaf_frame &&
           reports->receiving_time - one->total.last_time >= PAUSE;
}

static bool
is_stopped(finding *found, const way *one)
{
    const media_session *session = one->session;
    const gint64 pause = stopped_before_end(one);

    /* Where both directions end and no BYE follows, the capture may have ended for media. */
    if (pause < PAUSE || suppresses_silence(&one->total) || still_receives(one) ||
        (session->end_frame == 0 && one->back.last_time - one->total.last_time < PAUSE)) {
        return false;
    }
    const char *address = media_address_text(found, named(one->to));
    const char *seconds = seconds_text(found, pause);
    finding_set_placeholder(found, "seconds", seconds);
    finding_set_placeholder_number(found, "frame", one->total.last_frame);
    if (session->end_frame != 0) {
        finding_show(found, OBSERVED_MEDIA_ENDED, "destination", address, "frame", finding_number(found, one->total.last_frame),
                     "seconds", seconds, "before", finding_number(found, session->end_frame), NULL);
    } else {
        finding_show(found, OBSERVED_MEDIA_ENDED_OPEN, "destination", address, "frame",
                     finding_number(found, one->total.last_frame), "seconds", seconds, NULL);
    }
    if (session->end_reason != NULL) {
        finding_show(found, OBSERVED_BYE_REASON, "frame", finding_number(found, session->end_frame), "value",
                     finding_copy_string(found, session->end_reason), NULL);
    }
    observe_way(found, one);
    return finding_conclude(found, VERDICT_MEDIA_STOPPED);
}

bool
flow_stopped(finding *found)
{
    return any_way(found, is_stopped);
}

static bool
is_late(finding *found, const way *one)
{
    const gint64 waited = one->heard >= STREAM ? media_line_expected(one->to, 0, one->total.first_time) : 0;

    if (waited < PATIENCE || one->total.early > 0 || one->to->since > one->session->answer_time) {
        return false;
    }
    const char *seconds = seconds_text(found, waited);
    finding_set_placeholder(found, "seconds", seconds);
    set_addresses(found, one);
    found->unheard = one->to;
    finding_show(found, OBSERVED_MEDIA_BEGAN, "destination", media_address_text(found, named(one->to)), "frame",
                 finding_number(found, one->total.first_frame), "seconds", seconds, NULL);
    return finding_conclude(found, VERDICT_MEDIA_LATE);
}

bool
flow_late(finding *found)
{
    return any_way(found, is_late);
}

/* A caller that is told of early media does not make a ring-back of its own, unless a 180 without SDP comes, too (RFC 3960 3.2). */
static bool
has_no_ring_back(finding *found, const way *one)
{
    const media_session *session = one->session;
    const guint32 ringing = transaction_progress(found->transaction)->ringing_frame;
    const gint64 waited = session->answer_time - session->ringing_time;

    if (one->to->side != MEDIA_CALLER || session->ringing_frame == 0 || waited < PATIENCE || one->total.early > 0 ||
        one->heard < STREAM || ringing > session->ringing_frame) {
        return false;
    }
    const char *seconds = seconds_text(found, waited);
    const char *frame = finding_number(found, session->ringing_frame);
    finding_set_placeholder(found, "seconds", seconds);
    finding_set_placeholder(found, "frame", frame);
    finding_show(found, OBSERVED_NO_EARLY_MEDIA, "destination", media_address_text(found, named(one->to)), "seconds", seconds,
                 "frame", frame, NULL);
    found->unheard = one->to;
    return finding_conclude(found, VERDICT_MEDIA_ONE_WAY_RING_BACK);
}

bool
flow_no_ring_back(finding *found)
{
    return any_way(found, has_no_ring_back);
}
