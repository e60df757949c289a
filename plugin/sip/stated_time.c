/* stated_time.c
 * The time that a request states of itself; see stated_time.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "stated_time.h"

/* No Date is longer. */
#define DATE_BYTES 40

static int
month_named(const char *name)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

    for (size_t i = 0; i < G_N_ELEMENTS(months); i++) {
        if (g_ascii_strcasecmp(months[i], name) == 0) {
            return (int)i + 1;
        }
    }
    return 0;
}

/* The fields of a Date between blanks and colons. */
enum {
    WEEKDAY,
    DAY,
    MONTH,
    YEAR,
    HOUR,
    MINUTE,
    SECOND,
    ZONE,
    FIELD_COUNT
};

static int
number_in(const char *field)
{
    guint64 number;

    return g_ascii_string_to_unsigned(field, 10, 0, 9999, &number, NULL) ? (int)number : -1;
}

static gint64
seconds_of_fields(char **fields)
{
    GDateTime *time = g_date_time_new_utc(number_in(fields[YEAR]), month_named(fields[MONTH]), number_in(fields[DAY]),
                                          number_in(fields[HOUR]), number_in(fields[MINUTE]), number_in(fields[SECOND]));

    if (time == NULL) {
        return -1;
    }
    const gint64 seconds = g_date_time_to_unix(time);
    g_date_time_unref(time);
    return seconds;
}

gint64
stated_time_of_date(sip_text date)
{
    if (date.at == NULL || date.size > DATE_BYTES) {
        return -1;
    }
    char *text = g_strndup(date.at, date.size);
    char **fields = g_strsplit_set(text, " :", -1);
    const bool is_date = g_strv_length(fields) == FIELD_COUNT && strcmp(fields[ZONE], "GMT") == 0;
    const gint64 seconds = is_date ? seconds_of_fields(fields) : -1;
    g_strfreev(fields);
    g_free(text);
    return seconds;
}
