/* glossary_test.c
 * Words that a glossary does not want, in small languages of three kinds of writing.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "glossary.h"

static const char latin[] = "[glossary]\n"
                            "caller=người gọi | kẻ gọi; bên phát\n"
                            "registrar=máy chủ đăng ký | registrar; bộ ghi (chỉ trong SIP)\n"
                            "transfer (REFER)=chuyển cuộc gọi | chuyển hướng\n"
                            "redirection, 3xx=chuyển hướng | chuyển cuộc gọi\n";
static const char japanese[] = "[glossary]\n"
                               "server=サーバー | サーバ\n"
                               "dial plan=ダイヤルプラン | プラン;dialplan\n";
static const char arabic[] = "[glossary]\n"
                             "caller=المتصل | الطالب\n"
                             "password=كلمة المرور (السر) | سر\n"
                             "call=مكالمة | ندا\n";

static const struct {
    const char *glossary;
    const char *english;
    const char *translation;
    const char *fault; /* NULL if there is none */
} cases[] = {
    { latin, "The caller waits.", "người gọi đang chờ.", NULL },
    { latin, "The caller waits.", "Bên phát đang chờ.", "caller: bên phát" },
    { latin, "It waits.", "Kẻ gọi đang chờ.", "caller: kẻ gọi" },
    /* Whole words, and ASCII as it is written. */
    { latin, "The caller waits.", "bên phátx đang chờ, xkẻ gọi", NULL },
    { latin, "The registrar waits.", "registrar đang chờ", "registrar: registrar" },
    { latin, "The registrar waits.", "Registrar: registrars, xregistrar", NULL },
    /* Neither commands nor names of values are words; forms of a value are. */
    { latin, "The registrar waits.", "`show registrar` {registrar}", NULL },
    { latin, "Waits.", "{count:# registrar|# x}", "registrar: registrar" },
    /* What has a note is left to readers. */
    { latin, "The registrar waits.", "bộ ghi", NULL },
    /* A word of another term is right where English means that. */
    { latin, "The transfer failed.", "chuyển hướng", "transfer (REFER): chuyển hướng" },
    { latin, "The call was transferred.", "chuyển hướng", "transfer (REFER): chuyển hướng" },
    { latin, "A redirection.", "chuyển hướng", NULL },
    { latin, "A transfer after a redirection.", "chuyển hướng", NULL },
    { latin, "It went on.", "chuyển hướng", NULL },
    { latin, "A 3xx came.", "chuyển cuộc gọi", "redirection, 3xx: chuyển cuộc gọi" },
    { japanese, "The server waits.", "サーバーが待つ", NULL },
    { japanese, "The server waits.", "サーバが待つ", "server: サーバ" },
    { japanese, "The servers wait.", "サーバーとサーバ", "server: サーバ" },
    { japanese, "The dial plan", "ダイヤルプランです", NULL },
    { japanese, "The dial plan", "番号プランです", "dial plan: プラン" },
    { japanese, "The dial plan", "このdialplanです", "dial plan: dialplan" },
    { japanese, "The dial plan", "dialplans", NULL },
    { arabic, "The caller", "المتصل", NULL },
    { arabic, "The caller", "الطالب ينتظر", "caller: الطالب" },
    { arabic, "The caller", "طالب ينتظر", "caller: الطالب" },
    { arabic, "The caller", "من جهة والطالب", "caller: الطالب" },
    { arabic, "The caller", "للطالب", "caller: الطالب" },
    { arabic, "The caller", "مطالب والطالبون", NULL },
    { arabic, "The call", "نداء", NULL },
    /* In the note of a word is one more word. */
    { arabic, "The password", "السر", NULL },
};

static void
test_faults(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GKeyFile *file = g_key_file_new();
        g_assert_true(g_key_file_load_from_data(file, cases[i].glossary, (gsize)-1, G_KEY_FILE_NONE, NULL));
        glossary *words = glossary_of(file);
        char *fault = glossary_fault(words, cases[i].english, cases[i].translation);
        g_test_message("%zu", i);
        g_assert_cmpstr(fault, ==, cases[i].fault);
        g_free(fault);
        glossary_free(words);
        g_key_file_free(file);
    }
}

static void
test_no_glossary(void)
{
    GKeyFile *file = g_key_file_new();
    glossary *words = glossary_of(file);

    g_assert_null(glossary_fault(words, "The server waits.", "サーバが待つ"));
    glossary_free(words);
    g_key_file_free(file);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/glossary/faults", test_faults);
    g_test_add_func("/glossary/none", test_no_glossary);
    return g_test_run();
}
