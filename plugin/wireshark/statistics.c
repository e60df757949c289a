/* statistics.c
 * Statistics over the annotations; see statistics.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "statistics.h"

#include "annotation.h"
#include "compat.h"
#include "report.h"
#include "sip_frames.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <epan/packet.h>
#include <epan/stat_tap_ui.h>
#include <epan/stats_tree.h>
#include <epan/tap.h>

static const catalog *texts;

static int node_classes = -1;
static int node_codes = -1;
static int node_verdicts = -1;

void
statistics_use_catalog(const catalog *knowledge)
{
    texts = knowledge;
}

static void
tree_init(stats_tree *tree)
{
    node_classes = stats_tree_create_pivot(tree, "SIP responses by class", 0);
    node_codes = stats_tree_create_pivot(tree, "SIP responses by code", 0);
    node_verdicts = stats_tree_create_pivot(tree, "SIP responses by verdict", 0);
}

static tap_packet_status
tree_packet(stats_tree *tree, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    const annotation *note = data;
    const diagnosis *found = note->diagnosis;
    char id[16];
    char *code;

    if (found == NULL) {
        return TAP_PACKET_DONT_REDRAW;
    }
    code = g_strdup_printf("%03d %s", found->code, found->entry->phrase);
    stats_tree_tick_pivot(tree, node_classes, *found->entry->class_name != '\0' ? found->entry->class_name : found->entry->phrase);
    stats_tree_tick_pivot(tree, node_codes, code);
    stats_tree_tick_pivot(tree, node_verdicts, diagnosis_id(found, id, sizeof id));
    g_free(code);
    return TAP_PACKET_REDRAW;
}

static tap_packet_status
report_packet(void *listener, packet_info *pinfo, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    report **collected = listener;
    const annotation *note = data;

    if (note->transaction != NULL && note->is_kept) {
        report_add(*collected, note->transaction, note->diagnosis, pinfo->num, sip_frames_time(pinfo));
    } else if (note->diagnosis != NULL) {
        report_add_unassigned(*collected);
    }
    return TAP_PACKET_REDRAW;
}

static void
report_reset(void *listener)
{
    report **collected = listener;

    report_free(*collected);
    *collected = report_new();
}

static void
report_print(const report *collected, bool as_json)
{
    report_summary *summary = report_summarise(collected);
    GString *text = g_string_new(NULL);

    if (as_json) {
        report_write_json(summary, texts, text);
    } else {
        report_write_text(summary, texts, text);
    }
    (void)fputs(text->str, stdout);
    g_string_free(text, TRUE);
    report_summary_free(summary);
}

static void
report_draw_text(void *listener)
{
    report_print(*(report **)listener, false);
}

static void
report_draw_json(void *listener)
{
    report_print(*(report **)listener, true);
}

static void
report_finish(void *listener)
{
    report **collected = listener;

    report_free(*collected);
    g_free(collected);
}

/* As tshark's own statistics do when their argument is wrong. */
G_GNUC_NORETURN static void
refuse(const char *argument, const char *fault)
{
    g_printerr("tshark: -z %s: %s\n", argument, fault);
    exit(1);
}

/* Behind the command stands nothing, or a comma and a display filter. */
static void
listen(const char *argument, const char *command, tap_draw_cb draw)
{
    const char *rest = argument + strlen(command);
    report **collected;
    GString *error;

    if (*rest != '\0' && *rest != ',') {
        refuse(argument, "invalid argument");
    }
    collected = g_new(report *, 1);
    *collected = report_new();
    error = register_tap_listener(SIPEXPERT_TAP, collected, *rest == ',' ? rest + 1 : NULL, 0, report_reset, report_packet, draw,
                                  report_finish);
    if (error != NULL) {
        refuse(argument, error->str);
    }
}

static compat_started
listen_for_text(const char *argument, void *data)
{
    listen(argument, data, report_draw_text);
    COMPAT_RETURN_STARTED;
}

static compat_started
listen_for_json(const char *argument, void *data)
{
    listen(argument, data, report_draw_json);
    COMPAT_RETURN_STARTED;
}

static stat_tap_ui text_ui = { REGISTER_STAT_GROUP_GENERIC, NULL, "sipexpert,report", listen_for_text, 0, NULL };
static stat_tap_ui json_ui = { REGISTER_STAT_GROUP_GENERIC, NULL, "sipexpert,json", listen_for_json, 0, NULL };

void
register_tap_listener_sipexpert(void)
{
    stats_tree_register_plugin(SIPEXPERT_TAP, "sipexpert", "SIP Response Diagnosis", 0, tree_packet, tree_init, NULL);
    register_stat_tap_ui(&text_ui, (void *)text_ui.cli_string);
    register_stat_tap_ui(&json_ui, (void *)json_ui.cli_string);
}
