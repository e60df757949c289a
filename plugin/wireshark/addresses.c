/* addresses.c
 * Names of the elements that send and receive; see addresses.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "addresses.h"

#include "padded.h"
#include "strings.h"

#include <epan/to_str.h>

#include <string.h>

#define PORT_BYTES 10
/* With a colon between them. */
#define NAME_ROOM (TEXT_POOL_ROOM + 1 + PORT_BYTES)
G_STATIC_ASSERT(NAME_ROOM <= PADDED_MAX);

/* An address of at most 16 bytes, behind its type and the port. */
enum {
    TYPE_AND_PORT,
    ADDRESS,
    WORDS = ADDRESS + 2
};

typedef struct {
    guint64 words[WORDS];
    const char *name;
} endpoint;

static wmem_map_t *endpoints; /* a set */
static wmem_map_t *names;     /* a set: addresses of different kinds may be written alike */

/* The last two that were asked for, the latest first: very often one is a server, whose peers come and go. */
static const endpoint *recent[2];

static guint
hash_of_endpoint(gconstpointer one)
{
    return padded_hash_words(((const endpoint *)one)->words, WORDS);
}

static gboolean
are_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(((const endpoint *)a)->words, ((const endpoint *)b)->words, sizeof((const endpoint *)a)->words) == 0;
}

void
addresses_open(void)
{
    static const endpoint none = { .words = { G_MAXUINT64 } }; /* no address has the type -1 */

    padded_prepare();
    endpoints = wmem_map_new(wmem_file_scope(), hash_of_endpoint, are_equal);
    names = wmem_map_new(wmem_file_scope(), padded_hash, padded_equal);
    recent[0] = recent[1] = &none;
}

static char *
kept_name(packet_info *pinfo, const address *address, guint32 port)
{
    char written[NAME_ROOM];
    char digits[PORT_BYTES] = "";

    const char *digit = uint_to_str_back(digits + PORT_BYTES, port);
    const size_t port_size = (size_t)(digits + PORT_BYTES - digit);
    const char *host = address_to_str(pinfo->pool, address);
    const size_t host_size = text_pool_write(written, (sip_text){ host, strlen(host) });
    written[host_size] = ':';
    memcpy(&written[host_size + 1], digit, port_size);
    const size_t size = host_size + 1 + port_size;
    padded_end(written + size);
    char *name = wmem_map_lookup(names, written);
    if (name == NULL) {
        name = wmem_memdup(wmem_file_scope(), written, PADDED_BYTES(size));
        wmem_map_insert(names, name, name);
    }
    return name;
}

static const endpoint *
kept_endpoint(packet_info *pinfo, const endpoint *wanted, const address *address, guint32 port)
{
    endpoint *kept = wmem_map_lookup(endpoints, wanted);

    if (kept == NULL) {
        kept = wmem_memdup(wmem_file_scope(), wanted, sizeof *wanted);
        kept->name = kept_name(pinfo, address, port);
        wmem_map_insert(endpoints, kept, kept);
    }
    return kept;
}

const char *
address_name(packet_info *pinfo, const address *address, guint32 port)
{
    endpoint wanted = { .words = { [TYPE_AND_PORT] = (guint64)(guint32)address->type << 32 | port } };

    if (address->len < 0 || (size_t)address->len > (WORDS - ADDRESS) * sizeof *wanted.words) {
        return kept_name(pinfo, address, port);
    }
    if (address->len == sizeof(guint32)) {
        memcpy(&wanted.words[ADDRESS], address->data, sizeof(guint32));
    } else if (address->len > 0) {
        memcpy(&wanted.words[ADDRESS], address->data, (size_t)address->len);
    }
    if (!are_equal(&wanted, recent[0])) {
        const endpoint *found = are_equal(&wanted, recent[1]) ? recent[1] : kept_endpoint(pinfo, &wanted, address, port);
        recent[1] = recent[0];
        recent[0] = found;
    }
    return recent[0]->name;
}
