/* Sinks and the file that appears only when it is complete. */
#define _POSIX_C_SOURCE 200809L
#include "unit.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <libprogram.h>

#include "folder.h"

START_TEST(a_sink_passes_bytes_on)
{
        prg_buf buf = PRG_BUF_INIT;
        prg_sink sink;
        ck_assert_int_eq(prg_sink_to_buf(&sink, &buf), 0);
        ck_assert_int_eq(prg_sink_write(&sink, "xã ", strlen("xã ")), 0);
        ck_assert_int_eq(prg_sink_write(&sink, "Mù Cả", strlen("Mù Cả")), 0);
        ck_assert_int_eq(prg_sink_write(&sink, NULL, 0), 0);
        ck_assert_str_eq(buf.data, "xã Mù Cả");
        prg_buf_dispose(&buf);
}
END_TEST

static int answers(void *payload, const char *data, size_t length)
{
        (void)data;
        (void)length;
        return *(int *)payload;
}

START_TEST(what_a_sink_answers_is_passed_on)
{
        int answer = PRG_ECANCELLED;
        prg_sink sink = { answers, &answer };
        ck_assert_int_eq(prg_sink_write(&sink, "x", 1), PRG_ECANCELLED);
        answer = 1;
        ck_assert_fails(prg_sink_write(&sink, "x", 1), PRG_EINVALID);
        answer = 0;
        ck_assert_int_eq(prg_sink_write(&sink, "x", 1), 0);
}
END_TEST

START_TEST(null_is_refused)
{
        prg_sink sink = { NULL, NULL };
        prg_buf buf = PRG_BUF_INIT;
        prg_outfile *file;
        ck_assert_fails(prg_sink_write(NULL, "x", 1), PRG_EINVALID);
        ck_assert_fails(prg_sink_write(&sink, "x", 1), PRG_EINVALID);
        ck_assert_fails(prg_sink_to_buf(NULL, &buf), PRG_EINVALID);
        ck_assert_fails(prg_sink_to_buf(&sink, NULL), PRG_EINVALID);
        prg_sink_to_buf(&sink, &buf);
        ck_assert_fails(prg_sink_write(&sink, NULL, 1), PRG_EINVALID);
        ck_assert_fails(prg_outfile_new(NULL, "x"), PRG_EINVALID);
        ck_assert_fails(prg_outfile_new(&file, NULL), PRG_EINVALID);
        ck_assert_fails(prg_outfile_commit(NULL), PRG_EINVALID);
        ck_assert_ptr_null(prg_outfile_sink(NULL));
        prg_outfile_free(NULL);
}
END_TEST

/* ---- files ---- */

static prg_outfile *started(const char *name)
{
        prg_outfile *file = NULL;
        ck_assert_int_eq(prg_outfile_new(&file, folder_path(name)), 0);
        return file;
}

static void put(prg_outfile *file, const char *text)
{
        ck_assert_int_eq(prg_sink_write(prg_outfile_sink(file), text, strlen(text)), 0);
}

START_TEST(a_file_appears_at_the_commit)
{
        prg_outfile *file = started("a.txt");
        put(file, "one ");
        put(file, "two");
        ck_assert_ptr_null(folder_read("a.txt"));
        ck_assert_int_eq(prg_outfile_commit(file), 0);
        ck_assert_str_eq(folder_read("a.txt"), "one two");
        ck_assert_fails(prg_outfile_commit(file), PRG_EINVALID);
        ck_assert_fails(prg_sink_write(prg_outfile_sink(file), "x", 1), PRG_EINVALID);
        prg_outfile_free(file);
        ck_assert_str_eq(folder_read("a.txt"), "one two");
        ck_assert_int_eq(folder_entries(), 1);
}
END_TEST

START_TEST(without_a_commit_nothing_happened)
{
        folder_write("a.txt", "old");
        prg_outfile *file = started("a.txt"), *fresh = started("b.txt");
        put(file, "new");
        put(fresh, "new");
        prg_outfile_free(file);
        prg_outfile_free(fresh);
        ck_assert_str_eq(folder_read("a.txt"), "old");
        ck_assert_int_eq(folder_entries(), 1);
}
END_TEST

START_TEST(large_and_small_writes_keep_their_order)
{
        static char large[200000], expected[1000000];
        size_t end = 0;
        prg_outfile *file = started("a.txt");
        for (int i = 0; i < 4; i++) {
                size_t length = 50000 + 40000 * (size_t)i;
                memset(large, 'a' + i, length);
                ck_assert_int_eq(prg_sink_write(prg_outfile_sink(file), large, length), 0);
                put(file, "|");
                memcpy(expected + end, large, length);
                expected[end + length] = '|';
                end += length + 1;
        }
        ck_assert_int_eq(prg_outfile_commit(file), 0);
        ck_assert(strcmp(folder_read("a.txt"), expected) == 0);
        prg_outfile_free(file);
}
END_TEST

