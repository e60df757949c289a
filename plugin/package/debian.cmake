# The two Debian packages: sipexpert for one version of Wireshark, and sipcode, which needs none.
#
# SPDX-License-Identifier: GPL-2.0-or-later

set(CPACK_COMPONENTS_ALL plugin sipexpert-documents sipcode sipcode-documents)
set(CPACK_COMPONENT_PLUGIN_GROUP sipexpert)
set(CPACK_COMPONENT_SIPEXPERT-DOCUMENTS_GROUP sipexpert)
set(CPACK_COMPONENT_SIPCODE_GROUP sipcode)
set(CPACK_COMPONENT_SIPCODE-DOCUMENTS_GROUP sipcode)
# The plugin folder is absolute.
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# One that is built for a later Wireshark is the later one: it comes with a later release of the system.
set(CPACK_DEBIAN_PACKAGE_RELEASE "1~wireshark${CPACK_SIPEXPERT_WIRESHARK_SERIES}")
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Names the library package of Wireshark, whose name is its ABI, so the package goes only with the Wireshark that it was built for.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# It is the plugin's. Here each description begins with a summary of its own.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")

set(CPACK_DEBIAN_SIPEXPERT_PACKAGE_NAME sipexpert)
set(CPACK_DEBIAN_SIPEXPERT_PACKAGE_RECOMMENDS "tshark | wireshark, sipcode")
set(CPACK_DEBIAN_SIPEXPERT_PACKAGE_ENHANCES "tshark, wireshark")
set(CPACK_DEBIAN_SIPEXPERT_DESCRIPTION "Wireshark plugin that explains SIP responses
Every SIP response in a capture gets expert info in Wireshark and
tshark: what the code means, why it most likely was sent in this call,
which element said so first, and what to do. With reports over many
captures, and a profile.")

set(CPACK_DEBIAN_SIPCODE_PACKAGE_NAME sipcode)
set(CPACK_DEBIAN_SIPCODE_PACKAGE_SOURCE sipexpert)
# In 0.1.0 the command was in the package of the plugin.
set(CPACK_DEBIAN_SIPCODE_PACKAGE_BREAKS "sipexpert (<< 0.2.0-1~)")
set(CPACK_DEBIAN_SIPCODE_PACKAGE_REPLACES "sipexpert (<< 0.2.0-1~)")
set(CPACK_DEBIAN_SIPCODE_DESCRIPTION "explains SIP response codes
Says what a SIP response code, a Warning code or a Q.850 cause means, why
it usually is sent and what to do, compares codes that are easily confused
and finds codes by words, on the command line and without a capture.")
