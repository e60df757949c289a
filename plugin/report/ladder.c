/* ladder.c
 * The ladder of a failure; see ladder.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "ladder.h"

#include "hops.h"
#include "icmp.h"
#include "ladder_elements.h"
#include "text_clean.h"

#include <string.h>

/* So many requests of one kind before the one that failed are looked through for those that lead to it. */
#define MAX_ROUNDS 8
/* So many calls with the same Call-ID are looked through. Of one that has more few messages are kept. */
#define MAX_LATER 4096

/* Which messages a case is about. */
typedef struct {
    const sip_transaction *top;               /* of its request */
    const attempt *attempt;                   /* of its registration; NULL for all others */
    const sip_transaction *round[MAX_ROUNDS]; /* the requests that were challenged before it */
    guint32 begin;                            /* of its call: no frame before this one */
    guint32 end;                              /* nor this one or one after it */
    bool is_call;                             /* all of the call, whatever the request */
} scope;

/* Messages that were not kept. */
typedef struct gap {
    guint32 count;
    guint32 after; /* the frame before them */
    guint32 end;   /* the last one's frame */
} gap;

/*
 * The latest call of that Call-ID which begins at that frame or before it; NULL if there is none, or if too many came after it. *next becomes
 * the one after it.
 */
static const attempt *
call_at(const sip_call *call, guint32 frame, const attempt **next)
{
    const attempt *found = call->attempts;

    *next = NULL;
    for (unsigned i = 0; i < MAX_LATER && found != NULL; i++) {
        if (attempt_is_call(found) && found->first_frame <= frame) {
            return found;
        }
        *next = attempt_is_call(found) ? found : *next;
        found = found->before;
    }
    return NULL;
}

static void
set_call(scope *scope, const report_case *this_case)
{
    const attempt *next;
    const attempt *call = call_at(call_first_leg(this_case->transaction->call), this_case->first_frame, &next);

    scope->is_call = true;
    scope->begin = call != NULL ? call->first_frame : 0;
    scope->end = next != NULL ? next->first_frame : G_MAXUINT32;
}

/* The request that the client repeated with credentials, or after other complaints, as the transaction; NULL if it is not in the entries. */
static const sip_transaction *
round_before(const GArray *entries, const sip_transaction *transaction)
{
    for (guint i = 0; i < entries->len; i++) {
        const sip_transaction *before = g_array_index(entries, ladder_entry, i).transaction;
        if (before != NULL && sip_is_challenge(before->final.status) && before->request.cseq + 1 == transaction->request.cseq &&
            strcmp(before->method, transaction->method) == 0 &&
            g_strcmp0(before->request.from_tag, transaction->request.from_tag) == 0) {
            return transaction_top(before);
        }
    }
    return NULL;
}

static scope
scope_of(const report_case *this_case, const GArray *entries)
{
    const sip_transaction *transaction = this_case->transaction;
    scope scope = { .top = transaction_top(transaction), .end = G_MAXUINT32 };

    if (transaction_is_of(transaction, "INVITE") || transaction->request.in_dialog || this_case->kind == ATTEMPT_IN_CALL ||
        this_case->kind == ATTEMPT_CALL) {
        set_call(&scope, this_case);
    } else if (transaction_is_of(transaction, "REGISTER")) {
        scope.attempt = scope.top->attempt;
    } else {
        const sip_transaction *round = scope.top;
        for (guint i = 0; i < MAX_ROUNDS && (round = round_before(entries, round)) != NULL; i++) {
            scope.round[i] = round;
        }
    }
    return scope;
}

/* True if the message came in the call: with its request, or by itself if that is not in the capture. */
static bool
is_in_call(const scope *scope, const ladder_entry *entry)
{
    const guint32 request_frame = entry->transaction != NULL ? entry->transaction->request.frame : 0;
    const guint32 frame = request_frame != 0 ? request_frame : entry->frame;

    return frame >= scope->begin && frame < scope->end;
}

