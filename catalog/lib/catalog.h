/* catalog.h
 * What is known about SIP response codes, warn-codes and Q.850 causes.
 *
 * The knowledge is in key files (en.ini ...) that become constants when the program is built; this library looks it up. It needs
 * GLib only.
 *
 *     const catalog *knowledge = catalog_of_language("en");
 *     const catalog_code *busy = catalog_find_code(knowledge, 486);
 *     puts(busy->fix);
 *
 * All strings are UTF-8 and live as long as the program, or the plugin, is loaded.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_CATALOG_H
#define SIPEXPERT_CATALOG_H

#include "catalog_ids.h"
#include "pattern.h"
#include "severity.h"

#include <stdbool.h>

#include <glib.h>

/** Status codes are numbers from the first to the last (RFC 3261 7.2). */
#define CATALOG_FIRST_CODE 100
#define CATALOG_LAST_CODE 699

/** True if the number is a status code, registered or not. */
static inline bool
catalog_has_class(int code)
{
    return code >= CATALOG_FIRST_CODE && code <= CATALOG_LAST_CODE;
}

/** One response code. */
typedef struct catalog_code {
    int code;               /**< 0 in the entries that stand for all codes of a class without an entry of their own */
    const char *phrase;     /**< the registered reason phrase */
    const char *class_name; /**< RFC 3261 7.2: "Client Failure" ...; empty for an invalid code */
    const char *rfc;        /**< RFC and section; "none" if no RFC defines the code */
    const char *status;     /**< current, deprecated, reserved, obsolete, unregistered or invalid */
    const char *headers;    /**< header names that are evidence, separated by semicolons; may be empty */
    const char *methods;    /**< requests that it mainly answers, separated by semicolons; empty if it is not tied to any */
    const char *actor;      /**< who may have to act: none, caller, callee, client-admin, server-admin or network-admin */
    const char *retry;      /**< what a new attempt needs: none (makes no sense), wait, changed, other-target or automatic */
    const char *meaning;    /**< what the response says */
    const char *cause;      /**< when it is seen: the typical causes */
    const char *fix;        /**< what to do */
    const char *about;      /**< what it says, as a clause for patterns: "the called device is alerting its user" */
    const char *use;        /**< when to send it, as a clause that speaks to the sender; empty if it should not be sent */
    catalog_severity severity;
    const char *headline;   /**< phrase and meaning in one line; at most CATALOG_LINE_BYTES with the code and a blank before it */
    const char *cause_line; /**< label and typical cause in one line of at most CATALOG_LINE_BYTES */
    const char *fix_line;   /**< label and fix in one line of at most CATALOG_LINE_BYTES */
} catalog_code;

/** One warn-code of the Warning header (RFC 3261 20.43) or one Q.850 cause of the Reason header (RFC 6432). */
typedef struct catalog_reason {
    int number;
    const char *name;    /**< registered text of the warn-code, ITU-T name of the cause */
    const char *rfc;     /**< RFC and section that define the warn-code; empty for a cause */
    const char *meaning; /**< what it tells */
    const char *fix;     /**< what to do */
    int sip_status;      /**< Q.850: the usual response code by RFC 3398 7.2.4.1, 0 if there is none; warn-codes: 0 */
} catalog_reason;

/** Why a response was sent, as far as a call tells. Cause and fix are patterns for catalog_fill(). */
typedef struct catalog_verdict {
    const char *id;   /**< for scripts: the same in every language, and in all variants */
    const char *name; /**< the id, and what distinguishes variants after a slash */
    const char *title;
    const char *cause;
    const char *fix;
    catalog_severity severity;
    bool certain; /**< the capture shows the cause; otherwise it is a typical one */
} catalog_verdict;

typedef enum catalog_format {
    CATALOG_TEXT,    /**< for a terminal, in lines */
    CATALOG_MARKDOWN /**< one line for each paragraph */
} catalog_format;

/** How many columns the lines of a text have if nothing is said. */
#define CATALOG_COLUMNS 80

/** How explanations, comparisons and lists are written. */
typedef struct catalog_layout {
    catalog_format format;
    unsigned columns;        /**< of CATALOG_TEXT; 0 for CATALOG_COLUMNS */
    catalog_product product; /**< whose fixes are shown, too; PRODUCT_NONE for no product's */
} catalog_layout;

/** What the element is at which something is to be done. */
typedef enum catalog_role {
    CATALOG_RESPONDER,             /**< it made the response, or should have */
    CATALOG_REQUESTER,             /**< it sent the request, such as a phone that registers */
    CATALOG_ENDS,                  /**< how many ends a request has */
    CATALOG_SENDER = CATALOG_ENDS, /**< of media in one direction: it sends them, or should */
    CATALOG_RECEIVER,              /**< of these: it should get them, where it says */
    CATALOG_ROLES                  /**< how many there are */
} catalog_role;

