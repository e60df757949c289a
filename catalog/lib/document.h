/* document.h
 * Headings, paragraphs and items, written as plain text or as Markdown.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#ifndef SIPEXPERT_DOCUMENT_H
#define SIPEXPERT_DOCUMENT_H

#include "catalog.h"

typedef struct document document;

/** Begins a document in the language of the catalog. The layout must live as long as the document. */
document *document_new(const catalog *knowledge, const catalog_layout *layout);

/** Ends the document. Returns what was written, for g_free(). */
char *document_end(document *doc);

/** Writes a heading; level 1 is the highest. */
void document_heading(document *doc, unsigned level, const char *text);

void document_paragraph(document *doc, const char *text);

/** Writes an item of a list. */
void document_item(document *doc, const char *text);

/** Writes an item in a list of names, which needs no bullet in a terminal. */
void document_name(document *doc, const char *text);

/** Writes an item made by the pattern of a label and its text. */
void document_fact(document *doc, const char *label, const char *text);

/** The cells of a row, ended by NULL. */
#define DOCUMENT_CELLS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/** Writes a row of a table; the first one is its head. */
void document_row(document *doc, const char *const *cells);

#endif
