# What differs between the kinds of package; cpack reads it once for each.
#
# SPDX-License-Identifier: GPL-2.0-or-later

if(CPACK_GENERATOR STREQUAL DEB)
    include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
else()
    set(CPACK_COMPONENTS_ALL archive)
    set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
    set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY ON)
endif()
