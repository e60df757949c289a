# Packages: `cpack -G DEB` for Debian and Ubuntu, `cpack -G TGZ` for an archive that one user unpacks and installs without root.
#
# SPDX-License-Identifier: GPL-2.0-or-later

# Debian's changelog is the one list of changes; its first line names the version.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/changelog latest_change LIMIT_COUNT 1)
if(NOT latest_change MATCHES "^sipexpert \\(${PROJECT_VERSION}\\) ")
    message(FATAL_ERROR "plugin/package/changelog begins with \"${latest_change}\", not with version ${PROJECT_VERSION}")
endif()

find_program(GZIP gzip REQUIRED)
add_custom_command(
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.gz
    COMMAND ${GZIP} -9nc ${CMAKE_CURRENT_LIST_DIR}/changelog > changelog.Debian.gz
    DEPENDS ${CMAKE_CURRENT_LIST_DIR}/changelog
    VERBATIM)
add_custom_command(
    OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/sipcode.1.gz
    COMMAND ${GZIP} -9nc ${CMAKE_SOURCE_DIR}/catalog/sipcode/sipcode.1 > sipcode.1.gz
    DEPENDS catalog/sipcode/sipcode.1
    VERBATIM)
add_custom_target(documents ALL DEPENDS ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.gz ${CMAKE_CURRENT_BINARY_DIR}/sipcode.1.gz)

# What is configured for one user has that user's home folder in it.
if(SIPEXPERT_PERSONAL)
    return()
endif()

# What Debian demands of a package besides what the program consists of.
foreach(package sipexpert sipcode)
    install(FILES ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.gz ${CMAKE_CURRENT_LIST_DIR}/copyright
        DESTINATION share/doc/${package} COMPONENT ${package}-documents EXCLUDE_FROM_ALL)
endforeach()

set(archive COMPONENT archive EXCLUDE_FROM_ALL)
install(TARGETS sipexpert LIBRARY DESTINATION plugins/${wireshark_series}/epan ${archive})
install(DIRECTORY plugin/profile/ DESTINATION "profiles/SIP Troubleshooting" ${archive})
install(TARGETS sipcode RUNTIME DESTINATION bin ${archive})
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sipcode.1.gz DESTINATION share/man/man1 ${archive})
install(FILES catalog/sipcode/sipcode.bash-completion DESTINATION share/bash-completion/completions RENAME sipcode ${archive})
install(PROGRAMS ${CMAKE_CURRENT_LIST_DIR}/install.sh ${CMAKE_CURRENT_LIST_DIR}/profile.sh DESTINATION . ${archive})
install(FILES README.md LICENSE DESTINATION . ${archive})

set(SIPEXPERT_PACKAGER "sipexpert <sipexpert@example.org>" CACHE STRING "Name and address of who makes the package")
set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_CONTACT "${SIPEXPERT_PACKAGER}")
set(CPACK_PACKAGE_FILE_NAME sipexpert-${PROJECT_VERSION}-wireshark-${wireshark_series}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_SIPEXPERT_WIRESHARK_SERIES ${wireshark_series})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/staged.cmake)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/generator.cmake)
include(CPack)
