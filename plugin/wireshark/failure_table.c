/* failure_table.c
 * A table of the responses that report a failure; see failure_table.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "failure_table.h"

#include "annotation.h"
#include "text_clean.h"

#include <epan/packet.h>
#include <epan/stat_tap_ui.h>
#include <epan/tap.h>

#define TITLE "SIP Failures"

enum {
    COLUMN_FRAME,
    COLUMN_METHOD,
    COLUMN_FROM,
    COLUMN_TO,
    COLUMN_CODE,
    COLUMN_VERDICT,
    COLUMN_ORIGIN,
    COLUMN_COUNT
};

static stat_tap_table_item columns[COLUMN_COUNT] = {
    [COLUMN_FRAME] = { TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Frame", "%8u" },
    [COLUMN_METHOD] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Method", " %-10s" },
    [COLUMN_FROM] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "From", "%-16s" },
    [COLUMN_TO] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "To", "%-16s" },
    [COLUMN_CODE] = { TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Code", "%4u " },
    [COLUMN_VERDICT] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Verdict", "%-28s" },
    [COLUMN_ORIGIN] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Origin", "%s" },
};

/* Texts are copies: the window may outlive the capture. */
static void
free_field(stat_tap_table *table _U_, guint row _U_, guint column _U_, stat_tap_table_item_type *field)
{
    if (field->type == TABLE_ITEM_STRING) {
        g_free((gpointer)field->value.string_value);
        field->value.string_value = NULL;
    }
}

/* Wireshark can empty the fields of a table, but not take rows out. */
static void
remove_rows(stat_tap_table *table)
{
    for (guint row = 0; row < table->num_elements; row++) {
        for (guint column = 0; column < table->num_fields; column++) {
            free_field(table, row, column, stat_tap_get_field_data(table, row, column));
        }
        g_free(table->elements[row]);
    }
    g_free(table->elements);
    table->elements = NULL;
    table->num_elements = 0;
}

static void
free_table(gpointer table)
{
    remove_rows(table);
    g_free(table);
}

/*
 * All windows share one ui, which fills its first table; but each window sorts and copies the rows it was filled with until it is
 * closed. So each begins with a table of its own, and the tables of those before wait here until Wireshark frees the last one, which it
 * does when no window is left.
 */
static GPtrArray *earlier_tables;

static void
init_table(stat_tap_table_ui *ui)
{
    if (ui->tables != NULL && ui->tables->len > 0) {
        g_ptr_array_add(earlier_tables, g_array_index(ui->tables, stat_tap_table *, 0));
        g_array_remove_index(ui->tables, 0);
    } else if (ui->refcount <= 1) {
        g_ptr_array_set_size(earlier_tables, 0);
    }
    stat_tap_add_table(ui, stat_tap_init_table(TITLE, COLUMN_COUNT, 0, NULL));
}

static void
set_text(stat_tap_table_item_type *field, const char *text)
{
    field->type = TABLE_ITEM_STRING;
    field->value.string_value = text_cleaned(text != NULL ? text : "");
}

static void
set_number(stat_tap_table_item_type *field, guint number)
{
    field->type = TABLE_ITEM_UINT;
    field->value.uint_value = number;
}

static tap_packet_status
add_row(void *data, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *tapped, tap_flags_t flags _U_)
{
    const stat_data_t *listener = data;
    const annotation *ann = tapped;
    const diagnosis *diag = ann->diagnosis;
    stat_tap_table_item_type row[COLUMN_COUNT] = { { .type = TABLE_ITEM_NONE } };
    char id[16];

    if (diag == NULL || !diagnosis_is_failure(diag) || diag->retransmission || ann->transaction == NULL ||
        ann->transaction->parent != NULL) {
        return TAP_PACKET_DONT_REDRAW;
    }
    stat_tap_table *table = g_array_index(listener->stat_tap_data->tables, stat_tap_table *, 0);
    set_number(&row[COLUMN_FRAME], ann->frame);
    set_text(&row[COLUMN_METHOD], ann->transaction->method);
    set_text(&row[COLUMN_FROM], ann->transaction->request.from_user);
    set_text(&row[COLUMN_TO], ann->transaction->request.user);
    set_number(&row[COLUMN_CODE], (guint)diag->code);
    set_text(&row[COLUMN_VERDICT], diagnosis_id(diag, id, sizeof id));
    set_text(&row[COLUMN_ORIGIN], diag->origin);
    stat_tap_init_table_row(table, table->num_elements, COLUMN_COUNT, row);
    return TAP_PACKET_REDRAW;
}

void
failure_table_register(void)
{
    static tap_param parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
    static stat_tap_table_ui ui = {
        .group = REGISTER_PACKET_STAT_GROUP_UNSORTED,
        .title = TITLE,
        .tap_name = SIPEXPERT_TAP,
        .cli_string = "sipexpert,failures",
        .stat_tap_init_cb = init_table,
        .packet_func = add_row,
        .stat_tap_reset_table_cb = remove_rows,
        .stat_tap_free_table_item_cb = free_field,
        .nfields = COLUMN_COUNT,
        .fields = columns,
        .nparams = array_length(parameters),
        .params = parameters,
    };

    earlier_tables = g_ptr_array_new_with_free_func(free_table);
    register_stat_tap_table_ui(&ui);
}
