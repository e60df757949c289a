/* topics.c
 * What the words of a sender are about; see catalog.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "data.h"

catalog_topic
catalog_topic_of(const char *text, size_t size)
{
    return (catalog_topic)words_in(catalog_data_topics, text, size);
}

bool
catalog_is_unspecific(const char *text, size_t size)
{
    return words_are(catalog_data_unspecific, text, size);
}
