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

/** Returns a listener that has heard nothing, for report_listener_free(). */
report_listener *report_listener_new(void);

void report_listener_free(report_listener *listener);

/** The callbacks for register_tap_listener(), with the listener as their data. */
void report_listener_reset(void *listener);
tap_packet_status report_listener_packet(void *listener, packet_info *pinfo, epan_dissect_t *edt, const void *annotation,
                                         tap_flags_t flags);

/** True if Wireshark has reset the listener, as it does when it reads a capture through. */
bool report_listener_was_reset(const report_listener *listener);

/** Returns the report on what was collected, as text or as JSON, for g_string_free(). */
GString *report_listener_text(const report_listener *listener);
GString *report_listener_json(const report_listener *listener);

#endif
