/* browser.c
 * Pages in the user's browser; see browser.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "browser.h"

#include <errno.h>
#include <stdio.h>

#include <epan/packet.h>

#include <epan/funnel.h>
#include <glib/gstdio.h>
#include <wsutil/report_message.h>

static GPtrArray *files; /* names of those that are there */

static void
remove_file(gpointer name)
{
    (void)g_remove(name);
    g_free(name);
}

static void
remove_all(void)
{
    g_ptr_array_free(files, TRUE);
}

void
browser_register(void)
{
    files = g_ptr_array_new_with_free_func(remove_file);
    register_shutdown_routine(remove_all);
}

/* Closes the descriptor. */
static GError *
write_all(int descriptor, const GString *page)
{
    FILE *file = fdopen(descriptor, "wb");
    const bool is_written = file != NULL && fwrite(page->str, 1, page->len, file) == page->len;
    const int fault = errno;

    if (file == NULL) {
        (void)g_close(descriptor, NULL);
    } else if (fclose(file) == 0 && is_written) {
        return NULL;
    }
    return g_error_new_literal(G_FILE_ERROR, g_file_error_from_errno(fault), g_strerror(fault));
}

void
browser_show(const GString *page)
{
    GError *error = NULL;
    char *name;
    const int descriptor = g_file_open_tmp("sipexpert-XXXXXX.html", &name, &error);

    if (descriptor >= 0) {
        g_ptr_array_add(files, name);
        error = write_all(descriptor, page);
    }
    if (error != NULL) {
        report_failure("The page cannot be written to a file: %s", error->message);
        g_error_free(error);
        return;
    }
    funnel_get_funnel_ops()->browser_open_data_file(name);
}
