/* order.c
 * The order in which rules are asked; see rules.h.
 *
 * What other messages of the call explain comes first, then what the messages themselves show, then what the sender says, then what a
 * code usually means. Where two rules can both hold for one response, a comment says why one is asked before the other; all other
 * neighbours exclude each other.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "rules.h"

#define RULE(first_code, last_code, function)                                                                                      \
    {                                                                                                                              \
        .first = (first_code), .last = (last_code), .apply = (function)                                                            \
    }
#define OBSERVER(first_code, last_code, function)                                                                                  \
    {                                                                                                                              \
        .first = (first_code), .last = (last_code), .observe = (function)                                                          \
    }
#define ALWAYS(first_code, last_code, id)                                                                                          \
    {                                                                                                                              \
        .first = (first_code), .last = (last_code), .verdict = (id)                                                                \
    }
#define END                                                                                                                        \
    {                                                                                                                              \
        .first = 0                                                                                                                 \
    }

/* clang-format off */

const rule rules_for_all[] = {
    /* A repetition or a relay says nothing new, so whatever else holds was said before. */
    RULE(100, 699, delivery_repeated),
    /* A second 2xx that a proxy relays is one of two as well. */
    RULE(200, 299, delivery_answered_twice),
    /* What the client cannot use is at fault itself, whatever it answers or relays. */
    RULE(100, 699, delivery_lacks_via),
    OBSERVER(200, 200, observe_answer),
    RULE(200, 200, media_answered_privately),
    RULE(200, 200, media_answered_otherwise),
    RULE(100, 699, branches_relayed),
    RULE(100, 699, delivery_answered_ack),

    RULE(200, 200, media_ended_at_once),
    RULE(200, 200, media_ended_for_fax),
    RULE(200, 200, dialogs_answered_cancel),
    RULE(200, 200, dialogs_registered),
    RULE(200, 202, dialogs_accepted_transfer),
    RULE(200, 202, dialogs_failed_transfer),
    RULE(200, 200, dialogs_session_ended),
    /* A session that nobody refreshed is known from its time, whatever the Reason calls it. */
    RULE(200, 200, media_ended_by_failure),
    END,
};

