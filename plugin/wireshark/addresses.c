/* addresses.c
 * Names of the endpoints that send and receive; see addresses.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "addresses.h"

#include "hash.h"

#include <epan/strutil.h>
#include <epan/to_str.h>

#include <string.h>

#define IPV6_BYTES 16

struct address_names {
    GHashTable *known; /* known_address -> name */
    GHashTable *names; /* a set: addresses of different kinds may be written alike */
};

/* An address that fits, with zeros after it. */
typedef struct {
    gint32 type;
    guint32 port;
    char bytes[IPV6_BYTES];
} known_address;
G_STATIC_ASSERT(sizeof(known_address) == 2 * sizeof(gint32) + IPV6_BYTES);

static guint
hash_of_address(gconstpointer key)
{
    return (guint)hash_bytes(key, sizeof(known_address));
}

static gboolean
addresses_are_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(known_address)) == 0;
}

address_names *
address_names_new(void)
{
    address_names *names = g_new(address_names, 1);

    names->known = g_hash_table_new_full(hash_of_address, addresses_are_equal, g_free, NULL);
    names->names = hash_table_new(g_free, NULL);
    return names;
}

void
address_names_free(address_names *names)
{
    g_hash_table_destroy(names->known);
    g_hash_table_destroy(names->names);
    g_free(names);
}

static const char *
write_name(address_names *names, packet_info *pinfo, const address *address, guint32 port)
{
    const char *host = address_to_str(pinfo->pool, address);
    const bool has_colons = address->type == AT_IPv6;
    char *name =
        g_strdup_printf(has_colons ? "[%s]:%u" : "%s:%u", format_text(pinfo->pool, (const void *)host, strlen(host)), port);
    const char *kept = g_hash_table_lookup(names->names, name);

    if (kept != NULL) {
        g_free(name);
        return kept;
    }
    g_hash_table_add(names->names, name);
    return name;
}

const char *
address_name(address_names *names, packet_info *pinfo, const address *address, guint32 port)
{
    known_address key = { .type = address->type, .port = port };

    if (address->len < 0 || (size_t)address->len > sizeof key.bytes) {
        return write_name(names, pinfo, address, port);
    }
    if (address->len > 0) {
        memcpy(key.bytes, address->data, (size_t)address->len);
    }
    const char *name = g_hash_table_lookup(names->known, &key);
    if (name == NULL) {
        name = write_name(names, pinfo, address, port);
        g_hash_table_insert(names->known, g_memdup2(&key, sizeof key), (gpointer)name);
    }
    return name;
}
