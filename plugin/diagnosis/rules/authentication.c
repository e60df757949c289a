/* authentication.c
 * Challenges and refusals (RFC 3261 22, RFC 7616).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "challenge.h"
#include "rules.h"
#include "sip_string.h"

/* So often a peer must have left challenges of other calls without credentials before it is taken for one that never sends any. */
#define CHALLENGES_OF_A_TRUNK 2
/* Servers keep a nonce valid for longer than a client needs to answer. */
#define AGE_OF_OLD_NONCE ((gint64)30 * G_USEC_PER_SEC)
/* So many refusals before a 403 look like a ban. */
#define REFUSALS_BEFORE_BAN 2
/* No server means a nonce to be old so soon. */
#define AGE_OF_FRESH_NONCE ((gint64)10 * G_USEC_PER_SEC)

static bool
peer_without_credentials(const finding *found)
{
    const sip_endpoint *client = found->transaction->client;

    return client != NULL && client->challenges >= CHALLENGES_OF_A_TRUNK && endpoint_left_challenge(found->transaction) &&
           finding_is_of(found, "INVITE");
}

static bool
never_answered(finding *found, const sip_unanswered *challenges)
{
    const char *algorithms = challenge_algorithms(found);

    finding_set_placeholder_number(found, "count", challenges->count + 1);
    finding_set_placeholder_number(found, "frame", challenges->first_frame);
    finding_set_placeholder(found, "algorithms", algorithms);
    finding_show(found, OBSERVED_UNANSWERED, "count", finding_number(found, challenges->count), "frame",
                 finding_number(found, challenges->first_frame), NULL);
    finding_show(found, OBSERVED_ALGORITHMS, "algorithms", algorithms, NULL);
    return finding_conclude(found, VERDICT_AUTH_UNANSWERED);
}

/* Credentials that answer the challenge of one realm for another; they are none for the realm that is challenged. */
static bool
answers_another_realm(finding *found)
{
    for (const sip_credentials *credentials = found->request->credentials; credentials != NULL; credentials = credentials->next) {
        if (observe_other_realm(found, credentials)) {
            observe_credentials(found, credentials);
            return finding_conclude(found, VERDICT_AUTH_NOT_OFFERED);
        }
    }
    return false;
}

static bool
first_challenge(finding *found, sip_text challenge)
{
    if (answers_another_realm(found)) {
        return true;
    }
    if (peer_without_credentials(found)) {
        return finding_conclude(found, VERDICT_AUTH_TRUNK);
    }
    if (found->packet->unanswered != NULL) {
        return never_answered(found, found->packet->unanswered);
    }
    finding_set_placeholder(found, "realm", finding_copy(found, sip_text_auth_parameter(challenge, "realm")));
    return finding_conclude(found, VERDICT_AUTH_CHALLENGE);
}

/* The nonce that the call was offered last for the realm, if that was just before; NULL otherwise. */
static const sip_nonce *
fresh_offer(const finding *found, const sip_credentials *credentials)
{
    const sip_nonce *offered = found->call->offered;

    return offered != NULL && g_strcmp0(offered->realm, credentials->realm) == 0 &&
                   found->request->time - offered->time <= AGE_OF_FRESH_NONCE
               ? offered
               : NULL;
}

/* Shows the nonce that the client uses instead of the one that it was offered. */
static void
show_other_nonce(finding *found, const sip_credentials *credentials, const sip_nonce *offered)
{
    finding_show(found, OBSERVED_NONCE_ALTERED, "value", finding_copy_string(found, credentials->nonce), "frame",
                 finding_number(found, offered->frame), "offered", finding_copy_string(found, offered->text), NULL);
}

/* One stale nonce is in order; a server that calls fresh ones stale again and again does not know its own, or did not get it. */
static bool
stale_nonce(finding *found, const sip_credentials *credentials)
{
    const sip_call *call = found->call;
    const sip_nonce *offered = fresh_offer(found, credentials);

    if (call->stale_count == 0 || call->stale_cseq == found->request->cseq || offered == NULL) {
        return finding_conclude(found, VERDICT_AUTH_STALE);
    }
    finding_set_placeholder_number(found, "count", call->stale_count + 1);
    if (credentials->offered == NULL || credentials->offered->text != offered->text) {
        show_other_nonce(found, credentials, offered);
        return finding_conclude(found, VERDICT_AUTH_OTHER_NONCE);
    }
    finding_show_frame(found, OBSERVED_NONCE_AS_OFFERED, offered->frame);
    return finding_conclude(found, observe_other_node(found, credentials) ? VERDICT_AUTH_OTHER_NODE : VERDICT_AUTH_STALE_LOOP);
}

