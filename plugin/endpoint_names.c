/* endpoint_names.c
 * Names of the elements that send and receive; see endpoint_names.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "endpoint_names.h"

#include <epan/to_str.h>

#include <string.h>

/* An address of at most 16 bytes, behind its type and the port. */
enum {
    TYPE,
    PORT,
    ADDRESS,
    WORDS = ADDRESS + 4
};

typedef struct {
    guint32 words[WORDS];
} endpoint_key;

static wmem_map_t *names; /* endpoint_key -> name */
static guint64 factors[WORDS];

/* A sum of random multiples: cheap, and nobody can choose addresses that get the same. */
static guint
hash_key(gconstpointer data)
{
    const endpoint_key *key = data;
    guint64 sum = 0;

    for (size_t i = 0; i < WORDS; i++) {
        sum += factors[i] * key->words[i];
    }
    return (guint)(sum >> 32);
}

static gboolean
equal_keys(gconstpointer first, gconstpointer second)
{
    return memcmp(first, second, sizeof(endpoint_key)) == 0;
}

void
endpoint_names_open(void)
{
    for (size_t i = 0; i < WORDS; i++) {
        factors[i] = (guint64)g_random_int() << 32 | g_random_int();
    }
    names = wmem_map_new(wmem_file_scope(), hash_key, equal_keys);
}

static char *
new_name(wmem_allocator_t *scope, packet_info *pinfo, const address *address, guint32 port)
{
    return wmem_strdup_printf(scope, "%s:%u", address_to_str(pinfo->pool, address), port);
}

const char *
endpoint_name(packet_info *pinfo, const address *address, guint32 port)
{
    endpoint_key key = { .words = { [TYPE] = (guint32)address->type, [PORT] = port } };

    if (address->len < 0 || (size_t)address->len > (WORDS - ADDRESS) * sizeof *key.words) {
        return new_name(pinfo->pool, pinfo, address, port);
    }
    if (address->len > 0) {
        memcpy(&key.words[ADDRESS], address->data, (size_t)address->len);
    }
    char *name = wmem_map_lookup(names, &key);
    if (name == NULL) {
        name = new_name(wmem_file_scope(), pinfo, address, port);
        wmem_map_insert(names, wmem_memdup(wmem_file_scope(), &key, sizeof key), name);
    }
    return name;
}
