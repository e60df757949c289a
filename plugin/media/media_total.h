/* media_total.h
 * What came of the media of a session: packets counted, and times for which they were to come.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_MEDIA_TOTAL_H
#define SIPEXPERT_MEDIA_TOTAL_H

#include "media_session.h"

/** Packets of media. RTCP, STUN and DTLS are none. Frames and times are 0 if there were none. */
typedef struct media_total {
    guint32 packets;
    guint32 early;    /**< before the answer to the call */
    guint64 types[2]; /**< a set: payload types */
    guint32 unlisted; /**< with payload types that the line does not list */
    guint32 first_frame;
    guint32 last_frame;
    gint64 first_time; /**< µs */
    gint64 last_time;
} media_total;

/** What came to one line, and to all lines of a side. */
media_total media_line_total(const media_line *line);
media_total media_side_total(const media_session *session, unsigned side);

/** The version in which the side named another address before it moved to that of the line; NULL if it did not move. */
const media_line *media_line_before_move(const media_line *line);

/** True if the flow began before that time, µs, and did not go on. */
bool media_flow_ended_by(const media_flow *flow, gint64 time);

/** Of the packets to the line those after the answer, without flows that had ended by that time, µs. */
guint32 media_line_heard(const media_line *line, gint64 time);

/** The source of most of the media to the line; NULL if none came. */
const media_flow *media_line_main_flow(const media_line *line);

/** Where most of the media to the line went; what c= and m= name if none came; NULL if nothing can be sent to it. */
const media_target *media_line_place(const media_line *line);

/** True if STUN or DTLS came to the line. */
bool media_line_was_checked(const media_line *line);

/** The version of that m= line which held at that time, µs; NULL if there was none. */
const media_line *media_line_at(const media_session *session, unsigned side, unsigned stream, gint64 time);

/**
 * The time between the two for which media were to go to the line, µs: the call is answered and not over, the line takes them, and the other
 * side sends them.
 */
gint64 media_line_expected(const media_line *line, gint64 begin, gint64 end);

/** What the RTCP of that side says of the stream, of several sources the one with the latest report; NULL if none was seen. */
const media_reports *media_reports_of(const media_session *session, unsigned side, unsigned stream);

#endif
