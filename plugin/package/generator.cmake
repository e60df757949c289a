# What differs between the kinds of package; cpack reads it once for each.
#
# SPDX-License-Identifier: GPL-2.0-or-later

if(CPACK_GENERATOR STREQUAL DEB)
    set(CPACK_COMPONENTS_ALL plugin sipcode debian)
    # The plugin folder is absolute.
    set(CPACK_SET_DESTDIR ON)
    set(CPACK_INSTALL_PREFIX /usr)
    execute_process(COMMAND dpkg --print-architecture OUTPUT_VARIABLE CPACK_DEBIAN_PACKAGE_ARCHITECTURE OUTPUT_STRIP_TRAILING_WHITESPACE
                    COMMAND_ERROR_IS_FATAL ANY)
    string(REPLACE .deb "_${CPACK_DEBIAN_PACKAGE_ARCHITECTURE}.deb" CPACK_DEBIAN_FILE_NAME "${CPACK_DEBIAN_FILE_NAME}")
else()
    set(CPACK_COMPONENTS_ALL archive)
    set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY ON)
endif()
