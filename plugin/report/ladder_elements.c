/* ladder_elements.c
 * Which addresses of a ladder are the same element; see ladder_elements.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "ladder_elements.h"

#include "hops.h"

/* Addresses beyond these have no place in a ladder. */
#define MAX_ADDRESSES 64

/* The addresses of a ladder, and what is known of each pair of them. */
typedef struct {
    const char *names[MAX_ADDRESSES];
    const char *agents[MAX_ADDRESSES];
    guint64 others[MAX_ADDRESSES]; /* a set: those that are other elements */
    guint group[MAX_ADDRESSES];    /* the first address of the element */
    guint count;
} address_book;

/* Its index; MAX_ADDRESSES if it has no place. Names are kept once. */
static guint
index_of(const address_book *book, const char *name)
{
    for (guint i = 0; i < book->count; i++) {
        if (book->names[i] == name) {
            return i;
        }
    }
    return MAX_ADDRESSES;
}

/* What the endpoint of that name calls itself; NULL if it is not that one or does not tell. */
static const char *
agent_of(const sip_endpoint *endpoint, const char *name)
{
    if (endpoint == NULL || endpoint->name != name) {
        return NULL;
    }
    return endpoint->agent != NULL ? endpoint->agent : endpoint->server_agent;
}

static void
enter(address_book *book, const char *name, const sip_transaction *transaction)
{
    guint i = index_of(book, name);

    if (i == MAX_ADDRESSES && book->count < MAX_ADDRESSES) {
        i = book->count++;
        book->names[i] = name;
        book->agents[i] = NULL;
        book->others[i] = 0;
        book->group[i] = i;
    }
    if (i < MAX_ADDRESSES && transaction != NULL && book->agents[i] == NULL) {
        const char *agent = agent_of(transaction->client, name);
        book->agents[i] = agent != NULL ? agent : agent_of(transaction->server, name);
    }
}

/* The sender of the request is entered first. */
static void
enter_entry(address_book *book, const ladder_entry *entry)
{
    const bool is_upstream = entry->kind == LADDER_RESPONSE || entry->kind == LADDER_ICMP;

    enter(book, is_upstream ? entry->to : entry->from, entry->transaction);
    enter(book, is_upstream ? entry->from : entry->to, entry->transaction);
}

/* Before them those come that had its request before, where captures of several places were merged and clocks differ. */
static void
enter_hops_before(address_book *book, const ladder *ladder, const ladder_entry *entry)
{
    const sip_transaction *const top = entry->transaction != NULL ? transaction_top(entry->transaction) : NULL;

    for (guint i = 0; top != NULL && top != entry->transaction && i < ladder->messages->len; i++) {
        const ladder_entry *other = &g_array_index(ladder->messages, ladder_message, i).entry;
        if (other->transaction == top) {
            enter_entry(book, other);
            return;
        }
    }
}

static void
unite(address_book *book, guint left, guint right)
{
    const guint group = MIN(book->group[left], book->group[right]);
    const guint gone = MAX(book->group[left], book->group[right]);

    for (guint i = 0; i < book->count; i++) {
        book->group[i] = book->group[i] == gone ? group : book->group[i];
    }
}

/* Unites what a hop got the request at and sends it on from: those of a proxy may be of two networks, as its Via shows. */
static void
unite_hop(address_book *book, const sip_transaction *transaction)
{
    const sip_transaction *parent = transaction != NULL ? transaction->parent : NULL;

    if (parent == NULL || parent->server == NULL || transaction->client == NULL ||
        (transaction->is_other_call && parent->server->host != transaction->client->host)) {
        return;
    }
    const guint in = index_of(book, parent->server->name);
    const guint out = index_of(book, transaction->client->name);
    if (in < MAX_ADDRESSES && out < MAX_ADDRESSES) {
        unite(book, in, out);
    }
}

static guint64
bit_of(const address_book *book, const sip_endpoint *endpoint)
{
    const guint i = endpoint != NULL ? index_of(book, endpoint->name) : MAX_ADDRESSES;

    return i < MAX_ADDRESSES ? (guint64)1 << i : 0;
}

/* The addresses that a request goes to, and the one it comes from at first: all of them are other elements, unless they were united. */
static guint64
parties_of(const address_book *book, const ladder_entry *entry)
{
    const sip_transaction *top = entry->transaction != NULL ? transaction_top(entry->transaction) : NULL;
    guint64 parties = top != NULL ? bit_of(book, top->client) : 0;
    guint steps = 0;

    for (const sip_transaction *hop = top; hop != NULL && steps < MAX_ADDRESSES; hop = hops_next(top, hop)) {
        parties |= bit_of(book, hop->server);
        steps++;
    }
    return parties;
}

static void
note_parties(address_book *book, guint64 parties)
{
    for (guint i = 0; i < book->count; i++) {
        if (parties & ((guint64)1 << i)) {
            book->others[i] |= parties;
        }
    }
}

