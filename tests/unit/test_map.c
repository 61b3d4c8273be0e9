/* The map from ids to things, against a plain array that does the same slowly. */
#include "unit.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <libprogram.h>

#include "util/hash.h"
#include "util/map.h"
#include "util/memory.h"

START_TEST(what_was_put_is_found)
{
        prg__map map;
        int a, b;
        prg__map_init(&map);
        ck_assert_ptr_null(prg__map_get(&map, "x", 1));
        ck_assert_ptr_null(prg__map_remove(&map, "x", 1));
        ck_assert_int_eq(prg__map_put(&map, "x", 1, &a), 0);
        ck_assert_int_eq(prg__map_put(&map, "", 0, &b), 0);
        ck_assert_int_eq(prg__map_put(&map, "x", 1, &b), PRG_EEXISTS);
        ck_assert_ptr_eq(prg__map_get(&map, "xy", 1), &a);
        ck_assert_ptr_eq(prg__map_get(&map, "", 0), &b);
        ck_assert_ptr_null(prg__map_get(&map, "xy", 2));
        ck_assert_ptr_eq(prg__map_remove(&map, "x", 1), &a);
        ck_assert_ptr_null(prg__map_get(&map, "x", 1));
        ck_assert_uint_eq(map.count, 1);
        prg__map_dispose(&map);
        ck_assert_ptr_null(prg__map_get(&map, "", 0));
        ck_assert_int_eq(prg__map_put(&map, "x", 1, &a), 0); /* a table that was given up is an empty one */
        ck_assert_ptr_eq(prg__map_get(&map, "x", 1), &a);
        prg__map_dispose(&map);
}
END_TEST

/* 60 000 random steps over 500 keys; after each, the touched key, now and then all of them. */
START_TEST(random_steps_agree_with_a_plain_array)
{
        enum { KEYS = 500 };
        static char keys[KEYS][8];
        int present[KEYS] = { 0 };
        size_t count = 0;
        prg__map map;
        prg__map_init(&map);
        map.seed = (uint64_t)_i * 77;
        for (int i = 0; i < KEYS; i++)
                snprintf(keys[i], sizeof keys[i], "%d", i * 7919);
        uint32_t state = 12345 + (uint32_t)_i;
        for (int step = 0; step < 20000; step++) {
                state = state * 1664525u + 1013904223u;
                int i = (int)(state >> 8) % KEYS;
                const char *key = keys[i];
                if (state >> 31) {
                        int code = prg__map_put(&map, key, strlen(key), keys[i]);
                        ck_assert_int_eq(code, present[i] ? PRG_EEXISTS : 0);
                        count += !present[i];
                        present[i] = 1;
                } else {
                        void *value = prg__map_remove(&map, key, strlen(key));
                        ck_assert_ptr_eq(value, present[i] ? keys[i] : NULL);
                        count -= (size_t)present[i];
                        present[i] = 0;
                }
                ck_assert_uint_eq(map.count, count);
                if (step % 500 == 0)
                        for (int k = 0; k < KEYS; k++)
                                ck_assert_ptr_eq(prg__map_get(&map, keys[k], strlen(keys[k])),
                                        present[k] ? keys[k] : NULL);
        }
        prg__map_dispose(&map);
}
END_TEST

START_TEST(room_that_was_reserved_is_there_without_memory)
{
        static char keys[1000][8];
        prg__map map;
        prg__map_init(&map);
        ck_assert_int_eq(prg__map_reserve(&map, 1000), 0);
        prg__memory_fail(0, 1);
        for (int i = 0; i < 1000; i++) {
                snprintf(keys[i], sizeof keys[i], "%d", i);
                ck_assert_int_eq(prg__map_put(&map, keys[i], strlen(keys[i]), keys[i]), 0);
        }
        ck_assert_int_eq(prg__map_reserve(&map, 100000), PRG_ENOMEM);
        prg__memory_fail_off();
        ck_assert_fails(prg__map_reserve(&map, SIZE_MAX / 2), PRG_ENOMEM);
        for (int i = 0; i < 1000; i++)
                ck_assert_ptr_eq(prg__map_get(&map, keys[i], strlen(keys[i])), keys[i]);
        prg__map_dispose(&map);
}
END_TEST

/* Of every table, three quarters are used before it doubles, and no more. */
START_TEST(a_table_doubles_when_three_quarters_are_full)
{
        static char keys[97][8];
        prg__map map;
        prg__map_init(&map);
        for (size_t i = 0; i < 97; i++) {
                snprintf(keys[i], sizeof keys[i], "%zu", i);
                ck_assert_int_eq(prg__map_put(&map, keys[i], strlen(keys[i]), keys[i]), 0);
                ck_assert_uint_eq(map.capacity, i < 12 ? 16 : i < 24 ? 32 : i < 48 ? 64 : i < 96 ? 128 : 256);
        }
        prg__map_dispose(&map);
}
END_TEST

/* Every bit of a key must matter to the hash, whatever the key's length. */
START_TEST(one_bit_changes_half_of_the_hash)
{
        long flipped = 0, bits = 0;
        for (size_t length = 1; length <= 40; length++) {
                char key[40];
                for (size_t i = 0; i < length; i++)
                        key[i] = (char)('a' + i);
                uint64_t hash = prg__hash(key, length, 42);
                for (size_t bit = 0; bit < length * 8; bit++) {
                        key[bit / 8] = (char)(key[bit / 8] ^ 1 << bit % 8);
                        uint64_t other = prg__hash(key, length, 42) ^ hash;
                        key[bit / 8] = (char)(key[bit / 8] ^ 1 << bit % 8);
                        int changed = 0;
                        for (; other; other &= other - 1)
                                changed++;
                        ck_assert_int_ge(changed, 8);
                        flipped += changed;
                        bits += 64;
                }
        }
        ck_assert_int_ge(flipped * 100 / bits, 48);
        ck_assert_int_le(flipped * 100 / bits, 52);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("map");
        TCase *tests = tcase_create("map");
        tcase_add_test(tests, what_was_put_is_found);
        tcase_add_loop_test(tests, random_steps_agree_with_a_plain_array, 0, 3);
        tcase_add_test(tests, room_that_was_reserved_is_there_without_memory);
        tcase_add_test(tests, a_table_doubles_when_three_quarters_are_full);
        tcase_add_test(tests, one_bit_changes_half_of_the_hash);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
