# What cpack has put together for a package, before it packs it: folders can be read by all, whatever the umask was.
#
# SPDX-License-Identifier: GPL-2.0-or-later

file(CHMOD_RECURSE ${CPACK_TEMPORARY_DIRECTORY}
    DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