/* Many servers give a new nonce without stale=true. One that was accepted before, or is old, says nothing against the password. */
static bool
may_be_outdated(finding *found, const sip_credentials *credentials, sip_text challenge)
{
    const sip_nonce *offered = credentials->offered;
    const bool is_new = !sip_string_is(credentials->nonce, sip_text_auth_parameter(challenge, "nonce"));

    if (offered->accepted_frame != 0) {
        finding_show_frame(found, EVIDENCE_ACCEPTED, offered->accepted_frame);
    }
    return is_new && (offered->accepted_frame != 0 || found->request->time - offered->time > AGE_OF_OLD_NONCE);
}

/* True if the nonce was accepted, or the one before it. */
static bool
was_accepted(const sip_nonce *offered)
{
    return offered != NULL && (offered->accepted_frame != 0 || (offered->before != NULL && offered->before->accepted_frame != 0));
}

/* It looks neither at nc nor whether the uri is the Request-URI. */
static bool
is_made_by_asterisk(const finding *found)
{
    return finding_is_made_by(found, "Asterisk") || finding_is_made_by(found, "FPBX");
}

/* Proxies, too, compute the digest of whatever uri the credentials name. */
static bool
may_compare_uris(const finding *found)
{
    return !finding_is_made_by_proxy(found) && !is_made_by_asterisk(found);
}

/* Proxies and FreeSWITCH take any nc that is higher. */
static bool
may_count_uses(const finding *found)
{
    return may_compare_uris(found) && !finding_is_made_by(found, "FreeSWITCH");
}

/* An nc that a server takes for a replay, or that does not begin anew with a nonce. */
static bool
faulty_count(finding *found, const sip_credentials *credentials)
{
    if (!is_made_by_asterisk(found) && observe_nonce_count(found, credentials)) {
        finding_set_placeholder_number(found, "count", credentials->count);
        finding_set_placeholder_number(found, "frame", credentials->before_frame);
        return finding_conclude(found, VERDICT_AUTH_NONCE_REUSED);
    }
    /* Where nothing was accepted before, the password may be wrong as well. */
    if (!observe_count_kept(found, credentials) || credentials->offered->before->accepted_frame == 0 || !may_count_uses(found)) {
        return false;
    }
    finding_set_placeholder_number(found, "count", credentials->count);
    return finding_conclude(found, VERDICT_AUTH_NONCE_COUNT);
}

/* A digest of another length, unless the server took what this client sends once: it does not refuse it for its form. */
static bool
faulty_digest(finding *found, const sip_credentials *credentials)
{
    const sip_endpoint *client = found->transaction->client;

    if (was_accepted(credentials->offered) || client == NULL || client->was_accepted) {
        return false;
    }
    observe_algorithm_left_out(found, credentials);
    return observe_digest_length(found, credentials);
}

/* What the credentials themselves have that a server refuses, whatever the password is. */
static bool
faulty_credentials(finding *found, const sip_credentials *credentials)
{
    if (observe_other_header(found, credentials) || observe_not_offered(found, credentials)) {
        return finding_conclude(found, VERDICT_AUTH_NOT_OFFERED);
    }
    if (faulty_digest(found, credentials)) {
        return finding_conclude(found, VERDICT_AUTH_DIGEST_LENGTH);
    }
    if (faulty_count(found, credentials)) {
        return true;
    }
    if (observe_digest_uri(found, credentials) && may_compare_uris(found)) {
        return finding_conclude(found, VERDICT_AUTH_URI_MISMATCH);
    }
    return false;
}

/* The nonce tells a wrong password from an old nonce: a server that refuses what was made from its own offer refuses the credentials. */
static bool
repeated_challenge(finding *found, const sip_credentials *credentials, sip_text challenge)
{
    observe_credentials(found, credentials);
    if (observe_auts(found, credentials)) {
        return finding_conclude_as(found, VERDICT_AUTH_RESYNCHRONISATION,
                                   observe_auts_again(found, credentials) ? CATALOG_WARN : CATALOG_CHAT);
    }
    if (sip_text_is(sip_text_auth_parameter(challenge, "stale"), "true")) {
        return stale_nonce(found, credentials);
    }
    if (observe_empty_response(found, credentials)) {
        return finding_conclude(found, VERDICT_AUTH_AKA);
    }
    if (credentials->offered == NULL) {
        finding_show_frame(found, EVIDENCE_NONCE_UNKNOWN, found->request->frame);
        if (fresh_offer(found, credentials) != NULL) {
            show_other_nonce(found, credentials, fresh_offer(found, credentials));
        }
        return finding_conclude(found, VERDICT_AUTH_NONCE_OUTDATED);
    }
    finding_show_frame(found, EVIDENCE_CHALLENGE, credentials->offered->frame);
    if (observe_other_node(found, credentials)) {
        return finding_conclude(found, VERDICT_AUTH_OTHER_NODE);
    }
    if (finding_topic(found) == TOPIC_STALE_NONCE) {
        return faulty_count(found, credentials) || finding_conclude(found, VERDICT_AUTH_NONCE_OUTDATED);
    }
    if (faulty_credentials(found, credentials)) {
        return true;
    }
    if (may_be_outdated(found, credentials, challenge)) {
        return finding_conclude(found, VERDICT_AUTH_NONCE_OUTDATED);
    }
    if (found->call->refusals > 0) {
        finding_show(found, EVIDENCE_REFUSED, "count", finding_number(found, found->call->refusals), "frame",
                     finding_number(found, found->call->refused_frame), NULL);
    }
    return finding_conclude(found, credentials->is_aka ? VERDICT_AUTH_AKA : VERDICT_AUTH_REJECTED);
}

