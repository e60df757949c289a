/* codes_test.c
 * What each code alone says of a request of each method: the rules of a code are for the methods that it can mean something for, and
 * those of a method for the codes that refuse it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis_case.h"

#include <string.h>

#define MAX_ROWS 40

/* All codes that are registered or seen, and the last ones of each class. */
#define CODES                                                                                                                      \
    "300 301 302 305 380 399 400 401 402 403 404 405 406 407 408 409 410 411 412 413 414 415 416 417 420 421 422 423 424 425 428 " \
    "429 430 433 436 437 438 439 440 469 470 473 474 475 476 477 478 479 480 481 482 483 484 485 486 487 488 489 491 493 494 499 " \
    "500 501 502 503 504 505 513 555 580 599 600 603 604 606 607 608 687 699"

/* Verdicts that do not depend on the method. */
#define REDIRECTIONS                                                                                                               \
    { "route.redirected-nowhere", "300 301 302 305 399" },                                                                         \
    {                                                                                                                              \
        "route.redirected-nowhere/service", "380"                                                                                  \
    }
/* 21.4 and others: the header that the client needs is not there. */
#define WITHOUT_HEADER                                                                                                             \
    {                                                                                                                              \
        "protocol.missing-header", "401 407 420 421 422 423 494"                                                                   \
    }
#define OF_THE_MESSAGE                                                                                                             \
    { "message.malformed", "400" }, { "message.too-large", "413 414 513" }, { "message.unsupported-uri", "416" },                  \
    {                                                                                                                              \
        "message.undecipherable", "493"                                                                                            \
    }
#define OF_THE_BODY                                                                                                                \
    {                                                                                                                              \
        "message.unsupported-body", "415"                                                                                          \
    }
#define OF_IDENTITY                                                                                                                \
    { "identity.missing", "428" }, { "identity.no-referrer", "429" }, { "policy.anonymous-refused/number-shown", "433" },          \
        { "identity.certificate-unavailable", "436" }, { "identity.certificate-refused", "437" },                                  \
    {                                                                                                                              \
        "identity.signature-invalid", "438"                                                                                        \
    }
#define OF_THE_PATH                                                                                                                \
    {                                                                                                                              \
        "route.merged", "482"                                                                                                      \
    }
#define OF_THE_DIALOG                                                                                                              \
    { "dialog.unknown", "481" },                                                                                                   \
    {                                                                                                                              \
        "dialog.glare/unseen", "491"                                                                                               \
    }
#define WHATEVER_IT_CARRIES REDIRECTIONS, WITHOUT_HEADER, OF_THE_MESSAGE, OF_IDENTITY, OF_THE_PATH, OF_THE_DIALOG
#define COMMON WHATEVER_IT_CARRIES, OF_THE_BODY
/* Of calls, with and without an offer. */
#define OF_CALLS                                                                                                                   \
    { "policy.payment", "402" }, { "policy.forbidden", "403" }, { "method.unsupported", "405" },                                   \
        { "callee.no-response-seen", "408" }, { "user.not-reachable", "480" }, { "route.number-incomplete", "484" },               \
        { "user.busy", "486 600" }, { "user.cancelled-unseen", "487" }, { "server.internal", "500" },                              \
        { "method.function-missing", "501" }, { "server.bad-gateway", "502" }, { "server.unavailable", "503" },                    \
        { "server.timeout", "504" }, { "user.rejected", "603" }, { "user.unwanted", "607" },                                       \
    {                                                                                                                              \
        "policy.blocked-by-network", "608"                                                                                         \
    }
/* Servers that cannot serve a request outside of calls, and what nobody answers. */
#define UNSERVED                                                                                                                   \
    { "server.request-failed", "500 502 503" },                                                                                    \
    {                                                                                                                              \
        "server.request-timeout", "408 504"                                                                                        \
    }
/* The same of a request that is sent in a call. */
#define FAILED                                                                                                                     \
    { "server.internal", "500" }, { "server.bad-gateway", "502" }, { "server.unavailable", "503" },                                \
    {                                                                                                                              \
        "server.request-timeout", "408 504"                                                                                        \
    }
