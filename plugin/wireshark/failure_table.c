/* failure_table.c
 * A table of the responses that report a failure; see failure_table.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "failure_table.h"

#include "annotation.h"
#include "compat.h"
#include "report.h"
#include "text_clean.h"

#include <epan/packet.h>
#include <epan/stat_tap_ui.h>
#include <epan/tap.h>

#define TITLE "SIP Failures"

enum {
    COLUMN_TIME,
    COLUMN_FRAME,
    COLUMN_METHOD,
    COLUMN_FROM,
    COLUMN_TO,
    COLUMN_CODE,
    COLUMN_TITLE,
    COLUMN_ORIGIN,
    COLUMN_CALL_ID,
    COLUMN_VERDICT,
    COLUMN_COUNT
};

static stat_tap_table_item columns[COLUMN_COUNT] = {
    [COLUMN_TIME] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Time", "%-27s" },
    [COLUMN_FRAME] = { TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Frame", "%8u" },
    [COLUMN_METHOD] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Method", " %-10s" },
    [COLUMN_FROM] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "From", "%-16s" },
    [COLUMN_TO] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "To", "%-16s" },
    [COLUMN_CODE] = { TABLE_ITEM_UINT, TAP_ALIGN_RIGHT, "Code", "%4u " },
    [COLUMN_TITLE] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Title", "%-40s" },
    [COLUMN_ORIGIN] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Origin", "%-22s" },
    [COLUMN_CALL_ID] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Call-ID", "%-40s" },
    [COLUMN_VERDICT] = { TABLE_ITEM_STRING, TAP_ALIGN_LEFT, "Verdict", "%s" },
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

static void
free_row(stat_tap_table *table, guint row)
{
    for (guint column = 0; column < table->num_fields; column++) {
        free_field(table, row, column, stat_tap_get_field_data(table, row, column));
    }
    g_free(table->elements[row]);
}

/* Wireshark can empty the fields of a table, but not take rows out. */
static void
remove_rows(stat_tap_table *table)
{
    for (guint row = 0; row < table->num_elements; row++) {
        free_row(table, row);
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

static guint
frame_of_row(stat_tap_table *table, guint row)
{
    return stat_tap_get_field_data(table, row, COLUMN_FRAME)->value.uint_value;
}

static void
set_time(stat_tap_table_item_type *field, gint64 time)
{
    char *text = report_time(time);

    set_text(field, text);
    g_free(text);
}

/* When the response in that frame came, of which the annotation tells if it is that frame's. */
static gint64
time_of(const sip_answer *final, guint32 frame, const annotation *ann)
{
    if (ann->frame == frame) {
        return ann->time;
    }
    return final->last_frame == frame ? final->last_time : final->time;
}

static void
add_row(stat_tap_table *table, const attempt *attempt, const diagnosis *diag, guint32 frame, const annotation *ann)
{
    const sip_transaction *transaction = attempt->decisive;
    stat_tap_table_item_type row[COLUMN_COUNT] = { { .type = TABLE_ITEM_NONE } };
    char id[16];

    set_time(&row[COLUMN_TIME], time_of(&transaction->final, frame, ann));
    set_number(&row[COLUMN_FRAME], frame);
    row[COLUMN_FRAME].user_data.ptr_value = (gpointer)attempt;
    set_text(&row[COLUMN_METHOD], transaction->method);
    set_text(&row[COLUMN_FROM], transaction->request.from_user);
    set_text(&row[COLUMN_TO], transaction->request.user);
    set_number(&row[COLUMN_CODE], (guint)diag->code);
    set_text(&row[COLUMN_TITLE], diagnosis_title(diag));
    set_text(&row[COLUMN_ORIGIN], diagnosis_of_origin(transaction, diag)->origin);
    set_text(&row[COLUMN_CALL_ID], transaction->call->id);
    set_text(&row[COLUMN_VERDICT], diagnosis_id(diag, id, sizeof id));
    stat_tap_init_table_row(table, table->num_elements, COLUMN_COUNT, row);
    /* A later message may tell of an earlier response. */
    for (guint i = table->num_elements - 1; i > 0 && frame_of_row(table, i - 1) > frame; i--) {
        stat_tap_table_item_type *later = table->elements[i - 1];
        table->elements[i - 1] = table->elements[i];
        table->elements[i] = later;
    }
}

/* The first row of that frame or a later one. Rows are in the order of frames. */
static guint
first_row_from(stat_tap_table *table, guint32 frame)
{
    guint low = 0;
    guint high = table->num_elements;

    while (low < high) {
        const guint middle = low + (high - low) / 2;
        if (frame_of_row(table, middle) < frame) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The row of the attempt in that frame, or -1. */
static gint64
find_row(stat_tap_table *table, const attempt *attempt, guint32 frame)
{
    for (guint row = first_row_from(table, frame); row < table->num_elements && frame_of_row(table, row) == frame; row++) {
        if (stat_tap_get_field_data(table, row, COLUMN_FRAME)->user_data.ptr_value == attempt) {
            return row;
        }
    }
    return -1;
}

static void
remove_row(stat_tap_table *table, const attempt *attempt, guint32 frame)
{
    const gint64 row = frame != 0 ? find_row(table, attempt, frame) : -1;

    if (row >= 0) {
        free_row(table, (guint)row);
        table->num_elements--;
        for (guint i = (guint)row; i < table->num_elements; i++) {
            table->elements[i] = table->elements[i + 1];
        }
    }
}

/* The table holds what the report counts, as far as the capture was read: what came later may show that an attempt did not fail. */
static void
update_row(stat_tap_table *table, const attempt *attempt, const annotation *ann)
{
    guint32 frame = 0;
    const diagnosis *failure = attempt_failure(attempt, &frame);
    const guint32 frames[] = { attempt->superseded_frame, attempt->result_frame, attempt->repeated_frame };

    for (size_t i = 0; i < G_N_ELEMENTS(frames); i++) {
        if (failure == NULL || frames[i] != frame) {
            remove_row(table, attempt, frames[i]);
        }
    }
    if (failure != NULL && find_row(table, attempt, frame) < 0) {
        add_row(table, attempt, failure, frame, ann);
    }
}

static tap_packet_status
add_message(void *data, packet_info *pinfo _U_, epan_dissect_t *edt _U_, const void *tapped, tap_flags_t flags _U_)
{
    const stat_data_t *listener = data;
    const annotation *ann = tapped;
    stat_tap_table *table = g_array_index(listener->stat_tap_data->tables, stat_tap_table *, 0);

    if (ann->transaction == NULL || ann->state == NULL) {
        return TAP_PACKET_DONT_REDRAW;
    }
    /* A hop that is captured later may make attempts of others its own. */
    for (const sip_transaction *child = ann->transaction->children; child != NULL; child = child->sibling) {
        if (child->attempt != NULL) {
            update_row(table, child->attempt, ann);
        }
    }
    const sip_transaction *top = transaction_top(ann->transaction);
    if (top->attempt != NULL) {
        update_row(table, top->attempt, ann);
    }
    return TAP_PACKET_REDRAW;
}

void
failure_table_register(void)
{
    static tap_param parameters[] = { { PARAM_FILTER, "filter", "Filter", NULL, TRUE } };
    static stat_tap_table_ui ui = {
        .group = COMPAT_TELEPHONY,
        .title = TITLE,
        .tap_name = SIPEXPERT_TAP,
        .cli_string = "sipexpert,failures",
        .stat_tap_init_cb = init_table,
        .packet_func = add_message,
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
