/* identity.c
 * Observations of who is said to call, and of what was signed of it; see observations.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "observations.h"
#include "passport.h"

/*
 * What the end of a national number has in common with its international form, whatever the prefixes (8 in Russia, 06 in Hungary, 1 after
 * +52): less may be two numbers.
 */
#define DIGITS_OF_A_NUMBER 7
/* No number is longer with what may stand between its digits. */
#define NUMBER_BYTES 64

/* How what was signed compares with the request. */
typedef enum fit {
    UNCLEAR, /* no number, or the same in another format */
    FITS,
    DIFFERS
} fit;

/* One of the two places of the request that may have the signed number, the one that counts first. */
typedef struct place {
    const char *header;
    sip_text user;
} place;

/* Writes the digits of a telephone number as a zero-terminated string, without leading zeros, empty if it is none. */
static void
write_digits(sip_text user, char digits[NUMBER_BYTES])
{
    size_t count = 0;

    for (size_t i = 0; i < user.size && user.at[i] != ';' && count < NUMBER_BYTES - 1; i++) {
        if (g_ascii_isdigit(user.at[i])) {
            count += user.at[i] != '0' || count > 0 ? 1 : 0;
            digits[count > 0 ? count - 1 : 0] = user.at[i];
        } else if (strchr("+-.()", user.at[i]) == NULL || user.at[i] == '\0') {
            count = 0;
            break;
        }
    }
    digits[count] = '\0';
}

static fit
compare_number(sip_text user, sip_text signed_number)
{
    char one[NUMBER_BYTES];
    char other[NUMBER_BYTES];

    write_digits(user, one);
    write_digits(signed_number, other);
    if (strlen(one) < DIGITS_OF_A_NUMBER || strlen(other) < DIGITS_OF_A_NUMBER) {
        return UNCLEAR;
    }
    if (strcmp(one, other) == 0) {
        return FITS;
    }
    return strcmp(one + strlen(one) - DIGITS_OF_A_NUMBER, other + strlen(other) - DIGITS_OF_A_NUMBER) == 0 ? UNCLEAR : DIFFERS;
}

/* The user fits if it is one of the JSON strings, and differs if it differs from all. */
static fit
compare_numbers(sip_text user, sip_text strings)
{
    fit result = strings.size > 0 ? DIFFERS : UNCLEAR;
    sip_text string;

    while (result != FITS && sip_text_take_value(&strings, &string)) {
        const bool is_quoted = string.size >= 2 && string.at[0] == '"';
        const fit one = compare_number(user, is_quoted ? (sip_text){ string.at + 1, string.size - 2 } : string);
        result = one == DIFFERS ? result : one;
    }
    return result;
}

/* Shows what fits neither place. */
static fit
compare_party(finding *found, const char *party, sip_text strings, const place places[2])
{
    const fit first = compare_numbers(places[0].user, strings);
    const fit second = places[1].user.at != NULL ? compare_numbers(places[1].user, strings) : first;

    if (first != DIFFERS || second != DIFFERS) {
        return first == FITS ? FITS : UNCLEAR;
    }
    finding_set_placeholder(found, "name", party);
    finding_set_placeholder(found, "value", finding_copy(found, strings));
    finding_set_placeholder(found, "header", places[0].header);
    finding_set_placeholder(found, "expected", finding_copy(found, places[0].user));
    finding_show(found, OBSERVED_SIGNED_OTHER, "name", party, "frame", finding_number(found, found->request->frame), "value",
                 finding_copy(found, strings), "header", places[0].header, "expected", finding_copy(found, places[0].user), NULL);
    return DIFFERS;
}

static place
place_of(const sip_message *request, sip_header header)
{
    return (place){ sip_header_name(header), sip_uri_user(sip_text_uri(sip_message_header(request, header))) };
}

static void
compare_claims(finding *found, const sip_message *request, const char *claims)
{
    const place asserted = place_of(request, SIP_HEADER_P_ASSERTED_IDENTITY);
    const place from = place_of(request, SIP_HEADER_FROM);
    const place callers[] = { asserted.user.at != NULL ? asserted : from, from };
    const place called[] = { place_of(request, SIP_HEADER_TO), { "Request-URI", sip_uri_user(request->request_uri) } };
    const fit orig = compare_party(found, "orig", passport_numbers(claims, "orig"), callers);
    const fit dest = orig != DIFFERS ? compare_party(found, "dest", passport_numbers(claims, "dest"), called) : DIFFERS;

    if (orig == FITS && dest == FITS && passport_time(claims) >= 0) {
        finding_show_frame(found, OBSERVED_SIGNED_SAME, found->request->frame);
    }
}

void
observe_signed_numbers(finding *found)
{
    const sip_message *request = finding_request(found);
    sip_values values = { .line = { NULL, 0 } };
    sip_text identity;

    /* Of several the response does not say which one is meant. */
    if (request == NULL || sip_message_has_several(request, SIP_HEADER_IDENTITY) ||
        !sip_message_next_value(request, SIP_HEADER_IDENTITY, &values, &identity)) {
        return;
    }
    char *claims = passport_claims(identity);
    compare_claims(found, request, claims);
    g_free(claims);
}

void
observe_dropped_header(finding *found, sip_header header)
{
    const sip_transaction *before = found->transaction->parent;
    sip_message request;

    if (before == NULL || !sip_request_message(&before->request, &request) || sip_message_header(&request, header).at == NULL) {
        return;
    }
    finding_set_placeholder(found, "element", found->transaction->client->name);
    finding_set_placeholder_number(found, "before", before->request.frame);
    finding_show(found, OBSERVED_HEADER_DROPPED, "method", finding_copy_string(found, before->method), "before",
                 finding_number(found, before->request.frame), "header", sip_header_name(header), "element",
                 found->transaction->client->name, NULL);
}
