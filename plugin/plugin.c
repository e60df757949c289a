/* plugin.c
 * Entry points that Wireshark looks for in a plugin.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "annotation.h"
#include "browser.h"
#include "call_filter.h"
#include "compat.h"
#include "details.h"
#include "dissector.h"
#include "failure_table.h"
#include "language.h"
#include "menu.h"
#include "preferences.h"
#include "session.h"
#include "sip_frames.h"
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

static void
register_protocol(void)
{
    const int proto_sipexpert = proto_register_protocol("SIP Expert", "SIP Expert", "sipexpert");
    const int tap_sipexpert = register_tap(SIPEXPERT_TAP);

    preferences_register(proto_sipexpert, language_update);
    language_update();
    details_register(proto_sipexpert);
    session_register(tap_sipexpert);
    dissector_register(proto_sipexpert, tap_sipexpert);
    call_filter_register();
    failure_table_register();
    menu_register();
    browser_register();
}

/* When all protocols are registered. */
static void
connect_to_sip(void)
{
    sip_frames_listen(session_listeners_were_reset);
}

void
plugin_register(void)
{
    static const proto_plugin sipexpert = {
        .register_protoinfo = register_protocol,
        .register_handoff = connect_to_sip,
    };

    static const tap_plugin statistics = { .register_tap_listener = statistics_register };

    proto_register_plugin(&sipexpert);
    tap_register_plugin(&statistics);
}
