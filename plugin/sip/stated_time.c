/* stated_time.c
 * The times that a request states of itself; see stated_time.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "stated_time.h"

#include "text_scan.h"

/* No Date is longer. */
#define DATE_BYTES 40
/* Longer PASSporTs are not read: they have some hundred bytes. */
#define PASSPORT_BYTES 8192

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

/* The second part of header.payload.signature (RFC 8225 3, RFC 7515 3.1). */
static sip_text
payload_of(sip_text passport)
{
    const char *end = passport.at + passport.size;
    const char *first = scan_find('.', passport.at, end);
    const char *second = first != NULL ? scan_find('.', first + 1, end) : NULL;

    return second != NULL ? scan_span(first + 1, second) : (sip_text){ NULL, 0 };
}

/* Returns the bytes of base64url without padding, closed by a zero byte, for g_free(). */
static char *
decoded(sip_text base64url)
{
    GString *text = g_string_new_len(base64url.at, (gssize)base64url.size);
    gsize size;

    g_string_replace(text, "-", "+", 0);
    g_string_replace(text, "_", "/", 0);
    while (text->len % 4 != 0) {
        g_string_append_c(text, '=');
    }
    guchar *bytes = g_base64_decode(text->str, &size);
    g_string_free(text, TRUE);
    char *string = g_strndup((const char *)bytes, size);
    g_free(bytes);
    return string;
}

gint64
stated_time_of_identity(sip_text identity)
{
    static const char name[] = "\"iat\"";
    const sip_text passport = sip_text_token(identity);

    if (passport.at == NULL || passport.size > PASSPORT_BYTES || payload_of(passport).at == NULL) {
        return -1;
    }
    char *claims = decoded(payload_of(passport));
    const char *issued = strstr(claims, name);
    gint64 seconds = -1;
    if (issued != NULL) {
        const char *value = issued + strlen(name);
        value += strspn(value, ": \t\r\n");
        seconds = sip_text_number(sip_text_of(value));
    }
    g_free(claims);
    return seconds;
}
