/* lines.c
 * Lines of the packet details; see lines.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "lines.h"

#include "language.h"

#include <string.h>

/* What a window of usual width shows of a line. */
#define WIDE_CHARACTERS 80

static int hf_sentence = -1;
static int ett_text = -1;

/* Texts are open until the user closes one, from when on Wireshark remembers that. It allocates the place for it after all protocols. */
static void
expand_once(void)
{
    static bool is_done;

    if (!is_done) {
        tree_expanded_set(ett_text, TRUE);
        is_done = true;
    }
}

void
lines_register(int proto_sipexpert)
{
    static hf_register_info hf[] = {
        { &hf_sentence, { "Sentence", "sipexpert.sentence", FT_STRING, BASE_NONE, NULL, 0, "A text goes on here", HFILL } },
    };
    static int *ett[] = { &ett_text };

    proto_register_field_array(proto_sipexpert, hf, array_length(hf));
    proto_register_subtree_array(ett, array_length(ett));
    register_init_routine(expand_once);
}

const char *
lines_in_scope(wmem_allocator_t *scope, char *text)
{
    const char *kept = wmem_strdup(scope, text);

    g_free(text);
    return kept;
}

void
lines_hide(proto_item *item)
{
    proto_item_set_generated(item);
    proto_item_set_hidden(item);
}

static proto_item *
add(proto_tree *tree, int hf, tvbuff_t *tvb, const char *label, const char *value, const char *shown)
{
    /* Filters, fields and columns want the value alone. */
    if (!PTREE_DATA(tree)->visible) {
        return proto_tree_add_string(tree, hf, tvb, 0, 0, value);
    }
    char *line = catalog_line(language_catalog(), "line", label, shown);
    proto_item *item = proto_tree_add_string_format(tree, hf, tvb, 0, 0, value, "%s", line);

    g_free(line);
    proto_item_set_generated(item);
    return item;
}

proto_item *
lines_add(proto_tree *tree, int hf, tvbuff_t *tvb, const char *label_key, const char *text)
{
    return add(tree, hf, tvb, catalog_label(language_catalog(), label_key), text, text);
}

void
lines_add_hidden(proto_tree *tree, int hf, tvbuff_t *tvb, const char *text)
{
    lines_hide(proto_tree_add_string(tree, hf, tvb, 0, 0, text));
}

/* True for the full stop of an abbreviation of single letters, as of "e.g.", which ends no sentence. */
static bool
is_of_abbreviation(const char *text, const char *stop)
{
    return *stop == '.' && stop - text >= 3 && g_ascii_isalpha(stop[-1]) && stop[-2] == '.' && g_ascii_isalpha(stop[-3]);
}

/* The end of the first sentence that something follows; NULL if there is none. A command or quotation is not split. */
static const char *
end_of_sentence(const char *text)
{
    const char *at = text;

    /* At what may end a sentence or hides its end: the last one is the first byte of "。". */
    while (*(at += strcspn(at, ".?!`\"\xe3")) != '\0') {
        if (*at == '`' || *at == '"') {
            at = strchr(at + 1, *at);
            if (at == NULL) {
                return NULL;
            }
        } else if (g_str_has_prefix(at, "。")) {
            if (at[strlen("。")] != '\0') {
                return at + strlen("。");
            }
        } else if (at[1] == ' ' && at[2] != '\0' && !is_of_abbreviation(text, at)) {
            return at + 1;
        }
        at++;
    }
    return NULL;
}

proto_item *
lines_add_sentences(proto_tree *tree, packet_info *pinfo, int hf, tvbuff_t *tvb, const char *label, const char *text)
{
    const bool is_wide = proto_field_is_referenced(tree, hf_sentence) && g_utf8_strlen(text, -1) > WIDE_CHARACTERS;
    const char *end = is_wide ? end_of_sentence(text) : NULL;

    if (end == NULL) {
        return add(tree, hf, tvb, label, text, text);
    }
    proto_item *item = add(tree, hf, tvb, label, text, wmem_strndup(pinfo->pool, text, (gsize)(end - text)));
    proto_tree *rest = proto_item_add_subtree(item, ett_text);
    while (end != NULL) {
        const char *sentence = end + (*end == ' ' ? 1 : 0);
        end = end_of_sentence(sentence);
        const char *shown = end != NULL ? wmem_strndup(pinfo->pool, sentence, (gsize)(end - sentence)) : sentence;
        proto_item_set_generated(proto_tree_add_string_format(rest, hf_sentence, tvb, 0, 0, shown, "%s", shown));
    }
    return item;
}

void
lines_add_frame(proto_tree *tree, int hf, tvbuff_t *tvb, const char *label_key, guint32 frame, const char *text)
{
    char number[16];

    if (frame == 0) {
        return;
    }
    (void)g_snprintf(number, sizeof number, "%u", frame);
    char *line =
        catalog_line(language_catalog(), "line", catalog_label(language_catalog(), label_key), text != NULL ? text : number);
    proto_item_set_generated(proto_tree_add_uint_format(tree, hf, tvb, 0, 0, frame, "%s", line));
    g_free(line);
}
