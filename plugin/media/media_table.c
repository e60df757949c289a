/* media_table.c
 * The packets that come to media addresses; see media_table.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "media_table.h"

#include "hash.h"
#include "media_content.h"

#define PORTS 65536
#define BITS 64
/* Media may come for a while after a BYE. */
#define WATCHED_AFTER_END ((gint64)60 * G_USEC_PER_SEC)
/* So many lines take packets at one address: legs of a B2BUA and hops of a proxy that leave the SDP as it is. */
#define MAX_LINES_HERE 8
/* So many targets are looked at for being forgotten whenever one is added: more than are added in the long run. */
#define FORGOTTEN_AT_ONCE 2

/* A power of two. Streams alternate, and each of them comes again and again. */
#define RECENT 1024

/* Packets went from the first host to the second. */
typedef struct {
    media_address from; /* without ports */
    media_address to;
} host_pair;

struct media_table {
    arena *memory;
    GHashTable *targets;          /* address -> the first media_target */
    GHashTable *pairs;            /* a set of host_pair */
    GQueue watched;               /* media_target, the oldest first */
    media_target *recent[RECENT]; /* by address: values of `targets`, found last */
    guint64 ports[PORTS / BITS];  /* a set: those of all addresses that were watched */
    bool has_media;
};

static guint
hash_of_pair(gconstpointer pair)
{
    return (guint)hash_bytes(pair, sizeof(host_pair));
}

static gboolean
pairs_are_equal(gconstpointer pair, gconstpointer other)
{
    return memcmp(pair, other, sizeof(host_pair)) == 0;
}

media_table *
media_table_new(void)
{
    media_table *table = g_new0(media_table, 1);

    table->memory = arena_new();
    table->targets = g_hash_table_new(media_address_hash, media_address_equal);
    table->pairs = g_hash_table_new_full(hash_of_pair, pairs_are_equal, g_free, NULL);
    g_queue_init(&table->watched);
    return table;
}

void
media_table_free(media_table *table)
{
    g_queue_clear(&table->watched);
    g_hash_table_destroy(table->pairs);
    g_hash_table_destroy(table->targets);
    arena_free(table->memory);
    g_free(table);
}

void *
media_table_take(media_table *table, size_t size)
{
    return arena_take(table->memory, size);
}

bool
media_table_knows_port(const media_table *table, guint16 port)
{
    return (table->ports[port / BITS] >> port % BITS & 1) != 0;
}

bool
media_table_has_media(const media_table *table)
{
    return table->has_media;
}

static host_pair
pair_of(const media_address *from, const media_address *to)
{
    host_pair pair = { *from, *to };

    pair.from.port = pair.to.port = 0;
    return pair;
}

bool
media_table_saw(const media_table *table, const media_address *from, const media_address *to)
{
    const host_pair pair = pair_of(from, to);

    return g_hash_table_contains(table->pairs, &pair);
}

static void
note_pair(media_table *table, const media_address *from, const media_address *to)
{
    const host_pair pair = pair_of(from, to);

    if (g_hash_table_size(table->pairs) < MEDIA_MAX_TARGETS && !g_hash_table_contains(table->pairs, &pair)) {
        g_hash_table_add(table->pairs, g_memdup2(&pair, sizeof pair));
    }
}

/* Phones often have the same port, and streams of a server the same address. */
static media_target **
recent_place(media_table *table, const media_address *address)
{
    return &table->recent[(address->port / 2 + address->host[3] * 64 + address->host[MEDIA_HOST_BYTES - 1] * 64) % RECENT];
}

/* The first target at an address; NULL if there is none. */
static media_target *
targets_at(media_table *table, const media_address *address)
{
    media_target **recent = recent_place(table, address);

    if (*recent == NULL || !media_address_is(&(*recent)->address, address)) {
        *recent = g_hash_table_lookup(table->targets, address);
    }
    return *recent;
}

/* Takes the target out of the list of those at its address. */
static void
unlist(media_table *table, media_target *target)
{
    media_target *first = g_hash_table_lookup(table->targets, &target->address);

    *recent_place(table, &target->address) = NULL;
    target->is_listed = false;
    if (first == target && target->next_here == NULL) {
        g_hash_table_remove(table->targets, &target->address);
        return;
    }
    if (first == target) {
        g_hash_table_replace(table->targets, &target->next_here->address, target->next_here);
        return;
    }
    for (media_target *before = first; before != NULL; before = before->next_here) {
        if (before->next_here == target) {
            before->next_here = target->next_here;
            return;
        }
    }
}

