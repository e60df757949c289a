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

typedef struct fuzz_capture fuzz_capture;

/** Is told of each response that is judged. */
typedef void (*fuzz_listener)(const fuzz_capture *open, const sip_transaction *transaction, const sip_packet *packet);

struct fuzz_capture {
    const catalog *knowledge;
    arena *memory; /**< of the diagnoses */
    transaction_table *table;
    media_table *media;
    report *report;
    GPtrArray *diagnoses; /**< const diagnosis *, of the responses in their order */
    GPtrArray *requests;  /**< sip_transaction *, as often as there are requests */
    GArray *packets;      /**< media_packet that were counted; their bytes are gone */
    fuzz_listener listener;
    guint32 frame;
    gint64 time;
};

/** The English catalog, which all is judged with. */
const catalog *fuzz_knowledge(void);

/** Plays the input to the listener, which may be NULL; free with fuzz_capture_close(). */
void fuzz_capture_open(fuzz_capture *open, const uint8_t *bytes, size_t size, fuzz_listener listener);

void fuzz_capture_close(fuzz_capture *open);

#endif
