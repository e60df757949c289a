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

static void
show_credentials(finding *found, const sip_credentials *credentials)
{
    const char *user = finding_copy_string(found, credentials->user);
    const char *realm = finding_copy_string(found, credentials->realm);

    finding_set_placeholder(found, "user", user);
    finding_set_placeholder(found, "realm", realm);
    finding_show(found, EVIDENCE_CREDENTIALS, "frame", finding_number(found, found->request->frame), "user", user, "realm", realm,
                 NULL);
}

static bool
peer_without_credentials(const finding *found)
{
    const sip_endpoint *client = found->transaction->client;

    return client != NULL && !client->sent_credentials && client->challenged_call != found->call->id &&
           client->challenges >= CHALLENGES_OF_A_TRUNK && finding_is_of(found, "INVITE");
}

static bool
first_challenge(finding *found, sip_text challenge)
{
    finding_set_placeholder(found, "realm", finding_copy(found, sip_text_auth_parameter(challenge, "realm")));
    return finding_conclude(found, peer_without_credentials(found) ? VERDICT_AUTH_TRUNK : VERDICT_AUTH_CHALLENGE);
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

/* The nonce tells a wrong password from an old nonce: a server that refuses what was made from its own offer refuses the credentials. */
static bool
repeated_challenge(finding *found, const sip_credentials *credentials, sip_text challenge)
{
    show_credentials(found, credentials);
    if (sip_text_is(sip_text_auth_parameter(challenge, "stale"), "true")) {
        return finding_conclude(found, VERDICT_AUTH_STALE);
    }
    if (credentials->offered == NULL) {
        finding_show_frame(found, EVIDENCE_NONCE_UNKNOWN, found->request->frame);
        return finding_conclude(found, VERDICT_AUTH_NONCE_OUTDATED);
    }
    finding_show_frame(found, EVIDENCE_CHALLENGE, credentials->offered->frame);
    if (may_be_outdated(found, credentials, challenge)) {
        return finding_conclude(found, VERDICT_AUTH_NONCE_OUTDATED);
    }
    if (found->call->refusals > 0) {
        finding_show(found, EVIDENCE_REFUSED, "count", finding_number(found, found->call->refusals), "frame",
                     finding_number(found, found->call->refused_frame), NULL);
    }
    return finding_conclude(found, VERDICT_AUTH_REJECTED);
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

bool
authentication_forbidden(finding *found)
{
    const sip_credentials *credentials = found->request->credentials;

    if (credentials == NULL) {
        return false;
    }
    show_credentials(found, credentials);
    finding_set_placeholder_number(found, "count", found->call->refusals);
    if (found->call->refusals < REFUSALS_BEFORE_BAN) {
        return finding_conclude(found, VERDICT_AUTH_FORBIDDEN);
    }
    finding_show(found, EVIDENCE_REFUSED, "count", finding_number(found, found->call->refusals), "frame",
                 finding_number(found, found->call->refused_frame), NULL);
    return finding_conclude(found, VERDICT_AUTH_BLOCKED);
}

static bool
header_contains(const finding *found, sip_header header, const char *word)
{
    const sip_text value = sip_message_header(found->response, header);

    return value.at != NULL && g_strstr_len(value.at, (gssize)value.size, word) != NULL;
}

/* Mostly asked after the credentials were found right, but told apart by the server's words only. */
bool
authentication_contact_limit(finding *found)
{
    return finding_is_of(found, "REGISTER") &&
           (finding_phrase_contains(found, "contacts") || header_contains(found, SIP_HEADER_WARNING, "contacts") ||
            header_contains(found, SIP_HEADER_P_REGISTRAR_ERROR, "contacts")) &&
           finding_conclude(found, VERDICT_REGISTRATION_TOO_MANY_CONTACTS);
}
