/* Canonical equivalence, and the reader that decides it. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include <libprogram.h>

#include "util/normal.h"
#include "util/utf8.h"
#include "vietnamese.h"

static int equal(const char *a, const char *b)
{
        int result = -1, reverse = -1;
        ck_assert_int_eq(prg_text_equal(&result, a, strlen(a), b, strlen(b)), 0);
        ck_assert_int_eq(prg_text_equal(&reverse, b, strlen(b), a, strlen(a)), 0);
        ck_assert_int_eq(result, reverse);
        return result;
}

START_TEST(every_vowel_is_the_same_composed_and_decomposed)
{
        for (int v = 0; v < VOWELS; v++)
                for (int t = 0; t < TONES; t++) {
                        char decomposed[16], reordered[16], half[16];
                        write_decomposed(&decomposed, &vowels[v], tones[t]);
                        snprintf(reordered, sizeof reordered, "%s%s%s", vowels[v].base, tones[t],
                                vowels[v].mark);
                        snprintf(half, sizeof half, "%s%s", vowels[v].lower[0], tones[t]);
                        ck_assert_int_eq(equal(vowels[v].lower[t], decomposed), 1);
                        ck_assert_int_eq(equal(vowels[v].lower[t], half), 1);
                        ck_assert_int_eq(equal(vowels[v].lower[t], vowels[v].upper[t]), 0);
                        /* Marks change places freely unless both stand above. */
                        int both_above = vowels[v].mark[0] && strcmp(vowels[v].mark, "\u031B") != 0
                                         && t != 0 && t != TONES - 1;
                        ck_assert_int_eq(equal(vowels[v].lower[t], reordered), !both_above);
                        for (int w = 0; w < VOWELS; w++)
                                for (int u = 0; u < TONES; u++)
                                        ck_assert_int_eq(equal(decomposed, vowels[w].lower[u]),
                                                v == w && t == u);
                }
}
END_TEST

START_TEST(equality_is_of_the_text_not_of_its_look)
{
        ck_assert_int_eq(equal("", ""), 1);
        ck_assert_int_eq(equal("Tiếng Việt", "Tie\u0302\u0301ng Vie\u0323\u0302t"), 1);
        ck_assert_int_eq(equal("Tiếng Việt", "Tiếng Việt "), 0);
        ck_assert_int_eq(equal("hóa", "hoá"), 0);
        ck_assert_int_eq(equal("đ", "d\u0335"), 0);
        ck_assert_int_eq(equal("Đ", "Ð"), 0); /* the letter eth */
        ck_assert_int_eq(equal("\u212B", "A\u030A"), 1);
        ck_assert_int_eq(equal("\uAC01", "\u1100\u1161\u11A8"), 1); /* Hangul */
        ck_assert_int_eq(equal("\u0344", "\u0308\u0301"), 1);
        ck_assert_int_eq(equal("\uFB01", "fi"), 0); /* compatibility only */
        ck_assert_int_eq(equal("a\u200B", "a"), 0);
}
END_TEST

START_TEST(a_nul_does_not_end_a_text)
{
        int result;
        ck_assert_int_eq(prg_text_equal(&result, "a\0b", 3, "a\0c", 3), 0);
        ck_assert_int_eq(result, 0);
        ck_assert_int_eq(prg_text_equal(&result, "a\0b", 3, "a\0b", 3), 0);
        ck_assert_int_eq(result, 1);
        ck_assert_int_eq(prg_text_equal(&result, NULL, 0, "", 0), 0);
        ck_assert_int_eq(result, 1);
        ck_assert_int_eq(prg_text_equal(&result, "\0", 1, NULL, 0), 0);
        ck_assert_int_eq(result, 0);
}
END_TEST

/* Marks of four classes in falling order, many times over: the normal form has them class by class,
 * and within a class in the order in which they came. */
