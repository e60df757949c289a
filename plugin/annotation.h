/* annotation.h
 * What the plugin has to say of one SIP response. Made once, when the frame is analysed, and rendered at every dissection.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_ANNOTATION_H
#define SIPEXPERT_ANNOTATION_H

#include "catalog.h"

/** The annotations of a frame form a list in the order of its responses. */
typedef struct annotation {
    struct annotation *next;
    int code;                  /**< the status code as sent */
    const catalog_code *entry; /**< never NULL; belongs to the catalog */
} annotation;

#endif
