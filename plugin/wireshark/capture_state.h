/* capture_state.h
 * What is known of a capture: it grows with each frame that is analysed.
 *
 * It is counted, because whoever collects annotations may need them longer than Wireshark's session with the capture lasts: tshark -M
 * and each new file of a ring buffer begin a new session without a word to those who collect.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CAPTURE_STATE_H
#define SIPEXPERT_CAPTURE_STATE_H

#include "addresses.h"
#include "arena.h"
#include "frame_log.h"
#include "media_table.h"
#include "transaction.h"
#include "user_table.h"

typedef struct capture_state {
    struct capture_state *before; /**< what is still remembered of earlier calls, see session_turn_over(); NULL if there is none */
    transaction_table *transactions;
    arena *memory;     /**< of diagnoses and annotations */
    frame_log *frames; /**< the first annotation of each; numbers go on over all sessions that share the state */
    frame_log
        *requests; /**< of frames that hold a request and nothing else its transaction, from which the annotation is made anew */
    address_names *addresses;
    GHashTable *user_entries; /**< a set: those that annotations point to */
    media_table *media;       /**< NULL as long as no call names any */
    guint32 frames_before;    /**< frames of the sessions that had this state before */
    guint32 first_frame;      /**< what came before it, counted in the same way, is forgotten; 0 if nothing is */
    guint32 last_found;       /**< the latest frame whose messages were searched for in its bytes; 0 if none */
    bool is_filtered;         /**< frames are missing that were dissected, as a read filter took them out */
    bool lacks_frames;        /**< the same, whatever these frames held: what was counted of media is wrong */
    bool has_gaps;            /**< there are responses that no request can be found for, or messages that were not found */
} capture_state;

/** Returns a state that knows nothing yet, for capture_state_unref(). */
capture_state *capture_state_new(void);

capture_state *capture_state_ref(capture_state *state);

/** Frees the state and all that came from it with the last reference. */
void capture_state_unref(capture_state *state);

/** The state that knows the call of a message: the one before if it does, otherwise this one. */
capture_state *capture_state_for(capture_state *state, const sip_message *message);

/** The user's explanation of a response, which lives as long as the state; NULL if there is none. */
const user_entry *capture_state_user_entry(capture_state *state, const sip_message *response);

#endif
