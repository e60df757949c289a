/* reported.c
 * A scene with its report; see reported.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "reported.h"

static void
add_message(sip_transaction *transaction, const sip_unkeyed *unkeyed, const diagnosis *diag, const sip_packet *packet,
            bool is_quoted, void *user_data)
{
    reported *scene = user_data;
    const bool is_ack = sip_text_equal(packet->message->method, sip_text_of("ACK"));
    const ladder_entry message = { .transaction = unkeyed != NULL ? unkeyed->transaction : transaction,
                                   .unkeyed = unkeyed,
                                   .to_tag =
                                       diag != NULL || is_ack ? scene_to_tag(scene->play, packet->message, transaction) : NULL,
                                   .diagnosis = diag,
                                   .from = is_quoted ? packet->destination : packet->source,
                                   .to = is_quoted ? packet->source : packet->destination,
                                   .time = packet->time,
                                   .frame = packet->frame,
                                   .kind = is_quoted      ? LADDER_ICMP
                                           : diag != NULL ? LADDER_RESPONSE
                                           : is_ack       ? LADDER_ACK
                                                          : LADDER_REQUEST };

    if (transaction != NULL && diag != NULL) {
        attempt_add_response(scene->memory, transaction, diag, packet->frame, packet->time);
    } else if (message.kind == LADDER_REQUEST) {
        attempt_add_request(scene->memory, transaction);
    }
    if (transaction != NULL) {
        report_add(scene->report, transaction, diag, packet->time);
    }
    report_add_message(scene->report, &message);
}

void
reported_begin(reported *scene)
{
    *scene = (reported){ .play = scene_new(), .memory = arena_new(), .report = report_new() };
    report_keep_messages(scene->report);
    scene_listen(scene->play, add_message, scene);
}

const report_summary *
reported_summarise(reported *scene)
{
    scene->summary = report_summarise(scene->report, scene_catalog(scene->play));
    return scene->summary;
}

void
reported_end(reported *scene)
{
    if (scene->summary != NULL) {
        report_summary_free(scene->summary);
    }
    report_free(scene->report);
    arena_free(scene->memory);
    scene_free(scene->play);
}
