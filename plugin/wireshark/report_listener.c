/* report_listener.c
 * Collects what the tap "sipexpert" publishes for a report; see report_listener.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "report_listener.h"

#include "annotation.h"
#include "language.h"

struct report_listener {
    report *collected;
    GHashTable *states; /* a set: those that own what the report points to */
    bool was_reset;
};

static void
unref_state(gpointer state)
{
    capture_state_unref(state);
}

static void
begin(report_listener *listener)
{
    listener->collected = report_new();
    listener->states = g_hash_table_new_full(NULL, NULL, unref_state, NULL);
}

static void
end(report_listener *listener)
{
    report_free(listener->collected);
    g_hash_table_destroy(listener->states);
}

report_listener *
report_listener_new(void)
{
    report_listener *listener = g_new0(report_listener, 1);

    begin(listener);
    return listener;
}

void
report_listener_free(report_listener *listener)
{
    end(listener);
    g_free(listener);
}

void
report_listener_reset(void *data)
{
    report_listener *listener = data;

    end(listener);
    begin(listener);
    listener->was_reset = true;
}

bool
report_listener_was_reset(const report_listener *listener)
{
    return listener->was_reset;
}

tap_packet_status
report_listener_packet(void *data, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *tapped, tap_flags_t flags _U_)
{
    report_listener *listener = data;
    const annotation *ann = tapped;

    if (ann->transaction != NULL && ann->state != NULL) {
        if (!g_hash_table_contains(listener->states, ann->state)) {
            g_hash_table_add(listener->states, capture_state_ref(ann->state));
        }
        report_add(listener->collected, ann->transaction, ann->diagnosis, ann->time);
    } else if (ann->diagnosis != NULL) {
        report_add_unassigned(listener->collected);
    }
    return TAP_PACKET_REDRAW;
}

static GString *
written(const report_listener *listener, void (*write)(const report_summary *, const catalog *, GString *))
{
    report_summary *summary = report_summarise(listener->collected, language_catalog());
    GString *text = g_string_new(NULL);

    write(summary, language_catalog(), text);
    report_summary_free(summary);
    return text;
}

GString *
report_listener_text(const report_listener *listener)
{
    return written(listener, report_write_text);
}

GString *
report_listener_json(const report_listener *listener)
{
    return written(listener, report_write_json);
}
