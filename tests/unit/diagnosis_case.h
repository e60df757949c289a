/* diagnosis_case.h
 * Tests of diagnoses as tables: a call, and what has to be said of its last response.
 *
 * A file of cases/ has the cases of one subject. Each verdict needs a case that deserves it, and a near miss: a similar call that must not
 * get it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DIAGNOSIS_CASE_H
#define SIPEXPERT_DIAGNOSIS_CASE_H

#include "scene.h"

/* A calls B; P is the proxy or PBX between them, C another phone of B's user, G a gateway behind P. */
#define A "10.0.0.1:5060"
#define B "10.0.0.2:5060"
#define C "10.0.0.3:5060"
#define G "10.0.0.7:5060"
#define P "10.0.0.9:5060"

#define SDP_HEAD "\nv=0\no=- 1 1 IN IP4 10.0.0.1\ns=-\nc=IN IP4 10.0.0.1\nt=0 0\n"
#define AUDIO SDP_HEAD "m=audio 4000 RTP/AVP 0 8\n"
#define AUDIO_G729 SDP_HEAD "m=audio 4000 RTP/AVP 18\n"
#define AUDIO_SRTP SDP_HEAD "m=audio 4000 RTP/SAVP 0 8\n"
#define FAX SDP_HEAD "m=image 4000 udptl t38\n"
#define NO_STREAM SDP_HEAD
#define BAD_STREAM SDP_HEAD "m=audio\n"

#define DIGEST "Digest realm=\"office\",nonce="
#define OFFERS(nonce) "WWW-Authenticate: " DIGEST "\"" nonce "\"\n"
#define OFFERS_STALE(nonce) "WWW-Authenticate: " DIGEST "\"" nonce "\",stale=TRUE\n"
#define PROXY_OFFERS(nonce) "Proxy-Authenticate: " DIGEST "\"" nonce "\"\n"
#define USES(nonce) "Authorization: " DIGEST "\"" nonce "\",username=\"alice\",response=\"0\"\n"
#define PROXY_USES(nonce) "Proxy-Authorization: " DIGEST "\"" nonce "\",username=\"alice\",response=\"0\"\n"
#define Q850(cause) "Reason: Q.850;cause=" #cause "\n"
#define KAMAILIO "Server: kamailio (5.6.3 (x86_64/linux))\n"
#define SIPFRAG(line) "Content-Type: message/sipfrag;version=2.0\n\n" line "\n"

#define UNKNOWN "481 Call/Transaction Does Not Exist"

/* More than 1300 bytes with headers. */
#define PADDING_100 "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
#define PADDING_500 PADDING_100 PADDING_100 PADDING_100 PADDING_100 PADDING_100
#define LARGE "X-Padding: " PADDING_500 PADDING_500 PADDING_100 PADDING_100 "\n"
#define NEARLY_LARGE "X-Padding: " PADDING_500 PADDING_100 "\n"

#define MAX_STEPS 24
#define MAX_LINES 6

/** A scene whose last step is judged, or a request by what came after it. */
typedef struct diagnosis_case {
    const char *name;
    const char *verdict; /**< its name; NULL: nothing beyond the code, or nothing at all of a request */
    catalog_severity severity;
    bool certain;
    const char *shows;            /**< part of a line of evidence; NULL: any evidence will do */
    const char *lines[MAX_LINES]; /**< whole lines of evidence that must be there */
    const char *lacks;            /**< part of no line of evidence and not of the cause; NULL: nothing is looked for */
    const char *says;             /**< part of the cause; NULL: any cause will do */
    const char *advises;          /**< part of the fix; NULL: any fix will do */
    const char *at_caller;        /**< part of what to do at the caller's product; "": nothing; NULL: whatever that is */
    const char *at_callee;        /**< the same at the called side's */
    const char *origin;
    guint32 request; /**< the frame of the request that is judged; 0: the last step is */
    guint32 media;   /**< the frame of the INVITE whose media are judged; 0: the last step is */
    gint64 end;      /**< when the capture ends in which it is judged, ms */
    scene_step steps[MAX_STEPS];
} diagnosis_case;

#define CHAT_C .severity = CATALOG_CHAT, .certain = true
#define CHAT_T .severity = CATALOG_CHAT, .certain = false
#define NOTE_C .severity = CATALOG_NOTE, .certain = true
#define NOTE_T .severity = CATALOG_NOTE, .certain = false
#define WARN_C .severity = CATALOG_WARN, .certain = true
#define WARN_T .severity = CATALOG_WARN, .certain = false
#define ERROR_C .severity = CATALOG_ERROR, .certain = true

/* A call through the proxy P: frame 1 to P, frame 2 on to B. */
#define THROUGH_P STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .kind = SCENE_FORWARDED)
/* Frame 3 on to C, too. */
#define FORKED THROUGH_P, STEP(11, P, C, "INVITE", .kind = SCENE_FORWARDED)
/* The same through the PBX P, which calls B on its own. */
#define THROUGH_PBX STEP(0, A, P, "INVITE"), STEP(10, P, B, "INVITE", .extra = "Call-ID: leg2\nFrom: <sip:alice@pbx>;tag=p\n")

typedef struct diagnosis_case_group {
    const char *name;
    const diagnosis_case *cases;
    size_t count;
} diagnosis_case_group;

/** All groups; NULL after the last. */
extern const diagnosis_case_group *const diagnosis_case_groups[];

/** Plays a case and returns what is judged; NULL if nothing is said. The diagnosis belongs to the scene. */
const diagnosis *diagnosis_case_play(const diagnosis_case *played, scene *play);

/** Adds a test for each case of the group. */
void diagnosis_case_add(const diagnosis_case_group *group);

/** The name of the verdict; NULL if there is none. */
const char *verdict_of(const diagnosis *judged);

/** Fails the test unless the text is part of a line of evidence. */
void assert_shows(const scene *play, const diagnosis *judged, const char *text);

/** Fails the test unless the text is part of the cause. */
void assert_says(const scene *play, const diagnosis *judged, const char *text);

/** Fails the test if a text is longer than Wireshark shows, or has a placeholder without a value. */
void assert_texts_are_whole(const scene *play, const diagnosis *judged);

#endif
