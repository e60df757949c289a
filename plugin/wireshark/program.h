/* program.h
 * Which of Wireshark's programs has loaded the plugin.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_PROGRAM_H
#define SIPEXPERT_PROGRAM_H

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/** True in tshark, as far as the system tells the name of a program. */
static inline bool
program_is_tshark(void)
{
#ifdef __GLIBC__
    return strcmp(program_invocation_short_name, "tshark") == 0;
#else
    return false;
#endif
}

#endif
