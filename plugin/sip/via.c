/* via.c
 * The values of Via; see via.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "via.h"

bool
sip_message_via(const sip_message *message, unsigned position, sip_via *via)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text value = { NULL, 0 };

    for (unsigned i = 0; i <= position; i++) {
        if (!sip_message_next_value(message, SIP_HEADER_VIA, &values, &value)) {
            return false;
        }
    }
    via->sent_by = sip_via_sent_by(value);
    via->branch = sip_text_parameter(value, "branch");
    return true;
}
