/* Inputs: the caller's bytes, or a file. */
#define _POSIX_C_SOURCE 200809L
#include "unit.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <libprogram.h>

#include "folder.h"
#include "util/input.h"
#include "util/memory.h"

START_TEST(bytes_are_borrowed)
{
        const char *text = "abc";
        prg__input input;
        ck_assert_int_eq(prg__input_open_data(&input, text, 3, "here", 3), 0);
        ck_assert_ptr_eq(input.data, text);
        ck_assert_uint_eq(input.length, 3);
        ck_assert_str_eq(input.source, "here");
        prg__input_close(&input);
        ck_assert_int_eq(prg__input_open_data(&input, NULL, 0, NULL, 3), 0);
        ck_assert_str_eq(input.data, "");
        prg__input_close(&input);
        ck_assert_fails(prg__input_open_data(&input, NULL, 1, NULL, 3), PRG_EINVALID);
        ck_assert_fails(prg__input_open_data(&input, text, 3, "here", 2), PRG_ELIMIT);
        ck_assert_str_eq(prg_error_last()->place, "here");
}
END_TEST

START_TEST(a_file_is_read_whole)
{
        static char text[300001];
        for (size_t i = 0; i + 1 < sizeof text; i++)
                text[i] = (char)('a' + i % 26);
        folder_write("a.txt", text);
        prg__input input;
        ck_assert_int_eq(prg__input_open_path(&input, folder_path("a.txt"), 300000), 0);
        ck_assert_uint_eq(input.length, 300000);
        ck_assert_int_eq(memcmp(input.data, text, 300001), 0);
        prg__input_close(&input);
        ck_assert_fails(prg__input_open_path(&input, folder_path("a.txt"), 299999), PRG_ELIMIT);
}
END_TEST

START_TEST(an_empty_file_is_an_empty_text)
{
        folder_write("a.txt", "");
        prg__input input;
        ck_assert_int_eq(prg__input_open_path(&input, folder_path("a.txt"), 10), 0);
        ck_assert_uint_eq(input.length, 0);
        ck_assert_str_eq(input.data, "");
        prg__input_close(&input);
}
END_TEST

static void *feeds(void *path)
{
        FILE *pipe = fopen(path, "wb");
        for (int i = 0; i < 10000; i++)
                fputs("0123456789", pipe);
        fclose(pipe);
        return NULL;
}

START_TEST(a_pipe_is_read_to_its_end)
{
        char path[FOLDER_PATH_SIZE];
        strcpy(path, folder_path("pipe"));
        ck_assert_int_eq(mkfifo(path, 0600), 0);
        pthread_t thread;
        ck_assert_int_eq(pthread_create(&thread, NULL, feeds, path), 0);
        prg__input input;
        ck_assert_int_eq(prg__input_open_path(&input, path, 1000000), 0);
        ck_assert_uint_eq(input.length, 100000);
        ck_assert_int_eq(memcmp(input.data + 99990, "0123456789", 11), 0);
        prg__input_close(&input);
        pthread_join(thread, NULL);
}
END_TEST

START_TEST(what_cannot_be_read_says_why)
{
        prg__input input;
        ck_assert_fails(prg__input_open_path(&input, folder_path("none"), 10), PRG_EIO);
        ck_assert_str_eq(prg_error_last()->place, folder_path("none"));
        ck_assert_str_eq(prg_error_last()->message, "cannot be opened: no such file or folder");
        ck_assert_fails(prg__input_open_path(&input, folder_path("."), 10), PRG_EIO);
        ck_assert_str_eq(prg_error_last()->message, "cannot be read: it is a folder");
        ck_assert_fails(prg__input_open_path(&input, NULL, 10), PRG_EINVALID);
}
END_TEST

START_TEST(without_memory_nothing_leaks)
{
        folder_write("a.txt", "text");
        long live = prg__memory_live();
        prg__input input;
        prg__memory_fail(0, 0);
        ck_assert_fails(prg__input_open_path(&input, folder_path("a.txt"), 10), PRG_ENOMEM);
        ck_assert_int_eq(prg__memory_live(), live);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("input");
        TCase *tests = tcase_create("input");
        tcase_add_checked_fixture(tests, folder_make, folder_remove);
        tcase_add_test(tests, bytes_are_borrowed);
        tcase_add_test(tests, a_file_is_read_whole);
        tcase_add_test(tests, an_empty_file_is_an_empty_text);
        tcase_add_test(tests, a_pipe_is_read_to_its_end);
        tcase_add_test(tests, what_cannot_be_read_says_why);
        tcase_add_test(tests, without_memory_nothing_leaks);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
