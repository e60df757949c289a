/* reported.c
 * A scene with its report; see reported.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "reported.h"

static void
add_message(sip_transaction *transaction, const diagnosis *diag, guint32 frame, gint64 time, void *user_data)
{
    reported *scene = user_data;

    if (diag != NULL) {
        attempt_add_response(scene->memory, transaction, diag, frame, time);
    } else {
        attempt_add_request(scene->memory, transaction);
    }
    report_add(scene->report, transaction, diag, time);
}

void
reported_begin(reported *scene)
{
    *scene = (reported){ .play = scene_new(), .memory = arena_new(), .report = report_new() };
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
