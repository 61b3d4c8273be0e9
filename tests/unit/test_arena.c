/* The arena: what it gives out is zeroed, aligned, apart, and freed as a whole. */
#include "unit.h"

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <libprogram.h>

#include "util/arena.h"
#include "util/memory.h"

START_TEST(pieces_are_zeroed_aligned_and_apart)
{
        enum { PIECES = 500 };
        unsigned char *pieces[PIECES];
        size_t sizes[PIECES];
        prg__arena arena;
        prg__arena_init(&arena);
        for (size_t i = 0; i < PIECES; i++) {
                sizes[i] = 1 + i * 37 % 300;
                pieces[i] = prg__arena_alloc(&arena, sizes[i]);
                ck_assert_ptr_nonnull(pieces[i]);
                ck_assert_uint_eq((uintptr_t)pieces[i] % alignof(max_align_t), 0);
                for (size_t k = 0; k < sizes[i]; k++)
                        ck_assert_uint_eq(pieces[i][k], 0);
                memset(pieces[i], (int)(i % 251) + 1, sizes[i]);
                /* An odd text between, so that the next piece has to be aligned. */
                ck_assert_str_eq(prg__arena_text(&arena, "xyz", i % 4), i % 4 == 0 ? "" : i % 4 == 1 ? "x" : i % 4 == 2 ? "xy" : "xyz");
        }
        for (size_t i = 0; i < PIECES; i++)
                for (size_t k = 0; k < sizes[i]; k++)
                        ck_assert_uint_eq(pieces[i][k], i % 251 + 1);
        prg__arena_dispose(&arena);
}
END_TEST

START_TEST(a_piece_may_be_larger_than_any_block)
{
        prg__arena arena;
        prg__arena_init(&arena);
        char *small = prg__arena_text(&arena, "small", 5);
        char *large = prg__arena_alloc(&arena, 3u << 20);
        ck_assert_ptr_nonnull(large);
        memset(large, 'x', 3u << 20);
        char *after = prg__arena_text(&arena, "after", 5);
        ck_assert_str_eq(small, "small");
        ck_assert_str_eq(after, "after");
        ck_assert_uint_ge(arena.used, (3u << 20) + 12);
        prg__arena_dispose(&arena);
}
END_TEST

START_TEST(a_text_is_copied_and_ended)
{
        prg__arena arena;
        char source[] = "Lai Châu";
        prg__arena_init(&arena);
        char *copy = prg__arena_text(&arena, source, 3);
        source[0] = '!';
        ck_assert_str_eq(copy, "Lai");
        ck_assert_str_eq(prg__arena_text(&arena, NULL, 0), "");
        prg__arena_dispose(&arena);
}
END_TEST

START_TEST(many_pieces_need_few_blocks_and_all_go_at_once)
{
        long live = prg__memory_live();
        prg__arena arena;
        prg__arena_init(&arena);
        ck_assert_int_eq(prg__memory_live(), live);
        for (int i = 0; i < 100000; i++)
                ck_assert_ptr_nonnull(prg__arena_alloc(&arena, 40));
        ck_assert_int_lt(prg__memory_live() - live, 40);
        prg__arena_dispose(&arena);
        ck_assert_int_eq(prg__memory_live(), live);
        ck_assert_uint_eq(arena.used, 0);
        prg__arena_dispose(&arena);
        /* It can be used again. */
        ck_assert_str_eq(prg__arena_text(&arena, "again", 5), "again");
        prg__arena_dispose(&arena);
}
END_TEST

START_TEST(without_memory_what_was_given_out_stays)
{
        prg__arena arena;
        prg__arena_init(&arena);
        char *kept = prg__arena_text(&arena, "kept", 4);
        prg__memory_fail(0, 1);
        ck_assert_ptr_null(prg__arena_alloc(&arena, 5000));
        ck_assert_int_eq(prg_error_last()->code, PRG_ENOMEM);
        ck_assert_ptr_null(prg__arena_alloc(&arena, SIZE_MAX - 64));
        /* What the newest block still holds needs none. */
        ck_assert_ptr_nonnull(prg__arena_text(&arena, "more", 4));
        prg__memory_fail_off();
        ck_assert_ptr_null(prg__arena_alloc(&arena, SIZE_MAX - 64));
        ck_assert_str_eq(kept, "kept");
        ck_assert_ptr_nonnull(prg__arena_alloc(&arena, 5000));
        prg__arena_dispose(&arena);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("arena");
        TCase *tests = tcase_create("arena");
        tcase_add_test(tests, pieces_are_zeroed_aligned_and_apart);
        tcase_add_test(tests, a_piece_may_be_larger_than_any_block);
        tcase_add_test(tests, a_text_is_copied_and_ended);
        tcase_add_test(tests, many_pieces_need_few_blocks_and_all_go_at_once);
        tcase_add_test(tests, without_memory_what_was_given_out_stays);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