/* All codes that refuse a request for what it asks, and leave the dialog, if there is one. */
#define REFUSALS "402 403 406 410 480 484 485 486 487 488 600 603 604 606 607 608 687 699"

typedef struct {
    const char *verdict;
    const char *codes;
} row;

/* A code that stands in no row has no verdict beyond its own text. */
static const struct {
    const char *method;
    const char *extra;
    bool in_dialog;
    row rows[MAX_ROWS];
} methods[] = {
    { "INVITE", "", false, { COMMON, OF_CALLS, { "route.no-such-user", "404 604" }, { "media.offer-missing", "488 606" } } },
    { "INVITE", AUDIO, false, { COMMON, OF_CALLS, { "route.no-such-user", "404 604" }, { "media.offer-refused", "488 606" } } },
    /* A call that goes on without the fax. */
    { "INVITE",
      FAX,
      true,
      { WHATEVER_IT_CARRIES,
        OF_CALLS,
        { "dialog.unknown", "404" },
        { "route.no-such-user", "604" },
        { "media.t38-declined", "415 488 606" } } },
    { "REGISTER",
      "",
      false,
      { COMMON,
        UNSERVED,
        { "registration.forbidden", "403" },
        { "registration.no-account", "404 604" },
        { "registration.no-registrar", "405 501" },
        { "registration.refused", "402 406 410 480 484 485 486 487 488 600 603 606 607 608 687 699" } } },
    { "SUBSCRIBE",
      "Event: dialog\n",
      false,
      { COMMON,
        UNSERVED,
        { "subscription.refused", REFUSALS },
        { "subscription.not-found", "404" },
        { "method.unsupported", "405 501" },
        { "event.unsupported", "489" } } },
    { "PUBLISH",
      "Event: presence\nSIP-If-Match: x\n",
      false,
      { COMMON,
        UNSERVED,
        { "publish.refused", REFUSALS " 404" },
        { "method.unsupported", "405 501" },
        { "publish.stale-etag", "412" },
        { "event.unsupported", "489" } } },
    { "MESSAGE",
      "",
      false,
      { COMMON,
        UNSERVED,
        { "messaging.no-recipient", "404 410 484 604" },
        { "messaging.offline", "480" },
        { "messaging.refused", "402 403 406 485 486 487 488 600 603 606 607 608 687 699" },
        { "method.unsupported", "405 501" } } },
    { "NOTIFY",
      "Event: dialog\nSubscription-State: active\n",
      true,
      { COMMON,
        FAILED,
        { "notify.refused", REFUSALS },
        { "dialog.unknown", "404" },
        { "method.unsupported", "405 501" },
        { "event.unsupported", "489" } } },
    { "REFER",
      "Refer-To: <sip:c@x>\n",
      true,
      { COMMON, FAILED, { "transfer.refused", REFUSALS " 405 501" }, { "dialog.unknown", "404" } } },
    { "INFO",
      "",
      true,
      { COMMON,
        FAILED,
        { "info.refused", REFUSALS },
        { "dialog.unknown", "404" },
        { "method.unsupported", "405 501" },
        { "info.package", "469" } } },
    { "BYE",
      "",
      true,
      { COMMON,
        FAILED,
        { "bye.refused", REFUSALS },
        { "dialog.unknown", "404" },
        { "method.unsupported", "405" },
        { "method.function-missing", "501" } } },
    /* Whatever is said to OPTIONS, somebody is there: but for what is wrong with the request, or says that nobody is. */
    { "OPTIONS",
      "",
      false,
      { { "probe.answered",
          "300 301 302 305 380 399 401 402 403 404 405 406 407 409 410 411 412 413 414 415 417 421 422 423 424 425 "
          "428 429 430 433 436 437 438 439 440 469 470 473 474 475 476 477 478 479 480 481 482 484 485 486 487 488 "
          "489 491 493 494 499 501 600 603 604 606 607 608 687 699" },
        { "message.malformed", "400" },
        { "message.unsupported-uri", "416" },
        { "protocol.missing-header", "420" },
        { "message.too-large", "513" },
        FAILED } },
};

