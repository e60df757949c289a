/* products.c
 * The products at both ends of a response or of media; see products.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "products.h"

static catalog_product
product_of_text(sip_text agent)
{
    return agent.size > 0 ? catalog_product_of(agent.at, agent.size) : PRODUCT_NONE;
}

static catalog_product
product_of_string(const char *agent)
{
    return agent != NULL ? product_of_text(sip_text_of(agent)) : PRODUCT_NONE;
}

/* Such an endpoint has said what it is where it made a request itself. */
static catalog_product
product_of_endpoint(const sip_endpoint *endpoint)
{
    return endpoint != NULL ? product_of_string(endpoint->agent) : PRODUCT_NONE;
}

/* A response without a name of its own may come from whoever got the request. */
static catalog_product
responder(const finding *found)
{
    const sip_text agent = sip_message_agent(found->response);

    return agent.size > 0 ? product_of_text(agent) : product_of_endpoint(found->transaction->server);
}

/* Proxies leave the User-Agent of the client. */
static catalog_product
requester(finding *found)
{
    const sip_message *request = finding_request(found);
    const sip_text agent = request != NULL ? sip_message_header(request, SIP_HEADER_USER_AGENT) : (sip_text){ NULL, 0 };

    return agent.size > 0 ? product_of_text(agent) : product_of_endpoint(found->transaction->client);
}

void
products_find(finding *found)
{
    found->result->ends[CATALOG_RESPONDER] = (diagnosis_end){ (guint8)responder(found), CATALOG_RESPONDER };
    found->result->ends[CATALOG_REQUESTER] = (diagnosis_end){ (guint8)requester(found), CATALOG_REQUESTER };
}

/* Proxies seldom make requests, and name themselves in the responses that they make. */
static catalog_product
product_of_element(const sip_endpoint *element)
{
    const catalog_product product = product_of_endpoint(element);

    return product != PRODUCT_NONE ? product : product_of_string(element->server_agent);
}

static catalog_role
role_of_side(const finding *found, unsigned side)
{
    if (found->unheard == NULL) {
        return CATALOG_RESPONDER;
    }
    return found->unheard->side == side ? CATALOG_RECEIVER : CATALOG_SENDER;
}

/* Takes the product for that of the end. Returns true if there is something to do at it. */
static bool
has_fix(finding *found, catalog_role end, catalog_product product)
{
    found->result->ends[end].product = (guint8)product;
    return products_fix(found->result, found->knowledge, end) != NULL;
}

static void
find_side(finding *found, unsigned side, catalog_role end)
{
    const sip_transaction *invite = found->transaction;
    const catalog_product element = product_of_element(side == MEDIA_CALLER ? invite->client : invite->server);
    const bool is_rewritten = media_session_is_rewritten(found->media, side);
    const catalog_product own = is_rewritten ? PRODUCT_NONE : product_of_string(found->media->agents[side]);

    found->result->ends[end].role = (guint8)role_of_side(found, side);
    if (!has_fix(found, end, own) && !has_fix(found, end, element) && own != PRODUCT_NONE) {
        found->result->ends[end].product = (guint8)own;
    }
}

void
products_find_of_media(finding *found)
{
    find_side(found, MEDIA_CALLEE, CATALOG_RESPONDER);
    find_side(found, MEDIA_CALLER, CATALOG_REQUESTER);
}

/* What is not particular to the direction is written for whoever is at an end of media. */
const char *
products_fix(const diagnosis *diagnosis, const catalog *knowledge, catalog_role end)
{
    const catalog_verdict_id verdict =
        diagnosis->verdict != NULL ? catalog_id_of_verdict(knowledge, diagnosis->verdict) : VERDICT_COUNT;
    const catalog_product product = (catalog_product)diagnosis->ends[end].product;
    const catalog_role role = (catalog_role)diagnosis->ends[end].role;
    const char *fix = catalog_product_fix(knowledge, product, role, verdict, diagnosis->code);

    return fix != NULL || role < CATALOG_ENDS
               ? fix
               : catalog_product_fix(knowledge, product, CATALOG_RESPONDER, verdict, diagnosis->code);
}
