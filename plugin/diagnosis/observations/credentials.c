/* credentials.c
 * Observations of challenges and credentials (RFC 3261 22, RFC 7616); see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "challenge.h"
#include "observations.h"
#include "sip_string.h"

#include <string.h>

/* So many requests with auts in a row are more than one resynchronisation that came too late. */
#define AUTS_OF_A_LOOP 2
/* Digits of the digests of SHA-256 and SHA-512-256. */
#define DIGITS_OF_SHA 64

static const sip_header credentials_headers[] = { SIP_HEADER_AUTHORIZATION, SIP_HEADER_PROXY_AUTHORIZATION };
static const sip_header challenge_headers[] = { SIP_HEADER_WWW_AUTHENTICATE, SIP_HEADER_PROXY_AUTHENTICATE };

/* The line of either kind of header whose realm, and nonce if it is not NULL, are these; absent if there is none. */
static sip_text
line_of(const sip_message *message, const sip_header headers[2], const char *realm, const char *nonce)
{
    for (size_t i = 0; i < 2; i++) {
        sip_text line = sip_message_header(message, headers[i]);
        bool more = line.at != NULL;
        while (more) {
            if (sip_string_is(realm, sip_text_auth_parameter(line, "realm")) &&
                (nonce == NULL || sip_string_is(nonce, sip_text_auth_parameter(line, "nonce")))) {
                return line;
            }
            more = sip_message_next_header(message, headers[i], &line);
        }
    }
    return (sip_text){ NULL, 0 };
}

/* The parameter of the credentials in the request; absent if there is none. */
static sip_text
credentials_parameter(finding *found, const sip_credentials *credentials, const char *name)
{
    const sip_message *request = finding_request(found);

    return request != NULL
               ? sip_text_auth_parameter(line_of(request, credentials_headers, credentials->realm, credentials->nonce), name)
               : (sip_text){ NULL, 0 };
}

/* True if both are the same, the default port and the case aside. */
static bool
are_equal_uris(sip_text one, sip_text other)
{
    static const char port[] = ":5060";
    const sip_text *longer = one.size > other.size ? &one : &other;
    const size_t size = MIN(one.size, other.size);
    const size_t more = longer->size - size;

    return sip_text_equal_any_case((sip_text){ one.at, size }, (sip_text){ other.at, size }) &&
           (more == 0 || (more == strlen(port) && memcmp(longer->at + size, port, more) == 0));
}

void
observe_credentials(finding *found, const sip_credentials *credentials)
{
    const char *user = finding_copy_string(found, credentials->user);
    const char *realm = finding_copy_string(found, credentials->realm);

    finding_set_placeholder(found, "user", user);
    finding_set_placeholder(found, "realm", realm);
    finding_show(found, EVIDENCE_CREDENTIALS, "frame", finding_number(found, found->request->frame), "user", user, "realm", realm,
                 NULL);
}

/* A proxy may change the Request-URI (RFC 3261 16.6), so only what the client itself sent is compared. */
bool
observe_digest_uri(finding *found, const sip_credentials *credentials)
{
    const sip_text uri = credentials_parameter(found, credentials, "uri");
    const sip_message *request = finding_request(found);

    if (uri.at == NULL || found->request->vias != 1 || found->transaction->parent != NULL ||
        are_equal_uris(uri, request->request_uri)) {
        return false;
    }
    finding_show(found, OBSERVED_DIGEST_URI, "frame", finding_number(found, found->request->frame), "value",
                 finding_copy(found, uri), "uri", finding_copy(found, request->request_uri), NULL);
    return true;
}

bool
observe_auts(finding *found, const sip_credentials *credentials)
{
    if (credentials->has_auts) {
        finding_show_frame(found, OBSERVED_AUTS, found->request->frame);
    }
    return credentials->has_auts;
}

bool
observe_auts_again(finding *found, const sip_credentials *credentials)
{
    const sip_nonce *before = credentials->offered != NULL ? credentials->offered->before : NULL;

    if (!credentials->has_auts || before == NULL || before->auts_count < AUTS_OF_A_LOOP) {
        return false;
    }
    finding_show(found, OBSERVED_AUTS_AGAIN, "count", finding_number(found, before->auts_count), "frame",
                 finding_number(found, before->use_frame), NULL);
    return true;
}

bool
observe_empty_response(finding *found, const sip_credentials *credentials)
{
    if (!credentials->is_aka || !credentials->is_empty || credentials->has_auts) {
        return false;
    }
    finding_show_frame(found, OBSERVED_EMPTY_RESPONSE, found->request->frame);
    return true;
}

/* A nonce that was refused before fails for another reason. */
bool
observe_nonce_count(finding *found, const sip_credentials *credentials)
{
    if (credentials->before_frame == 0 || credentials->count == 0 || credentials->count > credentials->before_count ||
        credentials->offered->is_refused) {
        return false;
    }
    finding_show(found, OBSERVED_NONCE_COUNT, "frame", finding_number(found, found->request->frame), "count",
                 finding_number(found, credentials->count), "highest", finding_number(found, credentials->before_count), "before",
                 finding_number(found, credentials->before_frame), NULL);
    return true;
}

