/* plugin.c
 * Entry points that Wireshark looks for in a plugin.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "compat.h"
#include "dissector.h"
#include "statistics.h"

#include <epan/proto.h>
#include <epan/tap.h>
#include <ws_symbol_export.h>

WS_DLL_PUBLIC_DEF const char plugin_version[] = SIPEXPERT_VERSION;
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);

#ifdef COMPAT_HAS_PLUGIN_DESCRIBE
WS_DLL_PUBLIC uint32_t plugin_describe(void);

uint32_t
plugin_describe(void)
{
    return WS_PLUGIN_DESC_DISSECTOR | WS_PLUGIN_DESC_TAP_LISTENER;
}
#endif

void
plugin_register(void)
{
    static const proto_plugin sipexpert = {
        .register_protoinfo = proto_register_sipexpert,
        .register_handoff = proto_reg_handoff_sipexpert,
    };

    static const tap_plugin statistics = { .register_tap_listener = register_tap_listener_sipexpert };

    proto_register_plugin(&sipexpert);
    tap_register_plugin(&statistics);
}
