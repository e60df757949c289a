/* routes.c
 * Numbers, users and hops that lead nowhere, loops and redirections; and probes that only ask.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"
#include "uri.h"

#include <string.h>

static bool
has_contact(const finding *found)
{
    return sip_message_header(found->response, SIP_HEADER_CONTACT).at != NULL;
}

/* The URI of the only Contact; absent if there are more, of which another one may lead further. */
static sip_text
only_contact(const finding *found)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text contact = { NULL, 0 };
    sip_text further;

    sip_message_next_value(found->response, SIP_HEADER_CONTACT, &values, &contact);
    return sip_message_next_value(found->response, SIP_HEADER_CONTACT, &values, &further) ? (sip_text){ NULL, 0 }
                                                                                          : sip_text_uri(contact);
}

/* A redirection to where the request went, or of a request that follows one at the server that made it. */
bool
routes_redirected_back(finding *found)
{
    const sip_message *request = finding_request(found);
    const bool is_same = request != NULL && sip_uri_is_same_address(only_contact(found), request->request_uri);

    if (is_same) {
        finding_show_request(found, "Request-URI", finding_details(found)->uri);
    }
    return has_contact(found) && (is_same || finding_has(found, OBSERVED_REDIRECTED_AND_BACK)) &&
           finding_conclude(found, VERDICT_ROUTE_REDIRECT_LOOP);
}

bool
routes_redirected(finding *found)
{
    return has_contact(found) && finding_conclude(found, VERDICT_ROUTE_REDIRECTED);
}

bool
routes_use_other_way(finding *found)
{
    return has_contact(found) && finding_conclude(found, VERDICT_ROUTE_USE_PROXY);
}

/* The text of the first XML element of that start tag; absent if there is none. */
static sip_text
element_text(sip_text body, const char *tag)
{
    const char *begin = body.size > 0 ? g_strstr_len(body.at, (gssize)body.size, tag) : NULL;

    if (begin == NULL) {
        return (sip_text){ NULL, 0 };
    }
    begin += strlen(tag);
    const char *closed = memchr(begin, '<', (size_t)(body.at + body.size - begin));
    return closed != NULL ? sip_text_trimmed((sip_text){ begin, (size_t)(closed - begin) }) : (sip_text){ NULL, 0 };
}

/* A network that knows an emergency number which the handset does not know (3GPP TS 24.229 5.2.10.2, 7.6). */
bool
routes_emergency(finding *found)
{
    const sip_text body = found->response->body;
    const sip_text action = element_text(body, "<action>");

    if (!finding_is_of(found, "INVITE") || !sip_text_is(element_text(body, "<type>"), "emergency")) {
        return false;
    }
    if (action.size > 0) {
        finding_show(found, EVIDENCE_HEADER, "name", "action", "value", finding_copy(found, action), NULL);
    }
    return finding_conclude(found, VERDICT_ROUTE_EMERGENCY);
}

/* The service is described in the body (RFC 3261 21.3.5), mostly that of an IMS (application/3gpp-ims+xml). */
bool
routes_use_other_service(finding *found)
{
    const bool is_described = found->response->body.size > 0 || has_contact(found);

    return finding_conclude(found, is_described ? VERDICT_ROUTE_USE_PROXY_SERVICE : VERDICT_ROUTE_REDIRECTED_NOWHERE_SERVICE);
}

/* Whatever an element answers to OPTIONS, it is alive (RFC 3261 11.2). */
bool
routes_answered_probe(finding *found)
{
    return finding_is_of(found, "OPTIONS") && !found->request->in_dialog && finding_conclude(found, VERDICT_PROBE_ANSWERED);
}

bool
routes_traceroute(finding *found)
{
    return finding_is_of(found, "OPTIONS") && found->request->max_forwards == 0 &&
           finding_conclude(found, VERDICT_PROBE_TRACEROUTE);
}

/* A loop that has closed: an endpoint that passed the request on is in Via a second time, or got it back. */
bool
routes_loop(finding *found)
{
    const sip_request *request = found->request;
    const char *looping = finding_extras(found)->looping;

    if (looping != NULL) {
        finding_show(found, EVIDENCE_VIA, "element", looping, "count", finding_number(found, request->vias), "frame",
                     finding_number(found, request->frame), NULL);
    } else if (found->response->status == 482) {
        /* To use up Max-Forwards, once is not enough. */
        looping = observe_return(found);
    }
    finding_set_placeholder(found, "element", looping);
    return looping != NULL && finding_conclude(found, VERDICT_ROUTE_LOOP);
}

/* RFC 3261 8.2.2.2: only a second path to the same server merges requests. */
bool
routes_merged(finding *found)
{
    return finding_conclude_if_shown(found, VERDICT_ROUTE_MERGED, observe_other_path(found));
}

