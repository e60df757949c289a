/* text_window.c
 * Windows of text; see text_window.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "text_window.h"

#include "compat.h"

#include <epan/packet.h>

#include <epan/funnel.h>

static compat_bool
copy(funnel_text_window_t *window _U_, void *text)
{
    GString *copied = g_string_new(text);

    funnel_get_funnel_ops()->copy_to_clipboard(copied);
    g_string_free(copied, TRUE);
    return true;
}

static void
add_copy(funnel_text_window_t *window, const char *text)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    funnel_bt_t *button = g_new0(funnel_bt_t, 1);

    button->tw = window;
    button->func = copy;
    button->data = g_strdup(text);
    button->free_data_fcn = g_free;
    button->free_fcn = g_free;
    ops->add_button(window, button, "Copy");
}

void
text_window_show(const char *title, const char *text)
{
    const funnel_ops_t *ops = funnel_get_funnel_ops();
    funnel_text_window_t *window = ops->new_text_window(ops->ops_id, title);

    ops->set_text(window, text);
    add_copy(window, text);
}
