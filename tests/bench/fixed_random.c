/* fixed_random.c
 * To be preloaded: the seeds of Wireshark's and the plugin's hash tables are the same each time, so that counts of instructions repeat.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <glib.h>

__attribute__((visibility("default"))) guint32
g_random_int(void)
{
    static guint32 number = 1;

    number = number * 1664525 + 1013904223;
    return number;
}
