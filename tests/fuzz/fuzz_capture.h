/* fuzz_capture.h
 * A fuzzer's input as a capture: a sequence of messages played through transactions, diagnoses and report, as annotate.c does it.
 *
 * In the input, each message stands behind a byte FUZZ_SEPARATOR and a byte of flags; see fuzz_input.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_FUZZ_CAPTURE_H
#define SIPEXPERT_FUZZ_CAPTURE_H

#include "media_table.h"
#include "report.h"

#include <stdint.h>

typedef struct fuzz_capture {
    const catalog *knowledge;
    arena *memory; /**< of the diagnoses */
    transaction_table *table;
    media_table *media;
    report *report;
    GPtrArray *diagnoses; /**< const diagnosis *, of the responses in their order */
    GPtrArray *requests;  /**< sip_transaction *, as often as there are requests */
    guint32 frame;
    gint64 time;
} fuzz_capture;

/** Plays the input; free with fuzz_capture_close(). */
void fuzz_capture_open(fuzz_capture *open, const catalog *knowledge, const uint8_t *bytes, size_t size);

void fuzz_capture_close(fuzz_capture *open);

#endif
