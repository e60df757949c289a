/* words_test.c
 * What a failure says in words: whom each topic is for, and which headers are read and shown.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

#include <string.h>

/* The requests that words may answer. */
enum {
    OF_INVITE,
    OF_MESSAGE,
    OF_REGISTER,
    OF_SUBSCRIBE,
    OF_PUBLISH,
    METHODS
};
static const char *const methods[METHODS] = { "INVITE", "MESSAGE", "REGISTER", "SUBSCRIBE", "PUBLISH" };

/* The verdicts of a 503 with these words; NULL: what it says without words. */
static const struct {
    const char *words;
    const char *verdicts[METHODS];
} topics[] = {
#define FOR_ALL(verdict)                                                                                                           \
    {                                                                                                                              \
        verdict, verdict, verdict, verdict, verdict                                                                                \
    }
#define FOR_CALLS(verdict)                                                                                                         \
    {                                                                                                                              \
        verdict, verdict, NULL, NULL, NULL                                                                                         \
    }
#define FOR_INVITES(verdict)                                                                                                       \
    {                                                                                                                              \
        verdict, NULL, NULL, NULL, NULL                                                                                            \
    }
    { "Account suspended", FOR_ALL("account.disabled") },
    { "Under maintenance", FOR_ALL("server.maintenance") },
    { "Server overloaded", FOR_ALL("server.congestion") },
    { "Flood detected", FOR_ALL("server.rate-limit") },
    { "IP not allowed", FOR_ALL("policy.source-address") },
    { "Connection refused", FOR_ALL("route.send-failed/stated") },
    { "No DNS results", FOR_ALL("route.unresolvable") },
    /* Of what somebody calls, or sends a message to. */
    { "Anonymous calls rejected", FOR_CALLS("policy.anonymous-refused/number-shown") },
    { "Destination barred", FOR_CALLS("policy.blocked") },
    { "Suspected spam", FOR_CALLS("policy.blocked") },
    { "Caller ID not allowed", FOR_CALLS("policy.caller-id") },
    { "Insufficient funds", FOR_CALLS("policy.payment") },
    { "Do not disturb", FOR_CALLS("user.do-not-disturb") },
    { "Invalid number format", FOR_CALLS("route.number-format") },
    { "Not permitted by policy", FOR_CALLS("policy.forbidden") },
    { "General routing failure", FOR_CALLS("route.no-route") },
    /* Of what takes a line. */
    { "All trunks busy", FOR_INVITES("server.call-limit") },
    { "Trunk not registered", FOR_INVITES("route.trunk") },
    /* The same words mean something else for each. */
    { "User not registered", { "route.not-registered", "messaging.offline", NULL, NULL, NULL } },
    { "User unknown",
      { "route.no-such-user", "messaging.no-recipient", "registration.no-account", "subscription.not-found", NULL } },
    { "Domain not served here", { "route.domain", "route.domain", "registration.domain", "route.domain", "route.domain" } },
    { "Nothing of the kind", FOR_ALL(NULL) },
};

static const char *
without_words(int method)
{
    return method == OF_INVITE ? "server.unavailable" : "server.request-failed";
}

static void
test_topics(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(topics); i++) {
        for (int method = 0; method < METHODS; method++) {
            scene *play = scene_new();
            char *response = g_strconcat("503 ", topics[i].words, NULL);
            const char *wanted = topics[i].verdicts[method] != NULL ? topics[i].verdicts[method] : without_words(method);
            const diagnosis *judged = SCENE(play, STEP(0, A, P, methods[method]), STEP(500, P, A, response));
            g_test_message("%s to %s", topics[i].words, methods[method]);
            g_assert_cmpstr(verdict_of(judged), ==, wanted);
            g_assert_false(judged->certain);
            assert_says(play, judged, topics[i].words);
            g_free(response);
            scene_free(play);
        }
    }
}

/* Plays an INVITE and this response with these headers. */
static const diagnosis *
refuse(scene *play, const char *response, const char *headers)
{
    return SCENE(play, STEP(0, A, P, "INVITE"), STEP(500, P, A, response, .extra = headers));
}

/* Headers of no RFC in which products say why. */
static void
test_headers_of_products(void)
{
    static const char *const names[] = {
        "X-Reason",
        "X-Error",
        "X-Error-Info",
        "X-Failure-Reason",
        "X-Asterisk-HangupCause",
        "X-Hangup-Cause",
        "P-Reason",
        "X-Cause",
        "X-Disconnect-Reason",
        "X-FS-Hangup-Cause",
        "ms-diagnostics",
        "ms-diagnostics-public",
        "X-MS-Diagnostics",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        scene *play = scene_new();
        char *header = g_strconcat(names[i], ": 1;reason=\"Licence file unreadable\"\n", NULL);
        char *line = g_strconcat(names[i], ": 1;reason=\"Licence file unreadable\"", NULL);
        const diagnosis *judged = refuse(play, "500 Server Internal Error", header);
        assert_says(play, judged, "The server says \"Licence file unreadable\". ");
        assert_shows(play, judged, line);
        g_free(line);
        g_free(header);
        scene_free(play);
    }
}