bool
routes_too_many_hops(finding *found)
{
    const sip_request *request = found->request;

    if (request->frame == 0 || request->max_forwards < 0 || request->max_forwards > 1) {
        return false;
    }
    finding_set_placeholder_number(found, "hops", request->vias);
    finding_show_request(found, "Max-Forwards", finding_number(found, request->max_forwards));
    return finding_conclude(found, VERDICT_ROUTE_TOO_MANY_HOPS);
}

/* An address in the Request-URI needs no DNS, so it is another name that was not found. */
static bool
is_address(sip_text host)
{
    return sip_host_is_private(host) || sip_host_is_public(host);
}

/* WebSocket clients have a Contact in .invalid, as nobody can connect to them (RFC 7118 5). */
static bool
is_of_websocket(const sip_message *request)
{
    static const char invalid[] = ".invalid";
    const size_t suffix = strlen(invalid);
    const sip_text host = sip_uri_host(request->request_uri);
    const sip_text transport = sip_text_parameter(request->request_uri, "transport");

    return host.size > suffix && sip_text_is((sip_text){ host.at + host.size - suffix, suffix }, invalid) &&
           (sip_text_is(transport, "ws") || sip_text_is(transport, "wss"));
}

bool
routes_conclude_unresolvable(finding *found, bool shown)
{
    const sip_message *request = finding_request(found);

    if (request == NULL) {
        return finding_conclude_if_shown(found, VERDICT_ROUTE_UNRESOLVABLE, shown);
    }
    finding_show_request(found, "Request-URI", finding_details(found)->uri);
    const sip_text route = sip_message_header(request, SIP_HEADER_ROUTE);
    if (route.at != NULL) {
        finding_show_request(found, sip_header_name(SIP_HEADER_ROUTE), finding_copy(found, route));
    }
    /* The first Route is mostly the server itself, and a second one the next hop. */
    if (is_of_websocket(request) && !sip_message_has_several(request, SIP_HEADER_ROUTE)) {
        return finding_conclude_if_shown(found, VERDICT_ROUTE_WEBSOCKET_CONTACT, shown && route.at == NULL);
    }
    return finding_conclude_if_shown(
        found, is_address(sip_uri_host(request->request_uri)) ? VERDICT_ROUTE_UNRESOLVABLE_OTHER : VERDICT_ROUTE_UNRESOLVABLE,
        shown);
}

/* Kamailio ends its own phrases with code and module: only they are proof. */
bool
routes_unresolvable(finding *found)
{
    const bool shown = finding_phrase_contains(found, "(478/");

    return (shown || finding_is_made_by(found, "kamailio")) && routes_conclude_unresolvable(found, shown);
}

bool
routes_not_sent(finding *found)
{
    const bool shown = finding_phrase_contains(found, "(477/");

    return (shown || finding_is_made_by_proxy(found)) && finding_conclude_if_shown(found, VERDICT_ROUTE_SEND_FAILED, shown);
}

bool
routes_nothing_to_subscribe(finding *found)
{
    return finding_is_of(found, "SUBSCRIBE") && !finding_is_made_by_proxy(found) &&
           finding_conclude(found, VERDICT_SUBSCRIPTION_NOT_FOUND);
}

/*
 * The last Route if it has the user and address of To and no lr: where strict routing (RFC 2543) puts the target; absent otherwise. A preloaded
 * Route may have a user of its own.
 */
static sip_text
strict_target(const sip_message *request)
{
    sip_values values = { .line = { NULL, 0 } };
    sip_text route;
    sip_text last = { NULL, 0 };

    while (sip_message_next_value(request, SIP_HEADER_ROUTE, &values, &route)) {
        last = sip_text_uri(route);
    }
    const bool is_target = sip_uri_user(last).size > 0 && sip_text_parameter(last, "lr").at == NULL &&
                           sip_uri_is_same_address(last, sip_text_uri(sip_message_header(request, SIP_HEADER_TO)));
    return is_target ? last : (sip_text){ NULL, 0 };
}

/* Within a dialog a strict router may be in the route set (RFC 3261 12.2.1.1); a REGISTER names a domain, not a user (10.2). */
bool
routes_strict_routed(finding *found)
{
    const bool may_be = !found->request->in_dialog && !finding_is_of(found, "REGISTER");
    const sip_message *request = may_be ? finding_request(found) : NULL;

    if (request == NULL || sip_uri_user(request->request_uri).size > 0 || strict_target(request).at == NULL) {
        return false;
    }
    finding_show_request(found, "Request-URI", finding_details(found)->uri);
    finding_set_placeholder(found, "value", finding_copy(found, strict_target(request)));
    return finding_conclude(found, VERDICT_ROUTE_STRICT);
}

bool
routes_not_found(finding *found)
{
    if (finding_is_of(found, "REGISTER")) {
        return false;
    }
    return finding_conclude(found, found->response->status == 404 && finding_is_made_by_proxy(found) ? VERDICT_ROUTE_NOT_REGISTERED
                                                                                                     : VERDICT_ROUTE_NO_SUCH_USER);
}
