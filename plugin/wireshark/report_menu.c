/* report_menu.c
 * The report of the open capture, from the menu; see report_menu.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report_menu.h"

#include "browser.h"
#include "compat.h"
#include "report_listener.h"

#include <string.h>

#include <epan/funnel.h>
#include <wsutil/report_message.h>

#define NO_CAPTURE "No capture is open, or Wireshark is still reading it."

#define SELECTION_UNKNOWN                                                                                                          \
    "This version of Wireshark does not tell reports which packet is selected. For a filter of its call, right-click the packet: " \
    "Conversation Filter > SIP call, all legs."

/* True if the filter refers to a field of the selected packet, which a report does not get to know in this version. */
static bool
lacks_selection(const char *filter)
{
    if (COMPAT_STATISTICS_KNOW_SELECTION) {
        return false;
    }
    for (const char *at = strstr(filter, "${"); at != NULL; at = strstr(at + 1, "${")) {
        char *name = g_strndup(at + 2, strcspn(at + 2, "}"));
        const bool is_field = proto_registrar_get_byname(name) != NULL;
        g_free(name);
        if (is_field) {
            return true;
        }
    }
    return false;
}

static void
show_filter_fault(const char *filter, const char *fault)
{
    report_failure("No report with this display filter:\n%s\n\n%s", filter, fault);
}

static void
show(const report_listener *listener)
{
    GString *page = report_listener_write(listener, report_write_html);

    browser_show(page);
    g_string_free(page, TRUE);
}

/* Reads the capture through and shows what the filter lets pass. */
static void
report_with(const char *filter)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    report_listener *listener = report_listener_new(true);
    GString *error = report_listener_start(listener, *filter != '\0' ? filter : NULL, NULL, NULL);

    if (error != NULL) {
        show_filter_fault(filter, error->str);
        g_string_free(error, TRUE);
    } else {
        ops->retap_packets(ops->ops_id);
        report_listener_stop(listener);
        if (report_listener_was_reset(listener)) {
            show(listener);
        } else {
            report_failure(NO_CAPTURE);
        }
    }
    report_listener_free(listener);
}

void
report_menu_show(void *unused _U_)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    const char *current = ops->get_filter(ops->ops_id);
    /* While the capture is read, Wireshark handles events, and the user may type. */
    char *filter = g_strdup(current != NULL ? current : "");

    if (lacks_selection(filter)) {
        show_filter_fault(filter, SELECTION_UNKNOWN);
    } else {
        report_with(filter);
    }
    g_free(filter);
}