START_TEST(an_existing_file_keeps_its_permissions_and_a_link_stays_a_link)
{
        struct stat status;
        folder_write("real.txt", "old");
        ck_assert_int_eq(chmod(folder_path("real.txt"), 0640), 0);
        ck_assert_int_eq(symlink("real.txt", folder_path("link.txt")), 0);
        prg_outfile *file = started("link.txt");
        put(file, "new");
        ck_assert_int_eq(prg_outfile_commit(file), 0);
        prg_outfile_free(file);
        ck_assert_str_eq(folder_read("real.txt"), "new");
        ck_assert_int_eq(lstat(folder_path("link.txt"), &status), 0);
        ck_assert(S_ISLNK(status.st_mode));
        ck_assert_int_eq(stat(folder_path("real.txt"), &status), 0);
        ck_assert_uint_eq(status.st_mode & 07777, 0640);
        ck_assert_int_eq(folder_entries(), 2);
}
END_TEST

START_TEST(a_new_file_gets_the_permissions_of_the_process)
{
        struct stat status;
        mode_t before = umask(027);
        prg_outfile *file = started("a.txt");
        ck_assert_int_eq(prg_outfile_commit(file), 0);
        umask(before);
        ck_assert_int_eq(stat(folder_path("a.txt"), &status), 0);
        ck_assert_uint_eq(status.st_mode & 07777, 0640);
        prg_outfile_free(file);
}
END_TEST

START_TEST(a_place_that_cannot_be_written_is_an_error_with_its_path)
{
        prg_outfile *file = (prg_outfile *)1;
        ck_assert_fails(prg_outfile_new(&file, folder_path("none/a.txt")), PRG_EIO);
        ck_assert_str_eq(prg_error_last()->place, folder_path("none/a.txt"));
        ck_assert_str_eq(prg_error_last()->message, "cannot be written: no such file or folder");
        ck_assert_fails(prg_outfile_new(&file, folder_path(".")), PRG_EIO);
        ck_assert_str_eq(prg_error_last()->message, "cannot be written: it is a folder");
        ck_assert_ptr_eq(file, (prg_outfile *)1);
}
END_TEST

START_TEST(a_full_disk_is_an_error_and_leaves_the_old_file)
{
        /* /dev/full answers every write with "no space left"; the temporary file cannot lie there, so the
         * file is exchanged behind the library's back through its descriptor. */
        folder_write("a.txt", "old");
        prg_outfile *file = started("a.txt");
        int full = -1;
        for (int descriptor = 3; descriptor < 64 && full < 0; descriptor++) {
                char link[64], target[FOLDER_PATH_SIZE];
                snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
                ssize_t length = readlink(link, target, sizeof target - 1);
                if (length < 0)
                        continue;
                target[length] = '\0';
                if (strstr(target, "/a.txt."))
                        full = descriptor;
        }
        ck_assert_int_ge(full, 0);
        FILE *device = fopen("/dev/full", "w");
        ck_assert_ptr_nonnull(device);
        ck_assert_int_ge(dup2(fileno(device), full), 0);
        fclose(device);
        put(file, "new");
        ck_assert_fails(prg_outfile_commit(file), PRG_EIO);
        ck_assert_str_eq(prg_error_last()->message, "cannot be written: no space left on the device");
        prg_outfile_free(file);
        ck_assert_str_eq(folder_read("a.txt"), "old");
        ck_assert_int_eq(folder_entries(), 1);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("sink");
        TCase *sinks = tcase_create("sinks"), *files = tcase_create("files");
        tcase_add_test(sinks, a_sink_passes_bytes_on);
        tcase_add_test(sinks, what_a_sink_answers_is_passed_on);
        tcase_add_test(sinks, null_is_refused);
        tcase_add_checked_fixture(files, folder_make, folder_remove);
        tcase_add_test(files, a_file_appears_at_the_commit);
        tcase_add_test(files, without_a_commit_nothing_happened);
        tcase_add_test(files, large_and_small_writes_keep_their_order);
        tcase_add_test(files, an_existing_file_keeps_its_permissions_and_a_link_stays_a_link);
        tcase_add_test(files, a_new_file_gets_the_permissions_of_the_process);
        tcase_add_test(files, a_place_that_cannot_be_written_is_an_error_with_its_path);
        tcase_add_test(files, a_full_disk_is_an_error_and_leaves_the_old_file);
        suite_add_tcase(suite, sinks);
        suite_add_tcase(suite, files);
        return unit_run(suite);
}