const rule rules_for_failures[] = {
    OBSERVER(400, 699, observe_dtmf),
    /* Whatever an endpoint answers to OPTIONS shows that it is alive. Not 400, 416 and 420: they say what is wrong with the OPTIONS itself. */
    RULE(483, 483, routes_traceroute),
    RULE(300, 399, routes_answered_probe),
    RULE(401, 407, routes_answered_probe),
    RULE(409, 415, routes_answered_probe),
    RULE(417, 419, routes_answered_probe),
    RULE(421, 482, routes_answered_probe),
    RULE(484, 499, routes_answered_probe),
    RULE(501, 501, routes_answered_probe),
    RULE(600, 699, routes_answered_probe),

    /* A branch that never answered before one that failed: the element waited for the silent one (RFC 3261 16.7 step 6). */
    RULE(400, 699, branches_next_hop_silent),
    RULE(400, 699, branches_failed),
    OBSERVER(400, 699, branches_show_unfinished),

    OBSERVER(403, 404, observe_number_formats),
    OBSERVER(480, 480, observe_number_formats),
    OBSERVER(484, 484, observe_number_formats),
    OBSERVER(604, 604, observe_number_formats),
    OBSERVER(400, 400, observe_registered_user),
    OBSERVER(403, 406, observe_registered_user),
    OBSERVER(484, 484, observe_registered_user),
    OBSERVER(604, 604, observe_registered_user),
    /* A signature that is too old is refused by 403, too, and not for want of a right. */
    OBSERVER(403, 403, observe_stated_times),
    OBSERVER(436, 438, observe_stated_times),
    RULE(403, 403, identity_stale_date),
    RULE(436, 438, identity_stale_date),

    /* A registrar checks the number of contacts after the credentials, so its words come before the general refusal. */
    RULE(403, 503, authentication_contact_limit),
    RULE(401, 401, authentication_challenge),
    RULE(407, 407, authentication_challenge),
    OBSERVER(403, 403, observe_identity),
    RULE(403, 403, authentication_forbidden),

    /* A time that is too short is known from the request, even if the response lacks the least one. */
    RULE(422, 422, messages_session_too_small),
    RULE(423, 423, messages_expires_too_brief),
    /* A response that lacks what its client needs is at fault itself, whatever it answers. */
    RULE(401, 494, messages_missing_header),
    /* What is wrong with a request within its dialog explains why it finds nobody, whatever is said of its method or its user. */
    OBSERVER(400, 400, observe_tags),
    OBSERVER(403, 404, observe_tags),
    OBSERVER(481, 481, observe_tags),
    OBSERVER(500, 500, observe_tags),
    OBSERVER(400, 400, observe_rack),
    OBSERVER(481, 481, observe_rack),
    OBSERVER(403, 404, observe_route),
    OBSERVER(408, 408, observe_route),
    OBSERVER(477, 484, observe_route),
    OBSERVER(500, 504, observe_route),
    OBSERVER(604, 604, observe_route),
    OBSERVER(400, 699, observe_own_replaces),
    /* An earlier BYE explains the 481 better than tags do. */
    RULE(481, 481, dialogs_call_already_over),
    RULE(481, 481, dialogs_never_set_up),
    RULE(481, 481, dialogs_replaces_unknown),
    RULE(400, 500, dialogs_tag_mismatch),
    /* An INVITE that overlaps another may come out of order, too; the open INVITE is the reason that 500 names (RFC 3261 14.2). */
    RULE(500, 500, overlaps_own_invite),
    RULE(500, 500, dialogs_low_cseq),
    RULE(400, 481, dialogs_prack_mismatch),
    RULE(403, 604, dialogs_wrong_target),
    RULE(403, 604, dialogs_no_route_set),
    RULE(481, 481, dialogs_unsolicited_notify),
    RULE(481, 481, dialogs_early_notify),
    RULE(408, 408, dialogs_session_expired),
    RULE(481, 481, dialogs_session_expired),
    OBSERVER(404, 404, observe_unseen_dialog),
    RULE(404, 404, dialogs_unknown_dialog),
    RULE(421, 421, messages_security_agreement),
    RULE(494, 494, messages_security_agreement),
    OBSERVER(400, 400, observe_missing_headers),
    OBSERVER(481, 481, observe_missing_headers),
    OBSERVER(483, 483, observe_missing_headers),
    OBSERVER(489, 489, observe_missing_headers),
    OBSERVER(500, 500, observe_missing_headers),
    OBSERVER(400, 400, observe_content_length),
    OBSERVER(415, 415, observe_content_length),
    OBSERVER(488, 488, observe_content_length),
    OBSERVER(400, 400, observe_header_lines),
    /* What is wrong with the bytes of the request comes before what its receiver dislikes about it. */
    RULE(400, 400, messages_bad_sdp),
    /* Without the body that its sender meant there is no SDP to judge. */
    RULE(488, 488, messages_content_length),
    RULE(488, 488, messages_bad_sdp),
    RULE(606, 606, messages_bad_sdp),
    RULE(400, 400, messages_truncated),
    RULE(400, 400, messages_content_length),
    RULE(400, 400, registrations_wildcard),
    RULE(400, 400, dialogs_low_cseq),
    RULE(400, 400, messages_incomplete),
    RULE(489, 489, messages_incomplete),
    RULE(500, 500, messages_incomplete),
    RULE(400, 400, messages_bad_uri),
    RULE(416, 416, messages_bad_uri),
    ALWAYS(416, 416, VERDICT_MESSAGE_UNSUPPORTED_URI),
    RULE(415, 415, messages_unsupported_body),
    ALWAYS(413, 414, VERDICT_MESSAGE_TOO_LARGE),
    ALWAYS(513, 513, VERDICT_MESSAGE_TOO_LARGE),
    ALWAYS(493, 493, VERDICT_MESSAGE_UNDECIPHERABLE),
    OBSERVER(400, 400, observe_offer),
    RULE(400, 400, media_stated),
    RULE(400, 400, media_faulty_offer),
    RULE(400, 400, media_refused_in_words),
    RULE(400, 400, topics_stated),
    ALWAYS(400, 400, VERDICT_MESSAGE_MALFORMED),
    RULE(405, 405, registrations_no_registrar),
    RULE(501, 501, registrations_no_registrar),
    RULE(405, 405, methods_refused_transfer),
    RULE(501, 501, methods_refused_transfer),
    RULE(405, 405, messages_unsupported_method),
    RULE(501, 501, messages_unsupported_method),
    RULE(420, 420, registrations_path),
    RULE(420, 420, messages_unsupported_extension),
    RULE(439, 439, registrations_outbound),
    RULE(421, 421, messages_required_extension),
    RULE(489, 489, messages_unsupported_event),
    RULE(412, 412, messages_stale_etag),

    OBSERVER(481, 481, observe_unseen_dialog),
    OBSERVER(481, 481, observe_ended_subscription),
    /* Another INVITE that is pending explains a CANCEL that finds nothing better than one that has ended. */
    RULE(481, 481, dialogs_cancel_unlike_invite),
    RULE(481, 481, dialogs_cancel_without_transaction),
    RULE(481, 481, dialogs_left_by_caller),
    RULE(481, 481, dialogs_unknown_dialog),
    RULE(491, 491, overlaps_other_side),

    /* What these methods are refused for is no matter of calls, whatever the code is usual for; the words of the server come first. */
    RULE(402, 699, topics_stated_outside_calls),
    /* Whoever is not named cannot be found, whatever the method. */
    RULE(404, 404, routes_strict_routed),
    RULE(604, 604, routes_strict_routed),
    RULE(404, 404, registrations_no_account),
    RULE(604, 604, registrations_no_account),
    RULE(402, 402, registrations_refused),
    RULE(406, 406, registrations_refused),
    RULE(410, 410, registrations_refused),
    RULE(480, 480, registrations_refused),
    RULE(484, 488, registrations_refused),
    RULE(600, 699, registrations_refused),
    RULE(404, 404, methods_no_recipient),
    RULE(410, 410, methods_no_recipient),
    RULE(484, 484, methods_no_recipient),
    RULE(604, 604, methods_no_recipient),
    RULE(480, 480, methods_recipient_offline),
    RULE(402, 403, methods_message_refused),
    RULE(406, 406, methods_message_refused),
    RULE(485, 488, methods_message_refused),
    RULE(600, 699, methods_message_refused),
    RULE(469, 469, methods_info_package),
    RULE(402, 403, methods_refused),
    /* What nobody offers a subscription to is not found, for which there is a rule of its own. */
    RULE(404, 404, routes_nothing_to_subscribe),
    RULE(404, 404, methods_refused),
    RULE(406, 406, methods_refused),
    RULE(410, 410, methods_refused),
    RULE(480, 480, methods_refused),
    RULE(484, 488, methods_refused),
    RULE(600, 699, methods_refused),

    /* A re-INVITE to T.38 is refused for the fax, whatever else it offers. */
    RULE(415, 415, media_declined_fax),
    RULE(488, 488, media_declined_fax),
    RULE(606, 606, media_declined_fax),
    OBSERVER(401, 499, observe_offer),
    OBSERVER(606, 606, observe_offer),
    /* The warn-code of the answering side, then its words, then what is wrong with the offer, then what the offer lets one guess. */
    RULE(488, 488, media_no_common_codec),
    RULE(606, 606, media_no_common_codec),
    RULE(400, 699, media_stated),
    RULE(400, 699, media_faulty_offer),
    RULE(488, 488, media_srtp_required),
    RULE(606, 606, media_srtp_required),
    /* A number never outweighs the words beside it. */
    RULE(402, 699, media_refused_in_words),
    OBSERVER(400, 699, observe_redirection),
    OBSERVER(408, 408, observe_at_once),
    OBSERVER(480, 480, observe_at_once),
    OBSERVER(486, 486, observe_at_once),
    OBSERVER(600, 603, observe_at_once),
    OBSERVER(408, 408, observe_waiting),
    OBSERVER(480, 486, observe_waiting),
    OBSERVER(600, 603, observe_waiting),
    /* What ended the call explains its 487, whatever number a gateway puts beside it. */
    RULE(487, 487, users_cancelled),
    RULE(487, 487, users_ended_by_bye),
    /* Here the phrase has a meaning of its own. */
    RULE(603, 603, users_blocked_by_network),
    RULE(608, 608, users_blocked_by_network),
    RULE(404, 404, q850_lost_gateway),
    RULE(480, 480, q850_lost_gateway),
    RULE(500, 504, q850_lost_gateway),
    RULE(402, 699, topics_stated),
    RULE(400, 699, media_refused_bearer),
    RULE(488, 488, media_no_usual_codec),
    RULE(606, 606, media_no_usual_codec),
    RULE(488, 488, media_unusual_offer),
    RULE(606, 606, media_unusual_offer),
    RULE(488, 488, media_refused_offer),
    RULE(606, 606, media_refused_offer),

    RULE(400, 699, q850_unallocated),
    RULE(400, 699, q850_no_route),
    RULE(400, 699, q850_busy),
    RULE(400, 699, q850_rejected),
    RULE(301, 699, q850_number_changed),

    RULE(487, 487, users_said_elsewhere),
    RULE(487, 487, users_expired),
    ALWAYS(487, 487, VERDICT_USER_CANCELLED_UNSEEN),
    RULE(408, 408, users_rang_in_vain),
    RULE(480, 480, users_rang_in_vain),
    RULE(486, 486, users_rang_in_vain),
    RULE(600, 600, users_rang_in_vain),
    RULE(408, 408, users_waited_in_queue),
    RULE(480, 480, users_waited_in_queue),
    RULE(486, 486, users_busy),
    RULE(600, 600, users_busy),
    RULE(603, 603, servers_declined_with_cause),
    RULE(603, 603, servers_refused_at_once),
    ALWAYS(603, 603, VERDICT_USER_REJECTED),
    ALWAYS(607, 607, VERDICT_USER_UNWANTED),
    /* An announcement that was played says more than any of the codes. */
    RULE(402, 485, users_early_media_then_failed),
    RULE(500, 599, users_early_media_then_failed),
    RULE(604, 604, users_early_media_then_failed),
    /* Silence on keep-alives explains what nothing else of the response or the call does. */
    RULE(480, 480, q850_gateway_down),
    RULE(480, 480, users_not_reachable),
    ALWAYS(402, 402, VERDICT_POLICY_PAYMENT),
    RULE(433, 433, identity_anonymous),
    RULE(428, 428, identity_missing),
    RULE(429, 429, identity_no_referrer),
    RULE(436, 438, identity_unusable),
    RULE(403, 403, users_forbidden),

    OBSERVER(300, 399, observe_redirection),
    RULE(300, 302, routes_redirected_back),
    RULE(300, 302, routes_redirected),
    RULE(305, 305, routes_use_other_way),
    RULE(380, 380, routes_emergency),
    RULE(380, 380, routes_use_other_service),
    ALWAYS(300, 399, VERDICT_ROUTE_REDIRECTED_NOWHERE),
    /* A loop uses up Max-Forwards, so it is looked for first. */
    RULE(482, 483, routes_loop),
    RULE(483, 483, routes_too_many_hops),
    RULE(483, 483, messages_incomplete),
    RULE(482, 482, routes_merged),
    RULE(477, 477, routes_not_sent),
    RULE(478, 478, routes_unresolvable),
    ALWAYS(484, 484, VERDICT_ROUTE_NUMBER_INCOMPLETE),
    RULE(404, 404, q850_gateway_down),
    RULE(404, 404, routes_not_found),
    RULE(604, 604, routes_not_found),

    /* Missing circuits are one of the causes, with more to say than the list of causes has. */
    RULE(480, 503, servers_no_circuit),
    RULE(503, 503, servers_overload),
    RULE(400, 699, servers_cleared_with_cause),
    RULE(408, 408, q850_gateway_down),
    RULE(503, 503, q850_gateway_down),
    RULE(408, 408, methods_timed_out),
    RULE(504, 504, methods_timed_out),
    RULE(500, 503, methods_not_served),
    RULE(408, 408, servers_refused_at_once),
    RULE(408, 408, users_never_rang),
    ALWAYS(500, 500, VERDICT_SERVER_INTERNAL),
    ALWAYS(502, 502, VERDICT_SERVER_BAD_GATEWAY),
    ALWAYS(503, 503, VERDICT_SERVER_UNAVAILABLE),
    ALWAYS(504, 504, VERDICT_SERVER_TIMEOUT),
    END,
};

bool (*const rules_for_requests[])(finding *found) = {
    /* The response says itself what is wrong with it. */
    requests_answered_without_via,
    /* Who sends an ACK got a final response, so nobody owes one. */
    requests_acknowledged,
    requests_cancel_unfinished,
    requests_unfinished,
    /* What is wrong with a request can be said at once. */
    requests_unreadable,
    requests_too_early,
    /* What ICMP proves comes before all guesses, then what the registrar dislikes, then the size. */
    requests_unreachable,
    requests_registrar_with_user,
    requests_fragmented,
    requests_silent_run,
    requests_unanswered,
    NULL,
};

bool (*const rules_for_media[])(finding *found) = {
    /* What both sides agreed on cannot work, whatever comes. */
    flow_secured_unlike,
    /* What proves why nothing is heard comes before the silence itself. */
    flow_unreachable,
    flow_old_address,
    flow_private,
    flow_mapped_port,
    flow_unlisted,
    flow_held,
    flow_neither,
    flow_lost,
    flow_lost_beyond,
    flow_silent_since_move,
    flow_one_way,
    /* Both sides were heard, but not all the time. */
    flow_stopped,
    flow_late,
    flow_no_ring_back,
    NULL,
};