static bool
is_within(const scope *scope, const ladder_entry *entry)
{
    if (scope->is_call) {
        return is_in_call(scope, entry);
    }
    const sip_transaction *top = entry->transaction != NULL ? transaction_top(entry->transaction) : NULL;
    bool found = top == scope->top || (top != NULL && scope->attempt != NULL && top->attempt == scope->attempt);
    for (guint i = 0; !found && i < MAX_ROUNDS && scope->round[i] != NULL; i++) {
        found = top == scope->round[i];
    }
    return found;
}

static gint
compare_entries(gconstpointer a, gconstpointer b)
{
    const ladder_entry *left = a;
    const ladder_entry *right = b;

    return left->frame < right->frame ? -1 : left->frame > right->frame;
}

/* What messages of one transaction have in common. */
static gconstpointer
transaction_of(const ladder_entry *entry)
{
    return entry->transaction != NULL ? (gconstpointer)entry->transaction : entry->unkeyed;
}

/* All that was kept of the legs of a call, ladder_entry in the order of the capture, and what is not among it. */
static GArray *
entries_of(const ladder_log *log, const sip_call *call, gap *gap)
{
    GArray *entries = g_array_new(FALSE, FALSE, sizeof(ladder_entry));

    *gap = (struct gap){ .count = 0 };
    for (const sip_call *leg = call_first_leg(call); log != NULL && leg != NULL; leg = call_next_leg(leg)) {
        const ladder_call *kept = ladder_log_find(log, leg);
        if (kept == NULL) {
            continue;
        }
        g_array_append_vals(entries, kept->entries->data, kept->entries->len);
        if (kept->left_out > 0) {
            gap->count += kept->left_out;
            gap->after = g_array_index(kept->entries, ladder_entry, LADDER_LOG_EDGE - 1).frame;
            gap->end = kept->left_out_end;
        }
    }
    g_array_sort(entries, compare_entries);
    return entries;
}

/* The place of a pointer among those before, counted from 1; it is added if it is new. */
static guint
number_of(GPtrArray *known, gconstpointer pointer)
{
    guint index;

    if (!g_ptr_array_find(known, pointer, &index)) {
        index = known->len;
        g_ptr_array_add(known, (gpointer)pointer);
    }
    return index + 1;
}

/* What a proxy makes itself, as the ACK to all but a 2xx (RFC 3261 16.7), has one Via. */
static bool
is_relay(const ladder_entry *entry)
{
    const sip_transaction *transaction = entry->transaction;

    if (transaction == NULL) {
        return false;
    }
    const bool is_sent_on = transaction->parent != NULL && !transaction->is_other_call;
    switch (entry->kind) {
    case LADDER_RESPONSE:
        return entry->unkeyed == NULL && hops_go_on(transaction) &&
               diagnosis_of_origin(transaction, entry->diagnosis)->origin_frame != entry->frame;
    case LADDER_REQUEST:
        return is_sent_on;
    case LADDER_ACK:
        return is_sent_on && entry->unkeyed->vias >= transaction->request.vias;
    case LADDER_ICMP:
        return false;
    }
    return false;
}

static bool
is_in_frame(const ladder_entry *entry, guint32 frame)
{
    return entry->frame <= frame && frame <= entry->last_frame;
}

static bool
may_be_failure(const report_case *this_case, const ladder_entry *entry)
{
    const int code = this_case->result->code;

    return entry->transaction == this_case->transaction && entry->unkeyed == NULL && is_in_frame(entry, this_case->frame) &&
           (code == 0 ? entry->kind == LADDER_REQUEST : entry->kind == LADDER_RESPONSE && entry->diagnosis->code == code);
}

