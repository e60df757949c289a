/* routes.c
 * Numbers, users and hops that lead nowhere, loops and redirections; and probes that only ask.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "finding.h"

#include <string.h>

static bool
has_contact(const finding *found)
{
    return sip_message_header(found->response, SIP_HEADER_CONTACT).at != NULL;
}

static bool
redirected(finding *found)
{
    return has_contact(found) && finding_conclude(found, "route.redirected");
}

static bool
use_other_way(finding *found)
{
    return has_contact(found) && finding_conclude(found, "route.use-proxy");
}

/* Whatever an element answers to OPTIONS, it is alive (RFC 3261 11.2). */
static bool
answered_probe(finding *found)
{
    return finding_is_of(found, "OPTIONS") && !found->request->in_dialog && finding_conclude(found, "probe.answered");
}

static bool
traceroute(finding *found)
{
    return finding_is_of(found, "OPTIONS") && found->request->max_forwards == 0 && finding_conclude(found, "probe.traceroute");
}

static bool
loop(finding *found)
{
    const sip_request *request = found->request;
    const char *looping = finding_extras(found)->looping;

    if (looping == NULL) {
        return false;
    }
    finding_set_placeholder(found, "element", looping);
    finding_show(found, "via", "element", looping, "count", finding_number(found, request->vias), "frame",
                 finding_number(found, request->frame), NULL);
    return finding_conclude(found, "route.loop");
}

static bool
too_many_hops(finding *found)
{
    const sip_request *request = found->request;

    if (request->frame == 0 || request->max_forwards < 0 || request->max_forwards > 1) {
        return false;
    }
    finding_set_placeholder_number(found, "hops", request->vias);
    finding_show_request(found, "Max-Forwards", finding_number(found, request->max_forwards));
    return finding_conclude(found, "route.too-many-hops");
}

/* Kamailio ends its own phrases with code and module: only they are proof. */
static bool
unresolvable(finding *found)
{
    const bool shown = finding_phrase_contains(found, "(478/");

    return (shown || finding_is_made_by(found, "kamailio")) && finding_conclude_if_shown(found, "route.unresolvable", shown);
}

static bool
not_sent(finding *found)
{
    const bool shown = finding_phrase_contains(found, "(477/");

    return (shown || finding_is_made_by_proxy(found)) && finding_conclude_if_shown(found, "route.send-failed", shown);
}

static bool
nothing_to_subscribe(finding *found)
{
    return finding_is_of(found, "SUBSCRIBE") && !finding_is_made_by_proxy(found) &&
           finding_conclude(found, "subscription.not-found");
}

static bool
not_found(finding *found)
{
    if (finding_is_of(found, "REGISTER")) {
        return false;
    }
    return finding_conclude(found, found->response->status == 404 && finding_is_made_by_proxy(found) ? "route.not-registered"
                                                                                                     : "route.no-such-user");
}

const rule rules_for_routes[] = {
    { 483, 483, traceroute, NULL },
    { 300, 302, redirected, NULL },
    { 305, 305, use_other_way, NULL },
    { 380, 380, use_other_way, NULL },
    { 300, 399, NULL, "route.redirected-nowhere" },
    { 482, 483, loop, NULL },
    { 483, 483, too_many_hops, NULL },
    { 482, 482, NULL, "route.merged" },
    { 477, 477, not_sent, NULL },
    { 478, 478, unresolvable, NULL },
    { 484, 484, NULL, "route.number-incomplete" },
    { 404, 404, nothing_to_subscribe, NULL },
    { 404, 404, not_found, NULL },
    { 604, 604, not_found, NULL },
    { 0, 0, NULL, NULL },
};

/* Not 400, 416 and 420: they say what is wrong with the OPTIONS itself. */
const rule rules_for_probes[] = {
    { 300, 399, answered_probe, NULL }, { 401, 407, answered_probe, NULL }, { 409, 415, answered_probe, NULL },
    { 417, 419, answered_probe, NULL }, { 421, 482, answered_probe, NULL }, { 484, 499, answered_probe, NULL },
    { 501, 501, answered_probe, NULL }, { 600, 699, answered_probe, NULL }, { 0, 0, NULL, NULL },
};
