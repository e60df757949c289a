/* rules.h
 * The rules, by the subject of their files; order.c says which are asked for a response, and in which order.
 *
 * Each looks at a finding: if its case is this one, it concludes with a verdict and returns true. What it shows or sets before it returns
 * false is taken back. Observers conclude nothing; what they show stays.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_RULES_H
#define SIPEXPERT_RULES_H

#include "finding.h"
#include "observations.h"

/** One row of the order. Exactly one of the last three members is used. */
typedef struct rule {
    int first; /**< codes that the rule is for */
    int last;
    void (*observe)(finding *found);
    bool (*apply)(finding *found);
    catalog_verdict_id verdict; /**< always concluded with */
} rule;

/** The rules for any response, and for those from 300 on, in the order in which they are asked. Each list ends with a row for code 0. */
extern const rule rules_for_all[];
extern const rule rules_for_failures[];

/**
 * The rules for requests without a final response, in the order in which they are asked; NULL after the last. The finding has no packet.
 * A rule that returns true without a verdict says that nothing can be said.
 */
extern bool (*const rules_for_requests[])(finding *found);

/** The rules for the media of an answered call, closed by NULL, in the order in which they are asked. */
extern bool (*const rules_for_media[])(finding *found);

/* authentication.c */
bool authentication_challenge(finding *found);
bool authentication_forbidden(finding *found);
bool authentication_contact_limit(finding *found);

/* branches.c */
/** Says of a response what was said of another one, with its evidence. */
void branches_take_over(finding *found, const diagnosis *from);
bool branches_relayed(finding *found);
bool branches_next_hop_silent(finding *found);
bool branches_failed(finding *found);
void branches_show_unfinished(finding *found);

/* delivery.c */
bool delivery_lacks_via(finding *found);
bool delivery_answered_ack(finding *found);
bool delivery_repeated(finding *found);
bool delivery_answered_twice(finding *found);

/* dialogs.c */
bool dialogs_cancel_unlike_invite(finding *found);
bool dialogs_cancel_without_transaction(finding *found);
bool dialogs_never_set_up(finding *found);
bool dialogs_replaces_unknown(finding *found);
bool dialogs_tag_mismatch(finding *found);
bool dialogs_prack_mismatch(finding *found);
bool dialogs_wrong_target(finding *found);
bool dialogs_no_route_set(finding *found);
bool dialogs_unsolicited_notify(finding *found);
bool dialogs_early_notify(finding *found);
bool dialogs_session_expired(finding *found);
bool dialogs_session_ended(finding *found);
bool dialogs_call_already_over(finding *found);
bool dialogs_left_by_caller(finding *found);
bool dialogs_unknown_dialog(finding *found);
bool dialogs_low_cseq(finding *found);
bool dialogs_answered_cancel(finding *found);
bool dialogs_registered(finding *found);
bool dialogs_accepted_transfer(finding *found);
bool dialogs_failed_transfer(finding *found);

/* flow.c: of media, when the capture is complete; found->media is set */
bool flow_secured_unlike(finding *found);
bool flow_unreachable(finding *found);
bool flow_old_address(finding *found);
bool flow_private(finding *found);
bool flow_mapped_port(finding *found);
bool flow_unlisted(finding *found);
bool flow_held(finding *found);
bool flow_neither(finding *found);
bool flow_lost(finding *found);
bool flow_lost_beyond(finding *found);
bool flow_silent_since_move(finding *found);
bool flow_one_way(finding *found);
bool flow_stopped(finding *found);
bool flow_late(finding *found);
bool flow_no_ring_back(finding *found);

/* identity.c */
bool identity_stale_date(finding *found);
bool identity_missing(finding *found);
bool identity_no_referrer(finding *found);
bool identity_unusable(finding *found);
bool identity_anonymous(finding *found);

/* media.c */
bool media_answered_privately(finding *found);
bool media_answered_otherwise(finding *found);
bool media_ended_at_once(finding *found);
bool media_ended_by_failure(finding *found);
bool media_ended_for_fax(finding *found);
bool media_declined_fax(finding *found);
bool media_stated(finding *found);
bool media_faulty_offer(finding *found);
bool media_refused_in_words(finding *found);
bool media_refused_bearer(finding *found);
bool media_no_common_codec(finding *found);
bool media_srtp_required(finding *found);
bool media_no_usual_codec(finding *found);
bool media_unusual_offer(finding *found);
bool media_refused_offer(finding *found);

