/* products.c
 * The products at both ends of a response; see products.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "products.h"

static catalog_product
product_of_text(sip_text agent)
{
    return agent.size > 0 ? catalog_product_of(agent.at, agent.size) : PRODUCT_NONE;
}

/* Such an endpoint has said what it is where it made a request itself. */
static catalog_product
product_of_endpoint(const sip_endpoint *endpoint)
{
    return endpoint != NULL && endpoint->agent != NULL ? product_of_text(sip_text_of(endpoint->agent)) : PRODUCT_NONE;
}

/* A response without a name of its own may come from whoever got the request. */
static catalog_product
responder(const finding *found)
{
    static const sip_header names[] = { SIP_HEADER_SERVER, SIP_HEADER_USER_AGENT };

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        const sip_text agent = sip_message_header(found->response, names[i]);
        if (agent.size > 0) {
            return product_of_text(agent);
        }
    }
    return product_of_endpoint(found->transaction->server);
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
    found->result->products[CATALOG_RESPONDER] = (guint8)responder(found);
    found->result->products[CATALOG_REQUESTER] = (guint8)requester(found);
}
