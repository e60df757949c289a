/* statistics.c
 * Statistics over the annotations; see statistics.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "statistics.h"

#include "annotation.h"
#include "compat.h"
#include "language.h"
#include "program.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <epan/packet.h>
#include <epan/stat_tap_ui.h>
#include <epan/stats_tree_priv.h>
#include <epan/tap.h>

/* The name of the tree in -z NAME,tree. */
#define TREE "sipexpert"

static int node_classes = -1;
static int node_codes = -1;
static int node_verdicts = -1;

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
    const diagnosis *diag = ((const annotation *)data)->diagnosis;
    char id[16];
    char *code;

    if (diag == NULL) {
        return TAP_PACKET_DONT_REDRAW;
    }
    code = g_strdup_printf("%03d %s", diag->code, diag->entry->phrase);
    stats_tree_tick_pivot(tree, node_classes, *diag->entry->class_name != '\0' ? diag->entry->class_name : diag->entry->phrase);
    stats_tree_tick_pivot(tree, node_codes, code);
    stats_tree_tick_pivot(tree, node_verdicts, diagnosis_id(diag, id, sizeof id));
    g_free(code);
    return TAP_PACKET_REDRAW;
}

/* What one -z collects. */
typedef struct {
    report *collected;
    GHashTable *states; /* a set: those that own what the report points to */
} report_listener;

static void
unref_state(gpointer state)
{
    capture_state_unref(state);
}

static void
begin_report(report_listener *listener)
{
    listener->collected = report_new();
    listener->states = g_hash_table_new_full(NULL, NULL, unref_state, NULL);
}

static void
end_report(report_listener *listener)
{
    report_free(listener->collected);
    g_hash_table_destroy(listener->states);
}

static tap_packet_status
report_packet(void *tapdata, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    report_listener *listener = tapdata;
    const annotation *ann = data;

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

static void
report_reset(void *listener)
{
    end_report(listener);
    begin_report(listener);
}

static void
report_print(const report *collected, bool as_json)
{
    report_summary *summary = report_summarise(collected, language_catalog());
    GString *text = g_string_new(NULL);

    if (as_json) {
        report_write_json(summary, language_catalog(), text);
    } else {
        report_write_text(summary, language_catalog(), text);
    }
    (void)fputs(text->str, stdout);
    g_string_free(text, TRUE);
    report_summary_free(summary);
}

static void
report_draw_text(void *listener)
{
    report_print(((report_listener *)listener)->collected, false);
}

static void
report_draw_json(void *listener)
{
    report_print(((report_listener *)listener)->collected, true);
}

static void
report_finish(void *listener)
{
    end_report(listener);
    g_free(listener);
}

/* As tshark's own statistics do when their argument is wrong. */
G_GNUC_NORETURN static void
refuse(const char *argument, const char *fault)
{
    g_printerr("tshark: -z %s: %s\n", argument, fault);
    exit(1);
}

/* After the command comes nothing, or a comma and a display filter. */
static void
start_report(const char *argument, const char *command, tap_draw_cb draw)
{
    const char *rest = argument + strlen(command);
    report_listener *listener;
    GString *error;

    if (*rest != '\0' && *rest != ',') {
        refuse(argument, "invalid argument");
    }
    listener = g_new(report_listener, 1);
    begin_report(listener);
    error = register_tap_listener(SIPEXPERT_TAP, listener, *rest == ',' ? rest + 1 : NULL, 0, report_reset, report_packet, draw,
                                  report_finish);
    if (error != NULL) {
        refuse(argument, error->str);
    }
}

static compat_started
listen_for_text(const char *argument, void *data)
{
    start_report(argument, data, report_draw_text);
    COMPAT_RETURN_STARTED;
}

static compat_started
listen_for_json(const char *argument, void *data)
{
    start_report(argument, data, report_draw_json);
    COMPAT_RETURN_STARTED;
}

static void
draw_tree(void *tree)
{
    GString *text = stats_tree_format_as_str(tree, ST_FORMAT_PLAIN, stats_tree_get_default_sort_col(tree),
                                             stats_tree_is_default_sort_DESC(tree));

    (void)fputs(text->str, stdout);
    g_string_free(text, TRUE);
}

static void
finish_tree(void *tree)
{
    stats_tree_free(tree);
}

/* tshark goes on after a wrong filter of a tree, so it does not get to see one. */
static compat_started
listen_for_tree(const char *argument, void *command)
{
    const char *filter = argument + strlen(command);
    const stats_tree_cfg *config = stats_tree_get_cfg_by_abbr(TREE);
    stats_tree *tree = stats_tree_new((stats_tree_cfg *)config, NULL, filter);
    GString *error = register_tap_listener(SIPEXPERT_TAP, tree, filter, config->flags, stats_tree_reset, stats_tree_packet,
                                           draw_tree, finish_tree);

    if (error != NULL) {
        refuse(argument, error->str);
    }
    config->init(tree);
    COMPAT_RETURN_STARTED;
}

static stat_tap_ui tree_ui = { REGISTER_STAT_GROUP_GENERIC, NULL, TREE ",tree,", listen_for_tree, 0, NULL };
static stat_tap_ui text_ui = { REGISTER_STAT_GROUP_GENERIC, NULL, "sipexpert,report", listen_for_text, 0, NULL };
static stat_tap_ui json_ui = { REGISTER_STAT_GROUP_GENERIC, NULL, "sipexpert,json", listen_for_json, 0, NULL };

void
statistics_register(void)
{
    stats_tree_register_plugin(SIPEXPERT_TAP, TREE, "SIP Response Diagnosis", 0, tree_packet, tree_init, NULL);
    /* In Wireshark the tree has a window, which reports a wrong filter itself. */
    if (program_is_tshark()) {
        register_stat_tap_ui(&tree_ui, (void *)tree_ui.cli_string);
    }
    register_stat_tap_ui(&text_ui, (void *)text_ui.cli_string);
    register_stat_tap_ui(&json_ui, (void *)json_ui.cli_string);
}
