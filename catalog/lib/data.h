/* data.h
 * The catalogs as constants. catalog-embed writes them when the program is built, so that nothing is read when it starts.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DATA_H
#define SIPEXPERT_DATA_H

#include "catalog.h"
#include "words.h"

typedef struct catalog_text {
    const char *key;
    const char *text;
} catalog_text;

/** Texts in the order of their keys, if nothing else is said. */
typedef struct catalog_texts {
    const catalog_text *texts;
    size_t count;
} catalog_texts;

/** What to do at a product about a verdict or code. */
typedef struct catalog_product_text {
    guint16 subject; /**< a catalog_verdict_id, or VERDICT_COUNT and a code */
    guint16 product;
    guint16 role; /**< a catalog_role */
    const char *text;
} catalog_product_text;

/** In the order of their subjects, then products, then roles. */
typedef struct catalog_product_texts {
    const catalog_product_text *texts;
    size_t count;
} catalog_product_texts;

typedef struct catalog_product_names {
    const char *id;
    const char *name;
} catalog_product_names;

struct catalog {
    const char *language; /**< NULL after the last catalog */
    const char *name;     /**< of the language */
    const char *unknown;  /**< this and what follows are labels, too, but are needed often */
    const char *line[3];  /**< what stands before the label, before its text and after it */
    const char *headline[3];
    const catalog_code *codes[CATALOG_LAST_CODE + 1]; /**< NULL where there is no entry, as with the warn-codes and causes */
    const catalog_code *classes[CATALOG_LAST_CODE / 100 + 1];
    const catalog_code *invalid;
    const catalog_reason *warnings[CATALOG_LAST_REASON + 1];
    const catalog_reason *q850[128];
    const int *numbers; /**< the codes with an entry, ascending */
    size_t number_count;
    const catalog_verdict *verdicts; /**< VERDICT_COUNT of them */
    catalog_texts labels;
    catalog_texts page;
    catalog_texts evidence; /**< EVIDENCE_COUNT of them, in the order of catalog_evidence_id */
    catalog_texts wordings;
    catalog_texts differences;           /**< the key is two codes, the smaller one first: "180 183" */
    catalog_product_texts product_fixes; /**< only those of the language itself */
};

/** The words of all topics, the longest first. */
extern const catalog_words catalog_data_topics[];

/** The words by which products are known, the longest first. */
extern const catalog_words catalog_data_agents[];

/** PRODUCT_COUNT of them; no names for PRODUCT_NONE. */
extern const catalog_product_names catalog_data_products[];

/** Phrases that say no more than their code. */
extern const catalog_words catalog_data_unspecific[];

/** In the order of the languages' codes. */
extern const catalog catalog_data[];

/** The same codes, and NULL after the last. */
extern const char *const catalog_data_languages[];

#endif