bool
observe_count_kept(finding *found, const sip_credentials *credentials)
{
    const sip_nonce *before = credentials->offered != NULL ? credentials->offered->before : NULL;

    if (!credentials->is_first_use || before == NULL || before->use_count == 0 || credentials->count <= before->use_count ||
        before->client != credentials->offered->client || before->user != credentials->offered->user ||
        credentials->offered->takes_any_count) {
        return false;
    }
    finding_show(found, OBSERVED_COUNT_KEPT, "frame", finding_number(found, found->request->frame), "count",
                 finding_number(found, credentials->count), "highest", finding_number(found, before->use_count), "before",
                 finding_number(found, before->use_frame), NULL);
    return true;
}

static bool
shows_not_offered(finding *found, const char *name, const char *used, const char *offered)
{
    finding_set_placeholder(found, "name", name);
    finding_set_placeholder(found, "value", used);
    finding_set_placeholder(found, "offered", offered);
    finding_show(found, OBSERVED_NOT_OFFERED, "frame", finding_number(found, found->request->frame), "name", name, "value", used,
                 "offered", offered, NULL);
    return true;
}

/* True if the comma-separated list has the word. */
static bool
list_has(sip_text list, sip_text word)
{
    sip_text value;

    while (sip_text_take_value(&list, &value)) {
        if (sip_text_equal_any_case(value, word)) {
            return true;
        }
    }
    return false;
}

/* A challenge or credentials without algorithm mean MD5 (RFC 7616 3.3, 3.4). */
static sip_text
algorithm_of(sip_text line)
{
    const sip_text algorithm = sip_text_auth_parameter(line, "algorithm");

    return algorithm.at != NULL ? algorithm : sip_text_of("MD5");
}

/* How many hexadecimal digits the digest has; 0 if the algorithm is not known. */
static size_t
digits_of(sip_text algorithm)
{
    return sip_text_contains(algorithm, "SHA-256") || sip_text_contains(algorithm, "SHA-512-256") ? DIGITS_OF_SHA
           : sip_text_contains(algorithm, "MD5")                                                  ? 32
                                                                                                  : 0;
}

/* Anything else than a whole digest was written by whoever made the capture fit to be shown. */
static bool
is_digest(sip_text response)
{
    bool is_hex = response.size == 32 || response.size == DIGITS_OF_SHA;

    for (size_t i = 0; is_hex && i < response.size; i++) {
        is_hex = g_ascii_isxdigit(response.at[i]);
    }
    return is_hex;
}

bool
observe_digest_length(finding *found, const sip_credentials *credentials)
{
    const sip_text response = credentials_parameter(found, credentials, "response");
    const sip_text algorithm = credentials_parameter(found, credentials, "algorithm");
    const size_t expected = algorithm.at != NULL ? digits_of(algorithm) : 0;

    if (!is_digest(response) || expected == 0 || response.size == expected) {
        return false;
    }
    finding_set_placeholder_number(found, "count", (gint64)response.size);
    finding_set_placeholder(found, "name", finding_copy(found, algorithm));
    finding_set_placeholder_number(found, "expected", (gint64)expected);
    finding_show(found, OBSERVED_DIGEST_LENGTH, "frame", finding_number(found, found->request->frame), "count",
                 finding_number(found, (gint64)response.size), "name", finding_copy(found, algorithm), "expected",
                 finding_number(found, (gint64)expected), NULL);
    return true;
}

/* Some clients leave out the algorithm that the challenge names, and some servers take it for theirs. */
static bool
leaves_out_algorithm(finding *found, const sip_credentials *credentials)
{
    const sip_text response = credentials_parameter(found, credentials, "response");

    return credentials_parameter(found, credentials, "algorithm").at == NULL && response.size == DIGITS_OF_SHA &&
           is_digest(response);
}

void
observe_algorithm_left_out(finding *found, const sip_credentials *credentials)
{
    if (leaves_out_algorithm(found, credentials)) {
        finding_show(found, OBSERVED_ALGORITHM_LEFT_OUT, "frame", finding_number(found, found->request->frame), "count",
                     finding_number(found, DIGITS_OF_SHA), NULL);
    }
}

/* The challenges may differ in their algorithms (RFC 8760 2.3), so all of the realm count. */
static bool
offers(const finding *found, const char *realm, sip_text algorithm)
{
    for (size_t i = 0; i < G_N_ELEMENTS(challenge_headers); i++) {
        sip_text line = sip_message_header(found->response, challenge_headers[i]);
        bool more = line.at != NULL;
        while (more) {
            const sip_text offered = algorithm_of(line);
            if (sip_string_is(realm, sip_text_auth_parameter(line, "realm")) && sip_text_equal_any_case(offered, algorithm)) {
                return true;
            }
            more = sip_message_next_header(found->response, challenge_headers[i], &line);
        }
    }
    return false;
}

