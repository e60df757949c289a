/* empty.c
 * A plugin that does nothing, to see what Wireshark itself does for any plugin: a post-dissector, or with TAP a listener to the tap of that name.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "compat.h"

#include <epan/packet.h>
#include <epan/proto.h>
#include <epan/tap.h>
#include <ws_symbol_export.h>

WS_DLL_PUBLIC_DEF const char plugin_version[] = "0";
WS_DLL_PUBLIC_DEF const int plugin_want_major = WIRESHARK_VERSION_MAJOR;
WS_DLL_PUBLIC_DEF const int plugin_want_minor = WIRESHARK_VERSION_MINOR;

WS_DLL_PUBLIC void plugin_register(void);

#ifdef COMPAT_HAS_PLUGIN_DESCRIBE
WS_DLL_PUBLIC uint32_t plugin_describe(void);

uint32_t
plugin_describe(void)
{
    return WS_PLUGIN_DESC_DISSECTOR;
}
#endif

#ifdef TAP

static tap_packet_status
ignore_packet(void *tapdata _U_, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data _U_, tap_flags_t flags _U_)
{
    return TAP_PACKET_DONT_REDRAW;
}

static void
listen(void)
{
    static int name;
    GString *error = register_tap_listener(TAP, &name, NULL, TL_IS_DISSECTOR_HELPER, NULL, ignore_packet, NULL, NULL);

    if (error != NULL) {
        g_error("%s", error->str);
    }
}

void
plugin_register(void)
{
    static const proto_plugin empty = { .register_handoff = listen };

    proto_register_plugin(&empty);
}

#else

static int
ignore_frame(tvbuff_t *tvb _U_, packet_info *pinfo _U_, proto_tree *tree _U_, void *data _U_)
{
    return 0;
}

static void
register_protocol(void)
{
    const int proto_empty = proto_register_protocol("Empty", "Empty", "empty");

    register_postdissector(create_dissector_handle(ignore_frame, proto_empty));
}

void
plugin_register(void)
{
    static const proto_plugin empty = { .register_protoinfo = register_protocol };

    proto_register_plugin(&empty);
}

#endif