/** What a catalog_reason is. */
typedef enum catalog_reason_kind {
    CATALOG_Q850,        /**< a cause of ITU-T Q.850 */
    CATALOG_WARNING,     /**< a warn-code */
    CATALOG_REASON_KINDS /**< how many there are */
} catalog_reason_kind;

/** No cause and no warn-code has a higher number. */
#define CATALOG_LAST_REASON 399

typedef struct catalog catalog;

/** Returns the catalog of a language ("en"), or NULL if there is no such language. */
const catalog *catalog_of_language(const char *language);

/** Returns the languages there are catalogs of, sorted, and NULL after them. */
const char *const *catalog_languages(void);

/** Returns the code of the catalog's language: "en". */
const char *catalog_language(const catalog *knowledge);

/** Returns in which direction the language is written, as HTML calls it: "ltr" or "rtl". */
const char *catalog_direction(const catalog *knowledge);

/** Returns what the language of the catalog calls itself, with its English name; its code if it has no name. */
const char *catalog_language_name(const catalog *knowledge);

/**
 * Returns the entry of a response code, never NULL. A code from 100 to 699 without an entry gets that of its class, which says that
 * the code is not registered and is treated as x00 (RFC 3261 8.1.3.2); any other number gets the entry for invalid codes.
 */
const catalog_code *catalog_find_code(const catalog *knowledge, int code);

/**
 * Returns what tells two codes apart that are often taken for one another, in a sentence or two; NULL if nothing particular is known
 * of the two. The order of the codes does not matter.
 */
const char *catalog_find_difference(const catalog *knowledge, int first, int second);

/** Returns the text of a key of the group compare, or NULL if there is none: a pattern or heading of an explanation or comparison. */
const char *catalog_find_wording(const catalog *knowledge, const char *key);

/** Returns the entry of a warn-code, or NULL if it is not registered. */
const catalog_reason *catalog_find_warning(const catalog *knowledge, int warn_code);

/** Returns the entry of a Q.850 cause, or NULL if ITU-T assigns none. */
const catalog_reason *catalog_find_q850(const catalog *knowledge, int cause);

/** Returns the entry of a cause or warn-code, or NULL if there is none. */
const catalog_reason *catalog_find_reason(const catalog *knowledge, catalog_reason_kind kind, int number);

/**
 * Returns a verdict. The ids are those of the groups [verdict ...]: VERDICT_AUTH_REJECTED for auth.rejected. What follows a slash makes
 * variants of a verdict, which have texts of their own and the same id for scripts.
 */
const catalog_verdict *catalog_verdict_of(const catalog *knowledge, catalog_verdict_id id);

/** Returns the id of a verdict that the same catalog gave. */
catalog_verdict_id catalog_id_of_verdict(const catalog *knowledge, const catalog_verdict *verdict);

/**
 * Returns what a text of a sender is about: the topic of the longest words of the groups [topic ...] that are in it, or TOPIC_NONE. The ids
 * are those of the groups: TOPIC_CALLER_ID for caller-id.
 */
catalog_topic catalog_topic_of(const char *text, size_t size);

/** True if the text as a whole is one of the phrases of [unspecific], which say no more than a code does. */
bool catalog_is_unspecific(const char *text, size_t size);

/**
 * Returns the product that a Server or User-Agent header names: the one with the longest words of the groups [product ...] in it, or
 * PRODUCT_NONE. The ids are those of the groups: PRODUCT_ASTERISK for asterisk.
 */
catalog_product catalog_product_of(const char *agent, size_t size);

/** Returns the id of a product as its group has it ("asterisk"), NULL for PRODUCT_NONE. */
const char *catalog_product_id(catalog_product product);

/** Returns what a product is called, the same in every language; NULL for PRODUCT_NONE. */
const char *catalog_product_name(catalog_product product);

/** Returns what is shown before a fix for the product, such as "At Asterisk" or "At Asterisk (client)", for g_free(). */
char *catalog_product_label(const catalog *knowledge, catalog_product product, catalog_role role);

/**
 * Returns what to do at a product in that role about a verdict, a pattern for catalog_fill() with the same values as its fix; if there is no
 * such text, that about the verdict it is a variant of, but for media in one direction, as variants have causes of their own. Where there
 * is no verdict, `verdict` is VERDICT_COUNT and the text is that about the code, 0 for none: what is typical of a code may be wrong beside
 * a verdict. What is not translated is English. Returns NULL if nothing particular is known.
 */
const char *catalog_product_fix(const catalog *knowledge, catalog_product product, catalog_role role, catalog_verdict_id verdict,
                                int code);

/** Returns the text of a key of the group labels, or NULL if there is none: the word to be shown before a text. */
const char *catalog_label(const catalog *knowledge, const char *key);

