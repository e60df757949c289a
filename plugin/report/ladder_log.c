/* ladder_log.c
 * The messages of calls; see ladder_log.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "ladder_log.h"

#include "attempt.h"

/* A call with its place among those that were active last. */
typedef struct {
    ladder_call call;
    const sip_call *first_leg;
    GList place; /* its data is NULL when it is not there */
} logged_call;

struct ladder_log {
    GHashTable *calls; /* sip_call -> logged_call */
    GQueue active;     /* of logged_call, the latest first */
    ladder_log_judge is_wanted;
    void *user_data;
};

static void
free_call(gpointer data)
{
    logged_call *logged = data;

    g_array_unref(logged->call.entries);
    g_free(logged);
}

ladder_log *
ladder_log_new(ladder_log_judge is_wanted, void *user_data)
{
    ladder_log *log = g_new0(ladder_log, 1);

    log->calls = g_hash_table_new_full(NULL, NULL, NULL, free_call);
    log->is_wanted = is_wanted;
    log->user_data = user_data;
    return log;
}

void
ladder_log_free(ladder_log *log)
{
    g_hash_table_destroy(log->calls);
    g_free(log);
}

static void
settle_oldest(ladder_log *log)
{
    logged_call *oldest = g_queue_peek_tail(&log->active);

    g_queue_unlink(&log->active, &oldest->place);
    oldest->place.data = NULL;
    if (!log->is_wanted(&oldest->call, log->user_data)) {
        g_hash_table_remove(log->calls, oldest->first_leg);
    }
}

static logged_call *
call_to_log(ladder_log *log, const sip_call *first_leg)
{
    logged_call *logged = g_hash_table_lookup(log->calls, first_leg);

    if (logged == NULL) {
        logged = g_new0(logged_call, 1);
        logged->call.entries = g_array_new(FALSE, FALSE, sizeof(ladder_entry));
        logged->first_leg = first_leg;
        g_hash_table_insert(log->calls, (gpointer)first_leg, logged);
    }
    if (logged->place.data != NULL) {
        g_queue_unlink(&log->active, &logged->place);
    } else if (g_queue_get_length(&log->active) == LADDER_LOG_CALLS) {
        settle_oldest(log);
    }
    logged->place.data = logged;
    g_queue_push_head_link(&log->active, &logged->place);
    return logged;
}

static bool
are_same_unkeyed(const sip_unkeyed *left, const sip_unkeyed *right)
{
    return left != NULL && right != NULL ? left->call == right->call && left->cseq == right->cseq : left == right;
}

/* True if both are the same message, or responses of one dialog. */
static bool
are_alike(const ladder_entry *left, const ladder_entry *right)
{
    return left->transaction == right->transaction && left->kind == right->kind && left->from == right->from &&
           left->to == right->to && are_same_unkeyed(left->unkeyed, right->unkeyed) && g_strcmp0(left->to_tag, right->to_tag) == 0;
}

/* What is captured twice may come behind the next one. */
static bool
is_duplicate(const ladder_entry *before, const ladder_entry *entry)
{
    return entry->time - before->last_time <= TRANSACTION_DUPLICATE_WITHIN;
}

/* The entry that the message repeats; NULL if it is none of these. A response after another one, as 180 after 183, says something new. */
static ladder_entry *
find_repeated(const ladder_call *call, const ladder_entry *entry)
{
    bool is_news = false;

    for (guint i = call->entries->len; i-- > 0;) {
        ladder_entry *before = &g_array_index(call->entries, ladder_entry, i);
        if (!are_alike(before, entry)) {
            continue;
        }
        if (entry->diagnosis == NULL || before->diagnosis->code == entry->diagnosis->code) {
            return is_news && !is_duplicate(before, entry) ? NULL : before;
        }
        is_news = true;
    }
    return NULL;
}

static void
count_repetition(ladder_entry *repeated, const ladder_entry *entry)
{
    if (!is_duplicate(repeated, entry)) {
        repeated->count++;
        repeated->last_time = entry->time;
        repeated->last_frame = entry->frame;
    }
}

/* True for a refresh, a ping or the like that is over and of which nobody needs to know more. */
static bool
is_settled(const ladder_entry *entry)
{
    const sip_transaction *transaction = entry->transaction;
    const attempt *attempt = transaction != NULL ? transaction_top(transaction)->attempt : NULL;

    return transaction != NULL && sip_answer_is_there(&transaction->final) && !transaction->request.in_dialog &&
           !transaction_is_of(transaction, "INVITE") && !transaction_is_of(transaction, "CANCEL") &&
           (attempt == NULL || (attempt->result != NULL && !attempt_has_failed(attempt)));
}

static void
remove_settled(GArray *entries)
{
    guint kept = 0;

    for (guint i = 0; i < entries->len; i++) {
        const ladder_entry *entry = &g_array_index(entries, ladder_entry, i);
        if (!is_settled(entry)) {
            g_array_index(entries, ladder_entry, kept++) = *entry;
        }
    }
    g_array_set_size(entries, kept);
}

/* True if a case may be about the message: a request that failed, or the response that says so. */
static bool
is_of_failure(const ladder_entry *entry)
{
    const sip_transaction *transaction = entry->transaction;
    const attempt *attempt = transaction != NULL ? transaction_top(transaction)->attempt : NULL;
    guint32 frame;

    return attempt != NULL && attempt_failure(attempt, &frame) != NULL &&
           (entry->kind == LADDER_REQUEST || (entry->frame <= frame && frame <= entry->last_frame));
}

/* The entry between beginning and end that is needed least: the first one, but for some that a case may be about. */
static guint
least_needed(const GArray *entries)
{
    for (guint i = LADDER_LOG_EDGE; i < entries->len; i++) {
        if (!is_of_failure(&g_array_index(entries, ladder_entry, i))) {
            return i;
        }
    }
    return LADDER_LOG_EDGE + LADDER_LOG_EDGE / 2;
}

/* Makes room at the end: what lies between beginning and end goes. */
static void
make_room(ladder_call *call)
{
    if (call->entries->len < 2 * LADDER_LOG_EDGE) {
        return;
    }
    if (call->left_out == 0) {
        remove_settled(call->entries);
    }
    if (call->entries->len == 2 * LADDER_LOG_EDGE) {
        const guint gone = least_needed(call->entries);
        const ladder_entry *entry = &g_array_index(call->entries, ladder_entry, gone);
        call->left_out += entry->count;
        call->left_out_end = MAX(call->left_out_end, entry->last_frame);
        g_array_remove_index(call->entries, gone);
    }
}

void
ladder_log_add(ladder_log *log, const ladder_entry *entry)
{
    logged_call *logged = call_to_log(log, call_first_leg(ladder_entry_call(entry)));
    ladder_entry *repeated = find_repeated(&logged->call, entry);

    if (repeated != NULL) {
        count_repetition(repeated, entry);
        return;
    }
    ladder_entry first = *entry;
    first.last_time = entry->time;
    first.last_frame = entry->frame;
    first.count = 1;
    make_room(&logged->call);
    g_array_append_val(logged->call.entries, first);
}

const ladder_call *
ladder_log_find(const ladder_log *log, const sip_call *first_leg)
{
    const logged_call *logged = g_hash_table_lookup(log->calls, first_leg);

    return logged != NULL ? &logged->call : NULL;
}
