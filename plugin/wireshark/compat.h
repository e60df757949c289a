/* compat.h
 * The only place where versions of Wireshark differ.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_COMPAT_H
#define SIPEXPERT_COMPAT_H

#include <glib.h>
#include <stdbool.h>
#include <ws_version.h>

#define WIRESHARK_VERSION_NUMBER (WIRESHARK_VERSION_MAJOR * 1000 + WIRESHARK_VERSION_MINOR)

/*
 * The truth value of preferences, of the callbacks of wmem and of those of user tables. Wireshark reads and writes it through pointers,
 * so a wrong size damages memory.
 */
#if WIRESHARK_VERSION_NUMBER >= 4004
typedef bool compat_bool;
#else
typedef gboolean compat_bool;
#endif

/* Since 4.2 the functions that make a filter for a packet get data of their own. */
#if WIRESHARK_VERSION_NUMBER >= 4002
#define COMPAT_FILTER_DATA , void *data _U_
#define COMPAT_NO_FILTER_DATA , NULL
#else
#define COMPAT_FILTER_DATA
#define COMPAT_NO_FILTER_DATA
#endif

/* The menu Telephony has had another name since 4.2. */
#if WIRESHARK_VERSION_NUMBER >= 4002
#define COMPAT_TELEPHONY REGISTER_TELEPHONY_GROUP_UNSORTED
#else
#define COMPAT_TELEPHONY REGISTER_STAT_GROUP_TELEPHONY
#endif

/* A filter of a statistic may refer to the selected packet, as in ${ip.src}. Before 4.4 it finds nothing then. */
#if WIRESHARK_VERSION_NUMBER >= 4004
#define COMPAT_STATISTICS_KNOW_SELECTION true
#else
#define COMPAT_STATISTICS_KNOW_SELECTION false
#endif

/* plugin_describe() is looked for since 4.4, and only since then is its header there. */
#if WIRESHARK_VERSION_NUMBER >= 4004
#include <wsutil/plugins.h>
#define COMPAT_HAS_PLUGIN_DESCRIBE
#endif

/* Wireshark's development has another entry for plugins, and would not find those of plugin.c. */
#ifdef WIRESHARK_PLUGIN_REGISTER
#error "sipexpert does not have wireshark_load_module() yet, by which this Wireshark loads plugins"
#endif

/* The callback that starts a statistic says since 4.6 whether it could. */
#if WIRESHARK_VERSION_NUMBER >= 4006
typedef bool compat_started;
#define COMPAT_RETURN_STARTED return true
#else
typedef void compat_started;
#define COMPAT_RETURN_STARTED return
#endif

#endif
