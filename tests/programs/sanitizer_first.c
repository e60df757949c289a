/* sanitizer_first.c
 * A library to be preloaded beside the address sanitizer's into programs that are built without it. What the compiler itself adds to
 * each object file, a constructor that starts the sanitizer, is all it needs; linked with -z initfirst, it runs before all others.
 *
 * The sanitizer would else start at the first malloc(), and in Wireshark's programs that is made by newlocale(), called by the
 * constructor of libp11-kit: it takes glibc's lock on locales, which newlocale() holds, and many of the programs hang at their end.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

/* C wants a declaration in each file. */
extern int sanitizer_first;
