/* The growing buffer. */
#include "unit.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <libprogram.h>

#include "util/buf.h"
#include "util/memory.h"

START_TEST(appending_keeps_a_nul_behind_the_text)
{
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_buf_append(&buf, "Lai ", 4), 0);
        ck_assert_int_eq(prg_buf_append(&buf, "Châu!", 5), 0);
        ck_assert_uint_eq(buf.length, 9);
        ck_assert_str_eq(buf.data, "Lai Châu");
        ck_assert_int_eq(prg_buf_append(&buf, NULL, 0), 0);
        ck_assert_uint_eq(buf.length, 9);
        prg_buf_dispose(&buf);
        ck_assert_ptr_null(buf.data);
        ck_assert_uint_eq(buf.length, 0);
        ck_assert_uint_eq(buf.capacity, 0);
}
END_TEST

START_TEST(appending_nothing_makes_an_empty_text)
{
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_buf_append(&buf, "", 0), 0);
        ck_assert_str_eq(buf.data, "");
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(bytes_may_be_zero)
{
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_buf_append(&buf, "a\0b", 3), 0);
        ck_assert_uint_eq(buf.length, 3);
        ck_assert_int_eq(memcmp(buf.data, "a\0b", 4), 0);
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(a_format_appends_whatever_its_length)
{
        prg_buf buf = PRG_BUF_INIT;
        char expected[6001] = "";
        for (int i = 0; i < 1000; i++) {
                ck_assert_int_eq(prg__buf_format(&buf, "%s%d;", i % 2 ? "b" : "a", 100 + i % 900), 0);
                snprintf(expected + strlen(expected), 16, "%c%d;", i % 2 ? 'b' : 'a', 100 + i % 900);
        }
        ck_assert_str_eq(buf.data, expected);
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(a_failure_changes_nothing)
{
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_int_eq(prg_buf_append(&buf, "here", 4), 0);
        char large[100];
        memset(large, 'x', sizeof large);
        prg__memory_fail(0, 1);
        ck_assert_fails(prg_buf_append(&buf, large, sizeof large), PRG_ENOMEM);
        ck_assert_fails(prg__buf_format(&buf, "%s%s", "more than eight", " characters"), PRG_ENOMEM);
        ck_assert_fails(prg__buf_reserve(&buf, SIZE_MAX - 4), PRG_ENOMEM);
        prg__memory_fail_off();
        ck_assert_str_eq(buf.data, "here");
        ck_assert_uint_eq(buf.length, 4);
        prg_buf_dispose(&buf);
}
END_TEST

START_TEST(null_is_refused_and_disposing_null_is_fine)
{
        prg_buf buf = PRG_BUF_INIT;
        ck_assert_fails(prg_buf_append(NULL, "x", 1), PRG_EINVALID);
        ck_assert_fails(prg_buf_append(&buf, NULL, 1), PRG_EINVALID);
        prg_buf_dispose(NULL);
        prg_buf_dispose(&buf);
        prg_buf_dispose(&buf);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("buf");
        TCase *tests = tcase_create("buf");
        tcase_add_test(tests, appending_keeps_a_nul_behind_the_text);
        tcase_add_test(tests, appending_nothing_makes_an_empty_text);
        tcase_add_test(tests, bytes_may_be_zero);
        tcase_add_test(tests, a_format_appends_whatever_its_length);
        tcase_add_test(tests, a_failure_changes_nothing);
        tcase_add_test(tests, null_is_refused_and_disposing_null_is_fine);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
