/* statistics.h
 * Statistics over the annotations: -z sipexpert,tree, -z sipexpert,report and -z sipexpert,json, and the entry in a menu.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_STATISTICS_H
#define SIPEXPERT_STATISTICS_H

/** Registers the statistics; the register_tap_listener of the plugin. */
void statistics_register(void);

#endif
