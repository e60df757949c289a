/* cases.c
 * What is one case for the report; see cases.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "cases.h"

#include "hash.h"
#include "hops.h"

/* A request that was sent once and got no response so far may still get one, unless ICMP says that it did not arrive. */
#define UNANSWERED_TRANSMISSIONS 2

const char *
case_end(const report_case *this_case)
{
    if (this_case->result->code != 0) {
        return diagnosis_of_origin(this_case->transaction, this_case->result)->origin;
    }
    return this_case->transaction->server != NULL ? this_case->transaction->server->name : NULL;
}

static guint
hash_of_text(const char *text)
{
    return text != NULL ? hash_string(text) : 0;
}

static const char *
client_of(const report_case *this_case)
{
    return this_case->transaction->client != NULL ? this_case->transaction->client->name : NULL;
}

static guint
hash_of_case(gconstpointer data)
{
    const report_case *this_case = data;
    const sip_request *request = &this_case->transaction->request;
    const bool has_users = request->from_user != NULL && request->user != NULL;
    const guint parts[] = { hash_of_text(this_case->transaction->method),
                            hash_of_text(request->from_user),
                            hash_of_text(request->user),
                            hash_of_text(case_end(this_case)),
                            has_users ? 0 : hash_of_text(client_of(this_case)),
                            (guint)this_case->result->code };

    return (guint)hash_bytes(parts, sizeof parts);
}

/* True if the users are the same. Where a URI has none, as those of trunks and their keep-alives, the client tells who it is. */
static bool
are_of_same_users(const report_case *left, const report_case *right)
{
    const sip_request *left_request = &left->transaction->request;
    const sip_request *right_request = &right->transaction->request;
    const bool have_users = left_request->from_user != NULL && left_request->user != NULL;

    return g_strcmp0(left_request->from_user, right_request->from_user) == 0 &&
           g_strcmp0(left_request->user, right_request->user) == 0 &&
           (have_users || g_strcmp0(client_of(left), client_of(right)) == 0);
}

/* Method, users, verdict and origin are the same. */
static gboolean
are_alike(gconstpointer a, gconstpointer b)
{
    const report_case *left = a;
    const report_case *right = b;

    return left->kind == right->kind && left->result->code == right->result->code &&
           left->result->verdict == right->result->verdict && g_str_equal(left->transaction->method, right->transaction->method) &&
           are_of_same_users(left, right) && g_strcmp0(case_end(left), case_end(right)) == 0;
}

GHashTable *
case_kinds_new(GDestroyNotify free_case)
{
    return g_hash_table_new_full(hash_of_case, are_alike, free_case, NULL);
}

report_case
case_of_attempt(const attempt *attempt)
{
    guint32 frame = 0;
    const diagnosis *result = attempt_failure(attempt, &frame);

    return (report_case){ .transaction = attempt->decisive,
                          .result = result,
                          .repeated = result != attempt->repeated ? attempt->repeated : NULL,
                          .begin = attempt->begin,
                          .kind = attempt_kind_of(attempt),
                          .first_frame = attempt->first_frame,
                          .frame = frame,
                          .repeated_frame = attempt->repeated_frame,
                          .refusals = attempt->refusals,
                          .folded = 1,
                          .last_frame = frame };
}

report_case
case_of_unanswered(const sip_transaction *transaction, const diagnosis *why)
{
    return (report_case){ .transaction = transaction,
                          .result = why,
                          .begin = transaction->request.time,
                          .kind = ATTEMPT_REQUEST,
                          .first_frame = transaction->request.frame,
                          .frame = transaction->request.frame,
                          .transmissions = transaction->transmissions,
                          .folded = 1,
                          .last_frame = transaction->request.last_frame };
}

/* True if the request got no response and is worth to be looked at: a CANCEL is lost where its INVITE is. */
static bool
is_left_alone(const sip_transaction *transaction)
{
    const sip_progress *progress = transaction_progress(transaction);

    if (!transaction_is_silent(transaction) || (progress->cancelled != NULL && transaction_is_silent(progress->cancelled))) {
        return false;
    }
    return transaction->transmissions >= UNANSWERED_TRANSMISSIONS || progress->icmp_frame != 0 || transaction->request.is_stream ||
           endpoint_silent_run(transaction) != NULL;
}

bool
case_is_unanswered(const sip_transaction *transaction)
{
    if (!is_left_alone(transaction)) {
        return false;
    }
    const sip_transaction *hop = hops_next(transaction, transaction);
    while (hop != NULL && !is_left_alone(hop)) {
        hop = hops_next(transaction, hop);
    }
    return hop == NULL;
}
