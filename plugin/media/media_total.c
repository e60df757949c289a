/* media_total.c
 * What came of the media of a session; see media_total.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_total.h"

/* What is sent while addresses change crosses the messages that change them. */
#define CROSSING (2 * (gint64)G_USEC_PER_SEC)

static void
add_flow(media_total *total, const media_flow *flow)
{
    if (flow->packets == 0) {
        return;
    }
    if (total->packets == 0 || flow->first_frame < total->first_frame) {
        total->first_frame = flow->first_frame;
        total->first_time = flow->first_time;
    }
    if (flow->last_frame > total->last_frame) {
        total->last_frame = flow->last_frame;
        total->last_time = flow->last_time;
    }
    total->packets += flow->packets;
    total->types[0] |= flow->types[0];
    total->types[1] |= flow->types[1];
    total->early += flow->early;
    total->unlisted += flow->unlisted;
}

static void
add_line(media_total *total, const media_line *line)
{
    for (const media_target *target = line->targets; target != NULL; target = target->next) {
        for (const media_flow *flow = target->flows; flow != NULL && target->place != MEDIA_OF_RTCP; flow = flow->next) {
            add_flow(total, flow);
        }
    }
}

media_total
media_line_total(const media_line *line)
{
    media_total total = { .packets = 0 };

    add_line(&total, line);
    return total;
}

media_total
media_side_total(const media_session *session, unsigned side)
{
    media_total total = { .packets = 0 };

    for (const media_line *line = session->lines[side]; line != NULL; line = line->before) {
        add_line(&total, line);
    }
    return total;
}

const media_line *
media_line_before_move(const media_line *line)
{
    for (const media_line *before = line->before; before != NULL; before = before->before) {
        const media_target *named = before->stream == line->stream ? media_line_named(before) : NULL;
        if (named != NULL && !media_address_is(&named->address, &media_line_named(line)->address)) {
            return before;
        }
    }
    return NULL;
}

bool
media_flow_ended_by(const media_flow *flow, gint64 time)
{
    return flow->first_time < time && flow->last_time < time + CROSSING;
}

guint32
media_line_heard(const media_line *line, gint64 time)
{
    guint32 heard = 0;

    for (const media_target *target = line->targets; target != NULL; target = target->next) {
        for (const media_flow *flow = target->place != MEDIA_OF_RTCP ? target->flows : NULL; flow != NULL; flow = flow->next) {
            heard += media_flow_ended_by(flow, time) ? 0 : flow->packets - flow->early;
        }
    }
    return heard;
}

static guint32
packets_at(const media_target *target)
{
    guint32 packets = 0;

    for (const media_flow *flow = target->flows; flow != NULL; flow = flow->next) {
        packets += flow->packets;
    }
    return packets;
}

const media_target *
media_line_place(const media_line *line)
{
    const media_target *place = media_line_named(line);
    guint32 most = place != NULL ? packets_at(place) : 0;

    for (const media_target *target = line->targets; target != NULL; target = target->next) {
        const guint32 packets = target->place != MEDIA_OF_RTCP ? packets_at(target) : 0;
        if (packets > most) {
            place = target;
            most = packets;
        }
    }
    return place;
}

const media_flow *
media_line_main_flow(const media_line *line)
{
    const media_flow *main = NULL;

    for (const media_target *target = line->targets; target != NULL; target = target->next) {
        for (const media_flow *flow = target->place != MEDIA_OF_RTCP ? target->flows : NULL; flow != NULL; flow = flow->next) {
            main = flow->packets > (main != NULL ? main->packets : 0) ? flow : main;
        }
    }
    return main;
}

bool
media_line_was_checked(const media_line *line)
{
    for (const media_target *target = line->targets; target != NULL; target = target->next) {
        for (const media_flow *flow = target->flows; flow != NULL; flow = flow->next) {
            if (flow->checks > 0) {
                return true;
            }
        }
    }
    return false;
}

const media_line *
media_line_at(const media_session *session, unsigned side, unsigned stream, gint64 time)
{
    for (const media_line *line = session->lines[side]; line != NULL; line = line->before) {
        if (line->stream == stream && line->since <= time) {
            return line;
        }
    }
    return NULL;
}

/* When the next version of that line begins to hold; `end` if none does before. */
static gint64
next_change(const media_session *session, unsigned side, unsigned stream, gint64 time, gint64 end)
{
    gint64 next = end;

    for (const media_line *line = session->lines[side]; line != NULL; line = line->before) {
        if (line->stream == stream && line->since > time && line->since < next) {
            next = line->since;
        }
    }
    return next;
}

static bool
is_sent(const media_line *from)
{
    return from != NULL && from->is_open && (from->direction & SDP_SENDS) != 0;
}

gint64
media_line_expected(const media_line *line, gint64 begin, gint64 end)
{
    const media_session *session = line->session;
    const unsigned other = media_other_side(line->side);
    gint64 total = 0;

    if (session->answer_frame == 0 || !line->is_open || (line->direction & SDP_RECEIVES) == 0) {
        return 0;
    }
    end = session->end_frame != 0 ? MIN(end, session->end_time) : end;
    end = line->until_frame != 0 ? MIN(end, line->until) : end;
    begin = MAX(begin, MAX(line->since, session->answer_time));
    for (gint64 time = begin; time < end;) {
        const gint64 next = next_change(session, other, line->stream, time, end);
        total += is_sent(media_line_at(session, other, line->stream, time)) ? next - time : 0;
        time = next;
    }
    return total;
}

static guint32
latest_frame(const media_reports *reports)
{
    return reports != NULL ? MAX(MAX(reports->receiving_frame, reports->deaf_frame), reports->sent_frame) : 0;
}

/* What a side says of itself goes to the other side. */
const media_reports *
media_reports_of(const media_session *session, unsigned side, unsigned stream)
{
    const media_reports *latest = NULL;

    for (const media_line *line = session->lines[media_other_side(side)]; line != NULL; line = line->before) {
        for (const media_target *target = line->stream == stream ? line->targets : NULL; target != NULL; target = target->next) {
            for (const media_flow *flow = target->flows; flow != NULL; flow = flow->next) {
                latest = latest_frame(flow->reports) > latest_frame(latest) ? flow->reports : latest;
            }
        }
    }
    return latest;
}
