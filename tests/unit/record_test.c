/* record_test.c
 * The record of what English said when texts were translated.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */

#include "record.h"

#include <glib/gstdio.h>

static const char first_english[] = "[486]\nmeaning=Busy.\ncause=A call.\nfix=Wait.\nphrase=Busy Here\n";
static const char later_english[] = "[486]\nmeaning=Busy.\ncause=Two calls.\nfix=Call later.\nphrase=Busy Here\n";
static const char first_french[] = "[486]\nmeaning=Occupé.\ncause=Un appel.\nfix=Attendez.\n";
static const char later_french[] = "[486]\nmeaning=Occupé.\ncause=Deux appels.\nfix=Attendez.\n";

static GKeyFile *
key_file_with(const char *text)
{
    GKeyFile *file = g_key_file_new();

    g_assert_true(g_key_file_load_from_data(file, text, (gsize)-1, G_KEY_FILE_NONE, NULL));
    return file;
}

/* The record that follows `before`, which is freed, for these texts. */
static GKeyFile *
after(GKeyFile *before, const char *english, const char *french, bool all)
{
    GKeyFile *english_file = key_file_with(english);
    GKeyFile *french_file = key_file_with(french);
    GKeyFile *record = record_after(before, english_file, french_file, all);

    g_key_file_free(french_file);
    g_key_file_free(english_file);
    g_key_file_free(before);
    return record;
}

static void
assert_states(GKeyFile *record, const char *english, record_state meaning, record_state cause, record_state fix)
{
    GKeyFile *file = key_file_with(english);

    g_assert_cmpint(record_state_of(record, file, "486", "meaning"), ==, meaning);
    g_assert_cmpint(record_state_of(record, file, "486", "cause"), ==, cause);
    g_assert_cmpint(record_state_of(record, file, "486", "fix"), ==, fix);
    g_key_file_free(file);
}

static void
test_states(void)
{
    GKeyFile *record = after(g_key_file_new(), first_english, first_french, false);

    assert_states(record, first_english, RECORD_CURRENT, RECORD_CURRENT, RECORD_CURRENT);
    assert_states(record, later_english, RECORD_CURRENT, RECORD_STALE, RECORD_STALE);
    g_assert_false(g_key_file_has_key(record, "486", "phrase", NULL));
    g_key_file_free(record);
    record = g_key_file_new();
    assert_states(record, first_english, RECORD_UNKNOWN, RECORD_UNKNOWN, RECORD_UNKNOWN);
    g_key_file_free(record);
}

/* Only what was translated anew becomes current by itself. */
static void
test_after(void)
{
    GKeyFile *record = after(g_key_file_new(), first_english, first_french, false);

    record = after(record, later_english, first_french, false);
    assert_states(record, later_english, RECORD_CURRENT, RECORD_STALE, RECORD_STALE);
    record = after(record, later_english, later_french, false);
    assert_states(record, later_english, RECORD_CURRENT, RECORD_CURRENT, RECORD_STALE);
    record = after(record, later_english, later_french, true);
    assert_states(record, later_english, RECORD_CURRENT, RECORD_CURRENT, RECORD_CURRENT);
    g_key_file_free(record);
}

static void
test_drop(void)
{
    GKeyFile *record = after(g_key_file_new(), first_english, first_french, false);
    GKeyFile *english = key_file_with(later_english);
    GKeyFile *french = key_file_with(first_french);

    record_drop_stale(record, english, french);
    g_assert_true(g_key_file_has_key(french, "486", "meaning", NULL));
    g_assert_false(g_key_file_has_key(french, "486", "cause", NULL));
    g_assert_false(g_key_file_has_key(french, "486", "fix", NULL));
    g_key_file_free(french);
    g_key_file_free(english);
    g_key_file_free(record);
}

static void
test_file(void)
{
    char *folder = g_dir_make_tmp("record-test-XXXXXX", NULL);
    char *translation = g_build_filename(folder, "fr.ini", NULL);
    char *path = record_path(translation);
    GKeyFile *record = record_of(translation);

    g_assert_true(g_str_has_suffix(path, "/fr.english"));
    assert_states(record, first_english, RECORD_UNKNOWN, RECORD_UNKNOWN, RECORD_UNKNOWN);
    record = after(record, first_english, first_french, false);
    g_assert_true(g_key_file_save_to_file(record, path, NULL));
    g_key_file_free(record);
    record = record_of(translation);
    assert_states(record, first_english, RECORD_CURRENT, RECORD_CURRENT, RECORD_CURRENT);
    g_key_file_free(record);
    g_assert_cmpint(g_unlink(path), ==, 0);
    g_assert_cmpint(g_rmdir(folder), ==, 0);
    g_free(path);
    g_free(translation);
    g_free(folder);
}

int
main(int count, char **arguments)
{
    g_test_init(&count, &arguments, NULL);
    g_test_add_func("/record/states", test_states);
    g_test_add_func("/record/after", test_after);
    g_test_add_func("/record/drop", test_drop);
    g_test_add_func("/record/file", test_file);
    return g_test_run();
}
