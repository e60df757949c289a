/* sentences.h
 * Sentences about one code, made of the wordings of the catalog.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_SENTENCES_H
#define SIPEXPERT_SENTENCES_H

#include "catalog.h"
#include "document.h"

/** Fills the wording of a key with values like { "code", "486" }. Returns a text for g_free(). */
#define WORDING(knowledge, key, ...)                                                                                               \
    catalog_fill(knowledge, catalog_find_wording(knowledge, key), (const catalog_value[]){ __VA_ARGS__ },                          \
                 sizeof((const catalog_value[]){ __VA_ARGS__ }) / sizeof(catalog_value), 0)

/** A code as it is asked for: several numbers may share the entry of a class. */
typedef struct topic {
    int number;
    const catalog_code *entry;
    char digits[sizeof "000"];
    char general[sizeof "000"]; /**< the code that a client which does not know this one takes it for (RFC 3261 8.1.3.2) */
    char *name;                 /**< number and phrase */
    char **headers;
    char **methods;
} topic;

/** Returns the topic of a code from 100 to 699, for topic_free(). */
topic *topic_new(const catalog *knowledge, int code);

void topic_free(topic *about);

bool topic_is_provisional(const topic *about);

/** The code is not registered and has no entry of its own. */
bool topic_is_unknown(const topic *about);

/** No RFC defines the code. */
bool topic_lacks_rfc(const topic *about);

/** What the code says of server and request by its class, the word after "class-". */
const char *topic_class(const topic *about);

/** How the code is read in a capture, the word after "read-": by its class, but not where that would mislead. */
const char *topic_reading(const topic *about);

/*
 * Each returns a text for g_free().
 */

/** The wording "KIND-WORD", for example "retry-wait", said of the code. */
char *sentence_of_kind(const catalog *knowledge, const char *kind, const char *word, const char *code);

char *sentence_about_methods(const catalog *knowledge, const topic *about);
char *sentence_about_use(const catalog *knowledge, const topic *about);

/** What a new attempt needs; NULL if the code reports progress or success. */
char *sentence_about_retry(const catalog *knowledge, const topic *about);

/** How to read the code, or a text that names several codes which are read alike, in a capture. */
char *sentence_about_reading(const catalog *knowledge, const topic *about, const char *code);

/** "A, B and C". */
char *list_of(const catalog *knowledge, const char *const *items);

/** Writes what to do at a product about a verdict, or a code if that is VERDICT_COUNT, in each role that there is a text for. */
void write_product_fixes(document *doc, const catalog *knowledge, catalog_product product, catalog_verdict_id verdict, int code);

/** Writes the label and the pattern with "<user>" for {user}. */
void write_pattern(document *doc, const catalog *knowledge, const char *label, const char *pattern);

/** Writes description, cause and fix of the code, and what to do at the product. */
void write_texts(document *doc, const catalog *knowledge, const topic *about, catalog_product product);

#endif
