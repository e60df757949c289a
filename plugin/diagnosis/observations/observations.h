/* observations.h
 * Observations: facts that the packets prove, found without regard to what a code usually means, and shown as evidence.
 *
 * Each is a small function over the response, its request and the state of the call, which adds a fact of the kind OBSERVED_... if it holds.
 * order.c asks them before the rules that use them, for the responses that they may explain, so that they cost nothing in calls that go
 * well; finding_has() tells a rule what was observed.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_OBSERVATIONS_H
#define SIPEXPERT_OBSERVATIONS_H

#include "finding.h"

/* flow.c: of the media of found->media. */
/** The packets to both sides, or those before the answer. */
void observe_media(finding *found, bool is_early);
/** Address and port, as a text that a finding may hold. */
const char *media_address_text(finding *found, const media_address *address);
/** Which side hears nothing, and its address. */
void observe_deaf_side(finding *found, const media_line *line);
/** Media come from another address or port than their side names. */
void observe_unnamed_source(finding *found, const media_line *from, const media_flow *flow);
/** What RTCP of the side says of what it gets and sends. */
void observe_reports(finding *found, const media_line *line, const media_reports *reports);

/* dtmf.c */
/** Whether telephone-event is negotiated in the call in which an INFO is refused. */
void observe_dtmf(finding *found);

/* credentials.c: rules ask these for the credentials that they judge; each shows its fact and returns true if it holds. */
/** The digest uri is not the Request-URI, with no proxy in between (RFC 3261 22.4). */
bool observe_digest_uri(finding *found, const sip_credentials *credentials);
/** The client asks for resynchronisation of AKA (RFC 3310 3.4). */
bool observe_auts(finding *found, const sip_credentials *credentials);
/** The same again and again: the requests just before had auts as well. */
bool observe_auts_again(finding *found, const sip_credentials *credentials);
/** The client does not accept a challenge of AKA: the response is empty, and there is no auts (3GPP TS 24.229 5.1.1.5.3). */
bool observe_empty_response(finding *found, const sip_credentials *credentials);
/** nc was not raised for a nonce that the client had used before (RFC 7616 3.4). */
bool observe_nonce_count(finding *found, const sip_credentials *credentials);
/** nc goes on from the nonce before instead of beginning at 1 with a new one (RFC 7616 3.4). */
bool observe_count_kept(finding *found, const sip_credentials *credentials);
/** The response has as many digits as another algorithm than the named one makes; sets {count}, {name} and {expected}. */
bool observe_digest_length(finding *found, const sip_credentials *credentials);
/** Shows that the response is longer than that of MD5, which credentials without algorithm stand for. */
void observe_algorithm_left_out(finding *found, const sip_credentials *credentials);
/** Another host offered the nonce than the one that refuses it; sets {element}. */
bool observe_other_node(finding *found, const sip_credentials *credentials);
/** The credentials are in the header that answers the other kind of challenge (RFC 3261 22.2, 22.3); sets as the next two. */
bool observe_other_header(finding *found, const sip_credentials *credentials);
/** The nonce was offered for another realm; sets {name}, {value} and {offered}. */
bool observe_other_realm(finding *found, const sip_credentials *credentials);
/** The response offers neither the algorithm nor the qop of the credentials; sets the same. */
bool observe_not_offered(finding *found, const sip_credentials *credentials);
/** Returns the algorithms that the challenges of the response offer, in their order, separated by commas. */
const char *challenge_algorithms(finding *found);
/* answer.c */
/** Of a 200 to INVITE between public hosts: a private address for media without ICE, and what does not fit the offer. */
void observe_answer(finding *found);

/* media.c */
/** A payload type used for two things, no stream that can carry media, bandwidth, addresses of another IP version in the offer. */
void observe_offer(finding *found);

/* neighbours.c */
/** The INVITE that the caller sent before was redirected, and where to this one goes. */
void observe_redirection(finding *found);

/* time.c */
/** How long it rang, or waited in a queue (182), before this response to an INVITE. */
void observe_waiting(finding *found);
/** A response to an INVITE that sets up a call, within 100 ms, without ringing and without a branch that decided. */
void observe_at_once(finding *found);

/** What the credentials of the request are for; sets {user} and {realm}. */
void observe_credentials(finding *found, const sip_credentials *credentials);
/** Neither From (To of a REGISTER) nor an asserted identity is the account of the credentials. */
void observe_identity(finding *found);