static bool
is_over(const media_target *target, gint64 now)
{
    const media_session *session = target->line->session;

    return session->end_frame != 0 && now - session->end_time > WATCHED_AFTER_END;
}

static void
forget(media_table *table, gint64 now)
{
    for (unsigned i = 0; i < FORGOTTEN_AT_ONCE && table->watched.length > 0; i++) {
        media_target *oldest = g_queue_pop_head(&table->watched);
        if (!oldest->is_listed) {
            continue;
        }
        if (is_over(oldest, now) || table->watched.length >= MEDIA_MAX_TARGETS) {
            unlist(table, oldest);
        } else {
            g_queue_push_tail(&table->watched, oldest);
        }
    }
}

/* Lets the targets at this address go that the new one takes the place of, and the last one if there are too many. */
static void
make_room(media_table *table, const media_target *added)
{
    media_target *target = targets_at(table, &added->address);
    unsigned count = 0;

    while (target != NULL) {
        media_target *next = target->next_here;
        if ((target->line->session == added->line->session && target->line->side == added->line->side) ||
            ++count == MAX_LINES_HERE) {
            unlist(table, target);
        }
        target = next;
    }
}

/* The target of the same side at this address; NULL if there is none. */
static media_target *
target_of_side(media_table *table, const media_session *session, unsigned side, const media_address *address)
{
    for (media_target *target = targets_at(table, address); target != NULL; target = target->next_here) {
        if (target->line->session == session && target->line->side == side) {
            return target;
        }
    }
    return NULL;
}

/* Streams of one SDP may share an address (RFC 9143): what comes there is counted for the first, which takes all that they list. */
static bool
is_bundled(media_table *table, const media_line *line, const media_address *address)
{
    const media_target *target = target_of_side(table, line->session, line->side, address);

    if (target == NULL || target->line->frame != line->frame) {
        return false;
    }
    target->line->types[0] |= line->types[0];
    target->line->types[1] |= line->types[1];
    return true;
}

void
media_table_watch(media_table *table, media_line *line, media_place place, const media_address *address, gint64 time)
{
    if (is_bundled(table, line, address)) {
        return;
    }
    media_target *target = media_table_take(table, sizeof *target);
    target->line = line;
    target->address = *address;
    target->place = place;
    target->is_listed = true;
    media_target **end = &line->targets;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = target;
    forget(table, time);
    make_room(table, target);
    target->next_here = targets_at(table, address);
    g_hash_table_replace(table->targets, &target->address, target);
    *recent_place(table, address) = NULL;
    g_queue_push_tail(&table->watched, target);
    table->ports[address->port / BITS] |= G_GUINT64_CONSTANT(1) << address->port % BITS;
}

/*
 * What a side sends comes from where it wants media (RFC 4961), unless a NAT on the way changes that; then the other side may send back to where it comes from.
 */
static void
watch_source(media_table *table, const media_flow *flow, const media_line *line, gint64 time)
{
    const unsigned side = media_other_side(line->side);
    media_line *own = line->session->lines[side];

    while (own != NULL && own->stream != line->stream) {
        own = own->before;
    }
    if (own != NULL && own->is_open) {
        media_table_watch(table, own, MEDIA_LATCHED, &flow->source, time);
    }
}

/* The first packet of media, which STUN may precede. */
static void
begin_media(media_table *table, const media_target *target, const media_flow *flow, const media_packet *packet)
{
    note_pair(table, &packet->source, &packet->destination);
    if (!flow->is_named && flow->source.family != 0 && target->place != MEDIA_OF_RTCP) {
        watch_source(table, flow, target->line, packet->time);
    }
}

static media_flow *
flow_of(media_table *table, media_target *target, const media_packet *packet)
{
    const media_line *line = target->line;
    media_flow **end = &target->flows;

    for (; *end != NULL; end = &(*end)->next) {
        if (media_address_is(&(*end)->source, &packet->source) || (*end)->source.family == 0) {
            return *end;
        }
    }
    media_flow *flow = media_table_take(table, sizeof *flow);
    *end = flow;
    if (++target->flow_count <= MEDIA_MAX_FLOWS) {
        flow->source = packet->source;
        flow->is_named = target_of_side(table, line->session, media_other_side(line->side), &packet->source) != NULL;
    }
    return flow;
}