/* The message that the case is about; NULL if it was not kept. Responses of several dialogs may come in turn. */
static const ladder_entry *
failure_of(const report_case *this_case, const GArray *entries)
{
    const ladder_entry *found = NULL;

    for (guint i = 0; i < entries->len; i++) {
        const ladder_entry *entry = &g_array_index(entries, ladder_entry, i);
        if (may_be_failure(this_case, entry) && (found == NULL || entry->frame == this_case->frame)) {
            found = entry;
        }
    }
    return found;
}

static bool
is_origin(const report_case *this_case, const ladder_entry *entry)
{
    const diagnosis *result = this_case->result;
    const diagnosis *origin = diagnosis_of_origin(this_case->transaction, result);

    return result->code != 0 && entry->frame == origin->origin_frame && strcmp(entry->from, origin->origin) == 0;
}

static void
add_messages(ladder *ladder, const report_case *this_case, const GArray *entries, const gap *gap)
{
    const scope scope = scope_of(this_case, entries);
    const ladder_entry *failure = failure_of(this_case, entries);
    GPtrArray *legs = g_ptr_array_new();
    GPtrArray *transactions = g_ptr_array_new();

    for (guint i = 0; i < entries->len; i++) {
        const ladder_entry *entry = &g_array_index(entries, ladder_entry, i);
        if (is_within(&scope, entry)) {
            const ladder_message message = { .entry = *entry,
                                             .leg = number_of(legs, ladder_entry_call(entry)),
                                             .transaction = number_of(transactions, transaction_of(entry)),
                                             .is_relay = is_relay(entry),
                                             .mark = entry == failure              ? LADDER_FAILURE
                                                     : is_origin(this_case, entry) ? LADDER_ORIGIN
                                                                                   : LADDER_UNMARKED };
            g_array_append_val(ladder->messages, message);
            ladder->left_out_at += entry->frame <= gap->after ? 1 : 0;
        }
    }
    ladder->left_out = scope.is_call && gap->end >= scope.begin && gap->after < scope.end ? gap->count : 0;
    g_ptr_array_free(transactions, TRUE);
    g_ptr_array_free(legs, TRUE);
}

ladder *
ladder_of_case(const report_summary *summary, const report_case *this_case)
{
    ladder *ladder = g_new0(struct ladder, 1);
    gap gap;
    GArray *entries = entries_of(summary->messages, this_case->transaction->call, &gap);

    ladder->messages = g_array_new(FALSE, FALSE, sizeof(ladder_message));
    add_messages(ladder, this_case, entries, &gap);
    ladder_find_elements(ladder);
    g_array_unref(entries);
    return ladder;
}

void
ladder_free(ladder *ladder)
{
    g_ptr_array_unref(ladder->elements);
    g_array_unref(ladder->messages);
    g_free(ladder);
}

guint32
ladder_cseq(const ladder_message *message)
{
    const ladder_entry *entry = &message->entry;

    return entry->unkeyed != NULL ? entry->unkeyed->cseq : entry->transaction->request.cseq;
}

static const char *
name_of_error(const ladder_entry *entry)
{
    const sip_progress *progress = transaction_progress(entry->transaction);
    const char *name = progress->icmp_frame == entry->frame ? icmp_name(&progress->icmp) : NULL;

    return name != NULL ? name : "error";
}

char *
ladder_what(const ladder_message *message)
{
    const ladder_entry *entry = &message->entry;

    switch (entry->kind) {
    case LADDER_RESPONSE:
        return g_strdup_printf("%03d %s%s", entry->diagnosis->code, entry->diagnosis->entry->phrase,
                               entry->unkeyed != NULL ? ", no Via" : "");
    case LADDER_ACK:
        return g_strdup("ACK");
    case LADDER_ICMP:
        return g_strdup_printf("ICMP %s", name_of_error(entry));
    case LADDER_REQUEST:
        return text_cleaned(entry->transaction->method);
    }
    return NULL;
}

char *
ladder_address(const char *address)
{
    const char *colon = strrchr(address, ':');

    return colon != NULL && strcmp(colon, ":0") == 0 ? g_strndup(address, (gsize)(colon - address)) : g_strdup(address);
}