/** Calls `each` with the keys and texts of the groups labels and page. */
void catalog_foreach_label(const catalog *knowledge, void (*each)(const char *key, const char *text, void *user_data),
                           void *user_data);

/**
 * Puts a text after its head as the language has it: `pattern` is "line" for a label, "headline" for code and phrase. Returns a text
 * for g_free().
 */
char *catalog_line(const catalog *knowledge, const char *pattern, const char *head, const char *text);

/**
 * Returns the pattern of a kind of evidence. The ids are the keys of [evidence], EVIDENCE_NO_ACK for no-ack, and after them those of
 * [observation], OBSERVED_NO_ACK for no-ack. EVIDENCE_COUNT is the number of both.
 */
const char *catalog_evidence_of(const catalog *knowledge, catalog_evidence_id kind);

/** The same as pattern_fill() with the language's word for "unknown". */
char *catalog_fill(const catalog *knowledge, const char *pattern, const catalog_value *values, size_t count, size_t limit);

/** Says in a sentence or two what is different when `after` follows `before` in a transaction. Returns a text for g_free(). */
char *catalog_change(const catalog *knowledge, int before, int after);

/**
 * Lists the codes that have an entry of their own, ascending.
 * Returns an array of *count numbers that belongs to the catalog.
 */
const int *catalog_codes(const catalog *knowledge, size_t *count);

/** Explains a code from 100 to 699. Returns a text for g_free(). */
char *catalog_explain(const catalog *knowledge, int code, const catalog_layout *layout);

/**
 * Compares two different codes from 100 to 699: what each says, when it is seen and what to do, what tells them apart, and when to
 * use which. Returns a text for g_free().
 */
char *catalog_compare(const catalog *knowledge, int first, int second, const catalog_layout *layout);

/**
 * Lists codes by class: a line for each in CATALOG_TEXT, the whole explanation of each in Markdown. The codes must be ascending.
 * Returns a text for g_free().
 */
char *catalog_list(const catalog *knowledge, const int *codes, size_t count, const catalog_layout *layout);

/** Explains a cause or warn-code that there is an entry of. Returns a text for g_free(). */
char *catalog_explain_reason(const catalog *knowledge, catalog_reason_kind kind, int number, const catalog_layout *layout);

/**
 * Lists causes or warn-codes that there are entries of: a line for each in CATALOG_TEXT, the whole explanation of each in Markdown.
 * Returns a text for g_free().
 */
char *catalog_list_reasons(const catalog *knowledge, catalog_reason_kind kind, const int *numbers, size_t count,
                           const catalog_layout *layout);

/** Returns the verdict or variant of that name, in any case; VERDICT_COUNT if there is none. */
catalog_verdict_id catalog_find_verdict(const catalog *knowledge, const char *name);

/** True if the first is a variant of the second. */
bool catalog_is_variant_of(const catalog *knowledge, catalog_verdict_id variant, catalog_verdict_id base);

/** Explains a verdict and, after it, its variants; a value of the call is shown as "<user>". Returns a text for g_free(). */
char *catalog_explain_verdict(const catalog *knowledge, catalog_verdict_id id, const catalog_layout *layout);

/** Lists verdicts by their ids: a line for each in CATALOG_TEXT, a table in Markdown. Returns a text for g_free(). */
char *catalog_list_verdicts(const catalog *knowledge, const int *ids, size_t count, const catalog_layout *layout);

/** Codes, causes, warn-codes and verdicts: arrays of int, ascending. */
typedef struct catalog_selection {
    GArray *codes;
    GArray *reasons[CATALOG_REASON_KINDS]; /**< numbers, by catalog_reason_kind */
    GArray *verdicts;                      /**< of catalog_verdict_id */
} catalog_selection;

void catalog_selection_free(catalog_selection *selected);

bool catalog_selection_is_empty(const catalog_selection *selected);

/**
 * Finds what has the text, in any case and in the language of the catalog or in English, in its name, meaning, causes or fixes, those for
 * products too; codes whose number is a word of the text; causes and warn-codes whose number is the text. If there is nothing, finds what
 * has all words of the text in any order. Returns a selection for catalog_selection_free(), empty if nothing was found.
 */
catalog_selection *catalog_search(const catalog *knowledge, const char *text);

/** Selects the codes of a class, or all if it is 0. Returns a selection for catalog_selection_free(). */
catalog_selection *catalog_select_codes(const catalog *knowledge, int class_digit);

/** Selects all causes or all warn-codes. Returns a selection for catalog_selection_free(). */
catalog_selection *catalog_select_reasons(const catalog *knowledge, catalog_reason_kind kind);

/** Selects all verdicts. Returns a selection for catalog_selection_free(). */
catalog_selection *catalog_select_verdicts(void);

#endif
