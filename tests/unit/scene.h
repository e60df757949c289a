/* scene.h
 * A capture played by hand: tests say who sends what to whom, and get whole messages, transactions and diagnoses.
 *
 * Messages are made up as far as a step leaves them open: a response answers the latest request that came the other way, a
 * forwarded request keeps its headers and gets one Via more, ACK and CANCEL are those of the latest INVITE, the ACK with the To of its
 * response. Frames are numbered
 * from 1 in the order of the steps.
 *
 *     scene *play = scene_new();
 *     const diagnosis *busy = SCENE(play, STEP(0, A, B, "INVITE"), STEP(90, B, A, "486 Busy Here"));
 *     scene_free(play);
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SCENE_H
#define SIPEXPERT_SCENE_H

#include "diagnosis.h"

/** What is special about a step. */
typedef enum scene_kind {
    SCENE_NEW,       /**< a message of its sender's own */
    SCENE_IN_DIALOG, /**< a request whose To has the tag that its receiver puts into messages of its own */
    SCENE_FORWARDED, /**< a proxy sends on the latest request, or the latest response, that it got */
    SCENE_AGAIN,     /**< the same bytes as the latest message between the two that begins with `what` */
    SCENE_QUOTED,    /**< an ICMP error quotes the latest request between the two */
    SCENE_MEDIA,     /**< no SIP: "RTP 0", "RTCP 1 250 77" (report blocks, packets sent, last number received), "STUN" or "T38" */
} scene_kind;

/** One message of a scene. A step without a sender closes a list of steps. */
typedef struct scene_step {
    gint64 at;        /**< ms */
    const char *from; /**< address:port */
    const char *to;   /**< address:port */
    const char *what; /**< "INVITE", "INVITE tel:+4930" or "486 Busy Here" */
    /** Header lines, which take the place of those of the same name, and behind an empty line the body; lines end with "\n". */
    const char *extra;
    const char *without; /**< a header that is left out */
    scene_kind kind;
    guint32 of;         /**< the frame that is answered, forwarded, repeated or quoted; 0: the latest one that fits */
    bool is_cut;        /**< by the snaplen of the capture */
    bool is_stream;     /**< over a connection */
    bool is_fragmented; /**< in IP fragments */
    sip_icmp icmp;      /**< of what is quoted; of media: such errors quote packets that are not in the capture themselves */
    guint32 count;      /**< of media: so many packets, one frame each */
    gint64 every;       /**< of media: ms between them; 0: 20 */
} scene_step;

#define STEP(at_ms, sender, receiver, start, ...)                                                                                  \
    {                                                                                                                              \
        .at = at_ms, .from = sender, .to = receiver, .what = start, __VA_ARGS__                                                    \
    }

/** So many packets, 20 ms apart. */
#define MEDIA(at_ms, sender, receiver, content, packets, ...)                                                                      \
    {                                                                                                                              \
        .at = at_ms, .from = sender, .to = receiver, .what = content, .kind = SCENE_MEDIA, .count = packets, __VA_ARGS__           \
    }

/** Plays the steps, one behind the other. */
#define SCENE(scene, ...) scene_play(scene, (const scene_step[]){ __VA_ARGS__, { .from = NULL } })

typedef struct scene scene;

/** Returns an empty scene with the English catalog, to be freed with scene_free(). */
scene *scene_new(void);

/** Frees the scene and all it lent. */
void scene_free(scene *scene);

/**
 * Is told of each message that belongs to a transaction or is unkeyed, when it was added, and of each ICMP error that quotes one; the
 * diagnosis is NULL for all but responses.
 */
typedef void (*scene_listener)(sip_transaction *transaction, const sip_unkeyed *unkeyed, const diagnosis *diagnosis,
                               const sip_packet *packet, bool is_quoted, void *user_data);

/** Sets who listens to what is played. */
void scene_listen(scene *scene, scene_listener listener, void *user_data);

/** Plays a list of steps. Returns the diagnosis of the last one, which belongs to the scene; NULL if that is a request. */
const diagnosis *scene_play(scene *scene, const scene_step *steps);

/** Judges the request of a frame in a capture that ends at that time, ms. The diagnosis belongs to the scene; NULL if nothing is said. */
const diagnosis *scene_judge_request(scene *scene, guint32 frame, gint64 end);

/** The same of the media of the call whose INVITE is in a frame. */
const diagnosis *scene_judge_media(scene *scene, guint32 frame, gint64 end);

/** The packets of media that were seen of that call, all or those before its answer. */
const diagnosis *scene_media_packets(scene *scene, guint32 frame, bool is_early);

/** Plays bytes as they are. Returns the diagnosis if they are a response. */
const diagnosis *scene_play_bytes(scene *scene, gint64 at, const char *from, const char *to, const char *bytes, gsize size);

/** How many messages were played. */
guint32 scene_frames(const scene *scene);

/** The transaction that the message of a frame was counted to, of an ACK that of its INVITE; NULL if it was none. */
const sip_transaction *scene_transaction(const scene *scene, guint32 frame);

/** The diagnosis of the response in a frame; NULL if there is a request. */
const diagnosis *scene_diagnosis(const scene *scene, guint32 frame);

/** The To tag of a message that was played just now, of that transaction; NULL if it has none. */
const char *scene_to_tag(const scene *scene, const sip_message *message, const sip_transaction *transaction);

/** The catalog that the diagnoses are made with. */
const catalog *scene_catalog(const scene *scene);

#endif