const char *
challenge_algorithms(finding *found)
{
    GString *list = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(challenge_headers); i++) {
        sip_text line = sip_message_header(found->response, challenge_headers[i]);
        bool more = line.at != NULL;
        while (more) {
            const sip_text algorithm = algorithm_of(line);
            g_string_append_printf(list, "%s%.*s", list->len > 0 ? ", " : "", (int)algorithm.size, algorithm.at);
            more = sip_message_next_header(found->response, challenge_headers[i], &line);
        }
    }
    const char *algorithms = finding_copy_string(found, list->str);
    g_string_free(list, TRUE);
    return algorithms;
}

static size_t
host_size(const char *endpoint)
{
    const char *port = strrchr(endpoint, ':');

    return port != NULL ? (size_t)(port - endpoint) : strlen(endpoint);
}

bool
observe_other_node(finding *found, const sip_credentials *credentials)
{
    const char *offerer = credentials->offered != NULL ? credentials->offered->source : NULL;
    const char *node = found->packet->source;

    /* What comes through a proxy was not sent to this server by the client. */
    if (offerer == NULL || found->request->vias != 1 || found->transaction->parent != NULL ||
        (host_size(offerer) == host_size(node) && memcmp(offerer, node, host_size(node)) == 0)) {
        return false;
    }
    finding_set_placeholder(found, "element", offerer);
    finding_show(found, OBSERVED_OTHER_NODE, "element", offerer, "frame", finding_number(found, credentials->offered->frame), NULL);
    return true;
}

/* A proxy may put the challenges of servers beyond it into its own response, so only what it does not hold is wrong. */
bool
observe_other_header(finding *found, const sip_credentials *credentials)
{
    const sip_message *request = finding_request(found);

    for (size_t i = 0; request != NULL && i < G_N_ELEMENTS(challenge_headers); i++) {
        const sip_header used = credentials_headers[i];
        const sip_header wanted = credentials_headers[1 - i];
        if (sip_message_header(request, used).at != NULL && sip_message_header(request, wanted).at == NULL &&
            sip_message_header(found->response, challenge_headers[i]).at == NULL && credentials->offered != NULL) {
            return shows_not_offered(found, "header", sip_header_name(used), sip_header_name(wanted));
        }
    }
    return false;
}

bool
observe_other_realm(finding *found, const sip_credentials *credentials)
{
    const sip_nonce *offered = credentials->offered;

    return offered != NULL && offered->realm != NULL && g_strcmp0(offered->realm, credentials->realm) != 0 &&
           shows_not_offered(found, "realm", finding_copy_string(found, credentials->realm),
                             finding_copy_string(found, offered->realm));
}

bool
observe_not_offered(finding *found, const sip_credentials *credentials)
{
    const sip_message *request = finding_request(found);
    const sip_text challenge = line_of(found->response, challenge_headers, credentials->realm, NULL);

    if (request == NULL || challenge.at == NULL) {
        return false;
    }
    const sip_text used = line_of(request, credentials_headers, credentials->realm, credentials->nonce);
    const sip_text qop = sip_text_auth_parameter(used, "qop");
    const sip_text offered_qop = sip_text_auth_parameter(challenge, "qop");
    if (!leaves_out_algorithm(found, credentials) && !offers(found, credentials->realm, algorithm_of(used))) {
        return shows_not_offered(found, "algorithm", finding_copy(found, algorithm_of(used)), challenge_algorithms(found));
    }
    return qop.at != NULL && !list_has(offered_qop, qop) &&
           shows_not_offered(found, "qop", finding_copy(found, qop),
                             offered_qop.at != NULL ? finding_copy(found, offered_qop) : "-");
}

/* True if both name the same user: a telephone number may have its plus sign or not. */
static bool
is_account(const sip_credentials *credentials, sip_text user)
{
    const char *account = credentials->user[0] == '+' ? credentials->user + 1 : credentials->user;
    const sip_text account_name = { account, strcspn(account, "@") };
    const sip_text name = user.size > 0 && user.at[0] == '+' ? (sip_text){ user.at + 1, user.size - 1 } : user;

    return sip_text_equal_any_case(name, account_name);
}

void
observe_identity(finding *found)
{
    const sip_header header = finding_is_of(found, "REGISTER") ? SIP_HEADER_TO : SIP_HEADER_FROM;
    const sip_credentials *credentials = found->request->credentials;
    const sip_message *request = finding_request(found);

    if (request == NULL || credentials == NULL || credentials->user == NULL) {
        return;
    }
    const sip_text user = sip_uri_user(sip_text_uri(sip_message_header(request, header)));
    const sip_text asserted = sip_uri_user(sip_text_uri(sip_message_header(request, SIP_HEADER_P_ASSERTED_IDENTITY)));
    const sip_text preferred = sip_uri_user(sip_text_uri(sip_message_header_named(request, "P-Preferred-Identity")));
    if (user.at != NULL && !is_account(credentials, user) && !is_account(credentials, asserted) &&
        !is_account(credentials, preferred)) {
        finding_set_placeholder(found, "name", sip_header_name(header));
        finding_set_placeholder(found, "value", finding_copy(found, user));
        finding_show(found, OBSERVED_OTHER_IDENTITY, "frame", finding_number(found, found->request->frame), "name",
                     sip_header_name(header), "value", finding_copy(found, user), "user",
                     finding_copy_string(found, credentials->user), NULL);
    }
}
