/* commands.h
 * The commands of sipcode; see sipcode.1.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_COMMANDS_H
#define SIPEXPERT_COMMANDS_H

#include "output.h"

/** Answers what the words, NULL after the last, ask for. Returns an exit code. */
int commands_run(const catalog *knowledge, char **words, const output *wanted);

#endif
