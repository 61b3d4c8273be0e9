/* Columns in a terminal. */
#include "unit.h"

#include <string.h>

#include <libprogram.h>

#include "vietnamese.h"

static size_t width(const char *text)
{
        size_t columns = 99;
        ck_assert_int_eq(prg_text_width(&columns, text, strlen(text)), 0);
        return columns;
}

START_TEST(every_vowel_takes_one_column)
{
        for (int v = 0; v < VOWELS; v++)
                for (int t = 0; t < TONES; t++) {
                        char decomposed[16];
                        write_decomposed(&decomposed, &vowels[v], tones[t]);
                        ck_assert_uint_eq(width(vowels[v].lower[t]), 1);
                        ck_assert_uint_eq(width(vowels[v].upper[t]), 1);
                        ck_assert_uint_eq(width(decomposed), 1);
                }
}
END_TEST

START_TEST(words_take_a_column_a_letter)
{
        ck_assert_uint_eq(width(""), 0);
        ck_assert_uint_eq(width("Lai Chau"), 8);
        ck_assert_uint_eq(width("Lai Châu"), 8);
        ck_assert_uint_eq(width("Lai Cha\u0302u"), 8);
        ck_assert_uint_eq(width("Ủy ban nhân dân huyện Nậm Nhùn"), 30);
        ck_assert_uint_eq(width("Tỷ lệ (%) – “lũy kế”"), 20);
        ck_assert_uint_eq(width("Đắk Lắk"), 7);
}
END_TEST

START_TEST(wide_characters_take_two)
{
        ck_assert_uint_eq(width("萊州"), 4);
        ck_assert_uint_eq(width("Ｌａｉ"), 6);
        ck_assert_uint_eq(width("\U00020BB7"), 2);
        ck_assert_uint_eq(width("\uAC01"), 2);
        ck_assert_uint_eq(width("\u1100\u1161\u11A8"), 2); /* the same block, decomposed */
}
END_TEST

START_TEST(marks_and_controls_take_none)
{
        size_t columns;
        ck_assert_uint_eq(width("\u0301\u0323"), 0);
        ck_assert_uint_eq(width("\u200B\uFEFF\u200D"), 0);
        ck_assert_uint_eq(width("\t\r\n\x7F\xC2\x85"), 0);
        ck_assert_int_eq(prg_text_width(&columns, "a\0b", 3), 0);
        ck_assert_uint_eq(columns, 2);
        ck_assert_int_eq(prg_text_width(&columns, NULL, 0), 0);
        ck_assert_uint_eq(columns, 0);
}
END_TEST

START_TEST(bad_arguments_are_refused)
{
        size_t columns = 7;
        ck_assert_fails(prg_text_width(NULL, "a", 1), PRG_EINVALID);
        ck_assert_fails(prg_text_width(&columns, NULL, 1), PRG_EINVALID);
        ck_assert_fails(prg_text_width(&columns, "\xE1\xBB", 2), PRG_EUTF8);
        ck_assert_uint_eq(columns, 7);
}
END_TEST

int main(void)
{
        Suite *suite = suite_create("width");
        TCase *tests = tcase_create("width");
        tcase_add_test(tests, every_vowel_takes_one_column);
        tcase_add_test(tests, words_take_a_column_a_letter);
        tcase_add_test(tests, wide_characters_take_two);
        tcase_add_test(tests, marks_and_controls_take_none);
        tcase_add_test(tests, bad_arguments_are_refused);
        suite_add_tcase(suite, tests);
        return unit_run(suite);
}
