/* stated.h
 * What the sender of a failure states in words: in Warning, Reason, a header of its own or the phrase. See finding_topic() and
 * finding_stated().
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_STATED_H
#define SIPEXPERT_STATED_H

#include "finding.h"

/**
 * Steps through the headers of the response in which products state a reason, though no RFC defines them. Begin with *rest all zero; *name is
 * the one that was sent. Returns false after the last.
 */
bool stated_next_header(const finding *found, sip_text *rest, sip_text *name, sip_text *value);

#endif