START_TEST(long_runs_of_marks_are_put_in_order)
{
        static const int32_t marks[] = { 0x345, 0x301, 0x300, 0x323, 0x31B };
        static const int classes[] = { 240, 230, 230, 220, 216 };
        enum { TIMES = 2000 };
        static char text[TIMES * sizeof marks];
        size_t length = 0;
        text[length++] = 'a';
        for (int i = 0; i < TIMES; i++)
                for (int m = 0; m < 5; m++)
                        length += prg__utf8_put(text + length, marks[m]);
        text[length++] = 'b';
        prg__normal normal;
        prg__normal_begin(&normal, text, length, 0);
        ck_assert_int_eq(prg__normal_next(&normal), 'a');
        static const int32_t expected[][2] = { { 0x31B, 0x31B }, { 0x323, 0x323 }, { 0x301, 0x300 },
                { 0x345, 0x345 } };
        for (int c = 0; c < 4; c++)
                for (int i = 0; i < (c == 2 ? 2 * TIMES : TIMES); i++)
                        ck_assert_int_eq(prg__normal_next(&normal), expected[c][i % 2]);
        ck_assert_int_eq(prg__normal_next(&normal), 'b');
        ck_assert_int_eq(prg__normal_next(&normal), -1);
        ck_assert_int_eq(prg__normal_next(&normal), -1);
        for (int m = 0; m < 5; m++)
                ck_assert_int_eq(prg__normal_class(marks[m]), classes[m]);
}
END_TEST

START_TEST(a_copy_of_the_reader_looks_ahead)
{
        prg__normal normal, ahead;
        prg__normal_begin(&normal, "\u0301\u0323ế", 7, 0);
        ck_assert_int_eq(prg__normal_next(&normal), 0x323);
        ahead = normal;
        for (int i = 0; i < 2; i++) {
                ck_assert_int_eq(prg__normal_next(&ahead), 0x301);
                ck_assert_int_eq(prg__normal_next(&ahead), 'e');
                ck_assert_int_eq(prg__normal_next(&ahead), 0x302);
                ck_assert_int_eq(prg__normal_next(&ahead), 0x301);
                ck_assert_int_eq(prg__normal_next(&ahead), -1);
                ahead = normal;
        }
}
END_TEST

START_TEST(the_invisible_can_be_dropped)
{
        static const char text[] = "\uFEFFa\u200B\u0301\u00AD\u200D\uFE0F\u0323b";
        prg__normal normal;
        prg__normal_begin(&normal, text, strlen(text), 1);
        ck_assert_int_eq(prg__normal_next(&normal), 'a');
        ck_assert_int_eq(prg__normal_next(&normal), 0x323);
        ck_assert_int_eq(prg__normal_next(&normal), 0x301);
        ck_assert_int_eq(prg__normal_next(&normal), 'b');
        ck_assert_int_eq(prg__normal_next(&normal), -1);
}
END_TEST

START_TEST(bad_arguments_are_refused)
{
        int result = 7;
        ck_assert_fails(prg_text_equal(NULL, "a", 1, "a", 1), PRG_EINVALID);
        ck_assert_fails(prg_text_equal(&result, NULL, 1, "a", 1), PRG_EINVALID);
        ck_assert_fails(prg_text_equal(&result, "a", 1, NULL, 1), PRG_EINVALID);
        ck_assert_fails(prg_text_equal(&result, "\xFF", 1, "a", 1), PRG_EUTF8);
        ck_assert_fails(prg_text_equal(&result, "a", 1, "abc\xC3", 4), PRG_EUTF8);
        ck_assert_str_eq(prg_error_last()->place, "byte 3");
        ck_assert_str_eq(prg_error_last()->message,
                "b is not valid UTF-8: found a character cut short");
        ck_assert_int_eq(result, 7);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("normal");
        TCase *tests = tcase_create("normal");
        tcase_add_test(tests, every_vowel_is_the_same_composed_and_decomposed);
        tcase_add_test(tests, equality_is_of_the_text_not_of_its_look);
        tcase_add_test(tests, a_nul_does_not_end_a_text);
        tcase_add_test(tests, long_runs_of_marks_are_put_in_order);
        tcase_add_test(tests, a_copy_of_the_reader_looks_ahead);
        tcase_add_test(tests, the_invisible_can_be_dropped);
        tcase_add_test(tests, bad_arguments_are_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
