/* menu.c
 * Tools > SIP Response Codes; see menu.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "menu.h"

#include "language.h"

#include <epan/funnel.h>
#include <epan/packet.h>

#define MENU "SIP Response Codes/"
#define WINDOW_TITLE "SIP Response Codes"

static void
show(const char *text)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    funnel_text_window_t *window = ops->new_text_window(ops->ops_id, WINDOW_TITLE);

    ops->set_text(window, text);
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
    char *fault = g_strdup_printf("\"%s\" is no response code: it must be a number from %d to %d.\n", input, CATALOG_FIRST_CODE,
                                  CATALOG_LAST_CODE);
    show(fault);
    g_free(fault);
    return 0;
}

static const catalog_layout as_text = { .format = CATALOG_TEXT };

static void
explain(char **input, void *data _U_)
{
    const int code = code_of_input(input[0]);

    if (code != 0) {
        char *text = catalog_explain(language_catalog(), code, &as_text);
        show(text);
        g_free(text);
    }
}

static void
compare(char **input, void *data _U_)
{
    const int first = code_of_input(input[0]);
    const int second = first != 0 ? code_of_input(input[1]) : 0;

    if (second != 0) {
        char *text = first == second ? catalog_explain(language_catalog(), first, &as_text)
                                     : catalog_compare(language_catalog(), first, second, &as_text);
        show(text);
        g_free(text);
    }
}

static void
ask_for_code(gpointer data _U_)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    const char *names[] = { "Code", NULL };
    const char *values[] = { "488", NULL };

    ops->new_dialog(ops->ops_id, "Explain a SIP response code", names, values, explain, NULL, NULL);
}

static void
ask_for_two_codes(gpointer data _U_)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    const char *names[] = { "First code", "Second code", NULL };
    const char *values[] = { "183", "412", NULL };

    ops->new_dialog(ops->ops_id, "Compare two SIP response codes", names, values, compare, NULL, NULL);
}

static void
list_all(gpointer data _U_)
{
    size_t count;
    const int *codes = catalog_codes(language_catalog(), &count);
    char *text = catalog_list(language_catalog(), codes, count, &as_text);

    show(text);
    g_free(text);
}

void
menu_register(void)
{
    funnel_register_menu(MENU "Explain a Code\u2026", REGISTER_TOOLS_GROUP_UNSORTED, ask_for_code, NULL, NULL, FALSE);
    funnel_register_menu(MENU "Compare Two Codes\u2026", REGISTER_TOOLS_GROUP_UNSORTED, ask_for_two_codes, NULL, NULL, FALSE);
    funnel_register_menu(MENU "List All Codes", REGISTER_TOOLS_GROUP_UNSORTED, list_all, NULL, NULL, FALSE);
}
