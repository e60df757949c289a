/* fuzz_observations.c
 * libFuzzer target: all observations of all responses and requests in a sequence of messages, also where no rule would ask for them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "fuzz_capture.h"
#include "observations.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

typedef void (*observer)(finding *found);

static const observer of_responses[] = {
    observe_answer,
    observe_at_once,
    observe_content_length,
    observe_dtmf,
    observe_ended_subscription,
    observe_header_lines,
    observe_identity,
    observe_lost_record_route,
    observe_missing_headers,
    observe_number_formats,
    observe_offer,
    observe_own_replaces,
    observe_rack,
    observe_redirection,
    observe_registered_user,
    observe_response_path,
    observe_route,
    observe_signed_numbers,
    observe_stated_times,
    observe_tags,
    observe_unlike_ack,
    observe_ack,
    observe_unmatched_request,
    observe_unseen_dialog,
    observe_waiting,
};

static bool (*const of_credentials[])(finding *found, const sip_credentials *credentials) = {
    observe_digest_uri, observe_nonce_count, observe_other_node, observe_other_header, observe_other_realm, observe_not_offered,
};

static const observer of_requests[] = {
    observe_no_response,   observe_server_alive,       observe_silent_run,       observe_small_answered,
    observe_large_request, observe_unreadable_request, observe_last_provisional, observe_registered_user,
};

/* As judge.c begins; `result` is what nothing may be concluded in. */
static void
begin(finding *found, diagnosis *result, const sip_transaction *transaction, const sip_packet *packet, const sip_message *response)
{
    *result = (diagnosis){ .entry = catalog_find_code(fuzz_knowledge(), response->status), .code = (gint16)response->status };
    *found = (finding){ .knowledge = fuzz_knowledge(),
                        .packet = packet,
                        .response = response,
                        .transaction = transaction,
                        .request = &transaction->request,
                        .call = transaction->call,
                        .result = result,
                        .fact_count = 1,
                        .q850 = finding_q850(response) };
    scratch_begin(&found->scratch);
}

/* What is shown names frames that are there, and is fit to be shown. */
static void
check_evidence(const finding *found, guint32 last_frame)
{
    arena *memory = arena_new();
    GArray *frames = g_array_new(FALSE, FALSE, sizeof(diagnosis_frame));
    char **lines = diagnosis_evidence(finding_diagnosis(memory, found), fuzz_knowledge(), frames);

    for (char **line = lines; *line != NULL; line++) {
        g_assert_true(g_utf8_validate(*line, -1, NULL));
        g_assert_cmpuint(strlen(*line), <=, CATALOG_LINE_BYTES);
    }
    for (guint i = 0; i < frames->len; i++) {
        g_assert_cmpuint(g_array_index(frames, diagnosis_frame, i).frame, <=, last_frame);
    }
    g_strfreev(lines);
    g_array_free(frames, TRUE);
    arena_free(memory);
}

static void
observe_once(finding *found, const observer *observers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        observers[i](found);
    }
    for (const sip_credentials *credentials = found->request->credentials; credentials != NULL; credentials = credentials->next) {
        for (size_t i = 0; found->packet != NULL && i < G_N_ELEMENTS(of_credentials); i++) {
            of_credentials[i](found, credentials);
        }
        observe_credentials(found, credentials);
    }
}

/* Observations only observe: they conclude nothing, and seen again it is the same. */
static void
observe(finding *found, const observer *observers, size_t count, guint32 last_frame)
{
    observe_once(found, observers, count);
    const size_t facts = found->fact_count;
    observe_once(found, observers, count);
    g_assert_true(found->fact_count == facts || facts == G_N_ELEMENTS(found->facts));
    g_assert_null(found->result->verdict);
    g_assert_null(found->result->origin);
    check_evidence(found, last_frame);
    scratch_end(&found->scratch);
}

static void
observe_response(const fuzz_capture *open, const sip_transaction *transaction, const sip_packet *packet)
{
    finding found;
    diagnosis result;

    begin(&found, &result, transaction, packet, packet->message);
    (void)observe_return(&found);
    (void)observe_other_path(&found);
    observe(&found, of_responses, G_N_ELEMENTS(of_responses), open->frame);
}

static void
observe_request(const fuzz_capture *open, const sip_transaction *transaction)
{
    static const sip_message no_response;
    finding found;
    diagnosis result;

    begin(&found, &result, transaction, NULL, &no_response);
    found.capture_end = open->time + G_USEC_PER_SEC;
    observe(&found, of_requests, G_N_ELEMENTS(of_requests), open->frame);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_capture open;

    fuzz_capture_open(&open, bytes, size, observe_response);
    for (guint i = 0; i < open.requests->len; i++) {
        observe_request(&open, g_ptr_array_index(open.requests, i));
    }
    fuzz_capture_close(&open);
    return 0;
}