/* dialog.c */
/** A request in a dialog whose set-up was not seen, or not yet. */
void observe_unseen_dialog(finding *found);
/** Whether From and To have the tags of a dialog that was seen; one that is missing or wrong becomes {name} and {frame}. */
void observe_tags(finding *found);
/** Request-URI and Route of a user agent's request in a dialog against the remote target and the route set (RFC 3261 12.2.1.1). */
void observe_route(finding *found);
/** The same of the ACK of that dialog to the 2xx that is judged. */
void observe_route_of_ack(finding *found, const sip_message *ack, const sip_dialog *dialog);
/** A NOTIFY of a subscription that its subscriber had ended. */
void observe_ended_subscription(finding *found);
/** A PRACK whose RAck is not that of the reliable 1xx that were seen (RFC 3262 7.2). */
void observe_rack(finding *found);
/** Replaces that names the dialog that the request itself is sent in, in this request or in a REFER before. */
void observe_own_replaces(finding *found);

/* delivery.c */
/** How often the request came again after a response that ends it, which it has. */
void observe_late_requests(finding *found);
/** A response that takes another way than the request, and Via that leads it there. The top Via of a response is that of the request. */
void observe_response_path(finding *found);
/** A Call-ID that is not that of the request. */
void observe_call_id(finding *found);
/** Where the ACK of a 2xx went, and what is wrong with the Contact that it follows. */
void observe_ack(finding *found);
/** An ACK of the client that differs from what the final response of its INVITE needs in CSeq, To tag or top Via. */
void observe_unlike_ack(finding *found);
/** A 2xx that lacks values of Record-Route that the INVITE had. */
void observe_lost_record_route(finding *found);
/** Without its request: the request that differs in branch or sent-by only, or else that there is none. */
void observe_unmatched_request(finding *found);
/** The dialog that a request, or its response, belongs to at this hop; NULL if its set-up was not seen. */
const sip_dialog *observed_dialog(const finding *found);

/* path.c: rules ask these. */
/** Returns the endpoint that passed the request on before and now got it back, after showing that; NULL if it did not. */
const char *observe_return(finding *found);
/** The server of the request got the same one by another path, too. */
bool observe_other_path(finding *found);

/* request.c */
/** What a PUBLISH lacks that brings no state and names none. */
#define REQUEST_NO_STATE "SIP-If-Match/body"
/** More mandatory headers than a method has. */
#define REQUEST_MAX_MISSING 12
/** Mandatory headers that the request lacks. */
void observe_missing_headers(finding *found);
/** Sets their names. Returns how many there are. */
unsigned request_missing_headers(finding *found, const char *names[REQUEST_MAX_MISSING]);
/** Content-Length is not the size of the body. */
void observe_content_length(finding *found);
/** Returns true, and both numbers of bytes, if it is so. */
bool request_body_size(finding *found, gint64 *announced, gint64 *received);
/** A line among the headers that is none: without colon or name, or a continuation of nothing. */
void observe_header_lines(finding *found);
/** A REGISTER with a user part in its Request-URI (RFC 3261 10.2). */
void observe_registered_user(finding *found);
/** Called and calling number in different formats: +49..., 0049... or neither. */
void observe_number_formats(finding *found);
/** Date, or iat in Identity, that is not the time of the capture (RFC 8224 6.2.2). */
void observe_stated_times(finding *found);

/* identity.c */
/** Whether caller and called number in the only PASSporT are those of the request; sets {name}, {value}, {header} and {expected} if not. */
void observe_signed_numbers(finding *found);
/** The hop before had got the request with this header; sets {element} and {before}. */
void observe_dropped_header(finding *found, sip_header header);

/* unanswered.c: of requests, when the capture is complete. Their client and server are known. */
/** How often the request was sent without any response. */
void observe_no_response(finding *found);
/** What else came from the server, before or after; sets {frame}. */
void observe_server_alive(finding *found);
/** Requests in a row that the server, which was alive before, left without response, this one sent once; sets {source}, {count}, {frame}. */
void observe_silent_run(finding *found);
/** A small request that the server answered, if this one is large. */
void observe_small_answered(finding *found);
/** A request over UDP that came in IP fragments, or that is larger than RFC 3261 18.1.1 allows. */
void observe_large_request(finding *found);
/** A request without a header that every response repeats; sets {header}. */
void observe_unreadable_request(finding *found);
/** The last provisional response, after which nothing came; sets {code}, {frame} and {seconds}. */
void observe_last_provisional(finding *found);

#endif
