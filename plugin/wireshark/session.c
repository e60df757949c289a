/* session.c
 * Which state a session has; see session.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "session.h"

#include <epan/packet.h>
#include <epan/tap.h>

static int tap_sipexpert;
static capture_state *current;   /* of the session that is open; NULL until it is needed */
static capture_state *set_aside; /* of the session before, if listeners take this one for the same capture */
static bool is_heard;            /* listeners may have heard of the state since they were reset */
static guint32 frame_count;      /* of the session that is open */

void
session_begin_anew(void)
{
    g_clear_pointer(&current, capture_state_unref);
}

void
session_listeners_were_reset(void)
{
    g_clear_pointer(&set_aside, capture_state_unref);
    is_heard = false;
    /* All frames are about to come once more, also those that are forgotten. */
    if (current != NULL && current->first_frame != 0) {
        session_begin_anew();
    }
}

/* What was counted in frames that are gone is good for nothing. */
void
session_note_frame(guint32 number, bool is_first)
{
    if (is_first && number <= frame_count && current != NULL) {
        current->lacks_frames = true;
    }
    frame_count = MAX(frame_count, number);
}

capture_state *
session_state(void)
{
    if (current == NULL) {
        current = set_aside != NULL ? g_steal_pointer(&set_aside) : capture_state_new();
    }
    is_heard = true;
    return current;
}

capture_state *
session_known_state(void)
{
    return current == NULL && set_aside == NULL ? NULL : session_state();
}

void
session_turn_over(guint32 frame)
{
    capture_state *next = capture_state_new();

    next->frames_before = current->frames_before;
    next->first_frame = next->frames_before + frame;
    g_clear_pointer(&current->before, capture_state_unref);
    /* Packets of media count for the calls of the new state only. */
    current->lacks_frames = true;
    next->before = current;
    current = next;
}

static void
end_session(void)
{
    if (current != NULL && is_heard && have_tap_listener(tap_sipexpert)) {
        set_aside = g_steal_pointer(&current);
    }
    g_clear_pointer(&current, capture_state_unref);
    for (capture_state *state = set_aside; state != NULL; state = state->before) {
        state->frames_before += frame_count;
    }
    frame_count = 0;
}

static void
shut_down(void)
{
    g_clear_pointer(&set_aside, capture_state_unref);
}

void
session_register(int tap)
{
    tap_sipexpert = tap;
    register_cleanup_routine(end_session);
    register_shutdown_routine(shut_down);
}
