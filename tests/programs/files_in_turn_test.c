/* files_in_turn_test.c
 * One sharkd loads several captures in turn, with the language changed in between: what is said of each is what was said the first
 * time, and the process grows no more than one without the plugin. (sharkd 4.0 itself keeps 11 MB for each file that it ever loaded.)
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 20
/* After so many rounds all is there that is made once. */
#define WARM_UP 4
/* Of the plugin. Two runs without it differ by half as much. */
#define MAX_GROWTH_KB 4096

typedef struct {
    GSubprocess *process;
    GOutputStream *in;
    GDataInputStream *out;
} server;

static const char *const captures[] = { "px_486", "kam_302", "fork_486_480_404", "b2b_603", "reg_badpw_asterisk" };

/* Personal plugins are found below HOME. */
static server
start_server(const char *home)
{
    GError *error = NULL;
    GSubprocessLauncher *launcher = g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                              G_SUBPROCESS_FLAGS_STDERR_SILENCE);
    server started = { NULL, NULL, NULL };

    g_subprocess_launcher_setenv(launcher, "HOME", home, TRUE);
    started.process = g_subprocess_launcher_spawn(launcher, &error, "sharkd", "-", NULL);
    g_assert_no_error(error);
    g_object_unref(launcher);
    started.in = g_subprocess_get_stdin_pipe(started.process);
    started.out = g_data_input_stream_new(g_subprocess_get_stdout_pipe(started.process));
    return started;
}

/* Sends a request with the parameters, which are JSON; returns the answer, for g_free(). */
static char *
ask(const server *asked, const char *method, const char *parameters)
{
    GError *error = NULL;
    char *request = g_strdup_printf("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}\n", method, parameters);

    g_output_stream_write_all(asked->in, request, strlen(request), NULL, NULL, &error);
    g_assert_no_error(error);
    char *answer = g_data_input_stream_read_line_utf8(asked->out, NULL, NULL, &error);
    g_assert_no_error(error);
    g_assert_nonnull(answer);
    g_assert_null(strstr(answer, "\"error\""));
    g_free(request);
    return answer;
}

/* What is said of one capture: its expert items, for which all packets are dissected with taps, and each response. */
static char *
ask_of_capture(const server *asked, const char *name)
{
    char *file = g_strdup_printf("\"file\":\"captures/%s.pcap\"", name);

    g_free(ask(asked, "load", file));
    char *items = ask(asked, "tap", "\"tap0\":\"expert\"");
    char *responses =
        ask(asked, "frames",
            "\"filter\":\"sipexpert\",\"column0\":\"sipexpert.code:1\",\"column1\":\"sipexpert.verdict:1\","
            "\"column2\":\"sipexpert.cause:1\",\"column3\":\"sipexpert.request:1\",\"column4\":\"sipexpert.origin:1\"");
    char *all = g_strconcat(items, "\n", responses, NULL);
    g_free(responses);
    g_free(items);
    g_free(file);
    return all;
}

static long
resident_kb(const server *measured)
{
    char *path = g_strdup_printf("/proc/%s/status", g_subprocess_get_identifier(measured->process));
    char *status;

    g_assert_true(g_file_get_contents(path, &status, NULL, NULL));
    const char *line = strstr(status, "VmRSS:");
    g_assert_nonnull(line);
    const long size = strtol(line + strlen("VmRSS:"), NULL, 10);
    g_free(status);
    g_free(path);
    return size;
}

static void
stop_server(const server *stopped)
{
    g_object_unref(stopped->out);
    g_object_unref(stopped->process);
}

static void
set_language(const server *asked, const char *language)
{
    char *preference = g_strdup_printf("\"name\":\"sipexpert.language\",\"value\":\"%s\"", language);

    g_free(ask(asked, "setconf", preference));
    g_free(preference);
}

static void
test_annotations(void)
{
    static const char *const languages[] = { "en", "ja" };
    char *first[G_N_ELEMENTS(languages)][G_N_ELEMENTS(captures)] = { { NULL } };
    const server asked = start_server(g_getenv("HOME"));

    for (unsigned round = 0; round < ROUNDS; round++) {
        const unsigned language = round % G_N_ELEMENTS(languages);
        set_language(&asked, languages[language]);
        for (size_t i = 0; i < G_N_ELEMENTS(captures); i++) {
            char *said = ask_of_capture(&asked, captures[i]);
            if (first[language][i] == NULL) {
                first[language][i] = said;
                continue;
            }
            g_assert_cmpstr(said, ==, first[language][i]);
            g_free(said);
        }
    }
    g_assert_nonnull(strstr(first[0][0], "user.busy"));
    g_assert_nonnull(strstr(first[0][1], "route.redirected"));
    g_assert_nonnull(strstr(first[0][3], "user.rejected"));
    for (size_t i = 0; i < G_N_ELEMENTS(captures); i++) {
        g_assert_cmpstr(first[0][i], !=, first[1][i]);
        g_free(first[0][i]);
        g_free(first[1][i]);
    }
    stop_server(&asked);
}

/* How much a server grows after the first rounds. */
static long
growth_kb(const char *home)
{
    const server asked = start_server(home);
    long warm = 0;

    for (unsigned round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < G_N_ELEMENTS(captures); i++) {
            char *file = g_strdup_printf("\"file\":\"captures/%s.pcap\"", captures[i]);
            g_free(ask(&asked, "load", file));
            g_free(ask(&asked, "tap", "\"tap0\":\"expert\""));
            g_free(ask(&asked, "frames", "\"filter\":\"sip\""));
            g_free(file);
        }
        warm = round + 1 == WARM_UP ? resident_kb(&asked) : warm;
    }
    const long growth = resident_kb(&asked) - warm;
    stop_server(&asked);
    return growth;
}

static void
test_memory(void)
{
    const long with = growth_kb(g_getenv("HOME"));
    const long without = growth_kb("/nonexistent");

    g_test_message("sharkd grows by %ld kB with the plugin, %ld kB without", with, without);
    g_assert_cmpint(with - without, <=, MAX_GROWTH_KB);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/files-in-turn/annotations", test_annotations);
    g_test_add_func("/files-in-turn/memory", test_memory);
    return g_test_run();
}
