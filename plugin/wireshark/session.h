/* session.h
 * Which state a session of Wireshark has: the time from opening a capture, or reading it anew, until it is closed.
 *
 * Wireshark's windows, and sharkd, reset all listeners of taps when they begin with a capture. tshark -M and each new file of a ring
 * buffer begin a new session without that: listeners are to take it for the same capture, so its state goes on.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SESSION_H
#define SIPEXPERT_SESSION_H

#include "capture_state.h"

/** Follows Wireshark's sessions; call once. `tap_sipexpert` is the tap that publishes annotations. */
void session_register(int tap_sipexpert);

/** Notes that listeners were reset: what they hear from now on is another capture's. */
void session_listeners_were_reset(void);

/**
 * Notes that Wireshark dissects a frame of the session, for the first time or again. A number that comes a second time for the first time shows that
 * a read filter took frames out.
 */
void session_note_frame(guint32 number, bool is_first);

/** Forgets what is known of the capture: the session begins with a new state. */
void session_begin_anew(void);

/**
 * Begins with a state that knows nothing, but for the one so far, to which calls go on that it knows. The one before that is forgotten. `frame`
 * is the number of the first frame that the new state gets.
 */
void session_turn_over(guint32 frame);

/** Returns the state of the session, which is a new one if there is none yet. It belongs to the session, until that ends. */
capture_state *session_state(void);

/** The state of the session, or the one that it goes on with; NULL if there is none yet. */
capture_state *session_known_state(void);

#endif