static bool
are_others(const address_book *book, guint left_group, guint right_group)
{
    for (guint i = 0; i < book->count; i++) {
        for (guint j = 0; book->group[i] == left_group && j < book->count; j++) {
            if (book->group[j] == right_group && book->others[i] & ((guint64)1 << j)) {
                return true;
            }
        }
    }
    return false;
}

static void
unite_hosts(address_book *book)
{
    for (guint i = 0; i < book->count; i++) {
        for (guint j = i + 1; j < book->count; j++) {
            if (book->group[i] != book->group[j] && endpoint_names_share_host(book->names[i], book->names[j]) &&
                !are_others(book, book->group[i], book->group[j])) {
                unite(book, i, j);
            }
        }
    }
}

static void
free_element(gpointer data)
{
    ladder_element *element = data;

    g_ptr_array_unref(element->addresses);
    g_free(element);
}

static guint64
group_bit(const address_book *book, const char *name)
{
    const guint i = index_of(book, name);

    return i < MAX_ADDRESSES ? (guint64)1 << book->group[i] : 0;
}

/* Those elements, as sets of their first addresses, between which the marked messages go. */
static guint64
marked_groups(const address_book *book, const ladder *ladder)
{
    guint64 groups = 0;

    for (guint i = 0; i < ladder->messages->len; i++) {
        const ladder_message *message = &g_array_index(ladder->messages, ladder_message, i);
        if (message->mark != LADDER_UNMARKED) {
            groups |= group_bit(book, message->entry.from) | group_bit(book, message->entry.to);
        }
    }
    return groups;
}

/* True if the group gets a place as the next element: the last places are for those that are marked. */
static bool
has_place(guint64 marked, guint group, guint elements)
{
    guint others = 0;

    for (guint i = group + 1; i < MAX_ADDRESSES; i++) {
        others += (marked >> i) & 1;
    }
    return elements + ((marked >> group) & 1 ? 0 : others) < LADDER_ELEMENTS;
}

/* Makes the elements, and sets of each address which of them it is: LADDER_ELEMENTS if there are too many. */
static GPtrArray *
elements_of(const address_book *book, const ladder *ladder, guint *element_of)
{
    GPtrArray *elements = g_ptr_array_new_with_free_func(free_element);
    const guint64 marked = marked_groups(book, ladder);

    for (guint i = 0; i < book->count; i++) {
        if (book->group[i] == i && has_place(marked, i, elements->len)) {
            ladder_element *element = g_new0(ladder_element, 1);
            element->addresses = g_ptr_array_new();
            element_of[i] = elements->len;
            g_ptr_array_add(elements, element);
        } else {
            element_of[i] = book->group[i] == i ? LADDER_ELEMENTS : element_of[book->group[i]];
        }
        if (element_of[i] < LADDER_ELEMENTS) {
            ladder_element *element = g_ptr_array_index(elements, element_of[i]);
            g_ptr_array_add(element->addresses, (gpointer)book->names[i]);
            element->name = element->name != NULL ? element->name : book->agents[i];
        }
    }
    return elements;
}

static guint
element_at(const address_book *book, const guint *element_of, const char *name)
{
    const guint i = index_of(book, name);

    return i < MAX_ADDRESSES ? element_of[i] : LADDER_ELEMENTS;
}

/* Sets between which elements each message goes; takes out those without. */
static void
place_messages(ladder *ladder, const address_book *book, const guint *element_of)
{
    guint kept = 0;

    for (guint i = 0; i < ladder->messages->len; i++) {
        ladder_message message = g_array_index(ladder->messages, ladder_message, i);
        message.from = element_at(book, element_of, message.entry.from);
        message.to = element_at(book, element_of, message.entry.to);
        if (message.from < LADDER_ELEMENTS && message.to < LADDER_ELEMENTS) {
            g_array_index(ladder->messages, ladder_message, kept++) = message;
        } else {
            ladder->left_out += message.entry.count;
            ladder->left_out_at = kept;
        }
    }
    g_array_set_size(ladder->messages, kept);
}

void
ladder_find_elements(ladder *ladder)
{
    address_book book = { .count = 0 };
    guint element_of[MAX_ADDRESSES];

    for (guint i = 0; i < ladder->messages->len; i++) {
        const ladder_entry *entry = &g_array_index(ladder->messages, ladder_message, i).entry;
        enter_hops_before(&book, ladder, entry);
        enter_entry(&book, entry);
    }
    for (guint i = 0; i < ladder->messages->len; i++) {
        unite_hop(&book, g_array_index(ladder->messages, ladder_message, i).entry.transaction);
    }
    for (guint i = 0; i < ladder->messages->len; i++) {
        note_parties(&book, parties_of(&book, &g_array_index(ladder->messages, ladder_message, i).entry));
    }
    unite_hosts(&book);
    ladder->elements = elements_of(&book, ladder, element_of);
    place_messages(ladder, &book, element_of);
}
