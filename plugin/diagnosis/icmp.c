/* icmp.c
 * What an ICMP error says; see icmp.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "icmp.h"

#define UNREACHABLE 3
#define TIME_EXCEEDED 11
#define UNREACHABLE_V6 1
#define TOO_BIG_V6 2
#define TIME_EXCEEDED_V6 3

static const struct {
    bool is_v6;
    guint8 type;
    guint8 code;
    icmp_reason reason;
    const char *name;
} known[] = {
    { false, UNREACHABLE, 0, ICMP_HOST, "network unreachable" },
    { false, UNREACHABLE, 1, ICMP_HOST, "host unreachable" },
    { false, UNREACHABLE, 2, ICMP_PORT, "protocol unreachable" },
    { false, UNREACHABLE, 3, ICMP_PORT, "port unreachable" },
    { false, UNREACHABLE, 4, ICMP_TOO_LARGE, "fragmentation needed" },
    { false, UNREACHABLE, 6, ICMP_HOST, "network unknown" },
    { false, UNREACHABLE, 7, ICMP_HOST, "host unknown" },
    { false, UNREACHABLE, 9, ICMP_PROHIBITED, "network administratively prohibited" },
    { false, UNREACHABLE, 10, ICMP_PROHIBITED, "host administratively prohibited" },
    { false, UNREACHABLE, 13, ICMP_PROHIBITED, "communication administratively prohibited" },
    { false, TIME_EXCEEDED, 0, ICMP_LOOP, "time to live exceeded in transit" },
    { false, TIME_EXCEEDED, 1, ICMP_OTHER, "fragment reassembly time exceeded" },
    { true, UNREACHABLE_V6, 0, ICMP_HOST, "no route to destination" },
    { true, UNREACHABLE_V6, 1, ICMP_PROHIBITED, "communication administratively prohibited" },
    { true, UNREACHABLE_V6, 3, ICMP_HOST, "address unreachable" },
    { true, UNREACHABLE_V6, 4, ICMP_PORT, "port unreachable" },
    { true, UNREACHABLE_V6, 5, ICMP_PROHIBITED, "source address failed policy" },
    { true, UNREACHABLE_V6, 6, ICMP_PROHIBITED, "reject route to destination" },
    { true, TOO_BIG_V6, 0, ICMP_TOO_LARGE, "packet too big" },
    { true, TIME_EXCEEDED_V6, 0, ICMP_LOOP, "hop limit exceeded in transit" },
    { true, TIME_EXCEEDED_V6, 1, ICMP_OTHER, "fragment reassembly time exceeded" },
};

/* The reason, and in *name what RFC 792, 1812 or 4443 calls it; NULL for types and codes that are not known. */
static icmp_reason
reason_of(const sip_icmp *icmp, const char **name)
{
    *name = NULL;
    for (size_t i = 0; icmp->sender != NULL && i < G_N_ELEMENTS(known); i++) {
        if (known[i].is_v6 == icmp->is_v6 && known[i].type == icmp->type && known[i].code == icmp->code) {
            *name = known[i].name;
            return known[i].reason;
        }
    }
    return ICMP_OTHER;
}

const char *
icmp_name(const sip_icmp *icmp)
{
    const char *name;

    (void)reason_of(icmp, &name);
    return name;
}

const char *
icmp_text(finding *found, const sip_icmp *icmp)
{
    const char *name;
    char said[64];

    (void)reason_of(icmp, &name);
    (void)g_snprintf(said, sizeof said, "type %u code %u%s%s", icmp->type, icmp->code, name != NULL ? ", " : "",
                     name != NULL ? name : "");
    return finding_keep_text(found, said);
}

icmp_reason
icmp_show(finding *found, const sip_transaction *transaction)
{
    const sip_progress *progress = transaction_progress(transaction);
    const sip_icmp *icmp = &progress->icmp;
    const char *frame = finding_number(found, progress->icmp_frame);
    const char *name;
    const icmp_reason reason = reason_of(icmp, &name);

    if (icmp->sender == NULL) {
        finding_show(found, EVIDENCE_ICMP, "frame", frame, "method", finding_copy_string(found, transaction->method), "element",
                     transaction->server->name, NULL);
    } else {
        finding_show(found, OBSERVED_ICMP, "frame", frame, "element", icmp->sender, "value", icmp_text(found, icmp), "method",
                     finding_copy_string(found, transaction->method), "destination", transaction->server->name, NULL);
    }
    finding_set_placeholder(found, "frame", frame);
    finding_set_placeholder(found, "value", name);
    return reason;
}
