/* reported.h
 * A scene whose messages are added to a report, as the plugin does it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REPORTED_H
#define SIPEXPERT_REPORTED_H

#include "report.h"
#include "scene.h"

/** A scene with its report. */
typedef struct reported {
    scene *play;
    arena *memory; /**< of the attempts */
    report *report;
    report_summary *summary; /**< NULL until reported_summarise() */
} reported;

/** Begins an empty scene, to be ended with reported_end(). Play it with SCENE(scene->play, ...). */
void reported_begin(reported *scene);

/** Adds up what was played. The summary belongs to the scene. */
const report_summary *reported_summarise(reported *scene);

void reported_end(reported *scene);

#endif
