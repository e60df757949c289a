/* observations.h
 * Observations: facts that the packets prove, found without regard to what a code usually means, and shown as evidence.
 *
 * Each is a small function over the response, its request and the state of the call, which adds a fact of the kind OBSERVED_... if it holds.
 * order.c asks them before the rules that use them, for the responses that they may explain, so that they cost nothing in calls that go
 * well; finding_has() tells a rule what was observed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_OBSERVATIONS_H
#define SIPEXPERT_OBSERVATIONS_H

#include "finding.h"

/* dialog.c */
/** A request in a dialog whose set-up was not seen. */
void observe_unseen_dialog(finding *found);

#endif
