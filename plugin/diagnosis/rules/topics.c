/* topics.c
 * What the sender states in words, by its topic: after what the packets prove, and before what a code or a Q.850 cause usually means.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

/* Requests that a verdict is for. */
enum {
    INVITES = 1 << 0,
    MESSAGES = 1 << 1,
    REGISTERS = 1 << 2,
    SUBSCRIBES = 1 << 3,
    OTHERS = 1 << 4,
    CALLS = INVITES | MESSAGES, /* what goes to a user by a number or name */
    ALL = CALLS | REGISTERS | SUBSCRIBES | OTHERS,
};

static const struct {
    catalog_topic topic;
    int methods;
    catalog_verdict_id verdict;
} verdicts[] = {
    { TOPIC_ACCOUNT, ALL, VERDICT_ACCOUNT_DISABLED },
    { TOPIC_ANONYMOUS, CALLS, VERDICT_POLICY_ANONYMOUS_REFUSED },
    { TOPIC_BLOCKED, CALLS, VERDICT_POLICY_BLOCKED },
    { TOPIC_CALLER_ID, CALLS, VERDICT_POLICY_CALLER_ID },
    { TOPIC_CREDIT, CALLS, VERDICT_POLICY_PAYMENT },
    { TOPIC_DO_NOT_DISTURB, CALLS, VERDICT_USER_DO_NOT_DISTURB },
    { TOPIC_DOMAIN, REGISTERS, VERDICT_REGISTRATION_DOMAIN },
    { TOPIC_DOMAIN, ALL, VERDICT_ROUTE_DOMAIN },
    { TOPIC_LIMIT, INVITES, VERDICT_SERVER_CALL_LIMIT },
    { TOPIC_MAINTENANCE, ALL, VERDICT_SERVER_MAINTENANCE },
    { TOPIC_NO_SUCH_USER, INVITES, VERDICT_ROUTE_NO_SUCH_USER },
    { TOPIC_NO_SUCH_USER, MESSAGES, VERDICT_MESSAGING_NO_RECIPIENT },
    { TOPIC_NO_SUCH_USER, REGISTERS, VERDICT_REGISTRATION_NO_ACCOUNT },
    { TOPIC_NO_SUCH_USER, SUBSCRIBES, VERDICT_SUBSCRIPTION_NOT_FOUND },
    { TOPIC_NUMBER_FORMAT, CALLS, VERDICT_ROUTE_NUMBER_FORMAT },
    { TOPIC_OVERLOAD, ALL, VERDICT_SERVER_CONGESTION },
    { TOPIC_POLICY, CALLS, VERDICT_POLICY_FORBIDDEN },
    { TOPIC_RATE, ALL, VERDICT_SERVER_RATE_LIMIT },
    { TOPIC_SOURCE_ADDRESS, ALL, VERDICT_POLICY_SOURCE_ADDRESS },
    { TOPIC_SPAM, CALLS, VERDICT_POLICY_BLOCKED },
    { TOPIC_TRANSPORT, ALL, VERDICT_ROUTE_SEND_FAILED },
    { TOPIC_TRUNK, INVITES, VERDICT_ROUTE_TRUNK },
};

/* Codes that say more themselves than words beside them, and those whose words are about the request or its dialog. */
static const int clear_codes[] = { 401, 407, 405, 406, 412, 415, 416, 417, 420, 421, 422, 423, 428, 433,
                                   436, 437, 438, 477, 478, 481, 482, 483, 487, 489, 494, 501, 607, 608 };

static bool
is_clear(int code)
{
    for (size_t i = 0; i < G_N_ELEMENTS(clear_codes); i++) {
        if (clear_codes[i] == code) {
            return true;
        }
    }
    return false;
}

static int
method_of(const finding *found)
{
    static const struct {
        const char *method;
        int flag;
    } methods[] = { { "INVITE", INVITES }, { "MESSAGE", MESSAGES }, { "REGISTER", REGISTERS }, { "SUBSCRIBE", SUBSCRIBES } };

    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        if (finding_is_of(found, methods[i].method)) {
            return methods[i].flag;
        }
    }
    return OTHERS;
}

static void
show_header(finding *found, sip_header header)
{
    const sip_message *request = finding_request(found);
    const sip_text value = request != NULL ? sip_message_header(request, header) : (sip_text){ NULL, 0 };

    if (value.at != NULL) {
        finding_show_request(found, sip_header_name(header), finding_copy(found, value));
    }
}

/* What of the request is meant. */
static void
show_subject(finding *found, catalog_topic topic)
{
    switch (topic) {
    case TOPIC_CALLER_ID:
    case TOPIC_ANONYMOUS:
        finding_set_placeholder(found, "value", finding_copy_string(found, found->request->from_user));
        show_header(found, SIP_HEADER_FROM);
        show_header(found, SIP_HEADER_P_ASSERTED_IDENTITY);
        break;
    case TOPIC_DOMAIN:
    case TOPIC_NUMBER_FORMAT:
        if (finding_details(found)->uri != NULL) {
            finding_show_request(found, "Request-URI", finding_details(found)->uri);
        }
        show_header(found, SIP_HEADER_ROUTE);
        break;
    default:
        break;
    }
}

static bool
conclude(finding *found, catalog_topic topic, catalog_verdict_id verdict)
{
    show_subject(found, topic);
    if (topic == TOPIC_ANONYMOUS) {
        return identity_anonymous(found);
    }
    return finding_conclude_if_shown(found, verdict, false);
}

/* A gateway or carrier without a route has to be repaired; a number that leads nowhere was perhaps only mistyped. */
static bool
has_no_route(finding *found, int method)
{
    return (method & CALLS) != 0 && finding_conclude_as(found, VERDICT_ROUTE_NO_ROUTE, CATALOG_WARN);
}

/* What a 4xx says of TLS or certificates may mean the connection that it answers on. */
static bool
could_not_send(finding *found)
{
    const int status = found->response->status;

    return (status >= 500 || status == 408 || status == 480) &&
           finding_conclude_if_shown(found, VERDICT_ROUTE_SEND_FAILED_STATED, false);
}

/* Whoever forbids a request says "not registered" of its sender. */
static bool
is_not_registered(finding *found, int method)
{
    return (method & CALLS) != 0 && found->response->status != 403 &&
           finding_conclude(found, method == MESSAGES ? VERDICT_MESSAGING_OFFLINE : VERDICT_ROUTE_NOT_REGISTERED);
}

bool
topics_stated(finding *found)
{
    const catalog_topic topic = finding_topic(found);
    const int status = found->response->status;

    /* What a policy does not allow in a 488 or 606 is the media. */
    if (topic == TOPIC_NONE || is_clear(status) || (topic == TOPIC_POLICY && (status == 488 || status == 606))) {
        return false;
    }
    const int method = method_of(found);
    if (topic == TOPIC_RESOLUTION) {
        return routes_conclude_unresolvable(found, false);
    }
    if (topic == TOPIC_ROUTING) {
        return has_no_route(found, method);
    }
    if (topic == TOPIC_TRANSPORT) {
        return could_not_send(found);
    }
    if (topic == TOPIC_NOT_REGISTERED) {
        return is_not_registered(found, method);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(verdicts); i++) {
        if (verdicts[i].topic == topic && (verdicts[i].methods & method) != 0) {
            return conclude(found, topic, verdicts[i].verdict);
        }
    }
    return false;
}

bool
topics_stated_outside_calls(finding *found)
{
    return !finding_is_of(found, "INVITE") && topics_stated(found);
}
