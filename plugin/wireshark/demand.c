/* demand.c
 * Whether anybody can see what is said of a frame; see demand.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "demand.h"

#include "expert_items.h"
#include "preferences.h"

#include <epan/column-info.h>
#include <epan/tap.h>

static int proto_sipexpert;
static int tap_sipexpert;

/* The frame that was asked for last. */
static const frame_data *latest;
static guint32 latest_number;

static void
begin_session(void)
{
    latest = NULL;
}

void
demand_register(int proto, int tap)
{
    proto_sipexpert = proto;
    tap_sipexpert = tap;
    register_init_routine(begin_session);
}

/*
 * A program that dissects frames again keeps what is known of each; tshark in one pass has one place for all of them, in which another
 * frame was before. The first pass of tshark -2 has so, too, but no taps.
 */
static bool
is_frame_kept(const packet_info *pinfo)
{
    const bool is_kept = pinfo->fd != latest || pinfo->num == latest_number;

    latest = pinfo->fd;
    latest_number = pinfo->num;
    return is_kept;
}

bool
demand_of_columns(const packet_info *pinfo, bool has_verdict)
{
    const column_info *columns = pinfo->cinfo;

    return columns != NULL && (columns->col_first[COL_EXPERT] >= 0 || (has_verdict && preferences_fill_info_column()));
}

bool
demand_is_there(const packet_info *pinfo, proto_tree *tree)
{
    /* A field that is asked for has its protocol asked for, too. */
    return is_frame_kept(pinfo) || have_tap_listener(tap_sipexpert) || demand_of_columns(pinfo, true) ||
           proto_field_is_referenced(tree, proto_sipexpert) || expert_items_are_asked_for(tree);
}