/* messages.c */
bool messages_missing_header(finding *found);
bool messages_security_agreement(finding *found);
bool messages_incomplete(finding *found);
bool messages_bad_sdp(finding *found);
bool messages_truncated(finding *found);
bool messages_content_length(finding *found);
bool messages_bad_uri(finding *found);
bool messages_unsupported_body(finding *found);
bool messages_unsupported_method(finding *found);
bool messages_unsupported_extension(finding *found);
bool messages_required_extension(finding *found);
bool messages_unsupported_event(finding *found);
bool messages_stale_etag(finding *found);
bool messages_session_too_small(finding *found);
bool messages_expires_too_brief(finding *found);

/* methods.c */
bool methods_refused(finding *found);
bool methods_refused_transfer(finding *found);
bool methods_info_package(finding *found);
bool methods_no_recipient(finding *found);
bool methods_recipient_offline(finding *found);
bool methods_message_refused(finding *found);
bool methods_not_served(finding *found);
bool methods_timed_out(finding *found);

/* overlaps.c */
bool overlaps_own_invite(finding *found);
bool overlaps_other_side(finding *found);

/* q850.c */
bool q850_gateway_down(finding *found);
bool q850_lost_gateway(finding *found);
bool q850_unallocated(finding *found);
bool q850_no_route(finding *found);
bool q850_busy(finding *found);
bool q850_rejected(finding *found);
bool q850_number_changed(finding *found);

/* requests.c */
bool requests_answered_without_via(finding *found);
bool requests_acknowledged(finding *found);
bool requests_cancel_unfinished(finding *found);
bool requests_unfinished(finding *found);
bool requests_too_early(finding *found);
bool requests_unreachable(finding *found);
bool requests_unreadable(finding *found);
bool requests_registrar_with_user(finding *found);
bool requests_fragmented(finding *found);
bool requests_silent_run(finding *found);
bool requests_unanswered(finding *found);
/* registrations.c */
bool registrations_path(finding *found);
bool registrations_outbound(finding *found);
bool registrations_no_account(finding *found);
bool registrations_wildcard(finding *found);
bool registrations_no_registrar(finding *found);
bool registrations_refused(finding *found);

/* routes.c */
bool routes_redirected_back(finding *found);
bool routes_redirected(finding *found);
bool routes_use_other_way(finding *found);
bool routes_emergency(finding *found);
bool routes_use_other_service(finding *found);
bool routes_answered_probe(finding *found);
bool routes_traceroute(finding *found);
bool routes_loop(finding *found);
bool routes_merged(finding *found);
bool routes_too_many_hops(finding *found);
bool routes_unresolvable(finding *found);
/** Concludes that a name was not found, which is certain if `shown`. Always returns true. */
bool routes_conclude_unresolvable(finding *found, bool shown);
bool routes_not_sent(finding *found);
bool routes_nothing_to_subscribe(finding *found);
bool routes_strict_routed(finding *found);
bool routes_not_found(finding *found);

/* servers.c */
bool servers_no_circuit(finding *found);
bool servers_overload(finding *found);
bool servers_cleared_with_cause(finding *found);
bool servers_declined_with_cause(finding *found);
bool servers_refused_at_once(finding *found);

/* topics.c */
bool topics_stated(finding *found);
bool topics_stated_outside_calls(finding *found);

/* users.c */
bool users_cancelled(finding *found);
bool users_ended_by_bye(finding *found);
bool users_said_elsewhere(finding *found);
bool users_expired(finding *found);
bool users_rang_in_vain(finding *found);
bool users_waited_in_queue(finding *found);
bool users_never_rang(finding *found);
bool users_busy(finding *found);
bool users_blocked_by_network(finding *found);
bool users_early_media_then_failed(finding *found);
bool users_not_reachable(finding *found);
bool users_forbidden(finding *found);
#endif
