/* annotation.h
 * What the plugin has to say of one SIP response. Made once, when the frame is analysed, and rendered at every dissection.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ANNOTATION_H
#define SIPEXPERT_ANNOTATION_H

#include "diagnosis.h"

/** The annotations of a frame form a list in the order of its responses. */
typedef struct annotation {
    struct annotation *next;
    const diagnosis *diagnosis; /**< never NULL */
} annotation;

#endif
