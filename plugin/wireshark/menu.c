/* menu.c
 * Tools > SIP Expert; see menu.h.
 *
 * Windows of text and questions, as Wireshark has them for scripts, may end it: when they are closed they cut all that Qt has connected to
 * them, so Qt does not learn that they are gone, and with Qt 6.8 the next window at the same address is taken for one of them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "menu.h"

#include "browser.h"
#include "codes_page.h"
#include "language.h"
#include "report_menu.h"
#include "shown_codes.h"

#include <epan/funnel.h>

#define MENU "SIP Expert/"

static int
if_explained(int code)
{
    return code >= CATALOG_FIRST_CODE && code <= CATALOG_LAST_CODE ? code : 0;
}

static void
show_codes(gpointer unused _U_)
{
    GString *page = codes_page(language_catalog(), if_explained(shown_codes_first()), if_explained(shown_codes_second()));

    browser_show(page);
    g_string_free(page, TRUE);
}

void
menu_register(void)
{
    funnel_register_menu(MENU "Report in Browser", REGISTER_TOOLS_GROUP_UNSORTED, report_menu_show, NULL, NULL, FALSE);
    funnel_register_menu(MENU "Codes in Browser", REGISTER_TOOLS_GROUP_UNSORTED, show_codes, NULL, NULL, FALSE);
}