/* The verdict of that code for the method; NULL if there is none. The test fails if there are two. */
static const char *
wanted_for(const row *rows, const char *code)
{
    const char *wanted = NULL;

    for (size_t i = 0; i < MAX_ROWS && rows[i].verdict != NULL; i++) {
        if (strstr(rows[i].codes, code) != NULL) {
            g_assert_true(wanted == NULL || strcmp(wanted, rows[i].verdict) == 0);
            wanted = rows[i].verdict;
        }
    }
    return wanted;
}

static const char *
phrase_of(const char *code)
{
    return catalog_find_code(catalog_of_language("en"), (int)g_ascii_strtoll(code, NULL, 10))->phrase;
}

static void
test_method(gconstpointer data)
{
    const size_t i = GPOINTER_TO_SIZE(data);
    char **codes = g_strsplit(CODES, " ", -1);
    char *extra = g_strconcat("Contact: <sip:alice@10.0.0.1>\n", methods[i].extra, NULL);

    for (char **code = codes; *code != NULL; code++) {
        scene *play = scene_new();
        char *response = g_strdup_printf("%s %s", *code, phrase_of(*code));
        const diagnosis *judged = SCENE(
            play, STEP(0, A, P, methods[i].method, .extra = extra, .kind = methods[i].in_dialog ? SCENE_IN_DIALOG : SCENE_NEW),
            STEP(500, P, A, response));
        const char *wanted = wanted_for(methods[i].rows, *code);
        if (g_strcmp0(verdict_of(judged), wanted) != 0) {
            g_test_message("%s to %s is %s, not %s", *code, methods[i].method, verdict_of(judged), wanted);
            g_test_fail();
        }
        assert_texts_are_whole(play, judged);
        g_free(response);
        scene_free(play);
    }
    g_free(extra);
    g_strfreev(codes);
}

/* Codes of an INVITE that say more themselves than words beside them, and those whose words are about the message or its dialog. */
#define CLEAR_CODES                                                                                                                \
    "300 301 302 305 380 399 401 405 406 407 412 413 414 415 416 417 420 421 422 423 428 433 436 437 438 477 478 481 482 483 487 " \
    "489 491 493 494 501 513 607 608"

/* With any other code the words of the server lead. */
static void
test_words_beside_a_code(void)
{
    char **codes = g_strsplit(CODES, " ", -1);

    for (char **code = codes; *code != NULL; code++) {
        scene *play = scene_new();
        char *response = g_strdup_printf("%s Account suspended", *code);
        const diagnosis *judged =
            SCENE(play, STEP(0, A, P, "INVITE", .extra = "Contact: <sip:alice@10.0.0.1>\n" AUDIO), STEP(500, P, A, response));
        const bool is_clear = strstr(CLEAR_CODES, *code) != NULL;
        if ((g_strcmp0(verdict_of(judged), "account.disabled") == 0) == is_clear) {
            g_test_message("%s with words is %s", *code, verdict_of(judged));
            g_test_fail();
        }
        g_free(response);
        scene_free(play);
    }
    g_strfreev(codes);
}

/* A code that is registered later needs a place in the table. */
static void
test_all_codes_are_tried(void)
{
    for (int code = 300; code <= CATALOG_LAST_CODE; code++) {
        char *text = g_strdup_printf("%d", code);
        const catalog_code *entry = catalog_find_code(catalog_of_language("en"), code);
        if (entry->code == code && strstr(CODES, text) == NULL) {
            g_test_message("%d is not tried", code);
            g_test_fail();
        }
        g_free(text);
    }
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        char *path = g_strdup_printf("/codes/%s/%" G_GSIZE_FORMAT, methods[i].method, i);
        g_test_add_data_func(path, GSIZE_TO_POINTER(i), test_method);
        g_free(path);
    }
    g_test_add_func("/codes/words", test_words_beside_a_code);
    g_test_add_func("/codes/all", test_all_codes_are_tried);
    return g_test_run();
}