bool
authentication_challenge(finding *found)
{
    sip_text challenge;
    const sip_credentials *credentials = challenged_credentials(&found->transaction->request, found->response, &challenge);

    if (challenge.at == NULL || found->request->frame == 0) {
        return false;
    }
    return credentials == NULL ? first_challenge(found, challenge) : repeated_challenge(found, credentials, challenge);
}

/* True if the server states a reason that is none of the credentials, nor as general as the code itself. */
static bool
states_another_reason(finding *found)
{
    const catalog_topic topic = finding_topic(found);

    return topic != TOPIC_NONE && topic != TOPIC_PASSWORD && topic != TOPIC_POLICY && topic != TOPIC_IDENTITY;
}

/* The header that names somebody else than the account: To of a REGISTER, From of any other request. */
static bool
other_identity(finding *found)
{
    const bool registers = finding_is_of(found, "REGISTER");

    finding_set_placeholder(found, "name", sip_header_name(registers ? SIP_HEADER_TO : SIP_HEADER_FROM));
    finding_set_placeholder(found, "value",
                            finding_copy_string(found, registers ? found->request->user : found->request->from_user));
    return finding_conclude(found, registers ? VERDICT_REGISTRATION_OTHER_ACCOUNT : VERDICT_AUTH_IDENTITY_MISMATCH);
}

/* AKA has no password. A first response that is no proof of another key may be right, and the 403 be about something else. */
static bool
forbidden_aka(finding *found, const sip_credentials *credentials)
{
    return (observe_auts(found, credentials) || observe_empty_response(found, credentials) || found->call->refusals > 0) &&
           finding_conclude(found, VERDICT_AUTH_AKA);
}

/* What the account may do is not asked for a digest that cannot be right, or where the same REGISTER was accepted before. */
static bool
forbidden_credentials(finding *found, const sip_credentials *credentials, bool is_of_nonce)
{
    if (faulty_digest(found, credentials)) {
        return finding_conclude_if_shown(found, VERDICT_AUTH_DIGEST_LENGTH, false);
    }
    return (is_of_nonce || (finding_is_of(found, "REGISTER") && was_accepted(credentials->offered))) &&
           faulty_count(found, credentials);
}

bool
authentication_forbidden(finding *found)
{
    const sip_credentials *credentials = found->request->credentials;
    const guint32 refusals = found->call->refusals;
    const bool is_of_nonce = finding_topic(found) == TOPIC_STALE_NONCE;

    if (credentials == NULL || (refusals < REFUSALS_BEFORE_BAN && !is_of_nonce && states_another_reason(found))) {
        return false;
    }
    observe_credentials(found, credentials);
    if (credentials->is_aka) {
        return forbidden_aka(found, credentials);
    }
    if (forbidden_credentials(found, credentials, is_of_nonce)) {
        return true;
    }
    if (refusals < REFUSALS_BEFORE_BAN && is_of_nonce) {
        return false;
    }
    finding_set_placeholder_number(found, "count", refusals);
    if (refusals == 0 && finding_has(found, OBSERVED_OTHER_IDENTITY)) {
        return other_identity(found);
    }
    if (refusals < REFUSALS_BEFORE_BAN) {
        return finding_conclude(found, VERDICT_AUTH_FORBIDDEN);
    }
    finding_show(found, EVIDENCE_REFUSED, "count", finding_number(found, refusals), "frame",
                 finding_number(found, found->call->refused_frame), NULL);
    return finding_conclude(found, VERDICT_AUTH_BLOCKED);
}

/* "Too many contacts", not "private IP contacts". */
static bool
limits_contacts(sip_text words)
{
    static const char *const limits[] = { "too many", "max", "limit", "exceed" };
    bool is_limit = false;

    for (size_t i = 0; words.at != NULL && !is_limit && i < G_N_ELEMENTS(limits); i++) {
        is_limit = sip_text_contains(words, limits[i]);
    }
    return is_limit && sip_text_contains(words, "contacts");
}

/* Mostly asked after the credentials were found right, but told apart by the server's words only. */
bool
authentication_contact_limit(finding *found)
{
    return finding_is_of(found, "REGISTER") &&
           (limits_contacts(found->response->phrase) || limits_contacts(sip_message_header(found->response, SIP_HEADER_WARNING)) ||
            limits_contacts(sip_message_header(found->response, SIP_HEADER_P_REGISTRAR_ERROR))) &&
           finding_conclude(found, VERDICT_REGISTRATION_TOO_MANY_CONTACTS);
}