static bool
shows(const scene *play, const diagnosis *judged, const char *wanted)
{
    char **evidence = diagnosis_evidence(judged, scene_catalog(play), NULL);
    const bool is_there = g_strv_contains((const char *const *)evidence, wanted);

    g_strfreev(evidence);
    return is_there;
}

/* Headers of a failure that tell something, and those that do so with certain codes only. */
static void
test_headers_shown(void)
{
    static const struct {
        const char *name;
        const char *codes; /* NULL: all from 400 on */
    } headers[] = {
        { "Retry-After", NULL },
        { "Min-Expires", NULL },
        { "Min-SE", NULL },
        { "Unsupported", NULL },
        { "Require", NULL },
        { "WWW-Authenticate", NULL },
        { "Proxy-Authenticate", NULL },
        { "Security-Server", NULL },
        { "Allow-Events", NULL },
        { "Recv-Info", NULL },
        { "SIP-ETag", NULL },
        { "Geolocation-Error", NULL },
        { "AlertMsg-Error", NULL },
        { "P-Registrar-Error", NULL },
        { "Permission-Missing", NULL },
        { "Response-Source", NULL },
        { "Error-Info", NULL },
        { "Server", NULL },
        { "User-Agent", NULL },
        { "Accept", "406 415 488 606" },
        { "Accept-Encoding", "415" },
        { "Accept-Language", "415" },
        { "Accept-Resource-Priority", "417" },
        { "Allow", "405 501" },
        { "Call-Info", "603 607 608" },
        { "Contact", "485" },
        { "Date", "" },
    };
    static const char *const codes[] = { "404", "405", "406", "415", "417", "485", "488", "501", "603", "606", "607", "608" };

    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
        for (size_t j = 0; j < G_N_ELEMENTS(codes); j++) {
            scene *play = scene_new();
            char *response = g_strconcat(codes[j], " Odd", NULL);
            char *header = g_strconcat(headers[i].name, ": 7\n", NULL);
            char *line = g_strconcat(headers[i].name, ": 7", NULL);
            const bool wanted = headers[i].codes == NULL || strstr(headers[i].codes, codes[j]) != NULL;
            g_test_message("%s of a %s", headers[i].name, codes[j]);
            g_assert_cmpint(shows(play, refuse(play, response, header), line), ==, wanted);
            g_free(line);
            g_free(header);
            g_free(response);
            scene_free(play);
        }
    }
}

/* Of a header that comes again and again the first eight lines are shown. */
static void
test_many_lines(void)
{
    static const struct {
        const char *header;
        const char *line;
    } kinds[] = {
        { "Error-Info: <sip:%d@x>\n", "Error-Info: <sip:%d@x>" },
        { "Warning: 39%d x \"Odd\"\n", "Warning 39%d from x: \"Odd\"" },
        { "Reason: SIP;cause=50%d\n", "Reason: SIP;cause=50%d" },
        { "X-Reason: %d\n", "X-Reason: %d" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        GString *headers = g_string_new(NULL);
        scene *play = scene_new();
        for (int line = 0; line < 9; line++) {
            g_string_append_printf(headers, kinds[i].header, line);
        }
        const diagnosis *judged = refuse(play, "500 Server Internal Error", headers->str);
        for (int line = 0; line < 9; line++) {
            char *text = g_strdup_printf(kinds[i].line, line);
            g_test_message("%s", text);
            g_assert_cmpint(shows(play, judged, text), ==, line < 8);
            g_free(text);
        }
        scene_free(play);
        g_string_free(headers, TRUE);
    }
}

/* A Q.850 value is shown as it was sent where it says more than its number (RFC 3326, RFC 8606). */
static void
test_reasons(void)
{
    static const struct {
        const char *value;
        bool is_shown;
    } reasons[] = {
        { "Q.850;cause=17", false },
        { "Q.850;cause=17;text=\"User busy\"", false },
        { "Q.850;cause=17;text=\"USER BUSY\"", false },
        { "Q.850;cause=17;text=\"\"", false },
        { "Q.850;cause=17;text=\"Line 4\"", true },
        { "Q.850;cause=17;location=LN", true },
        { "Q.850;cause=0", true },
        { "Q.850;cause=127", false },
        { "Q.850;cause=128", true },
        { "SIP;cause=17", true },
        { "Q.850", true },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
        scene *play = scene_new();
        char *header = g_strconcat("Reason: ", reasons[i].value, "\n", NULL);
        char *line = g_strconcat("Reason: ", reasons[i].value, NULL);
        g_test_message("%s", line);
        g_assert_cmpint(shows(play, refuse(play, "486 Busy Here", header), line), ==, reasons[i].is_shown);
        g_free(line);
        g_free(header);
        scene_free(play);
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    g_test_add_func("/words/topics", test_topics);
    g_test_add_func("/words/headers-of-products", test_headers_of_products);
    g_test_add_func("/words/headers", test_headers_shown);
    g_test_add_func("/words/many-lines", test_many_lines);
    g_test_add_func("/words/reasons", test_reasons);
    return g_test_run();
}
