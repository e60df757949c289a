/* menu.c
 * Tools > SIP Expert; see menu.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "menu.h"

#include "language.h"
#include "report_window.h"
#include "shown_codes.h"
#include "text_window.h"

#include <limits.h>

#include <epan/funnel.h>

#define MENU "SIP Expert/"
#define WINDOW_TITLE "SIP Response Codes"

/* A window wraps lines to its own width. */
static const catalog_layout as_text = { .format = CATALOG_TEXT, .columns = INT_MAX };

/* What was asked for last. */
static int first_asked = 488;
static int second_asked = 606;

static void
show(char *text)
{
    text_window_show(WINDOW_TITLE, text);
    g_free(text);
}

/* The code that the user typed, or 0 with a window that says what is wrong. */
static int
code_of_input(const char *input)
{
    char *number = g_strstrip(g_strdup(input));
    guint64 code;
    const bool is_code = g_ascii_string_to_unsigned(number, 10, CATALOG_FIRST_CODE, CATALOG_LAST_CODE, &code, NULL);

    g_free(number);
    if (is_code) {
        return (int)code;
    }
    show(g_strdup_printf("A response code is a number from %d to %d, which this is not:\n%s\n", CATALOG_FIRST_CODE,
                         CATALOG_LAST_CODE, input));
    return 0;
}

static void
explain(char **input, void *data _U_)
{
    const int code = code_of_input(input[0]);

    if (code != 0) {
        first_asked = code;
        show(catalog_explain(language_catalog(), code, &as_text));
    }
}

static void
compare(char **input, void *data _U_)
{
    const int first = code_of_input(input[0]);
    const int second = first != 0 ? code_of_input(input[1]) : 0;

    if (second != 0) {
        first_asked = first;
        second_asked = second;
        show(first == second ? catalog_explain(language_catalog(), first, &as_text)
                             : catalog_compare(language_catalog(), first, second, &as_text));
    }
}

/* The code that a question begins with, a text for g_free(): that of the selected frame, or else what was asked for last. */
static char *
proposal(int shown, int asked)
{
    return g_strdup_printf("%d", shown >= CATALOG_FIRST_CODE && shown <= CATALOG_LAST_CODE ? shown : asked);
}

static void
ask_for_code(gpointer data _U_)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    char *code = proposal(shown_codes_first(), first_asked);
    const char *names[] = { "Code", NULL };
    const char *values[] = { code, NULL };

    ops->new_dialog(ops->ops_id, "Explain a SIP response code", names, values, explain, NULL, NULL);
    g_free(code);
}

static void
ask_for_two_codes(gpointer data _U_)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    char *first = proposal(shown_codes_first(), first_asked);
    char *second = proposal(shown_codes_second(), second_asked);
    const char *names[] = { "First code", "Second code", NULL };
    const char *values[] = { first, second, NULL };

    ops->new_dialog(ops->ops_id, "Compare two SIP response codes", names, values, compare, NULL, NULL);
    g_free(second);
    g_free(first);
}

static void
list_all(gpointer data _U_)
{
    size_t count;
    const int *codes = catalog_codes(language_catalog(), &count);

    show(catalog_list(language_catalog(), codes, count, &as_text));
}

void
menu_register(void)
{
    funnel_register_menu(MENU "Report", REGISTER_TOOLS_GROUP_UNSORTED, report_window_show, NULL, NULL, FALSE);
    funnel_register_menu(MENU "Report in Browser", REGISTER_TOOLS_GROUP_UNSORTED, report_window_show_in_browser, NULL, NULL, FALSE);
    funnel_register_menu(MENU "Explain Code\u2026", REGISTER_TOOLS_GROUP_UNSORTED, ask_for_code, NULL, NULL, FALSE);
    funnel_register_menu(MENU "Compare Codes\u2026", REGISTER_TOOLS_GROUP_UNSORTED, ask_for_two_codes, NULL, NULL, FALSE);
    funnel_register_menu(MENU "List Codes", REGISTER_TOOLS_GROUP_UNSORTED, list_all, NULL, NULL, FALSE);
}
