# What differs between the kinds of package; cpack reads it once for each.
#
# SPDX-License-Identifier: GPL-2.0-or-later

# The same bytes whenever it is packed: files are as old as the latest change. It takes GNU's date to read that.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
    file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/changelog changes REGEX "^ -- ")
    list(GET changes 0 latest_change)
    string(REGEX REPLACE ".*>  " "" latest_date "${latest_change}")
    execute_process(COMMAND date --utc --date=${latest_date} +%s OUTPUT_VARIABLE epoch OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
    set(ENV{SOURCE_DATE_EPOCH} ${epoch})
endif()

if(CPACK_GENERATOR STREQUAL DEB)
    include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
else()
    set(CPACK_COMPONENTS_ALL archive)
    set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
    set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY ON)
endif()
