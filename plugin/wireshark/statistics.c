/* statistics.c
 * Statistics over the annotations; see statistics.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "statistics.h"

#include "annotation.h"
#include "compat.h"
#include "program.h"
#include "report_listener.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <epan/packet.h>
#include <epan/stat_tap_ui.h>
#include <epan/stats_tree_priv.h>
#include <epan/tap.h>

/* The name of the tree in -z NAME,tree. */
#define TREE "sipexpert"
/* The most first. */
#define BY_COUNT ((ST_SORT_COL_COUNT << ST_FLG_SRTCOL_SHIFT) | ST_FLG_SORT_DESC)

static int node_responses = -1;
static int node_classes = -1;
static int node_codes = -1;
static int node_verdicts = -1;

static void
tree_init(stats_tree *tree)
{
    node_responses = stats_tree_create_pivot(tree, "SIP responses", 0);
    node_classes = stats_tree_create_pivot(tree, "SIP responses made, by class", 0);
    node_codes = stats_tree_create_pivot(tree, "SIP responses made, by code", 0);
    node_verdicts = stats_tree_create_pivot(tree, "SIP responses made, by verdict", 0);
}

static void
count_by_meaning(stats_tree *tree, const diagnosis *diag)
{
    char id[16];
    char *code = g_strdup_printf("%03d %s", diag->code, diag->entry->phrase);
    char *verdict = g_strdup_printf("%s (%s)", diagnosis_title(diag), diagnosis_id(diag, id, sizeof id));

    stats_tree_tick_pivot(tree, node_classes, *diag->entry->class_name != '\0' ? diag->entry->class_name : diag->entry->phrase);
    stats_tree_tick_pivot(tree, node_codes, code);
    stats_tree_tick_pivot(tree, node_verdicts, verdict);
    g_free(verdict);
    g_free(code);
}

/* What several elements relay, or one sends again, is one response. */
static tap_packet_status
tree_packet(stats_tree *tree, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *data, tap_flags_t flags _U_)
{
    const annotation *ann = data;
    const diagnosis *diag = ann->diagnosis;

    if (diag == NULL) {
        return TAP_PACKET_DONT_REDRAW;
    }
    if (diag->retransmission) {
        stats_tree_tick_pivot(tree, node_responses, "repeated");
    } else if (diagnosis_of_origin(ann->transaction, diag)->origin_frame != ann->frame) {
        stats_tree_tick_pivot(tree, node_responses, "relayed");
    } else {
        stats_tree_tick_pivot(tree, node_responses, "made");
        count_by_meaning(tree, diag);
    }
    return TAP_PACKET_REDRAW;
}

static void
print(GString *text)
{
    (void)fputs(text->str, stdout);
    g_string_free(text, TRUE);
}

/* A statistic of tshark that is a report: -z COMMAND, or -z COMMAND,FILTER. */
typedef struct {
    const char *command;
    tap_draw_cb draw;
    bool with_ladders;
} report_statistic;

static void
draw_text(void *listener)
{
    print(report_listener_write(listener, report_write_text));
}

static void
draw_json(void *listener)
{
    print(report_listener_write(listener, report_write_json));
}

static void
draw_ladders(void *listener)
{
    print(report_listener_write(listener, ladder_write_text));
}

static void
draw_mermaid(void *listener)
{
    print(report_listener_write(listener, ladder_write_mermaid));
}

static void
draw_html(void *listener)
{
    print(report_listener_write(listener, report_write_html));
}

static void
finish_report(void *listener)
{
    report_listener_free(listener);
}

/* As tshark's own statistics do when their argument is wrong. */
G_GNUC_NORETURN static void
refuse(const char *argument, const char *fault)
{
    g_printerr("tshark: -z %s: %s\n", argument, fault);
    exit(1);
}

/* After the command comes nothing, or a comma and a display filter. */
static compat_started
start_report(const char *argument, void *data)
{
    const report_statistic *statistic = data;
    const char *rest = argument + strlen(statistic->command);

    if (*rest != '\0' && *rest != ',') {
        refuse(argument, "invalid argument");
    }
    GString *error = report_listener_start(report_listener_new(statistic->with_ladders), *rest == ',' ? rest + 1 : NULL,
                                           statistic->draw, finish_report);
    if (error != NULL) {
        refuse(argument, error->str);
    }
    COMPAT_RETURN_STARTED;
}

static void
draw_tree(void *tree)
{
    print(stats_tree_format_as_str(tree, ST_FORMAT_PLAIN, stats_tree_get_default_sort_col(tree),
                                   stats_tree_is_default_sort_DESC(tree)));
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
static report_statistic reports[] = {
    { "sipexpert,report", draw_text, false },    { "sipexpert,json", draw_json, true }, { "sipexpert,ladder", draw_ladders, true },
    { "sipexpert,mermaid", draw_mermaid, true }, { "sipexpert,html", draw_html, true },
};
static stat_tap_ui report_uis[G_N_ELEMENTS(reports)];

void
statistics_register(void)
{
    /* Wireshark has the trees of all plugins in its menu Statistics. */
    stats_tree_register_plugin(SIPEXPERT_TAP, TREE, "SIP Response Diagnosis", BY_COUNT, tree_packet, tree_init, NULL);
    /* In Wireshark the tree has a window, which reports a wrong filter itself. */
    if (program_is_tshark()) {
        register_stat_tap_ui(&tree_ui, (void *)tree_ui.cli_string);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(reports); i++) {
        report_uis[i] = (stat_tap_ui){ REGISTER_STAT_GROUP_GENERIC, NULL, reports[i].command, start_report, 0, NULL };
        register_stat_tap_ui(&report_uis[i], &reports[i]);
    }
}
