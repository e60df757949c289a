/* report_listener.h
 * Collects what the tap "sipexpert" publishes for a report.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REPORT_LISTENER_H
#define SIPEXPERT_REPORT_LISTENER_H

#include "report.h"

#include <epan/packet.h>
#include <epan/tap.h>

typedef struct report_listener report_listener;

/** Appends a report in one of its forms. */
typedef void (*report_listener_writer)(const report_summary *summary, const catalog *knowledge, GString *text);

/** Returns a listener that has heard nothing, for report_listener_free(). With ladders it keeps the messages that they are drawn of. */
report_listener *report_listener_new(bool with_ladders);

void report_listener_free(report_listener *listener);

/**
 * Lets it listen to what passes a display filter, or to all if that is NULL. `draw` and `finish` are called with the listener, and may be
 * NULL. Returns NULL, or what is wrong with the filter, for g_string_free().
 */
GString *report_listener_start(report_listener *listener, const char *filter, tap_draw_cb draw, tap_finish_cb finish);

/** Ends what report_listener_start() began. */
void report_listener_stop(report_listener *listener);

/** True if Wireshark has reset the listener, as it does when it reads a capture through. */
bool report_listener_was_reset(const report_listener *listener);

/** Returns the report on what was collected, for g_string_free(). */
GString *report_listener_write(const report_listener *listener, report_listener_writer write);

#endif
