/* flow.c
 * Observations of the media of a call: packets, where they come from and what RTCP says of them; see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_total.h"
#include "observations.h"

const char *
media_address_text(finding *found, const media_address *address)
{
    char text[MEDIA_ADDRESS_ROOM];

    return finding_keep_text(found, media_address_write(address, text));
}

/* The line of audio or fax whose packets are shown for a side: the one that got the most, or else the first that could. */
static const media_line *
shown_line(const media_session *session, unsigned side)
{
    const media_line *shown = NULL;
    guint32 most = 0;

    for (const media_line *line = session->lines[side]; line != NULL; line = line->before) {
        const guint32 packets = media_line_total(line).packets;
        if (media_line_place(line) != NULL && (packets > most || (most == 0 && (line->is_audio || line->is_fax)))) {
            shown = line;
            most = packets;
        }
    }
    return shown;
}

/* How many packets, all or early ones, and where to: "none" is said of what has an address. */
typedef struct {
    guint32 packets;
    const char *place;
    const char *frame;
} shown_total;

static shown_total
total_of(finding *found, unsigned side, bool is_early)
{
    const media_total total = media_side_total(found->media, side);
    const media_line *line = shown_line(found->media, side);

    return (shown_total){ .packets = is_early ? total.early : total.packets,
                          .place = line != NULL ? media_address_text(found, &media_line_place(line)->address) : NULL,
                          .frame = finding_number(found, total.first_frame) };
}

void
observe_media(finding *found, bool is_early)
{
    shown_total first = total_of(found, MEDIA_CALLEE, is_early);
    shown_total second = total_of(found, MEDIA_CALLER, is_early);

    if (first.place == NULL || second.place == NULL) {
        return;
    }
    if (first.packets == 0 && second.packets > 0) {
        const shown_total none = first;
        first = second;
        second = none;
    }
    const char *count = finding_number(found, first.packets);
    if (first.packets == 0) {
        finding_show(found, OBSERVED_MEDIA_NEITHER, "destination", first.place, "element", second.place, NULL);
    } else if (second.packets == 0) {
        finding_show(found, OBSERVED_MEDIA_ONE, "destination", first.place, "count", count, "frame", first.frame, "element",
                     second.place, NULL);
    } else {
        finding_show(found, OBSERVED_MEDIA_BOTH, "destination", first.place, "count", count, "frame", first.frame, "element",
                     second.place, "packets", finding_number(found, second.packets), "before", second.frame, NULL);
    }
}

void
observe_deaf_side(finding *found, const media_line *line)
{
    const media_target *named = media_line_named(line);

    finding_show(found, line->side == MEDIA_CALLER ? OBSERVED_CALLER_DEAF : OBSERVED_CALLEE_DEAF, "destination",
                 named != NULL ? media_address_text(found, &named->address) : NULL, "frame", finding_number(found, line->frame),
                 NULL);
}

void
observe_unnamed_source(finding *found, const media_line *from, const media_flow *flow)
{
    const media_target *named = media_line_named(from);

    if (flow != NULL && !flow->is_named && named != NULL && flow->source.family != 0) {
        finding_show(found, OBSERVED_MEDIA_SOURCE, "source", media_address_text(found, &flow->source), "frame",
                     finding_number(found, flow->first_frame), "destination", media_address_text(found, &named->address), NULL);
    }
}

void
observe_reports(finding *found, const media_line *line, const media_reports *reports)
{
    const media_target *named = media_line_named(line);

    if (reports == NULL || named == NULL) {
        return;
    }
    const char *element = media_address_text(found, &named->address);
    if (reports->sent >= 0) {
        finding_show(found, OBSERVED_RTCP_SENT, "frame", finding_number(found, reports->sent_frame), "element", element, "count",
                     finding_number(found, reports->sent), NULL);
    }
    if (reports->deaf_frame > reports->receiving_frame) {
        finding_show(found, OBSERVED_RTCP_DEAF, "frame", finding_number(found, reports->deaf_frame), "element", element, NULL);
    }
}
