/* The memory choke point and its injector. */
#include "unit.h"

#include <stdint.h>
#include <string.h>

#include <libprogram.h>

#include "util/memory.h"

START_TEST(nothing_fails_by_itself)
{
        long before = prg__memory_live();
        char *block = prg__alloc(10);
        ck_assert_ptr_nonnull(block);
        ck_assert_int_eq(prg__memory_live(), before + 1);
        block = prg__realloc(block, 1000);
        ck_assert_ptr_nonnull(block);
        ck_assert_int_eq(prg__memory_live(), before + 1);
        prg__free(block);
        prg__free(NULL);
        ck_assert_int_eq(prg__memory_live(), before);
}
END_TEST

START_TEST(zero_bytes_are_a_block_too)
{
        void *a = prg__alloc(0), *b = prg__alloc_zero(0), *c = prg__alloc_array(0, 8);
        ck_assert(a != NULL && b != NULL && c != NULL);
        prg__free(a);
        prg__free(b);
        prg__free(c);
}
END_TEST

START_TEST(the_nth_allocation_fails_once)
{
        prg_error_clear();
        prg__memory_fail(1, 0);
        void *first = prg__alloc(1), *second = prg__alloc(1), *third = prg__alloc(1);
        ck_assert_ptr_nonnull(first);
        ck_assert_ptr_null(second);
        ck_assert_ptr_nonnull(third);
        ck_assert_int_eq(prg__memory_refused(), 1);
        ck_assert_int_eq(prg_error_last()->code, PRG_ENOMEM);
        ck_assert_str_eq(prg_error_last()->message, "out of memory");
        prg__free(first);
        prg__free(third);
}
END_TEST

START_TEST(or_forever)
{
        prg__memory_fail(1, 1);
        void *first = prg__alloc(1);
        ck_assert_ptr_null(prg__alloc_zero(1));
        ck_assert_ptr_null(prg__realloc(first, 100));
        ck_assert_ptr_null(prg__strdup("x"));
        ck_assert_int_eq(prg__memory_refused(), 3);
        prg__memory_fail_off();
        ck_assert_ptr_nonnull(first = prg__realloc(first, 100));
        prg__free(first);
}
END_TEST

START_TEST(a_size_that_overflows_is_out_of_memory)
{
        long before = prg__memory_live();
        ck_assert_ptr_null(prg__alloc_array(SIZE_MAX / 2, 3));
        ck_assert_int_eq(prg_error_last()->code, PRG_ENOMEM);
        void *array = NULL;
        size_t capacity = 0;
        ck_assert_fails(prg__grow(&array, &capacity, SIZE_MAX / 4, 8), PRG_ENOMEM);
        ck_assert_ptr_null(array);
        ck_assert_uint_eq(capacity, 0);
        ck_assert_int_eq(prg__memory_live(), before);
}
END_TEST

START_TEST(growing_keeps_what_is_there)
{
        int *array = NULL;
        size_t capacity = 0;
        for (int i = 0; i < 1000; i++) {
                ck_assert_int_eq(prg__grow((void **)&array, &capacity, (size_t)i + 1, sizeof *array), 0);
                array[i] = i;
        }
        ck_assert_uint_ge(capacity, 1000);
        for (int i = 0; i < 1000; i++)
                ck_assert_int_eq(array[i], i);
        size_t kept = capacity;
        prg__memory_fail(0, 0);
        ck_assert_int_eq(prg__grow((void **)&array, &capacity, kept + 1, sizeof *array), PRG_ENOMEM);
        ck_assert_uint_eq(capacity, kept);
        ck_assert_int_eq(array[999], 999);
        prg__free(array);
}
END_TEST

START_TEST(copies_end_with_nul)
{
        char *copy = prg__strndup("huyện", 3);
        ck_assert_str_eq(copy, "huy");
        prg__free(copy);
        copy = prg__strndup(NULL, 0);
        ck_assert_str_eq(copy, "");
        prg__free(copy);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("memory");
        TCase *tests = tcase_create("memory");
        tcase_add_test(tests, nothing_fails_by_itself);
        tcase_add_test(tests, zero_bytes_are_a_block_too);
        tcase_add_test(tests, the_nth_allocation_fails_once);
        tcase_add_test(tests, or_forever);
        tcase_add_test(tests, a_size_that_overflows_is_out_of_memory);
        tcase_add_test(tests, growing_keeps_what_is_there);
        tcase_add_test(tests, copies_end_with_nul);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