static void
count_type(media_flow *flow, const media_line *line, guint8 type)
{
    const guint64 bit = G_GUINT64_CONSTANT(1) << type % BITS;

    flow->types[type / BITS] |= bit;
    if ((line->types[type / BITS] & bit) == 0) {
        flow->unlisted++;
        flow->unlisted_type = type;
    }
}

static void
count_media(media_flow *flow, const media_line *line, const media_packet *packet, const media_content *content)
{
    if (flow->packets++ == 0) {
        flow->first_frame = packet->frame;
        flow->first_time = packet->time;
    }
    flow->last_frame = packet->frame;
    flow->last_time = packet->time;
    if (content->has_type) {
        count_type(flow, line, content->payload_type);
    }
    flow->early += line->session->answer_frame == 0 ? 1 : 0;
    if (line->until_frame != 0) {
        flow->late_frame = flow->late++ == 0 ? packet->frame : flow->late_frame;
        flow->last_late_time = packet->time;
    }
}

/* Some phones report the source that they heard last to the end of the call: without a new sequence number nothing came. */
static bool
says_more(const media_reports *reports, const media_content *content)
{
    return content->reports > 0 && (content->received == 0 || content->received != reports->received);
}

static void
count_reports(media_table *table, media_flow *flow, const media_packet *packet, const media_content *content)
{
    if (flow->reports == NULL) {
        note_pair(table, &packet->source, &packet->destination);
        flow->reports = media_table_take(table, sizeof *flow->reports);
        flow->reports->sent = -1;
    }
    flow->reports->packets++;
    if (content->is_report && says_more(flow->reports, content)) {
        flow->reports->receiving_frame = packet->frame;
        flow->reports->receiving_time = packet->time;
    } else if (content->is_report) {
        flow->reports->deaf_frame = packet->frame;
        flow->reports->deaf_time = packet->time;
    }
    flow->reports->received = content->received;
    if (content->sent >= 0) {
        flow->reports->sent = content->sent;
        flow->reports->sent_frame = packet->frame;
    }
}

static void
count_at(media_table *table, media_target *target, const media_packet *packet)
{
    media_content content = media_content_of(packet->bytes, packet->size, target->line->is_fax);
    media_flow *flow = flow_of(table, target, packet);

    /* SRTCP is encrypted after its first words (RFC 3711 3.4). */
    if (target->line->is_secure) {
        content.sent = -1;
        content.received = 0;
    }
    switch (content.kind) {
    case MEDIA_STREAM:
        table->has_media = true;
        if (flow->packets == 0) {
            begin_media(table, target, flow, packet);
        }
        count_media(flow, target->line, packet, &content);
        break;
    case MEDIA_RTCP:
        count_reports(table, flow, packet, &content);
        break;
    case MEDIA_CHECK:
        flow->checks++;
        break;
    default:
        break;
    }
}

void
media_table_count(media_table *table, const media_packet *packet)
{
    media_target *target = targets_at(table, &packet->destination);

    while (target != NULL) {
        /* What is watched anew because of this packet may take the place of the next one. */
        media_target *next = target->next_here;
        count_at(table, target, packet);
        target = next;
    }
}

static void
count_icmp(media_table *table, media_target *target, const media_packet *quoted, const sip_icmp *icmp)
{
    if (target->line->session->end_frame != 0 || target->line->until_frame != 0) {
        return;
    }
    if (target->errors == NULL) {
        target->errors = media_table_take(table, sizeof *target->errors);
        *target->errors = (media_errors){ .frame = quoted->frame, .icmp = *icmp, .time = quoted->time };
        target->errors->icmp.sender = arena_copy(table->memory, icmp->sender, strlen(icmp->sender) + 1);
    }
    target->errors->count++;
    target->errors->last_time = quoted->time;
}

void
media_table_count_icmp(media_table *table, const media_packet *quoted, const sip_icmp *icmp)
{
    for (media_target *target = g_hash_table_lookup(table->targets, &quoted->destination); target != NULL;
         target = target->next_here) {
        count_icmp(table, target, quoted, icmp);
    }
}
