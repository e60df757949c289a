/* statistics.h
 * Statistics over the annotations: -z sipexpert,tree, -z sipexpert,report and -z sipexpert,json, and the entry in the Statistics menu.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_STATISTICS_H
#define SIPEXPERT_STATISTICS_H

#include "catalog.h"

/** The catalog that texts are taken from; call before any statistics run. */
void statistics_use_catalog(const catalog *knowledge);

/** Registers the statistics; the register_tap_listener of the plugin. */
void register_tap_listener_sipexpert(void);

#endif
