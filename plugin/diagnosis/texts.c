/* texts.c
 * The texts of a diagnosis; see diagnosis.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "diagnosis.h"

#include "products.h"

#include <string.h>

/* Fewer bytes of a sender's words say nothing. */
#define LEAST_WORDS_BYTES ((size_t)24)

static char *
filled(const diagnosis *diagnosis, const catalog *knowledge, const char *pattern, size_t limit)
{
    const diagnosis_fact *fact = diagnosis->facts[0];

    return catalog_fill(knowledge, pattern, fact->values, fact->count, limit);
}

/* The words of the sender in so many bytes as are left with the cause, which is freed; the cause alone if too few are. */
static char *
after_words(const diagnosis *diagnosis, const catalog *knowledge, char *cause, size_t limit)
{
    const char *pattern = catalog_label(knowledge, "says");
    const catalog_value without_words[] = { { "text", "" }, { "cause", cause } };
    char *led = catalog_fill(knowledge, pattern, without_words, G_N_ELEMENTS(without_words), 0);
    const size_t used = strlen(led);

    g_free(led);
    if (used + MIN(strlen(diagnosis->stated), LEAST_WORDS_BYTES) > limit) {
        return cause;
    }
    const catalog_value words = { "text", diagnosis->stated };
    char *text = catalog_fill(knowledge, "{text}", &words, 1, limit - used);
    const catalog_value values[] = { { "text", text }, { "cause", cause } };
    led = catalog_fill(knowledge, pattern, values, G_N_ELEMENTS(values), 0);
    g_free(text);
    g_free(cause);
    return led;
}

/* At most so many bytes; as many as it takes if the limit is 0 and no words lead. */
static char *
cause_within(const diagnosis *diagnosis, const catalog *knowledge, size_t limit)
{
    char *cause = diagnosis->verdict != NULL ? filled(diagnosis, knowledge, diagnosis->verdict->cause, limit)
                                             : g_strdup(diagnosis->entry->cause);

    return diagnosis->stated != NULL ? after_words(diagnosis, knowledge, cause, limit) : cause;
}

char *
diagnosis_cause(const diagnosis *diagnosis, const catalog *knowledge)
{
    return cause_within(diagnosis, knowledge, diagnosis->stated != NULL ? CATALOG_LINE_BYTES : 0);
}

char *
diagnosis_fix(const diagnosis *diagnosis, const catalog *knowledge)
{
    return diagnosis->verdict != NULL ? filled(diagnosis, knowledge, diagnosis->verdict->fix, 0) : g_strdup(diagnosis->entry->fix);
}

/* What a label leaves of a line that an expert item holds. */
static size_t
room_after(const catalog *knowledge, const char *label)
{
    char *head = catalog_line(knowledge, "line", catalog_label(knowledge, label), "");
    const size_t room = CATALOG_LINE_BYTES - strlen(head);

    g_free(head);
    return room;
}

/* The text after its label; frees the text. */
static char *
line_of(const catalog *knowledge, const char *label, char *text)
{
    char *line = catalog_line(knowledge, "line", catalog_label(knowledge, label), text);

    g_free(text);
    return line;
}

char *
diagnosis_cause_line(const diagnosis *diagnosis, const catalog *knowledge)
{
    const char *label = diagnosis->certain ? "cause" : "typical-cause";

    if (diagnosis->verdict == NULL && diagnosis->stated == NULL) {
        return g_strdup(diagnosis->entry->cause_line);
    }
    return line_of(knowledge, label, cause_within(diagnosis, knowledge, room_after(knowledge, label)));
}

char *
diagnosis_fix_line(const diagnosis *diagnosis, const catalog *knowledge)
{
    if (diagnosis->verdict == NULL) {
        return g_strdup(diagnosis->entry->fix_line);
    }
    return line_of(knowledge, "fix", filled(diagnosis, knowledge, diagnosis->verdict->fix, room_after(knowledge, "fix")));
}

static char *
product_fix(const diagnosis *diagnosis, const catalog *knowledge, catalog_role end, size_t limit)
{
    const char *pattern = products_fix(diagnosis, knowledge, end);

    if (pattern == NULL) {
        return NULL;
    }
    return diagnosis->verdict != NULL ? filled(diagnosis, knowledge, pattern, limit) : g_strdup(pattern);
}

char *
diagnosis_product_fix(const diagnosis *diagnosis, const catalog *knowledge, catalog_role end)
{
    return product_fix(diagnosis, knowledge, end, 0);
}

char *
diagnosis_product_line(const diagnosis *diagnosis, const catalog *knowledge, catalog_role end)
{
    if (diagnosis->ends[end].product == PRODUCT_NONE) {
        return NULL;
    }
    char *label = catalog_product_label(knowledge, (catalog_product)diagnosis->ends[end].product, end);
    char *head = catalog_line(knowledge, "line", label, "");
    char *fix = product_fix(diagnosis, knowledge, end, CATALOG_LINE_BYTES - strlen(head));
    char *line = fix != NULL ? catalog_line(knowledge, "line", label, fix) : NULL;

    g_free(fix);
    g_free(head);
    g_free(label);
    return line;
}

static guint
first_evidence(const diagnosis *diagnosis)
{
    return diagnosis->verdict != NULL ? 1 : 0;
}

bool
diagnosis_has_evidence(const diagnosis *diagnosis)
{
    return diagnosis->fact_count > first_evidence(diagnosis);
}

static void
append_frames(GArray *frames, guint line, const diagnosis_fact *fact)
{
    for (size_t i = 0; i < fact->count; i++) {
        const catalog_value *value = &fact->values[i];
        const bool is_frame = strcmp(value->name, "frame") == 0 || strcmp(value->name, "before") == 0;
        const diagnosis_frame named = { line,
                                        is_frame && value->text != NULL ? (guint32)g_ascii_strtoull(value->text, NULL, 10) : 0 };
        if (named.frame != 0) {
            g_array_append_val(frames, named);
        }
    }
}

char **
diagnosis_evidence(const diagnosis *diagnosis, const catalog *knowledge, GArray *frames)
{
    char **lines = g_new0(char *, (gsize)diagnosis->fact_count + 1);
    guint count = 0;

    for (guint i = first_evidence(diagnosis); i < diagnosis->fact_count; i++) {
        const diagnosis_fact *fact = diagnosis->facts[i];
        char *line =
            catalog_fill(knowledge, catalog_evidence_of(knowledge, fact->kind), fact->values, fact->count, CATALOG_LINE_BYTES);
        /* Values that differ may be equal as far as they are shown. */
        if (g_strv_contains((const char *const *)lines, line)) {
            g_free(line);
        } else {
            if (frames != NULL) {
                append_frames(frames, count, fact);
            }
            lines[count++] = line;
        }
    }
    return lines;
}
