/* report_window.c
 * The report of the open capture in a window, or in a browser; see report_window.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report_window.h"

#include "browser.h"
#include "compat.h"
#include "report_listener.h"
#include "text_window.h"

#include <string.h>

#include <epan/funnel.h>

#define WINDOW_TITLE "SIP Expert Report"
#define NO_CAPTURE "No capture is open, or Wireshark is still reading it.\n"

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
    char *text = g_strdup_printf("No report with this display filter:\n%s\n\n%s\n", filter, fault);

    text_window_show(WINDOW_TITLE, text);
    g_free(text);
}

/* Shows what a listener has collected with that filter, which may be empty. */
typedef void (*shower)(const report_listener *listener, const char *filter);

static void
show_as_text(const report_listener *listener, const char *filter)
{
    GString *text = report_listener_write(listener, report_write_text);

    if (*filter != '\0') {
        char *head = g_strdup_printf("Calls and requests with a message that fits the display filter:\n%s\n\n", filter);
        g_string_prepend(text, head);
        g_free(head);
    }
    text_window_show(WINDOW_TITLE, text->str);
    g_string_free(text, TRUE);
}

static void
show_in_browser(const report_listener *listener, const char *filter _U_)
{
    GString *page = report_listener_write(listener, report_write_html);
    GError *error = browser_show(page);

    if (error != NULL) {
        char *text = g_strdup_printf("The report cannot be written to a file: %s\n", error->message);
        text_window_show(WINDOW_TITLE, text);
        g_free(text);
        g_error_free(error);
    }
    g_string_free(page, TRUE);
}

/* Reads the capture through and shows what the filter lets pass. */
static void
report_with(const char *filter, shower show)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    report_listener *listener = report_listener_new(show == show_in_browser);
    GString *error = report_listener_start(listener, *filter != '\0' ? filter : NULL, NULL, NULL);

    if (error != NULL) {
        show_filter_fault(filter, error->str);
        g_string_free(error, TRUE);
    } else {
        ops->retap_packets(ops->ops_id);
        report_listener_stop(listener);
        if (report_listener_was_reset(listener)) {
            show(listener, filter);
        } else {
            text_window_show(WINDOW_TITLE, NO_CAPTURE);
        }
    }
    report_listener_free(listener);
}

/* With the display filter of the toolbar. */
static void
report_on_capture(shower show)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    const char *current = ops->get_filter(ops->ops_id);
    /* While the capture is read, Wireshark handles events, and the user may type. */
    char *filter = g_strdup(current != NULL ? current : "");

    if (lacks_selection(filter)) {
        show_filter_fault(filter, SELECTION_UNKNOWN);
    } else {
        report_with(filter, show);
    }
    g_free(filter);
}

void
report_window_show(void *unused _U_)
{
    report_on_capture(show_as_text);
}

void
report_window_show_in_browser(void *unused _U_)
{
    report_on_capture(show_in_browser);
}
