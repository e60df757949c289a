/* shown_codes.c
 * Which codes the selected frame has; see shown_codes.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "shown_codes.h"

static int first_code;
static int second_code;

/* What an element downstream said to the same request and this one told otherwise. */
static int
code_from_downstream(const sip_transaction *transaction, int code)
{
    for (const sip_transaction *child = transaction->children; child != NULL; child = child->sibling) {
        if (child->final.status >= 300 && child->final.status != code) {
            return child->final.status;
        }
    }
    return 0;
}

static void
note_annotation(const annotation *ann)
{
    const sip_transaction *transaction = ann->transaction;

    if (ann->diagnosis != NULL) {
        first_code = ann->diagnosis->code;
        second_code = ann->diagnosis->previous_code;
    } else if (transaction != NULL) {
        first_code = transaction->final.status;
    }
    if (transaction != NULL && first_code >= 300) {
        const int other = code_from_downstream(transaction, first_code);
        second_code = other != 0 ? other : second_code;
    }
}

void
shown_codes_note(const proto_tree *tree, const annotation *first)
{
    if (tree == NULL || !PTREE_DATA(tree)->visible) {
        return;
    }
    first_code = 0;
    second_code = 0;
    for (const annotation *ann = first; ann != NULL && first_code == 0; ann = ann->next) {
        note_annotation(ann);
    }
}

int
shown_codes_first(void)
{
    return first_code;
}

int
shown_codes_second(void)
{
    return second_code;
}
