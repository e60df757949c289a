/* capture_state.c
 * What is known of a capture; see capture_state.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "capture_state.h"

capture_state *
capture_state_new(void)
{
    capture_state *state = g_rc_box_new0(capture_state);

    state->transactions = transaction_table_new();
    state->memory = arena_new();
    state->frames = frame_log_new(state->memory);
    state->requests = frame_log_new(state->memory);
    state->addresses = address_names_new();
    state->user_entries = g_hash_table_new_full(NULL, NULL, user_entry_unref, NULL);
    return state;
}

capture_state *
capture_state_ref(capture_state *state)
{
    return g_rc_box_acquire(state);
}

static void
clear(gpointer data)
{
    capture_state *state = data;

    g_clear_pointer(&state->before, capture_state_unref);
    g_hash_table_destroy(state->user_entries);
    address_names_free(state->addresses);
    g_clear_pointer(&state->media, media_table_free);
    transaction_table_free(state->transactions);
    frame_log_free(state->requests);
    frame_log_free(state->frames);
    arena_free(state->memory);
}

void
capture_state_unref(capture_state *state)
{
    g_rc_box_release_full(state, clear);
}

capture_state *
capture_state_for(capture_state *state, const sip_message *message)
{
    return state->before != NULL && transaction_call_of(state->before->transactions, message) != NULL ? state->before : state;
}

const user_entry *
capture_state_user_entry(capture_state *state, const sip_message *response)
{
    user_entry *entry = user_table_find(response);

    if (entry != NULL && !g_hash_table_contains(state->user_entries, entry)) {
        g_hash_table_add(state->user_entries, user_entry_ref(entry));
    }
    return entry;
}
