/* unanswered.c
 * Observations of requests that got no final response; see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"

/* A time in seconds, as a text with one decimal. */
static const char *
seconds(finding *found, gint64 time)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    return finding_keep_text(found, g_ascii_formatd(text, sizeof text, "%.1f", (double)time / G_USEC_PER_SEC));
}

void
observe_no_response(finding *found)
{
    const sip_request *request = found->request;

    if (found->transaction->transmissions < 2) {
        finding_show(found, OBSERVED_NO_RESPONSE_ONCE, NULL);
        return;
    }
    finding_show(found, OBSERVED_NO_RESPONSE, "count", finding_number(found, found->transaction->transmissions), "seconds",
                 seconds(found, request->last_time - request->time), NULL);
}

void
observe_server_alive(finding *found)
{
    const sip_endpoint *server = found->transaction->server;
    const guint32 frame = endpoint_sign_of_life(found->transaction);

    if (frame == 0) {
        finding_show(found, OBSERVED_SERVER_SILENT, "element", server->name, NULL);
        return;
    }
    finding_set_placeholder_number(found, "frame", frame);
    finding_show(found, frame > found->request->frame ? OBSERVED_SERVER_ALIVE_LATER : OBSERVED_SERVER_ALIVE, "element",
                 server->name, "frame", finding_number(found, frame), NULL);
}

void
observe_silent_run(finding *found)
{
    const sip_silent_run *run = endpoint_silent_run(found->transaction);

    if (run == NULL || found->transaction->transmissions > 1) {
        return;
    }
    finding_set_placeholder(found, "source", found->transaction->client->name);
    finding_set_placeholder_number(found, "count", run->count);
    finding_set_placeholder_number(found, "frame", run->alive_frame);
    finding_show(found, OBSERVED_SILENT_RUN, "element", run->server->name, "count", finding_number(found, run->count), "frame",
                 finding_number(found, run->first_frame), "before", finding_number(found, run->alive_frame), NULL);
}

void
observe_small_answered(finding *found)
{
    const sip_transaction *small = found->transaction->server->answered;

    if (found->request->size <= SIP_SMALL_REQUEST || small == NULL || small->client == NULL ||
        small->client->host != found->transaction->client->host) {
        return;
    }
    finding_show(found, OBSERVED_SMALL_ANSWERED, "method", finding_copy_string(found, small->method), "size",
                 finding_number(found, small->request.size), "frame", finding_number(found, small->request.frame), NULL);
}

void
observe_large_request(finding *found)
{
    const sip_request *request = found->request;

    if (!request->is_stream && (request->is_fragmented || request->size > SIP_SMALL_REQUEST)) {
        finding_show(found, request->is_fragmented ? OBSERVED_FRAGMENTED : OBSERVED_LARGE, "method",
                     finding_copy_string(found, found->transaction->method), "size", finding_number(found, request->size), "frame",
                     finding_number(found, request->frame), NULL);
    }
}

void
observe_unreadable_request(finding *found)
{
    static const sip_header mandatory[] = { SIP_HEADER_TO, SIP_HEADER_FROM, SIP_HEADER_CSEQ, SIP_HEADER_CALL_ID };
    const sip_message *request = finding_request(found);

    for (size_t i = 0; request != NULL && request->has_all_headers && i < G_N_ELEMENTS(mandatory); i++) {
        if (sip_message_header(request, mandatory[i]).size == 0) {
            finding_set_placeholder(found, "header", sip_header_name(mandatory[i]));
            finding_show(found, OBSERVED_HEADER_ABSENT, "method", finding_copy_string(found, found->transaction->method), "frame",
                         finding_number(found, found->request->frame), "header", sip_header_name(mandatory[i]), NULL);
            return;
        }
    }
}

void
observe_last_provisional(finding *found)
{
    const sip_answer *provisional = &transaction_progress(found->transaction)->provisional;

    finding_set_placeholder_number(found, "code", provisional->status);
    finding_set_placeholder_number(found, "frame", provisional->frame);
    finding_set_placeholder_number(found, "seconds", (found->capture_end - provisional->last_time) / G_USEC_PER_SEC);
    finding_show(found, OBSERVED_NO_FINAL, "code", finding_number(found, provisional->status), "frame",
                 finding_number(found, provisional->frame), NULL);
}
