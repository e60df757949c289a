/* preferences.c
 * What the user chose; see preferences.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "preferences.h"

#include "compat.h"
#include "program.h"
#include "user_table.h"

#include <epan/packet.h>
#include <epan/prefs.h>

enum {
    RAISE_ALL,
    RAISE_NOTABLE,
    RAISE_FAILURES
};
enum {
    RAISE_BY_PROGRAM,
    RAISE_HEADLINE,
    RAISE_HEADLINE_AND_ADVICE
};

static int language = 0;
static int raise_for = RAISE_ALL;
static int raise_what = RAISE_BY_PROGRAM;
static compat_bool show_typical = true;
static compat_bool fill_info_column = false;
static compat_bool count_media = true;
static unsigned most_transactions = 1000000;

/* One entry for each language of the catalog, and the one that ends the list. */
static enum_val_t *languages;

const char *
preferences_language(void)
{
    return languages[language].name;
}

bool
preferences_raise(const diagnosis *diagnosis, catalog_severity severity)
{
    switch (raise_for) {
    case RAISE_NOTABLE:
        return severity >= CATALOG_NOTE;
    case RAISE_FAILURES:
        return diagnosis_is_failure(diagnosis) || severity >= CATALOG_WARN;
    default:
        return true;
    }
}

bool
preferences_raise_advice(bool is_listed)
{
    return raise_what == RAISE_HEADLINE_AND_ADVICE || (raise_what == RAISE_BY_PROGRAM && is_listed && program_is_tshark());
}

bool
preferences_show_typical(void)
{
    return show_typical;
}

bool
preferences_fill_info_column(void)
{
    return fill_info_column;
}

bool
preferences_count_media(void)
{
    return count_media;
}

unsigned
preferences_most_transactions(void)
{
    return most_transactions;
}

static void
list_languages(void)
{
    const char *const *names = catalog_languages();
    const guint count = g_strv_length((char **)names);

    languages = wmem_alloc0_array(wmem_epan_scope(), enum_val_t, count + 1);
    for (guint i = 0; i < count; i++) {
        languages[i].name = names[i];
        languages[i].description = catalog_language_name(catalog_of_language(names[i]));
        languages[i].value = (int)i;
        language = g_str_equal(names[i], "en") ? (int)i : language;
    }
}

void
preferences_register(int proto_sipexpert, void (*changed)(void))
{
    static const enum_val_t raise_for_values[] = {
        { "all", "All responses", RAISE_ALL },
        { "notable", "Responses ranked Note or higher", RAISE_NOTABLE },
        { "failures", "Failures only", RAISE_FAILURES },
        { NULL, NULL, 0 },
    };
    static const enum_val_t raise_what_values[] = {
        { "auto", "Headline; with cause and fix in tshark -z expert", RAISE_BY_PROGRAM },
        { "headline", "Headline only", RAISE_HEADLINE },
        { "advice", "Headline, cause and fix", RAISE_HEADLINE_AND_ADVICE },
        { NULL, NULL, 0 },
    };
    module_t *module = prefs_register_protocol(proto_sipexpert, changed);

    list_languages();
    prefs_register_enum_preference(module, "language", "Language", "Language of the explanations", &language, languages, FALSE);
    prefs_register_enum_preference(module, "responses", "Expert items for",
                                   "Responses that raise expert items. The fields are there for all of them.", &raise_for,
                                   raise_for_values, FALSE);
    prefs_register_enum_preference(module, "detail", "Expert items of a response",
                                   "Whether cause and fix are expert items of their own", &raise_what, raise_what_values, FALSE);
    prefs_register_bool_preference(module, "typical", "Show typical causes",
                                   "Show what usually causes a response when the capture does not show the cause", &show_typical);
    prefs_register_bool_preference(module, "info_column", "Show the verdict in the Info column",
                                   "Append what the response means in this call to the Info column", &fill_info_column);
    prefs_register_bool_preference(module, "media", "Count media",
                                   "Count the packets that go where calls want their media, to tell who hears nothing",
                                   &count_media);
    prefs_register_uint_preference(
        module, "remember", "Transactions to remember of a live capture",
        "Older calls of which nothing came since are forgotten, as if the capture began later. 0: all are "
        "remembered, as those of a file are.",
        10, &most_transactions);
    prefs_register_uat_preference(module, "table", "Your own explanations",
                                  "Responses that you explain yourself, by code, sent phrase and Server or User-Agent",
                                  user_table_new());
}
