/* fuzz_diagnosis.c
 * libFuzzer target: a sequence of messages played through transactions, diagnoses and report, as annotate.c does it with a capture.
 *
 * In the input, each message stands behind a byte FUZZ_SEPARATOR and a byte of flags; see fuzz_input.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz_input.h"
#include "report.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Two ports of one host, so that what goes by the host is tried, too. */
static const char *const elements[] = { "192.0.2.1:5060", "192.0.2.2:5060", "192.0.2.3:5060", "192.0.2.2:5080" };
static const gint64 steps[] = { 0, 20000, 600000, 33000000 };

static const catalog *knowledge;

typedef struct {
    transaction_table *table;
    report *report;
    GPtrArray *diagnoses;
    guint32 frame;
    gint64 time;
} capture;

int
LLVMFuzzerInitialize(int *count G_GNUC_UNUSED, char ***arguments G_GNUC_UNUSED)
{
    knowledge = catalog_of_language("en");
    g_assert_nonnull(knowledge);
    return 0;
}

static void
check_line(char *line)
{
    g_assert_cmpuint(strlen(line), <=, CATALOG_LINE_BYTES);
    g_free(line);
}

static void
check_diagnosis(const diagnosis *found)
{
    char **evidence = diagnosis_evidence(found, knowledge);

    g_assert_nonnull(found->entry);
    g_assert_nonnull(found->origin);
    check_line(diagnosis_cause_line(found, knowledge));
    check_line(diagnosis_fix_line(found, knowledge));
    for (char **line = evidence; *line != NULL; line++) {
        g_assert_true(g_utf8_validate(*line, -1, NULL));
    }
    g_strfreev(evidence);
}

static void
play_response(capture *open, const sip_sighting *sighting)
{
    sip_transaction *transaction = transaction_of_response(open->table, sighting);
    diagnosis *found = diagnosis_of_response(knowledge, transaction, sighting);

    g_ptr_array_add(open->diagnoses, found);
    check_diagnosis(found);
    transaction_add_response(open->table, transaction, sighting, found);
    if (transaction_is_named(open->table, transaction)) {
        report_add(open->report, transaction, found, sighting->frame, sighting->time);
    }
}

static void
play_message(capture *open, const uint8_t *bytes, size_t size, uint8_t flags)
{
    sip_message message;

    open->time += steps[(flags & FUZZ_STEP) >> FUZZ_STEP_SHIFT];
    open->frame++;
    if (!sip_message_read(bytes, size, &message)) {
        return;
    }
    const sip_sighting sighting = { .message = &message,
                                    .source = elements[flags & FUZZ_SOURCE],
                                    .destination = elements[(flags & FUZZ_DESTINATION) >> FUZZ_DESTINATION_SHIFT],
                                    .frame = open->frame,
                                    .time = open->time,
                                    .is_cut = (flags & FUZZ_CUT) != 0 };
    const bool quoted = (flags & FUZZ_QUOTED) != 0;
    if (message.is_response && !quoted) {
        play_response(open, &sighting);
    } else if (!message.is_response && quoted) {
        transaction_add_unreachable(open->table, &sighting);
    } else if (!message.is_response) {
        const sip_transaction *transaction = transaction_add_request(open->table, &sighting);
        if (transaction != NULL) {
            report_add(open->report, transaction, NULL, sighting.frame, sighting.time);
        }
    }
}

static void
write_report(const capture *open)
{
    report_summary *summary = report_summarise(open->report);
    GString *text = g_string_new(NULL);

    report_write_text(summary, knowledge, text);
    g_string_free(text, TRUE);
    report_summary_free(summary);
}

static void
free_diagnosis(gpointer data)
{
    diagnosis_free(data);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    capture open = { .table = transaction_table_new(),
                     .report = report_new(),
                     .diagnoses = g_ptr_array_new_with_free_func(free_diagnosis),
                     .time = 1700000000 * (gint64)G_USEC_PER_SEC };
    const uint8_t *end = bytes + size;

    while (end - bytes > 2) {
        const uint8_t *message = bytes + 2;
        const uint8_t *next = memchr(message, FUZZ_SEPARATOR, (size_t)(end - message));
        const size_t length = (size_t)((next != NULL ? next : end) - message);
        /* A copy of its own, so that the sanitizer sees any step into the message behind. */
        uint8_t *copy = g_memdup2(message, length);
        play_message(&open, copy, length, bytes[1]);
        g_free(copy);
        bytes = message + length;
    }
    write_report(&open);
    report_free(open.report);
    g_ptr_array_free(open.diagnoses, TRUE);
    transaction_table_free(open.table);
    return 0;
}
