/* fuzz_input.h
 * How the input of fuzz_diagnosis and fuzz_report holds a sequence of messages: before each a separator and a byte of flags.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_FUZZ_INPUT_H
#define SIPEXPERT_FUZZ_INPUT_H

/** ASCII's record separator, which no real message holds. */
#define FUZZ_SEPARATOR 0x1e

/** In place of a message: a UDP packet, with address and port of source and destination, six bytes each, and its payload. */
#define FUZZ_PACKET 0xff
#define FUZZ_ADDRESS_BYTES ((size_t)6)

/** Sender and receiver: two bits each, the number of one of four elements. */
#define FUZZ_SOURCE 0x03
#define FUZZ_DESTINATION 0x0c
#define FUZZ_DESTINATION_SHIFT 2

/** An ICMP error quotes the message. */
#define FUZZ_QUOTED 0x10

/** The capture does not hold all of its bytes. */
#define FUZZ_CUT 0x20

/** How long after the message before: 0, 20 ms, 600 ms or 33 s. Of the first message: when the capture begins. */
#define FUZZ_STEP 0xc0
#define FUZZ_STEP_SHIFT 6

#endif
