/* report_json.h
 * The objects of the report in JSON, as lines of their own or as parts of another text; report.schema.json describes them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_REPORT_JSON_H
#define SIPEXPERT_REPORT_JSON_H

#include "report.h"

#include <wsutil/json_dumper.h>

/** Writes a member whose value is a text, or null. */
void report_json_string(json_dumper *dumper, const char *name, const char *value);

/** Writes a failure, or a request without response. */
void report_json_case(json_dumper *dumper, const report_summary *summary, const report_case *this_case, const catalog *knowledge);

/** Writes what there was in all. */
void report_json_summary(json_dumper *dumper, const report_summary *summary);

#endif
